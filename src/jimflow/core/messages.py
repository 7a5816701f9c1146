"""Intents to write: which template, to which appointment, with which facts frozen as they are now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from jimflow.core.model import Appointment, AssignmentFacts, Facts, MailClass, Meeting, Message
from jimflow.core.people import coordinators, holders
from jimflow.core.plan import Timing
from jimflow.core.programme import Programme
from jimflow.core.workflow import Assignment, Letter


def openings(programme: Programme, facts: Facts, timing: Timing, now: datetime) -> list[Message]:
    """An assignment opens at once for all its functions; once for each (assignment, function, holder)."""
    due = programme.calendar.end_of_day(timing.due) if timing.due is not None else None
    assignment, step = timing.assignment, timing.step.name
    key = f"open:{facts.id}:{step}:{assignment.name}"
    return [m for f in assignment.to for m in to_holders("open", programme, facts, assignment, step, f, due, key, now)]


def to_holders(
    item: str,
    programme: Programme,
    facts: Facts,
    assignment: Assignment,
    step: str,
    function: str,
    due: datetime | None,
    key: str,
    now: datetime,
) -> list[Message]:
    """To everyone who holds the function; a vacant one is told to the coordinators, once for each assignment."""
    today = programme.today(now)
    if found := holders(facts, function, today):
        return [about_assignment(item, facts, assignment, step, function, a, due, key) for a in found]
    seen = {"step": step, "assignment": assignment.name, "vacant": function, "due": due.isoformat() if due else ""}
    said, once = f"vacant:{step}:{assignment.name}", f"vacant:{facts.id}:{step}:{assignment.name}:{function}"
    told = coordinators(programme.workflow, facts, today)
    work = (step, assignment.name)
    return [notice("vacant", said, facts, a.function, a, seen, once, work) for a in told]


def about_assignment(
    item: str,
    facts: Facts,
    assignment: Assignment,
    step: str,
    function: str,
    to: Appointment,
    due: datetime | None,
    key: str,
) -> Message:
    """Anything said about one assignment: `item` is open, remind, overdue, inform or handover, also its template."""
    seen = {"step": step, "assignment": assignment.name, "due": due.isoformat() if due else "", **_meeting(facts, step)}
    return _message(
        item, "digest", f"{item}:{step}:{assignment.name}", facts, function, to, seen, key, (step, assignment.name)
    )


def letter(facts: Facts, sent: Letter, function: str, to: Appointment) -> Message:
    """A letter on entering a state; again when the state is entered again, which the version tells apart."""
    key = f"letter:{facts.id}:{sent.name}:{facts.version}"
    days = {m.step: m.day.isoformat() for m in facts.meetings.values() if m.status != "cancelled"}
    seen: dict[str, object] = {"state": sent.state, "meetings": days}
    if sent.subject is not None and sent.text is not None:
        seen |= {"subject": [sent.subject.sv, sent.subject.en], "text": [sent.text.sv, sent.text.en]}
    return _message(sent.template, "digest", f"letter:{sent.name}", facts, function, to, seen, key)


def calendar_entries(
    kind: str,
    facts: Facts,
    meeting: Meeting,
    function: str,
    to: Appointment,
    key: str,
    *,
    at_once: bool = False,
    more: Mapping[str, object] | None = None,
) -> list[Message]:
    """Calendar mails, one for each session, each an event of its own: `kind` is hold, invite, moved or cancelled.

    `at_once` for changes so near that no digest hour may be waited for.
    """
    mail_class: MailClass = "immediate" if at_once else "calendar"
    found = []
    for n, s in enumerate(meeting.sessions, start=1):
        seen = {
            "step": meeting.step,
            "meeting": meeting.id,
            "uid": _uid(meeting, n),
            # A hold is tentative; whatever follows it on the same date must rise above it.
            "sequence": 2 * meeting.sequence + (0 if kind == "hold" else 1),
            "session": n,
            "of_sessions": len(meeting.sessions),
            "starts": s.starts.isoformat(),
            "ends": s.ends.isoformat(),
            "mode": s.mode,
            "place": s.place,
            "example_date": meeting.example_date,
            **_meeting(facts, meeting.step),
            **(more or {}),
        }
        item = f"{kind}:{meeting.step}"
        found.append(_message(kind, mail_class, item, facts, function, to, seen, f"{key}:{meeting.sequence}:{n}"))
    return found


def off_the_diary(told: Mapping[str, object], left: str) -> dict[str, object]:
    """The facts of a cancellation for one who was told of a session and will not come: `left` says what was left,
    "agency" (it left the round) or "function". The meeting itself stands.

    Its number lies above what was told and below the meeting's next change.
    """
    kept = {key: value for key, value in told.items() if key not in ("before", "moves", "reason")}
    sequence = told["sequence"]
    assert isinstance(sequence, int)
    return {**kept, "sequence": sequence // 2 * 2 + 2, "left": left}


def notice(
    template: str,
    item: str,
    facts: Facts,
    function: str,
    to: Appointment,
    seen: Mapping[str, object],
    key: str,
    assignment: tuple[str, str] | None = None,
) -> Message:
    """A line for a coordinator's or the host's digest; `assignment` is the (step, name) that it is about."""
    return _message(template, "digest", item, facts, function, to, dict(seen), key, assignment)


def _message(
    template: str,
    mail_class: MailClass,
    item: str,
    facts: Facts,
    function: str,
    to: Appointment,
    seen: dict[str, object],
    key: str,
    assignment: tuple[str, str] | None = None,
) -> Message:
    frozen: dict[str, object] = {
        "organisation": list(facts.organisation_names),
        **({"short": facts.organisation_short} if facts.organisation_short else {}),
        "cluster": list(facts.cluster_name),
        "function": function,
        **seen,
    }
    return Message(
        f"{key}:{function}:{to.id}", mail_class, template, item, to.id, to.address, to.language, frozen, assignment
    )


def _uid(meeting: Meeting, session: int) -> str:
    """Each session is an event that calendars follow by itself; the first keeps the meeting's own UID."""
    name, at, host = meeting.uid.partition("@")
    return meeting.uid if session == 1 else f"{name}-{session}{at}{host}"


def _meeting(facts: Facts, step: str) -> dict[str, object]:
    meeting = facts.meetings.get(step)
    if meeting is None:
        return {"meeting_day": "", "theme": ""}
    return {"meeting_day": meeting.day.isoformat(), "theme": meeting.theme}


def due_of(made: AssignmentFacts) -> str:
    """An assignment's due time as frozen text, "" when it has none."""
    return made.due_at.isoformat() if made.due_at is not None else ""
