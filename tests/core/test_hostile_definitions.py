"""Definitions written to do harm, or by a slip that would: refused at their place within a second, or harmless."""

import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from jimflow.core.canonical import canonical
from jimflow.core.definition import read_definition
from jimflow.core.machine import build_machine, fire
from jimflow.core.mistakes import Mistakes, spelled
from jimflow.core.workflow import Workflow
from tests.build_workflow import both, changed, mini_definition
from tests.core.hostile_definitions import REFUSED as FIRST_REFUSED
from tests.core.hostile_definitions import STEP, TEXT, way
from tests.core.hostile_definitions_more import MORE_REFUSED

REFUSED = FIRST_REFUSED | MORE_REFUSED

SHORT = both("x", "x")
A_FILE = 256 * 1024
"""Bytes, the most a file may hold."""

Change = Callable[[dict[str, Any]], None]


def told(data: Any) -> list[str]:
    """What is wrong with a definition; to say so takes less than a second of work."""
    began = time.process_time()
    try:
        read_definition(data)
        found = []
    except Mistakes as mistakes:
        found = [f"{spelled(item.path)}: {item.what.en}" if item.path else item.what.en for item in mistakes.items]
    assert time.process_time() - began < 1
    return found


@pytest.mark.parametrize("case", REFUSED)
def test_is_refused_at_its_place_with_the_reason(case: str) -> None:
    changes, expected = REFUSED[case]
    assert told(changed(changes)) == expected


@pytest.mark.parametrize("data", [[], "mini", 1, None, True, [["definition"]]])
def test_what_is_no_mapping_is_refused(data: Any) -> None:
    assert [line.partition(",")[0] for line in told(data)] == ["expected keys with content"]


ORDERS: dict[str, Any] = {
    "of numbers": {"functions": [1, 2]},
    "of lists": {"functions": [["planner"]]},
    "of names that are not": {"functions": ["zzz"], "steps": ["start"], "unknown": []},
    "of nothing": {"functions": None, "rules": {}, "steps": True},
    "twice": {"functions": ["planner"] * 9},
}


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS.keys())
def test_an_order_of_names_that_cannot_be_followed_changes_nothing(order: Any) -> None:
    """A definition is stored with the order of its names beside it, and a file may be written to look like that."""
    data = mini_definition()
    read = read_definition({"definition": data, "order": order, "choices": {"level": [1], "zzz": None}})
    assert read == read_definition(data)


def test_names_that_are_numbers_in_their_order_are_told_as_any_other_name() -> None:
    data = changed({"functions.1": {"title": TEXT, "duty": TEXT}})
    disguised = {"definition": data, "order": {"functions": [1, *list(data["functions"])[:-1]]}, "choices": {}}
    assert told(disguised) == told(data)


HARMLESS: dict[str, dict[str, Any]] = {
    "a script in a text": {"assignments.evaluate.ask.sv": "<script>alert(1)</script><img src=x onerror=alert(1)>"},
    "a command in a text": {"assignments.evaluate.why.sv": "$(id) `id` ; rm -rf / | cat %s %n %(x)s"},
    "SQL in a title": {"steps.start.title.sv": "'; DROP TABLE round; --"},
    "a formula in a title": {"steps.start.title.sv": "=cmd|' /C calc'!A0"},
    "a mark of the mails in a text": {"assignments.evaluate.ask.sv": "[[link]] [[token]]"},
    "a long text": {"assignments.evaluate.instruction.sv": "ord " * 40_000},
    "a long word": {"assignments.evaluate.short.sv": "x" * 200_000},
    "letters that look like others": {"themes.cas\u0435_handling": TEXT},
    "a name in another script": {"themes.\u0645\u0631\u062d\u0628\u0627": TEXT},
    "a name of sixty letters": {"themes." + "x" * 60: TEXT},
    "names that differ only in capitals": {"themes.Case_Handling": TEXT},
    "a way back by another name": {"transitions.again": way("start", "preparation")},
    "a way from a state to itself": {"transitions.again": way("start", "start")},
    "a way round between two states": {
        "transitions.there": way("invited", "proposed"),
        "transitions.back": way("start", "invited"),
    },
    "a number with noughts before it": {"assignments.evaluate.due": "meeting + 000000009 days"},
    "a text that looks like a number": {"title.sv": "9" * 5000},
    "no rules at any meeting": {"steps.extra": STEP},
    "a wait for what nobody must do, with an end": {
        "assignments.final_report.waits_for": {"assignment": "evaluate", "until": "entered + 5 days"}
    },
    **{
        f"a transition called {name}": {f"transitions.{name}": way("invited", "proposed")}
        for name in ("state", "trigger", "models", "initial", "to", "active", "first", "name", "class", "None")
    },
}


