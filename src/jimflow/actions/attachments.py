"""Files that an agency puts to a task: in its own room until the task is handed in, then kept with the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import delete, insert, select, update

from jimflow.actions.asked import assignment_of
from jimflow.actions.case import open_alone, open_case, record
from jimflow.actions.colleagues import acting_for
from jimflow.actions.errors import BadInput, NotAllowed, NotFound
from jimflow.actions.file_checks import Checked, checked
from jimflow.actions.guests import Guest, Seated, no_such_thing, seated
from jimflow.core.model import AssignmentFacts
from jimflow.core.parts import takes_answers
from jimflow.runtime import Runtime
from jimflow.store.queries.attachments import AttachmentRow, all_attachments, handed_in_attachment
from jimflow.store.tables import Attachment, AttachmentContent
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, read, write

MOST_FILES = 10
"""At one task, of those that have not been taken away."""

MOST_BYTES = 100 << 20
"""At one task, with those that were taken away after they had been handed in: they are kept."""

NEEDS = frozenset({"assignments"})

_A, _C = table(Attachment), table(AttachmentContent)


@dataclass(frozen=True, slots=True)
class Content:
    """A file to be saved: what it is called, and its bytes."""

    name: str
    content: bytes


def add(runtime: Runtime, guest: Guest, task: int, name: str, content: bytes) -> AttachmentRow:
    """Puts a file to a task that is open to the guest; the host does not see it before the task is handed in.

    Its content is looked at and scanned outside any transaction. Raises NotFound for a task that is not theirs,
    NotAllowed where it takes no more, BadInput for a file that is not taken, for one too many, and for the same again.
    """
    with read(runtime.engine) as tx:
        _room_for(runtime, tx, _mine(runtime, tx, guest, task), runtime.clock(), content)
    found = checked(runtime, name, content)
    with write(runtime.engine) as tx:
        now = runtime.clock()
        seats = _mine(runtime, tx, guest, task)
        open_alone(runtime, tx, seats.participation, NEEDS)
        _room_for(runtime, tx, seats, now, content)
        return _kept(tx, task, found, content, guest, now)


def remove(runtime: Runtime, guest: Guest, task: int, attachment: int) -> None:
    """Takes a file away: gone with its bytes before it was handed in, afterwards kept and marked.

    Raises NotFound, and NotAllowed where the task can no longer be changed or the file is taken away already.
    """
    with write(runtime.engine) as tx:
        now = runtime.clock()
        seats = _mine(runtime, tx, guest, task)
        case = open_alone(runtime, tx, seats.participation, NEEDS)
        made = assignment_of(case, seats.name, seats.step)
        row = _one(all_attachments(tx, task), attachment)
        _changeable(made, now)
        if row.removed_at is not None:
            raise NotAllowed("Filen är redan borttagen.", "The file is removed already.")
        if row.handed_in_at is None:
            tx.connection.execute(delete(_C).where(_C.c.attachment == row.id))
            tx.connection.execute(delete(_A).where(_A.c.id == row.id))
            return
        tx.connection.execute(update(_A).where(_A.c.id == row.id).values(removed_at=now))
        about: dict[str, object] = {"step": made.step, "assignment": made.name, "attachment": row.id}
        about |= acting_for(tx, guest, seats.seats[0])
        record(tx, [case], "attachment_removed", guest.actor, now, extra=about, decides=False)


def hand_in_files(tx: Tx, assignment: int, now: datetime) -> list[dict[str, object]]:
    """Hands in the files that lie at the assignment, in the transaction that hands it in.

    What the audit is to say of each that is new: its number and the digest of its bytes, never its name.
    """
    lying = (_A.c.assignment == assignment, _A.c.handed_in_at.is_(None))
    found = tx.connection.execute(select(_A.c.id, _A.c.digest).where(*lying).order_by(_A.c.id)).all()
    tx.connection.execute(update(_A).where(*lying).values(handed_in_at=now))
    return [{"attachment": row.id, "digest": row.digest} for row in found]


def files_of(runtime: Runtime, guest: Guest, task: int) -> list[AttachmentRow]:
    """Every file of a task that is open to the guest, also those that are not handed in. Raises NotFound."""
    with read(runtime.engine) as tx:
        _mine(runtime, tx, guest, task)
        return all_attachments(tx, task)


def content_of(runtime: Runtime, guest: Guest, task: int, attachment: int) -> Content:
    """A file of a task that is open to the guest. Raises NotFound."""
    with read(runtime.engine) as tx:
        _mine(runtime, tx, guest, task)
        row = _one(all_attachments(tx, task), attachment)
        return Content(row.name, _bytes(tx, row.id))


def handed_in_content(runtime: Runtime, assignment: int, attachment: int) -> Content:
    """A file as the host may have it: one that was handed in, also if it was taken away later. Raises NotFound."""
    with read(runtime.engine) as tx:
        row = handed_in_attachment(tx, assignment, attachment)
        if row is None:
            raise NotFound(f"Fil nr {attachment} finns inte här.", f"There is no file no. {attachment} here.")
        return Content(row.name, _bytes(tx, row.id))


def _mine(runtime: Runtime, tx: Tx, guest: Guest, task: int) -> Seated:
    if not guest.may_change:
        raise no_such_thing()
    return seated(runtime, tx, guest, task)


def _changeable(made: AssignmentFacts, now: datetime) -> None:
    if not takes_answers(made.status, made.due_at, now):
        raise NotAllowed("Uppgiften går inte att ändra längre.", "The task can no longer be changed.")


def _room_for(runtime: Runtime, tx: Tx, seats: Seated, now: datetime, content: bytes) -> None:
    made = assignment_of(open_case(runtime, tx, seats.participation, NEEDS), seats.name, seats.step)
    _changeable(made, now)
    rows = all_attachments(tx, seats.task)
    there = [row for row in rows if row.removed_at is None]
    same = next((row for row in there if row.digest == _digest(content)), None)
    if same is not None:
        raise BadInput(f"Samma fil finns redan: {same.name}.", f"The same file is there already: {same.name}.")
    if len(there) >= MOST_FILES:
        raise BadInput(
            f"En uppgift tar högst {MOST_FILES} filer. Ta bort någon eller lägg ihop dem.",
            f"A task takes at most {MOST_FILES} files. Remove one or put them together.",
        )
    if sum(row.size for row in rows) + len(content) > MOST_BYTES:
        most = MOST_BYTES >> 20
        raise BadInput(
            f"Filerna i en uppgift får vara högst {most} MB tillsammans, även de som skickats in och tagits bort.",
            f"The files of a task may be at most {most} MB together, also those submitted and removed.",
        )


def _kept(tx: Tx, task: int, found: Checked, content: bytes, guest: Guest, now: datetime) -> AttachmentRow:
    row = {"assignment": task, "name": found.name, "kind": found.kind, "media_type": found.media_type}
    row |= {"size": len(content), "digest": _digest(content), "checked": found.checked}
    row |= {"added_at": now, "added_by": guest.actor.name}
    number = tx.connection.execute(insert(_A).values(**row).returning(_A.c.id)).scalar_one()
    tx.connection.execute(insert(_C).values(attachment=number, content=content))
    return _one(all_attachments(tx, task), number)


def _one(rows: Sequence[AttachmentRow], attachment: int) -> AttachmentRow:
    found = next((row for row in rows if row.id == attachment), None)
    if found is None:
        raise no_such_thing()
    return found


def _bytes(tx: Tx, attachment: int) -> bytes:
    return bytes(tx.connection.execute(select(_C.c.content).where(_C.c.attachment == attachment)).scalar_one())


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()
