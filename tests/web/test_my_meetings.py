"""The meetings of those who take part: what each sees and may do there, and what nobody of another cluster learns."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, update

from jimflow.actions.functions import set_function
from jimflow.core.model import Actor
from jimflow.core.people import attends
from jimflow.store.queries.work import meetings
from jimflow.store.tables import (
    Appointment,
    Meeting,
    Participation,
)
from jimflow.store.tables.columns import table
from jimflow.store.transaction import read, write
from jimflow.web.cookies import called
from tests.demo_site import Installation
from tests.participants import meeting, session_of, task
from tests.web.at_meetings import answers_to, at, invitation, linked, rows, said_to
from tests.web.participant import Participant
from tests.web.person import Person
from tests.web.test_every_programme import ROUNDS, loaded

# --- the list ---------------------------------------------------------------------------------------


def test_the_list_has_what_lies_ahead_first_and_then_what_has_been_the_latest_first(demo: Installation) -> None:
    seen = Participant(demo).see("/my/meetings")
    places = [a for words, a in seen.links if re.fullmatch(r"Träff \d.*", words)]
    assert places == [at(demo, s) for s in ("deepening", "follow_up", "budgeting", "problem_formulation", "start")]
    assert "Torsdag 3 februari 2022 kl. 09.00–16.00, digitalt" in seen.words


@pytest.mark.parametrize(
    ("function", "steps"), [("agency_head", ["follow_up", "start"]), ("ministry_officer", ["follow_up", "start"])]
)
def test_who_comes_first_and_last_sees_those_two(demo: Installation, function: str, steps: list[str]) -> None:
    seen = Participant(demo, "formas", function).see("/my/meetings")
    assert [a for words, a in seen.links if re.fullmatch(r"Träff \d.*", words)] == [at(demo, s) for s in steps]


def test_a_guest_expert_sees_the_meeting_of_each_cluster_she_is_asked_to_and_has_no_task(demo: Installation) -> None:
    expert = Participant(demo, "ekonomistyrningsverket", "expert_contributor")
    seen = expert.see("/my/meetings")
    found = [a for words, a in seen.links if re.fullmatch(r"Träff \d.*", words)]
    asked = ("formas", "kriminalvarden", "skatteverket")
    assert sorted(found) == sorted(at(demo, "budgeting", agency) for agency in asked)
    page = expert.see(at(demo, "budgeting"))
    assert "De andras svar" not in page.words
    assert [a for _, a in page.links if a.startswith("/my/tasks")] == []


def test_whoever_has_only_a_mails_code_is_asked_to_sign_in_for_the_list(own_demo: Installation) -> None:
    mail = invitation(own_demo, "budgeting", "finance.formas@example.org")
    who = Participant(own_demo, "formas", "finance", mail=mail)
    who.client.follow_redirects = False
    assert who.client.get("/my/meetings").headers["location"] == "/in?next=%2Fmy%2Fmeetings"
    assert who.client.get(at(own_demo, "budgeting")).status_code == 200
    assert who.client.get(at(own_demo, "start")).status_code == 404


# --- what nobody else learns ------------------------------------------------------------------------

TAILS = ("", "/answers", "/calendar.ics")


def test_another_clusters_meeting_is_the_same_to_the_byte_as_one_that_is_not_there(demo: Installation) -> None:
    """But for the address itself, which the page carries so that it can be had in the other language."""
    other, uninvited = at(demo, "deepening", "polismyndigheten"), at(demo, "deepening")
    for function, places in (("finance", [other]), ("ministry_officer", [other, uninvited])):
        who = Participant(demo, "formas", function)
        for tail in TAILS:
            found = set()
            for place in (*places, "/my/meetings/999999", "/my/meetings/x"):
                answer = who.client.get(place + tail)
                assert answer.status_code == 404, place
                found.add(answer.text.replace(place + tail, "here"))
            assert len(found) == 1, tail


@pytest.mark.parametrize("form", ["reply", "evaluation"])
def test_nor_does_a_form_tell_them_apart(demo: Installation, form: str) -> None:
    planner = Participant(demo, "formas", "finance")
    csrf = dict(planner.see(at(demo)).form(f"{at(demo)}/reply").fields)["_csrf"]
    said = set()
    for n, place in enumerate((at(demo, "deepening", "polismyndigheten"), "/my/meetings/999999", "/my/meetings/x")):
        sent = {"_csrf": csrf, "_form": f"some-form-{n}", "appointment": "1", "answer": "yes", "worth": "3"}
        answer = planner.client.post(f"{place}/{form}", data=sent)
        said.add((answer.status_code, "Det finns inget här för dig." in answer.text))
    assert said == {(404, True)}


def test_an_account_of_the_host_opens_nothing_here(demo: Installation) -> None:
    anna = Person(demo, "anna")
    anna.client.follow_redirects = False
    for place in ("/my/meetings", *(at(demo) + tail for tail in TAILS)):
        assert anna.client.get(place).headers["location"].startswith("/in?next=")


# --- one meeting ------------------------------------------------------------------------------------


def test_the_page_says_what_to_do_when_and_where(demo: Installation) -> None:
    seen = Participant(demo).see(at(demo))
    for words in (
        "Torsdag 3 februari 2022 kl. 09.00–16.00, digitalt",
        "Svara om du kommer",
        "Tema: kunskapsproduktion och stöd",
        "Formas Forte Vetenskapsrådet Vinnova",
    ):
        assert words in seen.words
    assert (
        f"/my/tasks/{task(demo, 'formas', 'describe_theme')}" in [a for _, a in seen.links]
        or "Beskrivning" in seen.words
    )


def test_the_head_is_told_in_one_sentence_why_and_may_name_who_comes_instead(own_demo: Installation) -> None:
    head, place = Participant(own_demo, "formas", "agency_head"), at(own_demo, "follow_up")
    assert "Som myndighetschef är du inbjuden till den första och den sista träffen." in head.see(place).words
    seen = _deputise(head, place, "new", name="Nils Ny", address="nils@example.org")
    assert "Svaret är sparat: Nils Ny kommer i stället." in seen.words
    assert "I stället kommer Nils Ny." in seen.words
    assert said_to(own_demo, "follow_up") == ["no"]


def test_whoever_comes_instead_is_told_for_whom_and_need_not_answer_again(own_demo: Installation) -> None:
    head, place = Participant(own_demo, "formas", "agency_head"), at(own_demo, "follow_up")
    head.see(place)
    seen = _deputise(head, place, "new", name="Nils Ny", address="nils@example.org")
    assert ("Nils Ny kommer i ditt ställe." in seen.words, "Kom på träffen" in seen.words) == (True, False)
    nils = Participant(own_demo, "formas", "agency_head")  # who was named last
    seen = nils.see(place)
    assert re.search(r"Du kommer i stället för [^.]*Myndighetschef", seen.words)
    assert "Som myndighetschef är du inbjuden" not in seen.words
    assert "Svaret är redan lämnat: du kommer." in seen.words
    assert list(seen.form(f"{place}/reply").buttons) == ["Kanske", "Jag kommer inte"]
    assert "Ditt svar: kommer" in nils.see("/my/meetings").words
    nils.see(place)
    assert "Ditt svar är sparat: kommer inte." in nils.press(f"{place}/reply", button="Jag kommer inte").words


def test_an_answer_is_one_press_and_can_be_changed(own_demo: Installation) -> None:
    who, place = Participant(own_demo, "formas", "finance"), at(own_demo)
    who.see(place)
    assert "Ditt svar är sparat: kommer." in who.press(f"{place}/reply", button="Jag kommer").words
    assert "Du har svarat: kommer." in who.page.words
    assert "Ditt svar är sparat: kommer inte." in who.press(f"{place}/reply", button="Jag kommer inte").words
    assert said_to(own_demo) == ["no"]
    assert "Ditt svar: kommer inte" in who.see("/my/meetings").words


def test_what_is_sent_twice_is_done_once(own_demo: Installation) -> None:
    who, place = Participant(own_demo, "formas", "finance"), at(own_demo)
    form = who.see(place).form(f"{place}/reply")
    sent = {**dict(form.fields), "answer": "yes"}
    for _ in range(2):
        assert who.client.post(f"{place}/reply", data=sent).status_code == 200
    assert said_to(own_demo) == ["yes"]


def test_somebody_elses_answer_in_between_is_told(own_demo: Installation) -> None:
    who, place = Participant(own_demo, "formas", "finance"), at(own_demo)
    stale = dict(who.see(place).form(f"{place}/reply").fields) | {"answer": "yes"}
    who.see(place)
    who.press(f"{place}/reply", button="Kanske")
    answer = who.client.post(f"{place}/reply", data=stale)
    assert (answer.status_code, "Någon annan har svarat" in answer.text) == (409, True)
    assert said_to(own_demo) == ["maybe"]


def test_the_coordinator_answers_for_a_colleague_and_is_told_whose_answer_it_was(own_demo: Installation) -> None:
    who, place = Participant(own_demo), at(own_demo)
    seen = who.see(place)
    assert "Svar från er" in seen.words
    forms = [dict(f.fields) for f in seen.forms if f.action == f"{place}/reply"]
    own = forms[0]["appointment"]
    colleague = next(f for f in forms if f["appointment"] != own)
    answer = who.client.post(f"{place}/reply", data={**colleague, "answer": "yes"})
    assert re.search(r"Svaret är sparat: [^<]* kommer\.", answer.text)
    assert answers_to(own_demo) == [(int(colleague["appointment"]), "yes")]
    assert "Svar från er" not in Participant(own_demo, "formas", "finance").see(place).words


def test_a_deputy_whose_address_is_none_is_asked_for_again_with_what_was_typed(own_demo: Installation) -> None:
    head, place = Participant(own_demo, "formas", "agency_head"), at(own_demo, "follow_up")
    head.see(place)
    seen = _deputise(head, place, "new", status=422, name="Nils Ny", address="nils")
    assert "E-postadressen" in seen.words
    assert 'value="Nils Ny"' in head.html
    assert "Välj vem som kommer i stället." in _deputise(head, place, "", status=422).words
    assert said_to(own_demo, "follow_up") == []


def test_a_name_and_an_address_are_enough_to_say_that_it_is_somebody_new(own_demo: Installation) -> None:
    head, place = Participant(own_demo, "formas", "agency_head"), at(own_demo, "follow_up")
    head.see(place)
    seen = _deputise(head, place, "", name="Nils Ny", address="nils@example.org")
    assert "Svaret är sparat: Nils Ny kommer i stället." in seen.words


def test_whoever_followed_a_link_sees_what_the_mail_said_and_neither_names_nor_answers(own_demo: Installation) -> None:
    mail, place = invitation(own_demo, "budgeting", "gm_coordinator.formas@example.org"), at(own_demo, "budgeting")
    who = linked(own_demo, mail)
    seen = who.see(place)
    assert "Torsdag 30 september kl. 09.00–16.00, digitalt" in seen.words
    for unsaid in ("Svar från er", "Gäster", "Mina träffar"):
        assert unsaid not in seen.words
    assert [a for _, a in seen.links if a.startswith("/my/tasks")] == []
    who.see(at(own_demo, "start"), status=404)
    who.client.follow_redirects = False
    for closed in ("/my/meetings", f"{place}/answers"):
        assert who.client.get(closed).headers["location"].startswith("/in?next=")


def test_what_is_answered_by_the_link_alone_waits_for_the_code(own_demo: Installation) -> None:
    m = table(Meeting)
    day = {"day": date(2021, 11, 30), "last_day": date(2021, 11, 30), "status": "planned"}
    with write(own_demo.runtime.engine) as tx:
        tx.connection.execute(update(m).where(m.c.id == meeting(own_demo, "formas", "budgeting")).values(**day))
    who, place = (
        linked(own_demo, invitation(own_demo, "budgeting", "finance.formas@example.org")),
        at(own_demo, "budgeting"),
    )
    before = answers_to(own_demo, "budgeting")
    who.see(place)
    seen = who.press(f"{place}/reply", button="Jag kommer", status=401)
    assert "yes" in [value for form in seen.forms for name, value in form.fields if name.endswith("answer")]
    assert answers_to(own_demo, "budgeting") == before


# --- the calendar file ------------------------------------------------------------------------------


def test_the_calendar_file_is_the_invitations_entry_published(demo: Installation) -> None:
    answer = Participant(demo).client.get(f"{at(demo)}/calendar.ics")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8; method=PUBLISH"
    assert answer.headers["content-disposition"] == 'attachment; filename="2022-02-03.ics"'
    said = answer.text.replace("\r\n ", "")
    ((uid, sequence),) = [
        (u, s) for i, u, s in rows(demo, Meeting, "id", "uid", "sequence") if i == meeting(demo, "formas", "deepening")
    ]
    name, sign, host = str(uid).partition("@")
    for line in (
        "METHOD:PUBLISH",
        f"UID:{name}-1{sign}{host}",
        f"SEQUENCE:{2 * int(str(sequence)) + 1}",
        "DTSTART:20220203T080000Z",
    ):
        assert line in said.split("\r\n")
    assert "ATTENDEE" not in said


def test_what_has_been_and_what_is_called_off_has_no_entry_to_take(own_demo: Installation) -> None:
    who = Participant(own_demo)
    assert who.client.get(f"{at(own_demo, 'start')}/calendar.ics").status_code == 404
    m = table(Meeting)
    with write(own_demo.runtime.engine) as tx:
        off = update(m).where(m.c.id == meeting(own_demo, "formas", "deepening"))
        tx.connection.execute(off.values(status="cancelled"))
    assert who.client.get(f"{at(own_demo)}/calendar.ics").status_code == 404
    assert "Träffen är inställd" in who.see(at(own_demo)).words


def test_whoever_takes_a_function_later_sees_the_meetings_ahead(own_demo: Installation) -> None:
    with read(own_demo.runtime.engine) as tx:
        p = table(Participation).c
        number = tx.connection.execute(select(p.id).where(p.subject == "formas")).scalar_one()
    since = own_demo.runtime.clock().date()
    actor = Actor("anna", "coordinator")
    set_function(own_demo.runtime, number, "finance", "Ny Ekonom", "ny@example.org", since, actor)
    assert "Träff 4" in Participant(own_demo, "formas", "finance").see("/my/meetings").words


def _deputise(who: Participant, place: str, instead: str, status: int = 200, **typed: str) -> object:
    """Sends the form that names who comes instead."""
    who.see(place)
    form = next(f for f in who.page.forms if ("deputise", "yes") in f.fields)
    sent = {**dict(form.fields), "instead": instead, **typed}
    return who._took(who.client.post(form.action, data=sent), status)


@pytest.mark.parametrize("file", ROUNDS, ids=lambda f: f.stem)
def test_the_meetings_of_every_programme_open_to_everyone_who_is_asked(file: Path, tmp_path: Path) -> None:
    with loaded(file, tmp_path) as (made, _, row, workflow):
        first = next(s.name for s in workflow.steps.values())
        p, a = table(Participation), table(Appointment).c
        with write(made.runtime.engine) as tx:
            tx.connection.execute(update(p).where(p.c.cluster == row.cluster).values(state=first))
            near = (a.participation == row.id) | (a.participation.is_(None))
            people = list(tx.connection.execute(select(a.function, a.person).where(near, a.round == row.round)))
        opened: dict[str, set[str]] = {}
        for function, person in people:
            who = Person(made, None)
            who.client.cookies.set(called("person", secure=False), session_of(made, person))
            places = [link for words, link in who.see("/my/meetings").links if re.fullmatch(r"/my/meetings/\d+", link)]
            for place in dict.fromkeys(places):
                who.see(place)
                for tail in TAILS[1:]:
                    assert who.client.get(place + tail).status_code in (200, 404), place + tail
            opened.setdefault(function, set()).update(places)
        with read(made.runtime.engine) as tx:
            steps = {m.step for m in meetings(tx, [row.cluster])}
        asked = {f for f in workflow.functions for s in steps if attends(workflow.functions[f], workflow.steps[s])}
        held = {function for function, _ in people}
        assert {f for f, places in opened.items() if places} >= asked & held
