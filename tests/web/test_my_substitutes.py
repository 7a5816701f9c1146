"""Ersättare: named with the mail shown first, listed, and ended; by the holder or the agency's coordinator."""

from __future__ import annotations

from jimflow.store.transaction import read
from tests.demo_site import Installation
from tests.web.participant import Participant
from tests.web.test_my import a_mail, browser_of, the_open_task

PLACE = "/my/substitutes"
NORA = {
    "name": "Nora Nyman",
    "address": "nora@example.org",
    "right": "signature",
    "since": "2021-11-01",
    "until": "2021-11-30",
}


def standing(made: Installation) -> list[tuple[object, ...]]:
    with read(made.runtime.engine) as tx:
        wanted = 'select s."right", s.since, s.until, s.ended_at is null, a.function from substitute s'
        found = tx.raw.execute(f"{wanted} join appointment a on a.id = s.appointment").fetchall()
        return [tuple(row) for row in found]


def test_the_mail_is_shown_first_then_the_substitute_is_named_and_ended(own_demo: Installation) -> None:
    finance = Participant(own_demo, "formas", "finance")
    assert "Ingen är utsedd." in finance.see(PLACE).words
    seen = finance.press(PLACE, NORA)
    assert "Ekonomifunktion, Formas har utsett dig till sin ersättare" in seen.words
    assert standing(own_demo) == []
    done = finance.press(PLACE, button="Utse ersättaren")
    assert "från måndag 1 november till och med tisdag 30 november" in done.words
    assert "Skickar in uppgifter åt Ekonomifunktion, Formas" in done.words and "gäller senare" in done.words
    assert standing(own_demo) == [("signature", "2021-11-01", "2021-11-30", 1, "finance")]
    assert "är inte längre ersättare" in finance.press(f"{PLACE}/end").words
    assert [row[3] for row in standing(own_demo)] == [0]
    assert "Ingen är utsedd." in finance.page.words


def test_whoever_coordinates_chooses_for_whom_and_others_only_for_themselves(demo: Installation) -> None:
    page = Participant(demo, "formas").see(PLACE)
    assert len(page.form(PLACE).choices["appointment"]) >= 4
    finance = Participant(demo, "formas", "finance")
    finance.see(PLACE)
    assert "appointment" not in finance.page.form(PLACE).choices


def test_a_period_that_will_not_do_is_told_and_what_was_typed_is_kept(demo: Installation) -> None:
    finance = Participant(demo, "formas", "finance")
    for typed, said in (
        ({"until": "2021-10-30"}, "Sista dagen ligger före den första."),
        ({"since": "2021-10-01"}, "Den första dagen har redan varit."),
        ({"until": "2023-01-01"}, "Perioden får vara högst ett år."),
        ({"until": ""}, "Välj första och sista dagen."),
        ({"until": "snart"}, "är inget datum"),
    ):
        finance.see(PLACE)
        assert said in finance.press(PLACE, {**NORA, **typed}, status=422).words
        assert dict(finance.page.form(PLACE).fields)["name"] == "Nora Nyman"


def test_somebody_elses_appointment_is_no_appointment(demo: Installation) -> None:
    finance = Participant(demo, "formas", "finance")
    finance.see(PLACE)
    for number in ("1", "999999", "x"):
        finance.see(PLACE)
        finance.press(PLACE, {**NORA, "appointment": number}, status=404)


def test_the_code_of_a_mail_is_not_enough(own_demo: Installation) -> None:
    mail = a_mail(own_demo, "formas", "finance", the_open_task(own_demo))
    browser = Participant(own_demo, "formas", "finance", mail=mail)
    browser.client.follow_redirects = False
    answer = browser.client.get(PLACE)
    assert (answer.status_code, answer.headers["location"]) == (303, "/in?next=%2Fmy%2Fsubstitutes")


def test_the_substitute_does_not_name_another(own_demo: Installation) -> None:
    finance = Participant(own_demo, "formas", "finance")
    finance.see(PLACE)
    finance.press(PLACE, {**NORA, "since": "2021-10-27"})
    finance.press(PLACE, button="Utse ersättaren")
    nora = browser_of(own_demo, "nora@example.org")
    assert "Du innehar ingen funktion som någon kan vara ersättare för." in nora.see(PLACE).words


def test_in_english(demo: Installation) -> None:
    finance = Participant(demo, "formas", "finance", lang="en")
    assert "Name a substitute" in finance.see(PLACE).words
    assert "The mail to Nora Nyman" in finance.press(PLACE, NORA).words
