"""Which warnings need not be passed at all, since what they ask for may still come in time."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import datetime

from jimflow.cli.findings import WIDTH
from jimflow.core.mistakes import Said
from jimflow.core.model import Blocker, Facts
from jimflow.core.status import awaited
from jimflow.core.workflow import Workflow
from jimflow.texts.amounts import listed


def in_time(workflow: Workflow, facts: Facts, blockers: Sequence[Blocker], now: datetime, lang: str) -> list[str]:
    """A sentence naming them, so that nobody passes blindly what waiting would settle; nothing when there is none."""
    warnings = [b for b in blockers if b.severity == "warn" and not b.waived]
    late = {b.code for b in warnings if not awaited(workflow, facts, b, now)}
    codes = [code for code in dict.fromkeys(b.code for b in warnings) if code not in late]
    if not codes:
        return []
    said = Said(
        f"Inte för sent än: {listed(codes, 'sv')}. "
        "Det som saknas kan komma i tid, och då behöver ingen varning passeras.",
        f"Not too late yet: {listed(codes, 'en')}. What is missing may come in time, and then nothing need be passed.",
    )
    return ["", *textwrap.wrap(said.in_(lang), WIDTH)]
