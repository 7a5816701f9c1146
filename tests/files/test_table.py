"""Rosters as CSV: what spreadsheets write is read, and every mistake has its row and column."""

import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jimflow.core.mistakes import Mistake, Mistakes, Said
from jimflow.files.places import BadFile
from jimflow.files.table import LIMIT, Column, parse_csv, read_csv

COLUMNS = {
    "agency": Column("myndighet", "agency", required=True),
    "email": Column("e-post", "e-mail", required=True, aliases=("mejl",)),
    "name": Column("namn", "name"),
}
VINNOVA = {"agency": "Vinnova", "email": "vd@example.org", "name": "Åsa Öst"}


def read(text: str | bytes, columns: Mapping[str, Column] = COLUMNS) -> list[tuple[int, dict[str, str]]]:
    data = text.encode() if isinstance(text, str) else text
    return [(row.row, dict(row)) for row in parse_csv(data, "roster.csv", columns)]


def mistakes(text: str | bytes, lang: str = "sv") -> list[str]:
    with pytest.raises(BadFile) as caught:
        read(text)
    return caught.value.lines(lang)


@pytest.mark.parametrize(
    "text",
    [
        "myndighet,e-post,namn\nVinnova,vd@example.org,Åsa Öst\n",
        "myndighet;e-post;namn\r\nVinnova;vd@example.org;Åsa Öst\r\n",
        "myndighet\te-post\tnamn\nVinnova\tvd@example.org\tÅsa Öst",
        "sep=;\r\nmyndighet;e-post;namn\r\nVinnova;vd@example.org;Åsa Öst\r\n",
        "\ufeffmyndighet;e-post;namn\nVinnova;vd@example.org;Åsa Öst\n",
        "Agency,E-mail,Name\nVinnova,vd@example.org,Åsa Öst\n",
        " MYNDIGHET ;epost;Name;\nVinnova; vd@example.org ;Åsa Öst;\n",
        '"agency";"mejl";"name"\n"Vinnova";"vd@example.org";"Åsa Öst"\n',
        "namn;e_post;myndighet\nÅsa Öst;vd@example.org;Vinnova\n",
        "namn,e-post,myndighet\rÅsa Öst,vd@example.org,Vinnova\r",
        "myndighet;e-post;namn\nVinnova;vd@example.org;Åsa Öst\n;;\n\n   ;  ;\n",
    ],
)
def test_separators_marks_languages_and_order_of_columns_do_not_matter(text: str) -> None:
    assert read(text) == [(2, VINNOVA)]


def test_windows_1252_is_read_where_the_bytes_are_not_utf_8() -> None:
    assert read("myndighet;e-post;namn\r\nVinnova;vd@example.org;Åsa Öst\r\n".encode("cp1252")) == [(2, VINNOVA)]


def test_the_separator_that_gives_known_headings_wins_over_the_one_that_is_more_frequent() -> None:
    text = 'namn;e-post;myndighet\n"a, b, c, d";x@example.org;"KV; Norrköping"\n'
    assert read(text) == [(2, {"agency": "KV; Norrköping", "email": "x@example.org", "name": "a, b, c, d"})]


def test_rows_keep_the_number_a_spreadsheet_shows() -> None:
    text = 'agency,e-mail,name\n\nA,a@b.se,"two\r\nlines"\n,,\nB,b@b.se\n'
    assert read(text) == [
        (3, {"agency": "A", "email": "a@b.se", "name": "two\nlines"}),
        (5, {"agency": "B", "email": "b@b.se", "name": ""}),
    ]


def test_a_column_that_is_not_required_may_be_left_out() -> None:
    assert read("agency,e-mail\nA,a@b.se\n") == [(2, {"agency": "A", "email": "a@b.se", "name": ""})]


def test_empty_columns_that_a_spreadsheet_once_used_do_no_harm() -> None:
    assert read("agency,e-mail" + "," * 16_000 + "\nA,a@b.se" + "," * 16_000 + "\n") == [
        (2, {"agency": "A", "email": "a@b.se", "name": ""})
    ]


