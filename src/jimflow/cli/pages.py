"""How the pages are served from the command line: the door, the address that is told, and the work beside them."""

from __future__ import annotations

import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn

from jimflow.cli.beating import beat, checked
from jimflow.cli.desk import Desk
from jimflow.cli.errors import CannotWork
from jimflow.cli.logbook import kept_in, log_path
from jimflow.scheduler import Bell, beat_until
from jimflow.web.app import create_app

BACKLOG = 2048


class _Server(uvicorn.Server):
    """Tells when the pages can be asked for."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready
        self.interrupted = False

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """SIGTERM and Ctrl-C end the serving and nothing else; whoever called goes on to the end."""
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """As uvicorn's own, remembering whether somebody sat there."""
        self.interrupted = sig == signal.SIGINT
        super().handle_exit(sig, frame)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn's own, then tells."""
        await super().startup(sockets)
        if self.started:
            self._ready()


def serve_pages(
    desk: Desk, address: str | None, port: int | None, *, worker: bool, told: Callable[[str], None] | None = None
) -> None:
    """Serves until SIGTERM or Ctrl-C, which let what is being answered finish; then the worker's beat ends too.

    After Ctrl-C it raises KeyboardInterrupt. `told` is given the address once the pages answer; without it, it is put
    on the screen. Raises CannotWork where the port is taken.
    """
    settings = desk.runtime.settings
    door = _door(address or settings.web_address, settings.web_port if port is None else port)
    place = f"http://{_host(door)}:{door.getsockname()[1]}"
    say = told or (lambda at: _greeting(desk, at, worker=worker))
    bell = Bell()
    config = uvicorn.Config(
        create_app(desk.runtime, bell.ring),
        access_log=False,  # a page's address may name a person
        log_config=None,
        server_header=False,
        proxy_headers=bool(settings.web_proxies),
        forwarded_allow_ips=list(settings.web_proxies),
        timeout_graceful_shutdown=10,
    )
    server = _Server(config, lambda: say(place))
    stop = threading.Event()
    with kept_in(log_path(settings)):
        beats = threading.Thread(target=_beats, args=(desk, stop, bell), name="worker") if worker else None
        if beats is not None:
            beats.start()
        try:
            server.run([door])
        finally:
            stop.set()
            if beats is not None:
                beats.join()
            door.close()
    desk.say("Avslutat.", "Ended.")
    if server.interrupted:
        raise KeyboardInterrupt


def _beats(desk: Desk, stop: threading.Event, bell: Bell) -> None:
    sender = checked(desk)
    beat_until(stop, lambda: beat(desk, sender), desk.runtime.settings.heartbeat_seconds, bell)


def _door(address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    door = socket.socket(family, socket.SOCK_STREAM)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((address, port))
        door.listen(BACKLOG)
    except (OSError, OverflowError) as error:
        door.close()
        raise CannotWork(
            f"Det går inte att lyssna på {address} port {port}. Är den upptagen? Välj en annan med --port.",
            f"It is not possible to listen on {address} port {port}. Is it taken? Choose another with --port.",
        ) from error
    return door


def _host(door: socket.socket) -> str:
    host = str(door.getsockname()[0])
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"[{host}]" if ":" in host else host


def _greeting(desk: Desk, place: str, *, worker: bool) -> None:
    desk.say(f"Sidorna finns på {place} – avsluta med Ctrl-C.", f"The pages are at {place} – end with Ctrl-C.")
    if not worker:
        desk.say("Inget skickas härifrån: kör jimflow worker.", "Nothing is sent from here: run jimflow worker.")
    desk.at_once()
