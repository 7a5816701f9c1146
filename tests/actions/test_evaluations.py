"""What people thought of a meeting: who may say it and when, one opinion each, and what the host is shown of it."""

from __future__ import annotations

import pytest

from jimflow.actions.at_meeting import at_meeting
from jimflow.actions.attendance import Came, record_attendance
from jimflow.actions.errors import BadInput, NotAllowed, NotFound
from jimflow.actions.evaluations import Opinion, evaluate, may_evaluate, opinions, own_opinion
from jimflow.actions.functions import end_function
from jimflow.actions.guests import Guest
from jimflow.actions.meetings import cancel_meeting
from jimflow.core.model import Actor
from jimflow.store import tables as t
from jimflow.store.transaction import read
from tests.actions.going import Going, grown
from tests.actions.loaded import EVA
from tests.actions.someone import someone
from tests.build import day

EVERYBODY = ("planner.alfa", "coordinator.alfa", "planner.beta", "coordinator.beta")


@pytest.fixture
def met(joined: Going) -> Going:
    """The day of the kick-off, at noon."""
    joined.clock.set("2021-04-14 12:00")
    return joined


def person(going: Going, name: str = "planner.alfa") -> Guest:
    return someone(going, f"{name}@example.org")


def meeting(going: Going, step: str = "start", cluster: str = "north") -> int:
    ((number,),) = going.rows(t.Meeting, "id", step=step, cluster=going.clusters[cluster])
    return int(number)


def say(going: Going, name: str = "planner.alfa", worth: int | None = 4, *texts: str, step: str = "start") -> None:
    good, less_good, interesting = (*texts, "", "", "")[:3]
    evaluate(going.runtime, person(going, name), meeting(going, step), worth, good, less_good, interesting)


def seen(going: Going) -> object:
    with read(going.runtime.engine) as tx:
        return opinions(tx, meeting(going), "uid")


def test_somebody_who_is_invited_says_what_the_meeting_gave(met: Going) -> None:
    with grown(met, alfa=1):
        say(met, "planner.alfa", 4, " Gott kaffe ", "Långt", "Tid")
    rows = met.rows(t.MeetingEvaluation, "participation", "written_by", "worth", "good", "less_good", "interesting")
    assert rows == [(met.agencies["alfa"], person(met).pseudonym, 4, "Gott kaffe", "Långt", "Tid")]
    told = met.trail("alfa")[-1]
    assert (told["kind"], told["actor"]["name"], told["step"], told["changed"]) == (
        *("evaluated", person(met).pseudonym),
        *("start", False),
    )
    assert "Gott kaffe" not in str(told)


def test_it_may_be_changed_and_there_is_one_of_each(met: Going) -> None:
    say(met, "planner.alfa", 2, "Kaffet")
    say(met, "planner.alfa", 5)
    assert met.rows(t.MeetingEvaluation, "worth", "good") == [(5, "")]
    assert met.trail("alfa")[-1]["changed"] is True
    with read(met.runtime.engine) as tx:
        mine = own_opinion(tx, person(met), meeting(met))
        assert own_opinion(tx, person(met, "planner.beta"), meeting(met)) is None
    assert mine == Opinion(5, "", "", "", met.clock())


@pytest.mark.parametrize(
    ("now", "may"),
    [
        ("2021-04-13 23:00", False),
        ("2021-04-14 08:00", True),
        ("2021-06-13 23:00", True),
        ("2021-06-14 00:30", False),
    ],
)
def test_it_is_open_from_the_first_day_and_for_sixty_days_after(joined: Going, now: str, may: bool) -> None:
    joined.clock.set(now)
    with read(joined.runtime.engine) as tx:
        assert may_evaluate(at_meeting(joined.runtime, tx, person(joined), meeting(joined))) is may
    if may:
        say(joined)
    else:
        with pytest.raises(NotAllowed):
            say(joined)


