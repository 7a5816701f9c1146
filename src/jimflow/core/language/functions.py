"""Reads the functions of a programme: who they are, which meetings they attend, when they are busy."""

from __future__ import annotations

import re
from typing import get_args

from jimflow.core.language.nodes import Fields, Node
from jimflow.core.language.phrases import quoted
from jimflow.core.mistakes import Said
from jimflow.core.workflow import Attends, Busy, Function, Home

ATTENDS: tuple[Attends, ...] = get_args(Attends)
HOMES: tuple[Home, ...] = get_args(Home)
OWN = "own"
"""How a definition says that a function belongs to what takes part itself, whatever that is called."""
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAY = re.compile(r"(\d\d)-(\d\d)")


def read_functions(entries: dict[str, Node]) -> dict[str, Function]:
    """The functions in the order of the definition."""
    return {name: _function(name, node) for name, node in entries.items()}


def _function(name: str, node: Node) -> Function:
    fields = node.fields(("title", "duty"), ("attends", "belongs_to", "coordinates", "busy"))
    attends = fields.get("attends")
    if attends and attends.value not in ATTENDS:
        node.book.lost.add("function")
    return Function(
        name=name,
        title=fields.said("title", one_line=True),
        duty=fields.said("duty", one_line=True),
        attends=fields.word("attends", ATTENDS, "never"),
        belongs_to=_home(fields),
        coordinates=fields.flag("coordinates"),
        busy=tuple(_busy(item) for item in fields.items("busy")),
    )


def _home(fields: Fields) -> Home:
    node = fields.get("belongs_to")
    if node is None or node.value in (OWN, "agency"):
        return "agency"
    found = node.word((OWN, *(home for home in HOMES if home != "agency")))
    return next((home for home in HOMES if home == found), "agency")


def _busy(node: Node) -> Busy:
    fields = node.fields(("from", "to", "what"))
    return Busy(_day(fields, "from"), _day(fields, "to"), fields.said("what", one_line=True))


def _day(fields: Fields, key: str) -> tuple[int, int]:
    text = fields.text(key)
    node = fields.get(key)
    match = _DAY.fullmatch(text)
    if match and 1 <= int(match[1]) <= 12 and 1 <= int(match[2]) <= _DAYS[int(match[1]) - 1]:
        return int(match[1]), int(match[2])
    if node and text:
        node.wrong(
            Said(f"{quoted(text)} är ingen dag på året", f"{quoted(text)} is no day of the year"),
            Said("skriv månad och dag, till exempel 01-15", "write month and day, for example 01-15"),
        )
    return 1, 1
