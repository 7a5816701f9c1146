"""When a meeting is to be: what a day runs into and gives, better days nearby, and then planned or moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from starlette.responses import Response

from jimflow.actions.date_check import DateCheck, check_dates
from jimflow.actions.errors import BadInput
from jimflow.actions.meetings import MeetingChange, move_meeting, plan_meeting
from jimflow.core.dates.dues import Due
from jimflow.core.mistakes import Said
from jimflow.core.model import Session
from jimflow.runtime import Runtime
from jimflow.texts.amounts import listed
from jimflow.texts.catalogue import counted, tr
from jimflow.texts.date_words import due_words, hit_words
from jimflow.texts.dates import day, short_day
from jimflow.texts.fill import capital
from jimflow.texts.names import assignment_title, meeting_name, named
from jimflow.texts.words import MODE
from jimflow.web.deeds import Deed, carry_out
from jimflow.web.errors import sentences
from jimflow.web.forms import Form
from jimflow.web.gathering import Gathering, the_gathering
from jimflow.web.meeting_frame import frame
from jimflow.web.routing import Page
from jimflow.web.session_fields import MOST, Row, planned_rows, sessions_of, typed_rows
from jimflow.web.visit import Visit

page = Page()

HERE = "/rounds/{code}/clusters/{cluster}/meetings/{step}/dates"


@dataclass(frozen=True, slots=True)
class DueLine:
    """A deadline in words: before, after, how far apart, what to mind, and for whom where it is not for all."""

    title: str
    was: str
    becomes: str
    apart: str
    mind: str
    whom: str


@page.shows(HERE)
def show(visit: Visit, code: str, cluster: str, step: str) -> Response:
    """The page; the day that is looked at stands in the address."""
    form = Form({name: visit.query.getlist(name) for name in visit.query})
    return _page(visit, the_gathering(visit, code, cluster, step), form)


@page.acts(HERE)
def plan(visit: Visit, form: Form, code: str, cluster: str, step: str) -> Response:
    """Plans the meeting, or moves it."""
    g = the_gathering(visit, code, cluster, step)
    rows = typed_rows(form)
    moves = bool(form.text("seen"))

    def act(runtime: Runtime) -> MeetingChange:
        found = sessions_of(rows)
        if moves:
            seen = form.number("seen", ("sedd", "seen"))
            return move_meeting(runtime, g.cluster.id, step, found, visit.actor, seen=seen)
        return plan_meeting(runtime, g.cluster.id, step, found, visit.actor)

    name, lang = meeting_name(g.workflow, step, visit.lang), visit.lang
    when = _when(rows, visit)
    title = tr(lang, "Flytta {meeting} till {day}", meeting=name, day=when)
    if not moves:
        title = tr(lang, "Planera {meeting} till {day}", meeting=name, day=when)
    deed = Deed(
        title=title,
        act=act,
        done=lambda _: Said(f"Träffen är nu {_said(rows, 'sv')}.", f"The meeting is now on {_said(rows, 'en')}."),
        place=g.place,
        button=tr(lang, "Flytta träffen") if moves else tr(lang, "Planera träffen"),
        affects=g.ids,
    )
    return carry_out(visit, form, deed, lambda said, status: _page(visit, _anew(visit, g), form, said, status))


def _anew(visit: Visit, g: Gathering) -> Gathering:
    return the_gathering(visit, g.round.code, g.cluster.code, g.step.name)


def _page(visit: Visit, g: Gathering, form: Form, problems: Sequence[str] = (), status: int = 200) -> Response:
    rows, said = typed_rows(form), list(problems)
    found: list[Session] = []
    check: DateCheck | None = None
    if rows or form.fields:
        try:
            found = sessions_of(rows)
            check = check_dates(visit.runtime, g.cluster.id, g.step.name, [visit.local(s.starts).date() for s in found])
        except BadInput as error:
            said += [words for words in sentences(error, visit.lang) if words not in said]
    shown = rows or planned_rows(visit, g) or [Row()]
    names = {a.person: a.name for a in g.people}
    return visit.page(
        "meeting_dates.html",
        status if problems or not said else 422,
        **frame(visit, g, "/dates"),
        rows=list(enumerate(shown, start=1)),
        more=(len(shown) + 1, replace(shown[-1], day="")) if len(shown) < MOST else None,
        modes=[(mode, words.in_(visit.lang)) for mode, words in MODE.items()],
        check=check,
        when=capital(_when(rows, visit)) if check is not None else "",
        hits=[(h, hit_words(g.workflow, h, visit.lang, visit.today, names)) for h in check.hits] if check else [],
        dues=_dues(visit, g, check) if check is not None else [],
        unknown=check.unknown.in_(visit.lang) if check is not None and check.unknown is not None else "",
        better=[_better(visit, g, rows, days) for days in check.better] if check is not None else [],
        fields=_fields(rows),
        problems=said,
    )


def _dues(visit: Visit, g: Gathering, check: DateCheck) -> list[DueLine]:
    return [_due(visit, g, check, due) for due in check.dues]


def _due(visit: Visit, g: Gathering, check: DateCheck, due: Due) -> DueLine:
    lang, today = visit.lang, visit.today
    people: dict[int, str] = {}
    mind = [due_words(due, lang, today), *(hit_words(g.workflow, h, lang, today, people) for h in due.hits)]
    everyone = len(due.members) == max(len(d.members) for d in check.dues)
    return DueLine(
        assignment_title(g.workflow, due.assignment, lang),
        short_day(due.was, lang, today) if due.was else "–",
        short_day(due.due, lang, today) if due.due else "–",
        _apart(visit, check, due),
        " ".join(w for w in mind if w),
        "" if everyone else listed([named(check.names[n], lang) for n in due.members], lang),
    )


def _apart(visit: Visit, check: DateCheck, due: Due) -> str:
    if due.was is None or due.due is None:
        return ""
    days = check.proposal.programme.calendar.working_days_between(due.was, due.due)
    if days == 0:
        return tr(visit.lang, "samma dag") if due.was == due.due else ""
    if days > 0:
        return counted(visit.lang, days, "{n} arbetsdag senare", "{n} arbetsdagar senare")
    return counted(visit.lang, -days, "{n} arbetsdag tidigare", "{n} arbetsdagar tidigare")


def _better(visit: Visit, g: Gathering, rows: Sequence[Row], days: Sequence[date]) -> tuple[str, str]:
    """(words, address) of other days with the same hours."""
    known = sorted({row.day for row in rows})
    moved = dict(zip(known, (d.isoformat() for d in days), strict=False))
    others = [replace(row, day=moved.get(row.day, row.day)) for row in rows]
    return _when(others, visit), f"{g.place}/dates?{urlencode(_fields(others))}#check"


def _fields(rows: Sequence[Row]) -> list[tuple[str, str]]:
    return [field for n, row in enumerate(rows, start=1) for field in row.fields(n)]


def _when(rows: Sequence[Row], visit: Visit) -> str:
    return _said(rows, visit.lang, visit.today)


def _said(rows: Sequence[Row], lang: str, today: date | None = None) -> str:
    """The days in words; what is no day stands as it was typed."""
    found = []
    for row in sorted({row.day for row in rows}):
        try:
            found.append(day(date.fromisoformat(row), lang, today))
        except ValueError:
            found.append(row)
    return listed(found, lang)
