"""What those who read mail have wished of it: each thing in a mail of its own, or no mail at all."""

from __future__ import annotations

import json
from collections.abc import Sequence

from jimflow.actions.receipts import TEMPLATE as RECEIPT
from jimflow.mail.sign_in import TEMPLATE as A_CODE
from jimflow.store.hot import DueIntent, NewIntent
from jimflow.store.queries.preferences import Wish, of_holders, of_people
from jimflow.store.transaction import Tx


def apart(tx: Tx, found: Sequence[DueIntent | NewIntent]) -> frozenset[str]:
    """The keys of those whose reader wants each thing in a mail of its own."""
    return frozenset(key for key, wish in _wishes(tx, found).items() if wish.separate)


def wanted(tx: Tx, found: Sequence[DueIntent]) -> list[DueIntent]:
    """Those whose reader has not said no to mail. A code to sign in with is asked for, and so it is sent."""
    wishes = _wishes(tx, found)
    return [i for i in found if i.template == A_CODE or i.key not in wishes or not wishes[i.key].stopped]


def _wishes(tx: Tx, found: Sequence[DueIntent | NewIntent]) -> dict[str, Wish]:
    """By key, the wish of its reader: the person whom the facts name, else whoever holds the appointment.

    The registrar of an agency has none: the agency files its receipts, whatever its people wish of their own mail.
    """
    found = [i for i in found if not _filed(i)]
    holders = of_holders(tx, {i.appointment for i in found if i.appointment is not None})
    named = {i.key: n for i in found if (n := _named(i)) is not None}
    people = of_people(tx, set(named.values()))
    wishes: dict[str, Wish] = {}
    for i in found:
        wish = people.get(named[i.key]) if i.key in named else holders.get(i.appointment or 0)
        if wish is not None:  # whoever keeps the holder's diary has one collected mail, as all others
            wishes[i.key] = Wish(wish.assistant, wish.separate and i.address != wish.assistant, wish.stopped)
    return wishes


def _filed(intent: DueIntent | NewIntent) -> bool:
    return intent.template == RECEIPT and json.loads(intent.facts).get("copy") is True


def _named(intent: DueIntent | NewIntent) -> int | None:
    if '"person":' not in intent.facts:  # nearly always
        return None
    number = json.loads(intent.facts).get("person")
    return number if isinstance(number, int) else None
