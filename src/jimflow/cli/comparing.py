"""`workflow diff`: what differs between two definitions, in a person's words."""

from __future__ import annotations

import json
import sys
import textwrap
from typing import Any

import typer

from jimflow.cli.lazy import lang_of
from jimflow.cli.standing import meant
from jimflow.core.differences import Difference, differences
from jimflow.core.mistakes import Said
from jimflow.core.workflow import Workflow
from jimflow.texts.difference_values import plain
from jimflow.texts.difference_words import Told, difference_groups, tell


def compared(context: typer.Context, first: str, second: str, *, as_json: bool) -> None:
    """Tells every difference from the first to the second. Raises BadFile for what is no definition."""
    old, new = meant(context, first), meant(context, second)
    found = differences(old, new)
    if as_json:
        _line(json.dumps(_document(old, new, found), ensure_ascii=False, indent=2))
        return
    lang = lang_of(context)
    _line(_heading(old, new, found).in_(lang))
    for title, lines in difference_groups(old, new, found, lang):
        _line("")
        _line(title)
        for told in lines:
            _tell(told, lang)


def _tell(told: Told, lang: str) -> None:
    _wrapped(told.words, "  – ", "    ")
    if told.old or told.new:
        _wrapped(told.old, Said("      från: ", "      from: ").in_(lang), "            ")
        _wrapped(told.new, Said("      till: ", "      to:   ").in_(lang), "            ")


def _heading(old: Workflow, new: Workflow, found: tuple[Difference, ...]) -> Said:
    names = f"{old.name} {old.version} ({old.digest[:12]}) → {new.name} {new.version} ({new.digest[:12]})"
    if not found:
        same = old.digest == new.digest
        return Said(
            f"{names}: {'samma innehåll' if same else 'säger samma sak, skrivet på olika sätt'}.",
            f"{names}: {'the same content' if same else 'says the same, written in different ways'}.",
        )
    count = len(found)
    return Said(
        f"{names}: {'en skillnad' if count == 1 else f'{count} skillnader'}.",
        f"{names}: {'one difference' if count == 1 else f'{count} differences'}.",
    )


def _document(old: Workflow, new: Workflow, found: tuple[Difference, ...]) -> dict[str, Any]:
    sv, en = tell(old, new, found, "sv"), tell(old, new, found, "en")
    return {
        "from": _named(old),
        "to": _named(new),
        "same": not found,
        "differences": [
            {
                "kind": d.kind,
                "section": d.section,
                "name": d.name,
                "field": d.field,
                "text": {"sv": in_swedish.words, "en": in_english.words},
                "old": plain(d.old),
                "new": plain(d.new),
            }
            for d, in_swedish, in_english in zip(found, sv, en, strict=True)
        ],
    }


def _named(workflow: Workflow) -> dict[str, str]:
    return {"id": workflow.name, "version": workflow.version, "digest": workflow.digest}


def _wrapped(words: str, first: str, later: str) -> None:
    for line in textwrap.wrap(words, 100, initial_indent=first, subsequent_indent=later) or [first.rstrip()]:
        _line(line)


def _line(words: str) -> None:
    sys.stdout.write(f"{words}\n")
