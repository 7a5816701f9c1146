"""Answers to an invitation by those invited themselves: for whom, until when, and who comes instead."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import insert

from jimflow.actions.at_meeting import at_meeting, chairs, meetings_of
from jimflow.actions.errors import BadInput, NotAllowed, NotFound
from jimflow.actions.forecast import forecast
from jimflow.actions.functions import end_function
from jimflow.actions.guests import Guest, no_such_thing
from jimflow.actions.meetings import cancel_meeting, hold_meeting, move_meeting
from jimflow.actions.own_replies import Answered, reply
from jimflow.actions.stand_ins import Instead, stand_ins
from jimflow.store import tables as t
from jimflow.store.tables.columns import table
from jimflow.store.transaction import read, write
from tests.actions.going import Going, grown, sitting
from tests.actions.loaded import EVA
from tests.actions.someone import someone
from tests.build import day

NEW = Instead(name="Nils Ny", address="nils@example.org")


def who(going: Going, function: str, agency: str = "alfa") -> Guest:
    """The holder, signed in."""
    held = next(a for a in going.facts(agency).appointments if a.id == going.appointment(agency, function))
    return someone(going, held.address)


def meeting(going: Going, step: str = "start", cluster: str = "north") -> int:
    ((number,),) = going.rows(t.Meeting, "id", step=step, cluster=going.clusters[cluster])
    return int(number)


def answer(going: Going, function: str, said: str, agency: str = "alfa", **rest: object) -> Answered:
    """The holder answers for the own chair."""
    chair = going.appointment(agency, function)
    return reply(going.runtime, who(going, function, agency), meeting(going), chair, said, **rest)  # type: ignore[arg-type]


def stands(going: Going) -> list[tuple[str, int | None]]:
    return sorted(going.rows(t.Rsvp, "answer", "deputy"))


def substitute(going: Going, function: str, person: str, since: str, until: str, right: str = "meeting") -> int:
    """A standing substitute of alfa's holder; its number."""
    row = {"appointment": going.appointment("alfa", function), "person": someone(going, person).id, "right": right}
    days = {"since": day(since), "until": day(until), "made_at": going.clock(), "made_by": "p", "ended_by": ""}
    with write(going.runtime.engine) as tx:
        made = insert(table(t.Substitute)).values(**row, **days).returning(table(t.Substitute).c.id)
        return int(tx.connection.execute(made).scalar_one())


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


# --- who comes instead ------------------------------------------------------------------------------


def test_a_colleague_comes_instead_and_gets_the_entry_she_would_not_have_had(joined: Going) -> None:
    joined.tick("2021-03-15 09:00")
    finance = joined.appointment("alfa", "finance")
    done = answer(joined, "planner", "no", deputy=Instead(appointment=finance))
    assert (stands(joined), done.deputy) == ([("no", finance)], who(joined, "finance").name)
    assert [m.items for m in joined.tick("2021-03-16 09:00") if m.to == "finance.alfa@example.org"] == [
        (("invite:start", "finance"),)
    ]


def test_a_colleague_who_is_invited_herself_gets_no_second_entry(joined: Going) -> None:
    joined.tick("2021-03-15 09:00")
    answer(joined, "planner", "no", deputy=Instead(appointment=joined.appointment("alfa", "coordinator")))
    assert [m for m in joined.tick("2021-03-16 09:00") if m.to == "coordinator.alfa@example.org"] == []


def test_only_those_of_the_own_home_may_be_chosen(joined: Going) -> None:
    def choice(function: str) -> list[str]:
        guest = who(joined, function)
        with read(joined.runtime.engine) as tx:
            at = at_meeting(joined.runtime, tx, guest, meeting(joined))
            mine = next(c for c in chairs(joined.runtime, tx, at) if c.whose == "own")
            return [a.function for a in stand_ins(joined.runtime, tx, at, mine).colleagues]

    assert (sorted(choice("planner")), choice("officer")) == (["coordinator", "finance", "head"], [])
    for other in (joined.appointment("alfa", "officer"), joined.appointment("beta", "planner"), 9999):
        with pytest.raises(NotFound):
            answer(joined, "planner", "no", deputy=Instead(appointment=other))


def test_somebody_new_holds_the_function_on_the_day_of_the_meeting_and_is_invited_at_once(joined: Going) -> None:
    joined.tick("2021-03-15 09:00")
    done = answer(joined, "head", "no", deputy=NEW)
    ((number, since, until, function, deputy),) = joined.rows(
        *(t.Appointment, "id", "since", "until", "function", "deputy"), address="nils@example.org"
    )
    assert (since, until, function, bool(deputy)) == (day("2021-04-14"), day("2021-04-14"), "head", True)
    assert (stands(joined), done.deputy) == ([("no", number)], "Nils Ny")
    assert [e["kind"] for e in joined.trail("alfa")[-2:]] == ["functions", "rsvp"]
    nils = someone(joined, "nils@example.org")
    with read(joined.runtime.engine) as tx:
        assert [m.row.step for m in meetings_of(joined.runtime, tx, nils)] == ["start"]
    told = [m.items for m in joined.tick("2021-03-16 09:00") if m.to == "nils@example.org"]
    assert told == [(("invite:start", "head"),)]
    later = [m.items for m in joined.tick("2021-04-14 09:00") if m.to == "nils@example.org"]
    assert later == []


