"""The language of times and efforts: what it reads, what it refuses and what can be said of two days."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jimflow.core.moments import (
    ANCHORS,
    Effort,
    Moment,
    MomentError,
    Offset,
    compare,
    parse_effort,
    parse_moment,
)
from tests.build import SWEDEN


@pytest.mark.parametrize(
    ("text", "offsets"),
    [
        ("entered", [Offset("entered")]),
        ("meeting - 28 days", [Offset("meeting", -28, "days")]),
        ("meeting + 30 working days", [Offset("meeting", 30, "working days")]),
        ("due - 3 working days", [Offset("due", -3, "working days")]),
        ("due + 1 working day", [Offset("due", 1, "working days")]),
        ("due + 1 day", [Offset("due", 1, "days")]),
        (
            "next_meeting - 35 days else meeting + 30 working days",
            [Offset("next_meeting", -35, "days"), Offset("meeting", 30, "working days")],
        ),
        ("opens else made else entered", [Offset("opens"), Offset("made"), Offset("entered")]),
    ],
)
def test_a_moment_is_read_and_written_back(text: str, offsets: list[Offset]) -> None:
    moment = parse_moment(text)
    assert moment == Moment(tuple(offsets))
    assert str(moment) == text


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("meeting - 4 weeks", "meeting - 28 days"),
        ("meeting + 1 week", "meeting + 7 days"),
        ("entered + 1 months", "entered + 1 month"),
        ("entered + 06  months", "entered + 6 months"),
        ("  meeting-28   days ", "meeting - 28 days"),
        ("due + 2 working  day", "due + 2 working days"),
        ("due + 0 working days", "due"),
        ("due - 003 days", "due - 3 days"),
        ("due - 1 days\n  else  entered", "due - 1 day else entered"),
    ],
)
def test_other_spellings_of_a_moment_are_written_one_way(text: str, canonical: str) -> None:
    assert str(parse_moment(text)) == canonical
    assert parse_moment(canonical) == parse_moment(text)


@pytest.mark.parametrize(
    ("text", "what", "suggestion"),
    [
        (
            "meting - 3 days",
            '"meting - 3 days" starts from "meting", which does not exist',
            "did you mean meeting? here a time starts from entered, meeting",
        ),
        (
            "sommar",
            '"sommar" starts from "sommar", which does not exist',
            "here a time starts from entered, meeting",
        ),
        (
            "due - 3 days",
            '"due - 3 days" starts from due, which cannot be used here',
            "here a time starts from entered, meeting",
        ),
        (
            "meeting - 3 workdays",
            '"workdays" in "meeting - 3 workdays" is no unit',
            "did you mean working days? the units are day, days, week, weeks, month, months, working day, working days",
        ),
        (
            "meeting - 3 years",
            '"years" in "meeting - 3 years" is no unit',
            "the units are day, days, week, weeks, month, months, working day, working days",
        ),
        (
            "meeting + 33 months",
            '"meeting + 33 months" is too far away',
            "at most 1000 days",
        ),
        (
            "meeting - 1001 days",
            '"meeting - 1001 days" is too far away',
            "at most 1000 days",
        ),
        (
            "meeting - 150 weeks",
            '"meeting - 150 weeks" is too far away',
            "at most 1000 days",
        ),
        (
            "entered else meeting else entered + 1 day",
            '"entered else meeting else entered + 1 day" starts from entered twice, so the later one is never used',
            "remove one of them",
        ),
    ],
)
def test_a_moment_that_means_nothing_is_named_with_what_is_allowed(text: str, what: str, suggestion: str) -> None:
    with pytest.raises(MomentError) as caught:
        parse_moment(text, ("entered", "meeting"))
    assert (caught.value.what.en, caught.value.suggestion.en) == (what, suggestion)
    assert str(caught.value) == f"{what} – {suggestion}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "else",
        "meeting else",
        "meeting -",
        "meeting - 3",
        "meeting 3 days",
        "meeting - three days",
        "meeting - 3.5 days",
        "meeting - -3 days",
        "meeting - 3 days or entered",
        "meeting − 3 days",
        "meeting - ٣ days",
        "3 days before meeting",
        "2021-06-01",
        "{{7*7}}",
    ],
)
def test_what_cannot_be_read_is_answered_with_the_shape_of_a_moment(text: str) -> None:
    with pytest.raises(MomentError) as caught:
        parse_moment(text, ("entered", "meeting"))
    assert caught.value.what.sv == f'"{text}" går inte att läsa som en tid'
    assert caught.value.suggestion.sv == (
        "skriv som entered - 10 working days; här går det att utgå från entered, meeting"
    )


@pytest.mark.parametrize("text", ["meeting - " + "9" * 10_000 + " days", "x" * 100_000, "meeting - 1 " + "d" * 50_000])
def test_an_endless_moment_is_refused_in_a_short_sentence(text: str) -> None:
    with pytest.raises(MomentError) as caught:
        parse_moment(text)
    assert len(str(caught.value)) < 400


ANCHOR_DATES = {
    "entered": date(2021, 1, 11),
    "meeting": date(2021, 6, 8),
    "next_meeting": None,
    "due": date(2021, 6, 1),
}


@pytest.mark.parametrize(
    ("text", "resolved"),
    [
        ("entered", date(2021, 1, 11)),
        ("meeting - 28 days", date(2021, 5, 11)),
        ("due + 1 working day", date(2021, 6, 2)),
        ("meeting + 13 working days", date(2021, 6, 28)),  # past Midsummer Eve
        ("meeting + 17 days", date(2021, 6, 25)),  # Midsummer Eve itself: not moved yet
        ("next_meeting - 35 days else meeting + 30 working days", date(2021, 7, 21)),
        ("next_meeting - 35 days", None),
        ("made else next_meeting", None),
        ("made else due else entered", date(2021, 6, 1)),
    ],
)
def test_a_moment_stands_on_its_first_anchor_with_a_date(text: str, resolved: date | None) -> None:
    assert parse_moment(text).resolve(ANCHOR_DATES, SWEDEN) == resolved


def test_a_dated_next_meeting_takes_over_from_the_fallback() -> None:
    moment = parse_moment("next_meeting - 35 days else meeting + 30 working days")
    assert moment.resolve({**ANCHOR_DATES, "next_meeting": date(2021, 9, 29)}, SWEDEN) == date(2021, 8, 25)


# Comparing


@pytest.mark.parametrize(
    ("a", "b", "sign"),
    [
        ("meeting - 28 days", "meeting - 7 days", -1),
        ("meeting + 3 working days", "meeting + 3 working days", 0),
        ("due", "due - 3 working days", 1),
        ("meeting - 5 working days", "meeting - 28 days", 1),
        ("meeting - 25 working days", "meeting - 28 days", -1),
        ("meeting + 30 working days", "meeting + 28 days", 1),
        ("meeting - 1 working day", "meeting + 1 day", -1),
        ("meeting - 20 working days", "meeting - 28 days", None),  # 28 days exactly when no holiday comes between
        ("meeting + 5 working days", "meeting + 5 days", None),
        ("meeting", "entered", None),
        ("entered + 6 months", "entered + 26 weeks", None),
        ("entered + 6 months", "entered + 23 weeks", 1),
        ("entered + 6 months", "entered + 27 weeks", -1),
        ("entered + 7 months", "entered + 6 months", 1),
        ("meeting - 1 month", "meeting - 5 working days", -1),
    ],
)
def test_two_days_are_ordered_only_when_it_is_certain(a: str, b: str, sign: int | None) -> None:
    (ours,), (theirs,) = parse_moment(a).alternatives, parse_moment(b).alternatives
    assert compare(ours, theirs) == sign
    assert compare(theirs, ours) == (None if sign is None else -sign)


offsets = st.one_of(
    st.builds(Offset, st.sampled_from(ANCHORS[:3]), st.integers(-60, 60), st.sampled_from(["days", "working days"])),
    st.builds(Offset, st.sampled_from(ANCHORS[:3]), st.integers(-2, 2), st.just("months")),
).map(lambda offset: offset if offset.amount else Offset(offset.anchor))
moments = st.lists(offsets, min_size=1, max_size=3, unique_by=lambda offset: offset.anchor).map(
    lambda alternatives: Moment(tuple(alternatives))
)


@settings(max_examples=200, deadline=None)
@given(moments)
def test_every_moment_reads_back_as_itself(moment: Moment) -> None:
    assert parse_moment(str(moment)) == moment


@settings(max_examples=300, deadline=None)
@given(
    offsets,
    offsets,
    st.booleans(),
    st.dates(date(2020, 12, 1), date(2034, 12, 1)),
)
def test_an_order_that_is_certain_holds_on_every_day_of_the_swedish_calendar(
    ours: Offset, theirs: Offset, bare: bool, start: date
) -> None:
    other = Offset(ours.anchor, 0 if bare else theirs.amount, theirs.unit)
    sign = compare(ours, other)
    assume(sign is not None)
    first, second = (Moment((each,)).resolve({ours.anchor: start}, SWEDEN) for each in (ours, other))
    assert first and second
    assert (first > second) - (first < second) == sign


# Efforts


@pytest.mark.parametrize(
    ("text", "minutes", "canonical"),
    [
        ("2 days", 960, "2 days"),
        ("1 day", 480, "1 day"),
        ("half a day", 240, "half a day"),
        ("0.5 days", 240, "half a day"),
        ("1.5 days", 720, "1.5 days"),
        ("1,5 days", 720, "1.5 days"),
        ("1 hour", 60, "1 hour"),
        ("3  hours", 180, "3 hours"),
        ("half an hour", 30, "half an hour"),
        ("90 minutes", 90, "90 minutes"),
        ("1.5 hours", 90, "90 minutes"),
        ("1 minute", 1, "1 minute"),
        ("100 days", 48_000, "100 days"),
        ("47999 minutes", 47_999, "47999 minutes"),
    ],
)
def test_an_effort_is_read_in_minutes_of_an_eight_hour_day(text: str, minutes: int, canonical: str) -> None:
    assert parse_effort(text) == Effort(minutes)
    assert str(Effort(minutes)) == canonical


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2",
        "days",
        "0 days",
        "-1 day",
        "two days",
        "2 weeks",
        "101 days",
        "0.01 hours",
        "half",
        "1e3 days",
        "٢ days",
    ],
)
def test_what_is_no_effort_is_refused_with_examples(text: str) -> None:
    with pytest.raises(MomentError) as caught:
        parse_effort(text)
    assert str(caught.value) == (
        f'"{text}" is no amount of work – '
        "write for example 2 days, half a day, 1 hour, 90 minutes: whole minutes, at most 100 days"
    )


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 48_000))
def test_every_effort_reads_back_as_itself(minutes: int) -> None:
    assert parse_effort(str(Effort(minutes))) == Effort(minutes)
