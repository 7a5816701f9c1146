"""Organisations that work on one subject together: who takes which part, from when, with what."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from jimflow.actions.errors import BadInput, NotAllowed, NotFound
from jimflow.actions.functions import set_function
from jimflow.actions.organisations import add_organisation
from jimflow.actions.parties import add_party, answer_party, leave_party, pass_part
from jimflow.actions.roster import load_roster
from jimflow.core.audit import INSTALLATION
from jimflow.core.mistakes import Said
from jimflow.core.model import Refusal
from jimflow.store import tables as t
from jimflow.store.queries.parties import parties
from jimflow.store.transaction import read
from tests.actions.going import Going, going
from tests.actions.loaded import EVA
from tests.actions.sharing import AREAS, PARTIES, RULES
from tests.build import day


@pytest.fixture
def areas(engine: Engine, tmp_path: Path) -> Iterator[Going]:
    found = going(engine, tmp_path, text=AREAS, changes={**PARTIES, **RULES})
    yield found
    assert found.here.verified().ok


def standings(areas: Going) -> list[tuple[str, str, str, str]]:
    with read(areas.runtime.engine) as tx:
        return [(p.organisation, p.part, p.standing, p.contribution) for p in parties(tx, areas.agencies["alfa"])]


def alfa(areas: Going) -> int:
    return areas.agencies["alfa"]


def test_a_round_begins_with_the_parties_of_its_file(areas: Going) -> None:
    assert standings(areas) == [("one", "lead", "joined", ""), ("one", "member", "joined", "Leder.")]
    assert areas.rows(t.Participation, "subject_kind", "subject") == [
        *(("area", "alfa"), ("area", "beta"), ("area", "gamma")),
    ]


def test_people_of_several_organisations_hold_the_functions_of_one_subject(areas: Going) -> None:
    heads = [(a.organisation, a.function) for a in areas.facts("alfa").appointments if a.function == "head"]
    assert heads == [("one", "head"), ("two", "head")]


def test_a_new_holder_at_one_party_leaves_the_other_partys_holder_alone(areas: Going) -> None:
    given = (day("2021-02-01"), EVA)
    set_function(areas.runtime, alfa(areas), "planner", "Petra", "petra@example.org", *given, organisation="two")
    holders = [(a.organisation, a.address) for a in areas.facts("alfa").appointments if a.function == "planner"]
    assert holders == [("alfa", "planner.alfa@example.org"), ("two", "petra@example.org")]


def test_a_roster_names_the_subject_and_the_organisation_and_ends_nobody_at_another(
    areas: Going, tmp_path: Path
) -> None:
    rows = (
        "deltagare;organisation;funktion;namn;e-post\n"
        "Alfaområdet;one;head;Nora;nora@example.org\n"
        "Alfaområdet;two;planner;Petra;petra@example.org\n"
        "beta;one;planner;Per;per@example.org\n"
        ";centre;host;Ada;ada@example.org\n"
    )
    (tmp_path / "roster.csv").write_text(rows, encoding="utf-8")
    done = load_roster(areas.runtime, "mini-2021", tmp_path / "roster.csv", EVA)
    assert [(x.what, x.subject, x.organisation, x.function, x.address) for x in done.lines] == [
        ("added", "alfa", "one", "head", "nora@example.org"),
        ("ended", "alfa", "one", "head", "hedda@example.org"),
        ("added", "alfa", "two", "planner", "petra@example.org"),
        ("added", "beta", "one", "planner", "per@example.org"),
        ("unchanged", "", "centre", "host", "ada@example.org"),
    ]
    held = [(a.organisation, a.function, a.until is None) for a in areas.facts("alfa").appointments if a.own]
    assert [h for h in held if h[1] in ("head", "planner")] == [
        *(("one", "head", False), ("two", "head", True)),
        *(("alfa", "planner", True), ("one", "head", True), ("two", "planner", True)),
    ]
    told = areas.trail("alfa")[-1]
    assert (told["kind"], len(told["added"]), len(told["ended"])) == ("functions", 2, 1)


def test_a_party_by_invitation_is_asked_first_and_its_contact_is_written_to(areas: Going) -> None:
    given = (day("2021-01-18"), EVA)
    set_function(areas.runtime, alfa(areas), "planner", "Petra", "petra@example.org", *given, organisation="two")
    change = add_party(areas.runtime, alfa(areas), "two", "guest", EVA)
    assert (change.standing, change.messages) == ("invited", 1)
    (mail,) = [m for m in areas.tick("2021-01-19 08:00") if m.to == "petra@example.org"]
    assert mail.message["Subject"].startswith("Svara ja eller nej: delta i Alfaområdet som inbjuden aktör")
    assert "Svara på mejlet med ja eller nej" in mail.text


def test_a_party_at_once_takes_part_from_the_first_moment(areas: Going) -> None:
    assert add_party(areas.runtime, alfa(areas), "two", "member", EVA, contribution="Räknar.").standing == "joined"
    assert standings(areas)[-1] == ("two", "member", "joined", "Räknar.")


def test_who_is_invited_answers_once_and_what_it_contributes_is_kept(areas: Going) -> None:
    add_party(areas.runtime, alfa(areas), "two", "guest", EVA)
    answer_party(areas.runtime, alfa(areas), "two", "guest", EVA, yes=True, contribution="Utbildar.")
    assert standings(areas)[-1] == ("two", "guest", "joined", "Utbildar.")
    with pytest.raises(NotAllowed):
        answer_party(areas.runtime, alfa(areas), "two", "guest", EVA, yes=False)
    answer_party(areas.runtime, alfa(areas), "two", "guest", EVA, yes=True, contribution="Utbildar fler.")
    assert standings(areas)[-1] == ("two", "guest", "joined", "Utbildar fler.")


def test_who_declines_can_be_invited_again(areas: Going) -> None:
    add_party(areas.runtime, alfa(areas), "two", "guest", EVA)
    answer_party(areas.runtime, alfa(areas), "two", "guest", EVA, yes=False, reason="Ingen tid.")
    with pytest.raises(NotFound):
        answer_party(areas.runtime, alfa(areas), "two", "guest", EVA, yes=True)
    add_party(areas.runtime, alfa(areas), "two", "guest", EVA)
    assert [s[2] for s in standings(areas) if s[1] == "guest"] == ["declined", "invited"]


def test_the_lead_passes_from_one_to_another_in_one_act(areas: Going) -> None:
    with pytest.raises(NotAllowed, match="one"):
        add_party(areas.runtime, alfa(areas), "two", "lead", EVA)
    change = pass_part(areas.runtime, alfa(areas), "lead", "two", EVA, reason="Nytt uppdrag.")
    assert (change.organisation, change.left) == ("two", "one")
    assert [s for s in standings(areas) if s[1] == "lead"] == [
        ("one", "lead", "left", ""),
        ("two", "lead", "joined", ""),
    ]
    assert areas.trail("alfa")[-1]["kind"] == "party_passed"
    with pytest.raises(NotAllowed):
        pass_part(areas.runtime, alfa(areas), "lead", "two", EVA)


def test_who_was_invited_to_the_part_that_it_takes_over_is_no_longer_invited(areas: Going) -> None:
    add_party(areas.runtime, alfa(areas), "one", "guest", EVA)
    answer_party(areas.runtime, alfa(areas), "one", "guest", EVA, yes=True)
    add_party(areas.runtime, alfa(areas), "two", "guest", EVA, contribution="Utbildar.")
    pass_part(areas.runtime, alfa(areas), "guest", "two", EVA)
    assert [s for s in standings(areas) if s[1] == "guest"] == [
        ("one", "guest", "left", ""),
        ("two", "guest", "joined", "Utbildar."),
    ]


def test_nobody_is_asked_by_mail_who_has_answered_or_left_meanwhile(areas: Going) -> None:
    given = (day("2021-01-18"), EVA)
    for organisation in ("one", "two"):
        address = f"petra@{organisation}.example.org"
        set_function(areas.runtime, alfa(areas), "planner", "Petra", address, *given, organisation=organisation)
        assert add_party(areas.runtime, alfa(areas), organisation, "guest", EVA).messages == 1
    answer_party(areas.runtime, alfa(areas), "one", "guest", EVA, yes=True)
    leave_party(areas.runtime, alfa(areas), "two", "guest", EVA, reason="Fel organisation.")
    told = [item for m in areas.tick("2021-01-19 08:00") for item, _ in m.items]
    assert [item for item in told if item.startswith("party:")] == []
    add_party(areas.runtime, alfa(areas), "two", "guest", EVA)
    (mail,) = areas.tick("2021-01-20 08:00")
    assert (mail.to, mail.items) == ("petra@two.example.org", (("party:guest", "planner"),))


def test_who_says_anew_what_it_contributes_still_hears_that_it_takes_part(areas: Going) -> None:
    leave_party(areas.runtime, alfa(areas), "one", "lead", EVA, reason="Byter.")
    set_function(
        *(areas.runtime, alfa(areas), "coordinator", "Cia", "cia@example.org", day("2021-01-18"), EVA),
        organisation="two",
    )
    assert add_party(areas.runtime, alfa(areas), "two", "lead", EVA).messages == 1
    answer_party(areas.runtime, alfa(areas), "two", "lead", EVA, yes=True, contribution="Leder.")
    told = [item for m in areas.tick("2021-01-19 08:00") if m.to == "cia@example.org" for item, _ in m.items]
    assert "party:lead" in told


def test_who_leaves_gives_a_reason_and_stays_in_the_history(areas: Going) -> None:
    with pytest.raises(BadInput):
        leave_party(areas.runtime, alfa(areas), "one", "member", EVA, reason=" ")
    leave_party(areas.runtime, alfa(areas), "one", "member", EVA, reason="Uppdraget upphör.")
    assert ("one", "member", "left", "Leder.") in standings(areas)


@pytest.mark.parametrize(("who", "part"), [("nobody", "member"), ("two", "membr")])
def test_what_is_not_there_is_told(areas: Going, who: str, part: str) -> None:
    with pytest.raises(NotFound):
        add_party(areas.runtime, alfa(areas), who, part, EVA)
    assert len(standings(areas)) == 2


def test_an_organisation_that_no_round_names_can_be_added_and_take_part(areas: Going) -> None:
    add_organisation(areas.runtime, "fifth", Said("Den femte", "The fifth"), "fifth@example.org", EVA)
    add_party(areas.runtime, alfa(areas), "fifth", "member", EVA, contribution="Mycket.")
    assert standings(areas)[-1] == ("fifth", "member", "joined", "Mycket.")
    with pytest.raises(NotAllowed):
        add_organisation(areas.runtime, "fifth", Said("Igen", "Again"), "fifth@example.org", EVA)
    entries = [e for (e,) in areas.rows(t.AuditEntry, "id", chain=INSTALLATION)]
    told = [json.loads(areas.rows(t.AuditPayload, "payload", entry=e)[0][0]) for e in entries]
    assert [(x["actor"]["name"], x["organisation"], x["name"]) for x in told if x["kind"] == "organisation_added"] == [
        ("eva", "fifth", ["Den femte", "The fifth"])
    ]


def test_a_move_waits_for_enough_parties_with_a_contribution_each(areas: Going) -> None:
    areas.do("alfa", "invite")
    refused = areas.do("alfa", "accept").result
    assert isinstance(refused, Refusal)
    assert [(b.code, b.facts["count"]) for b in refused.blockers] == [("contributions", 1)]
    add_party(areas.runtime, alfa(areas), "two", "guest", EVA)
    assert not areas.do("alfa", "accept").ok  # invited is not yet taking part
    answer_party(areas.runtime, alfa(areas), "two", "guest", EVA, yes=True)
    refused = areas.do("alfa", "accept").result
    assert isinstance(refused, Refusal)
    assert [b.facts["party"] for b in refused.blockers] == ["two"]
    answer_party(areas.runtime, alfa(areas), "two", "guest", EVA, yes=True, contribution="Räknar.")
    assert areas.do("alfa", "accept").ok
