"""Reads the parts that organisations take in one subject, and the sub-flows that may be started from it."""

from __future__ import annotations

from typing import get_args

from jimflow.core.language.nodes import Fields, Node
from jimflow.core.language.phrases import quoted
from jimflow.core.language.states import States
from jimflow.core.language.transitions import ACTIVE
from jimflow.core.mistakes import Said
from jimflow.core.workflow import Joins, PartyKind, Start


def read_parties(entries: dict[str, Node]) -> dict[str, PartyKind]:
    """The parts in the order of the definition."""
    return {name: _party(name, node) for name, node in entries.items()}


def _party(name: str, node: Node) -> PartyKind:
    fields = node.fields(("title",), ("joins", "most", "contact"))
    return PartyKind(
        name=name,
        title=fields.said("title", one_line=True),
        joins=fields.word("joins", get_args(Joins), "at once"),
        most=fields.whole("most", 1, 99),
        contact=fields.name("contact", "function") or "",
    )


def read_starts(entries: dict[str, Node], states: States) -> dict[str, Start]:
    """The sub-flows in the order of the definition."""
    return {name: _start(name, node, states) for name, node in entries.items()}


def _start(name: str, node: Node, states: States) -> Start:
    fields = node.fields(("title", "workflow", "from"), ("carries", "tells"))
    return Start(
        name=name,
        title=fields.said("title", one_line=True),
        workflow=fields.text("workflow"),
        states=_states(fields, states),
        carries={field: found for field, item in fields.entries("carries").items() if (found := _answer(item))},
        tells=fields.names("tells", "function"),
    )


def _states(fields: Fields, states: States) -> tuple[str, ...]:
    node = fields.get("from")
    if node is None:
        return ()
    found: dict[str, None] = {}
    for item in [node] if isinstance(node.value, str) else node.items():
        named = states.steps if item.value == ACTIVE else (item.name("state"),)
        found |= dict.fromkeys(state for state in named if state)
    return tuple(found)


def _answer(node: Node) -> tuple[str, str] | None:
    """`assignment.field`, both of which must exist; the field is looked for when the forms are known."""
    assignment, dot, field = node.text().partition(".")
    if not (assignment and dot and field):
        node.wrong(
            Said(f"{quoted(str(node.value))} pekar inte ut ett svar", f"{quoted(str(node.value))} points at no answer"),
            Said("skriv uppgift.fråga", "write assignment.question"),
        )
        return None
    found = node.book.find("assignment", assignment, node.path)
    return (found, field) if found else None
