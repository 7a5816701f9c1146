"""`workflow show --html` writes the document of a definition, with a round's state and dates when one is named."""

from __future__ import annotations

import re

from jimflow.files.shipped import shipped
from tests.cli.console import Console

ROUND = "jim-plus-2021-2022"


def text(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition("</style>")[2]).split())


def test_the_document_is_written_to_the_file_and_its_name_is_said(empty: Console) -> None:
    answer = empty("workflow", "show", "jim-plus", "--html", "jim-plus.html")
    assert (answer.out, answer.err) == ("", "jim-plus.html\n")
    assert [path.name for path in empty.folder.iterdir()] == ["jim-plus.html"]
    page = (empty.folder / "jim-plus.html").read_text(encoding="utf-8")
    assert page.startswith('<!DOCTYPE html>\n<html lang="sv">')
    assert page.endswith("</html>\n")


def test_without_a_file_it_goes_to_the_screen(empty: Console) -> None:
    page = empty("workflow", "show", "jim-plus", "--html").out
    assert empty("workflow", "show", "jim-plus", "--html", "-").out == page
    assert page.startswith("<!DOCTYPE html>")


def test_sources_and_subjects_come_from_the_files(empty: Console) -> None:
    page = text(empty("workflow", "show", "jim-plus", "--html").out)
    assert "[2019:10] Jämställdhetsmyndighetens rapport 2019:10, november 2019" in page
    assert "Kontrollera med: jimflow" not in page
    assert "Brev Svara senast [dag]: vill ni vara med i [omgången]? när läget blir" in page
    assert "Påminnelse, senast [dag]: [uppgiften] (JiM+)" in page


def test_it_is_in_the_language_of_the_call(empty: Console) -> None:
    page = empty("workflow", "show", "jim-plus", "--html", "--lang", "en").out
    assert '<html lang="en">' in page
    assert "Letter Answer by [day]: will you take part in [round]? when the state becomes “Invited”" in text(page)


def test_a_round_shows_who_stands_where_and_when_things_are_due_as_an_invented_example(joined: Console) -> None:
    answer = joined("workflow", "show", "jim-plus", "--html", "--round", ROUND)
    page = text(answer.out)
    assert "Förberedelse Steg utan träff 1 : Kriminalvården" in page
    assert "Påhittat exempel: träffarnas dagar" in page
    assert "påhittat exempel" in answer.err
    # the mail about this assignment, and the round file, have the same days
    assert (
        "Problemformulering · träff 8 juni 2021 Beskrivning av hur ni hittar ojämställdhetsproblem i dag "
        "11 maj 2021 27 maj 2021 2 juni 2021 1 juni 2021"
    ) in page


def test_the_dates_of_the_document_are_those_of_the_work_itself(started: Console) -> None:
    page = text(started("workflow", "show", "jim-plus", "--html", "--round", ROUND).out)
    found = started.sql(
        "SELECT due_at FROM assignment WHERE name = 'describe_problems' AND participation = "
        "(SELECT id FROM participation WHERE subject = 'kriminalvarden')"
    )
    assert [str(due)[:10] for (due,) in found] == ["2021-06-01"]
    assert "2 juni 2021 1 juni 2021" in page


def test_what_cannot_be_written_is_said_in_one_sentence(empty: Console) -> None:
    no_html = empty("workflow", "show", "jim-plus", "page.html", code=2)
    assert no_html.err == "En fil och --round hör till --html.\n"
    no_folder = empty("workflow", "show", "jim-plus", "--html", "nowhere/page.html", code=3)
    assert no_folder.err.startswith("nowhere/page.html kan inte skrivas: ")


def test_a_template_that_cannot_be_used_costs_only_its_own_subject(empty: Console) -> None:
    mails = empty.folder / "mails"
    for part in ("subject.txt", "body.txt", "body.html"):
        for name in ("invitation", "welcome", "completion"):
            for lang in ("sv", "en"):
                copy = mails / name / f"{part}.{lang}"
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_text("{{ own_word }}" if name == "welcome" else "Hej", encoding="utf-8")
    (empty.folder / "jimflow.toml").write_text('notifications = "mails"\n', encoding="utf-8")
    page = text(empty("workflow", "show", str(shipped("workflows") / "jim-plus.yaml"), "--html").out)
    assert "Brev Hej när läget blir ”Inbjuden”" in page
    assert "Brev när läget blir ”Förberedelse”" in page
