"""The links and codes of mails: that a mail has them is written with it; they are filled in as it leaves."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import insert, select, update

from jimflow.core.doors import AFTERWARDS, LINK_LIFE, spaced
from jimflow.mail.mime import LINK, SLOT, fill
from jimflow.mail.sign_in import TEMPLATE
from jimflow.runtime import Runtime
from jimflow.store.tables import Intent, MailLink, SignInCode
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_SIGN_IN = "sign-in:"
_WHEN = ("until", "ends", "due", "meeting_day")
_L, _C, _I = table(MailLink), table(SignInCode), table(Intent)


def give_links(
    runtime: Runtime, tx: Tx, mails: Mapping[int, bytes], about: Mapping[int, Sequence[str]], now: datetime
) -> None:
    """Writes down, in the commit that stores the mails, which of them carry a link and for how long it is good.

    `mails` holds their bytes, `about` the facts of what each of them says.
    """
    if runtime.doors is None:
        return
    made = {"key_id": runtime.doors.key_id, "made_at": now}
    linked = [
        {"mail": mail, **made, "ends_at": good_until(about.get(mail, ()), now)}
        for mail, raw in mails.items()
        if LINK.encode() in raw
    ]
    if linked:
        tx.connection.execute(insert(_L), linked)


def good_until(about: Sequence[str], now: datetime) -> datetime:
    """When a link ends: `LINK_LIFE` from now, or `AFTERWARDS` from the last thing the mail is about if that is later.

    `about` are the facts of what it says: a period's last day, the end of a meeting's session, a due moment.
    """
    said = [found for facts in about for key in _WHEN if (found := _moment(json.loads(facts).get(key)))]
    return max([now + LINK_LIFE, *(one + AFTERWARDS for one in said)])


def _moment(said: object) -> datetime | None:
    """An instant; a local day counts from its beginning in UTC, for an hour or two do not matter to sixty days."""
    try:
        found = datetime.fromisoformat(str(said or ""))
    except ValueError:  # facts hold what their template reads, which need not be a day
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def filled(runtime: Runtime, mail: int, raw: bytes, own: Mapping[int, int]) -> bytes:
    """The bytes that leave: those that are stored, with the same values in their slots each time.

    `own` are the codes that may stand in a mail (`own_codes`), whatever else has come into its text. Raises LookupError
    where there is something to fill in and no key to work it out with.
    """
    if not slots_in(raw):
        return raw
    if (doors := runtime.doors) is None:
        raise LookupError(f"mail {mail} carries a link, and there is no key")
    codes = {f"{_SIGN_IN}{n}": spaced(doors.sign_in_code(n)) for n, of in own.items() if of == mail}
    return fill(raw, doors.slots(mail) | codes)


def of_this_key(runtime: Runtime, tx: Tx, mails: Mapping[int, bytes]) -> None:
    """A mail that waited while the key was changed leaves with a link of the key that is used now."""
    if runtime.doors is None:
        return
    linked = [mail for mail, raw in mails.items() if LINK.encode() in raw]
    if linked:
        other = update(_L).where(_L.c.mail.in_(linked), _L.c.key_id != runtime.doors.key_id)
        tx.connection.execute(other.values(key_id=runtime.doors.key_id))


def own_codes(tx: Tx, mails: Mapping[int, bytes]) -> dict[int, int]:
    """By the number of a sign-in, the one mail that was written to carry its code."""
    carry = [mail for mail, raw in mails.items() if any(name.startswith(_SIGN_IN) for name in slots_in(raw))]
    if not carry:
        return {}
    items = select(_I.c.item, _I.c.mail).where(_I.c.mail.in_(carry), _I.c.template == TEMPLATE)
    return {int(item.removeprefix(_SIGN_IN)): mail for item, mail in tx.connection.execute(items)}


def carrying(tx: Tx, mails: Mapping[int, bytes], own: Mapping[int, int]) -> set[int]:
    """Those that were written to carry a link or a code; in others what looks like a slot is only somebody's words."""
    slotted = [mail for mail, raw in mails.items() if slots_in(raw)]
    if not slotted:
        return set()
    linked = tx.connection.execute(select(_L.c.mail).where(_L.c.mail.in_(slotted))).scalars()
    return {*linked, *own.values()}


def worthless(tx: Tx, codes: Mapping[int, int], now: datetime) -> set[int]:
    """Of the mails that carry these codes to sign in with, those whose code is not good any more: they need not
    leave."""
    if not codes:
        return set()
    good = select(_C.c.id).where(_C.c.id.in_(codes), _C.c.ends_at > now, _C.c.used_at.is_(None))
    return set(codes.values()) - {codes[number] for number in tx.connection.execute(good).scalars()}


def slots_in(raw: bytes) -> set[str]:
    """The names of the slots in a mail: `link`, `code`, `sign-in:7`."""
    return {found[2:-2] for found in SLOT.findall(raw.decode("ascii"))} if b"[[" in raw else set()
