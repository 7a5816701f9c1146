"""What holds for every mail in both languages: it is whole, plain, safe to read and says the same as HTML and text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from tests.mail.every import EVERY
from tests.mail.saying import LANGUAGES, REAL, TEMPLATES, VOICE, Read, linked, mail, task

ALL = [pytest.param(name, lang, id=f"{name} ({lang})") for name in EVERY for lang in LANGUAGES]
VOID = {"meta", "br", "hr"}
PAGE = "https://jimflow.example.org/l/"
"""How the addresses of pages begin, which HTML shows too."""
PAPERWORK = ("vänligen", "härmed", "avseende", "gällande", "kallelse", "noreply", "no-reply", "erhålla", "tillse")


class Page(HTMLParser):
    """Reads HTML strictly: every element closed in order; keeps the elements and the words between them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "title"} & set(self._open):
            self.words += words(data)

    def named(self, *tags: str) -> list[str]:
        return [tag for tag, _ in self.elements if tag in tags]


def words(text: str) -> list[str]:
    return re.findall(r"[\w@./:+-]*\w", text)


def text_words(found: Read) -> list[str]:
    """The words of the text without what HTML shows by other means: numbers of lists and addresses of material."""
    lines = [re.sub(r"^ *\d+\. ", "", line) for line in found.text.splitlines()]
    return words("\n".join(line for line in lines if not line.strip().startswith("https://") or PAGE in line))


def without_headings(found: Read) -> list[str]:
    """The words of the HTML without its first heading, which in the text is the subject."""
    page, heading = Page(found.html), re.search(r"<h1>(.*?)</h1>", found.html, re.S)
    assert heading is not None
    title = Page(f"<p>{heading[1]}</p>").words
    at = next(n for n in range(len(page.words)) if page.words[n : n + len(title)] == title)
    return page.words[:at] + page.words[at + len(title) :]


def test_every_template_of_the_folder_is_said_here() -> None:
    assert {item.template for items in EVERY.values() for item in items} == TEMPLATES.names()


@pytest.mark.parametrize(("name", "lang"), ALL)
def test_text_and_html_say_the_same_words(name: str, lang: str) -> None:
    found = mail(*EVERY[name], lang=lang)
    assert without_headings(found) == text_words(found)


@pytest.mark.parametrize(("name", "lang"), ALL)
def test_the_html_is_whole_and_loads_nothing_from_elsewhere(name: str, lang: str) -> None:
    html = mail(*EVERY[name], lang=lang).html
    page = Page(html)
    assert page.elements[0] == ("html", {"lang": lang})
    assert not page.named("img", "script", "link", "iframe", "object", "form", "table", "video", "base")
    assert not [key for _, attrs in page.elements for key in attrs if key in ("src", "background") or key[:2] == "on"]
    assert "url(" not in html
    assert "@import" not in html


@pytest.mark.parametrize(("name", "lang"), ALL)
def test_headings_begin_with_one_h1_and_skip_no_level(name: str, lang: str) -> None:
    found = Page(mail(*EVERY[name], lang=lang).html).named("h1", "h2", "h3", "h4", "h5", "h6")
    levels = [int(tag[1]) for tag in found]
    assert levels[:1] == [1]
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


@pytest.mark.parametrize(("name", "lang"), ALL)
def test_nothing_is_left_unfilled_and_no_line_is_crooked(name: str, lang: str) -> None:
    found = mail(*EVERY[name], lang=lang)
    said = f"{found.subject}\n{found.text}"
    assert not re.search(r"[{}]|\[\[|None(?! of)|Undefined|\bnull\b", said)
    assert not re.search(r"  +\S[^\n]*  |\n{4}| \n|\s[.,:;]|\.\.|\(\)|”{2}|, ,", said)
    assert not re.search(r"[{}]{2}|None(?! of)|Undefined", found.html)
    assert [p for p in found.paragraphs if p[0].islower()] == []


@pytest.mark.parametrize(("name", "lang"), ALL)
def test_the_subject_fits_a_narrow_list_of_mails(name: str, lang: str) -> None:
    subject = mail(*EVERY[name], lang=lang).subject
    assert 20 <= len(subject) <= 78
    assert subject == " ".join(subject.split())
    assert subject[0].isupper()
    assert subject[-1] not in ".,:"


