"""`doctor`: is everything in place for the work?"""

from __future__ import annotations

import typer

from jimflow.cli import options
from jimflow.cli.lazy import Noun, Setup

app = Noun("", "")


@app.verb(
    "doctor",
    "Se efter att allt är på plats: databas, kalender, mejlserver, mallar, disk.",
    "See that everything is in place: database, calendar, mail relay, templates, disk.",
)
def doctor(context: typer.Context, as_json: options.Json = False) -> None:
    """See the help."""
    from jimflow.cli.checkup import examined

    setup = context.find_root().obj
    assert isinstance(setup, Setup)
    examined(setup, as_json=as_json)
