"""A task as those who take part meet it: read, written together, handed in, changed and printed; without a script."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from urllib.parse import unquote

import pytest
from docx import Document

from jimflow.store import tables as t
from jimflow.web.cookies import called
from tests.demo_site import Installation
from tests.participants import task
from tests.web.page_reader import read_page
from tests.web.writing import NAME, Writer, everything, fields, questions, rows, with_link


@pytest.fixture
def asked(own_demo: Installation) -> list[str]:
    """The names of the questions' fields: those that all share, then finance's own."""
    return fields(own_demo)


def test_the_page_says_what_for_when_why_with_whom_and_who_reads(demo: Installation) -> None:
    seen = Writer(demo, function="finance").opens()
    for words in (
        "Analys av resursfördelningen",
        "efter träff 3 (Jämställdhetsbudgetering)",
        "Torsdag 30 december",
        "om 64 dagar",
        "Ungefär en dag",
        "Du får uppgiften för att du arbetar med ekonomi",
        "Du svarar med Chef i kärnverksamheten",
        "Tills svaret är inskickat läses det bara av er på Formas.",
        "Det blir en allmän handling",
    ):
        assert words in seen.words


def test_each_has_the_questions_of_their_function_and_the_coordinator_all(demo: Installation) -> None:
    finance, everyone = Writer(demo, function="finance"), Writer(demo)
    finance.opens()
    assert set(finance.typed()) == set(fields(demo))
    assert "Skicka in min del" in finance.page.words
    everyone.opens()
    assert set(everyone.typed()) == set(everything(demo))
    assert "Bara för: ekonomifunktion" in everyone.page.words


@pytest.mark.parametrize("function", ["gm_coordinator", "finance", "planning_followup"])
def test_the_questions_bear_the_numbers_that_they_have_in_the_mail(demo: Installation, function: str) -> None:
    who = Writer(demo, function=function)
    words = who.opens().words
    asked = [q for q in questions(demo) if q.audience is None or function in (*q.audience, "gm_coordinator")]
    stand = [f"{n}. {q.text.in_('sv')}" for n, q in enumerate(asked, 1)]
    where = [words.index(one) for one in stand]
    assert where == sorted(where)
    heads = [e.text for e in Document(io.BytesIO(who.client.get(f"{who.place}/word").content)).paragraphs]
    assert [one for one in heads if one in stand] == stand


def test_what_is_saved_is_there_for_a_colleague_with_who_and_when(own_demo: Installation, asked: list[str]) -> None:
    finance, everyone = Writer(own_demo, function="finance"), Writer(own_demo)
    finance.opens()
    assert "Sparat." in finance.sends("save", {asked[0]: "Vi har undersökt bidragen."}).words
    assert "Sparat av dig kl. 12.00" in finance.page.words
    everyone.opens()
    assert everyone.typed()[asked[0]] == "Vi har undersökt bidragen."
    assert "Sparat av Ekonomifunktion, Formas kl. 12.00" in everyone.page.words


@pytest.mark.parametrize(("button", "left"), [("mine", "Min"), ("theirs", "Deras"), ("both", "Deras\n\nMin")])
def test_two_texts_stand_side_by_side_and_one_button_settles_them(
    own_demo: Installation, asked: list[str], button: str, left: str
) -> None:
    first, second = Writer(own_demo), Writer(own_demo, function="finance")
    first.opens()
    second.opens()
    first.sends("save", {asked[0]: "Deras"})
    seen = second.sends("save", {asked[0]: "Min", asked[1]: "Orört av andra"})
    assert "Sparat. På minst en fråga hann en kollega före" in seen.words
    assert (second.typed()[asked[0]], second.typed()[asked[1]]) == ("Deras", "Orört av andra")
    assert "Din text Min" in seen.words
    ((aside,),) = rows(own_demo, t.JointDraftPast, "id")
    second.sends("save", {"settle": f"{aside}.{button}"})
    assert second.typed()[asked[0]] == left
    assert "Din text" not in second.page.words
    assert "Min" in {json.loads(v) for (v,) in rows(own_demo, t.JointDraftPast, "value")} | {left}


def test_spaces_around_a_text_are_no_change_that_the_script_would_wait_for(
    own_demo: Installation, asked: list[str]
) -> None:
    first, second = Writer(own_demo), Writer(own_demo, function="finance")
    name = asked[0].partition(".")[2]
    first.opens()
    first.sends("save", {asked[0]: "Vi  tog"})
    second.opens()
    first.sends("save", {asked[0]: "Vi  tog fram mer"})
    told = second.by_itself({asked[0]: "Vi  tog \n"})
    assert (told["fields"], told["clashes"], told["unchanged"]) == ({}, [], [name])
    fresh = second.client.get(f"{second.place}/latest").json()["fields"][name]
    assert (fresh["words"], fresh["typed"]) == ("Vi  tog fram mer", ["Vi  tog fram mer"])
    assert fresh["from"] == "Sparat av JiM-samordnare, Formas kl. 12.00"


def test_a_text_of_my_own_from_another_window_is_not_said_to_be_somebody_elses(
    own_demo: Installation, asked: list[str]
) -> None:
    one, other = Writer(own_demo), Writer(own_demo)
    one.opens()
    other.opens()
    one.sends("save", {asked[0]: "Här"})
    (clash,) = other.by_itself({asked[0]: "Där"})["clashes"]
    assert clash["said"] == "Du har skrivit här i ett annat fönster. Båda texterna finns kvar."
    assert clash["whose"] == "Din text från ett annat fönster, kl. 12.00"


def test_a_button_settles_only_the_texts_of_whoever_presses_it(own_demo: Installation, asked: list[str]) -> None:
    first, second = Writer(own_demo), Writer(own_demo, function="finance")
    first.opens()
    second.opens()
    first.sends("save", {asked[0]: "Deras"})
    second.sends("save", {asked[0]: "Min"})
    ((aside,),) = rows(own_demo, t.JointDraftPast, "id")
    first.sends("save", {"settle": f"{aside}.mine"})
    assert first.typed()[asked[0]] == "Deras"
    assert rows(own_demo, t.JointDraftPast, "why") == [("aside",)]


def test_colleagues_comment_and_take_back_their_own(own_demo: Installation, asked: list[str]) -> None:
    first, second = Writer(own_demo), Writer(own_demo, function="finance")
    name = asked[0].partition(".")[2]
    first.opens()
    seen = first.sends(
        "comments", {f"says.{name}": "Rätt år?", "comment": f"about.{name}", asked[0]: "Skrivet samtidigt"}
    )
    assert "bara ni ser den" in seen.words
    assert first.typed()[asked[0]] == "Skrivet samtidigt"
    seen = second.opens()
    assert 'Kommentarer<span class="sr">: Vilken fråga om resurser har ni undersökt?</span> (1)' in second.html
    assert "JiM-samordnare, Formas, kl. 12.00 Rätt år?" in seen.words
    ((number,),) = rows(own_demo, t.RoomComment, "id")
    second.sends("comments", {"remove": str(number)}, 404)
    first.opens()
    first.sends("comments", {"remove": str(number)})
    assert "Rätt år?" not in first.html
    first.sends("comments", {"says.": " ", "comment": "about."}, 422)
    assert "Skriv kommentaren först." in first.page.words


def test_the_script_is_told_in_json_what_was_saved_and_where_two_wrote(
    own_demo: Installation, asked: list[str]
) -> None:
    first, second = Writer(own_demo), Writer(own_demo, function="finance")
    name = asked[0].partition(".")[2]
    first.opens()
    second.opens()
    told = first.by_itself({asked[0]: "Deras"})
    assert (told["at"], told["open"], told["clashes"]) == ("kl. 12.00", True, [])
    assert told["fields"][name]["from"] == "Sparat av dig kl. 12.00"
    (clash,) = second.by_itself({asked[0]: "Min"})["clashes"]
    assert {k: clash[k] for k in ("field", "whose", "theirs", "mine", "typed")} == {
        "field": name,
        "whose": "Text av JiM-samordnare, Formas, kl. 12.00",
        "theirs": "Deras",
        "mine": "Min",
        "typed": ["Deras"],
    }
    latest = second.client.get(f"{second.place}/latest")
    assert latest.headers["cache-control"] == "no-store"
    assert latest.json()["fields"][name]["typed"] == ["Deras"]
    too_long = "å" * 5000
    first.opens()
    assert "5000 tecken" in first.by_itself({asked[0]: too_long})["fields"][name]["told"]


def test_a_page_left_open_keeps_nobody_signed_in(own_demo: Installation) -> None:
    """Its script asks what is new every quarter of a minute; nobody need sit there."""
    left = Writer(own_demo)
    left.opens()
    for minutes in (10, 10, 9):
        own_demo.clock.jump(own_demo.clock() + timedelta(minutes=minutes))
        assert left.client.get(f"{left.place}/latest").status_code == 200
    own_demo.clock.jump(own_demo.clock() + timedelta(minutes=2))
    assert left.client.get(f"{left.place}/latest", follow_redirects=False).status_code == 303


@pytest.mark.parametrize("path", ["", "/latest", "/receipt/1", "/word"])
def test_another_agencys_task_and_none_at_all_look_the_same_to_the_byte(demo: Installation, path: str) -> None:
    who, told = Writer(demo), []
    for number in (task(demo, "forte", NAME), 999_999):
        answer = who.client.get(f"/my/tasks/{number}{path}")
        told.append((answer.status_code, answer.text.replace(f"/my/tasks/{number}{path}", "")))
    assert told[0] == told[1]
    assert told[0][0] == 404


def test_a_form_to_another_agencys_task_is_refused_alike(own_demo: Installation) -> None:
    who = Writer(own_demo)
    who.opens()
    form = dict(who.page.form(f"{who.place}/save").fields)
    for path in ("save", "comments", "hand-in"):
        told = []
        for number in (task(own_demo, "forte", NAME), 999_999):
            answer = who.client.post(f"/my/tasks/{number}/{path}", data=form)
            told.append((answer.status_code, read_page(answer.text).words))
        assert told[0] == told[1]
        assert told[0][0] == 404


def test_whoever_has_only_followed_a_link_sees_the_task_and_nothing_of_the_agencys(
    own_demo: Installation, asked: list[str]
) -> None:
    writer = Writer(own_demo)
    writer.opens()
    name = asked[0].partition(".")[2]
    writer.sends("comments", {f"says.{name}": "HEMLIGT", "comment": f"about.{name}", asked[0]: "HEMLIGT"})
    linked = Writer(own_demo)
    token = with_link(own_demo, writer)
    linked.client.cookies.delete(called("person", secure=False))
    linked.client.cookies.set(called("link", secure=False), token)
    seen = linked.opens()
    assert "Skriv koden ur mejlet för att svara" in seen.words
    assert "Vad ni ska göra" in seen.words
    comes = "Skriv koden, så öppnas svarsfälten. Där kan du också skicka vidare."
    assert seen.words.index("Vad ni ska göra") < seen.words.index(comes) < seen.words.index("Om uppgiften")
    assert seen.words.count("Skriv koden ur mejlet för att svara") == 2
    assert "HEMLIGT" not in linked.html
    assert "Ekonomifunktion, Formas" not in linked.html
    assert [f.action for f in seen.forms if f.action.startswith(linked.place)] == []
    document = Document(io.BytesIO(linked.client.get(f"{linked.place}/word").content))
    assert "HEMLIGT" not in document.element.xml


def test_the_questions_are_there_as_a_word_file_with_what_was_written(own_demo: Installation, asked: list[str]) -> None:
    who = Writer(own_demo, function="finance")
    who.opens()
    who.sends("save", {asked[0]: "Vi har undersökt bidragen."})
    answer = who.client.get(f"{who.place}/word")
    name = unquote(answer.headers["content-disposition"].partition("filename*=UTF-8''")[2])
    assert name == "Analys av resursfördelningen – Formas.docx"
    xml = Document(io.BytesIO(answer.content)).element.xml
    assert "Vi har undersökt bidragen." in xml
    assert "30 december" in xml


def test_the_page_is_in_english_too(demo: Installation) -> None:
    seen = Writer(demo, function="finance", lang="en").opens()
    for words in (
        "You get this assignment because you work with finance",
        "Submit my part",
        "Only for: finance function",
    ):
        assert words in seen.words