def test_the_rules_know_the_deputy_by_the_rounds_policy(joined: Going) -> None:
    def missing() -> set[str]:
        (ahead,) = [a for a in forecast(joined.runtime, 1, joined.clusters["north"]) if a.meeting.step == "start"]
        alfa = next(m for m in ahead.members if m.facts.organisation == "alfa")
        return {b.code for b in alfa.lacks}

    assert "head_present" not in missing()
    answer(joined, "head", "no")
    assert "head_present" in missing()
    answer(joined, "head", "no", deputy=NEW)
    assert "head_present" not in missing()  # the mini round lets deputies count


def test_whoever_is_no_longer_named_is_freed_and_the_entry_leaves_the_diary(joined: Going) -> None:
    joined.tick("2021-03-15 09:00")
    answer(joined, "head", "no", deputy=NEW)
    joined.tick("2021-03-16 09:00")
    answer(joined, "head", "yes")
    assert stands(joined) == [("yes", None)]
    assert joined.rows(t.Appointment, "until", address="nils@example.org") == [(day("2021-04-13"),)]
    assert [m.items for m in joined.tick("2021-03-17 09:00") if m.to == "nils@example.org"] == [
        (("left:start", "head"),)
    ]
    with read(joined.runtime.engine) as tx:
        assert meetings_of(joined.runtime, tx, someone(joined, "nils@example.org")) == []


def test_a_colleague_who_is_no_longer_named_is_told_and_may_be_named_again(joined: Going) -> None:
    def told(moment: str) -> list[tuple[tuple[str, str], ...]]:
        return [m.items for m in joined.tick(moment) if m.to == "finance.alfa@example.org"]

    joined.tick("2021-03-15 09:00")
    instead = Instead(appointment=joined.appointment("alfa", "finance"))
    answer(joined, "planner", "no", deputy=instead)
    assert told("2021-03-16 09:00") == [(("invite:start", "finance"),)]
    answer(joined, "planner", "no", deputy=instead)
    assert told("2021-03-17 09:00") == []
    answer(joined, "planner", "yes")
    (letter,) = (m for m in joined.tick("2021-03-18 09:00") if m.to == "finance.alfa@example.org")
    assert letter.items == (("left:start", "finance"),)
    assert "i någon annans ställe" in letter.text and "funktionen" not in letter.text
    answer(joined, "planner", "no", deputy=instead)
    answer(joined, "planner", "yes")
    assert told("2021-03-19 09:00") == []  # named and freed before a mail was written
    answer(joined, "planner", "no", deputy=instead)
    assert told("2021-03-22 09:00") == [(("invite:start", "finance"),)]


def test_a_colleague_who_is_invited_herself_keeps_the_entry(joined: Going) -> None:
    joined.tick("2021-03-15 09:00")
    answer(joined, "planner", "no", deputy=Instead(appointment=joined.appointment("alfa", "coordinator")))
    answer(joined, "planner", "yes")
    assert [m for m in joined.tick("2021-03-16 09:00") if m.to == "coordinator.alfa@example.org"] == []


def test_named_again_by_the_address_is_the_same_deputy(joined: Going) -> None:
    answer(joined, "head", "no", deputy=NEW)
    before = stands(joined)
    answer(joined, "head", "no", deputy=Instead(name="N. Ny", address="Nils@Example.org"))
    assert stands(joined) == before


def test_the_standing_substitute_may_be_chosen(joined: Going) -> None:
    number = substitute(joined, "planner", "planner.beta@example.org", "2021-04-01", "2021-04-30")
    answer(joined, "planner", "no", deputy=Instead(substitute=number))
    ((deputy,),) = joined.rows(t.Rsvp, "deputy")
    held = joined.rows(t.Appointment, "address", "participation", "deputy", id=deputy)
    assert held == [("planner.beta@example.org", joined.agencies["alfa"], True)]


def test_a_deputy_is_nobody_known_as_the_holder_and_only_for_who_does_not_come(joined: Going) -> None:
    before = joined.everything()
    herself = Instead(name="Hedda Andra", address="Hedda@example.org")
    for said, deputy in (("no", herself), ("yes", NEW), ("no", Instead(name="", address="x@example.org"))):
        with pytest.raises(BadInput):
            answer(joined, "head", said, deputy=deputy)
    with pytest.raises(BadInput):
        answer(joined, "head", "no", deputy=Instead(name="Nils", address="ingen adress"))
    assert joined.everything() == before


