"""Mistakes in data people have written: where, what is wrong and how to mend it, in both languages."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

PathKey = str | int
Path = tuple[PathKey, ...]

LONGEST_NAME = 100  # characters; comparing longer words only costs time


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence to a person, in Swedish and in English."""

    sv: str
    en: str

    def in_(self, lang: str) -> str:
        """The words in `lang` ("sv" or "en"); anything but "en" is answered in Swedish."""
        return self.en if lang == "en" else self.sv


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong at `path` in the data, and what the writer may do about it.

    `what` and `suggestion` begin with a small letter and carry no full stop: they are joined into one line.
    """

    path: Path
    what: Said
    suggestion: Said | None = None

    def in_(self, lang: str) -> str:
        """What is wrong and how to mend it, on one line, without the place."""
        what = self.what.in_(lang)
        return f"{what} – {self.suggestion.in_(lang)}" if self.suggestion else what


class Mistakes(Exception):  # noqa: N818 - the word people use for what they wrote
    """Everything that is wrong with one piece of data, raised once; `items` in the order they were found."""

    def __init__(self, items: Iterable[Mistake]) -> None:
        self.items: tuple[Mistake, ...] = tuple(items)
        super().__init__(self.items)

    def lines(self, lang: str = "sv") -> list[str]:
        """One line per mistake: where in the data, what, how to mend it."""
        return [f"{spelled(item.path)}: {item.in_(lang)}" if item.path else item.in_(lang) for item in self.items]

    def __str__(self) -> str:
        return "\n".join(self.lines())


def spelled(path: Path) -> str:
    """A path as people read it: `forms.describe_today.questions[2].id`, counted from 0."""
    text = ""
    for key in path:
        text += f"[{key}]" if isinstance(key, int) else f".{key}" if text else key
    return text


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The known name closest to `word`, or '' when none is close; case, hyphens and spaces do not count."""
    if len(word) > LONGEST_NAME:
        return ""
    names = sorted(set(known))
    plain = {_plain(name): name for name in reversed(names)}
    close = difflib.get_close_matches(_plain(word), plain, n=1, cutoff=0.7)
    return plain[close[0]] if close else ""


def _plain(word: str) -> str:
    return word.casefold().replace("-", "_").replace(" ", "_")
