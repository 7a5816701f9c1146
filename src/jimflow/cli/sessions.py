"""Days and hours of a meeting as people type them, as sessions in UTC."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jimflow.actions.errors import BadInput
from jimflow.actions.hours import a_session, an_hour
from jimflow.cli.values import a_day
from jimflow.core.calendar import Calendar
from jimflow.core.model import Session
from jimflow.store.queries.work import SessionRow
from jimflow.texts.words import MODE

_SESSION = re.compile(r"(\S+)[ T]+(\d{1,2}[:.]\d\d)\s*[-–]\s*(\d{1,2}[:.]\d\d)")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a call says of when, how and where; None and nothing is what it leaves unsaid."""

    day: str | None = None
    begins: str | None = None
    ends: str | None = None
    several: Sequence[str] = ()
    mode: str | None = None
    place: str | None = None


def sessions(asked: Asked) -> list[Session]:
    """The sessions of a meeting that had none: a whole day on site where nothing else is said. Raises BadInput."""
    _check(asked)
    mode, place = asked.mode or "on_site", asked.place or ""
    if asked.day is not None:
        return [a_session(a_day(asked.day, "DATE"), asked.begins or "09:00", asked.ends or "16:00", mode, place)]
    return _parsed(asked, [(mode, place)])


def moved(asked: Asked, before: Sequence[SessionRow], calendar: Calendar) -> list[Session]:
    """The sessions of a meeting with what is said changed and all the rest as it was. Raises BadInput.

    A day alone takes every session along, as many working days apart as they were. The place of a meeting that
    becomes digital was where people would have come to, so it goes unless one is said.
    """
    if not before:
        return sessions(asked)
    _check(asked)
    ways = [(asked.mode or s.mode, _place(asked, s)) for s in before]
    if asked.day is None:
        return _parsed(asked, ways)
    if len(before) > 1 and (asked.begins or asked.ends):
        raise BadInput(
            f"Träffen har {len(before)} pass. Ange --session för varje pass i stället för --from och --to.",
            f"The meeting has {len(before)} sessions. Give --session for each instead of --from and --to.",
        )
    day = a_day(asked.day, "DATE")
    first = calendar.local_date(before[0].starts_at)
    found = []
    for s, (mode, place) in zip(before, ways, strict=True):
        starts, ends = calendar.local(s.starts_at), calendar.local(s.ends_at)
        later = starts.date() != first
        on = calendar.add(day, calendar.working_days_between(first, starts.date()), "working days") if later else day
        found.append(a_session(on, asked.begins or f"{starts:%H:%M}", asked.ends or f"{ends:%H:%M}", mode, place))
    return found


def _check(asked: Asked) -> None:
    if asked.mode is not None and asked.mode not in MODE:
        known = ", ".join(MODE)
        raise BadInput(
            f"--mode: {asked.mode} finns inte. Välj bland {known}.",
            f"--mode: there is no {asked.mode}. Choose among {known}.",
        )
    if (asked.day is None) == (not asked.several):
        raise BadInput("Ange en dag, eller --session för varje pass.", "Give a day, or --session for each session.")


def _place(asked: Asked, before: SessionRow) -> str:
    if asked.place is not None:
        return asked.place
    return "" if asked.mode == "digital" and before.mode != "digital" else before.place


def _parsed(asked: Asked, ways: Sequence[tuple[str, str]]) -> list[Session]:
    """The sessions written out, in order of time; each held in its way, those beyond the last way in that one."""
    found = sorted((_read(text) for text in asked.several), key=lambda read: (read[0], an_hour(read[1])))
    return [a_session(*read, *ways[min(n, len(ways) - 1)]) for n, read in enumerate(found)]


def _read(text: str) -> tuple[date, str, str]:
    found = _SESSION.fullmatch(text.strip())
    if found is None:
        raise BadInput(
            f"--session: {text} går inte att läsa. Skriv så här: '2021-04-16 09:00-12:00'.",
            f"--session: {text} cannot be read. Write it like this: '2021-04-16 09:00-12:00'.",
        )
    return a_day(found[1], "DATE"), found[2], found[3]
