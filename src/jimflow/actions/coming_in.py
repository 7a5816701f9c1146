"""Coming in without an account, by the link of a mail and the code that stands beside it."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from math import ceil
from zoneinfo import ZoneInfo

from sqlalchemy import func, insert, select

from jimflow.actions.doors import guest_in, link_holds, mark, recipients
from jimflow.actions.errors import BadInput
from jimflow.actions.going_out import end, forget_old
from jimflow.actions.guesses import MAIL, NEVER, counted, forgiven, last_try, place_rests, wrong_link
from jimflow.actions.guests import Guest
from jimflow.actions.person_rows import Someone, known_people, written_people
from jimflow.core.accounts import LONGEST
from jimflow.core.address import AddressError, parse_address
from jimflow.core.doors import Doors, same_code
from jimflow.runtime import Runtime
from jimflow.store.queries.seats import PersonRow, about
from jimflow.store.tables import Appointment, Mail, PersonSession
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, read, write
from jimflow.texts.blockers import ZONE

log = logging.getLogger(__name__)

SECRET_BYTES = 32
LONGEST_NAME = 200

_S, _A, _M = table(PersonSession), table(Appointment).c, table(Mail).c


@dataclass(frozen=True, slots=True)
class Acting:
    """Who sits there instead of the person the mail was written to, in their own words."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Session:
    """What a browser gets: the secret it shows from now on, which is kept nowhere else, and who it is."""

    secret: str = field(repr=False)
    guest: Guest


