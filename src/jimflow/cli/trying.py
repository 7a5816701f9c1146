"""`workflow test`: plays the examples beside definitions on the real engine, and says what they never exercise."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from jimflow.cli.errors import REFUSED
from jimflow.cli.lazy import lang_of, setup_of
from jimflow.cli.open import read_settings
from jimflow.core.examples.coverage import Coverage, Part, coverage
from jimflow.core.examples.example import Difference, Example, differences
from jimflow.core.examples.play import play
from jimflow.core.machine import build_machine
from jimflow.core.mistakes import Said
from jimflow.core.programme import Programme
from jimflow.files.calendars import load_calendar
from jimflow.files.decode import refused
from jimflow.files.workflow_tests import examples_file, load_examples
from jimflow.files.workflows import SUFFIX, TESTS, find_workflow, load_workflow, workflow_files
from jimflow.runtime import calendars_folder, notifications_folder, workflow_folders

_WORDS = {
    "state": Said("tillstånd", "state"),
    "blockers": Said("hinder", "blockers"),
    "notes": Said("upplysningar", "notes"),
    "mails": Said("mejl", "mails"),
}
_PARTS = {
    "states": Said("tillstånd", "states"),
    "transitions": Said("övergångar", "transitions"),
    "met": Said("regler som uppfylls", "rules that are met"),
    "unmet": Said("regler som inte uppfylls", "rules that are not met"),
    "reminders": Said("öppningar, påminnelser och meddelanden", "openings, reminders and notices"),
}

WIDTH, SHOWN = 100, 12
"""Characters on a line, and how many of what is missing are named."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One file of examples, played."""

    file: Path
    workflow: str
    results: tuple[tuple[Example, tuple[Difference, ...]], ...]
    coverage: Coverage

    @property
    def failed(self) -> int:
        """How many did not come out as they should."""
        return sum(1 for _, wrong in self.results if wrong)


def tested(context: typer.Context, name: str | None, *, as_json: bool) -> None:
    """Plays the examples of one definition, or of all; exit code 1 when one does not come out as it should."""
    settings = read_settings(setup_of(context).database)
    if name is None:
        paths = [p for p in workflow_files(*workflow_folders(settings)) if examples_file(p).is_file()]
    else:
        paths = [_definition(name, workflow_folders(settings))]
    found = [tried(p, notifications_folder(settings), calendars_folder(settings)) for p in paths]
    lang = lang_of(context)
    if as_json:
        _line(
            json.dumps(
                {"ok": not any(t.failed for t in found), "files": [_document(t) for t in found]},
                ensure_ascii=False,
                indent=2,
            )
        )
    else:
        for one in found:
            for line in lines(one, lang):
                _line(line)
    if any(t.failed for t in found):
        raise typer.Exit(REFUSED)


def tried(definition: Path, notifications: Path | None = None, calendars: Path | None = None) -> Tried:
    """The examples beside a definition, played; BadFile when either file has a mistake."""
    from jimflow.files.shipped import shipped

    calendars = calendars or shipped("config") / "calendars"
    workflow = load_workflow(definition, notifications=notifications, calendars=calendars)
    calendar = load_calendar(calendars / f"{workflow.calendar}{SUFFIX}")
    programme = Programme(workflow, build_machine(workflow), calendar)
    file = examples_file(definition)
    examples = load_examples(file, workflow, calendar)
    outcomes = [play(programme, example) for example in examples]
    results = tuple((e, tuple(differences(e.then, o))) for e, o in zip(examples, outcomes, strict=True))
    return Tried(file, workflow.name, results, coverage(workflow, (o.seen for o in outcomes)))


def lines(tried: Tried, lang: str) -> Iterator[str]:
    """For a person: each example, where one differs and how, then what no example exercises."""
    yield f"{tried.file.name}:"
    for example, wrong in tried.results:
        if not wrong:
            yield f"  ok   {example.name}"
            continue
        yield f"  {Said('FEL', 'FAIL').in_(lang):4} {example.name} ({tried.file.name}:{example.line})"
        for d in wrong:
            yield f"         {_WORDS[d.what].in_(lang)}: {Said('skulle bli', 'should be').in_(lang)} {d.expected}"
            yield f"         {' ' * len(_WORDS[d.what].in_(lang))}  {Said('blev', 'was').in_(lang)} {d.got}"
    count = len(tried.results)
    good = count - tried.failed
    yield Said(
        f"{count} prov, {good} som de ska, {tried.failed} inte.",
        f"{count} tests, {good} as they should, {tried.failed} not.",
    ).in_(lang)
    yield Said("Proven täcker:", "The tests cover:").in_(lang)
    for name, words in _PARTS.items():
        yield from _part(words.in_(lang), getattr(tried.coverage, name), lang)


def _part(words: str, part: Part, lang: str) -> list[str]:
    shown = ", ".join(part.missing[:SHOWN])
    more = len(part.missing) - SHOWN
    if more > 0:
        shown += Said(f" och {more} till", f" and {more} more").in_(lang)
    never = f"; {Said('aldrig', 'never').in_(lang)}: {shown}" if shown else ""
    return textwrap.wrap(
        f"{words} {part.done}/{part.all}{never}",
        WIDTH,
        initial_indent="  ",
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _document(tried: Tried) -> dict[str, Any]:
    return {
        "file": str(tried.file),
        "workflow": tried.workflow,
        "tests": [
            {
                "name": example.name,
                "line": example.line,
                "ok": not wrong,
                "differences": [{"what": d.what, "expected": d.expected, "got": d.got} for d in wrong],
            }
            for example, wrong in tried.results
        ],
        "coverage": {
            name: {"done": part.done, "all": part.all, "missing": list(part.missing)}
            for name in _PARTS
            if (part := getattr(tried.coverage, name)) is not None
        },
    }


def _definition(name: str, folders: Sequence[Path]) -> Path:
    """The definition that is meant, by name, by its own file or by that of its examples."""
    path = Path(name)
    if name.endswith(TESTS):
        path = path.with_name(path.name.removesuffix(TESTS) + SUFFIX)
    found = find_workflow(str(path), *folders)
    if found.is_file() and not examples_file(found).is_file():
        beside = examples_file(found).name
        raise refused(
            name,
            Said("definitionen har inga prov", "the definition has no tests"),
            Said(f"skriv dem i {beside} bredvid den", f"write them in {beside} beside it"),
        )
    return found


def _line(words: str) -> None:
    sys.stdout.write(f"{words}\n")
