"""A process that invites two agencies and sends the mail, killed -9 at a named point; forked from a warm parent."""

from __future__ import annotations

import multiprocessing
import os
import signal
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import Engine

from jimflow.actions.advance import advance_cluster
from jimflow.actions.heartbeat import tick
from jimflow.mail.relay import Relay, Timeouts
from jimflow.mail.sender import Sender
from jimflow.runtime import Runtime
from jimflow.store import seams
from jimflow.store.engine import open_engine
from tests.actions.loaded import EVA, Place, place
from tests.build_round import ROUND
from tests.smtp import Sink

ROUNDS = int(os.environ.get("JIMFLOW_CRASH_ROUNDS", "3"))
PATIENCE = 30
MORNING = "2021-01-18 08:00"

SEAMS = (
    *("before-begin", "after-begin", "after-state", "after-audit", "after-outbox", "before-commit", "after-commit"),
    *("mail-claimed", "mail-handing-over", "mail-answered"),
)
"""Points inside the program, from the first BEGIN of the move to the answer of the relay."""

PHASES = ("connect", "mail", "rcpt", "data", "taken")
"""Points in the relay's conversation; `data`: the content came and is lost, `taken`: it is kept, no answer given."""

_fork = multiprocessing.get_context("fork")


class DeadlySink(Sink):
    """A real SMTP sink that kills the sending process when its conversation reaches a phase."""

    def __init__(self) -> None:
        super().__init__()
        self._phase, self._victim = "", 0

    def wait_for(self, victim: int, phase: str) -> None:
        """The next conversation that reaches `phase` kills `victim`."""
        self._phase, self._victim = phase, victim

    def _reached(self, phase: str) -> bool:
        if self._phase != phase:
            return False
        self._phase = ""
        os.kill(self._victim, signal.SIGKILL)
        return True

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """The connection stands."""
        session.host_name = hostname
        self._reached("connect")
        return responses

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """MAIL FROM has come."""
        envelope.mail_from = address
        self._reached("mail")
        return "250 ok"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """RCPT TO has come."""
        envelope.rcpt_tos.append(address)
        self._reached("rcpt")
        return "250 ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """The final dot has come."""
        if self._reached("data"):
            return "451 lost"
        answer = await super().handle_DATA(server, session, envelope)
        self._reached("taken")
        return answer


@dataclass(frozen=True)
class Crime:
    """What is left after a kill: the place, the agencies, and whether the move had been confirmed to its caller."""

    at: Place
    agencies: list[int]
    confirmed: bool
    point: str
    died: bool


def installed(engine: Engine, folder: Path) -> Place:
    """An empty installation at the digest hour of a day when everybody holds their function."""
    return place(engine, folder, MORNING)


def another_round(at: Place, n: int) -> list[int]:
    """The `n`-th mini round of the place, loaded but not begun; two of its agencies."""
    at.clock.set(MORNING)
    loaded = at.load(ROUND.replace("round: mini-2021", f"round: mini-{n}"))
    return [loaded.participations["alfa"], loaded.participations["beta"]]


def runtime_of(at: Place, sink: Sink) -> tuple[Runtime, Sender]:
    """A runtime with a connection and a sender of its own, as a new process has."""
    url = at.runtime.engine.url.render_as_string(hide_password=False)
    quick = Timeouts(connect=5, command=5, data=5, content=5, closing=1)
    sender = Sender(Relay(sink.host, sink.port, tls="none", connections=1, timeouts=quick))
    return replace(at.runtime, engine=open_engine(url), sender=sender), sender


def kill_at(at: Place, agencies: list[int], sink: DeadlySink, point: str) -> Crime:
    """Runs the victim and lets it die when it reaches `point`."""
    at.runtime.engine.dispose()
    mine, theirs = _fork.Pipe()
    process = _fork.Process(target=_victim, args=(at, agencies, sink, point, theirs))
    process.start()
    theirs.close()
    sink.wait_for(process.pid or 0, point)
    mine.send("go")
    process.join(PATIENCE)
    confirmed = False
    while mine.poll():
        try:
            confirmed = mine.recv() == "confirmed" or confirmed
        except EOFError:
            break
    died = process.exitcode == -signal.SIGKILL
    process.kill()
    return Crime(at, agencies, confirmed, point, died)


def _victim(at: Place, agencies: list[int], sink: DeadlySink, point: str, told: Connection) -> None:
    def die(name: str) -> None:
        if name == point:
            os.kill(os.getpid(), signal.SIGKILL)

    told.recv()
    runtime, sender = runtime_of(at, sink)
    seams.install(die)
    outcomes = advance_cluster(runtime, agencies, {}, "invite", EVA)
    assert all(o.ok for o in outcomes)
    told.send("confirmed")
    tick(runtime)
    sender.close()
    os._exit(0)


def recover(at: Place, sink: Sink) -> None:
    """What a restarted worker does, once the dead one's lease has run out."""
    runtime, sender = runtime_of(at, sink)
    try:
        for later in ("09:30", "10:30", "15:30"):
            at.clock.set(f"2021-01-18 {later}")
            tick(runtime)
    finally:
        sender.close()
        runtime.engine.dispose()
