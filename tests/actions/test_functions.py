"""People take up and leave functions: what has been stays, open work follows the function, a vacancy is told."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, update

from jimflow.actions.advance import advance
from jimflow.actions.assignments import submit
from jimflow.actions.errors import BadInput, NotFound
from jimflow.actions.functions import FunctionChange, end_function, set_function
from jimflow.actions.sweep import sweep_due
from jimflow.core.audit import INSTALLATION
from jimflow.store import tables as t
from jimflow.store.tables.columns import table
from jimflow.store.transaction import write
from tests.actions.loaded import EVA, Place, place
from tests.build import at, day
from tests.build_round import with_line


class Round:
    """The mini round at work: alfa has accepted its invitation on 14 January."""

    def __init__(self, here: Place, *, accepted: bool = True, text: str | None = None) -> None:
        self.here = here
        self.loaded = here.load(text) if text else here.load()
        self.alfa = self.loaded.participations["alfa"]
        advance(here.runtime, self.alfa, None, "invite", EVA)
        if accepted:
            self.on("2021-01-14 10:00")
            advance(here.runtime, self.alfa, None, "accept", EVA)

    def on(self, local: str) -> None:
        """It is that time, and the heartbeat has looked."""
        self.here.clock.set(local)
        while sweep_due(self.here.runtime):
            pass

    def replaced(self, function: str, name: str, since: str, **more: Any) -> FunctionChange:
        mail = more.pop("mail", f"{name.lower()}@example.org")
        return set_function(self.here.runtime, self.alfa, function, name, mail, day(since), EVA, **more)

    def holder(self, function: str) -> int:
        """The number of alfa's first appointment to the function."""
        return int(self.here.rows(t.Appointment, "id", participation=self.alfa, function=function)[0][0])

    def said(self, to: str) -> list[tuple[str, str]]:
        """(item, status) of what was meant for an address."""
        return [tuple(row) for row in self.here.rows(t.Intent, "item", "status", address=to)]

    def pending(self, to: str) -> list[str]:
        return [item for item, status in self.said(to) if status == "pending"]

    def appointments(self, function: str) -> list[tuple[Any, ...]]:
        return self.here.rows(t.Appointment, "address", "since", "until", participation=self.alfa, function=function)

    def last_entry(self, chain: int) -> dict[str, Any]:
        entry = self.here.rows(t.AuditEntry, "id", chain=chain)[-1][0]
        found: dict[str, Any] = json.loads(self.here.rows(t.AuditPayload, "payload", entry=entry)[0][0])
        return found

    def version(self) -> int:
        return int(self.here.rows(t.Participation, "version", id=self.alfa)[0][0])

    def submitted(self) -> None:
        submit(self.here.runtime, self.alfa, "self_assessment", {"in_plan": "in_place", "trained": True}, EVA)


@pytest.fixture
def round_(engine: Engine, tmp_path: Path) -> Round:
    return Round(place(engine, tmp_path))


def test_a_new_holder_begins_where_the_old_one_ends_and_history_stays(round_: Round) -> None:
    round_.on("2021-02-01 09:00")
    old = round_.holder("finance")
    found = round_.replaced("finance", "Nina", "2021-02-01")
    assert (found.function, found.ended, found.changed, found.vacant) == ("finance", (old,), (), False)
    assert round_.appointments("finance") == [
        ("finance.alfa@example.org", day("2021-01-11"), day("2021-01-31")),
        ("nina@example.org", day("2021-02-01"), None),
    ]
    assert found.added == (round_.here.rows(t.Appointment, "id", address="nina@example.org")[0][0],)


def test_a_new_holder_gets_each_open_assignment_of_the_function_once(round_: Round) -> None:
    round_.on("2021-01-20 09:00")
    found = round_.replaced("coordinator", "Nina", "2021-01-20")
    assert round_.said("nina@example.org") == [("handover:preparation:self_assessment", "pending")]
    assert found.messages == 1
    ((send_at, facts, due),) = (
        (i[0], json.loads(i[1]), round_.here.rows(t.Assignment, "due_at", name="self_assessment")[0][0])
        for i in round_.here.rows(t.Intent, "send_at", "facts", address="nina@example.org")
    )
    assert send_at == at("2021-01-21 08:00")
    assert (facts["organisation"], facts["function"], facts["due"]) == (
        ["Alfaverket", "Alfa Agency"],
        "coordinator",
        due.isoformat(),
    )
    round_.on("2021-01-21 08:00")
    round_.on("2021-02-21 08:00")
    assert [item for item, _ in round_.said("nina@example.org")] == ["handover:preparation:self_assessment"]


