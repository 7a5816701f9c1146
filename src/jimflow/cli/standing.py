"""Where everyone in a round stands, and the definitions that are in use, for pictures, documents and comparisons."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import typer

from jimflow.cli.definitions import loaded
from jimflow.cli.desk import EXAMPLE, Desk, at_desk
from jimflow.cli.lazy import setup_of
from jimflow.cli.open import read_settings, sqlite_file
from jimflow.core.mistakes import Said
from jimflow.core.workflow import Workflow
from jimflow.files.places import BadFile
from jimflow.store.queries.rounds import BoardCluster, ParticipationRow, RoundRow, board, rounds
from jimflow.store.transaction import read
from jimflow.texts.dates import short_day

_DIGEST = re.compile(r"[0-9a-f]{8,64}")


@dataclass(frozen=True, slots=True)
class Standing:
    """A round, its clusters with everyone in them, and the definition that most of them run on."""

    round: RoundRow
    clusters: tuple[BoardCluster, ...]
    workflow: Workflow
    day: date
    example: bool

    def note(self, lang: str) -> str:
        """When it is so, and whether it is invented."""
        day = short_day(self.day, lang, None)
        words = Said(f"Läget {day}", f"As of {day}").in_(lang)
        return f"{words} · {EXAMPLE.in_(lang)}" if self.example else words

    @property
    def everyone(self) -> tuple[ParticipationRow, ...]:
        """All of the round, cluster by cluster."""
        return tuple(p for c in self.clusters for p in c.participations)

    def names(self, lang: str) -> Mapping[str, tuple[str, ...]]:
        """The names of those who stand in each state."""
        found: dict[str, list[str]] = defaultdict(list)
        for p in self.everyone:
            found[p.state].append(p.name_en if lang == "en" else p.name_sv)
        return {state: tuple(names) for state, names in found.items()}


def standing(desk: Desk, code: str | None) -> Standing:
    """The round of that code, or the only one. Raises BadInput."""
    of = desk.round(code)
    with read(desk.runtime.engine) as tx:
        clusters = tuple(board(tx, of.id))
        used = Counter(p.definition for c in clusters for p in c.participations)
        digest = used.most_common(1)[0][0] if used else of.definition
        workflow = desk.runtime.programmes.workflow(tx, digest)
        return Standing(of, clusters, workflow, desk.today(), of.example or desk.opened.demo)


def meant(context: typer.Context, name: str) -> Workflow:
    """A definition by name or file, or one in use: by the code of its round or the start of its digest.

    Raises BadFile, BadInput.
    """
    try:
        return loaded(context, name)
    except BadFile as unknown:
        in_use = None if name.endswith((".yaml", ".yml")) else _in_use(context, name)
        if in_use is None:
            raise unknown from None
        return in_use


def _in_use(context: typer.Context, name: str) -> Workflow | None:
    file = sqlite_file(read_settings(setup_of(context).database).database)
    if file is not None and not file.exists():
        return None  # no database here, so nothing is in use
    with at_desk(context, document=True) as desk:
        with read(desk.runtime.engine) as tx:
            known = rounds(tx)
            members = {p.definition for r in known for c in board(tx, r.id) for p in c.participations}
        if any(r.code == name for r in known):
            return standing(desk, name).workflow
        digests = {r.definition for r in known} | members
        found = [d for d in digests if _DIGEST.fullmatch(name) and d.startswith(name)]
        with read(desk.runtime.engine) as tx:
            return desk.runtime.programmes.workflow(tx, found[0]) if len(found) == 1 else None
