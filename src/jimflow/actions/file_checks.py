"""Whether a file that somebody sends us may be kept: by its content, and by the installation's own scanner."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Literal

from jimflow.actions.errors import BadInput, NotAllowed
from jimflow.files.attachments import inspect
from jimflow.files.scanning import CouldNotScan, scan
from jimflow.runtime import Runtime

log = logging.getLogger("jimflow.files")

PATIENCE = 60
"""Seconds that a scanner has for one file."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that is taken: what to call it, what it is, and whether a scanner has looked at it."""

    name: str
    kind: str
    media_type: str
    checked: Literal["clean", "unscanned"]


def checked(runtime: Runtime, name: str, content: bytes) -> Checked:
    """The file, looked through. Never inside a transaction: a scanner takes its time.

    Raises BadFile for what we do not take, BadInput for what the scanner finds harmful, and NotAllowed where there is
    a scanner and it gives no answer: then nothing is taken.
    """
    found = inspect(name, content)
    command = runtime.settings.scan_command
    if not command:
        return Checked(found.name, found.kind, found.media_type, "unscanned")
    try:
        verdict = scan(command, content, PATIENCE)
    except CouldNotScan as fault:
        log.error("a file was not taken: %s", fault.said.en)
        raise NotAllowed(
            f"{found.name} kunde inte kontrolleras just nu och har inte sparats. Försök igen om en stund.",
            f"{found.name} could not be checked just now and has not been saved. Try again in a while.",
        ) from None
    if verdict == "infected":
        log.warning("a file was not taken: the scanner calls it infected")
        raise BadInput(
            f"{found.name} har inte sparats: virusskyddet säger att den är skadlig. Be er it-avdelning om hjälp.",
            f"{found.name} has not been saved: the scanner says that it is harmful. Ask your IT department for help.",
        )
    return Checked(found.name, found.kind, found.media_type, "clean")
