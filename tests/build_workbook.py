"""The mini round as a workbook, so that a test may change a cell and look for its row."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from openpyxl import Workbook, load_workbook

from jimflow.core.workflow import Workflow
from jimflow.files.places import BadFile
from jimflow.files.round_shape import RoundFile
from jimflow.files.round_workbook import round_book, workbook
from jimflow.files.round_written import tables_of
from jimflow.files.rounds import parse_tables
from tests.build_round import SWEDEN, mini, read

Cells = Mapping[str, Mapping[str, Any]]
"""New values by the title of the sheet and the name of the cell."""


def book(found: RoundFile | None = None, workflow: Workflow | None = None, lang: str = "sv") -> bytes:
    """A round, the mini round unless given, as a workbook."""
    workflow = workflow or mini()
    return workbook(tables_of(found or read(), workflow, SWEDEN, lang), workflow, lang)


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def saved(of: Workbook) -> bytes:
    file = io.BytesIO()
    of.save(file)
    return file.getvalue()


def edited(cells: Cells, data: bytes | None = None) -> bytes:
    """The workbook with other values in some cells; None empties one."""
    of = opened(book() if data is None else data)
    for sheet, values in cells.items():
        for name, value in values.items():
            of[sheet][name].value = value
    return saved(of)


def read_book(data: bytes, workflow: Workflow | None = None) -> RoundFile:
    """The round in a workbook called round.xlsx."""
    workflow = workflow or mini()
    return parse_tables(round_book(data, "round.xlsx").written(workflow), workflow, SWEDEN)


def wrong(data: bytes, lang: str = "sv", workflow: Workflow | None = None) -> list[str]:
    """What is said of a workbook that is not right."""
    try:
        read_book(data, workflow)
    except BadFile as bad:
        return bad.lines(lang)
    return []
