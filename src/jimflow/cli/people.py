"""Which appointments a person means when she names functions or people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from jimflow.actions.errors import BadInput, NotFound
from jimflow.core.called import called
from jimflow.core.mistakes import did_you_mean
from jimflow.core.workflow import Workflow
from jimflow.store.queries.work import AppointmentRow


def known_function(workflow: Workflow, name: str) -> str:
    """A function by its name or its title. Raises NotFound with the closest one."""
    found = name if name in workflow.functions else _titles(workflow).get(name.casefold())
    if found is None:
        close = did_you_mean(name, workflow.functions)
        known = ", ".join(workflow.functions)
        raise NotFound(
            f"Det finns ingen funktion {name}. " + (f"Menade du {close}?" if close else f"Det finns {known}."),
            f"There is no function {name}. " + (f"Did you mean {close}?" if close else f"There are {known}."),
        )
    return found


def is_function(workflow: Workflow, name: str) -> bool:
    """True for the name or the title of a function."""
    return name in workflow.functions or name.casefold() in _titles(workflow)


def _titles(workflow: Workflow) -> dict[str, str]:
    return {t.casefold(): f.name for f in workflow.functions.values() for t in (f.title.sv, f.title.en)}


def held(rows: Sequence[AppointmentRow], day: date) -> list[AppointmentRow]:
    """Those that hold on `day`."""
    return [a for a in rows if a.since <= day and (a.until is None or day <= a.until)]


def meant(rows: Sequence[AppointmentRow], workflow: Workflow, name: str, day: date) -> list[AppointmentRow]:
    """Whoever holds the function on `day`, or the person meant by an appointment's number, a name or an address.

    A name may be a part of one; a person with several functions is meant in all of them. Raises NotFound when nobody
    is meant and BadInput when several persons are.
    """
    if name.isdecimal():
        found = [a for a in rows if a.id == int(name)]
        if not found:
            raise NotFound(f"Innehav nr {name} finns inte här.", f"There is no appointment no. {name} here.")
        return found
    there = held(rows, day)
    if not is_function(workflow, name) and (people := _persons(there, name)):
        return people
    function = _function_or_person(workflow, name, there)
    found = [a for a in there if a.function == function]
    if not found:
        raise NotFound(
            f"Ingen innehar funktionen {function} den {day}. Tillsätt den med: jimflow function set",
            f"Nobody holds the function {function} on {day}. Fill it with: jimflow function set",
        )
    return found


def _persons(rows: Sequence[AppointmentRow], name: str) -> list[AppointmentRow]:
    found = [a for a in rows if a.address.casefold() == name.casefold()]
    found = found or called(name, rows, lambda a: (a.name,))
    if len({a.person for a in found}) > 1:
        several = ", ".join(f"{a.id} ({a.name})" for a in found)
        raise BadInput(
            f"{name} kan vara flera: {several}. Ange numret i stället.",
            f"{name} may be several: {several}. Give the number instead.",
        )
    return found


def _function_or_person(workflow: Workflow, name: str, rows: Sequence[AppointmentRow]) -> str:
    """The function called so. Raises NotFound with the closest function, else the closest person."""
    person = did_you_mean(name, [a.name for a in rows])
    if is_function(workflow, name) or did_you_mean(name, workflow.functions) or not person:
        return known_function(workflow, name)
    raise NotFound(
        f"Ingen funktion eller person här heter {name}. Menade du {person}?",
        f"No function or person here is called {name}. Did you mean {person}?",
    )


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
