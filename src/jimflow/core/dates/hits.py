"""What a proposed day for a meeting runs into."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from jimflow.core.awkward import awkward
from jimflow.core.calendar import CalendarError
from jimflow.core.laps import place
from jimflow.core.mistakes import Said
from jimflow.core.model import Facts
from jimflow.core.people import attending_functions
from jimflow.core.programme import Programme

Kind = Literal["outside", "free", "past", "after", "quiet", "order", "person", "busy", "notice", "awkward", "cluster"]
STOPS: frozenset[Kind] = frozenset({"outside", "free"})
"""What no meeting can be planned on; the others a person may choose to live with."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something a day runs into. Beside `kind` and `day` only what belongs to the kind is filled in.

    `after`: the round's last day is `other`. `order`: the meeting of `step` is on `other`.
    `person`: `people` are expected there too, at `what` in `where`.
    `busy`: `function` has `what` to do. `notice`: invitations would have gone on `other`. `awkward`: `what` says why.
    `cluster`: `where` meets that day.
    """

    kind: Kind
    day: date
    function: str = ""
    what: Said | None = None
    where: Said | None = None
    step: str = ""
    other: date | None = None
    people: frozenset[int] = frozenset()

    @property
    def stops(self) -> bool:
        """True when the meeting cannot be that day."""
        return self.kind in STOPS


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another meeting: of which cluster, called what, on which days, and who (persons) is expected there."""

    cluster: Said
    title: Said
    days: tuple[date, ...]
    people: frozenset[int]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Days for the meeting of `step`, each once and in order, for the members of one cluster."""

    programme: Programme
    members: Sequence[Facts]
    step: str
    days: tuple[date, ...]
    now: datetime
    elsewhere: Sequence[Elsewhere] = field(default=(), repr=False)
    ends: date | None = None
    """The last day of the round, where it is known."""

    @property
    def today(self) -> date:
        """The local day of `now`."""
        return self.programme.today(self.now)


def hits(proposal: Proposal) -> list[Hit]:
    """Everything the days run into, by day."""
    return [hit for day in proposal.days for hit in _of_day(proposal, day)] + _order(proposal)


def busy(programme: Programme, functions: Iterable[str], day: date) -> Iterator[Hit]:
    """The functions that have other work on the day."""
    for name in functions:
        for time in programme.workflow.functions[name].busy:
            if time.covers(day):
                yield Hit("busy", day, function=name, what=time.what)


def _of_day(proposal: Proposal, day: date) -> Iterator[Hit]:
    calendar = proposal.programme.calendar
    if not calendar.first < day < calendar.last:
        yield Hit("outside", day)
        return
    if not calendar.is_working_day(day):
        yield Hit("free", day)
        return
    if day < proposal.today:
        yield Hit("past", day)
    if proposal.ends is not None and day > proposal.ends:
        yield Hit("after", day, other=proposal.ends)
    if not calendar.takes_mail(day):
        yield Hit("quiet", day)
    if (why := awkward(calendar, day)) is not None:
        yield Hit("awkward", day, what=why)
    yield from busy(proposal.programme, attending_functions(proposal.programme.workflow, proposal.step), day)
    yield from _notice(proposal, day)
    yield from _met(proposal, day)


def _notice(proposal: Proposal, day: date) -> Iterator[Hit]:
    """People would be invited later than the programme promises."""
    invite, calendar = proposal.programme.workflow.meetings.invite, proposal.programme.calendar
    if invite is None or day != proposal.days[0] or day < proposal.today:
        return
    try:
        sent = invite.resolve({"meeting": day}, calendar)
    except CalendarError:  # before the programme's first year
        return
    if sent is not None and sent < proposal.today:
        yield Hit("notice", day, other=sent)


def _met(proposal: Proposal, day: date) -> Iterator[Hit]:
    functions = set(attending_functions(proposal.programme.workflow, proposal.step))
    ours = {
        a.person
        for facts in proposal.members
        for a in facts.appointments
        if a.function in functions and a.holds_on(day)
    }
    for other in proposal.elsewhere:
        if day in other.days:
            both = frozenset(ours & other.people)
            kind: Kind = "person" if both else "cluster"
            yield Hit(kind, day, where=other.cluster, what=other.title, people=both)


def _order(proposal: Proposal) -> list[Hit]:
    """Meetings that come earlier in the programme and later in time, or the other way round."""
    steps = proposal.programme.workflow.steps
    if not proposal.members or steps.repeating:
        return []
    own = place(steps, proposal.step)
    found = []
    for step, meeting in proposal.members[0].meetings.items():
        if step == proposal.step or meeting.status == "cancelled":
            continue
        earlier = place(steps, step) < own
        wrong = meeting.last_day >= proposal.days[0] if earlier else meeting.day <= proposal.days[-1]
        if wrong:
            found.append(Hit("order", proposal.days[0], step=step, other=meeting.day))
    return found
