"""What became of several that were to move together, in words."""

from __future__ import annotations

from collections.abc import Sequence

from jimflow.actions.advance import Outcome
from jimflow.core.mistakes import Said
from jimflow.core.model import Change
from jimflow.core.workflow import Workflow
from jimflow.texts.amounts import listed
from jimflow.texts.names import state_title


def told(outcomes: Sequence[Outcome], workflow: Workflow) -> Said:
    """Those that moved first, then each that stayed."""
    return Said(*(" ".join(_told(outcomes, workflow, lang)) for lang in ("sv", "en")))


def _told(outcomes: Sequence[Outcome], workflow: Workflow, lang: str) -> list[str]:
    gone: dict[str, list[str]] = {}
    stayed = []
    for one in outcomes:
        name = one.facts.organisation_names[lang == "en"]
        if isinstance(one.result, Change):
            gone.setdefault(one.result.destination, []).append(name)
        elif one.result == "stale":
            said = Said(f"{name}: någon annan hann före, se efter igen.", f"{name}: someone was faster, look again.")
            stayed.append(said.in_(lang))
        else:
            stayed.append(Said(f"{name} kan inte gå vidare än.", f"{name} cannot move on yet.").in_(lang))
    moved = [
        Said(f"{listed(names, lang)}: nu i {to}.", f"{listed(names, lang)}: now in {to}.").in_(lang)
        for state, names in gone.items()
        for to in [state_title(workflow, state, lang)]
    ]
    return [*moved, *stayed]
