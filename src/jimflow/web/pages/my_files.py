"""The files of a task: put there, taken away, and saved again."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import Response

from jimflow.actions.attachments import add, content_of, remove
from jimflow.actions.errors import BadInput
from jimflow.actions.guests import no_such_thing, seated
from jimflow.core.mistakes import Said
from jimflow.files.attachments import LIMIT
from jimflow.runtime import Runtime
from jimflow.store.queries.attachments import AttachmentRow
from jimflow.store.transaction import read
from jimflow.texts.names import assignment_title
from jimflow.web.deeds import Deed, carry_out
from jimflow.web.files import FILE, foreign
from jimflow.web.forms import Form, whole_number
from jimflow.web.participant.files import my_files
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()

ROOM = "/my/tasks/{task}/files"
LARGEST = LIMIT + (64 << 10)
"""Bytes of the whole form: the file, and what is sent around it."""


@page.acts(ROOM, right="coded", largest=LARGEST)
def added(visit: Visit, form: Form, task: str) -> Response:
    """Puts a file to the task."""
    number = _number(task)

    def act(runtime: Runtime) -> AttachmentRow:
        chosen = form.files.get(FILE)
        if chosen is None:
            raise BadInput("Välj en fil.", "Choose a file.")
        return add(runtime, visit.me, number, chosen.name, chosen.content)

    deed = Deed(
        title="",
        act=act,
        done=lambda row: Said(
            f"{row.name} är tillagd. Den skickas in med svaret.",
            f"{row.name} has been added. It is submitted with the answer.",
        ),
        place=f"/my/tasks/{number}",
    )
    return carry_out(visit, form, deed, lambda said, status: _again(visit, number, said, status))


@page.acts(f"{ROOM}/{{attachment}}/remove", right="coded")
def removed(visit: Visit, form: Form, task: str, attachment: str) -> Response:
    """Takes a file away."""
    number, which = _number(task), _number(attachment)
    deed = Deed(
        title="",
        act=lambda runtime: remove(runtime, visit.me, number, which),
        done=lambda _: Said("Filen är borttagen.", "The file has been removed."),
        place=f"/my/tasks/{number}",
    )
    return carry_out(visit, form, deed, lambda said, status: _again(visit, number, said, status))


@page.shows(f"{ROOM}/{{attachment}}", right="coded")
def saved(visit: Visit, task: str, attachment: str) -> Response:
    """A file, to be saved."""
    found = content_of(visit.runtime, visit.me, _number(task), _number(attachment))
    return foreign(found.content, found.name)


def _number(written: str) -> int:
    number = whole_number(written)
    if number is None:
        raise no_such_thing()
    return number


def _again(visit: Visit, task: int, problems: Sequence[str], status: int) -> Response:
    with read(visit.runtime.engine) as tx:
        at = seated(visit.runtime, tx, visit.me, task)
        shelf = my_files(visit, tx, at, problems)
    title = assignment_title(at.workflow, at.name, visit.lang)
    return visit.page("my_aside.html", status, task=task, title=title, talk=None, shelf=shelf)
