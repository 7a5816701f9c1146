"""When a meeting is to be: what a day means is seen before anything is changed, then it is planned or moved."""

from __future__ import annotations

import pytest

from jimflow.actions.meetings import cancel_meeting
from jimflow.core.model import Actor
from jimflow.store.queries.rounds import clusters
from jimflow.store.queries.work import MeetingRow, meetings
from jimflow.store.transaction import read
from tests.demo_site import Installation
from tests.web.conftest import ROUND
from tests.web.person import Person

DATES = f"{ROUND}/clusters/rattsvardande/meetings/deepening/dates"
OTHERS_DAY = {"day-1": "2022-02-03", "from-1": "09:00", "to-1": "16:00", "mode-1": "digital", "place-1": ""}
EARLIER = {**OTHERS_DAY, "day-1": "2022-01-11"}


def meeting(made: Installation, step: str = "deepening") -> MeetingRow:
    with read(made.runtime.engine) as tx:
        group = next(c for c in clusters(tx, 1) if c.code == "rattsvardande")
        return next(m for m in meetings(tx, [group.id]) if m.step == step)


def tried(person: Person, typed: dict[str, str], status: int = 200) -> Person:
    """The page after the day has been looked at."""
    person.see(DATES)
    person.press(f"{DATES}#check", typed, status=status)
    return person


def test_the_form_holds_the_hours_as_they_are(demo: Installation) -> None:
    fields = dict(Person(demo).see(DATES).form(f"{DATES}#check").fields)
    assert {name: fields[name] for name in OTHERS_DAY} == {**OTHERS_DAY, "day-1": "2022-02-02"}


def test_a_day_tells_what_it_runs_into_which_deadlines_it_gives_and_better_days(demo: Installation) -> None:
    seen = tried(Person(demo), OTHERS_DAY).page
    assert "3 februari 2022: upptagen tid för ekonomifunktion (bokslut och årsredovisning)." in seen.words
    assert "Forskningsfinansiärer träffas samma dag (Fördjupning)." in seen.words
    assert "Analys av resursfördelningen 29 december 30 december 1 arbetsdag senare" in seen.words
    better = [words for words, place in seen.links if place.startswith(f"{DATES}?day-1=")]
    assert better == ["tisdag 4 januari 2022", "måndag 10 januari 2022", "tisdag 11 januari 2022"]


def test_a_day_that_cannot_be_has_no_button_and_one_that_can_has(demo: Installation) -> None:
    anna = Person(demo)
    seen = tried(anna, {**OTHERS_DAY, "day-1": "2022-02-05"}).page
    assert "Lördag 5 februari 2022 är ingen arbetsdag." in seen.words
    assert [f for f in seen.forms if f.action == DATES] == []
    assert "Dagen krockar inte med något." in tried(anna, EARLIER).page.words
    assert anna.page.form(DATES).buttons == {"Flytta träffen hit": None}


@pytest.mark.parametrize(
    "name, typed, status, words",
    [
        ("day-1", "snart", 422, "”snart” är inget datum."),
        ("day-1", "2199-01-01", 200, "Kalendern når inte till tisdag 1 januari 2199."),
        ("from-1", "nio", 422, "nio är inget klockslag."),
        ("mode-1", "telefon", 422, "Välj hur träffen hålls."),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_is_kept(
    demo: Installation, name: str, typed: str, status: int, words: str
) -> None:
    seen = tried(Person(demo), {**OTHERS_DAY, name: typed}, status).page
    assert words in seen.words
    assert (name, typed) in seen.form(f"{DATES}#check").fields or name == "mode-1"
    assert [f for f in seen.forms if f.action == DATES] == []


def test_a_move_shows_who_is_told_and_is_then_made_once(own_demo: Installation) -> None:
    anna = tried(Person(own_demo), EARLIER)
    seen = anna.press(DATES)
    assert "Flytta träff 4 (Fördjupning) till tisdag 11 januari 2022" in seen.words and "Det här händer" in seen.words
    assert f"{meeting(own_demo).day}" == "2022-02-02", "nothing before the yes"
    seen = anna.confirm()
    assert "Träffen är nu tisdag 11 januari 2022." in seen.words
    assert (f"{meeting(own_demo).day}", meeting(own_demo).sequence) == ("2022-01-11", 1)


def test_what_the_meeting_cannot_be_is_refused_with_what_was_typed(own_demo: Installation) -> None:
    anna = tried(Person(own_demo), {**EARLIER, "from-1": "17:00"})
    seen = anna.press(DATES, status=422)
    assert "Ett pass slutar innan det börjar." in seen.words
    assert ("from-1", "17:00") in seen.form(f"{DATES}#check").fields


def test_a_meeting_that_somebody_else_has_moved_is_not_moved_from_an_old_page(own_demo: Installation) -> None:
    anna, bo = tried(Person(own_demo), EARLIER), tried(Person(own_demo, "bo"), {**EARLIER, "day-1": "2022-01-10"})
    bo.press(DATES)
    bo.confirm()
    seen = anna.press(DATES, status=409)
    assert "Någon annan har ändrat träffen" in seen.words
    assert f"{meeting(own_demo).day}" == "2022-01-10"


def test_a_second_session_may_be_added(own_demo: Installation) -> None:
    second = {
        "day-2": "2022-01-12",
        "from-2": "09:00",
        "to-2": "12:00",
        "mode-2": "on_site",
        "place-2": "Gävle / Gavle",
    }
    anna = tried(Person(own_demo), {**EARLIER, **second})
    anna.press(DATES)
    seen = anna.confirm()
    assert "Träffen är nu tisdag 11 januari 2022 och onsdag 12 januari 2022." in seen.words
    assert [s.place for s in meeting(own_demo).sessions] == ["", "Gävle\nGavle"]
    fields = dict(anna.see(DATES).form(f"{DATES}#check").fields)
    assert (fields["day-2"], fields["place-2"]) == ("2022-01-12", "Gävle / Gavle")


def test_a_meeting_called_off_gets_a_new_day(own_demo: Installation) -> None:
    cancel_meeting(own_demo.runtime, meeting(own_demo).cluster, "deepening", Actor("bo", "coordinator"), "Brand")
    anna = tried(Person(own_demo), EARLIER)
    anna.press(DATES)
    anna.confirm()
    assert (meeting(own_demo).status, f"{meeting(own_demo).day}") == ("planned", "2022-01-11")


def test_a_meeting_that_has_been_held_stays_where_it_was(demo: Installation) -> None:
    seen = Person(demo).see(DATES.replace("deepening", "budgeting"))
    assert "Träffen är genomförd och kan inte flyttas." in seen.words
    assert [f for f in seen.forms if "dates" in f.action] == []


def test_the_page_speaks_english(demo: Installation) -> None:
    seen = tried(Person(demo, lang="en"), OTHERS_DAY).page
    assert (
        "Forskningsfinansiärer" not in seen.words
        and "Research funders meets the same day (In-depth session)." in seen.words
    )
    assert "1 working day later" in seen.words
