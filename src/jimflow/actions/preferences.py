"""What somebody who takes part chooses for herself: her language, how mail comes, and that none does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, insert, or_, select, update

from jimflow.actions.case import Case, alone, open_cases, record
from jimflow.actions.errors import BadInput, NotAllowed
from jimflow.actions.guests import Guest, no_such_thing
from jimflow.actions.outbox import write_messages
from jimflow.actions.own_trail import own_entries
from jimflow.core.handover import takes_over
from jimflow.core.messages import notice
from jimflow.core.model import Message
from jimflow.core.people import coordinators, hosts
from jimflow.runtime import Runtime
from jimflow.store.hot import append_many
from jimflow.store.queries.preferences import preference
from jimflow.store.tables import Appointment, Intent, Person, Preference
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, write
from jimflow.texts.blockers import ZONE

LANGUAGES = ("sv", "en")
LONGEST_REASON = 2000

_P, _A, _I, _W = (table(kind) for kind in (Preference, Appointment, Intent, Person))


@dataclass(frozen=True, slots=True)
class Changed:
    """What a person's no to mail, or her yes to it again, did: the numbers of the appointments it touched."""

    appointments: tuple[int, ...]


def set_language(runtime: Runtime, guest: Guest, language: str) -> None:
    """The language of her next mails, those that wait included, and of the pages. Raises BadInput for another."""
    _herself(guest)
    if language not in LANGUAGES:
        raise BadInput("Välj svenska eller engelska.", "Choose Swedish or English.")
    with write(runtime.engine) as tx:
        _choose(tx, guest.id, language=language)
        tx.connection.execute(update(_W).where(_W.c.id == guest.id).values(language=language))
        hers = select(_A.c.id).where(_A.c.person == guest.id, _A.c.address == _I.c.address)
        waiting = update(_I).where(_I.c.appointment.in_(hers), _I.c.status == "pending")
        tx.connection.execute(waiting.values(language=language))


def set_separate(runtime: Runtime, guest: Guest, *, separate: bool) -> None:
    """Each thing in a mail of its own from now on, or everything of a day in one."""
    _herself(guest)
    with write(runtime.engine) as tx:
        _choose(tx, guest.id, separate=separate)


def stop(runtime: Runtime, guest: Guest, reason: str = "") -> Changed:
    """No more mail to her: an objection (GDPR art. 21). Her functions count as without anybody who can be reached.

    Whoever coordinates at the agency and the host are told. The reason, which she need not give, is no part of the
    audit. Codes to sign in with still reach her. Raises NotAllowed where she has said so already, BadInput.
    """
    _herself(guest)
    if len(reason) > LONGEST_REASON:
        raise BadInput(
            f"Skälet är för långt: högst {LONGEST_REASON} tecken.",
            f"The reason is too long: at most {LONGEST_REASON} characters.",
        )
    with write(runtime.engine) as tx:
        now = runtime.clock()
        alone(tx, _participations(_held(tx, guest.id, now)))
        if preference(tx, guest.id).stopped_at is not None:
            raise NotAllowed("Du får redan inga mejl.", "You get no mail already.")
        rows = _held(tx, guest.id, now, _A.c.undeliverable_at.is_(None))
        _choose(tx, guest.id, stopped_at=now, stop_reason=reason.strip())
        _mark(tx, rows, now)
        cases = _recorded(runtime, tx, guest, "no_more_mail", rows, now)
        for row in rows:
            if row.participation is not None:
                case = cases[row.participation]
                write_messages(runtime, tx, case, _told(case, row, now), now)
        return Changed(tuple(r.id for r in rows))


def start_again(runtime: Runtime, guest: Guest) -> Changed:
    """Mail reaches her again, but for an address that has refused it; what is open of her work is sent to her.

    Raises NotAllowed where she has not stopped it.
    """
    _herself(guest)
    with write(runtime.engine) as tx:
        now = runtime.clock()
        alone(tx, _participations(_held(tx, guest.id, now)))
        since = preference(tx, guest.id).stopped_at
        if since is None:
            raise NotAllowed("Du får redan mejl.", "You get mail already.")
        rows = _held(tx, guest.id, now, _A.c.undeliverable_at == since)
        _choose(tx, guest.id, stopped_at=None, stop_reason="")
        _mark(tx, rows, None)
        cases = _recorded(runtime, tx, guest, "mail_again", rows, now)
        hers = {r.id for r in rows}
        for case in cases.values():
            mine = [a for a in case.facts.appointments if a.id in hers]
            messages = [m for a in mine for m in takes_over(case.programme, case.facts, a, now)]
            write_messages(runtime, tx, case, messages, now)
        return Changed(tuple(r.id for r in rows))


def _herself(guest: Guest) -> None:
    """Nobody chooses for another: neither whoever sits there for her, nor whoever has only a link."""
    if not guest.may_change or guest.acting is not None:
        raise no_such_thing()


def _choose(tx: Tx, person: int, **chosen: object) -> None:
    changed = tx.connection.execute(update(_P).where(_P.c.person == person).values(**chosen))
    if changed.rowcount == 0:
        begun = {"language": "", "separate": False, "stop_reason": "", **chosen}
        tx.connection.execute(insert(_P).values(person=person, **begun))


def _held(tx: Tx, person: int, now: datetime, *which: ColumnElement[bool]) -> list[Any]:
    """Her appointments of now and later."""
    not_over = or_(_A.c.until.is_(None), _A.c.until >= _today(now))
    wanted = select(_A).where(_A.c.person == person, not_over, *which).order_by(_A.c.id)
    return list(tx.connection.execute(wanted))


def _today(now: datetime) -> date:
    return now.astimezone(ZoneInfo(ZONE)).date()


def _participations(rows: Sequence[Any]) -> list[int]:
    return sorted({r.participation for r in rows if r.participation is not None})


def _mark(tx: Tx, rows: Sequence[Any], at: datetime | None) -> None:
    marked = update(_A).where(_A.c.id.in_([r.id for r in rows]))
    tx.connection.execute(marked.values(undeliverable_at=at))


def _recorded(runtime: Runtime, tx: Tx, guest: Guest, kind: str, rows: Sequence[Any], now: datetime) -> dict[int, Case]:
    """The cases with the entry in each; where there is none, in the installation's chain."""
    cases = open_cases(runtime, tx, _participations(rows))
    own: dict[int, list[dict[str, object]]] = {}
    for row in rows:
        said = {"function": row.function, "appointment": row.id}
        if row.participation is None:
            own.setdefault(row.round, []).append(said)
        else:
            record(tx, [cases[row.participation]], kind, guest.actor, now, extra=said)
    append_many(tx, own_entries(runtime, tx, kind, guest.actor, now, own))
    return cases


def _told(case: Case, row: Any, now: datetime) -> list[Message]:
    """To whoever can find somebody else, or talk with her: the agency's coordinator, and the host."""
    today, workflow = case.programme.today(now), case.programme.workflow
    told = {p.id: p for p in (*coordinators(workflow, case.facts, today), *hosts(workflow, case.facts, today))}
    seen = {"about": row.function, "address": row.address, "reply": "", "stopped": True}
    key = f"no_more_mail:{case.facts.id}:{row.id}:{now.isoformat()}"
    item = f"undeliverable:{row.function}"
    return [notice("undeliverable", item, case.facts, p.function, p, seen, key) for p in told.values()]
