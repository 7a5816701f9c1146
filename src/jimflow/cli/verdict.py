"""The verdict of an exploration, on the screen and as a document: what was tried, what cannot work and why."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from jimflow.core.exploration import Covered, Exploration, Finding, Hop, explore
from jimflow.core.exploration.gathering import gathered
from jimflow.core.mistakes import Path as DataPath
from jimflow.core.mistakes import Said
from jimflow.core.workflow import Workflow
from jimflow.files.calendars import load_calendar
from jimflow.files.workflows import SUFFIX
from jimflow.files.yaml import Document, load

WIDTH = 100
_HEADS = {"mistake": Said("Fel", "Mistake"), "warning": Said("Märk väl", "Note well")}


def explored(workflow: Workflow, calendars: Path) -> Exploration:
    """The exploration of a definition in its own calendar; BadFile when the calendar cannot be read."""
    calendar = load_calendar(calendars / f"{workflow.calendar}{SUFFIX}")
    return gathered(workflow, calendar, explore(workflow, calendar))


def verdict_lines(found: Exploration, file: Path, lang: str) -> list[str]:
    """What a coordinator reads: what was tried, a summary, then each finding with the way to it."""
    lines = [*_folded(covered_words(found.covered).in_(lang), "", "  "), _summary(found).in_(lang)]
    document = load(file) if found.findings else None
    numbers: dict[str, int] = {}
    for finding in found.findings:
        numbers[finding.weight] = numbers.get(finding.weight, 0) + 1
        head = f"{_HEADS[finding.weight].in_(lang)} {numbers[finding.weight]}"
        lines += ["", *_finding(finding, head, place(document, finding.path), lang)]
    return lines


def verdict_document(found: Exploration, file: Path) -> dict[str, Any]:
    """The same for programs; `ok` is false when something cannot work."""
    document = load(file) if found.findings else None
    return {
        "ok": not found.mistakes,
        "covered": asdict(found.covered),
        "findings": [
            {
                "code": f.code,
                "weight": f.weight,
                "place": place(document, f.path),
                "what": _both(f.what),
                "suggestion": _both(f.suggestion) if f.suggestion else None,
                "trace": [
                    {
                        "from": _both(h.source),
                        "move": _both(h.move),
                        "to": _both(h.destination),
                        "assumed": [_both(a) for a in h.assumed],
                    }
                    for h in f.trace
                ],
                "then": [_both(t) for t in f.then],
                "follows": [_both(t) for t in f.follows],
            }
            for f in found.findings
        ],
    }


def place(document: Document | None, path: DataPath) -> str:
    """File and line of a path."""
    return f"{document.name}:{document.place(path)[0]}" if document else ""


def covered_words(c: Covered) -> Said:
    """What was tried, in one or two sentences."""
    sv = (
        f"Genomprövad med den riktiga motorn: {_of(c.states, 'tillstånd', 'tillstånd')}, "
        f"{_of(c.ways, 'väg', 'vägar')}, {_of(c.rules, 'regel', 'regler')}, "
        f"{_of(c.assignments, 'uppgift', 'uppgifter')} och {_of(c.reminders, 'påminnelse', 'påminnelser')}, "
        f"i {c.cases} fall och {many(c.situations, 'läge', 'lägen')}"
    )
    en = (
        f"Tried out with the real engine: {_of(c.states, 'state', 'states', 'of')}, "
        f"{_of(c.ways, 'way', 'ways', 'of')}, {_of(c.rules, 'rule', 'rules', 'of')}, "
        f"{_of(c.assignments, 'assignment', 'assignments', 'of')} and "
        f"{_of(c.reminders, 'reminder', 'reminders', 'of')}, "
        f"in {many(c.cases, 'case')} and {many(c.situations, 'situation')}"
    )
    if c.late_joiners:
        sv, en = (
            f"{sv}, även för den som går med efter första träffen",
            f"{en}, also for who joins after the first meeting",
        )
    if c.laps > 1:
        sv, en = f"{sv}, steg som upprepas högst {c.laps} varv", f"{en}, repeating steps for at most {c.laps} laps"
    if not c.whole:
        sv = f"{sv}. Allt ryms inte: det som inte hann prövas räknas inte som omöjligt"
        en = f"{en}. There was no room for all: what was not tried is not called impossible"
    return Said(f"{sv}.", f"{en}.")


def _summary(found: Exploration) -> Said:
    wrong, told = len(found.mistakes), len(found.warnings)
    sv, en = f"{wrong} fel" if wrong else "Inget fel", many(wrong, "mistake", "mistakes") if wrong else "No mistake"
    if told:
        sv, en = f"{sv}, {told} att märka väl", f"{en}, {told} to note well"
    return Said(f"{sv}.", f"{en}.")


def _finding(f: Finding, head: str, at: str, lang: str) -> Iterator[str]:
    yield from _folded(f"{head} ({at}): {_sentence(f.what.in_(lang))}", "", "  ")
    yield from _way(f.trace, lang)
    for so in f.then:
        yield from _folded(_sentence(so.in_(lang)), "  ! ", "    ")
    if f.follows:
        also = Said("Därför också:", "Therefore also:").in_(lang)
        yield from _folded(f"{also} {'; '.join(t.in_(lang) for t in f.follows)}.", "  ! ", "    ")
    if f.suggestion:
        yield from _folded(_sentence(f.suggestion.in_(lang)), "  → ", "    ")


def _way(trace: Sequence[Hop], lang: str) -> Iterator[str]:
    if trace:
        yield f"  {Said('Så här går det till:', 'This is how it comes about:').in_(lang)} {trace[0].source.in_(lang)}"
    for hop in trace:
        so = "; ".join(a.in_(lang) for a in hop.assumed)
        yield from _folded(
            f"{hop.move.in_(lang)} → {hop.destination.in_(lang)}{f' ({so})' if so else ''}", "    – ", "      "
        )


def many(n: int, one: str, several: str = "") -> str:
    """`1 uppgift`, `2 uppgifter`; without `several` it is `one` with an s."""
    return f"{n} {one if n == 1 else several or f'{one}s'}"


def _of(counted: tuple[int, int], one: str, several: str, word: str = "av") -> str:
    seen, all_ = counted
    return many(all_, one, several) if seen == all_ else f"{seen} {word} {all_} {several}"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('?') else '.'}"


def _both(said: Said) -> dict[str, str]:
    return {"sv": said.sv, "en": said.en}


def _folded(text: str, first: str, then: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=then, break_long_words=False, break_on_hyphens=False
    )
