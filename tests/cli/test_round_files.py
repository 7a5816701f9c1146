"""A round written out, edited, compared and loaded back; the next one begun from it; a leaver's work handed over."""

from __future__ import annotations

from datetime import date

from openpyxl import load_workbook

from tests.cli.console import Console

EDITED = "omgang.xlsx"


def edit(console: Console, sheet: str, **cells: object) -> None:
    file = console.folder / EDITED
    book = load_workbook(file)
    for name, value in cells.items():
        book[sheet][name].value = value
    book.save(file)


def test_a_round_goes_out_is_edited_and_comes_back(console: Console) -> None:
    out = console("round", "export", EDITED).out
    assert out.splitlines()[-2:] == [
        "Omgången jim-plus-2021-2022 ligger i omgang.xlsx.",
        "Nästa: ändra i filen, sedan jimflow round diff omgang.xlsx",
    ]
    assert "Filen säger detsamma som omgången jim-plus-2021-2022." in console("round", "diff", EDITED).out
    edit(console, "Deltagare", H2="Möter många")
    edit(console, "Träffar", C2=date(2021, 4, 13))
    shown = console("round", "diff", EDITED).out.splitlines()
    assert shown[-4:-1] == [
        "~ motivet för Kriminalvården: – → Möter många",
        "~ Rättsvårdande myndigheter, träff 1 (Uppstart): 2021-04-14 09:00–16:00",
        "  (digitalt) → 2021-04-13 09:00–16:00 (digitalt)",
    ]
    seen = console("round", "diff", EDITED, "--json").json
    assert shown[-1] == (f"Inget är ändrat. Gör det med: jimflow round apply omgang.xlsx --seen {seen['seen']}")
    assert [(line["kind"], line["about"], line["instead"]) for line in seen["lines"]] == [
        ("changed", "member", None),
        ("changed", "meeting", None),
    ]
    done = console("round", "apply", EDITED, "--seen", seen["seen"]).out
    assert done.splitlines()[-1] == "Gjort: 0 tillagt, 2 ändrat, 0 borttaget."
    assert console.sql("SELECT motive FROM participation WHERE subject = 'kriminalvarden'") == [("Möter många",)]
    again = console("round", "apply", EDITED, "--seen", seen["seen"], code=1)
    assert "See them anew" in console("--lang", "en", "round", "apply", EDITED, "--seen", seen["seen"], code=1).err
    assert "Se dem på nytt" in again.err


def test_what_is_not_done_this_way_is_told_apart(console: Console) -> None:
    console("round", "export", EDITED)
    edit(console, "Omgång", B8="EXEMPEL 2021/2")
    edit(console, "Regler", B2="varning")
    shown = console("--lang", "en", "round", "diff", EDITED).out.splitlines()
    assert shown[-5:-1] == [
        "~ Case number: EXEMPEL 2021/1 → EXEMPEL 2021/2",
        "Not done this way:",
        "! management_present: block → warn – rules are not changed in a loaded round;",
        "  decide on waivers: jimflow waive",
    ]
    seen = console("round", "diff", EDITED, "--json").json["seen"]
    assert "Inget ändrades" in console("round", "apply", EDITED, "--seen", seen, code=1).err
    console("round", "apply", EDITED, "--seen", seen, "--possible")


def test_a_mistake_in_the_workbook_has_its_row_and_nothing_is_done(console: Console) -> None:
    console("round", "export", EDITED)
    edit(console, "Deltagare", F2="Rattsvardande", E3="nej")
    assert [line.partition(":")[0] for line in console("round", "diff", EDITED, code=2).err.splitlines()] == [
        "Deltagare, rad 3, kolumn E-post"
    ]


def test_a_file_that_is_there_is_not_written_over_by_mistake(console: Console) -> None:
    console("round", "export", EDITED)
    assert "--force" in console("round", "export", EDITED, code=2).err
    console("round", "export", EDITED, "--force")
    assert ".xlsx" in console("round", "export", "omgang.pdf", code=2).err
    assert "kan inte skrivas" in console("round", "export", "ingen/omgang.xlsx", code=3).err


def test_the_next_round_begins_from_the_last(console: Console) -> None:
    out = console("round", "clone", "jim-plus-2023").out
    assert out.splitlines()[-1] == "Nästa: fyll i filen, sedan jimflow round load jim-plus-2023.xlsx"
    err = console("round", "load", "jim-plus-2023.xlsx", code=2).err
    assert err.splitlines() == [f"Omgång, rad {row}, kolumn Värde: värdet saknas" for row in (5, 6, 7)]


def test_a_leaver_hands_everything_over(console: Console) -> None:
    out = console(
        *("function", "hand-over", "finance.kriminalvarden@example.org"),
        *("--name", "Nora Ny", "--mail", "nora@example.org", "--since", "2021-02-01"),
    ).out
    assert out.splitlines()[-2:] == [
        "Nora Ny tar över efter Ekonomifunktion, Kriminalvården från 2021-02-01:",
        "  Kriminalvården: Ekonomifunktion",
    ]
    told = console("function", "list", "krim", "--json").json["appointments"]
    assert [(a["name"], a["since"], a["until"]) for a in told if a["function"] == "finance"] == [
        ("Ekonomifunktion, Kriminalvården", "2021-01-11", "2021-01-31"),
        ("Nora Ny", "2021-02-01", None),
    ]
