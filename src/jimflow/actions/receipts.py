"""Receipts by mail: to whoever handed in, and to the agency's registrar where there is an address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from jimflow.actions.case import Case
from jimflow.actions.guests import Guest
from jimflow.core.canonical import canonical
from jimflow.core.messages import due_of
from jimflow.core.model import AssignmentFacts
from jimflow.core.seats import Seat
from jimflow.runtime import Runtime
from jimflow.store.hot import NewIntent, insert_intents
from jimflow.store.queries.handed_in import HandedInRow, receipts, replaced
from jimflow.store.queries.seats import people_called, person_of
from jimflow.store.tables import AgencyRoom, HandedIn
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

TEMPLATE = "receipt"

MOST_A_DAY, DAY = 20, timedelta(days=1)
"""Of one task so many receipts are mailed in a day and a night; every one stands on the page of the task."""

_ROOM, _H = table(AgencyRoom).c, table(HandedIn).c


def write_receipts(
    runtime: Runtime,
    tx: Tx,
    case: Case,
    made: AssignmentFacts,
    guest: Guest,
    seat: Seat | None,
    row: HandedInRow,
    now: datetime,
) -> None:
    """Means the mails in the transaction that hands in. A receipt does not wait for the morning, only for the hours
    of sending. What it says is read from the receipt when it is written, so that no name lies in what is meant.
    """
    if seat is None or _handed_in_since(tx, row.assignment, now - DAY) > MOST_A_DAY:
        return
    sitting = person_of(tx, guest.acting) if guest.acting is not None else None
    own = (sitting.mail, sitting.language) if sitting is not None else (guest.address, guest.language)
    reader = guest.acting or guest.id
    registrar = tx.connection.execute(
        select(_ROOM.registrar).where(_ROOM.participation == case.facts.id)
    ).scalar_one_or_none()
    to = {own[0]: ("own", own[1])} if own[0] else {}
    if registrar and registrar.casefold() not in {address.casefold() for address in to}:
        to[registrar] = ("registrar", "sv")
    send_at = case.programme.calendar.next_send(now)
    insert_intents(
        tx,
        [
            NewIntent(
                key=f"receipt:{row.assignment}:{row.number}:{who}",
                mail_class="immediate",
                template=TEMPLATE,
                item=f"{TEMPLATE}:{made.step}:{made.name}",
                participation=case.facts.id,
                appointment=seat.appointment,
                function=seat.function,
                address=address,
                language=language,
                facts=canonical(_seen(case, made, seat, row, reader if who == "own" else None)).decode(),
                made_at=now,
                send_at=send_at,
                assignment=made.id,
                held=runtime.settings.review_hold,
            )
            for address, (who, language) in to.items()
        ],
    )


def _handed_in_since(tx: Tx, task: int, since: datetime) -> int:
    """How often, this time included."""
    counted = select(func.count()).where(_H.assignment == task, _H.handed_in_at > since)
    return int(tx.connection.execute(counted).scalar_one())


def _seen(case: Case, made: AssignmentFacts, seat: Seat, row: HandedInRow, reader: int | None) -> dict[str, object]:
    """`reader` is the person who handed in; None for the registrar."""
    facts, meeting = case.facts, case.facts.meetings.get(made.step)
    return {
        "organisation": list(facts.organisation_names),
        **({"short": facts.organisation_short} if facts.organisation_short else {}),
        "cluster": list(facts.cluster_name),
        "function": seat.function,
        "step": made.step,
        "assignment": made.name,
        "due": due_of(made),
        "meeting_day": meeting.day.isoformat() if meeting is not None else "",
        "theme": meeting.theme if meeting is not None else "",
        "receipt": [row.assignment, row.number],
        "copy": reader is None,
        **({"person": reader} if reader is not None else {}),
    }


def receipts_said(tx: Tx, meant: Mapping[int, Mapping[str, Any]]) -> dict[int, Mapping[str, Any]]:
    """What each receipt says beside the facts that were frozen when it was meant, by the key it has among `meant`.

    Mails of other kinds are passed by.
    """
    wanted = {number: tuple(facts["receipt"]) for number, facts in meant.items() if "receipt" in facts}
    rows = {(r.assignment, r.number): r for r in receipts(tx, {task for task, _ in wanted.values()})}
    names = people_called(tx, {p for r in rows.values() for p in (r.handed_in_by, r.on_behalf_of) if p})
    found = {number: rows[key] for number, key in wanted.items() if key in rows}
    return {number: _details(row, replaced(row, rows.values()), names) for number, row in found.items()}


def _details(row: HandedInRow, before: HandedInRow | None, names: Mapping[str, Any]) -> dict[str, Any]:
    by, behalf = (names[p].name if p in names else "" for p in (row.handed_in_by, row.on_behalf_of))
    return {
        "reference": row.reference,
        "replaces": before.reference if before is not None else "",
        "at": row.handed_in_at.isoformat(),
        "by": by,
        "behalf": behalf,
        "functions": list(row.functions),
        "anchored": row.anchored,
        "late": row.late,
        "complete": row.complete,
        "answers": row.answers,
        "files": list(row.files),
    }
