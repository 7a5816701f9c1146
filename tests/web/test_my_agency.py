"""Hos oss: the agency's year for whoever coordinates there, who does what for colleagues, and nothing for others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

import pytest
from sqlalchemy import insert, select, update

from jimflow.actions.notes import add_note
from jimflow.core.model import Actor
from jimflow.core.workflow import Workflow
from jimflow.store.queries.rounds import participations
from jimflow.store.queries.work import AppointmentRow, appointments
from jimflow.store.tables import AgencyRoom, Appointment, JointDraft, Participation, Substitute, Waiver
from jimflow.store.tables.columns import table
from jimflow.store.transaction import read, write
from jimflow.web.app import routes
from tests.demo_site import Installation
from tests.participants import holder, meeting, task
from tests.web.participant import Participant
from tests.web.person import Person

NEW = {"name": "Nora Ny", "mail": "nora@formas.example"}
OURS = sorted({r.path for r in routes() if r.path.startswith("/my/agency/")})


def place(made: Installation, agency: str = "formas") -> str:
    return f"/my/agency/{number(made, agency)}"


def number(made: Installation, agency: str) -> int:
    with read(made.runtime.engine) as tx:
        return next(p.id for p in participations(tx) if p.organisation == agency)


def holders(made: Installation, function: str = "finance", agency: str = "formas") -> list[AppointmentRow]:
    with read(made.runtime.engine) as tx:
        row = next(p for p in participations(tx) if p.organisation == agency)
        every = appointments(tx, row.round, row.id)
    return [a for a in every if a.function == function and a.participation == row.id]


def registrar(made: Installation) -> list[str]:
    with read(made.runtime.engine) as tx:
        return list(tx.connection.execute(select(table(AgencyRoom).c.registrar)).scalars())


def test_the_year_stands_on_one_sheet_with_every_step_and_task(demo: Installation) -> None:
    seen = Participant(demo).see("/my/agency")
    assert seen.title.startswith("Hos oss: Formas – jimflow")
    for words in ("Förberedelse", "Träff 3 (Jämställdhetsbudgetering)", "torsdag 3 februari 2022", "i dag"):
        assert words in seen.words
    assert "Analys av resursfördelningen" in seen.words
    assert "senast 30 december" in seen.words
    assert "inskickad 23 mars" in seen.words  # the self-assessment
    assert ("Analys av resursfördelningen", f"/my/tasks/{task(demo, 'formas', 'adjust_resources')}") in seen.links


def test_what_is_late_is_said_with_the_part_that_is_missing(demo: Installation) -> None:
    seen = Participant(demo, "vinnova").see("/my/agency")
    assert "skulle ha kommit 23 september" in seen.words
    assert re.search(r"Ekonomifunktion: Ekonomifunktion, Vinnova öppen", seen.words)
    assert "Det går bra att skicka in den ändå." in seen.words


def test_a_part_that_somebody_has_begun_says_so_without_a_word_of_it(own_demo: Installation) -> None:
    row = {"assignment": task(own_demo, "formas", "adjust_resources"), "field": "findings", "value": '"Ett utkast"'}
    with write(own_demo.runtime.engine) as tx:
        name = tx.connection.execute(select(table(Participation).c.definition)).scalars().first()
        form = own_demo.runtime.programmes.workflow(tx, str(name)).assignments["adjust_resources"].form
        workflow: Workflow = own_demo.runtime.programmes.workflow(tx, str(name))
        row["field"] = workflow.forms[form].for_function("finance")[0].name
        saved = {"version": 1, "saved_at": own_demo.runtime.clock(), "saved_by": "x"}
        tx.connection.execute(insert(table(JointDraft)).values(**row, **saved))
    seen = Participant(own_demo).see("/my/agency")
    assert "Ekonomifunktion, Formas påbörjad" in seen.words
    assert "Ett utkast" not in seen.words


def test_a_vacancy_stands_first_with_the_way_to_mend_it(own_demo: Installation) -> None:
    (old,) = holders(own_demo)
    with write(own_demo.runtime.engine) as tx:
        a = table(Appointment)
        tx.connection.execute(update(a).where(a.c.id == old.id).values(until=old.since))
    seen = Participant(own_demo).see("/my/agency")
    first = re.search(r"Det här återstår hos er (.{60})", seen.words)
    assert first is not None
    assert "saknas Ingen hos er har funktionen ”Ekonomifunktion”." in seen.words
    assert seen.words.index("saknas Ingen hos er") < seen.words.index("På gång")
    links = [link for words, link in seen.links if words == "Ange vem som är ekonomifunktion"]
    assert links == [f"{place(own_demo)}/functions/finance"]


def test_nothing_of_the_hosts_or_of_another_agency_stands_there(own_demo: Installation) -> None:
    """A waiver is theirs to know, by its rule and its last day; why and by whom is the host's, and so are notes."""
    made = number(own_demo, "formas")
    add_note(own_demo.runtime, made, "Ringde, lät stressad.", Actor("anna", "coordinator"))
    row = {
        "participation": made,
        "rule": "management_present",
        "step": "budgeting",
        "reason": "Internt skäl",
        "decided_by": "bo",
    }
    with write(own_demo.runtime.engine) as tx:
        until = {"until": date(2022, 1, 31), "decided_at": own_demo.runtime.clock(), "needs_countersign": False}
        tx.connection.execute(insert(table(Waiver)).values(**row, **until))
        others = {p.name_sv for p in participations(tx)} - {"Formas"}
    words = Participant(own_demo).see("/my/agency").words
    assert "Avsteg som ni har fått Jämställdhetsbudgetering: ”minst 1 från myndigheten" in words
    assert "Gäller till 31 januari 2022." in words
    hidden = (*others, "stressad", "Internt skäl", "bo ", "anna")
    assert [w for w in hidden if re.search(rf"\b{re.escape(w)}", words)] == []


