"""The program's commands by name, and the module each one lives in."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.main import get_group

from jimflow.cli.language import both
from jimflow.cli.lazy import LazyGroup, spoken

_PANELS: tuple[tuple[str, dict[str, str]], ...] = (
    (
        both("Börja", "Begin"),
        {
            "demo": "jimflow.cli.demo",
            "init": "jimflow.cli.upkeep",
            "rehearse": "jimflow.cli.rehearse",
            "round": "jimflow.cli.rounds",
            "roster": "jimflow.cli.rosters",
            "workflow": "jimflow.cli.workflows",
        },
    ),
    (
        both("Föra omgången framåt", "Move the round on"),
        {
            "why": "jimflow.cli.why",
            "advance": "jimflow.cli.moves",
            "do": "jimflow.cli.moves",
            "waive": "jimflow.cli.waivers",
            "pause": "jimflow.cli.moves",
            "resume": "jimflow.cli.moves",
            "reopen": "jimflow.cli.moves",
            "withdraw": "jimflow.cli.moves",
        },
    ),
    (
        both("Arbetet i omgången", "The work of the round"),
        {
            "assignment": "jimflow.cli.assignments",
            "meeting": "jimflow.cli.meetings",
            "rsvp": "jimflow.cli.replies",
            "attendance": "jimflow.cli.attendance",
            "function": "jimflow.cli.functions",
            "result": "jimflow.cli.results",
            "note": "jimflow.cli.notes",
            "party": "jimflow.cli.parties",
            "start": "jimflow.cli.starts",
        },
    ),
    (
        both("Mejl och granskning", "Mail and audit"),
        {
            "mail": "jimflow.cli.mails",
            "link": "jimflow.cli.links",
            "audit": "jimflow.cli.trail",
            "person": "jimflow.cli.persons",
        },
    ),
    (
        both("Drift", "Upkeep"),
        {
            "serve": "jimflow.cli.serving",
            "worker": "jimflow.cli.heartbeat",
            "tick": "jimflow.cli.heartbeat",
            "backup": "jimflow.cli.upkeep",
            "restore": "jimflow.cli.upkeep",
            "user": "jimflow.cli.users",
            "doctor": "jimflow.cli.doctor",
        },
    ),
)
"""Headings of the help, and under each what is called → the module that has it."""

COMMANDS = {name: module for _, commands in _PANELS for name, module in commands.items()}
PANEL_OF = {name: panel for panel, commands in _PANELS for name in commands}


class Program(LazyGroup):
    """`jimflow` itself."""

    table = COMMANDS
    panels = PANEL_OF


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
