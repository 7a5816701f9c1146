"""Reads the examples beside a definition, `<name>.tests.yaml`, strictly, each mistake with its line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path
from typing import Any, get_args

from jimflow.core.calendar import Calendar, CalendarError
from jimflow.core.examples.example import EVERY, CatchUp, Day, Example, Given, Then, Try
from jimflow.core.language.book import Book
from jimflow.core.language.nodes import Fields, Node
from jimflow.core.language.phrases import listed, meant, quoted
from jimflow.core.language.rules import SEVERITIES
from jimflow.core.mistakes import Said, did_you_mean
from jimflow.core.model import Standing
from jimflow.core.workflow import Severity, Workflow
from jimflow.files.answers import answers_of
from jimflow.files.values import a_day, a_theme
from jimflow.files.workflow_tests_names import Names
from jimflow.files.workflows import SUFFIX, TESTS
from jimflow.files.yaml import Document, load

HOUR = time(10)
_CATCH_UPS: tuple[CatchUp, ...] = ("open", "submitted", "accepted")


def examples_file(definition: Path) -> Path:
    """Where the examples of a definition stand."""
    return definition.with_name(definition.name.removesuffix(SUFFIX) + TESTS)


def load_examples(path: Path, workflow: Workflow, calendar: Calendar) -> tuple[Example, ...]:
    """The examples of a file; BadFile lists every mistake in it with its line."""
    document = load(path)
    book = Book()
    reader = _Reader(workflow, calendar, document, Names(workflow, book))
    examples = reader.file(Node(document.data, (), book))
    if book.mistakes:
        raise document.bad(book.mistakes)
    return examples


@dataclass(frozen=True, slots=True)
class _Reader:
    workflow: Workflow
    calendar: Calendar
    document: Document
    names: Names

    def file(self, root: Node) -> tuple[Example, ...]:
        fields = root.fields(("workflow", "tests"), ("given",))
        name = fields.text("workflow")
        if name and name != self.workflow.name:
            fields.nodes["workflow"].wrong(
                Said(
                    f"filen prövar {quoted(name)}, inte {self.workflow.name}",
                    f"the file is about {quoted(name)}, not {self.workflow.name}",
                ),
                Said(f"skriv {self.workflow.name}", f"write {self.workflow.name}"),
            )
        common = self.given(fields.get("given"))
        return tuple(e for node in fields.items("tests") if (e := self.example(node, common)) is not None)

    def example(self, node: Node, common: Mapping[str, Any]) -> Example | None:
        fields = node.fields(("name", "when", "then"), ("given",))
        own = {**_NOTHING, "state": self.workflow.initial, **common, **self.given(fields.get("given"))}
        today, missing = own.pop("today") or own["joined"], own.pop("missing")
        own |= {key: tuple(work for work in own[key] if work not in missing) for key in ("submitted", "accepted")}
        when, then = fields.get("when"), fields.get("then")
        if when is None or then is None:
            return None
        happens = self.when(when, today)
        line = self.document.place(node.path)[0]
        if happens is None:
            return None
        return Example(fields.text("name", one_line=True), Given(**own), happens, self.then(then), line)

    def when(self, node: Node, today: date) -> Try | Day | None:
        """A trigger by name, a trigger with what goes with it, or a day."""
        if isinstance(node.value, str):
            return self.trigger(node, today)
        fields = node.fields((), ("trigger", "to", "acknowledge", "reason", "day"))
        if day := fields.get("day"):
            if len(fields.nodes) > 1:
                day.wrong(Said("en dag går utan något annat", "a day passes with nothing else"))
            found = a_day(day)
            return Day(self.covered(day, found)) if found else None
        named = fields.get("trigger")
        if named is None:
            node.wrong(
                Said("här saknas vad som händer", "what happens is missing here"),
                Said("skriv trigger: eller day:", "write trigger: or day:"),
            )
            return None
        tried = self.trigger(named, today)
        if tried is None:
            return None
        return replace(
            tried,
            to=fields.name("to", "state"),
            acknowledge=fields.names("acknowledge", "rule"),
            reason=fields.text("reason"),
        )

    def trigger(self, node: Node, today: date) -> Try | None:
        name, known = node.text(one_line=True), self.workflow.transitions
        if name in known:
            return Try(name, self.calendar.at(self.covered(node, today), HOUR))
        if name:
            close = did_you_mean(name, known)
            names = Said("övergångar", "transitions")
            what = Said(f"okänd övergång {quoted(name)}", f"unknown transition {quoted(name)}")
            node.wrong(what, meant(close) if close else listed(names, tuple(known)))
        return None

    def then(self, node: Node) -> Then:
        fields = node.fields((), ("state", "blockers", "notes", "mails"))
        if not fields.nodes:
            node.wrong(Said("här ska stå vad som följer", "what follows must stand here"))
        mails = fields.get("mails")
        return Then(
            fields.name("state", "state"),
            self.names.codes(fields, "blockers"),
            self.names.codes(fields, "notes"),
            {f: self.names.mails(n) for f, n in self.by(mails, "function").items()} if mails else None,
        )

    def given(self, node: Node | None) -> dict[str, Any]:
        """What is said to be so; only the keys that were written."""
        if node is None:
            return {}
        fields = node.fields((), tuple(_READ))
        return {key: _READ[key](self, fields, key) for key in fields.nodes}

    def by(self, node: Node, kind: str) -> dict[str, Node]:
        """What stands under each name of something that exists."""
        if not isinstance(node.value, dict):
            node.expected("namn med innehåll under", "names with content below them")
            return {}
        found = {}
        for name, value in node.value.items():
            inner = Node(value, (*node.path, str(name)), node.book)
            known = self.names.find(kind, str(name), inner)
            if known is not None:
                found[known] = inner
        return found

    def day(self, fields: Fields, key: str) -> date | None:
        found = a_day(fields.nodes[key])
        return self.covered(fields.nodes[key], found) if found else None

    def covered(self, node: Node, day: date) -> date:
        try:
            self.calendar.takes_mail(day)
        except CalendarError as error:
            node.wrong(error.said)
            return self.calendar.first
        return day

    def days(self, fields: Fields, key: str) -> dict[str, date]:
        found = {s: a_day(n) for s, n in self.by(fields.nodes[key], "step").items()}
        return {s: self.covered(fields.nodes[key], day) for s, day in found.items() if day}

    def many(self, fields: Fields, key: str) -> dict[str, dict[str, int]]:
        """Functions by step, all who hold each, or `{function: how many}`."""
        return {step: self.people(node) for step, node in self.by(fields.nodes[key], "step").items()}

    def people(self, node: Node) -> dict[str, int]:
        if isinstance(node.value, dict):
            counts = {f: n.whole(1, EVERY) for f, n in self.by(node, "function").items()}
            return {function: count for function, count in counts.items() if count}
        names = (item.name("function") for item in node.items())
        return {name: EVERY for name in names if name}

    def holders(self, fields: Fields, key: str) -> dict[str, tuple[str, ...]]:
        """How many hold each function, or where each of them works."""
        found = {}
        for function, node in self.by(fields.nodes[key], "function").items():
            if isinstance(node.value, list | tuple):
                found[function] = tuple(item.text(one_line=True) for item in node.items())
            elif number := node.whole(1, EVERY):
                found[function] = ("",) * number
        return found

    def themes(self, fields: Fields, key: str) -> dict[str, str]:
        """A theme of the programme, or words of one's own."""
        found = {s: a_theme(n, self.workflow) for s, n in self.by(fields.nodes[key], "step").items()}
        return {step: theme for step, theme in found.items() if theme}

    def work(self, fields: Fields, key: str) -> tuple[tuple[str, str], ...]:
        found = (self.names.work(node) for node in fields.items(key))
        return tuple(one for one in found if one)

    def catch_up(self, fields: Fields, key: str) -> dict[str, CatchUp]:
        found = {s: n.word(_CATCH_UPS) for s, n in self.by(fields.nodes[key], "step").items()}
        return {step: status for step, status in found.items() if status}

    def answers(self, fields: Fields, key: str) -> dict[tuple[str, str, str], str]:
        """By assignment, or by `step.assignment` for one occasion."""
        return {
            (step, assignment, field): json.dumps(value, ensure_ascii=False)
            for step, assignment, node in self.answered(fields.nodes[key])
            for field, value in answers_of(node, assignment, self.workflow).items()
        }

    def answered(self, node: Node) -> Iterator[tuple[str, str, Node]]:
        """What stands under each `assignment` ("" for its step) or `step.assignment`."""
        if not isinstance(node.value, dict):
            node.expected("uppgifter med svar under", "assignments with answers below them")
            return
        for written, value in node.value.items():
            inner = Node(value, (*node.path, str(written)), node.book)
            step, _, name = str(written).rpartition(".")
            assignment = self.names.find("assignment", name, inner)
            if assignment is not None and (not step or self.names.find("step", step, inner) is not None):
                yield step, assignment, inner

    def severity(self, fields: Fields, key: str) -> dict[str, Severity]:
        found = {r: n.word(SEVERITIES) for r, n in self.by(fields.nodes[key], "rule").items()}
        return {rule: severity for rule, severity in found.items() if severity}

    def laps(self, fields: Fields, key: str) -> dict[str, int]:
        found = {s: n.whole(1, 99) for s, n in self.by(fields.nodes[key], "step").items()}
        return {step: lap for step, lap in found.items() if lap}

    def parties(self, fields: Fields, key: str) -> dict[str, tuple[tuple[str, Standing], ...]]:
        by = self.by(fields.nodes[key], "party")
        return {part: tuple(self.party(item) for item in node.items()) for part, node in by.items()}

    def party(self, node: Node) -> tuple[str, Standing]:
        """An organisation that takes part, or one whose standing is said."""
        if not isinstance(node.value, dict):
            return node.text(one_line=True), "joined"
        fields = node.fields(("organisation", "standing"))
        return fields.text("organisation", one_line=True), fields.word("standing", get_args(Standing), "joined")

    def started(self, fields: Fields, key: str) -> dict[str, tuple[str, ...]]:
        by = self.by(fields.nodes[key], "start")
        return {start: tuple(item.text(one_line=True) for item in node.items()) for start, node in by.items()}

    def results(self, fields: Fields, key: str) -> tuple[str, ...]:
        return fields.names(key, "chain step")


