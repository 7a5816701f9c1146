"""The list of assignments: to whom, by when, how it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from jimflow.cli.desk import Desk
from jimflow.cli.screen import table
from jimflow.core.mistakes import Said
from jimflow.core.status import is_late
from jimflow.core.workflow import Workflow
from jimflow.store.queries.rounds import ParticipationRow, participations
from jimflow.store.queries.work import AssignmentRow, assignments
from jimflow.store.transaction import read
from jimflow.texts.fill import capital
from jimflow.texts.names import assignment_title, meeting_number
from jimflow.texts.words import how_it_stands as in_words


def listed(
    desk: Desk, agency: str | None, cluster: str | None, round_code: str | None, *, late: bool, every: bool
) -> None:
    """The assignments of an agency, of a cluster or of the round."""
    members = _members(desk, agency, cluster, round_code)
    with read(desk.runtime.engine) as tx:
        rows = assignments(tx, list(members))
        workflows = {d: desk.runtime.programmes.workflow(tx, d) for d in {m.definition for m in members.values()}}
    now = desk.now()
    past = {r.id for r in rows if is_late(workflows[members[r.participation].definition], r, now)}
    wanted = ("open", "planned", "submitted")
    rows = [r for r in rows if (r.id in past if late else every or r.status in wanted)]
    rows.sort(key=lambda r: (r.id not in past, r.due_at is None, r.due_at, r.organisation, r.id))
    if desk.document:
        desk.answer({"assignments": [as_document(r, late=r.id in past) for r in rows]})
    elif not rows:
        desk.say("Inga uppgifter.", "No assignments.")
    else:
        _table(desk, rows, members, workflows)


def as_document(row: AssignmentRow, *, late: bool) -> dict[str, object]:
    """One assignment for a program; times in UTC."""
    return {
        "id": row.id,
        "organisation": row.organisation,
        "step": row.step,
        "assignment": row.name,
        "place": row.place,
        "status": row.status,
        "late": row.late or late,
        "opens_at": _iso(row.opens_at),
        "due_at": _iso(row.due_at),
        "submitted_at": _iso(row.submitted_at),
        "accepted_at": _iso(row.accepted_at),
        "parts": sorted(row.parts),
    }


def how_it_stands(desk: Desk, row: AssignmentRow) -> str:
    """The state of an assignment in words."""
    opens, due, submitted = (
        desk.local(at).date() if at is not None else None for at in (row.opens_at, row.due_at, row.submitted_at)
    )
    return in_words(row.status, opens, due, submitted, desk.lang, desk.today(), late=row.late)


def _members(
    desk: Desk, agency: str | None, cluster: str | None, round_code: str | None
) -> dict[int, ParticipationRow]:
    if agency is not None:
        row = desk.agency(agency, round_code)
        return {row.id: row}
    of = desk.cluster(cluster, round_code) if cluster is not None else None
    code = desk.round(round_code).code
    with read(desk.runtime.engine) as tx:
        return {p.id: p for p in participations(tx, code) if of is None or p.cluster == of.id}


def _table(
    desk: Desk,
    rows: Sequence[AssignmentRow],
    members: Mapping[int, ParticipationRow],
    workflows: Mapping[str, Workflow],
) -> None:
    heads = Said("Träff|Uppgift (namn)|Hur den står", "Meeting|Assignment (name)|How it stands")
    who = capital(desk.nouns(workflows).one.in_(desk.lang))
    cells, alone = [], len(members) == 1
    for row in rows:
        member = members[row.participation]
        workflow = workflows[member.definition]
        name = member.name_en if desk.lang == "en" else member.name_sv
        title = f"{assignment_title(workflow, row.name, desk.lang)} ({row.name})"
        cells.append([meeting_number(workflow, row.step, desk.lang), title, how_it_stands(desk, row), name])
    columns = len(cells[0]) - alone
    table([*heads.in_(desk.lang).split("|"), who][:columns], [row[:columns] for row in cells])


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None
