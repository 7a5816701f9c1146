"""One meeting's page: what it lacks, theme, texts, held and called off; its pack; all meetings on a calendar."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from jimflow.actions.drafts import save
from jimflow.core.model import Actor
from jimflow.store.queries.rounds import clusters, participations
from jimflow.store.queries.work import MeetingRow, meetings
from jimflow.store.transaction import read
from tests.demo_site import Installation
from tests.web.conftest import ROUND
from tests.web.person import Person

WELFARE = f"{ROUND}/clusters/valfardsmyndigheter/meetings"
JUSTICE = f"{ROUND}/clusters/rattsvardande/meetings"
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def meeting(made: Installation, step: str, cluster: str = "valfardsmyndigheter") -> MeetingRow:
    with read(made.runtime.engine) as tx:
        group = next(c for c in clusters(tx, 1) if c.code == cluster)
        return next(m for m in meetings(tx, [group.id]) if m.step == step)


@pytest.mark.parametrize(
    "lang, words", [("sv", "har inte valt tema för träff 4"), ("en", "has not chosen a theme for meeting 4")]
)
def test_what_the_meeting_lacks_is_said_once_with_the_days_left(demo: Installation, lang: str, words: str) -> None:
    seen = Person(demo, lang=lang).see(f"{WELFARE}/deepening").words
    assert seen.count(words) == 1
    assert ("100 dagar kvar" if lang == "sv" else "100 days left") in seen


def test_where_nothing_is_missing_that_is_said(demo: Installation) -> None:
    assert "Som det ser ut nu 98 dagar kvar Inget saknas." in Person(demo).see(f"{JUSTICE}/deepening").words


def test_the_self_assessments_stand_beside_the_choice_of_a_theme_and_name_nobody(demo: Installation) -> None:
    anna = Person(demo)
    words = anna.see(f"{WELFARE}/deepening").words
    assert "Självskattning" in words and "Styrning och ledning" in words
    table = words.partition("Alla påståenden")[2].partition("Inför träffen")[0]
    assert "Skatteverket" not in table and "Målen" not in table and "delvis på plats" in table
    assert "Självskattning" not in anna.see(f"{WELFARE}/follow_up").words


def test_a_theme_shows_what_it_releases_and_is_then_chosen(own_demo: Installation) -> None:
    anna = Person(own_demo)
    anna.see(f"{WELFARE}/deepening")
    seen = anna.press(f"{WELFARE}/deepening/theme", {"theme": "case_handling"})
    assert "Det här händer" in seen.words and "Välj temat ”handläggning och bemötande”" in seen.words
    assert meeting(own_demo, "deepening").theme == ""
    seen = anna.confirm()
    assert "Temat är nu ”handläggning och bemötande”." in seen.words
    assert meeting(own_demo, "deepening").theme == "case_handling"


def test_a_theme_may_be_in_words_of_ones_own_but_not_in_none(own_demo: Installation) -> None:
    anna = Person(own_demo)
    anna.see(f"{WELFARE}/deepening")
    seen = anna.press(f"{WELFARE}/deepening/theme", {"theme": "own", "own": " "}, status=422)
    assert "Skriv temat." in seen.words
    anna.press(f"{WELFARE}/deepening/theme", {"theme": "own", "own": "Digitala tjänster"})
    anna.confirm()
    assert meeting(own_demo, "deepening").theme == "Digitala tjänster"


def test_a_theme_that_somebody_else_chose_meanwhile_is_not_written_over(own_demo: Installation) -> None:
    anna, bo = Person(own_demo), Person(own_demo, "bo")
    for person in (anna, bo):
        person.see(f"{WELFARE}/deepening")
    bo.press(f"{WELFARE}/deepening/theme", {"theme": "follow_up"})
    bo.confirm()
    seen = anna.press(f"{WELFARE}/deepening/theme", {"theme": "case_handling"}, status=409)
    assert "Någon annan har ändrat träffen" in seen.words and "Uppföljning" in seen.words
    assert meeting(own_demo, "deepening").theme == "follow_up"


@pytest.mark.parametrize(
    "which, step", [("programme", "deepening"), ("notes", "budgeting"), ("evaluation", "budgeting")]
)
def test_a_text_is_saved_at_once_and_shown(own_demo: Installation, which: str, step: str) -> None:
    anna = Person(own_demo)
    anna.see(f"{WELFARE}/{step}")
    seen = anna.press(f"{WELFARE}/{step}/{which}", {which: "Kaffe kl. 9\n<b>Paus</b>"})
    assert "Kaffe kl. 9 <b>Paus</b>" in seen.words
    assert "&lt;b&gt;Paus&lt;/b&gt;" in anna.html
    assert getattr(meeting(own_demo, step), which) == "Kaffe kl. 9\n<b>Paus</b>"


def test_two_who_write_at_once_lose_nothing(own_demo: Installation) -> None:
    anna, bo = Person(own_demo), Person(own_demo, "bo")
    for person in (anna, bo):
        person.see(f"{WELFARE}/budgeting")
    bo.press(f"{WELFARE}/budgeting/notes", {"notes": "Bos anteckningar"})
    seen = anna.press(f"{WELFARE}/budgeting/notes", {"notes": "Annas anteckningar"}, status=409)
    assert "Någon annan har sparat texten" in seen.words and "Bos anteckningar" in seen.words
    form = seen.form(f"{WELFARE}/budgeting/notes")
    assert ("notes", "Annas anteckningar") in form.fields
    anna.press(f"{WELFARE}/budgeting/notes", {"notes": "Bådas anteckningar"})
    assert meeting(own_demo, "budgeting").notes == "Bådas anteckningar"


def test_the_participants_evaluation_is_counted_without_saying_whose(demo: Installation) -> None:
    words = Person(demo).see(f"{WELFARE}/budgeting").words
    part = words.partition("Deltagarnas utvärdering")[2].partition("Inför träffen")[0]
    assert "5 svar" in part and "ja: 5 · nej: 0" in part
    assert "Skatteverket" not in part


def test_a_meeting_is_called_off_with_a_reason_and_can_get_a_new_day(own_demo: Installation) -> None:
    anna = Person(own_demo)
    anna.see(f"{JUSTICE}/deepening")
    assert "Skriv skälet" in anna.press(f"{JUSTICE}/deepening/cancel", {"reason": " "}, status=422).words
    seen = anna.press(f"{JUSTICE}/deepening/cancel", {"reason": "Lokalen brann"})
    assert "Det här händer" in seen.words and "Det här går inte att ta tillbaka." in seen.words
    seen = anna.confirm()
    assert "Träffen är inställd tills den får en ny dag." in seen.words
    assert ("Ge träffen en ny dag", f"{JUSTICE}/deepening/dates") in seen.links
    assert meeting(own_demo, "deepening", "rattsvardande").status == "cancelled"


def test_a_meeting_is_marked_as_held_once_its_day_has_come(own_demo: Installation) -> None:
    seen = Person(own_demo, "bo").see(f"{JUSTICE}/deepening")
    assert [f for f in seen.forms if f.action.endswith("/hold")] == []
    own_demo.clock.jump(datetime(2022, 2, 2, 17, tzinfo=STOCKHOLM))
    anna = Person(own_demo)
    anna.see(f"{JUSTICE}/deepening")
    anna.press(f"{JUSTICE}/deepening/hold")
    seen = anna.confirm()
    assert "Anteckna närvaron härnäst." in seen.words
    assert meeting(own_demo, "deepening", "rattsvardande").status == "held"


def test_whoever_may_only_read_is_shown_everything_and_can_change_nothing(own_demo: Installation) -> None:
    david = Person(own_demo, "david")
    for path in ("budgeting", "deepening", "deepening/dates", "deepening/people", "budgeting/attendance"):
        seen = david.see(f"{JUSTICE}/{path}")
        assert [f.action for f in seen.forms if f.action.startswith(JUSTICE) and f.method == "post" and f.buttons] == []
    anna = Person(own_demo)
    anna.see(f"{JUSTICE}/budgeting")
    fields = dict(anna.page.form(f"{JUSTICE}/budgeting/notes").fields)
    answer = david.client.post(f"{JUSTICE}/budgeting/notes", data={**fields, "notes": "x"})
    assert answer.status_code == 403
    assert meeting(own_demo, "budgeting", "rattsvardande").notes == ""


def test_a_step_without_a_meeting_is_said_to_have_none(demo: Installation) -> None:
    assert "preparation har ingen träff." in Person(demo).see(f"{JUSTICE}/preparation", 404).words


def test_the_pack_has_programme_people_and_submitted_answers_never_drafts(own_demo: Installation) -> None:
    with read(own_demo.runtime.engine) as tx:
        tax = next(p for p in participations(tx) if p.organisation == "skatteverket")
    own_demo.clock.jump(datetime(2022, 1, 10, 9, tzinfo=STOCKHOLM))
    anna = Person(own_demo)
    anna.see(f"{WELFARE}/deepening")
    anna.press(f"{WELFARE}/deepening/theme", {"theme": "case_handling"})
    anna.confirm()
    save(own_demo.runtime, tax.id, "describe_theme", {"today": "Ett utkast"}, Actor("x", "participant"))
    seen = anna.see(f"{WELFARE}/deepening/pack").words
    assert "Ett utkast" not in seen
    assert "Inte inlämnad: Arbetsförmedlingen, CSN, Försäkringskassan, Pensionsmyndigheten och Skatteverket." in seen
    seen = anna.see(f"{WELFARE}/budgeting/pack").words
    question = "Hur fördelas pengarna i den här delen av verksamheten, och vem beslutar?"
    assert seen.partition(question)[2].startswith(" Till Ekonomifunktion Arbetsförmedlingen Provkörning:")
    assert "Ekonomifunktion, Skatteverket på plats" in seen or "Ekonomifunktion, Skatteverket digitalt" in seen


@pytest.mark.parametrize("lang, words", [("sv", "Februari 2022"), ("en", "February 2022")])
def test_all_meetings_stand_on_one_calendar_those_to_come_first(demo: Installation, lang: str, words: str) -> None:
    seen = Person(demo, lang=lang).see(f"{ROUND}/meetings")
    assert words in seen.words
    places = [place for _, place in seen.links if "/meetings/" in place]
    assert len(places) == 15
    assert places[0] == f"{JUSTICE}/deepening"
    assert places[-1] == f"{JUSTICE}/start"