def test_what_still_waited_to_be_said_to_the_one_who_left_is_not_said(round_: Round) -> None:
    round_.on("2021-01-14 10:30")
    assert round_.pending("coordinator.alfa@example.org") == ["letter:invitation", "open:preparation:self_assessment"]
    round_.replaced("coordinator", "Nina", "2021-01-14")
    assert round_.pending("coordinator.alfa@example.org") == []
    assert round_.pending("nina@example.org") == ["handover:preparation:self_assessment"]


def test_a_part_that_is_done_is_not_handed_over(round_: Round) -> None:
    round_.on("2021-02-01 09:00")
    round_.submitted()
    round_.on("2021-03-18 09:00")
    submit(round_.here.runtime, round_.alfa, "describe_today", {"found_how": "…"}, EVA, function="planner")
    round_.replaced("planner", "Per", "2021-03-18")
    round_.replaced("finance", "Fia", "2021-03-18")
    assert round_.pending("per@example.org") == ["invite:start"]
    assert round_.pending("fia@example.org") == []  # its only question is optional: done with the shared one


def test_a_new_holder_gets_the_meetings_already_announced_with_their_own_names(round_: Round) -> None:
    round_.on("2021-03-14 09:00")
    round_.replaced("planner", "Early", "2021-03-14")
    assert round_.said("early@example.org") == []
    round_.on("2021-03-16 09:00")
    round_.replaced("planner", "Late", "2021-03-16")
    assert round_.said("late@example.org") == [("invite:start", "pending")]
    keys = ("uid", "sequence", "starts")
    invited = [json.loads(row[0]) for row in round_.here.rows(t.Intent, "facts", item="invite:start")]
    assert len({tuple(facts[key] for key in keys) for facts in invited}) == 1


def test_the_invitation_comes_once_though_the_heartbeat_had_not_looked_yet(round_: Round) -> None:
    round_.here.clock.set("2021-03-15 09:00")
    round_.replaced("planner", "Late", "2021-03-15")
    round_.on("2021-03-15 09:01")
    assert round_.said("late@example.org") == [("invite:start", "pending")]


def test_a_new_head_gets_the_holds_of_the_first_and_the_last_meeting(round_: Round) -> None:
    round_.on("2021-02-01 09:00")
    round_.replaced("head", "Hanna", "2021-02-01", top_management=True)
    assert round_.pending("hanna@example.org") == ["hold:start", "hold:follow_up", "hold:follow_up"]


def test_a_meeting_that_is_over_is_not_handed_over(round_: Round) -> None:
    round_.on("2021-04-15 09:00")
    round_.replaced("planner", "Per", "2021-04-15")
    assert [item for item in round_.pending("per@example.org") if item.startswith("invite")] == []


def test_who_begins_later_is_handed_the_work_on_that_day(round_: Round) -> None:
    round_.on("2021-01-20 09:00")
    found = round_.replaced("coordinator", "Nina", "2021-02-06")
    assert (found.messages, found.vacant) == (0, False)
    assert round_.said("nina@example.org") == []
    round_.on("2021-02-05 12:00")
    assert round_.said("nina@example.org") == []
    round_.on("2021-02-08 08:00")  # 6 February is a Saturday
    assert round_.said("nina@example.org") == [("handover:preparation:self_assessment", "pending")]
    assert [item for item, _ in round_.said("ada@example.org") if item.startswith("vacant")] == []


