"""People take up and leave functions. What has been stays; a new holder gets the open work in one mail."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import reduce
from typing import Any

from sqlalchemy import select

from jimflow.actions.case import alone, alone_in_round, open_alone
from jimflow.actions.errors import BadInput, NotFound
from jimflow.actions.handovers import Followed, follow, follow_shared
from jimflow.actions.person_rows import Pseudonyms, random_pseudonym
from jimflow.actions.round_rows import clusters_of
from jimflow.actions.staffing import Done, Place, Seat, shared_appointments, staff
from jimflow.core.address import AddressError, parse_address
from jimflow.core.mistakes import did_you_mean
from jimflow.core.model import Actor, Appointment
from jimflow.core.staffing import Staffing, Wanted
from jimflow.core.workflow import ORGANISATION, Workflow
from jimflow.files.rosters import guests_of
from jimflow.files.round_shape import AppointmentFile
from jimflow.runtime import Runtime
from jimflow.store import tables as t
from jimflow.store.hot.reads import APPOINTMENT
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, write


@dataclass(frozen=True, slots=True)
class FunctionChange:
    """What was done with one function, as numbers of appointments. `vacant`: nobody holds it today any more."""

    function: str
    added: tuple[int, ...]
    ended: tuple[int, ...]
    changed: tuple[int, ...]
    vacant: bool
    messages: int


def set_function(
    runtime: Runtime,
    participation: int | None,
    function: str,
    name: str,
    mail: str,
    since: date,
    actor: Actor,
    *,
    until: date | None = None,
    top_management: bool = False,
    acting: bool = False,
    deputy: bool = False,
    language: str = "sv",
    assistant: str | None = None,
    replace: bool = True,
    round_code: str = "",
    organisation: str = "",
    cluster: int | None = None,
    pseudonyms: Pseudonyms = random_pseudonym,
) -> FunctionChange:
    """Someone holds a function from `since` (a local day). With `replace`, those who hold it then end the day before.

    `participation` is None for the host's and guests' functions, which `round_code` and `organisation` then place
    (default: the host, or the one organisation that contributes with the function); with `cluster`, the number of one
    of the round's, a guest belongs to that one alone. Someone who holds it already is
    kept, and the rest of what is said here replaces what was known; an address that refused mail is tried again.
    Raises BadInput or NotFound with nothing done.
    """
    wanted = _checked(
        AppointmentFile(
            organisation, function, name, mail, since, until, top_management, acting, deputy, language, assistant
        )
    )
    with write(runtime.engine) as tx:
        now = runtime.clock()
        places, workflow, today = _places(runtime, tx, participation, wanted, round_code, cluster, now)
        _at_home(workflow, function, shared=participation is None)
        done = staff(tx, places, today, pseudonyms, replace=replace, anew=True)
        if not any(one.anything for one in done):
            raise BadInput(
                f"{name} innehar redan funktionen {function}. Inget ändrades.",
                f"{name} holds the function {function} already. Nothing was changed.",
            )
        each = [_followed(runtime, tx, p.seat, function, one, actor, now) for p, one in zip(places, done, strict=True)]
        return reduce(_both, each)


def end_function(runtime: Runtime, appointment: int, until: date, actor: Actor, *, reason: str = "") -> FunctionChange:
    """The last day of an appointment is `until` (a local day). Raises NotFound, or BadInput for a day before it began.

    When nobody holds the function after that day, the agency's coordinator is told, or else the host. The audit keeps
    the `reason`.
    """
    with write(runtime.engine) as tx:
        _alone_at(tx, _appointment(tx, appointment)[0])
        seat, held = _appointment(tx, appointment)
        if until < held.since:
            raise BadInput(
                f"Innehavet började {held.since}: det kan inte sluta {until}.",
                f"The appointment began {held.since}: it cannot end {until}.",
            )
        if held.until == until:
            raise BadInput(f"Innehavet slutar redan {until}.", f"The appointment ends {until} already.")
        ending = Wanted(
            held.function,
            held.person,
            held.address,
            held.since,
            until,
            held.top_management,
            held.acting,
            held.deputy,
            held.assistant,
        )
        a = table(t.Appointment)
        tx.connection.execute(a.update().where(a.c.id == appointment).values(until=until))
        done = Done(Staffing(end=((held, until),)) if _sooner(held, until) else Staffing(change=((held, ending),)))
        return _followed(runtime, tx, seat, held.function, done, actor, runtime.clock(), reason)


def _alone_at(tx: Tx, seat: Seat) -> None:
    if seat.participation is None:
        alone_in_round(tx, seat.round)
    else:
        alone(tx, [seat.participation])


def _sooner(held: Appointment, until: date) -> bool:
    return held.until is None or until < held.until


def _followed(
    runtime: Runtime,
    tx: Tx,
    seat: Seat,
    function: str,
    done: Done,
    actor: Actor,
    now: datetime,
    reason: str = "",
) -> FunctionChange:
    if seat.participation is None:
        after: Followed = follow_shared(runtime, tx, seat, done, actor, now)
    else:
        after = follow(runtime, tx, {seat.participation: done}, actor, now, reason)
    return FunctionChange(
        function,
        done.added,
        tuple(a.id for a, _ in done.staffing.end),
        tuple(a.id for a, _ in done.staffing.change),
        bool(after.vacant),
        after.messages,
    )


def _both(one: FunctionChange, two: FunctionChange) -> FunctionChange:
    """What was done with a function in two clusters."""
    return FunctionChange(
        one.function,
        one.added + two.added,
        one.ended + two.ended,
        one.changed + two.changed,
        one.vacant or two.vacant,
        one.messages + two.messages,
    )


def _checked(wanted: AppointmentFile) -> AppointmentFile:
    if not wanted.name.strip():
        raise BadInput(
            "Skriv namnet på den som innehar funktionen.", "Write the name of the one who holds the function."
        )
    if wanted.until is not None and wanted.until < wanted.since:
        raise BadInput(f"{wanted.until} ligger före {wanted.since}.", f"{wanted.until} is before {wanted.since}.")
    if wanted.language not in ("sv", "en"):
        raise BadInput("Språket är sv eller en.", "The language is sv or en.")
    return replace(
        wanted,
        name=wanted.name.strip(),
        mail=_address(wanted.mail),
        assistant=_address(wanted.assistant) if wanted.assistant else None,
    )


def _address(text: str) -> str:
    try:
        return parse_address(text)
    except AddressError as error:
        raise BadInput(f"{error.what.sv}: {error.suggestion.sv}.", f"{error.what.en}: {error.suggestion.en}.") from None


def _at_home(workflow: Workflow, function: str, *, shared: bool) -> None:
    known = workflow.functions.get(function)
    if known is None:
        close = did_you_mean(function, workflow.functions)
        names = close or ", ".join(workflow.functions)
        raise NotFound(
            f"Funktionen {function} finns inte. Menade du {names}?"
            if close
            else f"Funktionen {function} finns inte. Det finns {names}.",
            f"There is no function {function}. Did you mean {names}?"
            if close
            else f"There is no function {function}. There are {names}.",
        )
    if shared != (known.belongs_to in ("host", "guest")):
        raise BadInput(
            f"{function} innehas {'hos den som deltar' if shared else 'hos värden eller en gäst'}.",
            f"{function} is held {'at one that takes part' if shared else 'at the host or a guest'}.",
        )


def _places(
    runtime: Runtime,
    tx: Tx,
    participation: int | None,
    wanted: AppointmentFile,
    round_code: str,
    cluster: int | None,
    now: datetime,
) -> tuple[list[Place], Workflow, date]:
    """Where the function is held: one place, or one for each cluster that a guest belongs to."""
    if participation is not None:
        case = open_alone(runtime, tx, participation)
        own, home = tuple(a for a in case.facts.appointments if a.own), case.facts.organisation
        if case.programme.workflow.subject != ORGANISATION and wanted.organisation not in ("", home):
            home = wanted.organisation
            _exists(tx, home)
            own = tuple(a for a in own if a.organisation == home)  # the other parties keep theirs
        seat = Seat(case.facts.round, participation, home)
        return [Place(seat, own, (wanted,))], case.programme.workflow, case.programme.today(now)
    r = table(t.Round).c
    columns = select(r.id, r.definition, r.policy_digest, r.facts).where(r.code == round_code)
    row = tx.connection.execute(columns).first()
    if row is None:
        raise NotFound(f"Omgången {round_code} finns inte.", f"There is no round {round_code}.")
    alone_in_round(tx, row.id)
    programme = runtime.programmes.of(tx, row.definition, row.policy_digest, row.id)
    facts = json.loads(row.facts)
    organisation = wanted.organisation or _usual_home(facts, programme.workflow, wanted.function)
    _exists(tx, organisation)
    numbers = clusters_of(tx, row.id)
    if cluster is not None:
        _may_belong(programme.workflow, wanted.function, cluster, numbers)
    guests = guests_of((c["organisation"], c["function"], c.get("cluster", "")) for c in facts.get("contributors", ()))
    named = [numbers.get(code) for code in guests.get((organisation, wanted.function), ("",))]
    seats = [Seat(row.id, None, organisation, number) for number in (named if cluster is None else [cluster])]
    places = [Place(seat, shared_appointments(tx, seat), (wanted,)) for seat in seats]
    return places, programme.workflow, programme.today(now)


def _may_belong(workflow: Workflow, function: str, cluster: int, known: Mapping[str, int]) -> None:
    """Only a guest belongs to one cluster, and only to one of the round."""
    if cluster not in known.values():
        raise NotFound(f"Kluster nr {cluster} finns inte i omgången.", f"The round has no cluster no. {cluster}.")
    if function in workflow.functions and workflow.functions[function].belongs_to != "guest":
        raise BadInput(f"{function} är ingen gästfunktion.", f"{function} is no guest function.")


def _exists(tx: Tx, organisation: str) -> None:
    o = table(t.Organisation).c
    if tx.connection.execute(select(o.code).where(o.code == organisation)).first() is None:
        raise NotFound(
            f"Organisationen {organisation or '(ingen)'} finns inte. Ange den som har funktionen.",
            f"There is no organisation {organisation or '(none)'}. Name the one that has the function.",
        )


def _usual_home(facts: dict[str, Any], workflow: Workflow, function: str) -> str:
    known = workflow.functions.get(function)
    if known is not None and known.belongs_to == "guest":
        named = {c["organisation"] for c in facts.get("contributors", ()) if c["function"] == function}
        return str(named.pop()) if len(named) == 1 else ""
    return str(facts["host"]["organisation"])


def _appointment(tx: Tx, number: int) -> tuple[Seat, Appointment]:
    a, p = table(t.Appointment).c, table(t.Person).c
    columns = (
        select(a.round, a.participation, a.organisation, a.cluster, *APPOINTMENT)
        .join_from(table(t.Appointment), table(t.Person), a.person == p.id)
        .where(a.id == number)
    )
    row: Any = tx.connection.execute(columns).first()
    if row is None:
        raise NotFound(f"Innehav nr {number} finns inte.", f"There is no appointment no. {number}.")
    return Seat(*row[:4]), Appointment(*row[4:])
