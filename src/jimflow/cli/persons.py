"""`person`: what is kept about someone, and erasing what need not be."""

from __future__ import annotations

from typing import Annotated

import typer

from jimflow.cli import options
from jimflow.cli.language import both
from jimflow.cli.lazy import Noun

app = Noun("person", "Personuppgifter: se vad som finns, radera.", "Personal data: see what there is, erase.")

Who = Annotated[
    str,
    typer.Argument(
        metavar="WHO",
        help=both(
            "Personens adress, nummer eller id i granskningsloggen.",
            "The person's address, number or id in the audit.",
        ),
    ),
]


@app.verb(
    "show",
    "Visa allt som finns om en person, för en begäran om registerutdrag (dataskyddsförordningen art. 15).",
    "Show all that is kept about a person, for a request to see it (GDPR art. 15).",
)
def show(context: typer.Context, who: Who, as_json: options.Json = False) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.person_sheet import shown

    with at_desk(context, document=as_json) as desk:
        shown(desk, who)


@app.verb(
    "erase",
    "Radera uppgifterna om en person. Titta först med --dry-run: den visar vad som går, vad som bevaras och en kod.",
    "Erase the data about a person. Look first with --dry-run: it shows what goes, what is kept, and a code.",
)
def erase(
    context: typer.Context,
    who: Who,
    reason: options.Reason = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=both("Visa bara; ingenting raderas.", "Only show; nothing is erased."))
    ] = False,
    seen: Annotated[
        str,
        typer.Option(
            "--seen",
            metavar="CODE",
            help=both("Koden som --dry-run visade.", "The code that --dry-run showed."),
            show_default=False,
        ),
    ] = "",
    entries: Annotated[
        str | None,
        typer.Option(
            "--entries",
            metavar="CHAIN:NO,…",
            help=both(
                "Också innehållet i dessa poster i granskningsloggen, som annars bevaras.",
                "The content of these audit entries too, which are kept otherwise.",
            ),
        ),
    ] = None,
    actor: options.Actor = None,
    as_json: options.Json = False,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.erasing import done, previewed

    with at_desk(context, document=as_json) as desk:
        if dry_run:
            previewed(desk, who, entries)
        else:
            done(desk, who, entries, reason, seen, actor)
