"""Which person a browser is: by the session that it has, or by the link of a mail that it followed."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, or_, select, update

from jimflow.actions.guests import Guest
from jimflow.core.accounts import IDLE
from jimflow.runtime import Runtime
from jimflow.store.queries.seats import PersonRow, about, people_of, person_of, seats
from jimflow.store.sql import Sql
from jimflow.store.tables import Appointment, Mail, MailLink, PersonSession
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, read, write
from jimflow.texts.blockers import ZONE

SEEN_EVERY = timedelta(minutes=1)
"""How often it is written down that a browser is still there."""

_S, _L, _A, _M = table(PersonSession), table(MailLink), table(Appointment), table(Mail).c
_AT_WORK = (_S.c.ended_at.is_(None), _S.c.ends_at > bindparam("now"), _S.c.seen_at > bindparam("rested"))
_SESSION = Sql(
    select(_S.c.id, _S.c.person, _S.c.acting, _S.c.mail, _S.c.seen_at, _S.c.ends_at).where(
        _S.c.secret == bindparam("secret"), *_AT_WORK
    )
)
_SEEN = Sql(update(_S).where(_S.c.id == bindparam("session"), *_AT_WORK).values(seen_at=bindparam("now")))


def guest_of(runtime: Runtime, secret: str, token: str) -> Guest | None:
    """Who the browser is: it shows the secret of a session, or the token of a link, or both. Changes nothing.

    Whoever has signed in stays who she is on any link of hers; another link than the session's is only a link. None
    where neither is good any more. A session rests half an hour and lasts ten hours, as those of accounts.
    """
    with read(runtime.engine) as tx:
        now = runtime.clock()
        followed = linked(runtime, tx, token, now) if token else None
        known = guest_in(tx, secret, now) if secret else None
    if known is None or followed is None:
        return known or followed
    same = known.mail == followed.mail or (known.signed_in and known.id == followed.id)
    return known if same else followed


def linked(runtime: Runtime, tx: Tx, token: str, now: datetime) -> Guest | None:
    """The person that the mail with that link was written to; None where the link is not ours or is over."""
    mail = runtime.doors.mail_of(token) if runtime.doors is not None else None
    if mail is None or not link_holds(runtime, tx, mail, now):
        return None
    people = recipients(tx, mail, now.astimezone(ZoneInfo(ZONE)).date())
    return _guest(people[0], mail=mail) if people else None


def link_holds(runtime: Runtime, tx: Tx, mail: int, now: datetime) -> bool:
    """True for a mail with a link that is neither over nor revoked, and of the key that is used now."""
    row = tx.connection.execute(select(_L).where(_L.c.mail == mail)).first()
    if runtime.doors is None or row is None:
        return False
    return row.revoked_at is None and row.ends_at > now and row.key_id == runtime.doors.key_id


def recipients(tx: Tx, mail: int, today: date) -> list[PersonRow]:
    """Those of `addressees` who have not left: with a seat in the mail's round, or a function that is still to come."""
    held = [row.appointment for row in about(tx, mail) if row.appointment is not None]
    ahead = select(_A.c.person).where(_A.c.id.in_(held), or_(_A.c.until.is_(None), _A.c.until >= today))
    of_round = tx.connection.execute(select(_M.round).where(_M.id == mail)).scalar_one()
    kept = set(tx.connection.execute(ahead).scalars())
    return [
        p
        for p in addressees(tx, mail)
        if p.id in kept or any(seat.round == of_round for seat in seats(tx, p.id, today))
    ]


def addressees(tx: Tx, mail: int) -> list[PersonRow]:
    """Those whom a mail was written to; one address may be several people's.

    By the functions they hold, unless the facts of what it says name the `person`: a colleague whom the holder of the
    function has sent it on to.
    """
    rows = about(tx, mail)
    numbers = [row.appointment for row in rows if row.appointment is not None]
    held = tx.connection.execute(select(_A.c.id, _A.c.person).where(_A.c.id.in_(numbers))) if numbers else ()
    holder = {row.id: row.person for row in held}
    people = [json.loads(row.facts).get("person") or holder.get(row.appointment) for row in rows]
    found = people_of(tx, {p for p in people if p is not None})
    return [found[p] for p in dict.fromkeys(people) if p in found]


def touch_guest(runtime: Runtime, guest: Guest) -> None:
    """Keeps the session from ending for having rested; written at most once a minute."""
    now = runtime.clock()
    if guest.session and guest.seen_at is not None and now - guest.seen_at >= SEEN_EVERY:
        with write(runtime.engine) as tx:
            tx.change(_SEEN, session=guest.session, now=now, rested=now - IDLE)


def mark(secret: str) -> str:
    """What is kept of a secret."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()


def guest_in(tx: Tx, secret: str, now: datetime) -> Guest | None:
    """The person whose session the secret is of; None where there is none, or it is over."""
    found = tx.rows(_SESSION, secret=mark(secret), now=now, rested=now - IDLE)
    if not found:
        return None
    session, person, acting, mail, seen_at, ends_at = found[0]
    who = person_of(tx, person)
    return _guest(who, session, mail, person_of(tx, acting) if acting else None, seen_at, ends_at) if who else None


def _guest(
    who: PersonRow,
    session: int = 0,
    mail: int | None = None,
    acting: PersonRow | None = None,
    seen_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> Guest:
    return Guest(
        id=who.id,
        pseudonym=who.pseudonym,
        name=who.name,
        address=who.mail,
        language=who.language,
        session=session,
        mail=mail,
        acting=acting.id if acting is not None else None,
        acting_name=acting.name if acting is not None else "",
        acting_as=acting.pseudonym if acting is not None else "",
        seen_at=seen_at,
        ends_at=ends_at,
    )
