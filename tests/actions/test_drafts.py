"""Answers saved on the way: kept, shown and audited, while the part stays open until it is submitted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from jimflow.actions.assignments import send_back, submit
from jimflow.actions.drafts import Saved, save
from jimflow.actions.errors import BadInput, NotAllowed
from jimflow.actions.handing_in import Submitted
from jimflow.core.mistakes import Mistakes
from jimflow.core.model import Actor
from jimflow.store import tables as t
from tests.actions.going import PER, Going, changed_tables, going, grown, join
from tests.actions.loaded import EVA

ANNA = Actor("anna", "participant")


@pytest.fixture
def parts(engine: Engine, tmp_path: Path) -> Going:
    """1 April 2021: the first before-assignment is open; `found_how` is for all three functions, `cost` for finance."""
    own = {"forms.describe_today.questions.1.required": True}
    found = join(going(engine, tmp_path, changes=own))
    found.tick("2021-04-01 08:00")
    return found


def keep(at: Going, name: str, answers: dict[str, Any], **rest: Any) -> Saved:
    return save(at.runtime, at.agencies["alfa"], name, answers, ANNA, **rest)


def give(at: Going, name: str, answers: dict[str, Any], **rest: Any) -> Submitted:
    return submit(at.runtime, at.agencies["alfa"], name, answers, PER, **rest)


def drafts(at: Going) -> dict[str, Any]:
    return {field: json.loads(value) for field, value in at.rows(t.Draft, "field", "value")}


def answers(at: Going) -> dict[str, Any]:
    return {field: json.loads(value) for field, value in at.rows(t.Answer, "field", "value")}


def reminded(at: Going, local: str) -> list[str]:
    return [m.to for m in at.tick(local) if any(i.startswith("remind:start") for i, _ in m.items) and "alfa" in m.to]


def test_what_is_saved_is_kept_and_audited_and_changes_nothing_else(parts: Going) -> None:
    before, version = parts.everything(), parts.facts("alfa").version
    with grown(parts, alfa=1):
        done = keep(parts, "describe_today", {"cost": 12}, function="finance")
    assert done == Saved("start", "describe_today", "finance", ("cost",), ("found_how",))
    assert drafts(parts) == {"cost": 12}
    assert changed_tables(before, parts.everything()) == {"Draft", "AuditEntry", "AuditPayload", "Participation"}
    assert parts.facts("alfa").version == version  # nobody who decides has to look again
    entry = parts.trail("alfa")[-1]
    assert {k: entry[k] for k in ("kind", "step", "assignment", "function", "fields", "actor")} == {
        "kind": "saved",
        "step": "start",
        "assignment": "describe_today",
        "function": "finance",
        "fields": ["cost"],
        "actor": {"name": "anna", "role": "participant"},
    }


def test_reminders_come_to_those_who_have_only_saved_and_print_what_is_there(parts: Going) -> None:
    keep(parts, "describe_today", {"found_how": "Genom klagomål", "cost": 12}, function="finance")
    letters = [m for m in parts.tick("2021-04-07 08:00") if m.to == "finance.alfa@example.org"]
    assert [m.items for m in letters] == [(("remind:start:describe_today", "finance"),)]
    assert "Genom klagomål" in letters[0].text


def test_a_rule_does_not_see_what_is_only_saved(parts: Going) -> None:
    parts.clock.set("2021-04-15 09:00")
    keep(parts, "name_problem", {"problem": "Väntetider"})
    assert ("name_problem", "problem") not in parts.facts("alfa").answered
    give(parts, "name_problem", {"goals": ["power"]})
    assert ("name_problem", "problem") in parts.facts("alfa").answered


def test_a_submission_takes_what_was_saved_along_and_later_words_win(parts: Going) -> None:
    keep(parts, "describe_today", {"found_how": "Så", "cost": 3}, function="finance")
    keep(parts, "describe_today", {"cost": 4}, function="finance")
    done = give(parts, "describe_today", {"found_how": "Så här"}, function="finance")
    assert (set(done.parts), done.complete) == ({"planner", "coordinator", "finance"}, True)
    assert (answers(parts), drafts(parts)) == ({"found_how": "Så här", "cost": 4}, {})


def test_what_one_function_saved_is_not_submitted_by_another_that_is_not_asked(parts: Going) -> None:
    keep(parts, "describe_today", {"cost": 3}, function="finance")
    done = give(parts, "describe_today", {"found_how": "Så"}, function="planner")
    assert (done.parts, done.complete) == (("planner", "coordinator"), False)
    assert (answers(parts), drafts(parts)) == ({"found_how": "Så"}, {"cost": 3})
    assert reminded(parts, "2021-04-07 08:00") == ["finance.alfa@example.org"]
    assert give(parts, "describe_today", {}, function="finance").complete
    assert answers(parts) == {"found_how": "Så", "cost": 3}


def test_the_submission_asks_for_everything_that_was_never_saved_and_keeps_the_drafts(parts: Going) -> None:
    keep(parts, "describe_today", {"cost": 3}, function="finance")
    before = parts.everything()
    with pytest.raises(Mistakes) as caught:
        give(parts, "describe_today", {}, function="finance")
    assert [m.path for m in caught.value.items] == [("found_how",)]
    assert parts.everything() == before


def test_a_saved_answer_is_an_answer_to_a_question_one_is_asked_or_nothing_is_saved(parts: Going) -> None:
    before = parts.everything()
    for given, function in (({"cost": "tolv", "found_how": "Så"}, "finance"), ({"cost": 12}, "planner")):
        with pytest.raises(Mistakes) as caught:
            keep(parts, "describe_today", given, function=function)
        assert [m.path for m in caught.value.items] == [("cost",)]
    with pytest.raises(BadInput, match="is for coordinator, not planner"):
        keep(parts, "self_assessment", {"in_plan": "missing"}, function="planner")
    assert parts.everything() == before


def test_nothing_is_saved_in_what_is_submitted_until_it_is_sent_back(parts: Going) -> None:
    give(parts, "describe_today", {"found_how": "Så", "cost": 3})
    with pytest.raises(NotAllowed, match="takes no more answers"):
        keep(parts, "describe_today", {"cost": 4}, function="finance")
    send_back(parts.runtime, parts.agencies["alfa"], "describe_today", EVA, "Fel summa")
    assert keep(parts, "describe_today", {"cost": 4}, function="finance").missing == ()
    assert give(parts, "describe_today", {}).complete
    assert answers(parts) == {"found_how": "Så", "cost": 4}
