"""Who comes to a meeting in somebody's place: chosen, told, moved with the meeting, and freed again."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default

import pytest

from jimflow.actions.at_meeting import at_meeting, chairs, meetings_of
from jimflow.actions.errors import BadInput, NotAllowed, NotFound
from jimflow.actions.forecast import forecast
from jimflow.actions.meetings import cancel_meeting, move_meeting
from jimflow.actions.own_replies import reply
from jimflow.actions.stand_ins import Instead, stand_ins
from jimflow.store import tables as t
from jimflow.store.transaction import read
from tests.actions.going import Going, sitting
from tests.actions.loaded import EVA
from tests.actions.replying import NEW, answer, meeting, stands, substitute, who
from tests.actions.someone import someone
from tests.build import day


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


def test_the_mail_to_whoever_comes_instead_says_in_whose_place(joined: Going) -> None:
    joined.tick("2021-03-15 09:00")
    answer(joined, "head", "no", deputy=NEW)
    (mail,) = [m for m in joined.tick("2021-03-16 09:00") if m.to == "nils@example.org"]
    held = next(a for a in joined.facts("alfa").appointments if a.id == joined.appointment("alfa", "head"))
    name = next(iter(joined.rows(t.Person, "name", id=held.person)))[0]
    ((raw,),) = joined.rows(t.Mail, "raw", address="nils@example.org")
    body = message_from_bytes(raw, policy=default).get_body(("plain",))
    assert body is not None
    assert f"Du kommer i stället för {name} (" in body.get_content()
    assert mail.items == (("invite:start", "head"),)
