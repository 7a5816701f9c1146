"""The minister meets the heads: on site and online on one morning, three topics, speaker slots, notes shared."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from jimflow.actions.assignments import accept
from jimflow.actions.meetings import set_theme
from jimflow.files.yaml import load
from tests.build import at
from tests.story.acting import HOST, Acting, acting, findings, sample, subject
from tests.story.playing import write

TOPICS = {"vald": "violence", "stod": "support", "erfarenhet": "exchange"}
SPEAKS = {"who": "Enhetschefen", "mode": "on_site", "speaks": True, "speaker": "Enhetschefen", "minutes": 5}


@pytest.fixture
def round_() -> Iterator[Acting]:
    with acting("minister-meeting-exempel") as it:
        it.day("2021-09-02 09:00")
        for agency in it.stage.loaded.participations:
            assert it.do(agency, "invite") == "invited"
        yield it


def register(it: Acting, agency: str) -> None:
    it.answer(agency, "register", **SPEAKS)
    accept(it.stage.runtime, it.number(agency), "register", HOST)


def test_the_definition_has_nothing_that_cannot_work() -> None:
    assert findings("minister-meeting") == []


def test_the_three_discussions_are_held_at_the_same_hours_partly_online(round_: Acting) -> None:
    meetings = [c.meetings[0] for c in round_.stage.read.round.clusters]
    assert {c.code: c.meetings[0].theme for c in round_.stage.read.round.clusters} == TOPICS
    (sessions,) = {m.sessions for m in meetings}
    assert [(s.starts, s.ends, s.mode) for s in sessions] == [
        (at("2021-10-27 09:00"), at("2021-10-27 12:00"), "hybrid"),
    ]


def test_nobody_is_registered_before_the_ministry_confirms(round_: Acting) -> None:
    assert round_.do("vinnova") == ["registered"]
    round_.answer("vinnova", "register", **SPEAKS)
    assert round_.do("vinnova") == ["registered"]
    accept(round_.stage.runtime, round_.number("vinnova"), "register", HOST)
    assert round_.do("vinnova") == "registered"


def test_nobody_is_registered_for_a_discussion_without_a_topic(tmp_path: Path) -> None:
    data = load(sample("minister-meeting-exempel")).data
    del data["clusters"]["stod"]["meetings"]["registered"]["theme"]
    agency = "jamstalldhetsmyndigheten"
    with acting(write(tmp_path / "round.yaml", data)) as it:
        assert it.do(agency, "invite") == "invited"
        register(it, agency)
        assert it.do(agency) == ["topic_chosen"]
        set_theme(it.stage.runtime, it.stage.loaded.clusters["stod"], "registered", "support", HOST)
        assert it.do(agency) == "registered"


def test_an_agency_comes_is_heard_and_shares_its_notes(round_: Acting) -> None:
    register(round_, "vinnova")
    assert round_.do("vinnova") == "registered"
    assert round_.do("vinnova") == ["meeting_over"]
    round_.day("2021-10-28 09:00")
    round_.held("erfarenhet", "registered", away=["agency_head"])
    assert round_.stops("vinnova") == [("head_present", "info")]
    assert round_.do("vinnova") == "held"
    assert round_.do("vinnova") == ["notes_in"]
    round_.answer("vinnova", "share_notes", take_home="Samverkan")
    assert round_.do("vinnova") == "notes_shared"
    assert round_.moves("vinnova") == ["planned", "invited", "registered", "held", "notes_shared"]
    assert round_.audit().ok


def test_an_agency_of_which_nobody_comes_is_a_warning_and_not_a_stop(round_: Acting) -> None:
    register(round_, "forte")
    assert round_.do("forte") == "registered"
    round_.day("2021-10-28 09:00")
    round_.held("erfarenhet", "registered", away=["agency_head", "representative"])
    assert round_.do("forte") == ["represented"]
    assert round_.do("forte", known=["represented"]) == "held"


def test_whoever_declines_is_out(round_: Acting) -> None:
    assert round_.do("formas", "decline") == "declined"


def test_the_invitation_says_how_to_register(round_: Acting) -> None:
    round_.day("2021-09-03 09:00")
    subjects = [subject(raw) for to, raw in round_.mails() if to == "agency_head.formas@example.org"]
    assert subjects == ["Anmäl er till Ministermötet 27 oktober 2021"]
