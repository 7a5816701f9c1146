"""Someone leaves: every function goes to one successor in one act, and the successor hears of it in one mail."""

from __future__ import annotations

import pytest

from jimflow.actions.errors import BadInput, NotFound
from jimflow.actions.functions import set_function
from jimflow.actions.handing_over import HandedOver, Holding, hand_over, leaver
from jimflow.store import tables as t
from tests.actions.going import Going
from tests.actions.loaded import EVA
from tests.build import day

NORA = ("Nora Ny", "nora@example.org")


@pytest.fixture
def busy(joined: Going) -> Going:
    """Nina coordinates alfa and beta and sees to alfa's finance, where Filip helps her."""
    joined.clock.set("2021-02-01 09:00")
    for agency, function in (("alfa", "coordinator"), ("alfa", "finance"), ("beta", "coordinator")):
        given = (joined.agencies[agency], function, "Nina Ek", "nina@example.org", day("2021-02-01"), EVA)
        set_function(joined.runtime, *given)
    filip = (joined.agencies["alfa"], "finance", "Filip", "filip@example.org", day("2021-02-01"), EVA)
    set_function(joined.runtime, *filip, replace=False)
    joined.tick("2021-02-02 08:00")
    return joined


def given(of: Going, since: str = "2021-03-01", who: str = "nina@example.org") -> HandedOver:
    person = leaver(of.runtime, "mini-2021", who).person
    return hand_over(of.runtime, "mini-2021", person, *NORA, day(since), EVA)


def held(of: Going) -> set[tuple[str, str, str, str, str]]:
    """(organisation, function, address, first, last) of those concerned."""
    rows = of.rows(t.Appointment, "organisation", "function", "address", "since", "until")
    wanted = ("nina@example.org", NORA[1], "filip@example.org")
    return {(a, b, c, d.isoformat(), e.isoformat() if e else "") for a, b, c, d, e in rows if c in wanted}


def test_every_function_goes_over_and_whoever_shares_one_stays(busy: Going) -> None:
    busy.clock.set("2021-02-20 09:00")
    done = given(busy)
    assert set(done.holdings) == {
        Holding("alfa", "coordinator", ""),
        Holding("alfa", "finance", ""),
        Holding("beta", "coordinator", ""),
    }
    places = [("alfa", "coordinator"), ("alfa", "finance"), ("beta", "coordinator")]
    assert held(busy) == {
        *((a, f, "nina@example.org", "2021-02-01", "2021-02-28") for a, f in places),
        *((a, f, NORA[1], "2021-03-01", "") for a, f in places),
        ("alfa", "finance", "filip@example.org", "2021-02-01", ""),
    }


def test_the_successor_gets_one_mail_with_everything_on_the_day(busy: Going) -> None:
    busy.clock.set("2021-02-20 09:00")
    given(busy)
    mails = [m for m in busy.tick("2021-03-01 08:00") if NORA[1] in m.to]
    assert len(mails) == 1
    assert "Alfaverket" in mails[0].text and "Beta" in mails[0].text


def test_it_stands_in_the_audit_of_each_that_it_concerns(busy: Going) -> None:
    busy.clock.set("2021-02-20 09:00")
    before = {agency: len(busy.trail(agency)) for agency in busy.agencies}
    given(busy)
    after = {agency: [said["kind"] for said in busy.trail(agency)[before[agency] :]] for agency in busy.agencies}
    assert after == {"alfa": ["functions"], "beta": ["functions"], "gamma": []}


def test_the_host_may_be_handed_over_too(busy: Going) -> None:
    assert given(busy, who="Ada").holdings == (Holding("centre", "host", ""),)


def test_a_function_that_begins_later_goes_over_from_its_own_first_day(busy: Going) -> None:
    later = (busy.agencies["gamma"], "finance", "Nina Ek", "nina@example.org", day("2021-07-01"), EVA)
    set_function(busy.runtime, *later)
    assert Holding("gamma", "finance", "") in given(busy, since="2021-03-01").holdings
    rows = [row for row in held(busy) if row[0] == "gamma" and row[2] == NORA[1]]
    assert rows == [("gamma", "finance", NORA[1], "2021-07-01", "")]


def test_a_first_day_before_the_leavers_own_or_after_the_round_is_refused_and_nothing_is_done(busy: Going) -> None:
    before = busy.everything()
    with pytest.raises(BadInput, match="The one who leaves begins on 2021-07-01"):
        given(busy, since="2021-06-30", who="hugo@example.org")
    with pytest.raises(BadInput, match="The last day of the round is 2022-01-31"):
        given(busy, since="2022-02-01")
    assert busy.everything() == before
    assert given(busy, since="2021-07-01", who="hugo@example.org").holdings == (Holding("alfa", "head", ""),)
    assert given(busy, since="2022-01-31").holdings


def test_who_is_meant_is_found_by_address_name_or_number(busy: Going) -> None:
    by_address = leaver(busy.runtime, "mini-2021", "NINA@example.org")
    assert leaver(busy.runtime, "mini-2021", "nina ek").person == by_address.person
    assert leaver(busy.runtime, "mini-2021", str(by_address.id)).person == by_address.person
    with pytest.raises(NotFound, match="is called or reached at nobody"):
        leaver(busy.runtime, "mini-2021", "nobody")
    other = (busy.agencies["gamma"], "finance", "Nina Ek", "nina.ek@example.org", day("2021-02-02"), EVA)
    set_function(busy.runtime, *other)
    with pytest.raises(BadInput, match="Several match"):
        leaver(busy.runtime, "mini-2021", "Nina Ek")


def test_nothing_is_done_without_a_name_a_right_address_or_anything_to_hand_over(busy: Going) -> None:
    person, before = leaver(busy.runtime, "mini-2021", "Nina Ek").person, busy.everything()
    for name, mail, words in (
        ("", NORA[1], "Write the name"),
        ("Nora", "nora", "has no @"),
        ("Nina Ek", "nina@example.org", "is the one who leaves"),
    ):
        with pytest.raises(BadInput, match=words):
            hand_over(busy.runtime, "mini-2021", person, name, mail, day("2021-03-01"), EVA)
    with pytest.raises(NotFound, match="holds no function"):
        hand_over(busy.runtime, "mini-2021", 9999, *NORA, day("2021-03-01"), EVA)
    assert busy.everything() == before
