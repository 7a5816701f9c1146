"""Groups of commands whose modules are imported when a command is called, in the language that is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_group

from jimflow.cli.language import both, in_lang
from jimflow.core.mistakes import Said, did_you_mean

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Setup:
    """What the words before a command decide: the language, and a database instead of the settings' own."""

    lang: str = "sv"
    database: str | None = None


class UsageMistake(Exception):  # noqa: N818 - reads as what it is
    """The words of the call do not fit any command."""

    def __init__(self, said: Said) -> None:
        self.said = said
        super().__init__(said.en)


def setup_of(context: Any) -> Setup:
    """What the words before the command decided."""
    setup = context.find_root().obj
    assert isinstance(setup, Setup)
    return setup


def lang_of(context: Any) -> str:
    """The language that a context speaks."""
    setup = context.find_root().obj
    return setup.lang if isinstance(setup, Setup) else "sv"


def spoken(command: Any, lang: str) -> Any:
    """The command with every help text in one language, put into the command itself."""
    for attribute in ("help", "short_help", "epilog"):
        text = getattr(command, attribute, None)
        if isinstance(text, str):
            setattr(command, attribute, in_lang(text, lang))
    if lang != "en":
        command.options_metavar = "[TILLVAL]"
        if hasattr(command, "subcommand_metavar"):
            command.subcommand_metavar = "KOMMANDO …"
    for parameter in command.params:
        if isinstance(getattr(parameter, "help", None), str):
            parameter.help = in_lang(parameter.help, lang)
    for inner in getattr(command, "commands", {}).values():
        spoken(inner, lang)
    return command


def spoken_panels(lang: str) -> None:
    """The headings of Typer's help pages."""
    from typer import rich_utils

    english = ("Arguments", "Options", "Commands")
    said = english if lang == "en" else ("Argument", "Tillval", "Kommandon")
    rich_utils.ARGUMENTS_PANEL_TITLE, rich_utils.OPTIONS_PANEL_TITLE, rich_utils.COMMANDS_PANEL_TITLE = said
    rich_utils.DEFAULT_STRING = "[default: {}]" if lang == "en" else "[förval: {}]"
    rich_utils.REQUIRED_LONG_STRING = "[required]" if lang == "en" else "[krävs]"


def _help_option(context: Any, option: Any) -> Any:
    if option is not None:
        option.help = in_lang(both("Visa den här hjälpen.", "Show this help."), lang_of(context))
    return option


def _usage(command: Any, context: Any, formatter: Any) -> None:
    prefix = in_lang(both("Användning: ", "Usage: "), lang_of(context))
    formatter.write_usage(context.command_path, " ".join(command.collect_usage_pieces(context)), prefix)


class Verb(TyperCommand):
    """One command."""

    def get_help_option(self, ctx: Any) -> Any:
        """As inherited, in the language of the screen."""
        return _help_option(ctx, super().get_help_option(ctx))

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """As inherited, in the language of the screen."""
        _usage(self, ctx, formatter)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """As inherited, in the language of the screen."""
        spoken_panels(lang_of(ctx))
        super().format_help(ctx, formatter)


class Group(TyperGroup):
    """Commands under one noun."""

    def get_help_option(self, ctx: Any) -> Any:
        """As inherited, in the language of the screen."""
        return _help_option(ctx, super().get_help_option(ctx))

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """As inherited, in the language of the screen."""
        _usage(self, ctx, formatter)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """As inherited, in the language of the screen."""
        spoken_panels(lang_of(ctx))
        super().format_help(ctx, formatter)

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - as Typer calls it
        """The names in the order of their module."""
        return list(self.commands)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command meant by the first word; UsageMistake with the closest name when there is none."""
        name = args[0]
        command = self.get_command(ctx, name)
        if command is None and not name.startswith("-"):
            raise UsageMistake(_unknown(ctx.command_path, name, self.list_commands(ctx)))
        return super().resolve_command(ctx, args)


class LazyGroup(Group):
    """The program: nouns and verbs by name, each imported when it is called."""

    table: Mapping[str, str] = {}
    """What is called → the module that has it."""
    panels: Mapping[str, str] = {}
    """What is called → the heading it stands under in the help, in both languages."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - as Typer calls it
        """The names in the order of the table."""
        return list(self.table)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Builds the command from its module, or None."""
        module = self.table.get(cmd_name)
        if module is None:
            return None
        return _spoken(module, cmd_name, self.panels.get(cmd_name, ""), lang_of(ctx))


@cache
def _spoken(module: str, name: str, panel: str, lang: str) -> Any:
    command = spoken(built(import_module(module), name), lang)
    command.rich_help_panel = in_lang(panel, lang) or None
    return command


def built(module: Any, name: str) -> Any:
    """The command `name` of a module: of its `app`, a Noun, or its one function `command`."""
    app = getattr(module, "app", None)
    if app is None:
        app = Noun("", "")
        app.verb(name, *getattr(module, "HELP", (module.__doc__ or "",) * 2))(module.command)
        return get_command(app)
    if app.name == name:
        return get_group(app)
    return get_group(app).commands[name]


class Noun(typer.Typer):
    """The commands of one module. `name` is the noun they stand under; "" for verbs of their own."""

    def __init__(self, name: str, sv: str, en: str = "") -> None:
        self.name = name
        super().__init__(
            name=name or None,
            cls=Group,
            help=both(sv, en or sv),
            add_completion=False,
            no_args_is_help=True,
            pretty_exceptions_enable=False,
        )

    def verb(self, name: str, sv: str, en: str) -> Callable[[Command], Command]:
        """Declares a command with its help in both languages."""
        return self.command(name, cls=Verb, help=both(sv, en))


def _unknown(path: str, name: str, known: list[str]) -> Said:
    close = did_you_mean(name, known)
    hint = Said(f" Menade du {close}?", f" Did you mean {close}?") if close else Said("", "")
    return Said(
        f"{path} har inget kommando {name}.{hint.sv} Kommandona visas med: {path} --help",
        f"{path} has no command {name}.{hint.en} See them with: {path} --help",
    )
