"""A task as those who take part meet it: read, written together, handed in, changed and printed; without a script."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from docx import Document
from sqlalchemy import insert, select

from jimflow.actions.assignments import accept, submit
from jimflow.actions.dialogue import ask_for_completion
from jimflow.actions.drafts import save as host_saves
from jimflow.core.model import Actor
from jimflow.store import tables as t
from jimflow.store.tables.columns import table
from jimflow.store.transaction import read, write
from jimflow.web.cookies import called
from tests.demo_site import Installation
from tests.participants import task
from tests.web.conftest import ROUND
from tests.web.page_reader import Seen, read_page
from tests.web.participant import Participant
from tests.web.person import Person

NAME = "adjust_resources"
EVA = Actor("eva", "coordinator")


class Writer(Participant):
    """Somebody with the task's form in front of them, without a script."""

    @property
    def place(self) -> str:
        return f"/my/tasks/{task(self.made, 'formas', NAME)}"

    def opens(self, more: str = "") -> Seen:
        return self.see(self.place + more)

    def typed(self) -> dict[str, str]:
        return {n: v for n, v in self.page.form(f"{self.place}/save").fields if n.startswith("answer.")}

    def sends(self, what: str, typed: Mapping[str, str], status: int = 200) -> Seen:
        """Types into the form at hand and presses the button that leads to `what`."""
        sent: dict[str, list[str]] = {}
        for name, value in self.page.form(f"{self.place}/save").fields:
            if name not in typed:
                sent.setdefault(name, []).append(value)
        sent |= {name: [value] for name, value in typed.items()}
        return self._took(self.client.post(f"{self.place}/{what}", data=sent), status)

    def by_itself(self, typed: Mapping[str, str], status: int = 200) -> Any:
        """What the page's script sends and is told."""
        names = {n.partition(".")[2] for n in typed}
        form = dict(self.page.form(f"{self.place}/save").fields)
        sent = {"_csrf": form["_csrf"], "_form": form["_form"], "as": "json", **typed}
        sent |= {f"seen.{n}": form[f"seen.{n}"] for n in names}
        answer = self.client.post(f"{self.place}/save", data=sent)
        assert answer.status_code == status, answer.text
        return answer.json()


@pytest.fixture
def asked(own_demo: Installation) -> list[str]:
    """The names of the questions' fields: those that all share, then finance's own."""
    return fields(own_demo)


def questions(made: Installation) -> Any:
    with read(made.runtime.engine) as tx:
        digest = tx.connection.execute(select(table(t.Participation).c.definition)).scalars().first()
        workflow = made.runtime.programmes.workflow(tx, digest or "")
    return workflow.forms[workflow.assignments[NAME].form].questions


def fields(made: Installation) -> list[str]:
    every = questions(made)
    shared = [q for q in every if q.audience is None]
    own = [q for q in every if q.audience == ("finance",)]
    return [f"answer.{q.name}" for q in (*shared, *own)]


def everything(made: Installation) -> dict[str, str]:
    return {f"answer.{q.name}": f"Svar på {q.name}" for q in questions(made)}


def rows(made: Installation, kind: Any, *columns: str) -> list[tuple[Any, ...]]:
    of = table(kind).c
    with read(made.runtime.engine) as tx:
        return [tuple(r) for r in tx.connection.execute(select(*(of[c] for c in columns)).order_by(of.id))]


def test_the_page_says_what_for_when_why_with_whom_and_who_reads(demo: Installation) -> None:
    seen = Writer(demo, function="finance").opens()
    for words in (
        "Analys av resursfördelningen",
        "efter träff 3 (Jämställdhetsbudgetering)",
        "Torsdag 30 december",
        "om 64 dagar",
        "Ungefär en dag",
        "Du får uppgiften för att du arbetar med ekonomi",
        "Du svarar med Chef i kärnverksamheten",
        "Tills svaret är inskickat läses det bara av er på Formas.",
        "Det blir en allmän handling",
    ):
        assert words in seen.words


def test_each_has_the_questions_of_their_function_and_the_coordinator_all(demo: Installation) -> None:
    finance, everyone = Writer(demo, function="finance"), Writer(demo)
    finance.opens()
    assert set(finance.typed()) == set(fields(demo))
    assert "Skicka in min del" in finance.page.words
    everyone.opens()
    assert set(everyone.typed()) == set(everything(demo))
    assert "Bara för: ekonomifunktion" in everyone.page.words


