"""A folder of mail texts: what it holds, and one clear sentence when a text in it cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from jimflow.mail.templates import PARTS, BadTemplate, Templates
from tests.mail.saying import TEMPLATES


def folder(tmp_path: Path, **texts: str) -> Templates:
    """A folder with one template called `open`, whose subject is given for each language."""
    (tmp_path / "open").mkdir()
    for lang, text in texts.items():
        (tmp_path / "open" / f"subject.txt.{lang}").write_text(text, encoding="utf-8")
    return Templates(tmp_path)


def test_a_folder_is_known_by_the_templates_in_it(tmp_path: Path) -> None:
    assert folder(tmp_path, sv="Hej").names() == {"open"}


def test_every_shipped_template_has_every_part_in_both_languages() -> None:
    wanted = {f"{name}/{part}.{lang}" for name in TEMPLATES.names() for part in PARTS for lang in ("sv", "en")}
    found = {str(p.relative_to(TEMPLATES.folder)) for p in TEMPLATES.folder.glob("*/*")}
    assert found == wanted


def test_html_is_escaped_and_text_is_not(tmp_path: Path) -> None:
    templates = folder(tmp_path, sv="{{ name }}")
    (tmp_path / "open" / "body.html.sv").write_text("<p>{{ name }}</p>", encoding="utf-8")
    assert templates.render("open", "subject.txt", "sv", {"name": "A & B"}) == "A & B"
    assert templates.render("open", "body.html", "sv", {"name": "A & B"}) == "<p>A &amp; B</p>"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("{{ dute }}", "open/subject.txt.sv cannot be used: 'dute' is undefined. Correct the file."),
        ("Hej\n{% if %}", "open/subject.txt.sv:2 cannot be used: Expected an expression, got 'end of statement block'"),
        ('{% include "nowhere.sv" %}', "The mail template nowhere.sv is not in "),
        ("{{ 1 / 0 }}", "open/subject.txt.sv cannot be used: ZeroDivisionError: division by zero. Correct the file."),
    ],
)
def test_a_text_that_cannot_be_used_is_named_with_what_is_wrong(tmp_path: Path, text: str, wrong: str) -> None:
    with pytest.raises(BadTemplate) as refused:
        folder(tmp_path, sv=text).render("open", "subject.txt", "sv", {})
    assert wrong in str(refused.value)
    assert refused.value.said.sv.startswith("Mejlmallen ")


@pytest.mark.parametrize("text", ["{{ dute }}", "{{ 1 / 0 }}", "{{ name | capital }}"])
def test_a_mistake_in_a_text_that_others_include_is_found_there(tmp_path: Path, text: str) -> None:
    (tmp_path / "reply.txt.sv").write_text(text, encoding="utf-8")
    with pytest.raises(BadTemplate) as refused:
        folder(tmp_path, sv='Hej {% include "reply.txt.sv" %}').render("open", "subject.txt", "sv", {"name": 1})
    assert str(refused.value).startswith(f"The mail template {tmp_path / 'reply.txt.sv'} cannot be used: ")


def test_a_template_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadTemplate, match=r"The mail template open/body\.html\.en is not in .*\. Copy the one"):
        folder(tmp_path, sv="Hej").render("open", "body.html", "en", {})


def test_a_text_that_could_not_be_used_is_read_anew_when_it_has_been_mended(tmp_path: Path) -> None:
    templates = folder(tmp_path, sv="{{ dute }}")
    with pytest.raises(BadTemplate):
        templates.render("open", "subject.txt", "sv", {})
    (tmp_path / "open" / "subject.txt.sv").write_text("Hej", encoding="utf-8")
    templates.reread()
    assert templates.render("open", "subject.txt", "sv", {}) == "Hej"


def test_a_text_that_can_be_used_is_read_once(tmp_path: Path) -> None:
    templates = folder(tmp_path, sv="Hej")
    templates.render("open", "subject.txt", "sv", {})
    (tmp_path / "open" / "subject.txt.sv").write_text("Hejdå", encoding="utf-8")
    templates.reread()
    assert templates.render("open", "subject.txt", "sv", {}) == "Hej"


def test_whoever_reads_the_folder_later_sees_what_its_texts_say_then(tmp_path: Path) -> None:
    before = folder(tmp_path, sv="Hej")
    assert before.render("open", "subject.txt", "sv", {}) == "Hej"
    (tmp_path / "open" / "subject.txt.sv").write_text("Hejdå", encoding="utf-8")
    assert Templates(tmp_path).render("open", "subject.txt", "sv", {}) == "Hejdå"
