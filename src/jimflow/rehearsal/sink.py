"""A mail server for the demo: takes every mail over TCP on this machine and keeps it as a file, by day."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Callable
from datetime import date
from email import message_from_bytes
from email.utils import parsedate_to_datetime
from pathlib import Path
from types import TracebackType
from typing import Self
from zoneinfo import ZoneInfo

HOST = "127.0.0.1"
LARGEST = 2**24
"""Octets of one mail, and of a line."""

ZONE = ZoneInfo("Europe/Stockholm")
_ADDRESS = re.compile(rb"<([^<>\s]{3,254})>")
_SAFE = re.compile(r"[^A-Za-z0-9@._+-]")


class Sink:
    """Listens on the loopback, in a thread of its own, between entering and leaving the with block.

    Where no `port` is asked for, the system chooses one. `taken` is told the file of every mail. Raises OSError when
    it cannot listen.
    """

    def __init__(self, folder: Path, taken: Callable[[Path], None] = lambda _: None, port: int = 0) -> None:
        self.folder, self.host, self.port = folder, HOST, 0
        self._wanted = port
        self._failed: OSError | None = None
        self._taken = taken
        self._count = sum(1 for _ in folder.glob("*/*.eml"))
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="jimflow-sink", daemon=True)

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._over = asyncio.Event()
        self._thread.start()
        self._ready.wait(10)
        if not self.port:
            self._thread.join(10)
            raise self._failed or OSError(f"no mail server could be started on {HOST}")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._over.set)
            self._thread.join(10)

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self._serve())
        except OSError as error:
            self._failed = error
        finally:
            self._ready.set()
            self._loop.close()

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._talk, HOST, self._wanted, limit=LARGEST)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._over.wait()
        server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await _Conversation(reader, writer, self._keep).hold()
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # whoever spoke has gone, or says what no mail client says
        finally:
            writer.close()

    def _keep(self, recipients: list[str], content: bytes) -> None:
        """One file for each recipient; the name sorts by the order of arrival."""
        folder = self.folder / _day(content).isoformat()
        folder.mkdir(parents=True, exist_ok=True)
        for recipient in recipients:
            self._count += 1
            file = folder / f"{self._count:04}_{_SAFE.sub('_', recipient)[:120]}.eml"
            file.write_bytes(content)
            self._taken(file)


def _day(content: bytes) -> date:
    """The day the mail says it was sent, in Stockholm; the first of all days where it says none."""
    try:
        said = parsedate_to_datetime(str(message_from_bytes(content)["Date"]))
        return said.astimezone(ZONE).date()
    except (TypeError, ValueError, OverflowError):
        return date.min


class _Conversation:
    """One connection: as much of SMTP (RFC 5321) as it takes to be handed a mail."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, keep: Callable[[list[str], bytes], None]
    ) -> None:
        self._reader, self._writer, self._keep = reader, writer, keep
        self._sender: str | None = None
        self._recipients: list[str] = []

    async def hold(self) -> None:
        """Talks until the other side says goodbye or leaves."""
        await self._say("220 jimflow demo ESMTP")
        while True:
            line = (await self._reader.readuntil(b"\n")).rstrip(b"\r\n")
            verb = line[:4].upper()
            if verb == b"QUIT":
                await self._say("221 2.0.0 goodbye")
                return
            await self._say(await self._answer(verb, line))

    async def _answer(self, verb: bytes, line: bytes) -> str:
        match verb:
            case b"EHLO" | b"HELO":
                self._reset()
                return "250-jimflow demo\r\n250 8BITMIME" if verb == b"EHLO" else "250 jimflow demo"
            case b"MAIL":
                self._reset()
                self._sender = _address(line) or ""
                return "250 2.1.0 ok"
            case b"RCPT":
                address = _address(line)
                if self._sender is None or address is None:
                    return "503 5.5.1 MAIL first" if address else "501 5.1.3 no such address"
                self._recipients.append(address)
                return "250 2.1.5 ok"
            case b"DATA":
                return await self._content() if self._recipients else "503 5.5.1 RCPT first"
            case b"RSET" | b"NOOP":
                if verb == b"RSET":
                    self._reset()
                return "250 2.0.0 ok"
        return "502 5.5.2 this demo server does not know that"

    async def _content(self) -> str:
        await self._say("354 end with a dot")
        stuffed = b"\r\n" + await self._reader.readuntil(b"\r\n.\r\n")
        self._keep(self._recipients, stuffed[:-3].replace(b"\r\n..", b"\r\n.")[2:])
        self._reset()
        return "250 2.0.0 kept"

    def _reset(self) -> None:
        self._sender, self._recipients = None, []

    async def _say(self, words: str) -> None:
        self._writer.write(words.encode("ascii") + b"\r\n")
        await self._writer.drain()


def _address(line: bytes) -> str | None:
    found = _ADDRESS.search(line)
    return found[1].decode("utf-8", "replace") if found else None
