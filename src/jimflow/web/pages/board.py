"""Översikt: a round by cluster and step, whom to call today, and what happens in the next ten working days."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from jimflow.actions.case import Case
from jimflow.actions.overviews import overview_of
from jimflow.actions.why import why
from jimflow.core.called import fits
from jimflow.core.model import Meeting
from jimflow.core.overview import Line
from jimflow.core.people import coordinators
from jimflow.core.why import Why
from jimflow.core.workflow import Workflow
from jimflow.store.queries.outbox import stops, to_review
from jimflow.store.queries.remarks import WaitingRow, waiting_in
from jimflow.store.queries.rounds import BoardCluster, ParticipationRow, RoundRow, board
from jimflow.store.queries.standings import mark
from jimflow.store.queries.work import unsigned_waivers
from jimflow.store.transaction import Tx, read
from jimflow.texts.amounts import listed
from jimflow.texts.catalogue import counted, tr
from jimflow.texts.names import assignment_title, meeting_name, named, quoted
from jimflow.texts.stops import Stops, stops_of
from jimflow.texts.whereabouts import model_words, not_received, pause_words, state_words
from jimflow.texts.words import STEP_STATUS, word
from jimflow.web.forms import whole_number
from jimflow.web.here import the_round
from jimflow.web.routing import Page
from jimflow.web.standing import STANDINGS, Standing, standing_of
from jimflow.web.visit import DONE, Visit

page = Page()

FILTERS = ("standing", "cluster", "step", "name")
MOST = 3
"""So many who wait for an answer are named; the rest are counted."""

PAGE = 60
"""How many a page shows, in whole clusters; all of a round of the usual size."""


@dataclass(frozen=True, slots=True)
class Row:
    """One that takes part: where it is (`at` counts the steps), how it stands, and in words."""

    row: ParticipationRow
    answer: Why
    standing: Standing
    at: int | None
    state: str
    how: str
    alone: bool
    """Whether it needs a call of its own: late, or stopped by something that does not stop the whole cluster."""


@dataclass(frozen=True, slots=True)
class Group:
    """A cluster with the rows that the filter leaves; `meetings` by step."""

    of: BoardCluster
    rows: Sequence[Row]
    meetings: Mapping[str, Meeting]
    next_step: str
    shared: Sequence[str]
    model: str


@page.shows("/")
def first(visit: Visit) -> Response:
    """The round that is going on, else the latest; where there is none, how to begin."""
    return visit.to(f"/rounds/{visit.going.code}" if visit.going else "/rounds")


@page.shows("/rounds/{code}")
def overview(visit: Visit, code: str) -> Response:
    """The board; made anew only when something on it has changed."""
    of = the_round(visit, code)
    with read(visit.runtime.engine) as tx:
        seen = mark(tx, of.id)
    asked = tuple(visit.query.get(name, "").strip() for name in FILTERS)
    minute = visit.now.replace(second=0, microsecond=0)
    key = ("board", of.id, seen, visit.who.login, visit.lang, asked, visit.query.get("page", ""), minute)

    def whole() -> str:
        inner = visit.site.remembered.get(key, lambda: _drawn(visit, of, dict(zip(FILTERS, asked, strict=True))))
        return visit.html("board.html", round=of, room=f"/rounds/{code}", inner=Markup(inner))

    if DONE in visit.query:
        return HTMLResponse(whole())
    return HTMLResponse(visit.site.remembered.get((*key, str(visit.query), visit.who.session), whole))


def _drawn(visit: Visit, of: RoundRow, asked: Mapping[str, str]) -> str:
    with read(visit.runtime.engine) as tx:
        everything = board(tx, of.id)
        workflow = visit.runtime.programmes.workflow(tx, of.definition)
        waits = _waits(visit, tx, of, everything)
    pages = _paged(_named(everything, asked))
    number = min(whole_number(visit.query.get("page", "")) or 1, len(pages)) or 1
    clusters = pages[number - 1] if pages else []
    answers = {w.facts.id: w for w in why(visit.runtime, [p.id for c in clusters for p in c.participations])}
    groups = [_group(visit, c, answers) for c in clusters]
    rows = [row for g in groups for row in g.rows]
    coming = overview_of([Case(r.answer.facts, r.answer.programme) for r in rows], visit.now).coming if rows else []
    facts = json.loads(of.facts)
    return visit.html(
        "board_inner.html",
        round=of,
        title=named(facts["title"], visit.lang),
        note=named(facts["example_note"], visit.lang) if of.example and facts.get("example_note") else "",
        nouns=workflow.nouns,
        group_noun=workflow.group,
        steps=list(workflow.steps.values()),
        groups=[g for g in (_left(g, asked) for g in groups) if g.rows or not any(asked.values())],
        clusters=[c.cluster for c in everything],
        tally={s: sum(r.standing == s for r in rows) for s in STANDINGS},
        calls=[(row, _contact(row)) for row in rows if row.alone],
        stops=[(g, words) for g in groups for words in g.shared],
        waits=waits,
        coming=[_coming(workflow, of, line, visit, everything) for line in coming],
        asked=asked,
        number=number,
        pages=len(pages),
        base=f"/rounds/{of.code}",
    )


def _waits(visit: Visit, tx: Tx, of: RoundRow, everything: Sequence[BoardCluster]) -> list[tuple[str, str]]:
    """What waits for a coordinator beside the agencies, each with where it is seen to: mail stopped or to be read
    first, waivers that lack a second signature, tasks in which somebody waits for an answer or to be read."""
    lang, base, found = visit.lang, f"/rounds/{of.code}", list[tuple[str, str]]()
    if stops(tx, of.id):
        found.append((tr(lang, "Alla mejl är stoppade."), f"{base}/outbox"))
    if count := to_review(tx, of.id):
        words = counted(lang, count, "{n} mejl väntar på att läsas.", "{n} mejl väntar på att läsas.")
        found.append((words, f"{base}/outbox"))
    names = {p.organisation: named((p.name_sv, p.name_en), lang) for c in everything for p in c.participations}
    for code, decided_by in unsigned_waivers(tx, of.id, visit.today):
        words = tr(lang, "Ett avsteg för {name} väntar på en andra underskrift.", name=names.get(code, code))
        own = tr(lang, "Du beslutade det själv.") if decided_by == visit.who.login else ""
        found.append((f"{words} {own}".strip(), f"{base}/agencies/{code}/waivers"))
    rows = waiting_in(tx, of.id)
    replies, unread = ([r for r in rows if r.kind == kind] for kind in ("reply", "unread"))
    workflow = visit.runtime.programmes.workflow(tx, of.definition)
    for row in replies[:MOST]:
        title = quoted(assignment_title(workflow, row.name, lang), lang)
        who = names.get(row.organisation, row.organisation)
        words = tr(lang, "{name} har skrivit om {assignment} och väntar på svar.", name=who, assignment=title)
        found.append((words, f"{_task(base, row)}#dialogue"))
    if left := replies[MOST:]:
        words = counted(
            lang, len(left), "{n} till väntar på svar i en uppgift.", "{n} till väntar på svar i en uppgift."
        )
        found.append((words, f"{_task(base, left[0])}#dialogue"))
    if unread:
        words = counted(lang, len(unread), "{n} inskickat svar är inte läst.", "{n} inskickade svar är inte lästa.")
        found.append((words, _task(base, unread[0])))
    return found


def _task(base: str, row: WaitingRow) -> str:
    return f"{base}/agencies/{row.organisation}/assignments/{row.step}/{row.name}"


def _named(everything: Iterable[BoardCluster], asked: Mapping[str, str]) -> list[BoardCluster]:
    """The clusters and members that the filters of the database's own columns leave."""
    name = asked["name"]
    return [
        BoardCluster(c.cluster, tuple(p for p in c.participations if fits(name, p.names))) if name else c
        for c in everything
        if asked["cluster"] in ("", c.cluster.code)
    ]


