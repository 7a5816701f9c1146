"""Mail that somebody looks at before it leaves: what is held, what goes on, and what a release lets go."""

from __future__ import annotations

import pytest

from jimflow.actions.coming_mails import coming
from jimflow.actions.errors import BadInput, NotFound
from jimflow.actions.mail_edits import hold
from jimflow.actions.mail_review import POLICIES, review_of, set_review
from jimflow.actions.mails import release
from jimflow.actions.meetings import move_meeting, plan_meeting
from jimflow.store import tables as t
from jimflow.store.queries.outbox import to_review
from jimflow.store.transaction import read
from tests.actions.going import Going, Letter, grown, sitting
from tests.actions.loaded import EVA
from tests.actions.test_mail_stops import HOST, the_round

ALFA, BETA = "coordinator.alfa@example.org", "coordinator.beta@example.org"
OPENING = "open:preparation:self_assessment"


def numbers(going: Going, item: str) -> list[int]:
    return [row[0] for row in going.rows(t.Intent, "id", item=item, held=True, status="pending")]


def to(letters: list[Letter], item: str) -> list[str]:
    return sorted(m.to for m in letters if item in [i for i, _ in m.items])


def held(going: Going) -> int:
    with read(going.runtime.engine) as tx:
        return to_review(tx, the_round(going))


def test_all_of_a_round_waits_until_it_is_released_and_leaves_once(joined: Going) -> None:
    set_review(joined.runtime, the_round(joined), "all", EVA)
    assert to(joined.tick("2021-01-19 08:00"), OPENING) == []
    one = numbers(joined, OPENING)
    assert release(joined.runtime, one[:1], EVA) == 1
    assert to(joined.tick("2021-01-19 08:05"), OPENING) == [ALFA]
    assert release(joined.runtime, one, EVA) == len(one) - 1
    assert len(to(joined.tick("2021-01-20 08:00"), OPENING)) == len(one) - 1
    assert to(joined.tick("2021-01-21 08:00"), OPENING) == []


def test_what_is_written_after_the_policy_was_set_is_held_at_the_next_beat(joined: Going) -> None:
    assert set_review(joined.runtime, the_round(joined), "all", EVA) == len(joined.rows(t.Intent, held=True)) > 0
    joined.tick("2021-03-17 08:00")
    assert ("invite:start",) in joined.rows(t.Intent, "item", held=True)
    assert joined.rows(t.Mail, "id", address=ALFA) == []


def test_the_first_of_a_batch_releases_the_rest_of_it_and_nothing_else(joined: Going) -> None:
    set_review(joined.runtime, the_round(joined), "first", EVA)
    joined.tick("2021-01-19 08:00")
    batch, everything = numbers(joined, OPENING), held(joined)
    assert len(batch) == 3 < everything
    assert release(joined.runtime, batch[:1], EVA) == 2
    assert held(joined) == everything - 2
    assert to(joined.tick("2021-01-19 08:05"), OPENING) == [ALFA, BETA]


def test_the_same_meeting_moved_in_two_clusters_on_one_day_makes_two_batches(joined: Going) -> None:
    plan_meeting(joined.runtime, joined.clusters["south_and_east"], "start", [sitting("2021-04-15")], EVA)
    joined.tick("2021-03-17 08:00")
    set_review(joined.runtime, the_round(joined), "first", EVA)
    joined.clock.set("2021-04-05 21:00")
    for cluster, to_day in (("north", "2021-05-04"), ("south_and_east", "2021-05-11")):
        move_meeting(joined.runtime, joined.clusters[cluster], "start", [sitting(to_day)], EVA)
    joined.tick("2021-04-05 21:05")
    lines = [line for line in coming(joined.runtime, the_round(joined), 1).lines if line.item == "moved:start"]
    assert [str(line.facts["meeting_day"])[:10] for line in lines] == ["2021-05-04", "2021-05-11"]
    north, south = ([r.intent or 0 for r in line.receivers] for line in lines)
    assert north and south and sorted(north + south) == numbers(joined, "moved:start")
    assert len(set(joined.rows(t.Intent, "send_at", item="moved:start", held=True))) == 1
    assert release(joined.runtime, north[:1], EVA) == len(north)
    assert numbers(joined, "moved:start") == south


def test_the_hosts_own_mail_is_never_held_by_a_round_and_says_that_something_waits(joined: Going) -> None:
    set_review(joined.runtime, the_round(joined), "all", EVA)
    letters = joined.tick("2021-03-15 08:00")
    assert [m.to for m in letters] == [HOST]
    assert f"{held(joined)} meddelanden väntar på att du läser och släpper dem" in letters[0].text


def test_where_nothing_is_looked_at_any_more_what_waited_goes_on_waiting(joined: Going) -> None:
    number = the_round(joined)
    set_review(joined.runtime, number, "all", EVA)
    joined.tick("2021-01-19 08:00")
    waiting = numbers(joined, OPENING)
    assert set_review(joined.runtime, number, "none", EVA) == held(joined) >= len(waiting)
    assert to(joined.tick("2021-01-20 08:00"), OPENING) == []
    joined.tick("2021-03-17 08:00")
    assert joined.rows(t.Mail, "id", address=ALFA) != []


def test_a_released_thing_is_not_held_again_by_the_next_beat(joined: Going) -> None:
    set_review(joined.runtime, the_round(joined), "all", EVA)
    joined.tick("2021-01-19 19:00")
    release(joined.runtime, numbers(joined, OPENING), EVA)
    assert joined.tick("2021-01-19 23:00") == []
    assert len(to(joined.tick("2021-01-20 08:00"), OPENING)) == 3


def test_a_change_of_policy_is_in_the_installations_chain_and_the_same_again_changes_nothing(joined: Going) -> None:
    number, before = the_round(joined), len(joined.trail(0))
    set_review(joined.runtime, number, "first", EVA)
    entry = joined.trail(0)[-1]
    assert (entry["kind"], entry["review"], entry["before"]) == ("mail_review", "first", "none")
    again = joined.everything()
    set_review(joined.runtime, number, "first", EVA)
    assert joined.everything() == again and len(joined.trail(0)) == before + 1
    with read(joined.runtime.engine) as tx:
        assert review_of(tx, number) == "first"


def test_a_policy_or_round_that_does_not_exist_changes_nothing(joined: Going) -> None:
    before = joined.everything()
    with pytest.raises(BadInput, match="Choose none, all or first"):
        set_review(joined.runtime, the_round(joined), "some", EVA)  # type: ignore[arg-type]
    with pytest.raises(NotFound, match=r"no round no\. 999"):
        set_review(joined.runtime, 999, "all", EVA)
    assert joined.everything() == before
    assert POLICIES == ("none", "all", "first")


def test_what_would_go_by_itself_may_be_held_one_by_one(joined: Going) -> None:
    joined.clock.set("2021-01-19 07:00")
    one = [row[0] for row in joined.rows(t.Intent, "id", item=OPENING, participation=joined.agencies["alfa"])]
    with grown(joined, alfa=1):
        assert hold(joined.runtime, one, EVA) == 1
    assert hold(joined.runtime, one, EVA) == 0
    letters = joined.tick("2021-01-19 08:00")
    assert ALFA not in to(letters, OPENING) and BETA in to(letters, OPENING)
