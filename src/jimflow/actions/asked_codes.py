"""Signing in without an account: a code is asked for in one browser, sent by mail, and typed there."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any

from sqlalchemy import insert, select, update

from jimflow.actions.coming_in import Choice, Refused, Session, begin, the_one, today
from jimflow.actions.doors import mark
from jimflow.actions.errors import BadInput
from jimflow.actions.going_out import end
from jimflow.actions.guesses import ASK, counted, forgiven, last_try, place_rests
from jimflow.core.accounts import place_of
from jimflow.core.address import AddressError, parse_address
from jimflow.core.canonical import canonical
from jimflow.core.doors import ASKED, ASKED_WINDOW, CODE_LIFE, PLACE_GUESSES, Doors, same_code
from jimflow.mail.sign_in import TEMPLATE
from jimflow.runtime import Runtime
from jimflow.store.hot import NewIntent, insert_intents
from jimflow.store.queries.addresses import AtAddress, addresses_of, people_at
from jimflow.store.tables import PersonSession, SignInCode
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, read, write

log = logging.getLogger(__name__)

_S, _C = table(PersonSession), table(SignInCode)


@dataclass(frozen=True, slots=True)
class Asked:
    """A code is on its way, if the address is that of somebody who takes part. It is good until then."""

    until: datetime


def ask_for_code(runtime: Runtime, address: str, browser: str, origin: str) -> Asked | Refused:
    """Sends a code to the address, if it is that of somebody who takes part; the answer is the same if it is not.

    `browser` is the browser's own secret: only there the code will do, once, for ten minutes. Raises BadInput for what
    is no address.
    """
    if runtime.doors is None:
        return Refused()
    typed = _one_address(address)
    rest = counted(runtime, f"{ASK}{mark(typed)}", origin, many=ASKED, within=ASKED_WINDOW)
    if rest:
        log.warning("too many codes asked for")
        return Refused(ceil(rest.total_seconds()))
    with write(runtime.engine) as tx:
        now = runtime.clock()
        found = people_at(tx, typed, today(now))
        first = found[0].person.id if found else None
        row = {"person": first, "address": mark(typed), "browser": mark(browser), "key_id": runtime.doors.key_id}
        made = insert(_C).values(**row, made_at=now, ends_at=now + CODE_LIFE).returning(_C.c.id)
        number: int = tx.connection.execute(made).scalar_one()
        if found:
            insert_intents(tx, [_to_be_sent(number, found[0], now)])
        return Asked(now + CODE_LIFE)


def type_sign_in_code(
    runtime: Runtime, browser: str, code: str, origin: str, *, person: int | None = None, instead_of: str = ""
) -> Session | Choice | Refused:
    """A session for whoever typed a code in the browser it was asked for in: everything of that person is open.

    Of the codes asked for there, those for the address asked for last will do while they are good, so that the one
    that comes first may be typed. `person` and `instead_of` as for the code of a mail.
    """
    if runtime.doors is None:
        return Refused()
    with read(runtime.engine) as tx:
        asked = _good(tx, runtime.doors, browser, runtime.clock())
    if asked:
        rest = counted(runtime, tried := f"sign-in:{asked[0].id}", origin)
    else:
        rest = counted(runtime, tried := f"nothing:{place_of(origin)}", origin, many=PLACE_GUESSES)
    if rest:
        log.warning("too many wrong codes to sign in with")
        return Refused(ceil(rest.total_seconds()), code_works=not place_rests(runtime, origin))
    right = next((row for row in asked if same_code(runtime.doors.sign_in_code(row.id), code)), None)
    if right is None or right.person is None:
        return Refused(last=bool(asked) and last_try(runtime, tried))
    with write(runtime.engine) as tx:
        now = runtime.clock()
        people = [found.person for found in _again(tx, right, now)]
        who = the_one(people, person) if people else None
        if who is None:
            return Choice(tuple(people)) if people else Refused()
        if not _use(tx, right, now):
            return Refused()
        forgiven(tx, origin, tried, f"{ASK}{right.address}")
        end(tx, _S.c.secret == mark(instead_of), now)
        return begin(tx, who.id, None, None, now)


def _one_address(typed: str) -> str:
    try:
        return parse_address(typed).lower()
    except AddressError as wrong:
        raise BadInput(
            f"E-postadressen: {wrong.what.sv} – {wrong.suggestion.sv}.",
            f"The e-mail address: {wrong.what.en} – {wrong.suggestion.en}.",
        ) from None


def _to_be_sent(number: int, to: AtAddress, now: datetime) -> NewIntent:
    """The mail, which no review holds: in ten minutes it is worth nothing."""
    return NewIntent(
        key=f"sign-in:{number}",
        mail_class="immediate",
        template=TEMPLATE,
        item=f"sign-in:{number}",
        participation=None,
        appointment=to.appointment,
        function=to.function,
        address=to.address,
        language=to.person.language,
        facts=canonical({"number": number, "until": (now + CODE_LIFE).isoformat()}).decode(),
        made_at=now,
        send_at=now,
    )


def _good(tx: Tx, doors: Doors, browser: str, now: datetime) -> Sequence[Any]:
    """The codes that will do in the browser, the one asked for last first."""
    wanted = (
        select(_C)
        .where(_C.c.browser == mark(browser), _C.c.key_id == doors.key_id, _C.c.used_at.is_(None), _C.c.ends_at > now)
        .order_by(_C.c.id.desc())
    )
    found = tx.connection.execute(wanted).all()
    return [row for row in found if row.address == found[0].address]


def _again(tx: Tx, row: Any, now: datetime) -> list[AtAddress]:
    """Those at the address that was typed, of which only a mark is kept: found by one whose address it is."""
    for address in addresses_of(tx, row.person):
        if mark(address) == row.address:
            return people_at(tx, address, today(now))
    return []


def _use(tx: Tx, row: Any, now: datetime) -> bool:
    """A code is used once, and with it the others that were asked for with it; False where somebody was faster."""
    alone = update(_C).where(_C.c.id == row.id, _C.c.used_at.is_(None)).values(used_at=now)
    if tx.connection.execute(alone).rowcount == 0:
        return False
    others = update(_C).where(_C.c.browser == row.browser, _C.c.used_at.is_(None)).values(used_at=now)
    tx.connection.execute(others)
    return True
