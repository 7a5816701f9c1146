"""A stored mail read by a person: both texts and the head in full, and no secret."""

from __future__ import annotations

from dataclasses import replace

from jimflow.core.address import Mailbox
from jimflow.mail.mime import Invitation, build_mail
from jimflow.mail.shown import MASK, Shown, shown
from tests.mail.test_mime import PARTS

ICS = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"


def test_a_mail_is_shown_with_its_head_its_texts_and_its_calendar_entry() -> None:
    parts = replace(PARTS, text="Hej på er", html="<p>Hej på er</p>", invitation=Invitation(ICS, "REQUEST"))
    found = shown(build_mail(parts))
    assert found.headers["Subject"] == parts.subject
    assert found.headers["To"] == "Anna Öberg <anna@agency.example.org>"
    assert (found.text.strip(), found.html.strip()) == ("Hej på er", "<p>Hej på er</p>")
    assert [c.splitlines() for c in found.calendar] == [["BEGIN:VCALENDAR", "METHOD:REQUEST", "END:VCALENDAR"]]


def test_what_is_filled_in_when_it_leaves_is_masked_in_both_texts() -> None:
    link = "https://example.org/in/[[token]]"
    found = shown(build_mail(replace(PARTS, text=f"Svara: {link}", html=f'<a href="{link}">Svara</a>')))
    assert found.text.strip() == f"Svara: https://example.org/in/{MASK}"
    assert found.html.strip() == f'<a href="https://example.org/in/{MASK}">Svara</a>'


def test_what_has_been_erased_still_shows_the_words_that_stand_there() -> None:
    raw = b"Subject: (raderat)\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nRaderat.\r\n"
    assert shown(raw) == Shown({"Subject": "(raderat)"}, "Raderat.\r\n", "", ())


def test_a_header_that_was_folded_is_one_line() -> None:
    found = shown(build_mail(replace(PARTS, to=Mailbox("Anna Berg", "anna@agency.example.org"))))
    assert found.headers["To"] == "Anna Berg <anna@agency.example.org>"
