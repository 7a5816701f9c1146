"""A small complete programme as plain data, using every part of the definition language; tests start from it."""

from typing import Any

from tests.mini_people import both, choices, functions, rules
from tests.mini_work import assignments, forms


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
        "functions": functions(),
        "choices": choices(),
        "result_steps": "result_step",
        "themes": {
            "case_handling": both("Handläggning", "Case handling"),
            "follow_up": both("Uppföljning", "Follow-up"),
        },
        "rules": rules(),
        "assignments": assignments(),
        "forms": forms(),
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


__all__ = ["GONE", "both", "changed", "mini_definition"]

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
