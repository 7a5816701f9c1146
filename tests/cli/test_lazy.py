"""Commands that live in modules of their own: a noun's, and one that is a single function."""

from __future__ import annotations

from types import SimpleNamespace

import typer

from jimflow.cli import rounds
from jimflow.cli.language import both, in_lang, taken_out
from jimflow.cli.lazy import built, spoken


def test_a_module_with_one_function_is_a_command() -> None:
    ran: list[str] = []

    def command(context: typer.Context, seed: str = "1") -> None:
        ran.append(f"{context.command_path} {seed}")

    made = built(SimpleNamespace(command=command, HELP=("Spela en omgång.", "Play a round.")), "demo")
    assert spoken(made, "en").help == "Play a round."
    with made.make_context("demo", ["--seed", "7"]) as context:
        made.invoke(context)
    assert ran == ["demo 7"]


def test_a_noun_brings_its_commands_in_order() -> None:
    assert list(built(rounds, "round").commands) == [
        "load",
        "list",
        "figures",
        "show",
        "export",
        "diff",
        "apply",
        "clone",
    ]


def test_a_text_in_two_languages_is_cut_and_any_other_left() -> None:
    assert (in_lang(both("ett", "one"), "sv"), in_lang(both("ett", "one"), "en")) == ("ett", "one")
    assert in_lang("plain", "en") == "plain"


def test_an_option_is_taken_out_wherever_it_stands_before_the_double_dash() -> None:
    assert taken_out(["why", "--lang", "en", "csn"], "--lang") == (["why", "csn"], "en")
    assert taken_out(["why", "csn", "--lang=en"], "--lang") == (["why", "csn"], "en")
    assert taken_out(["do", "--", "--lang", "en"], "--lang") == (["do", "--", "--lang", "en"], None)
