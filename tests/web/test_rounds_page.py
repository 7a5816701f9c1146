"""The rounds of an installation, and how one begins: in the form, from a file, out of an earlier one."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook, load_workbook

from jimflow.files.shipped import shipped
from jimflow.store.queries.rounds import ParticipationRow, participations, rounds
from jimflow.store.queries.work import appointments
from jimflow.store.transaction import read
from tests.build_workbook import opened, saved
from tests.demo_site import Installation
from tests.web.conftest import ROUND
from tests.web.person import Person

NEW, FORM, FILE = "/rounds/new", "/rounds/new/form", "/rounds/new/file"
START = f"{FORM}?workflow=jim-plus"
FILLED = {
    "title": "JiM+ 2027",
    "round": "jim-plus-2027",
    "invite_on": "2021-11-22",
    "starts_on": "2022-01-10",
    "ends_on": "2022-12-16",
    "host_name": "Jämställdhetsmyndigheten",
    "mailbox": "jimplus@example.org",
    "c0-name": "Norra klustret",
    "c0m0-name": "Ängsverket",
    "c0m0-mailbox": "registrator@angsverket.example.org",
    "c0m2-name": "Bäckstyrelsen",
    "c0m2-short": "BS",
    "c0m2-mailbox": "bs@example.org",
    "p0-whose": "Jämställdhetsmyndigheten",
    "p0-function": "programme_coordinator",
    "p0-name": "Ada Alm",
    "p0-mail": "ada@example.org",
    "p1-whose": "BS",
    "p1-function": "gm_coordinator",
    "p1-name": "Bo Bäck",
    "p1-mail": "bo@example.org",
}
EXAMPLE = (shipped("config") / "rounds" / "jihu-exchange-exempel.yaml").read_bytes()


def loaded(made: Installation) -> list[str]:
    with read(made.runtime.engine) as tx:
        return [r.code for r in rounds(tx)]


def members(made: Installation, code: str) -> list[ParticipationRow]:
    with read(made.runtime.engine) as tx:
        return participations(tx, code)


def at_form(made: Installation, login: str = "anna", lang: str = "sv") -> Person:
    person = Person(made, login, lang)
    person.see(START)
    return person


def test_a_round_is_shown_with_its_time_its_programme_and_where_everyone_is(demo: Installation) -> None:
    seen = Person(demo).see("/rounds")
    assert "JiM+ 2021–2022 pågår 11 januari 2021 – 31 augusti 2022 · program: JiM+ · jim-plus-2021-2022" in seen.words
    assert "vecka 42 av 86 3 kluster, 13 myndigheter: 6 Jämställdhetsbudgetering 7 Fördjupning" in seen.words
    assert ("6 Jämställdhetsbudgetering", f"{ROUND}?step=budgeting#board") in seen.links
    assert ("Ny omgång", NEW) in seen.links


def test_in_english_too(demo: Installation) -> None:
    seen = Person(demo, lang="en").see("/rounds")
    assert "11 January 2021 – 31 August 2022 · programme: JiM+" in seen.words
    assert "week 42 of 86 3 clusters, 13 agencies: 6 Gender budgeting 7 In-depth session" in seen.words


def test_whoever_comes_first_is_welcomed_and_told_three_ways_to_begin(empty: Installation) -> None:
    seen = Person(empty).see("/")
    assert "Välkommen. Här finns ingen omgång än." in seen.words
    ways = ["Till formuläret", "Välj fil", "Välj program"]
    assert [(w, p) for w, p in seen.links if w in ways] == [
        ("Till formuläret", FORM),
        ("Välj fil", FILE),
        ("Välj program", f"{FILE}#empty"),
    ]


def test_whoever_may_only_read_is_told_who_begins(empty: Installation) -> None:
    david = Person(empty, "david")
    seen = david.see("/rounds")
    assert "En samordnare lägger upp den första. Ditt konto får läsa men inte ändra." in seen.words
    assert [place for _, place in seen.links if place.startswith(NEW)] == []
    for place in (NEW, FORM, FILE, f"{NEW}/empty?workflow=jim-plus"):
        david.see(place, status=403)


def test_every_programme_can_be_chosen_and_its_own_words_head_the_form(demo: Installation) -> None:
    anna = Person(demo)
    links = anna.see(FORM).links
    names = [p.partition("=")[2] for _, p in links if p.startswith(f"{FORM}?workflow=")]
    assert sorted(names) == sorted(
        f.name.removesuffix(".yaml") for f in shipped("workflows").glob("*.yaml") if ".tests" not in f.name
    )
    for name in names:
        anna.see(f"{FORM}?workflow={name}")
    seen = anna.see(f"{FORM}?workflow=modellkommuner")
    assert "Kommun" in seen.words and "JiM-samordnare" not in seen.words
    anna.see(f"{FORM}?workflow=nothing", status=404)


def test_a_round_is_filled_in_seen_and_loaded(own_demo: Installation) -> None:
    anna = at_form(own_demo)
    seen = anna.press(FORM, FILLED, button="Kontrollera och gå vidare")
    assert "Ladda omgången JiM+ 2027" in seen.words and "Program: JiM+ (jim-plus-2027)" in seen.words
    assert "10 januari 2022 – 16 december 2022; inbjudan går ut 22 november 2021." in seen.words
    assert "1 kluster, 2 myndigheter, 2 personer, 0 träffar med datum." in seen.words
    assert "Värt att titta på: brevet invitation når ingen hos angsverket" in seen.words
    assert loaded(own_demo) == ["jim-plus-2021-2022"], "nothing before the yes"
    anna.confirm()
    assert anna.path.startswith("/rounds/jim-plus-2027/invitations?done=")
    assert "Omgången jim-plus-2027 är laddad med 2 myndigheter. Nästa: bjud in." in anna.page.words
    there = members(own_demo, "jim-plus-2027")
    assert [(p.organisation, p.name_sv, p.short) for p in there] == [
        ("angsverket", "Ängsverket", ""),
        ("bs", "Bäckstyrelsen", "BS"),
    ]
    with read(own_demo.runtime.engine) as tx:
        row = next(r for r in rounds(tx) if r.code == "jim-plus-2027")
        held = [(a.organisation, a.function, a.name, str(a.since)) for a in appointments(tx, row.id)]
    assert held == [
        ("jamstalldhetsmyndigheten", "programme_coordinator", "Ada Alm", "2021-11-22"),
        ("bs", "gm_coordinator", "Bo Bäck", "2021-11-22"),
    ]


def test_an_organisation_that_is_known_keeps_its_code(own_demo: Installation) -> None:
    anna = at_form(own_demo)
    anna.press(FORM, {**FILLED, "c0m0-name": "Formas"}, button="Kontrollera och gå vidare")
    anna.confirm()
    assert [p.organisation for p in members(own_demo, "jim-plus-2027")] == ["formas", "bs"]


def test_each_mistake_stands_at_its_field_and_what_was_typed_stays(own_demo: Installation) -> None:
    anna = at_form(own_demo)
    wrong = {
        "title": "",
        "round": "jim plus",
        "ends_on": "2021-12-01",
        "c0m0-mailbox": "registrator",
        "c0m2-mailbox": "",
        "p1-whose": "Bäckstyrelse",
        "p0-function": "",
    }
    seen = anna.press(FORM, {**FILLED, **wrong}, button="Kontrollera och gå vidare", status=422)
    fields = [place for _, place in seen.links if place.startswith("#f-")]
    assert fields == [
        *("#f-round", "#f-title", "#f-starts_on", "#f-c0m0-mailbox", "#f-c0m2-mailbox", "#f-p0-function"),
        "#f-p1-whose",
    ]
    assert "7 saker behöver rättas. Inget är laddat." in seen.words
    assert "Norra klustret, 3: e-post : värdet saknas" in seen.words
    for field in fields:
        assert f'aria-describedby="e-{field.removeprefix("#f-")}' in anna.html
    kept = dict(seen.form(FORM).fields)
    assert {name: kept[name] for name in FILLED} == {**FILLED, **wrong}
    seen = anna.press(FORM, FILLED, button="Kontrollera och gå vidare")
    assert "Det här händer" in seen.words


def test_an_empty_form_says_all_that_is_missing(own_demo: Installation) -> None:
    seen = at_form(own_demo, lang="en").press(FORM, button="Check and go on", status=422)
    fields = {place.removeprefix("#f-") for _, place in seen.links if place.startswith("#f-")}
    assert fields == {"title", "round", "invite_on", "starts_on", "ends_on", "host_name", "mailbox"}
    assert "8 things need correcting." in seen.words and "The round has no clusters" in seen.words


def test_more_rows_and_clusters_come_when_asked_for_and_nothing_typed_is_lost(own_demo: Installation) -> None:
    anna = at_form(own_demo)
    seen = anna.press(FORM, FILLED, button="Fler rader, kluster 1")
    assert "c0m7-name" in dict(seen.form(FORM).fields) and "c0m8-name" not in dict(seen.form(FORM).fields)
    seen = anna.press(FORM, button="Lägg till kluster")
    assert "c1m3-name" in dict(seen.form(FORM).fields)
    seen = anna.press(FORM, button="Fler rader, Personer")
    kept = dict(seen.form(FORM).fields)
    assert "p7-name" in kept and {name: kept[name] for name in FILLED} == FILLED
    more = {"c1-name": "Södra klustret", "c1m0-name": "Dalverket", "c1m0-mailbox": "dal@example.org"}
    anna.press(FORM, more, button="Kontrollera och gå vidare")
    anna.confirm()
    assert [p.cluster_code for p in members(own_demo, "jim-plus-2027")] == ["norra-klustret"] * 2 + ["sodra-klustret"]


def test_what_is_typed_can_be_saved_as_a_workbook_and_read_as_a_file(own_demo: Installation) -> None:
    anna = at_form(own_demo)
    form = anna.page.form(FORM)
    sent = dict(form.fields) | FILLED | {"do": "save"}
    answer = anna.client.post(FORM, data=sent)
    assert answer.headers["content-disposition"] == 'attachment; filename="jim-plus-2027.xlsx"'
    book = load_workbook(io.BytesIO(answer.content))
    assert [[c.value for c in row[:3]] for row in book["Deltagare"].iter_rows(min_row=2)] == [
        ["angsverket", "Ängsverket", None],
        ["bs", "Bäckstyrelsen", None],
    ]
    anna.see(FILE)
    seen = anna.press(FILE, files={"file": ("jim-plus-2027.xlsx", answer.content)})
    assert "1 kluster, 2 myndigheter, 2 personer, 0 träffar med datum." in seen.words
    anna.confirm()
    assert len(members(own_demo, "jim-plus-2027")) == 2


def test_a_file_is_carried_to_the_yes_without_being_chosen_again_and_loaded_once(own_demo: Installation) -> None:
    anna = Person(own_demo)
    anna.see(FILE)
    seen = anna.press(FILE, files={"file": ("C:\\omgångar\\utbyte.yaml", EXAMPLE)})
    assert "Program: Utbyte inom JiHU" in seen.words
    before = loaded(own_demo)
    anna.confirm()
    code = next(iter(set(loaded(own_demo)) - set(before)))
    assert anna.path.startswith(f"/rounds/{code}/invitations?done=")
    anna.page = seen
    anna.confirm()
    assert f"Omgången {code} är laddad" in anna.page.words
    anna.see(FILE)
    anna.press(FILE, files={"file": ("utbyte.yaml", EXAMPLE)}, status=409)
    assert "utbyte.yaml är redan laddad" in anna.page.words


def with_macros() -> bytes:
    return b"\xd0\xcf\x11\xe0" + b"\0" * 600


def other_book() -> bytes:
    book = Workbook()
    book.active["A1"] = "Inköpslista"  # type: ignore[index]
    return saved(book)


def with_formula(made: Installation) -> bytes:
    anna = Person(made)
    book = opened(anna.client.get(f"{NEW}/empty?workflow=jim-plus").content)
    book["Omgång"]["B4"] = "=1+1"
    return saved(book)


@pytest.mark.parametrize(
    ("name", "content", "status", "said"),
    [
        ("omgang.xls", with_macros(), 422, "är sparad i ett äldre format eller med lösenord"),
        ("omgang.xlsm", b"PK\x03\x04 nothing", 422, "kan inte läsas som en arbetsbok"),
        ("bild.xlsx", b"\x89PNG", 422, "kan inte läsas som en arbetsbok"),
        ("lista.xlsx", other_book(), 422, "Uppgiften Program saknas på bladet"),
        ("tabell.csv", b"a;b\n1;2\n", 422, "En CSV-fil är en enda tabell."),
        ("text.yaml", b"\xff\xfe\x00", 422, "är sparad som UTF-16"),
        ("stor.xlsx", b"PK\x03\x04" + b"0" * (3 << 20), 422, "är för stor: högst 2 MB är tillåtet"),
        ("enorm.xlsx", b"0" * (20 << 20), 413, "Det du skickade är för stort. Inget sparades."),
        ("trasig.yaml", b"round: x\nworkflow: jim-pluss\n", 422, "menade du jim-plus?"),
    ],
)
def test_a_file_that_will_not_do_is_refused_in_words(
    demo: Installation, name: str, content: bytes, status: int, said: str
) -> None:
    anna = Person(demo)
    anna.see(FILE)
    assert said.casefold() in anna.press(FILE, files={"file": (name, content)}, status=status).words.casefold()


def test_a_formula_is_told_at_its_cell(demo: Installation) -> None:
    anna = Person(demo)
    anna.see(FILE)
    seen = anna.press(FILE, files={"file": ("omgang.xlsx", with_formula(demo))}, status=422)
    assert "Omgång, cell B4 Cellen innehåller en formel" in seen.words


def test_without_a_file_it_is_asked_for(demo: Installation) -> None:
    anna = Person(demo)
    anna.see(FILE)
    assert "Välj en fil." in anna.press(FILE, status=422).words


def test_the_empty_workbook_says_at_each_row_what_is_missing(demo: Installation) -> None:
    anna = Person(demo)
    empty = anna.client.get(f"{NEW}/empty?workflow=jim-plus").content
    assert opened(empty).sheetnames == [
        *("Omgång", "Kluster", "Deltagare", "Organisationer", "Medverkande", "Funktioner", "Träffar", "Material"),
        *("Regler", "Arbetstid"),
    ]
    anna.see(FILE)
    seen = anna.press(FILE, files={"file": ("jim-plus.xlsx", empty)}, status=422)
    assert "Omgång, rad 4, kolumn Värde Värdet saknas" in seen.words


def test_a_new_round_begins_with_the_workbook_of_an_earlier_one(own_demo: Installation) -> None:
    anna = Person(own_demo)
    seen = anna.see(f"{ROUND}/clone")
    assert "Följer aldrig med deltagare och motiv personer svar och anteckningar datum" in seen.words
    book = anna.client.get(f"{ROUND}/clone/workbook", params={"new": "jim-plus-2023"})
    assert book.headers["content-disposition"] == 'attachment; filename="jim-plus-2023.xlsx"'
    sheets = opened(book.content)
    assert sheets["Omgång"]["B2"].value == "jim-plus-2023"
    assert [sheets[name].max_row for name in ("Deltagare", "Funktioner")] == [1, 1]
    seen = anna.press(f"{ROUND}/clone/workbook", {"new": "jim plus"}, status=422)
    assert "jim plus kan inte vara namnet på en omgång" in seen.words
    assert ("new", "jim plus") in seen.form(f"{ROUND}/clone/workbook").fields
    anna.press(f"{ROUND}/clone/workbook", {"new": "jim-plus-2021-2022"}, status=409)
