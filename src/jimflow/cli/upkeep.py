"""`init`, `backup` and `restore`: the database as a whole."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jimflow.cli import options
from jimflow.cli.language import both
from jimflow.cli.lazy import Noun, setup_of

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
    from jimflow.cli.keeping import prepared

    prepared(setup_of(context), name)


@app.verb(
    "backup",
    "Skriv en hel kopia av databasen till en ny fil, utan att störa någon.",
    "Write a whole copy of the database to a new file, without disturbing anyone.",
)
def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=both("Den nya filen.", "The new file."))],
) -> None:
    """See the help."""
    from jimflow.cli.keeping import copied

    copied(setup_of(context), file)


@app.verb(
    "restore",
    "Sätt databasen till en kopia. Alla mejl hålls tills någon har tittat på dem.",
    "Set the database to a copy. All mail is held until someone has looked at it.",
)
def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=both("Kopian.", "The copy."))],
    replace: Annotated[
        bool,
        typer.Option(
            "--replace",
            help=both(
                "Ersätt databasen som finns; den sparas bredvid.", "Replace the database there is; it is kept beside."
            ),
        ),
    ] = False,
    actor: options.Actor = None,
) -> None:
    """See the help."""
    from jimflow.cli.keeping import restored

    restored(setup_of(context), file, actor, replace=replace)