def test_headings_without_rows_are_an_empty_roster() -> None:
    assert read("agency,e-mail,name\n") == []


def test_text_that_a_spreadsheet_would_run_is_text() -> None:
    assert read("agency,e-mail,name\n=1+1,@x,{{7*7}}\n") == [(2, {"agency": "=1+1", "email": "@x", "name": "{{7*7}}"})]


def test_every_mistake_is_told_at_once_with_row_and_the_heading_of_the_file() -> None:
    text = "Myndighet;mejl;nman\nVinnova;;x\n\n;;y\nA;a@b.se;z;more\nB;b\u202e@b.se;z\n"
    assert mistakes(text, "sv") == [
        "roster.csv rad 1, kolumn nman: okänd kolumn – menade du ”namn”?",
        "roster.csv rad 2, kolumn mejl: värdet saknas",
        "roster.csv rad 4, kolumn Myndighet: värdet saknas",
        "roster.csv rad 4, kolumn mejl: värdet saknas",
        "roster.csv rad 5: kolumn 4 har ingen rubrik men värdet ”more”"
        " – sätt citattecken om en text som innehåller skiljetecknet",
        "roster.csv rad 6, kolumn mejl: osynligt tecken (U+202E RIGHT-TO-LEFT OVERRIDE) – ta bort det",
    ]
    assert mistakes(text, "en")[1] == "roster.csv row 2, column mejl: the value is missing"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["roster.csv rad 1: filen är tom"]),
        ("\n;;\n", ["roster.csv rad 1: filen är tom"]),
        (
            "Vinnova;vd@example.org\n",
            ["roster.csv rad 1: raden är ingen rubrikrad som känns igen – kända kolumner: myndighet, e-post, namn"],
        ),
        ("agency,name\nA,x\n", ["roster.csv rad 1: kolumnen e-post saknas"]),
        (
            "agency,e-mail,mejl\nA,a,b\n",
            ["roster.csv rad 1, kolumn mejl: kolumnen finns två gånger"],
        ),
        (
            "agency,e-mail,skostorlek\nA,a,44\n",
            ["roster.csv rad 1, kolumn skostorlek: okänd kolumn – kända kolumner: myndighet, e-post, namn"],
        ),
        (
            'agency,e-mail\nA,"a@b.se\nB,b@b.se\n',
            ['roster.csv rad 2: citattecknen går inte ihop – skriv "" för ett citattecken inuti en text i citattecken'],
        ),
        (
            'agency,e-mail\nA,a@b.se\nB,"b"@b.se\n',
            ['roster.csv rad 3: citattecknen går inte ihop – skriv "" för ett citattecken inuti en text i citattecken'],
        ),
        ("agency,e-mail," + "x," * 100, ["roster.csv rad 1: fler än 100 kolumner"]),
        (
            "agency,e-mail\nA,a,b,c,d\n",
            [
                "roster.csv rad 2: kolumn 3 har ingen rubrik men värdet ”b”"
                " – sätt citattecken om en text som innehåller skiljetecknet"
            ],
        ),
        ("agency,e-mail\nA\0,a\n", ["roster.csv rad 2, kolumn agency: osynligt tecken (U+0000) – ta bort det"]),
        (b"PK\x03\x04\x14\x00", ["roster.csv: är ett kalkylblad – spara det som CSV UTF-8"]),
        ("agency\te-mail\n".encode("utf-16"), ["roster.csv: är sparad som UTF-16 – spara det som CSV UTF-8"]),
        (b"agency,e-mail\n\x81\xff,x\n", ["roster.csv: är ingen textfil – spara det som CSV UTF-8"]),
    ],
)
def test_a_table_that_cannot_be_used_says_why(text: str | bytes, expected: list[str]) -> None:
    assert mistakes(text) == expected


