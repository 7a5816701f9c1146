"""Finds the definitions that another one speaks of, in its own folder and among those of the installation."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jimflow.core.exploration.neighbours import Neighbours, taken
from jimflow.core.workflow import Workflow
from jimflow.files.places import BadFile
from jimflow.files.workflows import load_workflow, workflow_files
from jimflow.files.yaml import load


def neighbours(
    workflow: Workflow, file: Path, folders: Iterable[Path], *, notifications: Path, calendars: Path
) -> Neighbours:
    """The programmes that `workflow`, read from `file`, starts cases of or gets them from; its own folder first."""
    wanted = {start.workflow for start in workflow.starts.values()}
    found, broken = {workflow.name: workflow}, set[str]()
    if not wanted and not taken(workflow):
        return Neighbours(found)
    seen = [workflow.name]
    for path in workflow_files(file.parent, *folders):
        data = _definition(path)
        name = str(data.get("workflow"))
        if not data or name in seen:
            continue
        seen.append(name)
        if name not in wanted and not _starts(data, workflow.name):
            continue
        try:
            found[name] = load_workflow(path, notifications=notifications, calendars=calendars)
        except BadFile:
            broken.add(name)
    return Neighbours(found, frozenset(broken), tuple(seen))


def _definition(path: Path) -> dict[str, Any]:
    """The data of a file that is a definition; nothing of any other."""
    try:
        data = load(path).data
    except BadFile:
        return {}
    return data if isinstance(data, dict) and "steps" in data else {}


def _starts(data: dict[str, Any], name: str) -> bool:
    """True where cases of the programme `name` are started."""
    starts = data.get("starts")
    return isinstance(starts, dict) and any(
        isinstance(start, dict) and start.get("workflow") == name for start in starts.values()
    )
