"""A case of one programme starts a case of another, and hears of its end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from jimflow.actions.assignments import submit
from jimflow.actions.errors import BadInput, NotAllowed, NotFound
from jimflow.actions.meetings import hold_meeting
from jimflow.actions.subflows import start_case
from jimflow.actions.why import why
from jimflow.core.mistakes import Said
from jimflow.core.model import Change, Refusal, Started
from jimflow.store import tables as t
from tests.actions.going import Going, going, join
from tests.actions.loaded import EVA
from tests.actions.sharing import DESK, STARTS, write_lifted

NAME = Said("Statistik saknas", "Statistics are missing")


@pytest.fixture
def two(engine: Engine, tmp_path: Path) -> Iterator[Going]:
    """The mini round under way, and the desk that takes up what it lifts."""
    found = join(going(engine, tmp_path, changes=STARTS))
    write_lifted(tmp_path)
    desk = found.here.load(DESK)
    found = replace(found, agencies={**found.agencies, **desk.participations})
    yield found
    assert found.here.verified().ok


def lift(two: Going, agency: str = "alfa", code: str = "statistics") -> Going:
    begun = start_case(two.runtime, two.agencies[agency], "lift", EVA, code=code, name=NAME)
    return replace(two, agencies={**two.agencies, code: begun.child})


def test_the_new_case_stands_at_the_start_of_its_own_programme(two: Going) -> None:
    lifted = lift(two)
    assert (lifted.facts("statistics").state, lifted.facts("statistics").organisation_name) == ("proposed", NAME.sv)
    assert [e["kind"] for e in lifted.trail("statistics")] == ["proposed"]
    assert lifted.trail("alfa")[-1]["kind"] == "started"


def test_answers_go_along_into_the_form_of_the_other_programme(two: Going) -> None:
    two.clock.set("2021-04-20 09:00")
    work = {"problem": "Ingen könsuppdelad statistik", "goals": ["power"]}
    submit(two.runtime, two.agencies["alfa"], "name_problem", work, EVA, function="coordinator")
    lifted = lift(two)
    assert two.rows(t.Link, "start", "carried") == [("lift", '{"what":"Ingen könsuppdelad statistik"}')]
    join(lifted, "statistics")
    assert lifted.facts("statistics").state == "preparation"


def test_the_end_of_the_new_case_is_told_to_the_one_that_started_it(two: Going) -> None:
    lifted = lift(two)
    lifted.do("statistics", "invite")
    before = lifted.facts("alfa").version
    assert isinstance(lifted.do("statistics", "decline", reason="Hör inte hit").result, Change)
    assert lifted.facts("alfa").version == before + 1
    assert lifted.trail("alfa")[-1]["kind"] == "answered"
    mails = [m for m in lifted.tick("2021-01-19 08:00") if m.to == "coordinator.alfa@example.org"]
    text = "\n".join(m.text for m in mails)
    assert "besked om ”Statistik saknas”. Ärendet är avslutat och läget är ”Tackat nej”." in text
    assert "Alfaverket började ärendet med ”Lyft ett problem”." in text


def test_a_rule_sees_whether_what_was_started_is_over(two: Going) -> None:
    lifted = lift(two)
    refused = lifted.do("alfa", "withdraw", reason="slut").result
    assert isinstance(refused, Refusal)
    assert [(b.code, b.facts["count"]) for b in refused.blockers] == [("lifted_answered", 1)]
    lifted.do("statistics", "invite")
    lifted.do("statistics", "decline", reason="nej")
    assert lifted.do("alfa", "withdraw", reason="slut").ok


def test_who_has_started_nothing_is_stopped_by_nothing(two: Going) -> None:
    assert two.do("beta", "withdraw", reason="slut").ok


@pytest.mark.parametrize("given", [{}, {"code": "x"}, {"name": NAME}])
def test_a_new_subject_needs_an_id_and_a_name(two: Going, given: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        start_case(two.runtime, two.agencies["alfa"], "lift", EVA, **given)  # type: ignore[arg-type]
    assert two.rows(t.Link) == []


def test_an_id_that_is_taken_or_a_start_that_is_not_there_is_told_and_nothing_is_begun(two: Going) -> None:
    with pytest.raises(NotAllowed):
        start_case(two.runtime, two.agencies["alfa"], "lift", EVA, code="beta", name=NAME)
    with pytest.raises(NotFound):
        start_case(two.runtime, two.agencies["alfa"], "lft", EVA, code="x", name=NAME)
    with pytest.raises(NotFound):
        start_case(two.runtime, two.agencies["alfa"], "lift", EVA, code="x", name=NAME, round_code="mini-2021")
    assert two.rows(t.Link) == []


def test_only_from_the_states_that_permit_it(engine: Engine, tmp_path: Path) -> None:
    outside = going(engine, tmp_path, changes=STARTS)
    with pytest.raises(NotAllowed, match="Proposed"):
        start_case(outside.runtime, outside.agencies["alfa"], "lift", EVA, code="x", name=NAME)


def test_several_cases_may_be_started_and_each_answers_for_itself(two: Going) -> None:
    both = lift(lift(two), code="training")
    both.do("training", "invite")
    both.do("training", "decline", reason="nej")
    found = why(both.runtime, [both.agencies["alfa"]], "withdraw")[0]
    assert found.facts.started == (
        Started("lift", both.agencies["statistics"], "proposed", over=False),
        Started("lift", both.agencies["training"], "declined", over=True),
    )


EMPTY = DESK.replace(
    "{name: Lyft, members: [known]}",
    '{name: Lyft, members: [], meetings: {start: {date: 2021-04-14, from: "09:00", to: "16:00"}}}',
).replace("subjects:\n  known: {name: Känt, mailbox: known@example.org}\n", "")


@pytest.fixture
def receiving(engine: Engine, tmp_path: Path) -> Going:
    """The mini round under way, and a desk where nothing has come yet."""
    found = join(going(engine, tmp_path, changes=STARTS))
    write_lifted(tmp_path)
    desk = found.here.load(EMPTY)
    assert dict(desk.participations) == {}
    return replace(found, clusters={**found.clusters, **desk.clusters})


def test_a_round_where_nothing_has_come_yet_says_nothing_and_takes_what_comes(receiving: Going) -> None:
    for day in ("2021-01-20", "2021-04-15"):
        assert [
            m.subject for m in receiving.tick(f"{day} 08:00") if m.to == "ada@example.org" and "Lyft" in m.text
        ] == []
    with pytest.raises(NotFound, match="Nobody is in lifted_things yet"):
        hold_meeting(receiving.runtime, receiving.clusters["lifted_things"], "start", EVA)
    lifted = lift(receiving)
    join(lifted, "statistics")
    assert lifted.facts("statistics").state == "preparation"
    hold_meeting(lifted.runtime, lifted.clusters["lifted_things"], "start", EVA)


def test_the_hosts_mornings_begin_when_the_first_case_comes(receiving: Going) -> None:
    receiving.tick("2021-01-20 08:00")
    desk = max(number for (number,) in receiving.rows(t.Round, "id"))
    waiting = {"subject_kind": "round", "subject": desk, "status": "pending"}
    assert receiving.rows(t.Occurrence, "rule", **waiting) == []
    receiving.clock.set("2021-01-20 10:00")
    lift(receiving)
    assert receiving.rows(t.Occurrence, "rule", **waiting) == [("morning",)]
