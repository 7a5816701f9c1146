"""The page of one assignment of an agency: what is read for it, how it is drawn, and drawn again after a refusal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from starlette.responses import Response

from jimflow.actions.asked import entitled
from jimflow.actions.errors import NotFound
from jimflow.core.mistakes import Said
from jimflow.core.parts import questions
from jimflow.core.status import is_late
from jimflow.core.workflow import Assignment, Question
from jimflow.store.queries.handed_in import names_on, receipts
from jimflow.store.queries.sheets import Answers, answers_of
from jimflow.store.queries.work import AssignmentRow, assignments, meetings
from jimflow.store.transaction import read
from jimflow.texts.amounts import effort
from jimflow.texts.fill import fill
from jimflow.texts.names import answer_words, function_title, function_titles, meeting_name, theme_title
from jimflow.texts.receipts import receipt_words
from jimflow.texts.words import how_it_stands
from jimflow.web.asked_fields import fields
from jimflow.web.at_agency import AtAgency, at_agency
from jimflow.web.dialogue import Talk, talk_of
from jimflow.web.forms import Form
from jimflow.web.visit import Visit

ROOM = "/rounds/{code}/agencies/{agency}/assignments/{step}/{name}"
"""Its address."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """An assignment at hand, with its answers. `whose`: the function whose part is answered, "" where nobody may."""

    at: AtAgency
    row: AssignmentRow
    known: Answers
    whose: str
    talk: Talk
    receipts: Sequence[str] = ()
    """What was handed in when and by whom, the latest first."""

    @property
    def assignment(self) -> Assignment:
        """What the definition says of it."""
        return self.at.workflow.assignments[self.row.name]

    @property
    def asked(self) -> tuple[Question, ...]:
        """What the function answers."""
        return questions(self.at.workflow, self.assignment, self.whose)

    @property
    def room(self) -> str:
        """Its address."""
        return f"{self.at.place}/assignments/{self.row.step}/{self.row.name}"

    @property
    def title(self) -> Said:
        """What it is called."""
        return self.assignment.title

    @property
    def functions(self) -> list[str]:
        """Whose part may be answered: the coordinating function's, which is all of it, then each one's own."""
        workflow = self.at.workflow
        coordinating = [f.name for f in workflow.functions.values() if f.coordinates and f.belongs_to == "agency"]
        return list(dict.fromkeys([*coordinating[:1], *self.assignment.to]))


@dataclass(frozen=True, slots=True)
class Tried:
    """A form that was not taken: which of the page's, as typed, why, and what is wrong with each field."""

    which: str
    form: Form
    problems: Sequence[str]
    wrong: Mapping[str, str]


def refusing(visit: Visit, sheet: Sheet, which: str, form: Form) -> Callable[[Sequence[str], int], Response]:
    """The page again, with what was typed in its form `which` and why it was not taken."""

    def refused(said: Sequence[str], status: int) -> Response:
        again = sheet_at(visit, sheet.at.of.code, sheet.at.row.organisation, sheet.row.step, sheet.row.name)
        return drawn(visit, again, Tried(which, form, said, {}), status)

    return refused


def sheet_at(visit: Visit, code: str, agency: str, step: str, name: str, function: str = "") -> Sheet:
    """The assignment of an address. Raises NotFound, and BadInput for a function that it is not for."""
    at = at_agency(visit, code, agency)
    with read(visit.runtime.engine) as tx:
        every = assignments(tx, [at.row.id])
        row = next((a for a in every if (a.step, a.name) == (step, name)), None)
        if row is None:
            raise NotFound(f"{at.called.sv} har ingen sådan uppgift.", f"{at.called.en} has no such assignment.")
        known = answers_of(tx, at.workflow, row, every)
        talk = talk_of(tx, at.workflow, at.of.id, row, visit.lang)
        handed_in = receipts(tx, [row.id])
        names = names_on(tx, handed_in)
    lines = [receipt_words(at.workflow, r, names, visit.lang, visit.today) for r in reversed(handed_in)]
    sheet = Sheet(at, row, known, "", talk, lines)
    if function:
        entitled(at.workflow, sheet.assignment, function)
    return replace(sheet, whose=function or sheet.functions[0])


def drawn(visit: Visit, sheet: Sheet, tried: Tried | None = None, status: int = 200) -> Response:
    """The page."""
    at, row, known, lang = sheet.at, sheet.row, sheet.assignment, visit.lang
    now = visit.now
    opens, due, handed_in = (visit.local(t).date() if t else None for t in (row.opens_at, row.due_at, row.submitted_at))
    typed = tried.form if tried and tried.which == "submit" else None
    return visit.page(
        "assignment.html",
        status,
        round=at.of,
        at=at,
        sheet=sheet,
        assignment=known,
        instruction=_instruction(visit, sheet),
        late=is_late(at.workflow, row, now),
        stands=how_it_stands(row.status, opens, due, handed_in, lang, visit.today, late=row.late),
        meeting=meeting_name(at.workflow, row.step, lang),
        to=function_titles(at.workflow, known.to, lang),
        parts=[(function_title(at.workflow, f, lang), f in row.parts) for f in known.to],
        time=effort(known.effort, lang),
        open=row.status in ("planned", "open"),
        waits=row.status == "submitted",
        said=_said(sheet, lang),
        whose=[
            (f, function_title(at.workflow, f, lang), at.workflow.functions[f].coordinates) for f in sheet.functions
        ],
        agreed_wrong=bool(typed and tried and not tried.form.text("agreed")),
        fields=fields(at.workflow, sheet.asked, sheet.known, typed, tried.wrong if tried else {}, lang),
        talk=sheet.talk,
        tried=tried or Tried("", Form({}), (), {}),
    )


def _instruction(visit: Visit, sheet: Sheet) -> str:
    """What is asked, as those who are asked read it: with the theme of the cluster's meeting in its place."""
    with read(visit.runtime.engine) as tx:
        theme = next((m.theme for m in meetings(tx, [sheet.at.row.cluster]) if m.step == sheet.row.step), "")
    named = {"theme": theme_title(sheet.at.workflow, theme, visit.lang)}
    return fill(sheet.assignment.instruction.in_(visit.lang), named)


def _said(sheet: Sheet, lang: str) -> list[tuple[Question, str, str]]:
    """Each question with the answer that has been submitted, "" for none, and whose it is."""
    workflow, given = sheet.at.workflow, sheet.known.submitted
    return [
        (
            q,
            answer_words(workflow, q, given[q.name], lang) if q.name in given else "",
            function_titles(workflow, q.audience, lang) if q.audience is not None else "",
        )
        for q in workflow.forms[sheet.assignment.form].questions
    ]
