"""A mail is ours for the length of a lease, under a fence that whoever comes after raises."""

import threading
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from jimflow.store import tables as t
from jimflow.store.hot import ClaimedMail, NewMail, claim, finish_mail, handing_over, insert_mails
from jimflow.store.hot.mails import Outcome
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, read, write
from tests.store.plans import plan_of
from tests.store.seeded import NOW

LEASE = timedelta(minutes=20)


def composed(key: str, minutes: int = 0) -> NewMail:
    at = NOW + timedelta(minutes=minutes)
    return NewMail(
        key=key,
        message_id=f"<{key}@example.org>",
        mail_class="digest",
        round=None,
        address=f"{key}@example.org",
        envelope_from="bounces@example.org",
        language="sv",
        subject="Senast 1 juni",
        raw=b"Subject: \xc3\xa5\r\n\r\n\x00\xff",
        composed_at=at,
        next_at=at,
    )


def laid(engine: Engine, *mails: NewMail) -> dict[str, int]:
    with write(engine) as tx:
        return insert_mails(tx, mails)


def states(tx: Tx, *names: str) -> list[tuple[object, ...]]:
    m = table(t.Mail)
    return [tuple(row) for row in tx.connection.execute(select(*(m.c[n] for n in names)).order_by(m.c.id))]


def claimed_at(engine: Engine, moment: datetime, limit: int = 10) -> list[ClaimedMail]:
    with write(engine) as tx:
        return claim(tx, moment, moment + LEASE, limit)


def test_a_claimed_mail_comes_with_its_bytes_and_a_fence(engine: Engine) -> None:
    ids = laid(engine, composed("a"))
    assert claimed_at(engine, NOW) == [
        ClaimedMail(
            id=ids["a"],
            fence=1,
            attempts=1,
            address="a@example.org",
            envelope_from="bounces@example.org",
            message_id="<a@example.org>",
            raw=b"Subject: \xc3\xa5\r\n\r\n\x00\xff",
            composed_at=NOW,
        )
    ]
    with read(engine) as tx:
        assert states(tx, "status", "fence", "attempts", "lease_until", "next_at") == [
            ("claimed", 1, 1, NOW + LEASE, NOW + LEASE)
        ]


def test_a_key_is_composed_once(engine: Engine) -> None:
    first = laid(engine, composed("a"))
    second = laid(engine, composed("a", minutes=9), composed("b"))
    assert sorted(second) == ["b"]
    with read(engine) as tx:
        assert states(tx, "id", "key", "composed_at") == [(first["a"], "a", NOW), (second["b"], "b", NOW)]


def test_the_oldest_are_claimed_first_and_no_more_than_asked_for(engine: Engine) -> None:
    laid(engine, composed("c", 3), composed("a", 1), composed("b", 2), composed("future", 60))
    at = NOW + timedelta(minutes=5)
    assert [m.address[0] for m in claimed_at(engine, at, 2)] == ["a", "b"]
    assert [m.address[0] for m in claimed_at(engine, at, 2)] == ["c"]
    assert claimed_at(engine, at, 2) == []


def test_the_way_of_a_mail_that_arrives(engine: Engine) -> None:
    ids = laid(engine, composed("a"))
    (mail,) = claimed_at(engine, NOW)
    with write(engine) as tx:
        assert handing_over(tx, mail.id, mail.fence)
        assert not handing_over(tx, mail.id, mail.fence)
    with write(engine) as tx:
        assert finish_mail(tx, mail.id, mail.fence, "sent", NOW + LEASE, code=250, reply="2.0.0 Ok")
        assert not finish_mail(tx, mail.id, mail.fence, "dead", NOW)
    with read(engine) as tx:
        assert states(tx, "id", "status", "sent_at", "lease_until", "last_code", "last_reply") == [
            (ids["a"], "sent", NOW + LEASE, None, 250, "2.0.0 Ok")
        ]
    assert claimed_at(engine, NOW + timedelta(days=1000)) == []


@pytest.mark.parametrize("handed_over", [False, True], ids=["claimed", "handing over"])
def test_a_mail_whose_sender_died_is_taken_again_when_the_lease_is_over(engine: Engine, handed_over: bool) -> None:
    laid(engine, composed("a"))
    (dead,) = claimed_at(engine, NOW)
    if handed_over:
        with write(engine) as tx:
            handing_over(tx, dead.id, dead.fence)
    assert claimed_at(engine, NOW + LEASE - timedelta(microseconds=1)) == []
    (again,) = claimed_at(engine, NOW + LEASE)
    assert (again.id, again.fence, again.attempts, again.raw) == (dead.id, 2, 2, dead.raw)


