"""Ersättare: who stands in for whom and until when; named with the mail shown first, and ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from jimflow.actions.errors import BadInput, NotFound
from jimflow.actions.guests import no_such_thing
from jimflow.actions.mail_ahead import mail_ahead
from jimflow.actions.substitutes import (
    Named,
    appointments_to_name_for,
    end_substitute,
    key_of,
    name_substitute,
    rights_of,
)
from jimflow.core.mistakes import Said
from jimflow.runtime import Runtime
from jimflow.store.queries.my_work import homes
from jimflow.store.queries.seats import people_of
from jimflow.store.queries.standing_in import SubstituteRow, substitutes_of, undelivered
from jimflow.store.transaction import read
from jimflow.texts.catalogue import tr
from jimflow.texts.dates import day
from jimflow.texts.names import function_title, named
from jimflow.web.deeds import Deed, carry_out
from jimflow.web.errors import sentences, status_of
from jimflow.web.forms import Form, whole_number
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()

ROOM = "/my/substitutes"


@dataclass(frozen=True, slots=True)
class Seat:
    """An appointment that the person may name a substitute for. `rights` are those the function has a use of."""

    appointment: int
    function: str
    holder: str
    organisation: str
    own: bool
    rights: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stands:
    """A substitute, and in whose place; `lost`: the mail that told it did not arrive."""

    row: SubstituteRow
    seat: Seat
    now: bool
    lost: bool


@page.shows(ROOM, right="known")
def shown(visit: Visit) -> Response:
    """Who stands in now or later, and the form to name somebody."""
    return _page(visit)


@page.acts(ROOM, right="known")
def sent(visit: Visit, form: Form) -> Response:
    """Shows the mail first, then names the substitute."""
    lang = visit.lang

    def act(runtime: Runtime) -> Named:
        since = form.day("since", ("Från och med", "From"))
        until = form.day("until", ("Till och med", "Until"))
        if since is None or until is None:
            raise BadInput("Välj första och sista dagen.", "Choose the first and the last day.")
        appointment = whole_number(form.text("appointment"))
        if appointment is None:
            raise no_such_thing()
        given = (appointment, form.text("name"), form.text("address"), form.text("right"), since, until)
        return name_substitute(runtime, visit.me, *given)

    def refused(said: Sequence[str], status: int) -> Response:
        return _page(visit, form, said, status)

    if form.step not in ("confirm", "back"):
        try:
            mail = mail_ahead(visit.runtime, act)
        except NotFound:
            raise
        except BadInput as error:
            return refused(sentences(error, lang), status_of(error))
        way, button = [("/my", tr(lang, "Mina uppgifter")), (ROOM, tr(lang, "Ersättare"))], tr(lang, "Utse ersättaren")
        return visit.page(
            "my_mail_first.html",
            room="/my/me",
            place=ROOM,
            way=way,
            form=form,
            mail=mail,
            notes=[],
            button=button,
        )
    deed = Deed(title=tr(lang, "Utse ersättaren"), act=act, done=lambda done: _named(visit, done), place=ROOM)
    return carry_out(visit, form, deed, refused)


@page.acts(f"{ROOM}/end", right="known")
def ended(visit: Visit, form: Form) -> Response:
    """The substitute stands in no more."""
    number = whole_number(form.text("substitute"))
    if number is None:
        raise no_such_thing()
    deed = Deed(
        title=tr(visit.lang, "Avsluta"),
        act=lambda runtime: end_substitute(runtime, visit.me, number),
        done=lambda row: Said(
            f"{row.name} är inte längre ersättare för {row.holder_name}.",
            f"{row.name} stands in for {row.holder_name} no more.",
        ),
        place=ROOM,
    )
    return carry_out(visit, form, deed, lambda said, status: _page(visit, None, said, status))


def _named(visit: Visit, done: Named) -> Said:
    since, until = ([day(d, lang, visit.today) for lang in ("sv", "en")] for d in (done.since, done.until))
    return Said(
        f"{done.name} är ersättare för {done.holder_name} från {since[0]} till och med {until[0]}.",
        f"{done.name} stands in for {done.holder_name} from {since[1]} to {until[1]}.",
    )


def _page(visit: Visit, form: Form | None = None, said: Sequence[str] = (), status: int = 200) -> Response:
    seats, standing = _read(visit)
    rights = {right for seat in seats for right in seat.rights}
    return visit.page(
        "my_substitutes.html",
        status,
        room="/my/me",
        seats=seats,
        standing=standing,
        rights=rights,
        several=len({s.organisation for s in seats}) > 1,
        form=form or Form({"since": [visit.today.isoformat()]}),
        problems_said=said,
    )


def _read(visit: Visit) -> tuple[list[Seat], list[Stands]]:
    """The seats, the person's own first, and whoever stands in for them now or later."""
    with read(visit.runtime.engine) as tx:
        held = appointments_to_name_for(visit.runtime, tx, visit.me)
        people = people_of(tx, {a.person for _, a in held})
        rows = substitutes_of(tx, [a.id for _, a in held])
        lost = undelivered(tx, [key_of(row.id) for row in rows])
        known = homes(tx, {participation for participation, _ in held})
        workflows = {i: visit.runtime.programmes.workflow(tx, home.definition) for i, home in known.items()}
    seats = [
        Seat(
            a.id,
            function_title(workflows[of], a.function, visit.lang),
            people[a.person].name,
            named((known[of].name_sv, known[of].name_en), visit.lang),
            a.person == visit.me.id,
            rights_of(workflows[of], a.function),
        )
        for of, a in held
    ]
    seats = sorted((s for s in seats if s.rights), key=lambda s: not s.own)
    by_number = {s.appointment: s for s in seats}
    return seats, [
        Stands(row, by_number[row.appointment], row.stands_in(visit.today), key_of(row.id) in lost)
        for row in rows
        if row.ended_at is None and row.until >= visit.today and row.appointment in by_number
    ]
