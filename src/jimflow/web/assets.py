"""The style sheet, the script and the pictures of the pages, each under an address that changes with its content."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from jimflow.texts.document.page import stylesheet

DOCUMENT = "document.css"
FOLDER = Path(__file__).parent / "static"
_KINDS = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file's bytes, and what a browser is told they are."""

    address: str
    content: bytes
    kind: str


@cache
def assets() -> dict[str, Asset]:
    """Every file by its plain name."""
    files = {file.name: file.read_bytes() for file in sorted(FOLDER.iterdir()) if file.suffix in _KINDS}
    return {name: _asset(Path(name), content) for name, content in {**files, DOCUMENT: _document()}.items()}


@cache
def by_address() -> dict[str, Asset]:
    """The same by their addresses."""
    return {asset.address: asset for asset in assets().values()}


def address(name: str) -> str:
    """Where a page finds the file."""
    return assets()[name].address


def _document() -> bytes:
    """The style of a definition's document, for the part of a page that holds one."""
    return f".document {{\n{stylesheet()}}}\n".encode()


def _asset(file: Path, content: bytes) -> Asset:
    mark = sha256(content).hexdigest()[:10]
    return Asset(f"/static/{file.stem}.{mark}{file.suffix}", content, _KINDS[file.suffix])
