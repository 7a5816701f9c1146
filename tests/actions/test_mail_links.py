"""The links and codes of mails: filled in as a mail leaves, the same each time, and kept nowhere."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from sqlalchemy import Engine, update

from jimflow.actions.doors import guest_of
from jimflow.actions.going_out import forget_old
from jimflow.actions.guests import scope_of
from jimflow.actions.links import good_until
from jimflow.actions.substitutes import name_substitute
from jimflow.core.audit import INSTALLATION
from jimflow.core.doors import LINK_LIFE, Doors, spaced
from jimflow.mail.relay import Outgoing
from jimflow.mail.shown import MASK, shown
from jimflow.store import tables as t
from jimflow.store.tables.columns import table
from jimflow.store.transaction import read, write
from tests.actions.coming import BROWSER, Doorstep, a_mail, doorstep, inside
from tests.actions.going import Letter, join
from tests.actions.someone import someone

COORDINATOR = "coordinator.alfa@example.org"


@pytest.fixture
def step(engine: Engine, tmp_path: Path) -> Doorstep:
    """Everybody in preparation, with a key."""
    found = doorstep(engine, tmp_path)
    join(found.round)
    return found


def bodies(raw: bytes) -> list[str]:
    message = message_from_bytes(raw, policy=policy.default)
    found = [message.get_body((kind,)) for kind in ("plain", "html")]
    return [str(body.get_content()) for body in found if body is not None]


def one(step: Doorstep, template: str, local: str) -> Outgoing:
    """The first mail that leaves at that moment and says something in the words of the template."""
    step.round.tick(local)
    told = {mail for (mail,) in step.round.rows(t.Intent, "mail", template=template) if mail is not None}
    return next(mail for mail in step.round.box.mails if mail.id in told)


def test_a_mail_about_a_task_leaves_with_its_link_and_code_in_both_bodies(step: Doorstep) -> None:
    mail = one(step, "open", "2021-01-19 09:00")
    link, code = step.doors.link(mail.id), spaced(step.code_of(mail.id))
    text, html = bodies(mail.raw)
    assert f"1. Öppna uppgiften\n   {link}\n" in text.replace("\r\n", "\n")
    assert f"Skriv koden {code}." in text
    assert re.search(rf'<a class="go" href="{re.escape(link)}">Öppna uppgiften</a>', html)
    assert re.search(rf'href="{re.escape(link)}">{re.escape(link)}</a>', html)
    assert f'<strong class="code">{code}</strong>' in html
    assert "[[" not in text + html


def test_the_link_leads_to_the_person_and_to_what_the_mail_says(step: Doorstep) -> None:
    mail = one(step, "open", "2021-01-19 09:00")
    guest = guest_of(step.runtime, "", step.doors.token(mail.id))
    assert guest is not None and guest.address == mail.recipient
    with read(step.runtime.engine) as tx:
        (task,) = scope_of(tx, mail.id).tasks
    assert (task,) in step.round.rows(t.Intent, "assignment", mail=mail.id)


def test_a_calendar_mail_leads_to_the_page_of_the_meeting(step: Doorstep) -> None:
    mail = one(step, "invite", "2021-03-15 09:00")
    text = bodies(mail.raw)[0].replace("\r\n", "\n")
    assert f"1. Öppna träffen\n   {step.doors.link(mail.id)}\n" in text
    assert "vem som kommer i ditt ställe" in text and "Svara på mejlet och säg" not in text


def test_several_things_in_one_mail_have_one_code_and_a_link_each(step: Doorstep) -> None:
    step.round.tick("2021-01-19 09:00")
    step.round.tick("2021-03-31 09:00")
    mails = [m for m in step.round.box.mails if len(set(step.round.rows(t.Intent, "assignment", mail=m.id))) > 1]
    assert mails, "no mail with several things"
    text = bodies(mails[0].raw)[0]
    link = re.escape(step.doors.link(mails[0].id))
    assert re.findall(rf"{link}/(\d)", text) == ["1", "2"]
    assert len(set(re.findall(r"koden (\d{3} \d{3})", text))) == 1


def test_what_is_kept_and_shown_holds_neither_link_nor_code(step: Doorstep) -> None:
    mail = one(step, "open", "2021-01-19 09:00")
    step.ask(COORDINATOR)
    asked = one(step, "sign_in", "2021-01-19 09:01")
    assert spaced(step.sent()) in bodies(asked.raw)[0]
    ((raw,),) = step.round.rows(t.Mail, "raw", id=mail.id)
    seen = shown(raw)
    assert MASK in seen.text and MASK in seen.html and "482" not in seen.text
    dump = str(step.round.everything())
    code, sent = step.code_of(mail.id), step.sent()
    secret = step.doors.token(mail.id).partition("-")[2]
    assert [s for s in (secret, code, spaced(code), sent, spaced(sent), BROWSER) if s in dump] == []


def test_the_audit_knows_the_stored_bytes_and_a_repeat_is_the_same_to_the_letter(step: Doorstep) -> None:
    step.round.box.answers[COORDINATOR] = ("unknown", None, "gone")
    first = one(step, "open", "2021-01-19 09:00")
    if first.recipient != COORDINATOR:
        first = next(m for m in step.round.box.mails if m.recipient == COORDINATOR)
    del step.round.box.answers[COORDINATOR]
    step.round.tick("2021-01-19 09:40")
    again = [m for m in step.round.box.mails if m.id == first.id]
    assert [m.raw for m in again] == [first.raw, first.raw]
    ((raw,),) = step.round.rows(t.Mail, "raw", id=first.id)
    (told,) = [e for e in step.round.trail("alfa") if e.get("sha256") == hashlib.sha256(raw).hexdigest()]
    assert told["kind"] == "mail" and raw != first.raw


def test_without_a_key_the_mails_are_as_they_were_and_have_no_links(engine: Engine, tmp_path: Path) -> None:
    found = doorstep(engine, tmp_path)
    found = Doorstep(replace(found.round, here=replace(found.round.here, runtime=replace(found.runtime, doors=None))))
    join(found.round)
    letters = found.round.tick("2021-01-19 09:00")
    assert letters and found.round.rows(t.MailLink) == []
    assert all("[[" not in m.text and "/l/" not in m.text and "Öppna uppgiften" not in m.text for m in letters)
    assert any("Svara på det här mejlet och skriv frågans nummer" in m.text for m in letters)


def test_those_at_the_host_get_no_links(step: Doorstep) -> None:
    letters: list[Letter] = []
    for day in ("2021-03-24", "2021-04-15", "2021-04-20"):
        letters += step.round.tick(f"{day} 09:00")
    host = [letter for letter in letters if letter.to == "ada@example.org"]
    assert host and all("/l/" not in letter.text for letter in host)


def test_a_mail_with_a_link_waits_while_there_is_no_key_and_leaves_when_it_is_back(step: Doorstep) -> None:
    step.round.box.answers[COORDINATOR] = ("temporary", 450, "later")
    step.round.tick("2021-01-19 09:00")
    del step.round.box.answers[COORDINATOR]
    keyless = replace(step.round, here=replace(step.round.here, runtime=replace(step.runtime, doors=None)))
    assert [m for m in keyless.tick("2021-01-19 09:10") if m.to == COORDINATOR] == []
    waiting = step.round.rows(t.Mail, "last_reply", status="pending", address=COORDINATOR)
    assert waiting == [("the key of links (jimflow.key) is not here",)]
    assert [m.to for m in step.round.tick("2021-01-19 09:30") if m.to == COORDINATOR] == [COORDINATOR]


def test_what_waited_while_the_key_was_changed_leaves_with_a_link_that_is_good(step: Doorstep) -> None:
    step.round.box.answers[COORDINATOR] = ("temporary", 450, "later")
    step.round.tick("2021-01-19 09:00")
    del step.round.box.answers[COORDINATOR]
    other = replace(step.runtime, doors=Doors(b"another key, just as long as the one before", step.doors.base_url))
    here = replace(step.round, here=replace(step.round.here, runtime=other))
    left = [m for m in here.tick("2021-01-19 09:30") if m.to == COORDINATOR]
    assert len(left) == 1
    mail = next(m for m in step.round.box.mails if m.recipient == COORDINATOR)
    assert other.doors is not None and other.doors.link(mail.id) in left[0].text
    assert guest_of(other, "", other.doors.token(mail.id)) is not None


# --- the code that is sent ----------------------------------------------------------------------


def test_the_code_leaves_at_once_at_any_hour_and_opens_the_door(step: Doorstep) -> None:
    step.at("2021-01-23 03:10")  # a Saturday night
    step.ask(COORDINATOR)
    (letter,) = step.round.tick("2021-01-23 03:11")
    assert (letter.to, letter.message["Subject"]) == (COORDINATOR, "Koden du bad om, för att logga in")
    assert "senast kl. 03.20" in letter.text and "https://" not in letter.text
    assert "sign-in" not in str(step.round.trail(INSTALLATION)), "when people sign in is nothing to be kept for ever"
    typed = re.search(r"\d{4} \d{4}", letter.text)
    assert typed is not None and inside(step.enter(typed[0])).guest.address == COORDINATOR


def test_the_code_of_a_sign_in_is_in_its_own_mail_and_in_no_other(step: Doorstep) -> None:
    """Even where what somebody wrote had come into a mail as it is: whoever asks for another's code gets none."""
    inside_of = a_mail(step, "alfa")
    step.at("2021-01-19 09:00")
    step.ask(COORDINATOR)
    (number,) = step.round.rows(t.SignInCode, "id")[-1]
    raw = f"Subject: hej\r\n\r\n[[link]] [[sign-in:{number}]]\r\n".encode()
    with write(step.runtime.engine) as tx:
        tx.connection.execute(update(table(t.Mail)).where(table(t.Mail).c.id == inside_of).values(raw=raw))
    step.round.tick("2021-01-19 09:01")
    left = {mail.id: mail.raw.decode() for mail in step.round.box.mails}
    holding = [(mail,) for mail, words in left.items() if spaced(step.sent()) in words]
    assert holding == step.round.rows(t.Intent, "mail", template="sign_in")
    assert step.doors.link(inside_of) in left[inside_of]


