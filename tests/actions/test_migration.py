"""A running round is moved to another version of its definition, and back."""

from __future__ import annotations

from collections import Counter

import pytest

from jimflow.actions.assignments import submit
from jimflow.actions.errors import NotAllowed
from jimflow.actions.migration import migrate, preview_migration
from jimflow.actions.sweep import sweep_due
from jimflow.actions.waivers import waive
from jimflow.core.definition import read_definition
from jimflow.store import tables as t
from tests.actions.going import SELF_ASSESSMENT, Going, changed_tables
from tests.actions.loaded import EVA
from tests.actions.migrating import (
    LATER,
    back,
    everything,
    halfway,
    move,
    other_name,
    outcomes,
    problems,
    renamed,
    version,
)
from tests.build import day
from tests.build_workflow import GONE, changed


@pytest.fixture
def midway(joined: Going) -> Going:
    """See `halfway`."""
    return halfway(joined)


def openings(going: Going) -> Counter[tuple[str, str, str]]:
    """How many times each has been told that something opens, by address, agency and assignment."""
    rows = going.rows(t.Intent, "address", "participation", "item", "mail")
    said = [(to, str(of), what.rpartition(":")[2]) for to, of, what, mail in rows if mail and what.startswith("open:")]
    return Counter(said)


def test_a_preview_changes_nothing(midway: Going) -> None:
    before = midway.everything()
    seen = preview_migration(midway.runtime, "mini-2021", version(LATER))
    assert (seen.stopped, seen.nothing, len(seen.cases)) == (False, False, 3)
    assert changed_tables(before, midway.everything()) == set()


def test_due_dates_and_reminders_move_and_what_was_sent_is_not_sent_again(midway: Going) -> None:
    seen = preview_migration(midway.runtime, "mini-2021", version(LATER))
    (impact,) = (c.impact for c in seen.cases if c.moving.case.facts.organisation == "alfa")
    assert impact is not None
    assert [(w.name, str(w.before)[:10], str(w.after)[:10]) for w in impact.due_moved] == [
        ("name_problem", "2021-08-11", "2021-06-10")
    ]
    assert {m.rule for m in impact.moved} == {"remind:start:name_problem:1", "inform:start:name_problem:0"}
    assert {rule for rule, _, _ in impact.added} == {"remind:start:name_problem:0"}  # it fell in the quiet of summer
    run = move(midway, version(LATER))
    assert (outcomes(run), run.settled) == ({"alfa": "moved", "beta": "moved", "gamma": "moved"}, True)
    assert midway.work("alfa")["start", "name_problem"] == ("open", "2021-06-10")
    midway.tick("2021-04-19 08:05")
    midway.tick("2021-04-20 08:05")
    assert set(openings(midway).values()) == {1}


def test_the_preview_says_what_the_move_does(midway: Going) -> None:
    seen = preview_migration(midway.runtime, "mini-2021", version(LATER))
    before = {agency: set(midway.waiting(agency)) for agency in midway.agencies}
    move(midway, version(LATER))
    for case in seen.cases:
        agency = case.moving.case.facts.organisation
        found = case.impact
        assert found is not None
        after = set(midway.waiting(agency))
        assert len(after - before[agency]) == len(found.added) + len(found.moved)
        assert len(before[agency] - after) == len(found.dropped) + len(found.moved)


def test_a_new_rule_is_judged_by_answers_that_no_rule_has_asked_for_before(midway: Going) -> None:
    data = changed({"version": "2"})
    noted = {**data["rules"]["problem_named"], "assignment": "self_assessment"}
    for name, field in (("plan_noted", "in_plan"), ("training_noted", "trained")):
        data["rules"][name] = {**noted, "field": field}
        data["steps"]["start"]["exit"].append(name)
    data["rules"]["cost_noted"] = {**noted, "assignment": "describe_today", "field": "cost"}
    data["steps"]["start"]["exit"].append("cost_noted")
    seen = preview_migration(midway.runtime, "mini-2021", read_definition(data))
    (impact,) = (c.impact for c in seen.cases if c.moving.case.facts.organisation == "alfa")
    assert impact is not None
    assert [b.code for b in impact.stops] == ["cost_noted"]


def test_back_again_everything_is_as_it_was(midway: Going) -> None:
    before = everything(midway)
    changes = {
        **LATER,
        "assignments.describe_today.remind": ["due - 10 working days", "due - 3 working days"],
        "steps.preparation.assignments": ["self_assessment", "final_report"],
        "steps.follow_up.after": [],
        "steps.deepening.after": ["evaluate"],
        "rules.head_present.severity": "block",
        "every_meeting.readiness": ["meeting - 7 days"],
    }
    move(midway, version(changes))
    assert changed_tables(before, everything(midway)) >= {"Assignment", "Occurrence", "Participation", "Round"}
    run = back(midway)
    assert (outcomes(run), run.settled) == ({"alfa": "moved", "beta": "moved", "gamma": "moved"}, True)
    assert everything(midway) == before


