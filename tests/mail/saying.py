"""Things to say as the program freezes them, for the round 2021-2022, and how a composed mail is read back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from functools import cache
from typing import Any

from jimflow.core.calendar import Calendar
from jimflow.core.mistakes import Said
from jimflow.core.workflow import PartyKind, Start, Workflow
from jimflow.files.shipped import shipped
from jimflow.files.workflows import load_workflow
from jimflow.mail.compose import Item, Recipient, Voice, compose_calendar, compose_digest, message_id
from jimflow.mail.templates import Templates
from tests.build import SWEDEN, at, day, ends

LANGUAGES = ("sv", "en")
CALENDAR_TEMPLATES = ("hold", "invite", "moved", "cancelled")
TEMPLATES = Templates(shipped("notifications"))
ADDRESS = "planning_followup.kriminalvarden@example.org"
WRITTEN = at("2021-05-11 08:00")
assert WRITTEN.tzinfo is UTC
MEETINGS = {
    "start": "2021-04-14",
    "problem_formulation": "2021-06-08",
    "budgeting": "2021-09-29",
    "deepening": "2022-02-02",
    "follow_up": "2022-05-17",
}
VOICE = Voice(
    round_code="jim-plus-2021-2022",
    title=Said("JiM+ 2021–2022", "JiM+ 2021–2022"),
    host=Said("Jämställdhetsmyndigheten", "Swedish Gender Equality Agency"),
    sender=Said("Samordningen för JiM+, Jämställdhetsmyndigheten", "The JiM+ team, Swedish Gender Equality Agency"),
    mailbox="samordning@example.org",
    organiser=True,
    case_number="EXEMPEL 2021/1",
    example=True,
    example_note=Said("Påhittat exempel: träffarnas dagar.", "Invented example: the days of the meetings."),
)
REAL = replace(VOICE, example=False, case_number="2021/17")


@cache
def jim_plus() -> Workflow:
    """The shipped programme."""
    return load_workflow(shipped("workflows") / "jim-plus.yaml")


def with_parts(workflow: Workflow) -> Workflow:
    """The same with a part that organisations take in a subject, and a case that may be started from another."""
    part = PartyKind("actor", Said("Inbjuden aktör", "Invited actor"), "by invitation", None, "gm_coordinator")
    start = Start("lift", Said("Lyft ett problem", "Lift a problem"), "lifted", (), {}, ("gm_coordinator",))
    return replace(workflow, parties={"actor": part}, starts={"lift": start})


@dataclass(frozen=True)
class Read:
    """A mail as it arrives."""

    subject: str
    text: str
    html: str
    message: EmailMessage
    raw: bytes

    @property
    def paragraphs(self) -> list[str]:
        """The text, one paragraph an entry."""
        return [p.strip("\n") for p in self.text.split("\n\n") if p.strip()]

    def header(self, name: str) -> str:
        """A header with its encoded words joined as RFC 2047 wants; policy.default puts spaces into names."""
        written = str(message_from_bytes(self.raw)[name]).replace("\r\n", "")
        return str(make_header(decode_header(written)))

    @property
    def calendar(self) -> str:
        """The calendar object with its long lines joined; "" in a mail without one."""
        found = [p for p in self.message.walk() if p.get_content_type() == "text/calendar"]
        return found[0].get_content().replace("\r\n", "\n").replace("\n ", "") if found else ""


def read(raw: bytes) -> Read:
    """What a mail program makes of the bytes."""
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    bodies = [message.get_body((kind,)) for kind in ("plain", "html")]
    text, html = (body.get_content().replace("\r\n", "\n") if body else "" for body in bodies)
    return Read(str(message["Subject"]), text, html, message, raw)


def _filled(raw: bytes) -> bytes:
    """The bytes as they leave: with a link and a code in the slots."""
    return (
        raw.replace(b"[[link]]", b"https://jimflow.example.org/l/1-abcdefgh")
        .replace(b"[[code]]", b"482 913")
        .replace(b"[[sign-in:7]]", b"4829 1305")
    )


def linked(*items: Item) -> tuple[Item, ...]:
    """The same in a mail with a link for each."""
    return tuple(replace(one, link=f"[[link]]/{n}" if len(items) > 1 else "[[link]]") for n, one in enumerate(items, 1))


def mail(
    *items: Item,
    lang: str = "sv",
    voice: Voice = VOICE,
    written: datetime = WRITTEN,
    workflow: Workflow | None = None,
    calendar: Calendar = SWEDEN,
) -> Read:
    """The items as one mail."""
    programme = workflow or with_parts(jim_plus())
    recipient, name = Recipient(ADDRESS, lang), message_id("key", "example.org")
    if items[0].template in CALENDAR_TEMPLATES:
        made = compose_calendar(programme, calendar, voice, recipient, items[0], written, name, TEMPLATES)
    else:
        made = compose_digest(programme, calendar, voice, recipient, items, written, name, TEMPLATES)
    found = read(_filled(made.raw))
    assert (found.subject, str(found.message["Message-ID"])) == (made.subject, made.message_id)
    return found


def item(template: str, function: str, code: str = "", **facts: Any) -> Item:
    """One thing to say to Kriminalvården's holder of `function`."""
    common = {
        "organisation": "Kriminalvården",
        "cluster": ["Rättsvårdande myndigheter", "Justice agencies"],
        "function": function,
    }
    return Item(template, code or template, function, common | facts)


def task(template: str, function: str, step: str, name: str, due: str = "2021-06-01", **facts: Any) -> Item:
    """Something about one assignment; `due` is a local date, "" when it has none."""
    seen = {
        "step": step,
        "assignment": name,
        "due": ends(due).isoformat() if due else "",
        "meeting_day": MEETINGS.get(step, ""),
        "theme": "",
    }
    return item(template, function, f"{template}:{step}:{name}", **(seen | facts))


def entry(template: str, function: str, step: str, on: str = "", **facts: Any) -> Item:
    """A calendar mail about one session, 9 to 16."""
    date = day(on or MEETINGS[step])
    hours = [SWEDEN.at(date, time(hour)).isoformat() for hour in (9, 16)]
    seen = {
        "step": step,
        "meeting": 7,
        "uid": "meeting-7@example.org",
        "sequence": 0,
        "session": 1,
        "of_sessions": 1,
        "starts": hours[0],
        "ends": hours[1],
        "mode": "digital",
        "place": "",
        "example_date": True,
        "meeting_day": date.isoformat(),
        "theme": "",
    }
    return item(template, function, f"{template}:{step}", **(seen | facts))
