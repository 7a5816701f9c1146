"""What an agency's own coordinator may do at home, who else may not, and who hears of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import insert, select

from jimflow.actions.agency_desk import (
    Corrected,
    Holder,
    NobodyLeft,
    correct_holder,
    end_holder,
    hand_over_from,
    name_holder,
    registrar,
    set_registrar,
)
from jimflow.actions.agency_seats import homes
from jimflow.actions.as_seen import Overtaken
from jimflow.actions.errors import BadInput, NotAllowed, NotFound
from jimflow.actions.functions import set_function
from jimflow.actions.guests import Guest
from jimflow.store import tables as t
from jimflow.store.queries.seats import person_of
from jimflow.store.tables.columns import table
from jimflow.store.transaction import read, write
from tests.actions.going import Going, grown
from tests.actions.loaded import EVA
from tests.build import day

Act = Callable[[Going, Guest], object]
NORA = Holder("Nora Ny", "nora@example.org", day("2021-02-01"))


def guest(of: Going, agency: str, function: str, **more: Any) -> Guest:
    """Whoever holds the function, signed in."""
    return person(of, person_at(of, of.appointment(agency, function)), **more)


def at_the_desk(of: Going) -> tuple[Guest, int, int]:
    """Alfa's coordinator, alfa, and her own appointment."""
    return guest(of, "alfa", "coordinator"), of.agencies["alfa"], of.appointment("alfa", "coordinator")


def person(of: Going, number: int, **more: Any) -> Guest:
    with read(of.runtime.engine) as tx:
        row = person_of(tx, number)
    assert row is not None
    return Guest(row.id, row.pseudonym, row.name, row.mail, row.language, **({"session": 1} | more))


def person_at(of: Going, appointment: int) -> int:
    return int(of.rows(t.Appointment, "person", id=appointment)[0][0])


def seen(of: Going, agency: str = "alfa") -> int:
    return int(of.rows(t.Participation, "version", id=of.agencies[agency])[0][0])


def somebody(of: Going, name: str = "Siv") -> int:
    """A person who holds nothing."""
    row = {"pseudonym": "q0001", "name": name, "mail": f"{name.lower()}@example.org", "language": "sv"}
    with write(of.runtime.engine) as tx:
        tx.connection.execute(insert(table(t.Person)).values(**row))
        return int(tx.connection.execute(select(table(t.Person).c.id).filter_by(name=name)).scalar_one())


def substitute(of: Going, right: str) -> Guest:
    """Siv stands in for alfa's coordinator."""
    number = somebody(of)
    row = {"appointment": of.appointment("alfa", "coordinator"), "person": number, "right": right}
    period = {"since": day("2021-01-11"), "until": day("2021-12-31"), "made_at": of.clock.now, "made_by": "p1"}
    with write(of.runtime.engine) as tx:
        tx.connection.execute(insert(table(t.Substitute)).values(**row, **period, ended_by=""))
    return person(of, number)


def forwarded(of: Going) -> Guest:
    """The coordinator has sent a task on to Siv."""
    number = somebody(of)
    ((assignment,), *_) = of.rows(t.Assignment, "id", participation=of.agencies["alfa"])
    row = {"assignment": assignment, "appointment": of.appointment("alfa", "coordinator"), "person": number}
    with write(of.runtime.engine) as tx:
        made = {"may_hand_in": True, "words": "", "made_at": of.clock.now, "made_by": "p1", "ended_by": ""}
        tx.connection.execute(insert(table(t.Forward)).values(**row, **made))
    return person(of, number)


def former(of: Going) -> Guest:
    """She coordinated until yesterday."""
    she = guest(of, "alfa", "coordinator")
    old = of.appointment("alfa", "coordinator")
    set_function(of.runtime, of.agencies["alfa"], "coordinator", "Nina", "nina@example.org", day("2021-01-18"), EVA)
    assert of.rows(t.Appointment, "until", id=old) == [(day("2021-01-17"),)]
    return she


WHO: dict[str, Callable[[Going], Guest]] = {
    "another function of the agency": lambda of: guest(of, "alfa", "finance"),
    "its head": lambda of: guest(of, "alfa", "head"),
    "another agency's coordinator": lambda of: guest(of, "beta", "coordinator"),
    "a substitute at meetings": lambda of: substitute(of, "meeting"),
    "whoever was sent a task": forwarded,
    "the ministry's officer": lambda of: guest(of, "alfa", "officer"),
    "the host's own": lambda of: guest(of, "alfa", "host"),
    "whoever coordinated until yesterday": former,
    "the coordinator by the code of a mail": lambda of: guest(of, "alfa", "coordinator", mail=1),
    "the coordinator by a link": lambda of: guest(of, "alfa", "coordinator", session=0),
    "nobody in particular": lambda of: person(of, somebody(of)),
}
"""Who may do nothing here."""


