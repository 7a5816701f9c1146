"""Moves as the core would allow them, ready to be saved."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import Any

from jimflow.core.model import AssignmentFacts, Change, Facts, NewAssignment, Occurrence
from jimflow.store.hot import NewIntent, Save
from tests.store.seeded import NOW

LATER = NOW + timedelta(hours=1)
DUE = datetime(2021, 6, 1, 21, 59, 59, tzinfo=UTC)


def salt(number: int) -> bytes:
    return hashlib.sha256(str(number).encode()).digest()


def save(facts: Facts, *, seen: int | None = None, intents: tuple[NewIntent, ...] = (), **change: Any) -> Save:
    """A move from where the facts stand to `budgeting`."""
    moved = Change("advance", facts.state, change.pop("destination", "budgeting"), (), **change)
    version = facts.version if seen is None else seen
    return Save(facts, version, moved, b'{"to":"budgeting"}', salt(facts.id), LATER, intents)


def made(name: str, *, open_now: bool = False) -> NewAssignment:
    return NewAssignment("budgeting", name, "before", date(2021, 4, 12), LATER if open_now else None, DUE, open_now)


def reminder(participation: int, name: str, at: datetime = DUE) -> Occurrence:
    return Occurrence(("participation", participation), f"remind:budgeting:{name}:0", at, "planning", DUE)


def intent(
    participation: int, appointment: int, name: str, *, assignment: int | None = None, new: bool = False, key: str = ""
) -> NewIntent:
    return NewIntent(
        key=key or f"open:{participation}:budgeting:{name}:planning:{appointment}",
        mail_class="digest",
        template="open",
        item=f"open:budgeting:{name}",
        participation=participation,
        appointment=appointment,
        function="planning",
        address="planning@example.org",
        language="sv",
        facts='{"due":"2021-06-01"}',
        made_at=LATER,
        send_at=LATER + timedelta(hours=20),
        assignment=assignment,
        step_name=("budgeting", name) if new else None,
    )


def unfinished(facts: Facts) -> list[AssignmentFacts]:
    return [a for a in facts.assignments if a.unfinished]
