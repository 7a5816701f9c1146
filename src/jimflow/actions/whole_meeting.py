"""What a whole cluster said and did about a meeting, kept at once: answers to the invitation, and who came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from jimflow.actions.attendance import Came, Replied, keep_attendance, keep_reply
from jimflow.actions.case import alone
from jimflow.actions.errors import BadInput, NotAllowed
from jimflow.core.model import Actor
from jimflow.runtime import Runtime
from jimflow.store import tables as t
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, write

Seen = Mapping[int, str]
"""By appointment what stood on the page, as `reply_code` or `attendance_code` says it."""


def reply_code(answer: str | None, deputy: int | None) -> str:
    """An answer in one word: "" for none, `no`, `no:17` where appointment 17 comes instead."""
    return (answer or "") + (f":{deputy}" if deputy is not None else "")


def attendance_code(present: bool | None, mode: str, instead_of: int | None) -> str:
    """A line of an attendance list in one word: "" for none, `no`, `on_site`, `digital:17` instead of 17."""
    if present is None:
        return ""
    return (mode if present else "no") + (f":{instead_of}" if instead_of is not None else "")


def record_replies(
    runtime: Runtime, meeting: int, step: str, replies: Mapping[int, Sequence[Replied]], seen: Seen, actor: Actor
) -> int:
    """Keeps the answers of several participations in one transaction; how many. Raises BadInput, NotFound.

    Raises NotAllowed, with nothing kept, where an answer is no longer what was `seen`.
    """
    _something(replies)
    with write(runtime.engine) as tx:
        now = runtime.clock()
        alone(tx, sorted(replies))
        _unchanged(_replies(tx, meeting), seen, [r.appointment for several in replies.values() for r in several])
        for participation, several in replies.items():
            for reply in several:
                keep_reply(runtime, tx, participation, step, reply, actor, now)
    return sum(map(len, replies.values()))


def record_attendances(
    runtime: Runtime, meeting: int, step: str, came: Mapping[int, Sequence[Came]], seen: Seen, actor: Actor
) -> dict[int, list[str]]:
    """Keeps who came of several participations in one transaction; for each the catch-ups that absence called for.

    Raises as `record_replies`.
    """
    _something(came)
    with write(runtime.engine) as tx:
        now = runtime.clock()
        alone(tx, sorted(came))
        _unchanged(_presences(tx, meeting), seen, [c.appointment for several in came.values() for c in several])
        return {p: keep_attendance(runtime, tx, p, step, several, actor, now) for p, several in came.items()}


def _something(lines: Mapping[int, Sequence[object]]) -> None:
    if not any(lines.values()):
        raise BadInput("Inget är ändrat, så det finns inget att spara.", "Nothing is changed, so nothing to save.")


def _unchanged(now: Seen, seen: Seen, appointments: Sequence[int]) -> None:
    if any(now.get(a, "") != seen.get(a, "") for a in appointments):
        raise NotAllowed(
            "Någon annan har sparat svar på några av samma rader sedan du öppnade sidan. Inget sparades. "
            "Se hur det står nu och gör om det som behövs.",
            "Somebody else has saved some of the same lines since you opened the page. Nothing was saved. "
            "See how it stands now, and do again what is needed.",
        )


def _replies(tx: Tx, meeting: int) -> Seen:
    r = table(t.Rsvp).c
    rows = tx.connection.execute(select(r.appointment, r.answer, r.deputy).where(r.meeting == meeting))
    return {row.appointment: reply_code(row.answer, row.deputy) for row in rows}


def _presences(tx: Tx, meeting: int) -> Seen:
    a = table(t.Attendance).c
    wanted = select(a.appointment, a.present, a.mode, a.deputised_for).where(a.meeting == meeting)
    rows = tx.connection.execute(wanted)
    return {row.appointment: attendance_code(row.present, row.mode, row.deputised_for) for row in rows}
