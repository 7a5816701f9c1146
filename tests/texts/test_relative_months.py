"""Months in the times of a definition, as a reader of it meets them."""

import pytest

from jimflow.core.definition import read_definition
from jimflow.core.mistakes import Mistakes
from jimflow.core.moments import parse_moment
from jimflow.texts.relative_times import moment_words
from tests.build_workflow import changed


@pytest.mark.parametrize(
    ("written", "sv", "en"),
    [
        ("entered + 6 months", "6 månader efter stegets början", "6 months after the start of the step"),
        ("meeting - 1 month", "1 månad före träffen", "1 month before the meeting"),
    ],
)
def test_months_are_said_as_months(written: str, sv: str, en: str) -> None:
    assert [moment_words(parse_moment(written), lang) for lang in ("sv", "en")] == [sv, en]


def test_a_deadline_months_before_its_opening_is_a_mistake_and_one_after_it_is_none() -> None:
    times = {"assignments.final_report.opens": "entered + 6 months", "assignments.final_report.remind": []}
    read_definition(changed({**times, "assignments.final_report.due": "entered + 29 weeks"}))
    read_definition(changed({**times, "assignments.final_report.due": "opens + 1 month"}))
    with pytest.raises(Mistakes, match="kommer före"):
        read_definition(changed({**times, "assignments.final_report.due": "entered + 20 weeks"}))
    with pytest.raises(Mistakes, match="kommer före"):
        read_definition(changed({**times, "assignments.final_report.due": "opens - 1 month"}))
