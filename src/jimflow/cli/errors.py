"""What went wrong, as sentences and an exit code: 1 refused, 2 bad input, 3 could not."""

from __future__ import annotations

from dataclasses import dataclass

from jimflow.core.mistakes import Mistakes, Said
from jimflow.store.faults import database_fault, driver_error

REFUSED, BAD_INPUT, COULD_NOT = 1, 2, 3
INTERRUPTED = 130


class CannotWork(Exception):  # noqa: N818 - reads as what it is
    """Something outside the program is in the way: the database, a file, the network. Exit code 3."""

    def __init__(self, sv: str, en: str) -> None:
        self.said = Said(sv, en)
        super().__init__(en)


@dataclass(frozen=True, slots=True)
class Explained:
    """How to end: the exit code, the sentences, and whether a trace belongs in the log."""

    code: int
    said: tuple[Said, ...]
    log: bool = False


def explain(error: BaseException) -> Explained:
    """The sentences for an exception that reached the top; one that nobody foresaw is a bug and says so."""
    if isinstance(error, Mistakes):
        return Explained(BAD_INPUT, _each(error))
    if isinstance(error, CannotWork):
        return Explained(COULD_NOT, (error.said,), log=error.__cause__ is not None)
    if (known := _of_action(error)) is not None:
        return known
    if (driver := driver_error(error)) is not None:
        return Explained(COULD_NOT, (database_fault(driver),), log=True)
    if isinstance(error, OSError):
        return Explained(COULD_NOT, (_system(error),), log=True)
    name = type(error).__name__
    return Explained(
        COULD_NOT,
        (Said(f"Det blev fel i jimflow ({name}).", f"jimflow met a fault ({name})."),),
        log=True,
    )


def _each(mistakes: Mistakes) -> tuple[Said, ...]:
    pairs = zip(mistakes.lines("sv"), mistakes.lines("en"), strict=True)
    return tuple(Said(sv, en) for sv, en in pairs)


def _of_action(error: BaseException) -> Explained | None:
    """What an action refuses. Found by its words, so that saying so imports no action."""
    said = getattr(error, "said", None)
    if not isinstance(said, Said):
        return None
    names = {kind.__name__ for kind in type(error).__mro__}
    if "NotAllowed" in names:
        return Explained(REFUSED, (said,))
    if names & {"BadInput", "UsageMistake"}:
        return Explained(BAD_INPUT, (said,))
    if "CalendarError" in names:
        return Explained(BAD_INPUT, (Said(*(f"{words[:1].upper()}{words[1:]}." for words in (said.sv, said.en))),))
    return None


def _system(error: OSError) -> Said:
    what = error.strerror or str(error) or type(error).__name__
    where = f" ({error.filename})" if error.filename else ""
    if error.errno == 28:
        return Said(f"Disken är full{where}. Frigör utrymme.", f"The disk is full{where}. Free some space.")
    return Said(f"Det gick inte{where}: {what}.", f"It could not be done{where}: {what}.")
