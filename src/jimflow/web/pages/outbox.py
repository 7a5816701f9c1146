"""Utkorg: what waits to be read, what will go, what went, what did not and why; review, release, retry, the brake."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from starlette.responses import Response

from jimflow.actions.coming_mails import DAYS, coming
from jimflow.actions.mail_review import a_policy, review_of, set_review
from jimflow.actions.mail_stops import hold_all, let_go
from jimflow.actions.mails import release, retry_all
from jimflow.actions.unwritten import write_again
from jimflow.core.mistakes import Said
from jimflow.runtime import Runtime
from jimflow.store.queries.mail import counts, unwritten
from jimflow.store.queries.outbox import MailLine, addressees, held_up, mail_lines, stops, to_review, unreachable
from jimflow.store.queries.rounds import RoundRow, participations
from jimflow.store.tables.mail import ON_THE_WAY
from jimflow.store.transaction import read
from jimflow.texts.names import function_title, named
from jimflow.texts.outbox_words import why_not
from jimflow.web.deeds import Deed, carry_out
from jimflow.web.forms import Form
from jimflow.web.here import the_round, the_workflow
from jimflow.web.outbox_words import Batch, Sent, batch_of, sent_of
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()

VIEWS = ("review", "coming", "sent", "failed", "addresses")
PERIODS = (DAYS, 30, 90)
"""Days ahead that may be asked for."""

SHOWN = 250
"""Mails on a page of those that went, before the alike are put together."""


@page.shows("/rounds/{code}/outbox")
def show(visit: Visit, code: str) -> Response:
    """One of the five views; what waits to be read comes first, where anything does."""
    return _page(visit, code)


@page.acts("/rounds/{code}/outbox/review")
def reviewed(visit: Visit, form: Form, code: str) -> Response:
    """Sets which mails wait for somebody."""
    of = the_round(visit, code)

    def done(waiting: int) -> Said:
        return Said(
            f"Granskningen är ändrad. {waiting} väntar på att släppas.",
            f"The review has been changed. {waiting} wait to be released.",
        )

    return _do(visit, form, of, lambda r: set_review(r, of.id, a_policy(form.text("policy")), visit.actor), done)


@page.acts("/rounds/{code}/outbox/release")
def released(visit: Visit, form: Form, code: str) -> Response:
    """Lets those that are ticked go."""
    of, chosen = the_round(visit, code), _numbers(form)

    def done(count: int) -> Said:
        return Said(
            f"Släppta: {count}. De går när mejl får gå, som tidigast nu.",
            f"Released: {count}. They go when mail may go, at the earliest now.",
        )

    return _do(visit, form, of, lambda r: release(r, chosen, visit.actor), done)


@page.acts("/rounds/{code}/outbox/retry")
def retried(visit: Visit, form: Form, code: str) -> Response:
    """Tries those that are ticked again, with the same bytes."""
    of, chosen = the_round(visit, code), _numbers(form)
    return _do(
        *(visit, form, of, lambda r: retry_all(r, chosen, visit.actor)),
        lambda n: Said(f"Försöker igen med {n}.", f"Trying {n} again."),
        view="failed",
    )


@page.acts("/rounds/{code}/outbox/unwritten")
def rewritten(visit: Visit, form: Form, code: str) -> Response:
    """Tries now to write what could not be written."""
    of = the_round(visit, code)
    return _do(
        *(visit, form, of, write_again),
        lambda n: Said(f"Skrivs vid nästa slag: {n}.", f"Written at the next beat: {n}."),
        view="failed",
    )


@page.acts("/rounds/{code}/outbox/hold")
def stopped(visit: Visit, form: Form, code: str) -> Response:
    """The brake on the round's mail."""
    of = the_round(visit, code)

    def done(held: Any) -> Said:
        leaving = Said(
            f" {held.leaving} höll just på att tas emot av mejlservern och kan komma fram.",
            f" {held.leaving} were just being taken by the mail server and may arrive.",
        )
        count, more = held.unwritten + held.mails, leaving if held.leaving else Said("", "")
        return Said(f"Mejlen är stoppade. {count} väntar.{more.sv}", f"The mail is stopped. {count} waiting.{more.en}")

    return _do(visit, form, of, lambda r: hold_all(r, of.id, form.text("reason"), visit.actor), done)


@page.acts("/rounds/{code}/outbox/let-go")
def lifted(visit: Visit, form: Form, code: str) -> Response:
    """Lifts the stop of the round, or the one of all mail."""
    of = the_round(visit, code)
    which = None if form.text("which") == "all" else of.id

    def done(held: Any) -> Said:
        return Said(
            f"Stoppet är hävt. {held.unwritten + held.mails} väntade. Det som fortfarande gäller går i sin egen tid.",
            f"The stop is lifted. {held.unwritten + held.mails} waited. What still holds goes at its own time.",
        )

    return _do(visit, form, of, lambda r: let_go(r, which, visit.actor), done)


