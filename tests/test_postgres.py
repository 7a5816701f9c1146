"""The tests' own PostgreSQL: real, shared by the processes of a run, and gone when the last of them is."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
from sqlalchemy import URL, create_engine, text

ROOT = Path(__file__).resolve().parent.parent
USER_OF_THE_SERVER = """
import sys, time
from pathlib import Path
from tests.postgres import shared_server
with shared_server(Path(sys.argv[1])) as address:
    print(address, flush=True)
    time.sleep(600)
"""


def ask(url: URL, question: str) -> object:
    engine = create_engine(url)
    with engine.connect() as connection:
        answer = connection.execute(text(question)).scalar_one()
    engine.dispose()
    return answer


def test_swedish_letters_are_lowered_alike_on_every_machine(postgres_url: URL) -> None:
    assert ask(postgres_url, "select lower('ÅÄÖ')") == "åäö"


def test_a_database_is_a_copy_of_its_template_and_nobody_elses(
    pg_template: Callable[[str, Callable[[URL], None]], str], pg_database: Callable[..., URL]
) -> None:
    fillings: list[str | None] = []

    def fill(url: URL) -> None:
        fillings.append(url.database)
        engine = create_engine(url)
        with engine.begin() as connection:
            connection.execute(text("create table thing as select 42 as number"))
        engine.dispose()

    names = [pg_template("template_of_a_test", fill) for _ in range(2)]
    one, other = pg_database(names[0]), pg_database(names[1])
    engine = create_engine(one)
    with engine.begin() as connection:
        connection.execute(text("update thing set number = 7"))
    engine.dispose()
    assert len(fillings) == 1
    assert (ask(one, "select number from thing"), ask(other, "select number from thing")) == (7, 42)
    assert ask(pg_database(), "select count(*) from pg_tables where tablename = 'thing'") == 0


def test_the_server_outlives_its_first_user_and_stops_when_the_last_is_killed(tmp_path: Path) -> None:
    first, second = user_of_the_server(tmp_path), user_of_the_server(tmp_path)
    try:
        address, same = (str(user.stdout and user.stdout.readline()).strip() for user in (first, second))
        assert address == same
        plain = address.replace("+psycopg", "")
        first.kill()
        first.wait()
        with psycopg.connect(plain) as connection:
            assert connection.execute("select 1").fetchone() == (1,)
        second.send_signal(signal.SIGTERM)
        second.wait()
        assert stopped(plain)
    finally:
        for user in (first, second):
            user.kill()
            user.communicate()


def user_of_the_server(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", USER_OF_THE_SERVER, str(folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def stopped(address: str) -> bool:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            psycopg.connect(address, connect_timeout=2).close()
        except psycopg.OperationalError:
            return True
        time.sleep(0.05)
    return False
