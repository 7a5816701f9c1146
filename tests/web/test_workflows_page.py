"""Program: every definition with its check and the rounds on it, one as a page to read, and one that is broken."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from jimflow.files.shipped import shipped
from jimflow.web.app import create_app
from jimflow.web.definitions import definitions
from jimflow.web.verdicts import verdict
from tests.demo_site import Installation
from tests.web.person import Person

CODE = "jim-plus-2021-2022"
JIM_PLUS = "jim-plus.yaml"
LONG = 30.0


def with_files(made: Installation, folder: Path) -> Installation:
    """The same installation, where definitions are looked for in the folder alone."""
    settings = made.runtime.settings.model_copy(update={"workflows": folder})
    runtime = replace(made.runtime, settings=settings)
    return replace(made, app=create_app(runtime), runtime=runtime)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with the programme of the demo alone."""
    folder = tmp_path / "workflows"
    folder.mkdir()
    shutil.copy(shipped("workflows") / JIM_PLUS, folder)
    return folder


def change(file: Path, *pairs: tuple[str, str]) -> None:
    text = file.read_text(encoding="utf-8")
    for before, after in pairs:
        assert before in text
        text = text.replace(before, after)
    file.write_text(text, encoding="utf-8")


def checked(made: Installation) -> None:
    """Waits until every definition has been tried out."""
    known = definitions(made.runtime)
    assert all(verdict(made.runtime, k, known, LONG)[0] for k in known if k.workflow is not None)


def test_every_definition_is_listed_with_its_check_and_those_in_use_come_first(demo: Installation) -> None:
    checked(demo)
    words = Person(demo).see("/workflows").words
    assert re.search(rf"JiM\+ jim-plus 2021-1 håller, 1 att märka väl {CODE} 13 myndigheter · pågår", words)
    assert "Lärande exempel learning-example 1 håller ingen" in words
    assert words.index("jim-plus ") < words.index("jihu-exchange")
    english = Person(demo, lang="en").see("/workflows").words
    assert f"2021-1 sound, 1 to note well {CODE} 13 agencies · going on" in english


def test_a_definition_is_a_page_with_its_steps_forms_rules_letters_and_check(demo: Installation) -> None:
    checked(demo)
    words = Person(demo).see("/workflows/jim-plus").words
    for said in (
        "Vägen genom programmet",
        "Uppstart Träff 1, heldag",
        "Formuläret: 19 frågor",
        "Påminnelse, senast [dag]: [uppgiften] (JiM+)",
        "Inget fel, 1 att märka väl.",
        "Märk väl 1 jim-plus.yaml:246",
        "Genomprövad med den riktiga motorn: 13 tillstånd",
    ):
        assert said in words, said
    assert "Där står nu" not in words


def test_a_round_shows_who_stands_where_as_links_to_them_and_that_it_is_invented(demo: Installation) -> None:
    person = Person(demo)
    page = person.see(f"/workflows/jim-plus?round={CODE}")
    assert "7 Fördjupning" in page.words
    assert "Påhittat exempel: träffarnas dagar" in page.words
    assert ("Kriminalvården", f"/rounds/{CODE}/agencies/kriminalvarden") in page.links
    assert re.search(r'<g class="badge">[^\n]*\n[^\n]*>7</text>', person.html)
    english = Person(demo, lang="en").see(f"/workflows/jim-plus?round={CODE}")
    assert "JiM+ 2021–2022, as of 27 October 2021 12:00" in english.words
    assert ("Swedish Prison and Probation Service", f"/rounds/{CODE}/agencies/kriminalvarden") in english.links


def test_a_page_has_nothing_inline(demo: Installation) -> None:
    person = Person(demo)
    person.see(f"/workflows/jim-plus?round={CODE}")
    assert re.findall(r"<style|\sstyle=|<script>|\son\w+=", person.html) == []


def test_a_round_of_another_programme_and_a_definition_that_is_not_there_are_told(demo: Installation) -> None:
    person = Person(demo)
    assert f"Omgången {CODE} följer jim-plus." in person.see(f"/workflows/modellkommuner?round={CODE}", 404).words
    assert "Det finns ingen definition nope." in person.see("/workflows/nope", 404).words
    assert "Omgången nope finns inte." in person.see("/workflows/jim-plus?round=nope", 404).words
    person.see("/workflows/jim-plus?content=ffffffffff", 404)
    person.see("/workflows/..%2F..%2Fetc", 404)


