"""The document of a definition is one whole page: everything in it, in order, for every reader; nothing is fetched."""

import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from jimflow.core.definition import read_definition
from jimflow.files.shipped import shipped
from jimflow.files.workflows import load_workflow, workflow_files
from jimflow.texts.document.given import ClusterDates, Dated, Given, RoundGiven
from jimflow.texts.document.page import document
from jimflow.texts.document.view import about
from tests.build_workflow import both, changed, mini_definition

WORKFLOW = read_definition(mini_definition())
EMPTY = {"meta", "link", "br", "img", "input", "hr"}


class Page(HTMLParser):
    """What stands in a page: elements in order, ids, links, and the words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)

    def every(self, *tags: str) -> list[tuple[str, dict[str, str | None]]]:
        return [(tag, attributes) for tag, attributes in self.elements if tag in tags]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def page(lang: str = "sv", given: Given | None = None) -> Page:
    return Page(document(WORKFLOW, lang, given))


@pytest.fixture(scope="module", params=["sv", "en"])
def spoken(request: pytest.FixtureRequest) -> tuple[str, Page]:
    return request.param, page(request.param)


def test_everything_of_the_definition_is_said(spoken: tuple[str, Page]) -> None:
    lang, found = spoken
    said = [
        WORKFLOW.title,
        *(f.title for f in WORKFLOW.functions.values()),
        *(WORKFLOW.state_title(state) for state in WORKFLOW.states),
        *(step.purpose for step in WORKFLOW.steps.values()),
        *(a.title for a in WORKFLOW.assignments.values()),
        *(a.why for a in WORKFLOW.assignments.values()),
        *(q.text for form in WORKFLOW.forms.values() for q in form.questions),
        *(choice for choices in WORKFLOW.choices.values() for choice in choices.values()),
        *(t.title for t in WORKFLOW.transitions.values()),
        *WORKFLOW.themes.values(),
    ]
    assert [words.in_(lang) for words in said if words.in_(lang) not in found.text] == []
    assert [name for name in WORKFLOW.rules if f" {name} " not in found.text] == []


def test_the_headings_follow_on_each_other(spoken: tuple[str, Page]) -> None:
    levels = [int(tag[1]) for tag, _ in spoken[1].every("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []


def test_each_id_is_there_once_and_each_link_and_label_finds_one(spoken: tuple[str, Page]) -> None:
    found = spoken[1]
    ids = Counter(a["id"] for _, a in found.elements if a.get("id"))
    assert [name for name, times in ids.items() if times > 1] == []
    links = [str(a["href"])[1:] for _, a in found.every("a") if str(a["href"]).startswith("#")]
    labels = [name for _, a in found.elements for name in str(a.get("aria-labelledby") or "").split()]
    assert [name for name in (*links, *labels) if name not in ids] == []
    assert len(links) > 40


def test_each_table_has_a_caption_and_each_heading_cell_a_scope(spoken: tuple[str, Page]) -> None:
    found = spoken[1]
    assert len(found.every("caption")) == len(found.every("table")) >= 5
    assert {a.get("scope") for _, a in found.every("th")} == {"col", "row"}
    assert [a for _, a in found.every("td") if not a.get("data-label")] == []


def test_the_page_says_its_language_its_title_and_where_its_content_begins(spoken: tuple[str, Page]) -> None:
    lang, found = spoken
    assert found.every("html") == [("html", {"lang": lang})]
    assert next(a["href"] for _, a in found.every("a")) == "#content"
    assert [a.get("id") for _, a in found.every("main")] == ["content"]
    assert [a for _, a in found.every("svg") if a.get("role") == "img" and a.get("aria-labelledby")]


def test_nothing_is_fetched_and_nothing_runs(spoken: tuple[str, Page]) -> None:
    found = spoken[1]
    assert found.every("script", "link", "img", "iframe", "object") == []
    assert [a for _, a in found.elements if any(name.startswith("on") or name == "src" for name in a)] == []
    assert re.findall(r"url\(|@import|@font-face", document(WORKFLOW, "sv")) == []
    outside = {a["href"] for _, a in found.every("a") if not str(a["href"]).startswith("#")}
    assert outside == {"https://example.org/stod"}


def test_words_of_a_definition_are_words_and_no_markup() -> None:
    data = changed({"title.sv": "<script>x</script>", "rules.meeting_held.fix.sv": "<b onclick=x>&amp;"})
    found = Page(document(read_definition(data), "sv"))
    assert found.every("script", "b") == []
    assert "<script>x</script>" in found.text
    assert "<b onclick=x>&amp;" in found.text


def test_a_rule_says_what_how_strict_and_who_can_mend_it() -> None:
    text = page().text
    assert (
        "Minst 1 från myndigheten (högsta ledningen) deltar Varning "
        "Går att gå förbi när någon har tagit ställning, kan tas igen i efterhand, avsteg kan godkännas. "
        "management_present Prövas inför träffen och när steget lämnas: Uppstart , Fördjupning , Uppföljning "
        "Så sägs det Ingen från högsta ledningsgruppen deltog i [träffen]. "
        "Vem kan åtgärda [Myndigheten] utser någon."
    ) in text


def test_a_form_stands_as_the_participant_meets_it() -> None:
    text = page("en").text
    assert "The form: 2 questions Governance The goals stand in the plan." in text
    assert "How do you find problems? Be brief. An answer in text, at most 2000 characters." in text
    assert "What does the work cost? Answer with a number. Optional question. Only for: Finance" in text
    assert "Filled in with the answer to “Which problem?” in “Choice of problem”." in text


def test_mails_say_when_to_whom_and_their_subject() -> None:
    text = page("sv", Given(subjects={"invitation": "Vill ni vara med?"})).text
    assert "Brev Vill ni vara med? när läget blir ”Inbjuden”" in text
    assert "Påminnelse 5 arbetsdagar före sista dagen; 3 arbetsdagar före sista dagen de som inte har svarat" in text


def test_sources_are_those_of_the_file() -> None:
    text = page("sv", Given(about=("Ett program.", "", "Källor:", "  [A]   en sida", "  [B]   en rapport"))).text
    assert "Om definitionen och dess källor Ett program. Källor: [A] en sida [B] en rapport" in text


def test_lines_of_the_files_comment_make_a_paragraph_until_an_empty_one_and_hints_to_editors_are_left_out() -> None:
    lines = (
        "Ett program för alla. Det är påhittat av den som",
        "skrev filen; det finns ingen källa. Kontrollera med: jimflow workflow check mini",
        "",
        "Språket beskrivs i docs/reference/definition.md. Allt är vårt val.",
        "  [A]   en sida",
    )
    assert list(about(Given(about=lines))) == [
        ("p", "Ett program för alla. Det är påhittat av den som skrev filen; det finns ingen källa."),
        ("p", "Allt är vårt val."),
        ("li", "[A] en sida"),
    ]


def test_a_round_adds_who_stands_where_and_its_dates() -> None:
    row = Dated(
        0, "Uppstart", "8 juni", WORKFLOW.assignments["describe_today"], "11 maj", ("27 maj", "2 juni"), "1 juni"
    )
    given = RoundGiven(
        "Omgången", "Påhittat exempel", "2 maj", {"start": ("Alfa", "Beta")}, (ClusterDates("Norr", (row,)),)
    )
    text = page("sv", Given(round=given)).text
    assert "Omgången , läget 2 maj. Påhittat exempel." in text
    assert "Uppstart Träff 1, heldag 2 : Alfa, Beta" in text
    assert "Norr Uppgift Öppnar Påminnelser Sista dag Uppstart · träff 8 juni Nulägesbeskrivning 11 maj 27 maj" in text


def test_a_programme_with_only_swedish_has_a_page_in_swedish() -> None:
    words = {**mini_definition(), "languages": ["sv"]}

    def swedish(value: object) -> object:
        if isinstance(value, dict):
            return {k: swedish(v) for k, v in value.items() if k != "en"}
        return [swedish(v) for v in value] if isinstance(value, list) else value

    found = Page(document(read_definition(swedish(words)), "en"))  # type: ignore[arg-type]
    assert found.every("html") == [("html", {"lang": "sv"})]
    assert "Så går programmet till" in found.text


@pytest.mark.parametrize("path", workflow_files(shipped("workflows")), ids=lambda path: path.stem)
def test_each_shipped_programme_has_a_page(path: object) -> None:
    workflow = load_workflow(path)  # type: ignore[arg-type]
    for lang in workflow.languages:
        assert workflow.title.in_(lang) in Page(document(workflow, lang)).text


def test_a_definition_with_nothing_but_steps_has_a_page() -> None:
    bare = {
        "workflow": "bare",
        "version": "1",
        "title": both("Bar", "Bare"),
        "calendar": "sweden",
        "nouns": mini_definition()["nouns"],
        "functions": {"who": {"title": both("Vem", "Who"), "duty": both("är", "are"), "coordinates": True}},
        "steps": {"one": {"title": both("Ett", "One"), "purpose": both("Gör.", "Do.")}},
        "states": ["<steps>", "done!"],
        "state_titles": {"done": both("Klart", "Done")},
        "transitions": {"advance": {"title": both("Vidare", "On"), "along": ["<steps>", "done"]}},
    }
    found = Page(document(read_definition(bare), "sv"))
    assert "Ett" in found.text
    assert "Reglerna" not in found.text


def test_parts_and_what_may_be_started_are_told() -> None:
    data = changed(
        {
            "parties": {
                "lead": {"title": both("Sammankallande", "Lead"), "most": 1, "contact": "coordinator"},
                "actor": {"title": both("Aktör", "Actor"), "joins": "by invitation"},
            },
            "starts": {
                "lift": {
                    "title": both("Lyft problemet", "Raise the problem"),
                    "workflow": "raising",
                    "from": "active",
                    "carries": {"problem": "name_problem.problem"},
                    "tells": ["coordinator"],
                }
            },
        },
        {**mini_definition(), "parties": {}, "starts": {}},
    )
    data["subject"] = "area"
    text = Page(document(read_definition(data), "sv")).text
    assert "Sammankallande När den skrivs in 1 JiM-samordnare" in text
    assert "Aktör Efter inbjudan Hur många som helst –" in text
    assert "Lyft problemet raising Varje steg ”Vilket problem?” JiM-samordnare" in text
