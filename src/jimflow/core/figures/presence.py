"""Attendance by function: in how many of those who were invited the function took part, meeting by meeting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

from jimflow.core.figures.facts import Came, Held, Holding, Member, RoundFacts
from jimflow.core.figures.shares import Share
from jimflow.core.laps import place
from jimflow.core.people import attending_functions
from jimflow.core.workflow import Workflow


@dataclass(frozen=True, slots=True)
class Attendance:
    """One function at one meeting: the number of organisations in which …

    … somebody who holds it came (on site or digitally), a deputy came instead, nobody came, nobody held it; and those
    from which nothing has been recorded. Several holders count as one.
    """

    meeting: int
    function: str
    on_site: int = 0
    digital: int = 0
    deputy: int = 0
    absent: int = 0
    vacant: int = 0
    unrecorded: int = 0

    @property
    def share(self) -> Share:
        """Those where the function took part, a deputy not counted, of those with anything recorded."""
        came = self.on_site + self.digital
        return Share(came, came + self.deputy + self.absent + self.vacant)

    @property
    def total(self) -> int:
        """All that were invited."""
        return self.share.of + self.unrecorded


def attendance(workflow: Workflow, facts: RoundFacts) -> list[Attendance]:
    """Every function that is invited to every meeting that has been held, in the order of the steps and clusters."""
    came: dict[int, list[Came]] = defaultdict(list)
    holders: dict[tuple[int, str], list[Holding]] = defaultdict(list)
    members: dict[int, list[Member]] = defaultdict(list)
    for line in facts.came:
        came[line.meeting].append(line)
    for holding in facts.holdings:
        holders[holding.participation, holding.function].append(holding)
    for member in facts.members:
        for cluster in {cluster for cluster, *_ in member.belonged} | {member.cluster}:
            members[cluster].append(member)
    return [
        _at(meeting, function, members[meeting.cluster], came[meeting.id], holders)
        for meeting in held(workflow, facts)
        for function in attending_functions(workflow, meeting.step)
        if workflow.functions[function].of_member
    ]


def held(workflow: Workflow, facts: RoundFacts) -> list[Held]:
    """The meetings that have been held, by step and then by cluster."""
    order = {g.id: n for n, g in enumerate(facts.groups)}
    done = [m for m in facts.meetings if m.status == "held" and m.step in workflow.steps]
    return sorted(done, key=lambda m: (place(workflow.steps, m.step), order[m.cluster]))


def by_function(workflow: Workflow, lines: Sequence[Attendance]) -> list[Attendance]:
    """Each function over all of the meetings, in the order of the definition; the meeting is left blank."""
    counted = [f.name for f in fields(Attendance) if f.name not in ("meeting", "function")]
    found = []
    for function in workflow.functions:
        own = [line for line in lines if line.function == function]
        if own:
            found.append(Attendance(0, function, **{name: sum(getattr(o, name) for o in own) for name in counted}))
    return found


def _at(
    meeting: Held,
    function: str,
    members: Sequence[Member],
    came: Sequence[Came],
    holders: Mapping[tuple[int, str], Sequence[Holding]],
) -> Attendance:
    line = Attendance(meeting.id, function)
    noted = {c.participation for c in came}
    for member in members:
        if member.id in noted:
            own = [h for h in holders.get((member.id, function), ()) if h.on(meeting.day)]
            what = _what(own, came)
        elif member.takes_part(meeting.cluster, meeting.day):
            what = "unrecorded"
        else:
            continue
        line = replace(line, **{what: getattr(line, what) + 1})
    return line


def _what(holders: Sequence[Holding], came: Sequence[Came]) -> str:
    """Whoever is not on a list that was made did not come, as the rules of attendance have it."""
    own = {h.appointment for h in holders}
    modes = {c.mode for c in came if c.present and c.appointment in own}
    if modes:
        return "digital" if modes == {"digital"} else "on_site"
    if any(c.present and c.instead_of in own for c in came):
        return "deputy"
    return "absent" if holders else "vacant"
