"""The engine against a small model of the same programme, written from its description and not from the engine.

The model knows states and rules of the mini programme in its own words. For any facts, any trigger and anything
acknowledged, both must allow or refuse alike, for the same reasons and to the same end.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from jimflow.core.advance import advance, needs
from jimflow.core.model import Change, Facts, Policy, Presence, Refusal
from tests.build import STAFF, assignment, at, facts, meeting, mini, staff, waiver

NOW = at("2022-03-07 10:00")

# The model: what the programme says


ORDER = ("preparation", "start", "deepening", "follow_up", "closing")
MEETINGS, ENDS = ORDER[1:4], ("start", "follow_up")
STATES = ("proposed", "invited", "declined", *ORDER, "completed", "paused", "withdrawn")
BEFORE = {"start": "describe_today", "deepening": "prepare_theme"}
AFTER = {"start": "name_problem"}
WORK = (
    ("preparation", "self_assessment"),
    *BEFORE.items(),
    *AFTER.items(),
    ("follow_up", "evaluate"),
    ("closing", "final_report"),
)
STOPS = {"meeting_held": "block", "problem_named": "block", "theme_chosen": "block"}
TOLD = {"officer_present": "info", "results_far": "info", "cluster_large_enough": "info"}
WARNS = ("functions_present", "management_present", "head_present", "before_submitted", "after_submitted")
SEVERITY = {**dict.fromkeys((*WARNS, "self_assessed", "roles_filled"), "warn"), **STOPS, **TOLD}
ATTENDANCE = ("functions_present", "management_present", "head_present", "officer_present")
CURABLE = ("functions_present", "management_present")


@dataclass
class World:
    """What is so. `work` holds the status of what was made, `catch_up` that of a step's catch-up."""

    state: str = "proposed"
    came_from: str | None = None
    held: set[str] = field(default_factory=set)
    theme: bool = False
    there: set[tuple[str, str]] = field(default_factory=set)
    top: set[str] = field(default_factory=set)
    vacant: set[str] = field(default_factory=set)
    deputy: bool = False
    deputies_count: bool = False
    work: dict[tuple[str, str], str] = field(default_factory=dict)
    catch_up: dict[str, str] = field(default_factory=dict)
    problem: bool = False
    results: set[str] = field(default_factory=set)
    size: int = 4
    severity: dict[str, str] = field(default_factory=dict)
    waived: set[tuple[str, str]] = field(default_factory=set)

    def came(self, step: str, function: str) -> bool:
        return (step, function) in self.there and function not in self.vacant

    def stood_in_for(self, step: str) -> bool:
        """A deputy came for the head there is, in a round where deputies count."""
        return self.deputy and self.deputies_count and "head" not in self.vacant and self.came(step, "planner")

    def done(self, step: str, name: str) -> bool:
        """Submitted or called off; where a late joiner was given the catch-up instead, that one accepted."""
        if step in self.catch_up and not any((step, n) in self.work for n in (BEFORE.get(step), AFTER.get(step))):
            return self.catch_up[step] in ("accepted", "cancelled")
        return self.work.get((step, name)) in ("submitted", "accepted", "cancelled")

    def met(self, code: str, step: str) -> bool:
        """Whether the rule `code` is met in `step`."""
        own = ("planner", "coordinator", "finance", "head")
        if code in CURABLE and self.catch_up.get(step) == "accepted":
            return True
        return {
            "meeting_held": step in self.held,
            "before_submitted": step not in BEFORE or self.done(step, BEFORE.get(step, "")),
            "after_submitted": step not in AFTER or self.done(step, AFTER.get(step, "")),
            "self_assessed": self.work.get(WORK[0]) in ("submitted", "accepted", "cancelled"),
            "problem_named": self.problem,
            "theme_chosen": self.theme,
            "functions_present": self.came(step, "planner") and self.came(step, "coordinator"),
            "management_present": any(self.came(step, f) and f in self.top for f in own),
            "head_present": self.came(step, "head") or self.stood_in_for(step),
            "officer_present": self.came(step, "officer"),
            "roles_filled": not self.vacant & {"planner", "coordinator"},
            "results_far": bool(self.results & {"methods", "outcome"}),
            "cluster_large_enough": 3 <= self.size <= 6,
        }[code]


