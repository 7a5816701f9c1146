"""What a document tells beside the definition: the file's comment, the mails' subjects, a round's state and dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from jimflow.core.workflow import Assignment


@dataclass(frozen=True, slots=True)
class Dated:
    """One assignment of a cluster with its days in words; "" where a day is not known. `place` counts the steps."""

    place: int
    title: str
    meeting: str
    assignment: Assignment
    opens: str
    reminders: tuple[str, ...]
    due: str


@dataclass(frozen=True, slots=True)
class ClusterDates:
    """A cluster's name and its work in the order of the steps."""

    name: str
    rows: tuple[Dated, ...]


@dataclass(frozen=True, slots=True)
class RoundGiven:
    """A round in words: its title, what is not real about it, who stands where, when things are due."""

    title: str
    note: str
    as_of: str
    standing: Mapping[str, Sequence[str]]
    dates: tuple[ClusterDates, ...]
    places: Mapping[str, str] = field(default_factory=dict)
    """Addresses of those who stand somewhere, by name; none in a document that stands alone."""


@dataclass(frozen=True, slots=True)
class Given:
    """`about` is the comment at the head of the definition's file; `subjects` are by template."""

    about: tuple[str, ...] = ()
    subjects: Mapping[str, str] = field(default_factory=dict)
    round: RoundGiven | None = None
