"""What an agency's own coordinator does at home: says who holds what, hands over, says where receipts are filed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import insert, select, update

from jimflow.actions.agency_sitting import Sitting, sitting
from jimflow.actions.case import open_case, record
from jimflow.actions.colleagues import one_line
from jimflow.actions.errors import BadInput, NotAllowed
from jimflow.actions.functions import FunctionChange, end_function, set_function
from jimflow.actions.guests import Guest
from jimflow.actions.handing_over import HandedOver, hand_over
from jimflow.core.address import AddressError, parse_address
from jimflow.core.people import coordinating_functions
from jimflow.runtime import Runtime
from jimflow.store.queries.work import AppointmentRow
from jimflow.store.tables import AgencyRoom
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_M = table(AgencyRoom)


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody as she is named to a function. `beside`: whoever holds it now keeps it too."""

    name: str
    mail: str
    since: date
    until: date | None = None
    top_management: bool = False
    acting: bool = False
    language: str = "sv"
    assistant: str | None = None
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Corrected:
    """What is put right about a holder; who it is stays."""

    mail: str
    top_management: bool
    acting: bool
    assistant: str | None


class NobodyLeft(NotAllowed):
    """The last who coordinates would go, and nobody follows: it takes a reason."""


def name_holder(
    runtime: Runtime, guest: Guest, participation: int, function: str, given: Holder, seen: int
) -> FunctionChange:
    """Somebody takes a function of the agency, instead of or beside whoever has it; as `set_function`.

    As every act here: `seen` is the participation's version that she looked at; raises Overtaken when it is another,
    NotFound when it is not hers to do, BadInput for what cannot be, each with nothing done.
    """
    given = replace(given, name=one_line(given.name))
    with sitting(runtime, guest, participation, seen) as it:
        it.named_here(function)
        it.within(given.since)
        it.nobody_elses([function], given.name, given.mail)
        change = set_function(
            *(it.runtime, participation, function, given.name, given.mail, given.since, it.actor),
            until=given.until,
            top_management=given.top_management,
            acting=given.acting,
            language=it.spoken(given.name, given.mail, given.language),
            assistant=given.assistant,
            replace=not given.beside,
            organisation=it.at.seat.organisation,
        )
        new = "new" if change.added else "changed"
        it.tell({"about": function, "what": new, "day": given.since.isoformat()})
        return change


def correct_holder(
    runtime: Runtime, guest: Guest, participation: int, appointment: int, given: Corrected, seen: int
) -> FunctionChange:
    """Puts right what is known of a holder: the address, the assistant's, acting, in top management."""
    with sitting(runtime, guest, participation, seen) as it:
        held = it.held(appointment)
        it.nobody_elses([held.function], held.name, given.mail)
        change = set_function(
            *(it.runtime, participation, held.function, held.name, given.mail, held.since, it.actor),
            until=held.until,
            top_management=given.top_management,
            acting=given.acting,
            deputy=held.deputy,
            language=held.language,
            assistant=given.assistant,
            replace=False,
            organisation=held.organisation,
        )
        it.tell({"about": held.function, "what": "changed", "day": ""})
        return change


def end_holder(
    runtime: Runtime, guest: Guest, participation: int, appointment: int, last: date, seen: int, reason: str = ""
) -> FunctionChange:
    """Her last day is `last` (a local day). The last who coordinates goes only with a `reason`: else NobodyLeft."""
    with sitting(runtime, guest, participation, seen) as it:
        held = it.held(appointment)
        it.within(last)
        workflow = it.at.workflow
        left = it.after([held.function], appointment, last)
        coordinates = workflow.functions[held.function].coordinates
        if coordinates and not reason and not it.after(coordinating_functions(workflow), appointment, last):
            raise _nobody_left(it, held)
        change = end_function(it.runtime, appointment, last, it.actor, reason=reason)
        it.tell({"about": held.function, "what": "ends" if left else "vacant", "day": last.isoformat()})
        return change


def hand_over_from(
    runtime: Runtime,
    guest: Guest,
    participation: int,
    appointment: int,
    to: Holder,
    seen: int,
) -> HandedOver:
    """From `to.since` on, everything that the holder of the appointment has at home is the successor's."""
    to = replace(to, name=one_line(to.name))
    with sitting(runtime, guest, participation, seen, in_round=True) as it:
        held = it.held(appointment)
        it.within(to.since)
        theirs = [a for a in it.present() if a.person == held.person]
        it.nobody_elses([a.function for a in theirs], to.name, to.mail)
        over = hand_over(
            *(it.runtime, it.at.row.round_code, held.person, to.name, to.mail, to.since, it.actor),
            language=it.spoken(to.name, to.mail, to.language),
            only=[a.id for a in theirs],
        )
        day = to.since.isoformat()
        it.tell(*({"about": h.function, "what": "new", "day": day} for h in over.holdings))
        return over


def set_registrar(runtime: Runtime, guest: Guest, participation: int, address: str) -> None:
    """Every receipt goes to that address too, "" for none. Raises NotFound, or BadInput for no address."""
    given = address.strip()
    try:
        given = parse_address(given) if given else ""
    except AddressError as error:
        wrong = f"{error.what.sv}: {error.suggestion.sv}.", f"{error.what.en}: {error.suggestion.en}."
        raise BadInput(*wrong) from None
    with sitting(runtime, guest, participation) as it:
        known = registrar(it.tx, participation)
        if given == (known or ""):
            raise BadInput("Adressen är redan den. Inget ändrades.", "That is the address already. Nothing changed.")
        if known is None:
            it.tx.connection.execute(insert(_M).values(participation=participation, registrar=given))
        else:
            here = _M.c.participation == participation
            it.tx.connection.execute(update(_M).where(here).values(registrar=given))
        case = open_case(it.runtime, it.tx, participation)
        record(it.tx, [case], "registrar", it.actor, it.now, extra={"set": bool(given)}, decides=False)
        it.tell({"about": "", "what": "registrar" if given else "no_registrar", "day": ""})


def registrar(tx: Tx, participation: int) -> str | None:
    """Where the agency's receipts are filed, "" for nowhere; None where nobody has said."""
    found = tx.connection.execute(select(_M.c.registrar).where(_M.c.participation == participation)).first()
    return str(found[0]) if found is not None else None


def _nobody_left(it: Sitting, held: AppointmentRow) -> NobodyLeft:
    title = it.at.workflow.functions[held.function].title
    return NobodyLeft(
        f"{held.name} är den enda som är ”{title.sv}”. Lämna över till någon, eller skriv varför ingen tar över.",
        f"{held.name} is the only “{title.en}”. Hand over to somebody, or say why nobody takes over.",
    )
