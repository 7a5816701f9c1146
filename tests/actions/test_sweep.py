"""What falls due is said once, to whom it still concerns, at the hour people read their mail."""

from __future__ import annotations

from datetime import timedelta

import pytest

from jimflow.actions.assignments import submit
from jimflow.actions.functions import end_function, set_function
from jimflow.actions.outbox import send_time
from jimflow.actions.sweep import sweep_due
from jimflow.store import tables as t
from tests.actions.going import SELF_ASSESSMENT, Going, Letter, grown, join, local
from tests.actions.loaded import EVA
from tests.build import at, day, mini


def said(letters: list[Letter], to: str) -> list[str]:
    return sorted(item for m in letters if m.to == to for item, _ in m.items)


def test_a_second_sweep_says_nothing_twice(joined: Going) -> None:
    joined.clock.set("2021-01-19 08:00")
    assert sweep_due(joined.runtime) > 0
    before = joined.everything()
    assert sweep_due(joined.runtime) == 0
    assert joined.everything() == before


def test_what_is_swept_is_in_the_trail_of_each_agency_with_its_own_part_only(joined: Going) -> None:
    joined.clock.set("2021-01-19 08:00")
    with grown(joined, alfa=1, beta=1):  # gamma's cluster has no meeting yet
        sweep_due(joined.runtime)
    entry = joined.trail("alfa")[-1]
    assert (entry["kind"], entry["automatic"], entry["actor"]["name"]) == ("due", True, "jimflow")
    assert entry["items"] == [
        "hold:follow_up → officer",
        "hold:follow_up → officer",
        "hold:start → head",
        "hold:start → officer",
    ]


def test_a_small_batch_says_the_same_in_several_turns(joined: Going) -> None:
    joined.clock.set("2021-01-19 08:00")
    turns = 0
    while sweep_due(joined.runtime, 2):
        turns += 1
    assert turns > 3
    holds = joined.rows(t.Intent, "item", "address", template="hold")
    assert len(holds) == len(set(holds)) + 3  # the last meeting has two sessions, for alfa's officer and beta's two


def test_nothing_falls_due_before_its_hour(joined: Going) -> None:
    joined.tick("2021-01-19 08:00")
    joined.clock.set("2021-03-15 07:59:59")
    sweep_due(joined.runtime)
    assert joined.intents("alfa") == []
    joined.clock.set("2021-03-15 08:00:00")
    sweep_due(joined.runtime)
    assert ("invite:start", "planner") in joined.intents("alfa")


def test_who_submits_between_the_sweep_and_the_mail_is_not_reminded(joined: Going) -> None:
    joined.tick("2021-01-19 08:00")
    joined.clock.set("2021-03-22 08:00")
    sweep_due(joined.runtime)
    assert ("remind:preparation:self_assessment", "coordinator") in joined.intents("alfa")
    submit(joined.runtime, joined.agencies["alfa"], "self_assessment", SELF_ASSESSMENT, EVA)
    letters = joined.tick("2021-03-22 08:00:01")
    assert "remind:preparation:self_assessment" not in said(letters, "coordinator.alfa@example.org")
    assert "remind:preparation:self_assessment" in said(letters, "coordinator.beta@example.org")


def test_a_function_nobody_holds_is_told_to_the_coordinator_once(joined: Going) -> None:
    end_function(joined.runtime, joined.appointment("alfa", "finance"), day("2021-01-20"), EVA)
    joined.tick("2021-01-21 08:00")
    letters = joined.tick("2021-04-01 08:00")
    assert said(letters, "coordinator.alfa@example.org") == [
        "invite:start",
        "open:start:describe_today",
        "overdue:preparation:self_assessment",
        "vacant:start:describe_today",
    ]
    (letter,) = [m for m in letters if m.to == "coordinator.alfa@example.org" and "vacant" in str(m.items)]
    assert "Ekonomifunktion" in letter.text
    again = joined.tick("2021-04-07 08:00")
    assert [i for i in said(again, "coordinator.alfa@example.org") if i.startswith("vacant")] == []


def test_with_no_coordinator_either_the_host_is_told(joined: Going) -> None:
    for function in ("finance", "coordinator"):
        end_function(joined.runtime, joined.appointment("alfa", function), day("2021-01-20"), EVA)
    joined.tick("2021-01-21 08:00")
    letters = joined.tick("2021-04-01 08:00")
    assert "vacant:start:describe_today" in said(letters, "ada@example.org")


