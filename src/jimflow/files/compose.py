"""Builds plain data from YAML events, one at a time: what the language forbids is named, never obeyed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    StreamEndEvent,
)

from jimflow.core.mistakes import Mistake, Path, Said
from jimflow.files import syntax
from jimflow.files.decode import at_line, invisible, invisible_characters
from jimflow.files.places import BadFile
from jimflow.files.scalars import KEY_IS_TEXT, Unfit, key_of, value_of

Place = tuple[int, int]
Places = dict[Path, Place]
"""Line and column, both from 1, of every key and list item."""

DEPTH = 20  # mappings and lists inside each other
NODES = 40_000  # keys, values, mappings and lists together
ENOUGH = 100  # mistakes after which one more helps nobody

# libyaml where the wheel carries it: ten times as fast, the same events.
PARSER: Any = yaml.CLoader if yaml.__with_libyaml__ else yaml.SafeLoader


def compose(text: str, name: str) -> tuple[Any, Places]:
    """The data of one YAML document and the place of every path; BadFile with all that is wrong."""
    composer = _Composer(text)
    composer.read()
    if composer.found:
        once: dict[tuple[int, Said], Mistake] = {}
        for (line, _), mistake in sorted(composer.found, key=lambda found: found[0]):
            once.setdefault((line, mistake.what), mistake)
        raise BadFile(at_line(name, line, mistake) for (line, _), mistake in once.items())
    return composer.root, composer.places


@dataclass(slots=True)
class _Open:
    """A mapping or list that has not ended yet; `key`, at `key_at`, is the key whose value comes next."""

    path: Path
    data: dict[str, Any] | list[Any]
    in_braces: bool
    key: str | None = None
    key_at: Place | None = None

    @property
    def wants_key(self) -> bool:
        return self.key is None and isinstance(self.data, dict)

    def next_path(self) -> Path:
        return (*self.path, len(self.data) if isinstance(self.data, list) else self.key or "")


class _Enough(Exception):  # noqa: N818
    """Reading on would help nobody."""


class _Composer:
    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.found: list[tuple[Place, Mistake]] = []
        self.places: Places = {}
        self.root: Any = None
        self.open: list[_Open] = []
        self.nodes = 0
        self.documents = 0

    def read(self) -> None:
        try:
            self._no_invisible_characters()
            for event in _events(self.text):
                self._take(event)
            if not self.documents:
                self._wrong((1, 1), _EMPTY)
        except _Enough:
            pass
        except yaml.YAMLError as error:
            line, column, mistake = syntax.unreadable(error, self.lines)
            self.found.append(((line, column), mistake))

    def _no_invisible_characters(self) -> None:
        for at, character in invisible_characters(self.text):
            line, start = self.text.count("\n", 0, at) + 1, self.text.rfind("\n", 0, at)
            self._wrong((line, at - start), *invisible(character))
        if self.found:
            raise _Enough

    def _take(self, event: Event) -> None:
        if isinstance(event, NodeEvent):
            self._check(event)
        if isinstance(event, ScalarEvent):
            self._scalar(event)
        elif isinstance(event, CollectionStartEvent):
            self._start(event)
        elif isinstance(event, CollectionEndEvent):
            self._put(self.open.pop().data)
        elif isinstance(event, AliasEvent):
            self._put("")
        elif isinstance(event, DocumentStartEvent):
            self._document(event)

    def _document(self, event: DocumentStartEvent) -> None:
        self.documents += 1
        if self.documents > 1:
            self._stop(_place(event), syntax.SEVERAL, syntax.ONE_EACH)
        end: Any = event.end_mark
        for number in range(_place(event)[0], end.line + 1):
            if self.lines[number - 1].startswith("%"):
                self._wrong((number, 1), syntax.DIRECTIVE)

    def _check(self, event: NodeEvent) -> None:
        self.nodes += 1
        if self.nodes > NODES:
            self._stop(_place(event), _TOO_MANY)
        if isinstance(event, AliasEvent):
            self._wrong(_place(event), syntax.ALIAS, syntax.IN_QUOTES)
        elif event.anchor is not None:
            self._wrong(_place(event), syntax.ANCHOR, syntax.IN_QUOTES)
        if isinstance(event, ScalarEvent | CollectionStartEvent) and event.tag is not None:
            self._wrong(_place(event), syntax.TAG, syntax.IN_QUOTES)

    def _start(self, event: CollectionStartEvent) -> None:
        if len(self.open) == DEPTH:
            self._stop(_place(event), _TOO_DEEP)
        if self.open and self.open[-1].wants_key:
            self._wrong(_place(event), KEY_IS_TEXT, _BRACES)
        data: dict[str, Any] | list[Any] = {} if isinstance(event, MappingStartEvent) else []
        self.open.append(_Open(self._arrive(event), data, bool(event.flow_style)))

    def _scalar(self, event: ScalarEvent) -> None:
        top = self.open[-1] if self.open else None
        if top is None:
            self._wrong(_place(event), *((_NO_KEYS, _SPACE) if event.value else (_EMPTY,)))
        elif top.wants_key:
            top.key, top.key_at = self._key(event, top), _place(event)
        else:
            self._put(self._value(event, top))

    def _key(self, event: ScalarEvent, top: _Open) -> str:
        try:
            key = key_of(event)
        except Unfit as unfit:
            self._wrong(_place(event), unfit.what, unfit.suggestion)
            return str(event.value)
        path = (*top.path, key)
        if path in self.places:
            line = self.places[path][0]
            what = Said(f"nyckeln ”{key}” finns redan på rad {line}", f"the key “{key}” is already on line {line}")
            self._wrong(_place(event), what, _ONE_OF_THEM, path)
            return f"{key} {_place(event)}"  # what stands under it is no repetition of its own
        self.places[path] = _place(event)
        return key

    def _value(self, event: ScalarEvent, top: _Open) -> str | int | bool:
        path = self._arrive(event)
        if event.tag is not None or event.anchor is not None:
            return ""
        try:
            return value_of(event, in_braces=top.in_braces)
        except Unfit as unfit:
            place = _place(event) if event.value else top.key_at or self.places.get(path, _place(event))
            self._wrong(place, unfit.what, unfit.suggestion, path)
            return ""

    def _arrive(self, event: Event) -> Path:
        """The path of the value that starts here; a list item has its own place, other values their key's."""
        path = self.open[-1].next_path() if self.open else ()
        self.places.setdefault(path, _place(event))
        return path

    def _put(self, value: Any) -> None:
        top = self.open[-1] if self.open else None
        if top is None:
            self.root = value
        elif isinstance(top.data, list):
            top.data.append(value)
        elif top.key is None:
            top.key = ""  # a mapping or list where a key should be, named before
        else:
            top.data[top.key] = value
            top.key = None

    def _wrong(self, place: Place, what: Said, suggestion: Said | None = None, path: Path = ()) -> None:
        line = min(place[0], len(self.lines))  # libyaml puts the end of a file on a line of its own
        self.found.append(((line, place[1]), Mistake(path, what, suggestion)))
        if len(self.found) == ENOUGH:
            raise _Enough

    def _stop(self, place: Place, what: Said, suggestion: Said | None = None) -> NoReturn:
        self._wrong(place, what, suggestion)
        raise _Enough


