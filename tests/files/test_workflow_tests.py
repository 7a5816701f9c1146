"""The examples beside a definition: the shipped ones hold, and a file of them is read strictly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jimflow.core.examples.example import Example, differences
from jimflow.core.examples.play import play
from jimflow.core.machine import build_machine
from jimflow.core.programme import Programme
from jimflow.files.calendars import load_calendar
from jimflow.files.places import BadFile
from jimflow.files.shipped import shipped
from jimflow.files.workflow_tests import examples_file, load_examples
from jimflow.files.workflows import TESTS, load_workflow, workflow_files
from tests.build import SWEDEN, mini, programme
from tests.mini_people import both


def _shipped() -> list[Any]:
    found = []
    for path in workflow_files():
        if examples_file(path).is_file():
            workflow = load_workflow(path)
            calendar = load_calendar(shipped("config") / "calendars" / f"{workflow.calendar}.yaml")
            programme = Programme(workflow, build_machine(workflow), calendar)
            examples = load_examples(examples_file(path), workflow, calendar)
            found += [pytest.param(programme, one, id=f"{path.stem}:{one.line}") for one in examples]
    return found


@pytest.mark.parametrize(("programme", "example"), _shipped())
def test_a_shipped_definition_does_what_its_examples_say(programme: Programme, example: Example) -> None:
    assert differences(example.then, play(programme, example)) == [], example.name


def test_jim_plus_has_examples_and_no_file_of_examples_is_taken_for_a_definition() -> None:
    assert examples_file(shipped("workflows") / "jim-plus.yaml").is_file()
    assert [path for path in workflow_files() if path.name.endswith(TESTS)] == []


COMMON = """
workflow: mini
given:
  joined: 2021-01-12
  meetings: {start: 2021-04-14, deepening: 2021-09-29, follow_up: 2022-02-02}
tests:
"""


def read(tmp_path: Path, tests: str, common: str = COMMON) -> tuple[Example, ...]:
    path = tmp_path / f"mini{TESTS}"
    path.write_text(common.lstrip("\n") + tests, encoding="utf-8")
    return load_examples(path, mini().workflow, SWEDEN)


def wrong(tmp_path: Path, tests: str, common: str = COMMON) -> list[str]:
    with pytest.raises(BadFile) as bad:
        read(tmp_path, tests, common)
    return bad.value.lines("en")


def test_what_a_test_gives_takes_the_place_of_what_all_are_given(tmp_path: Path) -> None:
    first, second = read(
        tmp_path,
        """
  - {name: one, when: invite, then: {state: invited}}
  - {name: two, given: {state: start, held: [start], joined: 2021-02-01}, when: advance, then: {blockers: [order]}}
