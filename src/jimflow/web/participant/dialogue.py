"""The dialogue of a task as the agency sees it, on the page of the task: parts/my_dialogue.html shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jimflow.actions.guests import Seated
from jimflow.store.queries.remarks import remarks
from jimflow.store.transaction import Tx
from jimflow.web.dialogue import Line, names
from jimflow.web.visit import Visit


@dataclass(frozen=True, slots=True)
class MyTalk:
    """The turns, the first one first; `place` is the task's address. `typed` was not taken, for these `problems`."""

    place: str
    lines: Sequence[Line]
    typed: str = ""
    problems: Sequence[str] = ()

    @property
    def asked(self) -> bool:
        """True while the last word is the host's, and it says or asks something."""
        last = next((one for one in reversed(self.lines) if one.kind != "read"), None)
        return last is not None and last.by_host


def my_talk(visit: Visit, tx: Tx, at: Seated, *, typed: str = "", problems: Sequence[str] = ()) -> MyTalk | None:
    """What has been said; None for whoever has only followed a link."""
    if not visit.me.may_change:
        return None
    turns = remarks(tx, at.task)
    known = names(tx, at.workflow, at.seats[0].round, at.participation, turns, (), visit.lang, me=visit.me.actor.name)
    return MyTalk(f"/my/tasks/{at.task}", [known.line(t) for t in turns], typed, problems)
