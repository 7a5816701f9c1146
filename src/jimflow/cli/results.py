"""`result`: results of an agency's work, on the chain of results."""

from __future__ import annotations

from typing import Annotated

import typer

from jimflow.cli import options
from jimflow.cli.language import both
from jimflow.cli.lazy import Noun

app = Noun("result", "Resultat på resultatkedjan.", "Results on the chain of results.")


@app.verb("add", "Lägg till ett resultat.", "Add a result.")
def add(
    context: typer.Context,
    agency: options.Agency,
    step: Annotated[
        str, typer.Argument(metavar="STEP", help=both("Steget på resultatkedjan.", "The step of the chain of results."))
    ],
    text: Annotated[str, typer.Argument(metavar="TEXT", help=both("Resultatet i ord.", "The result in words."))],
    goal: Annotated[
        str,
        typer.Option(
            "--goal", metavar="GOAL", help=both("Målet det hör till.", "The goal it belongs to."), show_default=False
        ),
    ] = "",
    round_: options.Round = None,
    actor: options.Actor = None,
) -> None:
    """See the help."""
    from jimflow.actions.results import add_result
    from jimflow.cli.desk import at_desk

    with at_desk(context) as desk:
        row = desk.agency(agency, round_)
        number = add_result(desk.runtime, row.id, step, text, desk.actor(actor), goal=goal)
        desk.say(f"Resultat nr {number} är antecknat.", f"Result no. {number} has been recorded.")


@app.verb("list", "Lista resultat.", "List results.")
def list_(
    context: typer.Context,
    agency: options.MaybeAgency = None,
    round_: options.Round = None,
    as_json: options.Json = False,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.result_list import listed

    with at_desk(context, document=as_json) as desk:
        listed(desk, agency, round_)
