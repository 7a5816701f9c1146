"""A cluster's page: is it ready to move on, what do its meetings lack, and one act for all who may."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from jimflow.actions.meetings import hold_meeting
from jimflow.core.model import Actor
from jimflow.store.queries.rounds import ParticipationRow, clusters, participations
from jimflow.store.queries.trail import latest
from jimflow.store.transaction import read
from tests.demo_site import Installation
from tests.web.conftest import ROUND
from tests.web.person import Person

JUSTICE = f"{ROUND}/clusters/rattsvardande"
WELFARE = f"{ROUND}/clusters/valfardsmyndigheter"
RESEARCH = f"{ROUND}/clusters/forskningsfinansiarer"
AFTER = datetime(2022, 2, 3, 9, tzinfo=ZoneInfo("Europe/Stockholm"))
WARNINGS = ["after_done", "before_done", "functions_present", "management_present", "notes_shared"]


def members(made: Installation, cluster: str) -> dict[str, ParticipationRow]:
    with read(made.runtime.engine) as tx:
        return {p.organisation: p for p in participations(tx) if p.cluster_code == cluster}


def held(made: Installation) -> Installation:
    """The justice agencies have had their fourth meeting; the round's policy on management is met by a waiver each."""
    made.clock.jump(AFTER)
    with read(made.runtime.engine) as tx:
        number = next(c.id for c in clusters(tx, 1) if c.code == "rattsvardande")
    hold_meeting(made.runtime, number, "deepening", Actor("bo", "coordinator"))
    return made


@pytest.mark.parametrize("lang, words", [("sv", "Redo att gå vidare?"), ("en", "Ready to move on?")])
def test_the_page_tells_who_can_move_on(demo: Installation, lang: str, words: str) -> None:
    assert words in Person(demo, lang=lang).see(JUSTICE).words


def test_what_stops_everyone_is_said_once_and_before_the_meeting_there_is_nothing_to_press(demo: Installation) -> None:
    seen = Person(demo).see(JUSTICE)
    assert seen.words.count("Träff 4 (Fördjupning) är inte genomförd.") == 1
    assert [f for f in seen.forms if f.action.endswith("/advance") and f.buttons] == []


def test_those_in_different_steps_stand_apart(demo: Installation) -> None:
    words = Person(demo).see(RESEARCH).words
    assert "Fördjupning → Uppföljning" in words and "Jämställdhetsbudgetering → Fördjupning" in words


def test_the_meetings_are_listed_with_what_they_lack(demo: Installation) -> None:
    seen = Person(demo).see(WELFARE)
    assert ("Fördjupning", f"{WELFARE}/meetings/deepening") in seen.links
    meetings = seen.words.partition("Träffar Träff Dag")[2]
    assert "Klustret Välfärdsmyndigheter har inte valt tema för träff 4 (Fördjupning)." in meetings
    assert meetings.count("genomförd") == 3


def test_a_cluster_that_is_not_in_the_round_is_said_to_be_missing(demo: Installation) -> None:
    assert "nowhere finns inte i omgången" in Person(demo).see(f"{ROUND}/clusters/nowhere", 404).words


def able(made: Installation) -> Person:
    from jimflow.actions.attendance import Came
    from jimflow.actions.whole_meeting import record_attendances
    from jimflow.store.queries.work import appointments_in, meetings

    held(made)
    known = members(made, "rattsvardande")
    with read(made.runtime.engine) as tx:
        group = next(iter(known.values())).cluster
        meeting = next(m for m in meetings(tx, [group]) if m.step == "deepening")
        people = appointments_in(tx, 1, group)
    came = {
        p.id: [Came(a.id, present=True) for a in people if a.participation == p.id]
        for p in known.values()
        if p.organisation != "polismyndigheten"
    }
    record_attendances(made.runtime, meeting.id, "deepening", came, {}, Actor("bo", "coordinator"))
    return Person(made)


def test_all_who_may_are_moved_in_one_act_with_an_answer_for_each(own_demo: Installation) -> None:
    anna = able(own_demo)
    form = anna.see(JUSTICE).form(f"{JUSTICE}/advance")
    known = members(own_demo, "rattsvardande")
    others = [str(p.id) for name, p in known.items() if name != "polismyndigheten"]
    assert sorted(form.choices["member"]) == sorted(others)
    typed = {"member": others, "acknowledge": form.choices["acknowledge"]}
    seen = anna.press(f"{JUSTICE}/advance", typed)
    assert "Det här händer" in seen.words
    assert {p.state for p in members(own_demo, "rattsvardande").values()} == {"deepening"}, "nothing before the yes"
    seen = anna.confirm()
    assert "Kriminalvården, Migrationsverket och Statens institutionsstyrelse: nu i Uppföljning." in seen.words
    assert {n: p.state for n, p in members(own_demo, "rattsvardande").items()} == {
        **{name: "follow_up" for name in known if name != "polismyndigheten"},
        "polismyndigheten": "deepening",
    }
    assert "Ingen av deltagarna från Polismyndigheten" in seen.words


def test_warnings_are_considered_before_anything_is_tried_and_no_refusal_is_left_behind(own_demo: Installation) -> None:
    anna = able(own_demo)
    form = anna.see(JUSTICE).form(f"{JUSTICE}/advance")
    (number, *_) = form.choices["member"]
    before = entries(own_demo)
    seen = anna.press(f"{JUSTICE}/advance", {"member": [number]}, status=422)
    assert "Kryssa också i varningarna" in seen.words
    assert ("member", number) in seen.form(f"{JUSTICE}/advance").fields
    seen = anna.press(f"{JUSTICE}/advance", {"member": []}, status=422)
    assert "Kryssa för minst en som ska gå vidare." in seen.words
    assert entries(own_demo) == before


def test_one_that_somebody_else_has_changed_stays_and_the_others_move(own_demo: Installation) -> None:
    anna = able(own_demo)
    form = anna.see(JUSTICE).form(f"{JUSTICE}/advance")
    typed = {"member": form.choices["member"], "acknowledge": form.choices["acknowledge"]}
    bo = Person(own_demo, "bo")
    bo.see(JUSTICE)
    bo.press(f"{JUSTICE}/advance", {**typed, "member": form.choices["member"][:1]})
    anna.press(f"{JUSTICE}/advance", typed)
    bo.confirm()
    seen = anna.confirm()
    assert "någon annan hann före" in seen.words
    assert [p.state for p in members(own_demo, "rattsvardande").values()].count("follow_up") == 3


def test_whoever_may_only_read_has_nothing_to_press(own_demo: Installation) -> None:
    able(own_demo)
    seen = Person(own_demo, "david").see(JUSTICE)
    assert [f for f in seen.forms if f.action.endswith("/advance") and f.buttons] == []


def entries(made: Installation) -> list[int]:
    with read(made.runtime.engine) as tx:
        return [e.id for e in latest(tx, [p.id for p in members(made, "rattsvardande").values()], limit=1000)]


def test_what_stops_everyone_leads_to_where_it_is_mended(demo: Installation) -> None:
    assert ("Välj tema", f"{WELFARE}/meetings/deepening") in Person(demo).see(WELFARE).links