@pytest.mark.parametrize("outcome", ["sent", "pending", "unknown", "dead", "cancelled"])
def test_whoever_wakes_up_after_the_lease_is_refused(engine: Engine, outcome: Outcome) -> None:
    laid(engine, composed("a"))
    (slow,) = claimed_at(engine, NOW)
    (quick,) = claimed_at(engine, NOW + LEASE)
    with write(engine) as tx:
        assert not handing_over(tx, slow.id, slow.fence)
        assert not finish_mail(tx, slow.id, slow.fence, outcome, NOW, next_at=NOW)
    with write(engine) as tx:
        assert handing_over(tx, quick.id, quick.fence)
        assert finish_mail(tx, quick.id, quick.fence, "sent", NOW)
        assert states(tx, "status", "fence") == [("sent", 2)]


@pytest.mark.parametrize("outcome", ["pending", "unknown"])
def test_what_did_not_arrive_for_certain_is_tried_again_at_its_time_with_the_same_bytes(
    engine: Engine, outcome: Outcome
) -> None:
    laid(engine, composed("a"))
    (first,) = claimed_at(engine, NOW)
    again_at = NOW + timedelta(minutes=5)
    with write(engine) as tx:
        assert finish_mail(tx, first.id, first.fence, outcome, NOW, next_at=again_at, code=451, reply="later")
        assert states(tx, "status", "next_at", "sent_at", "last_code") == [(outcome, again_at, None, 451)]
    assert claimed_at(engine, again_at - timedelta(microseconds=1)) == []
    (second,) = claimed_at(engine, again_at)
    assert (second.fence, second.raw, second.message_id) == (2, first.raw, first.message_id)


def test_what_may_have_arrived_waits_for_the_end_of_its_lease_when_no_time_is_given(engine: Engine) -> None:
    laid(engine, composed("a"))
    (first,) = claimed_at(engine, NOW)
    with write(engine) as tx:
        assert finish_mail(tx, first.id, first.fence, "unknown", NOW)
    assert claimed_at(engine, NOW + LEASE - timedelta(microseconds=1)) == []
    assert [m.fence for m in claimed_at(engine, NOW + LEASE)] == [2]


def test_a_mail_to_be_tried_again_needs_a_time(engine: Engine) -> None:
    laid(engine, composed("a"))
    (mail,) = claimed_at(engine, NOW)
    with pytest.raises(ValueError, match="needs a time"), write(engine) as tx:
        finish_mail(tx, mail.id, mail.fence, "pending", NOW)


@pytest.mark.parametrize("final", ["sent", "dead", "cancelled"])
def test_what_is_over_is_never_claimed_again(engine: Engine, final: Outcome) -> None:
    laid(engine, composed("a"))
    (mail,) = claimed_at(engine, NOW)
    with write(engine) as tx:
        finish_mail(tx, mail.id, mail.fence, final, NOW)
    assert claimed_at(engine, NOW + timedelta(days=1000)) == []


def test_workers_at_the_same_time_claim_each_mail_once(engine: Engine) -> None:
    laid(engine, *(composed(f"m{n}") for n in range(60)))
    got: list[int] = []
    barrier = threading.Barrier(4)

    def work() -> None:
        barrier.wait()
        while mine := claimed_at(engine, NOW, 7):
            got.extend(m.id for m in mine)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(got), len(set(got))) == (60, 60)


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_what_another_worker_is_claiming_is_passed_by(engine: Engine) -> None:
    laid(engine, composed("a", 0), composed("b", 1))
    at = NOW + timedelta(minutes=5)
    with write(engine) as first, write(engine) as second:
        assert [m.address[0] for m in claim(first, at, at + LEASE, 1)] == ["a"]
        assert [m.address[0] for m in claim(second, at, at + LEASE, 1)] == ["b"]


def test_mails_are_claimed_by_an_index_over_those_not_yet_over(engine: Engine) -> None:
    with write(engine) as tx:
        assert "ix_mail_next" in plan_of(tx, lambda: claim(tx, NOW, NOW + LEASE, 10))
