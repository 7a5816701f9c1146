"""What is said about a meeting and its calendar entry: held free, invited, moved, cancelled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from jimflow.core.address import Mailbox
from jimflow.core.people import attending_functions
from jimflow.core.workflow import Step
from jimflow.mail.ics import Event, Status
from jimflow.mail.mime import Method
from jimflow.mail.reader import Reader, Values, plain, text
from jimflow.mail.voice import Item, Recipient
from jimflow.texts.amounts import listed, number
from jimflow.texts.catalogue import tr
from jimflow.texts.dates import hours
from jimflow.texts.fill import capital
from jimflow.texts.names import assignment_title, function_title, place_name, quoted, title_within
from jimflow.texts.words import MODE, word

TEMPLATES = ("hold", "invite", "moved", "cancelled")
ANSWER_WITHIN = 5
"""Working days in which we ask for an answer to an invitation."""


def meeting_values(reader: Reader, item: Item) -> Values:
    """The values of a calendar mail: one session of one meeting."""
    facts, lang = item.facts, reader.lang
    step = reader.step(facts)
    begins, ends = _local(reader, facts, "starts"), _local(reader, facts, "ends")
    session, of_sessions = _whole(facts.get("session", 1)), _whole(facts.get("of_sessions", 1))
    invited = attending_functions(reader.workflow, step.name) if step else ()
    return {
        **reader.common(item),
        "title": step.title.in_(lang) if step else "",
        "purpose": step.purpose.in_(lang) if step else "",
        "day": reader.day(begins.date().isoformat()),
        "day_short": reader.short_day(begins.date().isoformat()),
        "hours": hours(begins, ends, lang),
        "where": _where(text(facts, "mode"), plain(place_name(text(facts, "place"), lang)), lang),
        "session": session,
        "of_sessions": of_sessions,
        "sessions": number(of_sessions, lang),
        "example_date": bool(facts.get("example_date")),
        "others": reader.functions(_of_agency(reader, invited), but=(item.function,)),
        "of_agency": _belongs_to(reader, item.function) == "agency",
        "edges": bool(step and (step.is_first or step.is_last)),
        "before": _before(reader, step, item.function) if step else "",
        "answer_by": _answer_by(reader, begins.date()),
        "was": reader.day(facts.get("before")),
        "reason": reader.name(facts, "reason"),
        "left": text(facts, "left"),
        "instead_of": plain(text(facts, "instead_of")),
        "as": title_within(function_title(reader.workflow, item.function, lang)),
        "deadlines": _deadlines(reader, facts.get("moves")),
    }


def event_of(reader: Reader, item: Item, recipient: Recipient, values: Values, at: datetime) -> Event:
    """The calendar entry that goes with the words."""
    facts, voice, lang = item.facts, reader.voice, reader.lang
    cancelled = item.template == "cancelled"
    method: Method = "CANCEL" if cancelled else "REQUEST" if voice.organiser else "PUBLISH"
    status: Status = "CANCELLED" if cancelled else "TENTATIVE" if item.template == "hold" else "CONFIRMED"
    session = _whole(facts.get("session", 1))
    notes = [str(values["purpose"])]
    if values["of_sessions"] != 1:
        notes.append(tr(lang, "Pass {n} av {all}.", n=session, all=values["of_sessions"]))
    if values["example_date"]:
        notes.append(tr(lang, "Dagen är en exempeldag."))
    notes.append(tr(lang, "Frågor: {mailbox}", mailbox=voice.mailbox))
    return Event(
        uid=_uid(text(facts, "uid"), session),
        sequence=_whole(facts.get("sequence", 0)),
        starts=_instant(facts, "starts"),
        ends=_instant(facts, "ends"),
        summary=_summary(values, lang),
        description="\n".join(notes),
        location=capital(str(values["where"])),
        stamped=at,
        method=method,
        status=status,
        organizer=Mailbox(voice.sender.in_(lang), voice.mailbox),
        attendee=None if method == "PUBLISH" or not voice.organiser else Mailbox("", recipient.address),
    )


def _summary(values: Values, lang: str) -> str:
    """`JiM+, träff 2: Problemformulering`; a meeting that is called by its title is named once.

    What takes part, where that is no organisation, stands behind the title.
    """
    programme, meeting, title = (str(values[key]) for key in ("programme", "place_in_programme", "title"))
    about = f" ({values['about']})" if values["about"] else ""
    if meeting == title_within(title):
        return f"{programme}: {title}{about}"
    return tr(lang, "{programme}, {meeting}: {title}", programme=programme, meeting=meeting, title=f"{title}{about}")


def _uid(known: str, session: int) -> str:
    """The entry's UID. The facts give a later session its number and the first one none; calendars know it as -1."""
    name, at_sign, host = known.partition("@")
    return f"{name}-1{at_sign}{host}" if session == 1 else known


def _where(mode: str, place: str, lang: str) -> str:
    """The place as it was written; a digital meeting says so too."""
    said = word(MODE, mode, lang)
    return f"{said}, {place}" if place and mode == "digital" else place or said


def _deadlines(reader: Reader, moves: object) -> list[Values]:
    """What a move did to due dates, from rows of (step:assignment, day before, day now); undated ones are left out."""
    if not isinstance(moves, list | tuple):
        return []
    return [
        {
            "title": assignment_title(reader.workflow, str(code).rpartition(":")[2], reader.lang),
            "due": reader.day(due),
            "was": reader.day(was),
        }
        for code, was, due in moves
        if due
    ]


def _before(reader: Reader, step: Step, function: str) -> str:
    names = [name for name in step.named("before") if function in reader.workflow.assignments[name].to]
    titles = [assignment_title(reader.workflow, name, reader.lang) for name in names]
    return listed([quoted(title, reader.lang) for title in titles], reader.lang)


def _answer_by(reader: Reader, meeting: date) -> str:
    """The day we ask for an answer, "" when the meeting is too near for one."""
    calendar = reader.calendar
    wanted = calendar.deadline(calendar.add(reader.today, ANSWER_WITHIN, "working days"))
    return reader.day(wanted.isoformat()) if reader.today < wanted < meeting else ""


def _of_agency(reader: Reader, functions: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f for f in functions if _belongs_to(reader, f) == "agency")


def _belongs_to(reader: Reader, function: str) -> str:
    found = reader.workflow.functions.get(function)
    return found.belongs_to if found else "agency"


def _instant(facts: Mapping[str, object], key: str) -> datetime:
    return datetime.fromisoformat(text(facts, key))


def _local(reader: Reader, facts: Mapping[str, object], key: str) -> datetime:
    return reader.calendar.local(_instant(facts, key))


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 1
