"""A rehearsal as one JSON document; its keys are part of the contract (docs/reference/rehearse-json.md)."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from jimflow.core.mistakes import Said
from jimflow.rehearsal.outcome import Rehearsed


def document(found: Rehearsed) -> dict[str, Any]:
    """The document, with words in both languages."""
    return {
        "round": found.round,
        "title": _said(found.title),
        "example": found.example,
        "example_note": _said(found.example_note),
        "people": {"name": found.people, "title": _said(found.people_title)},
        "from": found.since.isoformat(),
        "until": found.until.isoformat(),
        "mails": [
            {
                "at": line.at.isoformat(),
                "to": line.to,
                "organisation": line.organisation,
                "function": ", ".join(line.functions),
                "class": line.mail_class,
                "subject": line.subject,
                "items": list(line.items),
            }
            for line in found.mails
        ],
        "deadlines": [
            {
                "organisation": line.organisation,
                "step": line.step,
                "assignment": line.assignment,
                "status": line.status,
                "opens": _day(line.opens),
                "due": _day(line.due),
                "reckoned": _day(line.reckoned),
                "submitted": _day(line.submitted),
                "late": line.late,
            }
            for line in found.deadlines
        ],
        "blocked": [
            {
                "organisation": line.organisation,
                "state": line.state,
                "to": line.to,
                "code": line.code,
                "severity": line.severity,
                "waivable": line.waivable,
                "from": line.since.isoformat(),
                "until": _day(line.until),
                "working_days": line.working_days,
                "text": _said(line.text),
                "fix": _said(line.fix),
            }
            for line in found.stops
        ],
        "load": [
            {
                "week": line.week,
                "to": line.to,
                "organisation": line.organisation,
                "function": ", ".join(line.functions),
                "mails": line.mails,
                "hours": round(line.hours, 1),
                "meeting_hours": line.meeting_hours,
            }
            for line in found.load
        ],
        "moved": [
            {
                "kind": line.kind,
                "organisation": line.organisation,
                "step": line.step,
                "assignment": line.assignment,
                "wanted": line.wanted.isoformat(),
                "got": _day(line.got),
            }
            for line in found.remarks
        ],
        "meetings": [
            {
                "cluster": line.cluster,
                "step": line.step,
                "day": line.day.isoformat(),
                "last_day": line.last_day.isoformat(),
                "status": line.status,
                "theme": line.theme,
                "example_date": line.example,
            }
            for line in found.meetings
        ],
        "bad_days": [
            {"day": line.day.isoformat(), "why": _said(line.why), "mails": line.mails, "deadlines": line.deadlines}
            for line in found.bad_days
        ],
        "ended": found.ended,
    }


def as_text(found: dict[str, Any]) -> str:
    """The document as JSON with a line for every mail, deadline and so on: quick to write, and to look through."""
    parts = [
        f"{_json(key)}: {_lines(value) if isinstance(value, list) else _json(value)}" for key, value in found.items()
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _lines(rows: list[Any]) -> str:
    return "[" + ",".join(f"\n {_json(row)}" for row in rows) + ("\n]" if rows else "]")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _said(words: Said) -> dict[str, str]:
    return {"sv": words.sv, "en": words.en}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