def test_a_code_that_is_over_is_not_sent_late(step: Doorstep) -> None:
    step.ask(COORDINATOR)
    assert [m.items for m in step.round.tick("2021-01-18 09:10") if "sign-in" in str(m.items)] == []
    step.at("2021-01-18 12:00")
    step.ask(COORDINATOR)
    step.round.box.answers[COORDINATOR] = ("temporary", 450, "later")
    step.round.tick("2021-01-18 12:01")
    del step.round.box.answers[COORDINATOR]
    assert [m.items for m in step.round.tick("2021-01-18 12:12") if "sign-in" in str(m.items)] == []
    assert step.round.rows(t.Mail, "status", mail_class="immediate") == [("cancelled",)]


def test_a_month_later_nothing_tells_when_somebody_signed_in(step: Doorstep) -> None:
    step.ask(COORDINATOR)
    step.round.tick("2021-01-18 09:01")
    inside(step.enter(step.sent()))
    step.at("2021-02-20 09:00")
    step.ask("planner.alfa@example.org")
    step.round.tick("2021-02-20 09:01")
    inside(step.enter(step.sent()))
    kept = [step.round.rows(kind, "id") for kind in (t.PersonSession, t.SignInCode)]
    assert [len(rows) for rows in kept] == [1, 1]
    assert step.round.rows(t.Intent, "address", template="sign_in") == [("planner.alfa@example.org",)]
    assert step.round.rows(t.Mail, "address", mail_class="immediate") == [("planner.alfa@example.org",)]


