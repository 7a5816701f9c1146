"""What the forms of an agency's own pages have in common: whose desk, which holder, what was seen, what was typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from starlette.responses import Response

from jimflow.actions.as_seen import Overtaken
from jimflow.actions.errors import BadInput
from jimflow.actions.guests import no_such_thing
from jimflow.actions.submissions import answered
from jimflow.store.queries.work import AppointmentRow
from jimflow.texts.catalogue import tr
from jimflow.texts.names import function_title
from jimflow.web.errors import Stale
from jimflow.web.forms import Form
from jimflow.web.participant.agency_reads import Room, room
from jimflow.web.visit import Visit

T = TypeVar("T")

SINCE, UNTIL = ("Första dagen", "First day"), ("Sista dagen", "Last day")


def desk(visit: Visit, participation: str) -> Room:
    """Where she coordinates. Raises NotFound in the words of everything that is not there for her."""
    at = room(visit, participation)
    if not at.home.coordinates:
        raise no_such_thing()
    return at


def holding(at: Room, function: str, number: str) -> AppointmentRow:
    """One of the agency's own that has not ended; of that function, or of any."""
    mine = (a for a in at.people.values() if at.home.own(a) and (a.until is None or a.until >= at.today))
    found = next((a for a in mine if str(a.id) == number and function in ("", a.function)), None)
    if found is None:
        raise no_such_thing()
    return found


def done_before(visit: Visit, form: Form) -> Response | None:
    """Where the same form led when it was sent the first time: by then she may have left, or the holder."""
    before = answered(visit.runtime, form.name, visit.sender)
    return visit.to(before.place or "/my/agency") if before is not None else None


def unless_changed(act: Callable[[], T]) -> T:
    """What the act answers. Raises Stale where somebody was faster."""
    try:
        return act()
    except Overtaken:
        raise Stale from None


def seen(form: Form) -> int:
    """The version of the participation that the form was shown with."""
    return form.number("seen", ("Sidan", "The page")) or 0


def day_in(form: Form, name: str, called: tuple[str, str]) -> date:
    """The day in a field that must have one. Raises BadInput."""
    typed = form.day(name, called)
    if typed is None:
        raise BadInput(f"{called[0]}: välj en dag.", f"{called[1]}: choose a day.")
    return typed


def typed_day(form: Form, name: str) -> date | None:
    """The day, None also for what is no day: the act says so."""
    try:
        return form.day(name, ("", ""))
    except BadInput:
        return None


def leaves_the_desk(at: Room, held: AppointmentRow) -> bool:
    """True where it is her own seat at this desk that is given up."""
    return held.id == at.home.seat.appointment


def held_words(at: Room, held: AppointmentRow) -> list[str]:
    """The functions that somebody has at home, now or later."""
    mine = (a for a in at.people.values() if at.home.own(a) and (a.until is None or a.until >= at.today))
    return [function_title(at.workflow, a.function, at.lang) for a in mine if a.person == held.person]


def own_words(at: Room, held: AppointmentRow) -> list[str]:
    """What somebody who gives up her own seat here should know."""
    if not leaves_the_desk(at, held):
        return []
    return [tr(at.lang, "Det är din egen funktion: när du inte längre har den kommer du inte åt de här sidorna.")]
