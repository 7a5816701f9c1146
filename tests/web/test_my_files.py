"""Files at a task from the agency's side: added, saved, taken away, and refused with words."""

from __future__ import annotations

import re
import sys
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from jimflow.actions.attachments import hand_in_files
from jimflow.core.doors import LINK_LIFE
from jimflow.store import tables as t
from jimflow.store.tables.columns import table
from jimflow.store.transaction import read, write
from jimflow.web.cookies import called
from jimflow.web.forms import proof
from tests.demo_site import Installation
from tests.files.test_attachments import HOSTILE, WRONG
from tests.participants import task
from tests.small_files import pdf
from tests.web.participant import Participant
from tests.web.person import Person
from tests.web.test_assignment_dialogue import ANALYSIS, SAVED

FORM = re.compile(r'name="_form" value="[^"]*"')
NAME = "Underlag åt träffen.pdf"


class AtTask(Participant):
    """Somebody who takes part, who has the files of Formas' open task before her."""

    def __init__(self, made: Installation, agency: str = "formas", function: str = "gm_coordinator", **more: Any):
        super().__init__(made, agency, function, **more)
        self.number_of_task = task(made, "formas", "adjust_resources")
        self.place = f"/my/tasks/{self.number_of_task}"
        self.secret = self.client.cookies[called("person", secure=False)]

    def post(self, way: str, name: str, files: Any = None, **fields: str) -> Any:
        """Sends a form of ours that is called `name`."""
        ours = {"_csrf": proof(self.secret), "_form": f"{name}-of-this-test"}
        return self.client.post(f"{self.place}/{way}", data={**ours, **fields}, files=files, follow_redirects=False)

    def here(self) -> None:
        """The page that stands where a form was not taken."""
        self._took(self.post("files", "nothing"), 422)


def kept(made: Installation) -> list[Any]:
    with read(made.runtime.engine) as tx:
        return list(tx.connection.execute(table(t.Attachment).select().order_by(table(t.Attachment).c.id)))


def added(made: Installation, name: str = NAME) -> tuple[AtTask, int]:
    """Formas' coordinator with a file that is not handed in, and its number."""
    eva = AtTask(made)
    eva.post("files", "first", {"file": (name, pdf(name))})
    return eva, kept(made)[-1].id


def test_a_file_is_added_and_saved_again_as_nothing_but_a_file(own_demo: Installation) -> None:
    eva = AtTask(own_demo)
    answer = eva.post("files", "one", {"file": (NAME, pdf(NAME))})
    assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, eva.place)
    (row,) = kept(own_demo)
    saved = eva.client.get(f"{eva.place}/files/{row.id}")
    assert saved.content == pdf(NAME)
    assert {name: saved.headers[name] for name in SAVED} == SAVED


def test_the_same_form_sent_twice_adds_one_file(own_demo: Installation) -> None:
    eva = AtTask(own_demo)
    for _ in range(2):
        eva.post("files", "same", {"file": (NAME, pdf(NAME))})
    assert len(kept(own_demo)) == 1


def test_everyone_who_has_the_task_sees_it_and_nobody_at_the_host_before_it_is_handed_in(
    own_demo: Installation,
) -> None:
    eva, number = added(own_demo)
    finance = AtTask(own_demo, function="finance")
    finance.here()
    assert NAME in finance.page.words
    assert finance.client.get(f"{eva.place}/files/{number}").content == pdf(NAME)
    anna = Person(own_demo)
    anna.see(ANALYSIS)
    assert NAME not in anna.html
    anna.see(f"{ANALYSIS}/files/{number}", 404)
    with write(own_demo.runtime.engine) as tx:
        hand_in_files(tx, eva.number_of_task, own_demo.runtime.clock())
    assert anna.see(ANALYSIS).words.count(NAME) == 1
    eva.here()
    assert "Inskickad." in eva.page.words


