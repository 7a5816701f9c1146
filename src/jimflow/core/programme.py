"""A workflow made ready to run: with its machine and its calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from jimflow.core.calendar import Calendar
from jimflow.core.workflow import Workflow


@dataclass(frozen=True, slots=True)
class Programme:
    """What every decision needs beside the facts; built once for each definition in use, shared by all threads."""

    workflow: Workflow
    machine: Any
    calendar: Calendar

    def today(self, now: datetime) -> date:
        """The date on the wall where the programme is held."""
        return self.calendar.local_date(now)
