"""A round goes to Excel and comes back: what would change, what that does to people, then done as it was seen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from jimflow.store.queries.rounds import participations
from jimflow.store.queries.tallies import motives
from jimflow.store.transaction import read
from tests.build_workbook import edited, opened
from tests.demo_site import Installation
from tests.web.conftest import ROUND
from tests.web.person import Person

EDIT, APPLY = f"{ROUND}/edit", f"{ROUND}/edit/apply"
NAME = "jim-plus-2021-2022.xlsx"
Cells = Mapping[str, Mapping[str, Any]]


def exported(person: Person) -> bytes:
    answer = person.client.get(f"{EDIT}/{NAME}")
    assert answer.headers["content-disposition"] == f'attachment; filename="{NAME}"'
    return answer.content


def sends(person: Person, cells: Cells, status: int = 200, name: str = NAME, content: bytes | None = None) -> None:
    """Takes the workbook, edits it and gives it back."""
    content = edited(cells, exported(person)) if content is None else content
    person.see(EDIT)
    person.press(EDIT, files={"file": (name, content)}, status=status)


def motive(made: Installation, code: str) -> str:
    with read(made.runtime.engine) as tx:
        row = next(p for p in participations(tx) if p.organisation == code)
        return motives(tx, row.round).get(row.id, "")


def place_of(content: bytes, sheet: str, word: str) -> int:
    """The row in which a cell of the sheet holds the word."""
    return next(n for n, r in enumerate(opened(content)[sheet].values, 1) if word in r)


def with_motive(person: Person, text: str = "Möter många kvinnor och män") -> Cells:
    return {"Deltagare": {f"H{place_of(exported(person), 'Deltagare', 'formas')}": text}}


def test_the_workbook_unchanged_changes_nothing(demo: Installation) -> None:
    anna = Person(demo)
    sends(anna, {})
    assert f"{NAME} säger detsamma som omgången. Det finns inget att ändra." in anna.page.words
    assert [f.action for f in anna.page.forms if "edit" in f.action] == []


def test_it_is_exported_in_the_language_of_the_page_and_read_back(demo: Installation) -> None:
    anna = Person(demo, lang="en")
    content = exported(anna)
    assert opened(content).sheetnames[:3] == ["Round", "Clusters", "Members"]
    sends(anna, {}, content=content)
    assert f"{NAME} says the same as the round. There is nothing to change." in anna.page.words


def test_every_change_is_seen_then_what_it_does_to_people_then_it_is_done(own_demo: Installation) -> None:
    anna = Person(own_demo)
    cells = {**with_motive(anna), "Omgång": {"B8": "EXEMPEL 2021/7"}}
    sends(anna, cells)
    assert f"Det här skulle ändras {NAME}: 2 ändrade." in anna.page.words
    assert "Omgången ändrat Diarienummer: EXEMPEL 2021/1 → EXEMPEL 2021/7" in anna.page.words
    assert "Deltagare ändrat motivet för Formas: – → Möter många kvinnor och män" in anna.page.words
    seen = anna.press(APPLY)
    assert "Det här händer Skickar inget" in seen.words
    assert motive(own_demo, "formas") == "", "nothing before the yes"
    anna.confirm()
    assert "Gjort: 2 ändrade." in anna.page.words
    assert motive(own_demo, "formas") == "Möter många kvinnor och män"
    anna.page = seen
    anna.confirm()
    assert "Gjort: 2 ändrade." in anna.page.words


def test_a_moved_meeting_shows_all_that_moves_with_it(own_demo: Installation) -> None:
    anna = Person(own_demo)
    content = exported(anna)
    sheet = opened(content)["Träffar"]
    row = next(r[0].row for r in sheet.iter_rows(min_row=2) if str(r[2].value) > "2021-11-05")
    sends(anna, {"Träffar": {f"C{row}": "2021-12-08"}})
    assert "Träffar ändrat" in anna.page.words
    seen = anna.press(APPLY)
    assert "flyttar 69 påminnelser och 36 planerade utskick, ändrar sista dagen för 12 uppgifter." in seen.words


def test_what_is_not_done_this_way_says_where_it_is_done_and_the_rest_only_when_asked_for(
    own_demo: Installation,
) -> None:
    anna = Person(own_demo)
    row = place_of(exported(anna), "Deltagare", "vinnova")
    gone = {f"{column}{row}": None for column in "ABCDEFGH"}
    roster = opened(exported(anna))["Funktioner"]
    left = {
        f"{column}{r[0].row}": None
        for r in roster.iter_rows(min_row=2)
        if r[0].value == "Vinnova"
        for column in "ABCDEFGHIJK"
    }
    sends(anna, {"Deltagare": gone, "Funktioner": left, "Omgång": {"B8": "EXEMPEL 2021/7"}})
    assert "1 ändring görs inte så här." in anna.page.words
    assert "Den som är med tas inte bort utan lämnar omgången." in anna.page.words
    assert f"{ROUND}/agencies/vinnova" in [place for _, place in anna.page.links]
    assert "jimflow do" not in anna.page.words
    anna.press(APPLY, status=422)
    assert "Kryssa för att resten ska göras, eller rätta filen först." in anna.page.words
    anna.press(APPLY, {"the_rest": "yes"})
    anna.confirm()
    assert "Gjort: 1 ändrat." in anna.page.words


def test_who_comes_second_sees_what_the_file_would_change_now(own_demo: Installation) -> None:
    anna, bo = Person(own_demo), Person(own_demo, "bo")
    for person, text in ((anna, "Annas motiv"), (bo, "Bos motiv")):
        sends(person, with_motive(person, text))
        person.press(APPLY)
    anna.confirm()
    seen = bo.confirm(409)
    assert "Någon annan hann före" in seen.words and "Nedan står vad filen skulle ändra nu." in seen.words
    assert "motivet för Formas: Annas motiv → Bos motiv" in seen.words
    bo.press(APPLY)
    bo.confirm()
    assert motive(own_demo, "formas") == "Bos motiv", "having seen it, he may go on"


def test_a_mistake_stands_with_its_sheet_row_and_column(demo: Installation) -> None:
    anna = Person(demo)
    sends(anna, {"Deltagare": {"F2": "Nowhere", "E3": "nej"}}, status=422)
    assert "Filen lästes inte in: 2 saker behöver rättas." in anna.page.words
    assert "Deltagare, rad 2, kolumn Kluster" in anna.page.words
    assert "Deltagare, rad 3, kolumn E-post" in anna.page.words


def test_one_sheet_as_csv_will_do(demo: Installation) -> None:
    anna = Person(demo)
    table = "organisation;funktion;namn;e-post\nFormas;JiM-samordnare;Nora Ny;nora@formas.example.org\n"
    sends(anna, {}, name="personer.csv", content=table.encode())
    assert "Nora Ny" in anna.page.words and "Funktioner och personer" in anna.page.words


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("omgang.xlsm", b"PK\x03\x04 nothing", "kan inte läsas som en arbetsbok"),
        ("annan.yaml", b"round: x\nworkflow: nope\n", "okänt program"),
        ("tabell.csv", b"a;b\n1;2\n", "rubrikraden känns inte igen"),
    ],
)
def test_a_file_that_will_not_do_is_refused(demo: Installation, name: str, content: bytes, said: str) -> None:
    anna = Person(demo)
    sends(anna, {}, status=422, name=name, content=content)
    assert said in anna.page.words.casefold()


def test_the_workbook_of_another_round_is_refused(demo: Installation) -> None:
    anna = Person(demo)
    sends(anna, {"Omgång": {"B2": "jim-plus-2030"}}, status=422)
    assert "Filen gäller omgången jim-plus-2030, men det här är jim-plus-2021-2022." in anna.page.words


def test_whoever_may_only_read_takes_the_workbook_but_gives_none_back(demo: Installation) -> None:
    david = Person(demo, "david")
    seen = david.see(EDIT)
    assert [f.action for f in seen.forms if f.action == EDIT] == []
    assert exported(david)
    for place in (EDIT, APPLY):
        assert david.client.post(place, data={}).status_code == 403


def test_there_is_no_other_file_and_no_other_round(demo: Installation) -> None:
    anna = Person(demo)
    anna.see(f"{EDIT}/other.xlsx", status=404)
    anna.see("/rounds/nothing/edit", status=404)
    anna.see("/rounds/nothing/clone", status=404)
