"""What is in a zip package, unpacked within bounds; refused where it says different things about itself.

Programs read such a package in different ways: by the list at its end, or from its beginning. One that is not the same
to all of them may show one thing to whoever checks it and another to whoever opens it.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

_END = struct.Struct("<4s4H2IH")
_END64 = struct.Struct("<4sQ2H2I4Q")
_LOCATOR = 20
_HEADER = struct.Struct("<4s5H3I2H")
_ENCRYPTED, _DESCRIBED, _UTF8 = 0x2041, 0x8, 0x800
"""Flags: the contents or the list are encrypted; sizes stand after the contents; the name is UTF-8."""
_ELSEWHERE = 0xFFFFFFFF
_STEP = 1 << 16
_LONGEST_LINE = 1024
"""Bytes of the list at the end for each part, names and all, that we look at."""


class BrokenPackage(Exception):  # noqa: N818 - what it is
    """No zip package, a damaged one, or one that is not the same to every program."""


class EncryptedPackage(BrokenPackage):
    """Somebody has set a password."""


class OverfullPackage(Exception):  # noqa: N818 - what it is
    """More inside than is allowed."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many parts, and how many bytes they may be unpacked, in all and as a multiple of the package."""

    parts: int
    unpacked: int
    times: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One file in the package: what the list says of it, and where its packed bytes begin."""

    name: str
    start: int
    packed: int
    size: int
    crc: int
    stored: bool


class Room:
    """How many bytes may still be unpacked; shared by a package and the packages in it."""

    def __init__(self, left: int) -> None:
        self.left = left

    def take(self, amount: int) -> None:
        """Uses some of it. Raises OverfullPackage where there is not so much."""
        self.left -= amount
        if self.left < 0:
            raise OverfullPackage


def room_for(content: bytes, bounds: Bounds) -> Room:
    """The room that the bounds leave for this package."""
    return Room(bounds.unpacked if bounds.times is None else min(bounds.unpacked, bounds.times * len(content)))


def parts_of(content: bytes, bounds: Bounds) -> tuple[Part, ...]:
    """The parts in the order of their bytes; raises BrokenPackage, EncryptedPackage, OverfullPackage.

    Nothing is unpacked: sizes are what the package says.
    """
    start, count = _list(content, bounds)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            listed = sorted(package.infolist(), key=lambda part: part.header_offset)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, struct.error) as error:
        raise BrokenPackage from error
    if len(listed) != count:
        raise BrokenPackage
    names = [part.filename for part in listed if _named_well(part)]
    if len(names) < len(listed) or len({name.casefold() for name in names}) < len(names):
        raise BrokenPackage
    found, at = [], 0
    for part in listed:
        if part.header_offset != at:
            raise BrokenPackage  # bytes that the list knows nothing of, or that two parts share
        begins, at = _bytes_of(content, part)
        stored = part.compress_type == zipfile.ZIP_STORED
        found.append(Part(part.filename, begins, part.compress_size, part.file_size, part.CRC, stored))
    if at != start:
        raise BrokenPackage
    if sum(part.size for part in found) > room_for(content, bounds).left:
        raise OverfullPackage
    return tuple(found)


def unpacked(content: bytes, part: Part, room: Room) -> Iterator[bytes]:
    """The part piece by piece; raises BrokenPackage where it is not what the list says, OverfullPackage."""
    packed = memoryview(content)[part.start : part.start + part.packed]
    size, crc = 0, 0
    for piece in _pieces(packed, stored=part.stored):
        size += len(piece)
        if size > part.size:
            raise BrokenPackage
        room.take(len(piece))
        crc = zlib.crc32(piece, crc)
        yield piece
    if (size, crc) != (part.size, part.crc):
        raise BrokenPackage


def _list(content: bytes, bounds: Bounds) -> tuple[int, int]:
    """Where the list of parts begins and how many it says there are. Nothing is allowed after it, nor a comment."""
    if len(content) < _END.size:
        raise BrokenPackage
    last = len(content) - _END.size
    sign, disk, first, here, count, size, start, comment = _END.unpack_from(content, last)
    if sign != b"PK\x05\x06" or disk or first or comment or here != count:
        raise BrokenPackage
    large = last - _LOCATOR - _END64.size
    if last >= _LOCATOR and content[last - _LOCATOR :].startswith(b"PK\x06\x07"):
        if large < 0 or not content.startswith(b"PK\x06\x06", large):
            raise BrokenPackage
        *_, count, size, start = _END64.unpack_from(content, large)
        last = large
    if count > bounds.parts or size > bounds.parts * _LONGEST_LINE:
        raise OverfullPackage
    if start + size != last:
        raise BrokenPackage
    return int(start), int(count)


def _named_well(part: zipfile.ZipInfo) -> bool:
    """A place below the package and nowhere else, and no link to another."""
    name = part.orig_filename
    folders = name.removesuffix("/").split("/")
    linked = part.create_system == 3 and stat.S_ISLNK(part.external_attr >> 16)
    return not (linked or set(name) & set("\0\\:") or {"", ".", ".."} & set(folders))


def _bytes_of(content: bytes, part: zipfile.ZipInfo) -> tuple[int, int]:
    """Where the packed bytes begin and where the next part does, when what stands before them agrees with the list."""
    if part.header_offset + _HEADER.size > len(content):
        raise BrokenPackage
    sign, _, flags, method, _, _, crc, packed, size, named, extra = _HEADER.unpack_from(content, part.header_offset)
    name_at = part.header_offset + _HEADER.size
    raw = part.orig_filename.encode("utf-8" if part.flag_bits & _UTF8 else "cp437")
    if sign != b"PK\x03\x04" or content[name_at : name_at + named] != raw or method != part.compress_type:
        raise BrokenPackage
    if (flags | part.flag_bits) & _ENCRYPTED:
        raise EncryptedPackage
    if method not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or (flags ^ part.flag_bits) & _DESCRIBED:
        raise BrokenPackage
    begins = name_at + named + extra
    ends = begins + part.compress_size
    if flags & _DESCRIBED:
        return begins, ends + _described(content, ends, part)
    if crc != part.CRC or packed not in (part.compress_size, _ELSEWHERE) or size not in (part.file_size, _ELSEWHERE):
        raise BrokenPackage
    return begins, ends


def _described(content: bytes, at: int, part: zipfile.ZipInfo) -> int:
    """How many bytes stand after the contents of a part whose sizes were not known when it was begun."""
    for form in ("<4sIII", "<4sIQQ", "<III", "<IQQ"):
        size = struct.calcsize(form)
        if at + size <= len(content):
            *sign, crc, packed, unpacked_size = struct.unpack_from(form, content, at)
            said = (part.CRC, part.compress_size, part.file_size)
            if (crc, packed, unpacked_size) == said and sign in ([], [b"PK\x07\x08"]):
                return size
    raise BrokenPackage


def _pieces(packed: memoryview, *, stored: bool) -> Iterator[bytes]:
    if stored:
        for at in range(0, len(packed), _STEP):
            yield bytes(packed[at : at + _STEP])
        return
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for at in range(0, len(packed), _STEP):
            left: bytes | memoryview = packed[at : at + _STEP]
            while left and not unpacker.eof:
                if piece := unpacker.decompress(left, _STEP):
                    yield piece
                left = unpacker.unconsumed_tail
            if left:
                raise BrokenPackage
        while piece := unpacker.decompress(b"", _STEP):
            yield piece
    except zlib.error as error:
        raise BrokenPackage from error
    if not unpacker.eof or unpacker.unused_data:
        raise BrokenPackage
