"""Extended collaboration: four areas with their parties, a plan that a quorate steering group adopts, and its end."""

from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

from jimflow.actions import attendance, meetings
from jimflow.actions.errors import NotAllowed
from jimflow.actions.parties import add_party, answer_party, leave_party, pass_part
from tests.story.acting import HOST, Acting, acting, findings, subject
from tests.story.playing import ROOT, played

LABOUR, HONOUR = "segregated_education_labour", "honour_violence"
EMPLOYMENT, STRESS = "foreign_born_women_employment", "stress_mental_health"
AREAS = (LABOUR, HONOUR, EMPLOYMENT, STRESS)
WAY = ["area_identified", "mandate_plan", "analysis", "plan_draft", "plan_adopted", "mandate_implement"]

MANDATE = {"reference": "A2027/1", "agencies": "Två", "ministries": "Två", "plan_due": "2027-11-01"}
ANALYSIS = {
    "problem": "Ojämna villkor",
    "affected": "Kvinnor",
    "goals": ["economy"],
    "causes": "Normer",
    "shared": True,
    "who_can": "Alla",
    "regional": "Olika",
}
PLAN = {
    "problem": "Ojämna villkor",
    "objectives": "Jämnare fördelning",
    "contributions": "Alla",
    "steering": "Chefer",
    "groups": "En",
    "ordinary_work": "I verksamhetsplanen",
    "valid_from": "2028-01-01",
    "valid_to": "2030-12-31",
}
ADOPTED = {"decision": "adopted", "decided_on": "2027-09-14"}
PROGRESS = {"done": "Hälften", "plan_holds": True, "group_work": "Pågår", "ordinary_work": "Planeringen"}
RESULTS = {"results": "Målen", "reached": ["working_method"], "contributions": "Alla", "process": "Tillsammans"}
INCOMPLETE = {
    "problem": "plan_names_problem",
    "objectives": "plan_has_objectives",
    "steering": "plan_has_steering",
    "groups": "plan_has_groups",
    "valid_from": "plan_valid_from",
    "valid_to": "plan_valid_to",
    "ordinary_work": "plan_in_ordinary_work",
}


@pytest.fixture
def round_() -> Iterator[Acting]:
    with acting("utokad-samverkan-exempel") as it:
        it.day("2027-01-12 09:00")
        yield it


def analysed(it: Acting, area: str) -> None:
    assert it.do(area, "give_mandate") == "mandate_plan"
    it.answer(area, "note_mandate", **MANDATE)
    assert it.do(area) == "analysis"
    it.answer(area, "analyse_problem", **ANALYSIS)
    it.answer(area, "form_groups", steering="Chefer", groups="En")
    assert it.do(area) == "plan_draft"


def meet(it: Acting, area: str, step: str, *, away: Collection[str] = ()) -> None:
    """The steering group has met; everyone came, except those from the organisations in `away`."""
    facts = it.facts(area)
    meetings.hold_meeting(it.stage.runtime, facts.cluster_id, step, HOST)
    here = [a for a in facts.appointments if a.function in ("steering_group", "area_coordinator")]
    came = [attendance.Came(a.id, a.organisation not in away) for a in here]
    attendance.record_attendance(it.stage.runtime, it.number(area), step, came, HOST)


def adopted(it: Acting, area: str) -> None:
    analysed(it, area)
    it.answer(area, "draft_plan", **PLAN)
    it.day("2027-09-20 09:00")
    meet(it, area, "plan_draft")
    it.answer(area, "decide_plan", **ADOPTED)
    assert it.do(area) == "plan_adopted"


def carried_out(it: Acting, area: str, *, ordinary: bool = True) -> None:
    it.answer(area, "deliver_plan", delivered_on="2027-09-21", reference="7/2027")
    assert it.do(area) == "mandate_implement"
    it.answer(area, "note_implementation", reference="A2027/9", until="2030-12-31", ordinary_work=ordinary)
    assert it.do(area) == "implementing"


def ended(it: Acting, area: str) -> None:
    it.answer(area, "tell_progress", **PROGRESS)
    it.answer(area, "report_results", **RESULTS)
    assert it.do(area) == "reported"
    it.answer(area, "follow_up", "ministry_officer", conclusion="Fortsätter i ordinarie styrning")
    it.answer(area, "share_lessons", lesson="Tidig analys", goes_on="Vägledningen")
    assert it.do(area) == "closed"


