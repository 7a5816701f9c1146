"""`workflow`: definitions, checked and shown with no database open; and a running round moved to another."""

from __future__ import annotations

from typing import Annotated

import typer

from jimflow.cli import options
from jimflow.cli.language import both
from jimflow.cli.lazy import Noun

app = Noun("workflow", "Definitioner: lista, kontrollera, visa, rita.", "Definitions: list, check, show, draw.")

Name = Annotated[
    str,
    typer.Argument(
        metavar="NAME|FILE", help=both("En definition vid namn, eller en fil.", "A definition by name, or a file.")
    ),
]


Either = Annotated[
    str,
    typer.Argument(
        metavar="NAME|FILE|ROUND|DIGEST",
        help=both(
            "En definition vid namn, en fil, eller den som används: en omgång eller början på innehållets kod.",
            "A definition by name, a file, or one in use: a round or the start of its digest.",
        ),
    ),
]


@app.verb("list", "Lista definitionerna.", "List the definitions.")
def list_(context: typer.Context, as_json: options.Json = False) -> None:
    """See the help."""
    from jimflow.cli.definitions import listed

    listed(context, as_json=as_json)


@app.verb(
    "check",
    "Kontrollera en definition: allt som är fel på en gång, med fil och rad; sedan prövas allt som kan hända.",
    "Check a definition: everything wrong at once, with file and line; then all that can happen is tried out.",
)
def check(
    context: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME|FILE",
            help=both(
                "En definition vid namn, eller en fil; annars alla.", "A definition by name, or a file; otherwise all."
            ),
        ),
    ] = None,
    as_json: options.Json = False,
) -> None:
    """See the help."""
    from jimflow.cli.definitions import checked, checked_all

    if name is None:
        checked_all(context)
    else:
        checked(context, name, as_json=as_json)


@app.verb(
    "test",
    "Pröva en definition mot proven bredvid den: vad som gick bra, vad som skiljer, vad som aldrig prövas.",
    "Try a definition with the tests beside it: what came out right, what differs, what is never tried.",
)
def test(
    context: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME|FILE",
            help=both(
                "En definition vid namn, eller en fil; annars alla som har prov.",
                "A definition by name, or a file; otherwise all that have tests.",
            ),
        ),
    ] = None,
    as_json: options.Json = False,
) -> None:
    """See the help."""
    from jimflow.cli.trying import tested

    tested(context, name, as_json=as_json)


@app.verb(
    "show",
    "Visa en definition i ord, eller skriv den som ett dokument att lämna vidare.",
    "Show a definition in words, or write it as a document to hand on.",
)
def show(
    context: typer.Context,
    name: Name,
    out: Annotated[
        str | None,
        typer.Argument(
            metavar="OUT",
            help=both("Med --html: filen som skrivs; annars skärmen.", "With --html: the file; otherwise the screen."),
        ),
    ] = None,
    html: Annotated[
        bool,
        typer.Option(
            "--html",
            help=both("Ett dokument för webbläsaren, att skriva ut eller skicka.", "A document for the browser."),
        ),
    ] = False,
    round_: Annotated[
        str | None,
        typer.Option(
            "--round",
            metavar="ROUND",
            help=both(
                "Med --html: vem som står var i en omgång, och dess datum.", "With --html: a round's state and dates."
            ),
        ),
    ] = None,
) -> None:
    """See the help."""
    if html or out or round_:
        from jimflow.cli.documents import shown_as_page

        shown_as_page(context, name, out, round_, html=html)
    else:
        from jimflow.cli.definitions import shown

        shown(context, name)


@app.verb(
    "diagram",
    "Rita tillstånden, eller vad en regel ser på, som Mermaid eller SVG.",
    "Draw the states, or what a rule looks at, as Mermaid or SVG.",
)
def diagram(
    context: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME|FILE",
            help=both(
                "En definition vid namn, eller en fil; med --round annars omgångens egen.",
                "A definition by name, or a file; with --round otherwise the round's own.",
            ),
        ),
    ] = None,
    form: Annotated[
        str, typer.Option("--format", metavar="mermaid|svg", help=both("Hur den skrivs.", "How it is written."))
    ] = "mermaid",
    round_: Annotated[
        str | None,
        typer.Option(
            "--round",
            metavar="ROUND",
            help=both("Räkna in dem som står i varje tillstånd nu.", "Count those who stand in each state now."),
        ),
    ] = None,
    rule: Annotated[
        str | None,
        typer.Option("--rule", metavar="RULE", help=both("Rita vad en regel ser på.", "Draw what a rule looks at.")),
    ] = None,
    down: Annotated[
        bool,
        typer.Option("--down", help=both("SVG: huvudvägen nedåt, för smala sidor.", "SVG: the main path downwards.")),
    ] = False,
) -> None:
    """See the help."""
    from jimflow.cli.drawing import drawn

    drawn(context, name, form, round_, rule, down=down)


@app.verb(
    "migrate",
    "Flytta en pågående omgång till en annan definition. Utan --code eller --yes visas bara vad det skulle betyda.",
    "Move a running round to another definition. Without --code or --yes it only shows what that would mean.",
)
def migrate(
    context: typer.Context,
    round_: Annotated[str, typer.Argument(metavar="ROUND", help=both("Omgången.", "The round."))],
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="NAME|FILE", help=both("Den nya definitionen.", "The new definition.")),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only", metavar="ORGANISATION", help=both("Bara den här; kan upprepas.", "This one only; repeatable.")
        ),
    ] = None,
    map_: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="OLD=NEW",
            help=both(
                "Vad något som saknas i den nya heter där; kan upprepas. Uppgift=none avslutar den.",
                "What something that the new one lacks is called there; repeatable. Assignment=none ends it.",
            ),
        ),
    ] = None,
    revert: Annotated[
        bool,
        typer.Option("--revert", help=both("Tillbaka till den förra definitionen.", "Back to the former definition.")),
    ] = False,
    code: Annotated[
        str | None,
        typer.Option(
            "--code",
            metavar="CODE",
            help=both("Genomför det som visades med den koden.", "Do what was shown with that code."),
        ),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help=both("Genomför utan att ha tittat.", "Do it without having looked."))
    ] = False,
    reason: options.Reason = "",
    actor: options.Actor = None,
    as_json: options.Json = False,
) -> None:
    """See the help."""
    from jimflow.cli.migrating import Wish, migrated

    wish = Wish(round_, to, tuple(only or ()), tuple(map_ or ()), revert, code, yes, reason, actor, as_json)
    migrated(context, wish)


@app.verb(
    "diff",
    "Jämför två definitioner: vad som skiljer, i ord.",
    "Compare two definitions: what differs, in words.",
)
def diff(context: typer.Context, first: Either, second: Either, as_json: options.Json = False) -> None:
    """See the help."""
    from jimflow.cli.comparing import compared

    compared(context, first, second, as_json=as_json)


@app.verb(
    "schema",
    "Skriv språket som JSON Schema, för redigerare som kontrollerar och kompletterar medan man skriver.",
    "Write the language as JSON Schema, for editors that check and complete while one types.",
)
def schema() -> None:
    """See the help."""
    import sys

    from jimflow.files.schema import schema_text

    sys.stdout.write(schema_text())
