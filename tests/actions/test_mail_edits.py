"""A held mail in somebody's own words: as typed, in the same layout, only while it waits and while it is true."""

from __future__ import annotations

import json
from email.message import EmailMessage

import pytest

from jimflow.actions.assignments import submit
from jimflow.actions.errors import BadInput, NotAllowed, NotFound
from jimflow.actions.heartbeat import tick
from jimflow.actions.mail_drafts import digest_of, draft, wording
from jimflow.actions.mail_edits import LONGEST_SUBJECT, add_to_mails, edit_mail, undo_edit
from jimflow.actions.mail_review import set_review, without_own_words
from jimflow.actions.mails import release
from jimflow.actions.meetings import move_meeting
from jimflow.store import tables as t
from jimflow.store.transaction import write
from tests.actions.going import SELF_ASSESSMENT, Going, Letter, grown, sitting
from tests.actions.loaded import EVA
from tests.actions.test_deliver import posting
from tests.actions.test_mail_stops import the_round
from tests.smtp import Sink

ALFA, BETA = "coordinator.alfa@example.org", "coordinator.beta@example.org"
OPENING = "open:preparation:self_assessment"
OWN = "Hej, vi har bytt formulär.\n\nFrågor\n------\n1. Vad gör ni i dag? <b>Se https://example.org/a?b=1&c=2</b>\n"


@pytest.fixture
def waiting(joined: Going) -> Going:
    """All mail of the first morning waits for somebody to look at it."""
    set_review(joined.runtime, the_round(joined), "all", EVA)
    joined.tick("2021-01-19 08:00")
    return joined


def number(going: Going, agency: str = "alfa", item: str = OPENING) -> int:
    return int(going.rows(t.Intent, "id", item=item, participation=going.agencies[agency])[0][0])


def html(letter: Letter) -> str:
    body = letter.message.get_body(("html",))
    assert isinstance(body, EmailMessage)
    return str(body.get_content())


def test_a_draft_is_byte_for_byte_the_mail_that_leaves_when_it_is_released_at_that_moment(waiting: Going) -> None:
    one = number(waiting)
    seen = draft(waiting.runtime, one)
    assert (seen.address, seen.held, one in seen.intents, one in seen.gone) == (ALFA, True, True, False)
    release(waiting.runtime, seen.intents, EVA)
    (letter,) = [m for m in waiting.tick("2021-01-19 08:00") if m.to == ALFA]
    assert letter.raw == seen.raw
    assert waiting.rows(t.Mail, "subject", address=ALFA) == [(seen.subject,)]


def test_a_draft_leaves_out_what_no_longer_holds(waiting: Going) -> None:
    one = number(waiting)
    submit(waiting.runtime, waiting.agencies["alfa"], "self_assessment", SELF_ASSESSMENT, EVA)
    seen = draft(waiting.runtime, one)
    assert one in seen.gone and ((seen.raw == b"") == (seen.gone == seen.intents))
    with pytest.raises(NotFound, match="no longer holds"):
        wording(waiting.runtime, one)
    with pytest.raises(NotFound, match="no longer holds"):
        edit_mail(waiting.runtime, one, "Nytt", "Ny text", EVA)


def test_own_words_leave_as_typed_in_the_same_layout_under_the_same_message_id(waiting: Going) -> None:
    one = number(waiting)
    before, plain = wording(waiting.runtime, one), draft(waiting.runtime, one)
    with grown(waiting, alfa=1):
        after = edit_mail(waiting.runtime, one, "Nytt formulär", OWN, EVA, seen=before.seen)
    assert after.now == ("Nytt formulär", OWN.strip("\n")) and after.original == before.original
    seen = draft(waiting.runtime, one)
    release(waiting.runtime, [one], EVA)
    with Sink() as sink, posting(waiting, sink.host, sink.port) as runtime:
        tick(runtime)
        (mail,) = [m for m in sink.mails if m.rcpt == ALFA]
    assert mail.data.replace(b"\r\n", b"\n").rstrip() == seen.raw.replace(b"\r\n", b"\n").rstrip()
    letter = Letter(ALFA, (), seen.raw)
    text = letter.text.replace("\r\n", "\n")
    assert letter.message["Subject"] == "Nytt formulär"
    assert letter.message["Message-ID"] == Letter(ALFA, (), plain.raw).message["Message-ID"]
    assert OWN.strip() in text and before.original[1] not in text
    assert text.startswith("Mini 2021") and "Svara på det här mejlet" in text
    made = html(letter)
    assert "&lt;b&gt;Se" in made and '<a href="https://example.org/a?b=1&amp;c=2' in made
    assert "<strong>Frågor</strong>" in made and "------" not in made


def test_nothing_in_own_words_is_a_template_or_a_slot(waiting: Going) -> None:
    one = number(waiting)
    edit_mail(waiting.runtime, one, "{{ programme }}", "{% for x in y %}{{ 7 * 7 }} [[token]]\x07 {{ host }}", EVA)
    letter = Letter(ALFA, (), draft(waiting.runtime, one).raw)
    assert letter.message["Subject"] == "{{ programme }}"
    assert "{% for x in y %}{{ 7 * 7 }} [ [token]]  {{ host }}" in letter.text.replace("\r\n", "\n")
    assert b"[[" not in letter.raw


def test_the_audit_keeps_what_the_words_hash_to_and_not_the_words(waiting: Going) -> None:
    one = number(waiting)
    before = wording(waiting.runtime, one)
    edit_mail(waiting.runtime, one, "Nytt", "Ny text", EVA)
    entry = waiting.trail("alfa")[-1]
    assert (entry["kind"], entry["items"], entry["before"], entry["after"]) == (
        "mail_edited",
        [OPENING],
        digest_of(before.original),
        digest_of(("Nytt", "Ny text")),
    )
    assert "Ny text" not in json.dumps(entry, ensure_ascii=False)


