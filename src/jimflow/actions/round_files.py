"""A stored round as a workbook: to edit and load again, or to fill in as the next round."""

from __future__ import annotations

from jimflow.actions.errors import BadInput, NotAllowed
from jimflow.actions.stored_round import stored_round
from jimflow.files.round_clone import clone_tables
from jimflow.files.round_workbook import workbook
from jimflow.files.round_written import tables_of
from jimflow.files.values import CODE
from jimflow.runtime import Runtime
from jimflow.store.queries.rounds import rounds
from jimflow.store.transaction import read


def export_round(runtime: Runtime, code: str, lang: str = "sv") -> bytes:
    """The round as an .xlsx file: who holds what from today on, meetings that are called off left out. NotFound."""
    with read(runtime.engine) as tx:
        found = stored_round(runtime, tx, code)
    return workbook(tables_of(found.round, found.workflow, found.calendar, lang), found.workflow, lang)


def clone_round(runtime: Runtime, code: str, new: str, lang: str = "sv") -> bytes:
    """An .xlsx file to fill in as the round `new`: form and texts of the round `code`, no people, answers or dates.

    Raises NotFound, BadInput for a name that will not do, NotAllowed where there is a round of the new name already.
    """
    if not CODE.fullmatch(new):
        raise BadInput(
            f"{new} kan inte vara namnet på en omgång: skriv bokstäver (a–z), siffror och -.",
            f"{new} cannot be the name of a round: write letters (a–z), digits and -.",
        )
    with read(runtime.engine) as tx:
        if any(row.code == new for row in rounds(tx)):
            raise NotAllowed(
                f"Omgången {new} finns redan. Välj ett annat namn.", f"The round {new} exists already. Choose another."
            )
        found = stored_round(runtime, tx, code)
    return workbook(clone_tables(found.round, found.workflow, found.calendar, new, lang), found.workflow, lang)
