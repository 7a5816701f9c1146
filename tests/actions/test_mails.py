"""What a person does with the outbox: release what is held, send again, mark what came back."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from jimflow.actions.bounces import bounced
from jimflow.actions.errors import BadInput, NotFound
from jimflow.actions.mails import release, retry
from jimflow.store import tables as t
from tests.actions.going import Going, going, grown, join
from tests.actions.loaded import EVA

ALFA = "coordinator.alfa@example.org"


@pytest.fixture
def reviewed(engine: Engine, tmp_path: Path) -> Going:
    """An installation where a person looks at every mail before it leaves; the first morning has been swept."""
    found = join(going(engine, tmp_path, review_hold=True))
    found.tick("2021-01-19 08:00")
    return found


def number(going: Going, item: str, agency: str = "alfa") -> int:
    return int(going.rows(t.Intent, "id", item=item, participation=going.agencies[agency])[0][0])


def test_what_is_released_leaves_and_the_rest_goes_on_waiting(reviewed: Going) -> None:
    one = number(reviewed, "open:preparation:self_assessment")
    with grown(reviewed, alfa=1):
        assert release(reviewed.runtime, [one], EVA) == 1
    letters = reviewed.tick("2021-01-19 08:30")
    assert [(m.to, m.items) for m in letters] == [(ALFA, (("open:preparation:self_assessment", "coordinator"),))]
    entry = next(e for e in reviewed.trail("alfa") if e["kind"] == "released")
    assert entry["items"] == ["open:preparation:self_assessment"]


def test_everything_may_be_released_at_once_and_is_in_every_chain_it_concerns(reviewed: Going) -> None:
    held = len(reviewed.rows(t.Intent, "id", held=True))
    with grown(reviewed, alfa=1, beta=1, gamma=1):
        assert release(reviewed.runtime, None, EVA) == held
    assert len(reviewed.tick("2021-01-19 08:30")) == len({row[0] for row in reviewed.rows(t.Mail, "key")}) > 0


def test_releasing_twice_releases_nothing_more(reviewed: Going) -> None:
    release(reviewed.runtime, None, EVA)
    before = reviewed.everything()
    assert release(reviewed.runtime, None, EVA) == 0
    assert reviewed.everything() == before


def test_what_a_withdrawal_cancelled_is_not_released(reviewed: Going) -> None:
    assert reviewed.do("alfa", "withdraw", reason="Hinner inte").ok
    with grown(reviewed, beta=1, gamma=1):
        release(reviewed.runtime, None, EVA)
    assert [m for m in reviewed.tick("2021-01-20 08:00") if "alfa" in m.to] == []


def test_what_is_released_at_night_leaves_in_the_morning(reviewed: Going) -> None:
    reviewed.clock.set("2021-01-23 23:00")
    release(reviewed.runtime, None, EVA)
    assert reviewed.tick("2021-01-23 23:01") == []
    assert ALFA in [m.to for m in reviewed.tick("2021-01-25 08:00")]


def test_releasing_the_hosts_own_mail_is_in_the_installations_chain(engine: Engine, tmp_path: Path) -> None:
    found = going(engine, tmp_path, review_hold=True, now="2021-03-15 07:00")
    join(found, "alfa")
    found.tick("2021-03-15 08:00")
    one = [row[0] for row in found.rows(t.Intent, "id", template="morning")]
    before = len(found.trail(0))
    assert release(found.runtime, one, EVA) == 1
    assert found.trail(0)[-1]["kind"] == "released" and len(found.trail(0)) == before + 1
    assert found.trail(0)[-1]["items"] == ["morning"]


# --- sending again ------------------------------------------------------------------------------


@pytest.fixture
def dead(joined: Going) -> Going:
    """A mail to alfa's coordinator has been refused for good."""
    joined.box.answers[ALFA] = ("permanent", 550, "5.1.1 no such user")
    joined.tick("2021-01-19 08:00")
    assert joined.rows(t.Mail, "status", address=ALFA) == [("dead",)]
    return joined


