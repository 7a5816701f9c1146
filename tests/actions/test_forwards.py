"""A task sent on to a colleague: who may, to whom, what the mail and the audit say, and that it ends."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from jimflow.actions.assignments import submit
from jimflow.actions.errors import BadInput, NotAllowed, NotFound
from jimflow.actions.forwards import MOST_OPEN, end_forward, forward
from jimflow.actions.functions import set_function
from jimflow.actions.guests import Guest, seated
from jimflow.actions.mail_review import set_review
from jimflow.core.doors import Doors
from jimflow.core.model import Actor
from jimflow.store import tables as t
from jimflow.store.queries.standing_in import forwards
from jimflow.store.transaction import read
from tests.actions.going import SELF_ASSESSMENT, Going, grown
from tests.actions.loaded import EVA
from tests.actions.someone import someone, task_of
from tests.build import day

NORA = ("Nora Nyman", "nora@example.org")
DOORS = Doors(b"a key that nobody but the tests knows", "https://jimflow.example.org")


@pytest.fixture
def joined(joined: Going) -> Going:
    """The round of an installation with pages, which alone has links and codes."""
    return replace(joined, here=replace(joined.here, runtime=replace(joined.runtime, doors=DOORS)))


@pytest.fixture
def task(joined: Going) -> int:
    """Alfa's self-assessment, which is open to its coordinator."""
    return task_of(joined, "alfa", "self_assessment")


def coordinator(round_: Going, agency: str = "alfa") -> Guest:
    return someone(round_, f"coordinator.{agency}@example.org")


def sent(round_: Going, task: int, guest: Guest | None = None, to: tuple[str, str] = NORA, **rest: object) -> int:
    given = {"may_hand_in": False, **rest}
    return forward(round_.runtime, guest or coordinator(round_), task, *to, **given).forward  # type: ignore[arg-type]


def opened_to(round_: Going, address: str, task: int) -> list[tuple[str, bool]]:
    """The functions the person of that address answers for in the task, and whether she hands it in."""
    with read(round_.runtime.engine) as tx:
        found = seated(round_.runtime, tx, someone(round_, address), task)
    return [(seat.function, seat.hands_in) for seat in found.seats]


def test_the_colleague_may_write_in_the_task_and_in_no_other(joined: Going, task: int) -> None:
    sent(joined, task)
    assert opened_to(joined, "nora@example.org", task) == [("coordinator", False)]
    with pytest.raises(NotFound):
        opened_to(joined, "nora@example.org", task_of(joined, "beta", "self_assessment"))


def test_the_colleague_hands_it_in_only_where_that_was_said(joined: Going, task: int) -> None:
    sent(joined, task, may_hand_in=True)
    assert opened_to(joined, "nora@example.org", task) == [("coordinator", True)]


def test_a_mail_tells_who_sent_it_for_whom_and_their_words(joined: Going, task: int) -> None:
    sent(joined, task, words="Kan du se på\nfrågan om utbildning?")
    (mail,) = (m for m in joined.tick("2021-01-18 09:01") if m.to == "nora@example.org")
    assert mail.items == (("forwarded:preparation:self_assessment", "coordinator"),)
    assert "”Kan du se på frågan om utbildning?”" in mail.text
    assert "du skriver åt" in mail.text
    assert joined.rows(t.Intent, "key", "mail_class", template="forwarded") == [("forward:1", "immediate")]


def test_a_mail_waits_for_the_hours_of_sending_and_for_no_review(joined: Going, task: int) -> None:
    set_review(joined.runtime, 1, "all", EVA)
    joined.clock.set("2021-01-18 21:00")
    sent(joined, task)
    assert [m.to for m in joined.tick("2021-01-18 21:01")] == []
    assert "nora@example.org" in [m.to for m in joined.tick("2021-01-19 08:00")]


def test_what_a_colleague_has_is_named_in_the_audit_by_pseudonyms(joined: Going, task: int) -> None:
    with grown(joined, alfa=1):
        sent(joined, task, words="Hemligt")
    ((nora,),) = joined.rows(t.Person, "pseudonym", mail="nora@example.org")
    told = joined.trail("alfa")[-1]
    kept = ("kind", "step", "assignment", "function", "person", "may_hand_in", "actor")
    guest = coordinator(joined)
    assert [told[k] for k in kept] == [
        *("forwarded", "preparation", "self_assessment", "coordinator", nora, False),
        {"name": guest.pseudonym, "role": "participant"},
    ]
    assert "Hemligt" not in str(told)
    assert "behalf" not in told


