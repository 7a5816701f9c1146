"""A problem that nobody can solve is raised from another programme, adopted, sent to one ministry among several."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy

import pytest

from jimflow.actions.functions import set_function
from jimflow.actions.parties import add_party
from jimflow.actions.rounds import load_round
from jimflow.actions.subflows import start_case
from jimflow.core.mistakes import Said
from jimflow.core.model import Started
from tests.build import at
from tests.story.acting import HOST, Acting, acting, findings, subject
from tests.story.playing import ROOT
from tests.story.test_utokad_samverkan import HONOUR, PROGRESS, RESULTS, adopted, carried_out

DESK = ROOT / "config" / "rounds" / "raise-to-government-exempel.yaml"
SHIPPED, NEW = "statistik_saknas", "register"
TITLE = Said("Register utan uppgift om kön", "Registers without sex")
DESCRIBED = {"affected": "Kvinnor i häkte", "needed": "En ändrad förordning"}
NOBODY = {"alone": False, "together": False, "tried": "Vi har frågat alla"}
DECISION = {"decision": "adopted", "decided_by": "steering_group", "decided_on": "2021-09-10"}
LETTER = {"text": "Vi ber om en ändrad förordning", "responsible": "Exempeldepartementet"}
PEOPLE = {"problem_owner": "kriminalvarden", "steering_group": "kriminalvarden"}


@pytest.fixture
def desk() -> Iterator[Acting]:
    with acting("raise-to-government-exempel") as it:
        it.day("2021-01-12 09:00")
        assert it.do(SHIPPED, "note") == "noted"
        yield it


@pytest.fixture
def jim_plus() -> Iterator[Acting]:
    """JiM+ in the autumn of its first year, everyone on time, beside the desk that takes up what is raised."""
    with acting("jim-plus-2021-2022") as it:
        load_round(it.stage.runtime, DESK, HOST)
        it.stage.play.run(at("2021-09-01 12:00"))
        yield it


def with_case(it: Acting, code: str, child: int) -> Acting:
    """The same people, who know of one more case."""
    loaded = it.stage.loaded
    return replace(
        it, stage=replace(it.stage, loaded=replace(loaded, participations={**loaded.participations, code: child}))
    )


def raised(it: Acting, who: str, *, code: str = NEW, organisation: str = "kriminalvarden") -> Acting:
    """`who` raises a problem; the desk enters who holds it together and who decides."""
    begun = start_case(it.stage.runtime, it.number(who), "raise_problem", HOST, code=code, name=TITLE)
    for function in PEOPLE:
        today = it.stage.clock().date()
        mail = f"{function}.{organisation}@example.org"
        set_function(it.stage.runtime, begun.child, function, function, mail, today, HOST, organisation=organisation)
    return with_case(it, code, begun.child)


def confirmed(it: Acting, who: str) -> None:
    it.answer(who, "describe_problem", **DESCRIBED | {"problem": "Kön saknas i registren"})
    it.answer(who, "confirm_room", **NOBODY)
    assert it.do(who) == "confirmed_outside_room_for_action"


def sent(it: Acting, who: str) -> None:
    confirmed(it, who)
    it.answer(who, "adopt_problem", "steering_group", **DECISION)
    assert it.do(who) == "adopted_by_steering_group"
    it.answer(who, "write_letter", **LETTER)
    runtime, number = it.stage.runtime, it.number(who)
    add_party(runtime, number, "exempeldepartementet", "responsible_ministry", HOST)
    add_party(runtime, number, "grannexempeldepartementet", "concerned_ministry", HOST)
    officer = ("ministry_officer", "Handläggaren", "handlaggare@example.org", date(2021, 1, 12))
    set_function(runtime, number, *officer, HOST, organisation="exempeldepartementet")
    assert it.do(who) == "sent_to_ministry"


def read_by(it: Acting, recipient: str) -> list[str]:
    """The texts of the mails that went to an address."""
    found = [message_from_bytes(raw, policy=policy.default) for to, raw in it.mails() if to == recipient]
    return [str(body.get_content()) for mail in found if (body := mail.get_body(("plain",))) is not None]


def test_the_definition_has_nothing_that_cannot_work() -> None:
    assert findings("raise-to-government") == []


def test_a_problem_goes_from_noted_to_taken_care_of(desk: Acting) -> None:
    sent(desk, SHIPPED)
    assert desk.do(SHIPPED) == ["ministry_takes_care"]
    desk.answer(SHIPPED, "answer_problem", "ministry_officer", answer="taken_care_of", what="Ändrar förordningen")
    assert desk.do(SHIPPED, "return_problem") == ["ministry_returns"]
    assert desk.do(SHIPPED) == "taken_care_of"
    assert desk.moves(SHIPPED) == [
        *("received", "noted", "confirmed_outside_room_for_action", "adopted_by_steering_group"),
        *("sent_to_ministry", "taken_care_of"),
    ]
    assert desk.audit().ok


@pytest.mark.parametrize(
    ("answers", "stopped"),
    [
        ({"alone": True}, ["nobody_alone"]),
        ({"together": True}, ["nobody_together"]),
        ({"alone": True, "together": True}, ["nobody_alone", "nobody_together"]),
    ],
)
def test_what_someone_can_do_alone_or_together_is_not_raised(
    desk: Acting, answers: dict[str, bool], stopped: list[str]
) -> None:
    desk.answer(SHIPPED, "describe_problem", **DESCRIBED | {"problem": "Kön saknas"})
    desk.answer(SHIPPED, "confirm_room", **NOBODY | answers)
    assert desk.do(SHIPPED) == stopped
    assert desk.do(SHIPPED, "withdraw", reason="Vi löser det själva") == "withdrawn"


def test_only_what_the_steering_group_or_the_coordinator_adopts_is_sent(desk: Acting) -> None:
    confirmed(desk, SHIPPED)
    assert desk.do(SHIPPED) == ["adopted"]
    desk.answer(SHIPPED, "adopt_problem", "steering_group", **DECISION | {"decision": "not_adopted"})
    assert desk.do(SHIPPED, known=["adopted"]) == ["adopted"]
    assert desk.do(SHIPPED, "withdraw", reason="Styrgruppen sade nej") == "withdrawn"


def test_one_ministry_is_responsible_though_several_are_concerned(desk: Acting) -> None:
    confirmed(desk, SHIPPED)
    desk.answer(SHIPPED, "adopt_problem", "steering_group", **DECISION | {"decided_by": "coordinator"})
    assert desk.do(SHIPPED) == "adopted_by_steering_group"
    desk.answer(SHIPPED, "write_letter", **LETTER)
    runtime, number = desk.stage.runtime, desk.number(SHIPPED)
    for ministry in ("exempeldepartementet", "grannexempeldepartementet"):
        add_party(runtime, number, ministry, "concerned_ministry", HOST)
    assert desk.do(SHIPPED) == ["ministry_can_be_reached", "one_ministry_responsible"]


def test_the_ministry_may_return_a_problem(desk: Acting) -> None:
    sent(desk, SHIPPED)
    desk.answer(SHIPPED, "answer_problem", "ministry_officer", answer="returned", what="Hör till regionerna")
    assert desk.do(SHIPPED) == ["ministry_takes_care"]
    assert desk.do(SHIPPED, "return_problem") == "returned"
    desk.day("2021-01-14 09:00")
    last = [subject(raw) for to, raw in desk.mails() if to == "samordnare.exempelverket@example.org"][-1]
    assert last == "Departementet lämnar tillbaka: Uppgift om kön saknas i gemensamma register"


def test_a_problem_noted_in_jim_plus_is_raised_and_the_agencys_coordinator_hears_the_answer(jim_plus: Acting) -> None:
    both = raised(jim_plus, "kriminalvarden")
    assert both.do(NEW, "note") == "noted"
    both.day("2021-09-03 09:00")
    told = next(t for t in read_by(both, "problem_owner.kriminalvarden@example.org") if "Vad är problemet?" in t)
    problem = "Provkörning: "
    assert f"Tidigare svar, ändra om det behövs:\n   {problem}" in told.replace("\r\n", "\n")
    sent(both, NEW)
    both.day("2021-09-20 09:00")
    both.answer(NEW, "answer_problem", "ministry_officer", answer="taken_care_of", what="Ändrar förordningen")
    assert both.do(NEW) == "taken_care_of"
    both.day("2021-09-22 09:00")
    heard = [t for t in read_by(both, "gm_coordinator.kriminalvarden@example.org") if TITLE.sv in t]
    assert len(heard) == 1 and "Omhändertaget" in heard[0]
    assert not [t for t in read_by(both, "gm_coordinator.vinnova@example.org") if TITLE.sv in t]
    facts = both.facts("kriminalvarden")
    assert facts.started == (Started("raise_problem", both.number(NEW), "taken_care_of", over=True),)
    assert both.audit().ok


def test_a_raised_problem_without_an_answer_is_a_warning_to_the_area_that_raised_it() -> None:
    with acting("utokad-samverkan-exempel") as area:
        load_round(area.stage.runtime, DESK, HOST)
        area.day("2027-01-12 09:00")
        adopted(area, HONOUR)
        carried_out(area, HONOUR)
        area.day("2028-09-28 09:00")
        area.answer(HONOUR, "tell_progress", **PROGRESS | {"outside": "Sekretessen hindrar"})
        area.answer(HONOUR, "report_results", **RESULTS)
        both = raised(area, HONOUR, organisation="exempelverket_barn")
        assert both.do(NEW, "note") == "noted"
        assert both.stops(HONOUR) == [("raised_problems_answered", "warn")]
        sent(both, NEW)
        both.answer(NEW, "answer_problem", "ministry_officer", answer="returned", what="Hör till regionerna")
        assert both.do(NEW, "return_problem") == "returned"
        assert both.do(HONOUR) == "reported"
        both.day("2028-10-02 09:00")
        heard = [t for t in read_by(both, "area-coordinator.exempelverket-barn@example.org") if TITLE.sv in t]
        assert len(heard) == 1 and "Återlämnat" in heard[0]
