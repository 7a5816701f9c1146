"""Guests who belong to one cluster: they meet its members, and nobody of another cluster knows of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from jimflow.actions.attendance import Came, record_attendance
from jimflow.actions.errors import BadInput, NotFound
from jimflow.actions.functions import end_function, set_function
from jimflow.actions.meetings import move_meeting
from jimflow.actions.roster import load_roster
from jimflow.core.audit import INSTALLATION
from jimflow.files.places import BadFile
from jimflow.store import tables as t
from jimflow.store.queries.work import appointments
from jimflow.store.transaction import read
from tests.actions.going import Going, going, sitting
from tests.actions.loaded import EVA
from tests.build import day
from tests.build_round import ROUND

BOTH = ROUND.replace(
    "    members: [gamma]\n",
    '    members: [gamma]\n    meetings:\n      deepening: {date: 2021-09-16, from: "09:00", to: "12:00"}\n',
)
"""The mini round where both clusters meet for the deepening, to which the expert is invited."""


def with_guests(*lines: str) -> str:
    """That round with these contributors."""
    listed = "".join(f"  - {line}\n" for line in lines)
    return BOTH.replace("  - {organisation: expertverket, function: expert}\n", listed)


NORTH = "{organisation: expertverket, function: expert, cluster: north}"
TWO = (NORTH, "{organisation: gamma, function: expert, cluster: south_and_east}")


@pytest.fixture
def of_north(engine: Engine, tmp_path: Path) -> Iterator[Going]:
    found = going(engine, tmp_path, text=with_guests(NORTH))
    for agency in ("alfa", "beta", "gamma"):
        found.do(agency, "invite")
        found.do(agency, "accept")
    yield found
    assert found.here.verified().ok


def experts(round_: Going, agency: str) -> list[str]:
    return [a.address for a in round_.facts(agency).appointments if a.function == "expert"]


def invited(round_: Going, address: str) -> list[str]:
    """The days of the meetings that an address has been invited to."""
    letters = [*round_.tick("2021-08-25 09:00"), *round_.tick("2021-08-26 09:00")]
    calendars = [letter.calendar for letter in letters if letter.to == address]
    return sorted(day for said in calendars for day in re.findall(r"DTSTART[^:]*:(\d{8})T0[79]0000", said))


def test_only_the_members_of_the_cluster_have_the_guest(of_north: Going) -> None:
    assert [experts(of_north, a) for a in ("alfa", "beta", "gamma")] == [["eva@example.org"]] * 2 + [[]]
    with read(of_north.runtime.engine) as tx:
        shown = [
            [a.address for a in appointments(tx, 1, of_north.agencies[who]) if a.function == "expert"]
            for who in ("alfa", "gamma")
        ]
    assert shown == [["eva@example.org"], []]


def test_the_guest_is_invited_to_the_meeting_of_that_cluster_once_and_to_no_other(of_north: Going) -> None:
    assert invited(of_north, "eva@example.org") == ["20210915"]


def test_without_a_cluster_a_guest_is_invited_to_each(engine: Engine, tmp_path: Path) -> None:
    found = going(engine, tmp_path, text=BOTH)
    for agency in ("alfa", "beta", "gamma"):
        found.do(agency, "invite")
        found.do(agency, "accept")
    assert invited(found, "eva@example.org") == ["20210915", "20210916"]


def test_a_move_in_the_other_cluster_is_not_told_to_the_guest(of_north: Going) -> None:
    invited(of_north, "eva@example.org")
    move_meeting(of_north.runtime, of_north.clusters["south_and_east"], "deepening", [sitting("2021-09-23")], EVA)
    assert [m.to for m in of_north.tick("2021-08-27 09:00") if m.to == "eva@example.org"] == []
    move_meeting(of_north.runtime, of_north.clusters["north"], "deepening", [sitting("2021-09-22")], EVA)
    assert [m.to for m in of_north.tick("2021-08-30 09:00") if m.to == "eva@example.org"] == ["eva@example.org"]


def test_nobody_of_another_cluster_records_the_guest(of_north: Going) -> None:
    of_north.clock.set("2021-09-17 09:00")
    expert = of_north.appointment("alfa", "expert")
    record_attendance(of_north.runtime, of_north.agencies["beta"], "deepening", [Came(expert, present=True)], EVA)
    assert [p.appointment for p in of_north.facts("alfa").presences] == [expert]
    with pytest.raises(NotFound):
        record_attendance(of_north.runtime, of_north.agencies["gamma"], "deepening", [Came(expert, present=True)], EVA)


def test_a_new_guest_takes_the_place_in_the_same_cluster_and_the_audit_says_which(of_north: Going) -> None:
    of_north.tick("2021-08-25 09:00")
    given = (None, "expert", "Gun", "gun@example.org", day("2021-08-25"), EVA)
    done = set_function(of_north.runtime, *given, round_code="mini-2021")
    assert (len(done.added), len(done.ended)) == (1, 1)
    assert [experts(of_north, "alfa")[-1], experts(of_north, "gamma")] == ["gun@example.org", []]
    told = of_north.trail(INSTALLATION)[-1]
    assert (told["kind"], told["organisation"], told["cluster"]) == ("functions", "expertverket", "north")
    sent = {m.to: m.items for m in of_north.tick("2021-08-26 09:00") if m.to in ("gun@example.org", "eva@example.org")}
    assert sent == {
        "eva@example.org": (("left:deepening", "expert"),),
        "gun@example.org": (("invite:deepening", "expert"),),
    }


def test_a_roster_places_each_guest_in_her_cluster(engine: Engine, tmp_path: Path) -> None:
    found = going(engine, tmp_path, text=with_guests(*TWO))
    rows = "myndighet;funktion;namn;e-post\ngamma;expert;Gun;gun@example.org\n"
    (tmp_path / "roster.csv").write_text(rows, encoding="utf-8")
    load_roster(found.runtime, "mini-2021", tmp_path / "roster.csv", EVA)
    assert [experts(found, a) for a in ("alfa", "gamma")] == [["eva@example.org"], ["gun@example.org"]]


def test_one_organisation_may_contribute_to_two_clusters_with_one_person(engine: Engine, tmp_path: Path) -> None:
    found = going(engine, tmp_path, text=with_guests(NORTH, NORTH.replace("north", "south_and_east")))
    assert [experts(found, a) for a in ("alfa", "gamma")] == [["eva@example.org"]] * 2
    set_function(
        *(found.runtime, None, "expert", "Gun", "gun@example.org", day("2021-01-11"), EVA), round_code="mini-2021"
    )
    held = found.rows(t.Appointment, "address", "cluster", function="expert")
    assert sorted(held) == sorted(
        (who, found.clusters[c]) for who in ("eva@example.org", "gun@example.org") for c in ("north", "south_and_east")
    )


def test_a_cluster_that_the_round_does_not_have_is_told(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(BadFile) as told:
        going(engine, tmp_path, text=with_guests(NORTH.replace("north", "nort")))
    (line,) = told.value.lines("sv")
    assert line.endswith("okänt kluster ”nort” – menade du north?")


def test_who_leaves_one_of_two_clusters_has_its_meeting_taken_out_of_the_diary(engine: Engine, tmp_path: Path) -> None:
    found = going(engine, tmp_path, text=with_guests(NORTH, NORTH.replace("north", "south_and_east")))
    for agency in ("alfa", "beta", "gamma"):
        found.do(agency, "invite")
        found.do(agency, "accept")
    assert invited(found, "eva@example.org") == ["20210915", "20210916"]
    end_function(found.runtime, found.appointment("gamma", "expert"), day("2021-08-25"), EVA)
    gone = [m for m in found.tick("2021-08-27 09:00") if m.to == "eva@example.org"]
    assert [m.items for m in gone] == [(("left:deepening", "expert"),)]
    assert "DTSTART:20210916" in gone[0].calendar


def test_a_guest_may_be_asked_to_one_cluster_by_hand(joined: Going) -> None:
    north = joined.clusters["north"]
    set_function(
        *(joined.runtime, None, "expert", "Nora", "nora@example.org", day("2021-09-01"), EVA),
        until=day("2021-09-15"),
        round_code="mini-2021",
        organisation="expertverket",
        cluster=north,
        replace=False,
    )
    assert [sorted(experts(joined, a)) for a in ("alfa", "gamma")] == [
        ["eva@example.org", "nora@example.org"],
        ["eva@example.org"],
    ]
    assert joined.rows(t.Appointment, "cluster", "until", address="nora@example.org") == [(north, day("2021-09-15"))]


def test_only_a_guest_belongs_to_one_cluster_and_only_to_one_of_the_round(joined: Going) -> None:
    before = joined.everything()
    for function, cluster, error in (("host", joined.clusters["north"], BadInput), ("expert", 99, NotFound)):
        with pytest.raises(error):
            set_function(
                *(joined.runtime, None, function, "Nora", "nora@example.org", day("2021-09-01"), EVA),
                round_code="mini-2021",
                cluster=cluster,
            )
    assert joined.everything() == before
