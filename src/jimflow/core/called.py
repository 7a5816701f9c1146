"""Who or what is meant by a name, whole or in part, however it is written."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

Thing = TypeVar("Thing")
SHORTEST = 3
"""Letters that a part of a name must have for `called`."""


def folded(name: str) -> str:
    """A name as it is compared: case and spaces do not count, however its letters å, ä and ö are encoded."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def called(name: str, things: Sequence[Thing], names: Callable[[Thing], Sequence[str]]) -> list[Thing]:
    """Those called exactly so; else those of whose names it is a part."""
    wanted = folded(name)
    exact = [t for t in things if wanted in map(folded, names(t))]
    if exact or len(wanted) < SHORTEST:
        return exact
    return [t for t in things if fits(name, names(t))]


def fits(part: str, names: Iterable[str]) -> bool:
    """True when it is a part of one of the names; marks over letters do not count: forsak fits Försäkringskassan."""
    wanted = _bare(part)
    return any(wanted in _bare(n) for n in names)


def _bare(name: str) -> str:
    """A folded name without the marks over its letters, with _ and - as spaces."""
    plain = unicodedata.normalize("NFD", folded(name))
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("_", " ").replace("-", " ")
