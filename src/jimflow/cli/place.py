"""Where one participation stands, and what stands in its way."""

from __future__ import annotations

from dataclasses import dataclass

from jimflow.actions.why import Why
from jimflow.core.model import AssignmentFacts
from jimflow.core.status import before_its_meeting, late
from jimflow.store.queries.rounds import ParticipationRow


@dataclass(frozen=True, slots=True)
class Place:
    """One participation: its row, and what stands in its way."""

    row: ParticipationRow
    found: Why

    @property
    def late(self) -> list[AssignmentFacts]:
        """What should have come and has not; from whoever pauses or has left nothing is expected."""
        workflow = self.found.programme.workflow
        return late(workflow, self.found.facts, self.found.now) if self.row.state in workflow.active else []

    @property
    def stopped_by(self) -> list[str]:
        """The codes that stop it although its meeting is over; before that nobody is stopped."""
        programme, facts = self.found.programme, self.found.facts
        step = programme.workflow.steps.get(facts.state)
        if step is None or step.rests or before_its_meeting(programme, facts):
            return []
        blocks = [b.code for b in self.found.blockers if b.severity == "block" and not b.waived]
        return list(dict.fromkeys(blocks))

    @property
    def rank(self) -> tuple[bool, bool]:
        """What needs someone comes first."""
        return (not self.stopped_by, not self.late)
