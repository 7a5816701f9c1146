"""Signing in and out: who proves to be whom, for how long the browser is believed, and how often one may try."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from math import ceil
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, text, update

from jimflow.actions.passwords import fits, hashed, outdated
from jimflow.actions.submissions import forget_answers
from jimflow.core.accounts import IDLE, LONGEST, WINDOW, folded, place_of, rest_before_next_try
from jimflow.runtime import Runtime
from jimflow.store.sql import Sql
from jimflow.store.tables import Account, SignInTry, WebSession
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, read, write

log = logging.getLogger(__name__)

SEEN_EVERY = timedelta(minutes=1)
"""How often it is written down that a browser is still there."""

KEPT = timedelta(days=30)
"""How long it can still be seen that somebody was signed in."""

SECRET_BYTES = 32

_A, _W, _T = table(Account), table(WebSession), table(SignInTry)
_AT_WORK = (
    _W.c.ended_at.is_(None),
    _W.c.ends_at > bindparam("now"),
    _W.c.seen_at > bindparam("rested"),
)
_SIGNED_IN = Sql(
    select(
        *(_A.c.id, _A.c.login, _A.c.name, _A.c.role, _A.c.language),
        *(_W.c.id.label("session"), _W.c.seen_at, _W.c.ends_at),
    )
    .join_from(_W, _A, _W.c.account == _A.c.id)
    .where(_W.c.secret == bindparam("secret"), _A.c.disabled_at.is_(None), *_AT_WORK)
)
_SEEN = Sql(update(_W).where(_W.c.id == bindparam("session"), *_AT_WORK).values(seen_at=bindparam("now")))
_TRYING = text("LOCK TABLE sign_in_try IN SHARE ROW EXCLUSIVE MODE")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The account that a browser is signed in to. `session` is the number of its row, `ends_at` the end in any case."""

    id: int
    login: str
    name: str
    role: str
    language: str
    session: int
    seen_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """What a browser gets: the secret it shows from now on, which is kept nowhere else."""

    secret: str = field(repr=False)
    account: SignedIn


@dataclass(frozen=True, slots=True)
class Refused:
    """Nobody was signed in. `seconds` until a try is looked at again; 0: login and password do not fit each other."""

    seconds: int = 0


def sign_in(runtime: Runtime, login: str, password: str, origin: str) -> Session | Refused:
    """A session for whoever knows the password of the login; `origin` is the address the request came from.

    An unknown login, a disabled account and a wrong password cannot be told apart, neither by the answer nor by the
    work. A try is counted before it is looked at, so tries made at the same moment count as many as they are.
    """
    key = folded(login)
    tried = _mark(key), place_of(origin)
    rest = _count(runtime, *tried)
    if rest:
        log.warning("sign-in: too many failed tries from one place")
        return Refused(ceil(rest.total_seconds()))
    while True:
        kept, able = _kept(runtime, key)
        if not fits(kept, password) or not able:
            return Refused()
        better = hashed(password) if outdated(kept) else kept
        with write(runtime.engine) as tx:
            session = _begin(tx, key, runtime.clock(), kept)
            if session is not None:
                _forget(tx, *tried)
                if better != kept:
                    tx.connection.execute(update(_A).where(_A.c.login == key).values(password=better))
                return session


def sign_in_as(runtime: Runtime, login: str) -> Session | Refused:
    """A session for a person whom another party has vouched for: that it is the person of this login is proven.

    Single sign-on calls this when it has checked what the identity provider said; nothing here asks for a password.
    """
    with write(runtime.engine) as tx:
        return _begin(tx, folded(login), runtime.clock(), None) or Refused()


def signed_in(runtime: Runtime, secret: str) -> SignedIn | None:
    """The account of the browser that shows `secret`; None when it is not, or no longer, signed in. Changes nothing.

    It ends half an hour after it was last seen, ten hours after it began, and at once when it is signed out or the
    account is disabled. A role that is changed holds from the next call on.
    """
    now = runtime.clock()
    with read(runtime.engine) as tx:
        found = tx.rows(_SIGNED_IN, secret=_mark(secret), now=now, rested=now - IDLE)
    return SignedIn(*found[0]) if found else None


