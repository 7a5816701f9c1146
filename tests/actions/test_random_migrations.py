"""Random versions of the mini programme, half a random round: a case moves whole or is refused, and comes back."""

from __future__ import annotations

import contextlib
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import Phase, assume, event, given, settings
from hypothesis import strategies as st

from jimflow.actions.assignments import submit
from jimflow.actions.attendance import Came, record_attendance
from jimflow.actions.drafts import save
from jimflow.actions.errors import BadInput
from jimflow.actions.meetings import hold_meeting
from jimflow.actions.migration import migrate, preview_migration
from jimflow.actions.waivers import waive
from jimflow.core.definition import read_definition
from jimflow.core.mistakes import Mistakes
from jimflow.store import tables as t
from jimflow.store.engine import open_engine
from jimflow.store.migrate import create_fresh
from tests.actions.going import SELF_ASSESSMENT, WARNINGS, Box, Going, going, join
from tests.actions.loaded import EVA, Clock, Place
from tests.actions.migrating import back, everything, outcomes, renamed
from tests.build import STOCKHOLM, day
from tests.build_workflow import mini_definition

Data = dict[str, Any]
Mutation = Callable[[Data], tuple[str, ...]]
"""Changes a definition; answers with the pairs that a person would write for it."""

WORK = ("describe_today", "name_problem", "prepare_theme", "evaluate", "final_report", "self_assessment")
PEOPLE = ("planner", "coordinator", "finance")
REMINDERS = ("due - 5 working days", "due - 3 working days", "due - 1 working day", "due + 1 working day")


def _set(*path: str | int, value: Any) -> Mutation:
    def change(data: Data) -> tuple[str, ...]:
        part: Any = data
        for key in path[:-1]:
            part = part[key]
        part[path[-1]] = value
        return ()

    return change


def _called(section: str, before: str, after: str, *, told: bool) -> Mutation:
    def change(data: Data) -> tuple[str, ...]:
        renamed(section, before, after, data)
        kept: Data = _replaced(data, before, after)
        data.clear()
        data.update(kept)
        return (f"{before}={after}",) if told else ()

    return change


def _replaced(part: Any, before: str, after: str) -> Any:
    """Wherever the name stands as a value, or as the first part of one."""
    if isinstance(part, dict):
        return {key: _replaced(value, before, after) for key, value in part.items()}
    if isinstance(part, list):
        return [_replaced(value, before, after) for value in part]
    if isinstance(part, str) and (part == before or part.startswith(f"{before}.")):
        return after + part.removeprefix(before)
    return part


def _without_question(form: str, number: int) -> Mutation:
    def change(data: Data) -> tuple[str, ...]:
        del data["forms"][form]["questions"][number]
        return ()

    return change


def _one_more_question(form: str) -> Mutation:
    def change(data: Data) -> tuple[str, ...]:
        new = {"id": "added", "type": "text", "sv": "Något mer?", "en": "Anything more?"}
        data["forms"][form]["questions"].append(new)
        return ()

    return change


def _moved(name: str, step: str, place: str) -> Mutation:
    """The assignment stands in another step, or at another place."""

    def change(data: Data) -> tuple[str, ...]:
        for known in data["steps"].values():
            for where in ("before", "after", "assignments"):
                if name in known.get(where, ()):
                    known[where] = [n for n in known[where] if n != name]
        data["steps"][step].setdefault(place, []).append(name)
        return ()

    return change


