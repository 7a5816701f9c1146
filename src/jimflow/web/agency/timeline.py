"""What has happened to one that takes part and what is to come, day after day, with today between."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from jimflow.core.model import Meeting
from jimflow.store.queries.work import AssignmentRow
from jimflow.texts.catalogue import tr
from jimflow.texts.fill import capital
from jimflow.texts.meeting_words import MEETING_STATUS
from jimflow.texts.names import assignment_title, meeting_name, quoted, state_title
from jimflow.texts.words import NOTE_KIND, word
from jimflow.web.agency.reads import Dossier

LATEST = 6
"""So many past happenings are seen at once; the rest is folded."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One line. `icon` is a drawing's name, `place` where it leads, "" nowhere; `more` is said in small."""

    day: date
    icon: str
    words: str
    place: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """`past` ends with the latest of them, which are `latest`; what happens today is to come."""

    past: Sequence[Happening]
    latest: Sequence[Happening]
    ahead: Sequence[Happening]


def timeline(d: Dossier) -> Timeline:
    """Meetings, assignments, moves, results, waivers and notes, in the order of time."""
    found = [
        *(h for m in d.facts.meetings.values() for h in _meeting(d, m)),
        *(h for a in d.work for h in _assignment(d, a)),
        *(h for m in d.moves if (h := _move(d, m))),
        *(_note(d, n.written_at, n.kind, n.written_by) for n in d.notes if n.stands),
        *(Happening(d.day(r.added_at), "thread", tr(d.lang, "Resultat"), "#thread", r.text) for r in d.results),
        *(Happening(d.day(w.decided_at), "waiting", tr(d.lang, "Avsteg beslutat"), "", w.reason) for w in d.waivers),
    ]
    found.sort(key=lambda h: h.day)
    past = [h for h in found if h.day < d.today]
    return Timeline(past[:-LATEST], past[-LATEST:], [h for h in found if h.day >= d.today])


def _meeting(d: Dossier, meeting: Meeting) -> Iterator[Happening]:
    if meeting.step not in d.workflow.steps:
        return
    title = capital(meeting_name(d.workflow, meeting.step, d.lang))
    more = "" if meeting.status == "planned" else word(MEETING_STATUS, meeting.status, d.lang)
    yield Happening(meeting.day, "day", title, d.meeting(meeting.step), more)


def _assignment(d: Dossier, row: AssignmentRow) -> Iterator[Happening]:
    """Its opening, the last day while it has not come, and its answer."""
    title, place = quoted(assignment_title(d.workflow, row.name, d.lang), d.lang), f"{d.here}/assignments/{row.step}/"
    place += row.name
    if row.status in ("cancelled", "closed"):
        return
    opened = row.opened_at or row.opens_at
    if opened is not None:
        yield Happening(d.day(opened), "waiting", tr(d.lang, "{title} öppnar", title=title), place)
    if row.submitted_at is not None:
        late = tr(d.lang, "efter sista dag") if row.late else ""
        yield Happening(d.day(row.submitted_at), "done", tr(d.lang, "{title} inskickad", title=title), place, late)
    elif row.due_at is not None:
        yield Happening(d.day(row.due_at), "late", tr(d.lang, "Sista dag för {title}", title=title), place)


def _move(d: Dossier, said: Mapping[str, Any]) -> Happening | None:
    if said.get("kind") != "move" or not said.get("to"):
        return None
    state = state_title(d.workflow, str(said["to"]), d.lang)
    passed = len(said.get("acknowledged") or ())
    more = tr(d.lang, "varningar passerade: {n}", n=passed) if passed else ""
    reason = quoted(str(said["reason"]), d.lang) if said.get("reason") else ""
    day = datetime.fromisoformat(str(said["local"])).date()
    return Happening(day, "ready", capital(state), "", " · ".join(w for w in (more, reason) if w))


def _note(d: Dossier, at: datetime, kind: str, by: str) -> Happening:
    words = tr(d.lang, "Anteckning: {kind}", kind=word(NOTE_KIND, kind, d.lang))
    return Happening(d.day(at), "person", words, "#notes", by)