def whole(data: dict[str, Any]) -> Workflow:
    """The workflow, which is the same when it is read from its stored bytes, and has a machine that moves."""
    workflow = read_definition(data)
    assert read_definition(json.loads(workflow.source)) == workflow
    machine = build_machine(workflow)
    for transition in workflow.transitions.values():
        source, to = transition.ways[0]
        assert fire(machine, transition.name, source, to, allowed=True) == to
        assert fire(machine, transition.name, source, to, allowed=False) is None
    return workflow


@pytest.mark.parametrize("case", HARMLESS)
def test_is_read_and_harmless(case: str) -> None:
    assert told(changed(HARMLESS[case])) == []
    assert whole(changed(HARMLESS[case])).goal == "completed"


def met(count: int) -> dict[str, Any]:
    return {f"s{n}": {"title": SHORT, "purpose": SHORT, "meeting": {"length": "2 hours"}} for n in range(count)}


def idle(count: int, **more: Any) -> dict[str, Any]:
    return {f"f{n}": {"title": SHORT, "duty": SHORT, **more} for n in range(count)}


def _every_rule_at_every_meeting(data: dict[str, Any]) -> None:
    small = {"check": "meeting_held", "severity": "info", "text": SHORT, "fix": SHORT}
    names = [f"r{n}" for n in range(1900)]
    data["rules"] |= dict.fromkeys(names, small)
    data["every_meeting"]["exit"] += names
    data["steps"] |= met(90)


def _the_only_one_who_attends_comes_last(data: dict[str, Any]) -> None:
    small = {"check": "attendance", "of": "own agency", "severity": "info", "text": SHORT, "fix": SHORT}
    names = [f"r{n}" for n in range(1200)]
    data["rules"] |= dict.fromkeys(names, small)
    data["every_meeting"]["attendance"] += names
    data["functions"] = idle(1000, attends="first and last") | data["functions"]
    data["steps"] |= met(90)


def _many_functions_in_many_rules(data: dict[str, Any]) -> None:
    data["functions"] |= idle(1400, attends="every meeting")
    names = [f"f{n}" for n in range(1400)]
    small = {"check": "attendance", "functions": names, "severity": "info", "text": SHORT, "fix": SHORT}
    data["rules"] |= {f"r{n}": small for n in range(10)}
    data["every_meeting"]["attendance"] += [f"r{n}" for n in range(10)]
    data["steps"] |= met(90)


def _many_assignments_in_many_rules(data: dict[str, Any]) -> None:
    names = [f"a{n}" for n in range(280)]
    data["assignments"] |= dict.fromkeys(names, data["assignments"]["self_assessment"])
    data["steps"]["preparation"]["assignments"] += names
    small = {"check": "submitted", "assignments": names, "severity": "info", "text": SHORT, "fix": SHORT}
    rules = [f"r{n}" for n in range(50)]
    data["rules"] |= dict.fromkeys(rules, small)
    data["every_meeting"]["exit"] += rules
    data["steps"] |= met(90)


def _one_assignment_in_every_step(data: dict[str, Any]) -> None:
    data["steps"] |= {f"s{n}": {"title": SHORT, "purpose": SHORT, "assignments": ["final_report"]} for n in range(90)}
    report = data["assignments"]["final_report"]
    report["remind"] = [f"due + {n} days else entered + {m} days" for n in range(1, 80) for m in range(1, 60)]


def _many_assignments_in_every_step(data: dict[str, Any]) -> None:
    report = data["assignments"]["final_report"]
    report["remind"] = [f"due + {n} days else entered + {n} days" for n in range(1, 21)]
    names = [f"a{n}" for n in range(110)]
    data["assignments"] |= dict.fromkeys(names, report)
    data["steps"] |= {f"s{n}": {"title": SHORT, "purpose": SHORT, "assignments": names} for n in range(90)}


