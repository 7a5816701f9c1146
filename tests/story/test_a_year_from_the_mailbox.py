"""One agency's whole year, 2021–2022, in which its people have nothing but their mailboxes.

Everybody else follows a people file. At Formas each person reads the mails at her address from the bytes that the mail
server took, follows their links in a browser of her own, types their codes, and knows no address, number or name that
did not stand in a mail or on a page. What they did, day by day, is `a_year_from_the_mailbox.txt`.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from sqlalchemy import select

from jimflow.store.queries.trail import entries
from jimflow.store.tables import Person
from jimflow.store.tables.columns import table
from jimflow.store.trail import verify_trail
from jimflow.store.transaction import read
from tests.story import mailbox_habits as habits
from tests.story.mailbox import Letter
from tests.story.mailbox_year import Habit, Year, the_year

TOLD = Path(__file__).parent / "a_year_from_the_mailbox.txt"

PLAN: list[tuple[str, str, Habit]] = [
    ("coordinator", "Svara senast 25 januari", habits.says_yes_by_mail),
    ("ministry", "Håll 15 april", habits.maybe),
    ("manager", "välj problemområde", habits.sends_on),
    ("colleague", "välj problemområde", habits.writes_for_another),
    ("coordinator", "Kommentar:", habits.answers_the_host),
    ("planner", "Inbjudan 9 juni", habits.reads_the_others),
    ("planner", "Komplettera svaret", habits.completes),
    ("manager", "Komplettera svaret", habits.completes),
    ("finance", "Senast 30 december", habits.only_begins),
    ("manager", "Senast 27 januari", habits.assistant_answers),
    ("planner", "11 May:", habits.only_begins),
    ("planner", "Reminder", habits.at_once),
    ("head", "Inbjudan 18 maj", habits.sends_somebody),
    ("coordinator", "Inför 18 maj", habits.looks_after),
    ("coordinator", "Inför 18 maj", habits.looks_after),
]
ENGLISH_SINCE, FINANCE_LEFT = date(2021, 8, 30), date(2021, 10, 5)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    with the_year(tmp_path_factory.mktemp("year"), list(PLAN), habits.usual) as it:
        at = it.people
        it.on(date(2021, 2, 1), lambda: habits.chooses_separate_mails(it, at["coordinator"]))
        it.on(date(2021, 4, 20), lambda: habits.judges(at["manager"], "Inbjudan 15 april"))
        it.on(date(2021, 4, 27), lambda: habits.the_host_comments(it))
        it.on(date(2021, 6, 21), lambda: habits.the_host_asks_for_more(it))
        it.on(ENGLISH_SINCE, lambda: habits.chooses_english(it, at["planner"]))
        it.on(FINANCE_LEFT, lambda: habits.changes_the_finance_holder(it, at["coordinator"]))
        it.on(date(2021, 10, 6), lambda: habits.finds_her_link_dead(at["finance"], "Senast 30 december"))
        it.live(it.stage.read.round.ends_on)
        yield it


def letters(year: Year) -> list[Letter]:
    """Every mail that somebody at the agency got."""
    return [mail for reader in year.people.values() for mail in reader.letters]


def test_the_year_went_as_it_is_told(year: Year, tmp_path: Path) -> None:
    fresh = tmp_path / TOLD.name
    fresh.write_text(year.told(), encoding="utf-8")
    assert year.told() == TOLD.read_text(encoding="utf-8"), f"it went otherwise: compare {TOLD} with {fresh}"
    assert year.plan == []


def test_the_agency_goes_through_all_of_the_round_with_the_others(year: Year) -> None:
    members = year.stage.play.members.values()
    assert {m.facts.organisation: m.facts.state for m in members} == {
        m.facts.organisation: "completed" for m in members
    }
    told = [(mail.to.partition("@")[0], mail.day) for mail in letters(year) if "har genomfört" in mail.subject]
    assert told == [("gm_coordinator.formas", date(2022, 6, 3)), ("agency_head.formas", date(2022, 6, 3))]


def test_everything_was_handed_in_in_time_by_whoever_did_it_and_for_whom(year: Year) -> None:
    """As the audit names them, by pseudonym, against what each remembers."""
    with read(year.stage.runtime.engine) as tx:
        people = tx.connection.execute(select(table(Person).c.pseudonym, table(Person).c.mail)).all()
        rows = entries(tx, [year.stage.loaded.participations["formas"]], limit=10_000)
    called = {p.pseudonym: r.called for p in people for r in year.people.values() if r.address == p.mail}
    made = year.stage.read.workflow.assignments
    name = {words: name for name, known in made.items() for words in (known.title.sv, known.title.en)}
    done, behalf = [], []
    for said in (json.loads(row.payload or b"{}") for row in rows):
        if said["kind"] == "submitted":
            who = called[said["actor"]["name"]]
            done.append((who, said["assignment"], said["late"]))
            behalf += [(who, called[said["behalf"]])] if "behalf" in said else []
    remembered = [(r.called, name[title], False) for r in year.people.values() for _, title in r.handed]
    assert Counter(done) == Counter(remembered)
    assert behalf == [("assistant", "manager")]


def test_no_mail_came_twice(year: Year) -> None:
    every = [message_from_bytes(f.read_bytes(), policy=policy.compat32) for f in year.post.files]
    names = Counter((mail["Message-ID"], mail["To"]) for mail in every)
    assert {name: n for name, n in names.items() if n > 1} == {}
    read_by_them = Counter((mail.to, mail.subject, mail.text) for mail in letters(year))
    assert {mail: n for mail, n in read_by_them.items() if n > 1} == {}


def test_every_mail_that_asks_for_something_has_a_link_and_a_code_that_work(year: Year) -> None:
    assert [mail.subject for mail in letters(year) if (mail.links or mail.code) and not mail.worked] == []
    others = {re.split(r"[:0-9]", mail.subject)[0].strip() for mail in letters(year) if not mail.worked}
    assert others == {"Svara senast", "Kvitto", "Ändrat svar, kvitto", "Receipt", "Formas har genomfört JiM+"}


def test_only_whoever_had_forgotten_was_reminded_and_nobody_of_what_was_handed_in(year: Year) -> None:
    words = ("Påminnelse", "Sista dag var", "Reminder", "Was due")
    reminded = [(mail.to, mail.day, mail.subject) for mail in letters(year) if mail.subject.startswith(words)]
    assert [(to.partition(".")[0], day) for to, day, _ in reminded] == [("planning_followup", date(2022, 5, 6))]


def test_mails_come_in_the_language_and_the_number_that_each_has_chosen(year: Year) -> None:
    english = {(mail.to, mail.lang) for mail in letters(year) if mail.day > ENGLISH_SINCE}
    assert {to for to, lang in english if lang == "en"} == {year.people["planner"].address}
    assert {mail.lang for mail in letters(year) if mail.day <= ENGLISH_SINCE} == {"sv"}
    assert {mail.lang for mail in year.people["planner"].letters if mail.day > ENGLISH_SINCE} == {"en"}
    coordinators = [mail for mail in year.people["coordinator"].letters if mail.day == date(2021, 4, 16)]
    assert [mail.subject.partition(":")[0] for mail in coordinators if "Kvitto" not in mail.subject] == [
        "Senast 23 april",
        "Senast 5 maj",
    ]


def test_whoever_has_left_gets_nothing_more_and_the_newcomer_all_of_it(year: Year) -> None:
    assert [mail.subject for mail in year.people["finance"].letters if mail.day >= FINANCE_LEFT] == []
    first, *rest = year.people["newcomer"].letters
    assert first.subject.startswith("Du tar över, senast 30 december: analysera resursfördelningen")
    assert {"Inbjudan 3 februari", "Inbjudan 18 maj"} <= {mail.subject.partition(":")[0] for mail in rest}


def test_the_registrar_has_every_receipt_since_she_was_named(year: Year) -> None:
    filed = [_receipt(mail) for mail in year.people["registrar"].letters]
    others = [m for r in year.people.values() if r.called != "registrar" for m in r.letters if m.day >= FINANCE_LEFT]
    assert sorted(filed) == sorted(receipt for mail in others if (receipt := _receipt(mail)))
    assert len(filed) > 10 and "" not in filed


def test_the_audit_of_the_year_holds(year: Year) -> None:
    with read(year.stage.runtime.engine) as tx:
        audit = verify_trail(tx)
    assert audit.ok, audit.first_bad


def test_no_link_code_or_session_is_kept_or_logged(year: Year) -> None:
    with_links = [mail for mail in letters(year) if mail.code]
    secrets = {link.rpartition("-")[2][:16] for mail in with_links for link in mail.links}
    secrets |= {
        value for reader in year.people.values() for value in reader.browser.cookies.values() if len(value) > 16
    }
    codes = {mail.code for mail in with_links} | {mail.code.replace(" ", "") for mail in with_links}
    kept = "\n".join([*_kept(year), *year.log])
    assert len(secrets) > len(with_links) > 70 and "Formas" in kept
    assert [secret for secret in secrets if secret in kept] == []
    assert codes & set(re.findall(r"\b(?:\d{3} \d{3}|\d{4} \d{4}|\d{6}|\d{8})\b", kept)) == set()


def _receipt(mail: Letter) -> str:
    """Its number, "" for another mail."""
    found = re.search(r"- (?:Kvitto|Receipt): ([0-9-]+)", mail.text)
    return found[1] if found else ""


def _kept(year: Year) -> Iterator[str]:
    """All that lies in the database, and what the mails to the agency say once they are decoded."""
    file = sqlite3.connect(year.stage.runtime.engine.url.database or "")
    tables = [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for name in tables:
        for row in file.execute(f'SELECT * FROM "{name}"'):
            for value in row:
                if isinstance(value, bytes):
                    yield value.decode("utf-8", "replace")
                    if b"MIME-Version" in value and b"formas" in value:
                        parts = message_from_bytes(value, policy=policy.default).walk()
                        yield from (str(part.get_content()) for part in parts if part.get_content_maintype() == "text")
                else:
                    yield str(value)
    file.close()
