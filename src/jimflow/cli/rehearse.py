"""`rehearse`: a whole round played in seconds on a virtual clock, sending nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jimflow.cli import options
from jimflow.cli.language import both

HELP = (
    "Provkör en omgång: vem som får vilket mejl när, vad som ska in när, vem som skulle stoppas av vad. "
    "Inget skickas och inget sparas.",
    "Rehearse a round: who gets which mail when, what is due when, who would be stopped by what. "
    "Nothing is sent and nothing is kept.",
)


def command(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="ROUND.yaml", help=both("Omgångens fil.", "The round's file."), show_default=False)
    ],
    people: Annotated[
        str,
        typer.Option(
            "--people",
            metavar="on-time|late|silent|FILE",
            help=both("Vilka som gör vad när.", "Who does what when."),
        ),
    ] = "on-time",
    until: Annotated[
        str | None,
        typer.Option(
            "--until",
            metavar="DATE",
            help=both("Sista dagen; annars omgångens slut.", "The last day; otherwise the end of the round."),
        ),
    ] = None,
    mails: Annotated[
        Path | None,
        typer.Option(
            "--mails",
            metavar="DIR",
            help=both(
                "Skriv varje mejl som en .eml-fil i en ny eller tom mapp, och alla på en sida, index.html.",
                "Write every mail as an .eml file into a new or empty folder, and all on one page, index.html.",
            ),
        ),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(
            "--show",
            metavar="ADDRESS",
            help=both(
                "Visa mejlen till en adress, i ordning, i stället för tabellerna. Adressens början räcker.",
                "Show the mails to one address, in order, instead of the tables. The beginning of it will do.",
            ),
        ),
    ] = None,
    as_json: options.Json = False,
) -> None:
    """See the help."""
    from jimflow.rehearsal.heap import not_collecting

    with not_collecting():  # from the first import on: they make much of what stays
        from jimflow.cli.lazy import lang_of
        from jimflow.cli.open import read_settings
        from jimflow.cli.rehearsing import Wish, as_document, as_mails, as_tables

        wish = Wish(read_settings(), file, people, until, mails, lang_of(context))
        if to is not None and not as_json:
            as_mails(wish, to)
        else:
            (as_document if as_json else as_tables)(wish)
