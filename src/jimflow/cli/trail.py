"""`audit`: what happened, and whether the record of it is whole."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jimflow.cli import options
from jimflow.cli.language import both
from jimflow.cli.lazy import Noun

app = Noun("audit", "Granskningsloggen: läs, verifiera, ta ut.", "The audit: read, verify, export.")


@app.verb("list", "Lista vad som har hänt, det senaste först.", "List what has happened, the latest first.")
def list_(
    context: typer.Context,
    agency: options.MaybeAgency = None,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="KIND,…", help=both("Bara sådana poster.", "Only such entries."))
    ] = None,
    limit: Annotated[
        str, typer.Option("--limit", metavar="N", help=both("Högst så många.", "At most so many."))
    ] = "50",
    round_: options.Round = None,
    as_json: options.Json = False,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.trail_list import listed
    from jimflow.cli.values import a_number, names

    with at_desk(context, document=as_json) as desk:
        listed(desk, agency, names(kind), a_number(limit, "--limit"), round_)


@app.verb("show", "Visa en post med allt den säger.", "Show an entry with all it says.")
def show(
    context: typer.Context,
    chain: Annotated[
        str,
        typer.Argument(
            metavar="ORGANISATION",
            help=both(
                "Organisationen; 0 är installationens egen kedja.",
                "The organisation; 0 is the installation's own chain.",
            ),
        ),
    ],
    number: Annotated[
        str, typer.Argument(metavar="NO", help=both("Postens nummer i kedjan.", "The entry's number in the chain."))
    ],
    round_: options.Round = None,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.trail_list import shown
    from jimflow.cli.values import a_number

    with at_desk(context, document=True) as desk:
        shown(desk, chain, a_number(number, "NO"), round_)


@app.verb(
    "verify",
    "Räkna om varje post och länk. Slutkod 1 när något är ändrat.",
    "Reckon every entry and link anew. Exit code 1 when anything has been changed.",
)
def verify(context: typer.Context, as_json: options.Json = False) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.trail_check import verified

    with at_desk(context, document=as_json) as desk:
        verified(desk)


@app.verb("export", "Ta ut alla poster som JSONL, en rad var.", "Export every entry as JSONL, a line each.")
def export(
    context: typer.Context,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help=both("Till en ny fil.", "To a new file."))
    ] = None,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.trail_check import exported

    with at_desk(context, document=True) as desk:
        exported(desk, out)
