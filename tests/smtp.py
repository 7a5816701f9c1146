"""Mail servers for tests, over TCP on the loopback: a Sink that takes all, and one that misbehaves by script."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, Self

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Mail:
    """One mail a server has taken: who connected, the envelope, and the content without SMTP's dots."""

    peer: tuple[str, int]
    mail_from: str
    rcpt: str
    data: bytes


def closed_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


class _Server:
    """A loop in a thread around one listening socket; `mails` grows in the order in which they were taken."""

    def __init__(self) -> None:
        self.host = HOST
        self.port = 0
        self.mails: list[Mail] = []
        self._ready = threading.Event()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name=type(self).__name__, daemon=True)

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._thread.start()
        self._ready.wait(10)
        assert self.port, "the mail server of the test did not start"
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self._serve())
        finally:
            self._loop.close()

    async def _serve(self) -> None:
        server = await self._listen(self._loop)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        self._hang_up()
        for _ in range(5):
            await asyncio.sleep(0)

    async def _listen(self, loop: asyncio.AbstractEventLoop) -> asyncio.Server:
        raise NotImplementedError

    def _hang_up(self) -> None:
        """Cut what is still connected."""


class Sink(_Server):
    """Takes every mail (aiosmtpd): with STARTTLS, with TLS from the start, behind a password, as asked for."""

    def __init__(
        self,
        starttls: ssl.SSLContext | None = None,
        implicit: ssl.SSLContext | None = None,
        sign_in: tuple[str, str] | None = None,
    ) -> None:
        super().__init__()
        self._starttls, self._implicit, self._sign_in = starttls, implicit, sign_in
        self._talks: list[SMTP] = []

    async def _listen(self, loop: asyncio.AbstractEventLoop) -> asyncio.Server:
        def talk() -> SMTP:
            self._talks.append(
                SMTP(
                    self,
                    loop=loop,
                    hostname="sink.test",
                    tls_context=self._starttls,
                    require_starttls=self._starttls is not None,
                    auth_require_tls=False,
                    authenticator=self._knows if self._sign_in else None,
                )
            )
            return self._talks[-1]

        return await loop.create_server(talk, HOST, 0, ssl=self._implicit)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self._sign_in and not session.authenticated:
            return "530 5.7.0 sign in first"
        content = envelope.content
        assert isinstance(content, bytes)
        peer: Any = session.peer
        self.mails.append(Mail(peer[:2], envelope.mail_from or "", ", ".join(envelope.rcpt_tos), content))
        return "250 2.0.0 taken"

    def _knows(self, _server: SMTP, _session: Session, _envelope: Envelope, _way: str, given: Any) -> Any:
        right = (given.login.decode(), given.password.decode()) == self._sign_in
        return AuthResult(success=right, handled=right)

    def _hang_up(self) -> None:
        for talk in self._talks:
            if isinstance(talk.transport, asyncio.WriteTransport):
                talk.transport.abort()


Phase = Literal["connect", "greeting", "ehlo", "auth", "mail", "rcpt", "data", "content", "dot", "rset", "quit"]
"""content: before the final dot. dot: after it, before the answer."""


@dataclass(frozen=True)
class Reply:
    """This line in place of the usual answer: `451 4.3.0 later`. In the content: after its first octet."""

    line: str


@dataclass(frozen=True)
class Drop:
    """The connection ends here without an answer. `after` octets of content are read first; `reset`: by RST.

    After the final dot the mail is taken all the same, the worst case, unless `taken` is False.
    """

    after: int = 0
    reset: bool = False
    taken: bool = True


@dataclass(frozen=True)
class Stall:
    """Silence for `seconds`, then on as if nothing had been."""

    seconds: float


@dataclass(frozen=True)
class Raw:
    """These octets, `times` over (None: until the other side has gone), then the usual answer; `pause` between."""

    octets: bytes
    times: int | None = 1
    pause: float = 0.0


@dataclass(frozen=True)
class Twice:
    """The usual answer, and in the same packet another one nobody has asked for."""

    line: str


@dataclass(frozen=True)
class Fault:
    """What goes wrong at `phase`: for `recipient` only (from rcpt on), `times` over (None: always), after `passed`."""

    phase: Phase
    act: Reply | Drop | Stall | Raw | Twice
    recipient: str | None = None
    times: int | None = 1
    passed: int = 0


class _Gone(Exception):  # noqa: N818 - no error: the script says so
    """The script ends this connection."""


@dataclass
class _Talk:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    heard: list[str]
    mail_from: str = ""
    rcpt: str = ""


