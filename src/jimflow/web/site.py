"""What every page of one installation stands on: the parts of the program, its name, and a demo's example clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

from jimflow.runtime import Runtime
from jimflow.store.installation import installation
from jimflow.store.transaction import read
from jimflow.web.remembered import Remembered


@dataclass(frozen=True, slots=True)
class Site:
    """One installation as its pages see it."""

    runtime: Runtime
    name: str
    demo: bool
    offset: timedelta
    hurry: Callable[[], None] = lambda: None
    """Says that something has been written that is not to wait for the worker's next beat."""
    remembered: Remembered = field(default_factory=Remembered)
    """Parts of pages that have been made, under keys that begin with the page's name."""

    @property
    def secure(self) -> bool:
        """True where browsers reach us over HTTPS; then cookies travel nowhere else."""
        return urlsplit(self.runtime.settings.base_url).scheme == "https"


def site_of(runtime: Runtime, hurry: Callable[[], None] = lambda: None) -> Site:
    """The installation of the runtime's database. Raises RuntimeError where it was never set up."""
    with read(runtime.engine) as tx:
        row = installation(tx)
    if row is None:
        raise RuntimeError("the database has not been set up: jimflow init")
    return Site(runtime, row.name, row.demo, timedelta(seconds=row.clock_offset), hurry)
