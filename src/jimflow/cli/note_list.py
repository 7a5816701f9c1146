"""The notes about one that takes part, as a list or a document."""

from __future__ import annotations

from jimflow.cli.desk import Desk
from jimflow.core.mistakes import Said
from jimflow.store.queries.notes import NoteRow, notes
from jimflow.store.transaction import read
from jimflow.texts.words import NOTE_KIND, word


def listed(desk: Desk, agency: str, round_code: str | None) -> None:
    """Every note with who wrote it and when; those that no longer stand say so."""
    member = desk.agency(agency, round_code)
    with read(desk.runtime.engine) as tx:
        found = notes(tx, [member.id])
    if desk.document:
        desk.answer({"organisation": member.organisation, "notes": [_document(n) for n in found]})
        return
    if not found:
        desk.say("Inga anteckningar än.", "No notes yet.")
    for n in found:
        when = desk.local(n.written_at)
        kind = word(NOTE_KIND, n.kind, desk.lang)
        desk.line(f"{n.id}  {when:%Y-%m-%d %H:%M}  {kind}, {n.written_by}{_standing(n, desk.lang)}")
        desk.wrapped(n.text, "    ")


def _standing(note: NoteRow, lang: str) -> str:
    if note.withdrawn_at is not None:
        return Said(" (struken)", " (withdrawn)").in_(lang)
    if note.corrected_by is not None:
        return Said(f" (rättad av nr {note.corrected_by})", f" (corrected by no. {note.corrected_by})").in_(lang)
    return ""


def _document(note: NoteRow) -> dict[str, object]:
    return {
        "id": note.id,
        "kind": note.kind,
        "text": note.text,
        "written_at": note.written_at.isoformat(),
        "written_by": note.written_by,
        "corrects": note.corrects,
        "corrected_by": note.corrected_by,
        "withdrawn_at": note.withdrawn_at.isoformat() if note.withdrawn_at else None,
        "withdrawn_by": note.withdrawn_by,
    }
