"""The audit names whoever took part, where it is shown; what it keeps are pseudonyms."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import update

from jimflow.actions.erasure import GONE
from jimflow.actions.forwards import end_forward, forward
from jimflow.actions.guests import Guest
from jimflow.store.tables import Person as People
from jimflow.store.tables.columns import table
from jimflow.store.transaction import read, write
from jimflow.web.pages import audit
from tests.demo_site import Installation
from tests.store.statements import read_by
from tests.web.conftest import ROUND
from tests.web.person import Person
from tests.web.test_my import guest, the_open_task


def sent_on(made: Installation) -> tuple[int, Guest, Guest]:
    """A task that Nora has from the finance function, and the two of them."""
    task, finance = the_open_task(made), guest(made)
    number = forward(made.runtime, finance, task, "Nora Nyman", "nora@example.org", may_hand_in=False).forward
    with read(made.runtime.engine) as tx:
        row = tx.raw.execute("select id, pseudonym from person where mail = 'nora@example.org'").fetchone()
    return number, finance, Guest(row[0], row[1], "Nora Nyman", "nora@example.org", "sv", session=1)


def sent_to_olle(made: Installation) -> None:
    """The same task to one more, by another."""
    other = guest(made, "formas", "planning_followup")
    forward(made.runtime, other, the_open_task(made), "Olle", "olle@example.org", may_hand_in=False)


def test_every_page_with_entries_names_whoever_acted_and_for_whom(own_demo: Installation) -> None:
    _, finance, nora = sent_on(own_demo)
    forward(own_demo.runtime, nora, the_open_task(own_demo), "Olle", "olle@example.org", may_hand_in=False)
    anna = Person(own_demo, "anna")
    both = f"Nora Nyman åt {finance.name}, ekonomifunktion"
    for place in ("/audit", f"{ROUND}/agencies/formas"):
        words = anna.see(place).words
        assert both in words
        assert f"{finance.name}, ekonomifunktion" in words.replace(both, "")
        assert nora.pseudonym not in anna.html
    entry = anna.see(latest(own_demo))
    assert both in entry.words
    assert nora.pseudonym in entry.words  # the bytes that the chain holds


def latest(made: Installation) -> str:
    with read(made.runtime.engine) as tx:
        chain, seq = tx.raw.execute("select chain, seq from audit_entry order by id desc limit 1").fetchone()
    return f"/audit/{chain}/{seq}"


def test_whoever_was_erased_is_called_an_erased_person(own_demo: Installation) -> None:
    number, finance, nora = sent_on(own_demo)
    end_forward(own_demo.runtime, finance, the_open_task(own_demo), number)
    with write(own_demo.runtime.engine) as tx:
        p = table(People)
        tx.connection.execute(update(p).where(p.c.id == finance.id).values(name=GONE, mail=""))
    words = Person(own_demo, "anna").see("/audit").words
    assert "en raderad person, ekonomifunktion" in words
    assert finance.name not in words.partition("Senaste först")[2]
    assert nora.name not in words


def test_many_people_on_a_page_take_no_more_statements_than_one(
    own_demo: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    Person(own_demo, "anna").see("/audit")  # whoever looks for the first time reads the definitions too
    counts = []
    for doing in (None, sent_on, sent_to_olle):
        if doing is not None:
            doing(own_demo)
        with read_by(audit, own_demo.runtime.engine, monkeypatch) as statements:
            Person(own_demo, "anna").see("/audit")
        counts.append(len(statements))
    assert len(set(counts)) == 1  # the demo has entries of people from the start


def test_what_the_chain_keeps_names_nobody(own_demo: Installation) -> None:
    _, finance, nora = sent_on(own_demo)
    with read(own_demo.runtime.engine) as tx:
        rows = tx.raw.execute("select payload from audit_payload order by entry desc limit 1").fetchall()
    kept = json.loads(bytes(rows[0][0]))
    assert (kept["actor"]["name"], kept["person"]) == (finance.pseudonym, nora.pseudonym)
    assert nora.name not in json.dumps(kept) and finance.name not in json.dumps(kept, ensure_ascii=False)