def test_a_broken_file_shows_each_mistake_with_its_line_and_what_the_round_follows(
    demo: Installation, files: Path
) -> None:
    change(files / JIM_PLUS, ("calendar: sweden", "calendar: swedn"))
    (files / "half.yaml").write_text("workflow: half\nsteps: [\n", encoding="utf-8")
    made = with_files(demo, files)
    person = Person(made)
    words = person.see("/workflows").words
    assert "half – går inte att läsa: 1 fel ingen" in words
    assert "jim-plus – går inte att läsa: 1 fel ingen" in words
    assert "jim-plus · lagrad, filen finns inte längre så 2021-1" in words
    page = person.see("/workflows/jim-plus")
    line = next(
        n for n, text in enumerate((files / JIM_PLUS).read_text("utf-8").splitlines(), 1) if text.startswith("calendar")
    )
    assert f"jim-plus.yaml:{line} Kalendern swedn finns inte. Förslag: menade du sweden?" in page.words
    stored = next(address for words, address in page.links if words == "Version 2021-1, som en omgång följer")
    assert "Lagrad i databasen." in person.see(stored).words
    assert "half.yaml:" in person.see("/workflows/half").words
    assert "Lagrad i databasen." in person.see(f"/workflows/jim-plus?round={CODE}").words


def test_what_cannot_work_is_shown_with_the_way_that_leads_there(demo: Installation, files: Path) -> None:
    words = "severity: block\n    text: {sv: Fel., en: Wrong.}\n    fix: {sv: Byt., en: Change.}\n"
    size = f"  %s:\n    check: cluster_size\n    %s\n    {words}"
    rules = size % ("large", "min: 6") + size % ("small", "max: 3")
    leaving = "exit: [functions_named, functions_held"
    change(files / JIM_PLUS, ("\nrules:\n", f"\nrules:\n{rules}"), (leaving, f"{leaving}, large, small"))
    made = with_files(demo, files)
    checked(made)
    assert re.search(r"JiM\+ jim-plus 2021-1 \d+ fel ingen", Person(made).see("/workflows").words)
    person = Person(made, lang="en")
    told = person.see("/workflows/jim-plus").words
    line = next(
        n
        for n, s in enumerate((files / JIM_PLUS).read_text("utf-8").splitlines(), 1)
        if s.startswith("  preparation: ")
    )
    assert (
        f"Mistake 1 jim-plus.yaml:{line} From “Preparation” the programme cannot be completed, only left. "
        "This is how it comes about Proposed Invite → Invited Accept → Preparation "
        "Move on to “Kick-off”: the rules large, small exclude each other."
    ) in told


def test_a_file_that_was_mended_is_read_again(demo: Installation, files: Path) -> None:
    made = with_files(demo, files)
    assert "2021-1" in Person(made).see("/workflows").words
    change(files / JIM_PLUS, ('version: "2021-1"', 'version: "2031-9"'))
    words = Person(made).see("/workflows").words
    assert "2031-9" in words
    assert "jim-plus · lagrad, filen finns inte längre så 2021-1" in words


def test_another_file_of_the_same_programme_leads_to_what_the_round_follows(demo: Installation, files: Path) -> None:
    shutil.copy(files / JIM_PLUS, files / "next.yaml")
    change(files / "next.yaml", ('version: "2021-1"', 'version: "2031-9"'))
    person = Person(with_files(demo, files))
    assert "jim-plus · next.yaml 2031-9" in person.see("/workflows").words
    assert "jim-plus 2031-9 · kalender sweden" in person.see("/workflows/next").words
    assert "jim-plus 2021-1 · kalender sweden" in person.see(f"/workflows/next?round={CODE}").words
    assert "jim-plus 2021-1 · kalender sweden" in person.see("/workflows/jim-plus").words


@pytest.mark.parametrize("login", ["anna", "cilla", "david"])
def test_everyone_with_an_account_may_read(demo: Installation, login: str) -> None:
    Person(demo, login).see("/workflows")
    Person(demo, login).see("/workflows/jim-plus")


def test_without_rounds_the_definitions_are_there_all_the_same(empty: Installation) -> None:
    page = Person(empty).see("/workflows")
    assert "JiM+" in page.words
    assert "Visa läget i en omgång" not in Person(empty).see("/workflows/jim-plus").words
