"""A definition printed for a person: who takes part, what each step asks, when, and what stops it."""

import pytest

from jimflow.core.definition import read_definition
from jimflow.core.moments import parse_moment
from jimflow.texts.relative_times import moment_words
from jimflow.texts.rule_words import requirement, weight
from jimflow.texts.workflow_text import Part, workflow_lines, workflow_parts
from tests.build_workflow import changed, mini_definition

WORKFLOW = read_definition(mini_definition())


@pytest.mark.parametrize(
    ("moment", "sv", "en"),
    [
        ("meeting - 7 days", "7 dagar före träffen", "7 days before the meeting"),
        ("due + 1 working day", "1 arbetsdag efter sista dagen", "1 working day after the due date"),
        ("meeting", "på träffdagen", "on the day of the meeting"),
        ("entered", "vid stegets början", "at the start of the step"),
        ("made + 1 day", "1 dag efter dagen då den ges", "1 day after the day it is given"),
        (
            "next_meeting - 35 days else meeting + 30 working days",
            "35 dagar före nästa träff, annars 30 arbetsdagar efter träffen",
            "35 days before the next meeting, otherwise 30 working days after the meeting",
        ),
    ],
)
def test_a_time_is_said_in_words(moment: str, sv: str, en: str) -> None:
    assert [moment_words(parse_moment(moment), lang) for lang in ("sv", "en")] == [sv, en]


def test_every_rule_is_said_as_what_it_asks_for() -> None:
    assert {name: requirement(WORKFLOW, rule, "sv") for name, rule in WORKFLOW.rules.items()} == {
        "management_present": "minst 1 från myndigheten (högsta ledningen) deltar",
        "functions_present": "deltar: Planeringsfunktion och JiM-samordnare",
        "head_present": "deltar: Myndighetschef",
        "officer_present": "deltar: Myndighetshandläggare",
        "meeting_held": "träffen är genomförd",
        "before_submitted": "uppgifterna inför träffen är inlämnade",
        "after_submitted": "uppgifterna efter träffen är inlämnade",
        "self_assessed": "inlämnat: ”Självskattning”",
        "problem_named": "i ”Problemval” finns svar på ”Vilket problem?”",
        "theme_chosen": "klustret har valt tema",
        "roles_filled": "någon innehar: Planeringsfunktion och JiM-samordnare",
        "results_far": "minst ett resultat når: arbetssätt, verksamhetsutfall",
        "cluster_large_enough": "klustret har minst 3, högst 6 myndigheter",
    }


def test_a_rule_is_said_in_english() -> None:
    said = {name: requirement(WORKFLOW, rule, "en") for name, rule in WORKFLOW.rules.items()}
    assert [said[name] for name in ("management_present", "self_assessed", "cluster_large_enough")] == [
        "at least 1 from the agency (top management) takes part",
        "submitted: “Self-assessment”",
        "the cluster has at least 3, at most 6 agencies",
    ]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"min": 4, "max": 4}, "klustret har 4 myndigheter"),
        ({"min": 4, "max": 9}, "klustret har minst 4, högst 9 myndigheter"),
    ],
)
def test_a_size_is_said_with_its_bounds(changes: dict[str, int], said: str) -> None:
    data = changed({f"rules.cluster_large_enough.{key}": value for key, value in changes.items()})
    workflow = read_definition(data)
    assert requirement(workflow, workflow.rules["cluster_large_enough"], "sv") == said


def test_the_weight_of_a_rule_tells_what_can_be_done_about_it() -> None:
    weights = {
        name: weight(WORKFLOW.rules[name], "sv") for name in ("meeting_held", "functions_present", "head_present")
    }
    assert weights == {
        "meeting_held": "stopp",
        "functions_present": "varning, avsteg kan godkännas, kan tas igen",
        "head_present": "varning, avsteg kan godkännas, bara första och sista träffen",
    }