@pytest.mark.parametrize("function", ["gm_coordinator", "finance", "planning_followup"])
def test_the_questions_bear_the_numbers_that_they_have_in_the_mail(demo: Installation, function: str) -> None:
    who = Writer(demo, function=function)
    words = who.opens().words
    asked = [q for q in questions(demo) if q.audience is None or function in (*q.audience, "gm_coordinator")]
    stand = [f"{n}. {q.text.in_('sv')}" for n, q in enumerate(asked, 1)]
    where = [words.index(one) for one in stand]
    assert where == sorted(where)
    heads = [e.text for e in Document(io.BytesIO(who.client.get(f"{who.place}/word").content)).paragraphs]
    assert [one for one in heads if one in stand] == stand


def test_what_is_saved_is_there_for_a_colleague_with_who_and_when(own_demo: Installation, asked: list[str]) -> None:
    finance, everyone = Writer(own_demo, function="finance"), Writer(own_demo)
    finance.opens()
    assert "Sparat." in finance.sends("save", {asked[0]: "Vi har undersökt bidragen."}).words
    assert "Sparat av dig kl. 12.00" in finance.page.words
    everyone.opens()
    assert everyone.typed()[asked[0]] == "Vi har undersökt bidragen."
    assert "Sparat av Ekonomifunktion, Formas kl. 12.00" in everyone.page.words


@pytest.mark.parametrize(("button", "left"), [("mine", "Min"), ("theirs", "Deras"), ("both", "Deras\n\nMin")])
def test_two_texts_stand_side_by_side_and_one_button_settles_them(
    own_demo: Installation, asked: list[str], button: str, left: str
) -> None:
    first, second = Writer(own_demo), Writer(own_demo, function="finance")
    first.opens()
    second.opens()
    first.sends("save", {asked[0]: "Deras"})
    seen = second.sends("save", {asked[0]: "Min", asked[1]: "Orört av andra"})
    assert "Sparat. På minst en fråga hann en kollega före" in seen.words
    assert (second.typed()[asked[0]], second.typed()[asked[1]]) == ("Deras", "Orört av andra")
    assert "Din text Min" in seen.words
    ((aside,),) = rows(own_demo, t.JointDraftPast, "id")
    second.sends("save", {"settle": f"{aside}.{button}"})
    assert second.typed()[asked[0]] == left
    assert "Din text" not in second.page.words
    assert "Min" in {json.loads(v) for (v,) in rows(own_demo, t.JointDraftPast, "value")} | {left}


def test_spaces_around_a_text_are_no_change_that_the_script_would_wait_for(
    own_demo: Installation, asked: list[str]
) -> None:
    first, second = Writer(own_demo), Writer(own_demo, function="finance")
    name = asked[0].partition(".")[2]
    first.opens()
    first.sends("save", {asked[0]: "Vi  tog"})
    second.opens()
    first.sends("save", {asked[0]: "Vi  tog fram mer"})
    told = second.by_itself({asked[0]: "Vi  tog \n"})
    assert (told["fields"], told["clashes"], told["unchanged"]) == ({}, [], [name])
    fresh = second.client.get(f"{second.place}/latest").json()["fields"][name]
    assert (fresh["words"], fresh["typed"]) == ("Vi  tog fram mer", ["Vi  tog fram mer"])
    assert fresh["from"] == "Sparat av JiM-samordnare, Formas kl. 12.00"


def test_nobody_hands_in_past_two_texts_that_wait_for_a_choice(own_demo: Installation, asked: list[str]) -> None:
    first, second = Writer(own_demo), Writer(own_demo, function="finance")
    first.opens()
    second.opens()
    first.sends("save", {asked[0]: "Deras"})
    second.sends("save", {asked[0]: "Min"})
    assert "JiM-samordnare, Formas skrev här samtidigt som du." in second.page.words
    assert ("En text väntar på dig", f"#two-{asked[0].partition('.')[2]}") in second.page.links
    for _ in range(2):
        seen = second.sends("hand-in", dict.fromkeys(asked[1:], "Ja"), 422)
        assert "en text av dig väntar på dig" in seen.words
        assert f"#q-{asked[0].partition('.')[2]}" in {place for _, place in seen.links}
    ((aside,),) = [(n,) for n, why in rows(own_demo, t.JointDraftPast, "id", "why") if why == "aside"]
    second.sends("save", {"settle": f"{aside}.theirs", asked[0]: "Deras, och mer"})
    assert second.typed()[asked[0]] == "Deras, och mer"
    assert "Din del är inskickad. Tack!" in second.sends("hand-in", {}).words


