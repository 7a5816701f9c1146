"""The plan of moving a round to another definition, and what became of it, as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from jimflow.actions.migration import CasePreview, Preview, Run
from jimflow.cli.desk import Desk
from jimflow.core.differences import differences
from jimflow.core.migration.found import Finding
from jimflow.core.migration.impact import Work
from jimflow.core.migration.moving import CaseMove
from jimflow.texts.migration_words import reader_of, totals


def document(desk: Desk, found: Preview, run: Run | None) -> dict[str, Any]:
    """As the reference has it. `results` is there once it has been done."""
    said: dict[str, Any] = {
        "round": found.code_of_round,
        "before": {"version": found.before.version, "digest": found.before.digest},
        "after": {"version": found.after.version, "digest": found.after.digest} if found.after else None,
        "changed": _changed(found),
        "code": found.code,
        "findings": _findings(found.findings),
        "totals": totals([c.change for c in found.cases if c.change is not None]),
        "participations": [_case(desk, c) for c in found.cases],
        "ended": list(found.ended),
        "unknown": list(found.unknown),
        "done": run is not None,
    }
    if run is not None:
        said["settled"] = run.settled
        said["results"] = [
            {"organisation": r.organisation, "what": r.what, "findings": _findings(r.findings)} for r in run.results
        ]
    return said


def _changed(found: Preview) -> list[str]:
    if found.after is None or found.after.name != found.before.name:
        return []
    return list(dict.fromkeys(".".join(d.path) for d in differences(found.before, found.after)))


def _findings(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    return [
        {
            "weight": f.weight,
            "code": f.code,
            "what": {"sv": f.what.sv, "en": f.what.en},
            "mend": {"sv": f.mend.sv, "en": f.mend.en} if f.mend else None,
        }
        for f in findings
    ]


def _case(desk: Desk, case: CasePreview) -> dict[str, Any]:
    facts = case.moving.case.facts
    return {
        "organisation": facts.organisation,
        "state": facts.state,
        "version": facts.version,
        "moves": case.moves,
        "there": case.way is None,
        "findings": _findings(case.plan.findings) if case.plan else [],
        "map": case.plan.names.record() if case.plan else {},
        "impact": _impact(desk, case.change) if case.change is not None else None,
    }


def _impact(desk: Desk, case: CaseMove) -> dict[str, Any]:
    impact, today = case.impact, desk.today()
    return {
        "assignments_made": [_work(w) for w in impact.made],
        "assignments_ended": [_work(w) for w in impact.ended],
        "due_dates_moved": [_work(w) for w in impact.due_moved],
        "mails_added": [_mail(*one) for one in impact.added],
        "mails_dropped": [_mail(*one) for one in impact.dropped],
        "mails_moved": [
            {"rule": m.rule, "function": m.recipient, "before": _at(m.before), "after": _at(m.after)}
            for m in impact.moved
        ],
        "told_at_once": [{"assignment": a, "function": f} for a, f in impact.at_once],
        "unsaid": len(impact.unsaid),
        "stops": reader_of(case, case.after, today).document(impact.stops),
        "freed": reader_of(case, case.before, today).document(impact.freed),
        "could_move_on": impact.could,
        "can_move_on": impact.can,
    }


def _work(work: Work) -> dict[str, Any]:
    return {"step": work.step, "assignment": work.name, "before": _at(work.before), "after": _at(work.after)}


def _mail(rule: str, function: str, due: datetime) -> dict[str, Any]:
    return {"rule": rule, "function": function, "due": _at(due)}


def _at(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None
