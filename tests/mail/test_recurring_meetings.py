"""Mails about meetings that recur, which have no number and are called by their own title."""

from __future__ import annotations

from functools import cache

import pytest

from jimflow.core.definition import read_definition
from jimflow.core.workflow import Workflow
from tests.build_workflow import both, mini_definition
from tests.mail.saying import entry, mail


@cache
def recurring() -> Workflow:
    """The mini programme where an in-depth meeting, an ett-word in Swedish, leads back to the kick-off."""
    data = mini_definition()
    data["transitions"]["again"] = {"title": both("En gång till", "Once more"), "from": "deepening", "to": "start"}
    data["steps"]["deepening"]["title"] = both("Fördjupningsmöte", "In-depth meeting")
    return read_definition(data)


@pytest.mark.parametrize(
    ("template", "lang", "subject", "first"),
    [
        (
            *("moved", "sv", "Ny tid 15 september: Fördjupningsmöte (2) (Miniprogrammet)"),
            "Träffen ”Fördjupningsmöte (2)” är flyttad till onsdag 15 september kl. 09.00–16.00 (exempeldatum).",
        ),
        (
            *("cancelled", "sv", "Inställd 15 september: Fördjupningsmöte (2) (Miniprogrammet)"),
            "Träffen ”Fördjupningsmöte (2)” onsdag 15 september kl. 09.00–16.00 (exempeldatum) är inställd.",
        ),
        (
            *("invite", "sv", "Inbjudan 15 september: Fördjupningsmöte (2) (Miniprogrammet)"),
            "Vi bjuder in dig till träffen ”Fördjupningsmöte (2)” onsdag 15 september kl. 09.00–16.00",
        ),
        (
            *("moved", "en", "New time 15 September: In-depth meeting (2) (The mini programme)"),
            "The meeting “In-depth meeting (2)” has moved to Wednesday 15 September, 09:00–16:00 (example date).",
        ),
    ],
)
def test_a_meeting_called_by_its_title_is_named_once_and_reads_well(
    template: str, lang: str, subject: str, first: str
) -> None:
    found = mail(entry(template, "planner", "deepening.2", "2021-09-15"), lang=lang, workflow=recurring())
    assert found.subject == subject
    assert first in found.text.replace("\n", " ")
    title = "In-depth meeting (2)" if lang == "en" else "Fördjupningsmöte (2)"
    programme = "The mini programme" if lang == "en" else "Miniprogrammet"
    assert f"\nSUMMARY:{programme}: {title}\n" in found.calendar