def test_a_text_of_my_own_from_another_window_is_not_said_to_be_somebody_elses(
    own_demo: Installation, asked: list[str]
) -> None:
    one, other = Writer(own_demo), Writer(own_demo)
    one.opens()
    other.opens()
    one.sends("save", {asked[0]: "Här"})
    (clash,) = other.by_itself({asked[0]: "Där"})["clashes"]
    assert clash["said"] == "Du har skrivit här i ett annat fönster. Båda texterna finns kvar."
    assert clash["whose"] == "Din text från ett annat fönster, kl. 12.00"


def test_what_a_colleague_handed_in_meanwhile_is_said_to_be_theirs(own_demo: Installation, asked: list[str]) -> None:
    first, second = Writer(own_demo), Writer(own_demo, function="finance")
    first.opens()
    second.opens()
    first.sends("hand-in", everything(own_demo))
    (clash,) = second.by_itself({asked[0]: "Min"})["clashes"]
    assert clash["said"] == "JiM-samordnare, Formas skrev här samtidigt som du. Båda texterna finns kvar."
    assert clash["whose"] == "Text av JiM-samordnare, Formas, kl. 12.00"
    found = second.client.get(f"{second.place}/latest").json()["fields"]
    assert found[asked[0].partition(".")[2]]["from"] == "Inskickat av JiM-samordnare, Formas kl. 12.00"


def test_a_button_settles_only_the_texts_of_whoever_presses_it(own_demo: Installation, asked: list[str]) -> None:
    first, second = Writer(own_demo), Writer(own_demo, function="finance")
    first.opens()
    second.opens()
    first.sends("save", {asked[0]: "Deras"})
    second.sends("save", {asked[0]: "Min"})
    ((aside,),) = rows(own_demo, t.JointDraftPast, "id")
    first.sends("save", {"settle": f"{aside}.mine"})
    assert first.typed()[asked[0]] == "Deras"
    assert rows(own_demo, t.JointDraftPast, "why") == [("aside",)]


def test_an_answer_is_handed_in_with_a_receipt_and_changed_until_its_day(own_demo: Installation) -> None:
    who = Writer(own_demo)
    who.opens()
    seen = who.sends("hand-in", {**everything(own_demo), "anchored": "Ekonomichefen"})
    assert "Svaret är inskickat. Tack!" in seen.words
    number = task(own_demo, "formas", NAME)
    assert (f"Kvitto {number}-1", f"{who.place}/receipt/1") in seen.links
    assert ("Läs hela svaret", f"{who.place}/receipt/1") in seen.links
    assert seen.title.startswith("Svaret är inskickat – Analys av resursfördelningen")
    assert "Svaret går att ändra till och med torsdag 30 december." in seen.words
    assert [f for f in seen.forms if f.action == f"{who.place}/save"] == []
    who.opens("?change=yes")
    first = next(iter(everything(own_demo)))
    assert "Det ändrade svaret är inskickat." in who.sends("hand-in", {first: "Ändrat"}).words
    assert "Ändrat" in who.page.words
    printed = who.see(f"{who.place}/receipt/1")
    assert "Ändrat" not in printed.words
    for words in (f"{number}-1", "JiM-samordnare, Formas", "Ekonomichefen", "JiM+", "dnr", "Formas", "Hela svaret"):
        assert words in printed.words
    who.see(f"{who.place}/receipt/3", 404)
    host = Person(own_demo).see(f"{ROUND}/agencies/formas/assignments/budgeting/{NAME}")
    assert "kl. 12.00 av JiM-samordnare, Formas (JiM-samordnare), förankrat hos Ekonomichefen" in host.words


def formas_of(made: Installation) -> int:
    with read(made.runtime.engine) as tx:
        p = table(t.Participation).c
        return int(tx.connection.execute(select(p.id).where(p.subject == "formas")).scalar_one())


