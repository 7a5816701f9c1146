"""The rows both sides start from: participations with six appointments, held meetings, presences and finished reports."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, insert

from jimflow.core.audit import GENESIS
from jimflow.core.calendar_record import recorded
from jimflow.core.canonical import canonical, digest
from jimflow.core.definition import read_definition
from jimflow.core.workflow import Workflow
from jimflow.files.calendars import load_calendar
from jimflow.files.shipped import shipped
from jimflow.files.yaml import load
from jimflow.store import tables as t
from jimflow.store.installation import create_installation
from jimflow.store.migrate import create_fresh
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, write

NOW = datetime(2026, 9, 21, 9, 0, tzinfo=UTC)


def lay(engine: Engine, definition: Path, n: int) -> Workflow:
    """`n` participations, each in a cluster of its own, standing in the first step with everything done."""
    create_fresh(engine)
    data = load(definition).data
    workflow = read_definition(data)
    calendar = load_calendar(shipped("config") / "calendars" / "sweden.yaml")
    with write(engine) as tx:
        create_installation(tx, "bench", NOW)
        policy: dict[str, Any] = {"severity": {}, "deputy": "does not count"}
        put(
            tx,
            t.Definition,
            [
                dict(
                    digest=workflow.digest,
                    name=workflow.name,
                    version=workflow.version,
                    canonical=workflow.source,
                    stored_at=NOW,
                )
            ],
        )
        put(
            tx,
            t.Organisation,
            [
                dict(
                    code=f"a{i}", name_sv=f"Myndighet {i}", name_en=f"Agency {i}", short="", mailbox=f"a{i}@example.org"
                )
                for i in range(1, n + 1)
            ],
        )
        put(
            tx,
            t.Round,
            [
                dict(
                    id=1,
                    code="bench",
                    definition=workflow.digest,
                    calendar=canonical(recorded(calendar)).decode(),
                    policy=canonical(policy).decode(),
                    policy_digest=digest(policy),
                    facts=json.dumps({"title": "Bench"}),
                    invite_on=date(2026, 1, 1),
                    starts_on=date(2026, 1, 1),
                    ends_on=date(2027, 12, 31),
                    example=True,
                    loaded_at=NOW,
                )
            ],
        )
        put(
            tx,
            t.Cluster,
            [
                dict(id=i, round=1, code=f"c{i}", name_sv=f"Kluster {i}", name_en=f"Cluster {i}")
                for i in range(1, n + 1)
            ],
        )
        first = next(iter(workflow.steps))
        put(
            tx,
            t.Participation,
            [
                dict(
                    id=i,
                    round=1,
                    cluster=i,
                    subject_kind="organisation",
                    subject=f"a{i}",
                    definition=workflow.digest,
                    state=first,
                    version=0,
                    late_joiner=False,
                    entered_at=NOW,
                    joined_at=NOW,
                    audit_seq=0,
                    audit_head=GENESIS,
                )
                for i in range(1, n + 1)
            ],
        )
        _people(tx, workflow, n)
        _meetings(tx, workflow, n)
        _work(tx, workflow, n)
    return workflow


def _people(tx: Tx, workflow: Workflow, n: int) -> None:
    functions = [f.name for f in workflow.functions.values() if f.belongs_to in ("agency", "ministry")]
    k = len(functions)
    put(
        tx,
        t.Person,
        [
            dict(id=k * (i - 1) + j + 1, pseudonym=f"p{i}.{j}", name="", mail=f"{f}@a{i}.example.org", language="sv")
            for i in range(1, n + 1)
            for j, f in enumerate(functions)
        ],
    )
    put(
        tx,
        t.Appointment,
        [
            dict(
                id=k * (i - 1) + j + 1,
                round=1,
                participation=i,
                organisation=f"a{i}",
                function=f,
                person=k * (i - 1) + j + 1,
                address=f"{f}@a{i}.example.org",
                since=date(2026, 1, 1),
                until=None,
                top_management=j == 0,
                acting=False,
                deputy=False,
            )
            for i in range(1, n + 1)
            for j, f in enumerate(functions)
        ],
    )


def _meetings(tx: Tx, workflow: Workflow, n: int) -> None:
    steps = [s.name for s in workflow.steps.values() if s.has_meeting]
    functions = [f.name for f in workflow.functions.values() if f.belongs_to in ("agency", "ministry")]
    k, m = len(functions), len(steps)
    days = {s: date(2026, 1, 12) + timedelta(days=35 * j) for j, s in enumerate(steps)}
    put(
        tx,
        t.Meeting,
        [
            dict(
                id=m * (i - 1) + j + 1,
                cluster=i,
                step=s,
                status="held",
                day=days[s],
                last_day=days[s],
                theme="x",
                notes="",
                programme="",
                example_date=True,
                sequence=0,
                uid=f"{i}.{s}",
                held_at=NOW,
            )
            for i in range(1, n + 1)
            for j, s in enumerate(steps)
        ],
    )
    put(
        tx,
        t.Attendance,
        [
            dict(
                meeting=m * (i - 1) + j + 1,
                participation=i,
                appointment=k * (i - 1) + f + 1,
                present=f != 5,
                mode="on_site",
            )
            for i in range(1, n + 1)
            for j in range(m)
            for f in range(k)
        ],
    )


def _work(tx: Tx, workflow: Workflow, n: int) -> None:
    """Reports handed in; the two tasks of the first step open, as if it had just been entered."""
    rows = []
    first = next(iter(workflow.steps))
    for i in range(1, n + 1):
        for step in workflow.steps.values():
            for name in step.named("before"):
                rows.append(
                    dict(
                        participation=i,
                        step=step.name,
                        name=name,
                        place="before",
                        status="submitted",
                        anchor=None,
                        opens_at=NOW,
                        due_at=NOW,
                        opened_at=NOW,
                        submitted_at=NOW,
                        late=False,
                    )
                )
        rows += [
            dict(
                participation=i,
                step=first,
                name=name,
                place="after",
                status="open",
                anchor=NOW.date(),
                opens_at=NOW,
                due_at=NOW + timedelta(days=28),
                opened_at=NOW,
                submitted_at=None,
                late=False,
            )
            for name in workflow.steps[first].named("after")
        ]
    put(tx, t.Assignment, rows)


def put(tx: Tx, model: Any, rows: list[dict[str, Any]]) -> None:
    """Bulk insert."""
    tx.connection.execute(insert(table(model)), rows)