def test_what_bears_another_name_takes_its_answers_and_mails_along(midway: Going) -> None:
    before = everything(midway)
    with pytest.raises(NotAllowed):
        migrate(midway.runtime, "mini-2021", other_name(), EVA, "x", seen="another")
    seen = preview_migration(midway.runtime, "mini-2021", other_name())
    assert problems(seen, "alfa") == [("decide", "work")]
    pairs = ("name_problem=choose_problem", "field:name_problem.problem=choose_problem.which")
    assert outcomes(move(midway, other_name(), *pairs)) == dict.fromkeys(("alfa", "beta", "gamma"), "moved")
    assert midway.work("alfa")["start", "choose_problem"][0] == "open"
    assert [rule for _, rule, _ in midway.waiting("alfa") if rule.startswith("open:start")] == []
    assert midway.rows(t.Draft, "field", "value") == [("which", '"Vi vet för lite."')]
    sent = {item for letter in midway.tick("2021-04-19 08:05") for item, _ in letter.items}
    assert "open:start:choose_problem" in sent  # meant before the move, written after it
    midway.tick("2021-04-20 08:05")
    assert set(openings(midway).values()) == {1}
    assert ("open:start:choose_problem", "planner") in midway.intents("alfa", "composed")
    back(midway)
    assert everything(midway) == before | {"Occurrence": everything(midway)["Occurrence"]}  # some have been said
    assert ("open:start:name_problem", "planner") in midway.intents("alfa", "composed")


def test_a_reminder_that_is_still_to_come_comes_although_an_earlier_one_is_gone(joined: Going) -> None:
    for local in ("2021-03-31", "2021-04-01", "2021-04-06", "2021-04-07"):
        joined.tick(f"{local} 08:00")
    reminded = ("remind:start:describe_today", "planner")
    assert reminded in joined.intents("beta", "composed")
    move(joined, version({"assignments.describe_today.remind": ["due + 1 working day"]}))
    sent = [item for local in ("12", "13") for letter in joined.tick(f"2021-04-{local} 08:00") for item in letter.items]
    assert ("overdue:start:describe_today", "planner") in sent
    assert joined.intents("beta", "composed").count(reminded) == 1


def test_what_a_pause_kept_back_is_said_by_its_new_name_when_it_ends(joined: Going) -> None:
    submit(joined.runtime, joined.agencies["alfa"], "self_assessment", SELF_ASSESSMENT, EVA)
    joined.clock.set("2021-03-17 08:05")
    sweep_due(joined.runtime)  # meant, and not written before the pause begins
    joined.do("alfa", "pause", reason="omorganisation")
    assert ("open:start:describe_today", "planner") in joined.intents("alfa", "cancelled")
    data = renamed("assignments", "describe_today", "tell_today", changed({"version": "2"}))
    data["steps"]["start"]["before"] = ["tell_today"]
    assert outcomes(move(joined, read_definition(data), "assignment:describe_today=tell_today"))["alfa"] == "moved"
    joined.do("alfa", "resume")
    sent = [item for letter in joined.tick("2021-03-18 08:05") for item in letter.items if "alfa" in letter.to]
    opened = sorted(function for item, function in sent if item == "open:start:tell_today")
    assert opened == ["coordinator", "finance", "planner"]


def test_an_open_assignment_ends_only_when_someone_says_so_and_nobody_has_begun_it(midway: Going) -> None:
    before = everything(midway)
    data = changed({"version": "2"})
    del data["assignments"]["describe_today"], data["forms"]["describe_today"], data["steps"]["start"]["before"]
    data["assignments"]["final_report"]["to"].append("finance")
    without = read_definition(data)
    seen = preview_migration(midway.runtime, "mini-2021", without)
    assert (problems(seen, "alfa"), problems(seen, "beta")) == ([("decide", "work")], [("decide", "work")])
    run = move(midway, without, "describe_today=none")
    assert outcomes(run) == {"alfa": "refused", "beta": "moved", "gamma": "moved"}
    assert ("start", "describe_today") not in midway.work("beta")
    assert ("open:start:describe_today", "planner") in midway.intents("beta", "cancelled")
    back(midway)
    assert everything(midway) == before
    assert ("open:start:describe_today", "planner") in midway.intents("beta")


