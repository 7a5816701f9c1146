"""Going out: sessions of those who take part end, links are revoked, and what is long over is forgotten."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, bindparam, delete, func, select, update

from jimflow.actions.doors import mark
from jimflow.actions.errors import BadInput, NotFound
from jimflow.core import audit
from jimflow.core.accounts import IDLE
from jimflow.core.model import Actor
from jimflow.mail.sign_in import TEMPLATE as A_CODE
from jimflow.runtime import Runtime
from jimflow.store.hot import INSTALLATION, append_audit
from jimflow.store.queries.seats import mails_to
from jimflow.store.tables import (
    Intent,
    Mail,
    MailLink,
    Person,
    PersonSession,
    SignInCode,
    Unwritten,
)
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, write
from jimflow.texts.blockers import ZONE

KEPT = timedelta(days=30)
"""How long it can still be seen that somebody was there."""

_S, _C, _L = table(PersonSession), table(SignInCode), table(MailLink)
_I, _P = (table(t).c for t in (Intent, Person))
_AT_WORK = (_S.c.ended_at.is_(None), _S.c.ends_at > bindparam("now"), _S.c.seen_at > bindparam("rested"))


def end_session(runtime: Runtime, secret: str) -> None:
    """The browser that shows `secret` is out, in all its windows."""
    with write(runtime.engine) as tx:
        end(tx, _S.c.secret == mark(secret), runtime.clock())


def end_all_sessions(runtime: Runtime, person: int) -> int:
    """The person is out everywhere, also where somebody sat there for her; how many sessions were not over yet."""
    with write(runtime.engine) as tx:
        return end(tx, _of(person), runtime.clock())


def end(tx: Tx, which: ColumnElement[bool], now: datetime) -> int:
    """Ends sessions in the transaction at hand; how many were not over yet."""
    going = select(func.count()).where(which, *_AT_WORK)
    count: int = tx.connection.execute(going, {"now": now, "rested": now - IDLE}).scalar_one()
    tx.connection.execute(update(_S).where(which, _S.c.ended_at.is_(None)).values(ended_at=now))
    return count


def revoke_links(
    runtime: Runtime, actor: Actor, *, person: int | None = None, mail: int | None = None, reason: str = ""
) -> int:
    """The links of a person's mails, or of one mail, open nothing from now on; how many. On record.

    What was begun by them ends at once, and of a person also where she has signed in. Raises NotFound for a mail that
    has no link, or a person who is not there.
    """
    if (person is None) == (mail is None):
        raise BadInput("Ange en person eller ett mejl.", "Give a person or a mail.")
    with write(runtime.engine) as tx:
        now = runtime.clock()
        extra: dict[str, object] = {}
        if person is not None:
            pseudonym = tx.connection.execute(select(_P.pseudonym).where(_P.id == person)).scalar_one_or_none()
            if pseudonym is None:
                raise NotFound(f"Person nr {person} finns inte.", f"There is no person no. {person}.")
            extra["people"] = [pseudonym]
            revoked = revoke_of(tx, person, now)
            end(tx, _of(person), now)
        else:
            revoked = _revoke(tx, _L.c.mail == mail, now)
            known = select(_L.c.mail).where(_L.c.mail == mail)
            if tx.connection.execute(known).first() is None:
                raise NotFound(f"Mejl nr {mail} har ingen länk.", f"Mail no. {mail} has no link.")
        said = {**extra, "mails": revoked}
        local = now.astimezone(ZoneInfo(ZONE))
        payload = audit.payload("links_revoked", now, local, actor, reason=reason, extra=said)
        append_audit(tx, INSTALLATION, payload, secrets.token_bytes(audit.SALT_BYTES))
        return len(revoked)


def revoke_of(tx: Tx, person: int, now: datetime) -> list[int]:
    """Revokes every link that was written to the person, in the transaction at hand; the numbers of the mails."""
    return _revoke(tx, _L.c.mail.in_(mails_to(tx, person)), now)


def forget_old(tx: Tx, now: datetime) -> None:
    """What nobody can use any more goes: sessions, links and the mails of codes after a month, codes after a day."""
    tx.connection.execute(delete(_S).where(_S.c.ends_at <= now - KEPT))
    tx.connection.execute(delete(_C).where(_C.c.ends_at <= now - timedelta(days=1)))
    tx.connection.execute(delete(_L).where(_L.c.ends_at <= now - KEPT))
    old = select(_I.id, _I.mail).where(_I.template == A_CODE, _I.made_at <= now - KEPT)
    if told := tx.connection.execute(old).all():
        asked, mails = ([row[n] for row in told if row[n] is not None] for n in (0, 1))
        for kind, column, numbers in ((Unwritten, "intent", asked), (Intent, "id", asked), (Mail, "id", mails)):
            tx.connection.execute(delete(table(kind)).where(table(kind).c[column].in_(numbers)))


def _of(person: int) -> ColumnElement[bool]:
    return (_S.c.person == person) | (_S.c.acting == person)


def _revoke(tx: Tx, which: ColumnElement[bool], now: datetime) -> list[int]:
    good = update(_L).where(which, _L.c.revoked_at.is_(None), _L.c.ends_at > now).values(revoked_at=now)
    revoked = sorted(tx.connection.execute(good.returning(_L.c.mail)).scalars())
    end(tx, _S.c.mail.in_(revoked), now)
    return revoked
