"""`why` names the other ways from where one stands, so that nobody waits for the one that is closed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.build_round import ROUND
from tests.build_workflow import both, mini_definition
from tests.cli.console import Console
from tests.own_words import on_disk


def way(sv: str, en: str, **more: Any) -> dict[str, Any]:
    return {"title": both(sv, en), "from": "preparation", **more}


@pytest.fixture
def console(tmp_path: Path) -> Console:
    """The mini round, with one member preparing, in a programme with three ways besides the way on."""
    data = mini_definition()
    data["transitions"] |= {
        "be_done": way("Bli klar direkt", "Be done at once", to="completed", rules=["problem_named"]),
        "stop_early": way("Sluta i förtid", "Stop early", to="declined", reason="required"),
        "sum_up": way("Sammanfatta direkt", "Sum up at once", to="closing", completes=True),
    }
    on_disk(tmp_path, data, ROUND)
    console = Console(tmp_path)
    console("init")
    console("round", "load", "round.yaml")
    return console


def lines_after(console: Console, *call: str) -> list[str]:
    """What stands below the first empty line but one: the ways, when nothing else follows the findings."""
    out = console(*call).out
    return out[out.index("\n\n", out.index("→")) :].strip().splitlines()


def prepare(console: Console) -> None:
    for verb in ("invite", "accept"):
        console("do", "alfa", verb)


def test_where_moving_on_is_no_way_the_ones_there_are_stand_with_their_commands(console: Console) -> None:
    assert lines_after(console, "why", "alfa") == [
        "Härifrån går det att:",
        "  Bjud in → Inbjuden",
        "    jimflow do alfa invite",
    ]
    assert lines_after(console, "--lang", "en", "why", "alfa")[0] == "From here one can:"


def test_what_nothing_stops_comes_first_with_what_it_asks_for_and_the_rest_with_how_to_ask_why(
    console: Console,
) -> None:
    prepare(console)
    out = console("why", "alfa").out
    assert out[out.index("Du kan också") :].strip().splitlines() == [
        "Du kan också:",
        "  Sluta i förtid → Tackat nej",
        "    jimflow do alfa stop_early --reason 'skälet'",
        "  Sammanfatta direkt → Avslutning",
        "    jimflow do alfa sum_up",
        "",
        "Inte möjligt än:",
        "  Bli klar direkt → Genomfört",
        "    jimflow why alfa --trigger be_done",
    ]


def test_a_command_that_is_named_can_be_given(console: Console) -> None:
    prepare(console)
    assert "Bli klar direkt" in console("why", "alfa", "--trigger", "be_done").out
    assert console("do", "alfa", "sum_up").out.splitlines()[1] == "Alfaverket: Förberedelse → Avslutning."


def test_the_way_asked_about_is_not_told_over_again(console: Console) -> None:
    prepare(console)
    shown = console("why", "alfa", "--trigger", "sum_up", "--json").json["other_ways"]
    assert [way["trigger"] for way in shown] == ["stop_early", "be_done"]


def test_a_program_reads_them_in_their_order(console: Console) -> None:
    prepare(console)
    assert console("why", "alfa", "--json").json["other_ways"] == [
        {
            "trigger": trigger,
            "to": to,
            "open": trigger != "be_done",
            "acknowledge": [],
            "reason_needed": trigger == "stop_early",
            "command": {"sv": sv, "en": sv.replace("skälet", "the reason")},
        }
        for trigger, to, sv in (
            ("stop_early", "declined", "jimflow do alfa stop_early --reason 'skälet'"),
            ("sum_up", "closing", "jimflow do alfa sum_up"),
            ("be_done", "completed", "jimflow why alfa --trigger be_done"),
        )
    ]
    assert console("why", "alfa", "--at", "2030-01-01", "--json").json["other_ways"] == []


def test_after_a_load_the_next_command_is_the_programmes_own(tmp_path: Path) -> None:
    data = mini_definition()
    data["transitions"] = {("ask" if k == "invite" else k): v for k, v in data["transitions"].items()}
    on_disk(tmp_path, data, ROUND)
    console = Console(tmp_path)
    console("init")
    said = console("round", "load", "round.yaml").out
    assert "Nästa: jimflow round show, sedan jimflow do MYNDIGHET ask" in said
    console("do", "alfa", "ask")
