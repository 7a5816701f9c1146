"""The meetings of clusters: when, how, and with which theme."""

from __future__ import annotations

from datetime import datetime

from jimflow.cli.desk import Desk
from jimflow.cli.language import LANGUAGES
from jimflow.cli.screen import table
from jimflow.core.mistakes import Said
from jimflow.core.workflow import Workflow
from jimflow.store.queries.rounds import ClusterRow, clusters
from jimflow.store.queries.work import MeetingRow, meetings
from jimflow.store.transaction import read
from jimflow.texts.meeting_words import MEETING_STATUS, with_theme
from jimflow.texts.meeting_words import sitting as in_words
from jimflow.texts.names import place_name


def listed(desk: Desk, name: str | None, round_code: str | None) -> None:
    """All meetings of a cluster, or of every cluster of the round."""
    of = desk.round(round_code)
    only = desk.cluster(name, round_code).id if name is not None else None
    with read(desk.runtime.engine) as tx:
        chosen = [c for c in clusters(tx, of.id) if only in (None, c.id)]
        rows = meetings(tx, [c.id for c in chosen])
        workflow = desk.runtime.programmes.workflow(tx, of.definition)
    if desk.document:
        codes = {c.id: c.code for c in chosen}
        desk.answer({"meetings": [_document(codes[m.cluster], m) for m in rows]})
        return
    for cluster in chosen:
        _table(desk, workflow, cluster, [m for m in rows if m.cluster == cluster.id])


def _document(cluster: str, m: MeetingRow) -> dict[str, object]:
    return {
        "cluster": cluster,
        "step": m.step,
        "status": m.status,
        "day": m.day.isoformat(),
        "last_day": m.last_day.isoformat(),
        "theme": m.theme,
        "example_date": m.example_date,
        "sequence": m.sequence,
        "uid": m.uid,
        "sessions": [
            {
                "starts_at": s.starts_at.isoformat(),
                "ends_at": s.ends_at.isoformat(),
                "mode": s.mode,
                "place": {lang: place_name(s.place, lang) for lang in LANGUAGES},
            }
            for s in m.sessions
        ],
    }


def _table(desk: Desk, workflow: Workflow, cluster: ClusterRow, rows: list[MeetingRow]) -> None:
    desk.line(cluster.name_en if desk.lang == "en" else cluster.name_sv)
    heads = Said("Träff|Status|När och hur", "Meeting|Status|When and how").in_(desk.lang).split("|")
    table(
        heads,
        [
            [with_theme(workflow, m.step, m.theme, desk.lang), MEETING_STATUS[m.status].in_(desk.lang), _when(desk, m)]
            for m in sorted(rows, key=lambda m: m.day)
        ],
    )
    desk.line()


def sitting(desk: Desk, starts: datetime, ends: datetime, mode: str, place: str) -> str:
    """One session in words: day, hours, how and where. Instants in UTC."""
    return in_words(desk.local(starts), desk.local(ends), mode, place, desk.lang, desk.today())


def _when(desk: Desk, m: MeetingRow) -> str:
    said = [sitting(desk, s.starts_at, s.ends_at, s.mode, s.place) for s in m.sessions]
    example = Said(" (exempeldatum)", " (example date)").in_(desk.lang) if m.example_date else ""
    return "; ".join(said) + example
