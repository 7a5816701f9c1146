"""The verdict of an exploration, in lines of the screen and as a document: what was tried, what cannot work and why."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from jimflow.core.exploration import Exploration, Finding, Hop
from jimflow.core.mistakes import Said
from jimflow.files.exploring import place
from jimflow.files.yaml import load
from jimflow.texts.exploration_words import HEADS, covered_words, sentence, summary

WIDTH = 100


def verdict_lines(found: Exploration, file: Path, lang: str) -> list[str]:
    """What a coordinator reads: what was tried, a summary, then each finding with the way to it."""
    lines = [*_folded(covered_words(found.covered).in_(lang), "", "  "), summary(found).in_(lang)]
    document = load(file) if found.findings else None
    numbers: dict[str, int] = {}
    for finding in found.findings:
        numbers[finding.weight] = numbers.get(finding.weight, 0) + 1
        head = f"{HEADS[finding.weight].in_(lang)} {numbers[finding.weight]}"
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


def _finding(f: Finding, head: str, at: str, lang: str) -> Iterator[str]:
    yield from _folded(f"{head} ({at}): {sentence(f.what.in_(lang))}", "", "  ")
    yield from _way(f.trace, lang)
    for so in f.then:
        yield from _folded(sentence(so.in_(lang)), "  ! ", "    ")
    if f.follows:
        also = Said("Därför också:", "Therefore also:").in_(lang)
        yield from _folded(f"{also} {'; '.join(t.in_(lang) for t in f.follows)}.", "  ! ", "    ")
    if f.suggestion:
        yield from _folded(sentence(f.suggestion.in_(lang)), "  → ", "    ")


def _way(trace: Sequence[Hop], lang: str) -> Iterator[str]:
    if trace:
        yield f"  {Said('Så här går det till:', 'This is how it comes about:').in_(lang)} {trace[0].source.in_(lang)}"
    for hop in trace:
        so = "; ".join(a.in_(lang) for a in hop.assumed)
        yield from _folded(
            f"{hop.move.in_(lang)} → {hop.destination.in_(lang)}{f' ({so})' if so else ''}", "    – ", "      "
        )


def _both(said: Said) -> dict[str, str]:
    return {"sv": said.sv, "en": said.en}


def _folded(text: str, first: str, then: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=then, break_long_words=False, break_on_hyphens=False
    )
