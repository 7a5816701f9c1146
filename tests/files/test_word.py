"""The questions of a task as a Word file: what is asked of whom, where one writes, and what a screen reader hears."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from jimflow.core.definition import read_definition
from jimflow.files.word import Head, questionnaire
from tests.build_round import mini
from tests.build_workflow import mini_definition

HEAD = Head(
    round="Provomgången",
    organisation="Formas",
    meeting="Träff 1 (Start)",
    due="tisdag 1 juni",
    effort="ungefär en halv dag",
    readers="Klustret, när svaret är inskickat",
    hand_in="https://jim.example.se/u/1",
    contact="Eva Exempel, eva@example.org",
    public="Svaret blir en allmän handling.",
    example="",
)
HOSTILE = {
    "control characters": "a\x00b\x07c\x1bd\x7f\x85e",
    "halves of pairs and non-characters": "a\ud800b\ufffec",
    "signs beyond the first plane": "👩‍👩‍👧 𝒜",
    "text from right to left": "שלום \u202etxet desrever\u202c العربية",
    "marks of XML": "<w:p>]]>&amp;<!-- -->",
    "twenty thousand signs in one word": "ö" * 20_000,
    "line ends of every kind": "a\r\nb\rc\n\n\nd\u2028e",
}


def file_of(
    name: str, *functions: str, answers: Mapping[str, Any] | None = None, head: Head = HEAD, lang: str = "sv"
) -> bytes:
    workflow = mini()
    return questionnaire(workflow, workflow.assignments[name], functions, answers or {}, head, lang)


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    """Every paragraph in order as (style, text), those in boxes too."""
    document = Document(io.BytesIO(data))
    names = {style.style_id: style.name for style in document.styles}
    found = []
    for p in document.element.body.iter(qn("w:p")):
        style = p.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        text = "".join("\t" if t.tag == qn("w:tab") else t.text or "" for t in p.iter(qn("w:t"), qn("w:tab")))
        found.append((names[style.get(qn("w:val"))] if style is not None else "Normal", text))
    return found


def asked(data: bytes) -> list[tuple[str, str]]:
    """From the first question on."""
    found = paragraphs(data)
    first = next(n for n, (style, text) in enumerate(found) if style == "Heading 2")
    return found[first:]


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode()


def test_the_head_says_what_by_when_for_whom_and_where() -> None:
    assert paragraphs(file_of("describe_today", "planner", "finance"))[:13] == [
        ("Title", "Nulägesbeskrivning"),
        ("Subtitle", "Formas · Träff 1 (Start)"),
        ("Uppgift", "Lämnas senast\ttisdag 1 juni"),
        ("Uppgift", "Tid\tungefär en halv dag"),
        ("Uppgift", "Frågorna är till\tPlaneringsfunktion och Ekonomifunktion"),
        ("Uppgift", "Svaren läses av\tKlustret, när svaret är inskickat"),
        ("Uppgift", "Svaren lämnas på\thttps://jim.example.se/u/1"),
        ("Uppgift", "Frågor och hjälp\tEva Exempel, eva@example.org"),
        ("Heading 1", "Om uppgiften"),
        ("Normal", "Utgå från hur ni arbetar i dag."),
        ("Normal", "Svaret behövs i nästa steg."),
        ("Normal", "Skriv i rutorna; de växer med texten. Klicka på ☐ för att kryssa."),
        ("Upplysning", "Svaret blir en allmän handling."),
    ]


def test_a_line_of_the_head_that_says_nothing_is_left_out() -> None:
    head = replace(HEAD, effort="", readers="", hand_in="", contact="", public="")
    found = paragraphs(file_of("read_notes", "coordinator", head=head))
    assert [text for style, text in found if style in ("Uppgift", "Upplysning")] == [
        "Lämnas senast\ttisdag 1 juni",
        "Frågorna är till\tJiM-samordnare",
    ]


def test_a_function_is_asked_its_own_questions_with_hint_bounds_and_a_place_to_write() -> None:
    assert asked(file_of("describe_today", "finance")) == [
        ("Heading 2", "1. Hur hittar ni problem?"),
        ("Ledtext", "Skriv kort."),
        ("Ledtext", "Högst 2000 tecken"),
        ("Svar", "Skriv svaret här"),
        ("Heading 2", "2. Vad kostar arbetet?"),
        ("Ledtext", "Frivillig · Till: Ekonomifunktion"),
        ("Svar", "Skriv ett heltal"),
    ]


def test_another_function_is_not_asked_what_is_not_for_it() -> None:
    headings = [text for style, text in asked(file_of("describe_today", "planner")) if style == "Heading 2"]
    assert headings == ["1. Hur hittar ni problem?"]


def test_the_coordinating_function_is_asked_everything() -> None:
    headings = [text for style, text in asked(file_of("describe_today", "coordinator")) if style == "Heading 2"]
    assert headings == ["1. Hur hittar ni problem?", "2. Vad kostar arbetet?"]


def test_questions_stand_under_their_sections_and_are_numbered_through() -> None:
    found = [(style, text) for style, text in paragraphs(file_of("self_assessment", "coordinator"))]
    assert [f for f in found if f[0].startswith("Heading")] == [
        ("Heading 1", "Om uppgiften"),
        ("Heading 1", "Styrning"),
        ("Heading 2", "1. Målen står i planen."),
        ("Heading 1", "Kunskap"),
        ("Heading 2", "2. Alla är utbildade."),
    ]


def test_what_is_known_stands_in_its_place() -> None:
    answers = {"problem": "Färre kvinnor söker.\n\nVi vet inte varför.", "goals": ["economy"], "since": "2020-01-31"}
    assert asked(file_of("name_problem", "planner", answers=answers)) == [
        ("Heading 2", "1. Vilket problem?"),
        ("Ledtext", "Högst 4000 tecken"),
        ("Svar", "Färre kvinnor söker."),
        ("Svar", "Vi vet inte varför."),
        ("Heading 2", "2. Vilka mål?"),
        ("Ledtext", "Välj ett eller flera"),
        ("Val", "☐\tMakt"),
        ("Val", "☒\tEkonomi"),
        ("Heading 2", "3. Sedan när?"),
        ("Ledtext", "Frivillig"),
        ("Svar", "2020-01-31"),
    ]


@pytest.mark.parametrize(("answer", "boxes"), [(True, "☒☐"), (False, "☐☒"), (None, "☐☐")])
def test_yes_and_no_are_two_boxes(answer: bool | None, boxes: str) -> None:
    answers = {} if answer is None else {"useful": answer}
    found = [text for style, text in asked(file_of("evaluate", "planner", answers=answers)) if style == "Val"]
    assert found == [f"{boxes[0]}\tJa", f"{boxes[1]}\tNej"]


def test_a_file_with_earlier_answers_says_so() -> None:
    begun = "Det som redan står i dem kommer från tidigare svar: ändra det som inte längre stämmer."
    known, fresh = ([t for _, t in paragraphs(file_of("evaluate", "planner", answers=a))] for a in ({"useful": 1}, {}))
    assert ([t.endswith(begun) for t in known].count(True), [t.endswith(begun) for t in fresh].count(True)) == (1, 0)


def test_the_instruction_takes_what_its_placeholders_stand_for() -> None:
    head = replace(HEAD, words={"theme": "handläggning"})
    assert ("Normal", "Läs om handläggning.") in paragraphs(file_of("prepare_theme", "planner", head=head))


def test_every_place_to_write_or_tick_has_a_name_and_the_key_of_its_question() -> None:
    document = Document(io.BytesIO(file_of("name_problem", "planner")))
    controls = [
        tuple(properties.find(qn(f"w:{name}")).get(qn("w:val")) for name in ("alias", "tag"))
        for properties in document.element.body.iter(qn("w:sdtPr"))
    ]
    assert controls == [
        ("Vilket problem?", "problem"),
        ("Makt: Vilka mål?", "goals.power"),
        ("Ekonomi: Vilka mål?", "goals.economy"),
        ("Sedan när?", "since"),
    ]


def test_no_name_is_longer_than_word_takes() -> None:
    definition = mini_definition()
    definition["forms"]["evaluation"]["questions"][0]["sv"] = "Var det " + "mycket " * 40 + "nyttigt?"
    workflow = read_definition(definition)
    data = questionnaire(workflow, workflow.assignments["evaluate"], ["planner"], {}, HEAD, "sv")
    names = re.findall(r'<w:alias w:val="([^"]*)"', part(data, "word/document.xml"))
    assert [len(name) for name in names] == [64, 64]


def test_every_page_says_whose_and_which_task_and_its_number() -> None:
    section = Document(io.BytesIO(file_of("describe_today", "finance"))).sections[0]
    assert [p.text for p in section.header.paragraphs] == ["Formas\tNulägesbeskrivning"]
    (footer,) = section.footer.paragraphs
    text = "".join(t.text or "" for t in footer._p.iter(qn("w:t")))
    assert (footer.text.partition("\t")[0], text) == ("Provomgången", "ProvomgångenSida 1 av 1")
    assert [f.get(qn("w:instr")) for f in footer._p.iter(qn("w:fldSimple"))] == [" PAGE ", " NUMPAGES "]


def test_what_is_made_up_says_so_first_and_on_every_page() -> None:
    data = file_of("describe_today", "finance", head=replace(HEAD, example="Påhittat exempel"))
    assert ("Upplysning", "Påhittat exempel") in paragraphs(data)
    header = Document(io.BytesIO(data)).sections[0].header
    assert [p.text for p in header.paragraphs] == ["Formas\tNulägesbeskrivning", "Påhittat exempel"]


@pytest.mark.parametrize(("lang", "language"), [("sv", "sv-SE"), ("en", "en-GB")])
def test_a_screen_reader_knows_the_language_and_the_title(lang: str, language: str) -> None:
    data = file_of("describe_today", "finance", lang=lang)
    document = Document(io.BytesIO(data))
    title = {"sv": "Nulägesbeskrivning · Formas", "en": "Description of today · Formas"}[lang]
    assert (document.core_properties.title, document.core_properties.language) == (title, language)
    said = re.findall(r'<w:lang w:val="([^"]+)"', part(data, "word/styles.xml"))
    assert said == [language, language]
    assert f'<w:themeFontLang w:val="{language}"' in part(data, "word/settings.xml")


def test_an_english_file_is_in_english_throughout() -> None:
    texts = paragraphs(file_of("name_problem", "planner", lang="en"))
    assert [text for _, text in texts if re.search(r"[åäöÅÄÖ]", text)] == [
        f"{HEAD.organisation} · {HEAD.meeting}",
        f"Time\t{HEAD.effort}",
        f"Read by\t{HEAD.readers}",
        HEAD.public,
    ]


def test_a_programme_in_swedish_only_gives_a_swedish_file() -> None:
    workflow = replace(mini(), languages=("sv",))
    given = (workflow.assignments["evaluate"], ["planner"], {}, HEAD)
    assert questionnaire(workflow, *given, "en") == questionnaire(workflow, *given, "sv")


def test_no_empty_paragraph_and_no_table_makes_room() -> None:
    for name in mini().assignments:
        found = paragraphs(file_of(name, "coordinator"))
        assert [p for p in found if not p[1].strip()] == []
        assert "<w:tbl>" not in part(file_of(name, "coordinator"), "word/document.xml")


def test_a_question_is_not_parted_from_the_place_of_its_answer() -> None:
    styles = Document(io.BytesIO(file_of("evaluate", "planner"))).styles
    assert [styles[name].paragraph_format.keep_with_next for name in ("Heading 1", "Heading 2", "Ledtext")] == [
        True
    ] * 3


def test_nothing_of_the_librarys_own_document_goes_along() -> None:
    data = file_of("evaluate", "planner")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
    assert [n for n in names if re.search("thumbnail|customXml|stylesWithEffects", n)] == []
    assert "python-docx" not in part(data, "docProps/core.xml")


def test_the_same_task_gives_the_same_bytes() -> None:
    assert file_of("describe_today", "coordinator") == file_of("describe_today", "coordinator")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=list(HOSTILE))
def test_any_text_of_a_person_can_stand_in_it(text: str) -> None:
    head = replace(HEAD, **dict.fromkeys(("round", "organisation", "meeting", "contact", "public", "example"), text))
    data = file_of("name_problem", "planner", answers={"problem": text}, head=head)
    said = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "\N{REPLACEMENT CHARACTER}", text)
    *lines, since = [t for style, t in asked(data) if style == "Svar"]
    assert lines == [line for line in re.split(r"[\r\n]+", said) if line]
    assert since == "Skriv ett datum, till exempel 2021-10-27"


def test_nothing_of_word_is_loaded_before_a_file_is_made() -> None:
    script = "import jimflow.files.word, sys; print(sorted({'docx', 'lxml'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
