"""The catalogue of sentences: Swedish stands in the code, its English in the compiled file beside this module."""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from jimflow.core.mistakes import Said

LOCALE = Path(__file__).parent / "locale"
LANGUAGES = ("sv", "en")


def tr(lang: str, text: str, **values: object) -> str:
    """`text`, written in Swedish, in `lang`; `{names}` in it take the given values."""
    translated = _catalogue(lang).gettext(text)
    return translated.format_map(values) if values else translated


def counted(lang: str, n: int, one: str, many: str, **values: object) -> str:
    """`one` or `many` as `n` asks for, in `lang`; `{n}` stands for the number."""
    return _catalogue(lang).ngettext(one, many, n).format_map({"n": n, **values})


def in_both(text: str, **values: object) -> Said:
    """`text` in both languages; a value that is itself Said is put in language by language."""
    return Said(*(tr(lang, text, **{k: _in(v, lang) for k, v in values.items()}) for lang in LANGUAGES))


def _in(value: object, lang: str) -> object:
    return value.in_(lang) if isinstance(value, Said) else value


@cache
def _catalogue(lang: str) -> NullTranslations:
    if lang != "en":
        return NullTranslations()
    with (LOCALE / lang / "LC_MESSAGES" / "jimflow.mo").open("rb") as compiled:
        return GNUTranslations(compiled)
