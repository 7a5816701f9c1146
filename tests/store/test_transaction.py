"""A transaction is whole: everything in it is committed together, or nothing is."""

import threading
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, bindparam, select, text
from sqlmodel import select as objects

from jimflow.store import tables as t
from jimflow.store.engine import open_engine
from jimflow.store.hot import INSTALLATION, append_audit
from jimflow.store.installation import create_installation, installation
from jimflow.store.migrate import create_fresh
from jimflow.store.sql import Sql, inserting, one_of
from jimflow.store.tables.columns import table
from jimflow.store.trail import verify_trail
from jimflow.store.transaction import joined, read, write
from tests.store.moves import salt
from tests.store.seeded import NOW

PERSON = table(t.Person)
PEOPLE = inserting(PERSON, ("pseudonym", "name", "mail", "language"))


def names(engine: Engine) -> list[str]:
    with read(engine) as tx:
        return list(tx.connection.execute(select(PERSON.c.name).order_by(PERSON.c.id)).scalars())


def person(name: str) -> t.Person:
    return t.Person(pseudonym=name, name=name, mail="x@example.org")


def test_every_way_of_writing_is_one_transaction(engine: Engine) -> None:
    with write(engine) as tx:
        tx.with_rows(PEOPLE, [("a", "raw", "m", "sv")])
        tx.connection.execute(
            text("INSERT INTO person (pseudonym, name, mail, language) VALUES ('b', 'core', 'm', 'sv')")
        )
        tx.session.add(person("object"))
    assert names(engine) == ["raw", "core", "object"]


def test_an_error_leaves_nothing_behind_whoever_wrote_it(engine: Engine) -> None:
    with pytest.raises(KeyError, match="later"), write(engine) as tx:
        tx.with_rows(PEOPLE, [("a", "raw", "m", "sv")])
        tx.session.add(person("object"))
        tx.session.flush()
        raise KeyError("later")
    with write(engine) as tx:
        tx.session.add(person("next"))
    assert names(engine) == ["next"]


def test_the_hot_paths_see_what_the_session_has_not_written_yet(engine: Engine) -> None:
    every = Sql(select(PERSON.c.name))
    with write(engine) as tx:
        tx.session.add(person("object"))
        assert [row[0] for row in tx.rows(every)] == ["object"]


def test_acts_joined_in_one_transaction_are_kept_together_or_not_at_all(engine: Engine) -> None:
    def act(on: Engine, name: str) -> list[str]:
        with write(on) as tx:
            tx.session.add(t.Person(pseudonym=name, name=name, mail="", language="sv"))
        return names(on)

    with write(engine) as tx:
        inner = joined(engine, tx)
        assert (act(inner, "one"), act(inner, "two")) == (["one"], ["one", "two"])
    assert names(engine) == ["one", "two"]
    with pytest.raises(LookupError), write(engine) as tx:
        act(joined(engine, tx), "three")
        raise LookupError
    assert names(engine) == ["one", "two"]


def test_a_read_leaves_nothing_behind(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        with read(engine) as tx:
            tx.with_rows(PEOPLE, [("a", "raw", "m", "sv")])
    else:
        with pytest.raises(engine.dialect.loaded_dbapi.Error, match="read-only"), read(engine) as tx:
            tx.with_rows(PEOPLE, [("a", "raw", "m", "sv")])
    assert names(engine) == []


def test_a_read_sees_one_moment(engine: Engine) -> None:
    every = Sql(select(PERSON.c.name))
    with read(engine) as tx:
        assert tx.rows(every) == []
        with write(engine) as other:
            other.with_rows(PEOPLE, [("a", "raw", "m", "sv")])
        assert tx.rows(every) == []
    assert names(engine) == ["raw"]


def test_objects_outlive_the_transaction(engine: Engine) -> None:
    with write(engine) as tx:
        tx.session.add(person("object"))
    with read(engine) as tx:
        found = tx.session.exec(objects(t.Person)).one()
    assert (found.name, found.language) == ("object", "sv")


def test_a_writer_waits_for_the_one_before(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'a.db'}")
    create_fresh(engine)
    inside, order = threading.Event(), []

    def first() -> None:
        with write(engine) as tx:
            inside.set()
            tx.with_rows(PEOPLE, [("a", "first", "m", "sv")])
            waited.wait(timeout=0.2)
            order.append("first")

    waited = threading.Event()
    thread = threading.Thread(target=first)
    thread.start()
    inside.wait()
    with write(engine):
        order.append("second")
        waited.set()
    thread.join()
    engine.dispose()
    assert order == ["first", "second"]


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_connection_that_the_server_closed_is_replaced_without_a_word(engine: Engine) -> None:
    with read(engine), read(engine):
        pass  # two connections lie ready now
    other = open_engine(engine.url.render_as_string(hide_password=False))
    with write(other) as tx:
        mine = "datname = current_database() AND pid <> pg_backend_pid()"
        ended = tx.raw.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {mine}").fetchall()
    other.dispose()
    assert ended == [(True,), (True,)]
    with write(engine) as tx, read(engine):
        tx.with_rows(PEOPLE, [("a", "raw", "m", "sv")])
    assert names(engine) == ["raw"]


moments = st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2200, 1, 1))  # noqa: DTZ001
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(moments, zones).map(lambda pair: pair[0].replace(tzinfo=pair[1])), min_size=1, max_size=5))
def test_a_time_comes_back_as_the_same_moment_in_utc_and_sorts_as_one(engine: Engine, times: list[datetime]) -> None:
    row = table(t.Definition)
    with write(engine) as tx:
        tx.connection.execute(text("DELETE FROM definition"))
        for n, at in enumerate(times):
            tx.session.add(t.Definition(digest=str(n), name="x", version="1", canonical=b"", stored_at=at))
    with read(engine) as tx:
        quick = tx.rows(Sql(select(row.c.stored_at).order_by(row.c.stored_at)))
        slow = tx.connection.execute(select(row.c.stored_at).order_by(row.c.stored_at)).scalars().all()
    assert [r[0] for r in quick] == list(slow) == sorted(times)
    assert all(at.tzinfo is UTC for at in slow)
    assert all(r[0].tzinfo is UTC for r in quick)


