"""The red thread: what they named, how it was sharpened from step to step, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jimflow.core.language.forms import STARTED
from jimflow.core.laps import place
from jimflow.core.threads import Field, threads
from jimflow.store.queries.work import AssignmentRow, ResultRow
from jimflow.texts.catalogue import tr
from jimflow.texts.fill import capital
from jimflow.texts.names import answer_words, assignment_title, field_title, state_title
from jimflow.web.agency.reads import Dossier


@dataclass(frozen=True, slots=True)
class Knot:
    """One answer on the thread, or the place where it will be given. `same`: it says what the one before says."""

    step: str
    title: str
    question: str
    answer: str
    day: date | None
    same: bool
    place: str


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the chain of results, with the results that have reached it and the answers that place them there."""

    title: str
    results: Sequence[ResultRow]
    said_in: Sequence[str]


@dataclass(frozen=True, slots=True)
class Strand:
    """A shorter thread: its first question, and the latest answer with where it was given."""

    question: str
    answer: str
    where: str


def thread(d: Dossier) -> list[Knot]:
    """The longest thread of the programme; nothing where none of its answers is carried on."""
    found = threads(d.workflow)
    knots = _knots(d, found[0]) if found else []
    return knots if len(knots) > 1 else []


def strands(d: Dossier) -> list[Strand]:
    """What else follows on and has been answered, as it was said last."""
    found = []
    for fields in threads(d.workflow)[1:]:
        said = [k for k in _knots(d, fields) if k.answer]
        if said:
            found.append(Strand(said[0].question, said[-1].answer, said[-1].title))
    return found


def chain(d: Dossier) -> list[Rung]:
    """The chain of results from its first step on; nothing where the programme has none."""
    kind = d.workflow.result_steps
    placed = _placed(d, kind) if kind else {}
    steps = d.workflow.choices.get(kind or "", {})
    return [
        Rung(title.in_(d.lang), [r for r in d.results if r.step == name], placed.get(name, []))
        for name, title in steps.items()
    ]


def goal_words(d: Dossier, goal: str) -> str:
    """The policy goal that a result is about."""
    said = d.workflow.choices.get(d.workflow.result_goals or "", {}).get(goal)
    return said.in_(d.lang) if said else goal


def _knots(d: Dossier, fields: Sequence[Field]) -> list[Knot]:
    found: list[Knot] = []
    for assignment, field in fields:
        if assignment == STARTED:
            found += _came_along(d, field)
            continue
        made = [a for a in d.work if a.name == assignment]
        for row in sorted(made, key=lambda a: place(d.workflow.steps, a.step)):
            if row.status not in ("cancelled", "closed") or field in d.answers.get(row.id, {}):
                found.append(_knot(d, row, field, found))
    return found


def _knot(d: Dossier, row: AssignmentRow, field: str, before: Sequence[Knot]) -> Knot:
    lang = d.workflow.language(d.lang)
    question = d.workflow.forms[d.workflow.assignments[row.name].form].question(field)
    given = d.answers.get(row.id, {}).get(field)
    answer = answer_words(d.workflow, question, given, lang) if question is not None and given is not None else ""
    last = next((k.answer for k in reversed(before) if k.answer), "")
    return Knot(
        capital(state_title(d.workflow, row.step, d.lang)),
        assignment_title(d.workflow, row.name, d.lang),
        field_title(d.workflow, row.name, field, lang),
        answer,
        d.day(row.submitted_at) if answer and row.submitted_at else None,
        bool(answer) and answer == last,
        f"{d.here}/assignments/{row.step}/{row.name}",
    )


def _came_along(d: Dossier, field: str) -> list[Knot]:
    given = d.carried.get(field)
    if given is None:
        return []
    words = ", ".join(map(str, given)) if isinstance(given, list) else str(given)
    return [Knot("", tr(d.lang, "Följde med när ärendet startades"), "", words, None, same=False, place="")]


def _placed(d: Dossier, kind: str) -> dict[str, list[str]]:
    """In which assignments an answer names the step of the chain that has been reached."""
    found: dict[str, list[str]] = {}
    for row in d.work:
        given = d.answers.get(row.id, {})
        for q in d.workflow.forms[d.workflow.assignments[row.name].form].questions:
            if q.choices == kind and q.name in given:
                value = given[q.name]
                for name in value if isinstance(value, list) else [value]:
                    found.setdefault(str(name), []).append(assignment_title(d.workflow, row.name, d.lang))
    return found
