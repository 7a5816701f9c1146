"""Avsteg from a page: decided with a reason, signed by another, listed with how each stands."""

from __future__ import annotations

import pytest

from jimflow.actions.assignments import accept
from jimflow.core.model import Actor
from jimflow.store.queries.rounds import ParticipationRow, participations
from jimflow.store.queries.work import WaiverRow, waivers
from jimflow.store.transaction import read
from tests.demo_site import Installation
from tests.web.conftest import ROUND
from tests.web.person import Person

FORMAS = f"{ROUND}/agencies/formas"
WAIVE = f"{FORMAS}/waive/management_present"
TYPED = {"reason": "Ledningen byts ut i november.", "until": "2021-12-31"}


def formas(made: Installation) -> ParticipationRow:
    with read(made.runtime.engine) as tx:
        return next(p for p in participations(tx) if p.organisation == "formas")


def decided(made: Installation) -> list[WaiverRow]:
    with read(made.runtime.engine) as tx:
        return waivers(tx, [formas(made).id])


def test_it_is_said_what_the_rule_asks_and_that_two_must_decide_where_it_stops(demo: Installation) -> None:
    seen = Person(demo).see(f"{WAIVE}?step=budgeting")
    assert "Regeln: minst 1 från myndigheten (högsta ledningen) deltar." in seen.words
    assert "avsteget gäller först när en annan samordnare har skrivit under" in seen.words
    assert ("step", "budgeting") in seen.form(WAIVE).fields


def test_one_decides_and_another_signs(own_demo: Installation) -> None:
    anna, bo = Person(own_demo), Person(own_demo, "bo")
    anna.see(WAIVE)
    seen = anna.press(WAIVE, TYPED)
    assert "Gäller till och med fredag 31 december." in seen.words
    assert "”Ledningen byts ut i november.”" in seen.words
    assert decided(own_demo) == []
    seen = anna.confirm()
    assert anna.path.startswith(f"{FORMAS}/waivers")
    assert "Det gäller när en annan samordnare har skrivit under." in seen.words
    assert "Du beslutade själv." in seen.words
    (waiver,) = decided(own_demo)
    sign = f"{FORMAS}/waivers/{waiver.id}/countersign"
    assert [f for f in seen.forms if f.action == sign] == []
    bo.see(f"{FORMAS}/waivers")
    bo.press(sign)
    seen = bo.confirm()
    assert f"Avsteg nr {waiver.id} är kontrasignerat." in seen.words
    assert "gäller till och med fredag 31 december" in seen.words and "Underskrivet av bo" in seen.words
    assert decided(own_demo)[0].countersigned_by == "bo"
    assert "avsteg" in bo.see(f"{FORMAS}/move/advance").words


def test_the_one_who_decided_is_told_kindly_that_it_takes_two(own_demo: Installation) -> None:
    anna = Person(own_demo)
    anna.see(WAIVE)
    anna.press(WAIVE, TYPED)
    anna.confirm()
    (waiver,) = decided(own_demo)
    fields = {"_csrf": dict(anna.page.form("/sign-out").fields)["_csrf"], "_form": "another-form"}
    for step in ({}, {"_step": "confirm"}):
        answer = anna.client.post(f"{FORMAS}/waivers/{waiver.id}/countersign", data={**fields, **step})
        assert answer.status_code == 409
        assert "Du har själv beslutat avsteget. Be en kollega att skriva under" in answer.text
    assert decided(own_demo)[0].countersigned_at is None
    answer = anna.client.post(f"{ROUND}/agencies/vinnova/waivers/{waiver.id}/countersign", data=fields)
    assert answer.status_code == 404, "another's waiver"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"reason": ""}, "Skriv skälet till avsteget."),
        ({"until": ""}, "Gäller till och med: välj i dag eller en senare dag."),
        ({"until": "2021-10-26"}, "Gäller till och med: välj i dag eller en senare dag."),
        ({"until": "i morgon"}, "”i morgon” är inget datum."),
        ({"step": "hemma"}, "Steget hemma finns inte."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(demo: Installation, typed: dict[str, str], said: str) -> None:
    anna = Person(demo)
    anna.see(WAIVE)
    seen = anna.press(WAIVE, {**TYPED, **typed}, status=422)
    assert said in seen.words
    fields = seen.form(WAIVE).fields
    kept = {**TYPED, **typed}
    assert ("reason", kept["reason"]) in fields and ("until", kept["until"]) in fields


def test_the_same_waiver_twice_is_one(own_demo: Installation) -> None:
    anna = Person(own_demo)
    anna.see(WAIVE)
    confirm = anna.press(WAIVE, TYPED)
    anna.confirm()
    anna.page = confirm
    anna.confirm()
    assert len(decided(own_demo)) == 1
    anna.see(WAIVE)
    assert "Samma avsteg är redan beslutat" in anna.press(WAIVE, TYPED, status=422).words


def test_who_comes_second_sees_what_was_done_meanwhile(own_demo: Installation) -> None:
    anna = Person(own_demo)
    anna.see(WAIVE)
    accept(own_demo.runtime, formas(own_demo).id, "read_notes", Actor("bo", "coordinator"))
    seen = anna.press(WAIVE, TYPED, status=409)
    assert "bo: uppgift godkänd" in seen.words
    assert ("reason", TYPED["reason"]) in seen.form(WAIVE).fields


def test_a_rule_that_nobody_may_waive_has_no_form(demo: Installation) -> None:
    anna = Person(demo)
    seen = anna.see(f"{FORMAS}/waive/meeting_held")
    assert "Från den här regeln kan inget avsteg göras" in seen.words
    assert [f.action for f in seen.forms if "/waive/" in f.action] == []
    anna.see(f"{FORMAS}/waive/nothing", 404)


@pytest.mark.parametrize("login", ["cilla", "david"])
def test_who_may_only_read_sees_no_form(demo: Installation, login: str) -> None:
    for place in (WAIVE, f"{FORMAS}/waivers"):
        seen = Person(demo, login).see(place)
        assert [f.action for f in seen.forms if "/agencies/" in f.action] == []


def test_the_pages_are_in_english_too(demo: Installation) -> None:
    anna = Person(demo, lang="en")
    assert "it takes two" in anna.see(WAIVE).words
    assert "No waivers have been decided." in anna.see(f"{FORMAS}/waivers").words
