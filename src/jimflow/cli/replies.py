"""`rsvp`: answers to invitations."""

from __future__ import annotations

from typing import Annotated

import typer

from jimflow.cli import options
from jimflow.cli.language import both
from jimflow.cli.lazy import Noun

app = Noun("rsvp", "Svar på inbjudningar.", "Answers to invitations.")


@app.verb("record", "Anteckna ett svar på en inbjudan.", "Record an answer to an invitation.")
def record(
    context: typer.Context,
    agency: options.Agency,
    step: options.Step,
    function: Annotated[
        str,
        typer.Option(
            "--function",
            metavar="WHO",
            help=both(
                "Vem som svarar: funktionen, eller personens nummer, namn eller adress.",
                "Who answers: the function, or the person's number, name or address.",
            ),
        ),
    ],
    answer: Annotated[str, typer.Option("--answer", metavar="yes|no|maybe", help=both("Svaret.", "The answer."))],
    deputy: Annotated[
        str | None,
        typer.Option("--deputy", metavar="WHO", help=both("Vem som kommer i stället.", "Who comes instead.")),
    ] = None,
    round_: options.Round = None,
    actor: options.Actor = None,
) -> None:
    """See the help."""
    from jimflow.cli.attending import replied
    from jimflow.cli.desk import at_desk

    with at_desk(context) as desk:
        replied(desk, agency, step, function, answer, deputy, round_, actor)