def test_what_was_called_off_is_not_evaluated(met: Going) -> None:
    cancel_meeting(met.runtime, met.clusters["north"], "start", EVA, "Snö")
    with pytest.raises(NotAllowed):
        say(met)


def test_whoever_has_no_part_in_it_evaluates_nothing(met: Going) -> None:
    for name in ("planner.gamma", "finance.alfa"):
        with pytest.raises(NotFound):
            say(met, name)


def test_whoever_came_may_without_having_been_invited_and_after_having_left(met: Going) -> None:
    finance = met.appointment("alfa", "finance")
    met.clock.set("2021-04-15 09:00")
    record_attendance(met.runtime, met.agencies["alfa"], "start", [Came(finance, present=True)], EVA)
    end_function(met.runtime, finance, day("2021-04-20"), EVA)
    met.clock.set("2021-04-30 09:00")
    say(met, "finance.alfa", 3)
    assert met.rows(t.MeetingEvaluation, "participation", "worth") == [(met.agencies["alfa"], 3)]


def test_whoever_is_noted_as_absent_was_not_there(met: Going) -> None:
    finance = met.appointment("alfa", "finance")
    record_attendance(met.runtime, met.agencies["alfa"], "start", [Came(finance, present=False)], EVA)
    with pytest.raises(NotFound):
        say(met, "finance.alfa")


def test_a_guests_opinion_belongs_to_no_agency(joined: Going) -> None:
    joined.clock.set("2021-09-15 10:00")
    say(joined, "eva", 5, step="deepening")
    assert joined.rows(t.MeetingEvaluation, "participation", "worth") == [(None, 5)]
    assert joined.trail("alfa")[-1]["kind"] == "evaluated"


def test_who_sits_there_for_another_is_named_beside_her_in_the_audit(met: Going) -> None:
    assistant = person(met, "finance.alfa")
    head = someone(met, "hedda@example.org", acting=assistant)
    evaluate(met.runtime, head, meeting(met), 4, "", "", "")
    told = met.trail("alfa")[-1]
    assert (told["actor"]["name"], told["behalf"]) == (assistant.pseudonym, head.pseudonym)


@pytest.mark.parametrize(("worth", "good"), [(0, ""), (6, ""), (None, ""), (3, "å" * 2001)])
def test_what_cannot_be_kept_is_said_and_nothing_is(met: Going, worth: int | None, good: str) -> None:
    before = met.everything()
    with pytest.raises(BadInput):
        say(met, "planner.alfa", worth, good)
    assert met.everything() == before


# --- what the host is shown -------------------------------------------------------------------------


def test_two_opinions_have_texts_and_no_numbers(met: Going) -> None:
    say(met, "planner.alfa", 1, "Bra")
    say(met, "planner.beta", 5, "Kul")
    found = seen(met)
    assert (found.many, found.worths, found.mean, sorted(found.good)) == (2, None, None, ["Bra", "Kul"])  # type: ignore[attr-defined]


def test_three_have_numbers_too(met: Going) -> None:
    for name, worth in zip(EVERYBODY, (1, 5, 5, 4), strict=True):
        say(met, name, worth)
    found = seen(met)
    assert (found.many, found.worths, found.mean) == (4, (1, 0, 0, 1, 2), 3.75)  # type: ignore[attr-defined]


def test_the_texts_stand_in_an_order_of_their_own_that_stays(met: Going) -> None:
    for n, name in enumerate(EVERYBODY):
        say(met, name, 3, f"g{n}", f"l{n}", f"i{n}")
    first, again = seen(met), seen(met)
    assert first == again
    orders = {tuple(text[1] for text in getattr(first, kind)) for kind in ("good", "less_good", "interesting")}
    assert orders != {("0", "1", "2", "3")}
    assert len(orders) > 1  # else one could read across who wrote what


def test_no_actor_of_the_audit_is_a_name(met: Going) -> None:
    say(met)
    assert Actor(person(met).name) not in [Actor(e["actor"]["name"]) for e in met.trail("alfa")]