def asked(here: str, there: str) -> list[tuple[str, str]]:
    """(rule, step) looked at when moving along from `here` to `there`."""
    leaving: list[str] = []
    if here in MEETINGS:
        leaving = ["meeting_held", "before_submitted", "after_submitted", "functions_present", "management_present"]
    if here in ENDS:
        leaving += ["head_present", "officer_present"]
    leaving += {"preparation": ["roles_filled"], "start": ["problem_named"], "closing": ["results_far"]}.get(here, [])
    entering = {"start": ["self_assessed", "cluster_large_enough"], "deepening": ["theme_chosen"]}.get(there, [])
    return [(code, here) for code in leaving] + [(code, there) for code in entering]


def way(w: World, trigger: str, to: str | None) -> str | None:
    """Where the trigger leads, None when there is no such way."""
    along = dict(zip(ORDER, (*ORDER[1:], "completed"), strict=True))
    leads = {
        "invite": {"proposed": "invited"},
        "accept": {"invited": "preparation"},
        "decline": {"invited": "declined"},
        "advance": along,
        "withdraw": dict.fromkeys((*ORDER, "paused"), "withdrawn"),
        "pause": dict.fromkeys(ORDER, "paused"),
        "resume": {"paused": w.came_from},
        "reopen": {s: to for n, s in enumerate(ORDER) if to in ORDER[:n]},
    }[trigger]
    found = leads.get(w.state)
    return found if to in (None, found) else None


def expected(w: World, trigger: str, to: str | None, acknowledged: frozenset[str], reason: str) -> str | set[str]:
    """The state that is reached, or the codes that stop it."""
    there = way(w, trigger, to)
    if there is None:
        return {"order"}
    stops = {"reason_needed"} if trigger in ("withdraw", "pause", "reopen") and not reason else set()
    for code, step in asked(w.state, there) if trigger == "advance" else []:
        severity = w.severity.get(code, SEVERITY[code])
        if code in ATTENDANCE and step not in w.held:
            severity = "info"
        waived = (code, step) in w.waived and code in WARNS
        passed = severity == "info" or (severity == "warn" and code in acknowledged)
        if not w.met(code, step) and not waived and not passed:
            stops.add(code)
    return stops or there


# From the world to facts, and the answers compared


def facts_of(w: World) -> Facts:
    roster = staff(
        without=w.vacant, **{f: {"top_management": f in w.top} for f in ("planner", "coordinator", "finance", "head")}
    )
    number = {f: n for n, f in enumerate(STAFF, start=1)}
    here = {a.function for a in roster}
    presences = [
        Presence(s, number[f], present=True, deputised_for=4 if w.deputy and f == "planner" else None)
        for s, f in w.there
        if f in here
    ]
    made = [assignment(s, n, status, id=10 + i) for i, ((s, n), status) in enumerate(w.work.items())]
    made += [assignment(s, "read_notes", status, id=50 + i) for i, (s, status) in enumerate(w.catch_up.items())]
    return facts(
        w.state,
        came_from=w.came_from,
        meetings={
            s: meeting(s, status="held" if s in w.held else "planned", theme="x" if w.theme else "") for s in MEETINGS
        },
        presences=tuple(presences),
        appointments=roster,
        assignments=tuple(made),
        answers={("start", "name_problem", "problem"): '"x"'} if w.problem else {},
        results=frozenset(w.results),
        cluster_size=w.size,
        policy=Policy(w.severity, w.deputies_count),
        waivers=tuple(waiver(r, s, "2022-12-31", id_=n) for n, (r, s) in enumerate(sorted(w.waived))),
    )


def compare(w: World, trigger: str, to: str | None, acknowledged: frozenset[str], reason: str) -> Change | Refusal:
    known = facts_of(w)
    result = advance(mini(), known, trigger, NOW, to=to, acknowledged=acknowledged, reason=reason)
    should = expected(w, trigger, to, acknowledged, reason)
    if isinstance(result, Change):
        assert result.destination == should
    else:
        assert {b.code for b in result.blockers if b.stops(acknowledged)} == should
    assert (
        advance(mini(), bare(known, trigger), trigger, NOW, to=to, acknowledged=acknowledged, reason=reason) == result
    )
    return result


