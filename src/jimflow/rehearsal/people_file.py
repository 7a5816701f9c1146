"""Reads a people file against the round it is for; every mistake at once, with its line."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import fields, replace
from datetime import date, time
from pathlib import Path

from jimflow.core.language.book import Book
from jimflow.core.language.nodes import NEVER as NO_MOMENT
from jimflow.core.language.nodes import Fields, Node
from jimflow.core.language.phrases import meant, quoted
from jimflow.core.mistakes import Mistakes, Said, did_you_mean
from jimflow.core.moments import MomentError, parse_moment
from jimflow.core.workflow import Workflow
from jimflow.files.answers import read_answers
from jimflow.files.decode import refused
from jimflow.files.rounds import ReadRound
from jimflow.files.shipped import shipped
from jimflow.files.values import a_code, a_name
from jimflow.files.yaml import Document, load
from jimflow.rehearsal.happenings import read_event
from jimflow.rehearsal.people import NEVER, ON_TIME, About, Habits, Otherwise, People, When

COORDINATOR = {
    "invites": ("invite_on",),
    "records": ("meeting",),
    "themes": ("meeting",),
    "acknowledges": ("meeting",),
    "accepts": ("submitted",),
}
"""The coordinator's times, each with the dates it may be counted from."""

MOST_LAPS = 10
"""Laps of a step that may be named, less one."""

EVERYONE = {"joins": ("invited", "invite_on"), "replies": ("meeting",), "submits": ("due", "opens")}
TIMES = {**COORDINATOR, **EVERYONE}
ABOUT = tuple(f.name for f in fields(About))
_WHEN = re.compile(r"(?P<on>.*?)(?:\s*\bat\s+(?P<hour>[0-9]{2}:[0-9]{2}))?", re.DOTALL)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def find_people(name_or_path: str) -> Path:
    """The file that is meant: a path to one, or the name of one that came with the program.

    Raises BadFile, with the closest name, when there is none.
    """
    path = Path(name_or_path)
    if path.suffix in (".yaml", ".yml") or path.is_file():
        return path
    known = {p.stem: p for p in sorted((shipped("config") / "people").glob("*.yaml"))}
    if name_or_path in known:
        return known[name_or_path]
    close = did_you_mean(name_or_path, known)
    have = Said(f"det finns {', '.join(known)}; eller ange en fil", f"there are {', '.join(known)}; or name a file")
    what = Said("det finns ingen people-fil med det namnet", "there is no people file of that name")
    raise refused(name_or_path, what, meant(close) if close else have)


def read_people(path: Path, read: ReadRound) -> People:
    """The people of a file, who may name what is in the round and its programme. BadFile lists all that is wrong."""
    return parse_people(load(path), read)


def parse_people(document: Document, read: ReadRound) -> People:
    """As `read_people`, for a document at hand."""
    book = Book(read.workflow.languages, english_too=True)
    book.names["organisation"] = tuple(m for c in read.round.clusters for m in c.members)
    book.names["cluster"] = tuple(c.code for c in read.round.clusters)
    book.names["function"] = tuple(read.workflow.functions)
    steps = read.workflow.steps
    book.names["step"] = (*steps, *(f"{name}.{lap}" for name in sorted(steps.repeating) for lap in range(2, MOST_LAPS)))
    book.names["assignment"] = tuple(read.workflow.assignments)
    book.names["rule"] = tuple(read.workflow.rules)
    book.names["theme"] = tuple(read.workflow.themes)
    try:
        found = _people(Node(document.data, (), book), read)
    except Mistakes as enough:
        raise document.bad(enough) from None
    if book.mistakes:
        raise document.bad(book.mistakes)
    return found


def _people(root: Node, read: ReadRound) -> People:
    inside = root.fields(("people", "title"), ("example", "coordinator", "everyone", "except", "happens"))
    habits = ON_TIME
    if (coordinator := inside.get("coordinator")) is not None:
        told = coordinator.fields((), (*COORDINATOR, "theme", "advances"))
        habits = _laid_over(habits, _habits(told, read.workflow))
    if (everyone := inside.get("everyone")) is not None:
        told = everyone.fields((), (*EVERYONE, "attends", "answers"))
        habits = _laid_over(habits, _habits(told, read.workflow))
    events = [read_event(item, read) for item in inside.items("happens")]
    return People(
        name=a_code(inside, "people"),
        title=a_name(inside.get("title")),
        habits=habits,
        exceptions=tuple(_otherwise(item, read.workflow) for item in inside.items("except")),
        events=tuple(sorted((e for e in events if e is not None), key=lambda event: event.when)),
        example=inside.flag("example"),
    )