mutations: st.SearchStrategy[Mutation] = st.one_of(
    st.builds(
        lambda name, due: _set("assignments", name, "due", value=due),
        st.sampled_from(["describe_today", "prepare_theme"]),
        st.sampled_from(["meeting - 3 days", "meeting - 10 days", "meeting - 2 working days"]),
    ),
    st.builds(
        lambda due: _set("assignments", "name_problem", "due", value=due),
        st.sampled_from(["meeting + 20 working days", "next_meeting - 50 days else meeting + 10 working days"]),
    ),
    st.builds(
        lambda name, moments: _set("assignments", name, "remind", value=moments),
        st.sampled_from(WORK),
        st.lists(st.sampled_from(REMINDERS), unique=True, max_size=4),
    ),
    st.builds(
        lambda name, to: _set("assignments", name, "to", value=to),
        st.sampled_from(WORK),
        st.lists(st.sampled_from(PEOPLE), unique=True, min_size=1),
    ),
    st.builds(
        lambda name, accept: _set("assignments", name, "accept", value=accept),
        st.sampled_from(WORK),
        st.just("required"),
    ),
    st.builds(
        lambda rule, severity: _set("rules", rule, "severity", value=severity),
        st.sampled_from(["head_present", "roles_filled", "before_submitted", "problem_named"]),
        st.sampled_from(["block", "warn", "info"]),
    ),
    st.just(_set("rules", "head_present", "waivable", value=False)),
    st.just(_set("every_meeting", "readiness", value=["meeting - 7 days"])),
    st.just(_set("every_meeting", "invite", value="meeting - 40 days")),
    st.just(_set("functions", "finance", "attends", value="every meeting")),
    st.just(_set("functions", "planner", "belongs_to", value="ministry")),
    st.just(_set("forms", "describe_today", "questions", 0, "type", value="yes_no")),
    st.just(_without_question("describe_today", 1)),
    st.builds(_one_more_question, st.sampled_from(["describe_today", "problem", "notes"])),
    st.builds(lambda told: _called("assignments", "describe_today", "tell_today", told=told), st.booleans()),
    st.builds(lambda told: _called("steps", "preparation", "groundwork", told=told), st.booleans()),
    st.builds(lambda told: _called("functions", "finance", "economy_unit", told=told), st.booleans()),
    st.builds(lambda told: _called("rules", "head_present", "leader_present", told=told), st.booleans()),
    st.just(_moved("evaluate", "start", "after")),
    st.just(_moved("describe_today", "deepening", "before")),
    st.just(_moved("final_report", "preparation", "assignments")),
)

Act = Callable[[Going], None]
AGENCIES = st.sampled_from(["alfa", "beta", "gamma"])


def _hold(g: Going) -> None:
    if g.clock.now >= g.facts("alfa").meetings["start"].sessions[0].ends:
        hold_meeting(g.runtime, g.clusters["north"], "start", EVA)
        came = [Came(g.appointment("alfa", "planner"), present=False)]
        record_attendance(g.runtime, g.agencies["alfa"], "start", came, EVA)


acts: st.SearchStrategy[Act] = st.one_of(
    st.builds(lambda a: lambda g: submit(g.runtime, g.agencies[a], "self_assessment", SELF_ASSESSMENT, EVA), AGENCIES),
    st.builds(
        lambda a, who: (
            lambda g: submit(g.runtime, g.agencies[a], "describe_today", {"found_how": "Vi frågar."}, EVA, function=who)
        ),
        AGENCIES,
        st.sampled_from(PEOPLE),
    ),
    st.builds(lambda a: lambda g: save(g.runtime, g.agencies[a], "name_problem", {"problem": "Ett."}, EVA), AGENCIES),
    st.builds(lambda a: lambda g: save(g.runtime, g.agencies[a], "describe_today", {"cost": 5}, EVA), AGENCIES),
    st.builds(
        lambda a, verb: lambda g: g.do(a, verb, acknowledged=WARNINGS, reason="därför"),
        AGENCIES,
        st.sampled_from(["advance", "pause", "resume", "withdraw"]),
    ),
    st.builds(
        lambda a: lambda g: waive(g.runtime, g.agencies[a], "head_present", "sjuk", day("2021-12-31"), EVA), AGENCIES
    ),
    st.just(_hold),
)
DAYS = ("2021-03-17", "2021-04-01", "2021-04-08", "2021-04-15", "2021-04-20", "2021-05-12", "2021-08-12", "2021-09-08")


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Going:
    """The mini round, all joined, in a file that is copied for each example."""
    folder = tmp_path_factory.mktemp("begun")
    engine = open_engine(f"sqlite:///{folder / 'jimflow.db'}")
    create_fresh(engine)
    found = join(going(engine, folder))
    engine.dispose()
    return found


