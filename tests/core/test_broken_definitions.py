"""Each slip of a writer is told once, at its place, with nothing else beside it."""

from typing import Any

import pytest

from jimflow.core.definition import read_definition
from jimflow.core.mistakes import Mistakes, spelled
from tests.build_workflow import GONE, both, changed

Case = tuple[dict[str, Any], list[str]]
TEXT = both("text", "text")
QUESTION = {"id": "extra", "type": "text", "sv": "Varför?", "en": "Why?"}

OWN = {"when": "enters invited", "to": ["coordinator"], "subject": both("Hej", "Hello"), "text": both("Ja.", "Yes.")}

BROKEN: dict[str, Case] = {
    "an unknown key with nothing like it": ({"colour": "red"}, ["colour: unknown key “colour”"]),
    "an unknown key inside a step": (
        {"steps.start.befor": ["describe_today"], "steps.start.before": GONE},
        ["steps.start.befor: unknown key “befor”"],
    ),
    "a missing key": ({"steps.start.purpose": GONE}, ["steps.start.purpose: the key purpose is missing"]),
    "a missing part of the head": ({"calendar": GONE}, ["calendar: the key calendar is missing"]),
    "a missing translation": (
        {"functions.head.title.en": GONE},
        ["functions.head.title.en: the English translation is missing"],
    ),
    "an empty translation": ({"functions.head.title.sv": "  "}, ["functions.head.title.sv: the text is empty"]),
    "a text in one language": (
        {"functions.head.title": "Chef"},
        ["functions.head.title: expected a text in two languages, {sv: …, en: …}, not the text “Chef”"],
    ),
    "a third language": ({"functions.head.title.fi": "Johtaja"}, ["functions.head.title.fi: unknown key “fi”"]),
    "a title on two lines": (
        {"functions.head.title.sv": "Chef\nBcc: x"},
        ["functions.head.title.sv: the text must stand on one line"],
    ),
    "a misspelt placeholder": (
        {"rules.meeting_held.text.sv": "{meting} är inte hållen"},
        ["rules.meeting_held.text.sv: unknown placeholder {meting}"],
    ),
    "a placeholder where there are none": (
        {"assignments.evaluate.title.en": "Evaluation {x}"},
        ["assignments.evaluate.title.en: unknown placeholder {x}"],
    ),
    "a brace alone": ({"rules.meeting_held.fix.en": "wait {"}, ["rules.meeting_held.fix.en: the brace { stands alone"]),
    "a placeholder of another kind of rule": (
        {"rules.meeting_held.fix.en": "{due}"},
        ["rules.meeting_held.fix.en: unknown placeholder {due}"],
    ),
    "words for afterwards in a rule that only looks at now": (
        {"rules.meeting_held.fix_after": {"sv": "x", "en": "x"}},
        ["rules.meeting_held.fix_after: unknown key “fix_after”"],
    ),
    "words for afterwards in one language": (
        {"rules.functions_present.fix_after": {"sv": "x"}},
        ["rules.functions_present.fix_after.en: the English translation is missing"],
    ),
    "an expression as placeholder": (
        {"rules.meeting_held.fix.en": "{meeting.__class__}"},
        ["rules.meeting_held.fix.en: unknown placeholder {meeting.__class__}"],
    ),
    "a text where a list belongs": (
        {"assignments.evaluate.to": "planner"},
        ["assignments.evaluate.to: expected a list, not the text “planner”"],
    ),
    "a number where a text belongs": ({"version": 2021}, ["version: expected a text, not the number 2021"]),
    "a word where true or false belongs": (
        {"rules.meeting_held.waivable": "yes"},
        ["rules.meeting_held.waivable: expected true or false, not the text “yes”"],
    ),
    "a text where a number belongs": (
        {"rules.cluster_large_enough.min": "3"},
        ["rules.cluster_large_enough.min: expected a whole number, not the text “3”"],
    ),
    "true where a number belongs": (
        {"rules.cluster_large_enough.min": True},
        ["rules.cluster_large_enough.min: expected a whole number, not true"],
    ),
    "a number out of bounds": (
        {"rules.management_present.at_least": 0},
        ["rules.management_present.at_least: the number must be from 1 to 99"],
    ),
    "nothing where a text belongs": (
        {"steps.start.title": None},
        ["steps.start.title: expected a text in two languages, {sv: …, en: …}, not nothing"],
    ),
    "a list where names belong": ({"forms": []}, ["forms: expected names with content below them, not a list"]),
    "a text where keys belong": (
        {"assignments.evaluate": "later"},
        ["assignments.evaluate: expected keys with content, not the text “later”"],
    ),
    "a misspelt word of the language": (
        {"rules.meeting_held.severity": "blok"},
        ["rules.meeting_held.severity: unknown word “blok”"],
    ),
    "an unknown word": ({"functions.head.belongs_to": "mars"}, ["functions.head.belongs_to: unknown word “mars”"]),
    "a number where a word belongs": (
        {"functions.head.attends": 1},
        ["functions.head.attends: expected every meeting, first and last, as guest or never, not the number 1"],
    ),
    "a misspelt function": (
        {"assignments.evaluate.to.0": "plannerr"},
        ["assignments.evaluate.to[0]: unknown function “plannerr”"],
    ),
    "an unknown function": (
        {"assignments.evaluate.to.0": "zzz"},
        ["assignments.evaluate.to[0]: unknown function “zzz”"],
    ),
    "a misspelt rule": (
        {"steps.preparation.exit.0": "role_filled"},
        ["steps.preparation.exit[0]: unknown rule “role_filled”"],
    ),
    "a misspelt assignment": (
        {"steps.follow_up.after.0": "evaluatee"},
        ["steps.follow_up.after[0]: unknown assignment “evaluatee”"],
    ),
    "an unknown form": ({"assignments.evaluate.form": "zzz"}, ["assignments.evaluate.form: unknown form “zzz”"]),
    "a misspelt list of choices": (
        {"forms.problem.questions.1.choices": "policy_goals"},
        ["forms.problem.questions[1].choices: unknown list of choices “policy_goals”"],
    ),
    "a misspelt state": (
        {"transitions.accept.to": "preparatoin"},
        ["transitions.accept.to: unknown state “preparatoin”"],
    ),
    "a misspelt state in a letter": (
        {"letters.invitation.when": "enters invite"},
        ["letters.invitation.when: unknown state “invite”"],
    ),
    "a letter at no event": (
        {"letters.invitation.when": "leaves invited"},
        ["letters.invitation.when: “leaves invited” is no event"],
    ),
    "a letter without words": (
        {"letters.invitation.template": GONE, "letters.invitation.subject": both("Hej", "Hello")},
        ["letters.invitation: the letter has no words"],
    ),
    "a letter with a template and words": (
        {"letters.invitation.text": both("Hej", "Hello")},
        ["letters.invitation.text: the letter has a template already"],
    ),
    "a letter that fills in what it does not know": (
        {"letters.invitation": {**OWN, "text": both("Till {organisatin}", "To {organisation}")}},
        ["letters.invitation.text.sv: unknown placeholder {organisatin}"],
    ),
    "the template of letters' own words named": (
        {"letters.invitation.template": "letter"},
        ["letters.invitation.template: the template letter is none for letters"],
    ),
    "a letter to nobody": ({"letters.invitation.to": []}, ["letters.invitation.to: the letter has no recipient"]),
    "a template outside its folder": (
        {"letters.invitation.template": "../secret"},
        ["letters.invitation.template: “../secret” cannot be a name"],
    ),
    "a misspelt kind of rule": (
        {"rules.meeting_held.check": "meeting_hold"},
        ["rules.meeting_held.check: unknown kind of rule “meeting_hold”"],
    ),
    "an unknown kind of rule": (
        {"rules.meeting_held.check": "zzz"},
        ["rules.meeting_held.check: unknown kind of rule “zzz”"],
    ),
    "a rule without a kind": (
        {"rules.meeting_held.check": GONE},
        ["rules.meeting_held.check: the key check is missing"],
    ),
    "a parameter of another kind of rule": (
        {"rules.meeting_held.at_least": 2},
        ["rules.meeting_held.at_least: unknown key “at_least”"],
    ),
    "a rule about two things": (
        {"rules.management_present.functions": ["planner"]},
        ["rules.management_present: the rule is about either functions or of"],
    ),
    "a rule about nothing": (
        {"rules.functions_present.functions": []},
        ["rules.functions_present.functions: the list is empty, so the rule looks at nothing"],
    ),
    "a condition that leaves nobody out": (
        {"rules.management_present.where": {"top_management": False}},
        ["rules.management_present.where: top_management: false leaves nobody out"],
    ),
    "a size without bounds": (
        {"rules.cluster_large_enough.min": GONE, "rules.cluster_large_enough.max": GONE},
        ["rules.cluster_large_enough: the rule has neither min nor max"],
    ),
    "a size with crossed bounds": (
        {"rules.cluster_large_enough.min": 9},
        ["rules.cluster_large_enough.max: max is less than min"],
    ),
    "a misspelt step of the results chain": (
        {"rules.results_far.at_least_one_of": ["outcomes"]},
        ["rules.results_far.at_least_one_of[0]: unknown step of the results chain “outcomes”"],
    ),
    "goals that are no list": ({"result_goals": "goal"}, ["result_goals: unknown list of choices “goal”"]),
    "no results chain": ({"result_steps": GONE}, ["rules.results_far: there is no results chain to reach"]),
    "an unknown group of assignments": (
        {"rules.before_submitted.assignments": "earlier"},
        ["rules.before_submitted.assignments: unknown word “earlier”"],
    ),
    "a time with an unknown unit": (
        {"assignments.evaluate.due": "meeting + 20 workingdays"},
        ['assignments.evaluate.due: "workingdays" in "meeting + 20 workingdays" is no unit'],
    ),
    "a time that starts from itself": (
        {"assignments.evaluate.due": "due + 2 days"},
        ['assignments.evaluate.due: "due + 2 days" starts from due, which cannot be used here'],
    ),
    "a time that is none": (
        {"assignments.evaluate.due": "soon"},
        ['assignments.evaluate.due: "soon" starts from "soon", which does not exist'],
    ),
    "an effort that is none": (
        {"assignments.evaluate.effort": "a while"},
        ['assignments.evaluate.effort: "a while" is no amount of work'],
    ),
    "a time from another meeting": (
        {"every_meeting.invite": "next_meeting - 3 days"},
        ['every_meeting.invite: "next_meeting - 3 days" starts from next_meeting, which cannot be used here'],
    ),
    "a day that never comes": (
        {"functions.finance.busy.0.from": "02-30"},
        ["functions.finance.busy[0].from: “02-30” is no day of the year"],
    ),
    "a name twice in a list": (
        {"assignments.evaluate.to": ["planner", "planner"]},
        ["assignments.evaluate.to[1]: “planner” stands here twice"],
    ),
    "a question twice in a form": (
        {"forms.report.questions.2": {**QUESTION, "id": "result"}},
        ["forms.report.questions[2].id: two questions of the form are called “result”"],
    ),
    "a choice without a list": (
        {"forms.problem.questions.1.choices": GONE},
        ["forms.problem.questions[1].choices: the question has no list to choose from"],
    ),
    "a list for a text": (
        {"forms.problem.questions.0.choices": "level"},
        ["forms.problem.questions[0].choices: a question of type text has no list"],
    ),
    "a length for a date": (
        {"forms.problem.questions.2.max": 10},
        ["forms.problem.questions[2].max: max is for answers in text only"],
    ),
    "questions both with and without sections": (
        {"forms.report.sections": []},
        ["forms.report: a form has either questions or sections"],
    ),
    "a form without questions": ({"forms.notes.questions": []}, ["forms.notes: the form has no questions"]),
    "an answer pointed at by half": (
        {"forms.report.questions.0.prefill": "name_problem"},
        ["forms.report.questions[0].prefill: “name_problem” does not point at an answer"],
    ),
    "a name that starts with a digit": (
        {"steps.5th": {"title": TEXT, "purpose": TEXT}},
        ["steps.5th: “5th” cannot be a name"],
    ),
    "a step named as a word of the language": (
        {"steps.first": {"title": TEXT, "purpose": TEXT}},
        ["steps.first: first is a word of the language"],
    ),
    "a programme with a space in its name": ({"workflow": "jim plus"}, ["workflow: “jim plus” cannot be used here"]),
    "an address that is none": (
        {"steps.preparation.materials.0.url": "javascript:alert(1)"},
        ["steps.preparation.materials[0].url: “javascript:alert(1)” is no web address"],
    ),
    "a length that is none": (
        {"steps.start.meeting.length": "all day"},
        ["steps.start.meeting.length: “all day” is no length"],
    ),
    "a meeting's keys without a meeting": (
        {"steps.closing.theme": "per cluster"},
        ["steps.closing.theme: theme is only for a step with a meeting"],
    ),
    "attendance without a meeting": (
        {"steps.closing.attendance": ["head_present"]},
        ["steps.closing.attendance: attendance is only for a step with a meeting"],
    ),
    "attendance that holds for every meeting already": (
        {"steps.deepening.attendance": ["management_present"]},
        ["steps.deepening.attendance[0]: “management_present” already holds here through every_meeting"],
    ),
    "an assignment twice in a step": (
        {"steps.start.after": ["name_problem", "describe_today"]},
        ["steps.start.after[1]: “describe_today” already stands in the step"],
    ),
    "a rule that already holds": (
        {"steps.start.exit": ["problem_named", "meeting_held"]},
        ["steps.start.exit[1]: “meeting_held” already holds here through every_meeting"],
    ),
    "a state twice": ({"states.7": "proposed"}, ["states[7]: “proposed” stands here twice"]),
    "a step among the states": ({"states.7": "start"}, ["states[7]: the step “start” comes with <steps>"]),
    "no steps among the states": ({"states.3": GONE}, ["states: the steps are missing among the states"]),
    "a state named as a word of the language": (
        {"states.7": "active"},
        ["states[7]: active is a word of the language"],
    ),
    "a state without a title": (
        {"state_titles.paused": GONE},
        ["state_titles.paused: the state “paused” has no title"],
    ),
    "a second title for a step": ({"state_titles.start": TEXT}, ["state_titles.start: a step has its own title"]),
    "a misspelt state in a title": (
        {"state_titles.pausd": TEXT, "state_titles.paused": GONE},
        ["state_titles.pausd: unknown state “pausd”"],
    ),
    "no advance": ({"transitions.advance": GONE}, ["transitions.advance: the key advance is missing"]),
    "a transition from nowhere": (
        {"transitions.withdraw.from": []},
        ["transitions.withdraw.from: the transition starts nowhere"],
    ),
    "a transition to nowhere": ({"transitions.decline.to": GONE}, ["transitions.decline.to: the key to is missing"]),
    "active misspelt": ({"transitions.pause.from": "activ"}, ["transitions.pause.from: unknown state “activ”"]),
    "advance with a destination": (
        {"transitions.advance.to": "completed"},
        ["transitions.advance.to: unknown key “to”"],
    ),
    "a way that goes on after its end": (
        {"transitions.advance.along": ["<steps>", "completed", "withdrawn"]},
        ["transitions.advance.along: “completed” is final and never left"],
    ),
    "a way that goes back": (
        {"transitions.advance.along": ["preparation", "deepening", "start", "follow_up", "closing", "completed"]},
        ["transitions.advance.along[2]: the step “start” is out of order"],
    ),
    "a state twice on the way": (
        {"transitions.advance.along": ["<steps>", "start", "completed"]},
        ["transitions.advance.along[1]: “start” stands here twice"],
    ),
    "a source twice": (
        {"transitions.withdraw.from": ["active", "start", "paused"]},
        ["transitions.withdraw.from[1]: “start” stands here twice"],
    ),
    "resume without pause": (
        {"transitions.pause": GONE},
        ["transitions.resume: there is no pause to come back from", "states[5]: the state “paused” cannot be reached"],
    ),
    "resume from elsewhere": (
        {"transitions.resume.from": "invited"},
        ["transitions.resume.from: resume does not start where pause ends"],
    ),
    "resume to a state": ({"transitions.resume.to": "start"}, ["transitions.resume.to: resume always leads back"]),
    "where it was from elsewhere": (
        {"transitions.accept.to": "where it was"},
        ["transitions.accept.to: only resume can lead there"],
    ),
    "pause in a final state": (
        {"transitions.pause.to": "withdrawn"},
        ["transitions.pause.to: “withdrawn” is no state to pause in"],
    ),
    "reopen from a pause": (
        {"transitions.reopen.from": ["active", "paused"]},
        ["transitions.reopen.from: “paused” has no earlier step"],
    ),
}


@pytest.mark.parametrize(("changes", "told"), BROKEN.values(), ids=BROKEN.keys())
def test_a_slip_is_told_once_at_its_place(changes: dict[str, Any], told: list[str]) -> None:
    with pytest.raises(Mistakes) as raised:
        read_definition(changed(changes))
    assert [f"{spelled(item.path)}: {item.what.en}" for item in raised.value.items] == told