def test_whoever_sits_there_for_another_and_the_other_are_both_named(joined: Going, task: int) -> None:
    holder, other = coordinator(joined), someone(joined, "planner.alfa@example.org")
    guest = replace(holder, acting=other.id, acting_name=other.name, acting_as=other.pseudonym)
    sent(joined, task, guest)
    told = joined.trail("alfa")[-1]
    assert (told["actor"]["name"], told["behalf"]) == (other.pseudonym, holder.pseudonym)


def test_a_colleague_may_send_it_on_but_not_with_a_right_of_her_own_lack(joined: Going, task: int) -> None:
    sent(joined, task)
    nora = someone(joined, "nora@example.org")
    with pytest.raises(NotAllowed):
        sent(joined, task, nora, ("Olle", "olle@example.org"), may_hand_in=True)
    sent(joined, task, nora, ("Olle", "olle@example.org"))
    assert opened_to(joined, "olle@example.org", task) == [("coordinator", False)]
    told = joined.trail("alfa")[-1]
    assert (told["actor"]["name"], told["behalf"]) == (nora.pseudonym, coordinator(joined).pseudonym)


@pytest.mark.parametrize("address", ["coordinator.alfa@example.org", "nora@example.org", "NORA@EXAMPLE.ORG"])
def test_whoever_has_the_task_already_is_not_sent_it_again(joined: Going, task: int, address: str) -> None:
    sent(joined, task)
    before = joined.everything()
    with pytest.raises(NotAllowed) as told:
        sent(joined, task, to=("Någon", address))
    assert told.value.said.sv.endswith("har redan uppgiften.")
    assert joined.everything() == before


@pytest.mark.parametrize(
    ("name", "address"), [("", "a@example.org"), ("Nora", "nora"), ("Nora", "a@b, c@d"), ("N\0", "a@b.se")]
)
def test_a_name_or_an_address_that_is_none_is_told(joined: Going, task: int, name: str, address: str) -> None:
    before = joined.everything()
    with pytest.raises(BadInput):
        sent(joined, task, to=(name, address))
    assert joined.everything() == before


def test_another_agencys_task_and_one_that_is_not_there_are_refused_in_the_same_words(joined: Going) -> None:
    words = set()
    for wanted in (task_of(joined, "beta", "self_assessment"), 999_999):
        with pytest.raises(NotFound) as told:
            sent(joined, wanted)
        words.add((told.value.said.sv, told.value.said.en))
    assert len(words) == 1


def test_a_mail_opens_only_what_it_is_about(joined: Going, task: int) -> None:
    joined.tick("2021-01-19 08:00")
    guest = coordinator(joined)
    of_another = next(m for m, to in joined.rows(t.Mail, "id", "address") if to != guest.address)
    with pytest.raises(NotFound):
        sent(joined, task, replace(guest, mail=of_another))


def test_a_task_has_at_most_ten_at_a_time(joined: Going, task: int) -> None:
    first, *_ = (sent(joined, task, to=(f"Kollega {n}", f"k{n}@example.org")) for n in range(MOST_OPEN))
    with pytest.raises(NotAllowed):
        sent(joined, task)
    end_forward(joined.runtime, coordinator(joined), task, first)
    sent(joined, task)


def test_nobody_sends_on_more_than_twenty_times_in_a_day_and_a_night(joined: Going, task: int) -> None:
    guest = coordinator(joined)
    for n in range(20):
        end_forward(joined.runtime, guest, task, sent(joined, task, to=(f"K{n}", f"k{n}@example.org")))
    with pytest.raises(NotAllowed) as told:
        sent(joined, task)
    assert "i morgon" in told.value.said.sv
    joined.clock.set("2021-01-19 09:01")
    sent(joined, task)


def test_nor_under_other_names_or_by_those_it_was_sent_on_to(joined: Going, task: int) -> None:
    """Whoever types the code of a mail says who she is, and is believed."""
    holder = coordinator(joined)
    for n in range(20):
        to = f"k{n}@example.org"
        guest = replace(holder, acting=1000 + n, acting_name=f"Någon {n}", acting_as=f"q{n}")
        end_forward(joined.runtime, holder, task, sent(joined, task, guest, (f"K{n}", to)))
    last = replace(holder, acting=2000, acting_name="Ännu en", acting_as="q2000")
    for who in (last, holder):
        with pytest.raises(NotAllowed, match="24 hours"):
            sent(joined, task, who)


