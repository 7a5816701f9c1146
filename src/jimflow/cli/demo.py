"""`demo`: a round played to an October day, with mail over SMTP, left behind to be tried."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jimflow.cli.language import both

HELP = (
    "Spela en omgång till 27 oktober 2021 på den här datorn och visa vad det blev. Allt om organisationerna är "
    "påhittat exempel. Inget skickas utanför datorn.",
    "Play a round to 27 October 2021 on this machine and show what came of it. Everything about the organisations is "
    "an invented example. Nothing leaves the machine.",
)


def command(
    context: typer.Context,
    folder: Annotated[
        Path,
        typer.Option(
            "--dir",
            metavar="DIR",
            help=both(
                "Mappen för demon. En tidigare demo görs om; något annat skrivs aldrig över.",
                "The folder of the demo. An earlier demo is made anew; nothing else is ever overwritten.",
            ),
        ),
    ] = Path("demo"),
    listen: Annotated[
        bool,
        typer.Option(
            "--listen",
            help=both(
                "Spela inget: ta emot mejlen som demons kommandon skickar, tills du avbryter.",
                "Play nothing: take the mails that the demo's commands send, until interrupted.",
            ),
        ),
    ] = False,
) -> None:
    """See the help."""
    from jimflow.cli.demonstrating import played, received
    from jimflow.cli.lazy import lang_of

    (received if listen else played)(folder, lang_of(context))
