"""Brings the schema up to date, and makes a fresh one at once where nothing is to be kept."""

from __future__ import annotations

from sqlalchemy import Engine


def migrate(engine: Engine) -> None:
    """Runs every migration the database has not seen, all in one transaction."""
    raise NotImplementedError


def is_current(engine: Engine) -> bool:
    """True when the database has exactly the migrations this program knows; False for an empty one."""
    raise NotImplementedError


def create_fresh(engine: Engine) -> None:
    """The whole schema in an empty database, without running the migrations one by one: for rehearsals and tests."""
    raise NotImplementedError
