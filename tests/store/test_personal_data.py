"""Every column of every table is tagged, and whoever a row is about is given all of it that is hers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Boolean, Date, Engine, Integer, LargeBinary, Table
from sqlalchemy.sql.schema import Column
from sqlmodel import SQLModel

from jimflow.store.personal_data import BY_INTENT, LINKS, OWN_ROOM, TAGS
from jimflow.store.queries.about_person import SOMEBODY_ELSE, AboutPerson, about_people, about_person
from jimflow.store.queries.seats import PersonRow
from jimflow.store.transaction import Tx, read, write
from jimflow.store.types import UtcTime
from jimflow.texts.person_words import COLUMNS, SUBJECTS

NINA = PersonRow(1, "a1b2c3d4e5f60718", "Nina Ek", "nina@example.org", "sv")
OLLE = PersonRow(2, "ffffffffffffffff", "Olle Al", "olle@example.org", "sv")
NOON = datetime(2021, 3, 1, 12, tzinfo=UTC)
TABLES = SQLModel.metadata.tables


def test_every_column_of_every_table_is_tagged_and_no_other() -> None:
    known = {name: sorted(c.name for c in of.c) for name, of in TABLES.items()}
    assert {name: sorted(tags.kinds) for name, tags in TAGS.items()} == known


def test_a_column_that_refers_to_a_person_or_an_appointment_is_tagged_so() -> None:
    wrong = [
        f"{of.name}.{column.name}"
        for of in TABLES.values()
        for column in of.c
        for target, kind in (("person.id", "person"), ("appointment.id", "holder"))
        if any(key.target_fullname == target for key in column.foreign_keys)
        and TAGS[of.name].kinds[column.name] != kind
    ]
    assert wrong == []


def test_a_column_that_says_who_did_something_is_tagged_so() -> None:
    named = {(n, c) for n, tags in TAGS.items() for c in tags.kinds if c.endswith(("_by", "_by_of", "pseudonym"))}
    named -= {("remark", "by_host")}
    assert {TAGS[n].kinds[c] for n, c in named} == {"actor"}


def test_every_table_about_people_and_every_column_of_it_has_words() -> None:
    given = {name for name in TAGS if about_people(name)}
    assert set(SUBJECTS) == given
    assert {c for name in given for c in TAGS[name].given} == set(COLUMNS)


@pytest.fixture
def filled(engine: Engine) -> Iterator[Engine]:
    """A row for Nina and one for Olle in every table, with something of its own in every column."""
    with write(engine) as tx:
        for number, whose in ((1, NINA), (2, OLLE)):
            for of in SQLModel.metadata.sorted_tables:
                if number == 1 or of.name != "installation":
                    row = {c.name: _value(of, c, number, whose) for c in of.c}
                    tx.connection.execute(of.insert().values(**row))
    yield engine


def _value(of: Table, column: Column[Any], number: int, whose: PersonRow) -> Any:
    kind, mark = TAGS[of.name].kinds[column.name], f"{of.name}.{column.name} {number}"
    special: dict[str, Any] = {
        "person.pseudonym": whose.pseudonym,
        "person.mail": whose.mail,
        "intent.facts": json.dumps({"said": mark}),
        "attachment.handed_in_at": None if number == 1 else NOON,
    }
    if f"{of.name}.{column.name}" in special:
        return special[f"{of.name}.{column.name}"]
    if kind == "actor":
        return whose.pseudonym
    for key in column.foreign_keys:
        parent = key.column
        return number if isinstance(parent.type, Integer) else f"{parent.table.name}.{parent.name} {number}"
    if isinstance(column.type, UtcTime):
        return NOON
    if isinstance(column.type, Date):
        return date(2021, 3, 1)
    if isinstance(column.type, Boolean):
        return True
    if isinstance(column.type, Integer):
        return number
    if isinstance(column.type, LargeBinary):
        return b'{"kind":"' + mark.encode() + b'","local":"then","of":"' + whose.pseudonym.encode() + b'"}'
    return mark


def told(engine: Engine, *, herself: bool = True) -> AboutPerson:
    with read(engine) as tx:
        return about_person(tx, NINA, herself=herself)


def test_she_is_given_every_column_about_her_of_every_row_that_is_hers(filled: Engine) -> None:
    about = told(filled)
    found = {kept.table: [set(row) for row in kept.rows] for kept in about.kept}
    assert found == {name: [set(TAGS[name].given)] for name in TAGS if about_people(name)}
    for kept in about.kept:
        (row,) = kept.rows
        for column, value in row.items():
            of, kind = TABLES[kept.table], TAGS[kept.table].kinds[column]
            assert value == _value(of, of.c[column], 1, NINA), f"{kept.table}.{column} ({kind})"
    assert all(kept.withheld == 0 for kept in about.kept)


def test_nothing_secret_and_nothing_of_others_is_given(filled: Engine) -> None:
    written = repr(told(filled))
    secret = [f"{n}.{c} " for n, tags in TAGS.items() for c in tags.of("secret")]
    assert [mark for mark in secret if mark in written] == []
    assert " 2'" not in written and OLLE.pseudonym not in written


def test_the_host_is_told_how_much_there_is_in_the_agencys_own_room_and_no_more(filled: Engine) -> None:
    about = told(filled, herself=False)
    own = {kept.table: (kept.rows, kept.withheld) for kept in about.kept if kept.table in OWN_ROOM}
    assert own == dict.fromkeys(OWN_ROOM, ((), 1))
    written = repr(about)
    assert [f"{n}." for n in OWN_ROOM if f"{n}." in written] == []
    others = {kept.table for kept in about.kept} - OWN_ROOM
    assert others == {name for name in TAGS if about_people(name)} - OWN_ROOM


def test_a_column_that_names_another_person_says_that_it_does(filled: Engine) -> None:
    with write(filled) as tx:
        tx.connection.execute(TABLES["forward"].update().where(TABLES["forward"].c.id == 1).values(person=2))
    (row,) = told(filled).of("forward").rows
    assert (row["person"], row["appointment"], row["made_by"]) == (SOMEBODY_ELSE, 1, NINA.pseudonym)


def test_what_was_said_to_a_colleague_in_the_holders_name_is_the_colleagues(filled: Engine) -> None:
    with write(filled) as tx:
        _say_to(tx, 2)
    assert {kept.table for kept in told(filled).kept} & set(BY_INTENT) == set()


def _say_to(tx: Tx, person: int) -> None:
    of = TABLES["intent"]
    tx.connection.execute(of.update().where(of.c.id == 1).values(facts=f'{{"person":{person}}}'))


def test_the_audit_is_told_by_kind_and_number(filled: Engine) -> None:
    about = told(filled)
    assert (about.kinds, [(e.chain, e.seq, e.at) for e in about.entries]) == (
        {"audit_payload.payload 1": 1},
        [(1, 1, "then")],
    )


def test_links_are_of_the_three_kinds_that_lead_to_a_person() -> None:
    assert {kind for tags in TAGS.values() for c, kind in tags.kinds.items() if c in tags.links} == set(LINKS)
