"""`roster`: who holds which function, from a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jimflow.cli import options
from jimflow.cli.language import both
from jimflow.cli.lazy import Noun

app = Noun("roster", "Deltagarlistor ur filer.", "Participant lists from files.")


@app.verb(
    "load",
    "Läs in vilka som innehar funktionerna, ur CSV eller YAML. Är något fel läses ingenting in.",
    "Load who holds the functions, from CSV or YAML. When anything is wrong, nothing is loaded.",
)
def load(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help=both("Filen, .csv eller .yaml.", "The file, .csv or .yaml."))
    ],
    round_: options.Round = None,
    actor: options.Actor = None,
    as_json: options.Json = False,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.staffed import roster_loaded

    with at_desk(context, document=as_json) as desk:
        roster_loaded(desk, file, round_, actor)