def _events(text: str) -> Iterator[Event]:
    parser = PARSER(text)
    try:
        while not isinstance(event := parser.get_event(), StreamEndEvent):
            yield event
    except (ValueError, OverflowError):  # the pure parser hands escapes such as \UFFFFFFFF to chr()
        raise yaml.MarkedYAMLError(problem="escape code", problem_mark=parser.get_mark()) from None


def _place(event: Event) -> Place:
    mark: Any = event.start_mark
    return mark.line + 1, mark.column + 1


_EMPTY = Said("filen är tom", "the file is empty")
_NO_KEYS = Said("filen består inte av nycklar och värden", "the file does not consist of keys and values")
_SPACE = Said("skriv nyckel: värde, med blanksteg efter kolonet", "write key: value, with a space after the colon")
_ONE_OF_THEM = Said("ta bort den ena eller byt namn", "remove one of them or rename it")
_BRACES = Said("sätt text som börjar med { eller [ inom citattecken", "put text that starts with { or [ in quotes")
_TOO_DEEP = Said(f"mer än {DEPTH} nivåer ligger inuti varandra", f"more than {DEPTH} levels lie inside each other")
_TOO_MANY = Said(f"filen rymmer mer än {NODES} nycklar och värden", f"the file holds more than {NODES} keys and values")
