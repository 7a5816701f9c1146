"""`why`: what stands in an agency's way, now or on a day to come."""

from __future__ import annotations

from typing import Annotated

import typer

from jimflow.cli import options
from jimflow.cli.language import both
from jimflow.cli.lazy import Noun

app = Noun("", "")


@app.verb(
    "why",
    "Förklara vad som återstår innan en organisation kan gå vidare. Ändrar inget.",
    "Explain what remains before an organisation can move on. Changes nothing.",
)
def why(
    context: typer.Context,
    agency: options.Agency,
    trigger: Annotated[
        str,
        typer.Option(
            "--trigger",
            metavar="TRIGGER",
            help=both(
                "Vad som ska hända: advance, accept, withdraw …", "What is to happen: advance, accept, withdraw …"
            ),
        ),
    ] = "advance",
    at: Annotated[
        str | None,
        typer.Option(
            "--at",
            metavar="DATE",
            help=both(
                "En dag framåt: vad stoppar då om inget ändras?", "A day ahead: what stops then if nothing changes?"
            ),
        ),
    ] = None,
    round_: options.Round = None,
    as_json: options.Json = False,
) -> None:
    """See the help."""
    from jimflow.actions.why import why as ask
    from jimflow.cli.desk import at_desk
    from jimflow.cli.reasons import known_trigger, told
    from jimflow.cli.values import a_day

    with at_desk(context, document=as_json) as desk:
        on = a_day(at, "--at") if at is not None else None
        row = desk.agency(agency, round_)
        (found,) = ask(desk.runtime, [row.id], trigger, on=on)
        known_trigger(found.programme.workflow, trigger)
        if as_json:
            desk.answer(told(found, row, round_).document())
        else:
            desk.lines(told(found, row, round_).lines(desk.lang, on, desk.today()))
