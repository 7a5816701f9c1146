"""One answer to why a participation can or cannot move: everything that stands in the way, now or on a day to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from jimflow.core.model import AssignmentFacts, Blocker, Facts, Verdict
from jimflow.core.programme import Programme
from jimflow.core.status import StepStatus, before_its_meeting, late
from jimflow.core.ways import other_ways
from jimflow.core.workflow import Transition


@dataclass(frozen=True, slots=True)
class OtherWay:
    """Another way of the programme's own from the state, with everything found on it."""

    transition: Transition
    destination: str
    blockers: tuple[Blocker, ...]

    @property
    def open(self) -> bool:
        """True when nothing on it stops; a warning may have to be passed knowingly."""
        return not any(b.severity == "block" and not b.waived for b in self.blockers)


@dataclass(frozen=True, slots=True)
class Why:
    """Everything that stands in the way, whether it stops or not. `destination` is None where no way leads on."""

    facts: Facts
    programme: Programme
    trigger: str
    destination: str | None
    verdicts: tuple[Verdict, ...]
    status: StepStatus
    now: datetime
    no_way: tuple[Blocker, ...] = ()
    """Why no way leads on, where none does."""
    ahead: bool = False
    """True for a day to come."""

    @property
    def blockers(self) -> tuple[Blocker, ...]:
        """The findings, in the order of the rules."""
        return self.no_way + tuple(b for v in self.verdicts for b in v.blockers)

    @property
    def others(self) -> tuple[OtherWay, ...]:
        """The other ways, those that nothing stops first; none on a day to come."""
        if self.ahead:
            return ()
        return tuple(OtherWay(*way) for way in other_ways(self.programme, self.facts, self.trigger, self.now))

    @property
    def allowed(self) -> bool:
        """True when the move would be made with nothing acknowledged."""
        return self.destination is not None and not any(b.stops(frozenset()) for b in self.blockers)

    @property
    def late(self) -> list[AssignmentFacts]:
        """What should have come and has not; from whoever pauses or has left nothing is expected."""
        workflow = self.programme.workflow
        return late(workflow, self.facts, self.now) if self.facts.state in workflow.active else []

    @property
    def stopped_by(self) -> list[str]:
        """The codes that stop it although its meeting is over; before that nobody is stopped."""
        step = self.programme.workflow.steps.get(self.facts.state)
        if step is None or step.rests or before_its_meeting(self.programme, self.facts):
            return []
        blocks = [b.code for b in self.blockers if b.severity == "block" and not b.waived]
        return list(dict.fromkeys(blocks))

    @property
    def rank(self) -> tuple[bool, bool]:
        """For sorting: what needs someone comes first."""
        return (not self.stopped_by, not self.late)
