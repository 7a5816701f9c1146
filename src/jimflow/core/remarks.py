"""The dialogue inside a task: who is told of a turn in it, and what of it still waits for the host."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

from jimflow.core.messages import due_of, notice
from jimflow.core.model import Appointment, AssignmentFacts, Facts, Message
from jimflow.core.people import coordinators, holders, hosts
from jimflow.core.programme import Programme

Kind = Literal["read", "comment", "completion", "reply"]
"""The host has read what was handed in, says something of it, or asks for more; the agency replies."""

NOBODY: frozenset[int] = frozenset()


class Turn(Protocol):
    """One turn, as it is kept."""

    @property
    def kind(self) -> str:
        """What sort it is."""

    @property
    def written_at(self) -> datetime:
        """When."""

    @property
    def by_host(self) -> bool:
        """Whose turn it was."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the host has not seen to: an answer that nobody has read, a reply that nobody has dealt with."""

    unread: bool
    unanswered: bool

    @property
    def anything(self) -> bool:
        """True where the host has something to do."""
        return self.unread or self.unanswered


def waiting(turns: Iterable[Turn], handed_in_at: datetime | None) -> Waiting:
    """What of the task waits for the host: any later word or mark of the host's takes it away."""
    seen = list(turns)
    last = max((t.written_at for t in seen if t.by_host), default=None)
    unread = handed_in_at is not None and (last is None or last < handed_in_at)
    return Waiting(unread, bool(seen) and not seen[-1].by_host)


def to_the_agency(
    programme: Programme,
    facts: Facts,
    made: AssignmentFacts,
    kind: Kind,
    number: int,
    today: date,
    handed_in_by: Collection[int] = NOBODY,
) -> list[Message]:
    """What the host says: to those whose part the task is and to the persons who handed it in.

    Where nobody holds any of its functions, to the agency's own coordinator. `number` is the turn's.
    """
    to = programme.workflow.assignments[made.name].to
    found = [(function, a) for function in to for a in holders(facts, function, today)]
    found = found or [(a.function, a) for a in coordinators(programme.workflow, facts, today) if a.own]
    told = {a.person for _, a in found}
    for a in facts.appointments:
        if a.own and a.person in handed_in_by and a.person not in told and a.holds_on(today) and not a.undeliverable:
            found.append((a.function, a))
            told.add(a.person)
    seen = _seen(facts, made, kind, number)
    return [_message(facts, made, function, a, seen, number) for function, a in found]


def to_the_host(
    programme: Programme,
    facts: Facts,
    made: AssignmentFacts,
    number: int,
    today: date,
    function: str,
    written_by: Collection[int] = NOBODY,
) -> list[Message]:
    """What the holder of `function` replies: to those who run the programme, but for the persons who wrote it."""
    seen = {**_seen(facts, made, "reply", number), "by": function}
    found = (a for a in hosts(programme.workflow, facts, today) if a.person not in written_by)
    return [_message(facts, made, a.function, a, seen, number) for a in found]


def _seen(facts: Facts, made: AssignmentFacts, kind: Kind, number: int) -> Mapping[str, object]:
    """The words are not among what is frozen: they are read when the mail is written, and lie nowhere else."""
    meeting = facts.meetings.get(made.step)
    return {
        "step": made.step,
        "assignment": made.name,
        "kind": kind,
        "remark": number,
        "due": due_of(made),
        "meeting_day": meeting.day.isoformat() if meeting is not None else "",
    }


def _message(
    facts: Facts, made: AssignmentFacts, function: str, to: Appointment, seen: Mapping[str, object], number: int
) -> Message:
    code = f"remark:{made.step}:{made.name}:{number}"
    return notice("remark", code, facts, function, to, seen, f"remark:{number}", made.key)
