"""Whether a file that somebody sends us is one of the few kinds we take, by its name and by every byte of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from jimflow.core.mistakes import Said
from jimflow.files.attachment_names import cleaned
from jimflow.files.decode import refused
from jimflow.files.office_files import check_office
from jimflow.files.open_documents import check_open_document
from jimflow.files.packages import Bounds, BrokenPackage, EncryptedPackage, OverfullPackage, room_for
from jimflow.files.pdfs import check_pdf
from jimflow.files.pictures import check_jpeg, check_png
from jimflow.files.unfit import OVERFULL, PASSWORD, Unfit, broken

Kind = Literal["pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "png", "jpeg"]
LIMIT = 25 * 1024 * 1024  # bytes
BOUNDS = Bounds(parts=1000, unpacked=250 * 1024 * 1024, times=100)
ENDINGS: Mapping[str, Kind] = {
    "pdf": "pdf",
    "docx": "docx",
    "xlsx": "xlsx",
    "pptx": "pptx",
    "odt": "odt",
    "ods": "ods",
    "odp": "odp",
    "png": "png",
    "jpg": "jpeg",
    "jpeg": "jpeg",
}
"""What we take, by the ending of its name; for the field's `accept` on a page, too."""
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
MEDIA_TYPES: Mapping[Kind, str] = {
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}wordprocessingml.document",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    "pptx": f"{_OFFICE}presentationml.presentation",
    "odt": f"{_OPEN}text",
    "ods": f"{_OPEN}spreadsheet",
    "odp": f"{_OPEN}presentation",
    "png": "image/png",
    "jpeg": "image/jpeg",
}
_OLD = {"doc": "docx", "xls": "xlsx", "ppt": "pptx"}
_OF_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PACKAGE_ENDS = b"PK\x05\x06"
_LONGEST_ENDING = 65_557
"""Bytes at the end in which programs look for a package (its longest comment and the record before that)."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that is taken: the name to show and save it by, its kind, and what to call it when it is sent."""

    name: str
    kind: Kind
    media_type: str


def inspect(name: str, content: bytes) -> Accepted:
    """Looks through a file and its name as sent; raises BadFile with a sentence on why it is not taken.

    Neither is trusted alone: the ending must be one of `ENDINGS`, and the content that kind and nothing else besides.
    No macros, embedded programs, passwords, or links that are followed on opening; nothing that unpacks to more than a
    hundred times its size, or 250 MB. It is no scanner for harmful code: see `scanning`.
    """
    shown, ending = cleaned(name)
    try:
        kind = _kind(ending)
        if not content:
            raise Unfit(Said("är tom", "is empty"), Said("välj en annan fil", "choose another file"))
        if len(content) > LIMIT:
            raise Unfit(
                Said(f"är större än {LIMIT >> 20} MB", f"is larger than {LIMIT >> 20} MB"),
                Said("gör den mindre eller dela den, och försök igen", "make it smaller or divide it, and try again"),
            )
        _check(content, kind, ending)
    except Unfit as unfit:
        raise refused(shown, unfit.what, unfit.mend) from None
    return Accepted(shown, kind, MEDIA_TYPES[kind])


def _kind(ending: str) -> Kind:
    if kind := ENDINGS.get(ending):
        return kind
    if new := _OLD.get(ending):
        raise Unfit(
            Said("är sparad i ett äldre format", "is saved in an older format"),
            Said(f"spara den som .{new} eller PDF och försök igen", f"save it as .{new} or PDF and try again"),
        )
    sv, en = (f".{ending}-filer", f".{ending} files") if ending else ("filer utan ändelse", "files without an ending")
    taken = ", ".join(ENDINGS)
    raise Unfit(
        Said(f"{sv} kan vi inte ta emot", f"we do not take {en}"),
        Said(f"spara som PDF och försök igen; vi tar emot {taken}", f"save as PDF and try again; we take {taken}"),
    )


def _check(content: bytes, kind: Kind, ending: str) -> None:
    if kind in ("pdf", "png", "jpeg") and _PACKAGE_ENDS in content[-_LONGEST_ENDING:]:
        raise broken(f".{ending}")
    if kind == "pdf":
        check_pdf(content)
    elif kind == "png":
        check_png(content)
    elif kind == "jpeg":
        check_jpeg(content, f".{ending}")
    else:
        _check_package(content, kind)


def _check_package(content: bytes, kind: Kind) -> None:
    if content.startswith(_OF_OLD_OFFICE):
        raise Unfit(
            Said("är sparad i ett äldre format eller med lösenord", "is saved in an older format or with a password")
        )
    try:
        room = room_for(content, BOUNDS)
        if kind in ("docx", "xlsx", "pptx"):
            check_office(content, kind, BOUNDS, room)
        else:
            check_open_document(content, kind, BOUNDS, room)
    except EncryptedPackage:
        raise Unfit(PASSWORD) from None
    except BrokenPackage:
        raise broken(f".{kind}") from None
    except OverfullPackage:
        raise Unfit(OVERFULL) from None
