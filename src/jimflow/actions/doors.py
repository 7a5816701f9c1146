"""Which person a browser is: by the session that it has, or by the link of a mail that it followed."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import bindparam, select, update

from jimflow.actions.guests import Guest
from jimflow.core.accounts import IDLE
from jimflow.runtime import Runtime
from jimflow.store.queries.seats import PersonRow, about, people_of, person_of
from jimflow.store.sql import Sql
from jimflow.store.tables import Appointment, MailLink, PersonSession
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, read, write

SEEN_EVERY = timedelta(minutes=1)
"""How often it is written down that a browser is still there."""

_S, _L, _A = table(PersonSession), table(MailLink), table(Appointment)
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
        known = _in_session(tx, secret, now) if secret else None
    if known is None or followed is None:
        return known or followed
    same = known.mail == followed.mail or (known.signed_in and known.id == followed.id)
    return known if same else followed


def linked(runtime: Runtime, tx: Tx, token: str, now: datetime) -> Guest | None:
    """The person that the mail with that link was written to; None where the link is not ours or is over."""
    mail = runtime.doors.mail_of(token) if runtime.doors is not None else None
    if mail is None or not _good(runtime, tx, mail, now):
        return None
    people = addressees(tx, mail)
    return _guest(people[0], mail=mail) if people else None


def addressees(tx: Tx, mail: int) -> list[PersonRow]:
    """Those whom a mail was written to, by the functions they hold; one address may be several people's."""
    numbers = list(dict.fromkeys(row.appointment for row in about(tx, mail) if row.appointment is not None))
    if not numbers:
        return []
    rows = tx.connection.execute(select(_A.c.id, _A.c.person).where(_A.c.id.in_(numbers)))
    person = {row.id: row.person for row in rows}
    found = people_of(tx, set(person.values()))
    return [found[p] for p in dict.fromkeys(person[n] for n in numbers if n in person)]


def touch_guest(runtime: Runtime, guest: Guest) -> None:
    """Keeps the session from ending for having rested; written at most once a minute."""
    now = runtime.clock()
    if guest.session and guest.seen_at is not None and now - guest.seen_at >= SEEN_EVERY:
        with write(runtime.engine) as tx:
            tx.change(_SEEN, session=guest.session, now=now, rested=now - IDLE)


def mark(secret: str) -> str:
    """What is kept of a secret."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()


def _good(runtime: Runtime, tx: Tx, mail: int, now: datetime) -> bool:
    row = tx.connection.execute(select(_L).where(_L.c.mail == mail)).first()
    assert runtime.doors is not None
    return row is not None and row.revoked_at is None and row.ends_at > now and row.key_id == runtime.doors.key_id


def _in_session(tx: Tx, secret: str, now: datetime) -> Guest | None:
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
