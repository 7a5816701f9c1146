"""Whether everything that is named is also used."""

from __future__ import annotations

from collections.abc import Iterable

from jimflow.core.language.book import KINDS, Book
from jimflow.core.language.phrases import quoted
from jimflow.core.mistakes import Path, Said
from jimflow.core.soundness.assignments import standings
from jimflow.core.workflow import Workflow


def check_unused(workflow: Workflow, book: Book) -> None:
    """Silent about a kind of which some name could not be made out."""
    idle = [
        f.name
        for f in workflow.functions.values()
        if f.attends == "never" and not f.coordinates and f.belongs_to != "host"  # who runs it has the morning's mail
    ]
    _report("function", "functions", (name for name in idle if ("function", name) not in book.used), book)
    _report("rule", "rules", (name for name in workflow.rules if ("rule", name) not in book.used), book)
    _report("assignment", "assignments", (name for name, at in standings(workflow).items() if not at), book)
    _report("form", "forms", (name for name in workflow.forms if ("form", name) not in book.used), book)
    _report("choices", "choices", (name for name in workflow.choices if ("choices", name) not in book.used), book)
    _check_themes(workflow, book)


def _report(kind: str, section: str, names: Iterable[str], book: Book) -> None:
    for name in () if kind in book.lost else names:
        the = KINDS[kind].the
        book.add(
            (section, name),
            Said(f"{the.sv} {quoted(name)} används inte", f"{the.en} {quoted(name)} is used nowhere"),
            Said("ta bort eller använd", "remove or use it"),
        )


def _check_themes(workflow: Workflow, book: Book) -> None:
    themed = [step.name for step in workflow.steps.values() if step.theme_per_cluster]
    path: Path = ("themes",)
    if themed and not workflow.themes:
        book.add(
            ("steps", themed[0], "theme"),
            Said("det finns inga teman att välja bland", "there are no themes to choose from"),
            Said("skriv dem under themes", "write them under themes"),
        )
    if workflow.themes and not themed and "step" not in book.lost:
        book.add(
            path,
            Said("inget steg har ett tema att välja", "no step has a theme to choose"),
            Said("skriv theme: per cluster vid ett steg", "write theme: per cluster at a step"),
        )
