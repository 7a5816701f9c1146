"""The mails that a person who is erased was sent, those that others were sent about them, and which may go."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select

from jimflow.actions.erasure_kept import Kept
from jimflow.actions.receipts import TEMPLATE as RECEIPT
from jimflow.core.erasure import Words
from jimflow.core.mistakes import Said
from jimflow.store import tables as t
from jimflow.store.tables.columns import table
from jimflow.store.tables.mail import ON_THE_WAY
from jimflow.store.transaction import Tx

_I, _M, _H = (table(kind).c for kind in (t.Intent, t.Mail, t.HandedIn))


class Mails:
    """What was said to the person: as the holder of a function, to whoever kept the diary, as a colleague it was sent
    on to. `moving`: mails on their way. `erasable` and `intents`: numbers of what may go;
    `mine`: of every intent."""

    def __init__(self, tx: Tx, person: int, appointments: Sequence[int], days: int | None, now: datetime) -> None:
        intents = _to(tx, person, appointments)
        self.mine = {i.id for i in intents}
        ids = {i.mail for i in intents if i.mail is not None}
        said = tx.connection.execute(select(_I.mail, _I.id).where(_I.mail.in_(ids)))
        others = {mail for mail, number in said if number not in self.mine}
        rows = list(
            tx.connection.execute(
                select(_M.id, _M.status, _M.address, func.coalesce(_M.sent_at, _M.composed_at).label("at"))
                .where(_M.id.in_(ids))
                .order_by(_M.id)
            )
        )
        until = None if days is None else now - timedelta(days=days)
        final = [r for r in rows if r.status not in ON_THE_WAY and r.address]
        own = [r for r in final if r.id not in others]
        self.days = days
        self.moving = sum(r.status in ON_THE_WAY for r in rows) + sum(i.status == "pending" for i in intents)
        self.erasable = tuple(r.id for r in own if until is not None and r.at <= until)
        self.shared = len(final) - len(own)
        self.young = len(own) - len(self.erasable)
        stay = {r.id for r in final} - set(self.erasable)
        self.intents = tuple(i.id for i in intents if i.mail not in stay)

    def kept(self) -> Iterator[Kept]:
        sent = Said("mejl till personen, med adress och innehåll", "mails to the person, with address and content")
        off = Said(
            "ingen tid för gallring är beslutad (inställningen mail_retention_days)",
            "no time for destroying them has been decided (the setting mail_retention_days)",
        )
        young = Said(
            f"de är yngre än {self.days} dagar (mail_retention_days); radera igen när tiden har gått",
            f"they are younger than {self.days} days (mail_retention_days); erase again when the time has passed",
        )
        yield Kept("mails", self.young, sent, off if self.days is None else young)
        yield Kept(
            "shared_mails",
            self.shared,
            Said("mejl som också gick till någon annan på samma adress", "mails also meant for someone else there"),
            Said("de är även den andres handlingar", "they are that person's documents too"),
        )


def _to(tx: Tx, person: int, appointments: Sequence[int]) -> list[Any]:
    """What was meant for the person, and not what was meant for a colleague in the person's function."""
    named = _I.facts.contains(f'"person":{person}', autoescape=True)
    wanted = select(_I.id, _I.mail, _I.status, _I.facts).where(or_(_I.appointment.in_(appointments), named))
    found = tx.connection.execute(wanted.order_by(_I.id))
    return [row for row in found if _reader(row.facts, person) == person]


def _reader(facts: str, otherwise: int) -> int:
    """The person whom the facts name, or whoever holds the function."""
    return int(json.loads(facts).get("person", otherwise)) if '"person":' in facts else otherwise


class Others:
    """What others were told that names the person: in mails, which are theirs, or in what is not to be said any more.

    `forgotten`: numbers of the intents that never became a mail.
    """

    def __init__(self, tx: Tx, words: Words, pseudonym: str, mine: set[int]) -> None:
        receipts = {
            (row.assignment, row.number)
            for row in tx.connection.execute(
                select(_H.assignment, _H.number).where(or_(_H.handed_in_by == pseudonym, _H.on_behalf_of == pseudonym))
            )
        }
        wanted = select(_I.id, _I.mail, _I.status, _I.template, _I.facts).order_by(_I.id)
        forgotten, self.told = [], 0
        for row in tx.connection.execute(wanted.execution_options(yield_per=2000)):
            if row.id in mine:
                continue
            named = words.stand_in_json(row.facts)
            if row.mail is None and (row.status == "cancelled" or row.template == "undeliverable"):
                forgotten += [row.id] if named else []
            elif named or (row.template == RECEIPT and _receipt(row.facts) in receipts):
                self.told += 1
        self.forgotten = tuple(forgotten)

    def kept(self) -> Kept:
        """Told, and kept."""
        return Kept(
            "mails_to_others",
            self.told,
            Said(
                "mejl till andra som nämner personen (kvitton, besked om adressen, uppgifter som skickats vidare)",
                "mails to others that name the person (receipts, notices of the address, tasks sent on)",
            ),
            Said("mejlen är deras handlingar", "the mails are their documents"),
        )


def _receipt(facts: str) -> tuple[int, int] | None:
    named = json.loads(facts).get("receipt")
    return (int(named[0]), int(named[1])) if named else None