def test_a_change_known_when_the_round_is_loaded_is_handed_over_on_its_day(round_: Round) -> None:
    """Hugo follows Hedda as head on 1 July; the last meeting was put in her diary in January."""
    round_.on("2021-06-30 12:00")
    assert round_.said("hugo@example.org") == []
    round_.on("2021-07-01 08:00")
    assert round_.said("hugo@example.org") == [("hold:follow_up", "pending"), ("hold:follow_up", "pending")]


def test_a_function_left_vacant_is_told_to_the_agencys_coordinator_for_each_open_part(round_: Round) -> None:
    round_.submitted()
    round_.on("2021-03-18 09:00")
    found = end_function(round_.here.runtime, round_.holder("planner"), day("2021-03-17"), EVA)
    assert (found.vacant, found.messages) == (True, 1)
    vacant = round_.here.rows(t.Intent, "address", "facts", item="vacant:start:describe_today")
    assert [(to, json.loads(facts)["vacant"]) for to, facts in vacant] == [("coordinator.alfa@example.org", "planner")]


def test_a_vacancy_without_open_work_is_told_once(round_: Round) -> None:
    round_.on("2021-02-01 09:00")
    end_function(round_.here.runtime, round_.holder("planner"), day("2021-01-31"), EVA)
    assert round_.pending("coordinator.alfa@example.org")[-1:] == ["vacant:planner"]


def test_the_host_is_told_when_the_coordinators_own_function_is_vacant(round_: Round) -> None:
    round_.on("2021-02-01 09:00")
    end_function(round_.here.runtime, round_.holder("coordinator"), day("2021-01-31"), EVA)
    assert [i for i in round_.pending("ada@example.org") if i.startswith("vacant")] == [
        "vacant:preparation:self_assessment"
    ]


def test_a_vacancy_to_come_is_told_on_the_day_after_the_last(round_: Round) -> None:
    round_.on("2021-02-01 09:00")
    found = end_function(round_.here.runtime, round_.holder("planner"), day("2021-02-12"), EVA)
    assert (found.vacant, found.messages) == (False, 0)
    round_.on("2021-02-12 18:00")
    assert "vacant:planner" not in round_.pending("coordinator.alfa@example.org")
    round_.on("2021-02-15 08:00")
    assert "vacant:planner" in round_.pending("coordinator.alfa@example.org")


def test_a_successor_appointed_in_time_leaves_no_vacancy_to_tell(round_: Round) -> None:
    round_.on("2021-02-01 09:00")
    end_function(round_.here.runtime, round_.holder("planner"), day("2021-02-12"), EVA)
    round_.replaced("planner", "Per", "2021-02-13")
    round_.on("2021-02-15 08:00")
    assert "vacant:planner" not in round_.pending("coordinator.alfa@example.org")


def test_several_may_hold_a_function_together(round_: Round) -> None:
    round_.on("2021-02-01 09:00")
    found = round_.replaced("coordinator", "Nina", "2021-02-01", replace=False)
    assert found.ended == ()
    assert [until for _, _, until in round_.appointments("coordinator")] == [None, None]
    assert round_.pending("nina@example.org") == ["handover:preparation:self_assessment"]


def test_a_new_address_for_the_same_person_is_no_new_holder(round_: Round) -> None:
    round_.on("2021-02-01 09:00")
    name = round_.here.rows(t.Person, "name", "pseudonym", mail="coordinator.alfa@example.org")
    found = round_.replaced("coordinator", name[0][0], "2021-02-01", mail="new@example.org")
    assert (found.added, found.ended, found.changed, found.messages) == ((), (), (round_.holder("coordinator"),), 0)
    assert round_.appointments("coordinator") == [("new@example.org", day("2021-01-11"), None)]
    assert round_.here.rows(t.Person, "name", "pseudonym", mail="new@example.org") == name


def test_who_could_not_be_reached_gets_the_open_work_at_the_new_address(round_: Round) -> None:
    round_.on("2021-02-01 09:00")
    holder = round_.holder("coordinator")
    with write(round_.here.runtime.engine) as tx:
        a = table(t.Appointment)
        tx.connection.execute(update(a).where(a.c.id == holder).values(undeliverable_at=round_.here.clock()))
    name = round_.here.rows(t.Person, "name", mail="coordinator.alfa@example.org")[0][0]
    round_.replaced("coordinator", name, "2021-02-01", mail="works@example.org")
    assert round_.here.rows(t.Appointment, "undeliverable_at", id=holder) == [(None,)]
    assert round_.pending("works@example.org") == ["handover:preparation:self_assessment"]


