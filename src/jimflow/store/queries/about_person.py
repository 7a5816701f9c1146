"""Everything that is kept about somebody who takes part, table by table, as its columns are tagged (GDPR art. 15)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlmodel import SQLModel

from jimflow.core.audit import INSTALLATION
from jimflow.store.personal_data import BY_INTENT, OWN_ROOM, TAGS, Kind
from jimflow.store.queries.seats import PersonRow
from jimflow.store.tables import (
    Appointment,
    Assignment,
    AuditEntry,
    AuditPayload,
    Cluster,
    Forward,
    Intent,
    Meeting,
    Organisation,
    Participation,
    Round,
    Substitute,
)
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

SOMEBODY_ELSE = "*"
"""What stands where a column names another person."""

_A, _I, _N, _F, _S, _P = (table(kind) for kind in (Appointment, Intent, Assignment, Forward, Substitute, Participation))
_E, _D = table(AuditEntry), table(AuditPayload)


@dataclass(frozen=True, slots=True)
class Kept:
    """What one table holds about the person: its rows, by column; or, of what is not given here, only how many."""

    table: str
    rows: tuple[Mapping[str, Any], ...]
    withheld: int = 0


@dataclass(frozen=True, slots=True)
class Named:
    """An entry of the audit that names the person by pseudonym. `at`: local time, as it stands there."""

    chain: int
    seq: int
    at: str
    kind: str


@dataclass(frozen=True, slots=True)
class AboutPerson:
    """All of it. `kinds` counts the entries of the audit that name the person."""

    person: PersonRow
    kept: tuple[Kept, ...]
    entries: tuple[Named, ...]
    kinds: Mapping[str, int] = field(default_factory=dict)

    def of(self, name: str) -> Kept:
        """What the table of that name holds."""
        return next((k for k in self.kept if k.table == name), Kept(name, ()))


@dataclass(frozen=True, slots=True)
class _Whose:
    """All by which rows can be told to be the person's."""

    person: PersonRow
    appointments: tuple[int, ...]
    intents: tuple[int, ...]
    mails: tuple[int, ...]

    def mine(self, kind: Kind) -> Sequence[Any]:
        """What stands in a column of that kind where it means her."""
        if kind == "holder":
            return self.appointments
        return (self.person.id,) if kind == "person" else (self.person.pseudonym,)


def about_person(tx: Tx, person: PersonRow, *, herself: bool) -> AboutPerson:
    """What there is. For others than `herself`, what belongs to the agency's own room is counted and not given."""
    whose = _whose(tx, person)
    kept = [_kept(tx, name, whose, herself=herself) for name in TAGS]
    entries = _entries(tx, whose)
    kinds = dict(sorted(Counter(e.kind for e in entries).items()))
    return AboutPerson(person, tuple(k for k in kept if k.rows or k.withheld), entries, kinds)


@dataclass(frozen=True, slots=True)
class Places:
    """What the numbers in the rows stand for, so that they can be said in words.

    An assignment is (digest of the definition, organisation sv, en, step, name), a meeting (digest, step, day), a
    participation (organisation sv, en), a round (code, digest, facts).
    """

    assignments: Mapping[int, tuple[str, str, str, str, str]]
    meetings: Mapping[int, tuple[str, str, date]]
    participations: Mapping[int, tuple[str, str]]
    rounds: Mapping[int, tuple[str, str, str]]
    organisations: Mapping[str, tuple[str, str]]


def places(tx: Tx, about: AboutPerson) -> Places:
    """Of the tasks, meetings, agencies and rounds that the rows name."""
    o, r, m, c = (table(kind) for kind in (Organisation, Round, Meeting, Cluster))
    names = (func.coalesce(o.c.name_sv, _P.c.subject), func.coalesce(o.c.name_en, _P.c.subject))
    of_subject = o.c.code == _P.c.subject
    tasks = (
        select(_N.c.id, _P.c.definition, *names, _N.c.step, _N.c.name)
        .join_from(_N, _P, _P.c.id == _N.c.participation)
        .join(o, of_subject, isouter=True)
    )
    meetings = (
        select(m.c.id, r.c.definition, m.c.step, m.c.day)
        .join_from(m, c, c.c.id == m.c.cluster)
        .join(r, r.c.id == c.c.round)
    )
    agencies = select(_P.c.id, *names).join_from(_P, o, of_subject, isouter=True)
    rounds = select(r.c.id, r.c.code, r.c.definition, r.c.facts)
    organisations = select(o.c.code, o.c.name_sv, o.c.name_en)
    wanted = {"assignment": tasks, "meeting": meetings, "participation": agencies, "round": rounds}
    wanted["organisation"] = organisations
    key = {"assignment": _N.c.id, "meeting": m.c.id, "participation": _P.c.id, "round": r.c.id}
    key["organisation"] = o.c.code
    found: dict[str, dict[Any, tuple[Any, ...]]] = {}
    for name, statement in wanted.items():
        numbers = {row[name] for kept in about.kept for row in kept.rows if row.get(name) not in (None, "")}
        rows = tx.connection.execute(statement.where(key[name].in_(numbers))) if numbers else ()
        found[name] = {row[0]: tuple(row[1:]) for row in rows}
    return Places(*(found[name] for name in wanted))