class ScriptedServer(_Server):
    """A mail server that does right but for its faults. Leaving the with block checks that every fault fired.

    `heard` has the commands of each connection; `fired[i]` counts how often fault i struck.
    """

    def __init__(self, *faults: Fault, ehlo: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.faults = faults
        self.fired = [0] * len(faults)
        self.heard: list[list[str]] = []
        self._met = [0] * len(faults)
        self._ehlo = ehlo
        self._writers: list[asyncio.StreamWriter] = []

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        super().__exit__(kind, *rest)
        if kind is None:
            silent = [fault for fault, count in zip(self.faults, self.fired, strict=True) if not count]
            assert silent == [], "faults that never fired"

    @property
    def commands(self) -> list[str]:
        """All commands of all connections, first words only: ["EHLO", "MAIL", "RCPT", …]."""
        return [line.split()[0].upper() for lines in self.heard for line in lines if line.strip()]

    async def _listen(self, loop: asyncio.AbstractEventLoop) -> asyncio.Server:
        return await asyncio.start_server(self._take, HOST, 0, limit=2**24)

    def _hang_up(self) -> None:
        for writer in self._writers:
            writer.transport.abort()

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.append(writer)
        self.heard.append([])
        talk = _Talk(reader, writer, self.heard[-1])
        try:
            await self._converse(talk)
        except (_Gone, ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _converse(self, talk: _Talk) -> None:
        await self._answer(talk, "connect", "")
        await self._answer(talk, "greeting", "220 scripted.test ESMTP")
        while True:
            line = (await talk.reader.readuntil(b"\n")).decode("utf-8", "replace").rstrip("\r\n")
            talk.heard.append(line)
            verb, _, rest = line.partition(" ")
            await self._obey(talk, verb.upper(), rest)

    async def _obey(self, talk: _Talk, verb: str, rest: str) -> None:
        inside = rest.partition("<")[2].partition(">")[0]
        if verb in ("EHLO", "HELO"):
            names = ["scripted.test", *self._ehlo]
            lines = [f"250{'-' if name != names[-1] else ' '}{name}" for name in names]
            await self._answer(talk, "ehlo", "\r\n".join(lines))
        elif verb == "AUTH":
            await self._answer(talk, "auth", "235 2.7.0 welcome")
        elif verb == "MAIL":
            talk.mail_from, talk.rcpt = inside, ""
            await self._answer(talk, "mail", "250 2.1.0 ok")
        elif verb == "RCPT":
            talk.rcpt = inside
            await self._answer(talk, "rcpt", "250 2.1.5 ok")
        elif verb == "DATA":
            if await self._answer(talk, "data", "354 go on"):
                await self._content(talk)
        elif verb == "RSET":
            await self._answer(talk, "rset", "250 2.0.0 ok")
        elif verb == "QUIT":
            await self._answer(talk, "quit", "221 2.0.0 bye")
            raise _Gone
        else:
            await self._write(talk, "500 5.5.1 what?")

    async def _content(self, talk: _Talk) -> None:
        await self._answer(talk, "content", "")
        stuffed = b"\r\n" + await talk.reader.readuntil(b"\r\n.\r\n")
        content = stuffed[:-3].replace(b"\r\n..", b"\r\n.")[2:]
        mail = Mail(talk.writer.get_extra_info("peername"), talk.mail_from, talk.rcpt, content)
        await self._answer(talk, "dot", "250 2.0.0 taken", taken=lambda: self.mails.append(mail))

    async def _answer(self, talk: _Talk, phase: Phase, usual: str, taken: Callable[[], None] = lambda: None) -> bool:
        """Give the usual answer or do what the script says; whether the conversation goes on as usual."""
        act = self._fault(phase, talk.rcpt)
        if isinstance(act, Reply):
            if phase == "content":
                await talk.reader.readexactly(1)
            await self._write(talk, act.line)
            if act.line.startswith("421") or phase in ("connect", "greeting", "content"):
                raise _Gone
            return False
        if isinstance(act, Drop):
            if act.taken:
                taken()
            await self._drop(talk, act)
        if isinstance(act, Raw):
            await self._pour(talk, act)
        taken()
        if isinstance(act, Stall):
            await asyncio.sleep(act.seconds)
        if usual:
            await self._write(talk, f"{usual}\r\n{act.line}" if isinstance(act, Twice) else usual)
        return True

    def _fault(self, phase: Phase, recipient: str) -> Reply | Drop | Stall | Raw | Twice | None:
        for i, fault in enumerate(self.faults):
            if fault.phase != phase or fault.recipient not in (None, recipient):
                continue
            if fault.times is not None and self.fired[i] >= fault.times:
                continue
            self._met[i] += 1
            if self._met[i] > fault.passed:
                self.fired[i] += 1
                return fault.act
        return None

    async def _write(self, talk: _Talk, lines: str) -> None:
        talk.writer.write(lines.encode() + b"\r\n")
        await talk.writer.drain()

    async def _pour(self, talk: _Talk, act: Raw) -> None:
        poured = 0
        while act.times is None or poured < act.times:
            talk.writer.write(act.octets)
            await talk.writer.drain()
            await asyncio.sleep(act.pause)
            poured += 1

    async def _drop(self, talk: _Talk, act: Drop) -> None:
        if act.after:
            await talk.reader.readexactly(act.after)
        if act.reset:
            raw = talk.writer.get_extra_info("socket")
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
        talk.writer.transport.abort()
        raise _Gone
