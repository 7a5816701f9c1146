"""Names on their way to another definition: what a person may write, and how rules, items and keys read then."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from jimflow.core.definition import read_definition
from jimflow.core.migration.mapping import read_mapping
from jimflow.core.migration.names import Names, names_of, renamed_facts, renamed_item, renamed_key, renamed_rule
from jimflow.core.migration.of_case import of_case
from jimflow.core.migration.of_round import of_round
from jimflow.core.migration.standing import Standing, renamed_rules
from jimflow.core.mistakes import Mistakes
from jimflow.core.model import Party, Policy, Started
from jimflow.core.rearm import Known
from jimflow.core.workflow import Workflow
from tests.build import at, day, ends, facts, mini
from tests.build_workflow import changed, mini_definition

OLD = mini().workflow
NAMES = Names(
    state={"preparation": "groundwork"},
    assignment={"describe_today": "tell_today"},
    function={"finance": "economy"},
    field={"describe_today.cost": "price"},
    choice={"level.missing": "absent"},
)


def other(section: str, before: str, after: str) -> Workflow:
    """The mini programme with another name for something, wherever it stands as a word of its own."""

    def replaced(part: Any) -> Any:
        if isinstance(part, dict):
            return {after if k == before else k: replaced(v) for k, v in part.items()}
        if isinstance(part, list):
            return [replaced(v) for v in part]
        return after if part == before else part

    data = mini_definition()
    assert before in data[section]
    return read_definition(replaced(data) | {"version": "2"})


@pytest.mark.parametrize(
    ("rule", "becomes"),
    [
        ("open:preparation:describe_today", "open:groundwork:tell_today"),
        ("remind:start:describe_today:1", "remind:start:tell_today:1"),
        ("invite:start", "invite:start"),
        ("handover:12", "handover:12"),
    ],
)
def test_a_rule_of_time_by_new_names(rule: str, becomes: str) -> None:
    assert renamed_rule(NAMES, rule) == becomes


@pytest.mark.parametrize(
    ("item", "becomes"),
    [
        ("open:preparation:describe_today", "open:groundwork:tell_today"),
        ("vacant:finance", "vacant:economy"),
        ("readiness:start", "readiness:start"),
        ("letter:preparation", "letter:preparation"),
    ],
)
def test_what_a_mail_is_about_by_new_names(item: str, becomes: str) -> None:
    assert renamed_item(NAMES, item) == becomes


@pytest.mark.parametrize(
    ("key", "becomes"),
    [
        ("open:1:preparation:describe_today:finance:3", "open:1:groundwork:tell_today:economy:3"),
        ("open:1:start:describe_today:finance:3:assistant", "open:1:start:tell_today:economy:3:assistant"),
        ("vacant:1:start:describe_today:finance:coordinator:2", "vacant:1:start:tell_today:economy:coordinator:2"),
        ("invite:1:start:0:1:finance:3", "invite:1:start:0:1:economy:3"),
        (
            "remind:start:x:0:1:2021-04-07T21:59:59+00:00:finance:3",
            "remind:start:x:1:1:2021-04-07T21:59:59+00:00:economy:3",
        ),
        ("left:12", "left:12"),
    ],
)
def test_a_key_by_new_names_so_that_nothing_is_said_twice(key: str, becomes: str) -> None:
    assert renamed_key(NAMES, {"remind:start:x:0": "remind:start:x:1"}, key) == becomes


def test_frozen_facts_by_new_names() -> None:
    facts = {"step": "preparation", "assignment": "describe_today", "functions": ["finance", "head"], "due": "x"}
    now = {"step": "groundwork", "assignment": "tell_today", "functions": ["economy", "head"], "due": "x"}
    assert renamed_facts(NAMES, facts) == now


def test_an_occasion_of_a_step_keeps_its_number() -> None:
    assert (NAMES.at("preparation.2"), NAMES.at("start.2")) == ("groundwork.2", "start.2")


def test_an_answer_from_a_list_by_the_new_names_of_its_choices() -> None:
    assert NAMES.value("level", ["missing", "in_place"]) == ["absent", "in_place"]
    assert (NAMES.value("other", "missing"), NAMES.value(None, "missing")) == ("missing", "missing")


def test_there_and_back_is_where_one_was() -> None:
    back = NAMES.back({"level": "grade"})
    assert back.back({"grade": "level"}) == NAMES
    assert back.value("grade", "absent") == "missing"
    assert back.asked("tell_today", "price") == "cost"
    assert names_of(NAMES.record()) == NAMES


def test_a_name_alone_is_enough_where_one_kind_lacks_it() -> None:
    new = other("assignments", "describe_today", "tell_today")
    assert read_mapping(OLD, new, ["assignment:describe_today=tell_today"]).assignment == {
        "describe_today": "tell_today"
    }
    assert read_mapping(OLD, new, ["describe_today=none"]).ends == {"describe_today"}
    head = other("rules", "head_present", "leader_present")
    assert read_mapping(OLD, head, ["head_present = leader_present"]).rule == {"head_present": "leader_present"}


@pytest.mark.parametrize(
    ("pair", "told"),
    [
        ("head_present", "write OLD=NEW"),
        ("rul:head_present=x", "rul is no kind, there are state, assignment, function, rule, field, choice"),
        ("head_presnt=leader_present", "head_presnt is not in the old definition – did you mean head_present?"),
        ("roles_filled=leader_present", "roles_filled is still there and keeps its name"),
        ("head_present=leder_present", "leder_present is not in the new one – did you mean leader_present?"),
        ("head_present=roles_filled", "roles_filled is something else in the old one"),
    ],
)
def test_a_pair_that_cannot_be_is_told_with_what_is_wrong(pair: str, told: str) -> None:
    with pytest.raises(Mistakes) as found:
        read_mapping(OLD, other("rules", "head_present", "leader_present"), [pair])
    assert found.value.lines("en") == [f"--map {pair}: {told}"]


def test_a_step_becomes_a_step_and_no_end() -> None:
    data = changed({"version": "2", "states.2": "refused!"})
    data["state_titles"]["refused"] = data["state_titles"].pop("declined")
    data["transitions"]["decline"]["to"] = "refused"
    new = read_definition(data)
    assert read_mapping(OLD, new, ["declined=refused"]).state == {"declined": "refused"}
    open_end = changed({"version": "2", "states.2": "waiting"}) | {}
    open_end["state_titles"]["waiting"] = open_end["state_titles"].pop("declined")
    open_end["transitions"]["decline"]["to"] = "waiting"
    open_end["transitions"]["invite"]["from"] = ["proposed", "waiting"]
    with pytest.raises(Mistakes) as found:
        read_mapping(OLD, read_definition(open_end), ["declined=waiting"])
    assert found.value.lines("en") == ["--map declined=waiting: the states are not of one nature"]


def reminders(*moments: str) -> Workflow:
    return read_definition(changed({"version": "2", "assignments.describe_today.remind": list(moments)}))


def numbers(old: Workflow, new: Workflow, *now: int, undone: dict[str, str] | None = None) -> dict[int, int]:
    """Which number each sent reminder gets."""
    rule = "remind:start:describe_today"
    known = tuple(Known(n, f"{rule}:{n}", at("2021-04-01 08:00"), "planner", ends("2021-04-07"), "fired") for n in now)
    found = renamed_rules(old, new, Names(), known, undone or {})
    return {int(was.rpartition(":")[2]): int(becomes.rpartition(":")[2]) for was, becomes in found.items()}


def test_a_reminder_keeps_to_its_moment_and_not_to_its_place_in_the_list() -> None:
    first, last = "due - 3 working days", "due + 1 working day"
    assert numbers(OLD, reminders(first, last), 0, 1) == {}
    assert numbers(OLD, reminders("due - 10 working days", first, last), 0, 1) == {0: 1, 1: 2}
    assert numbers(OLD, reminders(last), 0, 1) == {0: 100, 1: 0}
    assert numbers(reminders(last), OLD, 0, 100) == {0: 1}
    assert numbers(reminders(last), reminders(), 0, 100) == {0: 200}


def test_the_way_back_gives_a_parked_reminder_its_own_number_again() -> None:
    undone = {
        f"remind:start:describe_today:{new}": f"remind:start:describe_today:{old}" for old, new in ((0, 100), (1, 0))
    }
    assert numbers(reminders("due + 1 working day"), OLD, 0, 100, undone=undone) == {0: 1, 100: 0}


def test_parts_that_somebody_took_and_cases_started_from_here_keep_their_names() -> None:
    known = facts(
        parties=(Party(1, "alfa", "lead", "joined"),), started=(Started("raise_problem", 9, "proposed", False),)
    )
    found = of_case(OLD, mini().workflow, Names(), Standing(known), day("2021-04-01"))
    assert [(f.weight, f.code) for f in found] == [("refused", "part"), ("refused", "started")]


def test_a_round_about_something_else_is_another_round() -> None:
    found = of_round(OLD, replace(OLD, subject="area"), [], [], Policy())
    assert [(f.weight, f.code) for f in found] == [("refused", "subject")]


def test_a_step_entered_twice_must_be_one_that_can_be_repeated() -> None:
    found = of_case(OLD, mini().workflow, Names(), Standing(facts(laps={"start": 2})), day("2021-04-01"))
    assert [(f.weight, f.code) for f in found] == [("refused", "laps")]
