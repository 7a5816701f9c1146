"""What a reading learns besides the values: mistakes, the names that exist, the names that are used."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from jimflow.core.language.phrases import listed, meant, quoted
from jimflow.core.mistakes import Mistake, Mistakes, Path, Said, did_you_mean

ENOUGH = 100
"""Mistakes after which more would help nobody; the reading stops there."""

COMPARABLE = 200
"""Names among which the one meant is looked for; among more it would take too long."""

RulePlace = Literal["attendance", "exit", "entry", "transition"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing that definitions name: its words for the messages."""

    unknown: Said
    the: Said
    names: Said


KINDS = {
    "function": Kind(
        Said("okänd funktion", "unknown function"),
        Said("funktionen", "the function"),
        Said("funktioner", "functions"),
    ),
    "choices": Kind(
        Said("okänd svarslista", "unknown list of choices"),
        Said("svarslistan", "the list of choices"),
        Said("svarslistor", "lists of choices"),
    ),
    "rule": Kind(Said("okänd regel", "unknown rule"), Said("regeln", "the rule"), Said("regler", "rules")),
    "assignment": Kind(
        Said("okänd uppgift", "unknown assignment"),
        Said("uppgiften", "the assignment"),
        Said("uppgifter", "assignments"),
    ),
    "form": Kind(Said("okänt formulär", "unknown form"), Said("formuläret", "the form"), Said("formulär", "forms")),
    "state": Kind(
        Said("okänt tillstånd", "unknown state"), Said("tillståndet", "the state"), Said("tillstånd", "states")
    ),
    "step": Kind(Said("okänt steg", "unknown step"), Said("steget", "the step"), Said("steg", "steps")),
    "theme": Kind(Said("okänt tema", "unknown theme"), Said("temat", "the theme"), Said("teman", "themes")),
    "organisation": Kind(
        Said("okänd organisation", "unknown organisation"),
        Said("organisationen", "the organisation"),
        Said("organisationer", "organisations"),
    ),
    "cluster": Kind(
        Said("okänt kluster", "unknown cluster"), Said("klustret", "the cluster"), Said("kluster", "clusters")
    ),
    "party": Kind(Said("okänd part", "unknown part"), Said("parten", "the part"), Said("parter", "parts")),
    "start": Kind(
        Said("okänd utlösning", "unknown start"),
        Said("utlösningen", "the start"),
        Said("det som kan startas", "starts"),
    ),
    "subject": Kind(
        Said("okänd deltagare", "unknown participant"),
        Said("deltagaren", "the participant"),
        Said("deltagare", "participants"),
    ),
    "answer": Kind(Said("okänt svar", "unknown answer"), Said("svaret", "the answer"), Said("svaren", "answers")),
    "field": Kind(Said("okänd fråga", "unknown question"), Said("frågan", "the question"), Said("frågor", "questions")),
    "chain step": Kind(
        Said("okänt steg i resultatkedjan", "unknown step of the results chain"),
        Said("steget", "the step"),
        Said("steg", "steps"),
    ),
}

EVERY_KIND = frozenset({*KINDS, "transition"})
"""What is lost when a whole part of the definition cannot be read."""


@dataclass(frozen=True, slots=True)
class RuleUse:
    """One place where the writer put a rule, and the steps it is looked at in there."""

    rule: str
    place: RulePlace
    steps: tuple[str, ...]
    path: Path


class Book:
    """Gathers while a definition is read; `lost` holds kinds of which some name could not be made out.

    A check that needs every name of a kind stays silent when the kind is lost, so that one slip is told once.
    """

    def __init__(self, languages: tuple[str, ...] = ("sv", "en"), *, english_too: bool = False) -> None:
        self.languages = languages
        """The languages every text is written in."""
        self.english_too = english_too
        """True where English may be given beside Swedish although it is not asked for."""
        self.mistakes: list[Mistake] = []
        self.names: dict[str, tuple[str, ...]] = {}
        self.used: set[tuple[str, str]] = set()
        self.lost: set[str] = set()
        self.rule_uses: list[RuleUse] = []
        self.rule_steps: dict[tuple[RulePlace, str, str], None] = {}
        self.answer_dates: dict[tuple[str, str], Path] = {}
        """The (assignment, question) whose answers times start from, each with the first place where one does."""
        self.places: dict[tuple[str, ...], Path] = {}

    def add(self, path: Path, what: Said, suggestion: Said | None = None) -> None:
        """Notes a mistake; raises Mistakes when there are more than a person can use."""
        self.mistakes.append(Mistake(path, _in_english_quotes(what), suggestion))
        if len(self.mistakes) == ENOUGH:
            more = Said(f"läsningen slutar efter {ENOUGH} fel", f"the reading stops after {ENOUGH} mistakes")
            raise Mistakes([*self.mistakes, Mistake((), more)])

    def find(self, kind: str, name: str, path: Path, known: Collection[str] | None = None) -> str | None:
        """The name when it exists, the one probably meant (reported) when it is misspelt, else None (reported).

        `known` stands in for the names of the kind. Nothing is reported when the section could not be read.
        """
        names = self.names.get(kind, ()) if known is None else known
        if name in names:
            self.used.add((kind, name))
            return name
        if known is None and kind not in self.names:
            self.lost.add(kind)
            return None
        words = KINDS[kind]
        close = closest(name, names)
        what = Said(f"{words.unknown.sv} {quoted(name)}", f"{words.unknown.en} {quoted(name)}")
        self.add(path, what, meant(close) if close else listed(words.names, names))
        if close:
            self.used.add((kind, close))
            return close
        self.lost.add(kind)
        return None


def closest(name: str, known: Collection[str]) -> str:
    """The known name that was probably meant; "" when none is, or among so many that looking takes too long."""
    return did_you_mean(name, known) if len(known) <= COMPARABLE else ""


def _in_english_quotes(said: Said) -> Said:
    return Said(said.sv, re.sub("”([^”]*)”", "“\\1”", said.en))
