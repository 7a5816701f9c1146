"""Results on the chain of results: added by hand, or taken from the answer that places them."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from jimflow.actions.assignments import send_back, submit
from jimflow.actions.errors import BadInput, NotFound
from jimflow.actions.results import add_result
from jimflow.store import tables as t
from tests.actions.going import Going, going, grown, join
from tests.actions.loaded import EVA
from tests.mini_people import both

REACHED = {
    "id": "reached",
    "type": "choices",
    "choices": "result_step",
    **both("Var i kedjan?", "Where on the chain?"),
}


def test_a_result_is_kept_and_in_the_trail_without_its_words(joined: Going) -> None:
    with grown(joined, alfa=1):
        number = add_result(joined.runtime, joined.agencies["alfa"], "methods", " Ny mall ", EVA, goal="power")
    assert joined.rows(t.Result, "id", "participation", "step", "text", "goal", "added_by") == [
        (number, joined.agencies["alfa"], "methods", "Ny mall", "power", "eva")
    ]
    entry = joined.trail("alfa")[-1]
    assert (entry["kind"], entry["result"], entry["step"]) == ("result", number, "methods")
    assert joined.facts("alfa").results == {"methods"}


def test_a_step_that_is_not_on_the_chain_is_said_with_those_that_are(joined: Going) -> None:
    before = joined.everything()
    with pytest.raises(BadInput, match="activities, products, methods, outcome"):
        add_result(joined.runtime, joined.agencies["alfa"], "start", "Ny mall", EVA)
    with pytest.raises(BadInput, match="Describe the result"):
        add_result(joined.runtime, joined.agencies["alfa"], "methods", " ", EVA)
    with pytest.raises(NotFound):
        add_result(joined.runtime, 99, "methods", "Ny mall", EVA)
    assert joined.everything() == before


def test_a_goal_is_one_of_those_the_definition_names(engine: Engine, tmp_path: Path) -> None:
    going_on = join(going(engine, tmp_path, changes={"result_goals": "level"}))
    alfa = going_on.agencies["alfa"]
    before = going_on.everything()
    with pytest.raises(BadInput, match="missing, in_place"):
        add_result(going_on.runtime, alfa, "methods", "Ny mall", EVA, goal="power")
    assert going_on.everything() == before
    add_result(going_on.runtime, alfa, "methods", "Ny mall", EVA, goal="in_place")
    assert going_on.rows(t.Result, "step", "goal") == [("methods", "in_place")]


def test_clicking_twice_adds_one_result(joined: Going) -> None:
    add_result(joined.runtime, joined.agencies["alfa"], "methods", "Ny mall", EVA)
    before = joined.everything()
    with pytest.raises(BadInput, match="there already"):
        add_result(joined.runtime, joined.agencies["alfa"], "methods", "Ny mall ", EVA)
    assert joined.everything() == before


@pytest.fixture
def asked(engine: Engine, tmp_path: Path) -> Going:
    """The self-assessment also asks where on the chain the results stand."""
    place = {"forms.self_assessment.sections.1.questions.1": REACHED}
    return join(going(engine, tmp_path, changes=place))


def give(going: Going, *reached: str) -> None:
    answers = {"in_plan": "missing", "trained": True, "reached": list(reached)}
    submit(going.runtime, going.agencies["alfa"], "self_assessment", answers, EVA)


def test_an_answer_on_the_chain_is_a_result(asked: Going) -> None:
    give(asked, "activities", "methods")
    assert asked.rows(t.Result, "step", "text") == [("activities", "Var i kedjan?"), ("methods", "Var i kedjan?")]


def test_an_answer_given_anew_stands_in_the_place_of_the_old_one(asked: Going) -> None:
    alfa = asked.agencies["alfa"]
    add_result(asked.runtime, alfa, "outcome", "Kortare väntan", EVA)
    give(asked, "activities", "methods")
    send_back(asked.runtime, alfa, "self_assessment", EVA, "Var det verkligen så långt?")
    give(asked, "activities")
    assert asked.facts("alfa").results == {"activities", "outcome"}
    assert len(asked.rows(t.Result)) == 2
