"""A file that a command leaves on the disk."""

from __future__ import annotations

from pathlib import Path

from jimflow.actions.errors import BadInput
from jimflow.cli.errors import CannotWork


def write_file(file: Path, data: bytes, *, force: bool) -> None:
    """Writes it; over one that is there only with `force`. Raises BadInput and CannotWork."""
    if file.exists() and not force:
        raise BadInput(
            f"{file} finns redan. Skriv över den med --force.", f"{file} exists already. Write over it with --force."
        )
    try:
        file.write_bytes(data)
    except OSError as error:
        why = error.strerror or str(error)
        raise CannotWork(f"{file} kan inte skrivas: {why}.", f"{file} cannot be written: {why}.") from None
