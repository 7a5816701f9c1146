"""Increased detection of violence: the lead passes from the plan to its carrying out, and four agencies become five."""

from collections.abc import Iterator
from email import message_from_bytes, policy

import pytest

from jimflow.actions.parties import add_party, leave_party, pass_part
from tests.story.acting import HOST, Acting, acting, findings

CASE = "upptackt_av_vald"
FIRST, SECOND = "socialstyrelsen", "jamstalldhetsmyndigheten"
FOUR = {FIRST, "arbetsformedlingen", "forsakringskassan", "migrationsverket"}
PLAN = {
    "analysis": "Frågan ställs inte",
    "measures": "Rutiner",
    "managers": "Möts varje kvartal",
    "groups": "Rutiner och stöd",
    "valid_from": "2019-05-31",
    "valid_to": "2022-05-31",
}
IMPLEMENTATION = {
    "reference": "S2019/01517/JÄM",
    "leads": "Jämställdhetsmyndigheten",
    "until": "2021-12-31",
    "ordinary_work": "I ordinarie rutiner",
}


@pytest.fixture
def round_() -> Iterator[Acting]:
    with acting("valdsupptackt-2018-2022") as it:
        it.day("2018-08-21 09:00")
        assert it.do(CASE, "begin") == "plan_mandate"
        yield it


def there(it: Acting) -> dict[str, str]:
    """Who takes part now, and as what."""
    return {p.organisation: p.part for p in it.facts(CASE).parties if p.standing == "joined"}


def planned(it: Acting) -> None:
    it.day("2019-05-31 09:00")
    it.answer(CASE, "write_plan", **PLAN)
    assert it.do(CASE) == "plan_delivered"


def handed_over(it: Acting) -> None:
    """August 2019: the mandate to carry out the plan, with a new lead; the first one stays as a participant."""
    it.day("2019-08-20 09:00")
    assert it.do(CASE) == "implementation_mandate"
    number = it.number(CASE)
    changed = pass_part(it.stage.runtime, number, "lead", SECOND, HOST, reason="S2019/01517/JÄM")
    assert (changed.left, changed.organisation) == (FIRST, SECOND)
    add_party(it.stage.runtime, number, FIRST, "agency", HOST)


def test_the_definition_has_nothing_that_cannot_work() -> None:
    assert findings("valdsupptackt") == []


def test_four_plan_under_one_lead_and_five_carry_out_under_another(round_: Acting) -> None:
    assert there(round_) == dict.fromkeys(FOUR, "agency") | {FIRST: "lead"}
    planned(round_)
    handed_over(round_)
    assert there(round_) == dict.fromkeys(FOUR, "agency") | {SECOND: "lead"}
    assert len(there(round_)) == 5


def test_the_mandate_goes_from_the_plan_of_2018_to_its_successor_of_2022(round_: Acting) -> None:
    planned(round_)
    handed_over(round_)
    round_.answer(CASE, "note_implementation", **IMPLEMENTATION)
    assert round_.do(CASE) == "implementing"
    round_.day("2020-08-10 09:00")
    round_.answer(CASE, "tell_progress", done="Hälften", plan_holds=True, group_work="Klart", routines="Nya")
    round_.day("2022-02-01 09:00")
    round_.answer(CASE, "report_results", changed="Rutiner", noticed="Fler får frågan", goes_on="Stödet")
    assert round_.do(CASE) == "reported"
    assert round_.do(CASE, "end") == ["no_new_mandate"]
    round_.day("2022-06-02 09:00")
    round_.answer(CASE, "decide_on", "ministry_officer", new_mandate=True, reference="2 juni 2022 – 31 mars 2025")
    assert round_.do(CASE) == "successor_mandate"
    assert round_.moves(CASE) == [
        *("given", "plan_mandate", "plan_delivered", "implementation_mandate"),
        *("implementing", "reported", "successor_mandate"),
    ]
    assert round_.audit().ok


def test_the_new_lead_hears_of_it_and_gets_the_work_that_the_first_one_had(round_: Acting) -> None:
    planned(round_)
    handed_over(round_)
    round_.day("2019-08-22 09:00")
    said: dict[str, list[str]] = {}
    for to, raw in round_.mails():
        body = message_from_bytes(raw, policy=policy.default).get_body(("plain",))
        said.setdefault(to.partition("@")[0], []).append(str(body.get_content()) if body else "")
    new = "\n".join(said["samordnare.jamstalldhetsmyndigheten"])
    assert "ledande myndighet" in new and "skriva in vad regeringens nya uppdrag säger" in new
    assert not any("nya uppdrag" in text for text in said["samordnare.socialstyrelsen"])
    assert "deltagande myndighet" in "\n".join(said["kontakt.socialstyrelsen"])


def test_nobody_begins_the_implementation_without_a_lead_and_its_groups(round_: Acting) -> None:
    planned(round_)
    round_.day("2019-08-16 09:00")  # before anyone has been named to a group
    assert round_.do(CASE) == "implementation_mandate"
    leave_party(round_.stage.runtime, round_.number(CASE), FIRST, "lead", HOST, reason="Planen är klar")
    assert round_.stops(CASE) == [
        ("five_carry_out", "warn"),
        *((code, "block") for code in ("implementation_noted", "managers_group_formed", "one_leads")),
        ("working_groups_formed", "block"),
    ]


def test_fewer_than_the_mandate_names_is_a_warning(round_: Acting) -> None:
    leave_party(round_.stage.runtime, round_.number(CASE), "migrationsverket", "agency", HOST, reason="Prövning")
    round_.answer(CASE, "write_plan", **PLAN)
    assert round_.stops(CASE) == [("four_plan", "warn")]
    assert round_.do(CASE, known=["four_plan"]) == "plan_delivered"


def test_a_plan_that_is_not_to_be_carried_out_and_a_mandate_without_a_successor_end(round_: Acting) -> None:
    planned(round_)
    assert round_.do(CASE, "stop") == ["reason_needed"]
    assert round_.do(CASE, "stop", reason="Regeringen avstår") == "ended"
