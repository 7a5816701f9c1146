"""Whether a picture is one from its first byte to its last: its pieces are walked, its colours are not read."""

from __future__ import annotations

import re
import struct
import zlib

from jimflow.core.mistakes import Said
from jimflow.files.unfit import AS_PICTURE, Unfit, broken

MOST_PIXELS = 20_000
"""Of a side."""
_MOST_CHUNKS = 20_000
_SIGN = b"\x89PNG\r\n\x1a\n"
_DEPTHS = {0: {1, 2, 4, 8, 16}, 2: {8, 16}, 3: {1, 2, 4, 8}, 4: {8, 16}, 6: {8, 16}}
"""The bits that each kind of colour may have (PNG specification, 11.2.2)."""
_KNOWN = {b"IHDR", b"PLTE", b"IDAT", b"IEND"}
_PADDING = 16
"""Bytes after the end that are empty and harm nobody."""
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_ALONE = {0x01, *range(0xD0, 0xD8)}
_FILLING = re.compile(rb"\xff+")
_NEXT = re.compile(rb"\xff(?![\x00\xd0-\xd7\xff])")
"""What ends the coded data of a picture: a mark that is no escape, no restart and no filling (ITU-T T.81, B.1.1)."""


def check_png(content: bytes) -> None:
    """Raises Unfit where a PNG is damaged, larger than 20 000 pixels a side, or carries more than a picture."""
    if not content.startswith(_SIGN):
        raise broken(".png", AS_PICTURE)
    at, seen = len(_SIGN), list[bytes]()
    while seen[-1:] != [b"IEND"]:
        if at + 12 > len(content) or len(seen) > _MOST_CHUNKS:
            raise broken(".png", AS_PICTURE)
        length, name = struct.unpack_from(">I4s", content, at)
        ends = at + 8 + length
        if ends + 4 > len(content) or not name.isalpha():
            raise broken(".png", AS_PICTURE)
        if zlib.crc32(memoryview(content)[at + 4 : ends]) != int.from_bytes(content[ends : ends + 4], "big"):
            raise broken(".png", AS_PICTURE)
        if (name[:1].isupper() and name not in _KNOWN) or (name == b"IHDR") != (not seen):
            raise broken(".png", AS_PICTURE)
        if name == b"IHDR":
            _head(content[at + 8 : ends])
        seen.append(name)
        at = ends + 4
    if b"IDAT" not in seen:
        raise broken(".png", AS_PICTURE)
    _nothing_after(content, at)


def _head(head: bytes) -> None:
    if len(head) != 13:
        raise broken(".png", AS_PICTURE)
    width, height, depth, colour, packing, filtering, lacing = struct.unpack(">II5B", head)
    if depth not in _DEPTHS.get(colour, ()) or packing or filtering or lacing > 1:
        raise broken(".png", AS_PICTURE)
    _measured(width, height, ".png")


def check_jpeg(content: bytes, ending: str = ".jpg") -> None:
    """Raises Unfit where a JPEG is damaged, larger than 20 000 pixels a side, or carries more than pictures.

    Other JPEGs may follow the first: cameras put a smaller or a brighter one there (CIPA DC-007).
    """
    at = _picture(content, 0, ending)
    while content.startswith(b"\xff\xd8\xff", at):
        at = _picture(content, at, ending)
    _nothing_after(content, at)


def _picture(content: bytes, at: int, ending: str) -> int:
    """Where the picture that begins there ends."""
    if not content.startswith(b"\xff\xd8\xff", at):
        raise broken(ending, AS_PICTURE)
    at += 2
    framed = coded = False
    for _ in range(_MOST_CHUNKS):
        filling = _FILLING.match(content, at)
        if filling is None or filling.end() == len(content):
            break
        mark, at = content[filling.end()], filling.end() + 1
        if mark == 0xD9:
            if framed and coded:
                return at
            break
        if mark in _ALONE:
            continue
        length = int.from_bytes(content[at : at + 2], "big")
        if mark < 0xC0 or mark == 0xD8 or length < 2 or at + length > len(content):
            break
        if mark in _FRAMES:
            _frame(content[at : at + length], ending)
            framed = True
        at += length
        if mark == 0xDA:
            coded = True
            found = _NEXT.search(content, at)
            at = found.start() if found else len(content)
    raise broken(ending, AS_PICTURE)


def _frame(segment: bytes, ending: str) -> None:
    if len(segment) < 8:
        raise broken(ending, AS_PICTURE)
    height, width = struct.unpack_from(">HH", segment, 3)
    _measured(width, height, ending)


def _measured(width: int, height: int, ending: str) -> None:
    if not (width and height):
        raise broken(ending, AS_PICTURE)
    if max(width, height) > MOST_PIXELS:
        raise Unfit(
            Said(f"är {width} × {height} bildpunkter", f"is {width} × {height} pixels"),
            Said(
                f"gör bilden mindre, högst {MOST_PIXELS} på en sida, och försök igen",
                f"make the picture smaller, at most {MOST_PIXELS} a side, and try again",
            ),
        )


def _nothing_after(content: bytes, at: int) -> None:
    rest = len(content) - at
    if rest > _PADDING or content[at:].strip(b"\0\r\n\t "):
        raise Unfit(
            Said("har något mer efter bilden, till exempel en film", "has more after the picture, a film for example"),
            AS_PICTURE,
        )
