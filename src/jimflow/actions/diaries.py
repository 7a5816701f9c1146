"""What diaries have been told of sessions, by address and UID, and who at an address still needs an entry."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from jimflow.core.people import attending_functions
from jimflow.core.workflow import Workflow
from jimflow.mail.meetings import TEMPLATES as ABOUT_A_DATE
from jimflow.store.tables import Appointment, Intent, Mail, Meeting, Participation
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

Entry = tuple[str, str]
"""An address and the UID of a session: one entry in one diary."""

_I, _M, _A, _P, _T = (table(t).c for t in (Intent, Mail, Appointment, Participation, Meeting))
_WORDS = (_I.id, _I.template, _I.participation, _I.appointment, _I.function, _I.address, _I.language, _I.facts)


@dataclass(frozen=True, slots=True)
class Told:
    """The last that an address was told of a session, as which appointment; `facts` as they were frozen."""

    intent: int
    template: str
    participation: int | None
    appointment: int
    function: str
    address: str
    language: str
    facts: Mapping[str, Any]

    @property
    def entry(self) -> Entry:
        """Whose diary, and which session."""
        return self.address, str(self.facts["uid"])


def last_told(tx: Tx, appointments: Collection[int], mark: str = "") -> list[Told]:
    """The last that was written to each address of these appointments, of assistants and substitutes too, of every
    session; with `mark` only under keys that end with it.

    What did not arrive is left out, and so is whoever cannot be reached.
    """
    wanted = (
        select(*_WORDS)
        .join_from(table(Intent), table(Mail), _I.mail == _M.id)
        .join(table(Appointment), _I.appointment == _A.id)
        .where(_A.id.in_(appointments), _A.undeliverable_at.is_(None))
        .where(_I.template.in_(ABOUT_A_DATE), _M.status != "dead", _I.key.endswith(mark))
        .order_by(_I.id)
    )
    return list(_last(Told(*row[:-1], json.loads(row.facts)) for row in tx.connection.execute(wanted)))


def taken_out(tx: Tx, addresses: Collection[str]) -> dict[Entry, int]:
    """The entries that were taken out of these diaries because somebody had left, with the number it was done under."""
    wanted = (
        select(_I.address, _I.facts)
        .join_from(table(Mail), table(Intent), _I.mail == _M.id)
        .where(_M.address.in_(addresses), _I.template == "cancelled", _I.key.startswith("left:"))
    )
    found: dict[Entry, int] = {}
    for address, text in tx.connection.execute(wanted):
        facts = json.loads(text)
        entry = (str(address), str(facts["uid"]))
        found[entry] = max(int(facts["sequence"]), found.get(entry, 0))
    return found


def still_needed(tx: Tx, workflow: Workflow, entries: Mapping[Entry, Mapping[str, Any]]) -> set[Entry]:
    """Those entries that somebody at the address needs: for another function, at another member of the cluster, or
    as the successor with the same mailbox. `entries` hold the frozen facts of their sessions."""
    meetings = {int(facts["meeting"]) for facts in entries.values()}
    found = tx.connection.execute(select(_T.id, _T.cluster).where(_T.id.in_(meetings)))
    clusters: dict[int, int] = {row.id: row.cluster for row in found}
    addresses = {address for address, _ in entries}
    of_cluster = func.coalesce(_P.cluster, _A.cluster).label("cluster")
    wanted = (
        select(_A.address, _A.assistant, _A.function, _A.since, _A.until, of_cluster, _P.state)
        .join_from(table(Appointment), table(Participation), _A.participation == _P.id, isouter=True)
        .where(_A.address.in_(addresses) | _A.assistant.in_(addresses), _A.undeliverable_at.is_(None))
    )
    seats = [s for s in tx.connection.execute(wanted) if s.state not in workflow.finals]
    return {
        (address, uid)
        for (address, uid), facts in entries.items()
        for s in seats
        if address in (s.address, s.assistant)
        and s.cluster in (None, clusters.get(int(facts["meeting"])))
        and s.function in attending_functions(workflow, str(facts["step"]))
        and s.since <= date.fromisoformat(str(facts["meeting_day"])) <= (s.until or date.max)
    }


def _last(every: Iterable[Told]) -> Iterable[Told]:
    found: dict[Entry, Told] = {}
    for told in every:
        known = found.get(told.entry)
        if known is None or told.facts["sequence"] >= known.facts["sequence"]:
            found[told.entry] = told
    return found.values()
