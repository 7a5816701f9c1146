"""What the database of a test begins with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Engine


@dataclass(frozen=True)
class Beginning:
    """The schema and what `fill` adds to it, made once under that name; every test gets a copy."""

    name: str = "jimflow_migrated"
    fill: Callable[[Engine], None] | None = None
