"""What is said of several alike is said once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def said_once(texts: Mapping[int, Sequence[str]]) -> tuple[list[str], dict[int, list[str]]]:
    """(what is said of all of them, what is left for each); where there is only one, everything is its own."""
    first = next(iter(texts.values()), ())
    shared = [t for t in dict.fromkeys(first) if len(texts) > 1 and all(t in several for several in texts.values())]
    return shared, {n: [t for t in dict.fromkeys(several) if t not in shared] for n, several in texts.items()}
