"""A cluster's rehearsal drawn in time: a lane for each step, with its work, its meeting and what stopped there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from jimflow.core.calendar import Calendar
from jimflow.core.laps import place
from jimflow.core.workflow import Workflow
from jimflow.rehearsal.outcome import ClusterLine, Rehearsed
from jimflow.rehearsal.stoppings import stoppings
from jimflow.texts.catalogue import tr
from jimflow.texts.charts.lanes import Lane, Legend, Mark, Scale, Span, lanes
from jimflow.texts.dates import short_day
from jimflow.texts.names import assignment_title, state_title

STOPPED, OPEN, QUIET = range(3)


def cluster_lanes(found: Rehearsed, cluster: ClusterLine, workflow: Workflow, calendar: Calendar, lang: str) -> str:
    """The drawing; that of the first cluster says what is what. It stands in words in the tables of stops and dates."""
    members = set(cluster.members)
    known = {*(d.step for d in found.deadlines if d.organisation in members)}
    known |= {m.step for m in found.meetings if m.cluster == cluster.code}
    known |= {s.state for s in found.stops if s.organisation in members}
    steps = sorted((n for n in known if n in workflow.steps), key=lambda name: place(workflow.steps, name))
    others = sorted(known - set(steps))
    scale = Scale(found.since, found.until)
    rows = [_lane(found, cluster, workflow, step, lang) for step in [*steps, *others]]
    quiet = [
        Span(QUIET, first, last, tr(lang, "utskicksfria veckor"))
        for first, last in calendar.quiet_periods
        if first <= found.until and last >= found.since
    ]
    if quiet:
        rows.insert(0, Lane(tr(lang, "Utskicksfria veckor"), quiet, ()))
    legend = Legend(
        (tr(lang, "någon stoppas"), tr(lang, "uppgiften är öppen"), tr(lang, "utskicksfria veckor")),
        (("dot", tr(lang, "träff")), ("wedge", tr(lang, "sista dag"))),
    )
    if cluster != found.clusters[0]:
        legend = Legend((), ())
    name = cluster.name.in_(lang)
    description = tr(
        lang, "Steg för steg från {first} till {last}.", first=_said(scale.first, lang), last=_said(scale.last, lang)
    )
    return lanes(f"lanes-{cluster.code}", name, description, rows, legend, scale, lang)


def _lane(found: Rehearsed, cluster: ClusterLine, workflow: Workflow, step: str, lang: str) -> Lane:
    members = set(cluster.members)
    work = [d for d in found.deadlines if d.step == step and d.organisation in members]
    spans = [
        Span(OPEN, first, last, _from_to(tr(lang, "uppgiften är öppen"), first, last, lang), "lower")
        for first, last in _joined((d.opens, d.due) for d in work)
    ]
    for one in stoppings(s for s in found.stops if s.state == step and s.organisation in members):
        last = one.until or found.until
        said = _from_to(one.what(workflow, lang), one.since, last, lang)
        spans.append(Span(STOPPED, one.since, last, said, "upper"))
    marks = [
        Mark("wedge", due, f"{assignment_title(workflow, name, lang)}: {_said(due, lang)}")
        for name, due in dict.fromkeys((d.assignment, d.due) for d in work)
        if due is not None
    ]
    marks += [
        Mark("dot", m.day, f"{tr(lang, 'träff')}: {_said(m.day, lang)}")
        for m in found.meetings
        if m.step == step and m.cluster == cluster.code and m.status != "cancelled"
    ]
    return Lane(state_title(workflow, step, lang), spans, marks)


def _joined(spans: Iterable[tuple[date | None, date | None]]) -> list[tuple[date, date]]:
    """The days that any of the spans covers, as spans that do not touch."""
    told: list[tuple[date, date]] = []
    for first, last in sorted((a, b) for a, b in spans if a is not None and b is not None):
        if told and first <= told[-1][1]:
            told[-1] = (told[-1][0], max(told[-1][1], last))
        else:
            told.append((first, last))
    return told


def _from_to(what: str, first: date, last: date, lang: str) -> str:
    return f"{what}, {_said(first, lang)} – {_said(last, lang)}"


def _said(day: date, lang: str) -> str:
    return short_day(day, lang, None)
