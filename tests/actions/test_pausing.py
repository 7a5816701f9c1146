"""A pause until a day: the host is reminded from that morning on, and nothing happens by itself."""

from __future__ import annotations

from datetime import date

import pytest

from jimflow.actions.errors import BadInput, NotAllowed
from jimflow.actions.pausing import put_off
from jimflow.store import tables as t
from tests.actions.going import Going, grown
from tests.actions.loaded import EVA

MONDAY = date(2021, 2, 1)
OVER = "Uppehåll som skulle vara slut"


def pause(at: Going, agency: str = "alfa", until: date | None = MONDAY) -> None:
    assert at.do(agency, "pause", reason="Val", until=until).ok


def until(at: Going) -> date | None:
    (row,) = at.rows(t.Participation, "paused_until", id=at.agencies["alfa"])
    found: date | None = row[0]
    return found


def morning(at: Going, local: str) -> str:
    """What the host reads that morning; "" when nothing comes."""
    said = [m.text for m in at.tick(local) if ("morning", "host") in m.items]
    return "".join(said).replace("\r\n", "\n")


def test_the_day_stands_in_the_row_and_in_the_audit_and_goes_when_the_agency_goes_on(joined: Going) -> None:
    pause(joined)
    assert until(joined) == MONDAY
    assert joined.trail("alfa")[-1]["until"] == "2021-02-01"
    assert joined.do("alfa", "resume").ok
    assert until(joined) is None
    assert "until" not in joined.trail("alfa")[-1]


def test_from_that_morning_on_the_host_is_reminded_until_someone_acts(joined: Going) -> None:
    pause(joined)
    pause(joined, "beta", None)
    assert OVER not in morning(joined, "2021-01-29 08:00")
    said = morning(joined, "2021-02-01 08:00")
    assert f"{OVER}\n{'-' * len(OVER)}\n- Alfaverket: uppehållet var tänkt till måndag 1 februari" in said
    assert "Beta" not in said.partition(OVER)[2]
    assert OVER in morning(joined, "2021-02-02 08:00")
    assert joined.facts("alfa").state == "paused"
    assert joined.do("alfa", "resume").ok
    assert OVER not in morning(joined, "2021-02-03 08:00")


def test_a_day_without_mail_is_made_good_on_the_next_morning(joined: Going) -> None:
    pause(joined, until=date(2021, 1, 30))  # a Saturday
    assert OVER not in morning(joined, "2021-01-29 08:00")
    assert OVER in morning(joined, "2021-02-01 08:00")


def test_another_day_takes_the_reminder_with_it_and_is_audited(joined: Going) -> None:
    pause(joined)
    assert OVER in morning(joined, "2021-02-01 08:00")
    version = joined.facts("alfa").version
    with grown(joined, alfa=1):
        put_off(joined.runtime, joined.agencies["alfa"], date(2021, 2, 8), EVA)
    assert (joined.trail("alfa")[-1]["kind"], joined.trail("alfa")[-1]["until"]) == ("pause_until", "2021-02-08")
    assert joined.facts("alfa").version == version + 1
    assert OVER not in morning(joined, "2021-02-02 08:00")
    assert OVER in morning(joined, "2021-02-08 08:00")


def test_a_day_that_will_not_do_is_refused_and_nothing_is_kept(joined: Going) -> None:
    before = joined.everything()
    for day in (date(2021, 1, 18), date(2021, 1, 17), date(2199, 1, 1)):
        with pytest.raises(BadInput, match="--until"):
            pause(joined, until=day)
    with pytest.raises(BadInput, match="does not belong to withdraw"):
        joined.do("alfa", "withdraw", reason="Val", until=MONDAY)
    with pytest.raises(NotAllowed, match="is not paused"):
        put_off(joined.runtime, joined.agencies["alfa"], MONDAY, EVA)
    assert joined.everything() == before
