"""Days proposed for a meeting are looked at beside everything else that is planned; nothing is written."""

from __future__ import annotations

import pytest

from jimflow.actions.date_check import DateCheck, check_dates
from jimflow.actions.errors import NotFound
from jimflow.actions.meetings import cancel_meeting, plan_meeting
from jimflow.core.mistakes import Said
from jimflow.store import tables as t
from tests.actions.going import Going, sitting
from tests.actions.loaded import EVA
from tests.build import day

SOUTH = "south_and_east"


def looked(round_: Going, *days: str, cluster: str = SOUTH, step: str = "deepening") -> DateCheck:
    return check_dates(round_.runtime, round_.clusters[cluster], step, [day(d) for d in days])


def test_looking_changes_nothing(joined: Going) -> None:
    before = joined.everything()
    found = looked(joined, "2021-09-15")
    assert found.possible
    assert joined.everything() == before


def test_a_guest_of_both_clusters_would_be_in_two_places(joined: Going) -> None:
    ((guest,),) = joined.rows(t.Person, "id", mail="eva@example.org")
    (found,) = looked(joined, "2021-09-15").hits
    assert (found.kind, found.where, found.what, found.people) == (
        *("person", Said("Norr", "North"), Said("Fördjupning", "In-depth session")),
        frozenset({guest}),
    )


def test_where_the_guest_is_not_asked_it_is_only_the_same_day(joined: Going) -> None:
    assert [h.kind for h in looked(joined, "2021-04-14", step="start").hits] == ["cluster"]


def test_a_meeting_that_is_called_off_is_in_nobodys_way(joined: Going) -> None:
    cancel_meeting(joined.runtime, joined.clusters["north"], "deepening", EVA, "Sjukdom")
    assert looked(joined, "2021-09-15").hits == ()


def test_a_day_after_the_last_day_of_the_round_is_told(joined: Going) -> None:
    assert looked(joined, "2022-01-31", step="follow_up").hits == ()
    (found,) = looked(joined, "2022-02-01", step="follow_up").hits
    assert (found.kind, found.other) == ("after", day("2022-01-31"))


def test_every_day_of_the_other_meeting_counts(joined: Going) -> None:
    for day_ in ("2021-11-24", "2021-11-25"):
        assert [(h.kind, h.day) for h in looked(joined, day_, step="follow_up").hits] == [("cluster", day(day_))]


def test_the_clusters_own_meeting_is_not_in_its_own_way_and_its_deadlines_are_told(joined: Going) -> None:
    found = looked(joined, "2021-09-15", cluster="north")
    assert found.hits == ()
    alfa, beta = joined.agencies["alfa"], joined.agencies["beta"]
    assert [(d.assignment, d.was, d.due, d.members) for d in found.dues] == [
        ("prepare_theme", day("2021-09-08"), day("2021-09-08"), (alfa, beta))
    ]
    assert found.names == {alfa: ("Alfaverket", "Alfa Agency"), beta: ("Beta", "Beta")}


def test_better_days_are_free_of_what_the_proposed_one_ran_into(joined: Going) -> None:
    found = looked(joined, "2021-09-15")
    assert [days[0].isoformat() for days in found.better] == ["2021-09-13", "2021-09-14", "2021-09-16"]
    plan_meeting(joined.runtime, joined.clusters[SOUTH], "deepening", [sitting("2021-09-14")], EVA)
    assert "2021-09-14" not in {days[0].isoformat() for days in looked(joined, "2021-09-15", cluster="north").better}


def test_a_day_that_no_calendar_knows_is_said_and_nothing_else(joined: Going) -> None:
    found = looked(joined, "2199-05-05")
    assert ([h.kind for h in found.hits], found.dues, found.better, found.possible) == (["outside"], (), (), False)


def test_only_a_meeting_of_a_cluster_can_be_looked_at(joined: Going) -> None:
    with pytest.raises(NotFound, match="preparation has no meeting"):
        looked(joined, "2021-09-15", step="preparation")
    with pytest.raises(NotFound, match="no cluster no"):
        check_dates(joined.runtime, 99, "start", [day("2021-09-15")])
