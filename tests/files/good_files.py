"""One small good file of each kind that people may send us, and how to lay zip packages anew."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from functools import cache

from docx import Document
from openpyxl import Workbook

OFFICE = "application/vnd.openxmlformats-officedocument."
PRESENTATION = f"{OFFICE}presentationml.presentation.main+xml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_URN = "urn:oasis:names:tc:opendocument:xmlns"
OPEN = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}
DIRECTORY = b"PK\x01\x02"


@cache
def good(kind: str) -> bytes:
    """A good file of that kind."""
    return _MAKERS[kind]()


def packed(parts: Mapping[str, bytes], stored: tuple[str, ...] = ("mimetype",)) -> bytes:
    """A zip package of these parts in their order."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, octets in parts.items():
            part = zipfile.ZipInfo(name, (2021, 6, 1, 0, 0, 0))
            package.writestr(part, octets, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return file.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def with_parts(kind: str, parts: Mapping[str, bytes]) -> bytes:
    """The good file with more parts, or other ones."""
    return packed({**unpacked(good(kind)), **parts})


def related(kind: str, type_: str, target: str, *, external: bool = True) -> bytes:
    """The good Office file with one more relation of its main part."""
    main = {"docx": "word/document", "xlsx": "xl/workbook", "pptx": "ppt/presentation"}[kind]
    name = f"{main.replace('/', '/_rels/')}.xml.rels"
    empty = f'<Relationships xmlns="{_PACKAGE}/relationships"></Relationships>'.encode()
    mode = ' TargetMode="External"' if external else ""
    one = f'<Relationship Id="x1" Type="{type_}" Target="{target}"{mode}/></Relationships>'
    before = unpacked(good(kind)).get(name, empty)
    return with_parts(kind, {name: before.replace(b"</Relationships>", one.encode())})


def typed(kind: str, was: str, becomes: str) -> bytes:
    """The good Office file with other words in what it says of its parts."""
    types = unpacked(good(kind))["[Content_Types].xml"].decode()
    assert was in types
    return with_parts(kind, {"[Content_Types].xml": types.replace(was, becomes).encode()})


def _docx() -> bytes:
    document = Document()
    document.add_heading("Svar", 1)
    document.add_paragraph("Färre kvinnor söker. Se PK\x20och MZ.")
    return _saved(document)


def _xlsx() -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["A2"] = "Kostnad", 12
    return _saved(book)


def _saved(made: object) -> bytes:
    file = io.BytesIO()
    made.save(file)  # type: ignore[attr-defined]
    return file.getvalue()


def _pptx() -> bytes:
    rels = f'<Relationships xmlns="{_PACKAGE}/relationships">'
    return packed(
        {
            "[Content_Types].xml": (
                f'<?xml version="1.0"?><Types xmlns="{_PACKAGE}/content-types">'
                '<Default Extension="xml" ContentType="application/xml"/>'
                f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                f'<Override PartName="/ppt/presentation.xml" ContentType="{PRESENTATION}"/></Types>'
            ).encode(),
            "_rels/.rels": (
                f'{rels}<Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="ppt/presentation.xml"/>'
                "</Relationships>"
            ).encode(),
            "ppt/presentation.xml": b"<presentation/>",
        }
    )


def open_document(kind: str, content: str = "", manifest: str = "") -> dict[str, bytes]:
    """The parts of an OpenDocument file with this in its content and its list of parts."""
    media = f"application/vnd.oasis.opendocument.{OPEN[kind]}"
    names = {name: f"{_URN}:{name}:1.0" for name in ("office", "draw", "text", "table", "script")}
    said = " ".join(f'xmlns:{name}="{urn}"' for name, urn in names.items())
    return {
        "mimetype": media.encode(),
        "content.xml": (
            f'<office:document-content {said} xmlns:xlink="http://www.w3.org/1999/xlink"><office:body>'
            f"<office:{OPEN[kind]}>{content}</office:{OPEN[kind]}></office:body></office:document-content>"
        ).encode(),
        "META-INF/manifest.xml": (
            f'<manifest:manifest xmlns:manifest="{_URN}:manifest:1.0"><manifest:file-entry '
            f'manifest:full-path="/" manifest:media-type="{media}"/>{manifest}</manifest:manifest>'
        ).encode(),
    }


def pdf(inside: str = "", head: str = "%PDF-1.4\n", tail: str = "") -> bytes:
    """A PDF of one empty page, with more objects in it, another head or something after its end."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    ]
    text, places = head, []
    for number, said in enumerate([*objects, *([inside] if inside else [])], 1):
        places.append(len(text.encode("latin-1")))
        text += f"{number} 0 obj\n{said}\nendobj\n"
    at = len(text.encode("latin-1"))
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    text += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{rows}trailer\n<</Size {len(places) + 1}/Root 1 0 R>>\n"
    return (text + f"startxref\n{at}\n%%EOF\n{tail}").encode("latin-1")


def chunk(name: bytes, octets: bytes) -> bytes:
    return struct.pack(">I", len(octets)) + name + octets + struct.pack(">I", zlib.crc32(name + octets))


def png(width: int = 2, height: int = 2, more: bytes = b"", *, depth: int = 8, colour: int = 0) -> bytes:
    """A grey PNG with more chunks before its end."""
    head = struct.pack(">II5B", width, height, depth, colour, 0, 0, 0)
    rows = zlib.compress(b"\0\x80\x80" * 2)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + more + chunk(b"IEND", b"")


def segment(mark: int, octets: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, mark, len(octets) + 2) + octets


def jpeg(width: int = 2, height: int = 2, more: bytes = b"") -> bytes:
    """The frame of a JPEG: its colours are nobody's concern here."""
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    coded = b"\x12\xff\x00\x34\xff\xd0\x56"
    return (
        b"\xff\xd8"
        + segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0")
        + more
        + segment(0xC0, frame)
        + segment(0xDA, b"\x01\x01\x00\x00\x3f\x00")
        + coded
        + b"\xff\xd9"
    )


_MAKERS = {
    "docx": _docx,
    "xlsx": _xlsx,
    "pptx": _pptx,
    **{kind: lambda kind=kind: packed(open_document(kind)) for kind in OPEN},
    "pdf": pdf,
    "png": png,
    "jpeg": jpeg,
    "jpg": jpeg,
}
KINDS = tuple(_MAKERS)
PACKAGES = ("docx", "xlsx", "pptx", "odt", "ods", "odp")
