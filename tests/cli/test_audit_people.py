"""`audit list` names whoever took part; the document for programs keeps to the pseudonym."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

from jimflow.core import audit
from jimflow.core.model import Actor
from jimflow.store.engine import open_engine
from jimflow.store.hot import append_audit
from jimflow.store.transaction import write
from tests.cli.console import Console

AT = datetime(2021, 1, 12, 8, tzinfo=UTC)


def test_the_list_names_the_person_and_the_function_and_the_document_the_pseudonym(console: Console) -> None:
    wanted = "select p.pseudonym, p.name, a.participation from person p join appointment a on a.person = p.id"
    ((pseudonym, name, chain),) = console.sql(f"{wanted} where a.organisation = 'formas' and a.function = 'finance'")
    said = {"function": "finance", "person": "x"}
    payload = audit.payload("forwarded", AT, AT, Actor(pseudonym, "participant"), extra=said)
    engine = open_engine(f"sqlite:///{console.database}")
    with write(engine) as tx:
        append_audit(tx, chain, payload, secrets.token_bytes(audit.SALT_BYTES))
    engine.dispose()
    shown = console("audit", "list", "formas", "--kind", "forwarded").out
    assert f"{name}, ekonomifunktion" in " ".join(shown.split())
    assert pseudonym not in shown
    (entry,) = console("audit", "list", "formas", "--kind", "forwarded", "--json").json["entries"]
    assert entry["payload"]["actor"] == {"name": pseudonym, "role": "participant"}
    assert name not in str(entry)
