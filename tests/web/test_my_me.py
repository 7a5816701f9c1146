"""Om mig: what one chooses, stops and ends, and all that is kept about one, which nobody else sees."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from jimflow.actions.guests import Guest
from jimflow.actions.joint_answers import save
from jimflow.actions.joint_comments import comment
from jimflow.store.queries.preferences import PreferenceRow, preference
from jimflow.store.queries.seats import person_of
from jimflow.store.tables import Intent, MailLink, Person
from jimflow.store.tables.columns import table
from jimflow.store.transaction import read
from jimflow.web.cookies import called
from tests.demo_site import Installation
from tests.participants import holder, session_of, task
from tests.web.participant import Participant
from tests.web.person import Person as Host

FINANCE = "finance.formas@example.org"


def chosen(who: Participant) -> PreferenceRow:
    with read(who.made.runtime.engine) as tx:
        return preference(tx, who.number)


def guest(who: Participant) -> Guest:
    with read(who.made.runtime.engine) as tx:
        row = person_of(tx, who.number)
    assert row is not None
    return Guest(row.id, row.pseudonym, row.name, row.mail, row.language, session=1)


def test_the_page_says_who_one_is_and_what_one_holds(own_demo: Installation) -> None:
    seen = Participant(own_demo, "formas", "finance").see("/my/me")
    for words in ("Om mig", FINANCE, "Ekonomifunktion", "Formas", "från 11 januari", "Du är inloggad i 1 webbläsare"):
        assert words in seen.words
    places = {address for _, address in seen.links}
    assert {"/my/substitutes", "/my/me/data", "/my/me/data.json", "/privacy", "/my/agency"} <= places


def test_whoever_has_no_room_of_an_agencys_own_is_not_led_there(demo: Installation) -> None:
    officer = Participant(demo, "formas", "ministry_officer").see("/my/me")
    assert [words for words, href in officer.links if href == "/my/agency"] == []
    assert "Säg till samordnaren: svara på ett mejl" in officer.words
    finance = Participant(demo, "formas", "finance").see("/my/me")
    assert [words for words, href in finance.links if href == "/my/agency"] == ["Hos oss", "Hos oss"]


def test_the_language_is_that_of_the_page_at_once_and_of_the_mails_that_wait(own_demo: Installation) -> None:
    who = Participant(own_demo, "formas", "finance")
    who.client.cookies.delete(called("lang", secure=False))
    who.see("/my/me")
    seen = who.press("/my/me/language", {"language": "en"})
    assert "Mails and pages are in English from now on." in seen.words and "Your functions" in seen.words
    assert who.see("/my").title.startswith("My assignments")
    with read(own_demo.runtime.engine) as tx:
        p = table(Person).c
        assert tx.connection.execute(select(p.language).where(p.id == who.number)).scalar_one() == "en"


def test_whoever_has_only_typed_the_code_of_a_mail_may_choose_the_language_and_nothing_else(
    own_demo: Installation,
) -> None:
    i = table(Intent).c
    number = holder(own_demo, "formas", "finance")
    with read(own_demo.runtime.engine) as tx:
        wanted = select(i.mail).where(i.address == FINANCE, i.mail.is_not(None)).order_by(i.mail.desc())
        mail = tx.connection.execute(wanted).scalars().first()
    who = Participant(own_demo, "formas", "finance", mail=mail)
    for path in ("/my/me", "/my/me/data", "/my/me/data.json"):
        answer = who.client.get(path, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"][:4]) == (303, "/in?")
    signed_in = Participant(own_demo, "formas", "finance")
    form = signed_in.see("/my/me").form("/my/me/mails")
    assert who.client.post("/my/me/mails", data=dict(form.fields)).status_code == 401
    assert number == who.number and not chosen(who).separate


def test_mail_comes_apart_or_together(own_demo: Installation) -> None:
    who = Participant(own_demo, "formas", "finance")
    who.see("/my/me")
    assert "eget mejl" in who.press("/my/me/mails", {"mails": "separate"}).words
    assert chosen(who).separate
    assert "i ett mejl" in who.press("/my/me/mails", {"mails": "together"}).words
    assert not chosen(who).separate


def test_a_no_is_first_shown_with_whom_it_tells_and_then_done_once_and_can_be_taken_back(
    own_demo: Installation,
) -> None:
    who = Participant(own_demo, "formas", "finance")
    who.see("/my/me")
    asked = who.press("/my/me/stop", {"reason": "Jag har slutat."})
    assert "Vill du sluta få mejl?" in asked.words and "JiM-samordnare, Formas" in asked.words
    assert "besked om någon som inte vill ha mejl" in asked.words
    assert chosen(who).stopped_at is None
    done = who.confirm()
    assert "Du får inga fler mejl." in done.words and "Jag har slutat." in done.words
    assert (chosen(who).stopped_at, chosen(who).stop_reason) == (own_demo.clock(), "Jag har slutat.")
    assert "Du får mejl igen." in who.press("/my/me/start").words
    assert chosen(who) == PreferenceRow(who.number)


def test_whoever_thinks_better_of_it_keeps_the_words_and_the_mail(own_demo: Installation) -> None:
    who = Participant(own_demo, "formas", "finance")
    who.see("/my/me")
    who.press("/my/me/stop", {"reason": "Kanske."})
    back = who.press("/my/me/stop", button="Nej, gå tillbaka")
    assert "Kanske." in back.words
    assert chosen(who).stopped_at is None


def test_the_hosts_people_see_the_reason_and_that_no_mail_is_wanted(own_demo: Installation) -> None:
    who = Participant(own_demo, "formas", "finance")
    who.see("/my/me")
    who.press("/my/me/stop", {"reason": "Jag har slutat."})
    who.confirm()
    seen = Host(own_demo, "anna").see("/rounds/jim-plus-2021-2022/people?q=formas")
    assert "vill inte ha mejl" in seen.words and "Jag har slutat." in seen.words


def test_signing_out_everywhere_ends_every_browser(own_demo: Installation) -> None:
    who, elsewhere = (Participant(own_demo, "formas", "finance") for _ in range(2))
    who.see("/my/me")
    assert "Du är inloggad i 2 webbläsare" in who.page.words
    assert "Vill du logga ut överallt?" in who.press("/my/me/sign-out-everywhere").words
    who.see("/my/me")  # nothing is done before she says so
    who.press("/my/me/sign-out-everywhere")
    assert "Du är utloggad överallt." in who.confirm().words
    assert who.path.startswith("/in?out=everywhere")
    for browser in (who, elsewhere):
        assert browser.client.get("/my/me", follow_redirects=False).status_code == 303


def test_the_links_of_ones_mails_are_blocked_and_nobody_elses(own_demo: Installation) -> None:
    who, link = Participant(own_demo, "formas", "finance"), table(MailLink).c

    def good() -> int:
        with read(own_demo.runtime.engine) as tx:
            return len(tx.connection.execute(select(link.mail).where(link.revoked_at.is_(None))).all())

    before = good()
    who.see("/my/me")
    assert "Vill du spärra länkarna i dina mejl?" in who.press("/my/me/links").words
    assert good() == before
    assert "Länkarna i dina mejl är spärrade" in who.confirm().words
    assert who.path.startswith("/in?out=links")
    assert 0 < before - good() < before
    assert who.client.get("/my/me", follow_redirects=False).status_code == 303


def written(who: Participant) -> None:
    """She has written in a draft and said something to her colleagues."""
    number = task(who.made, "formas", "adjust_resources")
    save(who.made.runtime, guest(who), number, {"change": "Hemligt utkast"}, {})
    comment(who.made.runtime, guest(who), number, "", "Hemlig kommentar")


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_all_that_is_kept_is_on_one_page_in_words(own_demo: Installation, lang: str) -> None:
    who = Participant(own_demo, "formas", "gm_coordinator", lang=lang)
    written(who)
    seen = who.see("/my/me/data")
    for words in (
        "Hemlig kommentar",
        "Hemligt utkast",
        "träff 1 (Uppstart)" if lang == "sv" else "meeting 1 (Kick-off)",
        "JiM+",
    ):
        assert words in seen.words
    assert "gm_coordinator.formas@example.org" in seen.words


def test_the_file_holds_all_of_it_and_nothing_of_others(own_demo: Installation) -> None:
    who = Participant(own_demo, "formas", "gm_coordinator")
    written(who)
    answer = who.client.get("/my/me/data.json")
    assert answer.headers["content-disposition"] == 'attachment; filename="jimflow-2021-10-27.json"'
    found = json.loads(answer.content)
    subjects = {s["subject"]: s["rows"] for s in found["subjects"]}
    assert subjects["room_comment"][0]["text"] == "Hemlig kommentar"
    assert subjects["person"][0]["mail"] == "gm_coordinator.formas@example.org"
    assert len(subjects["mail"]) == sum(s["subject"] != "" for s in subjects["mail"]) > 5
    assert "finance.formas@example.org" not in answer.text and FINANCE not in answer.text


def test_whoever_sits_there_for_another_sees_nothing_of_it(own_demo: Installation) -> None:
    who = Participant(own_demo, "formas", "agency_head")
    secret = session_of(own_demo, who.number, acting=holder(own_demo, "formas", "finance"))
    who.client.cookies.set(called("person", secure=False), secret)
    for path in ("/my/me", "/my/me/data", "/my/me/data.json"):
        assert who.client.get(path).status_code == 404
