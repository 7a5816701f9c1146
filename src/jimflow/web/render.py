"""Templates in both languages: one environment each, with the words, dates and numbers of the language at hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from jimflow.texts.blockers import ZONE
from jimflow.texts.catalogue import catalogue
from jimflow.texts.dates import clock, day, short_day
from jimflow.texts.fill import capital
from jimflow.texts.names import named
from jimflow.web import assets

FOLDER = Path(__file__).parent / "templates"


def render(lang: str, template: str, values: Mapping[str, Any]) -> str:
    """The page as HTML."""
    return _environment(lang).get_template(template).render(values)


@cache
def _environment(lang: str) -> Environment:
    env = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"],
    )
    env.install_gettext_translations(catalogue(lang), newstyle=True)  # type: ignore[attr-defined]
    env.globals.update(asset=assets.address, lang=lang)
    env.filters.update(
        named=partial(_named, lang=lang),
        capital=capital,
        day=partial(_day, lang=lang, short=False),
        short_day=partial(_day, lang=lang, short=True),
        clock=partial(_clock, lang=lang),
        moment=partial(_moment, lang=lang),
    )
    return env


def _named(value: Any, lang: str) -> str:
    return named(value, lang)


def _day(value: date | datetime | None, today: date | None = None, *, lang: str, short: bool) -> str:
    """A day in words; `today` leaves out the year where it is this one."""
    if value is None:
        return ""
    local = _local(value).date() if isinstance(value, datetime) else value
    return (short_day if short else day)(local, lang, today)


def _clock(value: datetime, lang: str) -> str:
    return clock(_local(value), lang)


def _moment(value: datetime, today: date | None = None, *, lang: str) -> str:
    local = _local(value)
    return f"{short_day(local.date(), lang, today)} {clock(local, lang)}"


def _local(value: datetime) -> datetime:
    return value.astimezone(ZoneInfo(ZONE))
