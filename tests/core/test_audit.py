"""What an audit entry says, and that a chain shows where it has been touched."""

import hashlib
import json
from datetime import UTC, datetime
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jimflow.core.audit import GENESIS, Bad, Head, Row, Verification, leaf, link, payload, verify
from jimflow.core.model import SYSTEM, Actor, Blocker, Verdict

WHEN = datetime(2021, 7, 1, 6, 30, tzinfo=UTC)
LOCAL = WHEN.astimezone(ZoneInfo("Europe/Stockholm"))


def chain(number: int, contents: list[bytes]) -> list[Row]:
    rows: list[Row] = []
    previous = GENESIS
    for seq, content in enumerate(contents, start=1):
        salt = hashlib.sha256(b"%d %d" % (number, seq)).digest()
        made = leaf(salt, content)
        previous = link(previous, made)
        rows.append((number, seq, made, previous, salt, content, None))
    return rows


def heads_of(rows: list[Row]) -> dict[int, Head]:
    return {row[0]: (row[1], row[3]) for row in rows}


def erased(row: Row, by: int | None) -> Row:
    return (*row[:4], None, None, by)


def decision(*entries: tuple[int, int]) -> bytes:
    return payload("erasure", WHEN, LOCAL, SYSTEM, extra={"erased": [list(e) for e in entries]})


def test_an_entry_says_all_that_was_known_and_seen() -> None:
    stopped = Blocker("head_present", "warn", True, "start", {"missing": ["agency_head"]}, waived=True)
    said = payload(
        "moved",
        WHEN,
        LOCAL,
        Actor("anna", "coordinator"),
        trigger="advance",
        source="start",
        destination="budgeting",
        verdicts=[
            Verdict("order", "start", met=True),
            Verdict("head_present", "start", met=False, blockers=(stopped,)),
        ],
        acknowledged=["head_present"],
        reason="because",
        definition="d1",
        policy="p1",
        extra={"mail": "<1@example.org>"},
    )
    assert json.loads(said) == {
        "kind": "moved",
        "when": "2021-07-01T06:30:00+00:00",
        "local": "2021-07-01T08:30:00+02:00",
        "actor": {"name": "anna", "role": "coordinator"},
        "automatic": False,
        "trigger": "advance",
        "from": "start",
        "to": "budgeting",
        "verdicts": [
            {"rule": "order", "step": "start", "met": True},
            {
                "rule": "head_present",
                "step": "start",
                "met": False,
                "findings": [
                    {
                        "code": "head_present",
                        "severity": "warn",
                        "waived": True,
                        "facts": {"missing": ["agency_head"]},
                    }
                ],
            },
        ],
        "acknowledged": ["head_present"],
        "reason": "because",
        "definition": "d1",
        "policy": "p1",
        "mail": "<1@example.org>",
    }


def test_what_is_empty_is_left_out_and_the_clock_acts_by_itself() -> None:
    assert json.loads(payload("swept", WHEN, LOCAL, SYSTEM)) == {
        "kind": "swept",
        "when": "2021-07-01T06:30:00+00:00",
        "local": "2021-07-01T08:30:00+02:00",
        "actor": {"name": "jimflow", "role": "system"},
        "automatic": True,
    }


def test_the_order_in_which_facts_are_given_does_not_change_the_bytes() -> None:
    one = payload("moved", WHEN, LOCAL, SYSTEM, extra={"a": 1, "b": [2, "å"]})
    other = payload("moved", WHEN, LOCAL, SYSTEM, extra={"b": [2, "å"], "a": 1})
    assert one == other
    assert "å".encode() in one


@pytest.mark.parametrize(
    ("when", "local"),
    [(WHEN.replace(tzinfo=None), LOCAL), (LOCAL, LOCAL), (WHEN, LOCAL.replace(minute=31))],
    ids=["no zone", "not UTC", "another moment"],
)
def test_both_times_must_be_one_moment(when: datetime, local: datetime) -> None:
    with pytest.raises(ValueError, match="not one moment"):
        payload("moved", when, local, SYSTEM)


@pytest.mark.parametrize("taken", ["kind", "reason", "from"])
def test_nothing_may_take_the_place_of_what_every_entry_says(taken: str) -> None:
    with pytest.raises(ValueError, match=taken):
        payload("moved", WHEN, LOCAL, SYSTEM, extra={taken: "x"})


def test_leaf_and_link_are_plain_sha_256() -> None:
    assert leaf(b"salt", b"said") == hashlib.sha256(b"saltsaid").digest()
    assert link(GENESIS, b"leaf") == hashlib.sha256(bytes(32) + b"leaf").digest()


def test_chains_that_were_written_in_turns_hold() -> None:
    own, first, second = chain(0, [b"a"]), chain(1, [b"b", b"c"]), chain(2, [b"d", b"e"])
    rows = [own[0], first[0], second[0], second[1], first[1]]
    assert verify(rows, heads_of(rows) | {3: (0, GENESIS)}) == Verification(True, 5, 3)