def test_another_agency_and_whoever_has_only_a_link_find_no_file(own_demo: Installation) -> None:
    eva, number = added(own_demo)
    other = AtTask(own_demo, agency="vinnova")
    theirs = f"/my/tasks/{task(own_demo, 'vinnova', 'adjust_resources')}"
    said = set()
    for place in (
        *(f"{eva.place}/files/{number}", f"{theirs}/files/{number}", f"{eva.place}/files/999"),
        *("/my/tasks/99999/files/1", f"{theirs}/files/x"),
    ):
        answer = other.client.get(place)
        assert answer.status_code == 404
        said.add(FORM.sub("", answer.text.replace(quote(place, safe=""), "").replace(place, "")))
    assert len(said) == 1
    before = kept(own_demo)
    for answer in (
        other.post("files", "theirs", {"file": ("A.pdf", pdf("A"))}),
        other.post(f"files/{number}/remove", "gone"),
    ):
        assert answer.status_code == 404
    assert kept(own_demo) == before
    nobody = TestClient(own_demo.app, follow_redirects=False)
    assert nobody.get(f"{eva.place}/files/{number}").headers["location"].startswith("/in?next=")


def test_a_file_is_taken_away(own_demo: Installation) -> None:
    eva, number = added(own_demo)
    eva.here()
    assert f"{eva.place}/files/{number}/remove" in [f.action for f in eva.page.forms]
    assert eva.post(f"files/{number}/remove", "away").status_code == 303
    assert kept(own_demo) == []


def test_what_is_taken_away_after_it_was_handed_in_still_stands_there(own_demo: Installation) -> None:
    eva, number = added(own_demo)
    with write(own_demo.runtime.engine) as tx:
        hand_in_files(tx, eva.number_of_task, own_demo.runtime.clock())
    eva.here()
    assert "Filen är inskickad." in eva.page.words
    assert "Ja, ta bort filen" in eva.page.words
    assert eva.post(f"files/{number}/remove", "away").status_code == 303
    eva.here()
    assert "Borttagen 27 oktober kl. 12.00. Samordnaren kan ändå se den" in eva.page.words


def test_no_file_chosen_is_told_beside_the_form(own_demo: Installation) -> None:
    eva = AtTask(own_demo)
    eva.here()
    assert "Välj en fil." in eva.page.words


def test_a_file_of_25_mb_goes_and_what_is_larger_is_told_the_limit(own_demo: Installation) -> None:
    eva = AtTask(own_demo)
    most = 25 << 20
    assert eva.post("files", "most", {"file": ("Stor.pdf", pdf("Stor", most))}).status_code == 303
    assert [row.size for row in kept(own_demo)] == [most]
    over = eva.post("files", "over", {"file": ("Större.pdf", pdf("Större", most + 1))})
    assert (over.status_code, "större än 25 MB" in over.text) == (422, True)
    huge = eva.post("files", "huge", {"file": ("Störst.pdf", pdf("Störst", most + (1 << 20)))})
    assert (huge.status_code, "Högst 25 MB går att ta emot." in huge.text) == (413, True)
    assert len(kept(own_demo)) == 1


def test_nobody_has_a_large_form_read_before_it_is_known_who_sends_it(own_demo: Installation) -> None:
    """A file of 25 MB lies in the memory of the pages while it is read: strangers could fill it."""
    of_task = task(own_demo, "formas", "adjust_resources")
    stranger = Person(own_demo, None)
    for place in (f"/my/tasks/{of_task}/files", "/rounds/new/file"):
        for words, kept in (("some words", True), ("w" * (2 << 20), False)):
            answer = stranger.client.post(place, data={"words": words}, follow_redirects=False)
            assert (answer.status_code, words in answer.text) == (401, kept), place
    eva = AtTask(own_demo)
    assert eva.post("files", "second", {"file": ("a.pdf", pdf("a" * (2 << 20)))}).status_code == 303


