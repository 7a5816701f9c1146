"""Laps: a step that is entered again has an occasion of its own — meeting, meeting.2, meeting.3 …"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from jimflow.core.mistakes import Said

if TYPE_CHECKING:
    from jimflow.core.workflow import Step

LAP = "{lap}"
"""Where a step's title shows its number; without it the number follows from the second lap on."""
_OCCASION = re.compile(r"(?P<step>[^.]+)\.(?P<lap>[2-9]|[1-9]\d)")


def occasion(step: str, lap: int) -> str:
    """How the `lap`-th time in `step` is called; the first bears the step's own name."""
    return step if lap <= 1 else f"{step}.{lap}"


def split(name: str) -> tuple[str, int]:
    """(step, lap) of an occasion's name; a name that is none is the first lap of itself."""
    match = _OCCASION.fullmatch(name)
    return (match["step"], int(match["lap"])) if match else (name, 1)


def plain(name: str) -> str:
    """The step that an occasion is of."""
    return split(name)[0]


def repeating(ways: Iterable[tuple[str, str]], steps: Iterable[str]) -> frozenset[str]:
    """The steps that lie on a cycle of `ways`: those that can be entered again without going back."""
    after: dict[str, set[str]] = {}
    for source, to in ways:
        after.setdefault(source, set()).add(to)
    return frozenset(step for step in steps if step in _reached(after, step))


def _reached(after: Mapping[str, set[str]], start: str) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        new = after.get(waiting.pop(), set()) - found
        found |= new
        waiting.extend(new)
    return found


class Steps(Mapping[str, "Step"]):
    """The steps by name, in order. A repeating one is also found by the name of any of its occasions."""

    __slots__ = ("_first", "_written", "repeating")

    def __init__(self, steps: Mapping[str, Step], repeating: frozenset[str] = frozenset()) -> None:
        self.repeating = repeating
        """The steps that may be entered again."""
        self._written = dict(steps)
        self._first = {name: _numbered(step, 1) if name in repeating else step for name, step in steps.items()}

    def __getitem__(self, name: str) -> Step:
        found = self._first.get(name)
        if found is not None:
            return found
        step, lap = split(name)
        if lap == 1 or step not in self.repeating:
            raise KeyError(name)
        return _numbered(
            self._written[step], lap
        )  # not kept: a workflow is shared by threads, and this is asked seldom

    def __iter__(self) -> Iterator[str]:
        return iter(self._first)

    def __len__(self) -> int:
        return len(self._first)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Steps) and (self._written, self.repeating) == (other._written, other.repeating)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Steps({self._written!r}, {self.repeating!r})"

    def written(self, name: str) -> Said:
        """A step's title as it stands in the definition."""
        return self._written[name].title

    def title(self, name: str) -> Said:
        """A step's title: of one occasion with its number, of the step as such without."""
        step = self._written.get(name)
        return _said(step.title, _bare) if step is not None else self[name].title


def place(order: Iterable[str], name: str) -> tuple[int, int]:
    """Where an occasion stands: by its step in `order`, then by its lap."""
    step, lap = split(name)
    return tuple(order).index(step), lap


def _numbered(step: Step, lap: int) -> Step:
    return replace(
        step,
        name=occasion(step.name, lap),
        lap=lap,
        title=_said(step.title, lambda text: _shown(text, lap)),
        is_first=step.is_first and lap == 1,
    )


def _said(title: Said, change: Callable[[str], str]) -> Said:
    return Said(change(title.sv), change(title.en))


def _shown(text: str, lap: int) -> str:
    if LAP in text:
        return text.replace(LAP, str(lap))
    return text if lap == 1 else f"{text} ({lap})"


def _bare(text: str) -> str:
    """`Träff {lap}` without its number is Träff, and `Uppdraget, år {lap}` is Uppdraget."""
    before, lap, after = text.partition(LAP)
    if lap and not after.strip() and ", " in before:
        before = before.rpartition(", ")[0]
    return " ".join(f"{before} {after}".split())
