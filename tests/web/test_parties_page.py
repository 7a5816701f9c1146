"""Several work on one subject: their parts from its page, and a case of another programme started from there."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from jimflow.actions.rounds import load_round
from jimflow.core.model import Actor
from jimflow.files.shipped import shipped
from jimflow.store.queries.parties import PartyRow, parties, started
from jimflow.store.queries.rounds import participations
from jimflow.store.transaction import read
from tests.demo_site import Installation
from tests.web.conftest import ROUND
from tests.web.person import Person

HONOUR = "/rounds/utokad-samverkan-exempel/agencies/honour_violence"
ROOM = f"{HONOUR}/parties"
LIFT = f"{ROUND}/agencies/formas/start/raise_problem"
WHEN = datetime(2027, 2, 1, 9, tzinfo=ZoneInfo("Europe/Stockholm"))


@pytest.fixture
def shared(empty: Installation) -> Installation:
    """A round about areas in which several organisations take parts."""
    empty.clock.jump(WHEN)
    load_round(empty.runtime, shipped("config") / "rounds" / "utokad-samverkan-exempel.yaml", Actor("drift"))
    return empty


def there(made: Installation) -> list[PartyRow]:
    with read(made.runtime.engine) as tx:
        return parties(tx, next(p.id for p in participations(tx) if p.organisation == "honour_violence"))


def test_every_part_is_shown_with_who_has_it_and_what_they_contribute(shared: Installation) -> None:
    seen = Person(shared).see(ROOM)
    assert "Exempelverket för barn" in seen.words and "Leder arbetet och når dem som möter barn." in seen.words
    assert "Parties: " in Person(shared, lang="en").see(ROOM).words
    assert ("Till parterna", ROOM) in Person(shared).see(HONOUR).links


def test_an_organisation_joins_answers_and_leaves_with_a_reason(shared: Installation) -> None:
    anna = Person(shared)
    seen = anna.see(ROOM)
    before = there(shared)
    free = seen.form(ROOM).choices["part"]
    assert "actor" in free and "lead" not in free, "there is one lead already"
    typed = {"organisation": "exempelforeningen", "part": "actor", "contribution": "Når unga."}
    anna.press(ROOM, typed)
    assert there(shared) == before
    anna.confirm()
    (new,) = [p for p in there(shared) if p not in before]
    assert (new.organisation, new.part, new.contribution) == ("exempelforeningen", "actor", "Når unga.")
    place = f"{ROOM}/{new.id}"
    if new.standing == "invited":
        anna.press(f"{place}/yes")
        anna.confirm()
    assert "Skriv varför organisationen lämnar." in anna.press(f"{place}/leave", status=422).words
    anna.press(f"{place}/leave", {"reason": "Läggs ner."})
    anna.confirm()
    (left,) = [p for p in there(shared) if p.id == new.id]
    assert (left.standing, left.reason) == ("left", "Läggs ner.")


def test_the_lead_is_passed_on(shared: Installation) -> None:
    anna = Person(shared)
    anna.see(ROOM)
    (lead,) = [p for p in there(shared) if p.part == "lead"]
    assert "Välj vem som tar över." in anna.press(f"{ROOM}/{lead.id}/pass", status=422).words
    anna.press(f"{ROOM}/{lead.id}/pass", {"to": "exempelforeningen"})
    anna.confirm()
    leads = {p.organisation: p.standing for p in there(shared) if p.part == "lead"}
    assert leads == {lead.organisation: "left", "exempelforeningen": "joined"}


def test_wrong_input_is_kept_and_who_comes_second_is_told(shared: Installation) -> None:
    anna, bo = Person(shared), Person(shared, "bo")
    for person in (anna, bo):
        person.see(ROOM)
    seen = anna.press(ROOM, {"contribution": "Något."}, status=422)
    assert "Välj part och organisation." in seen.words and ("contribution", "Något.") in seen.form(ROOM).fields
    typed = {"organisation": "exempelforeningen", "part": "actor"}
    anna.press(ROOM, typed)
    anna.confirm()
    assert "anna: part tillagd" in bo.press(ROOM, typed, status=409).words


def test_where_everybody_takes_part_alone_there_are_no_parties(demo: Installation) -> None:
    Person(demo).see(f"{ROUND}/agencies/formas/parties", 404)


def test_who_may_only_read_has_no_form(shared: Installation, demo: Installation) -> None:
    assert [f.action for f in Person(shared, "david").see(ROOM).forms if "/agencies/" in f.action] == []


def test_nothing_is_started_before_a_round_takes_it(demo: Installation) -> None:
    seen = Person(demo).see(LIFT)
    assert "Ingen omgång tar emot det än." in seen.words
    assert [f.action for f in seen.forms if "/start/" in f.action] == []
    Person(demo).see(f"{ROUND}/agencies/formas/start/nothing", 404)


def test_a_problem_is_lifted_once_and_stands_on_the_page_it_came_from(own_demo: Installation) -> None:
    load_round(own_demo.runtime, shipped("config") / "rounds" / "raise-to-government-exempel.yaml", Actor("drift"))
    anna = Person(own_demo)
    anna.see(LIFT)
    typed = {"name": "Statistik saknas", "as": "statistik"}
    assert "Skriv både namn och id." in anna.press(LIFT, {"name": "Statistik saknas"}, status=422).words
    anna.press(LIFT, typed)
    confirm = anna.page
    seen = anna.confirm()
    anna.page = confirm
    anna.confirm()
    assert "Svaret kommer tillbaka hit." in seen.words and "Startat tidigare" in seen.words
    with read(own_demo.runtime.engine) as tx:
        of = next(p.id for p in participations(tx) if p.organisation == "formas")
        assert [(s.start, s.organisation) for s in started(tx, of)] == [("raise_problem", "statistik")]
