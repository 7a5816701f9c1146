"""`waive`: decide an exception from a rule, or countersign one."""

from __future__ import annotations

from typing import Annotated

import typer

from jimflow.cli import options
from jimflow.cli.language import both
from jimflow.cli.lazy import Noun

app = Noun("", "")


@app.verb(
    "waive",
    "Besluta om avsteg från en regel; med --countersign skriva under någon annans beslut.",
    "Decide a waiver from a rule; with --countersign sign someone else's decision.",
)
def waive(
    context: typer.Context,
    agency: options.MaybeAgency = None,
    rule: Annotated[
        str | None,
        typer.Argument(
            metavar="RULE", help=both("Regelns kod, som why visar den.", "The rule's code, as why shows it.")
        ),
    ] = None,
    reason: options.Reason = "",
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DATE", help=both("Sista dag det gäller.", "The last day it holds.")),
    ] = None,
    step: options.MaybeStep = None,
    countersign: Annotated[
        str | None,
        typer.Option(
            "--countersign",
            metavar="ID",
            help=both(
                "Skriv under avsteget med det numret; aldrig den som beslutade.",
                "Sign the waiver of that number; never the one who decided it.",
            ),
        ),
    ] = None,
    round_: options.Round = None,
    actor: options.Actor = None,
    as_json: options.Json = False,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.waiving import decide, sign

    with at_desk(context, document=as_json) as desk:
        if countersign is not None:
            sign(desk, countersign, actor)
        else:
            decide(desk, agency, rule, reason, until, step, round_, actor)
