"""`init`, `backup` and `restore`: the database as a whole."""

from __future__ import annotations

from typing import Annotated

import typer

from jimflow.cli.language import both
from jimflow.cli.lazy import Noun, Setup

app = Noun("", "")


@app.verb(
    "init",
    "Skapa databasen, eller för en som finns till den här versionen. Kan köras igen.",
    "Create the database, or bring an existing one to this version. May be run again.",
)
def init(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Option(
            "--name", metavar="TEXT", help=both("Vad installationen heter.", "What the installation is called.")
        ),
    ] = "jimflow",
) -> None:
    """See the help."""
    from jimflow.actions.upkeep import set_up
    from jimflow.cli.open import open_database, read_settings, sqlite_file
    from jimflow.clock import utc_now

    setup = context.find_root().obj
    assert isinstance(setup, Setup)
    settings = read_settings(setup.database)
    engine = open_database(settings, must_exist=False)
    try:
        done = set_up(engine, name, utc_now)
    finally:
        engine.dispose()
    where = sqlite_file(settings.database) or engine.url.render_as_string(hide_password=True)
    if done.fresh:
        said = both(f"Databasen {where} är klar.", f"The database {where} is ready.")
    elif done.migrated:
        said = both(f"Databasen {where} är uppdaterad.", f"The database {where} has been updated.")
    else:
        said = both(f"Databasen {where} var redan klar.", f"The database {where} was ready already.")
    from jimflow.cli.language import in_lang

    typer.echo(in_lang(said, setup.lang))
    if done.fresh:
        typer.echo(in_lang(both("Nästa: jimflow round load FIL", "Next: jimflow round load FILE"), setup.lang))
