"""Until when a participation pauses: a day to remind the host on, after which nothing happens by itself."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import update

from jimflow.actions.case import Case, open_alone, record
from jimflow.actions.errors import BadInput, NotAllowed
from jimflow.core.model import Actor
from jimflow.runtime import Runtime
from jimflow.store.tables import Participation
from jimflow.store.tables.columns import table
from jimflow.store.transaction import write


def put_off(runtime: Runtime, participation: int, until: date, actor: Actor) -> None:
    """Sets the day, or another day, for one that pauses already. Raises NotAllowed for one that does not."""
    with write(runtime.engine) as tx:
        now = runtime.clock()
        case = open_alone(runtime, tx, participation, frozenset())
        if case.facts.came_from is None:
            raise NotAllowed(
                f"{case.facts.organisation_names[0]} är inte pausad.",
                f"{case.facts.organisation_names[1]} is not paused.",
            )
        refuse_day(case, until, now)
        p = table(Participation)
        tx.connection.execute(update(p).where(p.c.id == participation).values(paused_until=until))
        record(tx, [case], "pause_until", actor, now, extra={"until": until.isoformat()})


def refuse_day(case: Case, until: date, now: datetime) -> None:
    """Raises BadInput for a day on which nobody could be reminded: gone by, or outside the calendar."""
    calendar, today = case.programme.calendar, case.programme.today(now)
    if until <= today:
        raise BadInput(
            f"--until: {until} är inte efter i dag. Ange en senare dag.",
            f"--until: {until} is not after today. Give a later day.",
        )
    if until > calendar.last:
        raise BadInput(
            f"--until: kalendern {calendar.name} gäller {calendar.covers}.",
            f"--until: the calendar {calendar.name} covers {calendar.covers}.",
        )
