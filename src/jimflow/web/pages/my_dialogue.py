"""A reply to the host, written inside the task."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import Response

from jimflow.actions.dialogue import reply
from jimflow.actions.guests import no_such_thing, seated
from jimflow.core.mistakes import Said
from jimflow.store.transaction import read
from jimflow.texts.names import assignment_title
from jimflow.web.deeds import Deed, carry_out
from jimflow.web.forms import Form, whole_number
from jimflow.web.participant.dialogue import my_talk
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()


@page.acts("/my/tasks/{task}/dialogue", right="coded")
def replied(visit: Visit, form: Form, task: str) -> Response:
    """Says something to those who run the programme."""
    number, text = whole_number(task), form.text("text")
    if number is None:
        raise no_such_thing()
    deed = Deed(
        title="",
        act=lambda runtime: reply(runtime, visit.me, number, text),
        done=lambda _: Said("Sparat. Samordnaren får det i morgonens mejl.", "Saved. The coordinator gets it by mail."),
        place=f"/my/tasks/{number}",
    )
    return carry_out(visit, form, deed, lambda said, status: _again(visit, number, text, said, status))


def _again(visit: Visit, task: int, text: str, problems: Sequence[str], status: int) -> Response:
    with read(visit.runtime.engine) as tx:
        at = seated(visit.runtime, tx, visit.me, task)
        talk = my_talk(visit, tx, at, typed=text, problems=problems)
    title = assignment_title(at.workflow, at.name, visit.lang)
    return visit.page("my_aside.html", status, task=task, title=title, talk=talk, shelf=None)