def test_a_colleague_sees_who_does_what_and_whom_to_ask_and_no_form(demo: Installation) -> None:
    seen = Participant(demo, function="finance").see("/my/agency")
    assert seen.title == "Vem som gör vad: Formas – jimflow"
    assert "gm_coordinator.formas@example.org" in seen.words
    assert "samordning" in seen.words
    assert [f.action for f in seen.forms if f.action.startswith("/my/")] == []
    assert "Analys av resursfördelningen" not in seen.words
    assert "Ändra" not in seen.words


@pytest.mark.parametrize(
    ("agency", "function"),
    [
        ("formas", "ministry_officer"),
        ("formas", "finance"),
        ("vinnova", "gm_coordinator"),
        ("ekonomistyrningsverket", "expert_contributor"),
    ],
)
def test_who_does_not_coordinate_there_finds_what_is_not_there_to_the_byte(
    demo: Installation, agency: str, function: str
) -> None:
    (mine,) = holders(demo)
    who = Participant(demo, agency, function)
    values = {"participation": str(number(demo, "formas")), "function": "finance", "appointment": str(mine.id)}
    answers: dict[str, set[str]] = {}
    for path in OURS:
        if function == "finance" and path in ("/my/agency/{participation}", "/my/agency/{participation}/functions"):
            continue  # her own agency: who does what
        for other in ({}, {"participation": "99999"}, {"function": "nothing", "appointment": "99999"}):
            address = path.format(**values | other)
            answer = who.client.get(address)
            answers.setdefault(path, set()).add(_told(answer.text, address))
            if not path.endswith(("/correct", "/end")):
                assert answer.status_code == 404, address
    assert {path: len(told) for path, told in answers.items()} == dict.fromkeys(answers, 1)


def _told(html: str, address: str) -> str:
    """The page without its own address, which the form that changes the language carries, and without its proofs."""
    return re.sub(r'(name="_csrf" value=)"[^"]*"', r"\1", html.replace(address, ""))


def test_a_form_of_another_agencys_is_refused_and_nothing_is_done(own_demo: Installation) -> None:
    mine = Participant(own_demo)
    room = f"{place(own_demo)}/functions/finance"
    mine.see(room)
    form = dict(mine.page.form(room).fields) | NEW | {"_step": "confirm"}
    other = Participant(own_demo, "vinnova")
    other.see(f"{place(own_demo, 'vinnova')}/functions/finance")
    proof = dict(other.page.form(f"{place(own_demo, 'vinnova')}/functions/finance").fields)["_csrf"]
    answer = other.client.post(room, data={**form, "_csrf": proof})
    assert answer.status_code == 404
    assert len(holders(own_demo)) == 1


def test_the_code_of_a_mail_is_not_enough(own_demo: Installation) -> None:
    """It proves that somebody has one mail, and not who they are."""
    who = Participant(own_demo, mail=1)
    assert who.client.get("/my/agency", follow_redirects=False).headers["location"].startswith("/in?")
    assert who.client.get(place(own_demo), follow_redirects=False).status_code == 303


def test_somebody_new_is_named_after_the_impact_is_seen(own_demo: Installation) -> None:
    who, room = Participant(own_demo), f"{place(own_demo)}/functions/finance"
    who.see(room)
    seen = who.press(
        room, {**NEW, "since": "2021-11-01", "top_management": "yes", "assistant": "kansli@formas.example"}
    )
    assert "Ekonomifunktion, Formas slutar dagen före." in seen.words
    assert "Det här händer" in seen.words and len(holders(own_demo)) == 1
    seen = who.confirm()
    former, new = holders(own_demo)
    assert str(former.until) == "2021-10-31"
    assert (new.name, new.address, new.assistant, new.top_management) == (*NEW.values(), "kansli@formas.example", True)
    assert "Nora Ny är nu ”Ekonomifunktion” hos er." in seen.words
    assert "Nora Ny" in Participant(own_demo).see(f"{place(own_demo)}/functions").words