def test_the_invitation_goes_to_a_new_coordinator_before_the_agency_has_answered(
    engine: Engine, tmp_path: Path
) -> None:
    invited = Round(place(engine, tmp_path), accepted=False)
    invited.on("2021-01-12 09:00")
    invited.replaced("coordinator", "Nina", "2021-01-12")
    assert invited.pending("nina@example.org") == ["letter:invitation"]


def test_whoever_had_looked_at_the_old_facts_is_told(round_: Round) -> None:
    before = round_.version()
    round_.on("2021-02-01 09:00")
    round_.replaced("finance", "Nina", "2021-02-01")
    assert round_.version() == before + 1


def test_the_audit_says_who_began_and_who_ended_without_a_name(round_: Round) -> None:
    old = round_.here.rows(t.Person, "pseudonym", mail="head.beta@example.org")
    assert old
    ((left,),) = round_.here.rows(t.Person, "pseudonym", mail="finance.alfa@example.org")
    round_.on("2021-02-01 09:00")
    round_.replaced("finance", "Nina", "2021-02-01", acting=True, pseudonyms=lambda: "p-nina")
    entry = round_.last_entry(round_.alfa)
    assert (entry["kind"], entry["actor"]["name"]) == ("functions", "eva")
    assert entry["added"] == [{"since": "2021-02-01", "function": "finance", "person": "p-nina", "acting": True}]
    assert entry["ended"] == [{"function": "finance", "person": left, "until": "2021-01-31"}]
    assert "changed" not in entry
    assert round_.here.verified().ok


def test_the_host_and_guests_change_in_the_installations_chain(round_: Round) -> None:
    round_.on("2021-02-01 09:00")
    found = set_function(
        round_.here.runtime, None, "host", "Hilda", "hilda@example.org", day("2021-02-01"), EVA, round_code="mini-2021"
    )
    assert (found.vacant, found.messages) == (False, 0)
    assert round_.here.rows(t.Appointment, "address", "until", function="host") == [
        ("ada@example.org", day("2021-01-31")),
        ("hilda@example.org", None),
    ]
    entry = round_.last_entry(INSTALLATION)
    assert (entry["kind"], entry["round"], entry["organisation"], len(entry["ended"])) == (
        *("functions", "mini-2021", "centre"),
        1,
    )
    assert round_.here.verified().ok


def test_a_new_guest_gets_the_meeting_already_announced_once_for_the_cluster(round_: Round) -> None:
    beta = round_.loaded.participations["beta"]
    advance(round_.here.runtime, beta, None, "invite", EVA)
    advance(round_.here.runtime, beta, None, "accept", EVA)
    round_.on("2021-08-20 09:00")
    set_function(
        round_.here.runtime, None, "expert", "Gun", "gun@example.org", day("2021-08-20"), EVA, round_code="mini-2021"
    )
    assert round_.here.rows(t.Appointment, "organisation", address="gun@example.org") == [("expertverket",)]
    assert round_.said("gun@example.org") == [("invite:deepening", "pending")]


def test_an_appointment_not_begun_may_begin_earlier(round_: Round) -> None:
    """Hugo was to follow on 1 July; he comes in February."""
    round_.on("2021-02-01 09:00")
    found = round_.replaced("head", "Hugo", "2021-02-01", top_management=True)
    assert (len(found.added), len(found.ended), len(found.changed)) == (0, 1, 1)
    assert round_.appointments("head") == [
        ("hedda@example.org", day("2021-01-11"), day("2021-01-31")),
        ("hugo@example.org", day("2021-02-01"), None),
    ]
    assert round_.pending("hugo@example.org") == ["hold:start", "hold:follow_up", "hold:follow_up"]


