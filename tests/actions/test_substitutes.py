"""Somebody stands in for a holder: by whom and when, what reaches them, and that it ends."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from jimflow.actions.assignments import submit
from jimflow.actions.errors import BadInput, NotAllowed, NotFound
from jimflow.actions.guests import Guest, seats_of
from jimflow.actions.meetings import move_meeting
from jimflow.actions.substitutes import appointments_to_name_for, end_substitute, name_substitute, rights_of
from jimflow.core.doors import Doors
from jimflow.store import tables as t
from jimflow.store.queries.standing_in import at_meetings, substitutes
from jimflow.store.transaction import read
from tests.actions.going import Going, grown, sitting
from tests.actions.loaded import EVA
from tests.actions.someone import someone
from tests.build import day

NORA = ("Nora Nyman", "nora@example.org")
DOORS = Doors(b"a key that nobody but the tests knows", "https://jimflow.example.org")


@pytest.fixture
def joined(joined: Going) -> Going:
    """The round of an installation with pages, which alone has links and codes."""
    return replace(joined, here=replace(joined.here, runtime=replace(joined.runtime, doors=DOORS)))


def who(round_: Going, function: str = "planner", agency: str = "alfa") -> Guest:
    return someone(round_, f"{function}.{agency}@example.org")


def named(
    round_: Going,
    right: str = "signature",
    since: str = "2021-01-18",
    until: str = "2021-06-30",
    *,
    by: Guest | None = None,
    function: str = "planner",
    to: tuple[str, str] = NORA,
) -> int:
    appointment = round_.appointment("alfa", function)
    period = (day(since), day(until))
    return name_substitute(round_.runtime, by or who(round_), appointment, *to, right, *period).substitute


def seats(round_: Going, address: str = "nora@example.org") -> list[tuple[str, str]]:
    with read(round_.runtime.engine) as tx:
        return [(s.how, s.function) for s in seats_of(round_.runtime, tx, someone(round_, address))]


def told(round_: Going, moment: str, address: str = "nora@example.org") -> list[tuple[str, str]]:
    return [item for letter in round_.tick(moment) if letter.to == address for item in letter.items]


def test_the_rights_are_different_and_last_from_the_first_day_to_the_last(joined: Going) -> None:
    named(joined, "signature", "2021-02-01", "2021-02-26")
    named(joined, "meeting", "2021-02-26", "2021-03-05")
    found = {}
    for date in ("2021-01-31", "2021-02-01", "2021-02-26", "2021-02-27", "2021-03-05", "2021-03-06"):
        joined.clock.set(f"{date} 09:00")
        found[date] = sorted(how for how, _ in seats(joined))
    assert list(found.values()) == [[], ["signature"], ["meeting", "signature"], ["meeting"], ["meeting"], []]


def test_the_substitute_is_told_at_once(joined: Going) -> None:
    named(joined)
    (mail,) = (m for m in joined.tick("2021-01-18 09:01") if m.to == "nora@example.org")
    assert mail.items == (("substitute:signature", "planner"),)
    assert "från och med måndag 18 januari till och med onsdag 30 juni" in mail.text


def test_work_that_is_said_in_the_period_reaches_both_and_what_is_said_later_only_the_holder(joined: Going) -> None:
    named(joined, until="2021-03-31")
    joined.tick("2021-01-18 09:01")
    opened, reminded = (f"{kind}:start:describe_today" for kind in ("open", "remind"))
    planners = ("planner.alfa@example.org", "nora@example.org")
    found = {m.to: m.items for m in joined.tick("2021-03-31 09:00") if m.to in planners}
    assert [(opened, "planner") in found[who_] for who_ in planners] == [True, True]
    found = {m.to: m.items for m in joined.tick("2021-04-06 09:00") if m.to in planners}
    assert found == {planners[0]: ((reminded, "planner"),)}


def test_the_mail_says_for_whom_the_substitute_gets_it(joined: Going) -> None:
    named(joined, until="2021-03-31")
    letters = joined.tick("2021-03-31 09:00")
    (text,) = (m.text for m in letters if ("open:start:describe_today", "planner") in m.items and "nora" in m.to)
    assert "Du får uppgiften för att du är ersättare för" in text


def test_work_that_is_open_already_is_told_when_the_period_begins(joined: Going) -> None:
    joined.tick("2021-03-31 09:00")
    opened = ("open:start:describe_today", "planner")
    named(joined, since="2021-04-06", until="2021-04-30")
    assert told(joined, "2021-03-31 09:05") == [("substitute:signature", "planner")]
    assert told(joined, "2021-04-01 09:00") == []
    assert opened in told(joined, "2021-04-06 08:00")


def test_work_that_opens_before_the_period_is_told_when_the_period_begins(joined: Going) -> None:
    named(joined, since="2021-04-06", until="2021-04-30")
    opened = ("open:start:describe_today", "planner")
    assert opened not in told(joined, "2021-03-31 09:00")
    assert opened in told(joined, "2021-04-06 08:00")
    assert opened not in told(joined, "2021-04-07 08:00")


def test_work_that_was_done_before_the_period_is_not_told(joined: Going) -> None:
    named(joined, since="2021-04-06", until="2021-04-30")
    told(joined, "2021-03-31 09:00")
    done = {"found_how": "I budgeten"}
    submit(joined.runtime, joined.agencies["alfa"], "describe_today", done, EVA, function="planner")
    assert told(joined, "2021-04-06 08:00") == []


def test_a_substitute_at_meetings_gets_the_dates_and_no_work(joined: Going) -> None:
    named(joined, "meeting", "2021-03-01", "2021-04-30")
    joined.tick("2021-01-18 09:01")
    got = told(joined, "2021-03-24 08:00") + told(joined, "2021-03-31 08:00")
    assert got == [("invite:start", "planner")]


def test_a_substitute_for_signatures_gets_the_work_and_no_dates(joined: Going) -> None:
    named(joined, "signature", "2021-03-01", "2021-04-30")
    joined.tick("2021-01-18 09:01")
    got = told(joined, "2021-03-24 08:00") + told(joined, "2021-03-31 08:00")
    assert got == [("open:start:describe_today", "planner")]


def test_a_meeting_outside_the_period_does_not_concern_the_substitute(joined: Going) -> None:
    named(joined, "meeting", "2021-01-18", "2021-04-13")
    joined.tick("2021-01-18 09:01")
    assert told(joined, "2021-03-24 08:00") == []


def test_a_date_that_has_been_told_is_told_to_whoever_is_named_afterwards_and_a_move_too(joined: Going) -> None:
    joined.tick("2021-03-24 08:00")
    named(joined, "meeting", "2021-04-01", "2021-04-30")
    assert sorted(told(joined, "2021-03-25 08:00")) == [("invite:start", "planner"), ("substitute:meeting", "planner")]
    move_meeting(joined.runtime, joined.clusters["north"], "start", [sitting("2021-04-21")], EVA)
    assert told(joined, "2021-03-26 08:00") == [("moved:start", "planner")]


def test_whoever_stands_in_no_more_has_the_meeting_taken_out_of_the_diary_and_the_holder_not(joined: Going) -> None:
    joined.tick("2021-03-24 08:00")
    number = named(joined, "meeting", "2021-04-01", "2021-04-30")
    joined.tick("2021-03-25 08:00")
    end_substitute(joined.runtime, who(joined), number)
    letters = joined.tick("2021-03-26 08:00")
    assert [(m.to, m.items) for m in letters if ("left:start", "planner") in m.items] == [
        ("nora@example.org", (("left:start", "planner"),))
    ]


def test_another_substitute_of_the_same_holder_keeps_the_meeting_that_moved_to_their_days(joined: Going) -> None:
    first = named(joined, "meeting", "2021-04-01", "2021-04-14")
    named(joined, "meeting", "2021-04-15", "2021-04-30", to=("Olle", "olle@example.org"))
    joined.tick("2021-03-24 08:00")
    move_meeting(joined.runtime, joined.clusters["north"], "start", [sitting("2021-04-21")], EVA)
    joined.tick("2021-03-25 08:00")
    end_substitute(joined.runtime, who(joined), first)
    letters = joined.tick("2021-03-26 08:00")
    assert [m.to for m in letters if ("left:start", "planner") in m.items] == ["nora@example.org"]


def test_nothing_more_is_said_to_whoever_stands_in_no_more(joined: Going) -> None:
    end_substitute(joined.runtime, who(joined), named(joined))
    assert told(joined, "2021-01-19 09:01") == []
    assert told(joined, "2021-03-31 09:00") == []
    assert seats(joined) == []


def test_the_holder_and_the_agencys_coordinator_name_and_end_and_nobody_else(joined: Going) -> None:
    coordinator, finance = who(joined, "coordinator"), who(joined, "finance")
    number = named(joined, by=coordinator)
    for stranger in (finance, who(joined, "coordinator", "beta"), someone(joined, "nora@example.org")):
        with pytest.raises(NotFound):
            named(joined, "meeting", by=stranger)
        with pytest.raises(NotFound):
            end_substitute(joined.runtime, stranger, number)
    end_substitute(joined.runtime, who(joined), number)


def test_the_code_of_a_mail_is_not_enough(joined: Going) -> None:
    joined.tick("2021-03-31 09:00")
    mail = joined.rows(t.Mail, "id", address="planner.alfa@example.org")[0][0]
    with pytest.raises(NotFound):
        named(joined, since="2021-04-01", by=someone(joined, "planner.alfa@example.org", mail=mail))


def test_another_agencys_function_and_one_that_is_not_there_are_refused_in_the_same_words(joined: Going) -> None:
    words = set()
    for appointment in (joined.appointment("beta", "planner"), 999_999):
        with pytest.raises(NotFound) as refused:
            name_substitute(
                *(joined.runtime, who(joined, "coordinator"), appointment, *NORA, "meeting"),
                *(day("2021-02-01"), day("2021-02-02")),
            )
        words.add(refused.value.said)
    with pytest.raises(NotFound) as refused:
        end_substitute(joined.runtime, who(joined), 999_999)
    assert words == {refused.value.said}


@pytest.mark.parametrize(
    ("since", "until"),
    [
        ("2021-02-02", "2021-02-01"),
        ("2021-01-17", "2021-02-01"),
        ("2021-02-01", "2022-02-02"),
        ("2091-02-01", "2091-02-02"),
    ],
    ids=["backwards", "begun already", "more than a year", "when no calendar tells the days"],
)
def test_a_period_that_will_not_do_is_told(joined: Going, since: str, until: str) -> None:
    before = joined.everything()
    with pytest.raises(BadInput):
        named(joined, since=since, until=until)
    assert joined.everything() == before


def test_a_whole_year_is_a_period(joined: Going) -> None:
    named(joined, since="2021-02-01", until="2022-02-01")


@pytest.mark.parametrize(("since", "until"), [("2021-01-18", "2021-02-01"), ("2021-02-28", "2021-03-10")])
def test_one_right_is_one_persons_at_a_time(joined: Going, since: str, until: str) -> None:
    first = named(joined, since="2021-02-01", until="2021-02-28")
    with pytest.raises(NotAllowed) as refused:
        named(joined, since=since, until=until, to=("Olle", "olle@example.org"))
    assert refused.value.said.sv.startswith("Nora Nyman är redan ersättare 2021-02-01–2021-02-28")
    named(joined, "meeting", since, until, to=("Olle", "olle@example.org"))
    end_substitute(joined.runtime, who(joined), first)
    named(joined, since=since, until=until, to=("Olle", "olle@example.org"))


def test_two_who_name_somebody_for_the_same_days_at_once_name_one(joined: Going) -> None:
    def one(n: int) -> bool:
        try:
            return bool(named(joined, to=(f"N{n}", f"n{n}@example.org")))
        except NotAllowed:
            return False

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(one, range(4))) == [False] * 3 + [True]


def test_nobody_stands_in_for_themselves(joined: Going) -> None:
    with pytest.raises(BadInput):
        named(joined, to=("Planeraren", "planner.alfa@example.org"))


def test_a_right_that_the_function_has_no_use_of_is_refused(joined: Going) -> None:
    with read(joined.runtime.engine) as tx:
        workflow = joined.runtime.programmes.workflow(tx, joined.facts("alfa").definition)
    assert {f: rights_of(workflow, f) for f in ("planner", "finance", "head", "coordinator", "officer")} == {
        "planner": ("signature", "meeting"),
        "finance": ("signature",),
        "head": ("meeting",),
        "coordinator": ("signature", "meeting"),
        "officer": ("meeting",),
    }
    with pytest.raises(NotAllowed):
        named(joined, by=someone(joined, "hedda@example.org"), function="head")


def test_a_substitute_holds_no_function(joined: Going) -> None:
    before = joined.facts("alfa").appointments
    named(joined)
    assert joined.facts("alfa").appointments == before


def test_it_is_in_the_audit_by_pseudonyms_with_whose_place_it_is(joined: Going) -> None:
    coordinator, planner = who(joined, "coordinator"), who(joined)
    with grown(joined, alfa=2):
        end_substitute(joined.runtime, planner, named(joined, by=coordinator))
    nora = someone(joined, "nora@example.org")
    first, last = joined.trail("alfa")[-2:]
    assert [(e["kind"], e["actor"]["name"], e["holder"], e["person"], e["right"]) for e in (first, last)] == [
        ("substitute_named", coordinator.pseudonym, planner.pseudonym, nora.pseudonym, "signature"),
        ("substitute_ended", planner.pseudonym, planner.pseudonym, nora.pseudonym, "signature"),
    ]


def test_one_names_for_oneself_and_the_coordinator_for_all_of_the_agency(joined: Going) -> None:
    def of(guest: Guest) -> list[str]:
        with read(joined.runtime.engine) as tx:
            return [a.function for _, a in appointments_to_name_for(joined.runtime, tx, guest)]

    assert of(who(joined)) == ["planner"]
    assert sorted(of(who(joined, "coordinator"))) == ["coordinator", "finance", "head", "planner"]
    assert of(who(joined, "officer")) == ["officer"]


def test_those_of_a_meetings_day_are_found(joined: Going) -> None:
    named(joined, "meeting", "2021-04-01", "2021-04-14")
    appointment, last = joined.appointment("alfa", "planner"), day("2021-04-14")
    with read(joined.runtime.engine) as tx:
        found = [[s.name for s in at_meetings(tx, [appointment], d)] for d in (last, last + timedelta(days=1))]
        assert [s.right for s in substitutes(tx, holder=who(joined).id)] == ["meeting"]
    assert found == [["Nora Nyman"], []]
