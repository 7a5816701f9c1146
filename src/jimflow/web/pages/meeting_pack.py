"""The meeting pack, to be printed: programme, participants, and the answers side by side. Submitted answers only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from jimflow.core.workflow import Assignment, Question
from jimflow.store.queries.rounds import ParticipationRow
from jimflow.store.queries.work import answers, assignments
from jimflow.store.transaction import read
from jimflow.texts.amounts import listed
from jimflow.texts.names import answer_title, function_titles
from jimflow.texts.words import MODE, REPLY
from jimflow.web.gathering import Gathering, the_gathering
from jimflow.web.meeting_frame import before, frame, seat_words
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what each has answered, in words; `whom` says which functions it is for where not all."""

    text: str
    whom: str
    section: str
    answers: Sequence[tuple[str, str]]
    """(member, answer), "" for one who left it out."""


@dataclass(frozen=True, slots=True)
class SideBySide:
    """One assignment over those who have submitted it; `waited_for` are the names of the others."""

    assignment: Assignment
    questions: Sequence[Asked]
    submitted: int
    waited_for: str


@page.shows("/rounds/{code}/clusters/{cluster}/meetings/{step}/pack")
def show(visit: Visit, code: str, cluster: str, step: str) -> Response:
    """The pack."""
    g = the_gathering(visit, code, cluster, step)
    return visit.page(
        "meeting_pack.html",
        200,
        **frame(visit, g, "/pack"),
        groups=g.delegations(visit.today),
        replies=REPLY,
        modes=MODE,
        sides=[_side(visit, g, name, given) for name, given in _given(visit, g).items()],
        **seat_words(g, visit.lang),
    )


def _given(visit: Visit, g: Gathering) -> dict[str, dict[int, Mapping[str, Any]]]:
    """By assignment before the meeting and by participation what was submitted; never what is only saved."""
    with read(visit.runtime.engine) as tx:
        work = [a for a in assignments(tx, g.ids) if a.step == g.step.name and a.submitted_at is not None]
        said = answers(tx, [a.id for a in work])
    return {name: {a.participation: said[a.id] for a in work if a.name == name} for name in before(g)}


def _side(visit: Visit, g: Gathering, name: str, given: Mapping[int, Mapping[str, Any]]) -> SideBySide:
    assignment = g.workflow.assignments[name]
    there = [m for m in g.members if m.id in given]
    left = [m for m in g.active if m.id not in given]
    questions = [
        Asked(
            q.text.in_(visit.lang),
            function_titles(g.workflow, q.audience, visit.lang) if q.audience is not None else "",
            q.section.in_(visit.lang) if q.section is not None else "",
            [(_name(m, visit.lang), _answer(g, name, q, given[m.id].get(q.name), visit.lang)) for m in there],
        )
        for q in g.workflow.forms[assignment.form].questions
    ]
    return SideBySide(assignment, questions, len(there), listed([_name(m, visit.lang) for m in left], visit.lang))


def _answer(g: Gathering, assignment: str, question: Question, value: Any, lang: str) -> str:
    if value is None:
        return ""
    several = value if isinstance(value, list) else [value]
    return ", ".join(answer_title(g.workflow, assignment, question.name, one, lang) for one in several)


def _name(member: ParticipationRow, lang: str) -> str:
    return member.name_en if lang == "en" else member.name_sv
