"""What a round file would change in the round of that code, and its being done: everything in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jimflow.actions import round_difference as difference
from jimflow.actions.case import alone_in_round
from jimflow.actions.errors import BadInput, NotAllowed
from jimflow.actions.person_rows import Pseudonyms, random_pseudonym
from jimflow.actions.round_deeds import do
from jimflow.actions.round_lines import Kind, Line
from jimflow.actions.round_people import people
from jimflow.actions.stored_round import StoredRound, stored_round
from jimflow.core.canonical import digest
from jimflow.core.model import Actor
from jimflow.files.decode import read_bounded
from jimflow.files.round_shape import RoundFile
from jimflow.files.round_workbook import as_book, round_table, with_table
from jimflow.files.rounds import ReadRound, is_workbook, parse_book, round_in, unread_round
from jimflow.files.sheets import LIMIT as WORKBOOK
from jimflow.files.table import LIMIT as CSV
from jimflow.files.yaml import LIMIT as YAML
from jimflow.runtime import Runtime, calendars_folder, workflow_folders
from jimflow.store.queries.rounds import rounds
from jimflow.store.transaction import read, write


class OtherChanges(NotAllowed):
    """What would be done is no longer what was seen: the round or the file has changed. Nothing was done."""


CODE = 12
"""Characters of the code that tells what has been seen."""


@dataclass(frozen=True, slots=True)
class RoundChanges:
    """The differences in the order of the sheets. `seen` stands for just these: it is another as soon as one is."""

    round: str
    lines: tuple[Line, ...]
    seen: str

    @property
    def possible(self) -> tuple[Line, ...]:
        """What would be done."""
        return tuple(line for line in self.lines if line.instead is None)

    @property
    def impossible(self) -> tuple[Line, ...]:
        """What is not done this way, each with what to do instead."""
        return tuple(line for line in self.lines if line.instead is not None)

    def count(self) -> Mapping[Kind, int]:
        """How many of each kind would be done."""
        return Counter(line.kind for line in self.possible)


def round_wanted(runtime: Runtime, path: Path, code: str = "") -> RoundFile:
    """The round in a file: whole (YAML, .xlsx), or one table of it (.csv) put in the place of the stored round's.

    For a table `code` says which round. Raises BadFile with every mistake at its place.
    """
    limit = CSV if is_table(path.name) else WORKBOOK if is_workbook(path.name) else YAML
    return wanted_in(runtime, read_bounded(path, limit), path.name, code)


def wanted_in(runtime: Runtime, data: bytes, name: str, code: str = "") -> RoundFile:
    """As `round_wanted`, for bytes at hand, of a file of that name.

    A round that is loaded is read in the programme that it runs on, whatever has become of that programme's file.
    """
    if is_table(name) and not code:
        raise BadInput("Ange vilken omgång tabellen gäller (--round).", "Say which round the table is for (--round).")
    if is_table(name):
        with read(runtime.engine) as tx:
            found = stored_round(runtime, tx, code)
        book = as_book(name, found.round, found.workflow, found.calendar)
        whole = with_table(book, round_table(data, name, found.workflow), found.workflow)
        return parse_book(whole, found.workflow, found.calendar)
    unread = unread_round(data, name)
    with read(runtime.engine) as tx:
        if any(row.code == unread.said("round") for row in rounds(tx)):
            found = stored_round(runtime, tx, unread.said("round"))
            if found.workflow.name == unread.said("workflow"):
                return unread.read(found.workflow, found.calendar)
    return round_of(runtime, data, name).round


def round_of(runtime: Runtime, data: bytes, name: str) -> ReadRound:
    """The whole round in those bytes, with the programme and calendar as they are in their files now.

    Raises BadFile with every mistake at its place.
    """
    settings = runtime.settings
    return round_in(
        *(data, name, workflow_folders(settings), calendars_folder(settings)),
        set_by_hand=settings.workflows is not None,
    )


def is_table(name: str) -> bool:
    """True of the name of a file that holds one table of a round."""
    return name.casefold().endswith(".csv")


def round_changes(runtime: Runtime, wanted: RoundFile) -> RoundChanges:
    """What the file would change in the round of its code. Raises NotFound when there is none; writes nothing."""
    with read(runtime.engine) as tx:
        return changes_in(stored_round(runtime, tx, wanted.code), wanted)


def changes_in(stored: StoredRound, wanted: RoundFile) -> RoundChanges:
    """The same, for a round at hand."""
    lines = (
        *difference.facts(stored, wanted),
        *difference.clusters(stored, wanted),
        *difference.members(stored, wanted),
        *people(stored, wanted),
        *difference.meetings(stored, wanted),
        *difference.materials(stored, wanted),
    )
    said = [[line.kind, line.said.sv, line.said.en, list(line.deed), line.instead is None] for line in lines]
    sheets = as_book("", wanted, stored.workflow, stored.calendar).sheets
    table = [[sheet.title, [list(cells) for _, cells in sheet.rows]] for sheet in sheets]
    seen = digest({"lines": said, "wanted": table})[:CODE]
    return RoundChanges(stored.round.code, lines, seen)


def apply_round_changes(
    runtime: Runtime,
    wanted: RoundFile,
    seen: str,
    actor: Actor,
    *,
    partly: bool = False,
    pseudonyms: Pseudonyms = random_pseudonym,
) -> RoundChanges:
    """Does what `round_changes` said, through the same acts as otherwise, in one transaction; what was done.

    Raises OtherChanges when what was `seen` is no longer what would be done, NotAllowed when nothing would be, or when
    something is not done this way and it was not said that the rest is to be done all the same (`partly`).
    """
    with write(runtime.engine) as tx:
        stored = stored_round(runtime, tx, wanted.code)
        alone_in_round(tx, stored.row.id)
        stored = stored_round(runtime, tx, wanted.code)
        found = changes_in(stored, wanted)
        _permitted(found, seen, partly=partly)
        do(runtime, tx, stored, wanted, found.possible, actor, pseudonyms)
        return found


def _permitted(found: RoundChanges, seen: str, *, partly: bool) -> None:
    if found.seen != seen:
        raise OtherChanges(
            "Omgången eller filen har ändrats sedan du såg skillnaderna. Se dem på nytt: jimflow round diff",
            "The round or the file has changed since you saw the differences. See them anew: jimflow round diff",
        )
    if found.impossible and not partly:
        first, count = found.impossible[0], len(found.impossible)
        raise NotAllowed(
            f"{count} av ändringarna görs inte så här. Den första: {first.in_('sv')}. Inget ändrades. "
            "Gör resten med --possible.",
            f"{count} of the changes are not done this way. The first: {first.in_('en')}. Nothing was changed. "
            "Do the rest with --possible.",
        )
    if not found.possible:
        raise NotAllowed("Det finns inget att ändra.", "There is nothing to change.")
