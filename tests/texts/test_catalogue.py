"""The catalogue is complete and compiled: every Swedish sentence in the code has its English, with the same names."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import jimflow
from jimflow.texts.catalogue import LOCALE, counted, tr

KEYWORDS = {"tr": (2,), "counted": (3, 4), "_": None, "gettext": None, "ngettext": (1, 2)}
"""As in `make messages`: which arguments of which functions are sentences."""

ROOT = Path(__file__).resolve().parents[2]
FOLDER = LOCALE / "en" / "LC_MESSAGES"
AGAIN = "run make messages, translate what is empty in jimflow.po and run it once more"


def catalogue() -> Catalog:
    with (FOLDER / "jimflow.po").open("rb") as written:
        return read_po(written, locale="en")


def sentences() -> Iterator[str]:
    with (ROOT / "babel.cfg").open(encoding="utf-8") as where:
        method, options = parse_mapping_cfg(where)
    found = extract_from_dir(Path(jimflow.__file__).parent.parent, method, options, KEYWORDS)
    for _, _, message, _, _ in found:
        yield message[0] if isinstance(message, tuple) else message


def entries() -> list[Message]:
    return [m for m in catalogue() if m.id]


def test_every_sentence_in_the_code_is_in_the_catalogue_and_no_other() -> None:
    known = {m.id[0] if isinstance(m.id, tuple) else m.id for m in entries()}
    assert known == set(sentences()), AGAIN


def test_every_sentence_is_translated() -> None:
    empty = [m.id for m in entries() if not (all(m.string) if isinstance(m.string, tuple) else m.string) or m.fuzzy]
    assert empty == [], AGAIN


@pytest.mark.parametrize("message", entries(), ids=lambda m: str(m.id)[:40])
def test_a_translation_uses_the_names_of_its_original(message: Message) -> None:
    def names(text: str | tuple[str, ...] | list[str]) -> list[set[tuple[str, str]]]:
        return [set(re.findall(r"\{(\w*)\}|%\((\w+)\)s", t)) for t in ([text] if isinstance(text, str) else text)]

    assert names(message.string) == names(message.id)


def test_the_compiled_catalogue_is_fresh() -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue())
    assert compiled.getvalue() == (FOLDER / "jimflow.mo").read_bytes(), AGAIN


def test_a_sentence_is_said_in_the_language_asked_for_and_else_in_swedish() -> None:
    assert [tr(lang, "träff {n}", n=2) for lang in ("sv", "en", "fi")] == ["träff 2", "meeting 2", "träff 2"]
    assert tr("en", "finns inte i katalogen") == "finns inte i katalogen"


def test_a_value_with_braces_is_not_read_as_a_name() -> None:
    assert tr("sv", "träff {n}", n="{lang}") == "träff {lang}"
    assert counted("en", 2, "{n} sak", "{n} saker") == "2 things"


def test_the_catalogue_needs_neither_babel_nor_much_time() -> None:
    code = (
        "import sys, time; import gettext; from jimflow.texts.catalogue import tr; began = time.process_time(); "
        "tr('en', 'en dag'); assert time.process_time() - began < 0.02; assert 'babel' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(jimflow.__file__).parents[1])
