"""Values with their place: each is taken out strictly, and what is wrong with it is noted in the book."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from jimflow.core.language.book import EVERY_KIND, Book
from jimflow.core.language.phrases import described, either, meant, quoted
from jimflow.core.language.placeholders import misused
from jimflow.core.laps import plain
from jimflow.core.mistakes import Path, Said, did_you_mean
from jimflow.core.moments import Effort, Moment, MomentError, Offset, parse_effort, parse_moment

EMPTY = Said("", "")
NEVER = Moment(())
"""Stands where a time could not be read; it has no date, so no check speaks about it."""

MOST_TIMES = 20
"""Reminders, notices or looks ahead; more would only be noise to those who get them."""

LANGUAGES = (("sv", Said("svenska", "Swedish")), ("en", Said("engelska", "English")))
Word = TypeVar("Word", bound=str)
_NAME = re.compile(r"[^\W\d_][\w-]{0,59}")


@dataclass(frozen=True, slots=True)
class Node:
    """One value of the data at its path. Each method reads it as one thing, or notes why it is not that."""

    value: object
    path: Path
    book: Book

    def wrong(self, what: Said, suggestion: Said | None = None) -> None:
        """Notes a mistake at this place."""
        self.book.add(self.path, what, suggestion)

    def expected(self, sv: str, en: str) -> None:
        """Notes that something else stands here than what should."""
        found = described(self.value)
        self.wrong(Said(f"här ska stå {sv}, inte {found.sv}", f"expected {en}, not {found.en}"))

    def text(self, *, one_line: bool = False) -> str:
        """Words, without the spaces around them; "" when there are none."""
        if not isinstance(self.value, str):
            self.expected("en text", "a text")
            return ""
        words = self.value.strip()
        if not words:
            self.wrong(Said("texten är tom", "the text is empty"))
        elif one_line and len(words.splitlines()) > 1:
            self.wrong(Said("texten ska stå på en rad", "the text must stand on one line"))
        return words

    def said(self, placeholders: Collection[str] = (), *, one_line: bool = False) -> Said:
        """A text in the languages of the programme, with no other {placeholders} than those named.

        In a programme without English a text may stand alone, and is the same to those who read English.
        """
        alone = self.book.languages == ("sv",)
        if alone and isinstance(self.value, str):
            words = _checked(self, placeholders, one_line=one_line)
            return Said(words, words)
        if not isinstance(self.value, dict):
            if alone:
                self.expected("en text", "a text")
            else:
                self.expected("en text på två språk, {sv: …, en: …}", "a text in two languages, {sv: …, en: …}")
            return EMPTY
        fields = self.fields((), ("sv", "en"))
        for key, language in LANGUAGES:
            if key in self.book.languages and fields.get(key) is None:
                self.book.add(
                    (*self.path, key),
                    Said(f"översättningen till {language.sv} saknas", f"the {language.en} translation is missing"),
                    Said(f"skriv {key}: och texten", f"write {key}: and the text"),
                )
        return both(fields, placeholders, one_line=one_line)

    def word(self, allowed: Sequence[Word]) -> Word | None:
        """One of the words of the language."""
        for word in allowed:
            if self.value == word:
                return word
        if not isinstance(self.value, str):
            self.expected(either(allowed, "eller"), either(allowed, "or"))
            return None
        close = did_you_mean(self.value, allowed)
        self.wrong(
            Said(f"okänt ord {quoted(self.value)}", f"unknown word {quoted(self.value)}"),
            meant(close) if close else Said(f"skriv {either(allowed, 'eller')}", f"write {either(allowed, 'or')}"),
        )
        return next((word for word in allowed if word == close), None)

    def flag(self) -> bool:
        """true or false; false when it is neither."""
        if not isinstance(self.value, bool):
            self.expected("true eller false", "true or false")
            return False
        return self.value

    def whole(self, least: int, most: int) -> int | None:
        """A whole number within bounds, both included."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            self.expected("ett heltal", "a whole number")
            return None
        if not least <= self.value <= most:
            self.wrong(Said(f"talet ska vara mellan {least} och {most}", f"the number must be from {least} to {most}"))
            return None
        return self.value

    def items(self, most: int | None = None) -> list[Node]:
        """The items of a list, each with its place; those beyond `most` are noted and left out."""
        if not isinstance(self.value, list | tuple):
            self.expected("en lista", "a list")
            self.book.lost |= EVERY_KIND
            return []
        if most is not None and len(self.value) > most:
            self.wrong(
                Said(f"listan har fler än {most} tider", f"the list has more than {most} times"),
                Said("ta bort några", "remove some"),
            )
        return [Node(item, (*self.path, at), self.book) for at, item in enumerate(self.value[:most])]

    def entries(self, *, occasions: bool = False) -> dict[str, Node]:
        """What stands under each name that the writer chose."""
        if not isinstance(self.value, dict):
            self.expected("namn med innehåll under", "names with content below them")
            self.book.lost |= EVERY_KIND
            return {}
        found: dict[str, Node] = {}
        for key, value in self.value.items():
            node = Node(value, (*self.path, str(key)), self.book)
            if (
                (occasions and isinstance(key, str) and _NAME.fullmatch(plain(key)))
                or node.is_name(key)
                or isinstance(key, str)
            ):
                found[str(key)] = node
        return found

    def is_name(self, text: object) -> bool:
        """True when `text` may name something; noted at this place when not."""
        if isinstance(text, str) and _NAME.fullmatch(text):
            return True
        self.wrong(
            Said(f"{quoted(str(text))} kan inte vara ett namn", f"{quoted(str(text))} cannot be a name"),
            Said(
                "ett namn börjar med en bokstav och har bara bokstäver, siffror, _ och -",
                "a name starts with a letter and has only letters, digits, _ and -",
            ),
        )
        return False

    def fields(
        self, required: Sequence[str], optional: Sequence[str] = (), other: Mapping[str, str] | None = None
    ) -> Fields:
        """What stands under the keys of the language; unknown and missing keys are noted.

        `other` words may be written for some of the keys; nobody is told of them.
        """
        if not isinstance(self.value, dict):
            self.expected("nycklar med innehåll", "keys with content")
            self.book.lost |= EVERY_KIND
            return Fields(self, {})
        known = (*required, *optional)
        nodes: dict[str, Node] = {}
        for key, value in self.value.items():
            node = Node(value, (*self.path, str(key)), self.book)
            if key in known:
                nodes[key] = node
            elif other and key in other:
                nodes.setdefault(other[key], node)
            else:
                close = node.misspelt(str(key), known, self.value)
                if close:  # read on as if it had been spelt right, so that one slip is told once
                    nodes.setdefault(close, node)
        for key in required:
            if key not in nodes:
                self.book.add(
                    (*self.path, key),
                    Said(f"nyckeln {key} saknas", f"the key {key} is missing"),
                )
        return Fields(self, nodes)

    def misspelt(self, key: str, known: Sequence[str], taken: Collection[str]) -> str:
        """Notes an unknown key; the one probably meant, or ""."""
        close = did_you_mean(key, [other for other in known if other not in taken])
        some = Said(f"här kan stå {', '.join(known)}", f"known here: {', '.join(known)}")
        none = Said("ta bort den", "remove it")
        self.wrong(
            Said(f"okänd nyckel {quoted(key)}", f"unknown key {quoted(key)}"),
            meant(close) if close else some if known else none,
        )
        return close

    def name(self, kind: str) -> str | None:
        """The name of something of `kind` that exists."""
        if not isinstance(self.value, str):
            self.expected("ett namn", "a name")
            self.book.lost.add(kind)
            return None
        return self.book.find(kind, self.value, self.path)

    def moment(self, anchors: Collection[str]) -> Moment:
        """A time relative to one of the anchors; NEVER when it cannot be read."""
        text = self.text()
        try:
            return self._answered(parse_moment(text, anchors)) if text else NEVER
        except MomentError as error:
            self.wrong(error.what, error.suggestion)
            return NEVER

    def _answered(self, found: Moment) -> Moment:
        """Notes the dates that are somebody's answers: the assignment must exist, the question is looked for later."""
        return Moment(tuple(self._answer(offset) for offset in found.alternatives))

    def _answer(self, offset: Offset) -> Offset:
        assignment, dot, field = offset.anchor.partition(".")
        known = self.book.find("assignment", assignment, self.path) if dot else None
        if known is None:
            return offset
        self.book.answer_dates.setdefault((known, field), self.path)
        return replace(offset, anchor=f"{known}.{field}")

    def effort(self) -> Effort:
        """An amount of work; 0 minutes when it cannot be read."""
        text = self.text()
        try:
            return parse_effort(text) if text else Effort(0)
        except MomentError as error:
            self.wrong(error.what, error.suggestion)
            return Effort(0)


