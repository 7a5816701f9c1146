"""Tiny definitions, whole and sound, drawn at random or put together by hand: a few steps, works, rules and ways."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from jimflow.core.definition import _read
from jimflow.core.language.book import Book
from jimflow.core.language.nodes import Node
from jimflow.core.language.order import in_order
from jimflow.core.workflow import Workflow
from tests.mini_people import both

TEXT = both("Text.", "Text.")


@dataclass
class Tiny:
    """What a tiny definition is made of. A work stands in its step; `pick` is what it asks: yes or no."""

    steps: dict[str, dict[str, Any]] = field(default_factory=dict)
    works: dict[str, dict[str, Any]] = field(default_factory=dict)
    rules: dict[str, dict[str, Any]] = field(default_factory=dict)
    ways: dict[str, dict[str, Any]] = field(default_factory=dict)
    along: Sequence[str] = ("<steps>",)
    states: Sequence[str] = ()
    more: Mapping[str, Any] = field(default_factory=dict)

    def data(self) -> dict[str, Any]:
        """Plain data, as a file would hold it; what nothing uses is left out."""
        steps = {name: {"title": _title(name), "purpose": TEXT, **step} for name, step in self.steps.items()}
        for work in self.works:
            if not any(
                work in step.get(key, ()) for step in steps.values() for key in ("assignments", "before", "after")
            ):
                raise ValueError(work)
        used = {
            name
            for part in (*steps.values(), *self.ways.values(), self.more.get("every_meeting", {}))
            for name in _rules_in(part)
        }
        rules = {n: {"text": TEXT, "fix": TEXT, **r} for n, r in self.rules.items() if n in used}
        states = ["out", "<steps>", "done!", *self.states]
        return {
            "workflow": "tiny",
            "version": "1",
            "title": both("Litet", "Tiny"),
            "calendar": "sweden",
            "nouns": {"one": both("myndighet", "agency"), "the": both("den", "it"), "many": both("de", "they")},
            "functions": {
                "coordinator": {
                    "title": both("Samordnare", "Coordinator"),
                    "duty": TEXT,
                    "attends": "every meeting",
                    "coordinates": True,
                },
                "chief": {"title": both("Chef", "Chief"), "duty": TEXT, "attends": "every meeting"},
            },
            **({"rules": rules} if rules else {}),
            **({"assignments": {n: _work(n, w) for n, w in self.works.items()}} if self.works else {}),
            **({"forms": {"form": {"questions": [_QUESTION]}}} if self.works else {}),
            "steps": steps,
            "states": states,
            "state_titles": {s.rstrip("!"): _title(s.rstrip("!")) for s in states if s != "<steps>"},
            "transitions": {
                "join": {"title": _title("join"), "from": "out", "to": next(iter(steps))},
                "advance": {"title": _title("on"), "along": [*self.along, "done"]},
                **{name: {"title": _title(name), **way} for name, way in self.ways.items()},
            },
            **self.more,
        }

    def workflow(self) -> Workflow:
        """The definition as it is read, whether or not it is sound: an exploration must not lean on that."""
        book, data = Book(), self.data()
        workflow = _read(Node(in_order(data), (), book))
        assert not book.mistakes, book.mistakes
        return workflow


_QUESTION = {"id": "pick", "type": "yes_no", "sv": "Ja?", "en": "Yes?"}


def _title(name: str) -> dict[str, str]:
    return both(name.capitalize(), name.capitalize())


def _work(name: str, work: Mapping[str, Any]) -> dict[str, Any]:
    given = {
        "title": _title(name),
        "short": TEXT,
        "ask": TEXT,
        "why": TEXT,
        "instruction": TEXT,
        "effort": "1 hour",
        "to": ["coordinator"],
        "form": "form",
        "opens": "entered",
        "due": "entered + 10 days",
    }
    return {**given, **work}


def _rules_in(part: Mapping[str, Any]) -> list[str]:
    return [name for key in ("entry", "exit", "attendance", "rules") for name in part.get(key, ())]


_ASKED: list[dict[str, Any]] = [
    {"check": "submitted", "assignments": ["one"]},
    {"check": "submitted", "assignments": ["two"]},
    {"check": "submitted", "assignments": "step"},
    {"check": "form_has", "assignment": "one", "field": "pick"},
    {"check": "form_has", "assignment": "one", "field": "pick", "is": ["yes"]},
    {"check": "form_has", "assignment": "one", "field": "pick", "is": ["no"]},
    {"check": "form_has", "assignment": "two", "field": "pick", "is": ["yes"]},
    {"check": "cluster_size", "max": 2},
    {"check": "cluster_size", "min": 2},
    {"check": "cluster_size", "min": 3},
    {"check": "holders", "functions": ["chief"]},
]


@st.composite
def tinies(draw: st.DrawFn) -> Workflow:
    """A tiny workflow."""
    steps = ["a", "b", "c"][: draw(st.integers(2, 3))]
    rules = {}
    for n, asked in enumerate(draw(st.lists(st.sampled_from(_ASKED), min_size=2, max_size=4, unique_by=str))):
        severity = draw(st.sampled_from(["block", "block", "block", "warn", "info"]))
        rules[f"r{n}"] = {**asked, "severity": severity, "waivable": draw(st.booleans())}
    some = st.lists(st.sampled_from(sorted(rules)), max_size=2, unique=True)
    parts: dict[str, dict[str, Any]] = {s: {"entry": draw(some), "exit": draw(some)} for s in steps}
    works = {}
    for name in ("one", "two"):
        parts[draw(st.sampled_from(steps))].setdefault("assignments", []).append(name)
        works[name] = {"closes": "when left"} if draw(st.booleans()) else {}
    met = draw(st.sampled_from([None, *steps]))
    if met:
        parts[met] |= {"meeting": {"length": "half day"}, "before": parts[met].pop("assignments", [])}
        rules["held"] = {"check": "meeting_held", "severity": "block"}
        parts[met]["exit"].append("held")
        for name in parts[met]["before"]:
            works[name] = {**works[name], "opens": "meeting - 20 days", "due": "meeting - 5 days"}
    states = draw(st.sampled_from([(), ("side",), ("side", "gone!")]))
    named = [s.rstrip("!") for s in states]
    ways = {}
    for n in range(draw(st.integers(0, 2)) + len(states)):
        to = named[n] if n < len(named) else draw(st.sampled_from([*steps, *named]))
        source = draw(st.sampled_from([s for s in [*steps, *named] if s not in (to, "gone")]))
        ways[f"w{n}"] = {"from": source, "to": to, "rules": draw(some), "completes": draw(st.booleans())}
    if "side" in named and not any(way["from"] == "side" for way in ways.values()):
        ways["back"] = {"from": "side", "to": draw(st.sampled_from([*steps, "done"])), "rules": draw(some)}
    if draw(st.booleans()):
        ways["reopen"] = {"from": "active", "to": "an earlier step"}
    if draw(st.booleans()):
        states = (*states, "left!")
        ways["withdraw"] = {"from": "active", "to": "left"}
    if draw(st.booleans()):
        states = (*states, "resting")
        ways |= {"pause": {"from": "active", "to": "resting"}, "resume": {"from": "resting", "to": "where it was"}}
    for part in (*parts.values(), *ways.values()):
        for key in ("entry", "exit", "rules", "before", "assignments", "completes"):
            if not part.get(key, True):
                del part[key]
    return Tiny(parts, works, rules, ways, states=states).workflow()
