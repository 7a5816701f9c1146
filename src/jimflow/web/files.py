"""Files that come with a form, kept in it until the change has been seen and confirmed, and files that are sent out."""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from dataclasses import dataclass, replace
from pathlib import PurePosixPath, PureWindowsPath
from urllib.parse import quote

from starlette.responses import Response

from jimflow.actions.errors import BadInput
from jimflow.files.places import BadFile
from jimflow.web.errors import sentences
from jimflow.web.forms import Form

FILE, KEPT, KEPT_NAME = "file", "kept", "kept_name"
"""The field that a file is chosen in, and those that carry it on.

The form itself carries the file from the page that shows what it would change to the page that does it, and no table
keeps it: a roster that nobody loaded leaves nothing behind to erase, and the page may be left and come back to. What
comes back is read and checked as if it had just been chosen.
"""

LONGEST_NAME = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it was chosen; `name` without the folders it lay in."""

    name: str
    content: bytes


def sent(form: Form) -> Sent:
    """The file that was chosen now, else the one the form carries. Raises BadInput where there is none."""
    chosen = form.files.get(FILE)
    if chosen is not None:
        return Sent(_plain(chosen.name), chosen.content)
    try:
        content = base64.b64decode(form.text(KEPT), validate=True)
    except (binascii.Error, ValueError):
        content = b""
    if not form.text(KEPT_NAME) or not content:
        raise BadInput("Välj en fil.", "Choose a file.")
    return Sent(_plain(form.text(KEPT_NAME)), content)


def carried(form: Form, file: Sent) -> Form:
    """The form with the file among its hidden fields."""
    kept = {KEPT: [base64.b64encode(file.content).decode()], KEPT_NAME: [file.name]}
    return replace(form, fields={**form.fields, **kept}, files={})


def attachment(content: bytes, name: str, kind: str = XLSX) -> Response:
    """A file that the browser saves under the name."""
    plain = re.sub(r"[^A-Za-z0-9._-]", "", unicodedata.normalize("NFKD", name))
    told = f'attachment; filename="{plain}"' + (f"; filename*=UTF-8''{quote(name, safe='')}" if plain != name else "")
    return Response(content, media_type=kind, headers={"Content-Disposition": told})


def foreign(content: bytes, name: str) -> Response:
    """A file that came from outside, to be saved and never shown: no browser may look for what it could be."""
    plain = re.sub(r"[^A-Za-z0-9._-]", "", unicodedata.normalize("NFKD", name))
    told = f'attachment; filename="{"fil" if plain.startswith(".") or not plain else ""}{plain}"'
    headers = {
        "Content-Disposition": f"{told}; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
    }
    return Response(content, media_type="application/octet-stream", headers=headers)


def where_and_what(error: Exception, lang: str) -> list[tuple[str, str]]:
    """Each mistake with its sheet, row and column, or its line; what is refused as a whole has no place."""
    if isinstance(error, BadFile):
        return [(one.place.in_(lang), one.mistake.in_(lang)) for one in error.mistakes]
    return [("", words) for words in sentences(error, lang)]


def _plain(name: str) -> str:
    last = PureWindowsPath(PurePosixPath(name).name).name
    return "".join(c for c in last if c.isprintable())[-LONGEST_NAME:] or "fil"
