"""The list of rounds."""

from __future__ import annotations

import json
from typing import Any

from jimflow.cli.desk import Desk
from jimflow.cli.screen import table
from jimflow.core.mistakes import Said
from jimflow.store.queries.rounds import RoundRow, clusters, participations, rounds
from jimflow.store.transaction import read
from jimflow.texts.fill import capital
from jimflow.texts.names import named


def as_document(desk: Desk) -> None:
    """One JSON document."""
    desk.answer(
        {
            "rounds": [
                {
                    "id": r.code,
                    "title": json.loads(r.facts)["title"],
                    "starts_on": r.starts_on.isoformat(),
                    "ends_on": r.ends_on.isoformat(),
                    "clusters": several,
                    "participations": members,
                    "example": r.example,
                }
                for r, several, members in _counted(desk)
            ]
        }
    )


def as_table(desk: Desk) -> None:
    """A table, or what to do when there is none."""
    found = _counted(desk)
    if not found:
        desk.say(
            "Ingen omgång är laddad. Ladda en med: jimflow round load FIL",
            "No round has been loaded. Load one with: jimflow round load FILE",
        )
        return
    desk.label(example=any(r.example for r, *_ in found))
    groups = capital(desk.group().many.in_(desk.lang))
    heads = Said(f"Omgång|Titel|{groups}|Deltagare|Tid", f"Round|Title|{groups}|Participants|Time").in_(desk.lang)
    rows = [
        [
            r.code,
            named(json.loads(r.facts)["title"], desk.lang),
            str(several),
            str(members),
            f"{r.starts_on} – {r.ends_on}",
        ]
        for r, several, members in found
    ]
    table(heads.split("|"), rows)


def _counted(desk: Desk) -> list[tuple[RoundRow, int, int]]:
    with read(desk.runtime.engine) as tx:
        found: Any = rounds(tx)
        members = participations(tx)
        return [(r, len(clusters(tx, r.id)), sum(p.round == r.id for p in members)) for r in found]
