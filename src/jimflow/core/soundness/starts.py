"""Whether what a start carries along is an answer that somebody is asked for."""

from __future__ import annotations

from jimflow.core.language.book import Book
from jimflow.core.workflow import Workflow


def check_starts(workflow: Workflow, book: Book) -> None:
    """The question behind each name that goes along to the other programme."""
    for start in workflow.starts.values():
        for name, (assignment, field) in start.carries.items():
            form = workflow.forms.get(workflow.assignments[assignment].form)
            if form is not None:
                book.find("field", field, ("starts", start.name, "carries", name), [q.name for q in form.questions])
