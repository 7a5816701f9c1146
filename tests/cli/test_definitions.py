"""Definitions from the command line: listed, checked, shown, drawn; without any database."""

from __future__ import annotations

from jimflow.files.shipped import shipped
from tests.cli.console import Console

JIM_PLUS = shipped("workflows") / "jim-plus.yaml"


def test_the_shipped_definition_is_sound(empty: Console) -> None:
    assert empty("workflow", "check", "jim-plus").out.startswith("jim-plus 2021-1 är hel: 7 steg, ")
    assert empty("workflow", "check", "jim-plus", "--json").json["ok"] is True
    assert empty("workflow", "check").code == 0
    assert list(empty.folder.iterdir()) == []


def test_every_mistake_is_told_at_once_with_file_and_line(empty: Console) -> None:
    text = JIM_PLUS.read_text(encoding="utf-8")
    broken = text.replace("calendar: sweden", "calendar: swedn").replace("check: meeting_held", "check: meeting_hold")
    broken = broken.replace("catch_up: read_notes", "catch_up: read_nots", 1)
    (empty.folder / "mine.yaml").write_text(broken, encoding="utf-8")
    answer = empty("workflow", "check", "mine.yaml", code=2)
    lines = answer.out.splitlines()
    assert lines[-1] == f"{len(lines) - 1} fel i mine.yaml."
    for word, line in (
        ("sweden", "calendar: swedn"),
        ("meeting_held", "check: meeting_hold"),
        ("read_notes", "read_nots"),
    ):
        number = next(n for n, written in enumerate(broken.splitlines(), start=1) if line in written)
        assert any(said.startswith(f"mine.yaml:{number}: ") and word in said for said in lines), (word, lines)
    findings = empty("workflow", "check", "mine.yaml", "--json", code=2).json["findings"]
    assert len(findings) == len(lines) - 1
    assert set(findings[0]) == {"place", "what", "suggestion"}


def test_an_unknown_definition_gets_the_closest_one(empty: Console) -> None:
    assert empty("workflow", "check", "jim-pluss", code=2).err == (
        "jim-pluss: det finns ingen definition med det namnet – menade du jim-plus?\n"
    )
    assert empty("workflow", "show", "nofile.yaml", code=2).err.startswith("nofile.yaml: filen finns inte")


def test_a_definition_is_shown_in_words_in_both_languages(empty: Console) -> None:
    assert "## Problemformulering (problem_formulation), träff 2, heldag" in empty("workflow", "show", "jim-plus").out
    assert (
        "## Problem formulation (problem_formulation), meeting 2"
        in empty("workflow", "show", "jim-plus", "--lang", "en").out
    )


def test_a_definition_is_drawn_as_mermaid(empty: Console) -> None:
    assert empty("workflow", "diagram", "jim-plus").out.splitlines()[0] == "stateDiagram-v2"


def test_the_definitions_are_listed(empty: Console) -> None:
    (found,) = [w for w in empty("workflow", "list", "--json").json["workflows"] if w["id"] == "jim-plus"]
    assert (found["ok"], found["version"], len(found["digest"])) == (True, "2021-1", 64)
