"""The door: reads the call, runs the command, and turns whatever happens into an exit code and a sentence."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jimflow import __version__

if TYPE_CHECKING:
    from jimflow.cli.lazy import Setup


def run() -> None:
    """The console script."""
    gc.disable()  # what the start makes is kept to the end; looking through it takes a third of the start
    try:
        code = main(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


def main(argv: Sequence[str]) -> int:
    """Runs one call; its exit code. Nothing but a sentence about an error ever reaches the screen."""
    if list(argv) == ["--version"]:
        sys.stdout.write(f"jimflow {__version__}\n")
        return 0
    _safe_output()
    from jimflow.cli.language import LANGUAGES, default_language, taken_out
    from jimflow.cli.lazy import Setup

    rest, lang = taken_out(argv, "--lang")
    rest, database = taken_out(rest, "--database")
    if lang is not None and lang not in LANGUAGES:
        return _end(2, "--lang är sv eller en.\n--lang is sv or en.\n")
    try:
        return _call(rest or ["--help"], Setup(lang or default_language(Path("jimflow.toml")), database))
    except BrokenPipeError:
        _swallow_output()
        return 0


def _call(argv: list[str], setup: Setup) -> int:
    import typer

    from jimflow.cli.app import program
    from jimflow.cli.errors import INTERRUPTED

    command: Any = program(setup.lang)
    try:
        with command.make_context("jimflow", argv, obj=setup) as context:
            if context.params.get("version"):
                return main(["--version"])
            command.invoke(context)
        sys.stdout.flush()
        return 0
    except typer.Exit as done:
        return int(done.exit_code)
    except typer.TyperException as wrong:
        return _misused(wrong, argv, setup.lang)
    except (KeyboardInterrupt, typer.Abort):
        return _end(INTERRUPTED, "\n")
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - the door: nothing may pass it as a trace
        return _failed(error, setup)


def _misused(wrong: Any, argv: list[str], lang: str) -> int:
    from jimflow.cli.app import COMMANDS
    from jimflow.cli.errors import BAD_INPUT
    from jimflow.cli.usage import usage_mistake

    if type(wrong).__name__ == "NoArgsIsHelpError":
        return BAD_INPUT
    command = " ".join(["jimflow", *argv[:1]]) if argv[0] in COMMANDS else "jimflow"
    return _end(BAD_INPUT, f"{usage_mistake(wrong, command).in_(lang)}\n")


def _failed(error: Exception, setup: Setup) -> int:
    from jimflow.cli.errors import explain
    from jimflow.cli.logbook import note_down

    explained = explain(error)
    lines = [said.in_(setup.lang) for said in explained.said]
    if explained.log:
        lines.append(note_down(error, setup).in_(setup.lang))
    return _end(explained.code, "".join(f"{line}\n" for line in lines))


def _end(code: int, words: str) -> int:
    sys.stdout.flush()
    sys.stderr.write(words)
    sys.stderr.flush()
    return code


def _safe_output() -> None:
    """A terminal that cannot show a letter gets another in its place, never an error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _swallow_output() -> None:
    """Whoever read our output has gone; what is still to be flushed goes nowhere."""
    if hasattr(sys.stdout, "fileno"):
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except (OSError, ValueError):
            return
