"""What every Office file that we write has in common: characters it can hold, and the same bytes for the same words."""

from __future__ import annotations

import io
import re
import zipfile

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_DAWN = (1980, 1, 1, 0, 0, 0)
"""The earliest hour that a package can name."""


def writable(text: str) -> str:
    """A text without characters that no Office file can hold."""
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def unstamped(package: bytes) -> bytes:
    """The package without the hour at which it was made."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as made, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as written:
        for part in made.infolist():
            octets = made.read(part)
            if part.filename == "docProps/core.xml":
                octets = _STAMP.sub(rb"\g<1>2000-01-01T00:00:00Z", octets)
            written.writestr(zipfile.ZipInfo(part.filename, _DAWN), octets, zipfile.ZIP_DEFLATED)
    return file.getvalue()
