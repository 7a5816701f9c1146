"""What a meeting keeps when it is moved from the command line, and how its place is told."""

from __future__ import annotations

import pytest

from tests.cli.console import Console

BOTH = {"sv": "Göteborg och digitalt", "en": "Gothenburg and online"}
HYBRID = ("--mode", "hybrid", "--from", "10:00", "--to", "15:00", "--place", "Uppsala")


def sessions(console: Console, cluster: str, number: int) -> list[tuple[str, str, str, str]]:
    """(begins, ends, mode, place) of a meeting; UTC."""
    found = console("meeting", "show", cluster, "--json").json["meetings"][number - 1]["sessions"]
    return [(s["starts_at"][:16], s["ends_at"][11:16], s["mode"], s["place"]["sv"]) for s in found]


def test_a_move_to_another_day_keeps_hours_mode_and_place_in_both_languages(started: Console) -> None:
    out = started("meeting", "move", "rätts", "5", "2022-05-24").out.splitlines()
    assert out[1:3] == [
        "Rättsvårdande myndigheter: träff 5 (Uppföljning) är flyttad till tisdag 24 maj 2022.",
        "  tisdag 24 maj 2022 kl. 09.00–16.00, på plats och digitalt, Göteborg och digitalt",
    ]
    (moved,) = started("meeting", "show", "rätts", "--json").json["meetings"][4]["sessions"]
    assert (moved["mode"], moved["place"]) == ("hybrid", BOTH)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((), ("2021-06-16T08:00", "13:00", "hybrid", "Uppsala")),
        (("--from", "9.30"), ("2021-06-16T07:30", "13:00", "hybrid", "Uppsala")),
        (("--to", "12:00"), ("2021-06-16T08:00", "10:00", "hybrid", "Uppsala")),
        (("--place", "Kiruna"), ("2021-06-16T08:00", "13:00", "hybrid", "Kiruna")),
        (("--place", ""), ("2021-06-16T08:00", "13:00", "hybrid", "")),
        (("--mode", "on_site"), ("2021-06-16T08:00", "13:00", "on_site", "Uppsala")),
        (("--mode", "digital", "--place", "Teams"), ("2021-06-16T08:00", "13:00", "digital", "Teams")),
    ],
)
def test_only_what_is_said_changes(
    started: Console, said: tuple[str, ...], expected: tuple[str, str, str, str]
) -> None:
    started("meeting", "move", "rätts", "2", "2021-06-15", *HYBRID)
    started("meeting", "move", "rätts", "2", "2021-06-16", *said)
    assert sessions(started, "rätts", 2) == [expected]


def test_a_meeting_that_becomes_digital_loses_the_place_people_would_have_come_to_and_says_so(
    started: Console,
) -> None:
    out = started("--lang", "en", "meeting", "move", "rätts", "5", "2022-05-24", "--mode", "digital").out.splitlines()
    assert out[2:4] == [
        "  Tuesday 24 May 2022 09:00–16:00, online",
        "  Note: the place Gothenburg and online is removed, since the meeting is now online",
    ]
    assert sessions(started, "rätts", 5) == [("2022-05-24T07:00", "14:00", "digital", "")]


def test_sessions_on_several_days_are_taken_along_as_many_working_days_apart(started: Console) -> None:
    first = ("--session", "2021-06-17 9.00-12.00", "--session", "2021-06-18 13:00–16:00", "--mode", "hybrid")
    started("meeting", "move", "rätts", "2", *first, "--place", "Lund")
    started("meeting", "move", "rätts", "2", "2021-06-11")
    assert sessions(started, "rätts", 2) == [
        ("2021-06-11T07:00", "10:00", "hybrid", "Lund"),
        ("2021-06-14T11:00", "14:00", "hybrid", "Lund"),
    ]
    assert started("meeting", "move", "rätts", "2", "2021-06-16", "--from", "10:00", code=2).err == (
        "Träffen har 2 pass. Ange --session för varje pass i stället för --from och --to.\n"
    )


def test_sessions_written_anew_are_held_as_the_ones_they_replace(started: Console) -> None:
    started("meeting", "move", "rätts", "2", "2021-06-15", *HYBRID)
    started("meeting", "move", "rätts", "2", "--session", "2021-06-17 9:00-12:00")
    assert sessions(started, "rätts", 2) == [("2021-06-17T07:00", "10:00", "hybrid", "Uppsala")]
    words = ("--session", "2021-06-18 9:00-12:00", "--session", "2021-06-17 9:00-12:00")
    started("meeting", "move", "rätts", "2", *words)
    assert sessions(started, "rätts", 2) == [
        ("2021-06-17T07:00", "10:00", "hybrid", "Uppsala"),
        ("2021-06-18T07:00", "10:00", "hybrid", "Uppsala"),
    ]


def test_hours_are_kept_as_the_wall_clock_shows_them_although_summer_time_lies_between(started: Console) -> None:
    started("meeting", "move", "rätts", "4", "2021-10-29")
    assert sessions(started, "rätts", 4) == [("2021-10-29T07:00", "14:00", "digital", "")]


def test_a_place_is_shown_in_the_readers_language(started: Console) -> None:
    swedish, english = (" ".join(started("--lang", lang, "meeting", "show").out.split()) for lang in ("sv", "en"))
    assert (BOTH["sv"] in swedish, BOTH["en"] in swedish) == (True, False)
    assert (BOTH["sv"] in english, BOTH["en"] in english) == (False, True)
