"""The work of the mini programme: its assignments and their forms."""

import copy
from typing import Any

from tests.mini_people import both


def _assignment(sv: str, en: str, **rest: Any) -> dict[str, Any]:
    return {
        "title": both(sv.capitalize(), en.capitalize()),
        "short": both(f"gör: {sv}", f"do: {en}"),
        "ask": both(f"göra {sv} för {{organisation}}", f"do {en} for {{organisation}}"),
        "why": both("Svaret behövs i nästa steg.", "The answer is needed in the next step."),
        "instruction": both("Utgå från hur ni arbetar i dag.", "Start from how you work today."),
        "effort": "half a day",
        "to": ["planner", "coordinator"],
        **rest,
    }


def assignments() -> dict[str, Any]:
    """The part `assignments` of the mini definition, new at each call."""
    after: dict[str, Any] = {
        "opens": "meeting",
        "due": "next_meeting - 35 days else meeting + 30 working days",
        "remind": ["due - 3 working days", "due + 1 working day"],
        "inform": [{"at": "due + 3 working days", "who": "host"}],
    }
    before: dict[str, Any] = {
        "opens": "meeting - 28 days",
        "due": "meeting - 7 days",
        "remind": ["due - 3 working days", "due + 1 working day"],
        "inform": [{"at": "due + 3 working days", "who": "host"}],
        "share_with": "cluster",
    }
    return {
        "self_assessment": _assignment(
            "självskattning",
            "self-assessment",
            effort="2 days",
            to=["coordinator"],
            form="self_assessment",
            opens="entered",
            due="next_meeting - 10 working days",
            remind=["due - 5 working days"],
        ),
        "describe_today": _assignment(
            "nulägesbeskrivning",
            "description of today",
            to=["planner", "coordinator", "finance"],
            form="describe_today",
            waits_for={"assignment": "self_assessment", "until": "meeting - 14 days"},
            **copy.deepcopy(before),
        ),
        "name_problem": _assignment("problemval", "choice of problem", form="problem", **after),
        "prepare_theme": _assignment(
            "temaförberedelse",
            "theme preparation",
            instruction=both("Läs om {theme}.", "Read about {theme}."),
            form="theme_notes",
            waits_for={"theme": "chosen"},
            **copy.deepcopy(before),
        ),
        "evaluate": _assignment(
            "utvärdering",
            "evaluation",
            effort="20 minutes",
            form="evaluation",
            optional=True,
            opens="meeting + 1 working day",
            due="meeting + 20 working days",
        ),
        "read_notes": _assignment(
            "läsning av anteckningar",
            "reading of the notes",
            effort="3 hours",
            to=["coordinator"],
            form="notes",
            opens="made",
            due="made + 10 working days",
            accept="required",
        ),
        "final_report": _assignment(
            "slutrapport",
            "final report",
            form="report",
            opens="entered",
            due="entered + 20 working days",
            closes="when left",
        ),
    }


def _question(name: str, kind: str, sv: str, en: str, **rest: Any) -> dict[str, Any]:
    return {"id": name, "type": kind, "sv": sv, "en": en, **rest}


def forms() -> dict[str, Any]:
    """The part `forms` of the mini definition, new at each call."""
    return {
        "self_assessment": {
            "sections": [
                {
                    "title": both("Styrning", "Governance"),
                    "questions": [
                        _question(
                            "in_plan",
                            "choice",
                            "Målen står i planen.",
                            "The goals stand in the plan.",
                            choices="level",
                        ),
                    ],
                },
                {
                    "title": both("Kunskap", "Knowledge"),
                    "questions": [
                        _question("trained", "yes_no", "Alla är utbildade.", "Everyone is trained."),
                    ],
                },
            ]
        },
        "describe_today": {
            "questions": [
                _question(
                    "found_how",
                    "text",
                    "Hur hittar ni problem?",
                    "How do you find problems?",
                    hint=both("Skriv kort.", "Be brief."),
                    max=2000,
                ),
                _question(
                    "cost",
                    "number",
                    "Vad kostar arbetet?",
                    "What does the work cost?",
                    required=False,
                    **{"for": ["finance"]},
                ),
            ]
        },
        "problem": {
            "questions": [
                _question("problem", "text", "Vilket problem?", "Which problem?"),
                _question("goals", "choices", "Vilka mål?", "Which goals?", choices="policy_goal"),
                _question("since", "date", "Sedan när?", "Since when?", required=False),
            ]
        },
        "theme_notes": {
            "questions": [
                _question("problem", "text", "Ert problem", "Your problem", prefill="name_problem.problem"),
            ]
        },
        "evaluation": {
            "questions": [_question("useful", "yes_no", "Var det nyttigt?", "Was it useful?")],
        },
        "notes": {"questions": [_question("learned", "text", "Vad lärde du dig?", "What did you learn?")]},
        "report": {
            "questions": [
                _question("problem", "text", "Ert problem", "Your problem", prefill="name_problem.problem"),
                _question("result", "text", "Ert resultat", "Your result"),
            ]
        },
    }
