"""Somebody with the form of a task in front of them, and what lies behind the form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select

from jimflow.core.model import Actor
from jimflow.store import tables as t
from jimflow.store.tables.columns import table
from jimflow.store.transaction import read, write
from tests.demo_site import Installation
from tests.participants import task
from tests.web.page_reader import Seen
from tests.web.participant import Participant

NAME = "adjust_resources"
EVA = Actor("eva", "coordinator")


class Writer(Participant):
    """Somebody with the task's form in front of them, without a script."""

    @property
    def place(self) -> str:
        return f"/my/tasks/{task(self.made, 'formas', NAME)}"

    def opens(self, more: str = "") -> Seen:
        return self.see(self.place + more)

    def typed(self) -> dict[str, str]:
        return {n: v for n, v in self.page.form(f"{self.place}/save").fields if n.startswith("answer.")}

    def sends(self, what: str, typed: Mapping[str, str], status: int = 200) -> Seen:
        """Types into the form at hand and presses the button that leads to `what`."""
        sent: dict[str, list[str]] = {}
        for name, value in self.page.form(f"{self.place}/save").fields:
            if name not in typed:
                sent.setdefault(name, []).append(value)
        sent |= {name: [value] for name, value in typed.items()}
        return self._took(self.client.post(f"{self.place}/{what}", data=sent), status)

    def by_itself(self, typed: Mapping[str, str], status: int = 200) -> Any:
        """What the page's script sends and is told."""
        names = {n.partition(".")[2] for n in typed}
        form = dict(self.page.form(f"{self.place}/save").fields)
        sent = {"_csrf": form["_csrf"], "_form": form["_form"], "as": "json", **typed}
        sent |= {f"seen.{n}": form[f"seen.{n}"] for n in names}
        answer = self.client.post(f"{self.place}/save", data=sent)
        assert answer.status_code == status, answer.text
        return answer.json()


def questions(made: Installation) -> Any:
    with read(made.runtime.engine) as tx:
        digest = tx.connection.execute(select(table(t.Participation).c.definition)).scalars().first()
        workflow = made.runtime.programmes.workflow(tx, digest or "")
    return workflow.forms[workflow.assignments[NAME].form].questions


def fields(made: Installation) -> list[str]:
    every = questions(made)
    shared = [q for q in every if q.audience is None]
    own = [q for q in every if q.audience == ("finance",)]
    return [f"answer.{q.name}" for q in (*shared, *own)]


def everything(made: Installation) -> dict[str, str]:
    return {f"answer.{q.name}": f"Svar på {q.name}" for q in questions(made)}


def rows(made: Installation, kind: Any, *columns: str) -> list[tuple[Any, ...]]:
    of = table(kind).c
    with read(made.runtime.engine) as tx:
        return [tuple(r) for r in tx.connection.execute(select(*(of[c] for c in columns)).order_by(of.id))]


def formas_of(made: Installation) -> int:
    with read(made.runtime.engine) as tx:
        p = table(t.Participation).c
        return int(tx.connection.execute(select(p.id).where(p.subject == "formas")).scalar_one())


def with_link(made: Installation, who: Writer) -> str:
    """The token of the link of a mail to that person about the task."""
    now = made.runtime.clock()
    number = task(made, "formas", NAME)
    a = table(t.Appointment)
    with write(made.runtime.engine) as tx:
        held = tx.connection.execute(select(a.c.id, a.c.function).where(a.c.person == who.number)).first()
        assert held is not None
        m = table(t.Mail)
        mail = tx.connection.execute(select(m.c.id).where(m.c.status == "sent").order_by(m.c.id)).scalars().first() or 0
        i = table(t.Intent)
        tx.connection.execute(i.update().where(i.c.mail == mail).values(assignment=number, appointment=held.id))
        assert made.runtime.doors is not None
        link = table(t.MailLink)
        tx.connection.execute(link.delete().where(link.c.mail == mail))
        row = {"mail": mail, "key_id": made.runtime.doors.key_id, "made_at": now, "ends_at": now + timedelta(days=9)}
        tx.connection.execute(insert(link).values(**row))
    return made.runtime.doors.token(mail)
