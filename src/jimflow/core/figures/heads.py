"""Heads by sex, meeting by meeting, as they were counted in the room."""

from __future__ import annotations

from dataclasses import dataclass

from jimflow.core.figures.facts import Heads, Held, RoundFacts
from jimflow.core.figures.presence import held
from jimflow.core.workflow import Workflow


@dataclass(frozen=True, slots=True)
class MeetingHeads:
    """A meeting that has been held, and its heads; None where nobody has noted them."""

    meeting: Held
    heads: Heads | None


def heads_by_sex(workflow: Workflow, facts: RoundFacts) -> list[MeetingHeads]:
    """Every meeting that has been held, by step and then by cluster."""
    counted = {h.meeting: h for h in facts.heads}
    return [MeetingHeads(m, counted.get(m.id)) for m in held(workflow, facts)]
