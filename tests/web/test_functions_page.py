"""Who holds a function, from its page: named, ended, and everything of a leaver's handed over at once."""

from __future__ import annotations

import pytest

from jimflow.store.queries.rounds import ParticipationRow, participations
from jimflow.store.queries.work import AppointmentRow, appointments
from jimflow.store.transaction import read
from tests.demo_site import Installation
from tests.web.conftest import ROUND
from tests.web.person import Person

FORMAS = f"{ROUND}/agencies/formas"
ROOM = f"{FORMAS}/functions/finance"
NEW = {"name": "Nora Ny", "mail": "nora@formas.example"}


def formas(made: Installation) -> ParticipationRow:
    with read(made.runtime.engine) as tx:
        return next(p for p in participations(tx) if p.organisation == "formas")


def holders(made: Installation, function: str = "finance") -> list[AppointmentRow]:
    with read(made.runtime.engine) as tx:
        every = appointments(tx, formas(made).round, formas(made).id)
    return [a for a in every if a.function == function]


def test_who_holds_it_stands_there_with_the_form_for_another(demo: Installation) -> None:
    (now,) = holders(demo)
    seen = Person(demo).see(ROOM)
    assert now.name in seen.words and (now.address, f"mailto:{now.address}") in seen.links
    assert seen.form(ROOM).choices["how"] == ["replace", "beside"]


def test_a_new_holder_takes_over_and_the_former_ends_the_day_before(own_demo: Installation) -> None:
    anna = Person(own_demo)
    anna.see(ROOM)
    seen = anna.press(ROOM, {**NEW, "since": "2021-11-01", "language": "en", "top_management": "yes"})
    assert "Det här händer" in seen.words and len(holders(own_demo)) == 1
    anna.confirm()
    former, new = holders(own_demo)
    assert str(former.until) == "2021-10-31"
    assert (new.name, new.address, new.language, str(new.since)) == (*NEW.values(), "en", "2021-11-01")
    assert (new.top_management, new.acting, new.deputy) == (True, False, False)
    assert "Nora Ny innehar nu ”Ekonomifunktion”, Formas." in anna.page.words
    assert "Nora Ny tar vid 1 november." in anna.page.words


def test_beside_both_hold_it(own_demo: Installation) -> None:
    anna = Person(own_demo)
    anna.see(ROOM)
    anna.press(ROOM, {**NEW, "how": "beside"})
    anna.confirm()
    assert [a.until for a in holders(own_demo)] == [None, None]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "Skriv namnet på den som innehar funktionen."),
        ({"mail": "nora"}, "nora"),
        ({"since": "1/11"}, "Första dagen: ”1/11” är inget datum."),
        ({"since": "2021-12-01", "until": "2021-11-01"}, "2021-11-01 ligger före 2021-12-01."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(demo: Installation, typed: dict[str, str], said: str) -> None:
    anna = Person(demo)
    anna.see(ROOM)
    sent = {**NEW, **typed, "deputy": "yes", "language": "en"}
    seen = anna.press(ROOM, sent, status=422)
    assert said in seen.words
    assert set(sent.items()) <= set(seen.form(ROOM).fields)


def test_one_who_leaves_has_a_last_day_and_a_vacancy_is_said(own_demo: Installation) -> None:
    anna = Person(own_demo)
    anna.see(ROOM)
    assert "Sista dagen: välj en dag." in anna.press(f"{ROOM}/end", {"last": ""}, status=422).words
    anna.press(f"{ROOM}/end", {"last": "2021-10-26"})
    anna.confirm()
    assert str(holders(own_demo)[0].until) == "2021-10-26"
    assert "Sedan innehar ingen funktionen" in anna.page.words


def test_the_same_name_sent_twice_is_one_holder(own_demo: Installation) -> None:
    anna = Person(own_demo)
    anna.see(ROOM)
    confirm = anna.press(ROOM, NEW)
    anna.confirm()
    anna.page = confirm
    anna.confirm()
    assert len(holders(own_demo)) == 2


def test_who_comes_second_sees_what_was_done_meanwhile(own_demo: Installation) -> None:
    anna, bo = Person(own_demo), Person(own_demo, "bo")
    bo.see(ROOM)
    anna.see(ROOM)
    anna.press(ROOM, NEW)
    anna.confirm()
    seen = bo.press(ROOM, {"name": "Olle Ost", "mail": "olle@formas.example"}, status=409)
    assert "anna: funktioner ändrade" in seen.words
    assert ("name", "Olle Ost") in seen.form(ROOM).fields


def test_everything_a_leaver_has_is_handed_over_in_one_act(own_demo: Installation) -> None:
    (leaver,) = holders(own_demo, "gm_coordinator")
    room = f"{FORMAS}/functions/gm_coordinator"
    anna = Person(own_demo)
    place = f"{room}/hand-over/{leaver.id}"
    assert place in [link for _, link in anna.see(room).links]
    seen = anna.see(place)
    assert "JiM-samordnare, Formas" in seen.words
    assert "Skriv namnet på den som tar över." in anna.press(place, {**NEW, "name": ""}, status=422).words
    anna.press(place, {**NEW, "since": "2021-11-01"})
    anna.confirm()
    former, new = holders(own_demo, "gm_coordinator")
    assert (str(former.until), new.name) == ("2021-10-31", "Nora Ny")
    assert "Nora Ny tar över" in anna.page.words


def test_a_shared_function_is_shown_and_not_changed_here(demo: Installation) -> None:
    seen = Person(demo).see(f"{FORMAS}/functions/programme_coordinator")
    assert "Den ändras i omgången, inte här." in seen.words
    assert [f.action for f in seen.forms if "functions" in f.action] == []
    Person(demo).see(f"{FORMAS}/functions/nothing", 404)


@pytest.mark.parametrize("login", ["cilla", "david"])
def test_who_may_only_read_sees_no_form(demo: Installation, login: str) -> None:
    reader = Person(demo, login)
    for place in (ROOM, f"{ROOM}/hand-over/{holders(demo)[0].id}"):
        assert [f.action for f in reader.see(place).forms if "/agencies/" in f.action] == []


def test_the_page_is_in_english_too(demo: Installation) -> None:
    assert "Holds the function now" in Person(demo, lang="en").see(ROOM).words
