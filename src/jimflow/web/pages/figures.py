"""Siffror: what a round came to, each figure as a chart with its table beside it, and every table as a file."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import partial

from starlette.responses import Response

from jimflow.actions.errors import NotFound
from jimflow.actions.figures import figures_of
from jimflow.core.nouns import Nouns
from jimflow.files.tables_out import csv_of, xlsx_of
from jimflow.store.queries.rounds import ClusterRow, RoundRow, clusters
from jimflow.store.transaction import read
from jimflow.texts.catalogue import tr
from jimflow.texts.figures.about import TITLE, about
from jimflow.texts.figures.every import every_figure
from jimflow.texts.figures.figure import Figure
from jimflow.texts.names import named
from jimflow.texts.tables import Table
from jimflow.texts.tables import shown as in_words
from jimflow.web.here import the_round
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()

ALL = "all"
"""In an address, the workbook with every table."""
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """The figures of a round, or of the one cluster that the address names."""

    of: RoundRow
    clusters: tuple[ClusterRow, ...]
    chosen: ClusterRow | None
    group: Nouns
    figures: tuple[Figure, ...]

    @property
    def tables(self) -> list[Table]:
        """Every table, in order."""
        return [table for figure in self.figures for table in figure.tables]


@page.shows("/rounds/{code}/figures")
def figures(visit: Visit, code: str) -> Response:
    """Every figure; the cluster stands in the address."""
    shown = _shown(visit, code)
    facts = json.loads(shown.of.facts)
    return visit.page(
        "figures.html",
        round=shown.of,
        room=f"/rounds/{code}/figures",
        title=named(facts["title"], visit.lang),
        shown=shown,
        in_words=partial(in_words, lang=visit.lang),
        ending=f"?cluster={shown.chosen.code}" if shown.chosen else "",
    )


@page.shows("/rounds/{code}/figures/{file}")
def table_file(visit: Visit, code: str, file: str) -> Response:
    """One table as CSV or XLSX, or all of them in one workbook: `times.csv`, `times.xlsx`, `all.xlsx`."""
    shown = _shown(visit, code)
    name, _, kind = file.partition(".")
    tables = [t for t in shown.tables if name in (t.name, ALL)]
    if kind not in KINDS or not tables or (name == ALL and kind != "xlsx"):
        raise NotFound(f"Det finns ingen tabell {file}.", f"There is no table {file}.")
    content = csv_of(tables[0]) if kind == "csv" else xlsx_of(tables, visit.said(TITLE), _told(visit, shown))
    parts = [code, *([shown.chosen.code] if shown.chosen else []), tr(visit.lang, "siffror") if name == ALL else name]
    called = re.sub(r"[^A-Za-z0-9._-]", "", "-".join(parts))
    headers = {"Content-Disposition": f'attachment; filename="{called}.{kind}"'}
    return Response(content, media_type=KINDS[kind], headers=headers)


def _shown(visit: Visit, code: str) -> Shown:
    of, wanted = the_round(visit, code), visit.query.get("cluster", "")
    with read(visit.runtime.engine) as tx:
        every = tuple(clusters(tx, of.id))
        chosen = next((c for c in every if c.code == wanted), None)
        if wanted and chosen is None:
            raise NotFound(f"{wanted} finns inte i omgången {code}.", f"There is no {wanted} in the round {code}.")
        counted = figures_of(visit.runtime, tx, of, visit.now, [chosen.id] if chosen else ())
    return Shown(of, every, chosen, counted.workflow.group, tuple(every_figure(counted, visit.lang)))


def _told(visit: Visit, shown: Shown) -> list[tuple[str, str]]:
    of, facts, lang = shown.of, json.loads(shown.of.facts), visit.lang
    cluster = named((shown.chosen.name_sv, shown.chosen.name_en), lang) if shown.chosen else ""
    example = named(facts.get("example_note", ""), lang) if of.example else ""
    return about(
        lang, named(facts["title"], lang), of.code, visit.today, cluster=cluster, group=shown.group, example=example
    )
