"""Where everyone in a round stands, and the definitions that are in use, for pictures, documents and comparisons."""

from __future__ import annotations

import re

import typer

from jimflow.actions.standing import Standing
from jimflow.actions.standing import standing as stands
from jimflow.cli.definitions import loaded
from jimflow.cli.desk import EXAMPLE, Desk, at_desk
from jimflow.cli.lazy import setup_of
from jimflow.cli.open import read_settings, sqlite_file
from jimflow.core.mistakes import Said
from jimflow.core.workflow import Workflow
from jimflow.files.places import BadFile
from jimflow.store.queries.rounds import board, rounds
from jimflow.store.transaction import read
from jimflow.texts.dates import short_day

_DIGEST = re.compile(r"[0-9a-f]{8,64}")


def standing(desk: Desk, code: str | None) -> Standing:
    """The round of that code, or the only one. Raises BadInput."""
    return stands(desk.runtime, desk.round(code))


def as_of(desk: Desk, at: Standing, lang: str) -> str:
    """When it is so, and whether it is invented."""
    day = short_day(desk.today(), lang, None)
    words = Said(f"Läget {day}", f"As of {day}").in_(lang)
    return f"{words} · {EXAMPLE.in_(lang)}" if invented(desk, at) else words


def invented(desk: Desk, at: Standing) -> bool:
    """True of an example, and of all in a demo."""
    return at.round.example or desk.opened.demo


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