def test_what_is_found_later_in_a_cell_is_told_the_same_way() -> None:
    rows = parse_csv(b"Agency,Mejl\nA,nobody\n", "roster.csv", COLUMNS)
    refusal = BadFile(
        [
            rows[0].wrong("email", Said("är ingen adress", "is no address"), Said("skriv en", "write one")),
            rows[0].wrong("name", Said("saknas", "is missing")),
        ]
    )
    assert refusal.lines("sv") == [
        "roster.csv rad 2, kolumn Mejl: är ingen adress – skriv en",
        "roster.csv rad 2, kolumn namn: saknas",
    ]
    assert refusal.lines("en")[1] == "roster.csv row 2, column name: is missing"
    assert refusal.items[1] == Mistake((2, "name"), Said("saknas", "is missing"))


def test_a_refused_table_is_mistakes_like_any_other_refused_data(tmp_path: Path) -> None:
    with pytest.raises(Mistakes):
        read_csv(tmp_path / "missing.csv", COLUMNS)


def test_a_file_is_read_by_path_and_called_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_bytes("agency,e-mail,name\nA,,Å\n".encode())
    with pytest.raises(BadFile) as caught:
        read_csv(tmp_path / "r.csv", COLUMNS)
    assert caught.value.lines("en") == ["r.csv row 2, column e-mail: the value is missing"]


def test_a_table_beyond_the_limit_is_refused_by_its_size(tmp_path: Path) -> None:
    with (tmp_path / "r.csv").open("wb") as file:
        file.truncate(LIMIT + 1)
    with pytest.raises(BadFile) as caught:
        read_csv(tmp_path / "r.csv", COLUMNS)
    assert caught.value.lines("en") == ["r.csv: is too large: 1048577 bytes, at most 1048576 are allowed"]


def test_a_table_that_grew_after_its_size_was_asked_is_read_no_further_than_the_limit() -> None:
    with pytest.raises(BadFile) as caught:  # the kernel gives such files the size 0 whatever they hold
        read_csv(Path("/proc/self/maps"), COLUMNS, limit=100)
    assert caught.value.lines("en") == ["maps: is too large: 101 bytes, at most 100 are allowed"]


@pytest.mark.parametrize(
    "piece",
    [
        b"agency,e-mail\nx,\n",
        b"x,e-mail\ny,,,z\n",
        b"agency,e-mail,",
        b'"',
        b",",
        b"a\n",
        b'agency\n"',
        b"\r",
        b"x;y\t",
    ],
)
def test_a_table_full_of_mistakes_is_refused_quickly_and_names_a_hundred_at_most(piece: bytes) -> None:
    start = time.process_time()
    with pytest.raises(BadFile) as caught:
        parse_csv(piece * (LIMIT // len(piece)), "roster.csv", COLUMNS)
    assert time.process_time() - start < 1
    assert 1 <= len(caught.value.mistakes) <= 100


cells = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.sampled_from(' ,;\t"'), max_size=12)


@settings(max_examples=150)
@given(st.lists(st.tuples(cells, cells, cells), max_size=6), st.sampled_from(",;\t"))
def test_what_is_written_as_csv_is_read_back(rows: list[tuple[str, str, str]], separator: str) -> None:
    columns = {key: Column(key, key) for key in ("one", "two", "three")}
    quoted = [separator.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    expected = [tuple(cell.strip() for cell in row) for row in rows if any(cell.strip() for cell in row)]
    got = parse_csv("\n".join([separator.join(columns), *quoted]).encode(), "t.csv", columns)
    assert [tuple(row.values()) for row in got] == expected


@settings(max_examples=200, deadline=1000)
@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode(errors="surrogatepass")))
def test_any_bytes_are_rows_or_mistakes(data: bytes) -> None:
    for start in (b"", b"agency,e-mail\n", b"sep=;\nagency;e-mail\n"):
        try:
            rows = parse_csv(start + data, "t.csv", COLUMNS)
        except BadFile as refusal:
            assert refusal.lines("sv")
            assert refusal.lines("en")
        else:
            assert all(set(row) == set(COLUMNS) and row["agency"] and row["email"] for row in rows)
