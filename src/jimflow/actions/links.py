"""The links and codes of mails: that a mail has them is written with it; they are filled in as it leaves."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class Carried:
    """What the mails of a batch were written to carry: `mails` a link or a code, `codes` by the number of a sign-in."""

    mails: frozenset[int] = frozenset()
    codes: Mapping[int, int] = field(default_factory=dict)

    def by(self, mail: int) -> list[int]:
        """The sign-ins whose codes stand in the mail."""
        return [number for number, of in self.codes.items() if of == mail]


def carried(tx: Tx, batch: Mapping[int, bytes]) -> Carried:
    """What may be filled in, in each of the mails; in all others what looks like a slot is only somebody's words."""
    slotted = {mail: names for mail, raw in batch.items() if (names := slots_in(raw))}
    if not slotted:
        return Carried()
    linked = tx.connection.execute(select(_L.c.mail).where(_L.c.mail.in_(slotted))).scalars()
    coded = [mail for mail, names in slotted.items() if any(name.startswith(_SIGN_IN) for name in names)]
    items = select(_I.c.item, _I.c.mail).where(_I.c.mail.in_(coded), _I.c.template == TEMPLATE)
    codes = {int(item.removeprefix(_SIGN_IN)): mail for item, mail in tx.connection.execute(items)} if coded else {}
    return Carried(frozenset({*linked, *codes.values()}), codes)


def filled(runtime: Runtime, mail: int, raw: bytes, what: Carried) -> bytes:
    """The bytes that leave: those that are stored, with the same values in their slots each time.

    Raises LookupError where there is something to fill in and no key to work it out with.
    """
    if mail not in what.mails:
        return raw
    if (doors := runtime.doors) is None:
        raise LookupError(f"mail {mail} carries a link, and there is no key")
    codes = {f"{_SIGN_IN}{number}": spaced(doors.sign_in_code(number)) for number in what.by(mail)}
    return fill(raw, doors.slots(mail) | codes)


def of_this_key(runtime: Runtime, tx: Tx, what: Carried) -> None:
    """A mail that waited while the key was changed leaves with a link of the key that is used now."""
    if runtime.doors is None or not what.mails:
        return
    other = update(_L).where(_L.c.mail.in_(what.mails), _L.c.key_id != runtime.doors.key_id)
    tx.connection.execute(other.values(key_id=runtime.doors.key_id))


def worthless(tx: Tx, what: Carried, now: datetime) -> set[int]:
    """The mails whose code to sign in with is not good any more: they need not leave."""
    if not what.codes:
        return set()
    good = select(_C.c.id).where(_C.c.id.in_(what.codes), _C.c.ends_at > now, _C.c.used_at.is_(None))
    return set(what.codes.values()) - {what.codes[number] for number in tx.connection.execute(good).scalars()}


def slots_in(raw: bytes) -> set[str]:
    """The names of the slots in a mail: `link`, `code`, `sign-in:7`."""
    return {found[2:-2] for found in SLOT.findall(raw.decode("ascii"))} if b"[[" in raw else set()
