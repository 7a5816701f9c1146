"""Who is invited to a meeting and what they answer; guests; and who came, kept for the whole cluster at once."""

from __future__ import annotations

from datetime import date

from sqlalchemy import update

from jimflow.actions.attendance import record_rsvp
from jimflow.core.model import Actor
from jimflow.store.queries.figures import heads
from jimflow.store.queries.rounds import clusters, participations
from jimflow.store.queries.work import AppointmentRow, MeetingRow, appointments_in, meetings, presences, replies
from jimflow.store.tables import Meeting
from jimflow.store.tables.columns import table
from jimflow.store.transaction import read, write
from tests.demo_site import Installation
from tests.web.conftest import ROUND
from tests.web.person import Person

MEETINGS = f"{ROUND}/clusters/rattsvardande/meetings"
PEOPLE = f"{MEETINGS}/deepening/people"
ATTENDANCE = f"{MEETINGS}/budgeting/attendance"


def meeting(made: Installation, step: str) -> MeetingRow:
    with read(made.runtime.engine) as tx:
        group = next(c for c in clusters(tx, 1) if c.code == "rattsvardande")
        return next(m for m in meetings(tx, [group.id]) if m.step == step)


def police(made: Installation) -> dict[str, AppointmentRow]:
    """The people of one agency by their functions, and the number of its participation."""
    with read(made.runtime.engine) as tx:
        row = next(p for p in participations(tx) if p.organisation == "polismyndigheten")
        return {a.function: a for a in appointments_in(tx, 1, row.cluster) if a.participation == row.id}


def answered(made: Installation) -> dict[int, tuple[str, int | None]]:
    with read(made.runtime.engine) as tx:
        return {r.appointment: (r.answer, r.deputy) for r in replies(tx, meeting(made, "deepening").id)}


def came(made: Installation) -> dict[int, tuple[bool, str]]:
    with read(made.runtime.engine) as tx:
        return {p.appointment: (p.present, p.mode) for p in presences(tx, meeting(made, "budgeting").id)}


def test_everyone_invited_is_listed_and_counted(demo: Installation) -> None:
    seen = Person(demo).see(PEOPLE)
    assert "0 kommer, 0 kanske, 0 kommer inte, 16 har inte svarat." in seen.words
    head = police(demo)["agency_head"].id
    assert f"answer-{head}" not in seen.form(PEOPLE).choices, "asked to the first and the last meeting only"


def test_only_the_answers_that_were_changed_are_kept_all_at_once(own_demo: Installation) -> None:
    anna, them = Person(own_demo), police(own_demo)
    finance, manager = them["finance"].id, them["core_business_manager"].id
    anna.see(PEOPLE)
    typed = {f"answer-{finance}": "no", f"deputy-{finance}": str(manager), f"answer-{manager}": "yes"}
    seen = anna.press(PEOPLE, typed)
    assert "2 svar är sparade." in seen.words
    assert "1 kommer, 0 kanske, 1 kommer inte, 14 har inte svarat." in seen.words
    assert answered(own_demo) == {finance: ("no", manager), manager: ("yes", None)}
    assert "Inget är ändrat" in anna.press(PEOPLE, status=422).words


def test_an_answer_that_came_in_meanwhile_is_not_written_over(own_demo: Installation) -> None:
    anna, them = Person(own_demo), police(own_demo)
    finance = them["finance"]
    anna.see(PEOPLE)
    assert finance.participation is not None
    record_rsvp(own_demo.runtime, finance.participation, "deepening", finance.id, "maybe", Actor("bo", "coordinator"))
    seen = anna.press(PEOPLE, {f"answer-{finance.id}": "no"}, status=409)
    assert "Någon annan har sparat" in seen.words
    assert (f"was-{finance.id}", "maybe") in seen.form(PEOPLE).fields
    assert (f"answer-{finance.id}", "no") in seen.form(PEOPLE).fields
    anna.press(PEOPLE, {f"answer-{finance.id}": "no"})
    assert answered(own_demo)[finance.id] == ("no", None)


def test_nobody_is_their_own_deputy_there_is_no_such_choice(demo: Installation) -> None:
    finance = police(demo)["finance"].id
    choices = Person(demo).see(PEOPLE).form(PEOPLE).choices
    assert str(finance) not in choices[f"deputy-{finance}"] and len(choices[f"deputy-{finance}"]) > 3


def test_a_step_that_asks_no_guests_has_no_form_for_one(demo: Installation) -> None:
    assert "Bjud in en gäst" not in Person(demo).see(PEOPLE).words
    assert "Expert på jämställdhetsbudgetering" in Person(demo).see(f"{MEETINGS}/budgeting/people").words


def to_come(made: Installation) -> str:
    """The meeting that asks guests, as if it were still to come; where its page of people is."""
    with write(made.runtime.engine) as tx:
        row = table(Meeting)
        later = {"status": "planned", "day": date(2021, 12, 8), "last_day": date(2021, 12, 8)}
        tx.connection.execute(update(row).where(row.c.id == meeting(made, "budgeting").id).values(**later))
    return f"{MEETINGS}/budgeting/people"


def guests(made: Installation) -> list[tuple[str, str, str, bool]]:
    """(name, since, until, of this cluster alone)."""
    with read(made.runtime.engine) as tx:
        found = appointments_in(tx, 1, meeting(made, "budgeting").cluster)
    return [
        (a.name, f"{a.since}", f"{a.until}", a.cluster is not None)
        for a in found
        if a.participation is None and a.function == "expert_contributor"
    ]


