"""The joint answer: several write in one draft and nobody's words are lost; it is handed in by whoever may."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as example_of
from hypothesis import settings
from hypothesis import strategies as st
from sqlalchemy import Engine, insert

from jimflow.actions.assignments import accept, send_back, submit
from jimflow.actions.drafts import save as host_saves
from jimflow.actions.errors import BadInput, NotFound
from jimflow.actions.guests import Guest
from jimflow.actions.joint_answers import save
from jimflow.actions.joint_hand_in import NotHandedIn, Receipt, hand_in
from jimflow.actions.preferences import stop
from jimflow.store import tables as t
from jimflow.store.engine import open_engine
from jimflow.store.migrate import create_fresh
from jimflow.store.tables.columns import table
from jimflow.store.transaction import write
from tests.actions.going import Going, going, grown, join
from tests.actions.loaded import EVA
from tests.actions.someone import someone, task_of
from tests.actions.test_at_once import together

ANNA, BO, CILLA = "planner.alfa@example.org", "finance.alfa@example.org", "coordinator.alfa@example.org"
TASK = "describe_today"
HOST = {"found_how": "Så", "cost": 3}


def at_work(engine: Engine, folder: Path, **changes: Any) -> Going:
    """1 April 2021, 08.00; the task is due on 9 April. `found_how` is for all three functions, `cost` for finance."""
    own = {"forms.describe_today.questions.1.required": True, **changes}
    found = join(going(engine, folder, changes=own))
    found.tick("2021-04-01 08:00")
    return found


@pytest.fixture
def work(engine: Engine, tmp_path: Path) -> Going:
    return at_work(engine, tmp_path)


def task(at: Going, name: str = TASK) -> int:
    return task_of(at, "alfa", name)


def keep(at: Going, who: Guest, answers: Mapping[str, Any], seen: Mapping[str, int] | None = None, **rest: Any) -> Any:
    return save(at.runtime, who, task(at), answers, seen or {}, **rest)


def give(
    at: Going, who: Guest, answers: Mapping[str, Any], seen: Mapping[str, int] | None = None, **rest: Any
) -> Receipt:
    return hand_in(at.runtime, who, task(at), answers, seen or {}, **rest)


def drafts(at: Going) -> dict[str, tuple[Any, int]]:
    rows = at.rows(t.JointDraft, "field", "value", "version", assignment=task(at))
    return {field: (json.loads(value), version) for field, value, version in rows}


def past(at: Going, why: str) -> list[tuple[str, Any]]:
    rows = at.rows(t.JointDraftPast, "field", "value", assignment=task(at), why=why)
    return [(field, json.loads(value)) for field, value in rows]


def answers(at: Going) -> dict[str, Any]:
    return {f: json.loads(v) for f, v in at.rows(t.Answer, "field", "value", assignment=task(at))}


# One draft, several writers


def test_what_is_saved_stands_in_the_draft_and_in_nothing_else(work: Going) -> None:
    anna, before = someone(work, ANNA), work.everything()
    saved = keep(work, anna, {"found_how": "Genom kla"})
    assert (saved.stored, saved.conflicts, saved.versions, saved.open) == (("found_how",), (), {"found_how": 1}, True)
    after = work.everything()
    assert {name for name in before if before[name] != after[name]} == {"JointDraft"}
    assert drafts(work) == {"found_how": ("Genom kla", 1)}


def test_a_later_text_replaces_and_the_earlier_is_kept(work: Going) -> None:
    anna, bo = someone(work, ANNA), someone(work, BO)
    keep(work, anna, {"found_how": "Genom klagomål"})
    saved = keep(work, bo, {"found_how": "Genom klagomål och statistik", "cost": "tolv"}, {"found_how": 1})
    assert saved.versions == {"found_how": 2, "cost": 1}
    assert drafts(work) == {"found_how": ("Genom klagomål och statistik", 2), "cost": ("tolv", 1)}
    assert past(work, "replaced") == [("found_how", "Genom klagomål")]


def test_of_two_who_changed_the_same_text_both_are_kept_and_the_later_is_told(work: Going) -> None:
    anna, bo = someone(work, ANNA), someone(work, BO)
    keep(work, anna, {"found_how": "Annas"})
    work.clock.set("2021-04-01 10:42")
    saved = keep(work, bo, {"found_how": "Bos"})
    (conflict,) = saved.conflicts
    assert (conflict.field, conflict.theirs, conflict.by, conflict.mine) == (
        "found_how",
        "Annas",
        anna.pseudonym,
        "Bos",
    )
    assert (conflict.version, saved.stored, saved.versions) == (1, (), {"found_how": 1})
    assert (drafts(work), past(work, "aside")) == ({"found_how": ("Annas", 1)}, [("found_how", "Bos")])


def test_a_text_aside_that_goes_on_is_one_text_to_look_at_and_none_once_it_is_settled(work: Going) -> None:
    anna, bo = someone(work, ANNA), someone(work, BO)
    keep(work, anna, {"found_how": "Annas"})
    for text in ("Bos", "Bos", "Bos text"):
        (conflict,) = keep(work, bo, {"found_how": text}).conflicts
    assert (past(work, "aside"), past(work, "settled")) == ([("found_how", "Bos text")], [("found_how", "Bos")])
    both = "Annas\n\nBos text"
    assert keep(work, bo, {"found_how": both}, {"found_how": 1}, settled=[conflict.aside]).stored == ("found_how",)
    assert (past(work, "aside"), drafts(work)) == ([], {"found_how": (both, 2)})


def test_nobody_settles_what_another_wrote(work: Going) -> None:
    anna, bo = someone(work, ANNA), someone(work, BO)
    keep(work, anna, {"found_how": "Annas"})
    (conflict,) = keep(work, bo, {"found_how": "Bos"}).conflicts
    keep(work, anna, {}, settled=[conflict.aside])
    assert past(work, "aside") == [("found_how", "Bos")]


def test_the_same_words_are_no_conflict_and_nothing_is_written(work: Going) -> None:
    anna, bo = someone(work, ANNA), someone(work, BO)
    keep(work, anna, {"found_how": "Samma"})
    before = work.everything()
    for who, seen in ((bo, 0), (anna, 1)):
        assert keep(work, who, {"found_how": "Samma"}, {"found_how": seen}).stored == ()
    assert work.everything() == before


def test_what_is_proposed_and_not_touched_is_not_saved(work: Going) -> None:
    host_saves(work.runtime, work.agencies["alfa"], TASK, {"found_how": "Ur mejlet"}, EVA)
    anna = someone(work, ANNA)
    assert keep(work, anna, {"found_how": "Ur mejlet"}).stored == ()
    assert drafts(work) == {}
    assert keep(work, anna, {"found_how": None}).stored == ("found_how",)  # emptied on purpose
    assert drafts(work) == {"found_how": (None, 1)}


def test_an_emptied_text_is_kept_in_the_past(work: Going) -> None:
    anna = someone(work, ANNA)
    keep(work, anna, {"found_how": "Fel"})
    keep(work, anna, {"found_how": None}, {"found_how": 1})
    assert (drafts(work), past(work, "replaced")) == ({"found_how": (None, 2)}, [("found_how", "Fel")])


def test_a_text_that_is_too_long_is_kept(work: Going) -> None:
    long = "å" * 2001
    keep(work, someone(work, ANNA), {"found_how": long})
    assert drafts(work)["found_how"][0] == long


def test_nobody_writes_in_what_is_not_theirs(work: Going) -> None:
    before = work.everything()
    with pytest.raises(BadInput, match="not for you: cost"):
        keep(work, someone(work, ANNA), {"cost": 3})
    for stranger in (someone(work, "planner.beta@example.org"), someone(work, ANNA, session=0)):
        with pytest.raises(NotFound, match="nothing here for you"):
            keep(work, stranger, {"found_how": "Jag"})
        with pytest.raises(NotFound, match="nothing here for you"):
            give(work, stranger, {"found_how": "Jag"})
    assert work.everything() == before


# Two at once, on both databases


def test_of_two_who_save_at_once_every_text_is_found(work: Going) -> None:
    anna, bo = someone(work, ANNA), someone(work, BO)
    for n in range(10):
        version = drafts(work).get("found_how", ("", 0))[1]
        texts = iter([(anna, f"Anna {n}"), (bo, f"Bo {n}")])
        lock = threading.Lock()

        def act(version: int = version, texts: Any = texts, lock: Any = lock) -> object:
            with lock:
                who, text = next(texts)
            return keep(work, who, {"found_how": text}, {"found_how": version})

        assert together(act) == {"done": 2}
    every = {value for _, value in [*past(work, "replaced"), *past(work, "aside"), *past(work, "settled")]}
    every.add(drafts(work)["found_how"][0])
    assert every == {f"{who} {n}" for who in ("Anna", "Bo") for n in range(10)}


def test_who_saves_while_another_hands_in_loses_nothing(work: Going) -> None:
    bo, cilla = someone(work, BO), someone(work, CILLA)
    for n in range(5):
        acts = iter(
            [
                lambda n=n: give(work, cilla, {"found_how": f"Hel {n}", "cost": n}, seen_now(work)),
                lambda n=n: keep(work, bo, {"found_how": f"Bo {n}"}, seen_now(work)),
            ]
        )
        lock = threading.Lock()

        def act(acts: Any = acts, lock: Any = lock) -> object:
            with lock:
                mine = next(acts)
            return mine()

        assert set(together(act)) <= {"done", "refused"}
    kept = {v for why in ("replaced", "aside", "settled") for f, v in past(work, why) if f == "found_how"}
    kept |= {answers(work).get("found_how"), drafts(work).get("found_how", (None,))[0]}
    assert {f"Bo {n}" for n in range(5)} <= kept


def seen_now(at: Going) -> dict[str, int]:
    """The versions that a page opened now would show."""
    count: dict[str, int] = {}
    for field, _ in past(at, "replaced"):
        count[field] = count.get(field, 0) + 1
    return count | {field: version for field, (_, version) in drafts(at).items()}


STEPS = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from(["look", "save", "save", "hand in"]), st.sampled_from("abcd")),
    max_size=12,
)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Going:
    folder = tmp_path_factory.mktemp("two")
    engine = open_engine(f"sqlite:///{folder / 'jimflow.db'}")
    create_fresh(engine)
    return at_work(engine, folder)


@settings(max_examples=60)
@example_of(steps=STEPS)
def test_whatever_two_do_by_turns_no_text_is_lost(two: Going, steps: list[tuple[int, str, str]]) -> None:
    people = (someone(two, BO), someone(two, CILLA))
    page: list[dict[str, int]] = [seen_now(two), seen_now(two)]
    written: set[str] = set()
    for who, what, letter in steps:
        text = f"{letter}{who}"
        if what == "look":
            page[who] = seen_now(two)
        elif what == "save":
            page[who] |= keep(two, people[who], {"found_how": text}, page[who]).versions
            written.add(text)
        else:
            written.add(text)
            try:
                give(two, people[who], {"found_how": text, "cost": 1}, page[who])
            except NotHandedIn:
                pass
            else:
                page[who] = seen_now(two)
    kept = {v for why in ("replaced", "aside", "settled") for f, v in past(two, why) if f == "found_how"}
    kept |= {answers(two).get("found_how"), drafts(two).get("found_how", (None,))[0]}
    assert written <= kept


# Handed in


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
