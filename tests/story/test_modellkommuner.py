"""A year of Modellkommuner over real SMTP: the seed's programme, and what stops whom on the way to its two goals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from email import message_from_bytes
from pathlib import Path

import pytest

from jimflow.files.yaml import load
from tests.story.kommun_year import ROUND, Story, kommun_year
from tests.story.playing import of_clusters, played, words, write

FOREIGN = re.compile(r"\w*(?:myndighet|agenc|departement|ministr|klust|(?<!--)cluster)\w*", re.IGNORECASE)

LEADING = ("political_leadership", "senior_manager", "strategist")
TEAM = ("controller", "core_manager", *LEADING)
MEETINGS = {
    "kickoff": ("2027-04-14", "2027-04-14"),
    "bm1": ("2027-06-02", "2027-06-03"),
    "bm2": ("2027-09-29", "2027-09-30"),
    "bm3": ("2027-12-01", "2027-12-02"),
    "result_conference": ("2028-03-15", "2028-03-15"),
}
"""By step, the day of the neighbours' cluster and that of the theme's."""

THE_YEAR = [
    *("proposed", "invited", "interest", "admitted", "kickoff"),
    *("bm1", "improve1", "bm2", "improve2", "bm3", "improve3", "result_conference", "closing"),
]


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    with kommun_year(tmp_path_factory.mktemp("kommuner") / "story.db") as it:
        yield it


def test_each_municipality_goes_its_way_through_the_year(story: Story) -> None:
    assert story.moves == {
        "ekforsa": [*THE_YEAR, "mentor"],
        "granlunda": [*THE_YEAR, "completed"],
        "tallvaga": [*THE_YEAR[: THE_YEAR.index("improve2") + 1], "withdrawn"],
        "bjorksala": [*THE_YEAR, "ended"],
        "stensmala": [*THE_YEAR, "completed"],
    }


def test_nobody_is_admitted_before_the_political_decision(story: Story) -> None:
    asked = ("undecided", "still waiting", "decided")
    assert [story.tried[label] for label in asked] == [["political_decision"], "interest", "admitted"]


def test_who_has_no_new_working_method_does_not_complete_and_becomes_no_mentor(story: Story) -> None:
    asked = [label for label in story.tried if label.startswith("no method")]
    assert {label: story.tried[label] for label in asked} == {
        "no method, on": ["new_working_method"],
        "no method, mentor": ["new_working_method"],
        "no method, no reason": ["reason_needed"],
        "no method, in June": "closing",
        "no method, ended": "ended",
    }


def test_a_mentor_has_reached_the_goals_and_is_not_completed_by_mistake(story: Story) -> None:
    assert story.tried["no report yet"] == ["approved", "new_working_method", "report_in", "steering_begun"]
    assert story.tried["mentor by mistake completed"] == ["mentor_offer_open"]
    assert story.tried["mentor"] == "mentor"


def test_start_and_conference_are_shared_and_each_cluster_benchmarks_on_its_own_days(story: Story) -> None:
    clusters = story.stage.read.round.clusters
    days = {m.step: tuple(c.meetings[n].day.isoformat() for c in clusters) for n, m in enumerate(clusters[0].meetings)}
    assert days == MEETINGS
    first, last = (date.fromisoformat(MEETINGS[step][0]) for step in ("kickoff", "result_conference"))
    assert last - first < timedelta(days=366)


def test_invitations_go_two_weeks_before_each_meeting_to_the_whole_team(story: Story) -> None:
    two_weeks = timedelta(days=14)
    for n, who in enumerate(("granlunda", "stensmala")):
        wanted = [
            (date.fromisoformat(days[n]) - two_weeks, f"{function}.{who}@example.org", f"invite:{step}")
            for step, days in MEETINGS.items()
            for function in TEAM
        ]
        assert sorted(story.sent(f".{who}@", "invite:")) == sorted(wanted)


def test_the_mentor_comes_to_the_meetings_of_one_cluster_and_has_no_work(story: Story) -> None:
    found = story.sent("mentor.lindhamra@")
    assert [code for _, _, code in found] == [f"invite:{step}" for step in MEETINGS]


def test_material_is_asked_for_a_week_before_each_meeting(story: Story) -> None:
    workflow = story.stage.read.workflow
    before = [workflow.assignments[name] for step in MEETINGS for name in workflow.steps[step].named("before")]
    assert {str(assignment.due) for assignment in before} == {"meeting - 7 days"}
    assert len(before) == len(MEETINGS)


def test_the_municipality_improves_something_between_the_meetings(story: Story) -> None:
    found = story.sent("core_manager.granlunda@")
    said = [code for _, _, code in found if code.partition(":")[0] in ("open", "invite")]
    assert said == [
        *("invite:kickoff", "open:kickoff:choose_area", "invite:bm1", "open:improve1:improvement_plan"),
        *("open:bm2:compare_methods", "invite:bm2", "open:improve2:test_method", "open:bm3:compare_results"),
        *("invite:bm3", "open:improve3:make_it_last", "open:result_conference:show_result"),
        "invite:result_conference",
    ]


def test_the_self_assessment_is_done_again_beside_the_first_answers(story: Story) -> None:
    ((day, _, _),) = story.sent("strategist.granlunda@", "open:improve2:repeat_self_assessment")
    said = next(
        words(mail.data)
        for mail in story.mails
        if mail.rcpt == "strategist.granlunda@example.org"
        and "open:improve2:repeat_self_assessment" in story.items[str(message_from_bytes(mail.data)["Message-ID"])]
    )
    assert MEETINGS["bm2"][0] < day.isoformat() < MEETINGS["bm3"][0]
    first = "Fullmäktiges mål säger vad jämställdheten ska betyda för invånarna.\r\n"
    assert f"{first}   Tidigare svar, ändra om det behövs:\r\n   delvis på plats\r\n" in said


def test_a_question_to_two_of_three_functions_names_the_other_one(story: Story) -> None:
    def of_describing(function: str) -> str:
        texts = (words(mail.data) for mail in story.mails if mail.rcpt == f"{function}.granlunda@example.org")
        return next(text for text in texts if "Var tappas jämställdheten bort?" in text)

    several = "Står det flera funktioner vid en fråga är det de som svarar på den, tillsammans."
    question = "När under året går det att påverka budget och planer?"
    controllers, managers, strategists = map(of_describing, ("controller", "senior_manager", "strategist"))
    assert f"{question} (bara din funktion och chef i kommunens ledning)" in controllers
    assert f"\r\n{several} De andra svarar ni på gemensamt, en gång.\r\n" in controllers
    assert f"{question} (bara din funktion och controller)" in managers
    assert f"Frågor märkta ”bara din funktion” svarar du själv på. {several} De andra" in managers
    assert [text in strategists for text in (several, question)] == [False, False]


def test_an_absent_politician_gives_the_municipality_a_meeting_to_catch_up(story: Story) -> None:
    assert [to for _, to, _ in story.sent(item="open:bm2:read_notes")] == ["strategist.granlunda@example.org"]


def test_each_letter_goes_to_those_it_is_for(story: Story) -> None:
    found = Counter((code.removeprefix("letter:"), to.partition("@")[0]) for _, to, code in story.sent(item="letter:"))
    everyone = ("ekforsa", "granlunda", "tallvaga", "bjorksala", "stensmala")
    wanted = {("invitation", f"{f}.{who}") for f in LEADING for who in everyone}
    wanted |= {("admitted", f"{f}.{who}") for f in TEAM for who in everyone}
    wanted |= {("completion", f"{f}.{who}") for f in LEADING for who in ("granlunda", "stensmala")}
    wanted |= {("mentor", f"{f}.ekforsa") for f in LEADING}
    wanted |= {("ended", f"{f}.bjorksala") for f in ("senior_manager", "strategist")}
    assert found == Counter(dict.fromkeys(wanted, 1))


def test_who_has_left_hears_no_more_and_the_others_go_on(story: Story) -> None:
    assert [code for day, _, code in story.sent(".tallvaga@") if day > date(2027, 10, 11)] == []
    assert story.state("granlunda") == "completed"


def test_no_mail_calls_a_municipality_or_its_group_anything_else(story: Story) -> None:
    assert [line for mail in story.mails for line in FOREIGN.findall(words(mail.data))] == []
    assert len(story.mails) > 400


def test_no_mail_calls_anything_an_official_document_at_a_host_that_is_no_authority(story: Story) -> None:
    said = [words(mail.data) for mail in story.mails]
    assert [text for text in said if re.search("allmän handling|allmänna handlingar", text)] == []
    assert sum("Skriv inget i svaret som omfattas av sekretess. Vårt dnr:" in text for text in said) > 100


def test_every_move_and_mail_is_in_an_unbroken_audit(story: Story) -> None:
    assert story.audit is not None
    assert (story.audit.ok, story.audit.chains) == (True, 6)


def test_a_reader_of_english_meets_no_agency_no_cluster_and_no_swedish_title(tmp_path: Path) -> None:
    data = of_clusters(load(ROUND).data, ["aldreomsorg"])
    data["roster"] |= {"language": "en", "appointments": data["roster"]["appointments"][:1]}
    found = played(write(tmp_path / "round.yaml", data), Path("on-time"))
    said = [text for text in map(words, found.raw) if re.search(r"^To: \w+\.(?:bjorksala|stensmala)@", text, re.M)]
    assert len(said) > 100
    assert [line for text in said for line in FOREIGN.findall(text)] == []
    titles = [s.title.sv for s in found.source.workflow.steps.values() if s.title.sv != s.title.en]
    assert [title for title in titles if any(title in text for text in said)] == []
