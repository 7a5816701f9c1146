"""The core's messages, as it freezes them, can be composed: every kind that it knows."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from jimflow.core.canonical import canonical
from jimflow.core.messages import calendar_entries, letter
from jimflow.core.model import Message
from jimflow.core.overview import overview
from jimflow.core.rearm import Known
from jimflow.core.remind import sweep
from jimflow.core.workflow import Letter
from jimflow.mail.compose import Item
from tests.build import assignment, at, facts, meeting, mini, staff
from tests.mail.saying import LANGUAGES, item, mail

NOW = at("2021-04-06 08:00")
OPEN = assignment("start", "describe_today", "open", opens="2021-03-17", due="2021-04-07")


def items(messages: list[Message]) -> list[Item]:
    """As they come back from their rows: the facts through canonical JSON."""
    return [Item(m.template, m.item, str(m.facts["function"]), json.loads(canonical(m.facts))) for m in messages]


def composed(messages: list[Message]) -> list[str]:
    """The subjects of all, each alone in a mail, in both languages."""
    assert messages
    return [mail(one, lang=lang, workflow=mini().workflow).subject for one in items(messages) for lang in LANGUAGES]


def swept(rule: str, to: str, **other: object) -> list[Message]:
    """What the sweep says of one due occurrence."""
    due = Known(1, rule, NOW, to, OPEN.due_at if rule.startswith(("remind", "inform")) else None, "pending")
    return sweep(mini(), facts(assignments=(OPEN,), **other), [due], NOW).messages


@pytest.mark.parametrize(
    ("rule", "to", "subject"),
    [
        ("open:start:describe_today", "planner", "Senast 7 april: gör: nulägesbeskrivning (Miniprogrammet, träff 1)"),
        ("remind:start:describe_today:0", "planner", "Påminnelse, senast 7 april: gör: nulägesbeskrivning"),
        ("inform:start:describe_today:0", "host", "Ring Alfaverket: svar har inte kommit (Miniprogrammet, träff 1)"),
        ("invite:start", "planner", "Inbjudan 14 april: Uppstart (Miniprogrammet, träff 1)"),
        ("hold:start", "head", "Håll 14 april fri: Uppstart (Miniprogrammet, träff 1)"),
    ],
)
def test_what_falls_due_can_be_said(rule: str, to: str, subject: str) -> None:
    assert composed(swept(rule, to))[0].startswith(subject)


def test_a_vacancy_and_a_lack_before_the_meeting_can_be_said() -> None:
    nobody = staff(without=("finance", "planner", "head"))
    vacant = composed(swept("open:start:describe_today", "finance", appointments=nobody))
    assert vacant[0].startswith("Svara med ett namn: Ekonomifunktion är vakant")
    lacking = composed(swept("readiness:start:0", "coordinator", appointments=nobody))
    assert lacking[0].startswith("Inför 14 april: ")


@pytest.mark.parametrize("template", ["invitation", "welcome", "completion"])
def test_a_letter_can_be_said_with_the_days_of_the_meetings(template: str) -> None:
    known = facts("invited")
    sent = Letter("hello", "invited", ("coordinator",), template)
    said = letter(known, sent, "coordinator", known.appointments[1])
    assert said.facts["meetings"] == {"start": "2021-04-14", "deepening": "2021-09-29", "follow_up": "2022-02-02"}
    assert len(composed([said])) == len(LANGUAGES)


def test_a_move_and_a_cancellation_can_be_said() -> None:
    known, to = facts(), facts().appointments[0]
    more = {"before": "2021-04-14", "moves": [["start:describe_today", "2021-04-07", "2021-05-05"]]}
    moved = calendar_entries("moved", known, meeting("start"), "planner", to, "k", more=more)
    gone = calendar_entries("cancelled", known, meeting("start"), "planner", to, "k")
    assert composed(moved + gone)[::2] == [
        "Ny tid 14 april: Uppstart (Miniprogrammet, träff 1)",
        "Inställd 14 april: Uppstart (Miniprogrammet, träff 1)",
    ]


def test_the_morning_overview_can_be_said() -> None:
    cases = [facts(assignments=(OPEN,)), facts("deepening")]
    seen = overview(mini(), cases, NOW + timedelta(days=9))
    for lang in LANGUAGES:
        found = mail(
            item("morning", "host", organisation="", cluster=["", ""], **seen.facts()),
            lang=lang,
            workflow=mini().workflow,
            written=NOW + timedelta(days=9),
        )
        assert "Alfaverket" in found.text


def test_what_a_whole_cluster_lacks_is_said_with_its_name() -> None:
    held = {"start": meeting("start", status="held"), "deepening": meeting("deepening", theme="")}
    nothing_open = (
        assignment("start", "describe_today", "submitted"),
        assignment("start", "name_problem", "submitted"),
    )
    known = facts(
        "start", cluster_name=("Norra klustret", "The northern cluster"), assignments=nothing_open, meetings=held
    )
    seen = overview(mini(), [known], NOW + timedelta(days=30))
    for lang, said in (
        ("sv", "Norra klustret har inte valt tema."),
        ("en", "The northern cluster has not chosen a theme."),
    ):
        morning = item("morning", "host", organisation="", cluster=["", ""], **seen.facts())
        found = mail(morning, lang=lang, workflow=mini().workflow, written=NOW + timedelta(days=30))
        assert said in found.text


def test_what_stops_several_in_the_same_way_is_said_once_and_each_of_them_is_counted() -> None:
    held = {"start": meeting("start", status="held"), "deepening": meeting("deepening", theme="")}
    nothing_open = (
        assignment("start", "describe_today", "submitted"),
        assignment("start", "name_problem", "submitted"),
    )
    cluster = ("Norra klustret", "The northern cluster")
    three = [
        facts("start", organisation_name=name, cluster_name=cluster, assignments=nothing_open, meetings=held)
        for name in ("Alfa", "Beta", "Gamma")
    ]
    seen = overview(mini(), three, NOW + timedelta(days=30))
    morning = item("morning", "host", organisation="", cluster=["", ""], **seen.facts())
    found = mail(morning, lang="sv", workflow=mini().workflow, written=NOW + timedelta(days=30))
    assert "Alfa, Beta och Gamma, " in found.text
    assert found.text.count("Norra klustret har inte valt tema.") == 1
    assert found.subject == "Läget 6 maj: 3 kan inte gå vidare (Miniprogrammet)"
