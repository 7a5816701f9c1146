"""A rehearsal told day by day, deadline by deadline, person by person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from jimflow.core.mistakes import Said
from jimflow.rehearsal.days import fullest, weeks
from jimflow.rehearsal.dues import dues
from jimflow.rehearsal.outcome import ClusterLine, DeadlineLine, LoadLine, MailLine, MeetingLine, Rehearsed
from jimflow.rehearsal.weights import by_function, by_person, of_person, week_names
from tests.build import SWEDEN

NOBODY = Said("", "")
EMPTY = Rehearsed(
    *("mini-2021", Said("Mini", "Mini"), True, NOBODY, "on-time", NOBODY, date(2021, 1, 11), date(2021, 12, 31), {}),
    goal="completed",
    clusters=(ClusterLine("north", Said("Norr", "North"), ("alfa", "beta")),),
    mails=(),
    deadlines=(),
    stops=(),
    load=(),
    remarks=(),
    meetings=(),
    bad_days=(),
)


def mail(day: str, to: str = "a@example.org") -> MailLine:
    return MailLine(datetime.fromisoformat(f"{day}T08:00+01:00"), to, "alfa", ("finance",), "digest", "Hej", ())


def due(organisation: str, day: str | None, **more: object) -> DeadlineLine:
    last = date.fromisoformat(day) if day else None
    made = DeadlineLine(organisation, "start", "describe", "open", None, last, last, None, late=False)
    return replace(made, **more)  # type: ignore[arg-type]


def load(week: str, to: str, function: str, mails: int, work: float, meetings: float = 0.0) -> LoadLine:
    return LoadLine(week, to, "alfa", (function,), mails, work, meetings)


def test_a_day_tells_its_mails_what_is_due_and_who_meets() -> None:
    held = MeetingLine("north", "start", date(2021, 4, 14), date(2021, 4, 15), "held", "", example=False)
    off = replace(held, day=date(2021, 4, 16), status="cancelled")
    found = replace(
        EMPTY,
        mails=(mail("2021-04-13"), mail("2021-04-13"), mail("2021-04-16")),
        deadlines=(due("alfa", "2021-04-16"), due("beta", None)),
        meetings=(held, off),
    )
    (week,) = weeks(found, SWEDEN)
    assert [(d.day.day, d.kind, d.mails, d.due, d.meetings) for d in week.days] == [
        (12, "working", 0, 0, ()),
        (13, "working", 2, 0, ()),
        (14, "working", 0, 0, (held,)),
        (15, "working", 0, 0, ()),
        (16, "working", 1, 1, ()),
        (17, "free", 0, 0, ()),
        (18, "free", 0, 0, ()),
    ]
    assert fullest(found) == date(2021, 4, 13)


def test_weeks_on_which_nothing_falls_are_told_as_one() -> None:
    found = replace(EMPTY, mails=(mail("2021-06-18"), mail("2021-08-09"), mail("2021-08-23")))
    told = [(w.first.isoformat(), w.last.isoformat(), len(w.days)) for w in weeks(found, SWEDEN)]
    assert told == [
        ("2021-06-14", "2021-06-20", 7),
        ("2021-06-21", "2021-08-08", 0),
        ("2021-08-09", "2021-08-15", 7),
        ("2021-08-16", "2021-08-22", 7),
        ("2021-08-23", "2021-08-29", 7),
    ]


def test_midsummer_eve_is_free_and_the_weeks_after_it_are_quiet() -> None:
    found = replace(EMPTY, mails=(mail("2021-06-25"), mail("2021-07-19")))
    kinds = {d.day.isoformat(): d.kind for w in weeks(found, SWEDEN) for d in w.days}
    assert (kinds["2021-06-25"], kinds["2021-06-24"], kinds["2021-07-19"]) == ("free", "working", "quiet")


def test_a_rehearsal_in_which_nothing_happens_has_no_weeks_and_no_fullest_day() -> None:
    assert (weeks(EMPTY, SWEDEN), fullest(EMPTY), week_names(EMPTY), by_function(EMPTY), dues(EMPTY)) == (
        [],
        None,
        [],
        [],
        [],
    )


def test_the_same_assignment_on_the_same_day_is_one_deadline_with_how_it_goes() -> None:
    sent, reckoned = date(2021, 4, 1), date(2021, 4, 3)
    found = replace(
        EMPTY,
        deadlines=(
            due("beta", "2021-04-01", submitted=sent, late=False),
            due("alfa", "2021-04-01", submitted=sent, late=True),
            due("gamma", "2021-04-01", late=True),
            due("delta", "2021-04-01", reckoned=reckoned),
            due("omega", None),
        ),
    )
    told = [(d.day, d.reckoned, sorted(d.organisations), d.in_time, d.late, d.missing) for d in dues(found)]
    assert told == [
        (sent, None, ["alfa", "beta", "gamma"], 1, 1, 1),
        (sent, reckoned, ["delta"], 0, 0, 1),
        (None, None, ["omega"], 0, 0, 1),
    ]


def test_a_function_weighs_what_it_weighs_for_whoever_has_most() -> None:
    found = replace(
        EMPTY,
        load=(
            load("2020-W53", "b@example.org", "finance", 4, 2.0),
            load("2021-W02", "a@example.org", "finance", 1, 6.0, 7.0),
            load("2021-W02", "b@example.org", "finance", 2, 9.5),
            load("2021-W01", "h@example.org", "head", 1, 0.0),
        ),
    )
    assert week_names(found) == ["2020-W53", "2021-W01", "2021-W02"]
    finance, head = by_function(found)
    assert (finance.of, finance.people, finance.mails, finance.hours) == ("finance", 2, 6, 13.0)
    assert (finance.weeks, finance.heaviest) == ((2.0, 0.0, 13.0), found.load[1])
    assert (head.of, head.hours, head.heaviest) == ("head", 0.0, found.load[3])
    assert [(w.of, w.mails, w.hours) for w in by_person(found, "finance")] == [
        ("a@example.org", 1, 13.0),
        ("b@example.org", 6, 11.5),
    ]
    assert of_person(found, "b@example.org") == [found.load[0], found.load[2]]


@pytest.mark.parametrize("nobody", ["", "nobody@example.org"])
def test_of_whoever_gets_nothing_nothing_is_told(nobody: str) -> None:
    assert of_person(EMPTY, nobody) == []
    assert by_person(EMPTY, nobody) == []
