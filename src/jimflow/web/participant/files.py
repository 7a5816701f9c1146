"""The files of a task as the agency sees them, on the page of the task: parts/my_files.html shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jimflow.actions.attachments import MOST_FILES
from jimflow.actions.guests import Seated
from jimflow.core.parts import takes_answers
from jimflow.files.attachments import ENDINGS, LIMIT
from jimflow.store.queries.attachments import all_attachments
from jimflow.store.queries.work import assignment
from jimflow.store.transaction import Tx
from jimflow.web.dialogue import File, files, names
from jimflow.web.visit import Visit

ACCEPT = ",".join(f".{ending}" for ending in ENDINGS)
"""For the field that a file is chosen in."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The files at a task; `place` is its address. `takes`: more may be added, and what is there taken away."""

    place: str
    files: Sequence[File]
    takes: bool
    full: bool
    problems: Sequence[str] = ()
    accept: str = ACCEPT
    most: int = MOST_FILES
    largest: int = LIMIT >> 20

    @property
    def waiting(self) -> int:
        """How many go along the next time the task is handed in."""
        return sum(1 for one in self.files if one.new)


def my_files(visit: Visit, tx: Tx, at: Seated, problems: Sequence[str] = ()) -> Shelf | None:
    """Every file of the task; None for whoever has only followed a link."""
    if not visit.me.may_change:
        return None
    rows, made = all_attachments(tx, at.task), assignment(tx, at.task)
    known = names(tx, at.workflow, at.seats[0].round, at.participation, (), rows, visit.lang, me=visit.me.actor.name)
    takes = made is not None and takes_answers(made.status, made.due_at, visit.now)
    full = sum(1 for row in rows if row.removed_at is None) >= MOST_FILES
    return Shelf(f"/my/tasks/{at.task}", files(rows, known, visit.lang), takes, full, problems)
