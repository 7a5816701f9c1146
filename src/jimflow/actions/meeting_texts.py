"""The host's own words about a meeting: its programme, its notes and its evaluation, each saved with what was seen."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import func, select, update

from jimflow.actions.case import record
from jimflow.actions.errors import BadInput, NotAllowed
from jimflow.actions.meetings import members_of, the_meeting
from jimflow.core.canonical import digest
from jimflow.core.model import Actor
from jimflow.runtime import Runtime
from jimflow.store import tables as t
from jimflow.store.tables.columns import table
from jimflow.store.transaction import write

Which = Literal["programme", "notes", "evaluation"]

MOST = 50_000
"""Characters of each."""

_M = table(t.Meeting)


def seal(text: str) -> str:
    """What stands for a text that a person has before them; equal for equal texts."""
    return digest(text)[:16]


def set_programme(runtime: Runtime, cluster: int, step: str, text: str, actor: Actor, *, seen: str | None) -> None:
    """What is to happen at the meeting, hour by hour, in the host's words. As `set_notes`."""
    _set(runtime, cluster, step, "programme", text, actor, seen)


def set_notes(runtime: Runtime, cluster: int, step: str, text: str, actor: Actor, *, seen: str | None) -> None:
    """Keeps the notes of the meeting in the place of those that `seen` is the seal of; None takes what is there.

    The audit of every member says that they changed, never their words. Raises NotAllowed, with nothing changed,
    where somebody has saved others meanwhile; BadInput; NotFound where the meeting has no date.
    """
    _set(runtime, cluster, step, "notes", text, actor, seen)


def set_evaluation(runtime: Runtime, cluster: int, step: str, text: str, actor: Actor, *, seen: str | None) -> None:
    """What the host makes of the meeting afterwards. As `set_notes`; raises NotAllowed before the meeting is held."""
    _set(runtime, cluster, step, "evaluation", text, actor, seen)


def _set(runtime: Runtime, cluster: int, step: str, which: Which, text: str, actor: Actor, seen: str | None) -> None:
    words = text.strip()
    if len(words) > MOST:
        raise BadInput(
            f"Texten har {len(words)} tecken; högst {MOST} får plats. Korta den, eller länka till ett dokument.",
            f"The text has {len(words)} characters; there is room for {MOST}. Shorten it, or link to a document.",
        )
    with write(runtime.engine) as tx:
        now = runtime.clock()
        cases = members_of(runtime, tx, cluster)
        meeting = the_meeting(cases, step)
        if which == "evaluation" and meeting.status != "held":
            raise NotAllowed(
                "Träffen är inte genomförd än. Markera den som genomförd först.",
                "The meeting has not been held yet. Mark it as held first.",
            )
        kept = func.coalesce(_M.c[which], "")
        before = tx.connection.execute(select(kept).where(_M.c.id == meeting.id)).scalar_one()
        if seen is not None and seen != seal(before):
            raise NotAllowed(
                "Någon annan har sparat texten sedan du öppnade sidan. Inget ändrades. Jämför det som står nu med "
                "det du skrev, och spara igen.",
                "Somebody else has saved the text since you opened the page. Nothing was changed. Compare what it "
                "says now with what you wrote, and save again.",
            )
        if words == before:
            return
        tx.connection.execute(update(_M).where(_M.c.id == meeting.id).values({which: words}))
        said = {"step": step, "characters": len(words)}
        record(tx, cases, f"meeting_{which}", actor, now, extra=said, decides=False)
