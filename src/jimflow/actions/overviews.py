"""The host's overview of a round, some of whose cases may run on another definition than the others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from jimflow.actions.case import Case
from jimflow.core.overview import Line, Overview, overview


def overview_of(cases: Sequence[Case], now: datetime) -> Overview:
    """As the core's overview; each case is judged by the definition it runs on, and the same day is told once."""
    kinds: dict[str, list[Case]] = {}
    for case in cases:
        kinds.setdefault(case.facts.definition, []).append(case)
    found = [overview(several[0].programme, [c.facts for c in several], now) for several in kinds.values()]
    if len(found) == 1:
        return found[0]
    order = {str(c.facts.called): n for n, c in enumerate(cases)}
    together = Overview(coming=_coming([line for one in found for line in one.coming]))
    for one in found:
        together.late += one.late
        together.stopped += one.stopped
        together.ready += one.ready
    for lines in (together.late, together.stopped, together.ready):
        lines.sort(key=lambda line: order[str(line["organisation"])])
    return together


def _coming(lines: Sequence[Line]) -> list[Line]:
    """One line for each cluster's meeting and for each due date, with all answers it waits for."""
    kept: dict[tuple[str, ...], Line] = {}
    for line in lines:
        key = tuple(str(line.get(name, "")) for name in ("day", "meeting", "cluster", "assignment", "step"))
        known = kept.setdefault(key, {**line, **({"count": 0} if "count" in line else {})})
        if "count" in line:
            known["count"] = int(str(known["count"])) + int(str(line["count"]))
            if known["count"] != 1:
                known.pop("from", None)
    return sorted(kept.values(), key=lambda line: str(line["day"]))
