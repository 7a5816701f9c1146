"""That somebody has taken in a piece of material, for the functions they answer for: the agency's own memory.

It stands in no audit and on no page of the host.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, insert

from jimflow.actions.at_meeting import at_meeting
from jimflow.actions.case import alone
from jimflow.actions.guests import Guest, no_such_thing, seated
from jimflow.runtime import Runtime
from jimflow.store.queries.materials import materials_of_step, ticks
from jimflow.store.tables import MaterialTick
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, write

_T = table(MaterialTick)


def tick_at_task(runtime: Runtime, guest: Guest, task: int, material: int, *, taken: bool) -> None:
    """Says, or takes back, that the guest's functions in the task have taken in the material of that number.

    Raises NotFound for what is not open to the guest, and for material of another step.
    """
    with write(runtime.engine) as tx:
        at = seated(runtime, tx, guest, task)
        _say(runtime, tx, guest, at.participation, at.step, at.functions, material, taken=taken)


def tick_at_meeting(runtime: Runtime, guest: Guest, meeting: int, material: int, *, taken: bool) -> None:
    """The same for the functions with which the guest attends the meeting, at each agency that she comes from."""
    with write(runtime.engine) as tx:
        at = at_meeting(runtime, tx, guest, meeting)
        homes = dict.fromkeys(s.participation for s in at.seats if s.participation is not None)
        if not homes:
            raise no_such_thing()
        for participation in homes:
            functions = dict.fromkeys(s.function for s in at.seats if s.participation == participation)
            _say(runtime, tx, guest, participation, at.row.step, functions, material, taken=taken)


def _say(
    runtime: Runtime,
    tx: Tx,
    guest: Guest,
    participation: int,
    step: str,
    functions: Collection[str],
    material: int,
    *,
    taken: bool,
) -> None:
    address = next((m.url for m in materials_of_step(tx, participation, step) if m.id == material), None)
    if address is None:
        raise no_such_thing()
    alone(tx, [participation])
    if not taken:
        of_this = (_T.c.participation == participation, _T.c.material == address, _T.c.function.in_(functions))
        tx.connection.execute(delete(_T).where(*of_this))
        return
    known = {t.function for t in ticks(tx, participation, [address])}
    row = {"participation": participation, "material": address}
    by = {"ticked_at": runtime.clock(), "ticked_by": guest.actor.name}
    if new := [{**row, **by, "function": f} for f in functions if f not in known]:
        tx.connection.execute(insert(_T), new)
