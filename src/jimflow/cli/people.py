"""Which appointments a person means when she names functions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from jimflow.actions.errors import BadInput, NotFound
from jimflow.core.mistakes import did_you_mean
from jimflow.core.workflow import Workflow
from jimflow.store.queries.work import AppointmentRow


def known_function(workflow: Workflow, name: str) -> str:
    """A function by its name or its title. Raises NotFound with the closest one."""
    titles = {t.casefold(): f.name for f in workflow.functions.values() for t in (f.title.sv, f.title.en)}
    found = name if name in workflow.functions else titles.get(name.casefold())
    if found is None:
        close = did_you_mean(name, workflow.functions)
        known = ", ".join(workflow.functions)
        raise NotFound(
            f"Det finns ingen funktion {name}. " + (f"Menade du {close}?" if close else f"Det finns {known}."),
            f"There is no function {name}. " + (f"Did you mean {close}?" if close else f"There are {known}."),
        )
    return found


def held(rows: Sequence[AppointmentRow], day: date) -> list[AppointmentRow]:
    """Those that hold on `day`."""
    return [a for a in rows if a.since <= day and (a.until is None or day <= a.until)]


def meant(rows: Sequence[AppointmentRow], workflow: Workflow, name: str, day: date) -> list[AppointmentRow]:
    """Whoever holds the function on `day`, or the appointment of that number. Raises NotFound when nobody does."""
    if name.isdecimal():
        found = [a for a in rows if a.id == int(name)]
        if not found:
            raise NotFound(f"Innehav nr {name} finns inte här.", f"There is no appointment no. {name} here.")
        return found
    function = known_function(workflow, name)
    found = [a for a in held(rows, day) if a.function == function]
    if not found:
        raise NotFound(
            f"Ingen innehar funktionen {function} den {day}. Tillsätt den med: jimflow function set",
            f"Nobody holds the function {function} on {day}. Fill it with: jimflow function set",
        )
    return found


def the_one(rows: Sequence[AppointmentRow], workflow: Workflow, name: str, day: date) -> AppointmentRow:
    """As `meant`, for where one person must be meant. Raises BadInput with the numbers when several hold it."""
    found = meant(rows, workflow, name, day)
    if len(found) > 1:
        several = ", ".join(f"{a.id} ({a.name})" for a in found)
        raise BadInput(
            f"Flera innehar {name}: {several}. Ange numret i stället.",
            f"Several hold {name}: {several}. Give the number instead.",
        )
    return found[0]
