"""An address that refuses mail for good: marked once, told once, and tried again when somebody has mended it."""

from __future__ import annotations

from jimflow.actions.functions import set_function
from jimflow.store import tables as t
from tests.actions.going import Going
from tests.actions.loaded import EVA
from tests.build import day

COORDINATOR, FINANCE = "coordinator.alfa@example.org", "finance.alfa@example.org"
GONE = ("permanent", 550, "5.1.1 no such user")


def told(going: Going, moment: str, to: str) -> list[str]:
    return [i for m in going.tick(moment) if m.to == to for i, _ in m.items]


def test_the_agencys_coordinator_and_the_host_are_told_once_with_the_address(joined: Going) -> None:
    joined.box.answers[FINANCE] = GONE
    joined.tick("2021-03-15 08:00")
    joined.tick("2021-04-01 08:00")
    assert joined.rows(t.Mail, "status", address=FINANCE) == [("dead",)]
    entry = next(e for e in joined.trail("alfa") if e["kind"] == "undeliverable")
    assert (entry["function"], entry["automatic"]) == ("finance", True)
    letters = joined.tick("2021-04-06 08:00")
    for to in (COORDINATOR, "ada@example.org"):
        (letter,) = [m for m in letters if m.to == to and "undeliverable:finance" in dict(m.items)]
        assert FINANCE in letter.text and "5.1.1 no such user" in letter.text
    assert "undeliverable:finance" not in told(joined, "2021-04-07 08:00", COORDINATOR)


def test_a_marked_address_gets_no_more_mail_and_its_work_is_told_as_vacant(joined: Going) -> None:
    joined.box.answers[FINANCE] = GONE
    joined.tick("2021-03-15 08:00")
    joined.tick("2021-04-01 08:00")
    reminded = joined.tick("2021-04-06 08:00")
    assert [m for m in reminded if m.to == FINANCE] == []
    assert "vacant:start:describe_today" in [i for m in reminded if m.to == COORDINATOR for i, _ in m.items]
    assert len(joined.rows(t.Mail, "id", address=FINANCE)) == 1


def test_when_the_coordinators_own_address_fails_the_host_is_told(joined: Going) -> None:
    joined.box.answers[COORDINATOR] = GONE
    joined.tick("2021-01-19 08:00")
    assert told(joined, "2021-01-20 08:00", "ada@example.org") == ["undeliverable:coordinator"]
    assert joined.rows(t.Intent, "id", template="undeliverable", address=COORDINATOR) == []


def test_a_shared_address_is_marked_for_every_function_in_every_agency_that_uses_it(joined: Going) -> None:
    for agency in ("alfa", "beta"):
        set_function(
            *(joined.runtime, joined.agencies[agency], "coordinator", "Ny", "jim@example.org", day("2021-01-18"), EVA),
            pseudonyms=lambda a=agency: f"ny-{a}",
        )
    joined.box.answers["jim@example.org"] = GONE
    joined.tick("2021-01-19 08:00")
    marked = [row[0] for row in joined.rows(t.Appointment, "undeliverable_at", address="jim@example.org")]
    assert len(marked) == 2 and None not in marked
    for agency in ("alfa", "beta"):
        assert [e["kind"] for e in joined.trail(agency)].count("undeliverable") == 1


def test_a_new_address_gets_what_the_old_one_never_received(joined: Going) -> None:
    joined.box.answers[FINANCE] = GONE
    joined.tick("2021-03-15 08:00")
    joined.tick("2021-04-01 08:00")
    (name,) = joined.rows(t.Person, "name", mail=FINANCE)[0]
    set_function(
        *(joined.runtime, joined.agencies["alfa"], "finance", name, "ekonomi@example.org", day("2021-04-01"), EVA),
        pseudonyms=lambda: "ekonomi",
    )
    assert told(joined, "2021-04-06 08:00", "ekonomi@example.org") == [
        "handover:start:describe_today",
        "remind:start:describe_today",
    ]


def test_the_hosts_own_address_is_marked_and_stands_in_the_installations_chain(joined: Going) -> None:
    joined.box.answers["ada@example.org"] = GONE
    joined.tick("2021-03-15 08:00")
    assert joined.rows(t.Appointment, "undeliverable_at", address="ada@example.org") != [(None,)]
    entry = next(e for e in joined.trail(0) if e["kind"] == "undeliverable")
    assert (entry["function"], entry["round"]) == ("host", "mini-2021")


def test_a_dead_end_for_an_assistant_does_not_touch_the_holder(joined: Going) -> None:
    alfa, mail = joined.agencies["alfa"], "officer.alfa@example.org"
    (name,) = joined.rows(t.Person, "name", mail=mail)[0]
    set_function(*(joined.runtime, alfa, "officer", name, mail, day("2021-01-12"), EVA), assistant="reg@example.org")
    joined.box.answers["reg@example.org"] = GONE
    letters = joined.tick("2021-01-19 08:00")
    assert [m.to for m in letters if m.to == mail] == [mail, mail, mail]
    assert joined.rows(t.Appointment, "undeliverable_at", "assistant", address=mail) == [(None, None)]
    entry = next(e for e in joined.trail("alfa") if e["kind"] == "assistant_undeliverable")
    assert entry["function"] == "officer"
    joined.tick("2021-03-15 08:00")
    assert len(joined.rows(t.Mail, "id", address="reg@example.org")) == 3
