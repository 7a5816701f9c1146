"""Notes of calls and talks with those who take part: written once, put right by another note, or withdrawn."""

from __future__ import annotations

from sqlalchemy import insert, select, update

from jimflow.actions.case import open_case, record
from jimflow.actions.errors import BadInput, NotAllowed, NotFound
from jimflow.core.model import Actor
from jimflow.runtime import Runtime
from jimflow.store import tables as t
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, write

KINDS = ("call", "meeting", "other")
"""What a note may be of."""

MOST = 10_000
"""Characters of a note."""

_N = table(t.Note)


def add_note(
    runtime: Runtime, participation: int, text: str, actor: Actor, *, kind: str = "call", corrects: int | None = None
) -> int:
    """Keeps a note about a participation; its number. `corrects` is the number of a note that it puts right.

    Nothing a rule looks at changes, so nobody who is about to decide something is told to look again. The audit says
    that there is a note, never its words. Raises BadInput, NotFound, or NotAllowed where `corrects` is put right or
    withdrawn already.
    """
    words = text.strip()
    if kind not in KINDS:
        known = ", ".join(KINDS)
        raise BadInput(f"Slaget är något av {known}.", f"The kind is one of {known}.")
    if not words:
        raise BadInput("Skriv anteckningen.", "Write the note.")
    if len(words) > MOST:
        raise BadInput(
            f"Anteckningen har {len(words)} tecken; högst {MOST} får plats. Dela den i två.",
            f"The note has {len(words)} characters; there is room for {MOST}. Make it two.",
        )
    with write(runtime.engine) as tx:
        now = runtime.clock()
        case = open_case(runtime, tx, participation, frozenset())
        if corrects is not None:
            _standing(tx, corrects, participation)
        row = {"participation": participation, "kind": kind, "text": words, "corrects": corrects}
        made = insert(_N).values(**row, written_at=now, written_by=actor.name).returning(_N.c.id)
        number: int = tx.connection.execute(made).scalar_one()
        about = {"note": number, "of": kind} | ({"corrects": corrects} if corrects is not None else {})
        record(tx, [case], "note", actor, now, extra=about, decides=False)
        return number


def withdraw_note(runtime: Runtime, note: int, actor: Actor, reason: str) -> None:
    """Marks a note as not to be relied on; it can still be read. Raises BadInput, NotFound, NotAllowed."""
    if not reason.strip():
        raise BadInput("Skriv skälet (--reason).", "Give the reason (--reason).")
    with write(runtime.engine) as tx:
        now = runtime.clock()
        of = tx.connection.execute(select(_N.c.participation).where(_N.c.id == note)).scalar()
        if of is None:
            raise NotFound(f"Anteckning nr {note} finns inte.", f"There is no note no. {note}.")
        case = open_case(runtime, tx, of, frozenset())
        off = update(_N).where(_N.c.id == note, _N.c.withdrawn_at.is_(None))
        if not tx.connection.execute(off.values(withdrawn_at=now, withdrawn_by=actor.name)).rowcount:
            raise NotAllowed(f"Anteckning nr {note} är redan struken.", f"Note no. {note} is withdrawn already.")
        record(tx, [case], "note_withdrawn", actor, now, reason=reason.strip(), extra={"note": note}, decides=False)


def _standing(tx: Tx, note: int, participation: int) -> None:
    """The note is there, is about the same participation, and still stands."""
    wanted = select(_N.c.withdrawn_at).where(_N.c.id == note, _N.c.participation == participation)
    row = tx.connection.execute(wanted).first()
    if row is None:
        raise NotFound(
            f"Anteckning nr {note} finns inte här. Numren visas med: jimflow note list",
            f"There is no note no. {note} here. See the numbers with: jimflow note list",
        )
    replaced = tx.connection.execute(select(_N.c.id).where(_N.c.corrects == note)).scalar()
    if row.withdrawn_at is not None or replaced is not None:
        raise NotAllowed(
            f"Anteckning nr {note} är redan rättad eller struken.",
            f"Note no. {note} is corrected or withdrawn already.",
        )
