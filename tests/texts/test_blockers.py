"""Every finding becomes a sentence: the rule's own, filled with names and days, or the engine's."""

from __future__ import annotations

import re

import pytest

from jimflow.core.advance import advance
from jimflow.core.model import Blocker, Refusal
from jimflow.core.rules import View, evaluate
from jimflow.core.workflow import Workflow
from jimflow.texts.blockers import blocker_text, finding_text, fix_text
from tests.build import at, came, day, facts, meetings, mini, staff
from tests.mail.saying import LANGUAGES, jim_plus

TODAY = day("2021-06-01")
CLUSTER = ("Rättsvårdande myndigheter", "Justice agencies")
BASE = {"meeting": "problem_formulation", "forecast": False, "recorded": True}


def both(code: str, seen: dict[str, object], workflow: Workflow | None = None) -> list[str]:
    """What is wrong, in both languages."""
    found = Blocker(code, "warn", waivable=True, step="problem_formulation", facts=seen)
    return [blocker_text(workflow or jim_plus(), found, lang, "Kriminalvården", CLUSTER, TODAY) for lang in LANGUAGES]


@pytest.mark.parametrize(
    ("code", "seen", "sv", "en"),
    [
        (
            "functions_present",
            {**BASE, "function": "finance", "missing": ["finance"]},
            "Funktionen ”Ekonomifunktion” är inte med på träff 2 (Problemformulering).",
            "The function “Finance function” does not take part in meeting 2 (Problem formulation).",
        ),
        (
            "management_present",
            {**BASE, "present": 0, "needed": 1, "functions": ["finance"]},
            "Ingen av deltagarna från Kriminalvården på träff 2 (Problemformulering) ingår i nationell eller högsta "
            "ledningsgrupp. Minst 1 bör göra det.",
            "None of the participants from Kriminalvården in meeting 2 (Problem formulation) belongs to the national "
            "or top management team. At least 1 should.",
        ),
        (
            "meeting_held",
            {"meeting": "problem_formulation", "date": "2021-06-08"},
            "Träff 2 (Problemformulering) är inte genomförd.",
            "Meeting 2 (Problem formulation) has not been held.",
        ),
        (
            "before_done",
            {"assignment": "describe_problems", "due": "2021-05-31T21:59:59+00:00", "made": True},
            "”Beskrivning av hur ni hittar ojämställdhetsproblem i dag” är inte inlämnad (sista dag 31 maj).",
            "“Description of how you find gender-inequality problems today” has not been submitted (due 31 May).",
        ),
        (
            "before_done",
            {"assignment": "describe_problems", "due": "", "made": False},
            "”Beskrivning av hur ni hittar ojämställdhetsproblem i dag” är inte inlämnad (sista dag inte bestämd än).",
            "“Description of how you find gender-inequality problems today” has not been submitted "
            "(due not decided yet).",
        ),
        (
            "theme_set",
            {"meeting": "deepening"},
            "Klustret Rättsvårdande myndigheter har inte valt tema för träff 4 (Fördjupning).",
            "The cluster Justice agencies has not chosen a theme for meeting 4 (In-depth session).",
        ),
        (
            "results_reach_practice",
            {"reached": ["product", "activity"]},
            "Inget resultat når ännu arbetssätt eller verksamhetsutfall. Längst hittills: "
            "Produkt – något har tagits fram.",
            "No result reaches working methods or outcome of operations yet. Furthest so far: "
            "Product – something has been produced.",
        ),
        (
            "results_reach_practice",
            {"reached": []},
            "Inget resultat når ännu arbetssätt eller verksamhetsutfall. Längst hittills: inget än.",
            "No result reaches working methods or outcome of operations yet. Furthest so far: nothing yet.",
        ),
        (
            "cluster_size",
            {"count": 5, "min": 4, "max": 4},
            "Klustret Rättsvårdande myndigheter har 5 aktiva myndigheter. Programmet är planerat för 4.",
            "The cluster Justice agencies has 5 active agencies. The programme is planned for 4.",
        ),
    ],
)
def test_a_rule_speaks_with_names_and_days_in_place_of_codes(
    code: str, seen: dict[str, object], sv: str, en: str
) -> None:
    assert both(code, seen) == [sv, en]


def test_a_forecast_and_attendance_that_is_not_recorded_are_said_to_be_so() -> None:
    seen = {**BASE, "function": "finance"}
    assert both("functions_present", {**seen, "forecast": True})[0].endswith("). Det gäller som det ser ut nu.")
    assert both("functions_present", {**seen, "recorded": False})[0].endswith("). Närvaron är inte antecknad än.")
    told = finding_text(
        jim_plus(), "functions_present", {**seen, "forecast": True}, "en", "X", "Y", TODAY, caveat=False
    )
    assert told == "The function “Finance function” does not take part in meeting 2 (Problem formulation)."


def test_a_field_is_called_by_its_question() -> None:
    said = both("problem_named", {"assignment": "name_problem", "field": "problem"}, mini().workflow)
    assert said == ["Vilket problem? saknas i Problemval.", "Which problem? is missing in Choice of problem."]


