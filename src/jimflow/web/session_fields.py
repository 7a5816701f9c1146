"""The sessions of a meeting as fields of a form: a row of day, hours, how and where for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from jimflow.actions.errors import BadInput
from jimflow.actions.hours import a_session
from jimflow.core.model import Session
from jimflow.texts.words import MODE
from jimflow.web.forms import Form
from jimflow.web.gathering import Gathering
from jimflow.web.visit import Visit

MOST = 6
"""Sessions of one meeting."""

BOTH = " / "
"""Between the Swedish and the English name of a place, where they differ."""

FIELDS = ("day", "from", "to", "mode", "place")


@dataclass(frozen=True, slots=True)
class Row:
    """One session as it is typed."""

    day: str = ""
    begins: str = "09:00"
    ends: str = "16:00"
    mode: str = "on_site"
    place: str = ""

    def fields(self, number: int) -> list[tuple[str, str]]:
        """The names and values of its fields."""
        values = (self.day, self.begins, self.ends, self.mode, self.place)
        return [(f"{name}-{number}", value) for name, value in zip(FIELDS, values, strict=True)]


def typed_rows(form: Form) -> list[Row]:
    """The rows that have a day."""
    rows = (Row(*(form.text(f"{name}-{n}") for name in FIELDS)) for n in range(1, MOST + 1))
    return [row for row in rows if row.day]


def planned_rows(visit: Visit, g: Gathering) -> list[Row]:
    """The sessions as they are planned now; none where the meeting has no date."""
    if g.meeting is None:
        return []
    found = []
    for s in g.meeting.sessions:
        begins, ends = visit.local(s.starts_at), visit.local(s.ends_at)
        found.append(Row(f"{begins:%Y-%m-%d}", f"{begins:%H:%M}", f"{ends:%H:%M}", s.mode, s.place.replace("\n", BOTH)))
    return found


def sessions_of(rows: Sequence[Row]) -> list[Session]:
    """The sessions in order of time, in UTC. Raises BadInput."""
    if not rows:
        raise BadInput("Välj en dag.", "Choose a day.")
    return sorted(_sessions(rows), key=lambda s: s.starts)


def _sessions(rows: Sequence[Row]) -> Iterator[Session]:
    for row in rows:
        if row.mode not in MODE:
            raise BadInput("Välj hur träffen hålls.", "Choose how the meeting is held.")
        yield a_session(_day(row.day), row.begins, row.ends, row.mode, row.place.replace(BOTH, "\n"))


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise BadInput(
            f"”{typed}” är inget datum. Skriv till exempel 2021-10-27.",
            f"“{typed}” is no date. Write for example 2021-10-27.",
        ) from None
