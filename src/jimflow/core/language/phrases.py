"""Turns of phrase that the messages about definitions share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jimflow.core.mistakes import Said


def quoted(text: str) -> str:
    """The words a mistake is about, cut when long."""
    flat = " ".join(text.split())
    return f"”{flat}”" if len(flat) <= 60 else f"”{flat[:60]}…”"


def meant(word: str) -> Said:
    """`did you mean …?` in both languages."""
    return Said(f"menade du {word}?", f"did you mean {word}?")


def listed(names: Said, known: Iterable[str]) -> Said | None:
    """What there is to choose from; None when that is nothing or too much to print."""
    words = list(known)
    if not words:
        return Said(f"det finns inga {names.sv}", f"there are no {names.en}")
    if len(words) > 12:
        return None
    return Said(f"det finns {', '.join(words)}", f"there are {', '.join(words)}")


def described(value: object) -> Said:
    """What stands where something else should."""
    match value:
        case None:
            return Said("tomt", "nothing")
        case bool():
            return Said(str(value).lower(), str(value).lower())
        case int() | float():
            return Said(f"talet {value}", f"the number {value}")
        case str():
            return Said(f"texten {quoted(value)}", f"the text {quoted(value)}")
        case list() | tuple():
            return Said("en lista", "a list")
        case _:
            return Said("nycklar med innehåll", "keys with content")


def either(words: Sequence[str], joint: str) -> str:
    """`a, b or c`."""
    return f" {joint} ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
