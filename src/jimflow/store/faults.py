"""What the database's own errors mean: found in whatever carries them, and said in plain words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jimflow.core.mistakes import Said


def driver_error(error: BaseException | None) -> BaseException | None:
    """The database driver's own error in `error`, or None when the database has no part in it."""
    found = getattr(error, "orig", None) or error
    for kind in type(found).__mro__:
        if kind.__module__.split(".")[0] in ("sqlite3", "pysqlite3", "psycopg") and kind.__name__ == "Error":
            return found if isinstance(found, BaseException) else None
    return None


_DATABASE: Sequence[tuple[str, Said]] = (
    (
        r"database is locked|database table is locked",
        Said(
            "Databasen är upptagen: ett annat program skriver. Vänta en stund och försök igen.",
            "The database is busy: another program is writing. Wait a while and try again.",
        ),
    ),
    (
        r"disk is full|No space left",
        Said(
            "Disken är full. Inget sparades. Frigör utrymme och försök igen.",
            "The disk is full. Nothing was saved. Free some space and try again.",
        ),
    ),
    (
        r"unable to open database|readonly database|attempt to write",
        Said(
            "Databasen kan inte öppnas eller skrivas. Kontrollera att mappen finns och att du får skriva i den.",
            "The database cannot be opened or written. Check that the folder exists and that you may write in it.",
        ),
    ),
    (
        r"not a database|malformed|file is encrypted",
        Said(
            "Filen är ingen hel databas. Återställ en säkerhetskopia: jimflow restore",
            "The file is not a sound database. Restore a backup: jimflow restore",
        ),
    ),
    (
        r"no such table|does not exist",
        Said(
            "Databasen är inte iordningställd för den här versionen. Kör: jimflow init",
            "The database has not been set up for this version. Run: jimflow init",
        ),
    ),
    (
        r"connection|connect|server|password|resolve|timeout",
        Said(
            "Databasen svarar inte. Kontrollera adressen (database) och att servern är igång.",
            "The database does not answer. Check the address (database) and that the server is up.",
        ),
    ),
)


def database_fault(error: BaseException) -> Said:
    """What a driver's error means for a person, and what to do about it; its own words where nobody knows."""
    words = _words(error)
    return known_fault(error) or Said(f"Databasen sa nej: {words}", f"The database refused: {words}")


def known_fault(error: BaseException) -> Said | None:
    """The same, or None: for those who are not to see the driver's words, which may hold what is kept of people."""
    words = _words(error)
    return next((said for pattern, said in _DATABASE if re.search(pattern, words, re.IGNORECASE)), None)


def _words(error: BaseException) -> str:
    return " ".join(str(error).split())
