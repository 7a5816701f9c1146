"""Where the definition lists what an item of a mail is about."""

from __future__ import annotations

from collections.abc import Iterable

from jimflow.core.workflow import Workflow
from jimflow.mail.reader import text
from jimflow.mail.voice import Item

Place = tuple[int, ...]


def place_of(workflow: Workflow, item: Item) -> Place:
    """The places of its letter, step, assignment and function in the definition; what is not there comes last."""
    facts, step = item.facts, workflow.steps.get(text(item.facts, "step"))
    letters = [letter.name for letter in workflow.letters]
    work = [name for _, name in step.assignments] if step else []
    function = text(facts, "vacant") or text(facts, "about") or item.function
    return (
        _place(letters, item.code.removeprefix("letter:")),
        _place(workflow.steps, text(facts, "step")),
        _place([*work, *(name for name in workflow.assignments if name not in work)], text(facts, "assignment")),
        _place(workflow.functions, function),
    )


def _place(names: Iterable[str], name: str) -> int:
    listed = list(names)
    return listed.index(name) if name in listed else len(listed)