def _do(
    visit: Visit, form: Form, of: RoundRow, act: Callable[[Runtime], Any], done: Callable[[Any], Said], view: str = ""
) -> Response:
    place = _base(of.code) + (f"?view={view}" if view else "")

    def refused(sentences: Sequence[str], status: int) -> Response:
        return _page(visit, of.code, form=form, problems=sentences, status=status)

    return carry_out(visit, form, Deed(title="", act=act, done=done, place=place), refused)


def _page(
    visit: Visit, code: str, *, form: Form | None = None, problems: Sequence[str] = (), status: int = 200
) -> Response:
    of = the_round(visit, code)
    with read(visit.runtime.engine) as tx:
        held, policy, stopping = to_review(tx, of.id), review_of(tx, of.id), stops(tx, of.id)
        by_status, stuck, waiting = counts(tx, of.id), unwritten(tx, of.id), held_up(tx, of.id)
        lost = unreachable(tx, of.id, visit.today)
    view = visit.query.get("view", "")
    view = view if view in VIEWS else "review" if held else "coming"
    gather = {"review": _forecast, "coming": _forecast, "sent": _went, "failed": _went, "addresses": _addresses}
    return visit.page(
        "outbox.html",
        status,
        round=of,
        room=_base(of.code),
        title=named(json.loads(of.facts)["title"], visit.lang),
        view=view,
        periods=PERIODS,
        tallies={"review": held, "failed": by_status["dead"] + len(stuck), "addresses": len(lost)},
        policy=policy,
        stops=stopping,
        waiting=waiting,
        form=form or Form({}),
        problems=problems,
        stuck=stuck,
        lost=lost,
        **gather[view](visit, of, view),
    )


def _forecast(visit: Visit, of: RoundRow, view: str) -> dict[str, Any]:
    asked = next((n for n in PERIODS if str(n) == visit.query.get("days", "")), DAYS)
    found = coming(visit.runtime, of.id, 1 if view == "review" else asked)
    batches = [batch_of(line, _base(of.code), visit.lang, visit.today) for line in found.lines]
    if view == "review":
        return {"batches": [b for b in batches if b.held]}
    days: dict[date, list[Batch]] = {}
    for batch in batches:
        if not batch.held:
            days.setdefault(batch.day, []).append(batch)
    later = () if days or asked == PERIODS[-1] else coming(visit.runtime, of.id, PERIODS[-1]).lines
    following = min((line.day for line in later if not line.held), default=None)
    return {"days": days, "mails": found.mails, "until": found.until, "period": asked, "following": following}


def _went(visit: Visit, of: RoundRow, view: str) -> dict[str, Any]:
    states = ("dead",) if view == "failed" else ("sent", "cancelled")
    asked = visit.query.get("before", "")
    before = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else None
    workflow, overviews = the_workflow(visit, of), view == "failed" or "all" in visit.query
    with read(visit.runtime.engine) as tx:
        rows = mail_lines(tx, of.id, statuses=states, before=before, limit=SHOWN, overviews=overviews)
        moving = mail_lines(tx, of.id, statuses=ON_THE_WAY, limit=SHOWN) if view == "sent" and before is None else []
        people = addressees(tx, sorted({r.appointment for r in (*rows, *moving) if r.appointment is not None}))

    def lines(some: Sequence[MailLine]) -> list[Sent]:
        return sent_of(some, people, workflow, _base(of.code), visit.lang, lambda moment: visit.local(moment).date())

    older = rows[-1].id if len(rows) == SHOWN else None
    return {
        "mails": lines(rows),
        "moving": lines(moving),
        "older": older,
        "from_the_start": before is None,
        "everything": overviews,
    }


def _addresses(visit: Visit, of: RoundRow, _view: str) -> dict[str, Any]:
    workflow = the_workflow(visit, of)
    with read(visit.runtime.engine) as tx:
        codes = {p.id: p.organisation for p in participations(tx, of.code)}
    return {
        "title_of": lambda function: function_title(workflow, function, visit.lang),
        "why": lambda row: why_not(row.last_code, row.last_reply).in_(visit.lang) if row.mail else "",
        "agency_of": lambda row: codes.get(row.participation or 0, ""),
    }


def _numbers(form: Form) -> list[int]:
    """Those that are ticked, and those that go in any case."""
    typed = [*form.all("id"), *form.text("ids").split(",")]
    return [int(n) for n in typed if n.isascii() and n.isdigit() and len(n) < 10]


def _base(code: str) -> str:
    return f"/rounds/{code}/outbox"
