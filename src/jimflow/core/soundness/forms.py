"""Whether each question is asked of someone who gets the form, and filled from an answer that can exist."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from jimflow.core.language.book import Book
from jimflow.core.language.forms import STARTED
from jimflow.core.language.phrases import quoted
from jimflow.core.mistakes import Path, Said
from jimflow.core.soundness.assignments import Order, Standing, standings
from jimflow.core.workflow import Assignment, Form, Question, Workflow


def check_forms(workflow: Workflow, book: Book) -> None:
    """Audiences and prefilled answers."""
    standing = standings(workflow)
    for form in workflow.forms.values():
        users = [a for a in workflow.assignments.values() if a.form == form.name]
        last = max((standing[user.name][-1].order for user in users if standing[user.name]), default=None)
        asked = {name for user in users for name in user.to}
        for question in form.questions:
            path = book.places["question", form.name, question.name]
            if users:
                _check_audience(question, asked, (*path, "for"), book)
            if question.prefill:
                _check_prefill(question, workflow, last, standing, (*path, "prefill"), book)
        silent = _silent(form, asked)
        for user in users if silent else ():
            _check_parts(user, form, silent, book)


def _silent(form: Form, asked: set[str]) -> set[str]:
    """Who gets the form and is asked nothing in it."""
    if not form.questions or any(question.audience is None for question in form.questions):
        return set()
    return asked.difference(*(question.audience or () for question in form.questions))


def _check_audience(question: Question, asked: Collection[str], path: Path, book: Book) -> None:
    if question.audience == () and "function" not in book.lost:
        book.add(
            path,
            Said("frågan ställs inte till någon", "the question is asked of nobody"),
            Said("ta bort for eller nämn en funktion", "remove for or name a function"),
        )
    for name in question.audience or ():
        if name not in asked:
            book.add(
                path,
                Said(f"{quoted(name)} får inte uppgiften", f"{quoted(name)} does not get the assignment"),
                Said(f"lägg till {name} under to vid uppgiften", f"add {name} under to at the assignment"),
            )


def _check_parts(user: Assignment, form: Form, silent: Collection[str], book: Book) -> None:
    for name in user.to:
        if name in silent:
            book.add(
                ("assignments", user.name, "to"),
                Said(
                    f"formuläret {quoted(form.name)} har ingen fråga till {quoted(name)}",
                    f"the form {quoted(form.name)} has no question for {quoted(name)}",
                ),
                Said("ställ en fråga till funktionen eller ta bort den", "ask the function something or remove it"),
            )


def _check_prefill(
    question: Question,
    workflow: Workflow,
    last: Order | None,
    standing: Mapping[str, list[Standing]],
    path: Path,
    book: Book,
) -> None:
    """`last` is the last place where the form is filled in; None when it is nowhere."""
    assignment, field = question.prefill or ("", "")
    if assignment == STARTED:
        return  # what is sent along is known only where the other programme is
    form = workflow.forms.get(workflow.assignments[assignment].form)
    if form is None:
        return
    found = book.find("field", field, path, [q.name for q in form.questions])
    source = form.question(found) if found else None
    if source and (source.kind, source.choices) != (question.kind, question.choices):
        book.add(
            path,
            Said(
                f"svaret i {assignment}.{field} är av annat slag",
                f"the answer in {assignment}.{field} is of another kind",
            ),
            Said("låt båda ha samma type och choices", "give both the same type and choices"),
        )
    if (
        last
        and standing[assignment]
        and standing[assignment][0].order >= last
        and not _again(workflow, standing[assignment])
    ):
        book.add(
            path,
            Said(f"{quoted(assignment)} kommer inte tidigare", f"{quoted(assignment)} does not come earlier"),
            Said("hämta svaret från en tidigare uppgift", "take the answer from an earlier assignment"),
        )


def _again(workflow: Workflow, places: list[Standing]) -> bool:
    """True where the answer of an earlier lap may be there."""
    return any(place.step.name in workflow.steps.repeating for place in places)
