"""Mina uppgifter: what there is to do, whose it is and how it stands, and what of it whoever came by a mail sees."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from jimflow.actions.forwards import forward
from jimflow.actions.guests import Guest
from jimflow.actions.substitutes import name_substitute
from jimflow.core.canonical import canonical
from jimflow.store.queries.seats import person_of
from jimflow.store.tables import Appointment, Intent, JointDraft, Mail, MailLink
from jimflow.store.tables.columns import table
from jimflow.store.transaction import read, write
from jimflow.web.cookies import called
from jimflow.web.participant import work
from tests.demo_site import NOW, Installation
from tests.participants import holder, session_of, task
from tests.store.statements import read_by
from tests.web.participant import Participant
from tests.web.person import Person


def guest(made: Installation, agency: str = "formas", function: str = "finance") -> Guest:
    """The holder, signed in."""
    with read(made.runtime.engine) as tx:
        row = person_of(tx, holder(made, agency, function))
    assert row is not None
    return Guest(row.id, row.pseudonym, row.name, row.mail, row.language, session=1)


def the_open_task(made: Installation, agency: str = "formas") -> int:
    """What the finance function of the demo has to do in October 2021."""
    return task(made, agency, open_name(made))


def open_name(made: Installation) -> str:
    with read(made.runtime.engine) as tx:
        names = tx.raw.execute("select name from assignment where status = 'open' order by id desc").fetchall()
    return str(names[0][0])


def a_mail(made: Installation, agency: str, function: str, about: int) -> int:
    """A mail to the holder about one task."""
    a = table(Appointment).c
    with write(made.runtime.engine) as tx:
        wanted = select(a.id, a.participation, a.address).where(a.organisation == agency, a.function == function)
        to = tx.connection.execute(wanted).first()
        assert to is not None
        row = {"key": f"k{about}", "message_id": f"<{about}@x>", "mail_class": "digest", "address": to.address}
        more = {"envelope_from": "a@x", "language": "sv", "subject": "x", "raw": b"x", "status": "sent", "fence": 1}
        times = {"composed_at": NOW, "next_at": NOW, "attempts": 1, "last_reply": ""}
        made_mail = insert(table(Mail)).values(**row, **more, **times).returning(table(Mail).c.id)
        mail = int(tx.connection.execute(made_mail).scalar_one())
        said = {"template": "open", "item": "open:x:y", "participation": to.participation, "appointment": to.id}
        more = {"assignment": about, "function": function, "address": to.address, "language": "sv", "mail": mail}
        rest = {"facts": canonical({}).decode(), "made_at": NOW, "send_at": NOW, "status": "composed", "held": False}
        intent = {"key": f"i{about}", "mail_class": "digest", "reviewed": False}
        tx.connection.execute(insert(table(Intent)).values(**said, **more, **rest, **intent))
    return mail


def section(page_words: str, heading: str, until: str) -> str:
    return page_words.partition(heading)[2].partition(until)[0]


def test_what_is_to_be_done_says_when_for_which_meeting_how_long_and_why(demo: Installation) -> None:
    words = Participant(demo, "formas", "finance").see("/my").words
    todo = section(words, "Att göra", "Öppnar senare")
    for said in (
        *("Analys av resursfördelningen", "Att göra", "Senast torsdag 30 december", "Efter träff 3", "ungefär en dag"),
        "Du får den för att du arbetar med ekonomi och jämställdhetsbudgetering.",
    ):
        assert said in todo
    assert "Öppnar 20 april 2022, senast onsdag 11 maj 2022" in words
    assert "Väntar på" not in words


def test_it_leads_to_the_task_and_the_meetings(demo: Installation) -> None:
    page = Participant(demo, "formas", "finance").see("/my")
    to = {href for _, href in page.links}
    assert f"/my/tasks/{the_open_task(demo)}" in to
    assert {"/my/meetings", "/my/substitutes"} <= to
    assert len([href for href in to if href.startswith("/my/meetings/")]) == 2


def test_whoever_coordinates_sees_the_parts_of_others_apart_with_who_has_each(demo: Installation) -> None:
    words = Participant(demo, "formas").see("/my").words
    others = section(words, "Andras delar", "Öppnar senare")
    assert "Inget att göra just nu." in section(words, "Att göra", "Andras delar")
    assert "Ekonomifunktion: Ekonomifunktion, Formas" in others
    assert "Analys av resursfördelningen" not in section(words, "Öppnar senare", "Kommande träffar")


def test_in_english(demo: Installation) -> None:
    words = Participant(demo, "formas", "finance", lang="en").see("/my").words
    assert "You get it because you work with finance and gender budgeting." in words
    assert "By Thursday 30 December" in words


def test_a_late_task_says_when_it_was_due_and_comes_first(own_demo: Installation) -> None:
    own_demo.clock.jump(NOW + timedelta(days=70))
    words = Participant(own_demo, "formas", "finance").see("/my").words
    assert "Skulle ha kommit 30 december 2021" in section(words, "Att göra", "Öppnar senare")
    assert "Senast torsdag 30 december" not in words


def test_somebody_who_has_begun_is_named_with_the_hour_but_not_what_they_wrote(own_demo: Installation) -> None:
    number, saver = the_open_task(own_demo), guest(own_demo, "formas", "planning_followup")
    row = {"assignment": number, "field": "x", "value": '"hemligheten"', "version": 1, "saved_by": saver.pseudonym}
    with write(own_demo.runtime.engine) as tx:
        tx.connection.execute(insert(table(JointDraft)).values(**row, saved_at=NOW))
    finance = Participant(own_demo, "formas", "finance")
    words = finance.see("/my").words
    assert f"Påbörjad av {saver.name} kl. {NOW:%H.%M}" in words
    assert "hemligheten" not in finance.html
    assert f"Påbörjad av dig kl. {NOW:%H.%M}" in Participant(own_demo, "formas", "planning_followup").see("/my").words
    assert "hemligheten" not in Participant(own_demo, "formas").see("/my").words


def test_a_task_that_was_sent_on_says_for_whom(own_demo: Installation) -> None:
    number = the_open_task(own_demo)
    forward(own_demo.runtime, guest(own_demo), number, "Nora", "nora@example.org", may_hand_in=False)
    nora = browser_of(own_demo, "nora@example.org")
    words = nora.see("/my").words
    assert "Analys av resursfördelningen" in words
    assert "Du svarar åt Ekonomifunktion, Formas (ekonomifunktion)." in words


def test_a_substitute_sees_the_holders_tasks_and_for_whom(own_demo: Installation) -> None:
    day = NOW.date()
    finance = guest(own_demo)
    with read(own_demo.runtime.engine) as tx:
        a = table(Appointment).c
        number = tx.connection.execute(select(a.id).where(a.person == finance.id)).scalar_one()
    name_substitute(own_demo.runtime, finance, number, "Nora", "nora@example.org", "signature", day, day)
    nora = browser_of(own_demo, "nora@example.org")
    assert "Du är ersättare för Ekonomifunktion, Formas (ekonomifunktion)." in nora.see("/my").words
    own_demo.clock.jump(NOW + timedelta(days=1))
    nora = browser_of(own_demo, "nora@example.org")
    assert "Analys av resursfördelningen" not in nora.see("/my").words


def browser_of(made: Installation, address: str) -> Person:
    """A browser in which the person of that address has signed in."""
    with read(made.runtime.engine) as tx:
        (number,) = tx.raw.execute("select id from person where mail = ?", [address]).fetchone()
    person = Person(made, None)
    person.client.cookies.set(called("person", secure=False), session_of(made, number))
    return person


def test_whoever_typed_the_code_of_a_mail_sees_what_that_mail_is_about_and_how_to_see_the_rest(
    own_demo: Installation,
) -> None:
    mail = a_mail(own_demo, "formas", "finance", the_open_task(own_demo))
    page = Participant(own_demo, "formas", "finance", mail=mail).see("/my")
    assert "Analys av resursfördelningen" in page.words
    assert "Öppnar senare" not in page.words and "Klart" not in page.words
    assert ("Logga in för att se allt", "/in?next=%2Fmy") in page.links
    assert "Inga träffar är planerade" not in page.words
    assert ("Logga in för att se alla dina träffar", "/in?next=%2Fmy%2Fmeetings") in page.links
    assert [href for _, href in page.links if href.startswith("/my/meetings")] == []


def test_whoever_followed_a_link_sees_the_task_and_no_colleagues(own_demo: Installation) -> None:
    number, saver = the_open_task(own_demo), guest(own_demo, "formas", "planning_followup")
    row = {"assignment": number, "field": "x", "value": '"ord"', "version": 1, "saved_by": saver.pseudonym}
    with write(own_demo.runtime.engine) as tx:
        tx.connection.execute(insert(table(JointDraft)).values(**row, saved_at=NOW))
    mail = a_mail(own_demo, "formas", "gm_coordinator", number)
    doors = own_demo.runtime.doors
    assert doors is not None
    with write(own_demo.runtime.engine) as tx:
        link = {"mail": mail, "key_id": doors.key_id, "made_at": NOW, "ends_at": NOW + timedelta(days=9)}
        tx.raw.execute("delete from mail_link where mail = ?", [mail])
        tx.connection.execute(insert(table(MailLink)).values(**link))
    browser = Person(own_demo, None)
    browser.client.cookies.set(called("link", secure=False), doors.token(mail))
    words = browser.see("/my").words
    assert "Analys av resursfördelningen" in words
    assert saver.name not in words and "Påbörjad" not in words
    assert "Ekonomifunktion, Formas" not in words


def test_nobody_is_asked_who_they_are_by_a_page_that_shows_nothing(demo: Installation) -> None:
    browser = Person(demo, None)
    browser.client.follow_redirects = False
    answer = browser.client.get("/my")
    assert (answer.status_code, answer.headers["location"]) == (303, "/in?next=%2Fmy")


@pytest.mark.parametrize("function", ["gm_coordinator", "finance", "agency_head", "ministry_officer"])
def test_each_function_has_a_page_that_speaks_to_it(demo: Installation, function: str) -> None:
    words = Participant(demo, "formas", function).see("/my").words
    assert "Kommande träffar" in words
    if function in ("agency_head", "ministry_officer"):
        assert "Inget att göra. Du får ett mejl när det kommer en uppgift till dig." in words
        assert "Träff 5" in words and "Träff 4" not in words


def test_it_takes_as_many_statements_for_somebody_with_much_to_do_as_for_somebody_with_nothing(
    demo: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = []
    for function in ("gm_coordinator", "ministry_officer"):
        person = Participant(demo, "formas", function)
        with read_by(work, demo.runtime.engine, monkeypatch) as statements:
            person.see("/my")
        counts.append(len(statements))
    assert counts[0] == counts[1] > 5
