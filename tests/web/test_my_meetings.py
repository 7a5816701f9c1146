"""The meetings of those who take part: what each sees and may do there, and what nobody of another cluster learns."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from jimflow.actions.doors import guest_of
from jimflow.actions.evaluations import evaluate
from jimflow.actions.functions import set_function
from jimflow.core.model import Actor
from jimflow.store.tables import (
    Answer,
    Assignment,
    Draft,
    Intent,
    JointDraft,
    MailLink,
    Meeting,
    MeetingEvaluation,
    Participation,
    Rsvp,
)
from jimflow.store.tables.columns import table
from jimflow.store.transaction import read, write
from jimflow.web.cookies import called
from tests.demo_site import Installation
from tests.participants import holder, meeting, session_of, task
from tests.web.conftest import ROUND
from tests.web.participant import Participant
from tests.web.person import Person

ALL = ("start", "problem_formulation", "budgeting", "deepening", "follow_up")
HOST = f"{ROUND}/clusters/forskningsfinansiarer/meetings"


def at(made: Installation, step: str = "deepening", agency: str = "formas") -> str:
    return f"/my/meetings/{meeting(made, agency, step)}"


def rows(made: Installation, kind: type, *columns: str) -> list[tuple[object, ...]]:
    t = table(kind)
    with read(made.runtime.engine) as tx:
        return [tuple(row) for row in tx.connection.execute(select(*(t.c[c] for c in columns)).order_by(t.c.id))]


def answers_to(made: Installation, step: str = "deepening") -> list[tuple[object, ...]]:
    """(appointment, answer) of everyone who has answered the invitation."""
    number = meeting(made, "formas", step)
    return [(a, said) for m, a, said in rows(made, Rsvp, "meeting", "appointment", "answer") if m == number]


def said_to(made: Installation, step: str = "deepening") -> list[object]:
    return [said for _, said in answers_to(made, step)]


def invitation(made: Installation, step: str, address: str) -> int:
    """The mail that invited that address to the meeting of that step."""
    i = table(Intent).c
    with read(made.runtime.engine) as tx:
        wanted = select(i.mail).where(i.item == f"invite:{step}", i.address == address, i.mail.is_not(None))
        return int(tx.connection.execute(wanted).scalars().one())


def linked(made: Installation, mail: int) -> Person:
    """A browser that has followed the link of the mail and typed nothing."""
    who, now = Person(made, None), made.runtime.clock()
    doors = made.runtime.doors
    assert doors is not None
    row = {"mail": mail, "key_id": doors.key_id, "made_at": now, "ends_at": now + timedelta(days=9)}
    with write(made.runtime.engine) as tx:
        tx.connection.execute(table(MailLink).delete().where(table(MailLink).c.mail == mail))
        tx.connection.execute(table(MailLink).insert().values(**row))
    who.client.cookies.set(called("link", secure=False), doors.token(mail))
    return who


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


# --- the others' answers ----------------------------------------------------------------------------


def test_the_others_answers_stand_question_by_question_and_who_is_not_ready_in_neutral_words(
    demo: Installation,
) -> None:
    seen = Participant(demo).see(f"{at(demo, 'budgeting')}/answers")
    assert seen.words.index("Formas ni själva") < seen.words.index("Forte") < seen.words.index("Vetenskapsrådet")
    assert "Inte inskickat än: Vinnova." in seen.words
    for language, word in (("sv", "Uppgift inför träffen"), ("en", "Assignment before the meeting")):
        assert word in Participant(demo, lang=language).see(f"{at(demo, 'budgeting')}/answers").words


def test_what_is_not_submitted_is_read_by_nobody(own_demo: Installation) -> None:
    """Vinnova has not handed in: what it has written, in its own room or by a mail to the host, stays there."""
    number = task(own_demo, "vinnova", "describe_resources", "budgeting") or _before(own_demo, "vinnova", "budgeting")
    row = {"assignment": number, "field": "found_how", "saved_at": own_demo.clock(), "saved_by": "p"}
    with write(own_demo.runtime.engine) as tx:
        tx.connection.execute(table(JointDraft).insert().values(**row, value=json.dumps("Hemligt utkast"), version=1))
        tx.connection.execute(table(Draft).insert().values(**row, value=json.dumps("Hemligt utkast")))
        given = {"assignment": number, "field": "found_how", "answered_at": own_demo.clock(), "answered_by": "p"}
        tx.connection.execute(table(Answer).insert().values(**given, value=json.dumps("Hemligt delsvar")))
    who = Participant(own_demo)
    assert "Hemligt" not in who.see(f"{at(own_demo, 'budgeting')}/answers").words


def test_neither_ministry_nor_guest_reads_them(demo: Installation) -> None:
    for agency, function, step in (
        ("formas", "ministry_officer", "start"),
        ("ekonomistyrningsverket", "expert_contributor", "budgeting"),
    ):
        who = Participant(demo, agency, function)
        who.see(at(demo, step))
        who.see(f"{at(demo, step)}/answers", status=404)


def test_who_has_left_reads_no_more_and_what_it_submitted_stays_with_the_cluster(own_demo: Installation) -> None:
    who, place = Participant(own_demo, "forte"), f"{at(own_demo, 'problem_formulation')}/answers"
    who.see(place)
    p = table(Participation)
    with write(own_demo.runtime.engine) as tx:
        tx.connection.execute(update(p).where(p.c.subject == "forte").values(state="withdrawn"))
    who.see(place, status=404)
    assert "Forte deltar inte längre" in Participant(own_demo).see(place).words


# --- the evaluation ---------------------------------------------------------------------------------


def test_an_evaluation_is_kept_changed_and_shown_to_the_host_without_a_name(own_demo: Installation) -> None:
    who, place = Participant(own_demo, "formas", "finance"), at(own_demo, "budgeting")
    assert "Samordnaren ser det ni skriver utan namn" in who.see(place).words
    typed = {"worth": "4", "good": "Bra exempel", "less_good": "Långa pass"}
    assert "Tack! Din utvärdering är sparad." in who.press(f"{place}/evaluation", typed).words
    who.press(f"{place}/evaluation", {"worth": "5"})
    assert rows(own_demo, MeetingEvaluation, "worth", "good") == [(5, "Bra exempel")]
    seen = Person(own_demo, "anna").see(f"{HOST}/budgeting")
    for words in ("En person har svarat.", "Siffror visas när minst 3 har svarat.", "Bra exempel"):
        assert words in seen.words
    assert "i medeltal" not in seen.words


def test_from_three_on_the_host_sees_the_mean_and_how_it_spreads(own_demo: Installation) -> None:
    for (agency, function), worth in zip(
        (("formas", "finance"), ("forte", "finance"), ("vinnova", "gm_coordinator")), (5, 2, 3), strict=True
    ):
        guest = guest_of(own_demo.runtime, session_of(own_demo, holder(own_demo, agency, function)), "")
        assert guest is not None
        evaluate(own_demo.runtime, guest, meeting(own_demo, "formas", "budgeting"), worth, "", "", "")
    anna = Person(own_demo, "anna")
    seen = anna.see(f"{HOST}/budgeting")
    assert "3 personer har svarat. Träffen gav i medeltal 3,3 av 5." in seen.words
    assert anna.html.count("<svg") > 0
    assert "On average the meeting gave 3.3 out of 5." in Person(own_demo, "anna", "en").see(f"{HOST}/budgeting").words


def test_without_a_choice_nothing_is_kept_and_what_was_typed_stands(own_demo: Installation) -> None:
    who, place = Participant(own_demo, "formas", "finance"), at(own_demo, "budgeting")
    who.see(place)
    seen = who.press(f"{place}/evaluation", {"good": "Bra exempel"}, status=422)
    assert "Välj hur mycket träffen gav" in seen.words
    assert "Bra exempel" in who.html
    assert rows(own_demo, MeetingEvaluation, "id") == []


def test_long_after_and_before_there_is_no_form(demo: Installation) -> None:
    who = Participant(demo)
    for step in ("start", "deepening"):
        assert "Vad tyckte du om träffen?" not in who.see(at(demo, step)).words


def test_whoever_takes_a_function_later_sees_the_meetings_ahead(own_demo: Installation) -> None:
    with read(own_demo.runtime.engine) as tx:
        p = table(Participation).c
        number = tx.connection.execute(select(p.id).where(p.subject == "formas")).scalar_one()
    since = own_demo.runtime.clock().date()
    actor = Actor("anna", "coordinator")
    set_function(own_demo.runtime, number, "finance", "Ny Ekonom", "ny@example.org", since, actor)
    assert "Träff 4" in Participant(own_demo, "formas", "finance").see("/my/meetings").words


def _before(made: Installation, agency: str, step: str) -> int:
    n, p = table(Assignment).c, table(Participation).c
    wanted = select(n.id).join_from(table(Assignment), table(Participation), p.id == n.participation)
    with read(made.runtime.engine) as tx:
        found = tx.connection.execute(wanted.where(p.subject == agency, n.step == step, n.place == "before"))
        return int(found.scalars().one())


def _deputise(who: Participant, place: str, instead: str, status: int = 200, **typed: str) -> object:
    """Sends the form that names who comes instead."""
    who.see(place)
    form = next(f for f in who.page.forms if ("deputise", "yes") in f.fields)
    sent = {**dict(form.fields), "instead": instead, **typed}
    return who._took(who.client.post(form.action, data=sent), status)
