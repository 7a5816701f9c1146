"""`workflow diagram` draws a definition's states, a round's positions on them, and what a rule looks at."""

from __future__ import annotations

from xml.etree import ElementTree

from jimflow.files.shipped import shipped
from tests.cli.console import Console

SVG = "{http://www.w3.org/2000/svg}"
ROUND = "jim-plus-2021-2022"


def description(picture: str) -> str:
    return ElementTree.fromstring(picture).findtext(f"{SVG}desc") or ""


def badges(picture: str) -> list[str]:
    groups = ElementTree.fromstring(picture).iter(f"{SVG}g")
    return [g.findtext(f"{SVG}text") or "" for g in groups if g.get("class") == "badge"]


def test_a_definition_is_drawn_as_svg_without_any_database(empty: Console) -> None:
    answer = empty("workflow", "diagram", "jim-plus", "--format", "svg")
    assert description(answer.out).startswith("Huvudvägen: Föreslagen → Inbjuden → Förberedelse → Uppstart → ")
    assert badges(answer.out) == []
    assert list(empty.folder.iterdir()) == []


def test_the_picture_can_run_downwards(empty: Console) -> None:
    def shape(*more: str) -> tuple[float, float]:
        root = ElementTree.fromstring(empty("workflow", "diagram", "jim-plus", "--format", "svg", *more).out)
        return float(root.get("width") or 0), float(root.get("height") or 0)

    (wide, low), (narrow, high) = shape(), shape("--down")
    assert wide > 3 * low
    assert narrow < high < wide


def test_a_round_is_counted_on_its_own_definition(joined: Console) -> None:
    drawn = joined("workflow", "diagram", "--round", ROUND, "--format", "svg")
    assert badges(drawn.out) == ["12", "1"]
    assert description(drawn.out).endswith("Föreslagen 12, Förberedelse 1. Läget 11 januari 2021 · påhittat exempel.")
    assert ">Läget 11 januari 2021 · påhittat exempel</text>" in drawn.out
    lines = joined("workflow", "diagram", "--round", ROUND, "--lang", "en").out.splitlines()
    assert lines[:4] == ["---", "title: As of 11 January 2021 · invented example", "---", "stateDiagram-v2"]
    assert [line.strip() for line in lines if "(" in line] == [
        'state "Proposed (12)" as s0',
        'state "Preparation (1)" as s3',
    ]


def test_who_stands_where_the_file_has_no_state_is_told_beside_the_picture(joined: Console) -> None:
    text = (shipped("workflows") / "jim-plus.yaml").read_text(encoding="utf-8")
    (joined.folder / "mine.yaml").write_text(text.replace("proposed", "considered"), encoding="utf-8")
    answer = joined("workflow", "diagram", "mine.yaml", "--round", ROUND)
    assert "12 står i tillstånd som definitionen inte har: proposed." in answer.err
    assert "(1)" in answer.out


def test_a_rule_is_drawn_with_what_it_looks_at(empty: Console) -> None:
    picture = empty("workflow", "diagram", "jim-plus", "--rule", "theme_set", "--format", "svg").out
    assert description(picture) == ("Regeln prövas i fördjupning, när steget börjar. Den ser på: klustrets tema.")
    assert empty("workflow", "diagram", "jim-plus", "--rule", "theme_set").out.startswith("flowchart LR\n")


def test_what_cannot_be_drawn_is_said_in_one_sentence(empty: Console) -> None:
    unknown = empty("workflow", "diagram", "jim-plus", "--rule", "theme_st", code=2)
    assert unknown.err == "jim-plus har ingen regel theme_st. Menade du theme_set?\n"
    assert empty("workflow", "diagram", "jim-plus", "--format", "png", code=2).err == "--format är mermaid eller svg.\n"
    assert empty("workflow", "diagram", code=2).err == "Säg vilken definition, eller vilken omgång med --round.\n"
