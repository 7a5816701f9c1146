"""Entries are appended without gaps, whoever else appends at the same time."""

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import Engine, select, text

from jimflow.core.audit import GENESIS, SALT_BYTES, leaf, link
from jimflow.store import tables as t
from jimflow.store.hot import INSTALLATION, append_audit, append_many
from jimflow.store.tables.columns import table
from jimflow.store.trail import verify_trail
from jimflow.store.transaction import read, write
from tests.store.moves import salt
from tests.store.seeded import seed
from tests.store.statements import recorded


def test_an_entry_is_linked_to_the_one_before(engine: Engine) -> None:
    laid = seed(engine)
    chain = laid.participations[0]
    with write(engine) as tx:
        assert [append_audit(tx, chain, b"one", salt(1)), append_audit(tx, chain, b"two", salt(2))] == [1, 2]
    first = link(GENESIS, leaf(salt(1), b"one"))
    second = link(first, leaf(salt(2), b"two"))
    entry, owner = table(t.AuditEntry), table(t.Participation)
    with read(engine) as tx:
        links = select(entry.c.chain, entry.c.seq, entry.c.link).order_by(entry.c.id)
        assert [tuple(row) for row in tx.connection.execute(links)] == [(chain, 1, first), (chain, 2, second)]
        head = select(owner.c.version, owner.c.audit_seq, owner.c.audit_head).where(owner.c.id == chain)
        assert tuple(tx.connection.execute(head).one()) == (3, 2, second)
        said = tx.connection.execute(text("SELECT payload FROM audit_payload ORDER BY entry")).scalars().all()
        assert [bytes(s) for s in said] == [b"one", b"two"]


def test_many_entries_in_several_chains_keep_their_order(engine: Engine) -> None:
    one, two, _ = seed(engine).participations
    with write(engine) as tx:
        entries = [(two, b"a", salt(1)), (INSTALLATION, b"b", salt(2)), (one, b"c", salt(3)), (two, b"d", salt(4))]
        assert append_many(tx, entries) == [1, 1, 1, 2]
        assert append_many(tx, [(INSTALLATION, b"e", salt(5)), (two, b"f", salt(6))]) == [2, 3]
    with read(engine) as tx:
        found = verify_trail(tx)
    assert (found.ok, found.entries, found.chains) == (True, 6, 3)


def test_nothing_to_append_appends_nothing(engine: Engine) -> None:
    seed(engine)
    with write(engine) as tx:
        assert append_many(tx, []) == []


def test_a_chain_that_nobody_has_is_refused_before_anything_is_written(engine: Engine) -> None:
    laid = seed(engine)
    with write(engine) as tx:
        with pytest.raises(LookupError, match="4711"):
            append_many(tx, [(laid.participations[0], b"a", salt(1)), (4711, b"b", salt(2))])
    with read(engine) as tx:
        assert verify_trail(tx).entries == 0


def test_the_number_of_statements_does_not_grow_with_the_number_of_entries(engine: Engine) -> None:
    laid = seed(engine)
    counts = []
    for chains in (laid.participations[:1], laid.participations):
        with write(engine) as tx, recorded(tx) as statements:
            append_many(tx, [(chain, b"x", salt(n)) for n, chain in enumerate(chains)])
        counts.append(len(statements))
    assert counts == [4, 4]


def test_more_entries_than_fit_in_one_statement_are_all_written(engine: Engine) -> None:
    laid = seed(engine)
    with write(engine) as tx:
        numbers = append_many(tx, [(laid.participations[0], b"%d" % n, salt(n)) for n in range(450)])
    assert numbers == list(range(1, 451))
    with read(engine) as tx:
        assert verify_trail(tx).entries == 450


def test_writers_who_append_to_the_same_chains_at_once_leave_no_gap(engine: Engine) -> None:
    laid = seed(engine)
    one, two, _ = laid.participations
    barrier = threading.Barrier(4)

    def write_some(chains: tuple[int, int]) -> None:
        barrier.wait()
        for n in range(10):
            with write(engine) as tx:
                append_many(tx, [(chain, b"%d" % n, bytes([n]) * SALT_BYTES) for chain in chains])

    in_turn: list[Callable[[], None]] = [lambda: write_some((one, two)), lambda: write_some((two, one))] * 2
    threads = [threading.Thread(target=act) for act in in_turn]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with read(engine) as tx:
        found = verify_trail(tx)
    assert (found.ok, found.entries, found.chains) == (True, 80, 2)