EXPERT = ("Expert på jämställdhetsbudgetering", "2021-01-11", "None", False)
NORA = {"name": "Nora Nord", "mail": "nora@example.org", "organisation": "ekonomistyrningsverket"}


def test_a_guest_is_asked_to_this_clusters_meeting_and_may_be_ended(own_demo: Installation) -> None:
    place, anna = to_come(own_demo), Person(own_demo)
    form = anna.see(place).form(f"{place}/guest")
    assert ("until", "2021-12-08") in form.fields
    seen = anna.press(f"{place}/guest", {**NORA, "mail": "nora"}, status=422)
    assert ("name", "Nora Nord") in seen.form(f"{place}/guest").fields
    seen = anna.press(f"{place}/guest", {**NORA, "since": "i morgon"}, status=422)
    assert "Från och med: ”i morgon” är inget datum." in seen.words
    seen = anna.press(f"{place}/guest", {**NORA, "since": "2021-10-27"})
    assert "Bjud in Nora Nord" in seen.words and guests(own_demo) == [EXPERT]
    assert "Nora Nord är med som gäst." in anna.confirm().words
    assert guests(own_demo) == [EXPERT, ("Nora Nord", "2021-10-27", "2021-12-08", True)]
    anna.press(f"{place}/end")
    assert "Nora Nord är inte gäst längre." in anna.confirm().words
    assert guests(own_demo)[1][2] == "2021-10-27"


def test_who_came_stands_as_it_was_noted(demo: Installation) -> None:
    fields = dict(Person(demo).see(ATTENDANCE).form(ATTENDANCE).fields)
    noted = {name: value for name, value in fields.items() if name.startswith("came-")}
    assert len(noted) == 17 and set(noted.values()) == {"digital"}


def test_a_changed_line_shows_what_follows_and_is_then_kept(own_demo: Installation) -> None:
    anna, finance = Person(own_demo), police(own_demo)["finance"].id
    before = came(own_demo)
    anna.see(ATTENDANCE)
    seen = anna.press(ATTENDANCE, {f"came-{finance}": "no"})
    assert "Spara närvaron på träff 3 (Jämställdhetsbudgetering)" in seen.words and "Det här händer" in seen.words
    assert came(own_demo) == before
    seen = anna.confirm()
    assert "Närvaron är sparad. Polismyndigheten får ”Genomgång av en missad träff”." in seen.words
    assert came(own_demo) == {**before, finance: (False, "on_site")}


def test_someone_who_stood_in_for_another_is_noted_as_that(own_demo: Installation) -> None:
    anna, them = Person(own_demo), police(own_demo)
    finance, manager = them["finance"].id, them["core_business_manager"].id
    anna.see(ATTENDANCE)
    anna.press(ATTENDANCE, {f"came-{finance}": "no", f"came-{manager}": "on_site", f"for-{manager}": str(finance)})
    anna.confirm()
    with read(own_demo.runtime.engine) as tx:
        noted = {p.appointment: p.deputised_for for p in presences(tx, meeting(own_demo, "budgeting").id)}
    assert (noted[manager], noted[finance]) == (finance, None)


def test_two_at_once_write_over_nothing_of_each_other(own_demo: Installation) -> None:
    anna, bo, them = Person(own_demo), Person(own_demo, "bo"), police(own_demo)
    finance, manager = them["finance"].id, them["core_business_manager"].id
    for person in (anna, bo):
        person.see(ATTENDANCE)
    for person, who in ((bo, finance), (anna, manager)):
        person.press(ATTENDANCE, {f"came-{who}": "no"})
        person.confirm()
    assert (came(own_demo)[finance][0], came(own_demo)[manager][0]) == (False, False), "different lines: both are kept"
    anna.see(ATTENDANCE)
    bo.see(ATTENDANCE)
    bo.press(ATTENDANCE, {f"came-{finance}": "digital"})
    bo.confirm()
    seen = anna.press(ATTENDANCE, {f"came-{finance}": "on_site"}, status=409)
    assert "Någon annan har sparat" in seen.words
    assert came(own_demo)[finance] == (True, "digital")


def test_attendance_cannot_be_noted_before_the_day(demo: Installation) -> None:
    seen = Person(demo).see(f"{MEETINGS}/deepening/attendance")
    assert "Närvaron antecknas när träffen har börjat." in seen.words
    assert [f for f in seen.forms if "attendance" in f.action] == []


def test_heads_are_counted_by_number_only(own_demo: Installation) -> None:
    anna = Person(own_demo)
    anna.see(ATTENDANCE)
    nobody = {"women": "", "men": "0", "not_stated": ""}
    assert "Ange hur många" in anna.press(f"{ATTENDANCE}/heads", nobody, status=422).words
    seen = anna.press(f"{ATTENDANCE}/heads", {"women": "12", "men": "fem", "not_stated": ""}, status=422)
    assert "Män: ”fem” är inget heltal." in seen.words
    assert ("women", "12") in seen.form(f"{ATTENDANCE}/heads").fields
    anna.press(f"{ATTENDANCE}/heads", {"women": "12", "men": "4", "not_stated": ""})
    with read(own_demo.runtime.engine) as tx:
        at = meeting(own_demo, "budgeting")
        found = next(h for h in heads(tx, [at.cluster]) if h.meeting == at.id)
    assert (found.women, found.men, found.not_stated) == (12, 4, 0)
    assert "12 kvinnor, 4 män, 0 ej angivet" in anna.see(f"{MEETINGS}/budgeting").words
