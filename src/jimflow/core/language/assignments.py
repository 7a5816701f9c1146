"""Reads the assignments: what is asked, of whom, when."""

from __future__ import annotations

from jimflow.core.language.nodes import MOST_TIMES, Node
from jimflow.core.language.phrases import quoted
from jimflow.core.mistakes import Said
from jimflow.core.moments import ANSWER
from jimflow.core.workflow import READERS, Assignment, Inform, Reader, WaitsFor

OPENING = ("entered", "made", "meeting", "next_meeting", ANSWER)
DEADLINE = (*OPENING, "opens")
NUDGE = (*DEADLINE, "due")
"""What each time of an assignment may start from."""

ASK = ("organisation", "theme", "meeting")
INSTRUCTION = ("theme",)
SHARING = ("cluster", "host")
"""Who may read an answer, in one word."""


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
        share_with=_share_with(fields.get("share_with")),
        accept=bool(fields.word("accept", ("required",), "")),
        optional=fields.flag("optional"),
        closes=bool(fields.word("closes", ("when left",), "")),
    )


def _share_with(node: Node | None) -> tuple[Reader, ...]:
    if node is None:
        return ()
    if not isinstance(node.value, list | tuple):
        return ("cluster",) if node.word(SHARING) == "cluster" else ()
    if not node.value:
        node.wrong(Said("listan är tom", "the list is empty"), Said("skriv host", "write host"))
    found: list[Reader] = []
    for item in node.items():
        word = item.word(tuple(READERS))
        if word in found:
            item.wrong(Said(f"{quoted(str(word))} står två gånger", f"{quoted(str(word))} stands here twice"))
        elif word is not None:
            found.append(word)
    return tuple(found)


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
