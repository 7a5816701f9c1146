"""A name that is new to the installation: an organisation, or a subject that is none."""

from __future__ import annotations

import re
import secrets

from jimflow.actions.bulk import Bulk
from jimflow.actions.errors import BadInput, NotAllowed
from jimflow.core import audit
from jimflow.core.address import AddressError, parse_address
from jimflow.core.mistakes import Said
from jimflow.core.model import Actor
from jimflow.runtime import Runtime
from jimflow.store import tables as t
from jimflow.store.hot import INSTALLATION, append_audit
from jimflow.store.transaction import Tx, write

_CODE = re.compile(r"[a-z][a-z0-9_-]*")
_NEW = Bulk(
    t.Organisation,
    *("code", "name_sv", "name_en", "short", "mailbox"),
    back=("code",),
    conflict=lambda insert, _: insert.on_conflict_do_nothing(index_elements=["code"]),
)
"""Answers with nothing where the code is taken, also by whoever is adding it at this moment."""


def add_organisation(runtime: Runtime, code: str, name: Said, mailbox: str, actor: Actor, *, short: str = "") -> None:
    """Adds an organisation that no round has named yet; the installation's chain tells who did it.

    Raises NotAllowed where the code is taken, BadInput for a code, a name or an address that will not do.
    """
    with write(runtime.engine) as tx:
        now = runtime.clock()
        named = {"organisation": code, "name": [name.sv.strip(), (name.en or name.sv).strip()]}
        payload = audit.payload("organisation_added", now, now, actor, extra=named)
        # The chain comes first, as when a round with its organisations is loaded: so nobody waits for each other.
        append_audit(tx, INSTALLATION, payload, secrets.token_bytes(audit.SALT_BYTES))
        store_name(tx, code, name, mailbox, short)


def store_name(tx: Tx, code: str, name: Said, mailbox: str, short: str = "") -> None:
    """The same, in the transaction at hand."""
    if not _CODE.fullmatch(code):
        raise BadInput(
            f"{code} kan inte vara ett id: skriv små bokstäver a–z, siffror, _ och -.",
            f"{code} cannot be an id: write small letters a–z, digits, _ and -.",
        )
    if not name.sv.strip():
        raise BadInput("Skriv namnet (--name).", "Give the name (--name).")
    try:
        address = parse_address(mailbox)
    except AddressError as error:
        raise BadInput(f"{error.what.sv}: {error.suggestion.sv}.", f"{error.what.en}: {error.suggestion.en}.") from None
    row = {"code": code, "name_sv": name.sv.strip(), "name_en": (name.en or name.sv).strip()}
    if not _NEW.add(tx, [{**row, "short": short, "mailbox": address}]):
        raise NotAllowed(f"{code} finns redan. Välj ett annat id.", f"{code} exists already. Choose another id.")
