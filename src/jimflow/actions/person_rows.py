"""People as they are written down: one row for each name and address, and a pseudonym that says nothing of either."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import bindparam, select, update

from jimflow.actions.bulk import Bulk
from jimflow.store.tables import Person, Preference
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

Pseudonyms = Callable[[], str]
"""Gives a new pseudonym at each call."""


def random_pseudonym() -> str:
    """Sixteen random hexadecimal digits."""
    return secrets.token_hex(8)


@dataclass(frozen=True, slots=True)
class Someone:
    """A person as a roster names one."""

    name: str
    mail: str
    language: str

    @property
    def key(self) -> tuple[str, str]:
        """What makes two rows the same person."""
        return self.name.casefold(), self.mail


@dataclass(frozen=True, slots=True)
class Known:
    """A person's row: its number, and the name the audit uses."""

    id: int
    pseudonym: str
    language: str


def known_people(tx: Tx, people: Iterable[Someone]) -> dict[tuple[str, str], Known]:
    """Those of `people` that have a row already, by their keys."""
    p = table(Person).c
    mails = sorted({someone.mail for someone in people})
    rows = tx.connection.execute(select(p.id, p.pseudonym, p.language, p.name, p.mail).where(p.mail.in_(mails)))
    return {(name.casefold(), mail): Known(*known) for *known, name, mail in rows}


def written_people(
    tx: Tx, people: Iterable[Someone], pseudonyms: Pseudonyms = random_pseudonym
) -> dict[tuple[str, str], Known]:
    """A row for each of `people`, made where there is none; the language is the one said last, or chosen by herself."""
    wanted = {someone.key: someone for someone in people}
    found = known_people(tx, wanted.values())
    _speak(tx, [(found[key], someone.language) for key, someone in wanted.items() if key in found])
    new = {pseudonyms(): someone for key, someone in wanted.items() if key not in found}
    rows = [{"pseudonym": p, "name": s.name, "mail": s.mail, "language": s.language} for p, s in new.items()]
    made = {new[pseudonym].key: Known(i, pseudonym, new[pseudonym].language) for i, pseudonym in _PEOPLE.add(tx, rows)}
    return found | made


def _speak(tx: Tx, said: Iterable[tuple[Known, str]]) -> None:
    changed = [{"row": known.id, "said": language} for known, language in said if known.language != language]
    if changed:
        row, own = table(Person), table(Preference).c
        chosen = select(own.person).where(own.language != "")
        spoken = (
            update(row).where(row.c.id == bindparam("row"), row.c.id.not_in(chosen)).values(language=bindparam("said"))
        )
        tx.connection.execute(spoken, changed)


_PEOPLE = Bulk(Person, "pseudonym", "name", "mail", "language", back=("id", "pseudonym"))