@dataclass(frozen=True, slots=True)
class Choice:
    """The code was right and the address is several people's. Nobody is in yet: who of them is it?"""

    people: tuple[PersonRow, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """Nobody came in. `seconds` until a try is looked at again; 0: it was wrong, or is over.

    `spent`: the code of that mail has been tried too often to open anything any more; a code that is sent still does.
    """

    seconds: int = 0
    spent: bool = False
    last: bool = field(default=False, compare=False)
    """It was wrong, and one more try is looked at."""
    code_works: bool = field(default=False, compare=False)
    """A code that is sent to the address may be typed at once, though this one must wait."""


@dataclass(frozen=True, slots=True)
class Door:
    """What may be said to whoever has followed a link, before any code. `address` is masked: a…k@….

    `asks_who`: the mail went to somebody else's address, as an assistant's, who must say who she is.
    """

    address: str
    people: tuple[PersonRow, ...]
    asks_who: bool


def begin_session(
    runtime: Runtime, person: int, *, mail: int | None = None, acting: int | None = None
) -> tuple[str, Guest]:
    """A session of that person, and its secret. `mail`: only what that mail is about is open; None: signed in.

    For whoever has proved it already: nothing is asked here. `acting` is the number of the person who sits there.
    """
    with write(runtime.engine) as tx:
        session = begin(tx, person, mail, acting, runtime.clock())
    return session.secret, session.guest


def begin(tx: Tx, person: int, mail: int | None, acting: int | None, now: datetime) -> Session:
    """The same in the transaction at hand. What is long over goes."""
    forget_old(tx, now)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    row = {"secret": mark(secret), "person": person, "acting": acting, "mail": mail}
    made = insert(_S).values(**row, began_at=now, seen_at=now, ends_at=now + LONGEST)
    tx.connection.execute(made)
    guest = guest_in(tx, secret, now)
    assert guest is not None
    log.info("person %d came in", person)
    return Session(secret, guest)


def at_the_door(runtime: Runtime, token: str) -> Door | None:
    """Whom the mail with that link was written to; None where the link is not ours or is over. Changes nothing."""
    mail = _mail_of(runtime.doors, token)
    if mail is None:
        return None
    with read(runtime.engine) as tx:
        now = runtime.clock()
        people = recipients(tx, mail, today(now)) if link_holds(runtime, tx, mail, now) else []
        elsewhere = people and _elsewhere(tx, mail, people)
        return Door(masked(_address(tx, mail)), tuple(people), bool(elsewhere)) if people else None


def type_mail_code(
    runtime: Runtime,
    token: str,
    code: str,
    origin: str,
    *,
    person: int | None = None,
    acting: Acting | None = None,
    instead_of: str = "",
) -> Session | Choice | Refused:
    """A session for whoever has the link of a mail and its code, open to what that mail is about.

    `person`: which of several people at the address it is. `acting`: who sits there instead of the person.
    `origin`: the address the request came from. `instead_of`: the secret of the session that this one replaces.
    Raises BadInput for an `acting` that will not do, or that is missing where the mail went to somebody else.
    """
    mail = _mail_of(runtime.doors, token)
    if runtime.doors is None or mail is None:
        wrong_link(runtime, origin)
        return Refused()
    with read(runtime.engine) as tx:
        if not link_holds(runtime, tx, mail, runtime.clock()):
            return Refused()
        sits_there = _sits_there(tx, mail, acting, runtime.clock())
    tried = f"{MAIL}{mail}"
    rest = counted(runtime, tried, origin)
    if rest:
        log.warning("mail %d: too many wrong codes", mail)
        if rest == NEVER:
            return Refused(spent=True)
        return Refused(ceil(rest.total_seconds()), code_works=not place_rests(runtime, origin))
    if not same_code(runtime.doors.code(mail), code):
        return Refused(last=last_try(runtime, tried))
    with write(runtime.engine) as tx:
        now = runtime.clock()
        forgiven(tx, origin, tried)
        people = recipients(tx, mail, today(now)) if link_holds(runtime, tx, mail, now) else []
        if not people:
            return Refused()
        who = the_one(people, person)
        if who is None:
            return Choice(tuple(people))
        end(tx, _S.c.secret == mark(instead_of), now)
        return begin(tx, who.id, mail, _written(tx, sits_there, who), now)


def the_one(people: Sequence[PersonRow], person: int | None) -> PersonRow | None:
    """The only one, or the one who was chosen; None where it must still be chosen."""
    return people[0] if len(people) == 1 else next((p for p in people if p.id == person), None)


def today(now: datetime) -> date:
    """The day it is here."""
    return now.astimezone(ZoneInfo(ZONE)).date()


def masked(address: str) -> str:
    """a…k@…: enough for whoever has the address, and nothing for others."""
    name = address.partition("@")[0]
    return f"{name[:1]}…{name[-1:] if len(name) > 2 else ''}@…"


def _mail_of(doors: Doors | None, token: str) -> int | None:
    return doors.mail_of(token) if doors is not None and token else None


def _address(tx: Tx, mail: int) -> str:
    return str(tx.connection.execute(select(_M.address).where(_M.id == mail)).scalar_one())


def _elsewhere(tx: Tx, mail: int, people: Sequence[PersonRow]) -> bool:
    """True where the mail went to an address that is none of the people's own."""
    held = {row.appointment for row in about(tx, mail) if row.appointment is not None}
    addresses = tx.connection.execute(select(func.lower(_A.address)).where(_A.id.in_(held))).scalars()
    return _address(tx, mail).lower() not in {*(p.mail.lower() for p in people), *addresses}


def _sits_there(tx: Tx, mail: int, acting: Acting | None, now: datetime) -> Someone | None:
    """The person who says that she answers for another, as she is written down."""
    people = recipients(tx, mail, today(now))
    elsewhere = _elsewhere(tx, mail, people)
    name = " ".join(acting.name.split()) if acting is not None else ""
    if acting is None and not elsewhere:
        return None
    if not name or len(name) > LONGEST_NAME:
        raise BadInput("Skriv ditt namn: vem är det som svarar?", "Write your name: who is it that answers?")
    typed = acting.address.strip() if acting is not None else ""
    try:
        address = parse_address(typed or (_address(tx, mail) if elsewhere else ""))
    except AddressError as wrong:
        raise BadInput(
            f"Din e-postadress: {wrong.what.sv} – {wrong.suggestion.sv}.",
            f"Your e-mail address: {wrong.what.en} – {wrong.suggestion.en}.",
        ) from None
    return Someone(name, address, people[0].language if people else "sv")


def _written(tx: Tx, someone: Someone | None, who: PersonRow) -> int | None:
    """The number of whoever sits there; None where it is the very person. Whoever is known is not changed."""
    if someone is None or (someone.name.casefold(), someone.mail.lower()) == (who.name.casefold(), who.mail.lower()):
        return None
    known = known_people(tx, [someone]) or written_people(tx, [someone])
    return known[someone.key].id