""",
    )
    assert (first.given.state, first.given.joined.isoformat(), first.given.size) == ("proposed", "2021-01-12", 4)
    assert (second.given.state, second.given.joined.isoformat(), second.given.held) == (
        "start",
        "2021-02-01",
        ("start",),
    )
    assert second.given.meetings == first.given.meetings
    assert (first.line, second.line) == (7, 8)


SLIPS = {
    "{name: x, when: invit, then: {state: invited}}": ("unknown transition “invit” – did you mean invite?"),
    "{name: x, when: invite, then: {state: invitd}}": ("unknown state “invitd” – did you mean invited?"),
    "{name: x, when: advance, then: {blockers: [meeting_hold]}}": (
        "unknown rule “meeting_hold” – did you mean meeting_held?"
    ),
    "{name: x, when: invite, then: {mails: {coordinater: []}}}": (
        "unknown function “coordinater” – did you mean coordinator?"
    ),
    "{name: x, when: invite, then: {mails: {coordinator: [remnd evaluate]}}}": (
        "“remnd” is no mail – did you mean remind?"
    ),
    "{name: x, when: invite, then: {mails: {coordinator: [remind evaluat]}}}": (
        "unknown assignment “evaluat” – did you mean evaluate?"
    ),
    "{name: x, given: {submitted: [read_notes]}, when: invite, then: {state: invited}}": (
        "“read_notes” is given in several steps – write the step first: start.read_notes"
    ),
    "{name: x, given: {helt: [start]}, when: invite, then: {state: invited}}": (
        "unknown key “helt” – did you mean held?"
    ),
    "{name: x, given: {today: 2061-01-01}, when: invite, then: {state: invited}}": (
        "calendar sweden covers 2020–2035; 2061-01-01 is outside: extend its years in the calendar file"
    ),
    "{name: x, when: {to: start}, then: {state: start}}": ("what happens is missing here – write trigger: or day:"),
    "{name: x, when: {day: tomorrow}, then: {state: start}}": (
        "“tomorrow” is no date – write year-month-day, for example 2021-04-14"
    ),
    "{name: x, when: invite, then: {}}": ("what follows must stand here"),
    "{name: x, when: invite}": ("the key then is missing"),
}


@pytest.mark.parametrize(("test", "told"), SLIPS.items(), ids=range(len(SLIPS)))
def test_a_slip_is_told_with_its_line_and_what_was_probably_meant(tmp_path: Path, test: str, told: str) -> None:
    assert wrong(tmp_path, f"  - {test}\n") == [f"mini.tests.yaml:6: {told}"]


def test_a_file_about_another_definition_is_refused(tmp_path: Path) -> None:
    other = "workflow: maxi\ntests: []\n"
    assert wrong(tmp_path, "", other) == ["mini.tests.yaml:1: the file is about “maxi”, not mini – write mini"]


ATTENDANCE = ("management_present", "functions_present", "head_present", "officer_present")
OTHERS = ("before_submitted", "after_submitted", "problem_named", "results_far")
AGAIN: dict[str, Any] = {
    "transitions.redo": {"title": both("Gör om", "Do again"), "from": "closing", "to": "closing", "by": "host"},
    "rules.half_there": {
        "check": "attendance",
        "functions": ["planner"],
        "at_least": "half",
        "severity": "block",
        "text": both("{present} av {needed}.", "{present} of {needed}."),
        "fix": both("Kom.", "Come."),
    },
    "rules.said_result": {
        "check": "form_has",
        "assignment": "final_report",
        "field": "result",
        "severity": "block",
        "text": both("Svar saknas.", "No answer."),
        "fix": both("Svara.", "Answer."),
    },
    "rules.enough": {
        "check": "parties",
        "part": ["member"],
        "min": 2,
        "severity": "block",
        "text": both("För få.", "Too few."),
        "fix": both("Bjud in.", "Invite."),
    },
    "subject": "area",
    "parties": {"member": {"title": both("medverkande", "participant")}},
    "transitions.withdraw.rules": ["enough"],
    "steps.closing.exit": ["results_far", "said_result"],
    "every_meeting.attendance": [*ATTENDANCE, "half_there"],
    **{f"rules.{name}.severity": "info" for name in (*ATTENDANCE, *OTHERS)},
}
LATER = "workflow: mini\ngiven: {joined: 2021-01-12, meetings: {start: 2021-04-14, deepening: 2021-09-29}}\ntests:\n"


def stopped(tmp_path: Path, given: str, when: str = "advance") -> tuple[str, tuple[str, ...]]:
    """Where a test of a programme with a loop ends, and what stopped it."""
    loop = programme(AGAIN)
    path = tmp_path / f"mini{TESTS}"
    path.write_text(f"{LATER}  - {{name: x, given: {given}, when: {when}, then: {{blockers: []}}}}\n", encoding="utf-8")
    (example,) = load_examples(path, loop.workflow, SWEDEN)
    outcome = play(loop, example)
    return outcome.state, outcome.blockers


@pytest.mark.parametrize(
    ("answers", "stops"),
    [
        ("{final_report: {result: Bra}}", ("said_result",)),
        ("{closing.2.final_report: {result: Bra}}", ()),
        ("{final_report: {result: Bra}, closing.2.final_report: {}}", ("said_result",)),
    ],
)
def test_an_answer_may_be_given_on_one_lap_alone(tmp_path: Path, answers: str, stops: tuple[str, ...]) -> None:
    given = f"{{state: closing, laps: {{closing: 2}}, today: 2022-03-01, answers: {answers}}}"
    assert stopped(tmp_path, given) == ("closing" if stops else "completed", stops)


@pytest.mark.parametrize(
    ("people", "stops"),
    [
        ("holders: {planner: 4}, absent: {start: {planner: 3}}", ("half_there",)),
        ("holders: {planner: 4}, absent: {start: {planner: 2}}", ()),
        ("holders: {planner: [north, south]}, absent: {start: [planner]}", ("half_there",)),
        ("holders: {planner: [north, south]}, absent: {start: {planner: 1}}", ()),
    ],
)
def test_several_may_hold_a_function_and_some_of_them_stay_away(
    tmp_path: Path, people: str, stops: tuple[str, ...]
) -> None:
    given = f"{{state: start, held: [start], themes: {{deepening: Vår egen fråga}}, today: 2021-04-20, {people}}}"
    assert stopped(tmp_path, given) == ("start" if stops else "deepening", stops)


def test_who_is_only_invited_does_not_take_part(tmp_path: Path) -> None:
    leaving = "{trigger: withdraw, reason: slut}"
    two = "[csn, {organisation: forte, standing: invited}]"
    assert stopped(tmp_path, f"{{state: start, parties: {{member: {two}}}}}", leaving) == ("start", ("enough",))
    assert stopped(tmp_path, "{state: start, parties: {member: [csn, forte]}}", leaving) == ("withdrawn", ())


MORE_SLIPS = {
    "{closing.2.final_reprt: {result: Bra}}": "unknown assignment “final_reprt” – did you mean final_report?",
    "{clsing.2.final_report: {result: Bra}}": "unknown step “clsing.2” – did you mean closing.2?",
    "{name_problem: {goals: [powr]}}": "choose among power, economy",
    "{name_problem: {problem: 7}}": "must be text",
}


@pytest.mark.parametrize(("answers", "told"), MORE_SLIPS.items(), ids=range(len(MORE_SLIPS)))
def test_an_answer_that_cannot_be_given_is_told(tmp_path: Path, answers: str, told: str) -> None:
    path = tmp_path / f"mini{TESTS}"
    test = f"  - {{name: x, given: {{answers: {answers}}}, when: invite, then: {{state: invited}}}}\n"
    path.write_text(LATER + test, encoding="utf-8")
    with pytest.raises(BadFile) as bad:
        load_examples(path, programme(AGAIN).workflow, SWEDEN)
    assert bad.value.lines("en") == [f"mini.tests.yaml:4: {told}"]


def test_a_theme_that_is_nearly_one_of_the_programmes_is_a_slip(tmp_path: Path) -> None:
    test = "  - {name: x, given: {themes: {deepening: case_handlin}}, when: invite, then: {state: invited}}\n"
    assert wrong(tmp_path, test) == ["mini.tests.yaml:6: unknown theme “case_handlin” – did you mean case_handling?"]
