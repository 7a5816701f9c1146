"""The people behind the pseudonyms of the audit: for whoever may know who acted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from jimflow.store.tables import Appointment, Person
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_H, _A = table(Person), table(Appointment)


@dataclass(frozen=True, slots=True)
class TrailPerson:
    """Somebody who acted. `name` is "" for one who was erased; `functions` by participation, 0 for none of them."""

    name: str
    functions: Mapping[int, tuple[str, ...]]


People = Mapping[str, TrailPerson]
"""By pseudonym."""


def trail_people(tx: Tx, payloads: Iterable[Mapping[str, Any]]) -> People:
    """Those who take part and acted, or for whom somebody did, in these entries; one statement, none where there is
    nobody."""
    wanted = {name for payload in payloads for name in _named(payload)}
    if not wanted:
        return {}
    rows = tx.connection.execute(
        select(_H.c.pseudonym, _H.c.name, _H.c.mail, _A.c.participation, _A.c.function)
        .join_from(_H, _A, _A.c.person == _H.c.id, isouter=True)
        .where(_H.c.pseudonym.in_(sorted(wanted)))
        .order_by(_A.c.id)
    )
    names: dict[str, str] = {}
    held: dict[str, dict[int, list[str]]] = {}
    for pseudonym, name, mail, participation, function in rows:
        names[pseudonym] = name if mail else ""
        at = held.setdefault(pseudonym, {})
        if function is not None and function not in at.setdefault(participation or 0, []):
            at[participation or 0].append(function)
    return {p: TrailPerson(names[p], {at: tuple(several) for at, several in held[p].items()}) for p in names}


def _named(payload: Mapping[str, Any]) -> Iterable[str]:
    actor = payload.get("actor")
    if isinstance(actor, Mapping) and actor.get("role") == "participant":
        yield from (n for n in (actor.get("name"), payload.get("behalf")) if isinstance(n, str) and n)
