"""Answers to an invitation by those invited themselves: for whom, and until when."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jimflow.actions.at_meeting import at_meeting, chairs, meetings_of
from jimflow.actions.errors import NotAllowed, NotFound
from jimflow.actions.functions import end_function
from jimflow.actions.guests import no_such_thing
from jimflow.actions.meetings import cancel_meeting, hold_meeting, move_meeting
from jimflow.actions.own_replies import Answered, reply
from jimflow.store import tables as t
from jimflow.store.transaction import read
from tests.actions.going import Going, grown, sitting
from tests.actions.loaded import EVA
from tests.actions.replying import answer, meeting, stands, substitute, who
from tests.actions.someone import someone
from tests.build import day

# --- for whom ---------------------------------------------------------------------------------------


def test_the_holder_answers_for_herself_and_the_audit_says_so(joined: Going) -> None:
    with grown(joined, alfa=1):
        done = answer(joined, "planner", "yes")
    assert done == Answered("yes", "own", who(joined, "planner").name)
    assert stands(joined) == [("yes", None)]
    told = joined.trail("alfa")[-1]
    assert (told["kind"], told["actor"]["name"], told["function"], told["answer"]) == (
        *("rsvp", who(joined, "planner").pseudonym),
        *("planner", "yes"),
    )
    assert "behalf" not in told


def test_the_agencys_coordinator_answers_for_colleagues_and_for_nobody_else(joined: Going) -> None:
    coordinator = who(joined, "coordinator")
    with read(joined.runtime.engine) as tx:
        may = chairs(joined.runtime, tx, at_meeting(joined.runtime, tx, coordinator, meeting(joined)))
    assert sorted((c.person.function, c.whose) for c in may) == [
        ("coordinator", "own"),
        ("head", "colleague"),
        ("planner", "colleague"),
    ]
    chair = joined.appointment("alfa", "planner")
    assert reply(joined.runtime, coordinator, meeting(joined), chair, "maybe").whose == "colleague"
    for agency, function in (("alfa", "officer"), ("alfa", "finance"), ("beta", "planner")):
        with pytest.raises(NotFound):
            reply(joined.runtime, coordinator, meeting(joined), joined.appointment(agency, function), "yes")


def test_nobody_answers_for_a_colleague_without_coordinating(joined: Going) -> None:
    before = joined.everything()
    with pytest.raises(NotFound) as told:
        reply(
            *(joined.runtime, who(joined, "planner"), meeting(joined)), joined.appointment("alfa", "coordinator"), "yes"
        )
    assert told.value.said == no_such_thing().said
    assert joined.everything() == before


def test_another_clusters_meeting_is_as_one_that_is_not_there(joined: Going) -> None:
    planner, chair = who(joined, "planner", "gamma"), joined.appointment("gamma", "planner")
    said = set()
    for number in (meeting(joined), 9999):
        with pytest.raises(NotFound) as told:
            reply(joined.runtime, planner, number, chair, "yes")
        said.add(told.value.said)
    assert said == {no_such_thing().said}


def test_whoever_is_not_invited_to_that_meeting_has_nothing_there(joined: Going) -> None:
    with pytest.raises(NotFound):
        reply(
            *(joined.runtime, who(joined, "head"), meeting(joined, "deepening")),
            *(joined.appointment("alfa", "head"), "yes"),
        )
    with read(joined.runtime.engine) as tx:
        seen = {
            f: [m.row.step for m in meetings_of(joined.runtime, tx, who(joined, f))]
            for f in ("planner", "head", "officer", "finance")
        }
    every = ["start", "deepening", "follow_up"]
    assert seen == {
        "planner": every,
        "head": ["start"],  # she leaves in June, and the last meeting is her successor's
        "officer": ["start", "follow_up"],
        "finance": [],
    }
    with read(joined.runtime.engine) as tx:
        expert, hugo = (
            [m.row.step for m in meetings_of(joined.runtime, tx, someone(joined, f"{name}@example.org"))]
            for name in ("eva", "hugo")
        )
    assert (expert, hugo) == (["deepening"], ["follow_up"])


def test_a_code_opens_the_meeting_of_its_mail_and_no_other(joined: Going) -> None:
    letter = next(m for m in joined.tick("2021-03-15 09:00") if m.items == (("invite:start", "planner"),))
    ((mail,),) = {(m,) for (m,) in joined.rows(t.Intent, "mail", item="invite:start", address=letter.to)}
    planner = replace(someone(joined, letter.to), mail=mail)
    agency = letter.to.split(".")[1].split("@")[0]
    chair = joined.appointment(agency, "planner")
    assert reply(joined.runtime, planner, meeting(joined), chair, "yes").answer == "yes"
    with pytest.raises(NotFound):
        reply(joined.runtime, planner, meeting(joined, "deepening"), chair, "yes")


def test_a_substitute_at_meetings_answers_for_the_holder_and_both_stand_in_the_audit(joined: Going) -> None:
    substitute(joined, "planner", "finance.alfa@example.org", "2021-01-01", "2021-12-31")
    stand_in = who(joined, "finance")
    chair = joined.appointment("alfa", "planner")
    assert reply(joined.runtime, stand_in, meeting(joined), chair, "yes").whose == "behalf"
    told = joined.trail("alfa")[-1]
    assert (told["actor"]["name"], told["behalf"]) == (stand_in.pseudonym, who(joined, "planner").pseudonym)


@pytest.mark.parametrize(
    ("right", "until"),
    [("signature", "2021-12-31"), ("meeting", "2021-04-13")],
    ids=["for signatures", "for days before"],
)
def test_a_substitute_for_something_else_does_not(joined: Going, right: str, until: str) -> None:
    substitute(joined, "planner", "finance.alfa@example.org", "2021-01-01", until, right)
    with pytest.raises(NotFound):
        reply(*(joined.runtime, who(joined, "finance"), meeting(joined), joined.appointment("alfa", "planner")), "yes")


def test_a_guest_answers_once_for_the_cluster(joined: Going) -> None:
    joined.clock.set("2021-08-20 09:00")
    chair = joined.appointment("alfa", "expert")
    with grown(joined, alfa=1):
        reply(joined.runtime, someone(joined, "eva@example.org"), meeting(joined, "deepening"), chair, "yes")
    assert joined.rows(t.Rsvp, "participation", "appointment", "answer") == [(None, chair, "yes")]
    assert [r.answer for r in joined.facts("beta").replies] == ["yes"]


# --- until when -------------------------------------------------------------------------------------


def test_after_the_meeting_nobody_answers(joined: Going) -> None:
    joined.clock.set("2021-04-15 09:00")
    with pytest.raises(NotAllowed):
        answer(joined, "planner", "yes")
    joined.clock.set("2021-04-14 18:00")
    hold_meeting(joined.runtime, joined.clusters["north"], "start", EVA)
    with pytest.raises(NotAllowed):
        answer(joined, "planner", "yes")


def test_nobody_answers_while_it_is_called_off(joined: Going) -> None:
    cancel_meeting(joined.runtime, joined.clusters["north"], "start", EVA, "Snö")
    with pytest.raises(NotAllowed):
        answer(joined, "planner", "yes")


def test_an_agency_that_has_left_has_no_meetings_ahead(joined: Going) -> None:
    assert joined.do("alfa", "withdraw", reason="Annat går före").ok
    with pytest.raises(NotFound):
        answer(joined, "planner", "yes")


def test_whoever_saw_another_answer_is_told(joined: Going) -> None:
    answer(joined, "planner", "yes", seen="")
    with pytest.raises(NotAllowed):
        answer(joined, "planner", "no", seen="")
    answer(joined, "planner", "no", seen="yes")
    assert stands(joined) == [("no", None)]


def test_a_holder_who_leaves_before_the_meeting_has_no_chair_there(joined: Going) -> None:
    planner, chair = who(joined, "planner"), joined.appointment("alfa", "planner")
    end_function(joined.runtime, chair, day("2021-04-01"), EVA)
    with pytest.raises(NotFound):
        reply(joined.runtime, planner, meeting(joined), chair, "yes")


def test_an_answer_stays_when_the_meeting_moves(joined: Going) -> None:
    answer(joined, "planner", "yes")
    move_meeting(joined.runtime, joined.clusters["north"], "start", [sitting("2021-04-21")], EVA)
    assert stands(joined) == [("yes", None)]
