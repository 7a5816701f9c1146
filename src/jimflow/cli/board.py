"""The board: where every participation of a round stands, in words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jimflow.actions.why import why
from jimflow.cli.desk import Desk
from jimflow.cli.place import Place
from jimflow.cli.stops import Stops, stops_of
from jimflow.core.mistakes import Said
from jimflow.core.model import AssignmentFacts, Meeting
from jimflow.core.nouns import genitive
from jimflow.store.queries.rounds import BoardCluster, ParticipationRow, RoundRow
from jimflow.store.queries.rounds import board as stored_board
from jimflow.store.transaction import read
from jimflow.texts.amounts import listed
from jimflow.texts.dates import day, short_day
from jimflow.texts.fill import capital
from jimflow.texts.names import assignment_title, meeting_name, named, state_title
from jimflow.texts.words import STEP_STATUS, word


@dataclass(frozen=True, slots=True)
class Board:
    """A round and its clusters with everyone in them."""

    round: RoundRow
    clusters: Sequence[tuple[BoardCluster, Sequence[Place]]]

    def document(self) -> dict[str, Any]:
        """As the contract of `round show --json` has it."""
        return {
            "clusters": [
                {
                    "id": of.cluster.code,
                    "participations": [
                        {
                            "organisation": p.row.organisation,
                            "state": p.row.state,
                            "status": p.found.status,
                            "version": p.row.version,
                        }
                        for p in places
                    ],
                }
                for of, places in self.clusters
            ]
        }


def board_of(desk: Desk, of: RoundRow) -> Board:
    """Reads the round; a fixed number of statements however many take part."""
    with read(desk.runtime.engine) as tx:
        clusters = stored_board(tx, of.id)
    ids = [p.id for c in clusters for p in c.participations]
    found = {w.facts.id: w for w in why(desk.runtime, ids)}
    return Board(of, [(c, [Place(p, found[p.id]) for p in c.participations]) for c in clusters])


def draw(desk: Desk, board: Board) -> None:
    """A table for each cluster, with its next meeting; what is late or stopped stands first."""
    from jimflow.cli.screen import table

    facts = json.loads(board.round.facts)
    desk.line(f"{named(facts['title'], desk.lang)} · {board.round.starts_on} – {board.round.ends_on}")
    if board.round.example and facts.get("example_note"):
        desk.wrapped(named(facts["example_note"], desk.lang))
    who = capital(desk.nouns([board.round.definition]).one.in_(desk.lang))
    heads = [who, *Said("Läge|Hur det går", "Place|How it goes").in_(desk.lang).split("|")]
    for of, places in board.clusters:
        stops = stops_of(desk, places)
        desk.lines(["", *_heading(desk, of, places)])
        if not places:
            desk.say("  Här är ingen med än.", "  Nobody is here yet.")
            continue
        for stop in stops.shared:
            desk.wrapped(stop, "  ", "    ")
        ranked = sorted(places, key=lambda p: p.rank)
        table(heads, [[_name(desk, p.row), _state(desk, p), _how(desk, p, stops)] for p in ranked])


def _heading(desk: Desk, of: BoardCluster, places: Sequence[Place]) -> list[str]:
    name = of.cluster.name_en if desk.lang == "en" else of.cluster.name_sv
    if not places:
        return [name]
    found = places[0].found
    coming = sorted((m for m in found.facts.meetings.values() if m.status == "planned"), key=lambda m: m.day)
    said = [name]
    if coming:
        said.append(f"  {_meeting(desk, places[0], coming[0])}")
    if (model := next((p for p in places if p.row.id == of.cluster.model), None)) is not None:
        said.append(f"  {_model(desk, model)}")
    return said


def _meeting(desk: Desk, place: Place, meeting: Meeting) -> str:
    title = meeting_name(place.found.programme.workflow, meeting.step, desk.lang)
    when = day(meeting.day, desk.lang, desk.today())
    example = Said(" (exempeldatum)", " (example date)").in_(desk.lang) if meeting.example_date else ""
    return Said(f"nästa: {title}, {when}{example}", f"next: {title}, {when}{example}").in_(desk.lang)


def _model(desk: Desk, model: Place) -> str:
    workflow = model.found.programme.workflow
    if model.row.state in workflow.finals and model.row.state != workflow.goal:
        its = genitive(workflow.nouns.the_model)
        return Said(f"{its.sv} plats är tom", f"{its.en} seat is empty").in_(desk.lang)
    return f"{workflow.nouns.model.in_(desk.lang)}: {_name(desk, model.row)}"


def _name(desk: Desk, row: ParticipationRow) -> str:
    return row.name_en if desk.lang == "en" else row.name_sv


def _state(desk: Desk, place: Place) -> str:
    title = state_title(place.found.programme.workflow, place.found.facts.here, desk.lang)
    joined = Said("ansluten senare", "joined later").in_(desk.lang)
    return f"{title} ({joined})" if place.row.late_joiner else title


def _how(desk: Desk, place: Place, stops: Stops) -> str:
    lang, today = desk.lang, desk.today()
    said = [stops.of(place, lang)]
    if waited_for := place.late:
        said.append(_not_received(desk, place, waited_for, today))
    else:
        status = place.found.status
        said.append(_outside(desk, place) if status == "outside" else word(STEP_STATUS, status, lang))
    return " · ".join(s for s in said if s)


def _not_received(desk: Desk, place: Place, waited_for: Sequence[AssignmentFacts], today: date) -> str:
    workflow = place.found.programme.workflow
    first = min(waited_for, key=lambda a: (a.due_at is None, a.due_at))
    assert first.due_at is not None
    due = short_day(desk.local(first.due_at).date(), desk.lang, today)
    title = assignment_title(workflow, first.name, desk.lang)
    more = len(waited_for) - 1
    said = Said(f"”{title}” skulle ha kommit {due}", f"“{title}” was due {due}").in_(desk.lang)
    return listed([said, Said(f"{more} till", f"{more} more").in_(desk.lang)], desk.lang) if more else said


def _outside(desk: Desk, place: Place) -> str:
    """Nothing more than the place itself says, except that a pause remembers where it began."""
    before = place.row.came_from
    if not before:
        return ""
    title = state_title(place.found.programme.workflow, before, desk.lang)
    was = Said(f"var i {title}", f"was in {title}").in_(desk.lang)
    if place.row.paused_until is None:
        return was
    until = short_day(place.row.paused_until, desk.lang, desk.today())
    return Said(f"{was}, uppehåll till {until}", f"{was}, pause until {until}").in_(desk.lang)
