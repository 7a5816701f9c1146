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
                "Skriv varje mejl som en .eml-fil i mappen, som ska vara ny eller tom.",
                "Write every mail as an .eml file into the folder, which must be new or empty.",
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
        from jimflow.cli.rehearsing import Wish, as_document, as_tables

        wish = Wish(read_settings(), file, people, until, mails, lang_of(context))
        (as_document if as_json else as_tables)(wish)
