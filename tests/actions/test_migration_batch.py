"""The cases of a round are moved one at a time: some before others, some not at all, and back again."""

from __future__ import annotations

import pytest

from jimflow.actions.assignments import submit
from jimflow.actions.errors import BadInput, NotAllowed
from jimflow.actions.meetings import plan_meeting
from jimflow.actions.migration import migrate, preview_migration, preview_revert
from jimflow.actions.migration_case import CaseResult
from jimflow.core.definition import read_definition
from jimflow.core.mistakes import Mistakes
from jimflow.store import tables as t
from jimflow.store.queries.migrating import occurrence_ids
from tests.actions.going import Going, sitting
from tests.actions.loaded import EVA
from tests.actions.migrating import (
    LATER,
    back,
    halfway,
    move,
    other_name,
    outcomes,
    version,
)
from tests.build_workflow import changed


@pytest.fixture
def midway(joined: Going) -> Going:
    """See `halfway`."""
    return halfway(joined)


def test_whoever_changed_since_the_preview_is_left_and_told(midway: Going) -> None:
    seen = preview_migration(midway.runtime, "mini-2021", version(LATER))
    midway.do("beta", "pause", reason="omorganisation")
    with pytest.raises(NotAllowed):
        migrate(midway.runtime, "mini-2021", version(LATER), EVA, "x", seen=seen.code)


def test_whoever_acts_while_the_others_are_moved_is_left_and_told(midway: Going) -> None:
    def beta_pauses(result: CaseResult) -> None:
        if result.organisation == "alfa":
            midway.do("beta", "pause", reason="omorganisation")

    run = migrate(midway.runtime, "mini-2021", version(LATER), EVA, "x", on_case=beta_pauses)
    assert (outcomes(run), run.settled, run.ok) == (
        {"alfa": "moved", "beta": "changed", "gamma": "moved"},
        False,
        False,
    )
    assert midway.facts("beta").definition == run.preview.before.digest
    assert outcomes(move(midway, version(LATER)))["beta"] == "moved"


def test_a_fault_in_one_case_leaves_the_others_done(midway: Going, monkeypatch: pytest.MonkeyPatch) -> None:
    def out_of_order(tx: object, participation: int) -> set[int]:
        if participation == midway.agencies["beta"]:
            raise OSError("the disk is full")
        return occurrence_ids(tx, participation)  # type: ignore[arg-type]

    before = midway.facts("beta")
    monkeypatch.setattr("jimflow.actions.migration_case.occurrence_ids", out_of_order)
    run = migrate(midway.runtime, "mini-2021", version(LATER), EVA, "x")
    assert outcomes(run) == {"alfa": "moved", "beta": "failed", "gamma": "moved"}
    assert midway.facts("beta") == before


def test_where_nothing_can_be_moved_no_definition_is_taken_into_use(midway: Going) -> None:
    other = version({"assignments.self_assessment.accept": "required"})
    migrate(midway.runtime, "mini-2021", other, EVA, "x", only=[midway.agencies["alfa"]])
    assert [d for (d,) in midway.rows(t.Definition, "digest") if d == other.digest] == []
    assert midway.trail(0)[-1]["outcomes"] == {"refused": 1}


def test_a_reason_is_needed(midway: Going) -> None:
    with pytest.raises(BadInput):
        migrate(midway.runtime, "mini-2021", version(LATER), EVA, " ")


def test_one_at_a_time_and_running_again_goes_on_with_the_rest(midway: Going) -> None:
    run = move(midway, version(LATER), only=[midway.agencies["alfa"]])
    assert (outcomes(run), run.settled) == ({"alfa": "moved"}, False)
    run = move(midway, version(LATER))
    assert (outcomes(run), run.settled) == ({"alfa": "there", "beta": "moved", "gamma": "moved"}, True)


def test_while_a_round_is_half_moved_it_goes_on_as_a_whole(midway: Going) -> None:
    pairs = ("name_problem=choose_problem", "field:name_problem.problem=choose_problem.which")
    move(midway, other_name(), *pairs, only=[midway.agencies["alfa"]])
    sent = [letter for d in ("06", "12", "13") for letter in midway.tick(f"2021-08-{d} 08:05")]
    told = {item for letter in sent for item, _ in letter.items}
    assert {"open:start:choose_problem", "open:start:name_problem", "morning"} <= told
    assert midway.rows(t.Unwritten) == []


