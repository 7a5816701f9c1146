"""Intents become mails: one digest for each recipient and day, one mail for each event, composed once."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine, update

from jimflow.actions.compose import compose_due
from jimflow.actions.functions import set_function
from jimflow.actions.meetings import move_meeting
from jimflow.actions.sweep import sweep_due
from jimflow.store import tables as t
from jimflow.store.tables.columns import table
from jimflow.store.transaction import write
from tests.actions.going import Going, going, join, local, sitting
from tests.actions.loaded import EVA
from tests.build import at, day


def composed(going: Going) -> int:
    total = 0
    while found := compose_due(going.runtime):
        total += found
    return total


def mails(going: Going, address: str) -> list[str]:
    return [row[0] for row in going.rows(t.Mail, "key", address=address)]


def test_a_day_gives_each_recipient_one_digest_that_names_each_item_once(joined: Going) -> None:
    letters = [m for m in joined.tick("2021-01-19 08:00") if m.to == "coordinator.alfa@example.org"]
    assert [m.items for m in letters] == [
        (("open:preparation:self_assessment", "coordinator"),),
    ]
    assert letters[0].text.count("självskattning för Alfaverket") == 1


def test_what_comes_after_todays_digest_waits_for_tomorrows(joined: Going) -> None:
    joined.tick("2021-01-19 08:00")
    with write(joined.runtime.engine) as tx:  # an intent that somehow got an earlier hour
        tx.connection.execute(
            update(table(t.Intent))
            .values(status="pending", mail=None, send_at=at("2021-01-19 08:00"))
            .where(table(t.Intent).c.item == "open:preparation:self_assessment", table(t.Intent).c.participation == 1)
        )
    assert joined.tick("2021-01-19 09:00") == []
    assert len(mails(joined, "coordinator.alfa@example.org")) == 1
    letters = joined.tick("2021-01-20 08:00")
    assert [m.to for m in letters] == ["coordinator.alfa@example.org"]


def test_what_an_act_means_to_say_at_nine_leaves_the_next_morning(joined: Going) -> None:
    assert {local(row[0]) for row in joined.rows(t.Intent, "send_at")} == {"2021-01-19 08:00"}
    assert joined.tick("2021-01-18 17:00") == []


def test_what_is_meant_on_a_friday_afternoon_leaves_on_monday(loaded: Going) -> None:
    loaded.clock.set("2021-01-22 15:00")
    join(loaded, "alfa")
    for moment in ("2021-01-22 16:00", "2021-01-23 08:00", "2021-01-24 08:00"):
        assert loaded.tick(moment) == []
    assert loaded.tick("2021-01-25 08:00") != []


@pytest.mark.parametrize(
    "moment", ["2021-01-23 11:00", "2021-01-24 08:00", "2021-01-19 22:00", "2021-01-20 05:00", "2021-07-14 10:00"]
)
def test_a_heartbeat_that_comes_back_at_night_or_on_a_free_day_composes_nothing_but_what_is_urgent(
    joined: Going, moment: str
) -> None:
    """The process was down when the digest should have gone; nobody gets mail on a Saturday for that."""
    assert joined.tick(moment) == []
    assert joined.rows(t.Mail) == []
    allowed = {"2021-01-2": "2021-01-25 08:00", "2021-01-1": "2021-01-20 08:00", "2021-07-1": "2021-08-09 08:00"}
    later = "2021-01-20 08:00" if moment.startswith("2021-01-20") else allowed[moment[:9]]
    assert {local(row[0]) for row in joined.rows(t.Intent, "send_at", template="letter")} <= {later}
    assert [m.to for m in joined.tick(later)] != []


def test_what_is_urgent_leaves_at_night(joined: Going) -> None:
    joined.tick("2021-01-19 08:00")
    joined.clock.set("2021-04-12 22:00")
    move_meeting(joined.runtime, joined.clusters["north"], "start", [sitting("2021-05-19")], EVA)
    assert {i for m in joined.tick("2021-04-12 22:01") for i, _ in m.items} == {"moved:start"}


def test_an_event_is_a_mail_of_its_own_beside_the_digest(joined: Going) -> None:
    letters = [m for m in joined.tick("2021-01-19 08:00") if m.to == "head.beta@example.org"]
    assert [[i for i, _ in m.items] for m in letters] == [["hold:follow_up"], ["hold:follow_up"], ["hold:start"]]


def test_composing_again_makes_no_second_mail(joined: Going) -> None:
    joined.clock.set("2021-01-19 08:00")
    sweep_due(joined.runtime)
    assert composed(joined) > 0
    before = joined.everything()
    assert composed(joined) == 0
    assert joined.everything() == before


def test_a_few_recipients_at_a_time_give_the_same_mails(engine: Engine, tmp_path: Path) -> None:
    whole = join(going(engine, tmp_path))
    whole.clock.set("2021-01-19 08:00")
    sweep_due(whole.runtime)
    turns = 0
    while compose_due(whole.runtime, 1):
        turns += 1
    keys = [row[0] for row in whole.rows(t.Mail, "key")]
    assert turns == len({row[0] for row in whole.rows(t.Mail, "address")}) and len(keys) == len(set(keys))


def test_a_mail_is_stored_as_it_will_leave_with_its_own_message_id(joined: Going) -> None:
    joined.tick("2021-01-19 08:00")
    for mail in joined.box.mails:
        raw, name = joined.rows(t.Mail, "raw", "message_id", id=mail.id)[0]
        assert bytes(raw) == mail.raw
        assert name.encode() in mail.raw and name.endswith("@jimflow.example.org>")
    names = [row[0] for row in joined.rows(t.Mail, "message_id")]
    assert len(names) == len(set(names))


def test_an_assistant_gets_a_copy_of_what_the_holder_gets(joined: Going) -> None:
    alfa = joined.agencies["alfa"]
    (name,) = joined.rows(t.Person, "name", mail="officer.alfa@example.org")[0]
    set_function(
        *(joined.runtime, alfa, "officer", name, "officer.alfa@example.org", day("2021-01-12"), EVA),
        assistant="registrator@example.org",
    )
    letters = joined.tick("2021-01-19 08:00")
    holder = [m for m in letters if m.to == "officer.alfa@example.org"]
    assistant = [m for m in letters if m.to == "registrator@example.org"]
    assert [m.items for m in assistant] == [m.items for m in holder] != []
    assert joined.tick("2021-01-19 08:01") == []


def test_two_functions_at_one_shared_mailbox_get_one_digest(joined: Going) -> None:
    alfa = joined.agencies["alfa"]
    for function in ("planner", "finance"):
        set_function(
            *(joined.runtime, alfa, function, f"Ny {function}", "jim@example.org", day("2021-01-18"), EVA),
            pseudonyms=lambda f=function: f"{f}-ny",
        )
    joined.tick("2021-03-15 08:00")
    (letter,) = [m for m in joined.tick("2021-04-01 08:00") if m.to == "jim@example.org"]
    assert letter.items == (("open:start:describe_today", "finance"), ("open:start:describe_today", "planner"))


# --- review before sending ----------------------------------------------------------------------


@pytest.fixture
def reviewed(engine: Engine, tmp_path: Path) -> Going:
    """An installation where a person looks at every mail before it leaves."""
    return join(going(engine, tmp_path, review_hold=True))


def test_what_is_held_for_review_does_not_leave(reviewed: Going) -> None:
    assert reviewed.tick("2021-01-19 08:00") == []
    assert reviewed.rows(t.Mail) == []
    assert {row[0] for row in reviewed.rows(t.Intent, "held")} == {True}