def parties(it: Acting, area: str, part: str) -> list[tuple[str, str]]:
    return [(p.organisation, p.standing) for p in it.facts(area).parties if p.part == part]


def test_the_definition_has_nothing_that_cannot_work() -> None:
    assert findings("utokad-samverkan") == []


def test_the_four_areas_of_the_report_each_have_their_own_parties_and_steering_group(round_: Acting) -> None:
    assert list(round_.stage.loaded.participations) == list(AREAS)
    facts = [round_.facts(area) for area in AREAS]
    assert len({f.cluster_id for f in facts}) == 4
    for area in AREAS:
        assert {p.standing for p in round_.facts(area).parties} == {"joined"}
        assert [len(parties(round_, area, part)) for part in ("lead", "responsible_ministry")] == [1, 1]
        assert len(parties(round_, area, "concerned_ministry")) == 1
        assert parties(round_, area, "county_board") == [("exempellansstyrelsen", "joined")]


@pytest.mark.parametrize("area", AREAS)
def test_each_area_goes_from_mandate_through_plan_and_implementation(round_: Acting, area: str) -> None:
    adopted(round_, area)
    carried_out(round_, area)
    round_.day("2028-09-28 09:00")
    ended(round_, area)
    assert round_.moves(area) == [*WAY, "implementing", "reported", "closed"]
    assert round_.facts(area).results == {"working_method"}
    assert round_.audit().ok


def test_an_area_without_a_mandate_ends_before_the_plan_or_after_it(round_: Acting) -> None:
    assert round_.do(STRESS, "no_mandate") == ["reason_needed"]
    assert round_.do(STRESS, "no_mandate", reason="Regeringen väljer andra områden") == "not_mandated"
    adopted(round_, HONOUR)
    assert round_.do(HONOUR, "no_mandate", reason="Planen ska inte genomföras") == "not_mandated"
    round_.day("2027-09-22 09:00")
    said = [to for to, raw in round_.mails() if subject(raw).startswith("Inget uppdrag: Samverkan mot hedersrelaterat")]
    assert {to.partition("@")[0] for to in said} == {
        "area-coordinator.exempelverket-barn",
        *("steering-group.exempelverket-barn", "steering-group.exempelinstitutet-vald"),
        *("steering-group.exempellansstyrelsen", "agency-contact.exempelinstitutet-vald"),
        *("county-board.exempellansstyrelsen", "actor-contact.exempelidrotten"),
        *("actor-contact.exempelsamfundet", "actor-contact.exempelkommunen"),
    }


def test_a_plan_needs_a_lead_several_agencies_and_one_responsible_ministry(round_: Acting) -> None:
    assert round_.do(HONOUR, "give_mandate") == "mandate_plan"
    for organisation, part in (
        *(("exempelverket_barn", "lead"), ("exempelinstitutet_vald", "agency")),
        ("exempeldepartementet_social", "responsible_ministry"),
    ):
        leave_party(round_.stage.runtime, round_.number(HONOUR), organisation, part, HOST, reason="Prövning")
    assert round_.do(HONOUR) == ["mandate_noted", "one_leads", "one_ministry_responsible", "several_agencies"]


def test_several_ministries_are_concerned_and_only_one_is_responsible(round_: Acting) -> None:
    with pytest.raises(NotAllowed, match="at most 1 can be responsible ministry"):
        add_party(
            *(round_.stage.runtime, round_.number(LABOUR), "exempeldepartementet_utbildning"),
            *("responsible_ministry", HOST),
        )
    add_party(
        *(round_.stage.runtime, round_.number(LABOUR), "exempeldepartementet_social", "concerned_ministry", HOST),
    )
    assert [name for name, _ in parties(round_, LABOUR, "concerned_ministry")] == [
        "exempeldepartementet_utbildning",
        "exempeldepartementet_social",
    ]


def test_a_problem_that_one_actor_can_solve_alone_is_no_matter_for_collaboration(round_: Acting) -> None:
    assert round_.do(LABOUR, "give_mandate") == "mandate_plan"
    round_.answer(LABOUR, "note_mandate", **MANDATE)
    assert round_.do(LABOUR) == "analysis"
    round_.answer(LABOUR, "analyse_problem", **ANALYSIS | {"shared": False})
    round_.answer(LABOUR, "form_groups", steering="Chefer", groups="En")
    assert round_.do(LABOUR) == ["problem_is_shared"]