def mail_to(going: Going, address: str) -> int:
    return int(going.rows(t.Mail, "id", address=address)[0][0])


def test_a_dead_mail_may_be_tried_again_with_the_same_bytes(dead: Going) -> None:
    del dead.box.answers[ALFA]
    raw = dead.rows(t.Mail, "raw", "message_id", address=ALFA)
    with grown(dead, alfa=1):
        retry(dead.runtime, mail_to(dead, ALFA), EVA)
    letters = [m for m in dead.tick("2021-01-19 09:00") if m.to == ALFA]
    assert [m.raw for m in letters] == [bytes(raw[0][0])]
    assert dead.rows(t.Mail, "status", address=ALFA) == [("sent",)]
    assert "mail_retried" in [e["kind"] for e in dead.trail("alfa")]


def test_a_mail_that_has_arrived_is_not_sent_again(joined: Going) -> None:
    joined.tick("2021-01-19 08:00")
    before = joined.everything()
    with pytest.raises(BadInput, match="has been sent already"):
        retry(joined.runtime, mail_to(joined, ALFA), EVA)
    with pytest.raises(NotFound, match=r"no mail no\. 999"):
        retry(joined.runtime, 999, EVA)
    assert joined.everything() == before


def test_clicking_retry_twice_sends_once(dead: Going) -> None:
    del dead.box.answers[ALFA]
    for _ in range(2):
        retry(dead.runtime, mail_to(dead, ALFA), EVA)
    assert len([m for m in dead.tick("2021-01-19 09:00") if m.to == ALFA]) == 1


def test_a_retry_at_night_leaves_when_mail_may_be_sent(dead: Going) -> None:
    del dead.box.answers[ALFA]
    dead.clock.set("2021-01-19 19:00")
    retry(dead.runtime, mail_to(dead, ALFA), EVA)
    assert dead.tick("2021-01-19 19:00") == []
    assert [m.to for m in dead.tick("2021-01-20 07:00")] == [ALFA]


def test_a_retry_of_the_hosts_own_mail_is_in_the_installations_chain(joined: Going) -> None:
    joined.box.answers["ada@example.org"] = ("permanent", 550, "5.1.1 no such user")
    joined.tick("2021-03-15 08:00")
    retry(joined.runtime, mail_to(joined, "ada@example.org"), EVA)
    assert joined.trail(0)[-1]["kind"] == "mail_retried"


# --- what came back -----------------------------------------------------------------------------


def test_a_mail_that_came_back_marks_its_address_and_says_so_once(joined: Going) -> None:
    joined.tick("2021-01-19 08:00")
    planner = joined.appointment("alfa", "coordinator")
    with grown(joined, alfa=1):
        assert bounced(joined.runtime, mail_to(joined, ALFA), EVA) == [planner]
    assert joined.rows(t.Appointment, "undeliverable_at", id=planner) != [(None,)]
    before = joined.everything()
    assert bounced(joined.runtime, mail_to(joined, ALFA), EVA) == []
    assert joined.everything() == before
    (letter,) = [m for m in joined.tick("2021-01-20 08:00") if m.to == "ada@example.org"]
    assert letter.items == (("undeliverable:coordinator", "host"),)
    assert ALFA in letter.text


def test_a_mail_that_does_not_exist_or_never_left_cannot_have_come_back(joined: Going) -> None:
    before = joined.everything()
    with pytest.raises(NotFound, match=r"no mail no\. 999"):
        bounced(joined.runtime, 999, EVA)
    assert joined.everything() == before
    joined.box.answers[ALFA] = ("temporary", 451, "4.3.0 later")
    joined.tick("2021-01-19 08:00")
    with pytest.raises(BadInput, match="has not left"):
        bounced(joined.runtime, mail_to(joined, ALFA), EVA)
