"""The joint answer: several write in one draft, at once and by turns, and nobody's words are lost."""

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
from sqlalchemy import Engine

from jimflow.actions.drafts import save as host_saves
from jimflow.actions.errors import BadInput, NotFound
from jimflow.actions.guests import Guest
from jimflow.actions.joint_answers import save
from jimflow.actions.joint_hand_in import NotHandedIn, Receipt, hand_in
from jimflow.store import tables as t
from jimflow.store.engine import open_engine
from jimflow.store.migrate import create_fresh
from tests.actions.going import Going, going, join
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
