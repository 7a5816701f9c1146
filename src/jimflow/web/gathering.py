"""Everything a page needs to know of one meeting of a cluster: its members, who is expected, what they answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jimflow.actions.errors import NotFound
from jimflow.core.called import folded
from jimflow.core.people import attending_functions
from jimflow.core.workflow import Step, Workflow
from jimflow.store.queries.rounds import ClusterRow, ParticipationRow, RoundRow, board
from jimflow.store.queries.work import (
    AppointmentRow,
    MeetingRow,
    PresenceRow,
    ReplyRow,
    appointments_in,
    meetings,
    presences,
    replies,
)
from jimflow.store.transaction import read
from jimflow.web.here import the_cluster, the_round
from jimflow.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Seat:
    """A function at the meeting: who holds it that day (None: nobody), what they answered, whether they came."""

    function: str
    person: AppointmentRow | None
    reply: ReplyRow | None = None
    came: PresenceRow | None = None


@dataclass(frozen=True, slots=True)
class Delegation:
    """Those expected from one member; `member` is None for the guests, who come from none."""

    member: ParticipationRow | None
    seats: tuple[Seat, ...]
    stand_ins: tuple[AppointmentRow, ...]
    """Everyone of the member who may come instead of another."""

    @property
    def filled(self) -> tuple[Seat, ...]:
        """The seats that somebody holds."""
        return tuple(s for s in self.seats if s.person is not None)


@dataclass(frozen=True, slots=True)
class Gathering:
    """One meeting, dated or not. `workflow` is the round's; `members` are all who are in the cluster, by name."""

    round: RoundRow
    cluster: ClusterRow
    workflow: Workflow
    step: Step
    meeting: MeetingRow | None
    members: tuple[ParticipationRow, ...]
    people: tuple[AppointmentRow, ...]
    replies: dict[int, ReplyRow]
    came: dict[int, PresenceRow]

    @property
    def place(self) -> str:
        """The address of its page."""
        return f"{self.of_cluster}/meetings/{self.step.name}"

    @property
    def of_cluster(self) -> str:
        """The address of the cluster's page."""
        return f"/rounds/{self.round.code}/clusters/{self.cluster.code}"

    @property
    def active(self) -> tuple[ParticipationRow, ...]:
        """The members that take part at the moment."""
        return tuple(m for m in self.members if m.state in self.workflow.active)

    @property
    def ids(self) -> list[int]:
        """The numbers of all members."""
        return [m.id for m in self.members]

    def delegations(self, today: date) -> list[Delegation]:
        """Who is expected, member by member; the guests last. Whoever was there without being asked is added."""
        day = self.meeting.day if self.meeting is not None else today
        asked = attending_functions(self.workflow, self.step.name)
        found = [self._of(m, asked, day) for m in self.active]
        guests = self._of(None, [f for f in asked if self.workflow.functions[f].belongs_to == "guest"], day)
        return [*found, guests] if guests.seats else found

    def _of(self, member: ParticipationRow | None, asked: Sequence[str], day: date) -> Delegation:
        own = [a for a in self.people if a.participation == (member.id if member is not None else None)]
        holding = [a for a in own if a.since <= day and (a.until is None or day <= a.until)]
        seats = []
        for name in asked:
            if self.workflow.functions[name].of_member is (member is not None):
                several = [a for a in holding if a.function == name]
                seats += [self._seat(name, a) for a in several] or [Seat(name, None)]
        shown = {s.person.id for s in seats if s.person is not None}
        more = [a for a in own if a.id not in shown and (a.id in self.came or a.id in self.replies)]
        seats += [self._seat(a.function, a) for a in more]
        return Delegation(member, tuple(seats), tuple(holding))

    def _seat(self, function: str, person: AppointmentRow) -> Seat:
        return Seat(function, person, self.replies.get(person.id), self.came.get(person.id))


def the_gathering(visit: Visit, code: str, cluster: str, step: str) -> Gathering:
    """The meeting that an address means. Raises NotFound."""
    of = the_round(visit, code)
    group = the_cluster(visit, of, cluster)
    with read(visit.runtime.engine) as tx:
        workflow = visit.runtime.programmes.workflow(tx, of.definition)
        if step not in workflow.steps or not workflow.steps[step].has_meeting:
            raise NotFound(f"{step} har ingen träff.", f"{step} has no meeting.")
        members = next(c.participations for c in board(tx, of.id) if c.cluster.id == group.id)
        found = next((m for m in meetings(tx, [group.id]) if m.step == step), None)
        return Gathering(
            *(of, group, workflow, workflow.steps[step], found),
            tuple(sorted(members, key=lambda m: folded(m.name_sv))),
            tuple(appointments_in(tx, of.id, group.id)),
            {r.appointment: r for r in replies(tx, found.id)} if found is not None else {},
            {p.appointment: p for p in presences(tx, found.id)} if found is not None else {},
        )
