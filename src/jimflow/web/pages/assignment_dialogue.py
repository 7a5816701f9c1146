"""What the host says inside a task, on the assignment's page: read, a comment; and the files that were handed in."""

from __future__ import annotations

from starlette.responses import Response

from jimflow.actions.attachments import handed_in_content
from jimflow.actions.dialogue import comment, mark_read
from jimflow.actions.errors import NotFound
from jimflow.core.mistakes import Said
from jimflow.texts.catalogue import tr
from jimflow.texts.names import quoted
from jimflow.web.assignment_sheet import ROOM, refusing, sheet_at
from jimflow.web.at_agency import unless_changed
from jimflow.web.deeds import Deed, carry_out
from jimflow.web.files import foreign
from jimflow.web.forms import Form, whole_number
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()


@page.acts(f"{ROOM}/read")
def read(visit: Visit, form: Form, code: str, agency: str, step: str, name: str) -> Response:
    """Says that what came in has been read."""
    sheet = sheet_at(visit, code, agency, step, name)
    at = sheet.at
    deed = Deed(
        title="",
        act=unless_changed(visit, at, form, lambda inner: mark_read(inner, at.row.id, name, visit.actor, step=step)),
        done=lambda _: Said("Markerat som läst.", "Marked as read."),
        place=sheet.room,
    )
    return carry_out(visit, form, deed, refusing(visit, sheet, "read", form))


@page.acts(f"{ROOM}/comment")
def commented(visit: Visit, form: Form, code: str, agency: str, step: str, name: str) -> Response:
    """Says something to those whose part it is."""
    sheet = sheet_at(visit, code, agency, step, name)
    at, text = sheet.at, form.text("text")
    title = quoted(sheet.title.in_(visit.lang), visit.lang)
    deed = Deed(
        title=tr(visit.lang, "Skriv till {name} om {assignment}", name=at.name, assignment=title),
        act=lambda inner: comment(inner, at.row.id, name, text, visit.actor, step=step),
        done=lambda _: Said("Kommentaren är sparad.", "The comment has been saved."),
        place=sheet.room,
        lines=[quoted(text, visit.lang)],
        button=tr(visit.lang, "Skriv till dem"),
        affects=[at.row.id],
    )
    return carry_out(visit, form, deed, refusing(visit, sheet, "comment", form))


@page.shows(f"{ROOM}/files/{{number}}")
def file(visit: Visit, code: str, agency: str, step: str, name: str, number: str) -> Response:
    """A file that was handed in, to be saved."""
    sheet, wanted = sheet_at(visit, code, agency, step, name), whole_number(number)
    if wanted is None:
        raise NotFound(f"Fil nr {number} finns inte här.", f"There is no file no. {number} here.")
    found = handed_in_content(visit.runtime, sheet.row.id, wanted)
    return foreign(found.content, found.name)