def test_who_comes_once_is_shown_as_that_and_whoever_stands_in_for_a_time_with_its_days(own_demo: Installation) -> None:
    head = Participant(own_demo, "formas", "agency_head")
    where = f"/my/meetings/{meeting(own_demo, 'formas', 'follow_up')}"
    form = next(f for f in head.see(where).forms if ("deputise", "yes") in f.fields)
    typed = {"instead": "new", "name": "Astrid Assistent", "address": "astrid@example.org"}
    assert head.client.post(where + "/reply", data={**dict(form.fields), **typed}).status_code == 200
    with read(own_demo.runtime.engine) as tx:
        chair = appointments(tx, 1)
    finance = next(a for a in chair if (a.organisation, a.function) == ("formas", "finance"))
    row = {"appointment": finance.id, "person": holder(own_demo, "formas", "planning_followup"), "right": "meeting"}
    days = {"since": date(2021, 11, 1), "until": date(2021, 11, 30), "made_at": own_demo.clock(), "made_by": "p"}
    with write(own_demo.runtime.engine) as tx:
        tx.connection.execute(insert(table(Substitute)).values(**row, **days, ended_by=""))
    for function in ("gm_coordinator", "finance"):
        seen = Participant(own_demo, "formas", function).see("/my/agency").words
        assert "Astrid Assistent, ersättare på träff 5" in seen
        assert "Astrid Assistent från" not in seen
        assert "ersättare vid träffar 1 november – 30 november" in seen
    desk = Participant(own_demo).see(f"{place(own_demo)}/functions/agency_head").words
    assert "Astrid Assistent, ersättare på träff 5 (18 maj 2022)" in desk
    host = Person(own_demo, "anna").see("/rounds/jim-plus-2021-2022/agencies/formas").words
    assert "Astrid Assistent, ersättare på träff 5" in host
    assert "Astrid Assistent tar över" not in host


