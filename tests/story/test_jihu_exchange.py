"""JiHU exchange: few universities, as many meetings as fit within one year, each a lap of the same step."""

from collections.abc import Collection, Iterator

import pytest

from tests.build import day
from tests.story.acting import Acting, acting, findings, subject

GROUP = ("norra", "sodra", "vastra")


@pytest.fixture
def round_() -> Iterator[Acting]:
    with acting("jihu-exchange-exempel") as it:
        it.day("2027-08-17 09:00")
        for university in GROUP:
            assert [it.do(university, "invite"), it.do(university, "accept")] == ["invited", "accepted"]
        it.day("2027-08-19 09:00")
        assert it.do("norra") == ["question_chosen"]
        for university in GROUP:
            it.answer(university, "choose_question", area="careers", question="Varför slutar de?")
            assert it.do(university) == "meeting"
        yield it


def meet(it: Acting, step: str, then: str, *, again: bool, away: Collection[str] = ()) -> None:
    it.day(then)
    it.held("karriarvagar", step, away=away)
    for university in GROUP:
        it.answer(university, "note_lessons", lesson="Fråga tidigt", meet_again=again)


def test_the_definition_has_nothing_that_cannot_work() -> None:
    assert findings("jihu-exchange") == []


def test_the_sample_round_lasts_a_year() -> None:
    with acting("jihu-exchange-exempel") as it:
        assert (it.stage.read.round.starts_on, it.stage.read.round.ends_on) == (day("2027-08-16"), day("2028-08-15"))


def test_the_group_meets_three_times_though_two_were_planned_and_concludes(round_: Acting) -> None:
    meet(round_, "meeting", "2027-10-11 09:00", again=True)
    assert [round_.do(u, "next_meeting") for u in GROUP] == ["meeting"] * 3
    meet(round_, "meeting.2", "2027-12-06 09:00", again=True)
    round_.plan("karriarvagar", "meeting.3", "2028-02-02 09:00")
    assert [round_.do(u, "next_meeting") for u in GROUP] == ["meeting"] * 3
    assert round_.facts("sodra").here == "meeting.3"
    meet(round_, "meeting.3", "2028-02-07 09:00", again=False)
    assert [round_.do(u) for u in GROUP] == ["concluding"] * 3
    assert round_.do("sodra") == ["summed_up"]
    round_.answer("sodra", "sum_up", changed="Rutinen", process="Tillsammans")
    round_.answer("sodra", "sum_up", "university_management", continues="Prorektor")
    assert round_.do("sodra") == "concluded"
    assert round_.moves("sodra") == (
        ["proposed", "invited", "accepted", "meeting", "meeting", "meeting", "concluding", "concluded"]
    )
    assert round_.audit().ok


def test_each_meeting_has_lessons_of_its_own(round_: Acting) -> None:
    meet(round_, "meeting", "2027-10-11 09:00", again=True)
    assert round_.do("norra", "next_meeting") == "meeting"
    assert round_.do("norra", "next_meeting") == ["lessons_in", "meeting_over", "wants_another"]


def test_a_university_of_which_nobody_comes_is_a_warning(round_: Acting) -> None:
    meet(round_, "meeting", "2027-10-11 09:00", again=True, away=["university_coordinator", "university_management"])
    assert round_.do("norra", "next_meeting") == ["someone_present"]
    assert round_.do("norra", "next_meeting", known=["someone_present"]) == "meeting"


def test_the_answer_tells_the_two_ways_on_apart(round_: Acting) -> None:
    meet(round_, "meeting", "2027-10-11 09:00", again=True)
    assert round_.do("norra") == ["wants_no_more"]
    assert round_.do("norra", known=["wants_no_more"]) == "concluding"


def test_the_invitation_to_the_second_meeting_says_so(round_: Acting) -> None:
    meet(round_, "meeting", "2027-10-11 09:00", again=True)
    round_.day("2027-11-10 09:00")
    subjects = [subject(raw) for to, raw in round_.mails() if to == "university_management.vastra@example.org"]
    assert [line.partition(" (")[0] for line in subjects if line.startswith("Inbjudan")] == [
        "Inbjudan 6 oktober: Möte 1",
        "Inbjudan 1 december: Möte 2",
    ]
