"""A round's figures: as tables on the screen, as a document, or as files for spreadsheets."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from jimflow.actions.errors import BadInput
from jimflow.actions.figures import figures_of
from jimflow.cli.desk import Desk
from jimflow.store.queries.rounds import ClusterRow, RoundRow
from jimflow.store.transaction import read
from jimflow.texts.figures.about import TITLE, about
from jimflow.texts.figures.every import every_figure
from jimflow.texts.figures.figure import Figure
from jimflow.texts.names import named
from jimflow.texts.tables import Table, shown


def told(desk: Desk, round_code: str | None, cluster: str | None, csv: Path | None, xlsx: Path | None) -> None:
    """All figures of the round, or of one cluster of it."""
    of = desk.round(round_code)
    one = desk.cluster(cluster, of.code) if cluster is not None else None
    with read(desk.runtime.engine) as tx:
        counted = figures_of(desk.runtime, tx, of, desk.now(), [one.id] if one else ())
    figures = every_figure(counted, desk.lang)
    tables = [table for figure in figures for table in figure.tables]
    if desk.document:
        desk.answer({"round": of.code, "cluster": one.code if one else None, "tables": [_plain(t) for t in tables]})
    if csv is not None or xlsx is not None:
        _filed(desk, of, one, tables, csv, xlsx)
    elif not desk.document:
        _on_screen(desk, figures)


def _on_screen(desk: Desk, figures: list[Figure]) -> None:
    """The first table of each figure, row by row: they are wider than a screen."""
    for figure in figures:
        desk.lines(["", figure.title])
        for words in (figure.counted, *figure.remarks):
            desk.wrapped(words, "  ")
        for table in figure.tables[:1]:
            for row in table.rows:
                cells = [(head, cell) for head, cell in zip(table.columns, row, strict=True) if cell is not None]
                whose = ", ".join(shown(cell, desk.lang) for _, cell in cells if not isinstance(cell, int | float))
                numbers = [f"{head}: {shown(n, desk.lang)}" for head, n in cells if isinstance(n, int | float)]
                desk.line(f"  {whose}")
                desk.wrapped(" · ".join(numbers), "    ")


def _filed(
    desk: Desk, of: RoundRow, one: ClusterRow | None, tables: list[Table], csv: Path | None, xlsx: Path | None
) -> None:
    from jimflow.files.tables_out import csv_of, xlsx_of

    files = {csv / f"{table.name}.csv": csv_of(table) for table in tables} if csv is not None else {}
    if xlsx is not None:
        files[xlsx] = xlsx_of(tables, TITLE.in_(desk.lang), _about(desk, of, one))
    for file in files:
        if file.exists():
            raise BadInput(f"{file} finns redan. Välj ett annat namn.", f"{file} exists already. Choose another name.")
    for file, content in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        if not desk.document:
            desk.line(str(file))


def _about(desk: Desk, of: RoundRow, one: ClusterRow | None) -> list[tuple[str, str]]:
    facts, lang = json.loads(of.facts), desk.lang
    return about(
        lang,
        named(facts["title"], lang),
        of.code,
        desk.today(),
        cluster=named((one.name_sv, one.name_en), lang) if one else "",
        group=desk.group([of.definition]),
        example=named(facts.get("example_note", ""), lang) if of.example else "",
    )


def _plain(table: Table) -> dict[str, object]:
    rows = [[cell.isoformat() if isinstance(cell, date) else cell for cell in row] for row in table.rows]
    return {"name": table.name, "title": table.title, "columns": table.columns, "rows": rows, "note": table.note}
