"""What the host says inside a task and the files that came with the answer, on the assignment's page."""

from __future__ import annotations

from jimflow.actions.attachments import add, hand_in_files, remove
from jimflow.actions.dialogue import reply
from jimflow.actions.doors import guest_of
from jimflow.actions.guests import Guest
from jimflow.store import tables as t
from jimflow.store.tables.columns import table
from jimflow.store.transaction import write
from tests.demo_site import Installation
from tests.participants import holder, session_of, task
from tests.small_files import pdf
from tests.web.conftest import ROUND
from tests.web.person import Person

NOTES = f"{ROUND}/agencies/formas/assignments/budgeting/read_notes"
ANALYSIS = f"{ROUND}/agencies/formas/assignments/budgeting/adjust_resources"
"""Handed in, and open."""


def coordinator(made: Installation) -> Guest:
    """Formas' own coordinator, signed in."""
    found = guest_of(made.runtime, session_of(made, holder(made, "formas", "gm_coordinator")), "")
    assert found is not None
    return found


def handed_in(made: Installation, name: str) -> int:
    """The number of a file of that name that Formas has handed in with the analysis."""
    where = task(made, "formas", "adjust_resources")
    row = add(made.runtime, coordinator(made), where, name, pdf(name))
    with write(made.runtime.engine) as tx:
        hand_in_files(tx, where, made.runtime.clock())
    return row.id


def test_an_answer_is_marked_as_read_once(own_demo: Installation) -> None:
    anna, bo = Person(own_demo), Person(own_demo, "bo")
    anna.see(NOTES)
    bo.see(NOTES)
    seen = anna.press(f"{NOTES}/read")
    assert "Markerat som läst." in seen.words
    assert "Anna Alm samordnare · 27 oktober kl. 12.00 Har läst." in seen.words
    assert f"{NOTES}/read" not in [f.action for f in seen.forms]
    assert "Allt är redan läst" in bo.press(f"{NOTES}/read", status=409).words


def test_a_comment_shows_whom_it_reaches_before_it_is_said(own_demo: Installation) -> None:
    anna = Person(own_demo)
    anna.see(NOTES)
    assert "Skriv vad du vill säga." in anna.press(f"{NOTES}/comment", status=422).words
    seen = anna.press(f"{NOTES}/comment", {"text": "Tack, vi tar upp det på träffen."})
    assert "mejl" in seen.words
    seen = anna.confirm()
    assert "Kommentaren är sparad." in seen.words
    assert "Tack, vi tar upp det på träffen." in seen.words


def test_what_is_asked_for_when_it_is_sent_back_stands_in_the_dialogue(own_demo: Installation) -> None:
    anna = Person(own_demo)
    anna.see(NOTES)
    anna.press(f"{NOTES}/send-back", {"reason": "Ledningen saknas."})
    anna.confirm()
    assert "Ber om komplettering Ledningen saknas." in anna.page.words


def test_a_reply_waits_until_the_host_has_said_something(own_demo: Installation) -> None:
    who = coordinator(own_demo)
    reply(own_demo.runtime, who, task(own_demo, "formas", "read_notes"), "Ska chefen också läsa?")
    anna = Person(own_demo)
    seen = anna.see(NOTES)
    assert "De väntar på svar" in seen.words
    assert f"{who.name} JiM-samordnare" in seen.words
    anna.press(f"{NOTES}/comment", {"text": "Ja, gärna."})
    anna.confirm()
    assert "De väntar på svar" not in anna.page.words
    reply(own_demo.runtime, who, task(own_demo, "formas", "read_notes"), "Tack!")
    anna.see(NOTES)
    assert "De väntar på svar" not in anna.press(f"{NOTES}/read").words