_NOTHING: dict[str, Any] = {
    "today": None,
    "missing": (),
    "joined": date(2024, 1, 8),
    "entered": None,
    "came_from": None,
    "joined_late": False,
    "size": 4,
    "deputy_counts": False,
    **{
        key: {}
        for key in (
            "laps",
            "meetings",
            "absent",
            "says_no",
            "holders",
            "themes",
            "catch_up",
            "answers",
            "severity",
            "parties",
            "started",
        )
    },
    **dict.fromkeys(("held", "vacant", "top_management", "submitted", "accepted", "results", "waived", "silent"), ()),
}

_Read = Callable[[_Reader, Fields, str], Any]


def _named(kind: str) -> _Read:
    return lambda _, fields, key: fields.names(key, kind)


_READ: Mapping[str, _Read] = {
    "state": lambda _, fields, key: fields.name(key, "state"),
    "today": _Reader.day,
    "joined": _Reader.day,
    "entered": _Reader.day,
    "came_from": lambda _, fields, key: fields.name(key, "state"),
    "joined_late": lambda _, fields, key: fields.flag(key),
    "laps": _Reader.laps,
    "meetings": _Reader.days,
    "held": _named("step"),
    "absent": _Reader.many,
    "says_no": _Reader.many,
    "themes": _Reader.themes,
    "vacant": _named("function"),
    "holders": _Reader.holders,
    "top_management": _named("function"),
    "submitted": _Reader.work,
    "accepted": _Reader.work,
    "missing": _Reader.work,
    "catch_up": _Reader.catch_up,
    "answers": _Reader.answers,
    "results": _Reader.results,
    "size": lambda _, fields, key: fields.whole(key, 1, 999),
    "parties": _Reader.parties,
    "silent": lambda _, fields, key: tuple(node.text(one_line=True) for node in fields.items(key)),
    "started": _Reader.started,
    "waived": _named("rule"),
    "severity": _Reader.severity,
    "deputy_counts": lambda _, fields, key: fields.flag(key),
}
