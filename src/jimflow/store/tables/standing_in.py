"""Who acts for whom at an agency: tasks sent on to a colleague, and substitutes for a time."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import SQLModel

from jimflow.store.tables.columns import key, long_text, maybe_moment, moment, ref


class Forward(SQLModel, table=True):
    """A task that the holder of a function sent on to somebody, who may then write in it, and hand it in where it says.

    `appointment` is the holder's, `words` what the holder wrote along; `made_by` is the pseudonym of who sent it on.
    """

    id: int | None = key()
    assignment: int = ref("assignment.id")
    appointment: int = ref("appointment.id", index=False)
    person: int = ref("person.id")
    may_hand_in: bool
    words: str = long_text("")
    made_at: datetime = moment()
    made_by: str
    ended_at: datetime | None = maybe_moment()
    ended_by: str = ""


class Substitute(SQLModel, table=True):
    """Somebody acts on behalf of the holder of a function, both days included.

    `right` is `signature` (writes and hands in the function's tasks) or `meeting` (comes in the holder's place); they
    are different rights, and one person may have both in two rows.
    """

    id: int | None = key()
    appointment: int = ref("appointment.id")
    person: int = ref("person.id")
    right: str
    since: date
    until: date
    made_at: datetime = moment()
    made_by: str
    ended_at: datetime | None = maybe_moment()
    ended_by: str = ""
