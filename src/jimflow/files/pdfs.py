"""Whether a PDF is one from its first byte to its last, and says nowhere in plain that it runs or holds something."""

from __future__ import annotations

import re

from jimflow.core.mistakes import Said
from jimflow.files.unfit import AS_NEW_PDF, Unfit, broken

_HEAD = re.compile(rb"%PDF-[12]\.\d[ \t]*[\r\n]")
_TAIL = re.compile(rb"startxref\s+\d{1,10}\s+%%EOF[\s\0]*\Z")
_PAGES = re.compile(rb"<(?:!doctype\s+html|html|head|body|script|svg|iframe)[\s>/]", re.IGNORECASE)
_BEGINNING, _ENDING = 1024, 2048  # bytes


def _name(word: str) -> bytes:
    """A pattern for a name of the format, each letter of which may be written as #xx (ISO 32000-1, 7.3.5)."""
    return b"/" + b"".join(rb"(?:%c|#%02x|#%02X)" % (c, c, c) for c in word.encode())


_ACTS = re.compile(_name("JavaScript") + b"|" + _name("Launch") + b"|" + _name("RichMedia"))
_SCRIPT = re.compile(_name("JS") + rb"\s*(?:\([\x20-\x7e\s]{4}|\(\xfe\xff|\(\)|<[0-9A-Fa-f\s]{4}|\d+\s+\d+\s+R\b)")
"""With what must follow it, as its three letters alone happen to stand in any large picture."""
_HOLDS = re.compile(_name("EmbeddedFile"))


def check_pdf(content: bytes) -> None:
    """Raises Unfit where a PDF should not be taken.

    What stands in compressed streams, where a PDF may keep its objects too, is not looked into: the scanner of the
    installation is for that.
    """
    if not _HEAD.match(content) or not _TAIL.search(content, max(0, len(content) - _ENDING)):
        raise broken(".pdf", AS_NEW_PDF)
    if b" obj" not in content or _PAGES.search(content, 0, _BEGINNING):
        raise broken(".pdf", AS_NEW_PDF)
    if _ACTS.search(content) or _SCRIPT.search(content):
        raise Unfit(
            Said("innehåller skript eller startar program", "contains scripts or starts programs"),
            AS_NEW_PDF,
        )
    if _HOLDS.search(content):
        raise Unfit(Said("har andra filer inbäddade", "has other files embedded"), AS_NEW_PDF)
