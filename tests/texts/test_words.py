"""The words for states, roles and mails cover every code, and speak neutrally of whoever is named."""

from __future__ import annotations

from datetime import date
from typing import get_args

from jimflow.core.mistakes import Said
from jimflow.core.model import AssignmentStatus, MailClass
from jimflow.core.status import StepStatus
from jimflow.core.workflow import Severity
from jimflow.texts.names import (
    assignment_title,
    field_title,
    function_title,
    meeting_name,
    meeting_number,
    named,
    state_title,
    theme_title,
    title_within,
    trigger_title,
)
from jimflow.texts.words import (
    ASSIGNMENT_STATUS,
    MAIL_CLASS,
    MAIL_STATUS,
    MODE,
    ROLE,
    SEVERITY,
    STEP_STATUS,
    not_submitted,
    word,
)
from tests.build import mini

TODAY = date(2021, 6, 2)


def test_every_code_has_a_word_in_both_languages() -> None:
    assert set(STEP_STATUS) == set(get_args(StepStatus))
    assert set(ASSIGNMENT_STATUS) == set(get_args(AssignmentStatus))
    assert set(MAIL_CLASS) == set(get_args(MailClass))
    assert set(SEVERITY) == set(get_args(Severity))
    for words in (STEP_STATUS, ASSIGNMENT_STATUS, MAIL_CLASS, MAIL_STATUS, SEVERITY, ROLE, MODE):
        assert all(said.sv and said.en for said in words.values())


def test_a_code_without_a_word_stands_as_it_is() -> None:
    assert [word(SEVERITY, code, "en") for code in ("block", "odd")] == ["stop", "odd"]


def test_what_has_not_come_is_said_without_blame() -> None:
    due = date(2021, 6, 1)
    assert [not_submitted(due, lang, TODAY) for lang in ("sv", "en")] == [
        "inte inlämnad, skulle ha kommit 1 juni",
        "not submitted, was due 1 June",
    ]
    assert not_submitted(due, "sv", due) == "inte inlämnad, sista dag 1 juni"
    assert not_submitted(None, "sv", TODAY) == "inte inlämnad"


def test_meetings_are_counted_over_the_steps_that_have_one() -> None:
    workflow = mini().workflow
    assert [meeting_number(workflow, step, "sv") for step in workflow.steps] == [
        "förberedelse",
        "träff 1",
        "träff 2",
        "träff 3",
        "avslutning",
    ]
    assert [meeting_name(workflow, step, "en") for step in ("preparation", "start")] == [
        "Preparation",
        "meeting 1 (Kick-off)",
    ]


def test_what_a_definition_does_not_know_is_called_by_its_code() -> None:
    workflow = mini().workflow
    for name in (
        state_title,
        function_title,
        assignment_title,
        trigger_title,
        theme_title,
        meeting_name,
        meeting_number,
    ):
        assert name(workflow, "odd", "sv") == "odd"
    assert field_title(workflow, "name_problem", "odd", "sv") == field_title(workflow, "odd", "odd", "sv") == "odd"
    assert theme_title(workflow, "", "sv") == "klustrets tema"


def test_a_name_is_read_however_it_was_frozen() -> None:
    given = ["Formas", Said("a", "b"), ["a", "b"], ("a", "b"), {"sv": "a", "en": "b"}, None]
    assert [named(value, "en") for value in given] == ["Formas", "b", "b", "b", "b", ""]


def test_a_title_inside_a_sentence_keeps_capitals_that_belong_to_it() -> None:
    assert [title_within(t) for t in ("Ekonomifunktion", "JiM-samordnare", "ESV", "Chef i EU", "")] == [
        "ekonomifunktion",
        "JiM-samordnare",
        "ESV",
        "chef i EU",
        "",
    ]
