"""Which language the screen speaks, and help texts that carry both."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Sequence
from pathlib import Path

LANGUAGES = ("sv", "en")
_BETWEEN = "\x1f"


def both(sv: str, en: str) -> str:
    """A help text in two languages, to be cut by `in_lang` when it is shown."""
    return f"{sv}{_BETWEEN}{en}"


def in_lang(text: str, lang: str) -> str:
    """The half of a text made by `both` that is in `lang`; any other text as it is."""
    sv, found, en = text.partition(_BETWEEN)
    return en if found and lang == "en" else sv


def default_language(file: Path) -> str:
    """What the environment or the settings file says, without reading all the settings; else Swedish."""
    said = os.environ.get("JIMFLOW_LANG", "")
    if not said:
        try:
            said = str(tomllib.loads(file.read_text(encoding="utf-8")).get("lang", ""))
        except (OSError, ValueError):  # whoever opens the settings says what is wrong with them
            said = ""
    return said if said in LANGUAGES else LANGUAGES[0]


def taken_out(argv: Sequence[str], name: str) -> tuple[list[str], str | None]:
    """`argv` without the option `name` and its value, wherever it stands before `--`; and that value."""
    rest: list[str] = []
    value: str | None = None
    words = iter(argv)
    for word in words:
        if word == "--":
            return [*rest, word, *words], value
        if word == name:
            value = next(words, "")
        elif word.startswith(f"{name}="):
            value = word.partition("=")[2]
        else:
            rest.append(word)
    return rest, value
