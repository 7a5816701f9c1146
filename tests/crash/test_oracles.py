"""Each oracle sees the bug it is there for: a planted one turns it red."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from jimflow.store.transaction import write
from tests.crash import oracles
from tests.crash.victims import Crime, DeadlySink, another_round, installed, kill_at, recover
from tests.smtp import Mail


@pytest.fixture
def sqlite_only(tmp_path: Path) -> Any:
    """An SQLite database is enough to plant bugs in."""
    from jimflow.store.engine import open_engine
    from jimflow.store.migrate import create_fresh

    engine = open_engine(f"sqlite:///{tmp_path / 'planted.db'}")
    create_fresh(engine)
    yield engine
    engine.dispose()


def _after_commit(engine: Engine, folder: Path, sink: DeadlySink) -> Crime:
    at = installed(engine, folder)
    return kill_at(at, another_round(at, 1), sink, "mail-claimed")


def _plant(engine: Engine, sql: str) -> None:
    with write(engine) as tx:
        tx.connection.execute(text(sql))


def test_a_move_without_its_letter_is_seen_as_half_done(sqlite_only: Engine, tmp_path: Path) -> None:
    with DeadlySink() as sink:
        crime = _after_commit(sqlite_only, tmp_path, sink)
        _plant(sqlite_only, f"delete from intent where participation = {crime.agencies[0]}")
        with pytest.raises(AssertionError, match="half done"):
            oracles.nothing_half_done(crime)


def test_a_confirmed_move_that_is_gone_is_seen(sqlite_only: Engine, tmp_path: Path) -> None:
    with DeadlySink() as sink:
        crime = _after_commit(sqlite_only, tmp_path, sink)
        assert crime.confirmed
        _plant(sqlite_only, "update participation set state = 'proposed'")
        with pytest.raises(AssertionError, match="confirmed and lost"):
            oracles.nothing_confirmed_lost(crime)


def test_a_mail_marked_as_sent_before_it_was_sent_is_seen(sqlite_only: Engine, tmp_path: Path) -> None:
    with DeadlySink() as sink:
        crime = _after_commit(sqlite_only, tmp_path, sink)
        _plant(sqlite_only, "update mail set status = 'sent' where id = (select min(id) from mail)")
        recover(crime.at, sink)
        with pytest.raises(AssertionError, match="outbox and mailbox differ"):
            oracles.every_mail_arrived(crime, sink)


def test_a_mail_that_comes_twice_is_seen(sqlite_only: Engine, tmp_path: Path) -> None:
    with DeadlySink() as sink:
        crime = _after_commit(sqlite_only, tmp_path, sink)
        recover(crime.at, sink)
        sink.mails.append(sink.mails[0])
        with pytest.raises(AssertionError, match="1 repeats"):
            oracles.repeats_only_in_the_window(crime, sink, 0)


def test_a_repeat_with_other_bytes_is_seen(sqlite_only: Engine, tmp_path: Path) -> None:
    with DeadlySink() as sink:
        crime = _after_commit(sqlite_only, tmp_path, sink)
        recover(crime.at, sink)
        first = sink.mails[0]
        sink.mails.append(Mail(first.peer, first.mail_from, first.rcpt, first.data + b" "))
        with pytest.raises(AssertionError, match="different bytes"):
            oracles.repeats_only_in_the_window(crime, sink, 1)


def test_a_head_that_was_rewritten_is_seen(sqlite_only: Engine, tmp_path: Path) -> None:
    with DeadlySink() as sink:
        crime = _after_commit(sqlite_only, tmp_path, sink)
        _plant(sqlite_only, "update participation set audit_seq = audit_seq - 1")
        with pytest.raises(AssertionError, match="audit does not hold"):
            oracles.audit_holds(crime)


def test_a_system_that_moves_nobody_any_more_is_seen(sqlite_only: Engine, tmp_path: Path) -> None:
    with DeadlySink() as sink:
        crime = _after_commit(sqlite_only, tmp_path, sink)
        _plant(sqlite_only, "update participation set state = 'withdrawn'")
        with pytest.raises(AssertionError, match="nothing moves"):
            oracles.it_works_afterwards(crime, sink)