def named(of: Going, by: Guest) -> object:
    return name_holder(of.runtime, by, of.agencies["alfa"], "finance", NORA, seen(of))


def corrected(of: Going, by: Guest) -> object:
    new = Corrected("new@example.org", top_management=True, acting=True, assistant="office@example.org")
    return correct_holder(of.runtime, by, of.agencies["alfa"], of.appointment("alfa", "planner"), new, seen(of))


def ended(of: Going, by: Guest) -> object:
    number = of.appointment("alfa", "finance")
    return end_holder(of.runtime, by, of.agencies["alfa"], number, day("2021-01-31"), seen(of))


def handed_over(of: Going, by: Guest) -> object:
    number = of.appointment("alfa", "finance")
    return hand_over_from(of.runtime, by, of.agencies["alfa"], number, NORA, seen(of))


def filed(of: Going, by: Guest) -> None:
    set_registrar(of.runtime, by, of.agencies["alfa"], "registrator@example.org")


ACTS: dict[str, Act] = {f.__name__: f for f in (named, corrected, ended, handed_over, filed)}


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("act", ACTS)
def test_nobody_but_the_coordinator_does_anything_here_and_all_hear_the_same(joined: Going, act: str, who: str) -> None:
    by = WHO[who](joined)
    before = joined.everything()
    with pytest.raises(NotFound) as told:
        ACTS[act](joined, by)
    assert str(told.value) == "There is nothing here for you."
    assert joined.everything() == before


def test_what_is_not_there_is_refused_in_those_words(joined: Going) -> None:
    eva = guest(joined, "alfa", "coordinator")
    with pytest.raises(NotFound, match=r"There is nothing here for you\."):
        name_holder(joined.runtime, eva, 999, "finance", NORA, 0)
    with pytest.raises(NotFound, match=r"There is nothing here for you\."):
        name_holder(joined.runtime, eva, joined.agencies["alfa"], "nothing", NORA, seen(joined))


@pytest.mark.parametrize("act", ACTS)
def test_each_act_is_one_entry_by_her_pseudonym_and_the_host_hears_of_it_once(joined: Going, act: str) -> None:
    eva = guest(joined, "alfa", "coordinator")
    with grown(joined, alfa=1):
        ACTS[act](joined, eva)
    said = joined.trail("alfa")[-1]
    assert said["actor"] == {"name": eva.pseudonym, "role": "participant"}
    assert said["kind"] == ("registrar" if act == "filed" else "functions")
    assert "behalf" not in said
    assert [item for item, f in joined.intents("alfa") if f == "host"] == ["staffing"]
    (mail,) = [m for m in joined.tick("2021-01-19 08:00") if ("staffing", "host") in m.items]
    assert mail.to == "ada@example.org"
    assert "Alfaverket" in mail.text
    assert "Nora" not in mail.text


def test_a_substitute_for_signatures_acts_and_the_audit_names_both(joined: Going) -> None:
    siv = substitute(joined, "signature")
    coordinator = guest(joined, "alfa", "coordinator")
    for act in (named, corrected, filed):
        act(joined, siv)
        said = joined.trail("alfa")[-1]
        assert (said["actor"]["name"], said["behalf"]) == (siv.pseudonym, coordinator.pseudonym)


def test_somebody_new_takes_over_from_whoever_has_it(joined: Going) -> None:
    old = joined.appointment("alfa", "finance")
    named(joined, guest(joined, "alfa", "coordinator"))
    assert joined.rows(
        t.Appointment, "address", "since", "until", participation=joined.agencies["alfa"], function="finance"
    ) == [
        ("finance.alfa@example.org", day("2021-01-11"), day("2021-01-31")),
        ("nora@example.org", day("2021-02-01"), None),
    ]
    assert joined.trail("alfa")[-1]["ended"][0]["until"] == "2021-01-31"
    assert joined.rows(t.Appointment, "id", until=day("2021-01-31")) == [(old,)]


def test_a_name_is_one_line_however_it_was_typed(joined: Going) -> None:
    eva, alfa = guest(joined, "alfa", "coordinator"), joined.agencies["alfa"]
    name_holder(joined.runtime, eva, alfa, "finance", replace(NORA, name=" Nora\nBcc:\t Ny "), seen(joined))
    assert joined.rows(t.Person, "name", mail=NORA.mail) == [("Nora Bcc: Ny",)]
    number = joined.appointment("alfa", "planner")
    to = Holder("Olle\n\nOs", "olle@example.org", day("2021-02-01"))
    hand_over_from(joined.runtime, eva, alfa, number, to, seen(joined))
    assert joined.rows(t.Person, "name", mail=to.mail) == [("Olle Os",)]


