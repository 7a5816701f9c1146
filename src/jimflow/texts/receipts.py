"""A receipt on one line: when, by whom for whom, as which functions, and with whom it is settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from jimflow.core.workflow import Workflow
from jimflow.texts.amounts import listed
from jimflow.texts.blockers import ZONE
from jimflow.texts.catalogue import tr
from jimflow.texts.dates import clock, short_day
from jimflow.texts.names import function_title, title_within


class HandedIn(Protocol):
    """A receipt; people are pseudonyms."""

    @property
    def functions(self) -> Sequence[str]:
        """Those that handed in."""

    @property
    def anchored(self) -> str:
        """With whom it is settled."""

    @property
    def handed_in_at(self) -> datetime:
        """When, UTC."""

    @property
    def handed_in_by(self) -> str:
        """By whom."""

    @property
    def on_behalf_of(self) -> str:
        """For whom, "" for themselves."""


def receipt_words(workflow: Workflow, row: HandedIn, names: Mapping[str, str], lang: str, today: date) -> str:
    """`27 oktober kl. 12.00 av Anna Ek (ekonomifunktion), förankrat hos Ekonomichefen`; `names` by pseudonym."""
    at = row.handed_in_at.astimezone(ZoneInfo(ZONE))
    functions = listed([title_within(function_title(workflow, f, lang)) for f in row.functions], lang)
    when = f"{short_day(at.date(), lang, today)} {clock(at, lang)}"
    by = names.get(row.handed_in_by) or tr(lang, "någon som inte finns kvar")
    if row.on_behalf_of:
        behalf = names.get(row.on_behalf_of) or tr(lang, "någon som inte finns kvar")
        by = tr(lang, "{by} för {behalf}", by=by, behalf=behalf)
    said = tr(lang, "{when} av {by} ({functions})", when=when, by=by, functions=functions)
    return tr(lang, "{said}, förankrat hos {who}", said=said, who=row.anchored) if row.anchored else said
