"""A running round is moved to another version of its definition, and back."""

from __future__ import annotations

from collections import Counter

import pytest

from jimflow.actions.assignments import submit
from jimflow.actions.attendance import Came, record_attendance
from jimflow.actions.drafts import save
from jimflow.actions.errors import BadInput, NotAllowed
from jimflow.actions.meetings import hold_meeting, plan_meeting
from jimflow.actions.migration import migrate, preview_migration, preview_revert
from jimflow.actions.migration_case import CaseResult
from jimflow.actions.sweep import sweep_due
from jimflow.actions.waivers import waive
from jimflow.core.definition import read_definition
from jimflow.core.mistakes import Mistakes
from jimflow.core.workflow import Workflow
from jimflow.store import tables as t
from jimflow.store.queries.migrating import occurrence_ids
from tests.actions.going import SELF_ASSESSMENT, WARNINGS, Going, changed_tables, sitting
from tests.actions.loaded import EVA
from tests.actions.migrating import back, everything, move, outcomes, problems, renamed, version
from tests.build import day
from tests.build_workflow import GONE, changed

LATER = {"assignments.name_problem.due": "meeting + 40 working days"}


@pytest.fixture
def midway(joined: Going) -> Going:
    """Alfa has answered, met, been written to, and stands in the first meeting's step; Beta has done nothing."""
    alfa = joined.agencies["alfa"]
    submit(joined.runtime, alfa, "self_assessment", SELF_ASSESSMENT, EVA)
    joined.tick("2021-03-15 08:05")
    joined.tick("2021-03-17 08:05")
    submit(joined.runtime, alfa, "describe_today", {"found_how": "Vi frågar."}, EVA, function="planner")
    done = joined.do("alfa", "advance", acknowledged=WARNINGS)
    assert done.ok, done.result
    joined.clock.set("2021-04-15 09:00")
    hold_meeting(joined.runtime, joined.clusters["north"], "start", EVA)
    came = [Came(joined.appointment("alfa", "planner"), present=True)]
    record_attendance(joined.runtime, alfa, "start", came, EVA)
    joined.tick("2021-04-16 08:05")
    save(joined.runtime, alfa, "name_problem", {"problem": "Vi vet för lite."}, EVA)
    return joined


def other_name() -> Workflow:
    """`name_problem` is called `choose_problem`, and its question `problem` is called `which`."""
    data = renamed("assignments", "name_problem", "choose_problem", changed({"version": "2"}))
    data["steps"]["start"]["after"] = ["choose_problem"]
    data["forms"]["problem"]["questions"][0]["id"] = "which"
    data["rules"]["problem_named"] |= {"assignment": "choose_problem", "field": "which"}
    for form in ("theme_notes", "report"):
        data["forms"][form]["questions"][0]["prefill"] = "choose_problem.which"
    return read_definition(data)


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


def test_whoever_changed_since_the_preview_is_left_and_told(midway: Going) -> None:
    seen = preview_migration(midway.runtime, "mini-2021", version(LATER))
    midway.do("beta", "pause", reason="omorganisation")
    with pytest.raises(NotAllowed):
        migrate(midway.runtime, "mini-2021", version(LATER), EVA, "x", seen=seen.code)


def test_whoever_acts_while_the_others_are_moved_is_left_and_told(midway: Going) -> None:
    def beta_pauses(result: CaseResult) -> None:
        if result.organisation == "alfa":
            midway.do("beta", "pause", reason="omorganisation")

    run = migrate(midway.runtime, "mini-2021", version(LATER), EVA, "x", on_case=beta_pauses)
    assert (outcomes(run), run.settled, run.ok) == (
        {"alfa": "moved", "beta": "changed", "gamma": "moved"},
        False,
        False,
    )
    assert midway.facts("beta").definition == run.preview.before.digest
    assert outcomes(move(midway, version(LATER)))["beta"] == "moved"


def test_a_fault_in_one_case_leaves_the_others_done(midway: Going, monkeypatch: pytest.MonkeyPatch) -> None:
    def out_of_order(tx: object, participation: int) -> set[int]:
        if participation == midway.agencies["beta"]:
            raise OSError("the disk is full")
        return occurrence_ids(tx, participation)  # type: ignore[arg-type]

    before = midway.facts("beta")
    monkeypatch.setattr("jimflow.actions.migration_case.occurrence_ids", out_of_order)
    run = migrate(midway.runtime, "mini-2021", version(LATER), EVA, "x")
    assert outcomes(run) == {"alfa": "moved", "beta": "failed", "gamma": "moved"}
    assert midway.facts("beta") == before


def test_where_nothing_can_be_moved_no_definition_is_taken_into_use(midway: Going) -> None:
    other = version({"assignments.self_assessment.accept": "required"})
    migrate(midway.runtime, "mini-2021", other, EVA, "x", only=[midway.agencies["alfa"]])
    assert [d for (d,) in midway.rows(t.Definition, "digest") if d == other.digest] == []
    assert midway.trail(0)[-1]["outcomes"] == {"refused": 1}


def test_a_reason_is_needed(midway: Going) -> None:
    with pytest.raises(BadInput):
        migrate(midway.runtime, "mini-2021", version(LATER), EVA, " ")


