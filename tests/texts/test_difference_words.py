"""Differences are told in a person's words, in both languages, and no piece of a definition lacks them."""

import json
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jimflow.core import workflow as model
from jimflow.core.definition import read_definition
from jimflow.core.differences import differences
from jimflow.core.mistakes import Mistakes
from jimflow.core.nouns import Nouns
from jimflow.texts.difference_fields import PIECES, SWITCHES
from jimflow.texts.difference_values import plain
from jimflow.texts.difference_words import difference_groups
from tests.build_workflow import GONE, both, changed, mini_definition
from tests.core.test_differences import leaves

MINI = read_definition(mini_definition())


def told(data: dict[str, Any], lang: str = "sv") -> list[str]:
    """The lines under their heading; whole texts after a bar."""
    new = read_definition(data)
    groups = difference_groups(MINI, new, differences(MINI, new), lang)
    return [
        f"{title}: {t.words}" + (f" | {t.old} → {t.new}" if t.old or t.new else "") for title, ts in groups for t in ts
    ]


CASES: dict[str, tuple[dict[str, Any], list[str], list[str]]] = {
    "a due date": (
        changed({"assignments.describe_today.due": "meeting - 5 days"}),
        [
            "Uppgifterna: Uppgiften ”Nulägesbeskrivning”: sista dag flyttas från 7 dagar före "
            "träffen till 5 dagar före träffen"
        ],
        [
            "The assignments: The assignment “Description of today”: the due date moves from 7 days "
            "before the meeting "
            "to 5 days before the meeting"
        ],
    ),
    "a reminder": (
        changed({"assignments.describe_today.remind": ["due - 3 working days"]}),
        ["Uppgifterna: Uppgiften ”Nulägesbeskrivning”: påminnelsen 1 arbetsdag efter sista dagen tas bort"],
        [
            "The assignments: The assignment “Description of today”: the reminder 1 working day "
            "after the due date is removed"
        ],
    ),
    "a new rule": (
        changed(
            {
                "rules.nobody_vacant": {
                    **mini_definition()["rules"]["roles_filled"],
                    "functions": ["finance"],
                    "severity": "block",
                },
                "steps.closing.exit": ["results_far", "nobody_vacant"],
            }
        ),
        [
            "Stegen och träffarna: Steget ”Avslutning”: ny regel för att gå vidare: "
            "”Någon innehar: Ekonomifunktion” (nobody_vacant)",
            "Reglerna: Ny regel: ”Någon innehar: Ekonomifunktion” (nobody_vacant), stopp",
        ],
        [
            "The steps and meetings: The step “Closing”: new rule for moving on: "
            "“Someone holds: Finance function” (nobody_vacant)",
            "The rules: New rule: “Someone holds: Finance function” (nobody_vacant), stop",
        ],
    ),
    "how strict a rule is": (
        changed({"rules.before_submitted.severity": "block", "rules.before_submitted.waivable": False}),
        [
            "Reglerna: Regeln ”Uppgifterna inför träffen är inlämnade” (before_submitted): varning blir stopp",
            "Reglerna: Regeln ”Uppgifterna inför träffen är inlämnade” (before_submitted): "
            "avsteg kan inte längre godkännas",
        ],
        [
            "The rules: The rule “The assignments before the meeting are submitted” "
            "(before_submitted): warning becomes stop",
            "The rules: The rule “The assignments before the meeting are submitted” (before_submitted): "
            "can no longer be waived",
        ],
    ),
    "what a rule asks, told once": (
        changed({"rules.cluster_large_enough.min": 4, "rules.cluster_large_enough.max": 5}),
        [
            "Reglerna: Regeln ”Klustret har minst 3, högst 6 myndigheter” (cluster_large_enough): kravet ändras | "
            "klustret har minst 3, högst 6 myndigheter → klustret har minst 4, högst 5 myndigheter"
        ],
        [
            "The rules: The rule “The cluster has at least 3, at most 6 agencies” "
            "(cluster_large_enough): what it asks "
            "changes | the cluster has at least 3, at most 6 agencies → the cluster has at least 4, "
            "at most 5 agencies"
        ],
    ),
    "a text in one language": (
        changed({"forms.problem.questions.0.sv": "Vad är problemet?"}),
        [
            "Formulären: Frågan ”Vilket problem?” i ”Problemval”: ordalydelsen ändras | Vilket "
            "problem? → Vad är problemet?"
        ],
        [
            "The forms: The question “Which problem?” in “Choice of problem”: the wording changes in Swedish | "
            "Vilket problem? → Vad är problemet?"
        ],
    ),
    "a question that goes": (
        changed({"forms.describe_today.questions.1": GONE}),
        ["Formulären: Frågan ”Vad kostar arbetet?” i ”Nulägesbeskrivning” tas bort"],
        ["The forms: The question “What does the work cost?” in “Description of today” is removed"],
    ),
    "who gets a letter": (
        changed({"letters.invitation.to.1": "head"}),
        ["Breven: Brevet ”invitation”: ny mottagare: ”Myndighetschef”"],
        ["The letters: The letter “invitation”: new recipient: “Agency head”"],
    ),
    "a step with a new way": (
        changed(
            {"transitions.accept.to": "breathe"},
            {
                **mini_definition(),
                "steps": {
                    "breathe": {"title": both("Paus", "Break"), "purpose": both("Vila.", "Rest.")},
                    **mini_definition()["steps"],
                },
            },
        ),
        [
            "Stegen och träffarna: Nytt steg: ”Paus”, först",
            "Tillstånd och övergångar: Övergången ”Tacka ja”: vägen ändras från Inbjuden → "
            "Förberedelse till Inbjuden → Paus",
        ],
        [
            "The steps and meetings: New step: “Break”, first",
            "States and transitions: The transition “Accept”: the way changes from Invited → "
            "Preparation to Invited → Break",
        ],
    ),
    "the version": (
        changed({"version": "2"}),
        ["Programmet: Versionen ändras från 1 till 2"],
        ["The programme: The version changes from 1 to 2"],
    ),
}


@pytest.mark.parametrize("what", CASES)
def test_is_said_in_plain_words_in_both_languages(what: str) -> None:
    data, sv, en = CASES[what]
    assert told(data) == sv
    assert told(data, "en") == en


@given(st.sampled_from(leaves(mini_definition())), st.sampled_from([GONE, "Annat", "meeting - 9 days", True, False, 4]))
@settings(max_examples=100, deadline=None)
def test_whatever_differs_can_be_said_and_written_as_json(path: tuple[str, ...], value: Any) -> None:
    try:
        new = read_definition(changed({".".join(path): value}))
    except Mistakes:
        return
    for old, other in ((MINI, new), (new, MINI)):
        found = differences(old, other)
        for lang in ("sv", "en"):
            groups = difference_groups(old, other, found, lang)
            assert bool(groups) is bool(found)
            assert all(t.words for _, ts in groups for t in ts)
        assert json.loads(json.dumps([plain(d.new) for d in found])) == [plain(d.new) for d in found]


def test_every_piece_of_a_definition_has_words_of_its_own() -> None:
    """A new field without any is told by its English name; give it words in difference_fields."""
    things = (
        *(model.Function, model.Rule, model.Question, model.Assignment, model.Step, model.MeetingPlan),
        *(model.Transition, model.Letter, Nouns),
    )
    derived = {"name", "params", "is_first", "is_last", "lap"}
    names = {field.name for thing in things for field in fields(thing)} - derived
    assert names - PIECES.keys() - SWITCHES.keys() == set()
