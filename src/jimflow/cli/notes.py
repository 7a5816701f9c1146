"""`note`: notes of calls and talks with those who take part."""

from __future__ import annotations

from typing import Annotated

import typer

from jimflow.cli import options
from jimflow.cli.language import both
from jimflow.cli.lazy import Noun

app = Noun("note", "Anteckningar från samtal.", "Notes of calls.")


@app.verb(
    "add",
    "Anteckna ett samtal. Texten blir allmän handling: skriv sakligt.",
    "Note a call. The text becomes an official document: keep to the facts.",
)
def add(
    context: typer.Context,
    agency: options.Agency,
    text: Annotated[str, typer.Argument(metavar="TEXT", help=both("Anteckningen.", "The note."))],
    kind: Annotated[
        str,
        typer.Option(
            "--kind",
            metavar="call|meeting|other",
            help=both("Samtal, möte eller annat.", "A call, a meeting or other."),
        ),
    ] = "call",
    corrects: Annotated[
        int | None,
        typer.Option("--corrects", metavar="NUMBER", help=both("Anteckningen som rättas.", "The note it corrects.")),
    ] = None,
    round_: options.Round = None,
    actor: options.Actor = None,
) -> None:
    """See the help."""
    from jimflow.actions.notes import add_note
    from jimflow.cli.desk import at_desk

    with at_desk(context) as desk:
        row = desk.agency(agency, round_)
        number = add_note(desk.runtime, row.id, text, desk.actor(actor), kind=kind, corrects=corrects)
        desk.say(f"Anteckning nr {number} är sparad.", f"Note no. {number} has been saved.")


@app.verb("withdraw", "Stryk en anteckning; den går fortfarande att läsa.", "Withdraw a note; it can still be read.")
def withdraw(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help=both("Anteckningens nummer.", "The note's number."))],
    reason: options.Reason = "",
    actor: options.Actor = None,
) -> None:
    """See the help."""
    from jimflow.actions.notes import withdraw_note
    from jimflow.cli.desk import at_desk

    with at_desk(context) as desk:
        withdraw_note(desk.runtime, number, desk.actor(actor), reason)
        desk.say(f"Anteckning nr {number} är struken.", f"Note no. {number} has been withdrawn.")


@app.verb("list", "Lista anteckningar, de senaste först.", "List notes, the latest first.")
def list_(
    context: typer.Context,
    agency: options.Agency,
    round_: options.Round = None,
    as_json: options.Json = False,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.note_list import listed

    with at_desk(context, document=as_json) as desk:
        listed(desk, agency, round_)
