"""A round's figures on real databases: read as it stands, in as many statements for sixty agencies as for five."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine, event, insert, select

from jimflow.actions.assignments import submit
from jimflow.actions.attendance import Came, record_attendance
from jimflow.actions.figures import figures_of
from jimflow.actions.head_counts import record_head_count
from jimflow.actions.meetings import hold_meeting
from jimflow.actions.results import add_result
from jimflow.core.figures import facts as counted_from
from jimflow.core.figures.chain import Line
from jimflow.core.figures.in_time import Answers
from jimflow.core.figures.presence import Attendance
from jimflow.core.figures.times import Time
from jimflow.core.figures.whole import Figures
from jimflow.runtime import Runtime
from jimflow.store import tables as t
from jimflow.store.queries.rounds import rounds
from jimflow.store.tables.columns import table
from jimflow.store.transaction import read, write
from tests.actions.going import WARNINGS, Going, going, join
from tests.actions.loaded import EVA
from tests.build import day
from tests.store.statements import recorded

GOALS = {"result_goals": "policy_goal"}


@pytest.fixture
def under_way(engine: Engine, tmp_path: Path) -> Going:
    """Alfa has been to the kick-off of its cluster and beta has not moved; gamma meets nobody."""
    found = join(going(engine, tmp_path, changes=GOALS))
    found.clock.set("2021-02-01 09:00")
    submit(found.runtime, found.agencies["alfa"], "self_assessment", {"in_plan": "missing", "trained": True}, EVA)
    found.clock.set("2021-02-15 09:00")
    assert found.do("alfa", "advance", acknowledged=WARNINGS).ok
    found.tick("2021-04-01 08:30")  # what the kick-off begins with is asked for
    found.clock.set("2021-04-14 17:00")
    hold_meeting(found.runtime, found.clusters["north"], "start", EVA)
    came = [
        Came(found.appointment("alfa", "planner"), present=True, mode="digital"),
        Came(found.appointment("alfa", "coordinator"), present=False),
    ]
    record_attendance(found.runtime, found.agencies["alfa"], "start", came, EVA)
    numbers = {"women": 3, "men": 2, "not_stated": 0}
    record_head_count(found.runtime, found.clusters["north"], "start", **numbers, actor=EVA)
    add_result(found.runtime, found.agencies["alfa"], "methods", "Ny mall", EVA, goal="power")
    found.clock.set("2021-04-20 09:00")
    return found


def figures(runtime: Runtime, clusters: tuple[int, ...] = ()) -> Figures:
    with read(runtime.engine) as tx:
        (of,) = rounds(tx)
        return figures_of(runtime, tx, of, runtime.clock(), clusters)


def test_everything_that_happened_is_counted(under_way: Going) -> None:
    found = figures(under_way.runtime)
    alfa, beta, gamma = (under_way.agencies[name] for name in ("alfa", "beta", "gamma"))
    assert set(found.times) == {
        Time(alfa, "preparation", day("2021-01-18"), day("2021-02-15"), 28, 20),
        Time(beta, "preparation", day("2021-01-18"), None, 92, 64),
        Time(gamma, "preparation", day("2021-01-18"), None, 92, 64),
        Time(alfa, "start", day("2021-02-15"), None, 64, 44),
    }
    assert found.answers == (
        Answers("preparation", "self_assessment", in_time=1, missing=1, to_come=1),
        Answers("start", "describe_today", missing=2),
        Answers("start", "name_problem", to_come=2),
        Answers("start", "read_notes", to_come=1),
        Answers("deepening", "prepare_theme", to_come=2),
        Answers("follow_up", "evaluate", to_come=2),
    )
    assert {line.function: line for line in found.attendance} == {
        "planner": Attendance(1, "planner", digital=1, unrecorded=1),
        "coordinator": Attendance(1, "coordinator", absent=1, unrecorded=1),
        "head": Attendance(1, "head", absent=1, unrecorded=1),
        "officer": Attendance(1, "officer", absent=1, unrecorded=1),
    }
    assert [(h.meeting.step, h.heads) for h in found.heads] == [("start", counted_from.Heads(1, 3, 2, 0))]
    assert found.results == (Line(alfa, (0, 0, 1, 0), 1), Line(beta, (0,) * 4, 0), Line(gamma, (0,) * 4, 0))
    assert found.goals == (Line("power", (0, 0, 1, 0), 1), Line("economy", (0,) * 4, 0))


def test_one_clusters_figures_are_its_own(under_way: Going) -> None:
    found = figures(under_way.runtime, (under_way.clusters["south_and_east"],))
    gamma = under_way.agencies["gamma"]
    assert [(t.participation, t.step) for t in found.times] == [(gamma, "preparation")]
    assert [line.of for line in found.results] == [gamma]
    assert (found.attendance, found.heads) == ((), ())
    assert {answers.total for answers in found.answers} == {1}


def test_a_round_in_which_nothing_has_happened_has_no_figures(loaded: Going) -> None:
    found = figures(loaded.runtime)
    assert (found.times, found.answers, found.attendance, found.heads) == ((), (), (), ())


def copies_of_alfa(under_way: Going, engine: Engine, codes: range) -> None:
    """More who take part as alfa does, with its work; they have no audit of their own."""
    p, a, o = table(t.Participation), table(t.Assignment), table(t.Organisation)
    with write(engine) as tx:
        alfa = tx.connection.execute(select(p).where(p.c.id == under_way.agencies["alfa"])).mappings().one()
        work = tx.connection.execute(select(a).where(a.c.participation == alfa["id"])).mappings().all()
        for code in map(str, codes):
            names = {"code": code, "name_sv": code, "name_en": code, "short": "", "mailbox": "a@example.org"}
            tx.connection.execute(insert(o).values(names))
            row = {name: value for name, value in alfa.items() if name != "id"}
            row |= {"subject": code, "audit_seq": 0, "audit_head": bytes(32)}
            number = tx.connection.execute(insert(p).values(row).returning(p.c.id)).scalar_one()
            rows = [{**{k: v for k, v in made.items() if k != "id"}, "participation": number} for made in work]
            tx.connection.execute(insert(a), rows)


def statements(under_way: Going, engine: Engine) -> tuple[int, int]:
    """How many take part, and how many statements their figures took."""
    figures(under_way.runtime)  # the definition is read once, by whoever comes first
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    with read(engine) as tx:
        (of,) = rounds(tx)
        with recorded(tx) as bare:
            found = figures_of(under_way.runtime, tx, of, under_way.clock())
    event.remove(engine, "before_cursor_execute", note)
    return len(found.results), len(bare) + len(sent)


def test_sixty_agencies_take_as_many_statements_as_five(engine: Engine, under_way: Going) -> None:
    copies_of_alfa(under_way, engine, range(2))
    few = statements(under_way, engine)
    copies_of_alfa(under_way, engine, range(2, 57))
    many = statements(under_way, engine)
    assert (few[0], many[0]) == (5, 60)
    assert few[1] == many[1] <= 15