def test_beside_both_have_it(joined: Going) -> None:
    eva = guest(joined, "alfa", "coordinator")
    beside = replace(NORA, beside=True, since=day("2021-01-18"))
    name_holder(joined.runtime, eva, joined.agencies["alfa"], "finance", beside, seen(joined))
    held = [a.address for a in joined.facts("alfa").appointments if a.function == "finance" and a.until is None]
    assert held == ["finance.alfa@example.org", "nora@example.org"]


def test_what_is_known_of_a_holder_is_put_right_and_who_it_is_stays(joined: Going) -> None:
    number = joined.appointment("alfa", "planner")
    before = person_at(joined, number)
    corrected(joined, guest(joined, "alfa", "coordinator"))
    columns = ("id", "person", "address", "since", "until", "top_management", "acting", "assistant")
    rows = joined.rows(t.Appointment, *columns, participation=joined.agencies["alfa"], function="planner")
    assert rows == [(number, before, "new@example.org", day("2021-01-11"), None, True, True, "office@example.org")]
    assert joined.rows(t.Person, "mail", id=before) == [("new@example.org",)]


def test_the_ministrys_officer_is_not_hers_to_name_end_or_change(joined: Going) -> None:
    eva, alfa = guest(joined, "alfa", "coordinator"), joined.agencies["alfa"]
    officer = joined.appointment("alfa", "officer")
    before = joined.everything()
    for function in ("officer", "host", "expert"):
        with pytest.raises(NotAllowed):
            name_holder(joined.runtime, eva, alfa, function, NORA, seen(joined))
    with pytest.raises(NotFound):
        end_holder(joined.runtime, eva, alfa, officer, day("2021-02-01"), seen(joined))
    with pytest.raises(NotFound):
        hand_over_from(joined.runtime, eva, alfa, officer, NORA, seen(joined))
    with pytest.raises(NotFound):
        new = Corrected("x@example.org", top_management=False, acting=False, assistant=None)
        correct_holder(joined.runtime, eva, alfa, officer, new, seen(joined))
    assert joined.everything() == before


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (replace(NORA, mail="nora"), "nora"),
        (replace(NORA, name=" "), "Write the name"),
        (replace(NORA, name="N" * 101), "at most 100 characters"),
        (replace(NORA, name="Nora\u202eyN"), "at most 100 characters"),
        (replace(NORA, assistant="office"), "office"),
        (replace(NORA, since=day("2021-01-10")), "The round began on 2021-01-11."),
        (replace(NORA, since=day("2022-02-01")), "The last day of the round is 2022-01-31."),
        (replace(NORA, until=day("2021-01-20")), "2021-01-20 is before 2021-02-01."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_done(joined: Going, wrong: Holder, said: str) -> None:
    eva = guest(joined, "alfa", "coordinator")
    before = joined.everything()
    with pytest.raises(BadInput) as told:
        name_holder(joined.runtime, eva, joined.agencies["alfa"], "finance", wrong, seen(joined))
    assert said in str(told.value)
    with pytest.raises(BadInput):
        end_holder(
            joined.runtime,
            eva,
            joined.agencies["alfa"],
            joined.appointment("alfa", "finance"),
            day("2021-01-10"),
            seen(joined),
        )
    assert joined.everything() == before


def test_who_looked_before_somebody_else_changed_it_is_told(joined: Going) -> None:
    eva, looked = guest(joined, "alfa", "coordinator"), seen(joined)
    named(joined, eva)
    with pytest.raises(Overtaken):
        name_holder(joined.runtime, eva, joined.agencies["alfa"], "planner", NORA, looked)


def test_the_last_who_coordinates_leaves_only_with_a_reason_that_the_audit_keeps(joined: Going) -> None:
    eva, alfa, number = at_the_desk(joined)
    before = joined.everything()
    with pytest.raises(NobodyLeft, match="Hand over to somebody"):
        end_holder(joined.runtime, eva, alfa, number, day("2021-01-31"), seen(joined))
    assert joined.everything() == before
    end_holder(joined.runtime, eva, alfa, number, day("2021-01-31"), seen(joined), "Tjänsten är vakant.")
    assert joined.trail("alfa")[-1]["reason"] == "Tjänsten är vakant."
    (mail,) = [m for m in joined.tick("2021-01-19 08:00") if ("staffing", "host") in m.items]
    assert "nobody is named after that" in mail.text or "ingen är utsedd efter det" in mail.text


def test_with_a_second_coordinator_the_first_leaves_without_a_word(joined: Going) -> None:
    eva, alfa, number = at_the_desk(joined)
    name_holder(joined.runtime, eva, alfa, "coordinator", replace(NORA, beside=True), seen(joined))
    end_holder(joined.runtime, eva, alfa, number, day("2021-02-15"), seen(joined))
    assert joined.rows(t.Appointment, "until", id=number) == [(day("2021-02-15"),)]


def test_she_hands_over_her_own_function_and_has_the_desk_until_the_day_before(joined: Going) -> None:
    eva, alfa, number = at_the_desk(joined)
    hand_over_from(joined.runtime, eva, alfa, number, NORA, seen(joined))

    def at_home(who: Guest) -> list[int]:
        with read(joined.runtime.engine) as tx:
            return [h.row.id for h in homes(joined.runtime, tx, who) if h.coordinates]

    joined.clock.set("2021-01-31 23:00")
    assert at_home(eva) == [alfa]
    joined.clock.set("2021-02-01 09:00")
    assert at_home(eva) == []
    assert at_home(guest(joined, "alfa", "coordinator")) == [alfa]


def test_a_hand_over_takes_what_is_held_at_home_and_leaves_the_rest(joined: Going) -> None:
    for agency in ("alfa", "beta"):
        given = (joined.agencies[agency], "finance", "Fia", "fia@example.org", day("2021-01-18"), EVA)
        set_function(joined.runtime, *given)
    set_function(joined.runtime, joined.agencies["alfa"], "officer", "Fia", "fia@example.org", day("2021-01-18"), EVA)
    over = handed_over(joined, guest(joined, "alfa", "coordinator"))
    assert [(h.member, h.function) for h in over.holdings] == [("alfa", "finance")]  # type: ignore[attr-defined]
    left = joined.rows(t.Appointment, "organisation", "function", address="fia@example.org", until=None)
    assert sorted(left) == [("alfa", "officer"), ("beta", "finance")]


def test_a_person_who_is_known_keeps_the_language_she_has(joined: Going) -> None:
    given = (joined.agencies["beta"], "finance", "Fia", "fia@example.org", day("2021-01-18"), EVA)
    set_function(joined.runtime, *given, language="en")
    eva = guest(joined, "alfa", "coordinator")
    fia = Holder("Fia", "fia@example.org", day("2021-01-18"))
    name_holder(joined.runtime, eva, joined.agencies["alfa"], "finance", fia, seen(joined))
    assert joined.rows(t.Person, "language", mail="fia@example.org") == [("en",)]


def test_the_registrars_address_is_kept_changed_and_taken_away(joined: Going) -> None:
    eva, alfa = guest(joined, "alfa", "coordinator"), joined.agencies["alfa"]
    version = seen(joined)

    def kept() -> str | None:
        with read(joined.runtime.engine) as tx:
            return registrar(tx, alfa)

    assert kept() is None
    found = []
    for address in ("registrator@example.org", "arkiv@example.org", ""):
        set_registrar(joined.runtime, eva, alfa, f" {address} ")
        found.append((kept(), joined.trail("alfa")[-1]["set"]))
    assert found == [("registrator@example.org", True), ("arkiv@example.org", True), ("", False)]
    assert seen(joined) == version
    with pytest.raises(BadInput):
        set_registrar(joined.runtime, eva, alfa, "registrator")
    with pytest.raises(BadInput, match="already"):
        set_registrar(joined.runtime, eva, alfa, "")


def test_a_proposal_that_nobody_has_heard_of_is_not_shown(loaded: Going) -> None:
    """The host may have the round's list ready long before anyone is invited."""

    def at_home() -> list[int]:
        with read(loaded.runtime.engine) as tx:
            return [h.row.id for h in homes(loaded.runtime, tx, guest(loaded, "alfa", "coordinator"))]

    assert at_home() == []
    loaded.do("alfa", "invite")
    assert at_home() == [loaded.agencies["alfa"]]


def test_colleagues_are_at_home_and_do_not_coordinate(joined: Going) -> None:
    def seats(who: Guest) -> list[tuple[int, bool]]:
        with read(joined.runtime.engine) as tx:
            return [(h.row.id, h.coordinates) for h in homes(joined.runtime, tx, who)]

    alfa = joined.agencies["alfa"]
    assert seats(guest(joined, "alfa", "finance")) == [(alfa, False)]
    assert seats(guest(joined, "alfa", "coordinator")) == [(alfa, True)]
    assert seats(guest(joined, "alfa", "officer")) == []
    assert seats(guest(joined, "alfa", "host")) == []
    assert seats(substitute(joined, "meeting")) == []
