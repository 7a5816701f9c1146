"""Weeks ahead: what each meeting to come will lack as it looks now, agency by agency; reads only."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from jimflow.actions.case import Case, open_cases
from jimflow.core.called import folded
from jimflow.core.model import Blocker, Facts, Meeting
from jimflow.core.outlook import outlook
from jimflow.core.programme import Programme
from jimflow.runtime import Runtime
from jimflow.store.hot.facts import EVERYTHING
from jimflow.store.tables import Participation
from jimflow.store.tables.columns import table
from jimflow.store.transaction import read


@dataclass(frozen=True, slots=True)
class Outlook:
    """What one member lacks for one meeting; `programme` is the one it runs on."""

    facts: Facts
    programme: Programme
    blockers: tuple[Blocker, ...]

    @property
    def lacks(self) -> tuple[Blocker, ...]:
        """What somebody should see to: no mere information, and nothing that has been waived."""
        return tuple(b for b in self.blockers if b.severity != "info" and not b.waived)


@dataclass(frozen=True, slots=True)
class Ahead:
    """A meeting to come of a cluster, with everyone who takes part, by name. `days` until it, from today."""

    cluster: int
    meeting: Meeting
    days: int
    members: tuple[Outlook, ...]

    @property
    def lacking(self) -> tuple[Outlook, ...]:
        """The members that lack something."""
        return tuple(m for m in self.members if m.lacks)


def forecast(runtime: Runtime, round_id: int, cluster: int | None = None) -> list[Ahead]:
    """Every meeting to come of a round, or of one of its clusters, the nearest first; in a fixed number of statements.

    Today's is one of them until it is marked as held. Only members that take part at the moment are looked at.
    """
    with read(runtime.engine) as tx:
        now = runtime.clock()
        p = table(Participation).c
        wanted = select(p.id).where(p.round == round_id)
        if cluster is not None:
            wanted = wanted.where(p.cluster == cluster)
        cases = list(open_cases(runtime, tx, list(tx.connection.execute(wanted).scalars()), EVERYTHING).values())
    by_cluster: dict[int, list[Case]] = {}
    for case in sorted(cases, key=lambda c: folded(c.facts.organisation_name)):
        if case.facts.state in case.programme.workflow.active:
            by_cluster.setdefault(case.facts.cluster_id, []).append(case)
    found = []
    for number, members in by_cluster.items():
        today = members[0].programme.today(now)
        for meeting in members[0].facts.meetings.values():
            if meeting.status != "planned" or meeting.last_day < today:
                continue
            each = (Outlook(c.facts, c.programme, outlook(c.programme, c.facts, meeting.step, now)) for c in members)
            found.append(Ahead(number, meeting, max(0, (meeting.day - today).days), tuple(each)))
    return sorted(found, key=lambda ahead: (ahead.meeting.day, ahead.cluster))