def _laid_over(under: Habits, over: Habits) -> Habits:
    said = {f.name: value for f in fields(Habits) if (value := getattr(over, f.name)) is not None}
    return replace(under, **said)


def _otherwise(node: Node, workflow: Workflow) -> Otherwise:
    inside = node.fields((), (*ABOUT, *TIMES, "theme", "advances", "attends", "deputy", "takes", "answers"))
    if isinstance(node.value, dict) and not any(key in inside.nodes for key in ABOUT):
        node.wrong(
            Said("undantaget gäller alla", "the exception holds for everyone"),
            Said(f"säg för vem: {', '.join(ABOUT)}", f"say for whom: {', '.join(ABOUT)}"),
        )
    about = About(**{key: _names(inside, key) for key in ABOUT})
    if (takes := inside.get("takes")) is not None and not about.step:
        takes.wrong(
            Said("här sägs inte var vägen tas", "it is not said where the way is taken"),
            Said("skriv step: och ett steg, eller step.2 för andra gången", "write step: and a step, or step.2"),
        )
    return Otherwise(about, _habits(inside, workflow))


def _names(inside: Fields, key: str) -> tuple[str, ...]:
    """One name, or a list of names."""
    node = inside.get(key)
    if node is None:
        return ()
    items = node.items() if isinstance(node.value, list | tuple) else [node]
    return tuple(name for item in items if (name := item.name(key)))


def _habits(inside: Fields, workflow: Workflow) -> Habits:
    return Habits(
        **{key: a_when(node, anchors) for key, anchors in TIMES.items() if (node := inside.get(key)) is not None},
        advances=_daily(inside.get("advances")),
        theme=inside.text("theme", one_line=True) or None,
        attends=inside.nodes["attends"].word(("yes", "digitally", "no")) if "attends" in inside.nodes else None,
        deputy=inside.name("deputy", "function"),
        takes=_transition(inside.get("takes"), workflow),
        answers=read_answers(node, workflow) if (node := inside.get("answers")) is not None else None,
    )


def _transition(node: Node | None, workflow: Workflow) -> str | None:
    """A way of the programme's own, or its way on."""
    if node is None:
        return None
    name, known = node.text(), [t.name for t in workflow.transitions.values() if t.kind in ("plain", "along")]
    if name in known:
        return name
    if name:
        close = did_you_mean(name, known)
        node.wrong(
            Said(f"{quoted(name)} är ingen väg som kan tas", f"{quoted(name)} is no way that can be taken"),
            meant(close) if close else Said(f"det finns {', '.join(known)}", f"there are {', '.join(known)}"),
        )
    return None


def a_when(node: Node, anchors: Collection[str], hour: time = time(10)) -> When:
    """`due - 5 working days at 10:00`, `2021-11-15 at 09:00` or `never`."""
    text = node.text()
    if text == "never" or not text:
        return NEVER
    match = _WHEN.fullmatch(text)
    assert match is not None
    at = _hour(node, match["hour"]) if match["hour"] else hour
    if _DATE.fullmatch(match["on"]):
        return When(_date(node, match["on"]), at)
    try:
        return When(parse_moment(match["on"], anchors), at)
    except MomentError as error:
        node.wrong(error.what, error.suggestion)
        return When(NO_MOMENT, at)


def _daily(node: Node | None) -> When | None:
    if node is None:
        return None
    text = node.text()
    if text == "never":
        return NEVER
    match = re.fullmatch(r"(?:every working day )?at ([0-9]{2}:[0-9]{2})", text)
    if match:
        return When("daily", _hour(node, match[1]))
    node.wrong(
        Said(f"{quoted(text)} går inte att läsa", f"{quoted(text)} cannot be read"),
        Said("skriv every working day at 09:00, eller never", "write every working day at 09:00, or never"),
    )
    return NEVER


def _hour(node: Node, text: str) -> time:
    try:
        found = time.fromisoformat(text)
        if found.hour != 2:
            return found
    except ValueError:
        pass
    node.wrong(Said(f"{text} är inget klockslag som kan användas", f"{text} is no hour that can be used"))
    return time(10)


def _date(node: Node, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        node.wrong(Said(f"{text} är inget datum", f"{text} is no date"))
        return date(2000, 1, 1)
