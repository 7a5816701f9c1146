"""A pause from the command line, with the day on which the host is reminded of it."""

from __future__ import annotations

from dataclasses import replace

import typer

from jimflow.actions.errors import BadInput
from jimflow.actions.pausing import put_off
from jimflow.cli.desk import at_desk
from jimflow.cli.moving import Wish, carried_out
from jimflow.cli.values import a_day
from jimflow.texts.dates import day


def paused(context: typer.Context, agency: str, wish: Wish, until: str | None) -> None:
    """Pauses an agency; one that pauses already gets another day. Raises BadInput for a version seen of the latter."""
    with at_desk(context, document=wish.document) as desk:
        row = desk.agency(agency, wish.round)
        on = a_day(until, "--until") if until is not None else None
        if on is None or row.came_from is None:
            carried_out(desk, row, replace(wish, until=on))
            if on is None or wish.document:
                return
        else:
            if wish.seen is not None:
                raise BadInput("--seen behövs inte för en ny dag.", "--seen is not needed for another day.")
            put_off(desk.runtime, row.id, on, desk.actor(wish.actor))
            if wish.document:
                desk.answer({"organisation": row.organisation, "paused_until": on.isoformat()})
                return
        when = [day(on, lang, desk.today()) for lang in ("sv", "en")]
        desk.say(
            f"{row.name_sv}: uppehåll till {when[0]}. Då påminns samordningen; inget händer av sig självt.",
            f"{row.name_en}: paused until {when[1]}. The host is reminded then; nothing happens by itself.",
        )
