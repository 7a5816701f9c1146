"""From the settings to a Runtime: which database, which clock, which relay."""

from __future__ import annotations

import gc
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from jimflow.actions.errors import BadInput
from jimflow.cli.errors import CannotWork
from jimflow.clock import shifted, utc_now
from jimflow.config import FILE, Settings
from jimflow.core.doors import SHORTEST_KEY, Doors
from jimflow.core.mistakes import Said

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from jimflow.mail.relay import Outcome, Outgoing, Relay
    from jimflow.mail.sender import Sender
    from jimflow.runtime import Runtime


SHORT_KEY = Said(f"den har färre än {SHORTEST_KEY} tecken", f"it has fewer than {SHORTEST_KEY} characters")


@dataclass(frozen=True, slots=True)
class Opened:
    """A database at work. `offset` is how far a demo's example clock stands from the real one."""

    runtime: Runtime
    name: str
    demo: bool
    offset: timedelta

    def now(self) -> datetime:
        """The present moment as this database sees it, in UTC."""
        return self.runtime.clock()


def read_settings(database: str | None = None) -> Settings:
    """The settings of this place. `database`: another than theirs, an address or a file. Raises BadInput."""
    from pydantic import ValidationError

    try:
        if database is None:
            return Settings()
        return Settings(database=as_url(database))
    except ValidationError as wrong:
        first = wrong.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadInput(
            f"Inställningen {where} är fel ({first['msg']}). Rätta i {FILE} eller i JIMFLOW_{where.upper()}.",
            f"The setting {where} is wrong ({first['msg']}). Correct it in {FILE} or in JIMFLOW_{where.upper()}.",
        ) from None
    except ValueError as wrong:
        raise BadInput(f"{FILE} kan inte läsas: {wrong}.", f"{FILE} cannot be read: {wrong}.") from None


def as_url(database: str) -> str:
    """A database's address; the name of a file stands for the SQLite in it."""
    return database if "://" in database or database == ":memory:" else f"sqlite:///{database}"


def sqlite_file(url: str) -> Path | None:
    """The file of an SQLite address; None for one in memory and for PostgreSQL."""
    if not url.startswith("sqlite:///"):
        return None
    name = url.removeprefix("sqlite:///").partition("?")[0].removeprefix("file:")
    return Path(name) if name and name != ":memory:" else None


def open_database(settings: Settings, *, must_exist: bool = True) -> Engine:
    """An engine on the settings' database, nothing asked of it yet. Raises BadInput, CannotWork for a missing file."""
    from sqlalchemy.exc import ArgumentError

    from jimflow.store.engine import open_engine

    file = sqlite_file(settings.database)
    if must_exist and file is not None and not file.is_file():
        raise CannotWork(
            f"Databasen {file} finns inte. Skapa den med: jimflow init",
            f"The database {file} does not exist. Create it with: jimflow init",
        )
    try:
        return open_engine(settings.database)
    except (ValueError, ArgumentError) as wrong:
        raise BadInput(
            f"Databasens adress duger inte ({wrong}). Skriv sqlite:///FIL eller postgresql://…",
            f"The database's address will not do ({wrong}). Write sqlite:///FILE or postgresql://…",
        ) from None


@contextmanager
def opened(settings: Settings) -> Iterator[Opened]:
    """The database at work, closed at the end. Raises CannotWork where it is missing or not of this version."""
    from jimflow.mail.templates import Templates
    from jimflow.runtime import Runtime, notifications_folder

    engine = open_database(settings)
    sender: LazySender | None = None
    try:
        name, demo, offset = _installation(engine)
        sender = LazySender(settings, demo=demo)
        clock = shifted(offset) if offset else utc_now
        templates = Templates(notifications_folder(settings))
        runtime = Runtime(settings, engine, clock, sender, templates, doors=open_doors(settings, demo=demo))
        gc.freeze()
        gc.enable()
        yield Opened(runtime, name, demo, offset)
    finally:
        if sender is not None:
            sender.close()
        engine.dispose()


