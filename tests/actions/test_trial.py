"""A change tried: what it would do to people is told exactly, and nothing of it stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from jimflow.actions.advance import advance, advance_cluster
from jimflow.actions.assignments import accept, send_back, submit
from jimflow.actions.attendance import Came, record_attendance, record_rsvp
from jimflow.actions.errors import NotAllowed, NotFound
from jimflow.actions.functions import end_function, set_function
from jimflow.actions.meetings import cancel_meeting, hold_meeting, move_meeting, plan_meeting, set_theme
from jimflow.actions.parties import add_party, leave_party
from jimflow.actions.subflows import start_case
from jimflow.actions.trial import SeveralTransactions, WholeRound, trial
from jimflow.actions.waivers import countersign, waive
from jimflow.core.impact import StateChange
from jimflow.core.mistakes import Mistakes, Said
from jimflow.core.model import Refusal
from jimflow.runtime import Runtime
from jimflow.store import tables as t
from jimflow.store.queries.impact import snapshot
from jimflow.store.transaction import read, write
from tests.actions.going import PER, SELF_ASSESSMENT, WARNINGS, Going, going, join, sitting
from tests.actions.loaded import EVA
from tests.actions.sharing import AREAS, DESK, PARTIES, STARTS, write_lifted
from tests.actions.trying import tried_and_done
from tests.store.statements import recorded

DONE = {"found_how": "Vi frågar."}
PROBLEM = {"problem": "Lång väntan", "goals": ["power"]}


def north(at: Going) -> list[int]:
    return [at.agencies["alfa"], at.agencies["beta"]]


def test_a_trial_tells_exactly_what_each_act_of_a_round_does(loaded: Going) -> None:
    """One round from its first invitation, act by act: tried, then done, then compared in the tables."""
    at, alfa, beta, gamma = loaded, *(loaded.agencies[a] for a in ("alfa", "beta", "gamma"))
    cluster, south = at.clusters["north"], at.clusters["south_and_east"]

    def fire(agency: int, trigger: str, **rest: Any) -> Any:
        return tried_and_done(at, [agency], lambda r: advance(r, agency, None, trigger, EVA, **rest)).impact

    assert len(fire(alfa, "invite").mails) == 1  # the letter
    joined = fire(alfa, "accept")
    assert {w.became for w in joined.work} == {"planned", "open"} and joined.added
    join(at, "beta", "gamma")
    at.tick("2021-01-19 08:00")

    planned = tried_and_done(at, [gamma], lambda r: plan_meeting(r, south, "start", [sitting("2021-05-19")], EVA))
    assert {d.subject for d in planned.impact.added} == {("participation", gamma), ("cluster", south)}
    sent = tried_and_done(at, [alfa], lambda r: submit(r, alfa, "self_assessment", SELF_ASSESSMENT, EVA)).impact
    assert ("self_assessment", "submitted") in [(w.work.name, w.became) for w in sent.work] and sent.dropped
    assert tried_and_done(
        at, [beta], lambda r: waive(r, beta, "head_present", "Sjukdom", date(2021, 6, 30), EVA, step="start")
    ).impact.waivers
    at.tick("2021-04-01 08:00")

    moved = tried_and_done(at, north(at), lambda r: move_meeting(r, cluster, "start", [sitting("2021-05-19")], EVA))
    assert moved.impact.moved and moved.impact.entries("moved") and any(w.redated for w in moved.impact.work)
    near = tried_and_done(at, north(at), lambda r: move_meeting(r, cluster, "start", [sitting("2021-05-20")], EVA))
    assert near.impact.unsent  # the notice of the other day has not been written yet
    tried_and_done(at, north(at), lambda r: cancel_meeting(r, cluster, "start", EVA, "Sjukdom"))
    tried_and_done(at, north(at), lambda r: move_meeting(r, cluster, "start", [sitting("2021-04-14")], EVA))
    tried_and_done(at, WholeRound(1), lambda r: set_theme(r, cluster, "deepening", "Eget tema", EVA))
    seat = at.appointment("alfa", "planner")
    assert tried_and_done(at, [alfa], lambda r: record_rsvp(r, alfa, "start", seat, "yes", EVA)).impact.nothing
    new = ("planner", "Nina", "nina@example.org", date(2021, 4, 1), EVA)
    assert tried_and_done(at, [alfa], lambda r: set_function(r, alfa, *new)).impact.entries("cancelled")
    later = ("planner", "Olle", "olle@example.org", date(2021, 4, 12), EVA)
    assert tried_and_done(at, [alfa], lambda r: set_function(r, alfa, *later)).impact.added
    officer = at.appointment("beta", "officer")
    tried_and_done(at, [beta], lambda r: end_function(r, officer, date(2021, 3, 31), EVA))
    host = ("host", "Nora", "nora@example.org", date(2021, 4, 1), EVA)
    tried_and_done(at, WholeRound(1), lambda r: set_function(r, None, *host, round_code="mini-2021"))
    at.tick("2021-04-06 08:00")

    both = tried_and_done(
        at, north(at), lambda r: advance_cluster(r, north(at), {}, "advance", EVA, acknowledged=WARNINGS)
    ).impact
    assert {(s.before, s.after) for s in both.states} == {("preparation", "start")}
    at.clock.set("2021-04-15 09:00")
    tried_and_done(at, north(at), lambda r: hold_meeting(r, cluster, "start", EVA))
    there = [Came(at.appointment("alfa", f), present=True) for f in ("planner", "head", "coordinator")]
    absent = [replace(there[0], present=False), *there[1:]]
    asked = tried_and_done(at, [alfa], lambda r: record_attendance(r, alfa, "start", absent, EVA)).impact
    assert [(w.work.name, w.before) for w in asked.work] == [("read_notes", None)] and asked.mails
    back = tried_and_done(at, [alfa], lambda r: record_attendance(r, alfa, "start", there, EVA)).impact
    assert [w.became for w in back.work] == ["cancelled"] and back.unsent
    tried_and_done(at, [alfa], lambda r: record_attendance(r, alfa, "start", absent, EVA))
    tried_and_done(at, [alfa], lambda r: submit(r, alfa, "read_notes", {"learned": "Mycket"}, EVA))
    again = tried_and_done(at, [alfa], lambda r: send_back(r, alfa, "read_notes", EVA, "Mer, tack")).impact
    assert [w.became for w in again.work] == ["open"]
    submit(at.runtime, alfa, "read_notes", {"learned": "Allt"}, EVA)
    tried_and_done(at, [alfa], lambda r: accept(r, alfa, "read_notes", EVA))
    tried_and_done(at, [alfa], lambda r: submit(r, alfa, "name_problem", PROBLEM, EVA))

    until = date(2021, 6, 30)
    number, _ = waive(at.runtime, alfa, "management_present", "Sjukdom", until, EVA, step="start")
    signed = tried_and_done(at, [alfa], lambda r: countersign(r, number, PER)).impact.waivers
    assert [(w.before and w.before.standing, w.after.standing) for w in signed] == [("waiting", "in force")]
    fallen = fire(alfa, "reopen", to="preparation", reason="Görs om")
    assert [w.after.standing for w in fallen.waivers] == ["fallen"]
    assert fire(beta, "pause", reason="Val", until=date(2021, 5, 3)).dropped
    assert fire(beta, "resume").added
    assert fire(beta, "withdraw", reason="Läggs ned").entries("cancelled")


def test_what_an_act_does_to_a_case_that_was_started_is_told_too(engine: Engine, tmp_path: Path) -> None:
    at = join(going(engine, tmp_path, changes=STARTS))
    write_lifted(tmp_path)
    at.here.load(DESK)
    alfa, name = at.agencies["alfa"], Said("Statistik saknas", "Statistics are missing")

    def lift(r: Runtime) -> Any:
        return start_case(r, alfa, "lift", EVA, code="statistics", name=name)

    before = at.everything()
    made = trial(at.runtime, [alfa], lift)
    assert made.answer is not None and at.everything() == before
    assert [(s.before, s.after) for s in made.impact.states] == [("", "proposed")]
    assert made.impact.whom["participation", made.answer.child].names == (name.sv, name.en)
    child = lift(at.runtime).child
    advance(at.runtime, child, None, "invite", EVA)
    ended = tried_and_done(at, [child], lambda r: advance(r, child, None, "decline", EVA, reason="Nej")).impact
    assert [note.item for mail in ended.mails for note in mail.notes] == [f"answered:lift:{child}"]
    assert set(ended.whom) == {("participation", child), ("participation", alfa), ("round", 1)}


def test_what_an_act_does_to_guests_and_the_host_is_told_too(joined: Going) -> None:
    cluster = joined.clusters["north"]
    joined.tick("2021-08-17 08:00")
    move = tried_and_done(
        joined, north(joined), lambda r: move_meeting(r, cluster, "deepening", [sitting("2021-10-06")], EVA)
    )
    (guest,) = (note for note in move.impact.entries("moved") if note.function == "expert")
    assert (guest.participation, guest.address, guest.name) == (None, "eva@example.org", "Eva")
    expert = next(a.id for a in joined.facts("alfa").appointments if a.function == "expert")
    ended = tried_and_done(joined, WholeRound(1), lambda r: end_function(r, expert, date(2021, 8, 16), EVA)).impact
    assert [mail.first for mail in ended.unsent] == [guest]
    assert [note.address for note in ended.entries("cancelled")] == ["eva@example.org"]


def test_what_an_act_does_to_those_who_share_a_subject_is_told_too(engine: Engine, tmp_path: Path) -> None:
    at = going(engine, tmp_path, text=AREAS, changes=PARTIES)
    alfa = at.agencies["alfa"]
    set_function(at.runtime, alfa, "planner", "Pia", "pia@example.org", date(2021, 1, 11), EVA, organisation="two")
    invited = tried_and_done(at, [alfa], lambda r: add_party(r, alfa, "two", "guest", EVA)).impact
    assert [mail.first.item for mail in invited.mails] == ["party:guest"]
    left = tried_and_done(at, [alfa], lambda r: leave_party(r, alfa, "two", "guest", EVA, reason="Hann inte")).impact
    assert [mail.first.item for mail in left.unsent] == ["party:guest"]


def test_a_refusal_is_the_answer_and_leaves_no_entry(joined: Going) -> None:
    alfa, before = joined.agencies["alfa"], joined.everything()
    tried = trial(joined.runtime, [alfa], lambda r: advance(r, alfa, None, "advance", EVA))
    assert tried.answer is not None and isinstance(tried.answer.result, Refusal)
    assert tried.error is None and tried.impact.nothing
    assert joined.everything() == before


def test_one_who_looked_at_old_facts_is_told_so(joined: Going) -> None:
    alfa = joined.agencies["alfa"]
    tried = trial(joined.runtime, [alfa], lambda r: advance(r, alfa, 0, "advance", EVA))
    assert tried.answer is not None and tried.answer.result == "stale"


def test_what_an_action_says_to_people_is_the_answer(joined: Going) -> None:
    alfa, north = joined.agencies["alfa"], joined.clusters["north"]
    before = joined.everything()
    said = [
        trial(joined.runtime, [alfa], lambda r: hold_meeting(r, north, "start", EVA)).error,
        trial(joined.runtime, [alfa], lambda r: advance(r, 99, None, "advance", EVA)).error,
        trial(joined.runtime, [alfa], lambda r: submit(r, alfa, "self_assessment", {}, EVA)).error,
    ]
    assert [type(error) for error in said] == [NotAllowed, NotFound, Mistakes]
    assert joined.everything() == before


def test_a_fault_of_ours_is_raised_and_leaves_nothing(joined: Going) -> None:
    alfa, before = joined.agencies["alfa"], joined.everything()

    def breaks(runtime: Runtime) -> None:
        advance(runtime, alfa, None, "withdraw", EVA, reason="Slut")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        trial(joined.runtime, [alfa], breaks)
    assert joined.everything() == before


def test_an_act_of_several_transactions_is_not_tried(joined: Going) -> None:
    alfa, before = joined.agencies["alfa"], joined.everything()

    def two(runtime: Runtime) -> None:
        for trigger in ("pause", "resume"):
            advance(runtime, alfa, None, trigger, EVA, reason="Val")

    with pytest.raises(SeveralTransactions):
        trial(joined.runtime, [alfa], two)
    assert joined.everything() == before


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)  # on SQLite whoever writes is alone
def test_what_another_does_meanwhile_is_not_told_as_if_the_act_had_done_it(joined: Going) -> None:
    alfa, beta = joined.agencies["alfa"], joined.agencies["beta"]

    def act(runtime: Runtime) -> None:
        with write(runtime.engine) as tx:
            advance(joined.runtime, beta, None, "withdraw", EVA, reason="Slut")
            tx.connection.execute(text(f"update participation set state = 'closing' where id = {alfa}"))

    impact = trial(joined.runtime, [alfa, beta], act).impact
    assert (impact.states, impact.dropped, impact.work) == ((StateChange(alfa, "preparation", "closing"),), (), ())


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_trial_that_was_overtaken_is_made_again(joined: Going) -> None:
    alfa, tries = joined.agencies["alfa"], []

    def act(runtime: Runtime) -> Any:
        tries.append(1)
        with write(runtime.engine) as tx:
            if len(tries) == 1:
                advance(joined.runtime, alfa, None, "pause", EVA, reason="Val")
            tx.connection.execute(text("update participation set came_from = 'closing'"))

    assert trial(joined.runtime, [alfa], act).error is None
    assert len(tries) == 2
    assert joined.rows(t.Participation, "state", "came_from", id=alfa) == [("paused", "preparation")]


def test_a_snapshot_takes_as_many_statements_for_one_as_for_all(joined: Going) -> None:
    counts = []
    for scope in ([joined.agencies["alfa"]], list(joined.agencies.values())):
        with read(joined.runtime.engine) as tx, recorded(tx) as ran:
            snapshot(tx, scope)
        counts.append(len(ran))
    assert counts[0] == counts[1] <= 7
