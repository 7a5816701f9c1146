"""A definition becomes a workflow: words of the language spelt out, rules laid where they apply, bytes that last."""

import hashlib
import json
import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jimflow.core.canonical import canonical
from jimflow.core.definition import read_definition
from jimflow.core.machine import build_machine
from jimflow.core.mistakes import Mistakes, Said
from jimflow.core.moments import Effort, Moment, Offset
from jimflow.core.rule_kinds import RULE_KINDS
from jimflow.core.rules import RULES
from jimflow.core.workflow import Material, MeetingPlan, Question, Step, WaitsFor
from tests.build_workflow import GONE, both, changed, mini_definition

WORKFLOW = read_definition(mini_definition())
STEPS = ("preparation", "start", "deepening", "follow_up", "closing")
EVERY = ("management_present", "functions_present")
ENDS = ("head_present", "officer_present")


def test_the_steps_stand_among_the_states_in_order() -> None:
    assert WORKFLOW.states == (
        *("proposed", "invited", "declined"),
        *STEPS,
        *("completed", "paused", "withdrawn"),
    )
    assert WORKFLOW.finals == {"declined", "completed", "withdrawn"}
    assert WORKFLOW.active == set(STEPS)
    assert (WORKFLOW.initial, WORKFLOW.goal) == ("proposed", "completed")
    assert WORKFLOW.order == (*STEPS, "completed")


def test_a_rule_for_the_first_and_last_meeting_stands_only_there() -> None:
    assert {name: step.attendance for name, step in WORKFLOW.steps.items()} == {
        "preparation": (),
        "start": EVERY + ENDS,
        "deepening": EVERY,
        "follow_up": EVERY + ENDS,
        "closing": (),
    }


def test_rules_for_every_meeting_come_before_the_own_rules_of_a_step() -> None:
    shared = ("meeting_held", "before_submitted", "after_submitted")
    assert {name: step.exit for name, step in WORKFLOW.steps.items()} == {
        "preparation": ("roles_filled",),
        "start": (*shared, "problem_named"),
        "deepening": shared,
        "follow_up": shared,
        "closing": ("results_far",),
    }
    assert WORKFLOW.steps["deepening"].entry == ("theme_chosen",)


def test_with_a_single_meeting_it_is_both_the_first_and_the_last() -> None:
    meetings = ("deepening", "follow_up")
    short = mini_definition()
    for name in meetings:
        short["steps"][name] = {"title": both("x", "x"), "purpose": both("x", "x")}
    for name, used in (("theme_chosen", "rules"), ("prepare_theme", "assignments"), ("evaluate", "assignments")):
        del short[used][name]
    del short["themes"], short["functions"]["expert"], short["forms"]["theme_notes"], short["forms"]["evaluation"]
    steps = read_definition(short).steps
    assert (steps["start"].is_first, steps["start"].is_last) == (True, True)
    assert steps["start"].attendance == EVERY + ENDS


def test_a_step_is_read_with_all_its_parts() -> None:
    assert WORKFLOW.steps["deepening"] == Step(
        name="deepening",
        title=Said("Fördjupning", "In-depth session"),
        purpose=Said("Ni fördjupar ett tema.", "You go deeper into a theme."),
        has_meeting=True,
        length="half day",
        is_first=False,
        is_last=False,
        theme_per_cluster=True,
        guests=("expert",),
        assignments=(("before", "prepare_theme"),),
        catch_up="read_notes",
        attendance=EVERY,
        entry=("theme_chosen",),
        exit=("meeting_held", "before_submitted", "after_submitted"),
        materials=(),
    )
    assert WORKFLOW.steps["preparation"].materials == (
        Material(Said("Stödmaterial", "Support"), "https://example.org/stod"),
    )
    assert WORKFLOW.steps["preparation"].assignments == (("step", "self_assessment"),)


def test_the_transitions_are_spelt_out_as_ways() -> None:
    active = ("preparation", "start", "deepening", "follow_up", "closing")
    found = {name: (t.kind, t.ways) for name, t in WORKFLOW.transitions.items()}
    assert found == {
        "invite": ("plain", (("proposed", "invited"),)),
        "accept": ("plain", (("invited", "preparation"),)),
        "decline": ("plain", (("invited", "declined"),)),
        "advance": ("along", tuple(zip(active, (*active[1:], "completed"), strict=True))),
        "withdraw": ("plain", tuple((state, "withdrawn") for state in (*active, "paused"))),
        "pause": ("remembers", tuple((state, "paused") for state in active)),
        "resume": ("remembered", tuple(("paused", state) for state in active)),
        "reopen": ("earlier", tuple((s, earlier) for n, s in enumerate(active) for earlier in active[:n])),
    }
    assert [t.by for t in WORKFLOW.transitions.values()].count("agency") == 2
    assert {name: t.reason for name, t in WORKFLOW.transitions.items() if t.reason != "none"} == {
        "decline": "asked",
        "withdraw": "required",
        "pause": "required",
        "reopen": "required",
    }