def test_whoever_is_asked_from_now_on_about_open_work_is_told_and_whoever_is_not_is_left_in_peace(
    midway: Going,
) -> None:
    other = version({"assignments.name_problem.to": ["coordinator", "finance"]})
    seen = preview_migration(midway.runtime, "mini-2021", other)
    (impact,) = (c.impact for c in seen.cases if c.moving.case.facts.organisation == "beta")
    assert impact is not None
    assert (impact.at_once, len(impact.unsaid)) == ((("name_problem", "finance"),), 1)
    move(midway, other)
    opened = {
        letter.to
        for letter in midway.tick("2021-04-19 08:05")
        for item, _ in letter.items
        if item == "open:start:name_problem" and "beta" in letter.to
    }
    assert opened == {"coordinator.beta@example.org", "finance.beta@example.org"}


def test_a_new_step_that_the_case_is_past_is_told_and_stops_nothing(midway: Going) -> None:
    data = changed({"version": "2"})
    steps = list(data["steps"].items())
    extra = {"title": {"sv": "Extra", "en": "Extra"}, "purpose": {"sv": "En till.", "en": "One more."}}
    data["steps"] = dict([steps[0], ("extra", extra), *steps[1:]])
    seen = preview_migration(midway.runtime, "mini-2021", read_definition(data))
    assert (problems(seen, "alfa"), problems(seen, "beta")) == ([("note", "step_gone_by")], [])


def test_an_answered_question_that_is_gone_must_be_decided(midway: Going) -> None:
    gone = version({"forms.self_assessment.sections.1": GONE})
    seen = preview_migration(midway.runtime, "mini-2021", gone)
    assert (problems(seen, "alfa"), problems(seen, "beta")) == ([("decide", "field")], [])
    run = move(midway, gone)
    assert (outcomes(run), run.settled) == ({"alfa": "refused", "beta": "moved", "gamma": "moved"}, False)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"forms.self_assessment.sections.1.questions.0.type": "text"}, ("refused", "answer_kind")),
        ({"assignments.self_assessment.accept": "required"}, ("refused", "reopened")),
        ({"choices.level": {"in_place": {"sv": "på plats", "en": "in place"}}}, ("decide", "choice")),
        ({"functions.planner.belongs_to": "ministry"}, ("refused", "home")),
    ],
)
def test_history_is_never_made_false(midway: Going, changes: dict[str, object], found: tuple[str, str]) -> None:
    before = everything(midway)
    run = move(midway, version(changes), only=[midway.agencies["alfa"]])
    assert outcomes(run) == {"alfa": "refused"}
    assert [(f.weight, f.code) for f in run.results[0].findings if f.stops][:1] == [found]
    assert everything(midway) == before


def test_a_ministrys_officer_may_come_to_be_called_somebody_from_outside(midway: Going) -> None:
    seen = preview_migration(midway.runtime, "mini-2021", version({"functions.officer.belongs_to": "outside"}))
    assert [problems(seen, who) for who in ("alfa", "beta")] == [[], []]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"steps.start.meeting": GONE}, "meeting_held"),
        ({"steps.follow_up.meeting": GONE}, "meeting_planned"),
        ({"rules.management_present.check": "holders"}, "severity"),
    ],
)
def test_what_the_clusters_and_the_round_stand_on_stays(midway: Going, changes: dict[str, object], code: str) -> None:
    data = changed({"version": "2"})
    if code == "severity":
        data["rules"]["management_present"] = {
            key: value
            for key, value in data["rules"]["roles_filled"].items()
            if key in ("check", "functions", "severity", "text", "fix")
        }
        for path in ("attendance",):
            data["every_meeting"][path].remove("management_present")
        data["steps"]["preparation"]["exit"].append("management_present")
    else:
        _, name, _ = next(iter(changes)).split(".")
        step = data["steps"][name]
        del step["meeting"]
        step["assignments"] = [*step.pop("before", []), *step.pop("after", [])]
        step.pop("catch_up")
        for work in step["assignments"]:
            data["assignments"][work] |= {"opens": "entered", "due": "entered + 20 working days"}
            data["assignments"][work].pop("waits_for", None)
    seen = preview_migration(midway.runtime, "mini-2021", read_definition(data))
    assert code in [f.code for f in seen.findings]
    with pytest.raises(NotAllowed):
        migrate(midway.runtime, "mini-2021", read_definition(data), EVA, "x")


def test_another_programme_is_refused(midway: Going) -> None:
    seen = preview_migration(midway.runtime, "mini-2021", version({"workflow": "other"}))
    assert [f.code for f in seen.findings] == ["workflow"]
    assert seen.nothing


def test_a_waiver_in_force_keeps_its_rule(midway: Going) -> None:
    waive(midway.runtime, midway.agencies["alfa"], "head_present", "sjuk", day("2021-12-31"), EVA)
    strict = version({"rules.head_present.waivable": False})
    assert ("refused", "waiver") in problems(preview_migration(midway.runtime, "mini-2021", strict), "alfa")