def test_a_task_that_was_sent_back_says_so_at_its_head_with_what_is_asked(own_demo: Installation) -> None:
    who = Writer(own_demo)
    who.opens()
    who.sends("hand-in", everything(own_demo))
    ask_for_completion(own_demo.runtime, formas_of(own_demo), NAME, "Fråga 2 saknar siffror.", EVA)
    seen = who.opens()
    asks = "Samordningen ber om komplettering (onsdag 27 oktober): Fråga 2 saknar siffror."
    assert asks in seen.words
    assert seen.words.index(asks) < seen.words.index("Vad ni ska göra")
    assert "Skicka in igen, sista dag" in seen.words
    assert "Inte inlämnad" not in seen.words
    assert "Skicka in igen: samordningen ber om komplettering" in who.see("/my").words
    who.opens()
    who.sends("hand-in", {next(iter(everything(own_demo))): "Med siffror"})
    assert "ber om komplettering (" not in who.page.words


def test_changes_that_are_saved_after_handing_in_are_said_to_wait(own_demo: Installation, asked: list[str]) -> None:
    waits = "Ändringar sparade men inte inskickade"
    who = Writer(own_demo, function="finance")
    who.opens()
    seen = who.sends("hand-in", dict.fromkeys(asked, "Ja"))
    assert "Din del är inskickad" in seen.words
    who.opens("?change=yes")
    assert 'data-unsent="" hidden' in who.html
    seen = who.sends("save", {asked[0]: "Nej"})
    assert seen.words.count(waits) == 2
    assert 'data-unsent="" hidden' not in who.html
    assert "Skicka in ändringarna" in seen.words
    assert who.by_itself({asked[0]: "Ja"})["unsent"] is False
    assert who.opens().words.count("Skicka in ändringarna") == 1
    assert 'data-unsent="" hidden' in who.html


def test_whoever_wrote_nothing_reads_who_handed_in_the_part(own_demo: Installation) -> None:
    first, second = Writer(own_demo), Writer(own_demo, function="finance")
    made = own_demo.runtime
    first.opens()
    first.sends("hand-in", everything(own_demo))
    ask_for_completion(made, formas_of(own_demo), NAME, "Mer.", EVA)
    part = {"assignment": task(own_demo, "formas", NAME), "function": "finance"}
    with write(made.engine) as tx:
        tx.connection.execute(insert(t.Part).values(**part, submitted_at=made.clock(), submitted_by="x"))
    assert "Delen är inskickad av JiM-samordnare, Formas" in second.opens().words


def test_everything_missing_is_said_at_once_and_what_was_typed_is_saved(
    own_demo: Installation, asked: list[str]
) -> None:
    who = Writer(own_demo)
    who.opens()
    seen = who.sends("hand-in", {asked[0]: "Bara det här", "anchored": "Chefen"}, 422)
    wanted = {f"#q-{n.partition('.')[2]}" for n in everything(own_demo)} - {f"#q-{asked[0].partition('.')[2]}"}
    assert {place for _, place in seen.links if place.startswith("#q-")} == wanted
    assert who.typed()[asked[0]] == "Bara det här"
    assert 'value="Chefen"' in who.html
    assert rows(own_demo, t.JointDraft, "value") == [('"Bara det här"',)]


def test_nobody_hands_in_what_a_colleague_wrote_unseen(own_demo: Installation, asked: list[str]) -> None:
    first, second = Writer(own_demo), Writer(own_demo, function="finance")
    first.opens()
    second.opens()
    first.sends("save", {asked[0]: "Nytt"})
    seen = second.sends("hand-in", {asked[1]: "Siffror"}, 422)
    assert "någon annan har skrivit i svaret" in seen.words
    assert second.typed()[asked[0]] == "Nytt"
    assert "Din del är inskickad. Tack!" in second.sends("hand-in", dict.fromkeys(asked[1:], "Ja")).words


def test_what_the_host_typed_in_is_proposed_and_said_to_be(own_demo: Installation, asked: list[str]) -> None:
    who = Writer(own_demo)
    with read(own_demo.runtime.engine) as tx:
        p = table(t.Participation).c
        formas = tx.connection.execute(select(p.id).where(p.subject == "formas")).scalar_one()
    host_saves(own_demo.runtime, formas, NAME, {asked[0].partition(".")[2]: "Ur mejlet"}, EVA)
    seen = who.opens()
    assert who.typed()[asked[0]] == "Ur mejlet"
    assert "Fört in av Jämställdhetsmyndigheten ur ert mejl, inte inskickat" in seen.words
    who.sends("save", {})
    assert rows(own_demo, t.JointDraft, "id") == []
    keep = {n.partition(".")[2]: "Åt dem" for n in everything(own_demo)}
    who.sends("save", {asked[0]: "Vårt eget"})
    submit(own_demo.runtime, formas, NAME, keep, EVA)
    seen = who.opens()
    assert "Svaret är inskickat åt er av Jämställdhetsmyndigheten." in seen.words
    assert who.typed()[asked[0]] == "Vårt eget"
    assert "Det som är inskickat Åt dem" in seen.words
    accept(own_demo.runtime, formas, NAME, EVA)
    seen = who.opens()
    assert "Svaret går inte att ändra längre." in seen.words
    assert "Står kvar i ert utkast" in seen.words
    assert "Vårt eget" in seen.words


