"""The board says of each agency what stops it, and once for a cluster what stops everyone in it."""

from __future__ import annotations

import pytest

from tests.cli.console import Console

CLUSTER = "(SELECT id FROM cluster WHERE code = 'rattsvardande')"
THEME = "Klustret Rättsvårdande myndigheter har inte valt tema för träff 4 (Fördjupning)"


@pytest.fixture
def held(console: Console, monkeypatch: pytest.MonkeyPatch) -> Console:
    """The four of the first cluster after the third meeting, at which nobody was recorded; no theme is chosen."""
    monkeypatch.setenv("COLUMNS", "300")
    console.travel("2021-10-15T08:00")
    console.sql(f"UPDATE meeting SET status = 'held' WHERE step = 'budgeting' AND cluster = {CLUSTER}")
    place(
        console, "budgeting", "kriminalvarden", "migrationsverket", "polismyndigheten", "statens_institutionsstyrelse"
    )
    return console


def place(console: Console, state: str, *agencies: str) -> None:
    for agency in agencies:
        console.sql("UPDATE participation SET state = ? WHERE subject = ?", state, agency)


def first_cluster(console: Console, *words: str) -> list[str]:
    """Its lines, each without the spaces between columns."""
    out = console("round", "show", *words).out.replace("\n    ", " ")  # a heading goes on on the next line
    lines = [" ".join(line.split()) for line in out.splitlines()]
    start = lines.index("Justice agencies" if "en" in words else "Rättsvårdande myndigheter")
    return lines[start : lines.index("", start)]


def test_what_stops_everyone_in_a_cluster_is_said_once_and_the_rest_by_each(held: Console) -> None:
    lines = first_cluster(held)
    assert [line for line in lines if "tema" in line] == [f"stopp för alla: {THEME}"]
    rows = [line for line in lines if "Jämställdhetsbudgetering stopp:" in line]
    assert [line.partition(" ")[0] for line in rows] == [
        "Kriminalvården",
        "Migrationsverket",
        "Polismyndigheten",
        "Statens",
    ]
    assert [line for line in rows if "till ·" in line] == []  # what is said above is not counted again


def test_who_is_elsewhere_is_not_among_all(held: Console) -> None:
    place(held, "problem_formulation", "statens_institutionsstyrelse")
    assert f"stopp för alla i Jämställdhetsbudgetering: {THEME}" in first_cluster(held)
    place(held, "paused", "statens_institutionsstyrelse")
    assert f"stopp för alla: {THEME}" in first_cluster(held)


def test_what_stops_one_alone_is_said_by_its_name(held: Console) -> None:
    place(held, "deepening", "migrationsverket", "polismyndigheten", "statens_institutionsstyrelse")
    lines = first_cluster(held)
    assert [line for line in lines if line.startswith("stopp")] == []
    (row,) = [line for line in lines if line.startswith("Kriminalvården Jämställdhetsbudgetering stopp: ")]
    assert " och 1 till ·" in row


def test_it_is_said_in_english_too(held: Console) -> None:
    assert (
        "stop for all: The cluster Justice agencies has not chosen a theme for meeting 4 (In-depth session)"
        in " ".join(first_cluster(held, "--lang", "en"))
    )
