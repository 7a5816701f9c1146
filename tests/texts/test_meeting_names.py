"""What meetings are called: by their number, or by their own title where they recur."""

from __future__ import annotations

import pytest

from jimflow.core.definition import read_definition
from jimflow.core.workflow import Workflow
from jimflow.texts.names import meeting_name, meeting_number
from tests.build_workflow import both, mini_definition


def recurring() -> Workflow:
    """The mini programme where the in-depth session leads back to the kick-off."""
    data = mini_definition()
    data["transitions"]["again"] = {"title": both("En gång till", "Once more"), "from": "deepening", "to": "start"}
    return read_definition(data)


@pytest.mark.parametrize(
    ("step", "sv", "en"),
    [
        ("start", "träff 1 (Uppstart)", "meeting 1 (Kick-off)"),
        ("follow_up", "träff 3 (Uppföljning)", "meeting 3 (Follow-up)"),
        ("closing", "Avslutning", "Closing"),
    ],
)
def test_a_meeting_is_called_by_its_number_and_its_title(step: str, sv: str, en: str) -> None:
    workflow = read_definition(mini_definition())
    assert [meeting_name(workflow, step, lang) for lang in ("sv", "en")] == [sv, en]


@pytest.mark.parametrize(
    ("step", "sv", "en"),
    [
        ("start", "träffen ”Uppstart”", "the meeting “Kick-off”"),
        ("deepening.3", "träffen ”Fördjupning (3)”", "the meeting “In-depth session (3)”"),
        ("closing", "Avslutning", "Closing"),
    ],
)
def test_where_meetings_recur_each_is_called_by_its_own_title(step: str, sv: str, en: str) -> None:
    assert [meeting_name(recurring(), step, lang) for lang in ("sv", "en")] == [sv, en]


def test_the_first_lap_is_called_by_its_number_too_where_the_title_has_one() -> None:
    data = mini_definition()
    data["transitions"]["again"] = {"title": both("Igen", "Again"), "from": "deepening", "to": "deepening"}
    data["steps"]["deepening"]["title"] = both("Besök {lap}", "Visit {lap}")
    workflow = read_definition(data)
    assert [meeting_name(workflow, step, "sv") for step in ("deepening", "deepening.2")] == [
        "träffen ”Besök 1”",
        "träffen ”Besök 2”",
    ]
    assert [meeting_number(workflow, step, "en") for step in ("deepening", "deepening.2")] == ["visit 1", "visit 2"]


def test_a_recurring_meeting_is_short_in_a_subject() -> None:
    assert [meeting_number(recurring(), "deepening.2", lang) for lang in ("sv", "en")] == [
        "fördjupning (2)",
        "in-depth session (2)",
    ]
