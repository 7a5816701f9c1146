"""The meetings of somebody who takes part: those ahead, the next one first, and those that have been."""

from __future__ import annotations

from starlette.responses import Response

from jimflow.actions.at_meeting import meetings_of
from jimflow.actions.evaluations import may_evaluate, own_opinion
from jimflow.store.transaction import read
from jimflow.texts.words import REPLY, word
from jimflow.web.participant.meeting_chairs import KINDS
from jimflow.web.participant.meeting_views import meets, own_answer, status_words
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()


@page.shows("/my/meetings", right="known")
def show(visit: Visit) -> Response:
    """The page."""
    with read(visit.runtime.engine) as tx:
        lines = []
        for meet in meets(visit, tx, meetings_of(visit.runtime, tx, visit.me)):
            code = own_answer(tx, meet.at) if meet.at.seats else ""
            asks = meet.at.over and may_evaluate(meet.at) and own_opinion(tx, visit.me, meet.row.id) is None
            kind, words = status_words(meet, visit.today)
            said = (KINDS.get(code, "plain"), word(REPLY, code, visit.lang)) if code else None
            lines.append((meet, (kind, visit.said(words)), said, asks))
    return visit.page(
        "my_meetings.html",
        room="/my/meetings",
        ahead=[line for line in lines if not line[0].at.over],
        been=[line for line in reversed(lines) if line[0].at.over],
    )