@pytest.mark.parametrize(
    ("forecast", "fix"),
    [
        (True, "JiM-samordnaren ber någon i ledningsgruppen att delta, i vilken funktion som helst."),
        (False, "Ledningen går igenom anteckningarna."),
    ],
)
def test_a_fix_before_a_meeting_is_another_than_the_one_after_it(forecast: bool, fix: str) -> None:
    seen = {"meeting": "budgeting", "forecast": forecast, "recorded": True, "present": 0, "needed": 1}
    found = Blocker("management_present", "warn", True, "budgeting", seen)
    assert fix_text(jim_plus(), found, "sv", "Formas", CLUSTER, TODAY) == fix


def test_a_rule_without_a_fix_of_its_own_for_afterwards_keeps_the_one_it_has() -> None:
    seen = {"meeting": "start", "forecast": False, "recorded": True, "function": "ministry_officer"}
    found = Blocker("ministry_present", "info", False, "start", seen)
    assert fix_text(jim_plus(), found, "sv", "Formas", CLUSTER, TODAY) == (
        "Samordnaren på Jämställdhetsmyndigheten kan ta kontakt med departementet."
    )


def test_a_fix_names_the_assignment_to_mend() -> None:
    found = Blocker("problem_named", "warn", True, "start", {"assignment": "sharpen_problem", "field": "problem"})
    assert fix_text(jim_plus(), found, "sv", "Kriminalvården", CLUSTER, TODAY) == (
        "Beskriv problemet i uppgiften ”Formulering av ojämställdhetsproblemet”. "
        "Det följer sedan med i de kommande uppgifterna."
    )


@pytest.mark.parametrize(
    ("trigger", "to", "state", "sv", "fix"),
    [
        (
            "advance",
            "follow_up",
            "start",
            "Alfaverket kan inte gå till Uppföljning: Fördjupning kommer först.",
            "Härifrån leder ”Gå vidare” till Fördjupning.",
        ),
        (
            "advance",
            "preparation",
            "start",
            "Alfaverket kan inte gå till Förberedelse: nästa steg är Fördjupning.",
            "Härifrån leder ”Gå vidare” till Fördjupning.",
        ),
        (
            "advance",
            None,
            "paused",
            "”Gå vidare” är inte möjligt för Alfaverket i läget Pausad.",
            "Härifrån går det att välja ”Återuppta” och ”Lämna omgången”.",
        ),
        (
            "accept",
            None,
            "completed",
            "”Tacka ja” är inte möjligt för Alfaverket i läget Genomfört.",
            "Härifrån går det inte att gå vidare någonstans.",
        ),
        (
            "reopen",
            "closing",
            "start",
            "”Öppna igen” leder inte från Uppstart till Avslutning.",
            "Härifrån leder ”Öppna igen” till Förberedelse.",
        ),
        (
            "jump",
            None,
            "paused",
            "Programmet har inget som heter ”jump”.",
            "Härifrån går det att välja ”Återuppta” och ”Lämna omgången”.",
        ),
        (
            "advance",
            "nowhere",
            "start",
            "Programmet har inget steg som heter ”nowhere”.",
            "Härifrån leder ”Gå vidare” till Fördjupning.",
        ),
        (
            "pause",
            None,
            "start",
            "Det behövs ett skäl till ”Pausa”.",
            "Skriv kort varför. Skälet sparas i granskningsloggen.",
        ),
    ],
)
def test_a_refusal_of_the_engine_says_what_comes_first_and_what_can_be_done(
    trigger: str, to: str | None, state: str, sv: str, fix: str
) -> None:
    refused = advance(mini(), facts(state, came_from="start"), trigger, at("2021-06-01 08:00"), to=to)
    assert isinstance(refused, Refusal)
    found = refused.blockers[-1]
    workflow = mini().workflow
    assert blocker_text(workflow, found, "sv", "Alfaverket", CLUSTER, TODAY) == sv
    assert fix_text(workflow, found, "sv", "Alfaverket", CLUSTER, TODAY) == fix
    english = blocker_text(workflow, found, "en", "Alfaverket", CLUSTER, TODAY)
    assert not re.search(r"[åäö{}]", english.replace("Alfaverket", ""))


def test_a_code_that_nobody_knows_is_still_said() -> None:
    assert both("brand_new", {}) == ["Regeln ”brand_new” säger nej.", "The rule “brand_new” says no."]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_rule_that_finds_something_says_it_without_a_brace(lang: str) -> None:
    workflow = mini().workflow
    bare = facts(meetings=meetings(), appointments=staff(without=("planner", "head")), presences=came("start"))
    told: set[str] = set()
    for step in workflow.steps.values():
        view = View(workflow, bare, step, TODAY)
        for verdict in evaluate(view, (*step.attendance, *step.entry, *step.exit)):
            for found in verdict.blockers:
                told.add(found.code)
                for say in (blocker_text, fix_text):
                    said = say(workflow, found, lang, "Alfaverket", CLUSTER, TODAY)
                    assert said[0].isupper() or not said[0].isalpha()
                    assert not re.search(r"[{}]|None|  ", said)
    assert told == workflow.rules.keys() - {"cluster_large_enough"}
