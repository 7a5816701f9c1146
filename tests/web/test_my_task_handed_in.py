"""A task that is handed in from its page: by whom, what is missing, changed until its day, sent back."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, select

from jimflow.actions.assignments import accept, submit
from jimflow.actions.dialogue import ask_for_completion
from jimflow.actions.drafts import save as host_saves
from jimflow.store import tables as t
from jimflow.store.tables.columns import table
from jimflow.store.transaction import read, write
from tests.demo_site import Installation
from tests.participants import task
from tests.web.conftest import ROUND
from tests.web.person import Person
from tests.web.writing import EVA, NAME, Writer, everything, fields, formas_of, rows


@pytest.fixture
def asked(own_demo: Installation) -> list[str]:
    """The names of the questions' fields: those that all share, then finance's own."""
    return fields(own_demo)


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
