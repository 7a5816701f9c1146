"""The people and the rules of the mini programme: functions, lists to choose from, one rule of every kind."""

from typing import Any

Text = dict[str, str]


def both(sv: str, en: str) -> Text:
    """A text in the two languages."""
    return {"sv": sv, "en": en}


def functions() -> dict[str, Any]:
    """The part `functions` of the mini definition, new at each call."""
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


def choices() -> dict[str, Any]:
    """The part `choices` of the mini definition, new at each call."""
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


def rules() -> dict[str, Any]:
    """The part `rules` of the mini definition, new at each call."""
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