def test_the_flag_says_what_the_programme_counts(demo: Installation) -> None:
    words = Participant(demo).see(f"{place(demo)}/functions/finance").words
    assert "Programmet räknar det: minst 1 från myndigheten (högsta ledningen) deltar." in words


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "Skriv namnet på den som innehar funktionen."),
        ({"mail": "nora"}, "nora"),
        ({"since": "1/11"}, "Första dagen: ”1/11” är inget datum."),
        ({"since": "2020-01-01"}, "Omgången började"),
        ({"since": "2029-01-01"}, "Omgångens sista dag är"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(demo: Installation, typed: dict[str, str], said: str) -> None:
    who, room = Participant(demo), f"{place(demo)}/functions/finance"
    who.see(room)
    sent = {**NEW, **typed, "acting": "yes", "language": "en"}
    seen = who.press(room, sent, status=422)
    assert said in seen.words
    assert set(sent.items()) <= set(seen.form(room).fields)


def test_what_is_known_of_somebody_is_put_right(own_demo: Installation) -> None:
    who, room = Participant(own_demo), f"{place(own_demo)}/functions/finance"
    who.see(room)
    assert "nora" in who.press(f"{room}/correct", {"mail": "nora"}, status=422).words
    who.press(f"{room}/correct", {"mail": "ekonomi@formas.example", "acting": "yes"})
    seen = who.confirm()
    assert [(a.address, a.acting) for a in holders(own_demo)] == [("ekonomi@formas.example", True)]
    assert "Uppgifterna om Ekonomifunktion, Formas är ändrade." in seen.words


def test_somebody_leaves_and_the_sheet_says_that_it_is_vacant(own_demo: Installation) -> None:
    who, room = Participant(own_demo), f"{place(own_demo)}/functions/finance"
    who.see(room)
    assert "Sista dagen: välj en dag." in who.press(f"{room}/end", {"last": ""}, status=422).words
    who.press(f"{room}/end", {"last": "2021-10-26"})
    who.confirm()
    assert str(holders(own_demo)[0].until) == "2021-10-26"
    assert "Ingen hos er har funktionen ”Ekonomifunktion”." in who.see("/my/agency").words


def test_the_last_who_coordinates_is_asked_why_and_then_has_the_desk_no_longer(own_demo: Installation) -> None:
    who, room = Participant(own_demo), f"{place(own_demo)}/functions/gm_coordinator"
    seen = who.see(room)
    assert "när du inte längre har den kommer du inte åt de här sidorna" in seen.words
    seen = who.press(f"{room}/end", {"last": "2021-10-26"}, status=409)
    assert "är den enda som är ”JiM-samordnare”" in seen.words
    seen = who.press(f"{room}/end", {"last": "2021-10-26", "reason": "Tjänsten är vakant."})
    assert "när du inte längre har den" in seen.words
    seen = who.confirm()
    assert who.path.startswith("/my/agency?")
    assert "JiM-samordnare, Formas är ”JiM-samordnare” till och med" in seen.words
    who.see(place(own_demo), 404)


def test_she_hands_over_and_the_same_form_sent_twice_is_one_hand_over(own_demo: Installation) -> None:
    (leaver,) = holders(own_demo, "gm_coordinator")
    who, room = Participant(own_demo), f"{place(own_demo)}/hand-over/{leaver.id}"
    seen = who.see(room)
    assert "JiM-samordnare" in seen.words
    assert "när du inte längre har den" in seen.words
    assert "Skriv namnet på den som tar över." in who.press(room, {**NEW, "name": ""}, status=422).words
    asked = who.press(room, {**NEW, "since": "2021-10-27"})
    who.confirm()
    assert "Nora Ny tar över 1 funktion efter JiM-samordnare, Formas." in who.page.words
    who.page = asked
    who.confirm()
    former, new = holders(own_demo, "gm_coordinator")
    assert (str(former.until), new.name) == ("2021-10-26", "Nora Ny")
    assert who.client.get(place(own_demo)).status_code == 404


def test_the_ministrys_officer_is_shown_with_whom_to_write_to_and_no_form(demo: Installation) -> None:
    seen = Participant(demo).see(f"{place(demo)}/functions/ministry_officer")
    assert "Utses inte av er" in seen.words
    assert [f.action for f in seen.forms if f.action.startswith("/my/")] == []
    assert any(link.startswith("mailto:samordning") for _, link in seen.links)


def test_whoever_was_faster_is_told_of_and_what_was_typed_stays(own_demo: Installation) -> None:
    one, two = Participant(own_demo), Participant(own_demo)
    room = f"{place(own_demo)}/functions/finance"
    two.see(room)
    one.see(room)
    one.press(room, NEW)
    one.confirm()
    seen = two.press(room, {"name": "Olle Ost", "mail": "olle@formas.example"}, status=409)
    assert "Någon annan hann före" in seen.words
    assert ("name", "Olle Ost") in seen.form(room).fields


def test_the_registrars_address_is_kept(own_demo: Installation) -> None:
    who, room = Participant(own_demo), f"{place(own_demo)}/registrar"
    who.see(room)
    seen = who.press(room, {"mail": "registrator"}, status=422)
    assert ("mail", "registrator") in seen.form(room).fields
    seen = who.press(room, {"mail": "registrator@formas.example"})
    assert "Kvitton går nu även till registratorn." in seen.words
    assert "registrator@formas.example" in seen.words
    assert registrar(own_demo) == ["registrator@formas.example"]


def test_a_substitute_for_signatures_sits_at_the_desk_and_one_at_meetings_does_not(own_demo: Installation) -> None:
    (held,) = holders(own_demo, "gm_coordinator")
    finance = holder(own_demo, "vinnova", "finance")
    today = own_demo.runtime.clock().date()
    row = {"appointment": held.id, "person": finance, "since": today, "until": today, "made_by": "x", "ended_by": ""}
    for right, status in (("meeting", 404), ("signature", 200)):
        with write(own_demo.runtime.engine) as tx:
            made = {"right": right, "made_at": own_demo.runtime.clock()}
            tx.connection.execute(insert(table(Substitute)).values(**row, **made))
        assert Participant(own_demo, "vinnova", "finance").client.get(place(own_demo)).status_code == status
    seen = Participant(own_demo, "vinnova", "finance").see("/my/agency")
    assert "Du är med på flera ställen." in seen.words
    assert {"Formas", "Vinnova"} <= {words for words, _ in seen.links}


def test_whoever_is_at_home_nowhere_is_told_what_the_page_is_for(demo: Installation) -> None:
    assert (
        "Här finns inget för dig just nu."
        in Participant(demo, "ekonomistyrningsverket", "expert_contributor").see("/my/agency").words
    )


def test_the_pages_are_in_english_too(demo: Installation) -> None:
    who = Participant(demo, lang="en")
    words: Mapping[str, str] = {
        "/my/agency": "What your agency still has to do",
        f"{place(demo)}/functions": "Who does what",
        f"{place(demo)}/functions/finance": "The programme counts it: at least 1 from the agency",
        f"{place(demo)}/registrar": "The registrar's address",
    }
    assert {path: said in who.see(path).words for path, said in words.items()} == dict.fromkeys(words, True)


def test_the_hosts_accounts_do_not_open_it(demo: Installation) -> None:
    for path in ("/my/agency", place(demo)):
        answer = Person(demo, "anna").client.get(path, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"][:4]) == (303, "/in?")
