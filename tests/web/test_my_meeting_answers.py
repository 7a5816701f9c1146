"""What others answered at a meeting and what people thought of it: who reads what, and without whose name."""

from __future__ import annotations

import json

from sqlalchemy import select, update

from jimflow.actions.doors import guest_of
from jimflow.actions.evaluations import evaluate
from jimflow.store.tables import (
    Answer,
    Assignment,
    Draft,
    JointDraft,
    MeetingEvaluation,
    Participation,
)
from jimflow.store.tables.columns import table
from jimflow.store.transaction import read, write
from tests.demo_site import Installation
from tests.participants import holder, meeting, session_of, task
from tests.web.at_meetings import at, rows
from tests.web.conftest import ROUND
from tests.web.participant import Participant
from tests.web.person import Person

HOST = f"{ROUND}/clusters/forskningsfinansiarer/meetings"


# --- the others' answers ----------------------------------------------------------------------------


def test_the_others_answers_stand_question_by_question_and_who_is_not_ready_in_neutral_words(
    demo: Installation,
) -> None:
    seen = Participant(demo).see(f"{at(demo, 'budgeting')}/answers")
    assert seen.words.index("Formas ni själva") < seen.words.index("Forte") < seen.words.index("Vetenskapsrådet")
    assert "Inte inskickat än: Vinnova." in seen.words
    for language, word in (("sv", "Uppgift inför träffen"), ("en", "Assignment before the meeting")):
        assert word in Participant(demo, lang=language).see(f"{at(demo, 'budgeting')}/answers").words


def test_what_is_not_submitted_is_read_by_nobody(own_demo: Installation) -> None:
    """Vinnova has not handed in: what it has written, in its own room or by a mail to the host, stays there."""
    number = task(own_demo, "vinnova", "describe_resources", "budgeting") or _before(own_demo, "vinnova", "budgeting")
    row = {"assignment": number, "field": "found_how", "saved_at": own_demo.clock(), "saved_by": "p"}
    with write(own_demo.runtime.engine) as tx:
        tx.connection.execute(table(JointDraft).insert().values(**row, value=json.dumps("Hemligt utkast"), version=1))
        tx.connection.execute(table(Draft).insert().values(**row, value=json.dumps("Hemligt utkast")))
        given = {"assignment": number, "field": "found_how", "answered_at": own_demo.clock(), "answered_by": "p"}
        tx.connection.execute(table(Answer).insert().values(**given, value=json.dumps("Hemligt delsvar")))
    who = Participant(own_demo)
    assert "Hemligt" not in who.see(f"{at(own_demo, 'budgeting')}/answers").words


def test_neither_ministry_nor_guest_reads_them(demo: Installation) -> None:
    for agency, function, step in (
        ("formas", "ministry_officer", "start"),
        ("ekonomistyrningsverket", "expert_contributor", "budgeting"),
    ):
        who = Participant(demo, agency, function)
        who.see(at(demo, step))
        who.see(f"{at(demo, step)}/answers", status=404)


def test_who_has_left_reads_no_more_and_what_it_submitted_stays_with_the_cluster(own_demo: Installation) -> None:
    who, place = Participant(own_demo, "forte"), f"{at(own_demo, 'problem_formulation')}/answers"
    who.see(place)
    p = table(Participation)
    with write(own_demo.runtime.engine) as tx:
        tx.connection.execute(update(p).where(p.c.subject == "forte").values(state="withdrawn"))
    who.see(place, status=404)
    assert "Forte deltar inte längre" in Participant(own_demo).see(place).words


# --- the evaluation ---------------------------------------------------------------------------------


def test_an_evaluation_is_kept_changed_and_shown_to_the_host_without_a_name(own_demo: Installation) -> None:
    who, place = Participant(own_demo, "formas", "finance"), at(own_demo, "budgeting")
    assert "Samordnaren ser inte vem som har skrivit vad" in who.see(place).words
    assert "Uppgiften om att det är du sparas" in who.page.words
    typed = {"worth": "4", "good": "Bra exempel", "less_good": "Långa pass"}
    assert "Tack! Din utvärdering är sparad." in who.press(f"{place}/evaluation", typed).words
    who.press(f"{place}/evaluation", {"worth": "5"})
    assert rows(own_demo, MeetingEvaluation, "worth", "good") == [(5, "Bra exempel")]
    seen = Person(own_demo, "anna").see(f"{HOST}/budgeting")
    for words in ("En person har svarat.", "Siffror visas när minst 3 har svarat.", "Bra exempel"):
        assert words in seen.words
    assert "i medeltal" not in seen.words


def test_from_three_on_the_host_sees_the_mean_and_how_it_spreads(own_demo: Installation) -> None:
    for (agency, function), worth in zip(
        (("formas", "finance"), ("forte", "finance"), ("vinnova", "gm_coordinator")), (5, 2, 3), strict=True
    ):
        guest = guest_of(own_demo.runtime, session_of(own_demo, holder(own_demo, agency, function)), "")
        assert guest is not None
        evaluate(own_demo.runtime, guest, meeting(own_demo, "formas", "budgeting"), worth, "", "", "")
    anna = Person(own_demo, "anna")
    seen = anna.see(f"{HOST}/budgeting")
    assert "3 personer har svarat. Träffen gav i medeltal 3,3 av 5." in seen.words
    assert anna.html.count("<svg") > 0
    assert "On average the meeting gave 3.3 out of 5." in Person(own_demo, "anna", "en").see(f"{HOST}/budgeting").words


def test_without_a_choice_nothing_is_kept_and_what_was_typed_stands(own_demo: Installation) -> None:
    who, place = Participant(own_demo, "formas", "finance"), at(own_demo, "budgeting")
    who.see(place)
    seen = who.press(f"{place}/evaluation", {"good": "Bra exempel"}, status=422)
    assert "Välj hur mycket träffen gav" in seen.words
    assert "Bra exempel" in who.html
    assert rows(own_demo, MeetingEvaluation, "id") == []


def test_long_after_and_before_there_is_no_form(demo: Installation) -> None:
    who = Participant(demo)
    for step in ("start", "deepening"):
        assert "Vad tyckte du om träffen?" not in who.see(at(demo, step)).words


def _before(made: Installation, agency: str, step: str) -> int:
    n, p = table(Assignment).c, table(Participation).c
    wanted = select(n.id).join_from(table(Assignment), table(Participation), p.id == n.participation)
    with read(made.runtime.engine) as tx:
        found = tx.connection.execute(wanted.where(p.subject == agency, n.step == step, n.place == "before"))
        return int(found.scalars().one())
