"""Typer's complaints about the words of a call, in both languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from jimflow.core.mistakes import Said

_SAID: Sequence[tuple[str, str]] = (
    (r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", "Det står för mycket på raden: {0}."),
    (r"Option '(.*)' requires an argument\.?", "{0} behöver ett värde efter sig."),
    (r"Option '(.*)' requires (\d+) arguments\.?", "{0} behöver {1} värden efter sig."),
    (r"Option '(.*)' does not take a value\.?", "{0} tar inget värde."),
    (r"Missing command\.?", "Kommandot saknas."),
)


def usage_mistake(error: Any, command: str) -> Said:
    """The sentence for an exception that Typer raised while it read the call, with the way to the help.

    `command` is what was called, for the complaints that do not know it themselves.
    """
    kind, english = type(error).__name__, str(error.format_message())
    swedish = english
    if kind == "NoSuchOption":
        swedish = f"Det finns inget tillval {error.option_name}."
        english = f"There is no option {error.option_name}."
        if error.possibilities:
            close = ", ".join(sorted(error.possibilities))
            swedish, english = f"{swedish} Menade du {close}?", f"{english} Did you mean {close}?"
    elif kind == "MissingParameter" and error.param is not None:
        name = _name(error.param)
        swedish, english = f"{name} saknas.", f"{name} is missing."
    else:
        for pattern, said in _SAID:
            if found := re.fullmatch(pattern, english):
                swedish = said.format(*found.groups())
                break
    path = error.ctx.command_path if getattr(error, "ctx", None) else command
    return Said(f"{swedish} Hjälp: {path} --help", f"{english} Help: {path} --help")


def _name(parameter: Any) -> str:
    if parameter.param_type_name == "option":
        return str(max(parameter.opts, key=len))
    return str(parameter.metavar or parameter.name.upper())
