"""Inbjudningar: those who are proposed or asked, why they were chosen, who hears of it, and what they answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.responses import Response

from jimflow.actions.advance import Outcome, advance_cluster
from jimflow.actions.errors import BadInput, NotFound
from jimflow.actions.why import why
from jimflow.core.called import folded
from jimflow.core.first_moves import first_move, moves_from, states_before
from jimflow.core.people import coordinating_functions
from jimflow.core.why import Why
from jimflow.core.workflow import Transition, Workflow
from jimflow.runtime import Runtime
from jimflow.store.queries.rounds import ParticipationRow, RoundRow, clusters, participations
from jimflow.store.queries.tallies import motives
from jimflow.store.queries.work import AppointmentRow, appointments
from jimflow.store.transaction import read
from jimflow.texts.amounts import listed
from jimflow.texts.catalogue import counted, tr
from jimflow.texts.findings import Obstacle, obstacles
from jimflow.texts.names import function_title, named, state_title, trigger_title
from jimflow.web.deeds import Deed, carry_out
from jimflow.web.forms import Form, whole_number
from jimflow.web.here import the_round, the_workflow
from jimflow.web.outcomes import told
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()

ROOM = "/rounds/{code}/invitations"


@dataclass(frozen=True, slots=True)
class Hears:
    """A function that is written to: those who hold it today, with those whose mail comes back left out."""

    title: str
    place: str
    names: Sequence[str]


@dataclass(frozen=True, slots=True)
class Row:
    """One that has not begun. `moves`: (address, words) of what it may do on its own page."""

    row: ParticipationRow
    cluster: str
    motive: str
    hears: Sequence[Hears]
    filled: int
    moves: Sequence[tuple[str, str]]
    found: Sequence[Obstacle]

    @property
    def unheard(self) -> bool:
        """True where a letter is to go and nobody would get it."""
        return bool(self.hears) and not any(one.names for one in self.hears)

    @property
    def stops(self) -> Sequence[Obstacle]:
        """What holds the move back."""
        return [one for one in self.found if one.severity == "block" and not one.waived]

    @property
    def warnings(self) -> Sequence[Obstacle]:
        """What may be passed once considered."""
        return [one for one in self.found if one.severity == "warn" and not one.waived and not one.in_time]


@dataclass(frozen=True, slots=True)
class Section:
    """Those in one state. `together`: the move that several make at once; None where each answers for itself."""

    state: str
    title: str
    together: Transition | None
    rows: Sequence[Row]


@page.shows(ROOM)
def shown(visit: Visit, code: str) -> Response:
    """Everyone who has not begun, and how many answered what."""
    return _page(visit, the_round(visit, code), Form({}))


@page.acts(ROOM)
def moved(visit: Visit, form: Form, code: str) -> Response:
    """Moves all of a state, or those that were ticked, each compared with what was seen of it."""
    of = the_round(visit, code)
    workflow = the_workflow(visit, of)
    move = first_move(workflow, form.text("state")) if form.text("state") in workflow.states else None
    if move is None:
        raise NotFound(f"Det finns inget sådant steg: {form.text('state')}.", f"No such state: {form.text('state')}.")
    with read(visit.runtime.engine) as tx:
        known = {str(p.id): p for p in participations(tx, of.code)}
    wanted = [name.removeprefix("seen-") for name in form.fields if name.startswith("seen-")]
    chosen = [known[n] for n in (wanted if form.text("whom") == "all" else form.all("member")) if n in known]
    seen = {p.id: s for p in chosen if (s := whole_number(form.text(f"seen-{p.id}"))) is not None}
    title = trigger_title(workflow, move.name, visit.lang)

    def act(runtime: Runtime) -> list[Outcome]:
        if not chosen:
            raise BadInput("Kryssa för minst en.", "Tick at least one.")
        return advance_cluster(
            *(runtime, [p.id for p in chosen], seen, move.name, visit.actor),
            acknowledged=form.all("passed"),
            reason=form.text("reason"),
        )

    deed = Deed(
        title=f"{title}: {_whom(chosen, visit.lang)}",
        act=act,
        done=lambda outcomes: told(outcomes, workflow),
        place=f"/rounds/{of.code}/invitations",
        lines=[listed([named((p.name_sv, p.name_en), visit.lang) for p in chosen], visit.lang)],
        button=title,
        affects=[p.id for p in chosen],
    )
    return carry_out(visit, form, deed, lambda said, status: _page(visit, of, form, said, status))


def _whom(chosen: Sequence[ParticipationRow], lang: str) -> str:
    if len(chosen) == 1:
        return named((chosen[0].name_sv, chosen[0].name_en), lang)
    return counted(lang, len(chosen), "{n} deltagare", "{n} deltagare")


def _page(visit: Visit, of: RoundRow, form: Form, problems: Sequence[str] = (), status: int = 200) -> Response:
    workflow = the_workflow(visit, of)
    with read(visit.runtime.engine) as tx:
        everyone = sorted(participations(tx, of.code), key=lambda p: folded(p.name_sv))
        reading = _Reading(
            visit,
            of,
            workflow,
            {c.id: named((c.name_sv, c.name_en), visit.lang) for c in clusters(tx, of.id)},
            motives(tx, of.id),
            appointments(tx, of.id),
        )
    before = states_before(workflow)
    return visit.page(
        "invitations.html",
        status,
        round=of,
        room=f"/rounds/{of.code}",
        workflow=workflow,
        sections=[s for s in (reading.section(state, everyone) for state in before) if s.rows],
        begun=[p for p in everyone if p.state in workflow.active],
        ended=[(p, state_title(workflow, p.state, visit.lang)) for p in everyone if p.state in workflow.finals],
        functions=sum(f.of_member for f in workflow.functions.values()),
        everyone=everyone,
        form=form,
        problems_said=problems,
        base=f"/rounds/{of.code}",
        hint=tr(visit.lang, "Du får se vad som händer innan något görs."),
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    visit: Visit
    of: RoundRow
    workflow: Workflow
    clusters: Mapping[int, str]
    motives: Mapping[int, str]
    people: Sequence[AppointmentRow]

    def section(self, state: str, everyone: Sequence[ParticipationRow]) -> Section:
        """Those who stand in the state."""
        there = [p for p in everyone if p.state == state]
        move = first_move(self.workflow, state)
        answers = {w.facts.id: w for w in why(self.visit.runtime, [p.id for p in there], move.name)} if move else {}
        title = state_title(self.workflow, state, self.visit.lang)
        return Section(state, title, move, [self._row(p, move, answers.get(p.id)) for p in there])

    def _row(self, p: ParticipationRow, move: Transition | None, answer: Why | None) -> Row:
        lang, place = self.visit.lang, f"/rounds/{self.of.code}/agencies/{p.organisation}"
        own = [a for a in self.people if a.participation == p.id and self._holds(a)]
        others = [t for t in moves_from(self.workflow, p.state) if t is not move]
        return Row(
            p,
            self.clusters.get(p.cluster, ""),
            self.motives.get(p.id, ""),
            [self._hears(function, own, place) for function in self._written_to(p.state, move)],
            len({a.function for a in own}),
            [(f"{place}/move/{t.name}", trigger_title(self.workflow, t.name, lang)) for t in others],
            obstacles(answer, answer.blockers, lang, self.visit.today) if answer is not None else (),
        )

    def _written_to(self, state: str, move: Transition | None) -> Sequence[str]:
        """The functions that get the letter of the state the move leads to, or of the state that was reached."""
        to = next((to for source, to in move.ways if source == state), state) if move is not None else state
        asked = [function for letter in self.workflow.letters if letter.state == to for function in letter.to]
        return list(dict.fromkeys(asked)) or coordinating_functions(self.workflow)

    def _hears(self, function: str, own: Sequence[AppointmentRow], place: str) -> Hears:
        names = [a.name for a in own if a.function == function and a.undeliverable_at is None]
        return Hears(function_title(self.workflow, function, self.visit.lang), f"{place}/functions/{function}", names)

    def _holds(self, a: AppointmentRow) -> bool:
        today = self.visit.today
        return a.since <= today and (a.until is None or a.until >= today)
