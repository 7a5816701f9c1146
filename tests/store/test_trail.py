"""The database refuses to change the audit, and whoever gets round that is found and named."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine

from jimflow.core.audit import Bad, Verification, payload
from jimflow.core.model import SYSTEM
from jimflow.store.hot import INSTALLATION, append_many, erase
from jimflow.store.trail import verify_trail
from jimflow.store.transaction import Tx, read, write
from tests.store.moves import salt
from tests.store.seeded import Seeded, seed

WHEN = datetime(2021, 7, 1, 6, 30, tzinfo=UTC)


def said(kind: str, **extra: object) -> bytes:
    return payload(kind, WHEN, WHEN, SYSTEM, extra=extra)


def written(engine: Engine) -> Seeded:
    """A log of thirty entries in four chains, written in turns; one of them has been erased since."""
    laid = seed(engine)
    one, two, three = laid.participations
    with write(engine) as tx:
        for n in range(7):
            append_many(tx, [(c, said("note", n=n), salt(100 * n + c)) for c in (INSTALLATION, one, two, three)])
        append_many(tx, [(three, said("note", n=7), salt(7))])
    with write(engine) as tx:
        erase(tx, [(two, 3)], said("erasure", erased=[[two, 3]]), salt(9))
    return laid


def checked(engine: Engine) -> Verification:
    with read(engine) as tx:
        return verify_trail(tx)


def test_a_log_that_nobody_has_touched_holds(engine: Engine) -> None:
    written(engine)
    assert checked(engine) == Verification(True, 30, 4, erased=1)


FORBIDDEN = [
    "UPDATE audit_entry SET link = leaf",
    "DELETE FROM audit_entry",
    "UPDATE audit_payload SET payload = salt",
    "DELETE FROM audit_payload WHERE entry = (SELECT min(entry) FROM audit_payload)",
    "UPDATE audit_erasure SET entry = entry + 1",
    "DELETE FROM audit_erasure",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_database_refuses_to_change_what_was_written(engine: Engine, statement: str) -> None:
    written(engine)
    with pytest.raises(engine.dialect.loaded_dbapi.Error, match="audit"):
        with write(engine) as tx:
            tx.raw.execute(statement)
    assert checked(engine).ok


def test_a_payload_goes_only_by_a_decision_in_the_installations_chain(engine: Engine) -> None:
    laid = written(engine)
    two = laid.participations[1]
    ids = "SELECT id FROM audit_entry WHERE chain = {} AND seq = {}"
    with pytest.raises(engine.dialect.loaded_dbapi.Error, match="without a recorded erasure"):
        with write(engine) as tx:
            wrong = (
                f"INSERT INTO audit_erasure (entry, recorded) VALUES (({ids.format(two, 4)}), ({ids.format(two, 5)}))"
            )
            tx.raw.execute(wrong)
            tx.raw.execute(f"DELETE FROM audit_payload WHERE entry = ({ids.format(two, 4)})")
    assert checked(engine) == Verification(True, 30, 4, erased=1)


def test_a_deleted_payload_is_found_when_the_decision_names_another(engine: Engine) -> None:
    laid = written(engine)
    two = laid.participations[1]
    with write(engine) as tx:
        erase(tx, [(two, 5)], said("erasure", erased=[[two, 6]]), salt(10))
    assert checked(engine).first_bad == Bad(two, 5, "missing")


def test_what_was_erased_is_in_no_table_any_more(engine: Engine) -> None:
    laid = seed(engine)
    with write(engine) as tx:
        append_many(tx, [(laid.participations[0], said("note", secret="hemlig-uppgift"), salt(1))])
    with write(engine) as tx:
        erase(tx, [(laid.participations[0], 1)], said("erasure", erased=[[laid.participations[0], 1]]), salt(2))
    with read(engine) as tx:
        kept = [bytes(row[0]) for row in tx.raw.execute("SELECT payload FROM audit_payload").fetchall()]
    assert [b"hemlig" in content for content in kept] == [False]


def test_erasing_what_is_not_there_is_refused_whole(engine: Engine) -> None:
    laid = written(engine)
    with pytest.raises(LookupError, match="no entry 99"):
        with write(engine) as tx:
            erase(tx, [(laid.participations[0], 99)], said("erasure", erased=[]), salt(3))
    assert checked(engine) == Verification(True, 30, 4, erased=1)


BYTES = {"audit_entry": ("leaf", "link"), "audit_payload": ("salt", "payload")}
HEADS = ("participation", "installation")
NUMBERS = {
    "audit_entry": ("id", "chain", "seq"),
    "audit_payload": ("entry",),
    "audit_erasure": ("entry", "recorded"),
    "participation": ("id", "audit_seq"),
    "installation": ("audit_seq",),
}


@contextmanager
def unguarded(engine: Engine) -> Iterator[Tx]:
    """A transaction of someone who owns the database and has switched off everything that guards it."""
    with write(engine) as tx:
        tx.raw.commit()
        if tx.dialect == "sqlite":
            tx.raw.execute("PRAGMA foreign_keys = OFF")
            triggers = tx.raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for (name,) in triggers:
                tx.raw.execute(f"DROP TRIGGER {name}")
            tx.raw.execute("BEGIN IMMEDIATE")
        else:
            tx.raw.execute("BEGIN")
            tx.raw.execute("SET session_replication_role = replica")
        yield tx


def placed(tx: Tx) -> dict[tuple[str, int], tuple[int, int]]:
    """(table, key) of each row of the log, and which chain and number it stands for."""
    entries = tx.raw.execute("SELECT id, chain, seq FROM audit_entry").fetchall()
    where = {id_: (chain, seq) for id_, chain, seq in entries}
    found = {("audit_entry", id_): at for id_, at in where.items()}
    for (key,) in tx.raw.execute("SELECT entry FROM audit_payload").fetchall():
        found["audit_payload", key] = where[key]
    for (key,) in tx.raw.execute("SELECT entry FROM audit_erasure").fetchall():
        found["audit_erasure", key] = where[key]
    for key, seq in tx.raw.execute("SELECT id, audit_seq FROM participation").fetchall():
        found["participation", key] = (key, seq)
    for (seq,) in tx.raw.execute("SELECT audit_seq FROM installation").fetchall():
        found["installation", 1] = (INSTALLATION, seq)
    return found


def test_every_flipped_byte_of_every_field_is_found_and_named(engine: Engine) -> None:
    written(engine)
    flips = 0
    with unguarded(engine) as tx:
        for (name, key), (chain, seq) in placed(tx).items():
            for column in (*BYTES.get(name, ()), *(["audit_head"] if name in HEADS else [])):
                value = value_of(tx, name, column, key)
                # every byte where that takes seconds; over a network the first, one inside and the last
                places = range(len(value)) if tx.dialect == "sqlite" else (0, len(value) // 2, len(value) - 1)
                for place in places:
                    changed = value[:place] + bytes([value[place] ^ 1]) + value[place + 1 :]
                    found = with_value(tx, name, column, key, changed, value)
                    assert found is not None and (found.chain, found.seq) == (chain, seq), (name, column, place)
                    flips += 1
        tx.raw.rollback()
        tx.raw.execute("BEGIN")
    assert flips > (7000 if engine.dialect.name == "sqlite" else 300)


def test_every_changed_number_is_refused_or_found(engine: Engine) -> None:
    written(engine)
    with unguarded(engine) as tx:
        for name, key in placed(tx):
            for column in NUMBERS[name]:
                value = value_of(tx, name, column, key)
                for changed in {value ^ 1, value ^ 2, value ^ 64, value + 1}:
                    tx.raw.execute("SAVEPOINT before")
                    try:
                        found = with_value(tx, name, column, key, changed, value)
                    except engine.dialect.loaded_dbapi.IntegrityError:
                        tx.raw.execute("ROLLBACK TO before")
                        continue
                    assert found is not None, (name, column, key, changed)
        tx.raw.rollback()
        tx.raw.execute("BEGIN")


def with_value(tx: Tx, name: str, column: str, key: int, changed: Any, value: Any) -> Bad | None:
    """What verification finds while the column of that row holds `changed`; then `value` is put back."""
    own = KEYS[name]
    set_value(tx, name, column, key, changed)
    found = verify_trail(tx).first_bad
    set_value(tx, name, column, changed if column == own else key, value)
    return found


KEYS = {"audit_entry": "id", "audit_payload": "entry", "audit_erasure": "entry", "participation": "id"}
KEYS["installation"] = "id"


def set_value(tx: Tx, name: str, column: str, key: int, value: Any) -> None:
    mark = "?" if tx.dialect == "sqlite" else "%s"
    tx.raw.execute(f"UPDATE {name} SET {column} = {mark} WHERE {KEYS[name]} = {mark}", (value, key))


def value_of(tx: Tx, name: str, column: str, key: int) -> Any:
    return tx.raw.execute(f"SELECT {column} FROM {name} WHERE {KEYS[name]} = {key}").fetchone()[0]
