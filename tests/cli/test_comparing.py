"""`workflow diff` compares files, definitions by name, and what a round has in use."""

from __future__ import annotations

from jimflow.files.shipped import shipped
from tests.cli.console import Console

JIM_PLUS = shipped("workflows") / "jim-plus.yaml"
ROUND = "jim-plus-2021-2022"


def changed(console: Console, *pairs: tuple[str, str]) -> str:
    """Writes mine.yaml: the shipped definition with other words in some places."""
    text = JIM_PLUS.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    (console.folder / "mine.yaml").write_text(text, encoding="utf-8")
    return "mine.yaml"


def test_the_differences_are_told_under_headings(empty: Console) -> None:
    mine = changed(
        empty,
        ('version: "2021-1"', 'version: "2022-1"'),
        ("due: next_meeting - 10 working days", "due: next_meeting - 12 working days"),
        ('sv: "Självskattningen visar var', 'sv: "Skattningen visar var'),
    )
    lines = empty("workflow", "diff", "jim-plus", mine).out.splitlines()
    assert lines[0].startswith("jim-plus 2021-1 (")
    assert lines[0].endswith("): 3 skillnader.")
    assert lines[1:] == [
        "",
        "Programmet",
        "  – Versionen ändras från 2021-1 till 2022-1",
        "",
        "Uppgifterna",
        "  – Uppgiften ”Självskattning”: förklaringen till varför ändras",
        "      från: Självskattningen visar var ni står i dag. Den är grunden för det fortsatta arbetet och",
        "            hjälper er att välja vad ni vill få ut av träffarna.",
        "      till: Skattningen visar var ni står i dag. Den är grunden för det fortsatta arbetet och",
        "            hjälper er att välja vad ni vill få ut av träffarna.",
        "  – Uppgiften ”Självskattning”: sista dag flyttas från 10 arbetsdagar före nästa träff till 12",
        "    arbetsdagar före nästa träff",
    ]


def test_the_same_content_is_said_to_be_the_same(empty: Console) -> None:
    comment = changed(empty, ("workflow: jim-plus", "# another comment\nworkflow: jim-plus"))
    assert empty("workflow", "diff", "jim-plus", comment).out.endswith("): samma innehåll.\n")
    said = changed(
        empty,
        ("    attends: every meeting\n    coordinates: true", "    coordinates: true\n    attends: every meeting"),
    )
    assert empty("workflow", "diff", "jim-plus", said).out.endswith("): samma innehåll.\n")
    spelt = changed(
        empty, ("    waivable: true\n    curable: true", "    waivable: true\n    at: every meeting\n    curable: true")
    )
    assert empty("workflow", "diff", "jim-plus", spelt).out.endswith("): säger samma sak, skrivet på olika sätt.\n")


def test_a_round_or_the_start_of_a_digest_stands_for_the_definition_in_use(console: Console) -> None:
    mine = changed(console, ('version: "2021-1"', 'version: "2022-1"'))
    by_round = console("workflow", "diff", ROUND, mine, "--json").json
    assert (by_round["from"]["version"], by_round["to"]["version"]) == ("2021-1", "2022-1")
    by_digest = console("workflow", "diff", by_round["from"]["digest"][:8], mine, "--json").json
    assert by_digest == by_round
    assert by_round["differences"] == [
        {
            "kind": "changed",
            "section": "",
            "name": "",
            "field": "version",
            "text": {
                "sv": "Versionen ändras från 2021-1 till 2022-1",
                "en": "The version changes from 2021-1 to 2022-1",
            },
            "old": "2021-1",
            "new": "2022-1",
        }
    ]
    assert by_round["same"] is False


def test_what_is_no_definition_is_told_with_what_there_is(empty: Console) -> None:
    answer = empty("workflow", "diff", "jim-pluss", "jim-plus", code=2)
    assert answer.err == "jim-pluss: det finns ingen definition med det namnet – menade du jim-plus?\n"


def test_two_programmes_can_be_compared_in_both_languages(empty: Console) -> None:
    for lang in ("sv", "en"):
        out = empty("workflow", "diff", "jim-plus", "learning-example", "--lang", lang).out
        assert "None" not in out
        assert "Said(" not in out
