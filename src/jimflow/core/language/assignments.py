"""Reads the assignments: what is asked, of whom, when."""

from __future__ import annotations

from typing import get_args

from jimflow.core.language.nodes import MOST_TIMES, Node
from jimflow.core.mistakes import Said
from jimflow.core.moments import ANSWER
from jimflow.core.workflow import Assignment, Inform, Sharing, WaitsFor

OPENING = ("entered", "made", "meeting", "next_meeting", ANSWER)
DEADLINE = (*OPENING, "opens")
NUDGE = (*DEADLINE, "due")
"""What each time of an assignment may start from."""

ASK = ("organisation", "theme", "meeting")
INSTRUCTION = ("theme",)
SHARING: tuple[Sharing, ...] = get_args(Sharing)


def read_assignments(entries: dict[str, Node]) -> dict[str, Assignment]:
    """The assignments in the order of the definition."""
    return {name: _assignment(name, node) for name, node in entries.items()}


def _assignment(name: str, node: Node) -> Assignment:
    fields = node.fields(
        ("title", "short", "ask", "why", "instruction", "effort", "to", "form", "opens", "due"),
        ("remind", "inform", "waits_for", "share_with", "accept", "optional", "closes"),
    )
    return Assignment(
        name=name,
        title=fields.said("title", one_line=True),
        short=fields.said("short", one_line=True),
        ask=fields.said("ask", ASK),
        why=fields.said("why"),
        instruction=fields.said("instruction", INSTRUCTION),
        effort=fields.effort("effort"),
        to=fields.names("to", "function"),
        form=fields.name("form", "form") or "",
        opens=fields.moment("opens", OPENING),
        due=fields.moment("due", DEADLINE),
        remind=tuple(item.moment(NUDGE) for item in fields.items("remind", MOST_TIMES)),
        inform=tuple(_inform(item) for item in fields.items("inform", MOST_TIMES)),
        waits_for=_waits_for(fields.get("waits_for")),
        share_with=fields.word("share_with", SHARING, "host"),
        accept=bool(fields.word("accept", ("required",), "")),
        optional=fields.flag("optional"),
        closes=bool(fields.word("closes", ("when left",), "")),
    )


def _inform(node: Node) -> Inform:
    fields = node.fields(("at", "who"))
    return Inform(fields.moment("at", NUDGE), fields.name("who", "function") or "")


def _waits_for(node: Node | None) -> WaitsFor | None:
    if node is None:
        return None
    fields = node.fields((), ("assignment", "theme", "until"))
    if isinstance(node.value, dict) and ("assignment" in fields.nodes) == ("theme" in fields.nodes):
        node.wrong(
            Said(
                "en uppgift väntar på antingen assignment eller theme",
                "an assignment waits for either assignment or theme",
            )
        )
    assignment = fields.name("assignment", "assignment")
    theme = bool(fields.word("theme", ("chosen",), ""))
    until = fields.moment("until", OPENING) if fields.get("until") else None
    return WaitsFor(assignment, theme, until) if assignment or theme else None
