"""Calendar entries: one event becomes the bytes of an iCalendar object (RFC 5545, RFC 5546)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

from jimflow.core.address import UNPRINTABLE, Mailbox, parse_address
from jimflow.mail.mime import Method

if TYPE_CHECKING:
    import icalendar

Status = Literal["TENTATIVE", "CONFIRMED", "CANCELLED"]

_EVERY_LINE_END = re.compile(r"\r\n|[\r\n\u2028\u2029]")
_ATTENDEE = re.compile(rb"^ATTENDEE.*\r\n(?:[ \t].*\r\n)*", re.MULTILINE)
_SOMEBODY = Mailbox("", "somebody@example.org")
_UID = re.compile(r"[\x21-\x7e]{1,200}")


@dataclass(frozen=True, slots=True)
class Event:
    """What a calendar is told of one session: `starts` and `ends` are aware; `sequence` rises with every change."""

    uid: str
    sequence: int
    starts: datetime
    ends: datetime
    summary: str
    description: str
    location: str
    stamped: datetime
    method: Method
    status: Status = "CONFIRMED"
    organizer: Mailbox | None = None
    attendee: Mailbox | None = None


def to_ics(event: Event) -> bytes:
    """One calendar object with one VEVENT: UTC times, CRLF, lines of at most 75 octets.

    Raises ValueError for a naive time, an end not after its start, a malformed UID, a REQUEST without organizer or
    attendee, a PUBLISH with an attendee, a CANCEL whose status is not CANCELLED.
    """
    _refuse(event)
    if event.attendee is None:
        return _written(event)
    line = _line("attendee", _invited(event.attendee, event.method))
    return line.join(_around_attendee(replace(event, attendee=_SOMEBODY)))


def calendar_file(events: Sequence[Event]) -> bytes:
    """Several events that are published together, to be taken into a calendar by hand. Raises ValueError as `to_ics`,
    where there is none, and for anything but a PUBLISH."""
    if not events or any(event.method != "PUBLISH" for event in events):
        raise ValueError("a file of events publishes at least one")
    for event in events:
        _refuse(event)
    return _written(*events)


def _written(*events: Event) -> bytes:
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//jimflow//jimflow//SV")
    calendar.add("version", "2.0")
    calendar.add("method", events[0].method)
    for event in events:
        calendar.add_component(_entry(event))
    raw: bytes = calendar.to_ical()
    return raw


@lru_cache(maxsize=64)
def _around_attendee(event: Event) -> tuple[bytes, ...]:
    """What stands before and after the attendee: all that are invited to a session share it."""
    return tuple(_ATTENDEE.split(_written(event)))


def _line(name: str, value: icalendar.vCalAddress) -> bytes:
    from icalendar.parser import Contentline

    line: bytes = Contentline.from_parts(name.upper(), value.params, value).to_ical()
    return line + b"\r\n"


def _refuse(event: Event) -> None:
    if any(moment.utcoffset() is None for moment in (event.starts, event.ends, event.stamped)):
        raise ValueError("the times of a calendar entry need a time zone")
    if event.ends <= event.starts:
        raise ValueError("a session ends after it starts")
    if event.sequence < 0 or not _UID.fullmatch(event.uid):
        raise ValueError(f"no calendar can follow UID {event.uid!r} at sequence {event.sequence}")
    if event.method == "REQUEST" and not (event.organizer and event.attendee):
        raise ValueError("a REQUEST needs an organizer and an attendee")
    if event.method == "PUBLISH" and event.attendee:
        raise ValueError("a PUBLISH names no attendee")  # RFC 5546 §3.2.1
    if (event.method == "CANCEL") != (event.status == "CANCELLED"):
        raise ValueError("method CANCEL and status CANCELLED belong together")


def _entry(event: Event) -> icalendar.Event:
    import icalendar

    entry = icalendar.Event()
    entry.add("uid", event.uid)
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", event.stamped.astimezone(UTC))
    entry.add("dtstart", event.starts.astimezone(UTC))
    entry.add("dtend", event.ends.astimezone(UTC))
    entry.add("summary", _one_line(event.summary))
    if event.description:
        entry.add("description", _text(event.description))
    if event.location:
        entry.add("location", _one_line(event.location))
    entry.add("status", event.status)
    entry.add("transp", "TRANSPARENT" if event.status == "CANCELLED" else "OPAQUE")
    if event.organizer:
        entry.add("organizer", _person(event.organizer))
    if event.attendee:
        entry.add("attendee", _invited(event.attendee, event.method))
    return entry


def _invited(mailbox: Mailbox, method: Method) -> icalendar.vCalAddress:
    asked = {"ROLE": "REQ-PARTICIPANT"}
    if method == "REQUEST":
        asked |= {"PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"}
    return _person(mailbox, asked)


def _person(mailbox: Mailbox, more: dict[str, str] | None = None) -> icalendar.vCalAddress:
    import icalendar

    local, _, domain = parse_address(mailbox.address).partition("@")
    name = _one_line(mailbox.name.replace('"', "'"))  # no parameter may hold a double quote (RFC 5545 §3.1)
    params = {"CN": name} if name else {}
    return icalendar.vCalAddress(f"mailto:{quote(local, safe='!$*+')}@{domain}", params=params | (more or {}))


def _text(text: str) -> str:
    # The wide backslash: an escaped one is read in two ways before n, and the library breaks the line at \N.
    lines = _EVERY_LINE_END.split(text.replace("\\", "＼"))
    return "\n".join(UNPRINTABLE.sub(" ", line) for line in lines)


def _one_line(text: str) -> str:
    return " ".join(_text(text).split())
