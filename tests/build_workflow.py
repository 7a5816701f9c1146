"""A small complete programme as plain data, using every part of the definition language; tests start from it."""

import copy
from typing import Any

Text = dict[str, str]


def both(sv: str, en: str) -> Text:
    """A text in the two languages."""
    return {"sv": sv, "en": en}


def mini_definition() -> dict[str, Any]:
    """Preparation, three meetings and a closing, new at each call so that a test may change it."""
    return {
        "workflow": "mini",
        "version": "1",
        "title": both("Miniprogrammet", "The mini programme"),
        "calendar": "sweden",
        "nouns": {
            "one": both("myndighet", "agency"),
            "the": both("myndigheten", "the agency"),
            "many": both("myndigheter", "agencies"),
        },
        "functions": _functions(),
        "choices": _choices(),
        "result_steps": "result_step",
        "themes": {
            "case_handling": both("Handläggning", "Case handling"),
            "follow_up": both("Uppföljning", "Follow-up"),
        },
        "rules": _rules(),
        "assignments": _assignments(),
        "forms": _forms(),
        "every_meeting": {
            "attendance": [
                "management_present",
                "functions_present",
                "head_present",
                "officer_present",
            ],
            "exit": ["meeting_held", "before_submitted", "after_submitted"],
            "invite": "meeting - 30 days",
            "holds": True,
            "readiness": ["meeting - 21 days", "meeting - 7 days"],
            "record": "meeting + 1 working day",
            "theme_missing": "meeting - 60 days",
        },
        "steps": _steps(),
        "states": [
            "proposed",
            "invited",
            "declined!",
            "<steps>",
            "completed!",
            "paused",
            "withdrawn!",
        ],
        "state_titles": {
            "proposed": both("Föreslagen", "Proposed"),
            "invited": both("Inbjuden", "Invited"),
            "declined": both("Tackat nej", "Declined"),
            "completed": both("Genomfört", "Completed"),
            "paused": both("Pausad", "Paused"),
            "withdrawn": both("Lämnat omgången", "Withdrawn"),
        },
        "transitions": _transitions(),
        "letters": {
            "invitation": {"when": "enters invited", "to": ["coordinator"], "template": "invitation"},
        },
    }


def _functions() -> dict[str, Any]:
    return {
        "planner": {
            "title": both("Planeringsfunktion", "Planning function"),
            "duty": both("ansvarar för planeringen", "are in charge of planning"),
            "attends": "every meeting",
        },
        "coordinator": {
            "title": both("JiM-samordnare", "Gender mainstreaming coordinator"),
            "duty": both("samordnar arbetet", "coordinate the work"),
            "attends": "every meeting",
            "coordinates": True,
        },
        "finance": {
            "title": both("Ekonomifunktion", "Finance function"),
            "duty": both("ansvarar för ekonomin", "are in charge of finance"),
            "busy": [{"from": "01-15", "to": "03-01", "what": both("bokslut", "annual accounts")}],
        },
        "head": {
            "title": both("Myndighetschef", "Agency head"),
            "duty": both("leder myndigheten", "lead the agency"),
            "attends": "first and last",
        },
        "officer": {
            "title": both("Myndighetshandläggare", "Ministry officer"),
            "duty": both("följer myndigheten", "follow the agency"),
            "attends": "first and last",
            "belongs_to": "ministry",
        },
        "host": {
            "title": both("Programsamordnare", "Programme coordinator"),
            "duty": both("håller samman programmet", "hold the programme together"),
            "belongs_to": "host",
        },
        "expert": {
            "title": both("Sakkunnig", "Expert"),
            "duty": both("bidrar med kunskap", "contribute knowledge"),
            "attends": "as guest",
            "belongs_to": "guest",
        },
    }