def test_a_text_that_came_too_late_is_kept_and_shown_to_its_writer_alone(
    own_demo: Installation, asked: list[str]
) -> None:
    who, other = Writer(own_demo, function="finance"), Writer(own_demo)
    who.opens()
    with read(own_demo.runtime.engine) as tx:
        p = table(t.Participation).c
        formas = tx.connection.execute(select(p.id).where(p.subject == "formas")).scalar_one()
    submit(own_demo.runtime, formas, NAME, {n.partition(".")[2]: "Åt dem" for n in everything(own_demo)}, EVA)
    accept(own_demo.runtime, formas, NAME, EVA)
    seen = who.sends("save", {asked[0]: "För sent"})
    assert "Uppgiften tar inte emot fler svar." in seen.words
    assert "Din text som inte kom med" in seen.words
    assert "För sent" in seen.words
    other.opens()
    assert "För sent" not in other.html


def test_colleagues_comment_and_take_back_their_own(own_demo: Installation, asked: list[str]) -> None:
    first, second = Writer(own_demo), Writer(own_demo, function="finance")
    name = asked[0].partition(".")[2]
    first.opens()
    seen = first.sends(
        "comments", {f"says.{name}": "Rätt år?", "comment": f"about.{name}", asked[0]: "Skrivet samtidigt"}
    )
    assert "bara ni ser den" in seen.words
    assert first.typed()[asked[0]] == "Skrivet samtidigt"
    seen = second.opens()
    assert 'Kommentarer<span class="sr">: Vilken fråga om resurser har ni undersökt?</span> (1)' in second.html
    assert "JiM-samordnare, Formas, kl. 12.00 Rätt år?" in seen.words
    ((number,),) = rows(own_demo, t.RoomComment, "id")
    second.sends("comments", {"remove": str(number)}, 404)
    first.opens()
    first.sends("comments", {"remove": str(number)})
    assert "Rätt år?" not in first.html
    first.sends("comments", {"says.": " ", "comment": "about."}, 422)
    assert "Skriv kommentaren först." in first.page.words


def test_the_script_is_told_in_json_what_was_saved_and_where_two_wrote(
    own_demo: Installation, asked: list[str]
) -> None:
    first, second = Writer(own_demo), Writer(own_demo, function="finance")
    name = asked[0].partition(".")[2]
    first.opens()
    second.opens()
    told = first.by_itself({asked[0]: "Deras"})
    assert (told["at"], told["open"], told["clashes"]) == ("kl. 12.00", True, [])
    assert told["fields"][name]["from"] == "Sparat av dig kl. 12.00"
    (clash,) = second.by_itself({asked[0]: "Min"})["clashes"]
    assert {k: clash[k] for k in ("field", "whose", "theirs", "mine", "typed")} == {
        "field": name,
        "whose": "Text av JiM-samordnare, Formas, kl. 12.00",
        "theirs": "Deras",
        "mine": "Min",
        "typed": ["Deras"],
    }
    latest = second.client.get(f"{second.place}/latest")
    assert latest.headers["cache-control"] == "no-store"
    assert latest.json()["fields"][name]["typed"] == ["Deras"]
    too_long = "å" * 5000
    first.opens()
    assert "5000 tecken" in first.by_itself({asked[0]: too_long})["fields"][name]["told"]


def test_a_page_left_open_keeps_nobody_signed_in(own_demo: Installation) -> None:
    """Its script asks what is new every quarter of a minute; nobody need sit there."""
    left = Writer(own_demo)
    left.opens()
    for minutes in (10, 10, 9):
        own_demo.clock.jump(own_demo.clock() + timedelta(minutes=minutes))
        assert left.client.get(f"{left.place}/latest").status_code == 200
    own_demo.clock.jump(own_demo.clock() + timedelta(minutes=2))
    assert left.client.get(f"{left.place}/latest", follow_redirects=False).status_code == 303


