"""Whether an Office file is what its name says, and holds nothing that runs or is fetched when it is opened."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from posixpath import normpath

from jimflow.files.package_search import PACKAGE, Find, elements, harmless_link, remote, searched
from jimflow.files.packages import Bounds, BrokenPackage, OverfullPackage, Part, Room, parts_of, unpacked
from jimflow.files.unfit import DOCUMENT_TYPE, FETCHES, LINKS, MACROS, OBJECTS, Unfit

_OFFICE = "application/vnd.openxmlformats-officedocument."
_MAIN = {
    "docx": f"{_OFFICE}wordprocessingml.document.main+xml",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet.main+xml",
    "pptx": f"{_OFFICE}presentationml.presentation.main+xml",
}
_TYPES, _FIRST = "[content_types].xml", "_rels/.rels"
_MOST_OF_RELATIONS = 8 * 1024 * 1024  # bytes of all parts that say how parts hang together
_RUNS = ("macroenabled", "vba", "macrosheet", "activex", "keymapcustomizations", "attachedtoolbars")
_HOLDS = ("oleobject", "afchunk", "/control")
_LARGEST_INSIDE = 25 * 1024 * 1024  # bytes of a file that lies in another
_FINDS = (
    Find(b"<!", re.compile(rb"<!(?:doctype|entity)"), DOCUMENT_TYPE),
    Find(b"ddelink", re.compile(rb"<(?:\w+:)?ddelink\b"), FETCHES),
    Find(b"instrtext", re.compile(rb"""<(?:\w+:)?instrtext[^<>]*>[\s"]*(?:&quot;)?dde"""), FETCHES),
    Find(b"instr", re.compile(rb"""instr\s*=\s*["'][\s"]*(?:&quot;)?dde"""), FETCHES),
    Find(b"webservice", re.compile(rb"<(?:\w+:)?f[ >][^<]*webservice\s*\("), FETCHES),
    Find(b"_xlfn.image", re.compile(rb"<(?:\w+:)?f[ >][^<]*_xlfn\.image\s*\("), FETCHES),
    Find(b"refreshonload", re.compile(rb"""<(?:\w+:)?connection\s[^<>]*refreshonload\s*=\s*["'](?:1|true)"""), FETCHES),
)


def check_office(content: bytes, kind: str, bounds: Bounds, room: Room, *, inside: bool = False) -> None:
    """Raises Unfit, or what `packages` raises, where a file of this kind (docx, xlsx, pptx) should not be taken.

    `inside`: it lies in another, as the figures of a chart do, and then nothing may lie in it. A field that is cut
    into several pieces is not put together, and nothing is run to see what it does.
    """
    parts = parts_of(content, bounds)
    try:
        main, said = _main(_small(content, parts))
    except (KeyError, ValueError):
        raise BrokenPackage from None
    names = {f"/{part.name.casefold()}" for part in parts}
    if main not in names or not main.endswith(".xml") or said != _MAIN[kind]:
        raise BrokenPackage
    for part in parts:
        _look_into(content, part, bounds, room, inside=inside)


def _main(small: Mapping[str, bytes]) -> tuple[str, str]:
    """The part that a program begins with and what kind it is said to be; all that is said is judged on the way.

    Raises KeyError and ValueError where it is not said, or said of several.
    """
    types = [(name, said) for name, said in elements(small[_TYPES]) if "ContentType" in said]
    _judge_types([said["ContentType"].lower() for _, said in types])
    first: Sequence[Mapping[str, str]] = ()
    for name, xml in small.items():
        if name != _TYPES:
            relations = [said for tag, said in elements(xml) if tag == "Relationship"]
            _judge_relations(relations)
            first = relations if name == _FIRST else first
    (target,) = (said["Target"] for said in first if said.get("Type", "").endswith("/officeDocument"))
    main = normpath(f"/{target.lstrip('/')}").casefold()
    overrides = {said.get("PartName", "").casefold(): said["ContentType"] for name, said in types if name == "Override"}
    return main, overrides[main]


def _small(content: bytes, parts: Sequence[Part]) -> dict[str, bytes]:
    """The parts that say what the others are, by their names in small letters: few bytes, so they are read whole."""
    said = [p for p in parts if p.name.casefold() == _TYPES or p.name.casefold().endswith(".rels")]
    room = Room(_MOST_OF_RELATIONS)
    if sum(part.size for part in said) > _MOST_OF_RELATIONS:
        raise BrokenPackage
    return {part.name.casefold(): b"".join(unpacked(content, part, room)) for part in said}


def _judge_types(types: Sequence[str]) -> None:
    if any(word in said for said in types for word in _RUNS):
        raise Unfit(MACROS)
    if any(word in said for said in types for word in _HOLDS):
        raise Unfit(OBJECTS)


def _judge_relations(relations: Sequence[Mapping[str, str]]) -> None:
    kinds = [said.get("Type", "").lower() for said in relations]
    _judge_types(kinds)
    for said, kind in zip(relations, kinds, strict=True):
        if said.get("TargetMode", "").lower() != "external":
            continue
        target = said.get("Target", "")
        if kind.endswith("/hyperlink"):
            if not harmless_link(target):
                raise Unfit(LINKS)
        elif remote(target):
            raise Unfit(FETCHES)


def _look_into(content: bytes, part: Part, bounds: Bounds, room: Room, *, inside: bool) -> None:
    name = part.name.casefold()
    if name.endswith("vbaproject.bin"):
        raise Unfit(MACROS)
    finds = _FINDS if name.endswith((".xml", ".rels", ".vml")) else ()
    pieces = searched(unpacked(content, part, room), finds)
    first = next(pieces, b"")
    if not first.startswith(PACKAGE):
        for _ in pieces:
            pass
        return
    kind = name.rpartition(".")[2]
    if inside or kind not in _MAIN:
        raise Unfit(OBJECTS)
    if part.size > _LARGEST_INSIDE:
        raise OverfullPackage
    try:
        check_office(first + b"".join(pieces), kind, bounds, room, inside=True)
    except BrokenPackage:
        raise Unfit(OBJECTS) from None
