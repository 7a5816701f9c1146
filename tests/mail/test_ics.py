"""Calendar entries, read back by the icalendar library and by a small reader of our own that knows RFC 5545 only."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jimflow.core.address import Mailbox, parse_address
from jimflow.mail.ics import Event, calendar_file, to_ics
from jimflow.mail.mime import Invitation, MailParts, Method, build_mail

STOCKHOLM = ZoneInfo("Europe/Stockholm")
EVENT = Event(
    uid="meeting-7-1@host.example.org",
    sequence=0,
    starts=datetime(2021, 6, 8, 9, 0, tzinfo=STOCKHOLM),
    ends=datetime(2021, 6, 8, 16, 0, tzinfo=STOCKHOLM),
    summary="JiM+ träff 2: problemformulering, del 1; heldag",
    description="Ta med er beskrivning.\nLokal: se nedan.\n\nFrågor? Svara på mejlet.",
    location="Norra Hamngatan 14, Göteborg",
    stamped=datetime(2021, 5, 11, 6, 0, tzinfo=UTC),
    method="PUBLISH",
    organizer=Mailbox("Jämställdhetsmyndigheten, JiM", "jim@host.example.org"),
)
ASKING = replace(EVENT, method="REQUEST", attendee=Mailbox("Öberg, Anna", "anna@agency.example.org"))

Line = tuple[str, dict[str, str], str]


def lines_of(ics: bytes) -> list[Line]:
    """Unfolds and splits content lines (RFC 5545 §3.1); each line at most 75 octets, each ended by CRLF."""
    assert ics.endswith(b"\r\n")
    assert max(map(len, ics.split(b"\r\n"))) <= 75
    assert re.search(rb"(?<!\r)\n|\r(?!\n)", ics) is None
    lines: list[Line] = []
    for line in re.sub(rb"\r\n[ \t]", b"", ics).decode("utf-8").split("\r\n")[:-1]:
        found = re.fullmatch(r'([A-Z-]+)((?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*))*):(.*)', line)
        assert found, line
        params = dict(re.findall(r';([A-Z-]+)=("[^"]*"|[^";:,]*)', found[2]))
        lines.append((found[1], {key: value.strip('"') for key, value in params.items()}, found[3]))
    return lines


def text(value: str) -> str:
    return re.sub(r"\\([\\;,nN])", lambda m: "\n" if m[1] in "nN" else m[1], value)


def entries(ics: bytes) -> list[dict[str, Line]]:
    """Each VEVENT by property, checked against the table of RFC 5546: nothing required is missing or doubled."""
    found: list[dict[str, Line]] = []
    for line in lines_of(ics):
        if line[::2] == ("BEGIN", "VEVENT"):
            found.append({})
        elif found and line[0] != "END":
            assert line[0] not in found[-1], f"{line[0]} stands twice"
            found[-1][line[0]] = line
    for entry in found:
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "SUMMARY", "STATUS"} <= entry.keys()
    return found


def by_the_library(ics: bytes) -> list[Any]:
    calendar = icalendar.Calendar.from_ical(ics)
    assert calendar.errors == []
    return list(calendar.walk("VEVENT"))


def test_a_published_entry_says_what_when_and_where_in_utc() -> None:
    assert [(name, params, value) for name, params, value in lines_of(to_ics(EVENT))] == [
        ("BEGIN", {}, "VCALENDAR"),
        ("VERSION", {}, "2.0"),
        ("PRODID", {}, "-//jimflow//jimflow//SV"),
        ("METHOD", {}, "PUBLISH"),
        ("BEGIN", {}, "VEVENT"),
        ("SUMMARY", {}, r"JiM+ träff 2: problemformulering\, del 1\; heldag"),
        ("DTSTART", {}, "20210608T070000Z"),
        ("DTEND", {}, "20210608T140000Z"),
        ("DTSTAMP", {}, "20210511T060000Z"),
        ("UID", {}, "meeting-7-1@host.example.org"),
        ("SEQUENCE", {}, "0"),
        ("DESCRIPTION", {}, r"Ta med er beskrivning.\nLokal: se nedan.\n\nFrågor? Svara på mejlet."),
        ("LOCATION", {}, r"Norra Hamngatan 14\, Göteborg"),
        ("ORGANIZER", {"CN": "Jämställdhetsmyndigheten, JiM"}, "mailto:jim@host.example.org"),
        ("STATUS", {}, "CONFIRMED"),
        ("TRANSP", {}, "OPAQUE"),
        ("END", {}, "VEVENT"),
        ("END", {}, "VCALENDAR"),
    ]


def test_a_request_asks_one_person_for_an_answer() -> None:
    (entry,) = entries(to_ics(ASKING))
    assert entry["ATTENDEE"] == (
        "ATTENDEE",
        {"CN": "Öberg, Anna", "PARTSTAT": "NEEDS-ACTION", "ROLE": "REQ-PARTICIPANT", "RSVP": "TRUE"},
        "mailto:anna@agency.example.org",
    )
    assert "ATTENDEE" not in entries(to_ics(EVENT))[0]


def test_a_move_keeps_the_uid_and_raises_the_sequence_and_a_cancellation_frees_the_time() -> None:
    week = timedelta(days=7)
    moved = replace(EVENT, sequence=1, starts=EVENT.starts + week, ends=EVENT.ends + week)
    off = replace(moved, sequence=2, method="CANCEL", status="CANCELLED")
    told = [entries(to_ics(event))[0] for event in (EVENT, moved, off)]
    assert [entry["UID"][2] for entry in told] == ["meeting-7-1@host.example.org"] * 3
    assert [entry["SEQUENCE"][2] for entry in told] == ["0", "1", "2"]
    assert [entry["DTSTART"][2] for entry in told] == ["20210608T070000Z", "20210615T070000Z", "20210615T070000Z"]
    assert (told[2]["STATUS"][2], told[2]["TRANSP"][2]) == ("CANCELLED", "TRANSPARENT")
    assert ("METHOD", {}, "CANCEL") in lines_of(to_ics(off))


def test_a_hold_is_tentative_and_takes_the_time() -> None:
    (entry,) = entries(to_ics(replace(EVENT, status="TENTATIVE")))
    assert (entry["STATUS"][2], entry["TRANSP"][2]) == ("TENTATIVE", "OPAQUE")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"ends": EVENT.starts}, "ends after it starts"),
        ({"starts": EVENT.starts.replace(tzinfo=None)}, "time zone"),
        ({"stamped": datetime(2021, 5, 11)}, "time zone"),  # noqa: DTZ001 - that is what is wrong with it
        ({"uid": "a b"}, "no calendar can follow UID 'a b'"),
        ({"uid": "a\r\nX:1"}, "no calendar can follow"),
        ({"sequence": -1}, "at sequence -1"),
        ({"method": "REQUEST"}, "needs an organizer and an attendee"),
        ({"attendee": Mailbox("", "a@b.se")}, "names no attendee"),
        ({"method": "CANCEL"}, "belong together"),
        ({"status": "CANCELLED"}, "belong together"),
        ({"organizer": Mailbox("", "a@b.se\r\nATTENDEE:mailto:x@y.se")}, "control character"),
    ],
)
def test_what_no_calendar_could_follow_is_refused(change: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        to_ics(replace(EVENT, **change))


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=120) | st.text(
    st.sampled_from("aåN\\n,;:\"^' \r\n\t\u2028🙂"), max_size=200
)
MOMENTS = st.integers(946_684_800, 4_102_444_800).map(lambda second: datetime.fromtimestamp(second, STOCKHOLM))
ADDRESSES = st.from_regex(r"[a-z!'+%&=?]{1,8}(\.[a-z]{1,3})?@[a-zåäö]{1,10}\.se", fullmatch=True)


@st.composite
def events(draw: st.DrawFn) -> Event:
    methods: list[Method] = ["PUBLISH", "REQUEST", "CANCEL"]
    method = draw(st.sampled_from(methods))
    starts = draw(MOMENTS)
    someone = Mailbox(draw(WORDS), draw(ADDRESSES))
    return replace(
        EVENT,
        summary=draw(WORDS),
        description=draw(WORDS),
        location=draw(WORDS),
        organizer=someone,
        attendee=someone if method == "REQUEST" else None,
        starts=starts,
        ends=starts + timedelta(days=1),
        sequence=draw(st.integers(0, 99)),
        method=method,
        status="CANCELLED" if method == "CANCEL" else "CONFIRMED",
    )


@settings(max_examples=150, deadline=None)
@given(events())
def test_two_readers_find_the_same_entry_whatever_the_words(event: Event) -> None:
    ics = to_ics(event)
    assert to_ics(event) == ics
    (mine,), (their,) = entries(ics), by_the_library(ics)
    assert mine["UID"][2] == str(their["UID"]) == event.uid
    assert mine.keys() == {str(key) for key in their}
    assert [instant(mine[key][2]) for key in ("DTSTART", "DTEND")] == [event.starts, event.ends]
    assert [their[key].dt for key in ("DTSTART", "DTEND")] == [event.starts, event.ends]
    assert mine["SEQUENCE"][2] == str(their["SEQUENCE"]) == str(event.sequence)
    for key in ("SUMMARY", "DESCRIPTION", "LOCATION"):
        shown = text(mine[key][2]) if key in mine else ""
        assert shown == (str(their[key]) if key in their else "")
        assert _seen(shown) == _seen(getattr(event, key.lower()).replace("\\", "＼"))


@settings(max_examples=50, deadline=None)
@given(events())
def test_the_people_of_an_entry_are_those_it_was_given(event: Event) -> None:
    (their,) = by_the_library(to_ics(event))
    assert event.organizer is not None
    who = {"ORGANIZER": event.organizer} | ({"ATTENDEE": event.attendee} if event.attendee else {})
    assert {key for key in ("ORGANIZER", "ATTENDEE") if key in their} == who.keys()
    for key, mailbox in who.items():
        local, _, domain = parse_address(mailbox.address).partition("@")
        assert unquote(str(their[key])) == f"mailto:{local}@{domain}"
        assert _seen(their[key].params.get("CN", "")) == _seen(mailbox.name.replace('"', "'").replace("\\", "＼"))


@settings(max_examples=30, deadline=None)
@given(events())
def test_the_mail_around_an_entry_names_the_same_method(event: Event) -> None:
    ics = to_ics(event)
    who = Mailbox("", "jim@host.example.org")
    parts = MailParts(
        sender=who,
        to=who,
        reply_to=who,
        subject="Träff 2",
        sent=EVENT.stamped,
        message_id="<m@host>",
        language="sv",
        text="Hej",
        html="<p>Hej</p>",
        invitation=Invitation(ics, event.method),
    )
    message = email.message_from_bytes(build_mail(parts), policy=email.policy.default)
    calendars = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    assert {part.get_param("method") for part in calendars} == {event.method}
    assert {part.get_payload(decode=True) for part in calendars} == {ics}
    assert ("METHOD", {}, event.method) in lines_of(ics)


def instant(value: str) -> datetime:
    return datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def _seen(words: str) -> list[str]:
    """The words without what no calendar shows: controls, and the difference between line ends and spaces."""
    visible = re.sub("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", " ", words)
    return visible.split()


def test_two_who_are_invited_to_the_same_read_the_same_but_for_their_own_names() -> None:
    long = Mailbox(
        "En funktion med ett namn som inte får plats på en rad", "a.long.address.that.folds@agency.example.org"
    )
    one, other = to_ics(ASKING), to_ics(replace(ASKING, attendee=long))
    without = [[line for line in lines_of(ics) if line[0] != "ATTENDEE"] for ics in (one, other)]
    assert without[0] == without[1]
    assert [str(entry["ATTENDEE"]) for entry in by_the_library(other)] == [f"mailto:{long.address}"]
    for ics in (one, other):
        assert icalendar.Calendar.from_ical(ics).to_ical() == ics


def test_several_events_are_published_together_and_nothing_else_is() -> None:
    two = replace(EVENT, uid="meeting-7-2@host.example.org")
    raw = calendar_file([EVENT, two])
    assert [entry["UID"][2] for entry in entries(raw)] == [EVENT.uid, two.uid]
    assert [line[2] for line in lines_of(raw) if line[0] == "METHOD"] == ["PUBLISH"]
    assert len(by_the_library(raw)) == 2
    for wrong in ([], [EVENT, ASKING]):
        with pytest.raises(ValueError, match="publishes"):
            calendar_file(wrong)
