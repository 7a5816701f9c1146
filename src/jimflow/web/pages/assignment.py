"""One assignment of an agency: what it asks, what has been answered, accepted or sent back, or answered for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from starlette.responses import Response

from jimflow.actions.asked import entitled
from jimflow.actions.assignments import accept, send_back, submit
from jimflow.actions.errors import BadInput, NotFound
from jimflow.actions.handing_in import Submitted
from jimflow.actions.notes import add_note
from jimflow.core.mistakes import Mistakes, Said
from jimflow.core.parts import questions
from jimflow.core.status import is_late
from jimflow.core.workflow import Assignment, Question
from jimflow.runtime import Runtime
from jimflow.store.queries.sheets import Answers, answers_of
from jimflow.store.queries.work import AssignmentRow, assignments
from jimflow.store.transaction import read
from jimflow.texts.amounts import effort
from jimflow.texts.catalogue import tr
from jimflow.texts.names import answer_words, function_title, function_titles, meeting_name, quoted
from jimflow.texts.words import how_it_stands
from jimflow.web.asked_fields import fields, typed_answers, wrong_fields
from jimflow.web.at_agency import AtAgency, at_agency, unless_changed
from jimflow.web.deeds import Deed, carry_out
from jimflow.web.forms import Form
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()

ROOM = "/rounds/{code}/agencies/{agency}/assignments/{step}/{name}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """An assignment at hand, with its answers. `whose`: the function whose part is answered, "" where nobody may."""

    at: AtAgency
    row: AssignmentRow
    known: Answers
    whose: str

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


@page.shows(ROOM)
def shown(visit: Visit, code: str, agency: str, step: str, name: str) -> Response:
    """What it asks, the answers that have been submitted, and what can be done with it."""
    return _page(visit, _sheet(visit, code, agency, step, name, visit.query.get("function", "")))


@page.acts(ROOM)
def submitted(visit: Visit, form: Form, code: str, agency: str, step: str, name: str) -> Response:
    """Submits on behalf of the agency, with a note of whom it was agreed with."""
    sheet = _sheet(visit, code, agency, step, name, form.text("function"))
    at, agreed, wrong = sheet.at, form.text("agreed"), dict[str, str]()
    title = quoted(sheet.title.in_(visit.lang), visit.lang)
    note = tr(visit.lang, "Skickade in {assignment} åt dem. Avstämt: {agreed}", assignment=title, agreed=agreed)

    def hand_in(inner: Runtime) -> Submitted:
        answers = typed_answers(sheet.asked, form)
        done = submit(inner, at.row.id, name, answers, visit.actor, step=step, function=sheet.whose)
        if not agreed:
            raise BadInput("Skriv vem hos dem svaren är avstämda med.", "Say with whom the answers are agreed.")
        add_note(inner, at.row.id, note, visit.actor, kind="other")
        return done

    def act(runtime: Runtime) -> Submitted:
        try:
            return unless_changed(visit, at, form, hand_in)(runtime)
        except Mistakes as mistakes:
            wrong.update(wrong_fields(sheet.asked, form, mistakes, visit.lang))
            raise

    def refused(said: Sequence[str], status: int) -> Response:
        again = _sheet(visit, code, agency, step, name, sheet.whose)
        return _page(visit, again, Tried("submit", form, () if wrong else said, wrong), status)

    deed = Deed(
        title=tr(visit.lang, "Skicka in {assignment} åt {name}", assignment=title, name=at.name),
        act=act,
        done=lambda done: _submitted_words(sheet, done),
        place=sheet.room,
        lines=[tr(visit.lang, "Avstämt med: {agreed}", agreed=agreed)],
        button=tr(visit.lang, "Skicka in"),
        affects=[at.row.id],
    )
    return carry_out(visit, form, deed, refused)


@page.acts(f"{ROOM}/accept")
def accepted(visit: Visit, form: Form, code: str, agency: str, step: str, name: str) -> Response:
    """Accepts what was submitted."""
    sheet = _sheet(visit, code, agency, step, name)
    title, at = sheet.title, sheet.at
    deed = Deed(
        title=tr(visit.lang, "Godkänn {assignment}: {name}", assignment=_quoted(sheet, visit), name=at.name),
        act=unless_changed(visit, at, form, lambda inner: accept(inner, at.row.id, name, visit.actor, step=step)),
        done=lambda _: Said(f"”{title.sv}” är godkänd.", f"“{title.en}” is accepted."),
        place=at.place,
        button=tr(visit.lang, "Godkänn"),
        affects=[at.row.id],
    )
    return carry_out(visit, form, deed, _refused(visit, sheet, "accept", form))


@page.acts(f"{ROOM}/send-back")
def sent_back(visit: Visit, form: Form, code: str, agency: str, step: str, name: str) -> Response:
    """Opens it again, with a reason."""
    sheet = _sheet(visit, code, agency, step, name)
    title, at, reason = sheet.title, sheet.at, form.text("reason")

    def act(runtime: Runtime) -> None:
        if not reason:
            raise BadInput("Skriv vad som behöver ändras.", "Say what has to be changed.")
        back = unless_changed(
            *(visit, at, form), lambda inner: send_back(inner, at.row.id, name, visit.actor, reason, step=step)
        )
        back(runtime)

    deed = Deed(
        title=tr(visit.lang, "Skicka tillbaka {assignment}: {name}", assignment=_quoted(sheet, visit), name=at.name),
        act=act,
        done=lambda _: Said(
            f"”{title.sv}” är öppen igen; svaren är kvar.", f"“{title.en}” is open again; the answers stay."
        ),
        place=sheet.room,
        lines=[tr(visit.lang, "Skäl: {reason}", reason=quoted(reason, visit.lang))],
        button=tr(visit.lang, "Skicka tillbaka"),
        affects=[at.row.id],
    )
    return carry_out(visit, form, deed, _refused(visit, sheet, "send-back", form))


def _refused(visit: Visit, sheet: Sheet, which: str, form: Form) -> Callable[[Sequence[str], int], Response]:
    def refused(said: Sequence[str], status: int) -> Response:
        again = _sheet(visit, sheet.at.of.code, sheet.at.row.organisation, sheet.row.step, sheet.row.name)
        return _page(visit, again, Tried(which, form, said, {}), status)

    return refused


def _sheet(visit: Visit, code: str, agency: str, step: str, name: str, function: str = "") -> Sheet:
    at = at_agency(visit, code, agency)
    with read(visit.runtime.engine) as tx:
        every = assignments(tx, [at.row.id])
        row = next((a for a in every if (a.step, a.name) == (step, name)), None)
        if row is None:
            raise NotFound(f"{at.called.sv} har ingen sådan uppgift.", f"{at.called.en} has no such assignment.")
        known = answers_of(tx, at.workflow, row, every)
    sheet = Sheet(at, row, known, "")
    if function:
        entitled(at.workflow, sheet.assignment, function)
    return Sheet(at, row, known, function or sheet.functions[0])


def _page(visit: Visit, sheet: Sheet, tried: Tried | None = None, status: int = 200) -> Response:
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
        tried=tried or Tried("", Form({}), (), {}),
    )


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


def _submitted_words(sheet: Sheet, done: Submitted) -> Said:
    title = sheet.title
    if done.complete:
        return Said(f"”{title.sv}” är inskickad.", f"“{title.en}” has been submitted.")
    left = [f for f in sheet.assignment.to if f not in {*done.parts, *sheet.row.parts}]
    sv, en = (function_titles(sheet.at.workflow, left, lang) for lang in ("sv", "en"))
    return Said(f"Delen är inskickad. Det återstår: {sv}.", f"The part has been submitted. Still to come: {en}.")


def _quoted(sheet: Sheet, visit: Visit) -> str:
    return quoted(sheet.title.in_(visit.lang), visit.lang)
