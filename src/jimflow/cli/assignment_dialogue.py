"""What host and agency say to each other inside an assignment, and the files that came with its answer."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jimflow.actions.attachments import handed_in_content
from jimflow.actions.dialogue import comment, mark_read
from jimflow.cli.desk import Desk
from jimflow.cli.files_out import write_file
from jimflow.cli.sheets import Sheet, meant, sheet_of
from jimflow.core.mistakes import Said
from jimflow.store.queries.attachments import handed_in_attachments
from jimflow.store.queries.remarks import remarks
from jimflow.store.queries.rounds import ParticipationRow
from jimflow.store.transaction import read
from jimflow.texts.blockers import ZONE
from jimflow.texts.dates import clock, short_day
from jimflow.web.dialogue import File, Line, talk_of

MARKS = {"read": Said("har läst", "has read it"), "completion": Said("ber om komplettering", "asks for more")}


def as_document(desk: Desk, sheet: Sheet) -> dict[str, Any]:
    """The dialogue and the files for a program; people by login or pseudonym, times in UTC, sizes in octets."""
    with read(desk.runtime.engine) as tx:
        turns, files = remarks(tx, sheet.row.id), handed_in_attachments(tx, [sheet.row.id])
    return {
        "dialogue": [
            {"kind": t.kind, "at": _utc(t.written_at), "by": t.written_by, "by_host": t.by_host, "text": t.text}
            for t in turns
        ],
        "files": [
            {
                "number": f.id,
                "name": f.name,
                "size": f.size,
                "sha256": f.digest,
                "checked": f.checked,
                "handed_in": _utc(f.handed_in_at),
                "removed": _utc(f.removed_at),
            }
            for f in files
        ],
    }


def on_screen(desk: Desk, sheet: Sheet, member: ParticipationRow) -> None:
    """The same for a person, under the answers."""
    with read(desk.runtime.engine) as tx:
        talk = talk_of(tx, sheet.workflow, member.round, sheet.row, desk.lang)
    if talk.files:
        desk.lines(["", Said("Filer", "Files").in_(desk.lang)])
    for file in talk.files:
        desk.wrapped(_file_words(desk, file), "    ")
    if talk.lines:
        desk.lines(["", Said("Dialog", "Dialogue").in_(desk.lang)])
    for line in talk.lines:
        _turn(desk, line)


def commented(desk: Desk, name: str, agency: str, text: str, step: str | None, of: str | None, who: str | None) -> None:
    """Says something to those whose part it is."""
    member, known = meant(desk, name, agency, of)
    sheet = sheet_of(desk, member, known, step)
    comment(desk.runtime, member.id, sheet.row.name, text, desk.actor(who), step=sheet.row.step)
    desk.say(
        "Kommentaren är sparad och går ut i nästa samlade mejl.",
        "The comment is saved and goes out in the next digest.",
    )


def read_it(desk: Desk, name: str, agency: str, step: str | None, of: str | None, who: str | None) -> None:
    """Marks what came in as read."""
    member, known = meant(desk, name, agency, of)
    sheet = sheet_of(desk, member, known, step)
    mark_read(desk.runtime, member.id, sheet.row.name, desk.actor(who), step=sheet.row.step)
    desk.say("Markerat som läst. Inget mejl går.", "Marked as read. No mail is sent.")


def saved(
    desk: Desk, name: str, agency: str, number: int, out: Path | None, step: str | None, of: str | None, *, force: bool
) -> None:
    """Writes a file that was handed in to the disk, under its own name unless `out` says another."""
    member, known = meant(desk, name, agency, of)
    sheet = sheet_of(desk, member, known, step)
    found = handed_in_content(desk.runtime, sheet.row.id, number)
    to = out or Path(found.name)
    write_file(to, found.content, force=force)
    desk.say(f"Filen ligger i {to}.", f"The file is in {to}.")


def _turn(desk: Desk, line: Line) -> None:
    mark = MARKS.get(line.kind)
    role = f" ({line.role})" if line.role else ""
    said = f": {mark.in_(desk.lang)}" if mark is not None else ""
    desk.wrapped(f"{_when(desk, line.at)}  {line.who}{role}{said}", "    ")
    for paragraph in line.said.splitlines():
        desk.wrapped(paragraph, "        ")


def _file_words(desk: Desk, file: File) -> str:
    checked = Said("kontrollerad", "checked") if file.scanned else Said("inte kontrollerad", "not checked")
    gone = f", {Said('borttagen', 'removed').in_(desk.lang)} {_when(desk, file.gone)}" if file.gone else ""
    return f"{file.id}  {file.name} ({file.size}, {file.who}, {_when(desk, file.at)}, {checked.in_(desk.lang)}{gone})"


def _when(desk: Desk, moment: datetime) -> str:
    local = moment.astimezone(ZoneInfo(ZONE))
    return f"{short_day(local.date(), desk.lang, None)} {clock(local, desk.lang)}"


def _utc(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None
