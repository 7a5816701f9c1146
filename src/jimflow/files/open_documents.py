"""Whether an OpenDocument file is what its name says, and holds nothing that runs or is fetched when it is opened."""

from __future__ import annotations

import re

from jimflow.files.package_search import PACKAGE, Find, harmless_link, remote, searched
from jimflow.files.packages import Bounds, BrokenPackage, Room, parts_of, unpacked
from jimflow.files.unfit import DOCUMENT_TYPE, FETCHES, LINKS, MACROS, OBJECTS, PASSWORD, Unfit

_MEDIA = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
    "odp": b"application/vnd.oasis.opendocument.presentation",
}
_NEEDED = {"content.xml", "META-INF/manifest.xml"}
_LOADED = "image|object|object-ole|plugin|applet|floating-frame|fill-image|background-image|sound|template|auto-reload"
_SOURCES = r"section-source|table-source|cell-range-source|database-source-\w+"
_HREF = rb"""[^<>]*\s[\w.-]+:href\s*=\s*["']([^"'<>]*)"""
_FINDS = (
    Find(b"<!", re.compile(rb"<!(?:doctype|entity)"), DOCUMENT_TYPE),
    Find(b"encryption-data", re.compile(rb"<[\w.-]+:encryption-data\b"), PASSWORD),
    Find(b"event-listener", re.compile(rb"<[\w.-]+:event-listener\b"), MACROS),
    Find(b"vnd.sun.star.", re.compile(rb"vnd\.sun\.star\.(?:script|command|expand|tdoc)"), MACROS),
    Find(b"macro:", re.compile(rb"""href\s*=\s*["']\s*macro:"""), MACROS),
    Find(b":applet", re.compile(rb"<[\w.-]+:applet\b"), OBJECTS),
    Find(b":plugin", re.compile(rb"<[\w.-]+:plugin\b"), OBJECTS),
    Find(b"dde-", re.compile(rb"<[\w.-]+:dde-(?:source|connection)\b"), FETCHES),
    Find(b"dde", re.compile(rb"""formula\s*=\s*["'][^"'<>]*\bdde\s*\("""), FETCHES),
    Find(b"webservice", re.compile(rb"""formula\s*=\s*["'][^"'<>]*\bwebservice\s*\("""), FETCHES),
    Find(
        b":href",
        re.compile(rf"<[\w.-]+:(?:{_LOADED}|{_SOURCES})\b".encode() + _HREF),
        FETCHES,
        unless=lambda target: not remote(target),
    ),
    Find(b":href", re.compile(rb"<[\w.-]+:a\b" + _HREF), LINKS, unless=harmless_link),
)


def check_open_document(content: bytes, kind: str, bounds: Bounds, room: Room) -> None:
    """Raises Unfit, or what `packages` raises, where a file of this kind (odt, ods, odp) should not be taken."""
    parts = parts_of(content, bounds)
    first = parts[0] if parts else None
    if first is None or first.name != "mimetype" or not first.stored:
        raise BrokenPackage
    if first.size != len(_MEDIA[kind]) or b"".join(unpacked(content, first, room)) != _MEDIA[kind]:
        raise BrokenPackage
    if not {part.name for part in parts} >= _NEEDED:
        raise BrokenPackage
    if any(part.name.casefold().startswith(("basic/", "scripts/", "dialogs/")) for part in parts):
        raise Unfit(MACROS)
    for part in parts:
        finds = _FINDS if part.name.casefold().endswith((".xml", ".rdf")) else ()
        for number, piece in enumerate(searched(unpacked(content, part, room), finds)):
            if number == 0 and piece.startswith(PACKAGE):
                raise Unfit(OBJECTS)
