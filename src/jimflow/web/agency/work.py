"""Assignments step by step: how each stands, whose part is done, and what has been answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jimflow.core.laps import place
from jimflow.core.status import is_late
from jimflow.core.workflow import Workflow
from jimflow.store.queries.work import AssignmentRow
from jimflow.texts.fill import capital
from jimflow.texts.names import answer_words, assignment_title, function_title, state_title
from jimflow.texts.words import how_it_stands
from jimflow.web.agency.reads import Dossier

KINDS = {"submitted": "waiting", "accepted": "done", "open": "waiting"}


@dataclass(frozen=True, slots=True)
class Work:
    """One assignment. `parts` are (function, done); `answers` are (question, answer) of what has been submitted."""

    row: AssignmentRow
    title: str
    kind: str
    stands: str
    parts: Sequence[tuple[str, bool]]
    answers: Sequence[tuple[str, str]]
    place: str
    waits_for_us: bool
    """True where the host is to accept it."""


@dataclass(frozen=True, slots=True)
class AtStep:
    """The assignments of one step; `now` where the step is the present one or something in it is open."""

    title: str
    works: Sequence[Work]
    now: bool


def work_by_step(d: Dossier) -> list[AtStep]:
    """Every step that has assignments, in order."""
    names = sorted({a.step for a in d.work}, key=lambda name: _place(d.workflow, name))
    found = []
    for name in names:
        works = [_work(d, a) for a in d.work if a.step == name]
        now = name == d.facts.here or any(w.row.status == "open" or w.waits_for_us for w in works)
        found.append(AtStep(capital(state_title(d.workflow, name, d.lang)), works, now))
    return found


def _place(workflow: Workflow, name: str) -> tuple[int, int]:
    return place(workflow.steps, name) if name in workflow.steps else (len(workflow.steps), 0)


def _work(d: Dossier, row: AssignmentRow) -> Work:
    known = d.workflow.assignments[row.name]
    late = is_late(d.workflow, row, d.now)
    opens, due, submitted = (d.day(at) if at else None for at in (row.opens_at, row.due_at, row.submitted_at))
    waits = known.accept and row.status == "submitted"
    done = row.status in ("submitted", "accepted") and not waits
    kind = "late" if late else "done" if done else KINDS.get(row.status, "plain")
    return Work(
        row,
        assignment_title(d.workflow, row.name, d.lang),
        kind,
        how_it_stands(row.status, opens, due, submitted, d.lang, d.today, late=row.late),
        [(function_title(d.workflow, f, d.lang), f in row.parts) for f in known.to],
        _answers(d, row),
        f"{d.here}/assignments/{row.step}/{row.name}",
        waits,
    )


def _answers(d: Dossier, row: AssignmentRow) -> list[tuple[str, str]]:
    given = d.answers.get(row.id, {})
    form = d.workflow.forms[d.workflow.assignments[row.name].form]
    lang = d.workflow.language(d.lang)
    return [
        (q.text.in_(lang), answer_words(d.workflow, q, given[q.name], lang)) for q in form.questions if q.name in given
    ]
