"""An act of an agency's own coordinator: one transaction with the right to it, its limits, and the word to the host."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select, union

from jimflow.actions.agency_seats import Home, acting, desk, homes
from jimflow.actions.as_seen import Overtaken
from jimflow.actions.case import alone, alone_in_round, open_case
from jimflow.actions.errors import BadInput, NotAllowed, NotFound
from jimflow.actions.guests import Guest, no_such_thing
from jimflow.actions.outbox import write_messages
from jimflow.core.address import AddressError, parse_address
from jimflow.core.messages import notice
from jimflow.core.model import Actor
from jimflow.core.people import hosts
from jimflow.runtime import Runtime
from jimflow.store.queries.rounds import participation as participation_row
from jimflow.store.queries.work import AppointmentRow, appointments
from jimflow.store.tables import Appointment, Forward, Person, Round, Substitute
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, joined, write

_A, _P, _S, _F = (table(kind) for kind in (Appointment, Person, Substitute, Forward))


@dataclass(frozen=True, slots=True)
class Sitting:
    """Where she acts and who she is. `runtime` acts in this very transaction; `answers_for` is all she coordinates."""

    at: Home
    answers_for: tuple[Home, ...]
    runtime: Runtime
    tx: Tx
    actor: Actor
    now: datetime
    today: date

    def named_here(self, function: str) -> None:
        """Raises NotFound for no function, NotAllowed for one that others name."""
        known = self.at.workflow.functions.get(function)
        if known is None:
            raise no_such_thing()
        if known.belongs_to != "agency":
            raise NotAllowed(
                f"”{known.title.sv}” utses inte av er. Skriv till samordnaren för programmet om något inte stämmer.",
                f"“{known.title.en}” is not yours to name. Write to whoever coordinates the programme if it is wrong.",
            )

    def present(self) -> list[AppointmentRow]:
        """The agency's own appointments that have not ended."""
        every = appointments(self.tx, self.at.row.round, self.at.row.id)
        return [a for a in every if self.at.own(a) and (a.until is None or a.until >= max(self.today, a.since))]

    def held(self, appointment: int) -> AppointmentRow:
        """One of those. Raises NotFound."""
        found = next((a for a in self.present() if a.id == appointment), None)
        if found is None:
            raise NotFound(
                "Den personen har inte funktionen längre. Ladda om sidan.",
                "That person holds the function no longer. Load the page again.",
            )
        return found

    def after(self, functions: Sequence[str], but: int, last: date) -> list[AppointmentRow]:
        """Those who hold one of the functions after that day, whoever's people they are."""
        every = appointments(self.tx, self.at.row.round, self.at.row.id)
        here = [a for a in every if a.participation == self.at.row.id and a.function in functions and a.id != but]
        return [a for a in here if a.until is None or a.until > max(last, a.since)]

    def within(self, day: date) -> None:
        """Raises BadInput for a day before the round was made known, or after it."""
        r = table(Round).c
        first, last = self.tx.connection.execute(select(r.invite_on, r.ends_on).where(r.id == self.at.row.round)).one()
        if day < first:
            raise BadInput(
                f"Omgången började {first}. Ange den dagen eller en senare.",
                f"The round began on {first}. Give that day or a later one.",
            )
        if day > last:
            raise BadInput(
                f"Omgångens sista dag är {last}. Ange den dagen eller en tidigare.",
                f"The last day of the round is {last}. Give that day or an earlier one.",
            )

    def nobody_elses(self, functions: Sequence[str], name: str, mail: str) -> None:
        """A holder of the same name is the same person with a new address, and signs in by it from then on.

        So whoever holds something that is not hers to answer for, or stands in for somebody who does, keeps the
        address: NotAllowed, without saying what.
        """
        named = (_A.c.participation == self.at.row.id, _A.c.function.in_(functions))
        rows = select(_P.c.id, _P.c.name, _P.c.mail).join_from(_A, _P, _P.c.id == _A.c.person).where(*named)
        moved = {
            person
            for person, known, address in self.tx.connection.execute(rows)
            if known.casefold() == name.strip().casefold() and address != _plain(mail)
        }
        if not moved:
            return
        stands_in = (select(k.c.appointment).where(k.c.person.in_(moved), k.c.ended_at.is_(None)) for k in (_S, _F))
        elsewhere = select(_A.c.participation, _A.c.organisation, _A.c.function)
        theirs = elsewhere.where(_A.c.person.in_(moved) | _A.c.id.in_(union(*stands_in)))
        for seat in self.tx.connection.execute(theirs):
            if not any(home.own(seat) for home in self.answers_for):
                raise NotAllowed(
                    "Den här adressen kan bara samordnaren för programmet ändra. Skriv dit, så görs det.",
                    "Only whoever coordinates the programme can change this address. Write there, and it will be done.",
                )

    def spoken(self, name: str, mail: str, language: str) -> str:
        """The language of a person who is known already stays: she may have chosen it herself."""
        known = self.tx.connection.execute(select(_P.c.name, _P.c.language).where(_P.c.mail == _plain(mail)))
        return next((said for who, said in known if who.casefold() == name.strip().casefold()), language)

    def tell(self, *changes: Mapping[str, str]) -> None:
        """The host hears of it in its next collected mail: functions and days, nobody's name."""
        case = open_case(self.runtime, self.tx, self.at.row.id)
        facts = case.facts
        key = f"staffing:{facts.id}:{facts.audit_seq}"
        told = hosts(case.programme.workflow, facts, self.today)
        said = {"changes": [dict(change) for change in changes]}
        messages = [notice("staffing", "staffing", facts, a.function, a, said, key) for a in told]
        write_messages(self.runtime, self.tx, case, messages, self.now)


@contextmanager
def sitting(
    runtime: Runtime, guest: Guest, participation: int, seen: int | None = None, *, in_round: bool = False
) -> Iterator[Sitting]:
    """The act in one transaction with the right to it; `in_round` where others of the round must wait as well.

    Raises NotFound when it is not hers to do, and Overtaken when the participation's version is not what was `seen`.
    """
    with write(runtime.engine) as tx:
        row = participation_row(tx, participation)
        if row is None:
            raise no_such_thing()
        if in_round:
            alone_in_round(tx, row.round)
        alone(tx, [participation])
        at = desk(runtime, tx, guest, participation)
        if seen is not None and at.row.version != seen:
            raise Overtaken
        inner, now = replace(runtime, engine=joined(runtime.engine, tx)), runtime.clock()
        today = open_case(inner, tx, participation).programme.today(now)
        others = tuple(h for h in homes(runtime, tx, guest) if h.coordinates)
        yield Sitting(at, others, inner, tx, acting(tx, guest, at.seat), now, today)


def _plain(mail: str) -> str:
    try:
        return parse_address(mail)
    except AddressError:
        return mail.strip()
