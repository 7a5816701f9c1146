"""How many women and men took part in a meeting: counted in the room, kept as numbers, never by person."""

from __future__ import annotations

from jimflow.actions.bulk import Bulk
from jimflow.actions.case import record
from jimflow.actions.errors import BadInput, NotAllowed
from jimflow.actions.meetings import members_of, the_meeting
from jimflow.core.figures.facts import Heads
from jimflow.core.model import Actor
from jimflow.runtime import Runtime
from jimflow.store import tables as t
from jimflow.store.transaction import write

MOST = 9_999
"""More than this is a slip of the pen."""

_SEEN = ("women", "men", "not_stated")
_COLUMNS = ("meeting", *_SEEN, "noted_by", "noted_at")
_COUNT = Bulk(
    t.HeadCount,
    *_COLUMNS,
    conflict=lambda insert, _: insert.on_conflict_do_update(
        index_elements=["meeting"], set_={name: insert.excluded[name] for name in _COLUMNS}
    ),
)


def record_head_count(
    runtime: Runtime, cluster: int, step: str, *, women: int, men: int, not_stated: int, actor: Actor
) -> Heads:
    """Keeps the heads of a meeting that has begun; a new count takes the place of the one before. Raises BadInput.

    Those who take part are counted, not the hosts and not the guests. Nothing is decided by it, so no version rises.
    """
    _check(women, men, not_stated)
    with write(runtime.engine) as tx:
        now = runtime.clock()
        cases = members_of(runtime, tx, cluster)
        meeting = the_meeting(cases, step)
        if meeting.status == "cancelled":
            raise NotAllowed("Träffen är inställd.", "The meeting is called off.")
        if meeting.day > cases[0].programme.today(now):
            raise BadInput(f"Träffen är först den {meeting.day}.", f"The meeting is not until {meeting.day}.")
        counted = dict(zip(_SEEN, (women, men, not_stated), strict=True))
        _COUNT.add(tx, [{"meeting": meeting.id, **counted, "noted_by": actor.name, "noted_at": now}])
        record(tx, cases, "head_count", actor, now, extra={"step": step, **counted}, decides=False)
        return Heads(meeting.id, women, men, not_stated)


def _check(*numbers: int) -> None:
    if not all(0 <= n <= MOST for n in numbers):
        raise BadInput(f"Ett antal är mellan 0 och {MOST}.", f"A number is between 0 and {MOST}.")
    if sum(numbers) == 0:
        raise BadInput(
            "Ange hur många som var med: kvinnor, män och ej angivet.",
            "Say how many took part: women, men and not stated.",
        )