@contextlib.contextmanager
def another(begun: Going) -> Iterator[Going]:
    """A copy of the round as it was begun."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "jimflow.db"
        shutil.copy(begun.here.folder / "jimflow.db", file)
        engine, clock, box = open_engine(f"sqlite:///{file}"), Clock("2021-01-18 09:00"), Box()
        runtime = type(begun.runtime)(begun.runtime.settings, engine, clock, box, begun.runtime.templates)
        try:
            yield Going(Place(runtime, clock, begun.here.folder), begun.agencies, begun.clusters, box)
        finally:
            engine.dispose()


def half_a_round(g: Going, done: list[tuple[str, list[Act]]]) -> None:
    """Days in order, on each of them a heartbeat and some acts; what cannot be done just then is not."""
    for local, several in sorted(done, key=lambda one: one[0]):
        g.tick(f"{local} 08:05")
        for act in several:
            with contextlib.suppress(BadInput, Mistakes):
                act(g)


def work_of_people(g: Going) -> dict[str, Any]:
    """What people have put in, whatever it is called."""
    kinds: dict[Any, tuple[str, ...]] = {
        t.Answer: ("id", "assignment", "value", "answered_at"),
        t.Draft: ("id", "assignment", "value"),
        t.Part: ("id", "assignment", "submitted_at"),
        t.Result: ("id", "text"),
        t.Waiver: ("id", "reason", "until", "fallen_at"),
        t.Attendance: ("id", "appointment", "present"),
        t.Rsvp: ("id", "appointment", "answer"),
        t.Appointment: ("id", "person", "since", "until"),
    }
    found = {kind.__name__: g.rows(kind, *columns) for kind, columns in kinds.items()}
    done = g.rows(t.Assignment, "id", "status", "submitted_at", "accepted_at")
    return found | {"finished": [row for row in done if row[1] not in ("planned", "open")]}


def said(g: Going) -> Counter[tuple[Any, ...]]:
    """How often each opening has been said to whom."""
    rows = g.rows(t.Intent, "item", "address", "participation", "function", "status")
    return Counter(row for row in rows if row[0].startswith("open:") and row[-1] == "composed")


@settings(max_examples=20, phases=[Phase.explicit, Phase.generate, Phase.shrink])
@given(
    changes=st.lists(mutations, min_size=1, max_size=4),
    done=st.lists(
        st.tuples(st.sampled_from(DAYS), st.lists(acts, max_size=4)), max_size=5, unique_by=lambda one: one[0]
    ),
)
def test_a_case_is_moved_whole_or_refused_whole(
    begun: Going, changes: list[Mutation], done: list[tuple[str, list[Act]]]
) -> None:
    data, pairs = mini_definition() | {"version": "2"}, ()
    with contextlib.suppress(KeyError, IndexError, ValueError):  # two changes of the same thing
        for change in changes:
            pairs = (*pairs, *change(data))
    try:
        new = read_definition(data)
    except Mistakes:
        assume(False)
    with another(begun) as g:
        half_a_round(g, done)
        before, kept = everything(g), work_of_people(g)
        try:
            seen = preview_migration(g.runtime, "mini-2021", new, pairs=pairs)
        except Mistakes:
            assume(False)
        assert everything(g) == before
        if seen.stopped:
            event("round refused")
            return
        run = migrate(g.runtime, "mini-2021", new, EVA, "x", pairs=pairs, seen=seen.code)
        for what in outcomes(run).values():
            event(what)
        assert set(outcomes(run).values()) <= {"moved", "refused"}
        assert {c.moving.case.facts.organisation for c in seen.cases if c.moves} == {
            o for o, what in outcomes(run).items() if what == "moved"
        }
        assert work_of_people(g) == kept
        assert g.here.verified().ok
        if "moved" in outcomes(run).values():
            assert set(outcomes(back(g)).values()) == {"moved"}
        assert everything(g) == before
        migrate(g.runtime, "mini-2021", new, EVA, "x", pairs=pairs)
        assert work_of_people(g) == kept
        for _ in range(5):
            later = g.clock.now.astimezone(STOCKHOLM) + timedelta(days=9)
            g.tick(f"{later:%Y-%m-%d} 08:05")
        assert set(said(g).values()) <= {1}
        assert g.rows(t.Unwritten) == []
        assert g.here.verified().ok
