"""A running round moved to another definition from the command line: shown first, done with a code, taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from jimflow.files.shipped import shipped
from tests.cli.console import Console

ROUND = "jim-plus-2021-2022"
MOVE = ("workflow", "migrate", ROUND, "--to", "next.yaml")


@pytest.fixture
def ready(started: Console) -> Console:
    """Beside the round a version with a later due date and another name for an assignment."""
    text = (shipped("workflows") / "jim-plus.yaml").read_text(encoding="utf-8")
    text = text.replace('version: "2021-1"', 'version: "2021-2"').replace("describe_start", "describe_beginning")
    before = text
    text = text.replace("due: meeting + 20 working days", "due: meeting + 25 working days")
    assert text != before
    (started.folder / "next.yaml").write_text(text, encoding="utf-8")
    return started


def tables(console: Console) -> list[object]:
    names = ("participation", "assignment", "occurrence", "intent", "audit_entry", "definition")
    return [console.sql(f"SELECT * FROM {name} ORDER BY 1") for name in names]


def test_a_look_changes_nothing_and_says_what_must_be_written(ready: Console) -> None:
    before = tables(ready)
    answer = ready(*MOVE, code=1)
    assert "jim-plus-2021-2022: jim-plus 2021-1 → 2021-2" in answer.out
    assert "[måste avgöras] describe_start i start är påbörjad eller ska öppnas och finns" in answer.out
    assert "→ skriv --map assignment:describe_start=describe_beginning" in answer.out
    assert tables(ready) == before


def test_it_is_done_with_the_code_that_was_shown_and_taken_back(ready: Console) -> None:
    move = (*MOVE, "--map", "describe_start=describe_beginning")
    look = ready(*move, "--json").json
    assert (look["done"], look["after"]["version"], look["findings"]) == (False, "2021-2", [])
    assert f"--code {look['code']} --reason SKÄL" in ready(*move).out
    assert look["totals"]["due_dates_moved"] == 2
    done = ready(*move, "--code", look["code"], "--reason", "Beslut", "--json").json
    assert (done["done"], done["settled"]) == (True, True)
    assert {r["what"] for r in done["results"]} == {"moved"}
    assert "describe_beginning" in ready("assignment", "list", "kriminalvarden", "--json").out
    assert "Granskningsloggen är hel" in ready("audit", "verify").out
    assert "flyttad till en annan definition" in ready("audit", "list", "kriminalvarden", "--limit", "1").out
    back = ready("workflow", "migrate", ROUND, "--revert", "--json").json
    said = ready(
        "workflow", "migrate", ROUND, "--revert", "--code", back["code"], "--reason", "Fel", "--lang", "en"
    ).out
    assert "The round follows that definition now, with its meetings and materials." in said
    assert "describe_start" in ready("assignment", "list", "kriminalvarden", "--json").out


def test_one_of_them_alone(ready: Console) -> None:
    move = (*MOVE, "--map", "describe_start=describe_beginning", "--only", "polismyndigheten")
    assert ready(*move, "--yes", "--reason", "Prov").out.splitlines()[1:] == ["Polismyndigheten: flyttad."]
    assert ready("round", "show").out.count("Polismyndigheten") == 1


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("workflow", "migrate", ROUND), 2, "Ange vart med --to FIL, eller --revert för att gå tillbaka."),
        ((*MOVE, "--yes"), 2, "Skriv skälet (--reason)."),
        ((*MOVE, "--code", "abc", "--reason", "x"), 1, "Något har ändrats sedan du tittade."),
        ((*MOVE, "--map", "x"), 2, "--map x: skriv GAMMALT=NYTT"),
        (("workflow", "migrate", ROUND, "--revert", "--map", "a=b"), 2, "--map hör inte till --revert."),
    ],
)
def test_what_cannot_be_is_told(ready: Console, words: tuple[str, ...], code: int, said: str) -> None:
    assert ready(*words, code=code).err.startswith(said)


def test_another_programme_is_another_round(ready: Console, tmp_path: Path) -> None:
    file = ready.folder / "next.yaml"
    text = file.read_text(encoding="utf-8").replace("workflow: jim-plus", "workflow: another")
    file.write_text(text, encoding="utf-8")
    assert "[går inte] omgången följer jim-plus, filen beskriver another" in ready(*MOVE, code=1).out