def _paged(clusters: Sequence[BoardCluster]) -> list[list[BoardCluster]]:
    """Whole clusters to a page; one that is larger than a page is cut."""
    pages: list[list[BoardCluster]] = []
    room = 0
    for whole in clusters:
        cut = [whole.participations[i : i + PAGE] for i in range(0, len(whole.participations), PAGE)] or [()]
        for members in cut:
            if not pages or room + len(members) > PAGE:
                pages.append([])
                room = 0
            pages[-1].append(BoardCluster(whole.cluster, members))
            room += len(members)
    return pages


def _group(visit: Visit, of: BoardCluster, answers: Mapping[int, Why]) -> Group:
    found = [answers[p.id] for p in of.participations]
    stops = stops_of(found, visit.lang, visit.today)
    rows = sorted((_row(visit, p, answers[p.id], stops) for p in of.participations), key=lambda r: r.answer.rank)
    meetings = dict(found[0].facts.meetings) if found else {}
    coming = sorted((m for m in meetings.values() if m.status == "planned"), key=lambda m: m.day)
    model = next((w for w in found if w.facts.id == of.cluster.model), None)
    return Group(
        of,
        rows,
        meetings,
        coming[0].step if coming else "",
        stops.shared,
        model_words(model, visit.lang) if model is not None else "",
    )