@pytest.mark.parametrize("left_out", list(INCOMPLETE))
def test_each_thing_that_a_plan_must_say_stops_it_alone(round_: Acting, left_out: str) -> None:
    analysed(round_, LABOUR)
    round_.answer(LABOUR, "draft_plan", **{k: v for k, v in PLAN.items() if k != left_out})
    round_.day("2027-09-15 09:00")
    meet(round_, LABOUR, "plan_draft")
    round_.answer(LABOUR, "decide_plan", **ADOPTED)
    assert round_.do(LABOUR) == [INCOMPLETE[left_out]]


def test_everyone_who_takes_part_says_what_they_contribute(round_: Acting) -> None:
    analysed(round_, LABOUR)
    number = round_.number(LABOUR)
    add_party(round_.stage.runtime, number, "exempelverket_barn", "agency", HOST)
    round_.answer(LABOUR, "draft_plan", **PLAN)
    round_.day("2027-09-15 09:00")
    meet(round_, LABOUR, "plan_draft")
    round_.answer(LABOUR, "decide_plan", **ADOPTED)
    assert round_.do(LABOUR) == ["contributions_told"]
    answer_party(
        round_.stage.runtime, number, "exempelverket_barn", "agency", HOST, yes=True, contribution="Når de unga."
    )
    assert round_.do(LABOUR) == "plan_adopted"


@pytest.mark.parametrize(("away", "quorate"), [(1, True), (2, False), (4, False)])
def test_more_than_half_of_the_steering_group_must_have_met(round_: Acting, away: int, quorate: bool) -> None:
    analysed(round_, LABOUR)
    round_.answer(LABOUR, "draft_plan", **PLAN)
    round_.day("2027-09-15 09:00")
    members = [a.organisation for a in round_.facts(LABOUR).appointments if a.function == "steering_group"]
    assert len(members) == 4
    meet(round_, LABOUR, "plan_draft", away=members[:away])
    round_.answer(LABOUR, "decide_plan", **ADOPTED)
    assert round_.do(LABOUR) == ("plan_adopted" if quorate else ["quorum"])


def test_without_a_quorum_nothing_helps_but_meeting_again(round_: Acting) -> None:
    analysed(round_, LABOUR)
    round_.answer(LABOUR, "draft_plan", **PLAN)
    round_.day("2027-09-15 09:00")
    meet(round_, LABOUR, "plan_draft", away=["exempelverket_skola", "exempelverket_hogskola"])
    round_.answer(LABOUR, "decide_plan", **ADOPTED)
    assert round_.do(LABOUR, known=["quorum"]) == ["quorum"]
    assert not round_.workflow.rules["quorum"].waivable
    assert round_.do(LABOUR, "meet_again", reason="Inte beslutför") == "plan_draft"
    round_.plan("utbildning_arbetsmarknad", "plan_draft.2", "2027-10-20 10:00")
    round_.answer(LABOUR, "draft_plan", **PLAN)
    round_.day("2027-10-21 09:00")
    meet(round_, LABOUR, "plan_draft.2")
    assert round_.do(LABOUR) == ["plan_decided"]
    round_.answer(LABOUR, "decide_plan", decision="adopted", decided_on="2027-10-20")
    assert round_.do(LABOUR) == "plan_adopted"


def test_a_plan_that_the_steering_group_returns_is_not_adopted(round_: Acting) -> None:
    analysed(round_, LABOUR)
    round_.answer(LABOUR, "draft_plan", **PLAN)
    round_.day("2027-09-15 09:00")
    meet(round_, LABOUR, "plan_draft")
    round_.answer(LABOUR, "decide_plan", decision="returned", decided_on="2027-09-14", changes="Färre mål")
    assert round_.do(LABOUR) == ["plan_decided"]


