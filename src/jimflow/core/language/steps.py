"""Reads the steps, and what is said once for every meeting and then belongs to each step that has one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from typing import Literal

from jimflow.core.language.book import EVERY_KIND, Book, RulePlace, RuleUse
from jimflow.core.language.nodes import MOST_TIMES, Fields, Node
from jimflow.core.language.phrases import quoted
from jimflow.core.mistakes import Path, Said
from jimflow.core.moments import Moment
from jimflow.core.workflow import Material, MeetingPlan, Place, Rule, Step

RESERVED = ("first", "last", "active")
"""Words of the language, which no step or state may be called."""

MOST_STEPS = 100  # `reopen` has a way from each step to each earlier one
EVERY_MEETING = ("attendance", "exit", "invite", "holds", "readiness", "record", "theme_missing")
"""The keys of the part `every_meeting`."""

_LENGTH = re.compile(r"full day|half day|[1-9]\d? hours?|[1-9]\d{0,2} minutes")
WITH_MEETING = ("before", "after", "catch_up", "theme", "guests", "attendance")
"""The keys of a step that only one with a meeting may have."""

_OPTIONAL = ("meeting", *WITH_MEETING, "assignments", "materials", "entry", "exit", "rests")
_KEYS: tuple[tuple[Place, str], ...] = (("before", "before"), ("step", "assignments"), ("after", "after"))
_RULE_PLACES: tuple[Literal["attendance", "entry", "exit"], ...] = ("attendance", "entry", "exit")


def read_every_meeting(fields: Fields) -> MeetingPlan:
    """When people hear of each meeting and when the host is told."""
    return MeetingPlan(
        invite=_moment(fields, "invite"),
        holds=fields.flag("holds"),
        readiness=tuple(item.moment(("meeting",)) for item in fields.items("readiness", MOST_TIMES)),
        record=_moment(fields, "record"),
        theme_missing=_moment(fields, "theme_missing"),
    )


def read_steps(entries: dict[str, Node], every: Fields, rules: Mapping[str, Rule], book: Book) -> dict[str, Step]:
    """The steps in order. A rule of `every_meeting` stands in each step it applies to, before the step's own; neither
    takes the place of the other."""
    if len(entries) > MOST_STEPS:
        book.add(("steps",), Said(f"fler än {MOST_STEPS} steg", f"more than {MOST_STEPS} steps"))
        book.lost |= EVERY_KIND
        entries = dict(islice(entries.items(), MOST_STEPS))
    for name, node in entries.items():
        if name in RESERVED:
            node.wrong(*word_of_the_language(name))
    read = {name: node.fields(("title", "purpose"), _OPTIONAL) for name, node in entries.items()}
    met = tuple(name for name, fields in read.items() if "meeting" in fields.nodes)
    _note_uses(every, "attendance", met, met, rules, book)
    _note_uses(every, "exit", met, met, rules, book)
    for name, fields in read.items():
        if name in met:
            _note_uses(fields, "attendance", (name,), met, rules, book)
        else:
            fields.named("attendance", "rule")  # that there is no meeting is told, not that the rules are unused
        _note_uses(fields, "entry", (name,), met, rules, book)
        _note_uses(fields, "exit", (name,), met, rules, book)
    standing: dict[tuple[RulePlace, str], list[str]] = {}
    for place, step, rule in book.rule_steps:
        standing.setdefault((place, step), []).append(rule)
    return {name: _step(name, fields, met, standing) for name, fields in read.items()}


def word_of_the_language(name: str) -> tuple[Said, Said]:
    """What is wrong with a name the language has taken, and what to do."""
    what = Said(f"{name} är ett ord i språket", f"{name} is a word of the language")
    return what, Said("välj ett annat namn", "choose another name")


def _note_uses(
    fields: Fields,
    place: RulePlace,
    steps: tuple[str, ...],
    met: tuple[str, ...],
    rules: Mapping[str, Rule],
    book: Book,
) -> None:
    for rule, path in fields.named(place, "rule"):
        if any((place, step, rule) in book.rule_steps for step in steps):
            what = Said(
                f"{quoted(rule)} gäller redan här genom every_meeting",
                f"{quoted(rule)} already holds here through every_meeting",
            )
            book.add(path, what, Said("ta bort den", "remove it"))
            continue
        ends = rules[rule].at == "first and last"
        here = tuple(step for step in steps if not ends or step in (met[:1] + met[-1:]))
        book.rule_uses.append(RuleUse(rule, place, here, path))
        book.rule_steps |= dict.fromkeys((place, step, rule) for step in here)


def _step(name: str, fields: Fields, met: tuple[str, ...], standing: Mapping[tuple[RulePlace, str], list[str]]) -> Step:
    has_meeting = name in met
    if not has_meeting:
        _without_meeting(fields)
    rules = {place: tuple(standing.get((place, name), ())) for place in _RULE_PLACES}
    assignments, catch_up = _assignments(name, fields)
    return Step(
        name=name,
        title=fields.said("title", ("lap",), one_line=True),
        purpose=fields.said("purpose"),
        has_meeting=has_meeting,
        length=_length(fields),
        is_first=name in met[:1],
        is_last=name in met[-1:],
        theme_per_cluster=bool(fields.word("theme", ("per cluster",), "")),
        guests=fields.names("guests", "function"),
        assignments=assignments,
        catch_up=catch_up,
        attendance=rules["attendance"],
        entry=rules["entry"],
        exit=rules["exit"],
        materials=tuple(read_material(item) for item in fields.items("materials")),
        rests=fields.flag("rests"),
    )


def _assignments(step: str, fields: Fields) -> tuple[tuple[tuple[Place, str], ...], str | None]:
    found: dict[str, Place] = {}
    for place, key in _KEYS:
        for name, path in fields.named(key, "assignment"):
            _once(name, path, found, fields)
            fields.node.book.places["standing", step, name] = path
            found.setdefault(name, place)
    catch_up = fields.name("catch_up", "assignment")
    if catch_up:
        path = fields.nodes["catch_up"].path
        _once(catch_up, path, found, fields)
        fields.node.book.places["standing", step, catch_up] = path
    return tuple((place, name) for name, place in found.items()), catch_up


def _once(name: str, path: Path, found: Mapping[str, Place], fields: Fields) -> None:
    if name in found:
        what = Said(f"{quoted(name)} står redan i steget", f"{quoted(name)} already stands in the step")
        fields.node.book.add(
            path, what, Said("en uppgift har en plats i ett steg", "an assignment has one place in a step")
        )


def _without_meeting(fields: Fields) -> None:
    for key in WITH_MEETING:
        if node := fields.get(key):
            node.wrong(
                Said(f"{key} finns bara i ett steg med träff", f"{key} is only for a step with a meeting"),
                Said(
                    "skriv meeting: {length: full day} eller ta bort", "write meeting: {length: full day} or remove it"
                ),
            )


def _length(fields: Fields) -> str:
    node = fields.get("meeting")
    if node is None:
        return ""
    inner = node.fields(("length",))
    text = inner.text("length")
    if text and not _LENGTH.fullmatch(text):
        inner.nodes["length"].wrong(
            Said(f"{quoted(text)} är ingen längd", f"{quoted(text)} is no length"),
            Said("skriv full day, half day eller 2 hours", "write full day, half day or 2 hours"),
        )
    return text


def read_material(node: Node) -> Material:
    fields = node.fields(("title", "url"))
    url = fields.text("url", one_line=True)
    if url and not re.fullmatch(r"https?://[^\s<>\"]+", url):
        fields.nodes["url"].wrong(
            Said(f"{quoted(url)} är ingen webbadress", f"{quoted(url)} is no web address"),
            Said("börja med https://", "start with https://"),
        )
    return Material(fields.said("title", one_line=True), url)


def _moment(fields: Fields, key: str) -> Moment | None:
    return fields.moment(key, ("meeting",)) if fields.get(key) else None
