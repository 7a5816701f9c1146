"""Somebody who knows nothing but the mails that came to her: she reads them and acts through their links."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.story.by_words import Browser, Field, Seen

HERE = ZoneInfo("Europe/Stockholm")
_LINK = re.compile(r"https?://\S+?/l/[^\s.,;)]+")
_CODE = re.compile(r"\b(\d{3} \d{3}|\d{4} \d{4})\b")

WORDS = {
    "sv": {
        "code": "Skriv koden ur mejlet",
        "digits": "Kod",
        "on": "Fortsätt",
        "come": "Jag kommer",
        "save": "Spara",
        "hand in": "Skicka in ",
        "again": "Ändra svaret",
        "taken in": "Jag har tagit del av det",
        "anchored": "Förankrat hos",
        "colleagues": "Skriv till dina kollegor",
        "thanks": "Tack!",
        "changed": "Det ändrade svaret är inskickat.",
        "ten minutes": "ungefär 10 minuter",
        "remind": "Påminnelse",
    },
    "en": {
        "code": "Type the code from the mail",
        "digits": "Code",
        "on": "Continue",
        "come": "I am coming",
        "save": "Save",
        "hand in": "Submit ",
        "again": "Change the answer",
        "taken in": "I have gone through it",
        "anchored": "Settled with",
        "colleagues": "Write to your colleagues",
        "thanks": "Thank you!",
        "changed": "The changed answer has been submitted.",
        "ten minutes": "about 10 minutes",
        "remind": "Reminder",
    },
}
"""What she looks for on a page and in a mail, in the language that it is in."""


@dataclass
class Letter:
    """A mail as its reader has it. `worked`: its link led somewhere and its code was taken."""

    day: date
    to: str
    subject: str
    lang: str
    text: str
    name: str
    worked: bool = False

    @property
    def links(self) -> list[str]:
        """The addresses of ours in it, each once, in their order."""
        return list(dict.fromkeys(_LINK.findall(self.text)))

    @property
    def code(self) -> str:
        """The code in it, "" where there is none."""
        found = _CODE.search(self.text)
        return found[1] if found else ""


def letter(raw: bytes) -> Letter:
    """A mail from its bytes."""
    mail = message_from_bytes(raw, policy=policy.default)
    body = mail.get_body(("plain",))
    assert body is not None
    day = parsedate_to_datetime(str(mail["Date"])).astimezone(HERE).date()
    said = (str(mail[name]) for name in ("To", "Subject", "Content-Language"))
    return Letter(day, *said, str(body.get_content()), str(mail["Message-ID"]))


@dataclass
class Post:
    """What a mail server on this machine has taken, mailbox by mailbox."""

    files: list[Path] = field(default_factory=list)
    _read: dict[str, int] = field(default_factory=dict)

    def to(self, address: str) -> list[Letter]:
        """What has come to the address since it was last asked for."""
        since = self._read.get(address, 0)
        self._read[address] = len(self.files)
        return [letter(f.read_bytes()) for f in self.files[since:] if f.name.endswith(f"_{address}.eml")]


@dataclass
class Reader:
    """One person at one address. `tells` writes down what she does."""

    called: str
    address: str
    browser: Browser
    tells: Callable[[str, str, str], None]
    today: Callable[[], date]
    letters: list[Letter] = field(default_factory=list)
    handed: list[tuple[date, str]] = field(default_factory=list)
    """(day, title) of what she has handed in."""

    def handed_in(self, title: str, what: str) -> None:
        """Keeps it in mind and says it."""
        self.handed.append((self.today(), title))
        self.say("hands in", f"{title}: {what}")

    def say(self, does: str, what: str) -> None:
        """One line of the year."""
        self.tells(self.called, does, what)

    def last(self, words: str) -> Letter:
        """The latest letter with those words in its subject."""
        return next(one for one in reversed(self.letters) if words in one.subject)

    @property
    def page(self) -> Seen:
        """What she has in front of her."""
        return self.browser.page

    @property
    def words(self) -> dict[str, str]:
        """What she looks for on the page at hand."""
        return WORDS[self.page.lang]

    def opens(self, mail: Letter, link: str = "") -> Seen:
        """Follows a link of the mail, and types its code where the page asks for it."""
        page = self.browser.open(link or mail.links[0])
        if page.link(self.words["code"]) is not None:
            self.browser.follow(self.words["code"])
            self.browser.press(self.words["on"], {self.words["digits"]: mail.code})
        mail.worked = True
        return self.page

    def replies(self, mail: Letter, button: str = "") -> Seen:
        """Answers an invitation: presses the button, types the code that is asked for, and goes on."""
        self.browser.open(mail.links[0])
        self.browser.press(button or self.words["come"], status=401)
        self.browser.press(self.words["on"], {self.words["digits"]: mail.code})
        self.browser.press(self.words["on"])
        mail.worked = True
        return self.page

    def takes_in(self) -> int:
        """Ticks off what there is to read on the page at hand; how much it was."""
        ticked = 0
        while self.page.button(self.words["taken in"]) is not None:
            self.browser.press(self.words["taken in"])
            ticked += 1
        return ticked

    def questions(self) -> list[Field]:
        """The questions on the page at hand."""
        button = self.page.button(self.words["save"])
        beside = (self.words["colleagues"], self.words["anchored"])
        return [f for f in self.page.asked(button) if not f.label.startswith(beside)] if button else []

    def writes(self, some: int | None = None) -> int:
        """Answers so many of the questions that nobody has answered yet, all where no number is said; how many."""
        unanswered = [f for f in self.questions() if f.empty][:some]
        for number, one in enumerate(unanswered):
            one.values = [answer(one, self.called, number)]
        return len(unanswered)

    def saves(self) -> None:
        """Keeps what is written."""
        self.browser.press(self.words["save"])

    def may_hand_in(self) -> bool:
        """True where the page lets her."""
        return self.page.button(self.words["hand in"]) is not None

    def hands_in(self, anchored: str = "") -> None:
        """Sends the answer, and is thanked."""
        self.browser.press(self.words["hand in"], {self.words["anchored"]: anchored} if anchored else {})
        assert self.words["thanks"] in self.page.words or self.words["changed"] in self.page.words, self.page.words

    def title(self) -> str:
        """What the page at hand calls itself."""
        return self.page.title.removesuffix(" – jimflow").rpartition(" – ")[2]  # what was done stands before it


def answer(asked: Field, who: str, number: int) -> str:
    """Something that suits the kind of the field."""
    if asked.choices:
        return [value for value, _ in asked.choices if value][number % 2]
    if asked.kind == "date":
        return "2022-09-30"
    return "3" if asked.kind == "number" else f"{asked.label} Så svarar {who}."
