"""The pilot of model agencies: need before method, five conditions, pilot before spread, another lap if needed."""

from collections.abc import Iterator

import pytest

from jimflow.actions.parties import add_party, answer_party
from tests.story.acting import HOST, Acting, acting, findings

CONDITIONS = {
    "responsibility": "responsibility_clear",
    "alike": "activities_alike",
    "mutual": "exchange_mutual",
    "functions": "functions_combined",
    "spreads": "learning_spreads",
}
ALL_MET = dict.fromkeys(CONDITIONS, True) | {"motive": "De har kommit längst"}


@pytest.fixture
def round_() -> Iterator[Acting]:
    with acting("modellmyndigheter-pilot-exempel") as it:
        it.day("2020-01-14 09:00")
        for model in it.stage.loaded.participations:
            assert [it.do(model, "give_mandate"), it.do(model)] == ["mandate", "needs_analysis"]
        yield it


def analyse(it: Acting, model: str, *, shared: bool = True) -> None:
    it.answer(model, "analyse_needs", problem="Svårt att omsätta", activity="case_handling", shared_activity=shared)


def to_the_draft(it: Acting, model: str) -> None:
    analyse(it, model)
    assert it.do(model) == "pilots_named"
    it.answer(model, "check_conditions", **ALL_MET)
    assert it.do(model) == "model_drafted"


def one_lap(it: Acting, model: str, verdict: str) -> None:
    """From the description to the evaluation."""
    assert it.do(model) == ["method_described", "reference_group_heard"]
    it.answer(model, "draft_model", method="Fem träffar", meets="Funktionerna möts")
    it.answer(model, "comment_model", "reference_group", good="Ordningen", doubtful="Tiden")
    assert it.do(model) == "piloted"
    it.answer(model, "report_trial", "pilot_agency", result="Nya arbetssätt", process="Tillsammans", effort="Två dagar")
    assert it.do(model) == "evaluated"
    it.answer(model, "evaluate_model", findings="Det fungerar", verdict=verdict)


def test_the_definition_has_nothing_that_cannot_work() -> None:
    assert findings("modellmyndigheter-pilot") == []


def test_the_method_does_not_start_before_the_analysis(round_: Acting) -> None:
    assert round_.do("jim_plus", known=["need_analysed", "core_activity_shared"]) == (
        ["core_activity_shared", "need_analysed"]
    )
    assert not round_.workflow.rules["need_analysed"].waivable
    assert round_.do("jim_plus", to="model_drafted") == ["order"]
    assert all(made.name != "draft_model" for made in round_.facts("jim_plus").assignments)


def test_the_five_conditions_are_checked_each_by_itself(round_: Acting) -> None:
    analyse(round_, "jim_plus")
    assert round_.do("jim_plus") == "pilots_named"
    assert round_.do("jim_plus") == sorted([*CONDITIONS.values(), "motive_noted"])
    assert len(CONDITIONS) == 5


@pytest.mark.parametrize("condition", CONDITIONS)
def test_one_condition_that_is_not_met_stops_the_pilots(round_: Acting, condition: str) -> None:
    analyse(round_, "jim_plus")
    assert round_.do("jim_plus") == "pilots_named"
    round_.answer("jim_plus", "check_conditions", **ALL_MET | {condition: False})
    assert round_.do("jim_plus") == [CONDITIONS[condition]]


def test_one_pilot_agency_is_too_few_and_an_invited_one_counts_when_it_has_said_yes(round_: Acting) -> None:
    analyse(round_, "uppfoljning")
    assert round_.do("uppfoljning") == "pilots_named"
    round_.answer("uppfoljning", "check_conditions", **ALL_MET)
    assert round_.do("uppfoljning") == ["pilots_joined"]
    of, number = round_.stage.runtime, round_.number("uppfoljning")
    assert add_party(of, number, "skatteverket", "pilot", HOST).standing == "invited"
    assert round_.do("uppfoljning") == ["pilots_joined"]
    answer_party(of, number, "skatteverket", "pilot", HOST, yes=True)
    assert round_.do("uppfoljning") == "model_drafted"


def test_a_model_is_spread_only_after_its_evaluation(round_: Acting) -> None:
    to_the_draft(round_, "jim_plus")
    round_.answer("jim_plus", "draft_model", method="Fem träffar", meets="Funktionerna möts")
    round_.answer("jim_plus", "comment_model", "reference_group", good="Ordningen", doubtful="Tiden")
    assert round_.do("jim_plus") == "piloted"
    assert round_.do("jim_plus", to="spread") == ["order"]
    assert round_.do("jim_plus") == ["tried_out"]
    round_.answer("jim_plus", "report_trial", "pilot_agency", result="Nytt", process="Ihop", effort="Två dagar")
    assert round_.do("jim_plus") == "evaluated"
    assert round_.do("jim_plus") == ["evaluated", "ready_to_spread"]
    round_.answer("jim_plus", "evaluate_model", findings="Det fungerar", verdict="spread")
    assert round_.do("jim_plus") == "spread"


def test_a_model_is_revised_tried_again_and_then_spread(round_: Acting) -> None:
    to_the_draft(round_, "jim_plus")
    one_lap(round_, "jim_plus", "revise")
    assert round_.do("jim_plus") == ["ready_to_spread"]
    assert round_.do("jim_plus", "drop", reason="Nej") == ["not_to_be_spread"]
    assert round_.do("jim_plus", "revise") == "revised"
    assert round_.do("jim_plus", "draft_again") == ["changes_listed"]
    round_.answer("jim_plus", "list_changes", changes="Färre frågor")
    assert round_.do("jim_plus", "draft_again") == "model_drafted"
    assert round_.facts("jim_plus").here == "model_drafted.2"
    one_lap(round_, "jim_plus", "spread")
    assert round_.do("jim_plus") == "spread"
    lap = ["model_drafted", "piloted", "evaluated"]
    assert round_.moves("jim_plus") == (
        ["proposed", "mandate", "needs_analysis", "pilots_named", *lap, "revised", *lap, "spread"]
    )
    assert round_.audit().ok


def test_a_model_that_does_not_work_is_not_spread(round_: Acting) -> None:
    to_the_draft(round_, "jim_plus")
    one_lap(round_, "jim_plus", "stop")
    assert round_.do("jim_plus", "revise") == ["needs_revision"]
    assert round_.do("jim_plus", "drop", reason="För lite nytta") == "not_spread"


def test_a_unique_core_activity_is_referred_to_other_support(round_: Acting) -> None:
    assert round_.do("tillsyn", "refer", reason="Ingen liknande") == ["core_activity_unique", "need_analysed"]
    analyse(round_, "tillsyn", shared=False)
    assert round_.do("tillsyn") == ["core_activity_shared"]
    assert round_.do("tillsyn", "refer", reason="Ingen liknande") == "referred"
