"""The program's commands by name, and the module each one lives in."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.main import get_group

from jimflow.cli.language import both
from jimflow.cli.lazy import LazyGroup, spoken

COMMANDS = {
    "init": "jimflow.cli.upkeep",
    "demo": "jimflow.cli.demo",
    "round": "jimflow.cli.rounds",
    "roster": "jimflow.cli.rosters",
    "why": "jimflow.cli.why",
    "advance": "jimflow.cli.moves",
    "do": "jimflow.cli.moves",
    "pause": "jimflow.cli.moves",
    "resume": "jimflow.cli.moves",
    "reopen": "jimflow.cli.moves",
    "withdraw": "jimflow.cli.moves",
    "waive": "jimflow.cli.waivers",
    "assignment": "jimflow.cli.assignments",
    "meeting": "jimflow.cli.meetings",
    "rsvp": "jimflow.cli.replies",
    "attendance": "jimflow.cli.attendance",
    "function": "jimflow.cli.functions",
    "result": "jimflow.cli.results",
    "mail": "jimflow.cli.mails",
    "audit": "jimflow.cli.trail",
    "workflow": "jimflow.cli.workflows",
    "rehearse": "jimflow.cli.rehearse",
    "worker": "jimflow.cli.heartbeat",
    "tick": "jimflow.cli.heartbeat",
    "backup": "jimflow.cli.upkeep",
    "restore": "jimflow.cli.upkeep",
    "doctor": "jimflow.cli.doctor",
}


class Program(LazyGroup):
    """`jimflow` itself."""

    table = COMMANDS


def program(lang: str) -> Any:
    """The whole command line, its commands not yet imported."""
    app = typer.Typer(
        cls=Program,
        name="jimflow",
        add_completion=False,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        help=both(
            "Håller ihop ett program där många organisationer går igenom samma steg tillsammans.",
            "Runs a programme in which many organisations move through the same steps together.",
        ),
    )
    app.callback()(_options)
    return spoken(get_group(app), lang)


def _options(
    version: Annotated[bool, typer.Option("--version", help=both("Visa versionen.", "Show the version."))] = False,
    lang: Annotated[
        str, typer.Option("--lang", metavar="sv|en", help=both("Språk på skärmen.", "Language of the screen."))
    ] = "sv",
    database: Annotated[
        str,
        typer.Option(
            "--database",
            metavar="URL",
            help=both(
                "Databas i stället för inställningarnas: en fil eller postgresql://…",
                "Database instead of the settings' own: a file or postgresql://…",
            ),
            show_default=False,
        ),
    ] = "",
) -> None:
    """Declares what `main` has taken out already, wherever it stood, so that the help shows it."""
    del version, lang, database
