"""The catalogue of sentences: Swedish stands in the code, its English in the compiled file beside this module."""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"


def tr(lang: str, text: str, **values: object) -> str:
    """`text`, written in Swedish, in `lang`; `{names}` in it take the given values."""
    translated = catalogue(lang).gettext(text)
    return translated.format_map(values) if values else translated


def counted(lang: str, n: int, one: str, many: str, **values: object) -> str:
    """`one` or `many` as `n` asks for, in `lang`; `{n}` stands for the number."""
    return catalogue(lang).ngettext(one, many, n).format_map({"n": n, **values})


@cache
def catalogue(lang: str) -> NullTranslations:
    """The sentences of a language; Swedish needs none."""
    if lang != "en":
        return NullTranslations()
    with (LOCALE / lang / "LC_MESSAGES" / "jimflow.mo").open("rb") as compiled:
        return GNUTranslations(compiled)
