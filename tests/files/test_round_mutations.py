"""Whatever stands anywhere in a round file, it is read or told what is wrong; nothing else comes of it."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from jimflow.files.places import BadFile
from jimflow.files.rounds import parse_round
from jimflow.files.yaml import Document, loads
from tests.build_round import ROUND, SWEDEN, mini

DATA: dict[str, Any] = loads(ROUND, "round.yaml").data
MINI = mini()
Path = tuple[str | int, ...]


def paths(value: Any, at: Path = ()) -> list[Path]:
    """Every place in the data."""
    found = [at]
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        found += paths(inner, (*at, key))
    return found


WORDS = st.sampled_from(
    """
    alfa beta north start deepening preparation planner host expert head management_present block digital 2021-04-14
    2021-02-30 0001-01-01 9999-12-31 2035-12-31 09:00 02:30 24:00 {function} {organisation} {x} a@b a@example.org å
    """.split()
)
VALUES = st.recursive(
    st.one_of(st.booleans(), st.integers(-(10**18), 10**18), WORDS, st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.one_of(WORDS, st.text(max_size=4)), inner, max_size=3)
    ),
    max_leaves=4,
)


def put(data: Any, at: Path, value: Any) -> Any:
    """The data with another value at the place; without the place when the value is None."""
    if not at:
        return value
    changed = deepcopy(data)
    inner = changed
    for key in at[:-1]:
        inner = inner[key]
    if value is None:
        del inner[at[-1]]
    else:
        inner[at[-1]] = value
    return changed


@settings(max_examples=150)
@given(st.sampled_from(paths(DATA)), st.one_of(st.none(), VALUES))
@example(("clusters", "north", "meetings", "start", "date"), "2035-12-31")
@example(("organisations",), {"": {}})
@example(("invite_on",), "0001-01-01")
def test_any_value_at_any_place_is_read_or_told(at: Path, value: Any) -> None:
    document = Document("round.yaml", put(DATA, at, value), {(): (1, 1)})
    try:
        found = parse_round(document, MINI, SWEDEN)
    except BadFile as bad:
        assert all(placed.what.sv and placed.what.en for placed in bad.mistakes)
    else:
        assert found.clusters