def test_a_step_shows_its_work_its_times_and_its_rules() -> None:
    part = next(part for part in workflow_parts(WORKFLOW, "sv").parts if part.title.startswith("Fördjupning"))
    assert part == Part(
        "Fördjupning (deepening), träff 2, halvdag",
        (
            "Ni fördjupar ett tema.",
            "Varje kluster väljer tema: Handläggning; Uppföljning.",
            "Gäst: Sakkunnig.",
        ),
        (
            Part(
                "Uppgifter",
                (
                    "- Inför träffen: Temaförberedelse (prepare_theme) – Planeringsfunktion och JiM-samordnare; "
                    "ungefär en halv dag; 1 fråga; öppnar 28 dagar före träffen; sista dag 7 dagar före träffen; "
                    "väntar på temat; klustret läser svaret",
                    "- För den som missade träffen: Läsning av anteckningar (read_notes) – JiM-samordnare; "
                    "ungefär tre timmar; 1 fråga; öppnar den dag den ges; "
                    "sista dag 10 arbetsdagar efter dagen då den ges; svaret ska godkännas",
                ),
            ),
            Part(
                "Tidslinje",
                (
                    "- 60 dagar före träffen: värden påminns om temat",
                    "- 30 dagar före träffen: inbjudan till träffen",
                    "- 28 dagar före träffen: ”Temaförberedelse” öppnar",
                    "- 21 dagar före träffen: beredskapen prövas",
                    "- 3 arbetsdagar före sista dagen: påminnelse: ”Temaförberedelse”",
                    "- 7 dagar före träffen: sista dag: ”Temaförberedelse”",
                    "- 7 dagar före träffen: beredskapen prövas",
                    "- 1 arbetsdag efter sista dagen: påminnelse: ”Temaförberedelse”",
                    "- 3 arbetsdagar efter sista dagen: Programsamordnare får veta om ”Temaförberedelse” saknas",
                    "- träffdagen: TRÄFF",
                    "- 1 arbetsdag efter träffen: värden ombeds registrera närvaron",
                ),
            ),
            Part("För att börja steget", ("- stopp: klustret har valt tema (theme_chosen)",)),
            Part(
                "Deltagande, före träffen och när steget lämnas",
                (
                    "- varning, avsteg kan godkännas, kan tas igen: "
                    "minst 1 från myndigheten (högsta ledningen) deltar (management_present)",
                    "- varning, avsteg kan godkännas, kan tas igen: "
                    "deltar: Planeringsfunktion och JiM-samordnare (functions_present)",
                ),
            ),
            Part(
                "För att gå vidare",
                (
                    "- stopp: träffen är genomförd (meeting_held)",
                    "- varning, avsteg kan godkännas: uppgifterna inför träffen är inlämnade (before_submitted)",
                    "- varning, avsteg kan godkännas: uppgifterna efter träffen är inlämnade (after_submitted)",
                ),
            ),
        ),
    )


def test_the_states_and_letters_are_said_with_who_moves_them() -> None:
    states, letters = workflow_parts(WORKFLOW, "sv").parts[-2:]
    assert states.lines == (
        "- Bjud in (invite, värden): Föreslagen → Inbjuden",
        "- Tacka ja (accept, myndigheten): Inbjuden → Förberedelse",
        "- Tacka nej (decline, myndigheten, skäl efterfrågas): Inbjuden → Tackat nej",
        "- Gå vidare (advance, värden): Förberedelse → Uppstart → Fördjupning → Uppföljning → Avslutning → Genomfört",
        "- Lämna omgången (withdraw, värden, skäl krävs): varje steg och Pausad → Lämnat omgången",
        "- Pausa (pause, värden, skäl krävs): varje steg → Pausad",
        "- Återuppta (resume, värden): tillbaka till steget där det pausades",
        "- Öppna igen (reopen, värden, skäl krävs): till ett tidigare steg",
    )
    assert letters.lines == ("- invitation: Inbjuden → JiM-samordnare",)


def test_the_functions_are_said_with_when_they_attend_and_when_they_are_busy() -> None:
    assert workflow_parts(WORKFLOW, "en").parts[0] == Part(
        "Who takes part",
        (
            "- Planning function (planner): every meeting",
            "- Gender mainstreaming coordinator (coordinator): every meeting, coordinates",
            "- Finance function (finance): does not attend meetings, annual accounts 15 January–1 March",
            "- Agency head (head): the first and last meeting",
            "- Ministry officer (officer): the ministry, the first and last meeting",
            "- Programme coordinator (host): the host, does not attend meetings",
            "- Expert (expert): invited guest",
        ),
    )


def test_the_whole_is_markdown_with_one_heading_for_each_part() -> None:
    lines = workflow_lines(WORKFLOW, "en")
    assert lines[:4] == ["# The mini programme", "", f"mini 1, calendar sweden, content {WORKFLOW.digest[:12]}", ""]
    assert [line for line in lines if line.startswith("## ")] == [
        "## Who takes part",
        "## Preparation (preparation)",
        "## Kick-off (start), meeting 1, full day",
        "## In-depth session (deepening), meeting 2, half day",
        "## Follow-up (follow_up), meeting 3, 2 hours",
        "## Closing (closing)",
        "## States and transitions",
        "## Letters",
    ]


def test_who_comes_from_outside_is_no_ministry_unless_the_programme_says_so() -> None:
    for home, said in (
        ("outside", ("någon utanför", "someone from outside")),
        ("ministry", ("departementet", "the ministry")),
    ):
        workflow = read_definition(changed({"functions.officer.belongs_to": home}))
        assert [workflow_parts(workflow, lang).parts[0].lines[4] for lang in ("sv", "en")] == [
            f"- Myndighetshandläggare (officer): {said[0]}, första och sista träffen",
            f"- Ministry officer (officer): {said[1]}, the first and last meeting",
        ]