@pytest.mark.parametrize("path", ["", "/latest", "/receipt/1", "/word"])
def test_another_agencys_task_and_none_at_all_look_the_same_to_the_byte(demo: Installation, path: str) -> None:
    who, told = Writer(demo), []
    for number in (task(demo, "forte", NAME), 999_999):
        answer = who.client.get(f"/my/tasks/{number}{path}")
        told.append((answer.status_code, answer.text.replace(f"/my/tasks/{number}{path}", "")))
    assert told[0] == told[1]
    assert told[0][0] == 404


def test_a_form_to_another_agencys_task_is_refused_alike(own_demo: Installation, asked: list[str]) -> None:
    who = Writer(own_demo)
    who.opens()
    form = dict(who.page.form(f"{who.place}/save").fields)
    for path in ("save", "comments", "hand-in"):
        told = []
        for number in (task(own_demo, "forte", NAME), 999_999):
            answer = who.client.post(f"/my/tasks/{number}/{path}", data=form)
            told.append((answer.status_code, read_page(answer.text).words))
        assert told[0] == told[1]
        assert told[0][0] == 404


def test_whoever_has_only_followed_a_link_sees_the_task_and_nothing_of_the_agencys(
    own_demo: Installation, asked: list[str]
) -> None:
    writer = Writer(own_demo)
    writer.opens()
    name = asked[0].partition(".")[2]
    writer.sends("comments", {f"says.{name}": "HEMLIGT", "comment": f"about.{name}", asked[0]: "HEMLIGT"})
    linked = Writer(own_demo)
    token = with_link(own_demo, writer)
    linked.client.cookies.delete(called("person", secure=False))
    linked.client.cookies.set(called("link", secure=False), token)
    seen = linked.opens()
    assert "Skriv koden ur mejlet för att svara" in seen.words
    assert "Vad ni ska göra" in seen.words
    comes = "Skriv koden, så öppnas svarsfälten. Där kan du också skicka vidare."
    assert seen.words.index("Vad ni ska göra") < seen.words.index(comes) < seen.words.index("Om uppgiften")
    assert seen.words.count("Skriv koden ur mejlet för att svara") == 2
    assert "HEMLIGT" not in linked.html
    assert "Ekonomifunktion, Formas" not in linked.html
    assert [f.action for f in seen.forms if f.action.startswith(linked.place)] == []
    document = Document(io.BytesIO(linked.client.get(f"{linked.place}/word").content))
    assert "HEMLIGT" not in document.element.xml


def with_link(made: Installation, who: Writer) -> str:
    """The token of the link of a mail to that person about the task."""
    now = made.runtime.clock()
    number = task(made, "formas", NAME)
    a = table(t.Appointment)
    with write(made.runtime.engine) as tx:
        held = tx.connection.execute(select(a.c.id, a.c.function).where(a.c.person == who.number)).first()
        assert held is not None
        m = table(t.Mail)
        mail = tx.connection.execute(select(m.c.id).where(m.c.status == "sent").order_by(m.c.id)).scalars().first() or 0
        i = table(t.Intent)
        tx.connection.execute(i.update().where(i.c.mail == mail).values(assignment=number, appointment=held.id))
        assert made.runtime.doors is not None
        link = table(t.MailLink)
        tx.connection.execute(link.delete().where(link.c.mail == mail))
        row = {"mail": mail, "key_id": made.runtime.doors.key_id, "made_at": now, "ends_at": now + timedelta(days=9)}
        tx.connection.execute(insert(link).values(**row))
    return made.runtime.doors.token(mail)


def test_the_questions_are_there_as_a_word_file_with_what_was_written(own_demo: Installation, asked: list[str]) -> None:
    who = Writer(own_demo, function="finance")
    who.opens()
    who.sends("save", {asked[0]: "Vi har undersökt bidragen."})
    answer = who.client.get(f"{who.place}/word")
    name = unquote(answer.headers["content-disposition"].partition("filename*=UTF-8''")[2])
    assert name == "Analys av resursfördelningen – Formas.docx"
    xml = Document(io.BytesIO(answer.content)).element.xml
    assert "Vi har undersökt bidragen." in xml
    assert "30 december" in xml


def test_the_page_is_in_english_too(demo: Installation) -> None:
    seen = Writer(demo, function="finance", lang="en").opens()
    for words in (
        "You get this assignment because you work with finance",
        "Submit my part",
        "Only for: finance function",
    ):
        assert words in seen.words
