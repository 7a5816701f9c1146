"""Loading a round: all of it in one transaction, or nothing and one clear sentence."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from jimflow.actions.advance import advance
from jimflow.actions.case import open_cases
from jimflow.actions.errors import BadInput, NotAllowed
from jimflow.actions.rounds import load_round
from jimflow.core.audit import INSTALLATION
from jimflow.core.canonical import digest
from jimflow.core.model import Policy
from jimflow.files.places import BadFile
from jimflow.files.shipped import shipped
from jimflow.store import tables as t
from jimflow.store.migrate import create_fresh
from jimflow.store.transaction import read
from tests.actions.loaded import EVA, Place, place
from tests.build import at
from tests.build_round import ROUND, with_line
from tests.build_round import mini as mini_workflow


@pytest.fixture
def here(engine: Engine, tmp_path: Path) -> Place:
    return place(engine, tmp_path)


EVERY_TABLE = [kind for kind in vars(t).values() if isinstance(kind, type) and hasattr(kind, "__table__")]


def contents(here: Place) -> dict[str, list[tuple[Any, ...]]]:
    return {kind.__name__: here.rows(kind) for kind in EVERY_TABLE}


def payloads(here: Place, chain: int) -> list[dict[str, Any]]:
    entries = [row[0] for row in here.rows(t.AuditEntry, "id", chain=chain)]
    return [json.loads(here.rows(t.AuditPayload, "payload", entry=e)[0][0]) for e in entries]


def test_a_loaded_round_says_what_it_made(here: Place) -> None:
    found = here.load()
    assert (found.code, found.definition, found.appointments, found.meetings, found.warnings) == (
        "mini-2021",
        mini_workflow().digest,
        18,
        3,
        (),
    )
    assert dict(found.clusters) == dict(here.rows(t.Cluster, "code", "id"))
    assert dict(found.participations) == dict(here.rows(t.Participation, "subject", "id"))
    assert list(found.participations) == ["alfa", "beta", "gamma"]


def test_every_member_starts_proposed_with_a_chain_of_its_own(here: Place) -> None:
    found = here.load()
    rows = here.rows(t.Participation, "subject", "cluster", "state", "version", "definition", "audit_seq")
    north, south = found.clusters["north"], found.clusters["south_and_east"]
    assert rows == [
        ("alfa", north, "proposed", 0, found.definition, 1),
        ("beta", north, "proposed", 0, found.definition, 1),
        ("gamma", south, "proposed", 0, found.definition, 1),
    ]
    assert here.rows(t.Membership, "participation", "cluster", "since", "until") == [
        (found.participations["alfa"], north, date(2021, 1, 12), None),
        (found.participations["beta"], north, date(2021, 1, 12), None),
        (found.participations["gamma"], south, date(2021, 1, 12), None),
    ]
    assert here.rows(t.Cluster, "code", "name_sv", "name_en", "model") == [
        ("north", "Norr", "North", found.participations["alfa"]),
        ("south_and_east", "South", "South", None),
    ]
    assert here.verified().ok


def test_nothing_is_planned_for_a_member_before_it_joins(here: Place) -> None:
    here.load()
    assert here.rows(t.Assignment) == []
    assert here.rows(t.Intent) == []
    assert {row[0] for row in here.rows(t.Occurrence, "subject_kind")} == {"cluster", "round"}


def test_the_host_is_asked_for_each_meeting_and_gets_a_morning_overview(here: Place) -> None:
    found = here.load()
    north = found.clusters["north"]
    rows = here.rows(t.Occurrence, "subject_kind", "subject", "rule", "due_at", "recipient", "status")
    assert sorted(rows) == sorted(
        [
            ("round", found.id, "morning", at("2021-01-11 08:00"), "host", "pending"),
            ("cluster", north, "record:start", at("2021-04-15 08:00"), "host", "pending"),
            ("cluster", north, "record:deepening", at("2021-09-16 08:00"), "host", "pending"),
            ("cluster", north, "record:follow_up", at("2021-11-26 08:00"), "host", "pending"),
        ]
    )


def test_a_missing_theme_is_asked_for(here: Place) -> None:
    found = here.load(with_line(", theme: case_handling", ""))
    rules = [row[0] for row in here.rows(t.Occurrence, "rule", subject=found.clusters["north"])]
    assert [rule for rule in rules if rule.startswith("theme:")] == ["theme:deepening:0", "theme:deepening:1"]


def test_meetings_are_kept_in_utc_under_a_name_that_never_changes(here: Place) -> None:
    here.load()
    assert here.rows(t.Meeting, "step", "status", "day", "last_day", "theme", "example_date", "sequence", "uid") == [
        (
            *("start", "planned", date(2021, 4, 14), date(2021, 4, 14), "", True, 0),
            "mini-2021.north.start@jimflow.example.org",
        ),
        (
            *("deepening", "planned", date(2021, 9, 15), date(2021, 9, 15), "case_handling", False, 0),
            "mini-2021.north.deepening@jimflow.example.org",
        ),
        (
            *("follow_up", "planned", date(2021, 11, 24), date(2021, 11, 25), "", False, 0),
            "mini-2021.north.follow_up@jimflow.example.org",
        ),
    ]
    assert here.rows(t.Session, "starts_at", "ends_at", "mode", "place") == [
        (datetime(2021, 4, 14, 7, tzinfo=UTC), datetime(2021, 4, 14, 14, tzinfo=UTC), "digital", ""),
        (datetime(2021, 9, 15, 7, tzinfo=UTC), datetime(2021, 9, 15, 10, tzinfo=UTC), "on_site", "Umeå\nUmea"),
        (datetime(2021, 11, 24, 12, tzinfo=UTC), datetime(2021, 11, 24, 15, tzinfo=UTC), "on_site", ""),
        (datetime(2021, 11, 25, 8, tzinfo=UTC), datetime(2021, 11, 25, 11, tzinfo=UTC), "hybrid", "Luleå"),
    ]


def test_host_and_guests_belong_to_no_participation(here: Place) -> None:
    found = here.load()
    rows = here.rows(t.Appointment, "participation", "organisation", "function", "address", "since", "until", "acting")
    assert rows[:4] == [
        (None, "centre", "host", "ada@example.org", date(2021, 1, 11), None, False),
        (None, "expertverket", "expert", "eva@example.org", date(2021, 2, 1), None, False),
        (
            *(found.participations["alfa"], "alfa", "head", "hedda@example.org"),
            *(date(2021, 1, 11), date(2021, 6, 30), True),
        ),
        (found.participations["alfa"], "alfa", "head", "hugo@example.org", date(2021, 7, 1), None, False),
    ]
    assert {row[0] for row in rows[4:]} == set(found.participations.values())


def test_materials_are_those_of_the_programme_and_those_of_the_round(here: Place) -> None:
    here.load()
    assert here.rows(t.Material, "step", "title_sv", "url") == [
        ("preparation", "Stödmaterial", "https://example.org/stod"),
        ("start", "Att läsa", "https://example.org/read"),
    ]


def test_the_core_reads_back_what_the_file_said(here: Place) -> None:
    found = here.load()
    with read(here.runtime.engine) as tx:
        cases = open_cases(here.runtime, tx, list(found.participations.values()))
    alfa = cases[found.participations["alfa"]]
    assert alfa.facts.policy == Policy({"management_present": "block"}, deputy_counts=True)
    assert (alfa.facts.organisation_name, alfa.facts.cluster_name, alfa.facts.cluster_size) == (
        "Alfaverket",
        ("Norr", "North"),
        2,
    )
    assert sorted(alfa.facts.meetings) == ["deepening", "follow_up", "start"]
    assert alfa.programme.workflow == mini_workflow()
    assert alfa.programme.calendar.name == "sweden"


def test_the_round_keeps_its_own_words_and_where_it_came_from(here: Place) -> None:
    here.load()
    ((policy, policy_digest, calendar, facts),) = here.rows(t.Round, "policy", "policy_digest", "calendar", "facts")
    assert json.loads(policy) == {
        "severity": {"management_present": "block"},
        "deputy": "counts",
        "effort": {"preparation": "2 days"},
    }
    assert policy_digest == digest({"policy": json.loads(policy), "calendar": json.loads(calendar)})
    said = json.loads(facts)
    assert len(said.pop("file")) == 64
    assert said == {
        "title": {"sv": "Mini 2021", "en": "Mini 2021"},
        "host": {
            "organisation": "centre",
            "name": {"sv": "Centrum", "en": "Centre"},
            "mailbox": "centre@example.org",
            "sender": {"sv": "Centrum", "en": "The centre"},
            "organiser": True,
            "public_records": True,
        },
        "case_number": "M 2021/1",
        "contributors": [{"organisation": "expertverket", "function": "expert"}],
        "example_note": {"sv": "Allt är påhittat", "en": "All is invented"},
    }


def test_the_audit_names_people_by_pseudonym_only(here: Place) -> None:
    found = here.load()
    stored, loaded = payloads(here, INSTALLATION)
    assert (stored["kind"], stored["workflow"], stored["definition"]) == ("definition_stored", "mini", found.definition)
    assert (loaded["kind"], loaded["round"], loaded["clusters"]) == (
        "round_loaded",
        "mini-2021",
        {"north": ["alfa", "beta"], "south_and_east": ["gamma"]},
    )
    assert loaded["appointments"] == [
        {"function": "host", "person": "p1", "since": "2021-01-11"},
        {"function": "expert", "person": "p2", "since": "2021-02-01"},
    ]
    (proposed,) = payloads(here, found.participations["alfa"])
    ((policy,),) = here.rows(t.Round, "policy_digest")
    assert (proposed["kind"], proposed["to"], proposed["policy"], proposed["actor"]) == (
        "proposed",
        "proposed",
        policy,
        {"name": "eva", "role": "coordinator"},
    )
    assert proposed["appointments"][:2] == [
        {
            "function": "head",
            "person": "p3",
            "since": "2021-01-11",
            "until": "2021-06-30",
            "top_management": True,
            "acting": True,
        },
        {"function": "head", "person": "p4", "since": "2021-07-01", "top_management": True},
    ]
    written = b"".join(row[0] for row in here.rows(t.AuditPayload, "payload"))
    assert not [word for word in (b"Ada", b"@example.org", b"Hedda") if word in written]


def test_why_an_agency_was_chosen_is_kept_with_it_and_in_the_audit(here: Place) -> None:
    motive = "Når många med sina beslut."
    mailbox = "name: Beta, mailbox: beta@example.org"
    found = here.load(with_line(mailbox, f'{mailbox}, motive: "{motive}"'))
    assert here.rows(t.Participation, "subject", "motive") == [("alfa", ""), ("beta", motive), ("gamma", "")]
    said = {code: payloads(here, number)[0].get("motive") for code, number in found.participations.items()}
    assert said == {"alfa": None, "beta": motive, "gamma": None}


def test_people_get_random_pseudonyms_of_sixteen_digits(here: Place) -> None:
    load_round(here.runtime, here.file(ROUND), EVA)
    pseudonyms = [row[0] for row in here.rows(t.Person, "pseudonym")]
    assert Counter(map(len, pseudonyms)) == {16: 18}
    assert len(set(pseudonyms)) == 18


def test_one_person_with_two_functions_is_one_person(here: Place) -> None:
    extra = "    - {organisation: beta, function: finance, name: Bo, mail: bo@example.org}\n"
    here.load(ROUND + extra + extra.replace("finance", "planner").replace("name: Bo", "name: BO"))
    assert here.rows(t.Person, "name", mail="bo@example.org") == [("BO",)]
    ((person,),) = here.rows(t.Person, "id", mail="bo@example.org")
    assert here.rows(t.Appointment, "function", person=person) == [("finance",), ("planner",)]


WRONG = with_line("model_agency: alfa", "model_agency: gamma")


def test_a_file_with_a_mistake_loads_nothing(here: Place) -> None:
    before = contents(here)
    with pytest.raises(BadFile):
        here.load(WRONG)
    assert contents(here) == before


def test_the_same_file_twice_is_said_to_be_loaded_and_changes_nothing(here: Place) -> None:
    here.load()
    before = contents(here)
    with pytest.raises(NotAllowed) as refused:
        here.load("# with a comment\n" + ROUND)
    assert refused.value.said.sv == (
        "round.yaml är redan laddad: omgången mini-2021 finns med precis det innehållet. Inget ändrades."
    )
    assert contents(here) == before


def test_another_file_with_the_same_name_of_round_is_refused(here: Place) -> None:
    here.load()
    before = contents(here)
    with pytest.raises(NotAllowed) as refused:
        here.load(with_line("2021-04-14", "2021-04-15"))
    assert refused.value.said.en == (
        "The round mini-2021 exists already, with other content than round.yaml. "
        "Give the new round another name (round:)."
    )
    assert contents(here) == before


def test_a_second_round_shares_definition_organisations_and_people(here: Place) -> None:
    here.load()
    people = here.rows(t.Person, "id", "pseudonym")
    renamed = with_line("round: mini-2021", "round: mini-2022").replace("sv: Alfaverket", "sv: Nya Alfaverket")
    here.load(renamed)
    assert len(here.rows(t.Definition)) == 1
    assert here.rows(t.Organisation, "name_sv", code="alfa") == [("Nya Alfaverket",)]
    again = here.rows(t.Person, "id", "pseudonym")
    assert again[: len(people)] == people
    assert [p["kind"] for p in payloads(here, INSTALLATION)] == ["definition_stored", "round_loaded", "round_loaded"]
    assert here.verified().ok


def test_a_database_that_was_never_set_up_is_told_how(engine: Engine, tmp_path: Path) -> None:
    here = place(engine, tmp_path)
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM installation")
    with pytest.raises(BadInput) as refused:
        here.load()
    assert refused.value.said.en == "The database has not been set up. Run: jimflow init"


def test_a_meeting_too_near_the_end_of_the_calendar_is_told_and_loads_nothing(here: Place) -> None:
    text = (
        ROUND.replace("2022-01-31", "2035-12-31")
        .replace("2021-11-24", "2035-12-28")
        .replace("2021-11-25", "2035-12-28")
    )
    text = text.replace('from: "09:00", to: "12:00", mode: hybrid', 'from: "17:00", to: "18:00", mode: hybrid')
    before = contents(here)
    with pytest.raises(BadFile):
        here.load(text)
    assert contents(here) == before


def test_the_shipped_round_with_thirteen_agencies_is_loaded_quickly(engine: Engine, tmp_path: Path) -> None:
    here = place(engine, tmp_path)
    shipped_ones = replace(
        here.runtime, settings=here.runtime.settings.model_copy(update={"workflows": shipped("workflows")})
    )
    path = shipped("config") / "rounds" / "jim-plus-2021-2022.yaml"
    began = time.process_time()
    found = load_round(shipped_ones, path, EVA)
    assert time.process_time() - began < 3  # measured 0.4 s; the bound only catches a plan of another order
    assert (len(found.participations), found.appointments, found.meetings) == (13, 80, 15)
    assert len(here.rows(t.Appointment)) == 80


def test_the_number_of_statements_does_not_grow_with_the_number_of_members(tmp_path: Path) -> None:
    from jimflow.store.engine import open_engine

    def statements(members: int) -> int:
        folder = tmp_path / str(members)
        folder.mkdir()
        engine = open_engine(":memory:")
        create_fresh(engine)
        here = place(engine, folder)
        codes = [f"m{n}" for n in range(members)]
        organisations = "".join(f"  {c}: {{name: {c}, mailbox: {c}@example.org}}\n" for c in codes)
        text = ROUND.replace("contributors:", organisations + "contributors:")
        text = with_line("members: [gamma]", f"members: [{', '.join(['gamma', *codes])}]", text)
        seen: list[str] = []
        connection = engine.raw_connection()
        connection.dbapi_connection.set_trace_callback(seen.append)
        here.load(text)
        connection.close()
        engine.dispose()
        return len([s for s in seen if not s.startswith("--")])

    assert statements(21) - statements(1) <= 20  # the end of each new chain, one by one


def test_of_two_who_load_the_same_round_at_once_one_is_told_that_it_is_loaded(here: Place) -> None:
    path, ready = here.file(ROUND), threading.Barrier(2)
    answers: list[str] = []

    def load() -> None:
        ready.wait()
        try:
            answers.append(load_round(here.runtime, path, EVA).code)
        except NotAllowed as refused:
            answers.append(refused.said.en.split(":")[0])

    threads = [threading.Thread(target=load) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["mini-2021", "round.yaml is loaded already"]
    assert len(here.rows(t.Participation)) == 3


def test_an_invitation_on_the_day_for_it_reaches_those_the_file_names_though_the_round_starts_later(
    here: Place,
) -> None:
    found = here.load()
    invited = advance(here.runtime, found.participations["alfa"], None, "invite", EVA)
    assert invited.ok
    assert here.rows(t.Intent, "item", "address") == [("letter:invitation", "coordinator.alfa@example.org")]
