"""What two programmes say of each other is held together, and only what is known is said."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from jimflow.core.definition import read_definition
from jimflow.core.exploration.neighbours import Neighbours, between
from jimflow.core.workflow import Workflow
from tests.actions.sharing import STARTS
from tests.build_workflow import changed

TAKES: dict[str, Any] = {"id": "what", "type": "text", "sv": "Vad?", "en": "What?", "prefill": "started.what"}


def mini(**changes: Any) -> Workflow:
    return read_definition(
        changed({**deepcopy(STARTS), **{key.replace("__", "."): value for key, value in changes.items()}})
    )


def lifted(question: dict[str, Any] | None = TAKES, **changes: Any) -> Workflow:
    data = changed({"workflow": "lifted", "subject": "problem", **changes})
    if question:
        data["forms"]["self_assessment"]["sections"][0]["questions"].append(question)
    return read_definition(data)


def told(workflow: Workflow, *others: Workflow, broken: str = "") -> list[tuple[str, str, str, str]]:
    found = {w.name: w for w in (workflow, *others)}
    names = tuple(dict.fromkeys((*found, *broken.split())))
    findings = between(workflow, Neighbours(found, frozenset(broken.split()), names))
    return [
        (f.code, f.weight, ".".join(str(part) for part in f.path), f.suggestion.en if f.suggestion else "")
        for f in findings
    ]


def test_nothing_is_said_where_both_agree() -> None:
    assert (told(mini(), lifted()), told(lifted(), mini())) == ([], [])


def test_a_programme_that_is_not_there_is_told_with_the_one_that_was_meant() -> None:
    gone = ("no_such_programme", "warning", "starts.lift.workflow", "put its file in the same folder")
    assert told(mini()) == [gone]
    assert told(mini(starts__lift__workflow="liftd"), lifted()) == [(*gone[:3], "did you mean lifted?")]


def test_a_programme_that_cannot_be_read_is_not_judged() -> None:
    assert told(mini(), broken="lifted") == []
    assert told(lifted(), broken="mini") == []


def test_what_nothing_takes_up_over_there_is_told() -> None:
    place = ("not_taken_up", "warning", "starts.lift.carries.what")
    assert told(mini(), lifted(None)) == [(*place, "write prefill: started.what at a question of lifted")]
    assert told(mini(), lifted({**TAKES, "prefill": "started.whats"})) == [(*place, "did you mean whats?")]


def test_an_answer_of_another_kind_is_told() -> None:
    (found,) = told(mini(), lifted({**TAKES, "type": "number"}))
    assert found == ("not_taken_up", "warning", "starts.lift.carries.what", "give both the same type")


def test_a_question_that_waits_for_what_nobody_sends_is_told() -> None:
    other = read_definition(changed({"workflow": "lifted"}))
    alone = lifted({**TAKES, "prefill": "started.whatt"})
    (found,) = told(alone, mini())
    assert found == ("never_sent_along", "warning", "forms.self_assessment", "did you mean what?")
    assert [f[0] for f in told(lifted(), other)] == ["never_sent_along"]


def test_an_end_that_the_other_programme_does_not_have_is_a_mistake() -> None:
    rule = {"rules__lifted_answered__is": ["complete", "paused", "declined"]}
    assert told(mini(**rule), lifted()) == [
        ("no_such_end", "mistake", "rules.lifted_answered.is", "did you mean completed?"),
        ("no_such_end", "mistake", "rules.lifted_answered.is", "its ends are declined, completed, withdrawn"),
    ]
