"""A result is added from its page, at once, since it writes to nobody."""

from __future__ import annotations

import pytest

from jimflow.store.queries.rounds import participations
from jimflow.store.queries.work import ResultRow, results
from jimflow.store.transaction import read
from tests.demo_site import Installation
from tests.web.conftest import ROUND
from tests.web.person import Person

ROOM = f"{ROUND}/agencies/formas/result"
TYPED = {"step": "working_method", "text": "Två beredningsgrupper läser med könsuppdelade siffror.", "goal": "power"}


def of_formas(made: Installation) -> list[ResultRow]:
    with read(made.runtime.engine) as tx:
        return results(tx, [next(p.id for p in participations(tx) if p.organisation == "formas")])


def test_a_result_stands_on_its_step_of_the_chain_once_however_often_it_is_sent(own_demo: Installation) -> None:
    anna = Person(own_demo)
    before = of_formas(own_demo)
    form = anna.see(ROOM)
    anna.press(ROOM, TYPED)
    assert TYPED["text"] in anna.page.words and "är antecknat." in anna.page.words
    anna.page = form
    anna.press(ROOM, TYPED)
    (new,) = [r for r in of_formas(own_demo) if r not in before]
    assert (new.step, new.text, new.goal, new.added_by) == (*TYPED.values(), "anna")
    anna.see(ROOM)
    assert "Resultatet finns redan." in anna.press(ROOM, TYPED, status=422).words


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"text": ""}, "Beskriv resultatet."),
        ({"step": ""}, "Välj var på kedjan resultatet hör hemma."),
        ({"goal": "x"}, "Välj"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(demo: Installation, typed: dict[str, str], said: str) -> None:
    anna = Person(demo)
    anna.see(ROOM)
    seen = anna.press(ROOM, {**TYPED, **typed}, status=422)
    assert said in seen.words
    assert ("text", {**TYPED, **typed}["text"]) in seen.form(ROOM).fields


def test_who_comes_second_is_told(own_demo: Installation) -> None:
    anna, bo = Person(own_demo), Person(own_demo, "bo")
    for person in (anna, bo):
        person.see(ROOM)
    anna.press(ROOM, TYPED)
    seen = bo.press(ROOM, {**TYPED, "text": "Något annat."}, status=409)
    assert "anna: resultat" in seen.words and ("text", "Något annat.") in seen.form(ROOM).fields


@pytest.mark.parametrize("login", ["cilla", "david"])
def test_who_may_only_read_has_no_form(demo: Installation, login: str) -> None:
    assert [f.action for f in Person(demo, login).see(ROOM).forms if "/agencies/" in f.action] == []


def test_the_page_is_in_english_too(demo: Installation) -> None:
    assert "Where on the chain?" in Person(demo, lang="en").see(ROOM).words
