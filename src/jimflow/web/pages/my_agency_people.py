"""Who does what at an agency, as its own coordinator says it: named, corrected, ended."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from starlette.responses import Response

from jimflow.actions.agency_desk import Corrected, Holder, correct_holder, end_holder, name_holder
from jimflow.actions.functions import FunctionChange
from jimflow.actions.guests import no_such_thing
from jimflow.core.mistakes import Said
from jimflow.core.workflow import Function
from jimflow.runtime import Runtime
from jimflow.store.queries.work import AppointmentRow
from jimflow.texts.catalogue import tr
from jimflow.texts.dates import day
from jimflow.texts.names import quoted
from jimflow.texts.rule_words import requirement
from jimflow.web.agency.people import Seat, seats
from jimflow.web.deeds import Deed, carry_out
from jimflow.web.forms import Form
from jimflow.web.pages.my_agency import ROOM, people
from jimflow.web.participant.agency_forms import (
    SINCE,
    UNTIL,
    day_in,
    desk,
    done_before,
    holding,
    leaves_the_desk,
    own_words,
    seen,
    typed_day,
    unless_changed,
)
from jimflow.web.participant.agency_reads import Room, room
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()

HERE = f"{ROOM}/{{participation}}"
FUNCTION = f"{HERE}/functions/{{function}}"


@dataclass(frozen=True, slots=True)
class Tried:
    """A form that was not taken: which of the page's, as it was typed, and why."""

    which: str = ""
    form: Form = field(default_factory=lambda: Form({}))
    problems: Sequence[str] = ()


@page.shows(f"{HERE}/functions", right="known")
def functions(visit: Visit, participation: str) -> Response:
    """Everyone, with the way to change who has what."""
    return people(visit, room(visit, participation))


@page.shows(FUNCTION, right="known")
def shown(visit: Visit, participation: str, function: str) -> Response:
    """Who has it now, before and later, and the forms."""
    return _page(visit, desk(visit, participation), function)


@page.acts(FUNCTION, right="known")
def named(visit: Visit, form: Form, participation: str, function: str) -> Response:
    """Somebody takes it, instead of or beside whoever has it."""
    at = desk(visit, participation)
    seat, name = _seat(at, function), form.text("name")
    known, beside = seat.function, form.text("how") == "beside"

    def act(runtime: Runtime) -> FunctionChange:
        given = Holder(
            name,
            form.text("mail"),
            form.day("since", SINCE) or visit.today,
            form.day("until", UNTIL),
            top_management=form.has("top_management"),
            acting=form.has("acting"),
            language=form.text("language", "sv"),
            assistant=form.text("assistant") or None,
            beside=beside,
        )
        return unless_changed(lambda: name_holder(runtime, visit.me, at.row.id, function, given, seen(form)))

    deed = Deed(
        title=tr(visit.lang, "{name} som {function}", name=name, function=_quoted(known, visit.lang)),
        act=act,
        done=lambda _: Said(f"{name} är nu ”{known.title.sv}” hos er.", f"{name} is now “{known.title.en}” with you."),
        place=visit.path,
        lines=[] if beside else _instead_words(at, seat),
        button=tr(visit.lang, "Ange {name}", name=name),
        affects=[at.row.id],
    )
    return carry_out(visit, form, deed, _again(visit, participation, function, "set", form))


@page.acts(f"{FUNCTION}/correct", right="known")
def corrected(visit: Visit, form: Form, participation: str, function: str) -> Response:
    """What is known of somebody who has it is put right."""
    if (before := done_before(visit, form)) is not None:
        return before
    at = desk(visit, participation)
    held = holding(at, function, form.text("appointment"))

    def act(runtime: Runtime) -> FunctionChange:
        given = Corrected(
            form.text("mail"),
            top_management=form.has("top_management"),
            acting=form.has("acting"),
            assistant=form.text("assistant") or None,
        )
        return unless_changed(lambda: correct_holder(runtime, visit.me, at.row.id, held.id, given, seen(form)))

    deed = Deed(
        title=tr(visit.lang, "Ändra uppgifterna om {name}", name=held.name),
        act=act,
        done=lambda _: Said(
            f"Uppgifterna om {held.name} är ändrade.", f"What is known of {held.name} has been changed."
        ),
        place=visit.path.removesuffix("/correct"),
        button=tr(visit.lang, "Spara ändringen"),
        affects=[at.row.id],
    )
    return carry_out(visit, form, deed, _again(visit, participation, function, f"correct-{held.id}", form))


