"""Where a participation may stand with its past, and the facts that the engine is shown of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from jimflow.core.exploration.stage import THEME, Stage
from jimflow.core.model import AssignmentFacts, AssignmentStatus, Facts, Party, Presence, Started, Waiver
from jimflow.core.workflow import Place

Key = tuple[str, ...]
"""What is assumed of: ("held", step), ("work", step, assignment), ("answer", assignment, field) …"""
Assumed = Mapping[Key, object]
Work = tuple[str, str, Place]


@dataclass(frozen=True, slots=True)
class Case:
    """A state and what the past has left: where it was paused, laps, the work that was given and what closed undone."""

    state: str
    late: bool = False
    joined_late: bool = False
    came_from: str | None = None
    laps: tuple[tuple[str, int], ...] = ()
    made: frozenset[Work] = frozenset()
    closed: frozenset[tuple[str, str]] = frozenset()

    def given(self, assignment: str) -> bool:
        """True when the assignment has been given on some occasion and is not closed there."""
        return any(name == assignment and (step, name) not in self.closed for step, name, _ in self.made)


def facts_of(stage: Stage, case: Case, assumed: Assumed, *, waived: tuple[tuple[str, str], ...] = ()) -> Facts:
    """The case as the engine reads it, where what is assumed is so and nothing else has happened."""
    meetings = dict(stage.meetings)
    came: list[Presence] = []
    gone: set[str] = set()
    answers: dict[tuple[str, str, str], str] = {}
    results: set[str] = set()
    caught_up: list[str] = []
    parties: list[Party] = []
    started: list[Started] = []
    size, top, contributed = stage.blank.cluster_size, False, False
    for key, value in assumed.items():
        match key:
            case ("held", step) if value:
                meetings[step] = replace(meetings[step], status="held")
            case ("theme", step) if value and step in meetings:
                meetings[step] = replace(meetings[step], theme=THEME)
            case ("came", step, function):
                assert isinstance(value, int)
                came += [Presence(step, a.id, present=n < value) for n, a in enumerate(stage.people[function])]
            case ("vacant", function) if value:
                gone.add(function)
            case ("top",):
                top = bool(value)
            case ("answer", assignment, field) if value is not None:
                answers |= {(step, name, field): str(value) for step, name, _ in case.made if name == assignment}
            case ("result", result) if value:
                results.add(result)
            case ("parties", part):
                assert isinstance(value, int)
                parties += [Party(len(parties) + n, f"{part}{n}", part, "joined") for n in range(1, value + 1)]
            case ("contributed",):
                contributed = bool(value)
            case ("started", start) if value is not None:
                assert isinstance(value, tuple)
                count, state = value
                started += [Started(start, n, state or "", bool(state)) for n in range(1, count + 1)]
            case ("caught up", step) if value:
                caught_up.append(step)
            case ("size",):
                assert isinstance(value, int)
                size = value
    people = [a for function, held in stage.people.items() if function not in gone for a in held]
    return replace(
        stage.blank,
        state=case.state,
        came_from=case.came_from,
        late_joiner=case.joined_late,
        laps=dict(case.laps),
        cluster_size=size,
        meetings=meetings,
        appointments=tuple(replace(a, top_management=True) for a in people) if top else tuple(people),
        presences=tuple(came),
        assignments=_assignments(stage, case, assumed, caught_up),
        answers=answers,
        results=frozenset(results),
        parties=tuple(replace(p, contribution="…") for p in parties) if contributed else tuple(parties),
        started=tuple(started),
        waivers=tuple(
            Waiver(n, rule, step, stage.programme.calendar.last, in_force=True)
            for n, (rule, step) in enumerate(waived, start=1)
        ),
    )


def _assignments(stage: Stage, case: Case, assumed: Assumed, caught_up: list[str]) -> tuple[AssignmentFacts, ...]:
    found: list[AssignmentFacts] = []
    for step, name, place in sorted(case.made):
        done = assumed.get(("work", step, name)) or (place == "catch_up" and step in caught_up)
        status: AssignmentStatus = "closed" if (step, name) in case.closed else "accepted" if done else "open"
        found.append(AssignmentFacts(len(found) + 1, step, name, place, status, None, None, None))
    for step in caught_up:
        cure = stage.workflow.steps[step].catch_up
        if cure and (step, cure, "catch_up") not in case.made:
            found.append(AssignmentFacts(len(found) + 1, step, cure, "catch_up", "accepted", None, None, None))
    return tuple(found)
