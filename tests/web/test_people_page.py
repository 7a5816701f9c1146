"""Who is asked to take part and who holds what in a round: invited together, found, missing, handed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from jimflow.actions.rounds import load_round
from jimflow.core.model import Actor
from jimflow.files.shipped import shipped
from jimflow.store.queries.rounds import participations, rounds
from jimflow.store.queries.work import appointments
from jimflow.store.transaction import read
from tests.demo_site import Installation
from tests.web.conftest import ROUND
from tests.web.person import Person

PEOPLE, ANNA = f"{ROUND}/people", Actor("anna", "coordinator")
JIHU = "/rounds/jihu-exchange-exempel"
INVITE = f"{JIHU}/invitations"
NEW = {"name": "Nora Ny", "mail": "nora@example.org"}


@pytest.fixture
def proposed(own_demo: Installation) -> Installation:
    """The demo with a second round, in which nobody has been asked yet."""
    load_round(own_demo.runtime, Path(shipped("config") / "rounds" / "jihu-exchange-exempel.yaml"), ANNA)
    return own_demo


def states(made: Installation, code: str = "jihu-exchange-exempel") -> dict[str, str]:
    with read(made.runtime.engine) as tx:
        return {p.organisation: p.state for p in participations(tx, code)}


def person(made: Installation, address: str) -> int:
    with read(made.runtime.engine) as tx:
        of = next(r for r in rounds(tx) if ROUND.endswith(r.code))
        return next(a.person for a in appointments(tx, of.id) if a.address == address)


LEAVER = "finance.formas@example.org"


def leaves(made: Installation) -> str:
    return f"{PEOPLE}/{person(made, LEAVER)}/hand-over"


def test_everyone_with_a_function_is_listed_and_found_by_name_function_or_agency(demo: Installation) -> None:
    anna = Person(demo)
    seen = anna.see(PEOPLE)
    assert "80 personer innehar någon funktion i omgången." in seen.words
    seen = anna.see(f"{PEOPLE}?q=forsakringskassan&function=gm_coordinator")
    assert len([w for w, _ in seen.links if w.startswith("Lämna över")]) == 1
    assert "gm_coordinator.forsakringskassan@example.org" in seen.words
    assert "Ingen passar in på sökningen." in anna.see(f"{PEOPLE}?q=zzz").words
    assert anna.see(f"{PEOPLE}?page=999999999").words


def test_what_nobody_holds_leads_to_where_somebody_is_named(proposed: Installation) -> None:
    seen = Person(proposed).see(f"{JIHU}/people")
    assert "Här saknas någon" in seen.words
    assert [p for _, p in seen.links if "/functions/" in p and p.startswith(f"{JIHU}/agencies/")]


def test_a_leavers_work_goes_over_in_one_act(own_demo: Installation) -> None:
    anna = Person(own_demo)
    place = leaves(own_demo)
    seen = anna.see(place)
    assert "Det här tar någon annan över Ekonomifunktion, Formas" in seen.words
    seen = anna.press(place, NEW)
    assert "Ekonomifunktion, Formas Det här händer Skickar 1 mejl" in seen.words
    anna.confirm()
    assert "Nora Ny tar över 1 funktion. Mejl i utkorgen: 1." in anna.page.words
    assert "nora@example.org" in anna.see(f"{PEOPLE}?q=nora").words
    anna.page = seen
    anna.confirm()
    assert "Nora Ny tar över 1 funktion." in anna.page.words


def test_the_host_may_be_handed_over_too(own_demo: Installation) -> None:
    anna = Person(own_demo)
    seen = anna.see(f"{PEOPLE}?function=programme_coordinator")
    place = next(p for w, p in seen.links if w.startswith("Lämna över"))
    anna.see(place)
    anna.press(place, NEW)
    anna.confirm()
    assert "Nora Ny tar över 1 funktion." in anna.page.words


def test_what_was_typed_wrong_is_said_and_kept(own_demo: Installation) -> None:
    anna, place = Person(own_demo), leaves(own_demo)
    anna.see(place)
    seen = anna.press(place, {"name": "Nora", "mail": "nora", "since": ""}, status=422)
    assert "Första dagen: välj en dag." in seen.words and ("name", "Nora") in seen.form(place).fields
    assert "saknar @" in anna.press(place, {"mail": "nora", "since": "2021-11-01"}, status=422).words


def test_who_comes_second_with_a_leaver_sees_what_is_left(own_demo: Installation) -> None:
    anna, bo, place = Person(own_demo), Person(own_demo, "bo"), leaves(own_demo)
    for one in (anna, bo):
        one.see(place)
        one.press(place, {**NEW, "since": "2021-11-15"})
    anna.confirm()
    seen = bo.confirm(409)
    assert "Någon annan hann före" in seen.words and ("name", "Nora Ny") in seen.form(place).fields


def test_whoever_may_only_read_sees_people_but_changes_nothing(proposed: Installation) -> None:
    david = Person(proposed, "david")
    assert [w for w, _ in david.see(PEOPLE).links if w.startswith("Lämna över")] == []
    place = leaves(proposed)
    assert [f.action for f in david.see(place).forms if f.action == place] == []
    assert [f.action for f in david.see(INVITE).forms if f.action == INVITE] == []
    for address in (place, INVITE):
        assert david.client.post(address, data={}).status_code == 403
    Person(proposed).see(f"{PEOPLE}/99999/hand-over", status=404)


def test_where_everyone_has_answered_it_is_said(demo: Installation) -> None:
    seen = Person(demo).see(f"{ROUND}/invitations")
    assert "Alla har svarat. Ingen väntar på en inbjudan." in seen.words


def test_all_are_invited_at_once_once_it_is_seen_whom_it_writes_to(proposed: Installation) -> None:
    anna = Person(proposed)
    anna.see(INVITE)
    everyone = set(states(proposed))
    seen = anna.press(INVITE, button=f"Bjud in: alla {len(everyone)}")
    assert "Det här händer" in seen.words and set(states(proposed).values()) == {"proposed"}
    anna.confirm()
    assert set(states(proposed).values()) == {"invited"}
    assert ": nu i Inbjudet." in anna.page.words
    anna.page = seen
    anna.confirm()
    assert set(states(proposed).values()) == {"invited"}
    seen = anna.see(INVITE)
    assert f"{JIHU}/agencies/{min(everyone)}/move/accept" in [p for _, p in seen.links]
    assert "ingen att skriva till Ange Samordnare på lärosätet" in seen.words


def test_only_those_that_are_ticked_are_invited(proposed: Installation) -> None:
    anna = Person(proposed)
    ticks = anna.see(INVITE).form(INVITE).choices["member"]
    seen = anna.press(INVITE, button="Bjud in: de ikryssade", status=422)
    assert "Kryssa för minst en." in seen.words
    anna.press(INVITE, {"member": ticks[0]}, button="Bjud in: de ikryssade")
    anna.confirm()
    assert sorted(states(proposed).values()).count("invited") == 1


def test_whom_another_has_invited_meanwhile_is_left_alone(proposed: Installation) -> None:
    anna, bo = Person(proposed), Person(proposed, "bo")
    count = len(states(proposed))
    for one in (anna, bo):
        one.see(INVITE)
        one.press(INVITE, button=f"Bjud in: alla {count}")
    anna.confirm()
    bo.confirm()
    assert "någon annan hann före, se efter igen." in bo.page.words


def test_in_english_too(proposed: Installation) -> None:
    anna = Person(proposed, lang="en")
    assert "Invitations" in anna.see(INVITE).words
    assert "80 people hold a function in the round." in anna.see(PEOPLE).words
    anna.see(INVITE, status=200)
    assert anna.client.post(INVITE, data={"_csrf": "x"}).status_code == 403
