"""Whether the functions can do what the definition gives them to do."""

from __future__ import annotations

from jimflow.core.language.book import Book
from jimflow.core.language.phrases import quoted
from jimflow.core.mistakes import Said
from jimflow.core.workflow import Workflow


def check_functions(workflow: Workflow, book: Book) -> None:
    """Someone of what takes part coordinates; guests are invited, and the invited are guests."""
    _check_coordinating(workflow, book)
    for step in workflow.steps.values():
        for name in step.guests:
            if workflow.functions[name].attends != "as guest":
                book.add(
                    ("steps", step.name, "guests"),
                    Said(f"{quoted(name)} deltar inte som gäst", f"{quoted(name)} does not attend as a guest"),
                    Said("skriv attends: as guest vid funktionen", "write attends: as guest at the function"),
                )
    invited = {name for step in workflow.steps.values() for name in step.guests}
    for function in () if "function" in book.lost else workflow.functions.values():
        if function.attends == "as guest" and function.name not in invited:
            book.add(
                ("functions", function.name, "attends"),
                Said("gästen bjuds inte in till någon träff", "the guest is invited to no meeting"),
                Said(
                    f"skriv guests: [{function.name}] vid ett steg med träff",
                    f"write guests: [{function.name}] at a step with a meeting",
                ),
            )


def _check_coordinating(workflow: Workflow, book: Book) -> None:
    functions, nouns = workflow.functions.values(), workflow.nouns
    for function in functions:
        if function.coordinates and function.belongs_to != "agency":
            book.add(
                ("functions", function.name, "coordinates"),
                Said(
                    f"funktionen hör inte till {nouns.the.sv} och kan inte samordna dess arbete",
                    f"the function does not belong to {nouns.the.en} and cannot coordinate its work",
                ),
                Said("ta bort coordinates", "remove coordinates"),
            )
    if functions and not any(f.coordinates and f.belongs_to == "agency" for f in functions):
        book.add(
            ("functions",),
            Said(f"ingen av {nouns.its.sv} funktioner samordnar", f"none of {nouns.its.en} functions coordinates"),
            Said("skriv coordinates: true vid en av dem", "write coordinates: true at one of them"),
        )