def about_people(name: str) -> bool:
    """True for a table whose rows can be told to be a person's."""
    return bool(TAGS[name].links) or name in BY_INTENT


def _whose(tx: Tx, person: PersonRow) -> _Whose:
    held = tuple(tx.connection.execute(select(_A.c.id).where(_A.c.person == person.id).order_by(_A.c.id)).scalars())
    diary = select(_A.c.id).where(_A.c.assistant == person.mail, _A.c.assistant != "")
    to_her = or_(
        _I.c.appointment.in_(held),
        (_I.c.appointment.in_(diary)) & (_I.c.address == person.mail),
        _I.c.facts.contains(f'"person":{person.id}', autoescape=True),
    )
    found = tx.connection.execute(select(_I.c.id, _I.c.mail, _I.c.facts, _I.c.appointment).where(to_her)).all()
    hers = [row for row in found if json.loads(row.facts).get("person", person.id) == person.id]
    mails = sorted({row.mail for row in hers if row.mail is not None})
    return _Whose(person, held, tuple(row.id for row in hers), tuple(mails))


def _kept(tx: Tx, name: str, whose: _Whose, *, herself: bool) -> Kept:
    if not about_people(name):
        return Kept(name, ())
    of, tags = SQLModel.metadata.tables[name], TAGS[name]
    which = _which(name, whose)
    if name in OWN_ROOM and not herself:
        hidden = which if name != "attachment" else which & of.c.handed_in_at.is_(None)
        withheld = tx.connection.execute(select(func.count()).select_from(of).where(hidden)).scalar_one()
        if name != "attachment":
            return Kept(name, (), withheld)
        which = which & of.c.handed_in_at.is_not(None)
    else:
        withheld = 0
    wanted = select(*(of.c[column] for column in tags.given)).where(which).order_by(*of.primary_key.columns)
    rows = (row._mapping for row in tx.connection.execute(wanted))
    return Kept(name, tuple({c: _value(tags.kinds[c], row[c], whose) for c in tags.given} for row in rows), withheld)


def _which(name: str, whose: _Whose) -> ColumnElement[bool]:
    of = SQLModel.metadata.tables[name]
    if name == "intent":
        return of.c.id.in_(whose.intents)
    if name in BY_INTENT:
        return of.c["id" if name == "mail" else "mail"].in_(whose.mails)
    tags = TAGS[name]
    return or_(*(of.c[column].in_(whose.mine(tags.kinds[column])) for column in tags.links))


def _value(kind: Kind, value: Any, whose: _Whose) -> Any:
    if kind in ("person", "holder", "actor") and value not in (None, "") and value not in whose.mine(kind):
        return SOMEBODY_ELSE
    return value


def _entries(tx: Tx, whose: _Whose) -> tuple[Named, ...]:
    """Those in the chains of the agencies where she has been, and in the installation's own."""
    pseudonym = whose.person.pseudonym.encode()
    wanted = (
        select(_E.c.chain, _E.c.seq, _D.c.payload)
        .join_from(_E, _D, _D.c.entry == _E.c.id)
        .where(_E.c.chain.in_([INSTALLATION, *_chains(tx, whose)]))
        .order_by(_E.c.chain, _E.c.seq)
    )
    found = []
    for chain, seq, content in tx.connection.execute(wanted.execution_options(yield_per=2000)):
        if pseudonym in bytes(content):
            said = json.loads(bytes(content))
            found.append(Named(chain, seq, str(said.get("local", "")), str(said["kind"])))
    return tuple(found)


def _chains(tx: Tx, whose: _Whose) -> list[int]:
    at = [
        select(_A.c.participation).where(_A.c.id.in_(whose.appointments)),
        select(_N.c.participation).join_from(_F, _N, _N.c.id == _F.c.assignment).where(_F.c.person == whose.person.id),
        select(_A.c.participation).join_from(_S, _A, _A.c.id == _S.c.appointment).where(_S.c.person == whose.person.id),
    ]
    found = {n for one in at for n in tx.connection.execute(one).scalars() if n is not None}
    return sorted(found)
