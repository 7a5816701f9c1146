"""Hos oss in every shipped programme, and where several organisations work on one subject."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import update

from jimflow.store.queries.work import appointments
from jimflow.store.tables import Appointment, Participation
from jimflow.store.tables.columns import table
from jimflow.store.transaction import read, write
from tests.participants import session_of
from tests.web.page_reader import read_page
from tests.web.person import Person
from tests.web.test_every_programme import ROUNDS, loaded

NEW = {"name": "Nora Ny", "mail": "nora@formas.example"}


@pytest.mark.parametrize("file", ROUNDS, ids=lambda f: f.stem)
def test_every_shipped_programme_has_its_own_room(file: Path, tmp_path: Path) -> None:
    """Before anything is said of it, nothing; once it takes part, the sheet in the programme's own words."""
    with loaded(file, tmp_path) as (made, _, row, workflow):
        names = [f.name for f in workflow.functions.values() if f.coordinates and f.belongs_to == "agency"]
        with read(made.runtime.engine) as tx:
            mine = [a for a in appointments(tx, row.round, row.id) if a.function in names and a.participation == row.id]
        assert mine, "nobody coordinates"
        found: dict[str, int] = {}
        for state in (workflow.initial, next(iter(workflow.steps)), workflow.goal):
            with write(made.runtime.engine) as tx:
                p = table(Participation)
                tx.connection.execute(update(p).where(p.c.id == row.id).values(state=state))
                since = made.runtime.clock().date()
                a = table(Appointment)
                tx.connection.execute(update(a).where(a.c.id == mine[0].id).values(since=since, until=None))
            who = Person(made, None)
            who.client.cookies.set("jimflow-person", session_of(made, mine[0].person))
            for path in ("", "/functions", f"/functions/{mine[0].function}", f"/hand-over/{mine[0].id}", "/registrar"):
                answer = who.client.get(f"/my/agency/{row.id}{path}")
                found[f"{state}{path}"] = answer.status_code
                if answer.status_code == 200 and file.stem == "modellkommuner-exempel":
                    assert re.findall(r"\bmyndighet", read_page(answer.text).words, re.IGNORECASE) == []
        first = {path: status for path, status in found.items() if path.startswith(workflow.initial)}
        rest = {status for path, status in found.items() if path not in first}
        assert set(first.values()) <= {200, 404}
        assert len(set(first.values())) == 1
        assert rest == {200}


def test_where_several_work_on_one_subject_each_names_its_own_people(tmp_path: Path) -> None:
    file = next(f for f in ROUNDS if f.stem == "utokad-samverkan-exempel")
    with loaded(file, tmp_path) as (made, _, row, workflow):
        with write(made.runtime.engine) as tx:
            p = table(Participation)
            tx.connection.execute(update(p).where(p.c.id == row.id).values(state=next(iter(workflow.steps))))
        with read(made.runtime.engine) as tx:
            today = made.runtime.clock().date()
            every = [a for a in appointments(tx, row.round, row.id) if a.participation == row.id and a.since <= today]
        lead = next(a for a in every if a.function == "area_coordinator")
        shared = next(f for f in workflow.functions if len({a.organisation for a in every if a.function == f}) > 1)
        others = {a.id for a in every if a.function == shared and a.organisation != lead.organisation}
        who, room = Person(made, None), f"/my/agency/{row.id}/functions/{shared}"
        who.client.cookies.set("jimflow-person", session_of(made, lead.person))
        seen = who.see(room)
        ours = [a for a in every if a.function == shared and a.organisation == lead.organisation]
        assert len([f for f in seen.forms if f.action == f"{room}/end"]) == len(ours)
        who.press(room, {"name": "Nora Ny", "mail": "nora@example.org"})
        who.confirm()
        with read(made.runtime.engine) as tx:
            after = [a for a in appointments(tx, row.round, row.id) if a.function == shared]
        assert {a.id for a in after if a.until is None} >= others
        assert [a.organisation for a in after if a.name == "Nora Ny"] == [lead.organisation]
