"""`worker` and `tick`: what is due is said, written and delivered."""

from __future__ import annotations

from typing import Annotated

import typer

from jimflow.cli import options
from jimflow.cli.language import both
from jimflow.cli.lazy import Noun

app = Noun("", "")


@app.verb(
    "worker",
    "Arbeta tills du avbryter: säg det som förfaller, skriv och skicka mejlen.",
    "Work until interrupted: say what falls due, write and send the mails.",
)
def worker(context: typer.Context) -> None:
    """See the help."""
    from jimflow.cli.beating import work
    from jimflow.cli.desk import at_desk

    with at_desk(context) as desk:
        work(desk)


@app.verb(
    "tick",
    "Gör en gång det som är förfallet nu, och sluta.",
    "Do once what is due now, and end.",
)
def tick(
    context: typer.Context,
    at: Annotated[
        str | None,
        typer.Option(
            "--at",
            metavar="TIME",
            help=both(
                "Som om klockan vore så mycket, till exempel 2021-06-01T08:00. Framåt bara i en demo.",
                "As if it were that time, such as 2021-06-01T08:00. Ahead only in a demo.",
            ),
        ),
    ] = None,
    as_json: options.Json = False,
) -> None:
    """See the help."""
    from jimflow.cli.beating import once
    from jimflow.cli.desk import at_desk

    with at_desk(context, document=as_json) as desk:
        once(desk, at)
