"""The rehearsal of a round in the browser: the figures of the command, remembered until the round is changed."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from threading import Thread
from urllib.parse import quote

import pytest

from jimflow.actions.meetings import move_meeting
from jimflow.actions.rounds import load_round
from jimflow.core.model import Actor
from jimflow.files.shipped import shipped
from jimflow.rehearsal.document import document
from jimflow.rehearsal.rehearse import rehearse
from jimflow.rehearsal.stored import stored_source
from jimflow.store.queries.rounds import clusters, rounds
from jimflow.store.transaction import read
from jimflow.web.rehearsing import Job, Rehearsals, rehearsals
from tests.demo_site import Installation
from tests.web.person import Person

CODE = "jihu-exchange-exempel"
FILE = shipped("config") / "rounds" / f"{CODE}.yaml"
PAGE = f"/rounds/{CODE}/rehearsal"
PATIENCE = 60
EVA = Actor("eva", "coordinator")
WEEK = timedelta(days=7)


@pytest.fixture
def site(empty: Installation) -> Iterator[Installation]:
    """An installation with one small round, which nobody has rehearsed yet."""
    load_round(empty.runtime, FILE, EVA)
    yield empty


def of(site: Installation) -> Rehearsals:
    return rehearsals(site.runtime.engine, site.runtime.settings)


def played(site: Installation, people: str) -> Job:
    """The rehearsal once it has been played."""
    source = stored_source(site.runtime, CODE)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        job = of(site).look(source, people)
        if job is not None and (job.done or job.failed is not None):
            return job
        time.sleep(0.05)
    raise AssertionError("nobody played it")


def rehearsed(site: Installation, people: str = "on-time", who: str = "anna", lang: str = "sv") -> Person:
    """Somebody who has pressed the button and waited."""
    person = Person(site, who, lang)
    person.see(PAGE)
    person.press(PAGE, {"people": people})
    played(site, people)
    return person


def test_a_page_that_nobody_has_asked_anything_offers_three_kinds_of_people_and_changes_nothing(
    site: Installation,
) -> None:
    page = Person(site).see(PAGE)
    assert "Alla svarar i tid" in page.words
    assert "Hur långt den verkliga omgången har kommit påverkar inte." not in page.words
    assert of(site).count == 0
    assert Person(site).see(f"{PAGE}?people=late").words.count("Provkörningen finns inte kvar") == 1
    assert of(site).count == 0


def test_its_figures_are_those_of_the_command(site: Installation) -> None:
    beside = document(rehearse(site.runtime.settings, FILE))
    person = rehearsed(site)
    found = played(site, "on-time").played[0]
    assert document(found.found) == beside
    words = person.see(f"{PAGE}?people=on-time").words
    assert f"Mejl {len(beside['mails'])} " in words
    assert f"{len(beside['mails'])} mejl till {len({m['to'] for m in beside['mails']})} personer" in words
    days = {m["at"][:10]: sum(n["at"][:10] == m["at"][:10] for n in beside["mails"]) for m in beside["mails"]}
    for day, count in days.items():
        shown = person.see(f"{PAGE}?people=on-time&view=mails&day={day}")
        mails = [address for _, address in shown.links if "/mails/" in address]
        assert (day, len(mails)) == (day, count)
    dates = person.see(f"{PAGE}?people=on-time&view=dates").words
    assert sum(map(int, re.findall(r"i tid (\d+)", dates))) == sum(
        d["submitted"] is not None for d in beside["deadlines"]
    )
    assert sum(map(int, re.findall(r"inte alls (\d+)", dates))) == sum(
        d["submitted"] is None for d in beside["deadlines"]
    )


def test_one_mail_is_shown_word_by_word_as_it_would_be_sent(site: Installation) -> None:
    person = rehearsed(site)
    job = played(site, "on-time")
    body = message_from_bytes(job.played[0].mail(0), policy=policy.default).get_body(("plain",))
    assert body is not None
    page = person.see(f"{PAGE}/mails/0?people=on-time")
    assert " ".join(body.get_content().split()) in page.words
    assert job.played[0].found.mails[0].subject in page.words
    framed = person.client.get(f"{PAGE}/mails/0/html?people=on-time")
    assert "<html" in framed.text
    assert "sandbox" in framed.headers["Content-Security-Policy"]
    person.see(f"{PAGE}/mails/99999?people=on-time", status=404)
    person.see(f"{PAGE}/mails/x?people=on-time", status=404)


def test_what_was_played_is_remembered_and_nobody_else_waits_for_it(site: Installation) -> None:
    rehearsed(site)
    assert of(site).count == 2
    again = rehearsed(site, who="bo")
    assert again.page.title.startswith("Provkörning")
    assert "Sammanfattning" in again.see(f"{PAGE}?people=on-time").words
    rehearsed(site, "silent")
    assert of(site).count == 2
    rehearsed(site, "late")
    assert of(site).count == 3


def test_two_who_ask_at_once_start_one(site: Installation) -> None:
    source = stored_source(site.runtime, CODE)
    asking = [Thread(target=of(site).ask, args=(source, "on-time")) for _ in range(8)]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    played(site, "on-time")
    assert of(site).count == 2


def test_a_change_of_the_round_makes_it_anew(site: Installation) -> None:
    rehearsed(site)
    before = played(site, "on-time").played[0].found.meetings
    with read(site.runtime.engine) as tx:
        row = next(r for r in rounds(tx) if r.code == CODE)
        cluster = clusters(tx, row.id)[0].id
    meeting = stored_source(site.runtime, CODE).read.round.clusters[0].meetings[-1]
    later = [replace(s, starts=s.starts + WEEK, ends=s.ends + WEEK) for s in meeting.sessions]
    move_meeting(site.runtime, cluster, meeting.step, later, EVA)
    assert "Provkörningen finns inte kvar" in Person(site).see(f"{PAGE}?people=on-time").words
    rehearsed(site)
    after = played(site, "on-time").played[0].found.meetings
    moved = [m.day - b.day for b, m in zip(before, after, strict=True)]
    assert moved == [*[timedelta(0)] * (len(before) - 1), WEEK]
    assert of(site).count == 4


def test_what_holds_the_round_up_is_told_with_whom(site: Installation) -> None:
    person = rehearsed(site, "silent", lang="en")
    stops = document(played(site, "silent").played[0].found)["blocked"]
    words = person.see(f"{PAGE}?people=silent&view=stops").words
    assert ("Nobody is stopped." in words) == (stops == [])
    assert stops


def test_whoever_may_read_may_rehearse_and_nobody_without_an_account(site: Installation) -> None:
    for login in ("david", "cilla"):
        assert "Sammanfattning" in rehearsed(site, who=login).see(f"{PAGE}?people=on-time").words
    stranger = Person(site, None)
    assert stranger.see(PAGE).form("/sign-in")
    assert stranger.client.post(PAGE, data={"people": "on-time"}).status_code == 401
    assert Person(site).client.post(PAGE, data={"people": "on-time"}).status_code == 403
    Person(site).see("/rounds/nowhere/rehearsal", status=404)


def test_every_view_is_there_in_both_languages(site: Installation) -> None:
    heads = {
        "sum": ("Hela omgången", "The whole round"),
        "mails": ("Välj en dag för att se dess mejl.", "Choose a day to see its mails."),
        "load": ("Tyngsta veckorna för någon", "The heaviest weeks for anyone"),
        "dates": ("Sista dagar", "Deadlines"),
        "stops": ("Vad som stoppar", "What stops whom"),
        "nonsense": ("Sammanfattning", "Summary"),
    }
    for n, lang in enumerate(("sv", "en")):
        person = rehearsed(site, lang=lang)
        for view, said in heads.items():
            assert said[n] in person.see(f"{PAGE}?people=on-time&view={view}").words


def test_the_load_leads_from_a_function_to_a_person_to_her_weeks(site: Installation) -> None:
    person = rehearsed(site)
    found = played(site, "on-time").played[0].found
    line = max(found.load, key=lambda line: line.hours)
    people = person.see(f"{PAGE}?people=on-time&view=load&function={line.functions[0]}")
    address = next(place for _, place in people.links if quote(line.to) in place)
    weeks = person.see(address).words
    assert weeks.count("(från") >= sum(one.to == line.to for one in found.load)


def test_a_rehearsal_that_cannot_go_on_says_why_and_can_be_asked_for_again(site: Installation, tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    shutil.copytree(shipped("notifications"), texts)
    broken = texts / "invite" / "subject.txt.sv"
    right = broken.read_text(encoding="utf-8")
    broken.write_text("{{ nobody.knows }}", encoding="utf-8")
    rehearsals(site.runtime.engine, site.runtime.settings.model_copy(update={"notifications": texts}))
    person = rehearsed(site)
    assert "invite/subject.txt.sv" in person.see(f"{PAGE}?people=on-time").words
    broken.write_text(right, encoding="utf-8")
    person.press(PAGE, {"people": "on-time"})
    assert played(site, "on-time").done


def test_while_it_plays_the_page_says_how_far_it_has_come_and_leads_to_what_comes_of_it(site: Installation) -> None:
    source = stored_source(site.runtime, CODE)
    person, address = Person(site), f"{PAGE}?people=on-time"
    with of(site).held():
        job = of(site).ask(source, "on-time")
        assert "Väntar på att en annan provkörning blir klar" in person.see(address).words
        job.day = date(2021, 9, 6)
        page = person.see(address)
        assert "Spelar september 2021 …" in page.words
        assert ("Visa resultatet", address) in page.links
    played(site, "on-time")
    assert "Sammanfattning" in person.see(address).words
