"""Ordinary gender mainstreaming: a yearly cycle; the ministry follows up, the coordinator reads the whole."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import pytest

from tests.build import ends
from tests.story.acting import Acting, acting, findings, subject

YEAR = [
    *("mandate_in_letter", "direction_set", "executing"),
    *("annual_report_filed", "ministry_followup", "coordinator_analysis", "next_year"),
]


@pytest.fixture
def round_() -> Iterator[Acting]:
    with acting("jim-ordinarie-exempel") as it:
        it.day("2027-01-12 09:00")
        for agency in it.stage.loaded.participations:
            assert it.do(agency, "begin") == "mandate_in_letter"
        yield it


def a_year(it: Acting, agency: str, report_on: str, reached: Sequence[str], *, goes_on: bool) -> None:
    """Everything of one year, to the answer about the next."""
    it.answer(agency, "read_mandate", mandate="Integrera", report_on=report_on, ministry="Norra")
    assert it.do(agency) == "direction_set"
    it.answer(agency, "set_direction", problem="Bemötandet skiljer sig", goal=["economy"])
    it.answer(agency, "set_direction", "planning_followup", plan="Mål 3", measure="Enkät")
    assert it.do(agency) == "executing"
    it.answer(agency, "annual_report", **report(report_on), reached=list(reached))
    assert [it.do(agency), it.do(agency)] == ["annual_report_filed", "ministry_followup"]
    it.answer(agency, "follow_up", "ministry_officer", assessment="Bra", met=True)
    assert [it.do(agency), it.do(agency)] == ["coordinator_analysis", "next_year"]
    it.answer(agency, "read_next_letter", continues=goes_on)


def report(filed_on: str) -> dict[str, object]:
    return {"result": "Ny rutin", "process": "Med chefen", "statistics": True, "filed_on": filed_on}


def test_the_definition_has_nothing_that_cannot_work() -> None:
    assert findings("jim-ordinarie") == []


def test_two_years_follow_each_other_and_then_the_mandate_ends(round_: Acting) -> None:
    a_year(round_, "exempelverket", "2028-02-22", ["activity"], goes_on=True)
    assert round_.do("exempelverket") == ["mandate_is_over"]
    assert round_.do("exempelverket", "new_year") == "mandate_in_letter"
    assert round_.facts("exempelverket").here == "mandate_in_letter.2"
    a_year(round_, "exempelverket", "2029-02-22", ["working_method"], goes_on=False)
    assert round_.do("exempelverket", "new_year") == ["mandate_goes_on"]
    assert round_.do("exempelverket") == "mandate_ended"
    assert round_.moves("exempelverket") == ["listed", *YEAR, *YEAR, "mandate_ended"]
    assert round_.audit().ok


def due(it: Acting, agency: str) -> datetime | None:
    (report,) = [a for a in it.facts(agency).assignments if a.name == "annual_report"]
    return report.due_at


def test_each_agency_has_its_own_date_of_reporting(round_: Acting) -> None:
    dates = {"exempelverket": "2028-02-22", "exempelkassan": "2028-03-15"}
    for agency, report_on in dates.items():
        round_.answer(agency, "read_mandate", mandate="Integrera", report_on=report_on, ministry="Norra")
        assert round_.do(agency) == "direction_set"
        assert round_.do(agency, known=["direction_chosen", "direction_planned"]) == "executing"
    assert {a: due(round_, a) for a in dates} == {a: ends(d) for a, d in dates.items()}
    assert round_.do("exempelinspektionen") == ["mandate_noted", "reporting_date_noted"]


def test_results_without_a_step_of_the_chain_are_not_filed(round_: Acting) -> None:
    agency = "exempelkassan"
    round_.answer(agency, "read_mandate", mandate="Integrera", report_on="2028-02-22", ministry="Norra")
    assert round_.do(agency) == "direction_set"
    assert round_.do(agency, known=["direction_chosen", "direction_planned"]) == "executing"
    assert round_.do(agency) == ["report_filed", "results_tagged"]
    round_.answer(agency, "annual_report", **report("2028-02-22"))
    assert round_.do(agency) == ["results_tagged"]


def reported(it: Acting, reached: Sequence[str]) -> None:
    """Exempelverket has filed its report and waits for the ministry."""
    it.answer("exempelverket", "read_mandate", mandate="Integrera", report_on="2028-02-22", ministry="Norra")
    assert it.do("exempelverket") == "direction_set"
    assert it.do("exempelverket") == ["direction_chosen", "direction_planned"]
    assert it.do("exempelverket", known=["direction_chosen", "direction_planned"]) == "executing"
    it.answer("exempelverket", "annual_report", **report("2028-02-22"), reached=list(reached))
    assert [it.do("exempelverket"), it.do("exempelverket")] == ["annual_report_filed", "ministry_followup"]


def test_the_ministry_is_asked_to_follow_up_and_the_agency_is_not_held_back(round_: Acting) -> None:
    reported(round_, ["operations"])
    before = len(round_.mails())
    round_.day("2027-01-14 09:00")
    asked = [(to, subject(raw)) for to, raw in round_.mails()[before:] if "följ upp" in subject(raw)]
    assert [to for to, _ in asked] == ["ministry_officer.exempelverket@example.org"]
    assert round_.do("exempelverket") == ["ministry_has_followed_up"]
    assert round_.do("exempelverket", known=["ministry_has_followed_up"]) == "coordinator_analysis"


def test_the_analysis_of_the_whole_sees_how_far_the_results_reach(round_: Acting) -> None:
    reported(round_, ["activity", "product"])
    round_.answer("exempelverket", "follow_up", "ministry_officer", assessment="Bra", met=True)
    assert round_.do("exempelverket") == "coordinator_analysis"
    assert round_.stops("exempelverket") == [("results_reach_practice", "info")]
    assert round_.facts("exempelverket").results == {"activity", "product"}


def test_a_mandate_may_end_early(round_: Acting) -> None:
    assert round_.do("exempelinspektionen", "end_mandate", reason="Nytt beslut") == "mandate_ended"
