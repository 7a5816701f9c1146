"""Plays a tiny definition in every way there is, by the real engine and nothing cleverer than trying it all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import combinations, product

from jimflow.core.advance import advance, report
from jimflow.core.laps import occasion, plain, split
from jimflow.core.machine import build_machine, destinations
from jimflow.core.model import AssignmentFacts, Change, Facts, Meeting, Presence, Waiver
from jimflow.core.plan import timings
from jimflow.core.programme import Programme
from jimflow.core.workflow import Transition, Workflow
from tests.build import SWEDEN, appointment, at, facts

LAPS = 2
FIRST = date(2022, 3, 1)
MOST = 80
"""Configurations; more take longer to try than a test may."""
Work = tuple[str, str, str]


@dataclass(frozen=True)
class Config:
    """All that the past has left."""

    state: str
    late: bool
    joined_late: bool = False
    came_from: str | None = None
    laps: tuple[tuple[str, int], ...] = ()
    made: frozenset[Work] = frozenset()
    closed: frozenset[tuple[str, str]] = frozenset()
    done: frozenset[tuple[str, str]] = frozenset()


@dataclass
class Truth:
    """What trying it all has shown."""

    onward: dict[Config, set[Config]] = field(default_factory=dict)
    barred: dict[Config, set[str]] = field(default_factory=dict)
    looked: set[tuple[bool, str, str]] = field(default_factory=set)
    met: set[tuple[bool, str, str]] = field(default_factory=set)
    joint: dict[tuple[object, ...], bool] = field(default_factory=dict)
    """By (late, state, trigger, destination): whether all rules that can be met there are met at once."""
    given: set[str] = field(default_factory=set)


def truth(workflow: Workflow) -> Truth | None:
    """Every configuration, for who joins in time and for who joins after the first meeting; None when too many."""
    found = Truth()
    programme = Programme(workflow, build_machine(workflow), SWEDEN)
    lates = [False, True] if any(s.has_meeting for s in workflow.steps.values()) else [False]
    together: dict[tuple[object, ...], list[frozenset[tuple[str, str]]]] = {}
    waiting = [Config(workflow.initial, late) for late in {False, *lates}]
    while waiting:
        config = waiting.pop()
        if config in found.onward:
            continue
        if len(found.onward) == MOST:
            return None
        found.onward[config], found.barred[config] = set(), set()
        found.given |= {name for _, name, _ in config.made}
        for transition in workflow.transitions.values():
            for to in destinations(workflow, transition.name, config.state):
                if transition.kind == "remembered" and to != config.came_from:
                    continue
                after = list(_tried(programme, config, transition, to, found, together))
                found.onward[config] |= set(after)
                waiting += after
                if not after and transition.kind in ("along", "plain"):
                    found.barred[config].add(to)
    _judge(found, together)
    return found


def _judge(found: Truth, together: Mapping[tuple[object, ...], list[frozenset[tuple[str, str]]]]) -> None:
    for key, ones in together.items():
        ever = frozenset().union(*ones)
        late, state, trigger, to, *_ = key
        place = (late, state, trigger, to)
        found.joint[place] = found.joint.get(place, False) or any(ever <= one for one in ones)


def _tried(
    programme: Programme,
    config: Config,
    transition: Transition,
    to: str,
    found: Truth,
    together: dict[tuple[object, ...], list[frozenset[tuple[str, str]]]],
) -> Iterator[Config]:
    workflow = programme.workflow
    now = at(f"{FIRST + timedelta(days=1) if config.late else FIRST - timedelta(days=40)} 12:00")
    warnings = set(workflow.rules)
    for known, done in _worlds(workflow, config):
        verdicts = report(programme, known, transition, to, now)
        key = (config.late, config.state, transition.name, to, replace(config, done=frozenset()))
        together.setdefault(key, []).append(frozenset((v.rule, plain(v.step)) for v in verdicts if v.met))
        for v in verdicts:
            found.looked.add((config.late, v.rule, plain(v.step)))
            if v.met:
                found.met.add((config.late, v.rule, plain(v.step)))
        change = advance(programme, known, transition.name, now, to=to, acknowledged=warnings, reason="x")
        if isinstance(change, Change):
            yield _after(programme, config, known, change, done, now)


def _after(programme, config, known, change, done, now) -> Config:  # type: ignore[no-untyped-def]
    workflow = programme.workflow
    if change.destination in workflow.finals:
        return Config(change.destination, config.late)
    laps = {step: min(lap, LAPS) for step, lap in change.laps.items()}
    made = config.made | {(n.step, n.name, n.place) for n in change.make}
    rows = {a.id: a.key for a in known.assignments}
    made = {work for work in made if split(work[0])[1] <= LAPS}
    closed = config.closed | {rows[n] for n, status in change.close if status == "closed"}
    if change.laps.get(change.destination, 1) > LAPS:
        again = occasion(change.destination, LAPS)
        closed, done = ({key for key in keys if key[0] != again} for keys in (closed, done))
    if change.replan:
        joined = replace(
            known,
            state=change.destination,
            late_joiner=change.late_joiner,
            laps=laps,
            assignments=_assignments(made, closed, done),
        )
        made |= {
            (t.step.name, t.assignment.name, t.place)
            for t in timings(programme, joined, now)
            if split(t.step.name)[1] <= LAPS
        }
    return Config(
        change.destination,
        config.late,
        change.late_joiner,
        change.came_from,
        tuple(sorted(laps.items())),
        frozenset(made),
        frozenset(closed),
        frozenset(done),
    )


def _worlds(workflow: Workflow, config: Config) -> Iterator[tuple[Facts, frozenset[tuple[str, str]]]]:
    """Everything that may be so by now; what is done stays done, all else may be any way."""
    rules = workflow.rules.values()
    names = [occasion(s.name, lap) for lap in (1, LAPS) for s in workflow.steps.values() if s.has_meeting]
    names = [n for n in names if n in workflow.steps]
    open_ = sorted({(s, n) for s, n, _ in config.made} - config.closed - config.done)
    fields = sorted({str(r.params["assignment"]) for r in rules if r.kind == "form_has"})
    sizes = range(1, 5) if any(r.kind == "cluster_size" for r in rules) else (2,)
    vacant = (False, True) if any(r.kind == "holders" for r in rules) else (False,)
    here = occasion(config.state, dict(config.laps).get(config.state, 1))
    helds = (False, True) if here in names else (False,)
    for chosen in _subsets(open_):
        done = config.done | set(chosen)
        answers = [(None, "true", "false") if any(name == f for _, name in done) else (None,) for f in fields]
        for size, gone, held, *said in product(sizes, vacant, helds, *answers):
            meetings = {}
            for number, name in enumerate(names, start=1):
                day = FIRST + timedelta(days=70 * (number - 1))
                is_held = (held and name == here) or (config.late and number == 1)
                meetings[name] = Meeting(number, name, "held" if is_held else "planned", day, day, ())
            people = (appointment(1, "coordinator"), *(() if gone else (appointment(2, "chief"),)))
            yield (
                facts(
                    config.state,
                    came_from=config.came_from,
                    late_joiner=config.joined_late,
                    laps=dict(config.laps),
                    meetings=meetings,
                    appointments=people,
                    presences=tuple(Presence(here, a.id, True) for a in people) if held else (),
                    assignments=_assignments(config.made, config.closed, done),
                    answers={
                        (step, name, "pick"): answer
                        for name, answer in zip(fields, said, strict=True)
                        if answer
                        for step, made, _ in config.made
                        if made == name
                    },
                    cluster_size=size,
                    waivers=tuple(
                        Waiver(n, r, step, date(2035, 1, 1), True)
                        for n, (r, step) in enumerate(product(workflow.rules, _occasions(workflow)), start=1)
                    ),
                ),
                frozenset(done),
            )


def _occasions(workflow: Workflow) -> list[str]:
    return [n for s in workflow.steps for lap in range(1, LAPS + 2) if (n := occasion(s, lap)) in workflow.steps]


def _assignments(made, closed, done) -> tuple[AssignmentFacts, ...]:  # type: ignore[no-untyped-def]
    return tuple(
        AssignmentFacts(
            n,
            step,
            name,
            place,
            "closed" if (step, name) in closed else "submitted" if (step, name) in done else "open",
            None,
            None,
            None,
        )
        for n, (step, name, place) in enumerate(sorted(made), start=1)
    )


def _subsets(items: list[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], ...]]:
    for size in range(len(items) + 1):
        yield from combinations(items, size)


def leading_to(found: Truth, good: set[Config]) -> set[Config]:
    """The configurations from which a good one can be reached."""
    reached, grew = set(good), True
    while grew:
        new = {c for c, after in found.onward.items() if c not in reached and after & reached}
        reached |= new
        grew = bool(new)
    return reached
