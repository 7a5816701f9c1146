"""The clock: aware, in UTC, and shifted for a demo."""

from datetime import UTC, datetime, timedelta

from jimflow.clock import shifted, utc_now


def test_now_is_aware_and_in_utc() -> None:
    before = datetime.now(UTC)
    now = utc_now()
    assert (before <= now <= datetime.now(UTC), now.tzinfo) == (True, UTC)


def test_a_shifted_clock_runs_on_beside_the_one_it_follows() -> None:
    moments = iter([datetime(2026, 1, 1, 12, tzinfo=UTC), datetime(2026, 1, 1, 13, tzinfo=UTC)])
    example = shifted(timedelta(days=-1, minutes=5), lambda: next(moments))
    assert [example(), example()] == [
        datetime(2025, 12, 31, 12, 5, tzinfo=UTC),
        datetime(2025, 12, 31, 13, 5, tzinfo=UTC),
    ]
