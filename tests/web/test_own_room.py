"""Drafts are the agency's own room: what is not handed in stands on no page, in no export, in no mail of the host."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from sqlalchemy import insert, select

import jimflow
from jimflow.actions.compose import compose_due
from jimflow.actions.sweep import sweep_due
from jimflow.core.accounts import MAY
from jimflow.rehearsal.demo import DATABASE
from jimflow.store import tables as t
from jimflow.store.tables.columns import table
from jimflow.store.transaction import read, write
from jimflow.web.routing import PARTAKING
from tests.cli.console import Console
from tests.demo_site import PEOPLE, Installation, demo_database, installation
from tests.participants import holder, task
from tests.web.conftest import ROUND
from tests.web.page_reader import read_page
from tests.web.participant import Participant
from tests.web.person import Person
from tests.web.test_access import SHOWN, SOME, answering

SECRET = "Zqhemligt"
NAME = "adjust_resources"
HOST = [r for r in SHOWN if r.right not in PARTAKING]
MANY = 3
"""So many pages of a kind are looked at."""


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory, shared_folder: Path) -> Iterator[tuple[Installation, Path]]:
    """The demo with the word in everything that Formas has written and not handed in, and its folder."""
    folder = tmp_path_factory.mktemp("own-room")
    with installation(demo_database(shared_folder), folder) as made:
        plant(made)
        yield made, folder


def plant(made: Installation) -> None:
    now, person = made.runtime.clock(), holder(made, "formas", "finance")
    with write(made.runtime.engine) as tx:
        p = table(t.Person).c
        who = tx.connection.execute(select(p.pseudonym).where(p.id == person)).scalar_one()
        a, part = table(t.Assignment).c, table(t.Participation).c
        every = select(a.id, a.name, part.definition).join_from(table(t.Assignment), table(t.Participation))
        for number, name, digest in tx.connection.execute(every.where(part.subject == "formas")).all():
            workflow = made.runtime.programmes.workflow(tx, digest)
            for q in workflow.forms[workflow.assignments[name].form].questions:
                row = {"assignment": number, "field": q.name, "value": f'"{SECRET}"', "saved_at": now, "saved_by": who}
                tx.connection.execute(insert(table(t.JointDraft)).values(**row, version=2))
                for why in ("replaced", "aside"):
                    tx.connection.execute(insert(table(t.JointDraftPast)).values(**row, why=why))
                said = {"assignment": number, "field": q.name, "text": SECRET, "written_at": now, "written_by": who}
                tx.connection.execute(insert(table(t.RoomComment)).values(**said))
            file = {"assignment": number, "name": f"{SECRET}.pdf", "kind": "pdf", "media_type": "application/pdf"}
            file |= {"size": 9, "digest": SECRET, "checked": "clean", "added_at": now, "added_by": who}
            made_file = insert(table(t.Attachment)).values(**file).returning(table(t.Attachment).c.id)
            content = {"attachment": tx.connection.execute(made_file).scalar_one(), "content": SECRET.encode()}
            tx.connection.execute(insert(table(t.AttachmentContent)).values(**content))


def says(content: bytes) -> bool:
    """True where the word stands in the answer, also inside a file of several."""
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return any(SECRET.encode() in packed.read(name) for name in packed.namelist())
    return SECRET.encode().lower() in content.lower()


def test_its_own_people_do_see_it(planted: tuple[Installation, Path]) -> None:
    made, _ = planted
    seen = Participant(made, "formas", "finance").see(f"/my/tasks/{task(made, 'formas', NAME)}")
    assert f"{SECRET}.pdf" in seen.words
    assert SECRET in [v for f in seen.forms for n, v in f.fields if n.startswith("answer.")]


@pytest.mark.parametrize("login", ["anna", "cilla", "david"])
def test_no_page_of_the_host_shows_what_is_not_handed_in(planted: tuple[Installation, Path], login: str) -> None:
    made, _ = planted
    who, seen, told = Person(made, login), dict[str, int](), list[str]()
    number = task(made, "formas", NAME)
    ahead = [f"{ROUND}/agencies/formas/assignments/budgeting/{NAME}", f"{ROUND}/agencies/formas", "/"]
    ahead += [re.sub(r"{(\w+)}", lambda m: SOME.get(m[1], str(number)), r.path) for r in HOST]
    known = set(ahead)
    while ahead:
        address = ahead.pop(0)
        route = answering(SHOWN, address)
        if seen.get(route, 0) >= MANY and "formas" not in address:
            continue
        seen[route] = seen.get(route, 0) + 1
        answer = who.client.get(address)
        if says(answer.content):
            told.append(address)
        if answer.headers.get("content-type", "").startswith("text/html"):
            links = [a for _, a in read_page(answer.text).links if a.startswith("/") and not a.startswith("/my")]
            ahead += [a for a in dict.fromkeys(links) if a not in known]
            known |= set(links)
    assert told == []
    assert {r.path for r in HOST if r.right in {*MAY[PEOPLE[login][1]], "anyone"}} <= seen.keys()


READ = (
    *("round list", "round show", "round figures", "why formas", "assignment list formas", "assignment list"),
    *("meeting show", "attendance show formas budgeting", "function list formas", "result list", "note list formas"),
    *("mail list", "mail coming", "audit list", "audit list --json", "doctor", "link list"),
    *("round show --json", "assignment list formas --json", "workflow show jim-plus"),
)


def test_no_command_of_the_host_tells_what_is_not_handed_in(planted: tuple[Installation, Path]) -> None:
    made, folder = planted
    say = Console(folder)
    calls = [call.split() for call in READ]
    with read(made.runtime.engine) as tx:
        a, p, m = table(t.Assignment).c, table(t.Participation).c, table(t.Mail).c
        every = select(a.step, a.name).join_from(table(t.Assignment), table(t.Participation))
        works = tx.connection.execute(every.where(p.subject == "formas")).all()
        mails = list(tx.connection.execute(select(m.id).order_by(m.id.desc()).limit(5)).scalars())
    shown = ["assignment", "show"]
    calls += [[*shown, n, "formas", "--step", s, *more] for s, n in works for more in ([], ["--json"], ["--form"])]
    calls += [["mail", "preview", template, "formas"] for template in sorted(made.runtime.templates.names())]
    calls += [["mail", "show", str(number)] for number in mails]
    answers = {" ".join(call): say(*call, code=None) for call in calls}
    assert [call for call, a in answers.items() if SECRET in a.out + a.err] == []
    failed = [
        call for call, a in answers.items() if a.code not in (0, 1) and not call.startswith(("mail preview", "doctor"))
    ]
    assert failed == [], [answers[call].err for call in failed]
    assert SECRET not in say("audit", "export").out
    say("round", "export", str(folder / "round.xlsx"))
    written = [f for f in folder.rglob("*") if f.is_file() and not f.name.startswith(DATABASE)]
    assert [f.name for f in written if says(f.read_bytes())] == []


def test_no_mail_of_the_days_to_come_says_what_is_not_handed_in(own_demo: Installation) -> None:
    plant(own_demo)
    begun = own_demo.clock()
    for days in (1, 40, 65, 66, 70):
        own_demo.clock.jump(begun + timedelta(days=days))
        while sweep_due(own_demo.runtime) or compose_due(own_demo.runtime):
            pass
    with read(own_demo.runtime.engine) as tx:
        m, i = table(t.Mail).c, table(t.Intent).c
        raws = list(tx.connection.execute(select(m.raw).where(m.composed_at > begun)).scalars())
        facts = list(tx.connection.execute(select(i.facts)).scalars())
    bodies = [
        part.get_content()
        for raw in raws
        for part in message_from_bytes(raw, policy=policy.default).walk()
        if part.get_content_maintype() == "text"
    ]
    assert len(raws) > 3
    assert [b for b in (*bodies, *facts) if SECRET in b] == []


OWN = re.compile(r"(joint_|my_|participant/|erasure_|person|store/tables/)")
"""What the agency's own people use, and what tells a person what is stored about them and erases it."""


def test_only_the_agencys_own_rooms_read_the_tables_of_what_is_not_handed_in() -> None:
    package = Path(jimflow.__file__).parent
    names = re.compile(r"\b(JointDraft|JointDraftPast|RoomComment|joint_drafts?|room_comment)\b|queries\.joint_answers")
    found = {
        file.relative_to(package).as_posix()
        for file in package.rglob("*.py")
        if names.search(file.read_text(encoding="utf-8")) and "migrations" not in file.parts
    }
    assert {f for f in found if not OWN.search(f)} == set()
    assert "actions/joint_answers.py" in found
