"""What someone does at a moment of a rehearsal: plain facts, not yet done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from jimflow.rehearsal.people import Event


@dataclass(frozen=True, slots=True)
class Happens:
    """Something a people file says happens besides the habits."""

    rank: ClassVar[int] = 0
    at: datetime
    event: Event


@dataclass(frozen=True, slots=True)
class Enter:
    """A transition that leads into the round: the host invites, an agency joins."""

    rank: ClassVar[int] = 1
    at: datetime
    participation: int
    trigger: str
    by_host: bool


@dataclass(frozen=True, slots=True)
class Submit:
    """A function submits its part of an assignment."""

    rank: ClassVar[int] = 1
    at: datetime
    participation: int
    step: str
    assignment: str
    function: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Someone answers the invitation to a meeting; `deputy` is the appointment that comes instead."""

    rank: ClassVar[int] = 1
    at: datetime
    participation: int
    step: str
    appointment: int
    answer: str
    deputy: int | None


@dataclass(frozen=True, slots=True)
class Hold:
    """The coordinator marks a cluster's meeting as held."""

    rank: ClassVar[int] = 2
    at: datetime
    cluster: int
    step: str


@dataclass(frozen=True, slots=True)
class Record:
    """The coordinator records who came from one organisation."""

    rank: ClassVar[int] = 3
    at: datetime
    participation: int
    step: str


@dataclass(frozen=True, slots=True)
class Choose:
    """The coordinator chooses a cluster's theme."""

    rank: ClassVar[int] = 4
    at: datetime
    cluster: int
    step: str
    theme: str


@dataclass(frozen=True, slots=True)
class Accept:
    """The coordinator accepts a submitted assignment that waits for it."""

    rank: ClassVar[int] = 5
    at: datetime
    participation: int
    step: str
    assignment: str


@dataclass(frozen=True, slots=True)
class Look:
    """The coordinator looks whether a participation can move on, and moves it if so."""

    rank: ClassVar[int] = 6
    at: datetime
    participation: int


Act = Happens | Enter | Submit | Answer | Hold | Record | Choose | Accept | Look
"""`rank` orders what falls on the same instant: what agencies do comes before what the coordinator does then."""
