"""The product as it is measured: the real parts, with a clock that stands still and a sender that keeps the mails."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine

from bench.rows import NOW
from jimflow.config import Settings
from jimflow.files.shipped import shipped
from jimflow.mail.templates import Templates
from jimflow.rehearsal.outbox import Keeper
from jimflow.runtime import Runtime


def product(engine: Engine) -> Runtime:
    """An installation at work on this database."""

    def clock() -> datetime:
        return NOW

    return Runtime(Settings(), engine, clock, Keeper(clock), Templates(shipped("notifications")))
