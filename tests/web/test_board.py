"""Översikt: who is where, whom to call, filters in the address."""

import pytest

from tests.demo_site import Installation
from tests.web.conftest import ROUND
from tests.web.person import Person


def test_the_first_page_is_the_board_of_the_round_that_goes_on(demo: Installation) -> None:
    anna = Person(demo)
    anna.see("/")
    assert anna.path == ROUND


@pytest.mark.parametrize("lang, words", [("sv", "6 stoppade"), ("en", "6 stopped")])
def test_the_board_counts_how_things_stand(demo: Installation, lang: str, words: str) -> None:
    seen = Person(demo, lang=lang).see(ROUND)
    assert words in seen.words


def test_what_stops_a_whole_cluster_is_said_once_among_the_calls(demo: Installation) -> None:
    words = Person(demo).see(ROUND).words
    calls = words.partition("Ring i dag")[2].partition("De närmaste tio arbetsdagarna")[0]
    assert calls.count("har inte valt tema") == 1
    assert "Formas" in calls and "Vinnova" in calls and "Skatteverket" not in calls


def test_a_filter_lives_in_the_address_and_leaves_only_what_fits(demo: Installation) -> None:
    seen = Person(demo).see(f"{ROUND}?standing=late")
    agencies = [words for words, place in seen.links if place.startswith(f"{ROUND}/agencies/")]
    assert set(agencies) == {"Formas", "Vinnova"}, "Formas stands among the calls"
    assert agencies.count("Vinnova") == 2


def test_a_filter_that_nothing_fits_says_so(demo: Installation) -> None:
    assert "Ingen passar in på filtret." in Person(demo).see(f"{ROUND}?name=zzz").words


def test_a_round_that_does_not_exist_is_a_page_that_says_what_to_do(demo: Installation) -> None:
    seen = Person(demo).see("/rounds/nowhere", 404)
    assert "Omgången nowhere finns inte." in seen.words
    assert ("Till översikten", "/") in seen.links


def test_the_board_says_what_else_waits_for_a_coordinator(own_demo: Installation) -> None:
    place = f"{ROUND}/agencies/formas/waive/management_present"
    anna = Person(own_demo)
    anna.see(place)
    anna.press(place, {"reason": "Ledningen var sjuk.", "until": "2021-12-31"})
    anna.confirm()
    words = "Ett avsteg för Formas väntar på en andra underskrift."
    assert f"{words} Du beslutade det själv." in anna.see(ROUND).words
    assert words in Person(own_demo, "bo").see(ROUND).words
    assert "Du beslutade det själv." not in Person(own_demo, "bo").see(ROUND).words