def _row(visit: Visit, row: ParticipationRow, answer: Why, stops: Stops) -> Row:
    workflow, facts = answer.programme.workflow, answer.facts
    at = list(workflow.steps).index(facts.state) if facts.state in workflow.steps else None
    own, standing = stops.own[facts.id], standing_of(answer)
    said = [
        listed([*own[:1], *more(len(own) - 1, visit.lang)], visit.lang),
        not_received(answer, visit.lang, visit.today),
    ]
    how = " · ".join(w for w in said if w) or _going(answer, row, visit)
    return Row(row, answer, standing, at, state_words(answer, visit.lang), how, bool(own) or bool(answer.late))


def _going(answer: Why, row: ParticipationRow, visit: Visit) -> str:
    """How far it has come in its step; outside the steps since when and until when it rests."""
    if answer.status == "outside":
        return pause_words(answer, visit.lang, visit.today, row.paused_until)
    return word(STEP_STATUS, answer.status, visit.lang)


def more(count: int, lang: str) -> list[str]:
    """`2 till`, as the end of a list that is cut; nothing for none."""
    return [tr(lang, "{n} till", n=count)] if count > 0 else []


def _left(group: Group, asked: Mapping[str, str]) -> Group:
    rows = [
        r for r in group.rows if asked["standing"] in ("", r.standing) and asked["step"] in ("", r.answer.facts.state)
    ]
    return Group(group.of, rows, group.meetings, group.next_step, group.shared, group.model)


def _contact(row: Row) -> str:
    """The address of whoever coordinates at the agency; "" where nobody does."""
    answer = row.answer
    found = coordinators(answer.programme.workflow, answer.facts, answer.programme.today(answer.now))
    return next((a.address for a in found if a.own), "")


def _coming(
    workflow: Workflow, of: RoundRow, line: Line, visit: Visit, everything: Sequence[BoardCluster]
) -> Mapping[str, object]:
    """A line of what is to come, in words, with the day it falls on and where it leads."""
    lang, base = visit.lang, f"/rounds/{of.code}"
    shown: dict[str, object] = {"day": date.fromisoformat(str(line["day"])), "count": 0, "whom": "", "place": ""}
    if "meeting" in line:
        pair = line["cluster"]
        names = {(c.cluster.name_sv, c.cluster.name_en): c.cluster.code for c in everything}
        code = names.get((pair[0], pair[1])) if isinstance(pair, list) else None
        step = str(line["meeting"])
        place = f"{base}/clusters/{code}/meetings/{step}" if code else ""
        return {**shown, "what": meeting_name(workflow, step, lang), "whom": named(pair, lang), "place": place}
    count = line["count"]
    return {
        **shown,
        "what": assignment_title(workflow, str(line["assignment"]), lang),
        "count": count if isinstance(count, int) else 0,
        "whom": _whom(line, lang),
    }


def _whom(line: Line, lang: str) -> str:
    called = line.get("from")
    if isinstance(called, (list, tuple, dict)):
        return named(called, lang)
    return str(called) if called else ""
