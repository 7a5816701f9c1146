"""Myndighet: where it is, what remains and the way to mend it, and all that is known of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import event

from jimflow.actions.advance import advance
from jimflow.actions.bounces import bounced
from jimflow.actions.drafts import save
from jimflow.actions.head_counts import record_head_count
from jimflow.actions.results import add_result
from jimflow.actions.rounds import load_round
from jimflow.actions.waivers import waive
from jimflow.core.model import Actor
from jimflow.files.shipped import shipped
from jimflow.store.queries.notes import NoteRow, notes
from jimflow.store.queries.participation import mails_to
from jimflow.store.queries.rounds import ParticipationRow, participations
from jimflow.store.transaction import read
from tests.build import day
from tests.demo_site import Installation
from tests.web.conftest import ROUND
from tests.web.person import Person

FORMAS, VINNOVA = f"{ROUND}/agencies/formas", f"{ROUND}/agencies/vinnova"
FINE = f"{ROUND}/agencies/kriminalvarden"
ANNA = Actor("anna", "coordinator")
FILE: Path = shipped("config") / "rounds" / "jim-plus-2021-2022.yaml"


def row(made: Installation, code: str = "formas") -> ParticipationRow:
    with read(made.runtime.engine) as tx:
        return next(p for p in participations(tx) if p.organisation == code)


def kept(made: Installation) -> list[NoteRow]:
    with read(made.runtime.engine) as tx:
        return [n for n in notes(tx, [row(made).id]) if n.written_by == "anna"]


def test_what_stops_stands_first_with_the_way_to_each_act_that_mends_it(demo: Installation) -> None:
    seen = Person(demo).see(FORMAS)
    assert "Formas stopp Jämställdhetsbudgetering · arbetar efter träffen" in seen.words
    assert "stopp Ingen av deltagarna från Formas på träff 3 (Jämställdhetsbudgetering) ingår i" in seen.words
    assert "Ledningen går igenom anteckningarna." in seen.words
    for link in (
        ("Läs och godkänn ”Genomgång av en missad träff”", f"{FORMAS}/assignments/budgeting/read_notes"),
        ("Anteckna närvaro", f"{ROUND}/clusters/forskningsfinansiarer/meetings/budgeting/attendance"),
        ("Besluta om avsteg", f"{FORMAS}/waive/management_present?step=budgeting"),
        ("Gå vidare till Fördjupning", f"{FORMAS}/move/advance"),
        ("Pausa", f"{FORMAS}/move/pause"),
        ("Öppna ett tidigare steg igen", f"{FORMAS}/move/reopen"),
        ("Lämna omgången", f"{FORMAS}/move/withdraw"),
        ("Lyft ett problem till regeringen", f"{FORMAS}/start/raise_problem"),
    ):
        assert link in seen.links


def test_what_may_still_come_in_time_stands_apart_from_what_is_to_be_done(demo: Installation) -> None:
    words = Person(demo).see(FORMAS).words
    now, _, soon = words.partition("Kan fortfarande komma i tid")
    assert "varning Funktionen ”Chef i kärnverksamheten” är inte med på träff 3" in now
    assert "i tid ”Analys av resursfördelningen” är inte inlämnad (sista dag 30 december)." in soon


def test_the_page_is_in_english_too(demo: Installation) -> None:
    words = Person(demo, lang="en").see(FORMAS).words
    assert "Formas stop Gender budgeting · at work after the meeting" in words
    assert "Before Formas can move on to In-depth session." in words
    assert "May still come in time" in words


def test_what_is_late_stands_there_although_no_rule_asks_for_it_any_more(demo: Installation) -> None:
    seen = Person(demo).see(VINNOVA)
    assert "svar saknas ”Beskrivning av hur resurser fördelas i dag” skulle ha kommit 23 september." in seen.words
    assert "Det hindrar inte nästa steg." in seen.words
    place = f"{VINNOVA}/assignments/budgeting/describe_resources"
    assert ("Skicka in ”Beskrivning av hur resurser fördelas i dag” åt dem", place) in seen.links


def test_before_its_meeting_nobody_is_stopped(demo: Installation) -> None:
    seen = Person(demo).see(FINE)
    assert "krävs Träff 4 (Fördjupning) är inte genomförd." in seen.words
    assert "stopp" not in seen.words.partition("Vad stoppar om inget ändras")[0]


def test_a_day_to_come_is_asked_for_in_the_address(demo: Installation) -> None:
    anna = Person(demo)
    anna.see(FINE)
    seen = anna.press(f"{FINE}#left", {"on": "2022-04-20"})
    assert anna.path == f"{FINE}?on=2022-04-20"
    assert "Onsdag 20 april 2022 kan Kriminalvården inte gå vidare till Uppföljning, om inget ändras." in seen.words
    assert ("Tillbaka till i dag", f"{FINE}#left") in seen.links
    assert "Träff 4 (Fördjupning) är inte genomförd" not in seen.words


@pytest.mark.parametrize("typed", ["2021-10-01", "i morgon", ""])
def test_a_day_that_is_none_or_has_been_shows_how_it_stands_now(demo: Installation, typed: str) -> None:
    assert "Innan Kriminalvården kan gå vidare" in Person(demo).see(f"{FINE}?on={typed}").words


def test_whoever_may_only_read_sees_no_button_and_no_form(demo: Installation) -> None:
    seen = Person(demo, "david").see(FORMAS)
    assert "Ingen av deltagarna från Formas på träff 3" in seen.words
    acts = [a for _, a in seen.links if any(f"/{act}" in a for act in ("move/", "waive/", "functions/", "result"))]
    assert acts == []
    assert [f.action for f in seen.forms if f.action.startswith(FORMAS) and f.method == "post"] == []


def test_the_ones_beside_it_in_the_cluster_are_a_click_away(demo: Installation) -> None:
    seen = Person(demo).see(f"{ROUND}/agencies/forte")
    assert ("‹ Föregående: Formas", FORMAS) in seen.links
    assert ("Nästa: Vetenskapsrådet ›", f"{ROUND}/agencies/vetenskapsradet") in seen.links


def test_the_red_thread_shows_each_answer_once_and_where_it_goes_next(demo: Installation) -> None:
    words = Person(demo).see(FORMAS).words.rpartition("Röd tråd ")[2].partition(" svar till följer med")[0]
    steps = ("Val av problemområde · 28 april", "Formulering av ojämställdhetsproblemet · 19 augusti")
    assert [words.count(title) for title in steps] == [1, 1]
    assert words.count("inte besvarad än") == 2


def test_results_stand_on_the_chain_with_their_goal(own_demo: Installation) -> None:
    add_result(own_demo.runtime, row(own_demo).id, "product", "En ny mall för utlysningar.", ANNA, goal="economy")
    words = Person(own_demo).see(FORMAS).words
    rung = words.rpartition("Produkt – något har tagits fram ")[2].partition("Arbetssätt")[0]
    assert "En ny mall för utlysningar. 27 oktober · Ekonomisk jämställdhet " in rung


def test_what_is_only_saved_is_the_agencys_own(own_demo: Installation) -> None:
    save(own_demo.runtime, row(own_demo).id, "adjust_resources", {"resource_question": "Bara ett utkast"}, ANNA)
    seen = Person(own_demo).see(FORMAS)
    assert "utkast" not in seen.words
    assert "inte inlämnad, sista dag 30 december" in seen.words


def test_attendance_says_who_came_and_how_many_were_in_the_room(own_demo: Installation) -> None:
    record_head_count(own_demo.runtime, row(own_demo).cluster, "budgeting", women=9, men=6, not_stated=1, actor=ANNA)
    words = Person(own_demo).see(FORMAS).words.rpartition("Funktion Träff 1")[2].partition(" Mejl ")[0]
    manager = words.rpartition(" Chef i kärnverksamheten ")[2].partition(" Ekonomifunktion ")[0]
    assert manager.endswith("kom inte inget svar än – inte aktuellt")
    assert "Med från organisationen 6 av 6 4 av 4 3 av 4" in words
    assert "Antal i rummet, alla" in words and "9 kvinnor, 6 män, 1 ej angivet" in words


def test_an_address_that_refuses_mail_leaves_the_function_vacant_and_says_what_waits(own_demo: Installation) -> None:
    with read(own_demo.runtime.engine) as tx:
        at = row(own_demo)
        mail = mails_to(tx, at.round, at.id, {"finance.formas@example.org"}, 1)[0]
    bounced(own_demo.runtime, mail.id, ANNA)
    seen = Person(own_demo).see(FORMAS)
    assert "adressen tar inte emot mejl" in seen.words
    assert "Det här väntar på någon: ”Analys av resursfördelningen”, träff 4 (Fördjupning)." in seen.words
    assert ("Ange någon: Ekonomifunktion", f"{FORMAS}/functions/finance") in seen.links


def test_mails_to_come_and_mails_that_went_stand_apart(demo: Installation) -> None:
    words = Person(demo).see(FORMAS).words.rpartition("Kommer Om det fortfarande behövs")[2]
    ahead, _, went = words.partition(" Skickat ")
    assert "27 december Påminnelse om ”Analys av resursfördelningen” till Verksamhetsplanering" in ahead
    assert went.startswith("25 oktober Sista dag var 22 oktober: ta igen träffen (JiM+, träff 3) till JiM-samordnare")


def test_a_waiver_that_waits_for_a_second_person_says_so_to_both(own_demo: Installation) -> None:
    waive(own_demo.runtime, row(own_demo).id, "management_present", "Sjukdom.", day("2021-12-31"), ANNA)
    assert "någon annan behöver kontrasignera" in Person(own_demo).see(FORMAS).words
    seen = Person(own_demo, "bo").see(FORMAS)
    assert "väntar på en andra person. anna har beslutat det." in seen.words
    assert ("Kontrasignera avsteget", f"{FORMAS}/waivers") in seen.links


def test_one_that_pauses_says_where_and_how_to_go_on(own_demo: Installation) -> None:
    advance(own_demo.runtime, row(own_demo).id, None, "pause", ANNA, reason="Ny chef.", until=day("2021-12-01"))
    seen = Person(own_demo).see(FORMAS)
    assert "Har uppehåll i Jämställdhetsbudgetering: inget påminns och inget krävs." in seen.words
    assert ("Ändra uppehållets sista dag", f"{FORMAS}/move/pause") in seen.links
    assert "Till onsdag 1 december." in seen.words
    assert ("Återuppta", f"{FORMAS}/move/resume") in seen.links


def test_one_that_has_just_been_proposed_has_a_page_that_says_what_is_next(empty: Installation) -> None:
    load_round(empty.runtime, FILE, ANNA)
    seen = Person(empty).see(FORMAS)
    assert ("Bjud in → Inbjuden", f"{FORMAS}/move/invite") in seen.links
    for words in ("Inga uppgifter än.", "Inget har skickats till dem än.", "Inga anteckningar än."):
        assert words in seen.words


def test_an_agency_that_does_not_take_part_is_a_page_that_says_so(demo: Installation) -> None:
    assert "ingen deltar inte i omgången" in Person(demo).see(f"{ROUND}/agencies/ingen", 404).words


def test_a_note_is_kept_once_even_when_it_is_sent_twice(own_demo: Installation) -> None:
    anna = Person(own_demo)
    shown = anna.see(FORMAS).form(f"{FORMAS}/notes")
    seen = anna.press(f"{FORMAS}/notes", {"text": "Ringde: de väntar på sin nya chef.", "kind": "call"})
    assert "Anteckningen är sparad." in seen.words
    assert "samtal · anna" in seen.words and "Ringde: de väntar på sin nya chef." in seen.words
    again = dict(shown.fields) | {"text": "Ringde: de väntar på sin nya chef."}
    anna.client.post(f"{FORMAS}/notes", data=again)
    assert [n.text for n in kept(own_demo)] == ["Ringde: de väntar på sin nya chef."]


def test_an_empty_note_is_refused_and_nothing_is_kept(own_demo: Installation) -> None:
    anna = Person(own_demo)
    anna.see(FORMAS)
    seen = anna.press(f"{FORMAS}/notes", {"text": "  ", "kind": "meeting"}, status=422)
    assert "Skriv anteckningen." in seen.words
    assert ("kind", "meeting") in seen.form(f"{FORMAS}/notes").fields
    assert kept(own_demo) == []


def test_a_note_is_put_right_by_another_and_the_first_can_still_be_read(own_demo: Installation) -> None:
    anna = Person(own_demo)
    anna.see(FORMAS)
    anna.press(f"{FORMAS}/notes", {"text": "Tolv platser."})
    (first,) = kept(own_demo)
    form = anna.page.form(f"{FORMAS}/notes")
    assert ("corrects", str(first.id)) in form.fields, "the forms of the list come before the one for a new note"
    seen = anna.press(f"{FORMAS}/notes", {"text": "Tio platser."})
    assert "rättad av en senare anteckning" in seen.words and "Tolv platser." in seen.words
    assert [(n.text, n.stands) for n in kept(own_demo)] == [("Tio platser.", True), ("Tolv platser.", False)]


def test_a_note_is_withdrawn_with_a_reason(own_demo: Installation) -> None:
    anna = Person(own_demo)
    anna.see(FORMAS)
    anna.press(f"{FORMAS}/notes", {"text": "Fel myndighet."})
    place = f"{FORMAS}/notes/{kept(own_demo)[0].id}/withdraw"
    assert "Skriv varför anteckningen stryks." in anna.press(place, {"reason": ""}, status=422).words
    seen = anna.press(place, {"reason": "Gällde Forte."})
    assert "Anteckningen är struken." in seen.words and "struken av anna" in seen.words
    assert [n.stands for n in kept(own_demo)] == [False]


def test_a_note_is_withdrawn_only_from_its_own_page(own_demo: Installation) -> None:
    anna = Person(own_demo)
    anna.see(FORMAS)
    anna.press(f"{FORMAS}/notes", {"text": "Formas väntar."})
    form = dict(anna.page.form(f"{FORMAS}/notes").fields) | {"reason": "x"}
    answer = anna.client.post(f"{VINNOVA}/notes/{kept(own_demo)[0].id}/withdraw", data=form)
    assert answer.status_code == 404
    assert kept(own_demo)[0].stands


def test_the_number_of_statements_is_the_same_for_one_with_much_and_one_with_little(own_demo: Installation) -> None:
    anna = Person(own_demo)
    anna.see(FORMAS)
    before = counted(own_demo, anna)
    for n in range(3):
        anna.press(f"{FORMAS}/notes", {"text": f"Samtal {n}."})
        add_result(own_demo.runtime, row(own_demo).id, "activity", f"Resultat {n}.", ANNA)
    assert counted(own_demo, anna) == before


def counted(made: Installation, who: Person) -> int:
    """How many statements SQLAlchemy sends for the page."""
    sent: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    event.listen(made.runtime.engine, "before_cursor_execute", note)
    who.see(FORMAS)
    event.remove(made.runtime.engine, "before_cursor_execute", note)
    return len(sent)
