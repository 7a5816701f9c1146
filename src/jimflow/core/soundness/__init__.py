"""Whether a definition that reads well can also work: reachable states, times in order, rules that can hold."""

from jimflow.core.language.book import Book
from jimflow.core.soundness.assignments import check_assignments
from jimflow.core.soundness.forms import check_forms
from jimflow.core.soundness.functions import check_functions
from jimflow.core.soundness.reachability import check_numbered, check_reachability
from jimflow.core.soundness.rules import check_rules
from jimflow.core.soundness.starts import check_starts
from jimflow.core.soundness.times import check_times
from jimflow.core.soundness.unused import check_unused
from jimflow.core.workflow import Workflow


def check_soundness(workflow: Workflow, book: Book) -> None:
    """Notes in the book what cannot work, as far as what could be read allows to say."""
    for check in (
        check_functions,
        check_reachability,
        check_numbered,
        check_assignments,
        check_forms,
        check_times,
        check_rules,
        check_starts,
        check_unused,
    ):
        check(workflow, book)
