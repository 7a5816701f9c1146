"""One difference between a stored round and a file: what it is in words, and how it is done or why it is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from jimflow.core.mistakes import Said

Kind = Literal["added", "changed", "removed"]
About = Literal["round", "rule", "cluster", "member", "function", "meeting", "material"]
Deed = tuple[str, ...]
"""What is to be done: a verb and the codes it is about; () where it is not done this way."""


@dataclass(frozen=True, slots=True)
class Line:
    """A difference. `instead` says why it is not done this way and how to do it; None where it will be done.

    `command` is the call that does it then, and `at` what it is done to: ("member", code), ("meeting", cluster, step).
    """

    kind: Kind
    about: About
    said: Said
    deed: Deed = ()
    instead: Said | None = None
    command: str = ""
    at: tuple[str, ...] = ()

    def in_(self, lang: str) -> str:
        """The difference on one line, with what to do instead."""
        done = f": {self.command}" if self.command else ""
        return self.said.in_(lang) + (f" – {self.instead.in_(lang)}{done}" if self.instead is not None else "")


def short(text: str) -> str:
    """A text of any length within a line."""
    plain = " ".join(text.split())
    return plain if len(plain) <= 60 else plain[:59] + "…"


def turned(label: Said, before: str, after: str) -> Said:
    """`Rubrik: JiM+ → JiM+ 2`; an en dash stands for nothing."""
    shown = f"{short(before) or '–'} → {short(after) or '–'}"
    return Said(f"{label.sv}: {shown}", f"{label.en}: {shown}")