def test_the_template_gets_its_word_back(waiting: Going) -> None:
    one = number(waiting)
    plain = draft(waiting.runtime, one)
    edit_mail(waiting.runtime, one, "Nytt", "Ny text", EVA)
    undo_edit(waiting.runtime, one, EVA)
    assert draft(waiting.runtime, one).raw == plain.raw
    before = waiting.everything()
    undo_edit(waiting.runtime, one, EVA)
    assert waiting.everything() == before


def test_words_that_cannot_go_are_refused_and_nothing_is_changed(waiting: Going) -> None:
    one, before = number(waiting), waiting.everything()
    for subject, text, why in (
        ("", "Text", "may not be empty"),
        ("Ämne", " \n ", "may not be empty"),
        ("Ä" * (LONGEST_SUBJECT + 1), "Text", "too long"),
        ("Ämne", "x" * 20_001, "too long"),
    ):
        with pytest.raises(BadInput, match=why):
            edit_mail(waiting.runtime, one, subject, text, EVA)
    assert waiting.everything() == before


def test_two_who_write_at_once_do_not_overwrite_each_other(waiting: Going) -> None:
    one = number(waiting)
    seen = wording(waiting.runtime, one).seen
    edit_mail(waiting.runtime, one, "Evas", "Evas text", EVA, seen=seen)
    before = waiting.everything()
    with pytest.raises(NotAllowed, match="Somebody else has changed"):
        edit_mail(waiting.runtime, one, "Pers", "Pers text", EVA, seen=seen)
    assert waiting.everything() == before


def test_only_what_is_held_and_waits_may_be_written_anew(joined: Going) -> None:
    joined.clock.set("2021-01-19 07:00")
    one, before = number(joined), joined.everything()
    with pytest.raises(NotAllowed, match="is not held"):
        edit_mail(joined.runtime, one, "Nytt", "Ny text", EVA)
    assert joined.everything() == before
    joined.tick("2021-01-19 08:00")
    for act in (
        lambda: edit_mail(joined.runtime, one, "N", "T", EVA),
        lambda: add_to_mails(joined.runtime, [one], "T", "", EVA),
    ):
        with pytest.raises(NotAllowed, match="has been written or cancelled"):
            act()


def test_own_words_written_before_the_due_day_moved_are_held_once_more_and_not_sent(waiting: Going) -> None:
    one = number(waiting)
    edit_mail(waiting.runtime, one, "Nytt", "Senast den 1 mars.", EVA)
    release(waiting.runtime, [one], EVA)
    move_meeting(waiting.runtime, waiting.clusters["north"], "start", [sitting("2021-05-05")], EVA)
    assert ALFA not in [m.to for m in waiting.tick("2021-01-20 08:00")]
    assert waiting.rows(t.Intent, "held", "reviewed", "status", id=one) == [(True, False, "pending")]
    with pytest.raises(BadInput, match="from before the facts changed"):
        release(waiting.runtime, [one], EVA)
    release(waiting.runtime, None, EVA)
    assert waiting.rows(t.Intent, "held", id=one) == [(True,)]
    edit_mail(waiting.runtime, one, "Nytt", "Senast den 8 mars.", EVA)
    release(waiting.runtime, [one], EVA)
    (letter,) = [m for m in waiting.tick("2021-01-21 08:00") if m.to == ALFA]
    assert "Senast den 8 mars." in letter.text


def test_an_addition_stands_first_in_every_mail_of_the_batch_in_the_readers_language(waiting: Going) -> None:
    batch = [number(waiting, agency) for agency in waiting.agencies]
    with grown(waiting, alfa=1, beta=1, gamma=1):
        assert add_to_mails(waiting.runtime, batch, "Lokalen är <bytt>.", "The room has changed.", EVA) == 3
    release(waiting.runtime, batch, EVA)
    letters = [m for m in waiting.tick("2021-01-19 08:10") if OPENING in [i for i, _ in m.items]]
    assert len(letters) == 3
    for letter in letters:
        assert "Hej!\n\nLokalen är <bytt>.\n\n" in letter.text.replace("\r\n", "\n")
        assert "<p>Lokalen är &lt;bytt&gt;.</p>" in html(letter)


def test_an_addition_is_taken_away_by_empty_words_and_needs_swedish(waiting: Going) -> None:
    one = number(waiting)
    plain = draft(waiting.runtime, one)
    add_to_mails(waiting.runtime, [one], "Tillägg", "", EVA)
    assert wording(waiting.runtime, one).added is not None
    add_to_mails(waiting.runtime, [one], "", "", EVA)
    assert draft(waiting.runtime, one).raw == plain.raw
    with pytest.raises(BadInput, match="in Swedish"):
        add_to_mails(waiting.runtime, [one], "", "Only English", EVA)


def test_when_a_reader_is_erased_what_was_written_by_hand_goes_from_the_facts_too(waiting: Going) -> None:
    one = number(waiting)
    edit_mail(waiting.runtime, one, "Nytt", "Om Alvas frånvaro", EVA)
    add_to_mails(waiting.runtime, [one], "Alva är tillbaka i mars", "", EVA)
    with write(waiting.runtime.engine) as tx:
        without_own_words(tx, [one])
    ((facts,),) = waiting.rows(t.Intent, "facts", id=one)
    assert "Alva" not in facts and json.loads(facts)["assignment"] == "self_assessment"
