"""A stored round from the command line: written out, compared with an edited file, changed by it, begun anew."""

from __future__ import annotations

from pathlib import Path

from jimflow.actions.errors import BadInput
from jimflow.actions.round_changes import RoundChanges, apply_round_changes, round_changes, round_wanted
from jimflow.actions.round_files import clone_round, export_round
from jimflow.actions.round_lines import Kind
from jimflow.cli.desk import Desk
from jimflow.cli.files_out import write_file

SIGNS: dict[Kind, str] = {"added": "+", "changed": "~", "removed": "-"}


def exported(desk: Desk, code: str | None, file: Path, *, force: bool) -> None:
    """Writes the round as a workbook to edit."""
    of = desk.round(code)
    _write(file, export_round(desk.runtime, of.code, desk.lang), force=force)
    desk.say(f"Omgången {of.code} ligger i {file}.", f"The round {of.code} is in {file}.")
    desk.say(
        f"Nästa: ändra i filen, sedan jimflow round diff {file}", f"Next: edit the file, then jimflow round diff {file}"
    )


def cloned(desk: Desk, code: str | None, new: str, file: Path | None, *, force: bool) -> None:
    """Writes a workbook to fill in as the next round."""
    of, to = desk.round(code), file or Path(f"{new}.xlsx")
    _write(to, clone_round(desk.runtime, of.code, new, desk.lang), force=force)
    desk.say(
        f"{to} har formen och texterna från {of.code}, utan deltagare, personer, svar och datum.",
        f"{to} has the form and the texts of {of.code}, without participants, people, answers and dates.",
    )
    desk.say(f"Nästa: fyll i filen, sedan jimflow round load {to}", f"Next: fill it in, then jimflow round load {to}")


def compared(desk: Desk, file: Path, code: str | None) -> None:
    """What an edited file would change, line by line, and the code for having seen it."""
    found = round_changes(desk.runtime, round_wanted(desk.runtime, file, _of_table(desk, file, code)))
    if desk.document:
        desk.answer(_document(found))
        return
    _told(desk, found)
    if found.possible:
        more = " --possible" if found.impossible else ""
        words = f"jimflow round apply {file} --seen {found.seen}{more}"
        desk.say(f"Inget är ändrat. Gör det med: {words}", f"Nothing has been changed. Do it with: {words}")


def applied(desk: Desk, file: Path, code: str | None, seen: str, actor: str | None, *, partly: bool) -> None:
    """Does what was seen."""
    wanted = round_wanted(desk.runtime, file, _of_table(desk, file, code))
    found = apply_round_changes(desk.runtime, wanted, seen, desk.actor(actor), partly=partly)
    if desk.document:
        desk.answer(_document(found))
        return
    _told(desk, found)
    desk.say(f"Gjort: {_counted(found)[0]}.", f"Done: {_counted(found)[1]}.")


def _of_table(desk: Desk, file: Path, code: str | None) -> str:
    """The round that a single table is for; a whole file says it itself."""
    return desk.round(code).code if file.suffix.lower() == ".csv" else ""


def _told(desk: Desk, found: RoundChanges) -> None:
    if not found.lines:
        desk.say(
            f"Filen säger detsamma som omgången {found.round}.", f"The file says the same as the round {found.round}."
        )
    for line in found.possible:
        desk.wrapped(f"{SIGNS[line.kind]} {line.in_(desk.lang)}", then="  ")
    if found.impossible:
        desk.say("Görs inte så här:", "Not done this way:")
    for line in found.impossible:
        desk.wrapped(f"! {line.in_(desk.lang)}", then="  ")


def _counted(found: RoundChanges) -> tuple[str, str]:
    counts = found.count()
    added, changed, removed = (counts.get(kind, 0) for kind in SIGNS)
    return (
        f"{added} tillagt, {changed} ändrat, {removed} borttaget",
        f"{added} added, {changed} changed, {removed} removed",
    )


def _document(found: RoundChanges) -> dict[str, object]:
    lines = [
        {
            "kind": line.kind,
            "about": line.about,
            "text": {"sv": line.said.sv, "en": line.said.en},
            "instead": None if line.instead is None else {"sv": line.instead.sv, "en": line.instead.en},
            "command": line.command,
        }
        for line in found.lines
    ]
    return {"round": found.round, "seen": found.seen, "lines": lines}


def _write(file: Path, data: bytes, *, force: bool) -> None:
    if file.suffix.lower() != ".xlsx":
        raise BadInput(f"{file}: filens namn ska sluta på .xlsx.", f"{file}: the file's name must end in .xlsx.")
    write_file(file, data, force=force)
