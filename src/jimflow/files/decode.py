"""From the bytes of a file to text without hidden characters."""

from __future__ import annotations

import contextlib
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
INVISIBLE = re.compile(
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
        raise refused(name, Said("är sparad som UTF-16", "is saved as UTF-16"), _SAVE_AS_UTF8)
    try:
        return data.removeprefix(BOM).decode()
    except UnicodeDecodeError as error:
        at = error.start + (len(BOM) if data.startswith(BOM) else 0)
        line = data.count(b"\n", 0, at) + 1
        said = Said(
            f"byte {at + 1} i filen (0x{data[at]:02X}) är inte UTF-8",
            f"byte {at + 1} of the file (0x{data[at]:02X}) is not UTF-8",
        )
        raise BadFile([at_line(name, line, Mistake((), said, _SAVE_AS_UTF8))]) from None


def spreadsheet_text(data: bytes, name: str) -> str:
    """The text of a CSV file: UTF-8, or the Windows-1252 that older spreadsheets write; BadFile otherwise."""
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise refused(name, Said("är ett kalkylblad", "is a spreadsheet"), _SAVE_AS_CSV)
    if data.startswith(_UTF16):
        raise refused(name, Said("är sparad som UTF-16", "is saved as UTF-16"), _SAVE_AS_CSV)
    for encoding in ("utf-8-sig", "cp1252"):
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode(encoding)
    raise refused(name, Said("är ingen textfil", "is not a text file"), _SAVE_AS_CSV)


def invisible_characters(text: str) -> Iterator[tuple[int, str]]:
    """Position and character of everything a reader cannot see but a program would obey."""
    for match in INVISIBLE.finditer(text):
        yield match.start(), match[0]


def invisible(character: str) -> tuple[Said, Said]:
    """What to say about such a character: its number and, where Unicode gives one, its name."""
    name = f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()
    what = Said(f"osynligt tecken ({name})", f"invisible character ({name})")
    return what, Said("ta bort det", "remove it")


def refused(name: str, what: Said, suggestion: Said | None = None) -> BadFile:
    """A file refused as a whole, without a line."""
    return BadFile([Placed(Said(name, name), Mistake((), what, suggestion))])


def at_line(name: str, line: int, mistake: Mistake) -> Placed:
    """A mistake at `name:line`."""
    place = f"{name}:{line}"
    return Placed(Said(place, place), mistake)


_SAVE_AS_CSV = Said("spara det som CSV UTF-8", "save it as CSV UTF-8")
_SAVE_AS_UTF8 = Said("spara filen som UTF-8", "save the file as UTF-8")


def too_large(name: str, size: int, limit: int) -> BadFile:
    what = Said(
        f"är för stor: {size} byte, högst {limit} är tillåtet",
        f"is too large: {size} bytes, at most {limit} are allowed",
    )
    return refused(name, what)
