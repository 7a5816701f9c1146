"""The joint answer handed in: by whoever may, for whom, anew until its day, with a receipt on paper and by mail."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, insert

from jimflow.actions.assignments import accept, send_back, submit
from jimflow.actions.attachments import add
from jimflow.actions.drafts import save as host_saves
from jimflow.actions.errors import NotFound
from jimflow.actions.guests import Guest
from jimflow.actions.joint_hand_in import NotHandedIn, Receipt
from jimflow.actions.preferences import stop
from jimflow.store import tables as t
from jimflow.store.queries.handed_in import receipts as handed_in
from jimflow.store.tables.columns import table
from jimflow.store.transaction import read, write
from tests.actions.going import Going, grown
from tests.actions.loaded import EVA
from tests.actions.someone import someone
from tests.actions.test_joint_answers import (
    ANNA,
    BO,
    CILLA,
    HOST,
    TASK,
    answers,
    at_work,
    drafts,
    give,
    keep,
    past,
    task,
)
from tests.small_files import pdf


@pytest.fixture
def work(engine: Engine, tmp_path: Path) -> Going:
    return at_work(engine, tmp_path)


def test_a_function_hands_in_its_part_and_the_drafts_of_it_are_answers(work: Going) -> None:
    anna, bo = someone(work, ANNA), someone(work, BO)
    keep(work, bo, {"cost": 3})
    keep(work, anna, {"found_how": "Så"})
    with grown(work, alfa=1):
        done = give(work, anna, {"found_how": "Så här"}, {"found_how": 1}, anchored="Avdelningschefen")
    assert done == Receipt(task(work), 1, ("planner", "coordinator"), complete=False, late=False, again=False)
    assert (answers(work), drafts(work)) == ({"found_how": "Så här"}, {"cost": (3, 1)})
    assert past(work, "replaced") == [("found_how", "Så"), ("found_how", "Så här")]
    entry = work.trail("alfa")[-1]
    assert {k: entry.get(k) for k in ("kind", "function", "anchored", "actor", "behalf", "again")} == {
        "kind": "submitted",
        "function": "planner",
        "anchored": True,
        "actor": {"name": anna.pseudonym, "role": "participant"},
        "behalf": None,
        "again": None,
    }


def test_a_receipt_holds_the_answers_as_they_stood(work: Going) -> None:
    anna, bo = someone(work, ANNA), someone(work, BO)
    give(work, anna, {"found_how": "Så"}, anchored="Chefen")
    give(work, bo, {"cost": 3, "found_how": "Så"}, {"found_how": 1})
    columns = ("number", "function", "answers", "anchored", "handed_in_by", "on_behalf_of", "complete", "late")
    assert work.rows(t.HandedIn, *columns) == [
        (1, "planner", '{"found_how":"Så"}', "Chefen", anna.pseudonym, "", False, False),
        (2, "finance", '{"cost":3,"found_how":"Så"}', "", bo.pseudonym, "", True, False),
    ]
    assert work.work("alfa")["start", TASK][0] == "submitted"


def test_the_coordinator_hands_in_everything_with_what_colleagues_wrote(work: Going) -> None:
    keep(work, someone(work, ANNA), {"found_how": "Så"})
    keep(work, someone(work, BO), {"cost": 3})
    cilla = someone(work, CILLA)
    assert give(work, cilla, {}, {"found_how": 1, "cost": 1}).complete
    assert (answers(work), drafts(work)) == ({"found_how": "Så", "cost": 3}, {})


def test_what_is_missing_is_said_and_what_was_typed_is_kept(work: Going) -> None:
    with pytest.raises(NotHandedIn) as told:
        give(work, someone(work, BO), {"cost": "tolv"})
    assert {m.path for m in told.value.wrong} == {("cost",), ("found_how",)}
    assert (drafts(work), answers(work)) == ({"cost": ("tolv", 1)}, {})


def test_nobody_hands_in_what_a_colleague_has_changed_unseen(work: Going) -> None:
    anna, cilla = someone(work, ANNA), someone(work, CILLA)
    keep(work, anna, {"found_how": "Så"})
    for given, seen in (
        ({"cost": 3}, {"found_how": 0, "cost": 0}),
        ({"found_how": "Annat"}, {"found_how": 0, "cost": 1}),
    ):
        with pytest.raises(NotHandedIn, match="somebody else has written") as told:
            give(work, cilla, given, seen)
        assert [*told.value.changed, *(c.field for c in told.value.saved.conflicts)] == ["found_how"]
    host_saves(work.runtime, work.agencies["alfa"], TASK, {"cost": 9}, EVA)
    assert answers(work) == {}


def test_what_was_proposed_on_the_page_goes_along_as_it_was_shown(work: Going) -> None:
    host_saves(work.runtime, work.agencies["alfa"], TASK, HOST, EVA)
    cilla = someone(work, CILLA)
    host_saves(work.runtime, work.agencies["alfa"], TASK, {"cost": 4}, EVA)
    with pytest.raises(NotHandedIn) as told:
        give(work, cilla, {}, shown=HOST)
    assert told.value.changed == ("cost",)
    assert give(work, cilla, {}, shown=HOST | {"cost": 4}).complete
    assert (answers(work), work.rows(t.Draft)) == (HOST | {"cost": 4}, [])


def test_an_answer_is_changed_until_its_day_and_nobody_is_reminded(work: Going) -> None:
    cilla = someone(work, CILLA)
    give(work, cilla, {"found_how": "Så", "cost": 3})
    waiting = work.waiting("alfa")
    done = give(work, cilla, {"found_how": "Bättre"}, {"found_how": 1, "cost": 1})
    assert (done.again, done.number, done.complete) == (True, 2, True)
    assert (answers(work), work.waiting("alfa")) == ({"found_how": "Bättre", "cost": 3}, waiting)
    assert [e.get("again") for e in work.trail("alfa") if e["kind"] == "submitted"] == [None, True]
    work.clock.set("2021-04-10 00:00")
    with pytest.raises(NotHandedIn, match="can no longer be changed"):
        give(work, cilla, {"found_how": "För sent"}, {"found_how": 2, "cost": 1})
    assert (answers(work)["found_how"], past(work, "aside")) == ("Bättre", [("found_how", "För sent")])


def test_a_first_answer_comes_after_its_day_all_the_same_and_is_late(work: Going) -> None:
    work.clock.set("2021-04-10 00:00")
    bo = someone(work, BO)
    assert give(work, bo, {"found_how": "Så", "cost": 3}).late
    with pytest.raises(NotHandedIn, match="can no longer be changed"):
        give(work, bo, {"cost": 4}, {"found_how": 1, "cost": 1})


def test_an_accepted_answer_is_not_changed_and_what_was_typed_is_kept_aside(work: Going) -> None:
    cilla = someone(work, CILLA)
    give(work, cilla, {"found_how": "Så", "cost": 3})
    accept(work.runtime, work.agencies["alfa"], TASK, EVA)
    saved = keep(work, cilla, {"found_how": "Nej", "cost": 3}, {"found_how": 1, "cost": 1})
    assert (saved.open, saved.aside, saved.stored) == (False, ("found_how",), ())
    with pytest.raises(NotHandedIn, match="can no longer be changed"):
        give(work, cilla, {"found_how": "Nej"}, {"found_how": 1})
    assert (past(work, "aside"), drafts(work)) == ([("found_how", "Nej")], {})


def test_what_is_sent_back_is_handed_in_anew(work: Going) -> None:
    cilla = someone(work, CILLA)
    give(work, cilla, {"found_how": "Så", "cost": 3})
    send_back(work.runtime, work.agencies["alfa"], TASK, EVA, "Summan")
    work.clock.set("2021-04-12 09:00")
    done = give(work, cilla, {"cost": 4}, {"found_how": 1, "cost": 1})
    assert (done.number, done.again, done.late, answers(work)["cost"]) == (2, False, True, 4)


def test_an_answer_that_is_emptied_is_taken_away(engine: Engine, tmp_path: Path) -> None:
    found = at_work(engine, tmp_path, **{"forms.describe_today.questions.1.required": False})
    cilla = someone(found, CILLA)
    give(found, cilla, {"found_how": "Så", "cost": 3})
    give(found, cilla, {"cost": None}, {"found_how": 1, "cost": 1})
    assert answers(found) == {"found_how": "Så"}


def test_what_the_host_hands_in_leaves_the_draft_alone(work: Going) -> None:
    anna = someone(work, ANNA)
    keep(work, anna, {"found_how": "Vårt utkast"})
    submit(work.runtime, work.agencies["alfa"], TASK, HOST, EVA)
    assert (drafts(work), answers(work)) == ({"found_how": ("Vårt utkast", 1)}, HOST)
    assert give(work, anna, {}, {"found_how": 1}).again
    assert answers(work) == HOST | {"found_how": "Vårt utkast"}


def test_one_person_with_two_functions_hands_in_both_at_once(work: Going) -> None:
    anna, bo = someone(work, ANNA), someone(work, BO)
    with write(work.runtime.engine) as tx:
        row = table(t.Appointment)
        tx.connection.execute(
            row.update().where(row.c.person == bo.id, row.c.function == "finance").values(person=anna.id)
        )
    done = give(work, anna, {"found_how": "Så", "cost": 3})
    assert (done.complete, work.rows(t.HandedIn, "function")) == (True, [("planner,finance",)])
    assert work.trail("alfa")[-1]["functions"] == ["planner", "finance"]


def forwarded(at: Going, to: Guest, holder: str, *, may: bool) -> None:
    row = {
        "assignment": task(at),
        "person": to.id,
        "may_hand_in": may,
        "words": "",
        "made_at": at.clock(),
        "made_by": "p1",
    }
    function = holder.partition(".")[0]
    row |= {"appointment": at.appointment("alfa", function), "ended_by": ""}
    with write(at.runtime.engine) as tx:
        tx.connection.execute(insert(table(t.Forward)).values(**row))


def test_whoever_was_sent_the_task_writes_and_hands_in_for_the_holder_where_that_was_said(work: Going) -> None:
    head = someone(work, "hedda@example.org")
    with pytest.raises(NotFound):
        keep(work, head, {"found_how": "Så"})
    forwarded(work, head, ANNA, may=False)
    with pytest.raises(NotHandedIn, match=r"These can submit it: .*\(planning function\)"):
        give(work, head, {"found_how": "Så"})
    assert drafts(work) == {"found_how": ("Så", 1)}
    forwarded(work, head, BO, may=True)
    assert give(work, head, {"cost": 3}, {"found_how": 1}).complete
    assert work.rows(t.HandedIn, "handed_in_by", "on_behalf_of") == [(head.pseudonym, someone(work, BO).pseudonym)]
    entry = work.trail("alfa")[-1]
    assert (entry["actor"]["name"], entry["behalf"]) == (head.pseudonym, someone(work, BO).pseudonym)


def test_whoever_sits_there_for_another_is_named_beside(work: Going) -> None:
    head = someone(work, "hedda@example.org")
    give(work, someone(work, ANNA, acting=head), {"found_how": "Så"})
    anna = someone(work, ANNA)
    assert work.rows(t.HandedIn, "handed_in_by", "on_behalf_of") == [(head.pseudonym, anna.pseudonym)]
    assert work.rows(t.Answer, "answered_by", assignment=task(work)) == [(head.pseudonym,)]


def test_the_words_on_the_way_go_once_the_answer_is_accepted(work: Going) -> None:
    cilla = someone(work, CILLA)
    keep(work, cilla, {"found_how": "Först"})
    give(work, cilla, {"found_how": "Så", "cost": 3}, {"found_how": 1})
    assert past(work, "replaced") == [("found_how", "Först"), ("found_how", "Så"), ("cost", 3)]
    accept(work.runtime, work.agencies["alfa"], TASK, EVA)
    assert past(work, "replaced") == []


# Receipts by mail


def test_when_more_is_asked_for_one_who_hands_in_again_does_not_close_what_was_asked_of_another(work: Going) -> None:
    anna, bo = someone(work, ANNA), someone(work, BO)
    give(work, anna, {"found_how": "Så"})
    give(work, bo, {"cost": 3})
    assert work.work("alfa")["start", TASK][0] == "submitted"
    work.clock.set("2021-04-02 09:00")
    send_back(work.runtime, work.agencies["alfa"], TASK, EVA, "Summan")
    work.clock.set("2021-04-06 09:00")
    again = give(work, anna, {"found_how": "Så här"}, {"found_how": 1})
    assert ("finance" in again.parts, again.complete) == (False, False)
    assert give(work, bo, {"cost": 4}, {"cost": 1}).complete
    work.clock.set("2021-04-07 09:00")
    send_back(work.runtime, work.agencies["alfa"], TASK, EVA, "Summan igen")
    work.clock.set("2021-04-08 09:00")  # whoever coordinates answers for all
    assert give(work, someone(work, CILLA), {"found_how": "Nu"}, {"found_how": 2}).complete


def receipts(at: Going, local: str) -> list[Any]:
    return [m for m in at.tick(local) if any(item.startswith("receipt") for item, _ in m.items)]


def test_a_receipt_is_mailed_at_once_within_the_hours_of_sending(work: Going) -> None:
    work.clock.set("2021-04-01 13:42")
    give(work, someone(work, ANNA), {"found_how": "Så\nhär"}, anchored="Chefen")
    (letter,) = receipts(work, "2021-04-01 13:43")
    assert letter.to == ANNA
    for words in (f"Kvitto: {task(work)}-1", "kl. 13.42", "planeringsfunktion", "Förankrat hos: Chefen", "här"):
        assert words in letter.text
    assert "till och med fredag 9 april" in letter.text


def test_a_receipt_names_the_files_that_went_along_and_not_those_taken_away(work: Going) -> None:
    work.clock.set("2021-04-01 13:42")
    anna = someone(work, ANNA)
    add(work.runtime, anna, task(work), "Underlag.pdf", pdf("Underlag"))
    give(work, anna, {"found_how": "Så"})
    add(work.runtime, anna, task(work), "Utkast.pdf", pdf("Utkast"))
    with read(work.runtime.engine) as tx:
        assert [r.files for r in handed_in(tx, [task(work)])] == [("Underlag.pdf",)]
    (letter,) = receipts(work, "2021-04-01 13:43")
    assert "\r\n- Underlag.pdf\r\n" in letter.text
    assert "Utkast.pdf" not in letter.text


def test_a_receipt_of_the_night_waits_for_the_morning_and_the_registrar_gets_one_too(work: Going) -> None:
    with write(work.runtime.engine) as tx:
        row = {"participation": work.agencies["alfa"], "registrar": "diariet@example.org"}
        tx.connection.execute(insert(table(t.AgencyRoom)).values(**row))
    work.clock.set("2021-04-01 22:00")
    keep(work, someone(work, BO), {"cost": 987654})
    give(work, someone(work, ANNA), {"found_how": "Så"})
    assert receipts(work, "2021-04-01 22:01") == []
    letters = receipts(work, "2021-04-06 07:00")
    assert sorted(m.to for m in letters) == ["diariet@example.org", ANNA]
    assert not any("987654" in m.text for m in letters)
    copy = next(m for m in letters if m.to != ANNA)
    assert "tar emot kvitton åt Alfaverket" in copy.text


def test_of_one_task_twenty_receipts_are_mailed_in_a_day_and_a_night(work: Going) -> None:
    """Each goes to the address that somebody gave; handing in again and again is not to fill a mailbox."""
    anna = someone(work, ANNA)
    for n in range(22):
        give(work, anna, {"found_how": f"Så {n}"}, {"found_how": n})
    assert len(work.rows(t.HandedIn, "number")) == 22
    assert len(work.rows(t.Intent, "id", template="receipt")) == 20
    work.clock.set("2021-04-02 08:01")
    give(work, anna, {"found_how": "I dag"}, {"found_how": 22})
    assert len(work.rows(t.Intent, "id", template="receipt")) == 21


def test_the_registrar_gets_the_receipt_of_whoever_wants_no_mail(work: Going) -> None:
    with write(work.runtime.engine) as tx:
        row = {"participation": work.agencies["alfa"], "registrar": "diariet@example.org"}
        tx.connection.execute(insert(table(t.AgencyRoom)).values(**row))
    stop(work.runtime, someone(work, ANNA))
    work.clock.set("2021-04-01 13:42")
    give(work, someone(work, ANNA), {"found_how": "Så"})
    assert [m.to for m in receipts(work, "2021-04-01 13:43")] == ["diariet@example.org"]


def test_the_receipt_follows_the_wish_of_whoever_handed_in_and_not_the_holders(work: Going) -> None:
    head = someone(work, "hedda@example.org")
    stop(work.runtime, someone(work, ANNA))
    work.clock.set("2021-04-01 13:42")
    give(work, someone(work, ANNA, acting=head), {"found_how": "Så"})
    assert [m.to for m in receipts(work, "2021-04-01 13:43")] == ["hedda@example.org"]


def test_a_receipt_goes_to_whoever_sat_there(work: Going) -> None:
    head = someone(work, "hedda@example.org")
    work.clock.set("2021-04-01 13:42")
    give(work, someone(work, ANNA, acting=head), {"found_how": "Så"})
    assert [m.to for m in receipts(work, "2021-04-01 13:43")] == ["hedda@example.org"]


def test_what_is_meant_names_nobody(work: Going) -> None:
    anna = someone(work, ANNA)
    give(work, anna, {"found_how": "Så"}, anchored="Chefen Karin")
    (facts,) = work.rows(t.Intent, "facts", template="receipt")
    assert (anna.name in facts[0], "Karin" in facts[0], "Så" in facts[0]) == (False, False, False)
