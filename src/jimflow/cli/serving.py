"""`serve`: the pages, and with them the work in the background."""

from __future__ import annotations

from typing import Annotated

import typer

from jimflow.cli.language import both
from jimflow.cli.lazy import Noun

app = Noun("", "")


@app.verb(
    "serve",
    "Visa webbsidorna tills du avbryter, och arbeta i bakgrunden som worker.",
    "Serve the pages until interrupted, and work in the background like worker.",
)
def serve(
    context: typer.Context,
    address: Annotated[
        str | None,
        typer.Option("--address", metavar="ADDRESS", help=both("Adress att lyssna på.", "The address to listen on.")),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            "--port", metavar="PORT", help=both("Port att lyssna på; 0 tar en ledig.", "The port; 0 takes a free one.")
        ),
    ] = None,
    no_worker: Annotated[
        bool,
        typer.Option(
            "--no-worker",
            help=both("Bara sidorna: arbetet görs av jimflow worker.", "The pages only: jimflow worker does the work."),
        ),
    ] = False,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.pages import serve_pages

    with at_desk(context) as desk:
        serve_pages(desk, address, port, worker=not no_worker)
