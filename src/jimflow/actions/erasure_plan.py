"""What there is about a person: what may go, what is kept and why, and a code for having seen just that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select

from jimflow.actions.erasure_kept import Kept, accounts, acts, entries_kept, texts
from jimflow.actions.erasure_mails import Mails, Others
from jimflow.actions.erasure_rooms import Goes, goes
from jimflow.actions.errors import BadInput, NotFound
from jimflow.core.audit import ERASURE
from jimflow.core.canonical import digest
from jimflow.core.erasure import Named, Words, named
from jimflow.runtime import Runtime
from jimflow.store import tables as t
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx
from jimflow.texts.blockers import ZONE

CODE = 12
"""Characters of the code."""

_PASSING = ("ways_in", "forms")
"""What goes by itself in days: that there is more or less of it makes no other plan."""

_P, _A, _E, _D = (table(kind).c for kind in (t.Person, t.Appointment, t.AuditEntry, t.AuditPayload))


@dataclass(frozen=True, slots=True)
class ErasurePlan:
    """`mails`, `intents` and `appointments` are numbers of rows; `holds` the functions the person still has.

    `forgotten` are intents to others that never became a mail; `goes` is what goes from the rooms of those who take
    part. `moving` counts mails on their way. `code` tells this plan from every other.
    """

    person: int
    pseudonym: str
    name: str
    addresses: tuple[str, ...]
    appointments: tuple[int, ...]
    intents: tuple[int, ...]
    mails: tuple[int, ...]
    forgotten: tuple[int, ...]
    goes: tuple[Goes, ...]
    entries: tuple[Named, ...]
    kept: tuple[Kept, ...]
    holds: tuple[str, ...]
    moving: int
    nothing: bool
    code: str = ""


def the_plan(runtime: Runtime, tx: Tx, who: str, entries: Sequence[tuple[int, int]], now: datetime) -> ErasurePlan:
    """Reads everything there is about the person. Raises NotFound and BadInput."""
    person = person_called(tx, who.strip())
    held = list(tx.connection.execute(select(*_A).where(_A.person == person.id).order_by(_A.id)))
    numbers = tuple(a.id for a in held)
    own = {a.address for a in held} | {person.mail}
    addresses = tuple(sorted((own | {a.assistant for a in held if a.assistant}) - {""}))
    words = Words((person.name, *own) if person.mail else own)
    mails = Mails(tx, person.id, numbers, runtime.settings.mail_retention_days, now)
    others = Others(tx, words, person.pseudonym, mails.mine)
    found = list(_named(tx, words))
    chosen = _chosen(found, entries)
    kept = [
        *acts(tx, words),
        *entries_kept(found, chosen),
        *mails.kept(),
        others.kept(),
        *accounts(tx, words),
        *texts(tx, words, person.pseudonym),
    ]
    today = now.astimezone(ZoneInfo(ZONE)).date()
    gone = goes(tx, person.id, person.pseudonym, today)
    plan = ErasurePlan(
        person.id,
        person.pseudonym,
        person.name,
        addresses,
        numbers,
        mails.intents,
        mails.erasable,
        others.forgotten,
        gone,
        chosen,
        tuple(k for k in kept if k.count),
        tuple(dict.fromkeys(a.function for a in held if _holds(a, today))),
        mails.moving,
        nothing=not (person.mail or addresses or mails.erasable or others.forgotten or gone or chosen),
    )
    return replace(plan, code=_code(plan))


def person_called(tx: Tx, who: str) -> Any:
    """The row of the one person that an address, a number or a pseudonym means. Raises NotFound and BadInput."""
    wanted = select(_P.id, _P.pseudonym, _P.name, _P.mail)
    if who.isdecimal() and len(who) < 16:
        found = tx.connection.execute(wanted.where(_P.id == int(who))).all()
    else:
        by_address = select(_A.person).where(func.lower(_A.address) == who.lower())
        any_of = or_(_P.pseudonym == who, func.lower(_P.mail) == who.lower(), _P.id.in_(by_address))
        found = tx.connection.execute(wanted.where(any_of).order_by(_P.id)).all() if who else []
    if not found:
        raise NotFound(
            f"Ingen person hittades för {who}. Ange adressen, eller numret som --dry-run visade.",
            f"No person was found for {who}. Give the address, or the number that --dry-run showed.",
        )
    if len(found) > 1:
        several = ", ".join(f"{p.id} ({p.name})" for p in found)
        raise BadInput(
            f"Adressen hör till flera: {several}. Ange numret i stället.",
            f"The address belongs to several: {several}. Give the number instead.",
        )
    return found[0]


def _holds(appointment: Any, today: date) -> bool:
    """True for one that holds today or is to begin."""
    until = appointment.until
    return until is None or (until >= today and until >= appointment.since)


def _named(tx: Tx, words: Words) -> Iterator[Named]:
    entry, payload = table(t.AuditEntry), table(t.AuditPayload)
    wanted = select(_E.chain, _E.seq, _D.payload).join_from(entry, payload, _D.entry == _E.id).order_by(_E.id)
    for chain, seq, content in tx.connection.execute(wanted.execution_options(yield_per=2000)):
        if (found := named(chain, seq, bytes(content), words)) is not None:
            yield found


def _chosen(found: Sequence[Named], entries: Sequence[tuple[int, int]]) -> tuple[Named, ...]:
    """Traces go by themselves, records only when they are named."""
    known = {(e.chain, e.seq) for e in found if e.kind != ERASURE}
    for chain, seq in entries:
        if (chain, seq) not in known:
            raise BadInput(
                f"--entries: post {seq} i kedja {chain} nämner inte personen i klartext. Se --dry-run.",
                f"--entries: entry {seq} of chain {chain} does not name the person in clear text. See --dry-run.",
            )
    return tuple(e for e in found if e.fate == "trace" or (e.chain, e.seq) in set(entries))


def _code(plan: ErasurePlan) -> str:
    """Says which rows and entries the plan is about."""
    seen = {
        "person": [plan.person, plan.name, list(plan.addresses)],
        "rows": [list(plan.appointments), list(plan.intents), list(plan.mails), list(plan.forgotten)],
        "goes": [[one.code, one.count] for one in plan.goes if one.code not in _PASSING],
        "entries": [[e.chain, e.seq] for e in plan.entries],
    }
    return digest(seen)[:CODE]
