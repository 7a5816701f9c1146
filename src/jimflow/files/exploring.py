"""A definition that was read from its file, tried out in its own calendar and beside the programmes it works with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from jimflow.core.exploration import Exploration, explore
from jimflow.core.exploration.gathering import gathered
from jimflow.core.exploration.neighbours import between
from jimflow.core.mistakes import Path as DataPath
from jimflow.files.calendars import load_calendar
from jimflow.files.neighbours import neighbours
from jimflow.files.workflows import SUFFIX, CheckReport
from jimflow.files.yaml import Document


def explored(report: CheckReport, folders: Sequence[Path], *, notifications: Path, calendars: Path) -> Exploration:
    """What was tried and found, mistakes first; the report is one that has a definition.

    `folders` hold the definitions beside it. Raises BadFile when its calendar cannot be read.
    """
    assert report.workflow is not None
    beside = neighbours(report.workflow, report.path, folders, notifications=notifications, calendars=calendars)
    calendar = load_calendar(calendars / f"{report.workflow.calendar}{SUFFIX}")
    found = gathered(report.workflow, calendar, explore(report.workflow, calendar))
    findings = sorted((*found.findings, *between(report.workflow, beside)), key=lambda f: f.weight != "mistake")
    return replace(found, findings=tuple(findings))


def place(document: Document | None, path: DataPath) -> str:
    """File and line of a path; "" without a file."""
    return f"{document.name}:{document.place(path)[0]}" if document else ""