def test_one_at_a_time_and_running_again_goes_on_with_the_rest(midway: Going) -> None:
    run = move(midway, version(LATER), only=[midway.agencies["alfa"]])
    assert (outcomes(run), run.settled) == ({"alfa": "moved"}, False)
    run = move(midway, version(LATER))
    assert (outcomes(run), run.settled) == ({"alfa": "there", "beta": "moved", "gamma": "moved"}, True)


def test_while_a_round_is_half_moved_it_goes_on_as_a_whole(midway: Going) -> None:
    pairs = ("name_problem=choose_problem", "field:name_problem.problem=choose_problem.which")
    move(midway, other_name(), *pairs, only=[midway.agencies["alfa"]])
    sent = [letter for d in ("06", "12", "13") for letter in midway.tick(f"2021-08-{d} 08:05")]
    told = {item for letter in sent for item, _ in letter.items}
    assert {"overdue:start:choose_problem", "overdue:start:name_problem", "morning"} <= told
    assert midway.rows(t.Unwritten) == []


def test_a_meeting_that_only_some_have_cannot_be_planned_yet(midway: Going) -> None:
    data = changed({"version": "2"})
    steps = list(data["steps"].items())
    extra = {"title": {"sv": "Extra", "en": "Extra"}, "purpose": {"sv": "En till.", "en": "One more."}}
    data["steps"] = dict([*steps[:4], ("extra", {**extra, "meeting": {"length": "half day"}}), *steps[4:]])
    new = read_definition(data)
    move(midway, new, only=[midway.agencies["alfa"]])
    with pytest.raises(BadInput):
        plan_meeting(midway.runtime, midway.clusters["north"], "extra", [sitting("2022-01-12")], EVA)
    move(midway, new)
    plan_meeting(midway.runtime, midway.clusters["north"], "extra", [sitting("2022-01-12")], EVA)


def test_the_way_back_is_refused_where_work_would_be_lost(midway: Going) -> None:
    more = version({"steps.preparation.assignments": ["self_assessment", "final_report"]})
    move(midway, more)
    answers = {"problem": "Vi vet för lite.", "result": "Mer kunskap."}
    work = midway.work("alfa")
    assert ("preparation", "final_report") not in work  # alfa has left that step
    submit(midway.runtime, midway.agencies["gamma"], "final_report", answers, EVA)
    assert outcomes(back(midway)) == {"alfa": "moved", "beta": "moved", "gamma": "refused"}
    assert midway.work("gamma")["preparation", "final_report"][0] == "submitted"


def test_the_way_back_keeps_what_people_did_meanwhile(midway: Going) -> None:
    move(midway, version(LATER))
    midway.clock.set("2021-04-20 10:00")
    problem = {"problem": "Vi vet för lite.", "goals": ["power"]}
    submit(midway.runtime, midway.agencies["alfa"], "name_problem", problem, EVA)
    assert outcomes(back(midway)) == dict.fromkeys(("alfa", "beta", "gamma"), "moved")
    assert midway.work("alfa")["start", "name_problem"][0] == "submitted"
    assert midway.work("beta")["start", "name_problem"] == ("open", "2021-08-11")


def test_a_case_that_never_came_from_elsewhere_has_no_way_back(midway: Going) -> None:
    seen = preview_revert(midway.runtime, "mini-2021")
    assert (seen.cases, seen.unknown) == ((), ("alfa", "beta", "gamma"))


def test_a_case_at_its_end_is_left_as_it_ended(midway: Going) -> None:
    midway.do("beta", "withdraw", reason="omorganisation")
    run = move(midway, version(LATER))
    assert (outcomes(run), run.preview.ended, run.settled) == ({"alfa": "moved", "gamma": "moved"}, ("beta",), True)
    assert outcomes(back(midway)) == {"alfa": "moved", "gamma": "moved"}


def test_the_audit_tells_who_moved_what_and_that_the_definition_was_taken_into_use(midway: Going) -> None:
    new = version(LATER)
    run = move(midway, new)
    own = midway.trail(0)[-2:]
    assert [(e["kind"], e["definition"], e["actor"]["name"]) for e in own] == [
        ("definition_stored", new.digest, "eva"),
        ("round_migrated", new.digest, "eva"),
    ]
    assert (own[0]["workflow"], own[0]["version"]) == ("mini", "2")
    assert (own[1]["outcomes"], own[1]["settled"], own[1]["reason"]) == ({"moved": 3}, True, "ny version")
    last = midway.trail("alfa")[-1]
    assert (last["kind"], last["definition"], last["batch"]) == ("migrated", new.digest, own[1]["batch"])
    assert last["migration"]["before"] == run.preview.before.digest
    assert len(last["migration"]["due"]) == 1


def test_a_pair_that_means_nothing_is_told(midway: Going) -> None:
    with pytest.raises(Mistakes) as told:
        preview_migration(midway.runtime, "mini-2021", other_name(), pairs=["name_problems=choose_problem"])
    assert told.value.lines("en") == [
        "--map name_problems=choose_problem: name_problems is not in the old definition – did you mean name_problem?"
    ]
