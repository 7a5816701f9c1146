"""`round`: load a round, list the rounds, and show where everyone in one stands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jimflow.cli import options
from jimflow.cli.language import both
from jimflow.cli.lazy import Noun

app = Noun("round", "Omgångar: ladda, lista, överblicka.", "Rounds: load, list, overview.")


@app.verb(
    "load",
    "Ladda en omgång ur en YAML-fil. Är något fel i filen laddas ingenting.",
    "Load a round from a YAML file. When anything in it is wrong, nothing is loaded.",
)
def load(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=both("Omgångens fil.", "The round's file."))],
    actor: options.Actor = None,
) -> None:
    """See the help."""
    from jimflow.actions.rounds import load_round
    from jimflow.cli.desk import at_desk

    with at_desk(context) as desk:
        done = load_round(desk.runtime, file, desk.actor(actor))
        group, several = desk.group([done.definition]), len(done.clusters)
        name = group.one if several == 1 else group.many
        desk.say(
            f"Omgången {done.code} är laddad: {several} {name.sv}, {len(done.participations)} deltagare, "
            f"{done.appointments} funktionsinnehav, {done.meetings} träffar.",
            f"The round {done.code} has been loaded: {several} {name.en}, {len(done.participations)} "
            f"participants, {done.appointments} appointments, {done.meetings} meetings.",
        )
        for warning in done.warnings:
            desk.say(f"Värt att titta på: {warning.in_('sv')}", f"Worth a look: {warning.in_('en')}")
        who = desk.nouns([done.definition]).placeholder
        first = desk.first_move(done.definition)
        desk.say(
            f"Nästa: jimflow round show, sedan jimflow do {who.sv} {first}",
            f"Next: jimflow round show, then jimflow do {who.en} {first}",
        )


@app.verb("list", "Lista omgångarna.", "List the rounds.")
def list_(context: typer.Context, as_json: options.Json = False) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.round_list import as_document, as_table

    with at_desk(context, document=as_json) as desk:
        if as_json:
            as_document(desk)
        else:
            as_table(desk)


@app.verb(
    "show",
    "Visa var varje organisation står, kluster för kluster; det som behöver någon först.",
    "Show where every organisation stands, cluster by cluster; what needs someone first.",
)
def show(
    context: typer.Context,
    round_: Annotated[
        str | None,
        typer.Argument(
            metavar="ROUND", help=both("Omgången, när det finns flera.", "The round, where there are several.")
        ),
    ] = None,
    by_option: options.Round = None,
    as_json: options.Json = False,
) -> None:
    """See the help."""
    from jimflow.cli.board import board_of, draw
    from jimflow.cli.desk import at_desk

    with at_desk(context, document=as_json) as desk:
        board = board_of(desk, desk.round(round_ or by_option))
        if as_json:
            desk.answer(board.document())
        else:
            draw(desk, board)
