"""Dates, hours, addresses and names taken out of a node; what is none of them is noted in its book."""

from __future__ import annotations

import re
from datetime import date, time

from jimflow.core.address import AddressError, parse_address
from jimflow.core.language.nodes import EMPTY, Fields, Node
from jimflow.core.language.phrases import quoted
from jimflow.core.mistakes import Said, did_you_mean
from jimflow.core.workflow import Workflow

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HOUR = re.compile(r"[0-9]{2}:[0-9]{2}")
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,59}")
"""What a round or a programme may be called."""


def a_day(node: Node | None) -> date | None:
    """A date written as 2021-04-14; None when there is none."""
    if node is None:
        return None
    text = node.text()
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    if text:
        node.wrong(
            Said(f"{quoted(text)} är inget datum", f"{quoted(text)} is no date"),
            Said("skriv år-månad-dag, till exempel 2021-04-14", "write year-month-day, for example 2021-04-14"),
        )
    return None


def an_hour(node: Node | None) -> time | None:
    """A local hour written as 09:00; None when there is none. The hour when clocks change is none."""
    if node is None:
        return None
    text = node.text()
    try:
        found = time.fromisoformat(text) if _HOUR.fullmatch(text) else None
    except ValueError:
        found = None
    if text and (found is None or found.hour == 2):
        node.wrong(
            Said(f"{quoted(text)} är inget klockslag som kan användas", f"{quoted(text)} is no hour that can be used"),
            Said('skriv till exempel "09:00", inte mellan 02 och 03', 'write for example "09:00", not 02 to 03'),
        )
        return None
    return found


def an_address(node: Node | None) -> str:
    """One plain mail address; "" when there is none."""
    text = node.text() if node is not None else ""
    if node is None or not text:
        return ""
    try:
        return parse_address(text)
    except AddressError as error:
        node.wrong(error.what, error.suggestion)
        return ""


def a_theme(node: Node, workflow: Workflow) -> str:
    """The name of a theme the programme offers, or words of one's own; what is nearly a name is a slip."""
    text = node.text(one_line=True)
    slip = text not in workflow.themes and did_you_mean(text, workflow.themes)
    return (node.name("theme") or "") if slip else text


def a_name(node: Node | None) -> Said:
    """A name in both languages, or one text that is the same in both."""
    if node is None:
        return EMPTY
    if isinstance(node.value, str):
        text = node.text(one_line=True)
        return Said(text, text)
    return node.said(one_line=True)


def a_code(fields: Fields, key: str) -> str:
    """What people type to name something: letters, digits and -; "" when there is none."""
    text = fields.text(key)
    if text and not CODE.fullmatch(text):
        fields.nodes[key].wrong(
            Said(f"{quoted(text)} kan inte vara ett namn här", f"{quoted(text)} cannot be a name here"),
            Said("skriv bokstäver (a–z), siffror och -", "write letters (a–z), digits and -"),
        )
        return ""
    return text
