"""Somebody at an agency leaves and gives everything to another; where the agency's own receipts are filed."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import Response

from jimflow.actions.agency_desk import Holder, hand_over_from, set_registrar
from jimflow.actions.handing_over import HandedOver
from jimflow.core.mistakes import Said
from jimflow.runtime import Runtime
from jimflow.store.queries.work import AppointmentRow
from jimflow.texts.catalogue import tr
from jimflow.web.deeds import Deed, carry_out
from jimflow.web.forms import Form
from jimflow.web.pages.my_agency import ROOM
from jimflow.web.participant.agency_forms import (
    SINCE,
    day_in,
    desk,
    done_before,
    held_words,
    holding,
    leaves_the_desk,
    own_words,
    seen,
    typed_day,
    unless_changed,
)
from jimflow.web.participant.agency_reads import Room
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()

HERE = f"{ROOM}/{{participation}}"


@page.shows(f"{HERE}/hand-over/{{appointment}}", right="known")
def leaving(visit: Visit, participation: str, appointment: str) -> Response:
    """Everything that a colleague has, and the form that gives it all to another."""
    at = desk(visit, participation)
    return _leaving(visit, at, holding(at, "", appointment))


@page.acts(f"{HERE}/hand-over/{{appointment}}", right="known")
def handed_over(visit: Visit, form: Form, participation: str, appointment: str) -> Response:
    """Gives it all to another, in one act."""
    if (before := done_before(visit, form)) is not None:
        return before
    at = desk(visit, participation)
    held, name, since = holding(at, "", appointment), form.text("name"), typed_day(form, "since")

    def act(runtime: Runtime) -> HandedOver:
        begins = day_in(form, "since", SINCE)
        to = Holder(name, form.text("mail"), begins, language=form.text("language", held.language))
        return unless_changed(lambda: hand_over_from(runtime, visit.me, at.row.id, held.id, to, seen(form)))

    gone = since is not None and since <= visit.today and leaves_the_desk(at, held)
    deed = Deed(
        title=tr(visit.lang, "{name} lämnar över allt till {other}", name=held.name, other=name),
        act=act,
        done=lambda over: Said(
            f"{name} tar över {_count(over, 'funktion', 'funktioner')} efter {held.name}.",
            f"{name} takes over {_count(over, 'function', 'functions')} from {held.name}.",
        ),
        place=ROOM if gone else f"{at.here}/functions",
        lines=[*held_words(at, held), *own_words(at, held)],
        button=tr(visit.lang, "Lämna över"),
        affects=[at.row.id],
    )
    return carry_out(visit, form, deed, lambda said, status: _leaving(visit, at, held, form, said, status))


@page.shows(f"{HERE}/registrar", right="known")
def filing(visit: Visit, participation: str) -> Response:
    """Where the agency's own receipts are filed."""
    return _filing(visit, desk(visit, participation))


@page.acts(f"{HERE}/registrar", right="known")
def filed(visit: Visit, form: Form, participation: str) -> Response:
    """Says where from now on."""
    at = desk(visit, participation)
    deed = Deed(
        title="",
        act=lambda runtime: set_registrar(runtime, visit.me, at.row.id, form.text("mail")),
        done=lambda _: (
            Said("Kvitton går nu även till registratorn.", "Receipts now go to the registrar as well.")
            if form.has("mail")
            else Said("Kvitton går inte längre till registratorn.", "Receipts go to the registrar no longer.")
        ),
        place=f"{at.here}/functions",
    )
    return carry_out(visit, form, deed, lambda said, status: _filing(visit, at, form, said, status))


def _leaving(
    visit: Visit,
    at: Room,
    held: AppointmentRow,
    form: Form | None = None,
    problems: Sequence[str] = (),
    status: int = 200,
) -> Response:
    return visit.page(
        "my_agency_hand_over.html",
        status,
        room=ROOM,
        at=at,
        holder=held,
        held=held_words(at, held),
        own=own_words(at, held),
        form=form or Form({}),
        problems_said=problems,
    )


def _filing(
    visit: Visit, at: Room, form: Form | None = None, problems: Sequence[str] = (), status: int = 200
) -> Response:
    typed = form.text("mail") if form is not None else at.registrar
    return visit.page("my_agency_registrar.html", status, room=ROOM, at=at, typed=typed, problems_said=problems)


def _count(over: HandedOver, one: str, many: str) -> str:
    n = len(over.holdings)
    return f"{n} {one if n == 1 else many}"
