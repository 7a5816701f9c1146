"""Whether a round lasts until its last work is due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from jimflow.core.calendar import Calendar
from jimflow.core.mistakes import Mistake, Said
from jimflow.core.windows import LastDue, last_due
from jimflow.core.workflow import Workflow
from jimflow.files.round_shape import ClusterFile


def due_after_the_end(
    workflow: Workflow, calendar: Calendar, clusters: Sequence[ClusterFile], starts_on: date, ends_on: date
) -> Iterator[Mistake]:
    """A remark when something is due after the round's last day. Nothing stops then: mails and answers go on."""
    latest: LastDue | None = None
    for cluster in clusters:
        days = {m.step: (m.day, m.last_day) for m in cluster.meetings}
        found = last_due(workflow, calendar, days, starts_on)
        if found is not None and (latest is None or found.day > latest.day):
            latest = found
    if latest is not None and latest.day > ends_on:
        what = f"{latest.assignment} ({latest.step})"
        yield Mistake(
            ("ends_on",),
            Said(
                f"{what} har sista dag {latest.day}, efter omgångens slut {ends_on}",
                f"{what} is due {latest.day}, after the round ends, {ends_on}",
            ),
            Said("senarelägg ends_on", "set ends_on later"),
        )