def _choices() -> dict[str, Any]:
    return {
        "policy_goal": {"power": both("Makt", "Power"), "economy": both("Ekonomi", "Economy")},
        "level": {"missing": both("saknas", "missing"), "in_place": both("på plats", "in place")},
        "result_step": {
            "activities": both("aktiviteter", "activities"),
            "products": both("produkter", "products"),
            "methods": both("arbetssätt", "working methods"),
            "outcome": both("verksamhetsutfall", "outcome"),
        },
    }


def _rules() -> dict[str, Any]:
    return {
        "management_present": {
            "check": "attendance",
            "of": "own agency",
            "at_least": 1,
            "where": {"top_management": True},
            "severity": "warn",
            "waivable": True,
            "curable": True,
            "text": both(
                "Ingen från högsta ledningsgruppen deltog i {meeting}.",
                "Nobody of the top management took part in {meeting}.",
            ),
            "fix": both("{organisation} utser någon.", "{organisation} appoints someone."),
        },
        "functions_present": {
            "check": "attendance",
            "functions": ["planner", "coordinator"],
            "severity": "warn",
            "waivable": True,
            "curable": True,
            "text": both("{function} saknades på {meeting}.", "{function} was missing at {meeting}."),
            "fix": both("Gör ersättningsuppgiften.", "Do the catch-up assignment."),
        },
        "head_present": {
            "check": "attendance",
            "functions": ["head"],
            "deputy": "round_policy",
            "at": "first and last",
            "severity": "warn",
            "waivable": True,
            "text": both("Myndighetschefen deltog inte.", "The agency head did not take part."),
            "fix": both("Samordnaren kan godkänna avsteg.", "The coordinator can grant a waiver."),
        },
        "officer_present": {
            "check": "attendance",
            "functions": ["officer"],
            "at": "first and last",
            "severity": "info",
            "text": both("Departementet deltog inte.", "The ministry did not take part."),
            "fix": both("Inget krävs av {organisation}.", "Nothing is asked of {organisation}."),
        },
        "meeting_held": {
            "check": "meeting_held",
            "severity": "block",
            "text": both("{meeting} har inte hållits ({date}).", "{meeting} has not been held ({date})."),
            "fix": both("Vänta till efter träffen.", "Wait until after the meeting."),
        },
        "before_submitted": {
            "check": "submitted",
            "assignments": "before",
            "severity": "warn",
            "waivable": True,
            "text": both(
                "{assignment} är inte inlämnad, skulle ha kommit {due}.",
                "{assignment} is not submitted, was due {due}.",
            ),
            "fix": both("Lämna in uppgiften.", "Submit the assignment."),
        },
        "after_submitted": {
            "check": "submitted",
            "assignments": "after",
            "severity": "warn",
            "waivable": True,
            "text": both("{assignment} är inte inlämnad.", "{assignment} is not submitted."),
            "fix": both("Lämna in uppgiften.", "Submit the assignment."),
        },
        "self_assessed": {
            "check": "submitted",
            "assignments": ["self_assessment"],
            "severity": "warn",
            "text": both("Självskattningen saknas.", "The self-assessment is missing."),
            "fix": both("Lämna in självskattningen.", "Submit the self-assessment."),
        },
        "problem_named": {
            "check": "form_has",
            "assignment": "name_problem",
            "field": "problem",
            "severity": "block",
            "text": both("{field} saknas i {assignment}.", "{field} is missing in {assignment}."),
            "fix": both("Skriv problemet.", "Write the problem."),
        },
        "theme_chosen": {
            "check": "theme_set",
            "severity": "block",
            "text": both("{cluster} har inte valt tema.", "{cluster} has not chosen a theme."),
            "fix": both("Välj tema.", "Choose a theme."),
        },
        "roles_filled": {
            "check": "holders",
            "functions": ["planner", "coordinator"],
            "severity": "warn",
            "text": both("Ingen innehar {function}.", "Nobody holds {function}."),
            "fix": both("Utse någon.", "Appoint someone."),
        },
        "results_far": {
            "check": "results_reach",
            "at_least_one_of": ["methods", "outcome"],
            "severity": "info",
            "text": both("Resultaten når {reached}.", "The results reach {reached}."),
            "fix": both("Lägg till resultat.", "Add results."),
        },
        "cluster_large_enough": {
            "check": "cluster_size",
            "min": 3,
            "max": 6,
            "severity": "info",
            "text": both("Klustret har {count}, {min}–{max} är bra.", "{count} members; {min}–{max} is good."),
            "fix": both("Se över klustret.", "Review the cluster."),
        },
    }


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


