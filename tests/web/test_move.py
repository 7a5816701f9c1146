"""One agency takes a step from a page: what stops it, what is considered, what it does, and who was faster."""

from __future__ import annotations

import pytest

from jimflow.actions.assignments import accept
from jimflow.core.model import Actor
from jimflow.store.queries.rounds import ParticipationRow, participations
from jimflow.store.queries.trail import latest
from jimflow.store.transaction import read
from tests.demo_site import Installation
from tests.web.conftest import ROUND
from tests.web.person import Person

FORMAS = f"{ROUND}/agencies/formas"
WARNINGS = ["after_done", "resource_question_noted"]


def row(made: Installation, code: str = "formas") -> ParticipationRow:
    with read(made.runtime.engine) as tx:
        return next(p for p in participations(tx) if p.organisation == code)


def caught_up(made: Installation) -> Installation:
    """The management of Formas has gone through the notes: only warnings are left."""
    accept(made.runtime, row(made).id, "read_notes", Actor("bo", "coordinator"))
    return made


def test_what_stops_is_said_with_where_it_is_mended_and_there_is_no_button(demo: Installation) -> None:
    seen = Person(demo).see(f"{FORMAS}/move/advance")
    assert "Från Jämställdhetsbudgetering → till Fördjupning" in seen.words
    assert "Ingen av deltagarna från Formas på träff 3" in seen.words
    assert ("Besluta om avsteg", f"{FORMAS}/waive/management_present?step=budgeting") in seen.links
    assert [f.action for f in seen.forms if "move" in f.action] == []


def test_a_move_that_is_stopped_is_refused_without_a_word_of_what_it_would_send(own_demo: Installation) -> None:
    caught_up(own_demo)
    anna = Person(own_demo)
    form = anna.see(f"{FORMAS}/move/advance").form(f"{FORMAS}/move/advance")
    assert form.choices["passed"] == WARNINGS
    seen = anna.press(f"{FORMAS}/move/advance", {"passed": ["after_done"], "reason": "Vi hinner."}, status=409)
    assert "Ta ställning till varningarna, eller vänta tills de är lösta: Formas har inte skrivit ner" in seen.words
    assert "Det här händer" not in seen.words
    fields = seen.form(f"{FORMAS}/move/advance").fields
    assert ("passed", "after_done") in fields and ("reason", "Vi hinner.") in fields
    assert row(own_demo).state == "budgeting"


def test_with_the_warnings_considered_it_is_shown_what_happens_and_then_done(own_demo: Installation) -> None:
    caught_up(own_demo)
    anna = Person(own_demo)
    anna.see(f"{FORMAS}/move/advance")
    typed = {"passed": WARNINGS, "reason": "Överenskommet i dag."}
    seen = anna.press(f"{FORMAS}/move/advance", typed)
    assert "Det här händer" in seen.words and "Skäl: ”Överenskommet i dag.”" in seen.words
    assert "Du har tagit ställning till: ”Analys av resursfördelningen” är inte inlämnad" in seen.words
    assert row(own_demo).state == "budgeting", "nothing before the yes"
    anna.confirm()
    assert anna.path.startswith(f"{FORMAS}?done=")
    assert "Formas: Jämställdhetsbudgetering → Fördjupning." in anna.page.words
    assert row(own_demo).state == "deepening"


def test_the_same_yes_twice_moves_once(own_demo: Installation) -> None:
    caught_up(own_demo)
    anna = Person(own_demo)
    anna.see(f"{FORMAS}/move/advance")
    confirm = anna.press(f"{FORMAS}/move/advance", {"passed": WARNINGS})
    anna.confirm()
    version = row(own_demo).version
    anna.page = confirm
    anna.confirm()
    assert "Formas: Jämställdhetsbudgetering → Fördjupning." in anna.page.words
    assert row(own_demo).version == version


def test_who_comes_second_is_told_what_the_first_has_done_and_keeps_what_was_typed(own_demo: Installation) -> None:
    anna, bo = Person(caught_up(own_demo)), Person(own_demo, "bo")
    for person in (anna, bo):
        person.see(f"{FORMAS}/move/advance")
        typed = {"passed": WARNINGS, "reason": "Enligt samtal."}
        person.press(f"{FORMAS}/move/advance", typed)
    anna.confirm()
    seen = bo.confirm(409)
    assert "Någon annan hann före" in seen.words
    assert "anna: flyttad · Jämställdhetsbudgetering → Fördjupning" in seen.words
    assert "passerade varningen" in seen.words and "”Enligt samtal.”" in seen.words
    again = Person(own_demo, "bo")
    again.see(f"{FORMAS}/move/withdraw")
    stale = again.page
    anna.see(f"{FORMAS}/move/pause")
    anna.press(f"{FORMAS}/move/pause", {"reason": "Sommar."})
    anna.confirm()
    again.page = stale
    seen = again.press(f"{FORMAS}/move/withdraw", {"reason": "De lämnar."}, status=409)
    assert "anna: flyttad · Fördjupning → Pausad · ”Sommar.”" in seen.words
    assert ("reason", "De lämnar.") in seen.form(f"{FORMAS}/move/withdraw").fields
    again.press(f"{FORMAS}/move/withdraw", {"reason": "De lämnar."})
    again.confirm()
    assert row(own_demo).state == "withdrawn", "having seen it, she may go on"


