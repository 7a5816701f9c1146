"""Whoever takes part, as a browser has shown who it is: what that opens, asked anew by every act."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from jimflow.actions.errors import NotFound
from jimflow.core.model import Actor
from jimflow.core.seats import Seat, hands_in, opens
from jimflow.core.workflow import Workflow
from jimflow.runtime import Runtime
from jimflow.store.queries.seats import about, seats
from jimflow.store.tables import Assignment, Participation
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx
from jimflow.texts.blockers import ZONE

_N, _P = table(Assignment), table(Participation)


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who takes part. `id` is the person whose seats count; `name` and the rest are that person's.

    `session` is 0 for whoever has only followed a link: then nothing may be changed. `mail` is the mail whose link or
    code it was, and only what that mail is about is open; None where the person has signed in. `acting` is who sits
    there instead (a person's number), with `acting_name` and the pseudonym `acting_as`; None where nobody does.
    """

    id: int
    pseudonym: str
    name: str
    address: str
    language: str
    session: int = 0
    mail: int | None = None
    acting: int | None = None
    acting_name: str = ""
    acting_as: str = ""
    seen_at: datetime | None = None
    ends_at: datetime | None = None

    @property
    def signed_in(self) -> bool:
        """True for whoever proved to be the person, and not only to have the mail."""
        return self.session > 0 and self.mail is None

    @property
    def may_change(self) -> bool:
        """True where a code has been typed in this browser."""
        return self.session > 0

    @property
    def actor(self) -> Actor:
        """The same as the audit names them: who sat there, by pseudonym."""
        return Actor(self.acting_as or self.pseudonym, "participant")

    @property
    def behalf(self) -> str:
        """The pseudonym of the one they sat there for; "" where they acted for themselves."""
        return self.pseudonym if self.acting_as else ""


@dataclass(frozen=True, slots=True)
class Scope:
    """What one mail is about: the numbers of the tasks and the meetings in it."""

    tasks: frozenset[int]
    meetings: frozenset[int]


@dataclass(frozen=True, slots=True)
class Seated:
    """A task and the seats that open it to somebody, the one with most rights first."""

    task: int
    participation: int
    name: str
    step: str
    workflow: Workflow
    seats: tuple[Seat, ...]

    @property
    def functions(self) -> tuple[str, ...]:
        """The functions they answer for."""
        return tuple(dict.fromkeys(s.function for s in self.seats))

    @property
    def hands_in(self) -> Seat | None:
        """The seat in which they may submit; None where they may only write."""
        made = _Made(self.task, self.participation, self.name)
        return next((s for s in self.seats if hands_in(self.workflow, s, made)), None)


@dataclass(frozen=True, slots=True)
class _Made:
    id: int
    participation: int
    name: str


def scope_of(tx: Tx, mail: int) -> Scope:
    """What the mail of that number is about."""
    rows = about(tx, mail)
    meetings = {int(number) for row in rows if (number := json.loads(row.facts).get("meeting")) is not None}
    return Scope(frozenset(row.assignment for row in rows if row.assignment is not None), frozenset(meetings))


def seats_of(runtime: Runtime, tx: Tx, guest: Guest) -> list[Seat]:
    """The guest's seats today."""
    return seats(tx, guest.id, runtime.clock().astimezone(ZoneInfo(ZONE)).date())


def seated(runtime: Runtime, tx: Tx, guest: Guest, task: int) -> Seated:
    """The task, if it is open to the guest. Raises NotFound, in the same words whether it is another's or nobody's."""
    wanted = (
        select(_N.c.participation, _N.c.name, _N.c.step, _P.c.definition)
        .join_from(_N, _P, _P.c.id == _N.c.participation)
        .where(_N.c.id == task)
    )
    row = tx.connection.execute(wanted).first()
    if row is None or (guest.mail is not None and task not in scope_of(tx, guest.mail).tasks):
        raise no_such_thing()
    workflow = runtime.programmes.workflow(tx, row.definition)
    made = _Made(task, row.participation, row.name)
    mine = [s for s in seats_of(runtime, tx, guest) if opens(workflow, s, made)]
    if not mine:
        raise no_such_thing()
    mine.sort(key=lambda s: (not hands_in(workflow, s, made), s.on_behalf))
    return Seated(task, row.participation, row.name, row.step, workflow, tuple(mine))


def no_such_thing() -> NotFound:
    """What is said of everything that is not there for this person."""
    return NotFound("Det finns inget här för dig.", "There is nothing here for you.")
