"""Arguments and options that several commands share, each described once."""

from __future__ import annotations

from typing import Annotated

import typer

from jimflow.cli.language import both

_AGENCY = typer.Argument(
    metavar="ORGANISATION",
    help=both(
        "Organisationen, eller vad som annars deltar: id, kortnamn eller (del av) namnet.",
        "The organisation, or whatever else takes part: id, short name or (part of) its name.",
    ),
)
Agency = Annotated[str, _AGENCY]
MaybeAgency = Annotated[str | None, _AGENCY]
Round = Annotated[
    str | None,
    typer.Option(
        "--round",
        metavar="ROUND",
        help=both("Omgången, när det finns flera.", "The round, where there are several."),
    ),
]
Cluster = Annotated[
    str, typer.Argument(metavar="CLUSTER", help=both("Klustret: id eller namn.", "The cluster: id or name."))
]
Step = Annotated[
    str,
    typer.Argument(
        metavar="STEP",
        help=both(
            "Steget: dess namn i definitionen, dess titel eller träffens nummer.",
            "The step: its name in the definition, its title or the number of its meeting.",
        ),
    ),
]
MaybeStep = Annotated[
    str | None,
    typer.Option(
        "--step",
        metavar="STEP",
        help=both("Steget; annars det som är öppet eller pågår.", "The step; otherwise the open or present one."),
    ),
]
Actor = Annotated[
    str | None,
    typer.Option(
        "--actor",
        metavar="NAME",
        help=both(
            "Vem som gör det; annars JIMFLOW_ACTOR eller den inloggade.",
            "Who does it; otherwise JIMFLOW_ACTOR or the user logged in.",
        ),
    ),
]
Reason = Annotated[
    str,
    typer.Option(
        "--reason",
        metavar="TEXT",
        help=both("Skälet. Det sparas i granskningsloggen.", "The reason. It is kept in the audit."),
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help=both("Skriv ett JSON-dokument.", "Print one JSON document."))]
Seen = Annotated[
    str | None,
    typer.Option(
        "--seen",
        metavar="VERSION",
        help=both(
            "Versionen du såg; någon annans ändring sedan dess stoppar.",
            "The version you saw; a later change by someone else stops it.",
        ),
    ),
]
Acknowledge = Annotated[
    str | None,
    typer.Option(
        "--acknowledge",
        metavar="CODE,…",
        help=both("Varningar som du tar ställning till och passerar.", "Warnings that you have considered and pass."),
    ),
]
