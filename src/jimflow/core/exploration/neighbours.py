"""What a programme says of others, held against those that can be read: where cases start and what goes along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from jimflow.core.exploration.findings import Finding
from jimflow.core.language.forms import STARTED
from jimflow.core.language.phrases import meant, quoted
from jimflow.core.mistakes import Path, Said, did_you_mean
from jimflow.core.workflow import Question, Start, Workflow


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The other programmes beside one: those that read well by name, and the names of those that do not."""

    found: Mapping[str, Workflow]
    broken: frozenset[str] = frozenset()
    others: tuple[str, ...] = ()
    """Every name there is, for the one that was meant."""


def between(workflow: Workflow, beside: Neighbours) -> tuple[Finding, ...]:
    """What does not fit between a programme and those beside it, mistakes first; a broken one is not judged."""
    found = [*_starts(workflow, beside), *_sent_along(workflow, beside), *_ends(workflow, beside)]
    return tuple(sorted(found, key=lambda finding: finding.weight != "mistake"))


def taken(workflow: Workflow) -> dict[str, tuple[Question, Path]]:
    """The names under which the programme takes up what comes along, each with a question and its place."""
    found: dict[str, tuple[Question, Path]] = {}
    for form in workflow.forms.values():
        for at, question in enumerate(form.questions):
            if question.prefill and question.prefill[0] == STARTED:
                path: Path = ("forms", form.name)
                if question.section is None:
                    path = (*path, "questions", at, "prefill")
                found.setdefault(question.prefill[1], (question, path))
    return found


def _starts(workflow: Workflow, beside: Neighbours) -> Iterator[Finding]:
    for start in workflow.starts.values():
        other = beside.found.get(start.workflow)
        if other is not None:
            yield from _carried(workflow, start, other)
        elif start.workflow not in beside.broken:
            yield _no_programme(start, beside)


def _no_programme(start: Start, beside: Neighbours) -> Finding:
    close = did_you_mean(start.workflow, beside.others)
    return Finding(
        "no_such_programme",
        "warning",
        ("starts", start.name, "workflow"),
        Said(
            f"programmet {quoted(start.workflow)} finns inte bland definitionerna",
            f"there is no programme {quoted(start.workflow)} among the definitions",
        ),
        meant(close) if close else Said("lägg dess fil i samma mapp", "put its file in the same folder"),
    )


def _carried(workflow: Workflow, start: Start, other: Workflow) -> Iterator[Finding]:
    takes = taken(other)
    for name, (assignment, field) in start.carries.items():
        path: Path = ("starts", start.name, "carries", name)
        sent = workflow.forms[workflow.assignments[assignment].form].question(field)
        if name not in takes:
            close = did_you_mean(name, takes)
            yield Finding(
                "not_taken_up",
                "warning",
                path,
                Said(
                    f"ingen fråga i {other.name} hämtar {STARTED}.{name}, så svaret syns inte där",
                    f"no question of {other.name} takes up {STARTED}.{name}, so the answer is not seen there",
                ),
                meant(close)
                if close
                else Said(
                    f"skriv prefill: {STARTED}.{name} vid en fråga i {other.name}",
                    f"write prefill: {STARTED}.{name} at a question of {other.name}",
                ),
            )
        elif sent is not None and sent.kind != takes[name][0].kind:
            kinds = (sent.kind, takes[name][0].kind)
            yield Finding(
                "not_taken_up",
                "warning",
                path,
                Said(
                    f"svaret är av typen {kinds[0]}, men frågan i {other.name} är av typen {kinds[1]}",
                    f"the answer is of type {kinds[0]}, but the question of {other.name} of type {kinds[1]}",
                ),
                Said("låt båda ha samma type", "give both the same type"),
            )


def _sent_along(workflow: Workflow, beside: Neighbours) -> Iterator[Finding]:
    """Silent where a programme that may send it cannot be read."""
    if beside.broken:
        return
    here = [start for other in (workflow, *beside.found.values()) for start in other.starts.values()]
    sent = {name for start in here if start.workflow == workflow.name for name in start.carries}
    for name, (_, path) in taken(workflow).items():
        if name not in sent:
            close = did_you_mean(name, sent)
            yield Finding(
                "never_sent_along",
                "warning",
                path,
                Said(
                    f"inget program bland definitionerna skickar med {quoted(name)}, så frågan fylls aldrig i",
                    f"no programme among the definitions sends {quoted(name)} along, so the question is never filled",
                ),
                meant(close)
                if close
                else Said(
                    f"skriv {name} under carries där ärendet startas",
                    f"write {name} under carries where the case is started",
                ),
            )


def _ends(workflow: Workflow, beside: Neighbours) -> Iterator[Finding]:
    for rule in workflow.rules.values():
        start = workflow.starts.get(str(rule.params.get("start"))) if rule.kind == "answered" else None
        other = beside.found.get(start.workflow) if start else None
        if other is None:
            continue
        ends = [state for state in other.states if state in other.finals]
        for state in cast("tuple[str, ...]", rule.params.get("is", ())):
            if state not in ends:
                close = did_you_mean(state, ends)
                yield Finding(
                    "no_such_end",
                    "mistake",
                    ("rules", rule.name, "is"),
                    Said(
                        f"{other.name} slutar aldrig i {quoted(state)}",
                        f"{other.name} never ends in {quoted(state)}",
                    ),
                    meant(close) if close else Said(f"slut är {', '.join(ends)}", f"its ends are {', '.join(ends)}"),
                )
