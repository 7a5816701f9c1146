"""Regional networks: counties side by side, convened by their county board; offices active, passive, or gone."""

from collections.abc import Iterator

import pytest

from jimflow.actions.functions import end_function
from tests.build import day
from tests.story.acting import HOST, Acting, acting, findings, subject

NORTH = ("lansstyrelsen_norra", "kassan_norra", "verket_norra")
SOUTH = ("lansstyrelsen_sodra", "kassan_sodra")


@pytest.fixture
def round_() -> Iterator[Acting]:
    with acting("regional-network-exempel") as it:
        it.day("2027-01-12 09:00")
        for office in (*NORTH, *SOUTH):
            assert [it.do(office, "invite"), it.do(office, "join")] == ["invited", "member"]
            assert it.do(office) == ["expectations_told"]
            it.answer(office, "tell_expectations", wants="Stöd")
            assert it.do(office) == "taking_part"
        yield it


def meet_in_the_north(it: Acting, step: str, then: str) -> None:
    it.day(then)
    it.held("norra", step)


def mails_to(it: Acting, office: str) -> list[str]:
    return [subject(raw) for to, raw in it.mails() if to == f"office_contact.{office.replace('_', '-')}@example.org"]


def agencies(it: Acting, office: str) -> list[str]:
    return [party.organisation for party in it.facts(office).parties]


def test_the_definition_has_nothing_that_cannot_work() -> None:
    assert findings("regional-network") == []


def test_each_county_is_convened_by_its_county_board(round_: Acting) -> None:
    assert {c.code: c.model_agency for c in round_.stage.read.round.clusters} == {
        "norra": "lansstyrelsen_norra",
        "sodra": "lansstyrelsen_sodra",
    }


def test_one_county_meets_again_while_the_other_waits_for_its_first_meeting(round_: Acting) -> None:
    meet_in_the_north(round_, "taking_part", "2027-03-11 09:00")
    assert [round_.do(office, "next_meeting") for office in NORTH] == ["taking_part"] * 3
    assert [round_.facts(office).here for office in (*NORTH, *SOUTH)] == ["taking_part.2"] * 3 + ["taking_part"] * 2
    assert round_.do("kassan_sodra", "next_meeting") == ["meeting_over"]


def test_two_offices_of_one_agency_are_members_each_by_itself(round_: Acting) -> None:
    offices = [code for code in (*NORTH, *SOUTH) if agencies(round_, code) == ["exempelkassan"]]
    assert offices == ["kassan_norra", "kassan_sodra"]
    assert round_.do("kassan_norra", "withdraw") == "left"
    assert round_.facts("kassan_sodra").state == "taking_part"


def test_a_passive_member_hears_nothing_and_becomes_active_where_it_was(round_: Acting) -> None:
    meet_in_the_north(round_, "taking_part", "2027-03-11 09:00")
    assert round_.do("verket_norra", "next_meeting") == "taking_part"
    assert round_.do("verket_norra", "pause", reason="Ont om tid") == "passive"
    before = mails_to(round_, "verket_norra")
    round_.day("2027-08-30 09:00")
    assert mails_to(round_, "verket_norra") == before
    assert any("15 september" in line for line in mails_to(round_, "kassan_norra"))
    assert round_.do("verket_norra", "resume") == "taking_part"
    assert round_.facts("verket_norra").here == "taking_part.2"


def test_an_office_is_never_moved_out_without_having_said_so(round_: Acting) -> None:
    meet_in_the_north(round_, "taking_part", "2027-03-11 09:00")
    assert round_.do("kassan_norra", known=["wants_to_leave"]) == ["wants_to_leave"]
    round_.answer("kassan_norra", "pass_on", reached="Inget", stays=False)
    assert round_.do("kassan_norra") == "leaving"
    assert round_.do("kassan_norra") == ["handed_over"]
    round_.answer("kassan_norra", "hand_over", contact="Kontorschefen")
    assert round_.do("kassan_norra") == "left"
    assert round_.moves("kassan_norra") == ["proposed", "invited", "member", "taking_part", "leaving", "left"]
    assert round_.audit().ok


def test_an_office_without_a_contact_does_not_become_active() -> None:
    with acting("regional-network-exempel") as it:
        it.day("2027-01-13 09:00")
        assert [it.do("verket_norra", "invite"), it.do("verket_norra", "join")] == ["invited", "member"]
        it.answer("verket_norra", "tell_expectations", wants="Stöd")
        (contact,) = [a for a in it.facts("verket_norra").appointments if a.function == "office_contact"]
        end_function(it.stage.runtime, contact.id, day("2027-01-12"), HOST)
        assert it.do("verket_norra") == ["contact_named"]


def test_a_passive_member_may_leave(round_: Acting) -> None:
    assert round_.do("kassan_sodra", "pause") == "passive"
    assert round_.do("kassan_sodra", "withdraw") == "left"
