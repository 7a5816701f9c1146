"""One meeting for somebody who takes part: what to do, when and where, the answer, the others' answers, an opinion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from jimflow.actions.at_meeting import AtMeeting, at_meeting
from jimflow.actions.calendar_files import meeting_file
from jimflow.actions.errors import BadInput
from jimflow.actions.evaluations import ENOUGH, WORTHS, evaluate, last_day
from jimflow.actions.guests import no_such_thing
from jimflow.actions.own_replies import Answered, reply
from jimflow.actions.stand_ins import Instead
from jimflow.core.mistakes import Said
from jimflow.runtime import Runtime
from jimflow.store.transaction import Tx, read
from jimflow.texts.words import REPLY
from jimflow.web.deeds import Deed, carry_out
from jimflow.web.files import attachment
from jimflow.web.forms import Form, whole_number
from jimflow.web.participant.meeting_views import meets, status_words, whole
from jimflow.web.participant.others_answers import anything_shared, side_by_side
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()

HERE = "/my/meetings/{meeting}"


@dataclass(frozen=True, slots=True)
class Tried:
    """A form that was not taken: whose chair it was of (0: the opinion), as typed, and why."""

    chair: int
    form: Form
    problems: Sequence[str]


@page.shows(HERE, right="linked")
def show(visit: Visit, meeting: str) -> Response:
    """The page."""
    return _page(visit, meeting)


@page.acts(f"{HERE}/reply", right="coded")
def replied(visit: Visit, form: Form, meeting: str) -> Response:
    """Answers the invitation, for oneself or for whom one may."""
    number, chair = _number(meeting), whole_number(form.text("appointment")) or 0
    seen = form.text("seen") if "seen" in form.fields else None

    def act(runtime: Runtime) -> Answered:
        return reply(runtime, visit.me, number, chair, form.text("answer"), deputy=_instead(form), seen=seen)

    deed = Deed(title="", act=act, done=_done, place=f"/my/meetings/{number}")
    return carry_out(visit, form, deed, lambda said, status: _page(visit, meeting, Tried(chair, form, said), status))


@page.acts(f"{HERE}/evaluation", right="coded")
def evaluated(visit: Visit, form: Form, meeting: str) -> Response:
    """Says what one thought of it."""
    number = _number(meeting)

    def act(runtime: Runtime) -> None:
        texts = (form.text(name) for name in ("good", "less_good", "interesting"))
        evaluate(runtime, visit.me, number, whole_number(form.text("worth")), *texts)

    done = Said(
        "Tack! Din utvärdering är sparad. Du kan ändra den så länge den är öppen.",
        "Thank you! Your evaluation has been saved. You can change it as long as it is open.",
    )
    deed = Deed(title="", act=act, done=lambda _: done, place=f"/my/meetings/{number}")
    return carry_out(visit, form, deed, lambda said, status: _page(visit, meeting, Tried(0, form, said), status))


@page.shows(f"{HERE}/calendar.ics", right="linked")
def calendar(visit: Visit, meeting: str) -> Response:
    """The file for one's own calendar."""
    with read(visit.runtime.engine) as tx:
        at = _at(visit, tx, meeting)
        raw = meeting_file(visit.runtime, tx, visit.me, at, visit.lang)
    return attachment(raw, f"{at.row.day.isoformat()}.ics", "text/calendar; charset=utf-8; method=PUBLISH")


@page.shows(f"{HERE}/answers", right="coded")
def answers(visit: Visit, meeting: str) -> Response:
    """What the others have answered, as far as it is shared with whoever reads."""
    with read(visit.runtime.engine) as tx:
        at = _at(visit, tx, meeting)
        if not anything_shared(visit.runtime, tx, at):
            raise no_such_thing()
        (meet,) = meets(visit, tx, [at])
        sides = side_by_side(visit.runtime, tx, at, visit.lang)
    return visit.page("my_meeting_answers.html", room="/my/meetings", meet=meet, sides=sides)


def _page(visit: Visit, meeting: str, tried: Tried | None = None, status: int = 200) -> Response:
    with read(visit.runtime.engine) as tx:
        at = _at(visit, tx, meeting)
        it = whole(visit, tx, at)
        shared = anything_shared(visit.runtime, tx, at)
    kind, words = status_words(it.meet, visit.today)
    return visit.page(
        "my_meeting.html",
        status,
        room="/my/meetings",
        it=it,
        meet=it.meet,
        at=at,
        standing=(kind, visit.said(words)),
        known=visit.me.may_change,
        shared=shared,
        worths=list(WORTHS),
        enough=ENOUGH,
        until=last_day(at),
        tried=tried or Tried(-1, Form({}), ()),
    )


def _at(visit: Visit, tx: Tx, meeting: str) -> AtMeeting:
    return at_meeting(visit.runtime, tx, visit.me, _number(meeting))


def _number(meeting: str) -> int:
    number = whole_number(meeting)
    if number is None:
        raise no_such_thing()
    return number


def _instead(form: Form) -> Instead | None:
    """Who comes instead, where that form was sent."""
    chosen = form.text("instead")
    if not form.has("deputise"):
        return None
    number = whole_number(chosen[1:])
    written = form.text("name") or form.text("address")
    if chosen == "new" or (not chosen and written):
        return Instead(name=form.text("name"), address=form.text("address"))
    if chosen.startswith("a") and number is not None:
        return Instead(appointment=number)
    if chosen.startswith("s") and number is not None:
        return Instead(substitute=number)
    raise BadInput("Välj vem som kommer i stället.", "Choose who comes instead.")


def _done(done: Answered) -> Said:
    if done.deputy:
        return Said(
            f"Svaret är sparat: {done.deputy} kommer i stället.", f"The answer is saved: {done.deputy} comes instead."
        )
    words = REPLY[done.answer]
    if done.whose == "colleague":
        return Said(f"Svaret är sparat: {done.name} {words.sv}.", f"The answer is saved: {done.name} is {words.en}.")
    return Said(f"Ditt svar är sparat: {words.sv}.", f"Your answer is saved: {words.en}.")
