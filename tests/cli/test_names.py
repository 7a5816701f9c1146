"""How agencies, rounds, clusters and steps are named, and what is said when a name fits none or several."""

from __future__ import annotations

import pytest

from tests.cli.console import Console


@pytest.mark.parametrize(
    "name",
    [
        "forsakringskassan",
        "Försäkringskassan",
        "FÖRSÄKRINGSKASSAN",
        "försäk",
        "forsak",
        "Swedish Social Insurance Agency",
    ],
)
def test_an_agency_is_found_by_id_name_or_a_part_of_it(console: Console, name: str) -> None:
    assert console("why", name, "--json").json["organisation"] == "forsakringskassan"


def test_a_short_name_is_enough(console: Console) -> None:
    assert console("why", "sis", "--json").json["organisation"] == "statens_institutionsstyrelse"


def test_a_name_whose_letters_come_in_two_parts_is_the_same_name(console: Console) -> None:
    assert console("why", "Fo\u0308rsa\u0308kringskassan", "--json").json["organisation"] == "forsakringskassan"


def test_a_part_that_fits_several_lists_them(console: Console) -> None:
    assert console("why", "verket", code=2).err == (
        "verket kan betyda migrationsverket, skatteverket. Skriv mer av namnet.\n"
    )
    assert console("--lang", "en", "why", "verket", code=2).err == (
        "verket may mean migrationsverket, skatteverket. Write more of the name.\n"
    )


def test_a_misspelt_agency_gets_the_closest_one(console: Console) -> None:
    assert console("why", "vinova", code=2).err in (
        "Ingen myndighet heter vinova. Menade du vinnova?\n",
        "Ingen myndighet heter vinova. Menade du Vinnova?\n",
    )


def test_an_agency_like_no_other_gets_the_list(console: Console) -> None:
    said = console("--lang", "en", "why", "qqqq", code=2).err
    assert said.startswith("There is no agency called qqqq. There are kriminalvarden, polismyndigheten,")


def test_very_short_parts_are_not_guessed_at(console: Console) -> None:
    assert console("why", "s", code=2).err.startswith("Ingen myndighet heter s.")


def test_an_unknown_round_lists_those_there_are(console: Console) -> None:
    assert console("round", "show", "--round", "jim-2030", code=2).err == (
        "Ingen omgång heter jim-2030. Det finns jim-plus-2021-2022.\n"
    )


def test_without_a_round_it_says_how_to_load_one(empty: Console) -> None:
    empty("init")
    said = "Ingen omgång är laddad. Ladda en med: jimflow round load FIL\n"
    assert empty("round", "show", code=2).err == said
    assert empty("why", "csn", code=2).err == said
    assert empty("round", "list").out == said


def test_a_cluster_is_found_by_id_or_part_of_its_name(console: Console) -> None:
    for name in ("rattsvardande", "Rättsvårdande myndigheter", "rätts", "justice"):
        assert {m["cluster"] for m in console("meeting", "show", name, "--json").json["meetings"]} == {"rattsvardande"}


def test_an_unknown_cluster_lists_the_clusters(console: Console) -> None:
    assert console("advance", "--cluster", "norr", code=2).err == (
        "Inget kluster heter norr. Det finns rattsvardande, forskningsfinansiarer, valfardsmyndigheter.\n"
    )


def test_a_step_is_named_by_code_title_or_number_of_its_meeting(console: Console) -> None:
    for name in ("problem_formulation", "Problemformulering", "2", "gender budg"):
        found = console("attendance", "show", "csn", name, "--json").json["step"]
        assert found == ("budgeting" if name == "gender budg" else "problem_formulation")


def test_an_unknown_step_gets_the_closest_one(console: Console) -> None:
    assert console("attendance", "show", "csn", "budgetting", code=2).err == (
        "Inget steg heter budgetting. Menade du budgeting?\n"
    )


def test_an_agency_in_two_rounds_asks_which(console: Console) -> None:
    text = console.folder / "second.yaml"
    from tests.cli.console import ROUND

    written = ROUND.read_text(encoding="utf-8").replace("round: jim-plus-2021-2022", "round: jim-plus-again")
    text.write_text(written, encoding="utf-8")
    console("round", "load", "second.yaml")
    assert console("why", "csn", code=2).err == (
        "CSN är med i flera omgångar: jim-plus-2021-2022, jim-plus-again. Välj en med --round.\n"
    )
    assert console("why", "csn", "--round", "jim-plus-again", "--json").json["organisation"] == "csn"
    assert console("round", "show", code=2).err == (
        "Det finns flera omgångar: jim-plus-2021-2022, jim-plus-again. Välj en med --round.\n"
    )
