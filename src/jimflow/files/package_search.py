"""Looks through the parts of a document that is a zip package for what runs, hides, or is fetched from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote
from xml.parsers import expat

from jimflow.core.mistakes import Said
from jimflow.files.unfit import OBJECTS, Unfit

PACKAGE = b"PK\x03\x04"
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"#!", b"{\\rtf", b"Rar!", b"7z\xbc\xaf")
"""Programs of Windows, Linux, Java and macOS, scripts, and packages of other kinds."""
_OBJECT = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What macros and objects of other programs are stored as, by whatever name."""
_OVERLAP = 1 << 14  # bytes
_LEAST = 1 << 12  # bytes of a piece that is worth looking into
_MOST_ELEMENTS = 200_000
_LOCAL = re.compile(r"(file:///|[a-z]:[/\\])(?![/\\])", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+):", re.IGNORECASE)
_HARMLESS = frozenset(("http", "https", "mailto", "tel", "sip", "ftp", "file"))


@dataclass(frozen=True, slots=True)
class Find:
    """What must not be there: bytes that are quick to look for, the pattern they belong to, and what it means.

    Both are in small letters, as what they are looked for in. `unless` may say of what the pattern's first group holds
    that it does no harm.
    """

    sign: bytes
    pattern: re.Pattern[bytes]
    what: Said
    unless: Callable[[str], bool] | None = None


def searched(pieces: Iterable[bytes], finds: Sequence[Find]) -> Iterator[bytes]:
    """The bytes of a part as they come; raises Unfit where they are a program or hold what is looked for."""
    before = b""
    for number, piece in enumerate(_gathered(pieces)):
        if number == 0 and piece.startswith((*_PROGRAMS, _OBJECT)):
            raise Unfit(OBJECTS)
        if finds:
            window = before + piece.replace(b"\0", b"").lower()  # without what UTF-16 puts between
            for find in finds:
                if find.sign in window and any(_counts(found, find) for found in find.pattern.finditer(window)):
                    raise Unfit(find.what)
            before = window[-_OVERLAP:]
        yield piece


def _gathered(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Without small pieces, which a package can be made to give."""
    held = b""
    for piece in pieces:
        held += piece
        if len(held) >= _LEAST:
            yield held
            held = b""
    if held:
        yield held


def _counts(found: re.Match[bytes], find: Find) -> bool:
    return find.unless is None or not find.unless(unescape(found[1].decode("utf-8", "replace")))


def elements(xml: bytes) -> list[tuple[str, Mapping[str, str]]]:
    """Every element of a small part: its name and attributes, without namespaces. Raises ValueError if no XML."""
    found: list[tuple[str, Mapping[str, str]]] = []

    def begun(name: str, attributes: dict[str, str]) -> None:
        if len(found) >= _MOST_ELEMENTS:
            raise ValueError("too many elements")
        found.append((name.rpartition(" ")[2], {key.rpartition(" ")[2]: value for key, value in attributes.items()}))

    def declared(*_: object) -> None:
        raise ValueError("a document type")

    reader = expat.ParserCreate(namespace_separator=" ")
    reader.StartElementHandler = begun
    reader.StartDoctypeDeclHandler = declared
    try:
        reader.Parse(xml, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error
    return found


def remote(target: str) -> bool:
    """True where a program that follows it by itself would reach another machine."""
    plain = unquote(target).strip()
    if _LOCAL.match(plain):
        return False
    return plain.startswith(("/", "\\")) or _SCHEME.match(plain) is not None


def harmless_link(target: str) -> bool:
    """True for a link that leads to a page, a mail, a call or a file once somebody follows it."""
    scheme = _SCHEME.match(unquote(target).strip())
    return scheme is None or scheme[1].lower() in _HARMLESS