def test_the_plan_is_revised_adopted_again_and_carried_out_in_a_second_lap(round_: Acting) -> None:
    adopted(round_, EMPLOYMENT)
    carried_out(round_, EMPLOYMENT)
    round_.day("2028-03-01 09:00")
    round_.answer(EMPLOYMENT, "tell_progress", **PROGRESS | {"plan_holds": False, "change": "Färre mål"})
    assert round_.do(EMPLOYMENT, "revise", reason="Ett mål är redan nått") == "plan_revised"
    round_.plan("sysselsattning", "plan_revised", "2028-05-10 10:00")
    assert round_.do(EMPLOYMENT, "carry_on") == sorted({*INCOMPLETE.values(), "meeting_over", "plan_decided"})
    round_.answer(EMPLOYMENT, "draft_plan", **PLAN | {"objectives": "Ett mål"})
    round_.day("2028-05-11 09:00")
    meet(round_, EMPLOYMENT, "plan_revised")
    round_.answer(EMPLOYMENT, "decide_plan", decision="adopted", decided_on="2028-05-10")
    assert round_.do(EMPLOYMENT, "carry_on") == "implementing"
    assert round_.facts(EMPLOYMENT).here == "implementing.2"
    round_.day("2029-05-02 09:00")
    ended(round_, EMPLOYMENT)
    assert round_.moves(EMPLOYMENT)[-5:] == ["implementing", "plan_revised", "implementing", "reported", "closed"]
    assert round_.audit().ok


def test_a_revision_may_be_dropped_and_the_plan_kept(round_: Acting) -> None:
    adopted(round_, STRESS)
    carried_out(round_, STRESS)
    assert round_.do(STRESS, "revise", reason="Nya siffror") == "plan_revised"
    assert round_.do(STRESS, "keep_plan", reason="Siffrorna ändrar inget") == "implementing"


def test_an_actor_is_only_invited_and_one_declines_while_another_joins_with_its_contribution(round_: Acting) -> None:
    analysed(round_, HONOUR)
    runtime, number = round_.stage.runtime, round_.number(HONOUR)
    for actor in ("exempelsamfundet", "exempelkommunen"):
        assert add_party(runtime, number, actor, "actor", HOST).standing == "invited"
    round_.day("2027-01-14 09:00")
    asked = [subject(raw) for to, raw in round_.mails() if to == "actor-contact.exempelsamfundet@example.org"]
    assert len(asked) == 1 and "Samverkan mot hedersrelaterat våld och förtryck" in asked[0]
    answer_party(runtime, number, "exempelsamfundet", "actor", HOST, yes=False, reason="Har inte tid i år")
    answer_party(runtime, number, "exempelkommunen", "actor", HOST, yes=True, contribution="Öppnar skolorna.")
    assert parties(round_, HONOUR, "actor") == [
        *(("exempelidrotten", "joined"), ("exempelsamfundet", "declined"), ("exempelkommunen", "joined")),
    ]
    contributions = {p.organisation: p.contribution for p in round_.facts(HONOUR).parties if p.part == "actor"}
    assert contributions["exempelkommunen"] == "Öppnar skolorna."


def test_the_lead_passes_from_one_agency_to_another(round_: Acting) -> None:
    pass_part(round_.stage.runtime, round_.number(LABOUR), "lead", "exempelverket_barn", HOST, reason="Nytt uppdrag")
    assert [name for name, standing in parties(round_, LABOUR, "lead") if standing == "joined"] == [
        "exempelverket_barn"
    ]


def test_a_mandate_beside_ordinary_work_is_a_warning(round_: Acting) -> None:
    adopted(round_, STRESS)
    round_.answer(STRESS, "deliver_plan", delivered_on="2027-09-21", reference="7/2027")
    assert round_.do(STRESS) == "mandate_implement"
    round_.answer(STRESS, "note_implementation", reference="A2027/9", until="2030-12-31", ordinary_work=False)
    assert round_.stops(STRESS) == [("part_of_ordinary_work", "warn")]
    assert round_.do(STRESS, known=["part_of_ordinary_work"]) == "implementing"


def test_a_rehearsal_takes_every_area_to_its_end_and_says_what_stops_those_who_are_silent() -> None:
    path = ROOT / "config" / "rounds" / "utokad-samverkan-exempel.yaml"
    assert {area: moves[-1] for area, moves in played(path, Path("on-time")).moves.items()} == dict.fromkeys(
        AREAS, "closed"
    )
    silent = played(path, Path("silent")).document
    assert {stop["organisation"]: stop["code"] for stop in silent["blocked"]} == dict.fromkeys(AREAS, "mandate_noted")
