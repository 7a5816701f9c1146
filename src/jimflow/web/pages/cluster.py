"""A cluster: is it ready to move on, its meetings to come and what they lack, and one act that moves all who may."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from starlette.responses import Response

from jimflow.actions.advance import Outcome, advance_cluster
from jimflow.actions.cluster_readiness import Together, Verdict, cluster_readiness, stops, together, verdict, warnings
from jimflow.actions.errors import BadInput
from jimflow.actions.forecast import forecast
from jimflow.core.why import Why
from jimflow.core.workflow import Workflow
from jimflow.runtime import Runtime
from jimflow.store.queries.rounds import ClusterRow, ParticipationRow, RoundRow, board
from jimflow.store.queries.work import MeetingRow, meetings
from jimflow.store.transaction import read
from jimflow.texts.amounts import listed
from jimflow.texts.fill import capital
from jimflow.texts.findings import Obstacle, obstacles
from jimflow.texts.names import state_title, trigger_title
from jimflow.texts.rule_words import requirement
from jimflow.texts.together import said_once
from jimflow.web.at_agency import AtAgency
from jimflow.web.deeds import Deed, carry_out
from jimflow.web.forms import Form, whole_number
from jimflow.web.here import the_cluster, the_round, the_workflow
from jimflow.web.outcomes import told
from jimflow.web.outlooks import lacking
from jimflow.web.remedy_links import remedy_links
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()

OF_A_MEETING = ("plan", "move_meeting", "hold", "theme")
"""Acts that are done once for the whole cluster."""


@dataclass(frozen=True, slots=True)
class Line:
    """One member before its move: whether it can make it, and what is in the way."""

    answer: Why
    verdict: Verdict
    found: Sequence[Obstacle]
    own: Sequence[str]
    """What is in the way of this one alone, in words."""

    @property
    def in_time(self) -> int:
        """How many things are asked for that may still come before they are due."""
        return sum(o.in_time for o in self.found)


@dataclass(frozen=True, slots=True)
class Move:
    """Members that stand before the same move."""

    group: Together
    title: str
    source: str
    destination: str
    lines: Sequence[Line]
    shared: Sequence[str]
    """What is in the way of everyone, in words."""
    links: Sequence[tuple[str, str]]
    """(address, words) of where that is mended."""
    warnings: Sequence[tuple[str, str, str]]
    """(rule, what it asks for, who does not meet it)."""

    @property
    def able(self) -> list[Line]:
        """Those that nothing stops."""
        return [line for line in self.lines if line.verdict in ("ready", "warned")]


@page.shows("/rounds/{code}/clusters/{cluster}")
def show(visit: Visit, code: str, cluster: str) -> Response:
    """The page."""
    return _page(visit, code, cluster, Form({}))


@page.acts("/rounds/{code}/clusters/{cluster}/advance")
def move(visit: Visit, form: Form, code: str, cluster: str) -> Response:
    """Moves those that were ticked, each compared with what was seen of it; an answer for each."""
    of = the_round(visit, code)
    group = the_cluster(visit, of, cluster)
    known = {r.facts.id: r for r in cluster_readiness(visit.runtime, group.id)}
    chosen = [n for n in map(whole_number, form.all("member")) if n in known]
    seen = {n: s for n in chosen if (s := whole_number(form.text(f"seen-{n}"))) is not None}
    trigger, acknowledged = form.text("trigger", "advance"), form.all("acknowledge")

    def act(runtime: Runtime) -> list[Outcome]:
        if not chosen:
            raise BadInput("Kryssa för minst en som ska gå vidare.", "Tick at least one that is to move on.")
        left = {b.code for n in chosen for b in warnings(known[n]) if b.code not in acknowledged}
        if left:
            raise BadInput(
                "Kryssa också i varningarna som du har tagit ställning till, eller ta bort dem de gäller.",
                "Tick the warnings, too, that you have considered, or leave out those they are about.",
            )
        return advance_cluster(runtime, chosen, seen, trigger, visit.actor, acknowledged=acknowledged)

    names = listed([_name(known[n], visit.lang) for n in chosen], visit.lang)
    title = trigger_title(known[chosen[0]].programme.workflow, trigger, visit.lang) if chosen else ""
    place = f"/rounds/{code}/clusters/{cluster}"
    deed = Deed(
        title=f"{title}: {names}",
        act=act,
        done=lambda outcomes: told(outcomes, the_workflow(visit, of)),
        place=place,
        button=title,
        affects=chosen,
    )
    return carry_out(visit, form, deed, lambda said, status: _page(visit, code, cluster, form, said, status))


def _page(
    visit: Visit, code: str, cluster: str, form: Form, problems: Sequence[str] = (), status: int = 200
) -> Response:
    of = the_round(visit, code)
    group = the_cluster(visit, of, cluster)
    with read(visit.runtime.engine) as tx:
        workflow = visit.runtime.programmes.workflow(tx, of.definition)
        members = next(c.participations for c in board(tx, of.id) if c.cluster.id == group.id)
        planned = {m.step: m for m in meetings(tx, [group.id])}
    answers = cluster_readiness(visit.runtime, group.id)
    under_way = {a.facts.id for a in answers}
    return visit.page(
        "cluster.html",
        status,
        **_where(of, group, workflow),
        members=members,
        moves=[_move(visit, g, of, {m.id: m for m in members}) for g in together(answers)],
        no_way=[(a, obstacles(a, a.blockers, visit.lang, visit.today)) for a in answers if a.destination is None],
        outside=[m for m in members if m.id not in under_way],
        meetings=_meetings(workflow, planned),
        ahead={a.meeting.step: a for a in forecast(visit.runtime, of.id, group.id)},
        lacking=lacking,
        state_title=lambda state: state_title(workflow, state, visit.lang),
        problems=problems,
        form=form,
        ticked=_ticked(answers, form),
    )


def _ticked(answers: Sequence[Why], form: Form) -> set[int]:
    """What was ticked; on a fresh page everyone who can move as it is."""
    if form.fields:
        return {n for n in map(whole_number, form.all("member")) if n is not None}
    return {a.facts.id for a in answers if verdict(a) == "ready"}


def _where(of: RoundRow, group: ClusterRow, workflow: Workflow) -> dict[str, object]:
    base = f"/rounds/{of.code}"
    return {
        "round": of,
        "room": base,
        "base": base,
        "cluster": group,
        "place": f"{base}/clusters/{group.code}",
        "workflow": workflow,
    }


def _meetings(workflow: Workflow, planned: Mapping[str, MeetingRow]) -> list[tuple[str, MeetingRow | None]]:
    """Every meeting of the programme, and the laps that have a date; by date, those without one as they come."""
    steps = [s.name for s in workflow.steps.values() if s.has_meeting]
    names = [*steps, *(step for step in planned if step not in steps)]
    return sorted(((n, planned.get(n)) for n in names), key=lambda one: one[1].day if one[1] else date.max)


def _move(visit: Visit, group: Together, of: RoundRow, rows: Mapping[int, ParticipationRow]) -> Move:
    workflow, lang = group.members[0].programme.workflow, visit.lang
    found = {a.facts.id: obstacles(a, a.blockers, lang, visit.today) for a in group.members}
    shared, own = said_once({n: [o.text for o in several if _matters(o)] for n, several in found.items()})
    return Move(
        group,
        trigger_title(workflow, group.trigger, lang),
        state_title(workflow, group.source, lang),
        state_title(workflow, group.destination, lang),
        [Line(a, verdict(a), found[a.facts.id], own[a.facts.id]) for a in group.members],
        shared,
        _links(visit, group, of, rows, [o for o in found[group.members[0].facts.id] if o.text in shared]),
        [_warning(workflow, rule, group, lang) for rule in group.warnings],
    )


def _links(
    visit: Visit,
    group: Together,
    of: RoundRow,
    rows: Mapping[int, ParticipationRow],
    shared: Sequence[Obstacle],
) -> list[tuple[str, str]]:
    """Where what is in the way of everyone is mended, as far as it is done in one place for all of them."""
    first = group.members[0]
    at = AtAgency(of, rows[first.facts.id], first.programme.workflow, "", "", 0)
    return remedy_links(at, [r for o in shared for r in o.remedies if r.act in OF_A_MEETING], visit.lang)


def _matters(found: Obstacle) -> bool:
    """No mere information, nothing that is waived, and nothing that may still come in time."""
    return found.severity != "info" and not found.waived and not found.in_time


def _warning(workflow: Workflow, rule: str, group: Together, lang: str) -> tuple[str, str, str]:
    known = workflow.rules.get(rule)
    asks = capital(requirement(workflow, known, lang)) if known is not None else rule
    missing = [m for m in group.members if any(b.code == rule for b in warnings(m)) and not stops(m)]
    return rule, asks, listed([_name(m, lang) for m in missing], lang)


def _name(answer: Why, lang: str) -> str:
    return answer.facts.organisation_names[lang == "en"]