def test_several_holders_all_get_it(joined: Going) -> None:
    alfa = joined.agencies["alfa"]
    set_function(
        *(joined.runtime, alfa, "finance", "Bo", "bo@example.org", day("2021-01-18"), EVA),
        replace=False,
        pseudonyms=lambda: "bo-p",
    )
    letters = joined.tick("2021-04-01 08:00")
    for to in ("finance.alfa@example.org", "bo@example.org"):
        assert said(letters, to) == ["open:start:describe_today"]


def test_one_person_with_two_functions_gets_one_mail_that_names_the_assignment_once(joined: Going) -> None:
    alfa, mail = joined.agencies["alfa"], "planner.alfa@example.org"
    (name,) = joined.rows(t.Person, "name", mail=mail)[0]
    set_function(joined.runtime, alfa, "finance", name, mail, day("2021-01-18"), EVA)
    joined.tick("2021-03-15 08:00")
    letters = [m for m in joined.tick("2021-04-01 08:00") if m.to == mail]
    assert [m.items for m in letters] == [
        (("open:start:describe_today", "finance"), ("open:start:describe_today", "planner")),
    ]
    assert str(letters[0].message["subject"]).count("nulägesbeskrivning") == 1
    assert letters[0].text.count("Hur hittar ni problem?") == 1


@pytest.mark.parametrize(
    ("when", "why"),
    [
        ("2021-03-29 08:00", "summer time began the day before"),
        ("2021-11-01 08:00", "winter time began the day before"),
        ("2021-12-27 08:00", "after Christmas"),
        ("2024-02-29 08:00", "leap day"),
    ],
)
def test_the_digest_leaves_at_eight_by_the_clock_on_the_wall(when: str, why: str) -> None:
    before = at(when) - timedelta(hours=1)
    assert local(send_time(mini(), "digest", before)) == when, why
    assert local(send_time(mini(), "calendar", before)) == when
    assert send_time(mini(), "immediate", before) == before


def test_after_two_weeks_of_downtime_only_what_still_matters_is_said(joined: Going) -> None:
    """Down from 19 March: the invitation, the opening, both reminders and the note to the host all came due."""
    joined.tick("2021-01-19 08:00")
    joined.tick("2021-03-12 08:00")
    joined.tick("2021-04-13 08:00")  # sweeps and composes what has waited for its digest hour
    letters = [*joined.box.mails]
    joined.tick("2021-04-13 08:01")
    assert len(joined.box.mails) == len(letters)
    new = joined.rows(t.Intent, "item", "function", participation=joined.agencies["alfa"])
    planner = sorted(item for item, function in new if function == "planner")
    assert planner == ["invite:start", "open:start:describe_today"]
    coordinator = sorted(item for item, function in new if function == "coordinator" and "letter" not in item)
    assert coordinator == [
        "invite:start",
        "open:preparation:self_assessment",  # of January
        "open:start:describe_today",
        "overdue:preparation:self_assessment",
    ]
    fates = {row[0] for row in joined.rows(t.Occurrence, "status", subject=joined.agencies["alfa"])}
    assert "collapsed" in fates


def test_what_fell_due_for_someone_who_has_left_the_round_is_dropped(joined: Going) -> None:
    assert joined.do("alfa", "withdraw", reason="Hinner inte").ok
    fates = {row[0] for row in joined.rows(t.Occurrence, "status", subject_kind="participation", subject=1)}
    assert fates == {"dropped"}


def test_a_round_loaded_late_gives_each_person_one_morning_not_a_burst(loaded: Going) -> None:
    loaded.clock.set("2021-04-12 09:00")
    join(loaded, "alfa")
    loaded.tick("2021-04-12 09:01")
    letters = [m for m in loaded.tick("2021-04-13 08:00") if m.to == "coordinator.alfa@example.org"]
    assert sorted(i for m in letters for i, _ in m.items) == [
        "invite:start",
        "open:preparation:self_assessment",
        "open:start:describe_today",
    ]
    digests = [m for m in letters if any("invite" not in i for i, _ in m.items)]
    assert len(digests) == 1
    assert loaded.tick("2021-04-13 08:01") == []