def touch(runtime: Runtime, account: SignedIn) -> None:
    """Keeps it from ending for having rested; written at most once a minute, and never for a session that has ended."""
    now = runtime.clock()
    if now - account.seen_at >= SEEN_EVERY:
        with write(runtime.engine) as tx:
            tx.change(_SEEN, session=account.session, now=now, rested=now - IDLE)


def sign_out(runtime: Runtime, secret: str) -> None:
    """The browser that shows `secret` is signed out, in all its windows."""
    with write(runtime.engine) as tx:
        _end(tx, _W.c.secret == _mark(secret), runtime.clock())


def end_all(tx: Tx, account: int, now: datetime) -> int:
    """Signs the account out everywhere; how many sessions were not over yet."""
    return _end(tx, _W.c.account == account, now)


def _end(tx: Tx, which: Any, now: datetime) -> int:
    going = select(func.count()).where(which, *_AT_WORK)
    count: int = tx.connection.execute(going, {"now": now, "rested": now - IDLE}).scalar_one()
    tx.connection.execute(update(_W).where(which, _W.c.ended_at.is_(None)).values(ended_at=now))
    return count


def _count(runtime: Runtime, login: str, place: str) -> timedelta:
    """Counts a try as failed, unless it must wait: then how long, and nothing is counted. What is old goes."""
    with write(runtime.engine) as tx:
        _one_at_a_time(tx)
        now = runtime.clock()
        tx.connection.execute(delete(_T).where(_T.c.made_at <= now - WINDOW))
        tx.connection.execute(delete(_W).where(_W.c.ends_at <= now - KEPT))
        forget_answers(tx, now - LONGEST)
        wanted = select(_T.c.login, _T.c.made_at).where(_T.c.origin == place).order_by(_T.c.made_at)
        made = tx.connection.execute(wanted).all()
        rest = rest_before_next_try([at for typed, at in made if typed == login], [at for _, at in made], now)
        if not rest:
            tx.connection.execute(insert(_T).values(login=login, origin=place, made_at=now))
        return rest


def _forget(tx: Tx, login: str, place: str) -> None:
    """Whoever got in had the right to try."""
    _one_at_a_time(tx)
    tx.connection.execute(delete(_T).where(_T.c.login == login, _T.c.origin == place))


def _one_at_a_time(tx: Tx) -> None:
    """Nobody else counts tries until this transaction ends. On SQLite a writer is alone from the start."""
    if tx.dialect != "sqlite":
        tx.connection.execute(_TRYING)


def _kept(runtime: Runtime, login: str) -> tuple[str, bool]:
    """What is kept of the login's password, and whether the account may be used; ("", False) when there is none."""
    with read(runtime.engine) as tx:
        wanted = select(_A.c.password, _A.c.disabled_at.is_(None)).where(_A.c.login == login)
        row = tx.connection.execute(wanted).first()
    return (row[0], bool(row[1])) if row is not None else ("", False)


def _begin(tx: Tx, login: str, now: datetime, proven: str | None) -> Session | None:
    """A session; None when the account is not there, is disabled, or no longer has the password that was `proven`."""
    row = tx.connection.execute(select(_A).where(_A.c.login == login).with_for_update()).first()
    if row is None or row.disabled_at is not None or proven not in (None, row.password):
        return None
    secret, ends_at = secrets.token_urlsafe(SECRET_BYTES), now + LONGEST
    made = insert(_W).values(secret=_mark(secret), account=row.id, began_at=now, seen_at=now, ends_at=ends_at)
    number = tx.connection.execute(made.returning(_W.c.id)).scalar_one()
    log.info("sign-in of account %d", row.id)
    return Session(secret, SignedIn(row.id, row.login, row.name, row.role, row.language, number, now, ends_at))


def _mark(secret: str) -> str:
    """What is kept of a secret; of a login that was typed too, since people type their password there by mistake."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()
