"""What is said about one assignment: it opens, is waited for, is late, or is handed over to a new holder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jimflow.core.workflow import Assignment
from jimflow.mail.questions import questions_for
from jimflow.mail.reader import Reader, Values, text
from jimflow.mail.voice import Item
from jimflow.texts.amounts import days, effort
from jimflow.texts.fill import fill
from jimflow.texts.readers import other_readers

TEMPLATES = ("open", "remind", "overdue", "handover")


def assignment_values(reader: Reader, items: Sequence[Item]) -> Values:
    """The values of one assignment's section; several items are one person's several functions in it."""
    item, lang = items[0], reader.lang
    facts = item.facts
    assignment = reader.workflow.assignments[text(facts, "assignment")]
    functions = tuple(dict.fromkeys(i.function for i in items))
    common = reader.common(item)
    answers = facts.get("answers")
    groups = questions_for(reader, assignment, functions, answers if isinstance(answers, Mapping) else {})
    due = reader.day_of(facts.get("due"))
    left = (due - reader.today).days if due else 0
    return {
        **common,
        **_words(assignment, common, lang),
        "duty": reader.duty(facts, functions),
        "function": reader.functions(functions),
        "effort": effort(assignment.effort, lang),
        "due": reader.day(facts.get("due")),
        "due_short": reader.short_day(facts.get("due")),
        "late": due is not None and due < reader.today,
        "days_left": days(left, lang) if left > 0 else "",
        "others": reader.functions(assignment.to, but=functions),
        "alone": any(q["alone"] for group in groups for q in group.questions),
        "with_others": any(q["with_others"] for group in groups for q in group.questions),
        "groups": groups,
        "shared": "cluster" in assignment.share_with,
        "read_outside": other_readers(reader.workflow, assignment.share_with, lang),
        "before": _place(reader, facts, assignment.name) == "before",
        "accept": assignment.accept,
        "rings": bool(assignment.inform),
    }


def materials_of(reader: Reader, items: Sequence[Item]) -> list[Values]:
    """What to read for the assignments that open in this mail, each thing once."""
    found: dict[str, Values] = {}
    for item in items:
        step = reader.step(item.facts)
        if step is None or item.template not in ("open", "handover"):
            continue
        if _place(reader, item.facts, text(item.facts, "assignment")) in ("before", "step"):
            for material in step.materials:
                found[material.url] = {"title": material.title.in_(reader.lang), "url": material.url}
    return list(found.values())


def _words(assignment: Assignment, common: Values, lang: str) -> Values:
    """The definition's own texts with their placeholders filled."""
    values = {name: str(common[name]) for name in ("organisation", "cluster", "theme", "meeting")}
    return {
        name: fill(said.in_(lang), values)
        for name, said in (
            ("title", assignment.title),
            ("short", assignment.short),
            ("ask", assignment.ask),
            ("why", assignment.why),
            ("instruction", assignment.instruction),
        )
    }


def _place(reader: Reader, facts: Mapping[str, object], name: str) -> str:
    step = reader.step(facts)
    return next((place for place, known in step.assignments if known == name), "") if step else ""
