"""Is the cluster ready to move on: for each member the move it stands before, and what stops or warns."""

from __future__ import annotations

from jimflow.actions.advance import advance_cluster
from jimflow.actions.assignments import submit
from jimflow.actions.cluster_readiness import Together, cluster_readiness, stops, together, verdict, warnings
from jimflow.actions.meetings import hold_meeting
from jimflow.core.why import Why
from tests.actions.going import SELF_ASSESSMENT, Going
from tests.actions.loaded import EVA


def ready(round_: Going, cluster: str = "north") -> dict[str, Why]:
    return {r.facts.organisation: r for r in cluster_readiness(round_.runtime, round_.clusters[cluster])}


def one(found: dict[str, Why]) -> Together:
    (group,) = together(list(found.values()))
    return group


def test_each_is_told_where_it_goes_and_what_warns(joined: Going) -> None:
    before = joined.everything()
    submit(joined.runtime, joined.agencies["beta"], "self_assessment", SELF_ASSESSMENT, EVA)
    changed = joined.everything()
    found = ready(joined)
    assert joined.everything() == changed != before
    assert {name: (verdict(r), r.destination, [b.code for b in warnings(r)]) for name, r in found.items()} == {
        "alfa": ("warned", "start", ["self_assessed"]),
        "beta": ("ready", "start", []),
    }


def test_one_act_moves_everyone_who_is_not_stopped_once_the_warnings_are_acknowledged(joined: Going) -> None:
    group = one(ready(joined))
    assert (group.trigger, group.source, group.destination, group.warnings) == (
        *("advance", "preparation", "start"),
        ("self_assessed",),
    )
    seen = {m.facts.id: m.facts.version for m in group.members}
    done = advance_cluster(joined.runtime, list(seen), seen, "advance", EVA, acknowledged=group.warnings)
    assert [o.ok for o in done] == [True, True]


def test_before_its_meeting_everyone_is_stopped_and_nothing_need_be_acknowledged_for_them(joined: Going) -> None:
    advance_cluster(joined.runtime, list(joined.agencies.values()), {}, "advance", EVA, acknowledged=["self_assessed"])
    found = ready(joined)
    assert {name: (verdict(r), [b.code for b in stops(r)]) for name, r in found.items()} == {
        "alfa": ("stopped", ["meeting_held", "problem_named"]),
        "beta": ("stopped", ["meeting_held", "problem_named"]),
    }
    assert one(found).warnings == ()


def test_members_in_different_steps_are_told_apart_and_where_most_stand_comes_first(joined: Going) -> None:
    joined.do("alfa", "advance", acknowledged=["self_assessed"])
    both = list(ready(joined).values())
    assert [(g.source, g.destination, len(g.members)) for g in together([*both, both[1]])] == [
        ("preparation", "start", 2),
        ("start", "deepening", 1),
    ]


def test_only_those_who_take_part_at_the_moment_are_told(joined: Going) -> None:
    joined.do("beta", "pause", reason="Omorganisation")
    assert list(ready(joined)) == ["alfa"]
    joined.clock.set("2021-04-15 09:00")
    hold_meeting(joined.runtime, joined.clusters["north"], "start", EVA)
    joined.do("alfa", "withdraw", reason="Hinner inte")
    assert ready(joined) == {}
    assert together([]) == []