def test_nothing_at_all_holds() -> None:
    assert verify([], {0: (0, GENESIS)}) == Verification(True, 0, 0)


@settings(max_examples=60)
@given(st.lists(st.binary(min_size=1, max_size=12), min_size=1, max_size=5), st.data())
def test_any_changed_byte_is_found_and_named(contents: list[bytes], data: st.DataObject) -> None:
    rows = chain(7, contents)
    at = data.draw(st.integers(0, len(rows) - 1))
    field = data.draw(st.sampled_from([2, 3, 4, 5]))
    value = rows[at][field]
    assert isinstance(value, bytes)
    place, change = data.draw(st.integers(0, len(value) - 1)), data.draw(st.integers(1, 255))
    changed = bytearray(value)
    changed[place] ^= change
    touched = list(rows)
    touched[at] = (*rows[at][:field], bytes(changed), *rows[at][field + 1 :])  # type: ignore[assignment]
    found = verify(touched, heads_of(rows))
    assert found.first_bad == Bad(7, at + 1, "link" if field == 3 else "payload")
    assert not found.ok


@pytest.mark.parametrize(
    ("touched", "bad"),
    [
        (lambda r: [r[0], r[2]], Bad(7, 2, "gap")),
        (lambda r: [r[0], r[2], r[1]], Bad(7, 2, "gap")),
        (lambda r: [r[0], r[1], r[1], r[2]], Bad(7, 3, "gap")),
        (lambda r: r[1:], Bad(7, 1, "gap")),
        (lambda r: r[:2], Bad(7, 2, "head")),
        (lambda r: [], Bad(7, 1, "lost")),
        (lambda r: [*r, (8, 1, *r[0][2:])], Bad(8, 1, "owner")),
        (lambda r: [r[0], erased(r[1], None), r[2]], Bad(7, 2, "missing")),
        (lambda r: [r[0], erased(r[1], 4), r[2]], Bad(7, 2, "missing")),
    ],
    ids="removed swapped doubled beginning-cut end-cut all-gone foreign emptied erased-by-nobody".split(),
)
def test_what_is_not_as_it_was_written_is_named(touched: object, bad: Bad) -> None:
    rows = chain(7, [b"a", b"b", b"c"])
    assert callable(touched)
    assert verify(touched(rows), heads_of(rows)).first_bad == bad


def test_a_payload_that_was_erased_by_a_recorded_decision_is_no_fault() -> None:
    own, other = chain(0, [b"{}", decision((7, 2), (0, 1))]), chain(7, [b"a", b"b"])
    rows = [erased(own[0], 2), other[0], erased(other[1], 2), own[1]]
    assert verify(rows, heads_of(rows)) == Verification(True, 4, 2, erased=2)


@pytest.mark.parametrize("named", [(7, 1), (8, 2), (0, 2)])
def test_a_decision_covers_only_what_it_names(named: tuple[int, int]) -> None:
    own, other = chain(0, [decision(named)]), chain(7, [b"a", b"b"])
    rows = [own[0], other[0], erased(other[1], 1)]
    assert verify(rows, heads_of(rows)).first_bad == Bad(7, 2, "missing")


def test_a_decision_in_another_chain_than_the_installations_decides_nothing() -> None:
    rows = [*chain(5, [decision((7, 1))]), *(erased(r, 1) for r in chain(7, [b"a"]))]
    assert verify(rows, heads_of(rows)).first_bad == Bad(7, 1, "missing")


def test_a_word_in_a_text_is_not_a_decision() -> None:
    said = payload("note", WHEN, LOCAL, SYSTEM, extra={"x": {"kind": "erasure"}, "erased": [[7, 1]]})
    assert b'"kind":"erasure"' in said
    rows = [*chain(0, [said]), *(erased(r, 1) for r in chain(7, [b"a"]))]
    assert verify(rows, heads_of(rows)).first_bad == Bad(7, 1, "missing")


def test_every_fault_has_words_in_both_languages() -> None:
    faults = ("gap", "payload", "link", "missing", "head", "owner", "lost")
    said = [Bad(1, 1, fault).said for fault in faults]  # type: ignore[arg-type]
    assert len({s.sv for s in said} | {s.en for s in said}) == 2 * len(faults)


def test_rows_are_streamed_not_gathered() -> None:
    rows = chain(1, [b"a", b"b", b"c"])
    taken = count()

    def one_at_a_time() -> object:
        for row in [rows[0], rows[2]]:
            next(taken)
            yield row
        raise AssertionError("read on after the first fault")

    assert verify(one_at_a_time(), heads_of(rows)).first_bad == Bad(1, 2, "gap")  # type: ignore[arg-type]
