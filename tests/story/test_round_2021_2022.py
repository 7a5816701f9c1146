"""The whole round over real SMTP, held against the table that was written by hand before anything could send."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from email import message_from_bytes
from email.utils import parsedate_to_datetime
from pathlib import Path

from sqlalchemy import Engine, select

from jimflow.actions.upkeep import set_up
from jimflow.config import Settings
from jimflow.mail.relay import Relay
from jimflow.mail.sender import Sender
from jimflow.rehearsal.clock import VirtualClock
from jimflow.rehearsal.rehearse import LAST
from jimflow.rehearsal.stage import begins, source, stage_of
from jimflow.store import tables as t
from jimflow.store.engine import open_engine
from jimflow.store.tables.columns import table
from jimflow.store.trail import verify_trail
from jimflow.store.transaction import read
from tests.smtp import Mail, Sink

HERE = Path(__file__).parent
ROUND = HERE.parent.parent / "config" / "rounds" / "jim-plus-2021-2022.yaml"
AGENCIES = ("kriminalvarden", "vinnova", "pensionsmyndigheten")

Row = tuple[str, str, str, str]
"""(local day, recipient, class, items joined by ;)"""


def test_every_mail_of_the_round_came_on_its_day_and_no_other(tmp_path: Path) -> None:
    """Kriminalvården, Vinnova (its finance function silent) and Pensionsmyndigheten, mail by mail."""
    engine = open_engine(f"sqlite:///{tmp_path / 'story.db'}")
    with Sink() as sink:
        _play(engine, sink)
        came = _rows(engine, sink.mails)
    with read(engine) as tx:
        audit = verify_trail(tx)
    engine.dispose()
    assert audit.ok, audit.first_bad
    wanted, found = Counter(_expected()), Counter(row for row in came if _of_the_three(row[1]))
    assert found == wanted, _difference(wanted, found)


def _play(engine: Engine, sink: Sink) -> None:
    settings = Settings(mail_domain="jimflow.example.org")
    found, people = source(settings, ROUND, str(HERE / "people_2021_2022.yaml"))
    clock = VirtualClock(begins(found))
    set_up(engine, "story", clock)
    with Sender(Relay(sink.host, sink.port, tls="none", connections=1)) as sender:
        stage = stage_of(settings, engine, clock, sender, ROUND, found, people)
        stage.play.run(found.calendar.at(found.round.ends_on, LAST))


def _rows(engine: Engine, mails: Iterable[Mail]) -> list[Row]:
    """What the relay took, with the items that the outbox says each mail carries."""
    m, i = table(t.Mail).c, table(t.Intent).c
    with read(engine) as tx:
        wanted = select(m.message_id, m.mail_class, i.item).join_from(table(t.Mail), table(t.Intent), i.mail == m.id)
        items: dict[str, set[str]] = {}
        classes: dict[str, str] = {}
        for name, mail_class, item in tx.connection.execute(wanted):
            items.setdefault(name, set()).add(item)
            classes[name] = mail_class
    rows = []
    for mail in mails:
        read_back = message_from_bytes(mail.data)
        name = str(read_back["Message-ID"])
        day = parsedate_to_datetime(str(read_back["Date"])).date().isoformat()
        rows.append((day, mail.rcpt, classes[name], ";".join(sorted(items[name]))))
    return rows


def _expected() -> list[Row]:
    with (HERE / "expected_2021_2022.csv").open(encoding="utf-8", newline="") as file:
        return [(r["day"], r["recipient"], r["class"], r["items"]) for r in csv.DictReader(file)]


def _of_the_three(address: str) -> bool:
    return any(f".{agency}@" in address for agency in AGENCIES)


def _difference(wanted: Counter[Row], found: Counter[Row]) -> str:
    missing = sorted((wanted - found).elements())
    extra = sorted((found - wanted).elements())
    lines = [f"missing: {' | '.join(row)}" for row in missing] + [f"not expected: {' | '.join(row)}" for row in extra]
    return "\n".join([f"{len(missing)} missing, {len(extra)} not expected", *lines[:60]])
