"""One case that would be moved to another definition, with all that would follow."""

from __future__ import annotations

from dataclasses import dataclass

from jimflow.core.migration.found import Finding
from jimflow.core.migration.impact import Impact
from jimflow.core.model import Facts
from jimflow.core.workflow import Workflow


@dataclass(frozen=True, slots=True)
class CaseMove:
    """A case as it is now, the definitions it comes from and goes to, what is worth knowing and what would change."""

    facts: Facts
    before: Workflow
    after: Workflow
    findings: tuple[Finding, ...]
    impact: Impact