def test_hostile_files_are_refused_with_words_and_nothing_is_kept(own_demo: Installation) -> None:
    eva = AtTask(own_demo)
    sent = [(f"{what}.{ending}", make()) for what, (ending, make, _) in list(HOSTILE.items())[::7]]
    sent += list(WRONG.values())[::7]
    faults = []
    for n, (name, content) in enumerate(sent):
        answer = eva.post("files", f"hostile-{n}", {"file": (name, content)})
        if answer.status_code != 422 or 'id="problem"' not in answer.text:
            faults.append((name, answer.status_code))
    assert faults == []
    assert len(sent) > 40
    assert kept(own_demo) == []


@pytest.mark.parametrize(
    ("code", "status", "words"),
    [(1, 422, "virusskyddet säger att den är skadlig"), (2, 409, "kunde inte kontrolleras just nu")],
    ids=["infected", "dead"],
)
def test_what_the_scanner_does_not_pass_is_told_so(own_demo: Installation, code: int, status: int, words: str) -> None:
    own_demo.runtime.settings.scan_command = [sys.executable, "-c", f"raise SystemExit({code})"]
    eva = AtTask(own_demo)
    answer = eva.post("files", "scanned", {"file": (NAME, pdf(NAME))})
    assert (answer.status_code, words in answer.text) == (status, True)
    assert kept(own_demo) == []


def test_a_reply_is_said_once_and_an_empty_one_is_told(own_demo: Installation) -> None:
    eva = AtTask(own_demo)
    eva._took(eva.post("dialogue", "empty", text=" "), 422)
    assert "Skriv vad du vill säga." in eva.page.words
    assert eva.post("dialogue", "words", text="Siffrorna kommer på fredag.").status_code == 303
    eva._took(eva.post("dialogue", "again", text=""), 422)
    assert eva.page.words.count("Siffrorna kommer på fredag.") == 1
    assert "Du JiM-samordnare" in eva.page.words
    assert "Siffrorna kommer på fredag." in Person(own_demo).see(ANALYSIS).words


def test_the_parts_are_in_english_too(own_demo: Installation) -> None:
    added(own_demo)
    eva = AtTask(own_demo, lang="en")
    eva.here()
    assert "Only your agency sees it. It is submitted with the answer." in eva.page.words
    assert "Choose a file." in eva.page.words


def test_files_and_dialogue_stand_on_the_page_of_the_task(own_demo: Installation) -> None:
    eva, number = added(own_demo)
    eva.post("dialogue", "words", text="Siffrorna kommer på fredag.")
    seen = eva.see(eva.place)
    assert (NAME, f"{eva.place}/files/{number}") in seen.links
    assert "Siffrorna kommer på fredag." in seen.words
    assert {f"{eva.place}/files", f"{eva.place}/dialogue"} <= {f.action for f in seen.forms}


def test_whoever_has_only_followed_the_link_sees_neither_file_nor_dialogue(own_demo: Installation) -> None:
    eva, _ = added(own_demo)
    eva.post("dialogue", "words", text="Siffrorna kommer på fredag.")
    visitor = Person(own_demo, None)
    doors = own_demo.runtime.doors
    assert doors is not None
    visitor.client.cookies.set(called("link", secure=False), doors.token(mail_about(own_demo, eva)))
    visitor.see(eva.place)
    assert ("Analys av resursfördelningen" in visitor.html, NAME in visitor.html) == (True, False)
    assert "Siffrorna" not in visitor.html


def mail_about(made: Installation, who: AtTask) -> int:
    """The number of a mail to her about the task, whose link is good."""
    i, link, now, doors = table(t.Intent), table(t.MailLink), made.runtime.clock(), made.runtime.doors
    assert doors is not None
    with write(made.runtime.engine) as tx:
        wanted = select(i.c.mail).where(i.c.assignment == who.number_of_task, i.c.mail.is_not(None))
        mail = int(tx.connection.execute(wanted).scalars().first() or 0)
        tx.connection.execute(link.delete().where(link.c.mail == mail))
        row = {"mail": mail, "made_at": now, "ends_at": now + LINK_LIFE, "key_id": doors.key_id}
        tx.connection.execute(link.insert().values(**row))
    return mail
