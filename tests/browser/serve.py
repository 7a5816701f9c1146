"""Serves an application to the browser on 127.0.0.1, in a thread of this process."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

START_SECONDS = 10


@contextmanager
def serving(app: Any) -> Iterator[str]:
    """The address of the application, without a slash at its end; it is closed at the end."""
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", access_log=False, lifespan="on")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, name="served to the browser", daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{_port(server, thread)}"
    finally:
        server.should_exit = True
        server.force_exit = True  # a browser keeps its connections open
        thread.join(START_SECONDS)


def _port(server: uvicorn.Server, thread: threading.Thread) -> int:
    deadline = time.monotonic() + START_SECONDS
    while not server.started:
        if not thread.is_alive() or time.monotonic() > deadline:
            raise RuntimeError("The application did not start; what it wrote stands above.")
        time.sleep(0.005)
    return int(server.servers[0].sockets[0].getsockname()[1])
