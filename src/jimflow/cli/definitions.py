"""How definitions are found, checked and shown from the command line."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import typer

from jimflow.cli.errors import BAD_INPUT
from jimflow.cli.lazy import lang_of, setup_of
from jimflow.cli.open import read_settings
from jimflow.cli.verdict import verdict_document, verdict_lines
from jimflow.config import Settings
from jimflow.core.exploration import Exploration
from jimflow.core.mistakes import Said
from jimflow.core.workflow import Workflow
from jimflow.files.exploring import explored
from jimflow.files.workflows import CheckReport, check_workflow, find_workflow, load_workflow, workflow_files
from jimflow.runtime import calendars_folder, notifications_folder, workflow_folders
from jimflow.texts.exploration_words import many
from jimflow.texts.workflow_text import workflow_lines


def listed(context: typer.Context, *, as_json: bool) -> None:
    """Every definition of the installation; those that are broken say so."""
    reports = [_report(context, path) for path in workflow_files(*workflow_folders(_settings(context)))]
    lang = lang_of(context)
    if as_json:
        _answer({"workflows": [_row(r) for r in reports]})
        return
    for r in reports:
        if r.workflow is None:
            said = Said(
                f"{len(r.findings)} fel, se: jimflow workflow check",
                f"{len(r.findings)} mistakes, see: jimflow workflow check",
            )
            _line(f"{r.path.stem}: {said.in_(lang)} {r.path.stem}")
        else:
            _line(f"{r.workflow.name} {r.workflow.version}: {r.workflow.title.in_(lang)} ({r.path})")


def checked(context: typer.Context, name: str, *, as_json: bool) -> None:
    """Every mistake of a definition, a line each; exit code 2 when there is one."""
    report = _report(context, _path(context, name))
    verdict = _explored(context, report)
    if as_json:
        _answer(
            {
                "ok": report.ok and not (verdict and verdict.mistakes),
                "file": str(report.path),
                "findings": [
                    {
                        "place": {"sv": f.place.sv, "en": f.place.en},
                        "what": {"sv": f.what.sv, "en": f.what.en},
                        "suggestion": {"sv": f.suggestion.sv, "en": f.suggestion.en} if f.suggestion else None,
                    }
                    for f in report.findings
                ],
                "exploration": verdict_document(verdict, report.path) if verdict else None,
            }
        )
    else:
        _told(report, verdict, lang_of(context))
    if not report.ok or (verdict and verdict.mistakes):
        raise typer.Exit(BAD_INPUT)


def checked_all(context: typer.Context) -> None:
    """Every definition of the installation; exit code 2 when one of them has a mistake."""
    reports = [_report(context, path) for path in workflow_files(*workflow_folders(_settings(context)))]
    verdicts = [_explored(context, report) for report in reports]
    for report, verdict in zip(reports, verdicts, strict=True):
        _told(report, verdict, lang_of(context))
    if not all(r.ok for r in reports) or any(v and v.mistakes for v in verdicts):
        raise typer.Exit(BAD_INPUT)


def _explored(context: typer.Context, report: CheckReport) -> Exploration | None:
    """Only what reads well is worth exploring."""
    settings = _settings(context)
    return explored(report, workflow_folders(settings), **_folders(settings)) if report.workflow is not None else None


def _told(report: CheckReport, verdict: Exploration | None, lang: str) -> None:
    if report.workflow is not None and verdict is not None:
        _line(_sound(report.workflow).in_(lang))
        for line in verdict_lines(verdict, report.path, lang):
            _line(line)
        return
    for line in report.lines(lang):
        _line(line)
    n = len(report.findings)
    mistakes = many(n, "mistake", "mistakes")
    _line(Said(f"{n} fel i {report.path.name}.", f"{mistakes} in {report.path.name}.").in_(lang))


def shown(context: typer.Context, name: str) -> None:
    """A definition in words."""
    for line in workflow_lines(loaded(context, name), lang_of(context)):
        _line(line)


def _sound(w: Workflow) -> Said:
    steps, rules, work, mails = len(w.steps), len(w.rules), len(w.assignments), len(w.letters)
    return Said(
        f"{w.name} {w.version} är hel: {steps} steg, {many(rules, 'regel', 'regler')}, "
        f"{many(work, 'uppgift', 'uppgifter')}, {mails} brev. Innehåll {w.digest[:12]}.",
        f"{w.name} {w.version} is sound: {many(steps, 'step', 'steps')}, {many(rules, 'rule', 'rules')}, "
        f"{many(work, 'assignment', 'assignments')}, {many(mails, 'letter', 'letters')}. Content {w.digest[:12]}.",
    )


def _row(report: CheckReport) -> dict[str, Any]:
    w = report.workflow
    return {
        "id": w.name if w is not None else report.path.stem,
        "version": w.version if w is not None else None,
        "title": {"sv": w.title.sv, "en": w.title.en} if w is not None else None,
        "digest": w.digest if w is not None else None,
        "file": str(report.path),
        "ok": report.ok,
    }


def _settings(context: typer.Context) -> Settings:
    return read_settings(setup_of(context).database)


def _path(context: typer.Context, name: str) -> Path:
    return find_workflow(name, *workflow_folders(_settings(context)))


def _report(context: typer.Context, path: Path) -> CheckReport:
    return check_workflow(path, **_folders(_settings(context)))


def _folders(settings: Settings) -> dict[str, Path]:
    return {"notifications": notifications_folder(settings), "calendars": calendars_folder(settings)}


def loaded(context: typer.Context, name: str) -> Workflow:
    """The definition of that name, or of that file. Raises BadFile with every mistake in it."""
    settings = _settings(context)
    path = _path(context, name)
    return load_workflow(path, **_folders(settings))


def _line(words: str) -> None:
    sys.stdout.write(f"{words}\n")


def _answer(data: dict[str, Any]) -> None:
    _line(json.dumps(data, ensure_ascii=False, indent=2))
