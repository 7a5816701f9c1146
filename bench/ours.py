"""The limit: the bare driver over our own tables, indexes, reads and rows, with nothing between."""

from __future__ import annotations

import hashlib
import os
from datetime import timedelta
from pathlib import Path

from bench.limit import common
from bench.rows import NOW, lay
from jimflow.store.engine import SQLITE_SETTINGS, open_engine, sqlite_driver

P = (
    "SELECT p.id,p.round,p.cluster,p.definition,r.policy_digest,r.code,p.subject,o.name_sv,c.name_sv,c.name_en,p.state,"
    "p.version,p.came_from,p.late_joiner,r.starts_on,p.audit_seq,p.audit_head FROM participation p "
    "JOIN round r ON r.id=p.round JOIN cluster c ON c.id=p.cluster LEFT JOIN organisation o ON o.code=p.subject WHERE p.id=?"
)
M = "SELECT id,step,status,day,last_day,theme,sequence,uid,example_date FROM meeting WHERE cluster=?"
A = (
    "SELECT a.id,a.function,a.person,a.address,p.language,a.since,a.until,a.top_management,a.acting,a.deputy,a.assistant,"
    "a.undeliverable_at FROM appointment a JOIN person p ON p.id=a.person WHERE a.participation=?"
)
N = "SELECT m.step,x.appointment,x.present,x.deputised_for FROM attendance x JOIN meeting m ON m.id=x.meeting WHERE x.participation=? AND m.step=?"
Y = "SELECT m.step,x.appointment,x.answer,x.deputy FROM rsvp x JOIN meeting m ON m.id=x.meeting WHERE x.participation=? AND m.step=?"
W = "SELECT id,step,name,place,status,anchor,opens_at,due_at,submitted_at FROM assignment WHERE participation=?"
V = "SELECT id,rule,step,until FROM waiver WHERE participation=?"
MOVE = (
    "UPDATE participation SET state=?,version=version+1,entered_at=?,audit_seq=?,audit_head=? "
    "WHERE id=? AND version=? AND audit_seq=?"
)
ENTRY = "INSERT INTO audit_entry(chain,seq,leaf,link) VALUES(?,?,?,?)"
PAYLOAD = "INSERT INTO audit_payload(entry,salt,payload) VALUES(?,?,?)"
CLOSE = "UPDATE assignment SET status='closed' WHERE participation=? AND step=? AND status='open'"
MAKE = (
    "INSERT INTO assignment(participation,step,name,place,status,anchor,opens_at,due_at,opened_at,late) "
    "VALUES(?,?,?,'after','open',?,?,?,?,0),(?,?,?,'after','open',?,?,?,?,0) RETURNING id"
)
DUE = (
    "INSERT INTO occurrence(subject_kind,subject,rule,due_at,recipient,for_due,status) "
    "VALUES('participation',?,?,?,?,?,'pending'),('participation',?,?,?,?,?,'pending')"
)
SAY = (
    "INSERT INTO intent(key,mail_class,template,item,participation,assignment,appointment,function,address,language,facts,"
    "made_at,send_at,held,status) VALUES(?,'digest','open',?,?,?,?,?,?,'sv',?,?,?,0,'pending'),"
    "(?,'digest','open',?,?,?,?,?,?,'sv',?,?,?,0,'pending')"
)
AT, LATER = NOW.isoformat(timespec="microseconds"), (NOW + timedelta(days=28)).isoformat(timespec="microseconds")
FACTS = '{"assignment":"start_task_one","cluster":["Kluster 1","Cluster 1"],"due":"2026-10-19T21:59:59+00:00","function":"finance","meeting_day":"2026-02-16","organisation":"Myndighet 1","step":"start","theme":"x"}'


class Ours:
    """One advance, hand-written for this one piece of work."""

    def __init__(self, folder: Path, definition: Path, n: int) -> None:
        engine = open_engine(f"sqlite:///{folder}/ours.db")
        workflow = lay(engine, definition, n)
        engine.dispose()
        self.next = dict(zip(workflow.order, workflow.order[1:], strict=False))
        self.tasks = {s.name: s.named("after") for s in workflow.steps.values()}
        self.con = sqlite_driver().connect(f"{folder}/ours.db", isolation_level=None, cached_statements=256)
        for setting in SQLITE_SETTINGS:
            self.con.execute(setting)

    def advance(self, i: int) -> None:
        """Reads, decides and writes what the action does, in one transaction."""
        ex = self.con.execute
        ex("BEGIN IMMEDIATE")
        row = ex(P, (i,)).fetchone()
        state, version, seq, head = row[10], row[11], row[15], row[16]
        ex(M, (row[2],)).fetchall()
        people = ex(A, (i,)).fetchall()
        came = ex(N, (i, state)).fetchall()
        ex(Y, (i, state)).fetchall()
        work = ex(W, (i,)).fetchall()
        ex(V, (i,)).fetchall()
        ready = sum(1 for c in came if c[2]) >= 4 and all(w[4] == "submitted" for w in work if w[3] == "before")
        if not ready:
            raise RuntimeError("guard")
        to = self.next[state]
        payload = common.canonical(i, seq + 1, state, to, "user:7", AT).encode()
        salt = os.urandom(32)
        leaf = hashlib.sha256(salt + payload).digest()
        link = hashlib.sha256(head + leaf).digest()
        if ex(MOVE, (to, AT, seq + 1, link, i, version, seq)).rowcount != 1:
            raise RuntimeError("conflict")
        number = ex(ENTRY, (i, seq + 1, leaf, link)).lastrowid
        ex(PAYLOAD, (number, salt, payload))
        ex(CLOSE, (i, state))
        if to in self.tasks:
            self._open(i, to, people)
        ex("COMMIT")

    def _open(self, i: int, to: str, people: list[tuple[object, ...]]) -> None:
        ex, day = self.con.execute, AT[:10]
        one, two = self.tasks[to]
        ids = ex(MAKE, (i, to, one, day, AT, LATER, AT, i, to, two, day, AT, LATER, AT)).fetchall()
        rules = f"remind:{to}:{one}:0", f"remind:{to}:{two}:0"
        ex(DUE, (i, rules[0], LATER, "project_leader", LATER, i, rules[1], LATER, "finance", LATER))
        values: list[object] = []
        for (number,), name, who in zip(ids, (one, two), (people[1], people[3]), strict=True):
            key = f"open:{i}:{to}:{name}:{who[1]}:{who[0]}"
            values += [key, f"open:{to}:{name}", i, number, who[0], who[1], who[3], FACTS, AT, AT]
        ex(SAY, values)

    def close(self) -> None:
        """Ends the connection."""
        self.con.close()
