"""More definitions written to do harm, or by a slip that would: the second half of the table."""

from typing import Any

MORE_REFUSED: dict[str, tuple[dict[str, Any], list[str]]] = {
    # what refers to itself
    "an assignment that waits for itself": (
        {"assignments.final_report.waits_for": {"assignment": "final_report"}},
        ["assignments.final_report.waits_for.assignment: “final_report” does not come earlier"],
    ),
    "an assignment of several steps that waits for itself": (
        {"assignments.read_notes.waits_for": {"assignment": "read_notes"}},
        ["assignments.read_notes.waits_for.assignment: “read_notes” does not come earlier"],
    ),
    "two assignments that wait for each other": (
        {
            "assignments.describe_today.waits_for": {"assignment": "name_problem"},
            "assignments.name_problem.waits_for": {"assignment": "describe_today"},
        },
        ["assignments.describe_today.waits_for.assignment: “name_problem” does not come earlier"],
    ),
    "an assignment that waits for what nobody must do": (
        {"assignments.final_report.waits_for": {"assignment": "evaluate"}},
        [
            (
                "assignments.final_report.waits_for.assignment: “evaluate” may never be submitted, and then the "
                "assignment never opens"
            )
        ],
    ),
    "an assignment that waits for a cure": (
        {"assignments.final_report.waits_for": {"assignment": "read_notes"}},
        [
            (
                "assignments.final_report.waits_for.assignment: “read_notes” may never be submitted, and then "
                "the assignment never opens"
            )
        ],
    ),
    "a wait until after itself": (
        {"assignments.describe_today.waits_for.until": "due"},
        ['assignments.describe_today.waits_for.until: "due" starts from due, which cannot be used here'],
    ),
    "a deadline counted from itself": (
        {"assignments.evaluate.due": "due + 1 day"},
        ['assignments.evaluate.due: "due + 1 day" starts from due, which cannot be used here'],
    ),
    "an opening counted from itself": (
        {"assignments.evaluate.opens": "opens + 1 day"},
        ['assignments.evaluate.opens: "opens + 1 day" starts from opens, which cannot be used here'],
    ),
    "a deadline and an opening counted from each other": (
        {"assignments.evaluate.opens": "due - 5 days", "assignments.evaluate.due": "opens + 5 days"},
        ['assignments.evaluate.opens: "due - 5 days" starts from due, which cannot be used here'],
    ),
    "a question filled in from a path": (
        {"forms.report.questions.0.prefill": "name_problem.problem.x"},
        ["forms.report.questions[0].prefill: unknown question “problem.x”"],
    ),
    "a question filled in from nothing": (
        {"forms.report.questions.0.prefill": "."},
        ["forms.report.questions[0].prefill: “.” does not point at an answer"],
    ),
    "a cure that is also the work": (
        {"steps.start.catch_up": "describe_today"},
        ["steps.start.catch_up: “describe_today” already stands in the step"],
    ),
    "a guest of every step twice": (
        {"steps.deepening.guests": ["expert", "expert"]},
        ["steps.deepening.guests[1]: “expert” stands here twice"],
    ),
    # numbers
    "more people than a rule can count": (
        {"rules.management_present.at_least": 10**18},
        ["rules.management_present.at_least: the number must be from 1 to 99"],
    ),
    "a negative number of people": (
        {"rules.management_present.at_least": -1},
        ["rules.management_present.at_least: the number must be from 1 to 99"],
    ),
    "a number with a fraction": (
        {"rules.management_present.at_least": 1.5},
        ["rules.management_present.at_least: expected a whole number, not the number 1.5"],
    ),
    "no number": (
        {"rules.management_present.at_least": float("nan")},
        ["rules.management_present.at_least: expected a whole number, not the number nan"],
    ),
    "a number in words": (
        {"rules.management_present.at_least": "1e9"},
        ["rules.management_present.at_least: expected a whole number, not the text “1e9”"],
    ),
    "an answer of any length": (
        {"forms.report.questions.0.max": 10**17},
        ["forms.report.questions[0].max: the number must be from 1 to 20000"],
    ),
    "an answer of no length": (
        {"forms.report.questions.0.max": 0},
        ["forms.report.questions[0].max: the number must be from 1 to 20000"],
    ),
    "a thousand years": (
        {"assignments.evaluate.due": "meeting + 365000 days"},
        ['assignments.evaluate.due: "meeting + 365000 days" is too far away'],
    ),
    "a number of a thousand digits": (
        {"assignments.evaluate.due": "meeting + " + "9" * 1000 + " days"},
        [('assignments.evaluate.due: "meeting + 99999999999999999999999999999999999999999999999999…" is too far away')],
    ),
    "days in other digits": (
        {"assignments.evaluate.due": "meeting + ٣ days"},
        ['assignments.evaluate.due: "meeting + ٣ days" cannot be read as a time'],
    ),
    "half a day as a distance": (
        {"assignments.evaluate.due": "meeting + 1.5 days"},
        ['assignments.evaluate.due: "meeting + 1.5 days" cannot be read as a time'],
    ),
    "twice a sign": (
        {"assignments.evaluate.due": "meeting + -3 days"},
        ['assignments.evaluate.due: "meeting + -3 days" cannot be read as a time'],
    ),
    "another minus": (
        {"assignments.describe_today.due": "meeting \u2212 7 days"},
        ['assignments.describe_today.due: "meeting − 7 days" cannot be read as a time'],
    ),
    "a time of nothing": (
        {"assignments.evaluate.due": "meeting + 3 days else"},
        ['assignments.evaluate.due: "meeting + 3 days else" cannot be read as a time'],
    ),
    "a time that is code": (
        {"assignments.evaluate.due": "__import__('os').system('id')"},
        ["assignments.evaluate.due: \"__import__('os').system('id')\" cannot be read as a time"],
    ),
    "an anchor that is none": (
        {"assignments.evaluate.due": "round_start + 3 days"},
        ['assignments.evaluate.due: "round_start + 3 days" starts from "round_start", which does not exist'],
    ),
    "an endless effort": (
        {"assignments.evaluate.effort": "9" * 5000 + " days"},
        [
            (
                'assignments.evaluate.effort: "999999999999999999999999999999999999999999999999999999999999…" '
                "is no amount of work"
            )
        ],
    ),
    "an effort without end": (
        {"assignments.evaluate.effort": "inf days"},
        ['assignments.evaluate.effort: "inf days" is no amount of work'],
    ),
    "an effort of nothing": (
        {"assignments.evaluate.effort": "0 days"},
        ['assignments.evaluate.effort: "0 days" is no amount of work'],
    ),
    "an effort in other digits": (
        {"assignments.evaluate.effort": "\u0663 days"},
        ['assignments.evaluate.effort: "٣ days" is no amount of work'],
    ),
    "a meeting of no length": (
        {"steps.start.meeting.length": "0 hours"},
        ["steps.start.meeting.length: “0 hours” is no length"],
    ),
    "a meeting of a hundred hours": (
        {"steps.start.meeting.length": "100 hours"},
        ["steps.start.meeting.length: “100 hours” is no length"],
    ),
    "a day that no year has": (
        {"functions.finance.busy.0.from": "02-30"},
        ["functions.finance.busy[0].from: “02-30” is no day of the year"],
    ),
    # shapes
    "states with content": ({"states": {"proposed": {}}}, ["states: expected a list, not keys with content"]),
    "a rule of a nested list": (
        {"rules.self_assessed.assignments": [["self_assessment"]]},
        ["rules.self_assessed.assignments[0]: expected a name, not a list"],
    ),
    "a rule without a kind": (
        {"rules.meeting_held.check": None},
        ["rules.meeting_held.check: expected a kind of rule, not nothing"],
    ),
    "a rule of a kind in a list": (
        {"rules.meeting_held.check": ["meeting_held"]},
        ["rules.meeting_held.check: expected a kind of rule, not a list"],
    ),
    "a severity in capitals": (
        {"rules.meeting_held.severity": "BLOCK"},
        ["rules.meeting_held.severity: unknown word “BLOCK”"],
    ),
    "a severity that is a list": (
        {"rules.meeting_held.severity": ["block"]},
        ["rules.meeting_held.severity: expected block, warn or info, not a list"],
    ),
    "a flag in words": (
        {"functions.coordinator.coordinates": "on"},
        [
            "functions.coordinator.coordinates: expected true or false, not the text “on”",
            "functions: none of the agency's functions coordinates",
        ],
    ),
    "a material that runs": (
        {"steps.preparation.materials.0.url": "javascript:alert(1)"},
        ["steps.preparation.materials[0].url: “javascript:alert(1)” is no web address"],
    ),
    "a material from the disk": (
        {"steps.preparation.materials.0.url": "file:///etc/passwd"},
        ["steps.preparation.materials[0].url: “file:///etc/passwd” is no web address"],
    ),
    "a material in data": (
        {"steps.preparation.materials.0.url": "data:text/html,<script>alert(1)</script>"},
        ["steps.preparation.materials[0].url: “data:text/html,<script>alert(1)</script>” is no web address"],
    ),
    "a material out of its quotes": (
        {"steps.preparation.materials.0.url": 'https://x"onclick="alert(1)'},
        ['steps.preparation.materials[0].url: “https://x"onclick="alert(1)” is no web address'],
    ),
    "a material on two lines": (
        {"steps.preparation.materials.0.url": "https://x\nhttps://y"},
        [
            "steps.preparation.materials[0].url: the text must stand on one line",
            "steps.preparation.materials[0].url: “https://x https://y” is no web address",
        ],
    ),
    "a material of no place": (
        {"steps.preparation.materials.0.url": "https://"},
        ["steps.preparation.materials[0].url: “https://” is no web address"],
    ),
}
