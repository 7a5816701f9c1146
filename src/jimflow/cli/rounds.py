"""`round`: load a round, list the rounds, and show where everyone in one stands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jimflow.cli import options
from jimflow.cli.language import both
from jimflow.cli.lazy import Noun

app = Noun("round", "Omgångar: ladda, lista, överblicka.", "Rounds: load, list, overview.")

Force = Annotated[bool, typer.Option("--force", help=both("Skriv över filen.", "Write over the file."))]
Edited = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        help=both(
            "Omgången som .xlsx eller .yaml, eller en av dess tabeller som .csv.",
            "The round as .xlsx or .yaml, or one of its tables as .csv.",
        ),
    ),
]


@app.verb(
    "load",
    "Ladda en omgång ur en YAML-fil eller en arbetsbok (.xlsx). Är något fel i filen laddas ingenting.",
    "Load a round from a YAML file or a workbook (.xlsx). When anything in it is wrong, nothing is loaded.",
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
    "figures",
    "Räkna omgången: tid i varje steg, svar i tid, närvaro, antal efter kön, självskattning, resultat. På skärmen, "
    "eller som tabeller i filer för kalkylprogram.",
    "Count the round: time in each step, answers in time, attendance, heads by sex, self-assessment, results. On the "
    "screen, or as tables in files for spreadsheets.",
)
def figures(
    context: typer.Context,
    round_: Annotated[
        str | None,
        typer.Argument(
            metavar="ROUND", help=both("Omgången, när det finns flera.", "The round, where there are several.")
        ),
    ] = None,
    by_option: options.Round = None,
    cluster: Annotated[
        str | None, typer.Option("--cluster", metavar="CLUSTER", help=both("Bara det klustret.", "That cluster alone."))
    ] = None,
    csv: Annotated[
        Path | None,
        typer.Option(
            "--csv", metavar="DIR", help=both("En CSV-fil per tabell i mappen.", "A CSV file per table there.")
        ),
    ] = None,
    xlsx: Annotated[
        Path | None,
        typer.Option("--xlsx", metavar="FILE", help=both("Alla tabeller i en arbetsbok.", "All tables in a workbook.")),
    ] = None,
    as_json: options.Json = False,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.figures import told

    with at_desk(context, document=as_json) as desk:
        told(desk, round_ or by_option, cluster, csv, xlsx)


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


@app.verb(
    "export",
    "Skriv ut en omgång som en arbetsbok att ändra i.",
    "Write a round as a workbook to edit.",
)
def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help=both("Arbetsboken.", "The workbook."))],
    round_: options.Round = None,
    force: Force = False,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.round_files import exported

    with at_desk(context) as desk:
        exported(desk, round_, file, force=force)


@app.verb(
    "diff",
    "Visa vad en ändrad fil skulle ändra i omgången. Ingenting ändras.",
    "Show what an edited file would change in the round. Nothing is changed.",
)
def diff(
    context: typer.Context,
    file: Edited,
    round_: options.Round = None,
    as_json: options.Json = False,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.round_files import compared

    with at_desk(context, document=as_json) as desk:
        compared(desk, file, round_)


@app.verb(
    "apply",
    "Gör det som round diff visade, allt på en gång.",
    "Do what round diff showed, all at once.",
)
def apply(
    context: typer.Context,
    file: Edited,
    seen: Annotated[
        str, typer.Option("--seen", metavar="CODE", help=both("Koden som round diff gav.", "The code of round diff."))
    ],
    possible: Annotated[
        bool,
        typer.Option(
            "--possible",
            help=both(
                "Gör det som går, fast annat i filen inte görs så här.",
                "Do what can be done, though other things in the file are not done this way.",
            ),
        ),
    ] = False,
    round_: options.Round = None,
    actor: options.Actor = None,
    as_json: options.Json = False,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.round_files import applied

    with at_desk(context, document=as_json) as desk:
        applied(desk, file, round_, seen, actor, partly=possible)


@app.verb(
    "clone",
    "Börja en ny omgång ur en tidigare: form och texter, aldrig personer, svar eller datum.",
    "Begin a new round from an earlier one: form and texts, never people, answers or dates.",
)
def clone(
    context: typer.Context,
    new: Annotated[str, typer.Argument(metavar="NEW", help=both("Den nya omgångens id.", "The new round's id."))],
    file: Annotated[
        Path | None,
        typer.Option(
            "--to", metavar="FILE.xlsx", help=both("Arbetsboken; annars NEW.xlsx.", "The workbook; otherwise NEW.xlsx.")
        ),
    ] = None,
    round_: options.Round = None,
    force: Force = False,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.round_files import cloned

    with at_desk(context) as desk:
        cloned(desk, round_, new, file, force=force)
