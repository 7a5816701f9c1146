"""Laying the plan again: what is sent is not repeated, what moved moves, what fell away wakes again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from jimflow.core.model import Facts, Occurrence
from jimflow.core.plan import timings
from jimflow.core.rearm import Known, Rearming, rearm
from jimflow.core.timetable import of_participation
from tests.build import DAY, assignment, at, ends, facts, meeting, meetings, mini, saved

NOW = at("2021-03-01 10:00")
MINE = ("participation", 1)
DUE, LATER_DUE = ends("2021-04-07"), ends("2021-05-07")
NOTHING = Rearming((), (), ())


def wanted(rule: str, when: str, for_due: datetime | None = None, to: str = "planner") -> Occurrence:
    return Occurrence(MINE, rule, at(when), to, for_due)


def row(o: Occurrence, status: str = "pending", id_: int = 1) -> Known:
    return Known(id_, o.rule, o.due_at, o.recipient, o.for_due, status)


OPEN = wanted("open:start:describe_today", "2021-03-17 08:00")
REMIND = wanted("remind:start:describe_today:0", "2021-04-01 08:00", DUE)
INVITE = wanted("invite:start", "2021-03-15 08:00")
HOLD = wanted("hold:start", "2021-03-02 08:00")


def test_what_waits_already_is_left_as_it_is() -> None:
    assert rearm([row(OPEN)], [OPEN], NOW) == NOTHING


def test_what_is_new_is_added() -> None:
    assert rearm([row(OPEN)], [OPEN, REMIND], NOW) == Rearming((), (), (REMIND,))


def test_what_moved_is_set_aside_and_added_on_its_new_day() -> None:
    later = replace(OPEN, due_at=OPEN.due_at + 7 * DAY)
    assert rearm([row(OPEN)], [later], NOW) == Rearming((1,), (), (later,))


def test_what_is_no_longer_wanted_is_set_aside() -> None:
    assert rearm([row(OPEN)], [], NOW) == Rearming((1,), (), ())


def test_each_recipient_is_looked_at_alone() -> None:
    to_both = [OPEN, replace(OPEN, recipient="coordinator")]
    assert rearm([row(OPEN, "fired")], to_both, NOW) == Rearming((), (), (to_both[1],))


def test_an_opening_or_an_invitation_is_said_once_however_often_its_day_moves() -> None:
    for once in (OPEN, INVITE, HOLD):
        moved = replace(once, due_at=once.due_at + 30 * DAY)
        assert rearm([row(once, "fired")], [moved], NOW) == NOTHING


def test_a_reminder_is_said_once_for_each_due_date_and_again_when_that_moves() -> None:
    again = replace(REMIND, due_at=at("2021-05-04 08:00"), for_due=LATER_DUE)
    sent = row(REMIND, "fired")
    assert rearm([sent], [replace(REMIND, due_at=REMIND.due_at + DAY)], NOW) == NOTHING
    assert rearm([sent], [again], NOW) == Rearming((), (), (again,))


def test_a_due_date_that_moves_back_reminds_nobody_twice() -> None:
    moved = replace(REMIND, due_at=at("2021-05-04 08:00"), for_due=LATER_DUE)
    assert rearm([row(REMIND, "fired"), row(moved, id_=2)], [REMIND], NOW) == Rearming((2,), (), ())


def test_readiness_is_looked_at_again_when_the_meeting_moves() -> None:
    asked = wanted("readiness:start:0", "2021-03-24 08:00")
    moved = replace(asked, due_at=at("2021-05-24 08:00"))
    assert rearm([row(asked, "fired")], [moved], NOW) == Rearming((), (), (moved,))


def test_what_was_set_aside_wakes_when_it_is_wanted_again() -> None:
    for status in ("superseded", "dropped", "collapsed"):
        assert rearm([row(REMIND, status)], [REMIND], NOW) == Rearming((), (1,), ())


def test_pending_rows_that_are_due_already_are_left_to_the_sweep() -> None:
    missed = replace(REMIND, due_at=NOW)
    assert rearm([row(missed)], [], NOW) == NOTHING
    assert rearm([row(replace(missed, due_at=NOW + timedelta(seconds=1)))], [], NOW) == Rearming((1,), (), ())


def test_an_opening_that_was_missed_and_is_now_due_later_waits_for_its_new_day() -> None:
    missed, later = replace(OPEN, due_at=NOW - DAY), replace(OPEN, due_at=NOW + DAY)
    assert rearm([row(missed)], [later], NOW) == Rearming((1,), (), (later,))
    assert rearm([row(missed)], [missed], NOW) == NOTHING


def test_a_hold_that_waits_stays_although_the_plan_is_laid_later() -> None:
    assert rearm([row(HOLD)], [replace(HOLD, due_at=HOLD.due_at + DAY)], NOW) == NOTHING


def test_a_hold_that_is_no_longer_wanted_goes() -> None:
    assert rearm([row(HOLD)], [], NOW) == Rearming((1,), (), ())


def test_a_hold_that_was_dropped_comes_back_on_its_new_day() -> None:
    later = replace(HOLD, due_at=HOLD.due_at + DAY)
    assert rearm([row(HOLD, "dropped")], [later], NOW) == Rearming((), (), (later,))


# A year of moving meetings


@dataclass
class Rows:
    """Occurrence rows as a database keeps them, unique by (rule, due, recipient)."""

    rows: dict[tuple[str, datetime, str], Known] = field(default_factory=dict)

    def apply(self, change: Rearming) -> None:
        for key, k in self.rows.items():
            if k.id in change.supersede:
                self.rows[key] = replace(k, status="superseded")
            elif k.id in change.revive:
                self.rows[key] = replace(k, status="pending")
        for o in change.insert:
            key = (o.rule, o.due_at, o.recipient)
            assert key not in self.rows
            self.rows[key] = Known(len(self.rows) + 1, o.rule, o.due_at, o.recipient, o.for_due, "pending")

    def end(self, now: datetime, status: str) -> list[Known]:
        """Everything due at `now` becomes `status`; what it was."""
        ended = [k for k in self.rows.values() if k.status == "pending" and k.due_at <= now]
        for k in ended:
            self.rows[k.rule, k.due_at, k.recipient] = replace(k, status=status)
        return ended


def lay(known: Facts, rows: Rows, now: datetime) -> Facts:
    """Lays the plan as the action does; checks that what waits then is what should."""
    laid = timings(mini(), known, now)
    should = of_participation(mini(), known, laid, now).occurrences
    rows.apply(rearm(list(rows.rows.values()), should, now))
    assert rearm(list(rows.rows.values()), should, now) == NOTHING
    waits = {(k.rule, k.recipient) for k in rows.rows.values() if k.status == "pending" and k.due_at > now}
    assert waits <= {(o.rule, o.recipient) for o in should}
    fired = {(k.rule, k.recipient) for k in rows.rows.values() if k.status == "fired"}
    assert {(o.rule, o.recipient) for o in should if o.due_at > now} <= waits | fired
    return saved(known, laid, mini(), now)


Steps = Sequence[tuple[str, int]]


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(st.sampled_from(["start", "deepening", "follow_up", "wait", "pause"]), st.integers(1, 90)),
        min_size=1,
        max_size=12,
    )
)
def test_over_a_year_of_moves_nothing_is_said_twice_and_nothing_is_forgotten(steps: Steps) -> None:
    now, rows = at("2021-01-14 10:00"), Rows()
    known = lay(facts("preparation"), rows, now)
    known = replace(known, assignments=(*known.assignments, assignment("follow_up", "prepare_theme", "cancelled")))
    said: list[Known] = []
    for what, days in steps:
        if what == "wait":
            now += days * DAY
            said += rows.end(now, "fired")
        elif what == "pause":
            for key, k in rows.rows.items():
                rows.rows[key] = replace(k, status="dropped") if k.status == "pending" else k
            now += days * DAY
        else:
            moved = meeting(what, now.date() + days * DAY, theme="follow_up")
            known = replace(known, meetings={**known.meetings, what: moved})
        known = lay(known, rows, now)
    once = [
        (k.rule, k.recipient, k.for_due if k.for_due else k.rule.startswith("readiness") and k.due_at) for k in said
    ]
    assert len(once) == len(set(once))


def test_an_assignment_is_opened_for_each_function_and_reminded_of_after_every_move() -> None:
    rows, now = Rows(), at("2021-01-14 10:00")
    known = facts("preparation", assignments=(assignment("preparation", "self_assessment", "submitted"),))
    known = lay(known, rows, now)
    spoken: list[tuple[str, str]] = []
    for day, on in (("2021-04-06", "2021-05-19"), ("2021-05-18", "2021-06-16"), ("2021-06-15", None)):
        ended = rows.end(at(f"{day} 09:00"), "fired")
        spoken += [(k.rule.removesuffix(":0"), k.recipient) for k in ended if "describe_today" in k.rule]
        opened = tuple(replace(a, status="open") if a.name == "describe_today" else a for a in known.assignments)
        known = replace(known, assignments=opened)
        if on is not None:
            known = replace(known, meetings=meetings(meeting("start", at(on + " 00:00").date() + DAY)))
            known = lay(known, rows, at(f"{day} 09:00"))
    everyone = ("planner", "coordinator", "finance")
    opened_once = [("open:start:describe_today", who) for who in everyone]
    reminded = [("remind:start:describe_today", who) for who in everyone] * 3
    overdue = [("remind:start:describe_today:1", who) for who in everyone] * 2
    informed = [("inform:start:describe_today", "host")] * 2
    assert sorted(spoken) == sorted(opened_once + reminded + overdue + informed)
