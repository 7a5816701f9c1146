"""What those who took part thought of a meeting, as the host is shown it: numbers where enough have answered, texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jimflow.actions.evaluations import WORTHS, Opinions, opinions
from jimflow.core.mistakes import Said
from jimflow.store.queries.work import MeetingRow
from jimflow.store.transaction import Tx
from jimflow.texts.catalogue import tr
from jimflow.texts.charts.bars import Bar, grouped
from jimflow.texts.tables import Table, shown


@dataclass(frozen=True, slots=True)
class Shown:
    """`chart` and `table` are of the same numbers; None, and no `mean`, where too few have answered."""

    many: int
    mean: str
    chart: str
    table: Table | None
    texts: Sequence[tuple[str, Sequence[str]]]


def shown_opinions(tx: Tx, meeting: MeetingRow, lang: str) -> Shown | None:
    """None before it has begun to be evaluated."""
    found = opinions(tx, meeting.id, meeting.uid)
    if not found.many:
        return None
    texts = (
        (tr(lang, "Plus"), found.good),
        (tr(lang, "Minus"), found.less_good),
        (tr(lang, "Intressant"), found.interesting),
    )
    kept = [(title, several) for title, several in texts if several]
    if found.worths is None or found.mean is None:
        return Shown(found.many, "", "", None, kept)
    return Shown(found.many, shown(round(found.mean, 1), lang), _chart(found, lang), _table(found, lang), kept)


def _label(n: int, lang: str) -> str:
    ends = {WORTHS[0]: Said("inte alls", "not at all"), WORTHS[-1]: Said("väldigt mycket", "very much")}
    return f"{n} ({ends[n].in_(lang)})" if n in ends else str(n)


def _chart(found: Opinions, lang: str) -> str:
    assert found.worths is not None
    title = tr(lang, "Hur mycket träffen gav")
    described = tr(lang, "En stapel för varje steg på skalan, med hur många som valde det.")
    bars = [Bar(_label(n, lang), (many,), note="0") for n, many in zip(WORTHS, found.worths, strict=True)]
    return grouped("worth", title, described, (tr(lang, "svar"),), bars, lang)


def _table(found: Opinions, lang: str) -> Table:
    assert found.worths is not None
    rows = tuple((_label(n, lang), many) for n, many in zip(WORTHS, found.worths, strict=True))
    title = tr(lang, "Hur mycket träffen gav")
    return Table("worth", title, (tr(lang, "Steg på skalan"), tr(lang, "Antal svar")), rows)
