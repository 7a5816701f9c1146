"""A whole cluster at once: an answer for each, in a number of statements that does not grow with its size."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from jimflow.actions import advance as module
from jimflow.actions.advance import Outcome, advance_cluster
from jimflow.actions.assignments import submit
from jimflow.core.model import Change, Refusal
from jimflow.store import tables as t
from jimflow.store.sql import MOST_ROWS
from jimflow.store.transaction import Tx, write
from tests.actions.going import SELF_ASSESSMENT, Going, going, grown, local
from tests.actions.loaded import EVA
from tests.build_round import ROUND, with_line
from tests.store.statements import recorded

KNOWN = ("self_assessed", "roles_filled")


def crowd(size: int) -> str:
    """The round with so many members in its first cluster."""
    names = [f"m{n}" for n in range(size)]
    lines = "".join(f"  {n}: {{name: Verk {n}, mailbox: {n}@example.org}}\n" for n in names)
    text = with_line("contributors:\n", f"{lines}contributors:\n")
    text = with_line("members: [alfa, beta]", f"members: [alfa, beta, {', '.join(names)}]", text)
    assert text != ROUND
    return text


def kind(outcome: Outcome) -> str:
    return "stale" if outcome.result == "stale" else type(outcome.result).__name__


def move(going: Going, *names: str, seen: dict[str, int] | None = None, known: tuple[str, ...] = ()) -> dict[str, str]:
    ids = [going.agencies[n] for n in names]
    versions = {going.agencies[n]: v for n, v in (seen or {}).items()}
    found = advance_cluster(going.runtime, ids, versions, "advance", EVA, acknowledged=known)
    return {o.facts.organisation: kind(o) for o in found}


def test_one_moves_one_is_refused_one_is_stale_and_each_gets_its_own_answer(joined: Going) -> None:
    submit(joined.runtime, joined.agencies["alfa"], "self_assessment", SELF_ASSESSMENT, EVA)
    seen = {"gamma": joined.facts("gamma").version - 1}
    with grown(joined, alfa=1, beta=1):
        answers = move(joined, "alfa", "beta", "gamma", seen=seen)
    assert answers == {"alfa": "Change", "beta": "Refusal", "gamma": "stale"}
    assert [joined.facts(n).state for n in answers] == ["start", "preparation", "preparation"]
    assert (joined.trail("alfa")[-1]["kind"], joined.trail("beta")[-1]["kind"]) == ("move", "refused")


def test_all_of_it_is_one_transaction(joined: Going, monkeypatch: pytest.MonkeyPatch) -> None:
    before = joined.everything()

    def broken(*_: Any) -> None:
        raise RuntimeError("the plug is pulled")

    monkeypatch.setattr(module, "save_change", broken)
    with pytest.raises(RuntimeError, match="the plug is pulled"):
        move(joined, "alfa", "beta", known=KNOWN)
    assert joined.everything() == before


def test_answers_come_in_the_order_in_which_they_were_asked_for(joined: Going) -> None:
    assert list(move(joined, "gamma", "alfa", "beta", known=KNOWN)) == ["gamma", "alfa", "beta"]


def test_an_agency_named_twice_moves_once_and_is_answered_once(joined: Going) -> None:
    with grown(joined, alfa=1):
        assert move(joined, "alfa", "alfa", known=KNOWN) == {"alfa": "Change"}
    assert joined.facts("alfa").state == "start"


def test_nobody_named_moves_nobody(joined: Going) -> None:
    before = joined.everything()
    assert move(joined) == {}
    assert joined.everything() == before


def test_one_who_left_is_refused_and_the_others_go_on(joined: Going) -> None:
    assert joined.do("beta", "withdraw", reason="Hinner inte").ok
    assert move(joined, "alfa", "beta", known=KNOWN) == {"alfa": "Change", "beta": "Refusal"}
    assert [e["kind"] for e in joined.trail("beta")][-2:] == ["move", "refused"]


def test_the_whole_cluster_can_be_paused_and_resumed_together(joined: Going) -> None:
    ids = [joined.agencies[n] for n in ("alfa", "beta")]
    paused = advance_cluster(joined.runtime, ids, {}, "pause", EVA, reason="Val")
    assert [type(o.result) for o in paused] == [Change, Change]
    back = advance_cluster(joined.runtime, ids, {}, "resume", EVA)
    assert [joined.facts(n).state for n in ("alfa", "beta")] == ["preparation", "preparation"]
    assert [type(o.result) for o in back] == [Change, Change]


@contextmanager
def statements(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Everything that an advance sends, on the bare driver and through SQLAlchemy."""
    sent: list[str] = []

    @contextmanager
    def counting(bound: Engine) -> Iterator[Tx]:
        with write(bound) as tx, recorded(tx) as raw:
            yield tx
            sent.extend(text for text, _ in raw)

    def heard(_c: Any, _cursor: Any, text: str, _p: Any, _x: Any, _m: Any) -> None:
        sent.append(text)

    with monkeypatch.context() as patch:
        patch.setattr(module, "write", counting)
        event.listen(engine, "before_cursor_execute", heard)
        yield sent
        event.remove(engine, "before_cursor_execute", heard)


def whole(sent: list[str]) -> list[str]:
    """The statements, an INSERT of many rows that had to be cut into several counted once."""
    found: list[str] = []
    for text in sent:
        full = found and len(re.findall(r"\((?:\?|%s)", found[-1])) >= MOST_ROWS
        if not (full and text[:80] == found[-1][:80]):
            found.append(text)
        else:
            found[-1] = text
    return found


@pytest.mark.parametrize("trigger", ["accept", "advance", "pause", "withdraw"])
def test_sixty_take_as_many_statements_as_two(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trigger: str
) -> None:
    loaded = going(engine, tmp_path, text=crowd(61))
    names = [n for n in loaded.agencies if n not in ("beta", "gamma")]  # alfa, and 61 more
    few, many = names[:2], names[2:]
    ids = [loaded.agencies[n] for n in names]
    for before in ("invite",) if trigger == "accept" else ("invite", "accept"):
        assert all(o.ok for o in advance_cluster(loaded.runtime, ids, {}, before, EVA))
    numbers = []
    for some in (few, many[:-1]):
        chosen = [loaded.agencies[n] for n in some]
        with statements(engine, monkeypatch) as sent:
            found = advance_cluster(loaded.runtime, chosen, {}, trigger, EVA, acknowledged=KNOWN, reason="x")
        assert [type(o.result) for o in found] == [Change] * len(some)
        numbers.append(len(whole(sent)))
    assert numbers[0] == numbers[1] < 30
    assert loaded.here.verified().ok


def test_sixty_refusals_take_as_many_statements_as_two(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = going(engine, tmp_path, text=crowd(58))
    ids = [loaded.agencies[n] for n in loaded.agencies if n != "gamma"]
    assert len(ids) == 60
    numbers = []
    for some in (ids[:2], ids):
        with statements(engine, monkeypatch) as sent:
            found = advance_cluster(loaded.runtime, some, {}, "advance", EVA)
        assert [type(o.result) for o in found] == [Refusal] * len(some)
        numbers.append(len(whole(sent)))
    assert numbers[0] == numbers[1]
    assert sorted(n for (n,) in loaded.rows(t.AuditEntry, "chain", seq=2) if n) == sorted(ids)


def test_the_time_is_read_once_for_all(joined: Going) -> None:
    move(joined, "alfa", "beta", known=KNOWN)
    assert {local(row[0]) for row in joined.rows(t.Participation, "entered_at", state="start")} == {"2021-01-18 09:00"}
