"""What reads well and yet cannot work is told once, at its place, with nothing else beside it."""

from typing import Any

import pytest

from jimflow.core.definition import read_definition
from jimflow.core.mistakes import Mistakes, spelled
from tests.build_workflow import GONE, both, changed

Case = tuple[dict[str, Any], list[str]]
TEXT = both("text", "text")
QUESTION = {"id": "extra", "type": "text", "sv": "Varför?", "en": "Why?"}

UNSOUND: dict[str, Case] = {
    "no state is final": (
        {"states": ["proposed", "invited", "declined", "<steps>", "completed", "paused", "withdrawn"]},
        ["transitions.advance.along: the way does not end in a final state", "states: no state is final"],
    ),
    "a state no transition leads to": (
        {"states.7": "lost", "state_titles.lost": TEXT},
        ["states[7]: the state “lost” cannot be reached"],
    ),
    "a step no transition leads to": (
        {"transitions.advance.along": ["preparation", "start", "deepening", "closing", "completed"]},
        ["steps.follow_up: the state “follow_up” cannot be reached"],
    ),
    "a dead end": ({"states.2": "declined"}, ["states[2]: from the state “declined” no final state can be reached"]),
    "a final state that is left": (
        {"states.1": "invited!"},
        [
            "transitions.accept.from: “invited” is final and never left",
            "transitions.decline.from: “invited” is final and never left",
        ],
    ),
    "a first state that is final": (
        {"states.0": "proposed!"},
        ["transitions.invite.from: “proposed” is final and never left", "states[0]: the first state is final"],
    ),
    "a good end that is not final": (
        {"transitions.advance.along": ["<steps>"]},
        [
            "transitions.advance.along: the way does not end in a final state",
            "states[4]: the state “completed” cannot be reached",
        ],
    ),
    "a letter nobody will get": (
        {"letters.invitation.when": "enters proposed"},
        ["letters.invitation.when: no transition leads to “proposed”, so the letter is never sent"],
    ),
    "nobody coordinates": (
        {"functions.coordinator.coordinates": GONE},
        ["functions: none of the agency's functions coordinates"],
    ),
    "the host coordinates": (
        {"functions.host.coordinates": True},
        ["functions.host.coordinates: the function does not belong to the agency and cannot coordinate its work"],
    ),
    "a start that carries an answer nobody gives": (
        {
            "starts": {
                "lift": {
                    "title": TEXT,
                    "workflow": "lifted",
                    "from": "active",
                    "carries": {"what": "name_problem.problm"},
                }
            }
        },
        ["starts.lift.carries.what: unknown question “problm”"],
    ),
    "a guest invited nowhere": (
        {"steps.deepening.guests": GONE},
        ["functions.expert.attends: the guest is invited to no meeting"],
    ),
    "an invited guest who is none": (
        {"steps.deepening.guests": ["expert", "finance"]},
        ["steps.deepening.guests: “finance” does not attend as a guest"],
    ),
    "an assignment to nobody": (
        {"assignments.evaluate.to": []},
        ["assignments.evaluate.to: the assignment is addressed to nobody"],
    ),
    "an assignment to the host": (
        {"assignments.evaluate.to": ["planner", "host"]},
        ["assignments.evaluate.to: “host” belongs to the host"],
    ),
    "an assignment to a guest": (
        {"assignments.evaluate.to": ["expert"]},
        ["assignments.evaluate.to: “expert” belongs to a guest"],
    ),
    "waiting for a later assignment": (
        {"assignments.describe_today.waits_for": {"assignment": "final_report"}},
        ["assignments.describe_today.waits_for.assignment: “final_report” does not come earlier"],
    ),
    "waiting for two things": (
        {"assignments.prepare_theme.waits_for": {"assignment": "self_assessment", "theme": "chosen"}},
        ["assignments.prepare_theme.waits_for: an assignment waits for either assignment or theme"],
    ),
    "waiting for a theme where there is none": (
        {"assignments.describe_today.waits_for": {"theme": "chosen"}},
        ["assignments.describe_today.waits_for.theme: the step “start” has no theme to choose"],
    ),
    "a placeholder for a theme where there is none": (
        {"assignments.describe_today.ask.sv": "beskriva {theme}"},
        ["assignments.describe_today.ask.sv: {theme} is empty in the step “start”"],
    ),
    "a placeholder for a meeting where there is none": (
        {"assignments.final_report.ask.en": "report on {meeting}"},
        ["assignments.final_report.ask.en: {meeting} is empty in the step “closing”"],
    ),
    "a deadline before its opening": (
        {"assignments.describe_today.due": "meeting - 30 days"},
        [
            "assignments.describe_today.due: the deadline “meeting - 30 days” comes before the opening"
            " “meeting - 28 days”"
        ],
    ),
    "a deadline in working days before its opening": (
        {"assignments.describe_today.due": "meeting - 30 working days"},
        [
            "assignments.describe_today.due: the deadline “meeting - 30 working days” comes before the"
            " opening “meeting - 28 days”"
        ],
    ),
    "a deadline reckoned from its opening and before it": (
        {"assignments.final_report.due": "opens - 1 day"},
        ["assignments.final_report.due: the deadline “opens - 1 day” comes before the opening “entered”"],
    ),
    "a deadline before its opening while the next meeting is undated": (
        {"assignments.name_problem.due": "next_meeting - 35 days else meeting - 1 day"},
        [
            "assignments.name_problem.due: the deadline “next_meeting - 35 days else meeting - 1 day”"
            " comes before the opening “meeting”"
        ],
    ),
    "a deadline after the meeting it prepares": (
        {"assignments.describe_today.due": "meeting + 2 days"},
        ["assignments.describe_today.due: “meeting + 2 days” is after the meeting"],
    ),
    "a reminder before the opening": (
        {"assignments.describe_today.remind.0": "due - 25 days"},
        [
            "assignments.describe_today.remind[0]: the reminder “due - 25 days” comes before the"
            " opening “meeting - 28 days”"
        ],
    ),
    "a reminder in working days before the opening": (
        {"assignments.describe_today.remind.0": "due - 21 working days"},
        [
            "assignments.describe_today.remind[0]: the reminder “due - 21 working days” comes before"
            " the opening “meeting - 28 days”"
        ],
    ),
    "a reminder after the meeting": (
        {"assignments.describe_today.remind.1": "due + 8 days"},
        ["assignments.describe_today.remind[1]: “due + 8 days” is after the meeting"],
    ),
    "a reminder in working days after the meeting": (
        {"assignments.describe_today.remind.1": "due + 12 working days"},
        ["assignments.describe_today.remind[1]: “due + 12 working days” is after the meeting"],
    ),
    "the same reminder twice": (
        {"assignments.describe_today.remind.1": "due - 3 working days"},
        ["assignments.describe_today.remind[1]: “due - 3 working days” stands here twice"],
    ),
    "a notice before the opening": (
        {"assignments.describe_today.inform.0.at": "due - 30 days"},
        [
            "assignments.describe_today.inform[0].at: the notice “due - 30 days” comes before the"
            " opening “meeting - 28 days”"
        ],
    ),
    "a wait that ends before the opening": (
        {"assignments.describe_today.waits_for.until": "meeting - 29 days"},
        [
            "assignments.describe_today.waits_for.until: “meeting - 29 days” comes before the opening"
            " “meeting - 28 days”, so nothing is waited for"
        ],
    ),
    "a wait that outlasts the deadline": (
        {"assignments.describe_today.waits_for.until": "meeting - 6 days"},
        ["assignments.describe_today.waits_for.until: “meeting - 6 days” comes after the deadline “meeting - 7 days”"],
    ),
    "a deadline from a meeting the step has not": (
        {"assignments.self_assessment.due": "meeting - 10 working days"},
        ["assignments.self_assessment.due: “meeting - 10 working days” never gets a date in the step preparation"],
    ),
    "an opening from a catch-up that is none": (
        {"assignments.evaluate.opens": "made"},
        ["assignments.evaluate.opens: “made” never gets a date in the step follow_up"],
    ),
    "a deadline from a meeting that never comes": (
        {"assignments.evaluate.due": "next_meeting - 3 days"},
        ["assignments.evaluate.due: “next_meeting - 3 days” never gets a date in the step follow_up"],
    ),
    "an invitation after the meeting": (
        {"every_meeting.invite": "meeting + 1 day"},
        ["every_meeting.invite: “meeting + 1 day” is after the meeting"],
    ),
    "readiness after the meeting": (
        {"every_meeting.readiness.1": "meeting + 1 day"},
        ["every_meeting.readiness[1]: “meeting + 1 day” is after the meeting"],
    ),
    "a record before the meeting": (
        {"every_meeting.record": "meeting - 1 day"},
        ["every_meeting.record: “meeting - 1 day” is before the meeting"],
    ),
    "a theme missed after the meeting": (
        {"every_meeting.theme_missing": "meeting + 1 day"},
        ["every_meeting.theme_missing: “meeting + 1 day” is after the meeting"],
    ),
    "a rule on who attends only at the ends": (
        {"rules.officer_present.at": "every meeting"},
        ["rules.officer_present.functions: “officer” does not attend the meeting of deepening"],
    ),
    "a rule on who never attends": (
        {"rules.functions_present.functions": ["planner", "finance"]},
        ["rules.functions_present.functions: “finance” does not attend the meeting of start, deepening, follow_up"],
    ),
    "a rule on a guest at every meeting": (
        {"rules.functions_present.functions": ["planner", "expert"]},
        ["rules.functions_present.functions: “expert” does not attend the meeting of start, follow_up"],
    ),
    "a rule on participants that there are none of": (
        {
            "rules.functions_present.functions": ["officer"],
            "rules.functions_present.at": "first and last",
            "functions.planner.attends": "never",
            "functions.coordinator.attends": "never",
        },
        [
            "every_meeting.attendance[0]: “management_present” can never be met here: no function of"
            " the agency attends the meeting"
        ],
    ),
    "a rule where its kind cannot stand": (
        {"steps.closing.exit": ["results_far", "theme_chosen"]},
        ["steps.closing.exit[1]: a rule of the kind theme_set cannot stand under exit"],
    ),
    "a rule on a theme where there is none": (
        {"steps.follow_up.entry": ["theme_chosen"]},
        ["steps.follow_up.entry[0]: “theme_chosen” can never be met here: the step has no theme to choose"],
    ),
    "a rule on attendance where nobody meets": (
        {"steps.closing.exit": ["results_far", "functions_present"]},
        ["steps.closing.exit[1]: “functions_present” can never be met here: the step closing has no meeting"],
    ),
    "a rule for the ends in the middle": (
        {"steps.deepening.exit": ["head_present"]},
        ["steps.deepening.exit[0]: “head_present” is never looked at here"],
    ),
    "a rule on assignments that there are none of": (
        {"every_meeting.exit": ["meeting_held", "before_submitted"], "steps.deepening.exit": ["after_submitted"]},
        ["steps.deepening.exit[0]: “after_submitted” looks at nothing: no assignments under after"],
    ),
    "a rule on what is given afterwards": (
        {"steps.start.entry": ["self_assessed", "cluster_large_enough", "after_submitted"]},
        ["steps.start.entry[2]: “after_submitted” can never be met here: after is not submitted by then"],
    ),
    "a rule on a later assignment": (
        {"steps.preparation.exit": ["roles_filled", "problem_named"]},
        [
            "steps.preparation.exit[1]: “problem_named” can never be met here: “name_problem” comes"
            " later than preparation"
        ],
    ),
    "a rule on an optional assignment": (
        {"assignments.self_assessment.optional": True},
        ["rules.self_assessed.assignments: “self_assessment” is optional and not counted"],
    ),
    "a rule on a question that does not exist": (
        {"rules.problem_named.field": "problm"},
        ["rules.problem_named.field: unknown question “problm”"],
    ),
    "a rule on a vacancy the agency cannot fill": (
        {"rules.roles_filled.functions": ["planner", "host"]},
        ["rules.roles_filled.functions: “host” does not belong to the agency"],
    ),
    "a cure that is nowhere": (
        {"steps.deepening.catch_up": GONE, "steps.follow_up.catch_up": GONE, "steps.start.catch_up": GONE},
        [
            "every_meeting.attendance[0]: “management_present” cannot be cured: the step has no catch_up",
            "every_meeting.attendance[1]: “functions_present” cannot be cured: the step has no catch_up",
            "assignments.read_notes: the assignment “read_notes” is used nowhere",
        ],
    ),
    "an answer from an unknown assignment": (
        {"forms.report.questions.0.prefill": "zzz.problem"},
        ["forms.report.questions[0].prefill: unknown assignment “zzz”"],
    ),
    "an answer from an unknown question": (
        {"forms.report.questions.0.prefill": "name_problem.problems"},
        ["forms.report.questions[0].prefill: unknown question “problems”"],
    ),
    "an answer that comes later": (
        {"forms.describe_today.questions.0.prefill": "final_report.result"},
        ["forms.describe_today.questions[0].prefill: “final_report” does not come earlier"],
    ),
    "an answer from the same assignment": (
        {"forms.report.questions.0.prefill": "final_report.result"},
        ["forms.report.questions[0].prefill: “final_report” does not come earlier"],
    ),
    "an answer of another kind": (
        {"forms.report.questions.0.prefill": "name_problem.goals"},
        ["forms.report.questions[0].prefill: the answer in name_problem.goals is of another kind"],
    ),
    "a question to who does not get the assignment": (
        {"forms.report.questions.0.for": ["finance"]},
        ["forms.report.questions[0].for: “finance” does not get the assignment"],
    ),
    "a question to nobody": (
        {"forms.report.questions.0.for": []},
        ["forms.report.questions[0].for: the question is asked of nobody"],
    ),
    "someone asked nothing": (
        {
            "forms.describe_today.questions.0.for": ["planner", "coordinator"],
            "forms.describe_today.questions.1.for": ["planner"],
        },
        ["assignments.describe_today.to: the form “describe_today” has no question for “finance”"],
    ),
    "an idle function": (
        {
            "assignments.describe_today.to": ["planner", "coordinator"],
            "forms.describe_today.questions.1.for": ["planner"],
        },
        ["functions.finance: the function “finance” is used nowhere"],
    ),
    "an idle rule": ({"steps.preparation.exit": []}, ["rules.roles_filled: the rule “roles_filled” is used nowhere"]),
    "an idle assignment": (
        {"steps.closing.assignments": []},
        ["assignments.final_report: the assignment “final_report” is used nowhere"],
    ),
    "an idle form": ({"forms.spare": {"questions": [QUESTION]}}, ["forms.spare: the form “spare” is used nowhere"]),
    "an idle list of choices": (
        {"choices.spare": {"a": TEXT}},
        ["choices.spare: the list of choices “spare” is used nowhere"],
    ),
    "a theme to choose from none": ({"themes": GONE}, ["steps.deepening.theme: there are no themes to choose from"]),
    "themes for no step": (
        {
            "steps.deepening.theme": GONE,
            "steps.deepening.entry": GONE,
            "assignments.prepare_theme.waits_for": GONE,
            "assignments.prepare_theme.instruction": TEXT,
        },
        ["rules.theme_chosen: the rule “theme_chosen” is used nowhere", "themes: no step has a theme to choose"],
    ),
}


@pytest.mark.parametrize(("changes", "told"), UNSOUND.values(), ids=UNSOUND.keys())
def test_what_cannot_work_is_told_once_at_its_place(changes: dict[str, Any], told: list[str]) -> None:
    with pytest.raises(Mistakes) as raised:
        read_definition(changed(changes))
    assert [f"{spelled(item.path)}: {item.what.en}" for item in raised.value.items] == told
