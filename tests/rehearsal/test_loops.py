"""People who answer so that a way opens or a step is gone through again, as a people file says."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from jimflow.files.places import BadFile
from jimflow.files.rounds import read_round
from jimflow.files.shipped import shipped
from jimflow.rehearsal.outcome import Rehearsed
from jimflow.rehearsal.rehearse import play_through
from tests.build_workflow import changed, mini_definition
from tests.mini_people import both
from tests.rehearsal.minis import Mini, mini

ASKED = [
    *mini_definition()["forms"]["report"]["questions"],
    {"id": "decision", "type": "choice", "choices": "decision", "sv": "Vad beslutas?", "en": "What is decided?"},
]
LOOP: dict[str, Any] = {
    "choices.decision": {"adopted": both("Antas", "Adopted"), "sent_back": both("Skickas tillbaka", "Sent back")},
    "forms.report.questions": ASKED,
    "rules.goes_back": {
        "check": "form_has",
        "assignment": "final_report",
        "field": "decision",
        "is": ["sent_back"],
        "severity": "block",
        "text": both("Den är inte skickad tillbaka.", "It is not sent back."),
        "fix": both("Vänta.", "Wait."),
    },
    "rules.report_in": {
        "check": "submitted",
        "assignments": "step",
        "severity": "block",
        "text": both("Inte inlämnad.", "Not submitted."),
        "fix": both("Lämna in.", "Submit."),
    },
    "steps.closing.exit": ["results_far", "report_in"],
    "transitions.redo": {
        "title": both("Gör om", "Do again"),
        "from": "closing",
        "to": "closing",
        "by": "host",
        "completes": True,
        "rules": ["goes_back"],
    },
    "transitions.rest": {"title": both("Vila", "Rest"), "from": "closing", "to": "closing", "reason": "required"},
}


@pytest.fixture(scope="module")
def looped(tmp_path_factory: pytest.TempPathFactory) -> Mini:
    """The mini round with a decision at its end that may send the report back."""
    small = mini(tmp_path_factory.mktemp("looped"))
    folder: Path | None = small.settings.workflows
    assert folder is not None
    text = yaml.safe_dump(changed(LOOP), allow_unicode=True, sort_keys=False)
    (folder / "mini.yaml").write_text(text, encoding="utf-8")
    return Mini(small.settings, small.path, read_round(small.path, folder, shipped("config") / "calendars"))


def play(small: Mini, text: str) -> Rehearsed:
    people = small.people(f"coordinator: {{acknowledges: 2021-01-12 at 09:00}}\n{text}")
    return play_through(small.settings, small.path, small.read, people, until=date(2022, 6, 30))


def laps(found: Rehearsed, organisation: str) -> list[str]:
    """The occasions of the last step that the organisation was given work on."""
    items = [
        i.split(":") for mail in found.mails if mail.to.endswith(f"{organisation}@example.org") for i in mail.items
    ]
    return sorted({item[1] for item in items if item[0] == "open" and item[-1] == "final_report"})


def test_sent_back_once_and_then_adopted(looped: Mini) -> None:
    found = play(
        looped,
        "everyone: {answers: {final_report: {decision: adopted}}}\n"
        "except:\n"
        "  - {organisation: alfa, step: closing, answers: {final_report: {decision: sent_back, result: Nytt}}}\n",
    )
    assert (laps(found, "alfa"), laps(found, "beta")) == (["closing", "closing.2"], ["closing"])
    assert (found.ended["alfa"], found.ended["beta"]) == ("completed", "completed")


def test_a_way_that_no_answer_chooses_is_taken_where_the_file_says_so(looped: Mini) -> None:
    found = play(
        looped,
        "except:\n"
        "  - {organisation: alfa, step: [closing, closing.2], takes: rest}\n"
        "  - {organisation: beta, step: closing.2, takes: rest}\n",
    )
    assert laps(found, "alfa") == ["closing", "closing.2", "closing.3"]
    assert (laps(found, "beta"), found.ended["alfa"]) == (["closing"], "completed")


def test_what_cannot_be_answered_or_taken_is_told_with_its_line(looped: Mini) -> None:
    with pytest.raises(BadFile) as bad:
        looped.people(
            "everyone:\n"
            "  answers: {final_reprt: {decision: adopted}}\n"
            "except:\n"
            "  - {organisation: alfa, answers: {final_report: {decison: adopted}}}\n"
            "  - {organisation: alfa, answers: {final_report: {decision: maybe}}}\n"
            '  - {organisation: alfa, answers: {final_report: {result: ""}}}\n'
            "  - {organisation: alfa, takes: rest}\n"
            "  - {organisation: alfa, step: closing, takes: withdraww}\n"
        )
    assert bad.value.lines("en") == [
        "people.yaml:4: unknown assignment “final_reprt” – did you mean final_report?",
        "people.yaml:6: unknown question “decison” – did you mean decision?",
        "people.yaml:7: choose among adopted, sent_back",
        "people.yaml:8: the question must be answered",
        "people.yaml:9: it is not said where the way is taken – write step: and a step, or step.2",
        "people.yaml:10: “withdraww” is no way that can be taken – did you mean withdraw?",
    ]
