"""Myndighet: where one that takes part is, everything that remains, and all that is known of it, in one page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from starlette.responses import Response

from jimflow.actions.errors import BadInput, NotFound
from jimflow.actions.notes import KINDS, add_note, withdraw_note
from jimflow.actions.why import answer_for
from jimflow.core.mistakes import Said
from jimflow.runtime import Runtime
from jimflow.texts.names import named
from jimflow.texts.verdicts import verdict_sentence
from jimflow.texts.whereabouts import state_words
from jimflow.texts.words import NOTE_KIND, word
from jimflow.web.agency.left import before_going_on, left, unsigned
from jimflow.web.agency.mails import SOON, ahead, went
from jimflow.web.agency.meetings import attendance
from jimflow.web.agency.people import coordinators, seats
from jimflow.web.agency.reads import Dossier, dossier
from jimflow.web.agency.steps import how_it_goes, paused_in, track
from jimflow.web.agency.thread import chain, goal_words, strands, thread
from jimflow.web.agency.timeline import timeline
from jimflow.web.agency.trail import trail
from jimflow.web.agency.ways import main_way, other_ways, quiet_ways
from jimflow.web.agency.work import work_by_step
from jimflow.web.deeds import Deed, carry_out
from jimflow.web.forms import Form
from jimflow.web.here import the_round
from jimflow.web.routing import Page
from jimflow.web.standing import standing_of
from jimflow.web.visit import Visit

page = Page()


@page.shows("/rounds/{code}/agencies/{agency}")
def agency(visit: Visit, code: str, agency: str) -> Response:
    """The page; `on` in its address asks what will stop it on a day to come."""
    return _page(visit, code, agency)


@page.acts("/rounds/{code}/agencies/{agency}/notes")
def note(visit: Visit, form: Form, code: str, agency: str) -> Response:
    """Keeps a note; `corrects` is the number of the one that it puts right."""
    d = dossier(visit, the_round(visit, code), agency)
    deed = Deed(
        title="",
        act=lambda runtime: _kept(runtime, d, form, visit),
        done=lambda _: Said("Anteckningen är sparad.", "The note has been saved."),
        place=f"{d.here}#notes",
    )
    return carry_out(visit, form, deed, lambda why, status: _page(visit, code, agency, why, status, form))


@page.acts("/rounds/{code}/agencies/{agency}/notes/{number}/withdraw")
def withdraw(visit: Visit, form: Form, code: str, agency: str, number: str) -> Response:
    """Marks a note as not to be relied on."""
    d = dossier(visit, the_round(visit, code), agency)
    found = next((n for n in d.notes if str(n.id) == number), None)
    if found is None:
        raise NotFound(f"Anteckning nr {number} finns inte här.", f"There is no note no. {number} here.")
    deed = Deed(
        title="",
        act=lambda runtime: _withdrawn(runtime, found.id, form, visit),
        done=lambda _: Said("Anteckningen är struken.", "The note has been withdrawn."),
        place=f"{d.here}#notes",
    )
    return carry_out(visit, form, deed, lambda why, status: _page(visit, code, agency, why, status))


def _kept(runtime: Runtime, d: Dossier, form: Form, visit: Visit) -> int:
    corrects = form.number("corrects", ("Rättad anteckning", "Corrected note"))
    return add_note(runtime, d.row.id, form.text("text"), visit.actor, kind=form.text("kind"), corrects=corrects)


def _withdrawn(runtime: Runtime, number: int, form: Form, visit: Visit) -> None:
    if not form.has("reason"):
        raise BadInput("Skriv varför anteckningen stryks.", "Say why the note is withdrawn.")
    withdraw_note(runtime, number, visit.actor, form.text("reason"))


def _page(
    visit: Visit, code: str, agency: str, why: Sequence[str] = (), status: int = 200, form: Form | None = None
) -> Response:
    of = the_round(visit, code)
    d = dossier(visit, of, agency)
    now = d.answer()
    by_steps = now if now.trigger == "advance" else answer_for(d.case, "advance", d.now)
    on = _day(visit.query.get("on", ""))
    answer = d.answer(on) if on is not None and on > d.today else now
    at = [m.id for m in d.members].index(d.row.id)
    return visit.page(
        "agency.html",
        status,
        round=of,
        room=d.base,
        d=d,
        name=named((d.row.name_sv, d.row.name_en), visit.lang),
        nouns=d.workflow.nouns,
        cluster=named(d.facts.cluster_name, visit.lang),
        standing=standing_of(by_steps),
        state=state_words(now, visit.lang),
        how=how_it_goes(d, by_steps),
        steps=track(d),
        paused_in=paused_in(d),
        coordinators=coordinators(d),
        before=d.members[at - 1] if at else None,
        after=d.members[at + 1] if at + 1 < len(d.members) else None,
        on=on if answer.ahead else None,
        verdict_short=before_going_on(d, answer),
        verdict=verdict_sentence(answer, visit.lang, d.today, on if answer.ahead else None),
        left=left(d, answer),
        unsigned=unsigned(d, visit.actor.name),
        main_way=main_way(d, now),
        others=other_ways(d, now),
        quiet=quiet_ways(d, now),
        timeline=timeline(d),
        seats=seats(d),
        work=work_by_step(d),
        thread=thread(d),
        strands=strands(d),
        chain=chain(d),
        goals={r.goal: goal_words(d, r.goal) for r in d.results},
        attendance=attendance(d),
        ahead=ahead(d),
        soon=SOON,
        went=went(d),
        kinds=[(kind, word(NOTE_KIND, kind, visit.lang)) for kind in KINDS],
        trail=trail(d),
        why=why,
        typed=form,
    )


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