def test_a_pause_has_a_day_on_which_the_host_is_reminded_and_it_can_be_another(own_demo: Installation) -> None:
    anna = Person(own_demo)
    place = f"{FORMAS}/move/pause"
    anna.see(place)
    said = anna.press(place, {"until": "2021-10-27", "reason": "Omorganisation."}, status=422)
    assert "Uppehåll till: välj en dag efter i dag." in said.words
    assert ("until", "2021-10-27") in said.form(place).fields
    anna.press(place, {"until": "2022-01-10"})
    anna.confirm()
    assert (row(own_demo).state, str(row(own_demo).paused_until)) == ("paused", "2022-01-10")
    assert "Samordningen påminns måndag 10 januari 2022." in anna.see(place).words
    anna.press(place, {"until": ""}, status=422)
    anna.press(place, {"until": "2022-02-01"})
    assert "Formas: uppehåll till tisdag 1 februari 2022." in anna.page.words
    assert str(row(own_demo).paused_until) == "2022-02-01"
    anna.see(f"{FORMAS}/move/resume")
    anna.press(f"{FORMAS}/move/resume")
    anna.confirm()
    assert row(own_demo).state == "budgeting"


def test_an_earlier_step_is_chosen_and_the_reason_is_asked_for(own_demo: Installation) -> None:
    anna = Person(own_demo)
    place = f"{FORMAS}/move/reopen"
    assert anna.see(place).form(place).choices["to"] == ["preparation", "start", "problem_formulation"]
    assert "Välj vilket steg som ska öppnas igen." in anna.press(place, status=422).words
    assert "Skriv skälet." in anna.press(place, {"to": "start"}, status=422).words
    anna.press(place, {"reason": "Fel problem."})
    anna.confirm()
    assert row(own_demo).state == "start"


def test_what_ends_for_good_says_so_before_the_yes(own_demo: Installation) -> None:
    anna = Person(own_demo)
    anna.see(f"{FORMAS}/move/withdraw")
    seen = anna.press(f"{FORMAS}/move/withdraw", {"reason": "De lämnar."})
    assert "Det här går inte att ta tillbaka." in seen.words
    anna.confirm()
    assert row(own_demo).state == "withdrawn"


def test_a_move_that_does_not_start_here_says_where_one_can_go(demo: Installation) -> None:
    anna = Person(demo)
    seen = anna.see(f"{FORMAS}/move/resume")
    assert "Formas är i Jämställdhetsbudgetering. Därifrån går det inte." in seen.words
    assert ("Pausa", f"{FORMAS}/move/pause") in seen.links
    assert [f.action for f in seen.forms if f.action == f"{FORMAS}/move/resume"] == []
    assert "Det finns inget som heter hoppa." in anna.see(f"{FORMAS}/move/hoppa", 404).words


def test_one_sent_to_a_move_with_no_way_is_refused(own_demo: Installation) -> None:
    anna = Person(own_demo)
    anna.see(f"{FORMAS}/move/pause")
    fields = dict(anna.page.form(f"{FORMAS}/move/pause").fields)
    answer = anna.client.post(f"{FORMAS}/move/resume", data=fields)
    assert answer.status_code == 409 and "Det här händer" not in answer.text


def test_a_refused_yes_stands_in_the_audit_a_preview_does_not(own_demo: Installation) -> None:
    caught_up(own_demo)
    anna = Person(own_demo)
    anna.see(f"{FORMAS}/move/advance")
    fields = dict(anna.page.form(f"{FORMAS}/move/advance").fields)

    def kinds() -> int:
        with read(own_demo.runtime.engine) as tx:
            rows = latest(tx, [row(own_demo).id])
        return sum(b'"kind":"refused"' in (r.payload or b"") for r in rows)

    before = kinds()
    assert anna.client.post(f"{FORMAS}/move/advance", data=fields).status_code == 409
    assert kinds() == before
    assert anna.client.post(f"{FORMAS}/move/advance", data={**fields, "_step": "confirm"}).status_code == 409
    assert kinds() == before + 1


@pytest.mark.parametrize("login", ["cilla", "david"])
def test_who_may_only_read_sees_the_findings_and_no_form(demo: Installation, login: str) -> None:
    for trigger in ("advance", "withdraw"):
        seen = Person(demo, login).see(f"{FORMAS}/move/{trigger}")
        assert [f for f in seen.forms if "agencies" in f.action] == []
    assert "Ditt konto får läsa men inte ändra." in seen.words


def test_the_page_is_in_english_too(own_demo: Installation) -> None:
    anna = Person(caught_up(own_demo), lang="en")
    seen = anna.see(f"{FORMAS}/move/advance")
    assert "Move on: Formas" in seen.words and "I have considered this" in seen.words
    assert "Consider the warnings" in anna.press(f"{FORMAS}/move/advance", status=409).words
