"""What people choose of their own mail: its language, together or apart, or none at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jimflow.actions.coming_mails import coming
from jimflow.actions.errors import BadInput, NotAllowed, NotFound
from jimflow.actions.functions import set_function
from jimflow.actions.guests import Guest
from jimflow.actions.mail_drafts import draft
from jimflow.actions.preferences import LONGEST_REASON, set_language, set_separate, start_again, stop
from jimflow.actions.substitutes import name_substitute
from jimflow.actions.sweep import sweep_due
from jimflow.store import tables as t
from jimflow.store.queries.preferences import PreferenceRow, preference
from jimflow.store.transaction import read
from tests.actions.going import Going, Letter, grown, names_in_the_trail
from tests.actions.loaded import EVA
from tests.actions.someone import someone
from tests.build import day

COORDINATOR, FINANCE = "coordinator.alfa@example.org", "finance.alfa@example.org"
HOST = "ada@example.org"
NEW, LATE = "open:start:name_problem", ("overdue:start:describe_today",) * 2


def to(letters: list[Letter], address: str) -> list[tuple[str, ...]]:
    """What each mail to the address says."""
    return sorted(tuple(item for item, _ in m.items) for m in letters if m.to == address)


def chosen(round_: Going, address: str) -> PreferenceRow:
    with read(round_.runtime.engine) as tx:
        return preference(tx, someone(round_, address).id)


def both(round_: Going) -> None:
    """Finance and the planner of alfa are one person, and so both of her functions open the same work."""
    given = (round_.agencies["alfa"], "finance", "Nina Ek", "nina@example.org", day("2021-01-18"), EVA)
    set_function(round_.runtime, *given)
    set_function(round_.runtime, round_.agencies["alfa"], "coordinator", *given[2:])


def test_nobody_has_chosen_anything_until_she_does(joined: Going) -> None:
    assert chosen(joined, FINANCE) == PreferenceRow(someone(joined, FINANCE).id)


def test_the_language_holds_for_mail_that_waits_and_for_the_pages(joined: Going) -> None:
    guest = someone(joined, COORDINATOR)
    set_language(joined.runtime, guest, "en")
    assert joined.rows(t.Person, "language", id=guest.id) == [("en",)]
    (letter,) = (m for m in joined.tick("2021-01-19 08:00") if m.to == COORDINATOR)
    assert letter.message["Content-Language"] == "en"
    assert "Self-assessment" in letter.text or "self-assessment" in letter.text


def test_no_list_of_people_changes_a_language_that_somebody_chose_herself(joined: Going) -> None:
    set_language(joined.runtime, someone(joined, COORDINATOR), "en")
    ((name,),) = joined.rows(t.Person, "name", mail=COORDINATOR)
    at_alfa = (joined.agencies["alfa"], "finance", name, COORDINATOR, day("2021-02-01"), EVA)
    set_function(joined.runtime, *at_alfa)
    assert joined.rows(t.Person, "language", mail=COORDINATOR) == [("en",)]


def test_a_language_that_is_not_spoken_here_is_refused(joined: Going) -> None:
    before = joined.everything()
    with pytest.raises(BadInput):
        set_language(joined.runtime, someone(joined, COORDINATOR), "de")
    assert joined.everything() == before


def in_may(round_: Going) -> Guest:
    """On 5 May two things fall due for Nina at once, one of them for both of her functions."""
    both(round_)
    for d in ("2021-01-19", "2021-03-15", "2021-03-23", "2021-04-01", "2021-04-06"):
        round_.tick(f"{d} 08:00")
    return someone(round_, "nina@example.org")


def test_everything_of_a_day_comes_in_one_mail(joined: Going) -> None:
    in_may(joined)
    assert to(joined.tick("2021-05-05 08:00"), "nina@example.org") == [tuple(sorted((*LATE, NEW)))]


def test_whoever_wants_them_apart_gets_a_mail_for_each_thing_at_the_same_hour(joined: Going) -> None:
    set_separate(joined.runtime, in_may(joined), separate=True)
    assert to(joined.tick("2021-05-05 08:00"), "nina@example.org") == [(NEW,), LATE]
    assert to(joined.tick("2021-05-06 08:00"), "nina@example.org") == []


def test_others_mail_is_collected_as_before(joined: Going) -> None:
    set_separate(joined.runtime, in_may(joined), separate=True)
    assert len(to(joined.tick("2021-05-05 08:00"), "coordinator.beta@example.org")) == 1


def test_what_will_go_and_a_draft_show_them_apart_too(joined: Going) -> None:
    nina = in_may(joined)
    joined.clock.set("2021-05-04 09:00")
    before = coming(joined.runtime, 1, 2).mails[day("2021-05-05")]
    set_separate(joined.runtime, nina, separate=True)
    assert coming(joined.runtime, 1, 2).mails[day("2021-05-05")] == before + 1
    joined.clock.set("2021-05-05 08:00")
    sweep_due(joined.runtime)
    numbers = dict(joined.rows(t.Intent, "item", "id", address="nina@example.org", status="pending"))
    assert draft(joined.runtime, numbers[NEW]).intents == (numbers[NEW],)
    assert coming(joined.runtime, 1, 2).mails[day("2021-05-05")] == before + 1
    set_separate(joined.runtime, nina, separate=False)
    assert len(draft(joined.runtime, numbers[NEW]).intents) == 3
    assert coming(joined.runtime, 1, 2).mails[day("2021-05-05")] == before


def test_after_a_no_nothing_reaches_her_and_those_who_can_help_are_told_without_the_reason(joined: Going) -> None:
    joined.tick("2021-01-19 08:00")
    finance = someone(joined, FINANCE)
    with grown(joined, alfa=1):
        stop(joined.runtime, finance, "Jag har för mycket.")
    assert chosen(joined, FINANCE).stop_reason == "Jag har för mycket."
    assert chosen(joined, FINANCE).stopped_at == joined.clock()
    letters = joined.tick("2021-01-20 08:00")
    for address in (COORDINATOR, HOST):
        (letter,) = (m for m in letters if m.to == address and "undeliverable:finance" in dict(m.items))
        assert "inte ha fler mejl" in letter.text and "för mycket" not in letter.text
        assert "tar inte emot" not in letter.text
    later = [m for d in ("2021-03-15", "2021-04-01", "2021-04-06") for m in joined.tick(f"{d} 08:00")]
    assert to(later, FINANCE) == []
    assert "vacant:start:describe_today" in {item for m in to(later, COORDINATOR) for item in m}


def test_the_audit_names_her_by_pseudonym_and_keeps_no_reason(joined: Going) -> None:
    finance = someone(joined, FINANCE)
    stop(joined.runtime, finance, "Jag heter inte Finance.")
    start_again(joined.runtime, finance)
    entries = [e for e in joined.trail("alfa") if e["kind"] in ("no_more_mail", "mail_again")]
    assert [(e["kind"], e["actor"]["name"], e["function"], e.get("reason")) for e in entries] == [
        ("no_more_mail", finance.pseudonym, "finance", None),
        ("mail_again", finance.pseudonym, "finance", None),
    ]
    assert names_in_the_trail(joined) == []


def test_what_waited_to_be_said_to_her_is_not_said(joined: Going) -> None:
    stop(joined.runtime, someone(joined, COORDINATOR))
    assert to(joined.tick("2021-01-19 08:00"), COORDINATOR) == []


def test_whoever_starts_again_hears_of_what_is_open_and_of_what_comes(joined: Going) -> None:
    guest = someone(joined, COORDINATOR)
    stop(joined.runtime, guest, "Semester.")
    joined.tick("2021-01-19 08:00")
    joined.clock.set("2021-01-21 09:00")
    start_again(joined.runtime, guest)
    assert chosen(joined, COORDINATOR) == PreferenceRow(guest.id)
    assert "handover:preparation:self_assessment" in [
        i for m in to(joined.tick("2021-01-22 08:00"), COORDINATOR) for i in m
    ]
    assert joined.rows(t.Appointment, "undeliverable_at", address=COORDINATOR) == [(None,)]


def test_an_address_that_refused_mail_before_is_still_refused_when_she_starts_again(joined: Going) -> None:
    joined.box.answers[FINANCE] = ("permanent", 550, "5.1.1 unknown")
    joined.tick("2021-03-15 08:00")
    joined.tick("2021-04-01 08:00")
    before = joined.rows(t.Appointment, "undeliverable_at", address=FINANCE)
    finance = someone(joined, FINANCE)
    joined.clock.set("2021-04-01 09:00")
    stop(joined.runtime, finance)
    start_again(joined.runtime, finance)
    assert joined.rows(t.Appointment, "undeliverable_at", address=FINANCE) == before != [(None,)]


def test_a_no_holds_for_functions_she_is_given_later_and_for_a_new_address(joined: Going) -> None:
    finance = someone(joined, FINANCE)
    stop(joined.runtime, finance)
    ((name,),) = joined.rows(t.Person, "name", id=finance.id)
    at_alfa = (joined.agencies["alfa"], "coordinator", name, FINANCE, day("2021-01-18"), EVA)
    set_function(joined.runtime, *at_alfa)
    set_function(joined.runtime, joined.agencies["alfa"], "finance", name, "ny@example.org", day("2021-01-18"), EVA)
    marked = joined.rows(t.Appointment, "undeliverable_at", person=finance.id)
    assert len(marked) >= 2 and None not in [row[0] for row in marked]
    later = [m for d in ("2021-01-19", "2021-03-15", "2021-04-01") for m in joined.tick(f"{d} 08:00")]
    assert {m.to for m in later} & {FINANCE, "ny@example.org"} == set()


def test_a_colleague_who_wants_no_mail_is_not_reached_as_a_substitute_either(joined: Going) -> None:
    finance = someone(joined, FINANCE)
    stop(joined.runtime, finance)
    ((name,),) = joined.rows(t.Person, "name", id=finance.id)
    boss = someone(joined, COORDINATOR)
    name_substitute(
        *(joined.runtime, boss, joined.appointment("alfa", "coordinator"), name, FINANCE, "signature"),
        *(day("2021-01-18"), day("2021-02-28")),
    )
    later = [m for d in ("2021-01-19", "2021-01-20", "2021-02-01") for m in joined.tick(f"{d} 08:00")]
    assert to(later, FINANCE) == []


def test_when_the_agencys_own_coordinator_wants_none_the_host_is_told(joined: Going) -> None:
    stop(joined.runtime, someone(joined, COORDINATOR))
    letters = joined.tick("2021-01-19 08:00")
    assert ("undeliverable:coordinator",) in to(letters, HOST)


def test_saying_it_twice_says_so_and_changes_nothing(joined: Going) -> None:
    finance = someone(joined, FINANCE)
    with pytest.raises(NotAllowed):
        start_again(joined.runtime, finance)
    stop(joined.runtime, finance, "Ett skäl.")
    before = joined.everything()
    with pytest.raises(NotAllowed):
        stop(joined.runtime, finance, "Ett annat.")
    assert joined.everything() == before


def test_a_reason_has_an_end(joined: Going) -> None:
    with pytest.raises(BadInput):
        stop(joined.runtime, someone(joined, FINANCE), "a" * (LONGEST_REASON + 1))


def test_nobody_chooses_for_another_and_a_link_chooses_nothing(joined: Going) -> None:
    finance, other = someone(joined, FINANCE), someone(joined, COORDINATOR)
    sits_there = someone(joined, FINANCE, acting=other)
    before = joined.everything()
    for guest in (sits_there, replace(finance, session=0, mail=1)):
        for act in (
            lambda g: set_language(joined.runtime, g, "en"),
            lambda g: set_separate(joined.runtime, g, separate=True),
            lambda g: stop(joined.runtime, g),
            lambda g: start_again(joined.runtime, g),
        ):
            with pytest.raises(NotFound):
                act(guest)
    assert joined.everything() == before
