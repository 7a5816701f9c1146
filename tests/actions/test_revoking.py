"""Whose links are revoked where a mail was written to somebody else than the holder of the function it is about."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine, update

from jimflow.actions.going_out import revoke_links
from jimflow.core.canonical import canonical
from jimflow.store import tables as t
from jimflow.store.queries.links import links
from jimflow.store.tables.columns import table
from jimflow.store.transaction import read, write
from tests.actions.coming import Doorstep, a_mail, doorstep
from tests.actions.loaded import EVA

HOLDER, STAND_IN = "coordinator.alfa@example.org", "finance.beta@example.org"


@pytest.fixture
def step(engine: Engine, tmp_path: Path) -> Doorstep:
    return doorstep(engine, tmp_path)


def sent_on(step: Doorstep) -> int:
    """A mail about the holder's work to whoever stands in for her."""
    mail = a_mail(step, "alfa", address=STAND_IN)
    intent = table(t.Intent)
    facts = canonical({"person": step.person(STAND_IN)}).decode()
    with write(step.runtime.engine) as tx:
        tx.connection.execute(update(intent).where(intent.c.mail == mail).values(facts=facts))
    return mail


@pytest.mark.parametrize(("whose", "ends"), [(HOLDER, "own"), (STAND_IN, "sent on")])
def test_the_links_of_each_are_those_of_the_mails_that_were_written_to_them(
    step: Doorstep, whose: str, ends: str
) -> None:
    mails = {"own": a_mail(step, "alfa"), "sent on": sent_on(step)}
    with read(step.runtime.engine) as tx:
        assert [row.mail for row in links(tx, step.person(whose))] == [mails[ends]]
    assert revoke_links(step.runtime, EVA, person=step.person(whose)) == 1
    assert step.round.rows(t.MailLink, "mail", revoked_at=step.runtime.clock()) == [(mails[ends],)]
