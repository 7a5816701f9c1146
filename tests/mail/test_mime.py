"""The bytes of a mail: what a reader finds in them is what was put in, whoever wrote the words."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import getaddresses
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jimflow.core.address import AddressError, Mailbox, parse_address
from jimflow.mail.mime import Invitation, MailParts, Method, build_mail, fill
from jimflow.mail.sender import Outgoing
from tests.mail.posting import kinds, relay_at, send
from tests.smtp import Sink

PARTS = MailParts(
    sender=Mailbox("Jämställdhetsmyndigheten, JiM+", "samordning@host.example.org"),
    to=Mailbox("Anna Öberg", "anna@agency.example.org"),
    reply_to=Mailbox("", "jim@host.example.org"),
    subject="Senast 1 juni: beskriv hur ni hittar ojämställdhetsproblem (JiM+, träff 2)",
    sent=datetime(2021, 5, 11, 8, 0, tzinfo=ZoneInfo("Europe/Stockholm")),
    message_id="<m-7f3a@host.example.org>",
    language="sv",
    text="Hej!\n\nVi ber er beskriva hur ni i dag arbetar.\n.\n..\n \nFrån oss\n",
    html='<!doctype html>\n<html lang="sv"><body><p>Hej! Åäö &amp; =3D</p></body></html>\n',
)
ICS = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//SV\r\nMETHOD:PUBLISH\r\n"
    b"BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Tr\xc3\xa4ff\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
HEADERS = [
    "From",
    "To",
    "Reply-To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "Content-Language",
    "MIME-Version",
    "Content-Type",
]


def read(raw: bytes) -> EmailMessage:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert [part.defects for part in message.walk()] == [[] for _ in message.walk()]
    return message


def shape(message: EmailMessage) -> list[str]:
    return [part.get_content_type() for part in message.walk()]


def content(part: EmailMessage) -> str:
    text = part.get_payload(decode=True)
    assert isinstance(text, bytes)
    return text.decode("utf-8").replace("\r\n", "\n")


def test_a_mail_has_these_headers_and_no_others() -> None:
    message = read(build_mail(PARTS))
    assert message.keys() == HEADERS
    assert {name: str(message[name]) for name in HEADERS if name != "Content-Type"} == {
        "From": '"Jämställdhetsmyndigheten, JiM+" <samordning@host.example.org>',
        "To": "Anna Öberg <anna@agency.example.org>",
        "Reply-To": "jim@host.example.org",
        "Subject": PARTS.subject,
        "Date": "Tue, 11 May 2021 08:00:00 +0200",
        "Message-ID": "<m-7f3a@host.example.org>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Content-Language": "sv",
        "MIME-Version": "1.0",
    }


def test_both_forms_of_the_text_come_out_as_they_went_in() -> None:
    message = read(build_mail(PARTS))
    assert shape(message) == ["multipart/alternative", "text/plain", "text/html"]
    _, text, html = message.walk()
    assert (content(text), content(html)) == (PARTS.text, PARTS.html)
    assert {part.get_content_charset() for part in (text, html)} == {"utf-8"}


def test_the_same_parts_give_the_same_bytes_and_another_message_id_another_boundary() -> None:
    raw = build_mail(PARTS)
    assert build_mail(replace(PARTS)) == raw
    assert read(build_mail(replace(PARTS, message_id="<x@y.se>"))).get_boundary() != read(raw).get_boundary()


@pytest.mark.parametrize(
    ("method", "parts"),
    [
        ("REQUEST", ["multipart/alternative", "text/plain", "text/html", "text/calendar"]),
        (
            "PUBLISH",
            ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar", "text/calendar"],
        ),
        (
            "CANCEL",
            ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar", "text/calendar"],
        ),
    ],
)
def test_a_calendar_entry_is_the_last_alternative_and_a_file_where_no_answer_is_asked(
    method: Method, parts: list[str]
) -> None:
    ics = ICS.replace(b"PUBLISH", method.encode())
    message = read(build_mail(replace(PARTS, invitation=Invitation(ics, method))))
    assert shape(message) == parts
    calendars = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    assert [part.get_payload(decode=True) for part in calendars] == [ics] * len(calendars)
    assert {(part.get_param("method"), part.get_content_charset()) for part in calendars} == {(method, "utf-8")}
    assert [part.get_filename() for part in calendars] == [None, "invite.ics"][: len(calendars)]


def test_the_method_in_the_mail_and_in_the_calendar_must_agree() -> None:
    with pytest.raises(ValueError, match="does not say METHOD:REQUEST"):
        build_mail(replace(PARTS, invitation=Invitation(ICS, "REQUEST")))


@pytest.mark.parametrize(
    "wrong",
    [
        {"sent": datetime(2021, 5, 11, 8, 0)},  # noqa: DTZ001 - that is what is wrong with it
        {"message_id": "m@host"},
        {"message_id": "<m@host>\r\nBcc: <x@y.se>"},
        {"message_id": "<a b@c>"},
        {"language": "sv\r\nBcc: x@y.se"},
        {"subject": "Hej\r\nBcc: x@y.se"},
        {"subject": "Hej\nBcc: x@y.se"},
        {"subject": "Hej\u2028Bcc: x@y.se"},
        {"subject": "Hej\u202edlav"},
        {"subject": "Hej\ud800"},
        {"subject": " "},
        {"to": Mailbox("Anna\r\nBcc: x@y.se", "a@b.se")},
        {"to": Mailbox("Anna", "a@b.se, c@d.se")},
        {"sender": Mailbox("\x00", "a@b.se")},
        {"reply_to": Mailbox("", "a@b.se\r\nBcc: x@y.se")},
        {"text": "\ud800"},
    ],
    ids=str,
)
def test_what_would_add_a_header_or_a_recipient_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        build_mail(replace(PARTS, **wrong))


@pytest.mark.parametrize(
    "subject",
    [
        "Hej",
        "=?utf-8?q?Bcc?=",
        "a" * 67,
        "a" * 68,
        "ord " * 60,
        "å" * 500,
        " inledande och avslutande ",
        "🙂" * 40,
        "x\u00a0y",
        'Re: [JiM+] "citat" <inte@adress.se>',
    ],
)
def test_a_subject_is_read_back_letter_by_letter(subject: str) -> None:
    assert read(build_mail(replace(PARTS, subject=subject)))["Subject"] == subject


def together(name: str) -> str:
    """A name without spaces of any kind: Python 3.11 reads one in between the encoded words of a long name, and takes
    a no-break space beside another one away."""
    return "".join(name.split())


def people(message: EmailMessage, header: str) -> list[tuple[str, str]]:
    return [(together(one.display_name), one.addr_spec) for one in message[header].addresses]


CLEAN = st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp")), max_size=90)
TRICKY = st.text(st.sampled_from('abÅ ,;:"\\<>@()=?.🙂'), max_size=40)
DIRTY = st.text(st.sampled_from("ab:@ \r\n\t\0\u2028\u202e\ud800"), max_size=20)
WORDS = st.sampled_from([CLEAN] * 4 + [TRICKY] * 6 + [DIRTY]).flatmap(lambda kind: kind)
ADDRESSES = st.sampled_from(
    [st.from_regex(r"[a-z!'+]{1,12}(\.[a-z]{1,4})?@[a-zåäö]{1,10}\.(se|example\.org)", fullmatch=True)] * 8
    + [TRICKY, DIRTY]
).flatmap(lambda kind: kind)


@settings(max_examples=300, deadline=None)
@given(WORDS, WORDS, ADDRESSES, WORDS, CLEAN | TRICKY | DIRTY)
@example("a@b.se, c", "Hej", "a@b.se", '"Evil" <x@y.se>,', ".\r\n--x\r\nBcc: x@y.se\r\n")
@example("=?utf-8?b?eEB5LnNlLA==?=", "=?utf-8?q?=0d=0aBcc:_x?=", "a@b.se", "", "\r")
@example("", "0", "a@a.se", "0 \xa00", "")
def test_no_name_subject_address_or_text_ever_adds_a_recipient_or_a_header(
    name: str, subject: str, address: str, host: str, text: str
) -> None:
    parts = replace(
        PARTS, to=Mailbox(name, address), sender=Mailbox(host, "jim@host.example.org"), subject=subject, text=text
    )
    try:
        raw = build_mail(parts)
    except ValueError:
        assert not _harmless(name, subject, address, host, text)
        return
    message = read(raw)
    assert message.keys() == HEADERS
    assert re.findall(rb"(?m)^[A-Za-z-]+(?=:)", raw.split(b"\r\n\r\n")[0]) == [name.encode() for name in HEADERS]
    assert people(message, "To") == [(together(name), parse_address(address))]
    assert people(message, "From") == [(together(host), "jim@host.example.org")]
    old_reader = email.message_from_bytes(raw)
    assert [spec for _, spec in getaddresses(old_reader.get_all("To", []))] == [parse_address(address)]
    assert message["Subject"] == subject
    assert shape(message) == ["multipart/alternative", "text/plain", "text/html"]
    assert content(list(message.walk())[1]) == re.sub("\r\n|\r", "\n", text)
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 300
    assert re.search(rb"(?<!\r)\n|\r(?!\n)", raw) is None
    assert max(map(len, raw.partition(b"\r\n\r\n")[2].split(b"\r\n"))) <= 76


def _harmless(name: str, subject: str, address: str, host: str, text: str) -> bool:
    try:
        parse_address(address)
    except AddressError:
        return False
    plain = re.compile("[^\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]*")
    lone = any("\ud800" <= c <= "\udfff" for c in text)
    return all(plain.fullmatch(s) for s in (name, subject, host)) and subject.strip() != "" and not lone


def test_a_slot_stays_in_one_piece_and_is_filled_the_same_way_every_time() -> None:
    text = "Skicka in med koden [[code]].\n" + "x" * 70 + "[[link:42]]\n[[code]]"
    html = f'<p style="{"y" * 80}">Koden är <b>[[code]]</b></p><a href="[[link:42]]">Svara</a>'
    raw = build_mail(replace(PARTS, text=text, html=html))
    values = {"code": "482 913", "link:42": "https://jim.host.example.org/s/" + "k" * 43}
    filled = fill(raw, values)
    assert fill(raw, dict(reversed(values.items()))) == filled
    assert max(map(len, filled.split(b"\r\n"))) <= 78
    _, plain, marked_up = read(filled).walk()
    for before, part in ((text, plain), (html, marked_up)):
        assert content(part) == re.sub(r"\[\[(.+?)\]\]", lambda slot: values[slot[1]], before)
    assert content(list(read(raw).walk())[1]) == text


@pytest.mark.parametrize("value", ["a\r\nb", "a=3Db", '"><script>', "å", "x" * 76, "x ", "a&b"])
def test_a_value_that_could_break_a_line_or_a_link_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=r"the value for \[\[code\]\]"):
        fill(b"[[code]]", {"code": value})


def test_a_built_mail_reaches_a_server_octet_by_octet() -> None:
    raw = build_mail(replace(PARTS, invitation=Invitation(ICS, "PUBLISH")))
    with Sink() as sink:
        mail = Outgoing(1, 1, "bounces@host.example.org", PARTS.to.address, raw)
        assert kinds(send(relay_at(sink), [mail])) == ["sent"]
    assert [(m.rcpt, m.data) for m in sink.mails] == [(PARTS.to.address, raw)]


def test_the_date_is_the_moment_it_was_given() -> None:
    sent = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert read(build_mail(replace(PARTS, sent=sent)))["Date"].datetime == sent
