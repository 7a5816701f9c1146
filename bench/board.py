"""The board of 60 agencies beside a bare Starlette page with the same rows and bytes; and of 6 000, how many queries.

Each side is a server of its own in a process of its own; one client asks both in turn over kept connections.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uvicorn

from bench.large_round import EVA, large_round
from jimflow.actions.accounts import add_account
from jimflow.actions.sign_in import Session, sign_in_as
from jimflow.runtime import Runtime

CONNECTIONS, SECONDS, ROUNDS = 16, 3.0, 3
BOARD = "/rounds/jim-plus-2021-2022"
ALLOWED, HEAVIEST = 0.4, 150_000


def main() -> None:
    """Prints the ratio (at least 0.4), the bytes of a first visit (at most 150 kB) and the queries at both sizes."""
    with tempfile.TemporaryDirectory(prefix="jfbench-") as one, tempfile.TemporaryDirectory(prefix="jfbench-") as two:
        secret = _laid(Path(one), 60)
        page = _served(Path(one), _ours, lambda port: _fetch(port, secret))
        rates = _rates(Path(one), secret, page)
        ratio = statistics.median(a / b for a, b in rates)
        print(f"{'the board, 60 agencies':28} {statistics.median(a for a, _ in rates):8.0f} pages/s")
        print(f"{'a bare page, same bytes':28} {statistics.median(b for _, b in rates):8.0f} pages/s")
        print(f"{'ratio':28} {ratio:8.2f} (at least {ALLOWED})")
        print(f"{'a first visit':28} {_first_visit(page):8} bytes (at most {HEAVIEST})")
        few, many = (_queries(Path(two) / str(n), n) for n in (60, 6000))
        print(f"{'queries, first and again':28} {few} at 60, {many} at 6 000")


def _laid(folder: Path, agencies: int) -> str:
    runtime, _ = large_round(folder, agencies)
    add_account(runtime, "eva", "Eva", "coordinator", "a long password", EVA)
    session = sign_in_as(runtime, "eva")
    runtime.engine.dispose()
    assert isinstance(session, Session)
    return session.secret


def _opened(folder: Path) -> Runtime:
    from bench.large_round import LOOKED_AT
    from jimflow.config import Settings
    from jimflow.files.shipped import shipped
    from jimflow.mail.templates import Templates
    from jimflow.rehearsal.clock import VirtualClock
    from jimflow.rehearsal.outbox import Keeper
    from jimflow.store.engine import open_engine

    clock = VirtualClock(LOOKED_AT)
    settings = Settings(database=f"sqlite:///{folder / 'jimflow.db'}")
    engine = open_engine(settings.database)
    return Runtime(settings, engine, clock, Keeper(clock), Templates(shipped("notifications")))


def _ours(folder: Path, door: socket.socket, _page: bytes) -> None:
    from jimflow.web.app import create_app

    _run(create_app(_opened(folder)), door)


def _bare(folder: Path, door: socket.socket, page: bytes) -> None:
    """One query for the rows, one template over them, as many bytes as our page; nobody signs in."""
    import sqlite3

    from jinja2 import Environment
    from starlette.applications import Starlette
    from starlette.responses import HTMLResponse
    from starlette.routing import Route

    connection = sqlite3.connect(folder / "jimflow.db", check_same_thread=False)
    rows = "<tr><td>{{ r[0] }}</td><td>{{ r[1] }}</td><td>{{ r[2] }}</td><td>{{ r[3] }}</td></tr>"
    template = Environment(autoescape=True).from_string(
        "<table>{% for r in rows %}" + rows + "{% endfor %}</table>{{ filler|safe }}"
    )
    query = (
        "SELECT o.code, o.name_sv, c.name_sv, p.state FROM participation p JOIN organisation o ON o.code = p.subject "
        "JOIN cluster c ON c.id = p.cluster WHERE p.round = 1 ORDER BY c.id, o.name_sv LIMIT 60"
    )
    short = len(template.render(rows=connection.execute(query).fetchall(), filler="").encode())
    filler = "x" * (len(page) - short)

    async def answer(_request: Any) -> HTMLResponse:
        return HTMLResponse(template.render(rows=connection.execute(query).fetchall(), filler=filler))

    _run(Starlette(routes=[Route(BOARD, answer)]), door)


def _run(app: Any, door: socket.socket) -> None:
    uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False)).run([door])


def _served(folder: Path, side: Callable[..., None], ask: Callable[[int], Any], page: bytes = b"") -> Any:
    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    door.listen(256)
    process = multiprocessing.get_context("fork").Process(target=side, args=(folder, door, page), daemon=True)
    process.start()
    try:
        return ask(door.getsockname()[1])
    finally:
        process.terminate()
        process.join()
        door.close()


def _rates(folder: Path, secret: str, page: bytes) -> list[tuple[float, float]]:
    def ask(port: int) -> float:
        _fetch(port, secret)  # the first answer of a process is not what is measured
        return asyncio.run(_load(port, secret))

    return [(_served(folder, _ours, ask), _served(folder, _bare, ask, page)) for _ in range(ROUNDS)]


async def _load(port: int, secret: str) -> float:
    ends = time.perf_counter() + SECONDS
    counts = await asyncio.gather(*(_client(port, secret, ends) for _ in range(CONNECTIONS)))
    return sum(counts) / SECONDS


async def _client(port: int, secret: str, ends: float) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    asked, count = _request(secret), 0
    while time.perf_counter() < ends:
        writer.write(asked)
        await _answer(reader)
        count += 1
    writer.close()
    return count


async def _answer(reader: asyncio.StreamReader) -> bytes:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    assert b" 200 ok" in head, head
    length = int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0])
    return await reader.readexactly(length)


def _request(secret: str, path: str = BOARD) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: x\r\nCookie: jimflow-session={secret}\r\n\r\n".encode()


def _fetch(port: int, secret: str) -> bytes:
    async def once() -> bytes:
        for _ in range(200):
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.write(_request(secret))
                found = await _answer(reader)
            except (ConnectionError, asyncio.IncompleteReadError):
                await asyncio.sleep(0.05)
                continue
            writer.close()
            return found
        raise AssertionError("the server did not start")

    return asyncio.run(once())


def _first_visit(page: bytes) -> int:
    from jimflow.web.assets import assets

    return len(page) + sum(
        len(assets()[name].content) for name in ("jimflow.css", "jimflow.js", "icons.svg", "mark.svg")
    )


def _queries(folder: Path, agencies: int) -> tuple[int, int]:
    """How many statements the first answer takes, and the next, where so many take part."""
    from starlette.testclient import TestClient

    from bench.product import product
    from bench.rows import lay
    from jimflow.store.engine import open_engine
    from jimflow.web.app import create_app

    folder.mkdir()
    engine = open_engine(f"sqlite:///{folder / 'jimflow.db'}")
    lay(engine, Path(__file__).parent / "advance.yaml", agencies)
    runtime = product(engine)
    add_account(runtime, "eva", "Eva", "coordinator", "a long password", EVA)
    session = sign_in_as(runtime, "eva")
    assert isinstance(session, Session)
    client = TestClient(create_app(runtime))
    client.cookies.set("jimflow-session", session.secret)
    found = _counted(client), _counted(client)
    engine.dispose()
    return found


def _counted(client: Any) -> int:
    """Every transaction is begun in one place; there the driver is asked to tell what it runs."""
    from jimflow.store import transaction

    seen: list[str] = []
    plain = transaction._begun

    def watched(engine: Any, *, writing: bool) -> Any:
        tx = plain(engine, writing=writing)
        tx.raw.set_trace_callback(seen.append)
        return tx

    transaction._begun = watched
    try:
        assert client.get("/rounds/bench").status_code == 200
    finally:
        transaction._begun = plain
    return sum(s.lstrip().upper().startswith(("SELECT", "WITH")) for s in seen)


if __name__ == "__main__":
    main(*sys.argv[1:])