@page.acts(f"{FUNCTION}/end", right="known")
def ended(visit: Visit, form: Form, participation: str, function: str) -> Response:
    """Somebody leaves it."""
    if (before := done_before(visit, form)) is not None:
        return before
    at = desk(visit, participation)
    known, held = _seat(at, function).function, holding(at, function, form.text("appointment"))
    last = typed_day(form, "last")

    def act(runtime: Runtime) -> FunctionChange:
        until = day_in(form, "last", UNTIL)
        reason = form.text("reason")
        return unless_changed(lambda: end_holder(runtime, visit.me, at.row.id, held.id, until, seen(form), reason))

    gone = last is not None and last < visit.today and leaves_the_desk(at, held)
    deed = Deed(
        title=tr(visit.lang, "{name} slutar som {function}", name=held.name, function=_quoted(known, visit.lang)),
        act=act,
        done=lambda _: _end_words(known, held, last or visit.today),
        place=ROOM if gone else visit.path.removesuffix("/end"),
        lines=own_words(at, held),
        button=tr(visit.lang, "Avsluta"),
        affects=[at.row.id],
    )
    return carry_out(visit, form, deed, _again(visit, participation, function, f"end-{held.id}", form))


def _seat(at: Room, function: str) -> Seat:
    found = next((s for s in seats(at) if s.function.name == function), None)
    if found is None:
        raise no_such_thing()
    return found


def _again(
    visit: Visit, participation: str, function: str, which: str, form: Form
) -> Callable[[Sequence[str], int], Response]:
    def again(said: Sequence[str], status: int) -> Response:
        return _page(visit, desk(visit, participation), function, Tried(which, form, said), status)

    return again


def _page(visit: Visit, at: Room, function: str, tried: Tried | None = None, status: int = 200) -> Response:
    seat = _seat(at, function)
    return visit.page(
        "my_agency_function.html",
        status,
        room=ROOM,
        at=at,
        seat=seat,
        function=seat.function,
        named_here=seat.function.belongs_to == "agency",
        counted=_counted(at),
        only=_only(at, seat),
        tried=tried or Tried(),
        place=f"{at.here}/functions/{function}",
    )


def _instead_words(at: Room, seat: Seat) -> list[str]:
    """Who ends when somebody new begins."""
    ending = [a for a in seat.holders if at.home.own(a)]
    words = [tr(at.lang, "{name} slutar dagen före.", name=a.name) for a in ending]
    return words + [line for a in ending for line in own_words(at, a)]


def _counted(at: Room) -> str:
    """What the programme counts of those in top management, in the words of its rule; "" where it counts nothing."""
    rules = [r for r in at.workflow.rules.values() if r.kind == "attendance" and "where" in r.params]
    return requirement(at.workflow, rules[0], at.lang) if rules else ""


def _only(at: Room, seat: Seat) -> bool:
    """True where whoever has it is the last who coordinates."""
    every = [a for s in seats(at) if s.function.coordinates for a in (*s.holders, *s.later)]
    return seat.function.coordinates and len(every) == 1


def _quoted(function: Function, lang: str) -> str:
    return quoted(function.title.in_(lang), lang)


def _end_words(function: Function, held: AppointmentRow, last: date) -> Said:
    sv, en, title = day(last, "sv", None), day(last, "en", None), function.title
    return Said(f"{held.name} är ”{title.sv}” till och med {sv}.", f"{held.name} is “{title.en}” until {en}.")
