"""Who reads an answer, in words: on the page of a definition, in what differs, and in the mail that asks for it."""

from __future__ import annotations

import pytest

from jimflow.core.definition import read_definition
from jimflow.core.differences import differences
from jimflow.core.workflow import Workflow
from jimflow.texts.difference_words import tell
from jimflow.texts.readers import other_readers, readers
from tests.build_workflow import changed


def shared_with(value: object) -> Workflow:
    return read_definition(changed({"assignments.describe_today.share_with": value}))


@pytest.mark.parametrize(
    ("value", "sv", "en"),
    [
        ("host", "bara värden", "only the host"),
        ("cluster", "klustret", "the cluster"),
        (["cluster", "ministry"], "klustret och myndighetshandläggare", "the cluster and ministry officer"),
        (["guests", "ministry"], "myndighetshandläggare och sakkunnig", "ministry officer and expert"),
    ],
)
def test_readers_are_named_as_the_programme_names_them(value: object, sv: str, en: str) -> None:
    workflow = shared_with(value)
    share_with = workflow.assignments["describe_today"].share_with
    assert [readers(workflow, share_with, lang) for lang in ("sv", "en")] == [sv, en]


def test_the_others_are_those_from_outside() -> None:
    workflow = shared_with(["cluster", "ministry"])
    assert other_readers(workflow, ("cluster", "ministry"), "sv") == "myndighetshandläggare"
    assert other_readers(workflow, ("cluster",), "sv") == ""


def test_what_differs_tells_all_who_read_before_and_after() -> None:
    old, new = shared_with("host"), shared_with(["cluster", "ministry"])
    assert [t.words for t in tell(old, new, differences(old, new), "sv")] == [
        "Uppgiften ”Nulägesbeskrivning”: vem som får läsa svaret ändras från bara värden till "
        "klustret och myndighetshandläggare"
    ]
