"""Details of faults go to a file, so that the screen can keep to one sentence."""

from __future__ import annotations

import logging
import os
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from jimflow.clock import utc_now
from jimflow.core.mistakes import Said

if TYPE_CHECKING:
    from jimflow.cli.lazy import Setup
    from jimflow.config import Settings

NAME = "jimflow.log"


def note_down(error: BaseException, setup: Setup) -> Said:
    """Writes the trace of `error` into the log; the sentence says where it is, or that it could not be kept."""
    path = _path(setup)
    words = "".join(traceback.format_exception(error))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as log:
            log.write(f"{utc_now().isoformat(timespec='seconds')}\n{words}\n")
    except OSError as failed:
        why = failed.strerror or type(failed).__name__
        return Said(
            f"Detaljerna kunde inte sparas i {path} ({why}).", f"The details could not be kept in {path} ({why})."
        )
    return Said(f"Detaljer finns i {path}", f"Details are in {path}")


@contextmanager
def kept_in(path: Path) -> Iterator[None]:
    """While inside, what the program's parts report goes to the log; to the screen's error stream when it cannot."""
    handler: logging.Handler
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.FileHandler(path, encoding="utf-8", delay=True)
        if not os.access(path if path.exists() else path.parent, os.W_OK):
            raise PermissionError
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger = logging.getLogger()
    handler.setLevel(logging.WARNING)
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        handler.close()


def log_path(settings: Settings) -> Path:
    """Where details are written: the file of the settings, else jimflow.log beside the database."""
    if settings.log_file is not None:
        return settings.log_file
    from jimflow.cli.open import sqlite_file

    file = sqlite_file(settings.database)
    return file.parent / NAME if file is not None else Path(NAME)


def _path(setup: Setup) -> Path:
    from jimflow.cli.open import read_settings

    try:
        return log_path(read_settings(setup.database))
    except Exception:  # noqa: BLE001 - the settings themselves may be what is wrong
        return Path(NAME)
