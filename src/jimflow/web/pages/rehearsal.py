"""Provkörning: the round played from its beginning by imagined people, its mails day by day, loads, dates and stops."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from starlette.responses import HTMLResponse, Response

from jimflow.actions.errors import NotFound
from jimflow.mail.shown import shown
from jimflow.rehearsal.stored import StoredSource, stored_source
from jimflow.texts.dates import MONTHS
from jimflow.texts.names import named
from jimflow.web.forms import Form
from jimflow.web.here import the_round
from jimflow.web.letters import FRAMED
from jimflow.web.rehearsal_views import VIEWS, Asked, mail_line, values_of
from jimflow.web.rehearsing import PEOPLE, Job, Rehearsals, rehearsals
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()

OUR_PEOPLE = PEOPLE[0]


@page.shows("/rounds/{code}/rehearsal")
def show(visit: Visit, code: str) -> Response:
    """What came of it; how far it has come; or what can be asked for."""
    source, people = stored_source(visit.runtime, code), _people(visit)
    job = _rehearsals(visit).look(source, people) if people else None
    if job is not None and job.done:
        asked = Asked(_base(code), people, visit.query.get("view", VIEWS[0]), visit.query)
        return _page(visit, code, source, people, **values_of(job, asked, visit.lang))
    if job is not None and job.failed is not None:
        return _page(visit, code, source, people, problems=[visit.said(job.failed)], stage="idle")
    if job is not None:
        return _page(visit, code, source, people, job=job, month=_month(visit, job), stage="running")
    return _page(visit, code, source, people or OUR_PEOPLE, stage="idle", forgotten=bool(people))


@page.acts("/rounds/{code}/rehearsal", right="read")
def start(visit: Visit, form: Form, code: str) -> Response:
    """Begins it, where it has not been played already. Changes nothing in the database, so everyone who reads may."""
    source, people = stored_source(visit.runtime, code), form.text("people")
    if people not in PEOPLE:
        people = OUR_PEOPLE
    _rehearsals(visit).ask(source, people)
    return visit.to(f"{_base(code)}?{urlencode({'people': people})}")


@page.shows("/rounds/{code}/rehearsal/mails/{number}")
def mail(visit: Visit, code: str, number: str) -> Response:
    """One mail as it would have gone."""
    job, at = _mail(visit, code, number)
    line = mail_line(job, at, visit.lang)
    return visit.page(
        "rehearsal_mail.html",
        round=the_round(visit, code),
        room=_base(code),
        people=job.parts[0],
        line=line,
        number=at,
        letter=shown(job.played[0].mail(at)),
    )


@page.shows("/rounds/{code}/rehearsal/mails/{number}/html")
def framed(visit: Visit, code: str, number: str) -> Response:
    """Its HTML, for a frame in the page; it can do nothing there."""
    job, at = _mail(visit, code, number)
    return HTMLResponse(shown(job.played[0].mail(at)).html, headers={"Content-Security-Policy": FRAMED})


def _page(visit: Visit, code: str, source: StoredSource, people: str, **values: Any) -> Response:
    of = the_round(visit, code)
    round_ = source.read.round
    given: dict[str, Any] = {"job": None, "problems": [], "forgotten": False, **values}
    return visit.page(
        "rehearsal.html",
        round=of,
        room=_base(code),
        title=named(round_.title, visit.lang),
        note=named(round_.example_note, visit.lang) if round_.example and round_.example_note else "",
        begun=of.starts_on <= visit.today,
        people=people,
        offered=PEOPLE,
        **given,
    )


def _rehearsals(visit: Visit) -> Rehearsals:
    return rehearsals(visit.runtime.engine, visit.runtime.settings)


def _month(visit: Visit, job: Job) -> str:
    """`mars 2021`: where the rehearsal is; "" while it waits."""
    if job.day is None:
        return ""
    return f"{MONTHS['en' if visit.lang == 'en' else 'sv'][job.day.month - 1]} {job.day.year}"


def _people(visit: Visit) -> str:
    """The people in the address, "" where it names none that we have."""
    said = visit.query.get("people", "")
    return said if said in PEOPLE else ""


def _base(code: str) -> str:
    return f"/rounds/{code}/rehearsal"


def _mail(visit: Visit, code: str, number: str) -> tuple[Job, int]:
    """The rehearsal in the address and the number of one of its mails. Raises NotFound."""
    job = _rehearsals(visit).look(stored_source(visit.runtime, code), _people(visit) or OUR_PEOPLE)
    at = int(number) if number.isascii() and number.isdigit() and len(number) < 7 else -1
    if job is None or not job.done or not 0 <= at < len(job.played[0].packed):
        raise NotFound(
            "Mejlet finns inte längre: omgången har ändrats eller servern startats om. Provkör igen.",
            "The mail is no longer there: the round has changed or the server been restarted. Rehearse again.",
        )
    return job, at
