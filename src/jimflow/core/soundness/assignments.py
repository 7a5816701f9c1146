"""Whether the assignments reach someone who can do them, in an order that makes sense."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jimflow.core.language.book import Book
from jimflow.core.language.phrases import quoted
from jimflow.core.mistakes import Said
from jimflow.core.workflow import READERS, Assignment, Place, Step, Workflow

Order = tuple[int, int, int]
_RANK: Mapping[Place, int] = {"before": 0, "step": 1, "after": 2, "catch_up": 2}


@dataclass(frozen=True, slots=True)
class Standing:
    """An assignment at one place of one step; `order` grows through the programme."""

    step: Step
    place: Place
    order: Order


def standings(workflow: Workflow) -> dict[str, list[Standing]]:
    """Where each assignment stands, first to last."""
    found: dict[str, list[Standing]] = {name: [] for name in workflow.assignments}
    for number, step in enumerate(workflow.steps.values()):
        cure: list[tuple[Place, str]] = [("catch_up", step.catch_up)] if step.catch_up else []
        for nth, (place, name) in enumerate((*step.assignments, *cure)):
            found[name].append(Standing(step, place, (number, _RANK[place], nth)))
    return found


def check_assignments(workflow: Workflow, book: Book) -> None:
    """Addressees, what an assignment waits for, and placeholders that have something to show."""
    standing = standings(workflow)
    for assignment in workflow.assignments.values():
        _check_addressees(assignment, workflow, book)
        _check_readers(assignment, workflow, book)
        _check_waiting(assignment, workflow, standing, book)
        _check_placeholders(assignment, workflow, standing[assignment.name], book)


def _check_addressees(assignment: Assignment, workflow: Workflow, book: Book) -> None:
    path = ("assignments", assignment.name, "to")
    nouns = workflow.nouns
    for name in assignment.to:
        home = workflow.functions[name].belongs_to
        if home in ("host", "guest"):
            who = Said("värden", "the host") if home == "host" else Said("en gäst", "a guest")
            book.add(
                path,
                Said(f"{quoted(name)} hör till {who.sv}", f"{quoted(name)} belongs to {who.en}"),
                Said(
                    f"rikta uppgiften till en av {nouns.its.sv} funktioner",
                    f"address the assignment to a function of {nouns.the.en}",
                ),
            )
    if not assignment.to and "function" not in book.lost:
        book.add(
            path,
            Said("uppgiften är inte riktad till någon", "the assignment is addressed to nobody"),
            Said("skriv to: och en funktion", "write to: and a function"),
        )


def _check_readers(assignment: Assignment, workflow: Workflow, book: Book) -> None:
    """A list of readers that names people whom the programme does not have would promise what never happens."""
    there = {f.belongs_to for f in workflow.functions.values()}
    for reader in assignment.share_with if "function" not in book.lost else ():
        home = READERS[reader]
        if reader != "cluster" and home not in there:
            book.add(
                ("assignments", assignment.name, "share_with"),
                Said(f"ingen funktion har belongs_to: {home}", f"no function has belongs_to: {home}"),
                Said(f"ta bort {reader}", f"remove {reader}"),
            )


def _check_waiting(
    assignment: Assignment, workflow: Workflow, standing: Mapping[str, list[Standing]], book: Book
) -> None:
    waits, here = assignment.waits_for, standing[assignment.name]
    if waits is None or not here:
        return
    path = ("assignments", assignment.name, "waits_for")
    if waits.assignment and (awaited := standing[waits.assignment]):
        if awaited[0].order >= here[0].order:
            book.add(
                (*path, "assignment"),
                Said(
                    f"{quoted(waits.assignment)} kommer inte tidigare",
                    f"{quoted(waits.assignment)} does not come earlier",
                ),
                Said("vänta på en tidigare uppgift", "wait for an earlier assignment"),
            )
        elif waits.until is None and _may_never_come(workflow.assignments[waits.assignment], awaited):
            book.add(
                (*path, "assignment"),
                Said(
                    f"{quoted(waits.assignment)} lämnas kanske aldrig in, och då öppnas uppgiften aldrig",
                    f"{quoted(waits.assignment)} may never be submitted, and then the assignment never opens",
                ),
                Said("skriv until: och den senaste dagen", "write until: and the last day"),
            )
    if waits.theme and not all(s.step.theme_per_cluster for s in here):
        book.add(
            (*path, "theme"),
            Said(
                f"steget {quoted(_themeless(here))} har inget tema att välja",
                f"the step {quoted(_themeless(here))} has no theme to choose",
            ),
            Said("skriv theme: per cluster vid steget", "write theme: per cluster at the step"),
        )


def _may_never_come(awaited: Assignment, places: list[Standing]) -> bool:
    """True for what nobody has to do: an optional assignment, and one that only who missed a meeting gets."""
    return awaited.optional or all(s.place == "catch_up" for s in places)


def _check_placeholders(assignment: Assignment, workflow: Workflow, here: list[Standing], book: Book) -> None:
    for key, said in (("ask", assignment.ask), ("instruction", assignment.instruction)):
        for lang in workflow.languages:
            path = ("assignments", assignment.name, key, lang)
            if "{theme}" in said.in_(lang) and not all(s.step.theme_per_cluster for s in here):
                book.add(
                    path,
                    Said(
                        f"{{theme}} är tomt i steget {quoted(_themeless(here))}",
                        f"{{theme}} is empty in the step {quoted(_themeless(here))}",
                    ),
                    Said("ta bort det eller skriv theme: per cluster", "remove it or write theme: per cluster"),
                )
            without = [s.step.name for s in here if not s.step.has_meeting]
            if "{meeting}" in said.in_(lang) and without:
                book.add(
                    path,
                    Said(
                        f"{{meeting}} är tomt i steget {quoted(without[0])}",
                        f"{{meeting}} is empty in the step {quoted(without[0])}",
                    ),
                    Said("ta bort det; steget har ingen träff", "remove it; the step has no meeting"),
                )


def _themeless(here: list[Standing]) -> str:
    return next(s.step.name for s in here if not s.step.theme_per_cluster)
