"""One assignment of an agency: what it asks, what has been answered, accepted or sent back, or answered for them."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import Response

from jimflow.actions.assignments import accept, send_back, submit
from jimflow.actions.errors import BadInput
from jimflow.actions.handing_in import Submitted
from jimflow.actions.notes import add_note
from jimflow.core.mistakes import Mistakes, Said
from jimflow.runtime import Runtime
from jimflow.texts.catalogue import tr
from jimflow.texts.names import function_titles, quoted
from jimflow.web.asked_fields import typed_answers, wrong_fields
from jimflow.web.assignment_sheet import ROOM, Sheet, Tried, drawn, refusing, sheet_at
from jimflow.web.at_agency import unless_changed
from jimflow.web.deeds import Deed, carry_out
from jimflow.web.forms import Form
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()


@page.shows(ROOM)
def shown(visit: Visit, code: str, agency: str, step: str, name: str) -> Response:
    """What it asks, the answers that have been submitted, and what can be done with it."""
    return drawn(visit, sheet_at(visit, code, agency, step, name, visit.query.get("function", "")))


@page.acts(ROOM)
def submitted(visit: Visit, form: Form, code: str, agency: str, step: str, name: str) -> Response:
    """Submits on behalf of the agency, with a note of whom it was agreed with."""
    sheet = sheet_at(visit, code, agency, step, name, form.text("function"))
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
        again = sheet_at(visit, code, agency, step, name, sheet.whose)
        return drawn(visit, again, Tried("submit", form, () if wrong else said, wrong), status)

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
    sheet = sheet_at(visit, code, agency, step, name)
    title, at = sheet.title, sheet.at
    deed = Deed(
        title=tr(visit.lang, "Godkänn {assignment}: {name}", assignment=_quoted(sheet, visit), name=at.name),
        act=unless_changed(visit, at, form, lambda inner: accept(inner, at.row.id, name, visit.actor, step=step)),
        done=lambda _: Said(f"”{title.sv}” är godkänd.", f"“{title.en}” is accepted."),
        place=at.place,
        button=tr(visit.lang, "Godkänn"),
        affects=[at.row.id],
    )
    return carry_out(visit, form, deed, refusing(visit, sheet, "accept", form))


@page.acts(f"{ROOM}/send-back")
def sent_back(visit: Visit, form: Form, code: str, agency: str, step: str, name: str) -> Response:
    """Opens it again, with a reason."""
    sheet = sheet_at(visit, code, agency, step, name)
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
    return carry_out(visit, form, deed, refusing(visit, sheet, "send-back", form))


def _submitted_words(sheet: Sheet, done: Submitted) -> Said:
    title = sheet.title
    if done.complete:
        return Said(f"”{title.sv}” är inskickad.", f"“{title.en}” has been submitted.")
    left = [f for f in sheet.assignment.to if f not in {*done.parts, *sheet.row.parts}]
    sv, en = (function_titles(sheet.at.workflow, left, lang) for lang in ("sv", "en"))
    return Said(f"Delen är inskickad. Det återstår: {sv}.", f"The part has been submitted. Still to come: {en}.")


def _quoted(sheet: Sheet, visit: Visit) -> str:
    return quoted(sheet.title.in_(visit.lang), visit.lang)
