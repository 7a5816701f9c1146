"""Serves an application to the browser on 127.0.0.1, in a thread of this process."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

HOST = "127.0.0.1"
START_SECONDS = 10


@contextmanager
def serving(app: Any) -> Iterator[str]:
    """The address of the application, without a slash at its end; it is closed at the end."""
    config = uvicorn.Config(
        app,
        host=HOST,
        port=0,
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=2,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, name="served to the browser", daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{_port(server, thread)}"
    finally:
        server.should_exit = True
        thread.join(START_SECONDS)


def _port(server: uvicorn.Server, thread: threading.Thread) -> int:
    deadline = time.monotonic() + START_SECONDS
    while not server.started:
        if not thread.is_alive() or time.monotonic() > deadline:
            raise RuntimeError("The application did not start; what it wrote stands above.")
        time.sleep(0.005)
    return int(server.servers[0].sockets[0].getsockname()[1])
