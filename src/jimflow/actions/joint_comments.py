"""What colleagues say to each other about an answer: in the agency's own room, and never in the audit."""

from __future__ import annotations

from sqlalchemy import insert, update

from jimflow.actions.errors import BadInput
from jimflow.actions.guests import Guest, no_such_thing
from jimflow.actions.joint_answers import asked_of, writer
from jimflow.runtime import Runtime
from jimflow.store.tables import RoomComment
from jimflow.store.tables.columns import table
from jimflow.store.transaction import write

MOST = 2000
"""Characters of one comment."""

_C = table(RoomComment)


def comment(runtime: Runtime, guest: Guest, task: int, field: str, text: str) -> int:
    """Says something about a question that is theirs, or with `field` "" about the whole task; its number.

    Raises NotFound, BadInput for a text that is empty or too long.
    """
    words = text.strip()
    with write(runtime.engine) as tx:
        at = writer(runtime, tx, guest, task)
        if field and field not in {q.name for q in asked_of(at)}:
            raise no_such_thing()
        if not words:
            raise BadInput("Skriv kommentaren först.", "Write the comment first.")
        if len(words) > MOST:
            raise BadInput(
                f"Kommentaren har {len(words)} tecken; högst {MOST} får plats.",
                f"The comment has {len(words)} characters; there is room for {MOST}.",
            )
        row = {"assignment": task, "field": field, "text": words, "written_at": runtime.clock()}
        made = insert(_C).values(**row, written_by=guest.actor.name).returning(_C.c.id)
        number: int = tx.connection.execute(made).scalar_one()
        return number


def take_back(runtime: Runtime, guest: Guest, task: int, number: int) -> None:
    """Takes back a comment of one's own; nobody sees it any more. Raises NotFound."""
    with write(runtime.engine) as tx:
        writer(runtime, tx, guest, task)
        mine = (_C.c.id == number, _C.c.assignment == task, _C.c.written_by == guest.actor.name)
        gone = update(_C).where(*mine, _C.c.removed_at.is_(None)).values(removed_at=runtime.clock(), text="")
        if not tx.connection.execute(gone).rowcount:
            raise no_such_thing()
