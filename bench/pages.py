"""Every page with 60 agencies in the round: how long the first answer takes and how long the next."""

from __future__ import annotations

import re
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.large_round import EVA, large_round
from jimflow.actions.accounts import add_account
from jimflow.actions.sign_in import Session, sign_in_as
from jimflow.web.app import create_app, routes

FILLED = {
    "code": "jim-plus-2021-2022",
    "agency": "formas_1",
    "cluster": "forskningsfinansiarer_1",
    "step": "start",
    "trigger": "advance",
    "rule": "management_present",
    "name": "self_assessment",
    "function": "finance",
    "chain": "1",
    "seq": "1",
    "file": "all.xlsx",
}
NAMES = {"/workflows/{name}": {"name": "jim-plus"}, "assignments/{step}/{name}": {"step": "preparation"}}
ALLOWED = 1.0


def main() -> None:
    """Prints the slowest pages and whether any takes a second (none may)."""
    from starlette.testclient import TestClient

    with tempfile.TemporaryDirectory(prefix="jfbench-") as folder:
        runtime, _ = large_round(Path(folder), 60)
        add_account(runtime, "eva", "Eva", "coordinator", "a long password", EVA)
        session = sign_in_as(runtime, "eva")
        assert isinstance(session, Session)
        client = TestClient(create_app(runtime))
        client.cookies.set("jimflow-session", session.secret)
        found = sorted((_timed(client, path) for path in _paths()), reverse=True)
        runtime.engine.dispose()
    for first, then, path in found[:12]:
        print(f"{path:64} {first:6.2f} s, again {then:6.3f} s")
    slow = [path for first, _, path in found if first > ALLOWED]
    print(f"{len(found)} pages, slower than {ALLOWED:g} s: {', '.join(slow) or 'none'}")


def _paths() -> list[str]:
    shown = {r.path for r in routes() if r.method == "GET" and r.right != "anyone"}
    return sorted(_filled(path) for path in shown)


def _filled(path: str) -> str:
    own = next((values for part, values in NAMES.items() if part in path), {})
    return re.sub(r"{(\w+)}", lambda m: own.get(m.group(1), FILLED.get(m.group(1), "1")), path)


def _timed(client: Any, path: str) -> tuple[float, float, str]:
    took = []
    for _ in range(4):
        began = time.perf_counter()
        status = client.get(path, follow_redirects=False).status_code
        took.append(time.perf_counter() - began)
    return took[0], statistics.median(took[1:]), f"{path} {status}"


if __name__ == "__main__":
    main()
