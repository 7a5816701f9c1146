"""Accounts of those who work at the host: given out, changed, disabled, removed; all on record but the password."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select, update

from jimflow.actions.bulk import Bulk
from jimflow.actions.errors import BadInput, NotAllowed, NotFound
from jimflow.actions.passwords import hashed
from jimflow.actions.sign_in import end_all
from jimflow.core import audit
from jimflow.core.accounts import MAY, folded, wrong_login, wrong_password
from jimflow.core.mistakes import did_you_mean
from jimflow.core.model import Actor
from jimflow.runtime import Runtime
from jimflow.store.hot import INSTALLATION, append_audit
from jimflow.store.tables import Account, Submission, WebSession
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, write
from jimflow.texts.blockers import ZONE

_A, _W, _S = table(Account), table(WebSession), table(Submission)
_NEW = Bulk(
    Account,
    *("login", "name", "role", "language", "password", "made_at"),
    back=("login", "id"),
    conflict=lambda insert, _: insert.on_conflict_do_nothing(index_elements=["login"]),
)
"""Answers with nothing where the login is taken, also by whoever is adding it at this moment."""


def add_account(
    runtime: Runtime, login: str, name: str, role: str, password: str | None, actor: Actor, *, language: str = "sv"
) -> int:
    """Gives somebody an account; its number. `password` is None where another party vouches for the person.

    Raises BadInput for a login, name, role, language or password that will not do; NotAllowed where the login is or
    has been somebody's.
    """
    _right_words(login, name, role, language)
    key, kept = folded(login), _reckoned(password, login) if password is not None else ""
    with write(runtime.engine) as tx:
        now = runtime.clock()
        _record(tx, "account_added", actor, now, key, role=role)
        row = {"login": key, "name": name.strip(), "role": role, "language": language, "password": kept}
        made = _NEW.numbers(tx, [{**row, "made_at": now}])
        if not made:
            raise NotAllowed(
                f"Inloggningsnamnet {key} är upptaget. Det kan aldrig bli någon annans: välj ett annat.",
                f"The login {key} is taken. It can never become somebody else's: choose another.",
            )
        return made[key]


def set_password(runtime: Runtime, login: str, password: str, actor: Actor) -> int:
    """A new password, which ends every session of the account; how many. Raises BadInput and NotFound."""
    kept = _reckoned(password, login)
    with write(runtime.engine) as tx:
        now = runtime.clock()
        account = _changed(tx, "account_password", actor, now, login)
        _store(tx, account, password=kept)
        return end_all(tx, account.id, now)


def set_role(runtime: Runtime, login: str, role: str, actor: Actor) -> None:
    """Another role, which holds from the person's next page on. Raises BadInput and NotFound."""
    _right_role(role)
    with write(runtime.engine) as tx:
        account = _changed(tx, "account_role", actor, runtime.clock(), login, role=role)
        _store(tx, account, role=role)


def disable_account(runtime: Runtime, login: str, actor: Actor) -> int:
    """Nobody signs in to the account any more and every session of it ends; how many. Raises NotAllowed, NotFound."""
    with write(runtime.engine) as tx:
        now = runtime.clock()
        account = _changed(tx, "account_disabled", actor, now, login)
        if account.disabled_at is not None:
            raise NotAllowed(f"{account.login} är redan avstängt.", f"{account.login} is disabled already.")
        _store(tx, account, disabled_at=now)
        return end_all(tx, account.id, now)


def enable_account(runtime: Runtime, login: str, actor: Actor) -> None:
    """A disabled account may be used again, with the password it had. Raises NotAllowed and NotFound."""
    with write(runtime.engine) as tx:
        account = _changed(tx, "account_enabled", actor, runtime.clock(), login)
        if account.disabled_at is None:
            raise NotAllowed(f"{account.login} är inte avstängt.", f"{account.login} is not disabled.")
        _store(tx, account, disabled_at=None)


def end_sessions(runtime: Runtime, login: str, actor: Actor) -> int:
    """Signs the account out in every browser; how many. It may sign in again at once. Raises NotFound."""
    with write(runtime.engine) as tx:
        now = runtime.clock()
        return end_all(tx, _changed(tx, "account_signed_out", actor, now, login).id, now)


def remove_account(runtime: Runtime, login: str, actor: Actor) -> None:
    """Erases the name, the password, the sessions and what forms answered, for good. Raises NotFound and NotAllowed.

    The login stays and is never given out again: the audit names those who acted by it.
    """
    with write(runtime.engine) as tx:
        now = runtime.clock()
        account = _changed(tx, "account_removed", actor, now, login)
        _store(tx, account, name="", password="", disabled_at=account.disabled_at or now)
        for kind in (_W, _S):
            tx.connection.execute(delete(kind).where(kind.c.account == account.id))


def _right_words(login: str, name: str, role: str, language: str) -> None:
    wrong = wrong_login(login)
    if wrong is not None:
        raise BadInput(wrong.sv, wrong.en)
    if not name.strip():
        raise BadInput("Skriv personens namn (--name).", "Give the person's name (--name).")
    _right_role(role)
    if language not in ("sv", "en"):
        raise BadInput(f"Språket är sv eller en, inte {language}.", f"The language is sv or en, not {language}.")


def _right_role(role: str) -> None:
    if role not in MAY:
        close = did_you_mean(role, MAY)
        known = ", ".join(MAY)
        raise BadInput(
            f"Rollen {role} finns inte. " + (f"Menade du {close}?" if close else f"Det finns {known}."),
            f"There is no role {role}. " + (f"Did you mean {close}?" if close else f"There are {known}."),
        )


def _reckoned(password: str, login: str) -> str:
    wrong = wrong_password(password, login)
    if wrong is not None:
        raise BadInput(wrong.sv, wrong.en)
    return hashed(password)


def _changed(tx: Tx, kind: str, actor: Actor, now: datetime, login: str, **more: object) -> Any:
    """The account's row, held until the transaction ends, once what is done to it stands in the audit."""
    key = folded(login)
    _record(tx, kind, actor, now, key, **more)
    row = tx.connection.execute(select(_A).where(_A.c.login == key).with_for_update()).first()
    if row is None:
        close = did_you_mean(key, tx.connection.execute(select(_A.c.login).order_by(_A.c.login)).scalars().all())
        raise NotFound(
            f"Det finns inget konto {login}. " + (f"Menade du {close}?" if close else "Se jimflow user list."),
            f"There is no account {login}. " + (f"Did you mean {close}?" if close else "See jimflow user list."),
        )
    if not row.name:
        raise NotAllowed(
            f"Kontot {key} är borttaget. Gör ett nytt med ett annat inloggningsnamn: jimflow user add",
            f"The account {key} has been removed. Make a new one with another login: jimflow user add",
        )
    return row


def _store(tx: Tx, account: Any, **values: object) -> None:
    tx.connection.execute(update(_A).where(_A.c.id == account.id).values(**values))


def _record(tx: Tx, kind: str, actor: Actor, now: datetime, login: str, **more: object) -> None:
    """Comes first: whoever writes in the installation's chain takes its end before anything else."""
    local = now.astimezone(ZoneInfo(ZONE))
    payload = audit.payload(kind, now, local, actor, extra={"account": login, **more})
    append_audit(tx, INSTALLATION, payload, secrets.token_bytes(audit.SALT_BYTES))