def test_two_who_send_on_at_once_do_not_pass_the_limit(joined: Going, task: int) -> None:
    for n in range(MOST_OPEN - 1):
        sent(joined, task, to=(f"Kollega {n}", f"k{n}@example.org"))

    def one(n: int) -> str:
        try:
            sent(joined, task, to=(f"Sist {n}", f"sist{n}@example.org"))
        except NotAllowed:
            return "refused"
        return "sent"

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(one, range(4))) == ["refused"] * 3 + ["sent"]
    with read(joined.runtime.engine) as tx:
        assert len(forwards(tx, task)) == MOST_OPEN


def test_two_who_send_it_on_to_the_same_colleague_at_once_make_one(joined: Going, task: int) -> None:
    def one(_: int) -> bool:
        try:
            return bool(sent(joined, task))
        except NotAllowed:
            return False

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(one, range(4))) == [False] * 3 + [True]
    assert len(joined.rows(t.Person, "id", mail="nora@example.org")) == 1


def test_a_colleague_who_holds_something_at_the_agency_is_the_same_person(joined: Going, task: int) -> None:
    known = joined.rows(t.Person, "id", mail="finance.alfa@example.org")
    sent(joined, task, to=("Annat Namn", "finance.alfa@example.org"))
    assert joined.rows(t.Person, "id", mail="finance.alfa@example.org") == known
    assert joined.rows(t.Forward, "person") == known


def test_nobody_finds_out_by_asking_whose_an_address_at_another_agency_is(joined: Going, task: int) -> None:
    ((stranger,),) = joined.rows(t.Person, "id", mail="finance.beta@example.org")
    sent(joined, task, to=("Annat Namn", "finance.beta@example.org"))
    with read(joined.runtime.engine) as tx:
        (row,) = forwards(tx, task)
    assert (row.name, row.person == stranger) == ("Annat Namn", False)


def test_the_language_of_somebody_who_is_known_by_name_and_address_is_not_changed(joined: Going, task: int) -> None:
    sent(joined, task, to=("eva", "eva@example.org"))
    assert joined.rows(t.Person, "name", "language", mail="eva@example.org") == [("Eva", "en")]
    assert joined.rows(t.Intent, "language", template="forwarded") == [("en",)]


def test_it_ends_when_the_sender_the_holder_or_the_coordinator_says_so(joined: Going, task: int) -> None:
    number = sent(joined, task)
    with grown(joined, alfa=1):
        end_forward(joined.runtime, coordinator(joined), task, number)
        end_forward(joined.runtime, coordinator(joined), task, number)
    with pytest.raises(NotFound):
        opened_to(joined, "nora@example.org", task)
    assert joined.trail("alfa")[-1]["kind"] == "forward_ended"
    assert joined.rows(t.Intent, "status", key=f"forward:{number}") == [("cancelled",)]


def test_whom_it_was_sent_on_to_ends_only_what_she_sent_on(joined: Going, task: int) -> None:
    first = sent(joined, task)
    nora = someone(joined, "nora@example.org")
    with pytest.raises(NotFound):
        end_forward(joined.runtime, nora, task, first)
    end_forward(joined.runtime, nora, task, sent(joined, task, nora, ("Olle", "olle@example.org")))


def test_it_ends_with_the_holders_function(joined: Going, task: int) -> None:
    sent(joined, task)
    given = (joined.agencies["alfa"], "coordinator", "Ny", "ny@example.org", day("2021-01-19"), EVA)
    set_function(joined.runtime, *given)
    joined.clock.set("2021-01-19 09:00")
    with pytest.raises(NotFound):
        opened_to(joined, "nora@example.org", task)


def test_a_task_that_is_handed_in_may_still_be_shown_to_a_colleague_but_not_one_that_is_over(
    joined: Going, task: int
) -> None:
    submit(joined.runtime, joined.agencies["alfa"], "self_assessment", SELF_ASSESSMENT, Actor("x", "participant"))
    sent(joined, task)
    joined.do("alfa", "withdraw", reason="Skäl")
    with pytest.raises(NotAllowed):
        sent(joined, task, to=("Olle", "olle@example.org"))
