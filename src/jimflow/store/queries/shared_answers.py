"""What the members of a cluster have to do at one of its meetings, so that what is shared of it can be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from jimflow.core.model import AssignmentStatus
from jimflow.core.workflow import Place
from jimflow.store.queries.shape import columns, records
from jimflow.store.tables import Assignment, Organisation, Participation
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_N, _O, _P = table(Assignment), table(Organisation), table(Participation)


@dataclass(frozen=True, slots=True)
class MemberWork:
    """One member's assignment at the step of a meeting, with how the member is called and how far it has come."""

    id: int
    name: str
    place: Place
    status: AssignmentStatus
    submitted_at: datetime | None
    participation: int
    cluster: int
    round: int
    definition: str
    state: str
    name_sv: str
    name_en: str


def work_at(tx: Tx, cluster: int, step: str) -> list[MemberWork]:
    """Every member's before and after of the step, as it stands; one statement. What it says is asked for apart, and
    only of what may be read (`work.answers`)."""
    chosen = columns(MemberWork, _N, _P, _O, participation=_P.c.id)
    wanted = (
        select(*chosen)
        .select_from(_N)
        .join(_P, _P.c.id == _N.c.participation)
        .join(_O, _O.c.code == _P.c.subject)
        .where(_P.c.cluster == cluster, _N.c.step == step, _N.c.place.in_(("before", "after")))
        .order_by(_N.c.id)
    )
    return list(records(tx, MemberWork, wanted))
