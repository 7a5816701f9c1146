"""Every word on a page stands in the catalogue, where another test looks for its English."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from jimflow.web.render import FOLDER

OF_ONE_LANGUAGE = sorted(FOLDER.glob("about/*.html"))
"""Whole texts that lawyers read and change, a file for each language."""

TEMPLATES = sorted({*FOLDER.rglob("*.html")} - {*OF_ONE_LANGUAGE})
SPOKEN = re.compile(r'\b(?:alt|aria-label|title|placeholder|content|data-label)="([^"]*)"')
NAMES = {
    "jimflow",
    "demo",
    "In English",
    "På svenska",
    "width=device-width, initial-scale=1",
    "light dark",
    "narrow",
    "narrow door",
    "landscape",
}
"""Names, each language by its own name, and what only browsers read."""


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda f: str(f.relative_to(FOLDER)))
def test_a_template_holds_no_words_outside_the_catalogue(file: Path) -> None:
    env = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"])
    found = env.parse(re.sub(r"{%-?\s*trans.*?endtrans\s*-?%}", "", file.read_text(encoding="utf-8"), flags=re.DOTALL))
    pieces = "\x00".join(data.data for data in found.find_all(nodes.TemplateData))
    spoken = [words for words in SPOKEN.findall(pieces) if "\x00" not in words]
    bare = re.sub(r"<[^>]*>", "\x00", pieces.replace("\x00<", "<"))
    words = [w.strip(" \n·–→…:;,.()/%&+#×") for w in re.split("\x00", bare)] + spoken
    letters = [w for w in words if re.search(r"[^\W\d_]{2}", re.sub(r"&\w+;|[<>].*", "", w))]
    assert [w for w in letters if w not in NAMES and "=" not in w] == []


def test_a_text_that_is_a_file_for_each_language_is_there_in_both() -> None:
    names = {lang: sorted(f.name.split(".")[0] for f in FOLDER.glob(f"about/*.{lang}.html")) for lang in ("sv", "en")}
    assert names["sv"] == names["en"]
    assert len(OF_ONE_LANGUAGE) == 2 * len(names["sv"])