@dataclass(frozen=True, slots=True)
class Fields:
    """The known keys of one mapping; a key left out reads as its default, for it is noted where it is required."""

    node: Node
    nodes: dict[str, Node]

    def get(self, key: str) -> Node | None:
        """The value under `key` with its place, or None."""
        return self.nodes.get(key)

    def text(self, key: str, *, one_line: bool = False) -> str:
        return self.nodes[key].text(one_line=one_line) if key in self.nodes else ""

    def said(self, key: str, placeholders: Collection[str] = (), *, one_line: bool = False) -> Said:
        return self.nodes[key].said(placeholders, one_line=one_line) if key in self.nodes else EMPTY

    def word(self, key: str, allowed: Sequence[Word], default: Word) -> Word:
        found = self.nodes[key].word(allowed) if key in self.nodes else None
        return default if found is None else found

    def flag(self, key: str, default: bool = False) -> bool:
        return self.nodes[key].flag() if key in self.nodes else default

    def whole(self, key: str, least: int, most: int) -> int | None:
        return self.nodes[key].whole(least, most) if key in self.nodes else None

    def items(self, key: str, most: int | None = None) -> list[Node]:
        return self.nodes[key].items(most) if key in self.nodes else []

    def entries(self, key: str, *, occasions: bool = False) -> dict[str, Node]:
        return self.nodes[key].entries(occasions=occasions) if key in self.nodes else {}

    def name(self, key: str, kind: str) -> str | None:
        return self.nodes[key].name(kind) if key in self.nodes else None

    def names(self, key: str, kind: str) -> tuple[str, ...]:
        """The names in a list, each once; one that stands there twice is noted."""
        return tuple(name for name, _ in self.named(key, kind))

    def named(self, key: str, kind: str) -> list[tuple[str, Path]]:
        """As `names`, each with its place."""
        found: dict[str, Path] = {}
        for item in self.items(key):
            name = item.name(kind)
            if name is None:
                continue
            if name in found:
                item.wrong(Said(f"{quoted(name)} står två gånger", f"{quoted(name)} stands here twice"))
            found.setdefault(name, item.path)
        return list(found.items())

    def moment(self, key: str, anchors: Collection[str]) -> Moment:
        return self.nodes[key].moment(anchors) if key in self.nodes else NEVER

    def effort(self, key: str) -> Effort:
        return self.nodes[key].effort() if key in self.nodes else Effort(0)


def both(fields: Fields, placeholders: Collection[str] = (), *, one_line: bool = False) -> Said:
    """The words under `sv` and `en` of a mapping that may hold other keys as well.

    In a programme without English the Swedish stands for both, and English is noted.
    """
    book = fields.node.book
    sv, en = (
        _checked(node, placeholders, one_line=one_line) if (node := fields.get(key)) else "" for key, _ in LANGUAGES
    )
    if "en" in book.languages:
        return Said(sv, en)
    if not book.english_too and (node := fields.get("en")):
        node.wrong(
            Said("programmet är bara på svenska", "the programme is in Swedish only"),
            Said("ta bort en:, eller skriv languages: [sv, en]", "remove en:, or write languages: [sv, en]"),
        )
        return Said(sv, sv)
    return Said(sv, en or sv)


def _checked(node: Node, placeholders: Collection[str], *, one_line: bool) -> str:
    words = node.text(one_line=one_line)
    for what, suggestion in misused(words, placeholders):
        node.wrong(what, suggestion)
    return words
