"""What anybody may read without being known: how accessible the pages are, and what is kept about people."""

from __future__ import annotations

from datetime import date

from starlette.responses import Response

from jimflow.actions.voices import speakers
from jimflow.store.transaction import read
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()

LOOKED_AT = date(2026, 11, 23)
"""When the pages were last held to the criteria; the statement says so and must be changed with them."""


@page.shows("/accessibility", right="anyone")
def accessibility(visit: Visit) -> Response:
    """The statement that the law on accessible digital services asks for (2018:1937, 12-15 §§)."""
    return _page(visit, "accessibility")


@page.shows("/privacy", right="anyone")
def privacy(visit: Visit) -> Response:
    """What people are told of their personal data (GDPR articles 13 and 14)."""
    return _page(visit, "privacy")


def _page(visit: Visit, about: str) -> Response:
    return visit.page(
        "about.html",
        about=f"about/{about}.{visit.lang}.html",
        owner=visit.site.name,
        contact=_contact(visit),
        looked_at=LOOKED_AT,
    )


def _contact(visit: Visit) -> str:
    """Where questions are answered: the setting, else the mailbox of the round that goes on."""
    if visit.runtime.settings.contact_mail or visit.going is None:
        return visit.runtime.settings.contact_mail
    with read(visit.runtime.engine) as tx:
        return speakers(visit.runtime, tx, {visit.going.id})[visit.going.id].voice.mailbox