def test_a_pause_keeps_a_new_holder_silent_and_the_plan_is_laid_when_it_ends(round_: Round) -> None:
    advance(round_.here.runtime, round_.alfa, None, "pause", EVA, reason="omorganisation")
    round_.on("2021-02-01 09:00")
    round_.replaced("coordinator", "Nina", "2021-02-01")
    assert round_.said("nina@example.org") == []


def refused(round_: Round, **changes: Any) -> str:
    given: dict[str, Any] = {
        "participation": round_.alfa,
        "function": "finance",
        "name": "Nina",
        "mail": "nina@example.org",
        "since": day("2021-02-01"),
    }
    before = [round_.here.rows(kind) for kind in (t.Appointment, t.Person, t.AuditEntry, t.Intent)]
    with pytest.raises(BadInput) as found:
        set_function(round_.here.runtime, actor=EVA, **{**given, **changes})
    assert [round_.here.rows(kind) for kind in (t.Appointment, t.Person, t.AuditEntry, t.Intent)] == before
    return found.value.said.en


def test_every_wrong_word_is_told_and_nothing_is_done(round_: Round) -> None:
    assert refused(round_, function="finanse") == "There is no function finanse. Did you mean finance?"
    assert refused(round_, function="xyz") == (
        "There is no function xyz. There are planner, coordinator, finance, head, officer, host, expert."
    )
    assert refused(round_, function="host") == "host is held at the host or a guest."
    assert refused(round_, participation=None, round_code="mini-2021") == "finance is held at one that takes part."
    assert refused(round_, participation=None, function="host", round_code="x") == "There is no round x."
    assert refused(round_, participation=9999) == "There is no participation no. 9999."
    assert refused(round_, mail="nina") == "”nina” has no @: write a single address, like name@example.org."
    assert refused(round_, assistant="a b") == "”a b” has no @: write a single address, like name@example.org."
    assert refused(round_, name=" ") == "Write the name of the one who holds the function."
    assert refused(round_, language="fi") == "The language is sv or en."
    assert refused(round_, until=day("2021-01-01")) == "2021-01-01 is before 2021-02-01."
    held = round_.here.rows(t.Person, "name", mail="finance.alfa@example.org")[0][0]
    assert refused(round_, name=held, mail="finance.alfa@example.org") == (
        f"{held} holds the function finance already. Nothing was changed."
    )


def test_a_guest_function_of_several_contributors_needs_the_organisations_name(engine: Engine, tmp_path: Path) -> None:
    text = with_line(
        "  - {organisation: expertverket, function: expert}\n",
        "  - {organisation: expertverket, function: expert}\n  - {organisation: gamma, function: expert}\n",
    )
    round_ = Round(place(engine, tmp_path), text=text)
    given = {"participation": None, "function": "expert", "round_code": "mini-2021"}
    assert refused(round_, **given) == "There is no organisation (none). Name the one that has the function."
    set_function(
        *(round_.here.runtime, None, "expert", "Gun", "gun@example.org", date(2021, 2, 1), EVA),
        round_code="mini-2021",
        organisation="gamma",
    )
    assert round_.here.rows(t.Appointment, "organisation", address="gun@example.org") == [("gamma",)]


def test_an_end_that_cannot_be_is_told(round_: Round) -> None:
    planner = round_.holder("planner")
    for appointment, last, what in (
        (9999, "2021-02-01", "There is no appointment no. 9999."),
        (planner, "2021-01-10", "The appointment began 2021-01-11: it cannot end 2021-01-10."),
        (round_.holder("head"), "2021-06-30", "The appointment ends 2021-06-30 already."),
    ):
        with pytest.raises(BadInput) as found:
            end_function(round_.here.runtime, appointment, day(last), EVA)
        assert found.value.said.en == what
    with pytest.raises(NotFound):
        end_function(round_.here.runtime, 9999, day("2021-02-01"), EVA)


def test_an_end_may_be_put_off(round_: Round) -> None:
    found = end_function(round_.here.runtime, round_.holder("head"), day("2021-08-31"), EVA)
    assert (found.changed, found.ended) == ((round_.holder("head"),), ())
    assert round_.appointments("head")[0] == ("hedda@example.org", day("2021-01-11"), day("2021-08-31"))
    assert round_.here.verified().ok
