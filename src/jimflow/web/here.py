"""Which round, cluster and agency an address means; NotFound leads to the page that says so."""

from __future__ import annotations

from jimflow.actions.errors import NotFound
from jimflow.core.workflow import Workflow
from jimflow.store.queries.rounds import ClusterRow, ParticipationRow, RoundRow, clusters, participations
from jimflow.store.transaction import read
from jimflow.web.visit import Visit


def the_round(visit: Visit, code: str) -> RoundRow:
    """The round of that code. Raises NotFound."""
    found = next((r for r in visit.rounds if r.code == code), None)
    if found is None:
        raise NotFound(f"Omgången {code} finns inte.", f"There is no round {code}.")
    return found


def the_workflow(visit: Visit, of: RoundRow) -> Workflow:
    """The definition that the round was loaded with."""
    with read(visit.runtime.engine) as tx:
        return visit.runtime.programmes.workflow(tx, of.definition)


def the_cluster(visit: Visit, of: RoundRow, code: str) -> ClusterRow:
    """The cluster of that code in the round. Raises NotFound."""
    with read(visit.runtime.engine) as tx:
        found = next((c for c in clusters(tx, of.id) if c.code == code), None)
    if found is None:
        raise NotFound(f"{code} finns inte i omgången {of.code}.", f"There is no {code} in the round {of.code}.")
    return found


def the_agency(visit: Visit, of: RoundRow, code: str) -> ParticipationRow:
    """The participation in the round of whoever has that code. Raises NotFound."""
    with read(visit.runtime.engine) as tx:
        found = next((p for p in participations(tx, of.code) if p.organisation == code), None)
    if found is None:
        raise NotFound(f"{code} deltar inte i omgången {of.code}.", f"{code} takes no part in the round {of.code}.")
    return found
