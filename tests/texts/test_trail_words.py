"""Entries of the audit in words: with codes for whoever knows the definition, with titles for everybody else."""

from __future__ import annotations

from jimflow.texts.trail_words import detail, titled_detail
from tests.build import mini

MOVE = {"kind": "move", "from": "start", "to": "deepening", "acknowledged": ["functions_present"], "reason": "Bråttom"}


def test_a_move_names_its_states_what_was_passed_and_why() -> None:
    assert detail(MOVE) == "start → deepening · functions_present · ”Bråttom”"
    assert titled_detail(MOVE, mini().workflow, "sv") == (
        "Uppstart → Fördjupning · passerade varningen ”deltar: Planeringsfunktion och JiM-samordnare” · ”Bråttom”"
    )
    refused = {"kind": "refused", "from": "start", "to": "deepening", "stopped_by": ["meeting_held"]}
    assert titled_detail(refused, mini().workflow, "en").startswith("Kick-off → In-depth session · stopped by “")


def test_work_people_and_days_are_called_by_their_names() -> None:
    entry = {"step": "start", "assignment": "describe_today", "function": "planner", "until": "2021-12-31"}
    assert titled_detail(entry, mini().workflow, "sv") == (
        "Uppstart · Nulägesbeskrivning · Planeringsfunktion · 31 december 2021"
    )
    reply = {"step": "start", "function": "head", "answer": "no"}
    assert titled_detail(reply, mini().workflow, "en") == "Kick-off · Agency head · not coming"


def test_what_a_mail_said_is_told_once_however_many_it_went_to() -> None:
    work = "open:start:describe_today"
    due = {"kind": "due", "items": [f"{work} → planner", f"{work} → head", "invite:start → head"]}
    assert titled_detail(due, mini().workflow, "sv") == (
        "ny uppgift ”Nulägesbeskrivning” och kalenderinbjudan till träff 1 (Uppstart)"
    )


def test_what_the_definition_does_not_know_stands_as_it_is() -> None:
    entry = {"step": "nowhere", "rule": "no_rule", "round": "mini-2021"}
    assert titled_detail(entry, mini().workflow, "sv") == detail(entry) == "nowhere · no_rule · mini-2021"