def open_doors(settings: Settings, *, demo: bool) -> Doors | None:
    """What makes links and codes; None without a key, and where nobody else could follow a link. Raises CannotWork."""
    from jimflow.runtime import doors_of, link_key_file

    try:
        doors = doors_of(settings)
    except (OSError, ValueError) as wrong:
        place = "link_key" if settings.link_key.get_secret_value() else str(link_key_file(settings))
        why = Said(wrong.strerror or "", wrong.strerror or "") if isinstance(wrong, OSError) else SHORT_KEY
        raise CannotWork(
            f"Nyckeln till mejlens länkar ({place}) kan inte användas: {why.sv}.",
            f"The key of the links in mails ({place}) cannot be used: {why.en}.",
        ) from None
    return doors if demo or not is_loopback(settings.base_url) else None


def is_loopback(base_url: str) -> bool:
    """True for an address that only this machine reaches."""
    host = urlsplit(base_url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host in ("", "localhost") or host.endswith(".localhost")


def _installation(engine: Engine) -> tuple[str, bool, timedelta]:
    from jimflow.store.installation import installation
    from jimflow.store.migrate import is_current
    from jimflow.store.transaction import read

    if not is_current(engine):
        raise CannotWork(
            "Databasens schema är inte den här versionens. Kör: jimflow init",
            "The database's schema is not the one of this version. Run: jimflow init",
        )
    with read(engine) as tx:
        row = installation(tx)
    if row is None:
        raise CannotWork(
            "Databasen är inte iordningställd. Kör: jimflow init", "The database has not been set up. Run: jimflow init"
        )
    if row.clock_offset and not row.demo:
        raise CannotWork(
            "Databasen har en exempelklocka men är ingen demo. Den används inte.",
            "The database has an example clock but is no demo. It is not used.",
        )
    return row.name, row.demo, timedelta(seconds=row.clock_offset)


class LazySender:
    """Speaks to the relay from the first mail on; a demo only to one on this machine."""

    def __init__(self, settings: Settings, *, demo: bool) -> None:
        self._settings, self._demo = settings, demo
        self._sender: Sender | None = None
        self._making = threading.Lock()
        self.tally: Counter[str] = Counter()
        self.last_reply = ""

    def send(self, batch: Sequence[Outgoing], before_data: Callable[[int, int], bool]) -> list[Outcome]:
        """As Sender.send, counting what became of the mails. Raises BadInput for settings that will not do."""
        outcomes = self._ready().send(batch, before_data)
        self.tally.update(o.kind for o in outcomes)
        self.last_reply = next((o.reply for o in outcomes if o.kind != "sent"), self.last_reply)
        return outcomes

    def taken(self) -> Counter[str]:
        """What became of the mails since this was last asked."""
        counted, self.tally = self.tally, Counter()
        return counted

    def close(self) -> None:
        """Ends the connections, if there are any."""
        if self._sender is not None:
            self._sender.close()

    def _ready(self) -> Sender:
        from jimflow.mail.sender import Sender

        with self._making:
            if self._sender is None:
                self._sender = Sender(relay_of(self._settings, demo=self._demo))
            return self._sender


def relay_of(settings: Settings, *, demo: bool) -> Relay:
    """The relay of the settings. Raises BadInput, also for a demo's relay that is another machine."""
    from jimflow.mail.relay import Relay

    try:
        relay = Relay(
            host=settings.smtp_host,
            port=settings.smtp_port,
            username=settings.smtp_user or None,
            password=settings.smtp_password.get_secret_value() or None,
            tls=settings.smtp_tls,
            connections=settings.smtp_connections,
        )
    except ValueError as wrong:
        raise BadInput(
            f"Inställningarna smtp_* duger inte: {wrong}.", f"The settings smtp_* will not do: {wrong}."
        ) from (None)
    if demo and not relay.is_this_machine:
        raise BadInput(
            f"En demo skickar bara till den egna datorn, inte till {relay.host}. Ställ in smtp_host = 127.0.0.1.",
            f"A demo sends to this machine only, not to {relay.host}. Set smtp_host = 127.0.0.1.",
        )
    return relay