def bare(known: Facts, trigger: str) -> Facts:
    """Only the facts that the decision said it needs."""
    kept = needs(mini().workflow, trigger, known.state)
    gone: dict[str, Any] = {}
    for name in ("presences", "replies"):
        here = tuple(p for p in getattr(known, name) if p.step == known.state and f"{name}_here" in kept)
        gone[name] = getattr(known, name) if name in kept else here
    if "results" not in kept:
        gone["results"] = frozenset()
    if "answers" not in kept:
        gone["answers"] = {}
    if "size" not in kept:
        gone["cluster_size"] = 0
    return replace(known, **gone)


TRIGGERS = st.sampled_from(["invite", "accept", "decline", "withdraw", "pause", "resume", "reopen"])
CODES = st.frozensets(st.sampled_from(sorted(SEVERITY)), max_size=len(SEVERITY))
STATUS = st.sampled_from(["planned", "open", "submitted", "accepted", "cancelled", "closed"])
REASONS = st.sampled_from(["", "ett skäl"])


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Anything may be so; more often than not it is in order, so that moves are allowed too."""
    mostly = st.sampled_from([True, True, True, False])
    state = draw(st.sampled_from([*STATES, *ORDER, *ORDER]))
    people = [(s, f) for s in MEETINGS for f in STAFF[:5]]
    late = draw(st.sets(st.sampled_from(MEETINGS), max_size=2))
    return World(
        state=state,
        came_from=draw(st.sampled_from(ORDER)) if state == "paused" else None,
        held={s for s in MEETINGS if draw(mostly)},
        theme=draw(mostly),
        there={p for p in people if draw(mostly)},
        top=draw(st.sets(st.sampled_from(STAFF[:4]), max_size=2)),
        vacant=draw(st.sets(st.sampled_from(STAFF[:5]), max_size=1)) if draw(st.booleans()) else set(),
        deputy=draw(st.booleans()),
        deputies_count=draw(st.booleans()),
        work={(s, n): "submitted" if draw(mostly) else draw(STATUS) for s, n in WORK if s not in late},
        catch_up={s: draw(STATUS) for s in MEETINGS if s in late or not draw(mostly)},
        problem=draw(mostly),
        results=draw(st.sets(st.sampled_from(["activities", "methods", "outcome"]), max_size=2)),
        size=draw(st.integers(2, 7)),
        severity=draw(st.dictionaries(st.sampled_from(sorted(SEVERITY)), st.sampled_from(["block", "warn", "info"]))),
        waived=draw(st.sets(st.tuples(st.sampled_from(sorted(SEVERITY)), st.sampled_from(ORDER)), max_size=4)),
    )


@settings(max_examples=250)
@given(worlds(), CODES, st.sampled_from([None, None, *ORDER]))
def test_moving_along_is_allowed_or_refused_as_the_programme_says(
    w: World, acknowledged: frozenset[str], to: str | None
) -> None:
    compare(w, "advance", to, acknowledged, "")


@settings(max_examples=100)
@given(worlds(), TRIGGERS, CODES, st.sampled_from([None, *STATES]), REASONS)
def test_every_other_move_is_allowed_or_refused_as_the_programme_says(
    w: World, trigger: str, acknowledged: frozenset[str], to: str | None, reason: str
) -> None:
    compare(w, trigger, to, acknowledged, reason)


class Participation(RuleBasedStateMachine):
    """One agency's way through the programme: whatever happens to it, the engine and the model agree."""

    def __init__(self) -> None:
        super().__init__()
        self.w = World()
        self.ended = ""

    def move(
        self, trigger: str, to: str | None = None, acknowledged: frozenset[str] = frozenset(), reason: str = "r"
    ) -> None:
        was = self.w.state
        change = compare(self.w, trigger, to, acknowledged, reason)
        if not isinstance(change, Change):
            return
        assert not self.ended
        self.w.state, self.w.came_from = change.destination, change.came_from
        assert (change.came_from == was) == (change.destination == "paused")
        self.closes(change, was)
        fallen = {self.waiver(n) for n in change.fall}
        kept = ORDER[: ORDER.index(change.destination)] if trigger == "reopen" else ORDER
        assert fallen == {(r, s) for r, s in self.w.waived if s not in kept}
        self.w.waived -= fallen
        assert change.replan == (trigger in ("accept", "resume"))
        for new in change.make:
            assert (new.step, new.name) not in self.w.work
            self.w.work[new.step, new.name] = "open" if new.open_now else "planned"
        if trigger == "accept":
            self.w.work = {w: "open" if w == WORK[0] else "planned" for w in WORK[:-1]}

    def closes(self, change: Change, was: str) -> None:
        """The ends of a programme end all its work, and nothing else here closes any."""
        known = facts_of(replace(self.w, state=was))
        unfinished = {a.id for a in known.assignments if a.status in ("planned", "open")}
        how = {"completed": "closed", "withdrawn": "cancelled", "declined": "cancelled"}.get(change.destination)
        assert dict(change.close) == (dict.fromkeys(unfinished, how) if how else {})
        for a in known.assignments:
            if how and a.id in unfinished:
                kept = self.w.catch_up if a.name == "read_notes" else self.w.work
                kept[a.step if a.name == "read_notes" else (a.step, a.name)] = how
        self.ended = change.destination if how else ""

    def waiver(self, number: int) -> tuple[str, str]:
        return sorted(self.w.waived)[number]

    @initialize(joined=st.sampled_from([True, True, True, False]))
    def begin(self, joined: bool) -> None:
        if joined:
            self.move("invite")
            self.move("accept")

    @rule(trigger=st.sampled_from(["invite", "accept", "decline"]))
    def join(self, trigger: str) -> None:
        self.move(trigger)

    @rule(acknowledged=CODES)
    def advance(self, acknowledged: frozenset[str]) -> None:
        self.move("advance", acknowledged=acknowledged)

    @rule()
    def advance_after_a_good_meeting(self) -> None:
        self.hold(self.w.state, set(STAFF[:5]))
        self.w.theme = self.w.problem = True
        self.move("advance", acknowledged=frozenset(SEVERITY))

    @rule()
    def pause_or_resume(self) -> None:
        self.move("resume" if self.w.state == "paused" else "pause")

    @rule(to=st.sampled_from(ORDER))
    def reopen(self, to: str) -> None:
        self.move("reopen", to)

    @precondition(lambda self: self.w.waived or self.w.catch_up)
    @rule(reason=REASONS)
    def withdraw(self, reason: str) -> None:
        self.move("withdraw", reason=reason)

    @rule(step=st.sampled_from(MEETINGS), there=st.sets(st.sampled_from(STAFF[:5])))
    def hold(self, step: str, there: set[str]) -> None:
        self.w.held.add(step)
        self.w.there |= {(step, f) for f in there}

    @rule(work=st.sampled_from(WORK))
    def submit(self, work: tuple[str, str]) -> None:
        if self.w.work.get(work) in ("open", "planned"):
            self.w.work[work] = "submitted"
        self.w.problem |= work[1] == "name_problem"
        self.w.theme |= work[1] == "prepare_theme"

    @rule(step=st.sampled_from(MEETINGS))
    def catch_up(self, step: str) -> None:
        self.w.catch_up[step] = {"open": "submitted", "submitted": "accepted"}.get(
            self.w.catch_up.get(step, ""), "open"
        )

    @rule(given=st.tuples(st.sampled_from(WARNS), st.sampled_from(ORDER)))
    def waive(self, given: tuple[str, str]) -> None:
        self.w.waived.add(given)

    @invariant()
    def a_final_state_is_never_left(self) -> None:
        assert not self.ended or self.w.state == self.ended

    @invariant()
    def only_who_is_paused_has_come_from_somewhere(self) -> None:
        assert (self.w.came_from is not None) == (self.w.state == "paused")


Participation.TestCase.settings = settings(max_examples=300, stateful_step_count=30)
test_over_any_course_of_events_engine_and_model_agree = Participation.TestCase