def _assignments() -> dict[str, Any]:
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


def _forms() -> dict[str, Any]:
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


def _steps() -> dict[str, Any]:
    return {
        "preparation": {
            "title": both("Förberedelse", "Preparation"),
            "purpose": both("Ni gör er redo.", "You get ready."),
            "assignments": ["self_assessment"],
            "materials": [{"title": both("Stödmaterial", "Support"), "url": "https://example.org/stod"}],
            "exit": ["roles_filled"],
        },
        "start": {
            "title": both("Uppstart", "Kick-off"),
            "purpose": both("Ni lär känna varandra.", "You get to know each other."),
            "meeting": {"length": "full day"},
            "before": ["describe_today"],
            "after": ["name_problem"],
            "catch_up": "read_notes",
            "entry": ["self_assessed", "cluster_large_enough"],
            "exit": ["problem_named"],
        },
        "deepening": {
            "title": both("Fördjupning", "In-depth session"),
            "purpose": both("Ni fördjupar ett tema.", "You go deeper into a theme."),
            "meeting": {"length": "half day"},
            "before": ["prepare_theme"],
            "catch_up": "read_notes",
            "theme": "per cluster",
            "guests": ["expert"],
            "entry": ["theme_chosen"],
        },
        "follow_up": {
            "title": both("Uppföljning", "Follow-up"),
            "purpose": both("Ni följer upp.", "You follow up."),
            "meeting": {"length": "2 hours"},
            "after": ["evaluate"],
            "catch_up": "read_notes",
        },
        "closing": {
            "title": both("Avslutning", "Closing"),
            "purpose": both("Ni sammanfattar.", "You sum up."),
            "assignments": ["final_report"],
            "exit": ["results_far"],
        },
    }


def _transitions() -> dict[str, Any]:
    return {
        "invite": {"title": both("Bjud in", "Invite"), "from": "proposed", "to": "invited", "by": "host"},
        "accept": {
            "title": both("Tacka ja", "Accept"),
            "from": "invited",
            "to": "preparation",
            "by": "agency",
        },
        "decline": {
            "title": both("Tacka nej", "Decline"),
            "from": "invited",
            "to": "declined",
            "by": "agency",
            "reason": "asked",
        },
        "advance": {"title": both("Gå vidare", "Move on"), "along": ["<steps>", "completed"]},
        "withdraw": {
            "title": both("Lämna omgången", "Withdraw"),
            "from": ["active", "paused"],
            "to": "withdrawn",
            "reason": "required",
        },
        "pause": {
            "title": both("Pausa", "Pause"),
            "from": "active",
            "to": "paused",
            "reason": "required",
        },
        "resume": {"title": both("Återuppta", "Resume"), "from": "paused", "to": "where it was"},
        "reopen": {
            "title": both("Öppna igen", "Re-open"),
            "from": "active",
            "to": "an earlier step",
            "reason": "required",
        },
    }


GONE: Any = object()
"""Stands for a value that is taken away."""


def changed(changes: dict[str, Any], data: dict[str, Any] | None = None) -> dict[str, Any]:
    """The mini definition with other values at dotted paths, `steps.start.exit.0`; GONE takes a key or item away."""
    data = mini_definition() if data is None else data
    for path, value in changes.items():
        *way, last = path.split(".")
        part: Any = data
        for key in way:
            part = part[int(key) if isinstance(part, list) else key]
        place: Any = int(last) if isinstance(part, list) else last
        if value is GONE:
            del part[place]
        elif isinstance(part, list) and place == len(part):
            part.append(value)
        else:
            part[place] = value
    return data