def test_a_code_that_was_sent_once_never_comes_again(step: Doorstep) -> None:
    letters = []
    for day in ("2021-01-18", "2021-01-20"):
        step.at(f"{day} 09:00")
        with write(step.runtime.engine) as tx:
            forget_old(tx, step.runtime.clock())
        step.ask(COORDINATOR)
        letters += step.round.tick(f"{day} 09:01")
    codes = [
        re.findall(r"\d{4} \d{4}", m.text)
        for m in letters
        if m.message["Subject"] == "Koden du bad om, för att logga in"
    ]
    assert [len(found) for found in codes] == [1, 1] and codes[0] != codes[1]


def test_a_link_outlives_what_its_mail_is_about_by_sixty_days(step: Doorstep) -> None:
    told = [
        '{"due":"2021-12-01T22:59:59+00:00"}',
        '{"ends":"2022-02-03T15:00:00+00:00","starts":"2022-02-03T08:00:00+00:00"}',
        '{"since":"2021-09-01","until":"2021-10-31"}',
        '{"due":""}',
    ]
    now = step.round.clock()
    assert [good_until([facts], now).date().isoformat() for facts in told] == [
        "2022-01-30",
        "2022-04-04",
        "2021-12-30",
        (now + LINK_LIFE).date().isoformat(),
    ]
    mail = one(step, "open", "2021-01-19 09:00").id
    assert step.round.rows(t.MailLink, "ends_at", mail=mail) == [(datetime(2021, 5, 28, 21, 59, 59, tzinfo=UTC),)]


def test_a_mail_without_a_code_does_not_speak_of_one(step: Doorstep) -> None:
    of_task = one(step, "open", "2021-01-19 09:00")
    planner = someone(step.round, "planner.alfa@example.org")
    period = (date(2021, 2, 1), date(2021, 3, 31))
    chair = step.round.appointment("alfa", "planner")
    name_substitute(step.runtime, planner, chair, "Nora Ny", "nora@example.org", "signature", *period)
    named = one(step, "substitute", "2021-01-19 12:00")
    said = [("koden är dina" in text, "Adressen är din." in text) for m in (of_task, named) for text in bodies(m.raw)]
    assert said == [(True, False), (True, False), (False, True), (False, True)]
