"""What differs between two workflows, piece by piece: the facts behind `workflow diff` and a migration's plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

from jimflow.core.mistakes import Said
from jimflow.core.workflow import Step, Transition, Workflow

Kind = Literal["added", "removed", "changed", "reordered"]

EVERY_MEETING = "every_meeting"
_NOT_WRITTEN = frozenset({"digest", "source", "active", "order", "finals", "states", "state_titles", "meetings"})
"""Parts of a workflow that follow from others, or that are told in another way."""
_ONE = frozenset({"prefill", "share_with"})
"""Tuples that are one value and no list of things that come and go."""
_OF_THINGS = {Step: frozenset({"is_first", "is_last"}), Transition: frozenset({"ways"})}


@dataclass(frozen=True, slots=True)
class Difference:
    """One piece that is not the same.

    `section` and `name` say where, in the words of the definition: ("assignments", "evaluate"), ("forms",
    "report.result") for a question, ("every_meeting", "") for what holds for each meeting, ("", "") for the head.
    `field` is "" when the whole thing is added or removed. A list tells each item that goes or comes on its own; a
    list with other items in the same number tells which became which. "reordered" has the names or items in their
    order. `old` and `new` are values of the workflow (Said, Moment, Effort, Rule …); None where there was nothing.
    """

    kind: Kind
    section: str
    name: str
    field: str
    old: Any
    new: Any

    @property
    def path(self) -> tuple[str, ...]:
        """Where in the definition: `("assignments", "evaluate", "due")`."""
        return tuple(part for part in (self.section, *self.name.split("."), self.field) if part)


def differences(old: Workflow, new: Workflow) -> tuple[Difference, ...]:
    """Every difference in the order of the definition; () when both say the same, however they were written."""
    return tuple(_shared(list(_all(old, new)), old, new))


def _all(old: Workflow, new: Workflow) -> Iterator[Difference]:
    for part in fields(Workflow):
        if part.name in _NOT_WRITTEN:
            continue
        was, now = getattr(old, part.name), getattr(new, part.name)
        if part.name == "letters":
            yield from _section("letters", {x.name: x for x in was}, {x.name: x for x in now})
        elif part.name == "forms":
            yield from _forms(was, now)
        elif isinstance(was, Mapping):
            yield from _section(part.name, was, now)
        elif is_dataclass(was) and not isinstance(was, Said):
            yield from _thing(part.name, "", was, now)
        else:
            yield from _value("", "", part.name, was, now)
    yield from _thing(EVERY_MEETING, "", old.meetings, new.meetings)
    yield from _section("states", _states(old), _states(new))
    yield from _ways(old, new)


def _section(section: str, old: Mapping[str, Any], new: Mapping[str, Any], prefix: str = "") -> Iterator[Difference]:
    yield from (Difference("removed", section, prefix + n, "", old[n], None) for n in old if n not in new)
    for name in new:
        if name not in old:
            yield Difference("added", section, prefix + name, "", None, new[name])
        else:
            yield from _thing(section, prefix + name, old[name], new[name])
    was, now = tuple(n for n in old if n in new), tuple(n for n in new if n in old)
    if was != now:
        yield Difference("reordered", section, prefix.removesuffix("."), "", was, now)


def _thing(section: str, name: str, old: Any, new: Any) -> Iterator[Difference]:
    if isinstance(old, Said) or not (is_dataclass(old) or isinstance(old, Mapping)):
        yield from _value(section, name, "title", old, new)
    elif isinstance(old, Mapping):
        for key in dict.fromkeys((*old, *new)):
            yield from _value(section, name, str(key), old.get(key), new.get(key))
        was, now = tuple(k for k in old if k in new), tuple(k for k in new if k in old)
        if was != now and section == "choices":
            yield Difference("reordered", section, name, "", was, now)
    else:
        left_out = _OF_THINGS.get(type(old), frozenset())
        for part in fields(old):
            if part.name not in left_out and part.name != "name":
                was, now = getattr(old, part.name), getattr(new, part.name)
                if part.name == "params":
                    yield from _thing(section, name, was, now)
                else:
                    yield from _value(section, name, part.name, was, now)


def _value(section: str, name: str, field: str, old: Any, new: Any) -> Iterator[Difference]:
    if old == new:
        return
    if not (isinstance(old, tuple) and isinstance(new, tuple)) or field in _ONE:
        kind: Kind = "added" if old is None else "removed" if new is None else "changed"
        yield Difference(kind, section, name, field, old, new)
        return
    gone, come = _without(old, new), _without(new, old)
    if not gone and not come:
        yield Difference("reordered", section, name, field, old, new)
    elif len(gone) == len(come):
        yield from (Difference("changed", section, name, field, a, b) for a, b in zip(gone, come, strict=True))
    else:
        yield from (Difference("removed", section, name, field, a, None) for a in gone)
        yield from (Difference("added", section, name, field, None, b) for b in come)


def _without(items: Iterable[Any], others: Iterable[Any]) -> list[Any]:
    left, found = list(others), []
    for item in items:
        if item in left:
            left.remove(item)
        else:
            found.append(item)
    return found


def _forms(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    yield from (d for d in _section("forms", old, new) if d.kind != "changed" and not d.field)
    for name in new:
        if name in old:
            was, now = ({q.name: q for q in found[name].questions} for found in (old, new))
            yield from _section("forms", was, now, f"{name}.")


def _states(workflow: Workflow) -> dict[str, dict[str, Any]]:
    return {
        state: {"title": workflow.state_titles.get(state), "final": state in workflow.finals}
        for state in workflow.states
        if state not in workflow.steps
    }


def _ways(old: Workflow, new: Workflow) -> Iterator[Difference]:
    """Where each transition starts and leads; a way that only follows from a state that comes or goes is not told."""
    common = set(old.states) & set(new.states)
    was, now = ([s for s in w.order if s in common] for w in (old, new))
    if was != now:
        yield Difference("reordered", "transitions", "advance", "along", tuple(was), tuple(now))
    for name, transition in new.transitions.items():
        before = old.transitions.get(name)
        if before is None or {before.kind, transition.kind} & {"along", "remembered", "earlier"}:
            continue
        whole = old.active <= {s for s, _ in before.ways} and new.active <= {s for s, _ in transition.ways}
        kept = common if whole else common | set(old.states) | set(new.states)
        ways = (tuple(way for way in t.ways if set(way) <= kept) for t in (before, transition))
        a, b = (tuple(sorted(found)) for found in ways)
        yield from _value("transitions", name, "ways", a, b)


def _shared(found: list[Difference], old: Workflow, new: Workflow) -> Iterator[Difference]:
    """What is the same in each step with a meeting is told once, as the definition says it."""
    met = {s.name for s in old.steps.values() if s.has_meeting} & {s.name for s in new.steps.values() if s.has_meeting}
    rules = ("attendance", "exit")
    steps: dict[tuple[Any, ...], set[str]] = {}
    for d in found:
        if d.section == "steps" and d.field in rules and d.kind != "reordered":
            steps.setdefault((d.kind, d.field, d.old, d.new), set()).add(d.name)
    told = set()
    for d in found:
        key = (d.kind, d.field, d.old, d.new) if d.section == "steps" and d.field in rules else None
        if len(met) < 2 or key is None or steps.get(key) is None or not met <= steps[key] or d.name not in met:
            yield d
        elif key not in told:
            told.add(key)
            yield Difference(d.kind, EVERY_MEETING, "", d.field, d.old, d.new)