def test_an_assignment_is_read_with_its_times() -> None:
    told = WORKFLOW.assignments["describe_today"]
    due = Offset("due", 3, "working days")
    assert (told.opens, told.due) == (Moment((Offset("meeting", -28),)), Moment((Offset("meeting", -7),)))
    assert told.remind == (Moment((Offset("due", -3, "working days"),)), Moment((Offset("due", 1, "working days"),)))
    assert [(i.at, i.who) for i in told.inform] == [(Moment((due,)), "host")]
    assert told.waits_for == WaitsFor("self_assessment", theme=False, until=Moment((Offset("meeting", -14),)))
    assert (told.effort, told.share_with, told.accept, told.optional, told.closes) == (
        *(Effort(240), ("cluster",)),
        *(False, False, False),
    )
    assert WORKFLOW.assignments["prepare_theme"].waits_for == WaitsFor(None, theme=True, until=None)
    assert WORKFLOW.assignments["read_notes"].accept
    assert WORKFLOW.assignments["final_report"].closes
    assert WORKFLOW.assignments["evaluate"].optional
    assert WORKFLOW.meetings == MeetingPlan(
        invite=Moment((Offset("meeting", -30),)),
        holds=True,
        readiness=(Moment((Offset("meeting", -21),)), Moment((Offset("meeting", -7),))),
        record=Moment((Offset("meeting", 1, "working days"),)),
        theme_missing=Moment((Offset("meeting", -60),)),
    )


def test_a_form_is_laid_flat_and_each_question_knows_its_section() -> None:
    assert WORKFLOW.forms["self_assessment"].questions == (
        Question(
            name="in_plan",
            kind="choice",
            text=Said("Målen står i planen.", "The goals stand in the plan."),
            hint=None,
            required=True,
            audience=None,
            choices="level",
            prefill=None,
            section=Said("Styrning", "Governance"),
            limit=4000,
        ),
        Question(
            name="trained",
            kind="yes_no",
            text=Said("Alla är utbildade.", "Everyone is trained."),
            hint=None,
            required=True,
            audience=None,
            choices=None,
            prefill=None,
            section=Said("Kunskap", "Knowledge"),
            limit=4000,
        ),
    )
    asked = {f: [q.name for q in WORKFLOW.forms["describe_today"].for_function(f)] for f in ("planner", "finance")}
    assert asked == {"planner": ["found_how"], "finance": ["found_how", "cost"]}
    assert WORKFLOW.forms["report"].questions[0].prefill == ("name_problem", "problem")


def test_a_rule_keeps_the_parameters_that_were_written() -> None:
    assert {name: (rule.kind, rule.params) for name, rule in WORKFLOW.rules.items()} == {
        "management_present": (
            "attendance",
            {"of": "own agency", "at_least": 1, "where": {"top_management": True}, "deputy": "does not count"},
        ),
        "functions_present": (
            "attendance",
            {"functions": ("planner", "coordinator"), "deputy": "does not count"},
        ),
        "head_present": ("attendance", {"functions": ("head",), "deputy": "round_policy"}),
        "officer_present": ("attendance", {"functions": ("officer",), "deputy": "does not count"}),
        "meeting_held": ("meeting_held", {}),
        "before_submitted": ("submitted", {"assignments": "before"}),
        "after_submitted": ("submitted", {"assignments": "after"}),
        "self_assessed": ("submitted", {"assignments": ("self_assessment",)}),
        "problem_named": ("form_has", {"assignment": "name_problem", "field": "problem"}),
        "theme_chosen": ("theme_set", {}),
        "roles_filled": ("holders", {"functions": ("planner", "coordinator")}),
        "results_far": ("results_reach", {"at_least_one_of": ("methods", "outcome")}),
        "cluster_large_enough": ("cluster_size", {"min": 3, "max": 6}),
    }


def test_every_kind_of_rule_has_its_parameters_and_its_evaluation() -> None:
    used = {rule.kind for rule in WORKFLOW.rules.values()} | {"parties", "answered"}  # those two: test_parties.py
    assert set(RULE_KINDS) == set(RULES) == used


def test_a_workflow_reads_back_from_its_stored_bytes() -> None:
    assert read_definition(json.loads(WORKFLOW.source)) == WORKFLOW
    assert WORKFLOW.digest == hashlib.sha256(WORKFLOW.source).hexdigest()
    assert WORKFLOW.source == canonical(json.loads(WORKFLOW.source))


def test_the_stored_bytes_keep_the_order_of_names() -> None:
    back = read_definition(json.loads(WORKFLOW.source))
    assert [list(part) for part in (back.steps, back.functions, back.choices["result_step"], back.transitions)] == [
        list(part)
        for part in (WORKFLOW.steps, WORKFLOW.functions, WORKFLOW.choices["result_step"], WORKFLOW.transitions)
    ]


