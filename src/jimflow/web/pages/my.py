"""Mina uppgifter: everything there is to do for somebody who takes part, the next due first."""

from __future__ import annotations

from starlette.responses import Response

from jimflow.web.participant.work import work
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()


@page.shows("/my", right="linked")
def mine(visit: Visit) -> Response:
    """The page. Whoever came by a mail sees what that mail is about, and how to see the rest."""
    return visit.page("my.html", room="/my", work=work(visit))
