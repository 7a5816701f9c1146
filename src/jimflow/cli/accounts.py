"""How accounts are made, listed, changed and removed from the command line; a password is never a word of the call."""

from __future__ import annotations

import sys
from getpass import getpass

from jimflow.actions.accounts import (
    add_account,
    disable_account,
    enable_account,
    end_sessions,
    remove_account,
    set_password,
    set_role,
)
from jimflow.actions.erasure import GONE
from jimflow.actions.errors import BadInput
from jimflow.cli.desk import Desk
from jimflow.core.accounts import folded
from jimflow.core.mistakes import Said
from jimflow.store.queries.accounts import AccountRow, accounts
from jimflow.store.transaction import read
from jimflow.texts.words import ROLE, word


def added(desk: Desk, login: str, name: str, role: str, language: str, actor: str | None, *, from_stdin: bool) -> None:
    """Makes an account."""
    password = _password(desk, from_stdin=from_stdin)
    number = add_account(desk.runtime, login, name, role, password, desk.actor(actor), language=language)
    key = folded(login)
    if desk.document:
        desk.answer({"id": number, "login": key, "role": role})
        return
    sv, en = (word(ROLE, role, lang) for lang in ("sv", "en"))
    desk.say(f"{key} kan nu logga in som {sv}.", f"{key} can now sign in as {en}.")


def listed(desk: Desk) -> None:
    """A table, or a document."""
    with read(desk.runtime.engine) as tx:
        rows = accounts(tx)
    if desk.document:
        desk.answer({"accounts": [_document(row) for row in rows]})
        return
    if not rows:
        desk.say("Inga konton än. Gör ett med: jimflow user add", "No accounts yet. Make one with: jimflow user add")
        return
    from jimflow.cli.screen import table

    heads = Said("Inloggning|Namn|Roll|Senast inne", "Login|Name|Role|Last in").in_(desk.lang).split("|")
    table(heads, [[r.login, r.name or GONE, _role(desk, r), _seen(desk, r)] for r in rows])


def renewed(desk: Desk, login: str, actor: str | None, *, from_stdin: bool) -> None:
    """Gives a new password."""
    ended = set_password(desk.runtime, login, _password(desk, from_stdin=from_stdin), desk.actor(actor))
    desk.say(f"{folded(login)} har ett nytt lösenord.", f"{folded(login)} has a new password.")
    _ended(desk, ended)


def given_role(desk: Desk, login: str, role: str, actor: str | None) -> None:
    """Gives another role."""
    set_role(desk.runtime, login, role, desk.actor(actor))
    sv, en = (word(ROLE, role, lang) for lang in ("sv", "en"))
    desk.say(f"{folded(login)} är nu {sv}.", f"{folded(login)} is now {en}.")


def signed_out(desk: Desk, login: str, actor: str | None) -> None:
    """Signs out everywhere."""
    _ended(desk, end_sessions(desk.runtime, login, desk.actor(actor)))


def disabled(desk: Desk, login: str, actor: str | None) -> None:
    """Disables."""
    ended = disable_account(desk.runtime, login, desk.actor(actor))
    desk.say(f"{folded(login)} är avstängt.", f"{folded(login)} is disabled.")
    _ended(desk, ended)


def enabled(desk: Desk, login: str, actor: str | None) -> None:
    """Enables."""
    enable_account(desk.runtime, login, desk.actor(actor))
    desk.say(f"{folded(login)} kan logga in igen.", f"{folded(login)} can sign in again.")


def removed(desk: Desk, login: str, actor: str | None) -> None:
    """Removes, and says what is left."""
    remove_account(desk.runtime, login, desk.actor(actor))
    key = folded(login)
    desk.say(
        f"Namn, lösenord och inloggningar för {key} är raderade. Det kontot gjorde står kvar under inloggningsnamnet.",
        f"Name, password and sessions of {key} are erased. What the account did stays under its login.",
    )


def _password(desk: Desk, *, from_stdin: bool) -> str:
    """One line of standard input, or what is typed twice at a terminal and not shown. Raises BadInput."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise BadInput(
            "Lösenordet kan inte frågas efter här. Skicka det på standard in: --password-stdin",
            "There is no terminal to ask for the password at. Send it on standard input: --password-stdin",
        )
    first = getpass(Said("Lösenord, minst 12 tecken: ", "Password, at least 12 characters: ").in_(desk.lang))
    if getpass(Said("En gång till: ", "Once more: ").in_(desk.lang)) != first:
        raise BadInput(
            "Lösenorden är inte lika. Inget ändrades; försök igen.",
            "The passwords differ. Nothing was changed; try again.",
        )
    return first


def _ended(desk: Desk, count: int) -> None:
    if count == 0:
        desk.say("Ingen var inloggad.", "Nobody was signed in.")
    elif count == 1:
        desk.say("En webbläsare loggades ut.", "One browser was signed out.")
    else:
        desk.say(f"{count} webbläsare loggades ut.", f"{count} browsers were signed out.")


def _role(desk: Desk, row: AccountRow) -> str:
    off = Said(", avstängt", ", disabled").in_(desk.lang) if row.disabled_at is not None else ""
    return word(ROLE, row.role, desk.lang) + off


def _seen(desk: Desk, row: AccountRow) -> str:
    return f"{desk.local(row.seen_at):%Y-%m-%d %H:%M}" if row.seen_at is not None else "–"


def _document(row: AccountRow) -> dict[str, object]:
    return {
        "id": row.id,
        "login": row.login,
        "name": row.name or None,
        "role": row.role,
        "language": row.language,
        "made_at": row.made_at.isoformat(),
        "disabled_at": row.disabled_at.isoformat() if row.disabled_at else None,
        "seen_at": row.seen_at.isoformat() if row.seen_at else None,
    }