def _prefilled_in_every_step(data: dict[str, Any]) -> None:
    names = [f"a{n}" for n in range(150)]
    data["assignments"] |= dict.fromkeys(names, data["assignments"]["final_report"])
    data["steps"] |= {f"s{n}": {"title": SHORT, "purpose": SHORT, "assignments": names} for n in range(90)}
    question = {"type": "text", "sv": "x", "en": "x", "prefill": "name_problem.problem"}
    data["forms"]["report"]["questions"] += [{"id": f"q{n}", **question} for n in range(900)]


def _a_question_for_everyone_by_name(data: dict[str, Any]) -> None:
    names = [f"f{n}" for n in range(1000)]
    data["functions"] |= idle(1000)
    data["assignments"]["evaluate"]["to"] += names
    question = {"type": "text", "sv": "x", "en": "x", "for": names}
    form = data["forms"][data["assignments"]["evaluate"]["form"]]
    form["questions"] += [{"id": f"q{n}", **question} for n in range(25)]


def _states_with_titles_of_others(data: dict[str, Any]) -> None:
    data["states"] += [f"state_number_{n}" for n in range(3500)]
    data["state_titles"] |= {f"state_nummer_{n}": SHORT for n in range(3500)}


def _transitions_from_states_that_are_not(data: dict[str, Any]) -> None:
    names = [f"state_number_{n}" for n in range(3000)]
    data["states"] += names
    data["state_titles"] |= dict.fromkeys(names, SHORT)
    wrong = [f"state_nummer_{n}" for n in range(90)]
    data["transitions"]["leave"] = {"title": SHORT, "from": wrong, "to": "withdrawn"}


def _thousands_of_transitions(data: dict[str, Any]) -> None:
    data["steps"] |= {f"s{n}": {"title": SHORT, "purpose": SHORT} for n in range(90)}
    data["transitions"] |= {f"t{n}": {"title": SHORT, "from": "active", "to": "withdrawn"} for n in range(3500)}


STOPS = ["the reading stops after 100 mistakes"]
LARGE: dict[str, tuple[Change, list[str]]] = {
    "every rule at every meeting": (_every_rule_at_every_meeting, []),
    "a thousand rules on who attends": (_the_only_one_who_attends_comes_last, []),
    "thousands of functions in one rule": (_many_functions_in_many_rules, []),
    "hundreds of assignments in one rule": (_many_assignments_in_many_rules, []),
    "thousands of reminders": (
        _one_assignment_in_every_step,
        ["assignments.final_report.remind: the list has more than 20 times"],
    ),
    "many assignments in every step": (_many_assignments_in_every_step, []),
    "many answers filled in in every step": (_prefilled_in_every_step, []),
    "questions for a thousand functions by name": (_a_question_for_everyone_by_name, []),
    "titles of states that are not": (_states_with_titles_of_others, STOPS),
    "transitions from states that are not": (
        _transitions_from_states_that_are_not,
        ["transitions.leave.from[89]: unknown state “state_nummer_89”"],
    ),
    "thousands of transitions": (_thousands_of_transitions, ["transitions: more than 100 transitions"]),
}


@pytest.mark.parametrize("case", LARGE)
def test_a_definition_as_large_as_a_file_is_settled_within_a_second(case: str) -> None:
    change, last = LARGE[case]
    data = mini_definition()
    change(data)
    assert len(canonical(data)) < 1.5 * A_FILE
    assert told(data)[-1:] == last


def test_ten_thousand_steps_are_refused_as_too_many() -> None:
    data = mini_definition()
    data["steps"] |= {f"s{n}": STEP for n in range(10_000)}
    assert told(data) == ["steps: more than 100 steps"]


def test_the_reminders_beyond_the_most_are_told_once_and_the_others_read() -> None:
    many = [f"due + {n} days" for n in range(1, 900)]
    assert told(changed({"assignments.evaluate.remind": many[:20]})) == []
    for key in ("remind", "inform"):
        times: list[Any] = many if key == "remind" else [{"at": at, "who": "host"} for at in many]
        assert told(changed({f"assignments.evaluate.{key}": times})) == [
            f"assignments.evaluate.{key}: the list has more than 20 times"
        ]
    early = [f"meeting - {n} days" for n in range(1, 900)]
    assert told(changed({"every_meeting.readiness": early})) == [
        "every_meeting.readiness: the list has more than 20 times"
    ]
