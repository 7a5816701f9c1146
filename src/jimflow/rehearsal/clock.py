"""The virtual clock of a rehearsal: it stands still until it is told to jump."""

from __future__ import annotations

from datetime import UTC, datetime


class VirtualClock:
    """Tells the time it was last set to; given to a Runtime as its clock."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)

    def __call__(self) -> datetime:
        """The present moment of the rehearsal, aware and in UTC."""
        return self._now

    def jump(self, to: datetime) -> None:
        """Goes forward to `to`. Raises ValueError for a moment that has passed: time never runs back."""
        if to < self._now:
            raise ValueError(f"the clock stands at {self._now} and cannot go back to {to}")
        self._now = to.astimezone(UTC)