@pytest.mark.parametrize(("name", "lang"), ALL)
def test_every_mail_says_who_reads_replies_and_that_it_becomes_an_official_document(name: str, lang: str) -> None:
    found = mail(*EVERY[name], lang=lang)
    sender = VOICE.sender.in_(lang)
    assert f"\n{sender}\nsamordning@example.org\n" in found.text
    assert [found.header(h).replace('"', "") for h in ("From", "Reply-To")] == [
        f"{sender} <samordning@example.org>"
    ] * 2
    assert ("EXEMPEL 2021/1" in found.text, {"sv": "allmän", "en": "official document"}[lang] in found.text) == (
        True,
        True,
    )


@pytest.mark.parametrize(("name", "lang"), ALL)
def test_every_mail_says_why_this_person_gets_it(name: str, lang: str) -> None:
    reason = {"sv": r"för att du \w+", "en": r"because you \w+"}[lang]
    assert re.search(reason, mail(*EVERY[name], lang=lang).text)


@pytest.mark.parametrize("name", EVERY)
def test_no_mail_speaks_in_the_language_of_paperwork(name: str) -> None:
    text = mail(*EVERY[name]).text.lower()
    assert [word for word in PAPERWORK if word in text] == []


@pytest.mark.parametrize(("name", "lang"), ALL)
def test_an_invented_round_is_marked_first_and_last_and_a_real_one_never(name: str, lang: str) -> None:
    label = {"sv": "Påhittat exempel", "en": "Invented example"}[lang]
    invented = mail(*EVERY[name], lang=lang).paragraphs
    assert label in invented[1] or label in invented[0]
    assert invented[-1] == VOICE.example_note.in_(lang)
    items = [type(i)(i.template, i.code, i.function, {**i.facts, "example_date": False}) for i in EVERY[name]]
    real = mail(*items, lang=lang, voice=REAL)
    assert not re.search(r"exempeldatum|exempeldag|example d|påhittat|invented", real.text + real.calendar, re.I)


@pytest.mark.parametrize(("name", "lang"), ALL)
def test_the_same_things_give_the_same_bytes(name: str, lang: str) -> None:
    assert mail(*EVERY[name], lang=lang).raw == mail(*EVERY[name], lang=lang).raw


@pytest.mark.parametrize("lang", LANGUAGES)
def test_several_things_have_an_address_each_and_the_same_code(lang: str) -> None:
    late = task("overdue", "finance", "start", "describe_start", "2021-04-27")
    found = mail(*linked(late, task("open", "finance", "problem_formulation", "describe_problems")), lang=lang)
    assert re.findall(rf"^   {PAGE}1-abcdefgh/(\d)$", found.text, re.MULTILINE) == ["1", "2"]
    assert re.findall(rf'href="{PAGE}1-abcdefgh/(\d)">{PAGE}1-abcdefgh/(\d)<', found.html) == [("1", "1"), ("2", "2")]
    assert (found.text.count("482 913"), found.html.count("482 913")) == (2, 2)


@pytest.mark.parametrize(("name", "lang"), ALL)
def test_a_link_is_what_it_shows_and_stands_whole_on_a_line_of_its_own(name: str, lang: str) -> None:
    found = mail(*EVERY[name], lang=lang)
    shown = re.findall(rf'<a [^>]*href="({PAGE}[^"]*)">([^<]*)</a>', found.html)
    assert all(words == address or not words.startswith("http") for address, words in shown)
    if "with a page" in name:
        assert [line.strip() for line in found.text.splitlines() if PAGE in line] == [f"{PAGE}1-abcdefgh"]
        assert all(len(line) < 76 for line in found.text.splitlines() if PAGE in line)


def test_the_receipt_of_a_changed_answer_says_so_in_its_subject() -> None:
    said = [mail(*EVERY["receipt, of a changed answer"], lang=lang).subject.partition(":")[0] for lang in LANGUAGES]
    assert said == ["Ändrat svar, kvitto", "Changed answer, receipt"]
