"""How one that takes part stands, in the one word that boards and pages colour: what needs somebody comes first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from jimflow.core.why import Why

Standing = Literal["stopped", "late", "ready", "going", "outside"]
STANDINGS: Sequence[Standing] = ("stopped", "late", "ready", "going", "outside")


def standing_of(answer: Why) -> Standing:
    """The standing that an answer to `advance` shows."""
    if answer.stopped_by:
        return "stopped"
    if answer.late:
        return "late"
    if answer.facts.state not in answer.programme.workflow.active:
        return "outside"
    return "ready" if answer.allowed and answer.status in ("after_done", "working", "held") else "going"