def test_the_host_sees_and_saves_only_files_that_were_handed_in(own_demo: Installation) -> None:
    there = handed_in(own_demo, "Underlag åt träffen.pdf")
    where = task(own_demo, "formas", "adjust_resources")
    draft = add(own_demo.runtime, coordinator(own_demo), where, "Hemligt utkast.pdf", pdf("Hemligt")).id
    anna = Person(own_demo)
    seen = anna.see(ANALYSIS)
    assert "Hemligt utkast" not in anna.html
    assert ("Underlag åt träffen.pdf", f"{ANALYSIS}/files/{there}") in seen.links
    assert "Inte kontrollerad av något virusskydd." in seen.words
    anna.see(f"{ANALYSIS}/files/{draft}", 404)
    answer = anna.client.get(f"{ANALYSIS}/files/{there}")
    assert answer.content == pdf("Underlag åt träffen.pdf")
    assert {name: answer.headers[name] for name in SAVED} == SAVED


SAVED = {
    "content-type": "application/octet-stream",
    "content-disposition": 'attachment; filename="Underlagattraffen.pdf"; '
    "filename*=UTF-8''Underlag%20%C3%A5t%20tr%C3%A4ffen.pdf",
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox; default-src 'none'",
    "cache-control": "no-store",
}


def test_a_file_that_was_taken_away_is_told_of_and_can_still_be_saved(own_demo: Installation) -> None:
    there = handed_in(own_demo, "Underlag.pdf")
    remove(own_demo.runtime, coordinator(own_demo), task(own_demo, "formas", "adjust_resources"), there)
    anna = Person(own_demo)
    assert "De har tagit bort filen" in anna.see(ANALYSIS).words
    assert anna.client.get(f"{ANALYSIS}/files/{there}").status_code == 200


def test_a_file_is_found_under_its_own_task_alone(own_demo: Installation) -> None:
    there = handed_in(own_demo, "Underlag.pdf")
    anna = Person(own_demo)
    for place in (f"{NOTES}/files/{there}", f"{ANALYSIS}/files/999", f"{ANALYSIS}/files/x"):
        anna.see(place, 404)


def test_who_may_only_read_has_the_files_and_no_form(own_demo: Installation) -> None:
    there = handed_in(own_demo, "Underlag.pdf")
    david = Person(own_demo, "david")
    assert [f.action for f in david.see(ANALYSIS).forms if "/agencies/" in f.action] == []
    assert david.client.get(f"{ANALYSIS}/files/{there}").status_code == 200


def test_it_is_in_english_too(own_demo: Installation) -> None:
    handed_in(own_demo, "Underlag.pdf")
    anna = Person(own_demo, lang="en")
    seen = anna.see(ANALYSIS)
    assert "Dialogue about the assignment" in seen.words
    assert "Not checked by any virus protection." in seen.words
    anna.see(NOTES)
    assert "Mark as read" in anna.html


def test_the_overview_says_who_waits_for_an_answer_until_somebody_has_given_one(own_demo: Installation) -> None:
    waits = "Formas har skrivit om ”Genomgång av en missad träff” och väntar på svar."
    anna = Person(own_demo)
    assert waits not in anna.see(ROUND).words
    reply(own_demo.runtime, coordinator(own_demo), task(own_demo, "formas", "read_notes"), "Ska chefen också läsa?")
    assert (waits, f"{NOTES}#dialogue") in anna.see(ROUND).links
    anna.see(NOTES)
    anna.press(f"{NOTES}/read")
    assert waits not in anna.see(ROUND).words


def test_the_overview_counts_what_agencies_have_handed_in_and_nobody_has_read(own_demo: Installation) -> None:
    where = task(own_demo, "formas", "read_notes")
    row = {"assignment": where, "number": 1, "function": "gm_coordinator", "answers": "{}", "anchored": ""}
    row |= {"handed_in_at": own_demo.runtime.clock(), "handed_in_by": coordinator(own_demo).pseudonym}
    with write(own_demo.runtime.engine) as tx:
        more = {"on_behalf_of": "", "complete": True, "late": False}
        tx.connection.execute(table(t.HandedIn).insert().values(**row, **more))
    anna = Person(own_demo)
    assert ("1 inskickat svar är inte läst.", NOTES) in anna.see(ROUND).links
    anna.see(NOTES)
    anna.press(f"{NOTES}/read")
    assert "inskickat svar är inte läst" not in anna.see(ROUND).words
