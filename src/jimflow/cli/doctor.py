"""`doctor`: is everything in place for the work?"""

from __future__ import annotations

import typer

from jimflow.cli import options
from jimflow.cli.lazy import Noun, setup_of

app = Noun("", "")


@app.verb(
    "doctor",
    "Se efter att allt är på plats: databas, kalender, mejlserver, mallar, disk.",
    "See that everything is in place: database, calendar, mail relay, templates, disk.",
)
def doctor(context: typer.Context, as_json: options.Json = False) -> None:
    """See the help."""
    from jimflow.cli.checkup import examined

    examined(setup_of(context), as_json=as_json)