def test_the_same_steps_in_another_order_are_another_definition() -> None:
    data = mini_definition()
    data["choices"]["level"] = dict(reversed(data["choices"]["level"].items()))
    assert read_definition(data).digest != WORKFLOW.digest


def test_the_order_of_the_languages_own_keys_changes_nothing() -> None:
    data = dict(reversed(mini_definition().items()))
    data["rules"]["meeting_held"] = dict(reversed(data["rules"]["meeting_held"].items()))
    assert read_definition(data) == WORKFLOW


@pytest.mark.parametrize(
    "stored",
    [
        {"definition": {}, "order": {}, "choices": {}, "more": {}},
        {"definition": [], "order": {}, "choices": {}},
        {"definition": {"steps": 1}, "order": {"steps": [1]}, "choices": {}},
        {"definition": {"steps": {"a": 1}}, "order": {"steps": [[], "b"]}, "choices": {"x": 3}},
    ],
)
def test_stored_bytes_that_were_tampered_with_are_told_as_mistakes(stored: dict[str, Any]) -> None:
    with pytest.raises(Mistakes):
        read_definition(stored)


def test_all_mistakes_are_told_at_once() -> None:
    data = changed(
        {
            "titel": both("x", "x"),
            "title": GONE,
            "functions.head.title.en": GONE,
            "rules.meeting_held.severity": "blok",
            "assignments.describe_today.due": "meeting - 30 days",
            "states.2": "declined",
            "steps.closing.exit": [],
        }
    )
    with pytest.raises(Mistakes) as raised:
        read_definition(data)
    assert raised.value.lines("en") == [
        "titel: unknown key “titel” – did you mean title?",
        "functions.head.title.en: the English translation is missing – write en: and the text",
        "rules.meeting_held.severity: unknown word “blok” – did you mean block?",
        "states[2]: from the state “declined” no final state can be reached"
        " – add a transition from it or write ! after its name",
        "assignments.describe_today.due: the deadline “meeting - 30 days” comes before the opening"
        " “meeting - 28 days” – open earlier or move the deadline",
        "rules.results_far: the rule “results_far” is used nowhere – remove or use it",
    ]


def test_a_mistake_is_told_in_swedish_first() -> None:
    with pytest.raises(Mistakes) as raised:
        read_definition(changed({"steps.preparation.exit.0": "role_filled"}))
    assert str(raised.value) == "steps.preparation.exit[0]: okänd regel ”role_filled” – menade du roles_filled?"


def test_after_a_hundred_mistakes_the_reading_stops() -> None:
    with pytest.raises(Mistakes) as raised:
        read_definition({f"key{n}": n for n in range(5000)})
    assert len(raised.value.items) == 101
    assert raised.value.lines("en")[-1] == "the reading stops after 100 mistakes"


@pytest.mark.parametrize("data", [None, [], "text", 5, {}, {"steps": {}}, {"steps": []}])
def test_what_is_no_definition_at_all_is_told_as_mistakes(data: Any) -> None:
    with pytest.raises(Mistakes):
        read_definition(data)


def test_a_definition_is_read_in_a_few_milliseconds() -> None:
    data = mini_definition()
    began = time.perf_counter()
    for _ in range(5):
        read_definition(data)
    assert (time.perf_counter() - began) / 5 < 0.04


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, child in children for place in _places(child, (*path, key)))]


PLACES = _places(mini_definition())
OTHER = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(["planner", "start", "<steps>", "active", "meeting", "due - 3 days", "{x}", "where it was"]),
    st.just([]),
    st.just({}),
    st.lists(st.one_of(st.text(max_size=5), st.integers()), max_size=3),
    st.dictionaries(st.text(max_size=5), st.integers(), max_size=3),
)
RENAMED = st.one_of(st.text(max_size=12), st.integers(), st.none(), st.sampled_from(["first", "active", "title"]))


@st.composite
def mutated(draw: st.DrawFn) -> Any:
    data: Any = {"all": mini_definition()}
    for place in draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=4)):
        way = ("all", *place)
        part = data
        try:
            for key in way[:-1]:
                part = part[key]
            part[way[-1]]
        except (KeyError, IndexError, TypeError):
            continue
        match draw(st.sampled_from(["delete", "rename", "retype"])):
            case "delete" if len(way) > 1:
                del part[way[-1]]
            case "rename" if isinstance(part, dict) and len(way) > 1:
                part[draw(RENAMED)] = part.pop(way[-1])
            case _:
                part[way[-1]] = draw(OTHER)
    return data["all"]


@settings(max_examples=300, deadline=2000, suppress_health_check=[HealthCheck.too_slow])
@given(mutated())
def test_whatever_is_deleted_renamed_or_retyped_only_mistakes_are_raised(data: Any) -> None:
    try:
        workflow = read_definition(data)
    except Mistakes as mistakes:
        assert mistakes.items
    else:
        assert read_definition(json.loads(workflow.source)) == workflow
        assert build_machine(workflow).initial == workflow.initial
