"""Jag har tagit del av det: a piece of material ticked off from the page of a task or of a meeting."""

from __future__ import annotations

from collections.abc import Callable

from starlette.responses import Response

from jimflow.actions.guests import no_such_thing
from jimflow.actions.material_ticks import tick_at_meeting, tick_at_task
from jimflow.core.mistakes import Said
from jimflow.runtime import Runtime
from jimflow.texts.catalogue import tr
from jimflow.web.deeds import Deed, carry_out
from jimflow.web.errors import error_page
from jimflow.web.forms import Form, whole_number
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()

Act = Callable[[Runtime, int, int, bool], None]


@page.acts("/my/tasks/{task}/materials", right="coded")
def at_a_task(visit: Visit, form: Form, task: str) -> Response:
    """Ticks or unticks, and goes back to the task."""

    def act(runtime: Runtime, number: int, material: int, taken: bool) -> None:
        tick_at_task(runtime, visit.me, number, material, taken=taken)

    return _ticked(visit, form, "/my/tasks", task, act)


@page.acts("/my/meetings/{meeting}/materials", right="coded")
def at_a_meeting(visit: Visit, form: Form, meeting: str) -> Response:
    """The same from the page of a meeting."""

    def act(runtime: Runtime, number: int, material: int, taken: bool) -> None:
        tick_at_meeting(runtime, visit.me, number, material, taken=taken)

    return _ticked(visit, form, "/my/meetings", meeting, act)


def _ticked(visit: Visit, form: Form, room: str, written: str, act: Act) -> Response:
    number, material, taken = whole_number(written), whole_number(form.text("material")), form.has("taken")
    if number is None or material is None:
        raise no_such_thing()
    yes = Said("Noterat: du har tagit del av materialet.", "Noted: you have taken in the material.")
    no = Said("Noterat: du har inte tagit del av materialet.", "Noted: you have not taken in the material.")
    deed = Deed(
        title=tr(visit.lang, "Jag har tagit del av det"),
        act=lambda runtime: act(runtime, number, material, taken),
        done=lambda _: yes if taken else no,
        place=f"{room}/{number}",
    )
    return carry_out(visit, form, deed, lambda *_: error_page(visit, no_such_thing()))
