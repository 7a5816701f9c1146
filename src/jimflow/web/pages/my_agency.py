"""Hos oss: the agency's year on one sheet for whoever coordinates there, and for colleagues who does what."""

from __future__ import annotations

from starlette.responses import Response

from jimflow.actions.agency_seats import Home, homes
from jimflow.store.queries.rounds import rounds
from jimflow.store.transaction import read
from jimflow.texts.whereabouts import state_words
from jimflow.web.agency.people import coordinators, seats
from jimflow.web.agency.steps import how_it_goes, track
from jimflow.web.participant.agency_left import left
from jimflow.web.participant.agency_picture import picture
from jimflow.web.participant.agency_reads import Room, room
from jimflow.web.participant.agency_year import year
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()

ROOM = "/my/agency"


@page.shows(ROOM, right="known")
def mine(visit: Visit) -> Response:
    """The one that she is at home in, or which of several."""
    with read(visit.runtime.engine) as tx:
        found = homes(visit.runtime, tx, visit.me)
        known = {r.id: r for r in rounds(tx)}
    if len(found) == 1:
        return _shown(visit, found[0])
    return visit.page("my_agency_choice.html", room=ROOM, homes=[(h, known[h.row.round]) for h in found])


@page.shows(f"{ROOM}/{{participation}}", right="known")
def agency(visit: Visit, participation: str) -> Response:
    """The year on one sheet; for whoever does not coordinate, who does what."""
    return _page(visit, room(visit, participation))


def _shown(visit: Visit, home: Home) -> Response:
    return _page(visit, room(visit, str(home.row.id)))


def _page(visit: Visit, at: Room) -> Response:
    if not at.home.coordinates:
        return people(visit, at)
    answer, steps, everyone = at.answer(), year(at), seats(at)
    return visit.page(
        "my_agency.html",
        room=ROOM,
        at=at,
        steps=steps,
        track=track(at),
        picture=picture(at, steps),
        state=state_words(answer, at.lang),
        how=how_it_goes(at, answer),
        left=left(at, answer, everyone),
        seats=everyone,
    )


def people(visit: Visit, at: Room) -> Response:
    """Who does what, with the way to change it for whoever may."""
    return visit.page("my_agency_people.html", room=ROOM, at=at, seats=seats(at), coordinators=coordinators(at))
