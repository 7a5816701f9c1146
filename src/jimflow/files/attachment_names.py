"""The name of a file that somebody sends us, so that it can be shown and saved on any machine."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120  # characters
_LONGEST_OCTETS = 240
"""In UTF-8: file systems take 255, and a name may get a number put to it."""
_LONGEST_ENDING = 10  # characters
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)", re.IGNORECASE)
"""What Windows takes for a device, whatever comes after the point (Microsoft, Naming Files, Paths, and Namespaces)."""
_PUNCTUATION = re.compile(r'[<>:"|?*]')
_UNNAMED = "fil"


def cleaned(name: str) -> tuple[str, str]:
    """The name to show, and its ending in small letters ("" for none), which stands at its end.

    No folders; no controls, marks of reading direction or other invisible signs; nothing Windows cannot save; at most
    120 characters.
    """
    plain = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    seen = "".join(" " if sign.isspace() else sign for sign in plain if sign.isspace() or _visible(sign))
    tidy = " ".join(_PUNCTUATION.sub("_", seen).split()).strip(". ")
    stem, point, ending = tidy.rpartition(".")
    if not point and seen.lstrip().startswith("."):
        stem, ending = "", tidy
    elif not point or len(ending) > _LONGEST_ENDING:
        stem, ending = tidy, ""
    ending = ending.strip().lower()
    stem = _short(stem.rstrip(". ") or _UNNAMED, ending)
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    return (f"{stem}.{ending}" if ending else stem), ending


def _visible(sign: str) -> bool:
    return not unicodedata.category(sign).startswith("C")


def _short(stem: str, ending: str) -> str:
    left = LONGEST - len(ending) - len("._")
    cut = stem[: max(1, left)].rstrip()
    while len(f"{cut}._{ending}".encode()) > _LONGEST_OCTETS and len(cut) > 1:
        cut = cut[:-1]
    return cut