def test_a_namesake_elsewhere_keeps_the_own_address(joined: Going) -> None:
    """The roster's way of renewing the address of somebody of the same name must not be open to a deputy's form."""
    answer(joined, "head", "no", deputy=Instead(name="Hedda", address="hedda.annan@example.org"))
    assert joined.rows(t.Person, "mail", mail="hedda@example.org") == [("hedda@example.org",)]
    ((held,),) = joined.rows(t.Appointment, "until", address="hedda@example.org")
    assert held == day("2021-06-30")


def test_there_is_an_end_to_naming_new_people(joined: Going) -> None:
    for n in range(5):
        answer(joined, "head", "no", deputy=Instead(name=f"Nils {n}", address=f"nils{n}@example.org"))
    with pytest.raises(NotAllowed):
        answer(joined, "head", "no", deputy=Instead(name="Nils 6", address="nils6@example.org"))


def test_a_guest_sends_somebody_new_to_that_clusters_meeting_alone(joined: Going) -> None:
    joined.clock.set("2021-08-20 09:00")
    chair, eva = joined.appointment("alfa", "expert"), someone(joined, "eva@example.org")
    reply(joined.runtime, eva, meeting(joined, "deepening"), chair, "no", deputy=NEW)
    held = joined.rows(t.Appointment, "participation", "cluster", "since", "function", address="nils@example.org")
    assert held == [(None, joined.clusters["north"], day("2021-09-15"), "expert")]
    told = [m.items for m in joined.tick("2021-08-23 09:00") if m.to == "nils@example.org"]
    assert told == [(("invite:deepening", "expert"),)]


def test_a_holder_who_leaves_before_the_meeting_has_no_chair_there(joined: Going) -> None:
    planner, chair = who(joined, "planner"), joined.appointment("alfa", "planner")
    end_function(joined.runtime, chair, day("2021-04-01"), EVA)
    with pytest.raises(NotFound):
        reply(joined.runtime, planner, meeting(joined), chair, "yes")


def test_an_answer_stays_when_the_meeting_moves(joined: Going) -> None:
    answer(joined, "planner", "yes")
    move_meeting(joined.runtime, joined.clusters["north"], "start", [sitting("2021-04-21")], EVA)
    assert stands(joined) == [("yes", None)]


def moved(going: Going) -> None:
    move_meeting(going.runtime, going.clusters["north"], "start", [sitting("2021-04-21")], EVA)


def test_a_deputy_for_that_meeting_alone_follows_it_to_its_new_day_and_is_told(joined: Going) -> None:
    joined.tick("2021-03-15 09:00")
    answer(joined, "head", "no", deputy=NEW)
    joined.tick("2021-03-16 09:00")
    moved(joined)
    days = joined.rows(t.Appointment, "since", "until", address="nils@example.org")
    assert days == [(day("2021-04-21"), day("2021-04-21"))]
    told = [m.items for m in joined.tick("2021-03-17 09:00") if m.to == "nils@example.org"]
    assert told == [(("moved:start", "head"),)]
    answer(joined, "head", "yes")
    assert joined.rows(t.Appointment, "until", address="nils@example.org") == [(day("2021-04-20"),)]


def test_a_colleague_who_comes_instead_hears_of_a_move_and_of_a_cancellation(joined: Going) -> None:
    joined.tick("2021-03-15 09:00")
    finance = joined.appointment("alfa", "finance")
    answer(joined, "planner", "no", deputy=Instead(appointment=finance))
    joined.tick("2021-03-16 09:00")
    moved(joined)
    told = [m.items for m in joined.tick("2021-03-17 09:00") if m.to == "finance.alfa@example.org"]
    assert told == [(("moved:start", "finance"),)]
    assert joined.rows(t.Appointment, "until", id=finance) == [(None,)]
    cancel_meeting(joined.runtime, joined.clusters["north"], "start", EVA, "Snö")
    told = [m.items for m in joined.tick("2021-03-18 09:00") if m.to == "finance.alfa@example.org"]
    assert told == [(("cancelled:start", "finance"),)]


def test_a_deputy_who_comes_in_a_guests_place_is_told_of_a_move_once(joined: Going) -> None:
    joined.clock.set("2021-08-20 09:00")
    chair, eva = joined.appointment("alfa", "expert"), someone(joined, "eva@example.org")
    reply(joined.runtime, eva, meeting(joined, "deepening"), chair, "no", deputy=NEW)
    joined.tick("2021-08-23 09:00")
    move_meeting(joined.runtime, joined.clusters["north"], "deepening", [sitting("2021-09-22")], EVA)
    told = [m.items for m in joined.tick("2021-08-24 09:00") if m.to == "nils@example.org"]
    assert told == [(("moved:deepening", "expert"),)]
    assert joined.rows(t.Appointment, "since", address="nils@example.org") == [(day("2021-09-22"),)]