def test_a_time_without_a_zone_is_refused_on_every_way(engine: Engine) -> None:
    naive = datetime(2021, 1, 1)  # noqa: DTZ001
    definition = inserting(table(t.Definition), ("digest", "name", "version", "canonical", "stored_at"))
    with pytest.raises(ValueError, match="without a zone"), write(engine) as tx:
        tx.with_rows(definition, [("d", "x", "1", b"", naive)])
    with pytest.raises(Exception, match="without a zone"), write(engine) as tx:
        tx.session.add(t.Definition(digest="d", name="x", version="1", canonical=b"", stored_at=naive))


def test_more_rows_than_one_statement_takes_are_all_written(engine: Engine) -> None:
    with write(engine) as tx:
        tx.with_rows(PEOPLE, [(f"p{n}", f"n{n}", "m", "sv") for n in range(501)])
        tx.with_rows(PEOPLE, [])
    assert names(engine) == [f"n{n}" for n in range(501)]


@pytest.mark.parametrize("wanted", [[], [2], [1, 3, 99]])
def test_any_number_of_values_is_one_parameter(engine: Engine, wanted: list[int]) -> None:
    chosen = Sql(select(PERSON.c.id).where(one_of(PERSON.c.id, "ids")).order_by(PERSON.c.id))
    called = Sql(select(PERSON.c.id).where(one_of(PERSON.c.name, "names")).order_by(PERSON.c.id))
    with write(engine) as tx:
        tx.with_rows(PEOPLE, [(f"p{n}", f"näm'n\"{n}", "m", "sv") for n in (1, 2, 3)])
        assert [r[0] for r in tx.rows(chosen, ids=wanted)] == [n for n in wanted if n < 4]
        assert [r[0] for r in tx.rows(called, names=[f"näm'n\"{n}" for n in wanted])] == [n for n in wanted if n < 4]


def test_a_statement_says_which_parameter_is_missing(engine: Engine) -> None:
    one = Sql(select(PERSON.c.id).where(PERSON.c.id == bindparam("wanted")))
    with read(engine) as tx, pytest.raises(KeyError, match="wanted"):
        tx.rows(one)


def test_columns_in_another_order_than_the_tables_are_refused(engine: Engine) -> None:
    with read(engine) as tx, pytest.raises(TypeError, match="order"):
        tx.with_rows(inserting(PERSON, ("name", "pseudonym")), [("a", "b")])


def test_an_installation_has_its_own_chain_from_the_start(engine: Engine) -> None:
    with read(engine) as tx:
        assert installation(tx) is None
    with write(engine) as tx:
        create_installation(tx, "hos oss", NOW)
        append_audit(tx, INSTALLATION, b"begun", salt(1))
    with read(engine) as tx:
        row = installation(tx)
        assert row is not None
        assert (row.id, row.name, row.created_at, row.demo, row.clock_offset) == (1, "hos oss", NOW, False, 0)
        assert (row.audit_seq, verify_trail(tx).ok) == (1, True)


def test_there_is_one_installation(engine: Engine) -> None:
    with write(engine) as tx:
        create_installation(tx, "a", NOW)
    with pytest.raises(engine.dialect.loaded_dbapi.IntegrityError), write(engine) as tx:
        copied = "name, created_at, demo, clock_offset, audit_seq, audit_head"
        tx.raw.execute(f"INSERT INTO installation (id, {copied}) SELECT 2, {copied} FROM installation")


def test_only_a_demo_has_an_example_clock(engine: Engine) -> None:
    with pytest.raises(ValueError, match="only a demo"), write(engine) as tx:
        create_installation(tx, "a", NOW, offset=timedelta(days=-1))
    with write(engine) as tx:
        assert create_installation(tx, "a", NOW, demo=True, offset=timedelta(days=-1)).clock_offset == -86400


def test_dates_come_back_as_dates(engine: Engine) -> None:
    cluster = Sql(select(table(t.Round).c.starts_on))
    with write(engine) as tx:
        tx.session.add(t.Definition(digest="d", name="x", version="1", canonical=b"", stored_at=NOW))
        tx.session.flush()
        tx.session.add(
            t.Round(
                code="r",
                definition="d",
                calendar="{}",
                policy="{}",
                policy_digest="p",
                facts="{}",
                invite_on=date(2024, 2, 29),
                starts_on=date(2024, 2, 29),
                ends_on=date(2024, 12, 31),
                example=False,
                loaded_at=NOW,
            )
        )
        assert tx.rows(cluster)[0][0] == date(2024, 2, 29)
