"""Two who deal with the outbox at the same moment, or one and the heartbeat: once each, nothing lost, nobody stuck."""

from __future__ import annotations

from collections import Counter

from jimflow.actions.compose import compose_due
from jimflow.actions.mail_drafts import wording
from jimflow.actions.mail_edits import edit_mail
from jimflow.actions.mail_review import set_review
from jimflow.actions.mail_stops import hold_all, let_go
from jimflow.actions.mails import release
from jimflow.store import tables as t
from tests.actions.going import PER, Going, grown
from tests.actions.loaded import EVA
from tests.actions.test_at_once import ONE_EACH, together
from tests.actions.test_mail_edits import number
from tests.actions.test_mail_stops import the_round

TWICE = Counter({"done": 2})


def waiting(going: Going) -> Going:
    set_review(going.runtime, the_round(going), "all", EVA)
    going.tick("2021-01-19 08:00")
    return going


def test_a_thing_that_two_release_is_released_once(joined: Going) -> None:
    one = number(waiting(joined))
    with grown(joined, alfa=1):
        assert together(lambda: release(joined.runtime, [one], EVA)) == TWICE
    assert len([m for m in joined.tick("2021-01-19 08:10") if m.to.startswith("coordinator.alfa")]) == 1


def test_of_two_who_write_over_the_same_words_one_is_told(joined: Going) -> None:
    one = number(waiting(joined))
    seen = wording(joined.runtime, one).seen
    with grown(joined, alfa=1):
        assert together(lambda: edit_mail(joined.runtime, one, "Nytt", "Ny text", PER, seen=seen)) == ONE_EACH


def test_mail_that_two_stop_is_stopped_once_and_let_go_once(joined: Going) -> None:
    before = len(joined.trail(0))
    assert together(lambda: hold_all(joined.runtime, the_round(joined), "Fel", EVA)) == ONE_EACH
    assert together(lambda: let_go(joined.runtime, the_round(joined), EVA)) == ONE_EACH
    assert len(joined.trail(0)) == before + 2


def test_what_is_released_while_mail_is_being_written_is_written_then_or_at_the_next_beat(joined: Going) -> None:
    one = number(waiting(joined))
    turns = iter((lambda: release(joined.runtime, [one], EVA), lambda: compose_due(joined.runtime)))

    def one_of_them() -> None:
        next(turns)()

    assert together(one_of_them) == TWICE
    compose_due(joined.runtime)
    assert joined.rows(t.Intent, "status", "held", id=one) == [("composed", False)]
