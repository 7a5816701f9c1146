"""A meeting as somebody who takes part has a seat at it: asked anew by every act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from jimflow.actions.guests import Guest, no_such_thing, scope_of
from jimflow.core.people import attending_functions
from jimflow.core.seats import Seat, attends, coordinates
from jimflow.core.workflow import Workflow
from jimflow.runtime import Runtime
from jimflow.store.queries.gatherings import GatheringRow, MemberRow, gathering, gatherings_of, members, was_there
from jimflow.store.queries.seats import seats
from jimflow.store.queries.work import AppointmentRow, appointments_in
from jimflow.store.transaction import Tx
from jimflow.texts.blockers import ZONE


@dataclass(frozen=True, slots=True)
class AtMeeting:
    """A meeting and how somebody stands to it.

    `seats` are one at the meeting, the person's own and those she stands in for; `lasting` is what of them she has
    today as well, or will have, so that what others answered is open to her. `coordinated` are the participations
    whose own coordinator she is. `came_as`: for whom she was there, once that is noted (None: as a guest).
    """

    row: GatheringRow
    workflow: Workflow
    """The round's."""
    seats: tuple[Seat, ...]
    lasting: tuple[Seat, ...]
    coordinated: tuple[int, ...]
    members: dict[int, MemberRow] = field(repr=False)
    today: date
    came_as: tuple[int | None, ...] = ()

    @property
    def over(self) -> bool:
        """True once it has been held, or its last day lies behind us."""
        return self.row.status == "held" or self.row.last_day < self.today

    @property
    def begun(self) -> bool:
        """True from its first day on."""
        return self.row.status == "held" or self.row.day <= self.today

    def workflow_of(self, runtime: Runtime, tx: Tx, participation: int | None) -> Workflow:
        """The definition that a member follows; the round's for guests."""
        member = self.members.get(participation or 0)
        return runtime.programmes.workflow(tx, member.definition) if member is not None else self.workflow

    def has_left(self, participation: int | None) -> bool:
        """True of a member that left the round before its goal."""
        member = self.members.get(participation or 0)
        return member is not None and member.state in self.workflow.finals and member.state != self.workflow.goal


@dataclass(frozen=True, slots=True)
class Chair:
    """Somebody who is expected and whom the guest may answer for. `whose`: own, behalf (she stands in), colleague."""

    person: AppointmentRow
    whose: str
    seat: Seat


def at_meeting(runtime: Runtime, tx: Tx, guest: Guest, number: int) -> AtMeeting:
    """The meeting, if the guest has a seat at it, had one, or coordinates somebody who has.

    Raises NotFound, in the same words whether it is another's or nobody's.
    """
    row = gathering(tx, number)
    if row is None or (guest.mail is not None and number not in scope_of(tx, guest.mail).meetings):
        raise no_such_thing()
    found = _seated(runtime, tx, guest, [row])
    if not found:
        raise no_such_thing()
    return found[0]


def meetings_of(runtime: Runtime, tx: Tx, guest: Guest) -> list[AtMeeting]:
    """Every meeting that is open to a guest who has signed in, by day."""
    return _seated(runtime, tx, guest, gatherings_of(tx, guest.id)) if guest.signed_in else []


def chairs(runtime: Runtime, tx: Tx, at: AtMeeting) -> list[Chair]:
    """Whose answers to the invitation the guest may give, her own first: hers, those she stands in for, and as the
    coordinator those of her own agency's people."""
    mine = {s.appointment: s for s in reversed(at.seats)}
    found = []
    for person in appointments_in(tx, at.row.round, at.row.cluster):
        if not (person.since <= at.row.day and (person.until is None or at.row.day <= person.until)):
            continue
        workflow = at.workflow_of(runtime, tx, person.participation)
        function = workflow.functions.get(person.function)
        if function is None or function.name not in attending_functions(workflow, at.row.step):
            continue
        seat = mine.get(person.id)
        if seat is not None:
            found.append(Chair(person, "behalf" if seat.on_behalf else "own", seat))
        elif person.participation in at.coordinated and function.belongs_to == "agency":
            coordinating = next(s for s in at.lasting if s.participation == person.participation)
            found.append(Chair(person, "colleague", coordinating))
    return sorted(found, key=lambda c: (("own", "behalf", "colleague").index(c.whose), c.person.id))


def local_day(moment: datetime) -> date:
    """The day it is here."""
    return moment.astimezone(ZoneInfo(ZONE)).date()


def _seated(runtime: Runtime, tx: Tx, guest: Guest, rows: Sequence[GatheringRow]) -> list[AtMeeting]:
    today = local_day(runtime.clock())
    # Whoever stands in at one meeting holds the function on its days only, and must see it before they come.
    on = {day: seats(tx, guest.id, day) for day in {today, *(row.day for row in rows)}}
    known = members(tx, {s.participation for of_day in on.values() for s in of_day if s.participation is not None})
    came = was_there(tx, [row.id for row in rows], guest.id)
    every = [_at(runtime, tx, row, on, known, tuple(came.get(row.id, ())), today) for row in rows]
    return [at for at in every if at.seats or at.coordinated or at.came_as]


def _at(
    runtime: Runtime,
    tx: Tx,
    row: GatheringRow,
    on: Mapping[date, list[Seat]],
    known: dict[int, MemberRow],
    came: tuple[int | None, ...],
    today: date,
) -> AtMeeting:
    """`on`: the guest's seats today and on the day of the meeting; `came`: for whom she was there."""
    workflow = runtime.programmes.workflow(tx, row.definition)
    now, then = on[today], on[row.day]
    several = [s for s in dict.fromkeys((*now, *then)) if s.round == row.round and s.cluster in (None, row.cluster)]
    blank = AtMeeting(row, workflow, (), (), (), known, today)
    of = {s: blank.workflow_of(runtime, tx, s.participation) for s in several}

    def there(seat: Seat) -> bool:
        member = known.get(seat.participation or 0)
        return blank.over or member is None or member.state in of[seat].active

    several = [s for s in several if there(s)]
    on_the_day = set(then)
    # A substitute comes on the days of the period; who held the function then or holds it now may look back.
    attending = [
        s for s in several if attends(of[s], s, row) and (s in on_the_day or (s.how != "meeting" and blank.over))
    ]
    coordinating = [s for s in several if s in now and coordinates(of[s], s) and _anyone_attends(of[s], row.step)]
    lasting = [
        s
        for s in several
        if (s in coordinating or (s in attending and (s in now or not blank.over)))
        and not blank.has_left(s.participation)
    ]
    return AtMeeting(
        row,
        workflow,
        tuple(attending),
        tuple(lasting),
        tuple(dict.fromkeys(s.participation for s in coordinating if s.participation is not None)),
        known,
        today,
        came if blank.begun else (),
    )


def _anyone_attends(workflow: Workflow, step: str) -> bool:
    asked = attending_functions(workflow, step) if step in workflow.steps else ()
    return any(workflow.functions[f].belongs_to == "agency" for f in asked)