def test_a_meeting_that_only_some_have_cannot_be_planned_yet(midway: Going) -> None:
    data = changed({"version": "2"})
    steps = list(data["steps"].items())
    extra = {"title": {"sv": "Extra", "en": "Extra"}, "purpose": {"sv": "En till.", "en": "One more."}}
    data["steps"] = dict([*steps[:4], ("extra", {**extra, "meeting": {"length": "half day"}}), *steps[4:]])
    new = read_definition(data)
    move(midway, new, only=[midway.agencies["alfa"]])
    with pytest.raises(BadInput):
        plan_meeting(midway.runtime, midway.clusters["north"], "extra", [sitting("2022-01-12")], EVA)
    move(midway, new)
    plan_meeting(midway.runtime, midway.clusters["north"], "extra", [sitting("2022-01-12")], EVA)


def test_the_way_back_is_refused_where_work_would_be_lost(midway: Going) -> None:
    more = version({"steps.preparation.assignments": ["self_assessment", "final_report"]})
    move(midway, more)
    answers = {"problem": "Vi vet för lite.", "result": "Mer kunskap."}
    work = midway.work("alfa")
    assert ("preparation", "final_report") not in work  # alfa has left that step
    submit(midway.runtime, midway.agencies["gamma"], "final_report", answers, EVA)
    assert outcomes(back(midway)) == {"alfa": "moved", "beta": "moved", "gamma": "refused"}
    assert midway.work("gamma")["preparation", "final_report"][0] == "submitted"


def test_the_way_back_keeps_what_people_did_meanwhile(midway: Going) -> None:
    move(midway, version(LATER))
    midway.clock.set("2021-04-20 10:00")
    problem = {"problem": "Vi vet för lite.", "goals": ["power"]}
    submit(midway.runtime, midway.agencies["alfa"], "name_problem", problem, EVA)
    assert outcomes(back(midway)) == dict.fromkeys(("alfa", "beta", "gamma"), "moved")
    assert midway.work("alfa")["start", "name_problem"][0] == "submitted"
    assert midway.work("beta")["start", "name_problem"] == ("open", "2021-08-11")


def test_a_case_that_never_came_from_elsewhere_has_no_way_back(midway: Going) -> None:
    seen = preview_revert(midway.runtime, "mini-2021")
    assert (seen.cases, seen.unknown) == ((), ("alfa", "beta", "gamma"))


def test_a_case_at_its_end_is_left_as_it_ended(midway: Going) -> None:
    midway.do("beta", "withdraw", reason="omorganisation")
    run = move(midway, version(LATER))
    assert (outcomes(run), run.preview.ended, run.settled) == ({"alfa": "moved", "gamma": "moved"}, ("beta",), True)
    assert outcomes(back(midway)) == {"alfa": "moved", "gamma": "moved"}


def test_the_audit_tells_who_moved_what_and_that_the_definition_was_taken_into_use(midway: Going) -> None:
    new = version(LATER)
    run = move(midway, new)
    own = midway.trail(0)[-2:]
    assert [(e["kind"], e["definition"], e["actor"]["name"]) for e in own] == [
        ("definition_stored", new.digest, "eva"),
        ("round_migrated", new.digest, "eva"),
    ]
    assert (own[0]["workflow"], own[0]["version"]) == ("mini", "2")
    assert (own[1]["outcomes"], own[1]["settled"], own[1]["reason"]) == ({"moved": 3}, True, "ny version")
    last = midway.trail("alfa")[-1]
    assert (last["kind"], last["definition"], last["batch"]) == ("migrated", new.digest, own[1]["batch"])
    assert last["migration"]["before"] == run.preview.before.digest
    assert len(last["migration"]["due"]) == 1


def test_a_pair_that_means_nothing_is_told(midway: Going) -> None:
    with pytest.raises(Mistakes) as told:
        preview_migration(midway.runtime, "mini-2021", other_name(), pairs=["name_problems=choose_problem"])
    assert told.value.lines("en") == [
        "--map name_problems=choose_problem: name_problems is not in the old definition – did you mean name_problem?"
    ]
