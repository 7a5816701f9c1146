"""From the bytes of a file to text without hidden characters."""

from __future__ import annotations

import re
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from jimflow.core.mistakes import Mistake, Said
from jimflow.files.places import BadFile, Placed

BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# Controls but tab and line feed, a return that ends no line, the separators YAML takes for line ends but
# editors do not, the marks that turn reading direction, halves of surrogate pairs, non-characters.
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]|\r(?!\n)"
)


def read_bounded(path: Path, limit: int) -> bytes:
    """The bytes of a regular file of at most `limit` bytes; BadFile otherwise, before anything is read."""
    name = path.name
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise refused(name, Said("är ingen vanlig fil", "is not an ordinary file"))
        if status.st_size > limit:
            raise too_large(name, status.st_size, limit)
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise refused(
            name,
            Said("filen finns inte", "there is no such file"),
            Said(f"sökt efter {path}", f"looked for {path}"),
        ) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise refused(name, Said(f"kan inte läsas ({why})", f"cannot be read ({why})")) from None
    if len(data) > limit:
        raise too_large(name, len(data), limit)
    return data


def utf8(data: bytes, name: str) -> str:
    """The text of UTF-8 bytes, with or without a byte order mark; BadFile says at which line and byte."""
    if data.startswith(_UTF16):
        raise refused(name, Said("är sparad som UTF-16", "is saved as UTF-16"), _save_as_utf8)
    try:
        return data.removeprefix(BOM).decode()
    except UnicodeDecodeError as error:
        at = error.start + (len(BOM) if data.startswith(BOM) else 0)
        line = data.count(b"\n", 0, at) + 1
        said = Said(
            f"byte {at + 1} i filen (0x{data[at]:02X}) är inte UTF-8",
            f"byte {at + 1} of the file (0x{data[at]:02X}) is not UTF-8",
        )
        raise BadFile([at_line(name, line, Mistake((), said, _save_as_utf8))]) from None


def hidden_characters(text: str) -> Iterator[tuple[int, str]]:
    """Position and name of each character that a reader cannot see but a program would obey."""
    for match in HIDDEN.finditer(text):
        yield match.start(), character_name(match[0])


def character_name(char: str) -> str:
    """`U+202E RIGHT-TO-LEFT OVERRIDE`; the number alone where Unicode gives no name."""
    return f"U+{ord(char):04X} {unicodedata.name(char, '')}".rstrip()


def refused(name: str, what: Said, suggestion: Said | None = None) -> BadFile:
    """A file refused as a whole, without a line."""
    return BadFile([Placed(Said(name, name), Mistake((), what, suggestion))])


def at_line(name: str, line: int, mistake: Mistake) -> Placed:
    """A mistake at `name:line`."""
    place = f"{name}:{line}"
    return Placed(Said(place, place), mistake)


_save_as_utf8 = Said("spara filen som UTF-8", "save the file as UTF-8")


def too_large(name: str, size: int, limit: int) -> BadFile:
    what = Said(
        f"är för stor: {size} byte, högst {limit} är tillåtet",
        f"is too large: {size} bytes, at most {limit} are allowed",
    )
    return refused(name, what)
