"""The board: where every participation of a round stands, in words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jimflow.actions.why import why
from jimflow.cli.desk import Desk
from jimflow.core.mistakes import Said
from jimflow.core.why import Why
from jimflow.store.queries.rounds import BoardCluster, ParticipationRow, RoundRow
from jimflow.store.queries.rounds import board as stored_board
from jimflow.store.transaction import read
from jimflow.texts.fill import capital
from jimflow.texts.names import named
from jimflow.texts.stops import Stops, stops_of
from jimflow.texts.whereabouts import how_words, model_words, next_meeting, state_words


@dataclass(frozen=True, slots=True)
class Place:
    """One participation: its row, and what stands in its way."""

    row: ParticipationRow
    found: Why


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
        stops = stops_of([p.found for p in places], desk.lang, desk.today())
        desk.lines(["", *_heading(desk, of, places)])
        if not places:
            desk.say("  Här är ingen med än.", "  Nobody is here yet.")
            continue
        for stop in stops.shared:
            desk.wrapped(stop, "  ", "    ")
        ranked = sorted(places, key=lambda p: p.found.rank)
        table(heads, [_row(desk, p, stops) for p in ranked])


def _heading(desk: Desk, of: BoardCluster, places: Sequence[Place]) -> list[str]:
    name = of.cluster.name_en if desk.lang == "en" else of.cluster.name_sv
    if not places:
        return [name]
    coming = next_meeting(places[0].found, desk.lang, desk.today())
    models = [model_words(p.found, desk.lang) for p in places if p.row.id == of.cluster.model]
    return [name, *(f"  {said}" for said in (coming, *models) if said)]


def _row(desk: Desk, place: Place, stops: Stops) -> list[str]:
    row, found, lang = place.row, place.found, desk.lang
    name = row.name_en if lang == "en" else row.name_sv
    return [name, state_words(found, lang), how_words(found, stops, lang, desk.today(), row.paused_until)]
