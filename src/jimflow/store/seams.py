"""Named points inside a commit where a crash test may stop the program; nothing happens unless a hook is installed."""

from __future__ import annotations

from collections.abc import Callable

Hook = Callable[[str], None]

_hook: Hook | None = None


def at(name: str) -> None:
    """Says that the program has reached the point called `name`."""
    if _hook is not None:
        _hook(name)


def install(hook: Hook | None) -> None:
    """Calls `hook` with the name of every point from now on; None ends it. For tests only."""
    global _hook
    _hook = hook
