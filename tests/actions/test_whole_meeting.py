"""A whole cluster's answers and attendance, kept at once or not at all."""

from __future__ import annotations

import pytest

from jimflow.actions.attendance import Came, Replied, record_attendance, record_rsvp
from jimflow.actions.errors import BadInput, NotAllowed, NotFound
from jimflow.actions.whole_meeting import Seen, record_attendances, record_replies
from jimflow.store import tables as t
from tests.actions.going import PER, Going, grown
from tests.actions.loaded import EVA

AFTER = "2021-04-15 09:00"


def started(round_: Going) -> tuple[int, int, int]:
    """The number of the first meeting, and of the planners of alfa and beta."""
    ((number,),) = round_.rows(t.Meeting, "id", step="start")
    return number, round_.appointment("alfa", "planner"), round_.appointment("beta", "planner")


def reply(round_: Going, *lines: tuple[str, Replied], seen: Seen | None = None) -> int:
    number, *_ = started(round_)
    by = {round_.agencies[agency]: [line] for agency, line in lines}
    return record_replies(round_.runtime, number, "start", by, seen or {}, PER)


def attend(round_: Going, *lines: tuple[str, Came], seen: Seen | None = None) -> dict[int, list[str]]:
    number, *_ = started(round_)
    by = {round_.agencies[agency]: [line] for agency, line in lines}
    return record_attendances(round_.runtime, number, "start", by, seen or {}, PER)


def replies(round_: Going) -> dict[int, tuple[str, int | None]]:
    return {a: (said, deputy) for a, said, deputy in round_.rows(t.Rsvp, "appointment", "answer", "deputy")}


def test_the_answers_of_several_are_kept_each_in_its_own_trail(joined: Going) -> None:
    _, alfa, beta = started(joined)
    stand_in = joined.appointment("alfa", "coordinator")
    with grown(joined, alfa=1, beta=1):
        assert reply(joined, ("alfa", Replied(alfa, "no", stand_in)), ("beta", Replied(beta, "yes"))) == 2
    assert replies(joined) == {alfa: ("no", stand_in), beta: ("yes", None)}


def test_an_answer_that_somebody_else_has_given_meanwhile_is_not_written_over(joined: Going) -> None:
    _, alfa, beta = started(joined)
    record_rsvp(joined.runtime, joined.agencies["beta"], "start", beta, "maybe", EVA)
    before = joined.everything()
    with pytest.raises(NotAllowed, match="Somebody else"):
        reply(joined, ("alfa", Replied(alfa, "no")), ("beta", Replied(beta, "yes")))
    assert joined.everything() == before
    reply(joined, ("alfa", Replied(alfa, "no")), ("beta", Replied(beta, "yes")), seen={beta: "maybe"})
    assert replies(joined) == {alfa: ("no", None), beta: ("yes", None)}


def test_one_answer_that_cannot_be_keeps_all_of_them_out(joined: Going) -> None:
    _, alfa, beta = started(joined)
    before = joined.everything()
    for error, lines in (
        (BadInput, [("alfa", Replied(alfa, "no")), ("beta", Replied(beta, "perhaps"))]),
        (NotFound, [("alfa", Replied(alfa, "no")), ("beta", Replied(alfa, "yes"))]),
        (BadInput, []),
    ):
        with pytest.raises(error):
            reply(joined, *lines)
    assert joined.everything() == before


def test_who_came_is_kept_for_several_and_what_was_missed_is_asked_for(joined: Going) -> None:
    _, alfa, beta = started(joined)
    joined.clock.set(AFTER)
    with grown(joined, alfa=1, beta=1):
        asked = attend(joined, ("alfa", Came(alfa, present=False)), ("beta", Came(beta, present=True, mode="digital")))
    assert asked == {joined.agencies[a]: ["read_notes"] for a in ("alfa", "beta")}  # the coordinator is missing too
    assert sorted(joined.rows(t.Attendance, "appointment", "present", "mode")) == sorted(
        [(alfa, False, "on_site"), (beta, True, "digital")]
    )


def test_attendance_that_somebody_else_has_noted_meanwhile_is_not_written_over(joined: Going) -> None:
    _, alfa, beta = started(joined)
    joined.clock.set(AFTER)
    record_attendance(joined.runtime, joined.agencies["alfa"], "start", [Came(alfa, present=True)], EVA)
    before = joined.everything()
    with pytest.raises(NotAllowed, match="Somebody else"):
        attend(joined, ("beta", Came(beta, present=True)), ("alfa", Came(alfa, present=False)))
    assert joined.everything() == before
    attend(joined, ("alfa", Came(alfa, present=False)), seen={alfa: "on_site"})
    assert joined.rows(t.Attendance, "present", appointment=alfa) == [(False,)]
