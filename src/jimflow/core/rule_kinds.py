"""The kinds of rules: which parameters each takes, which placeholders its texts may use and where it can hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from jimflow.core.language.book import RulePlace
from jimflow.core.language.nodes import Fields
from jimflow.core.mistakes import Said

EVERYWHERE = ("organisation", "cluster")
"""Placeholders that the texts of every kind may use."""

DEPUTIES = ("counts", "does not count", "round_policy")
SHARES: Mapping[str, tuple[int, int, bool]] = {
    "half": (1, 2, False),
    "more than half": (1, 2, True),
    "two thirds": (2, 3, False),
    "all": (1, 1, False),
}
"""What `at_least` may say instead of a number: numerator, denominator, and whether it must be exceeded."""

GROUPS = ("before", "after", "step", "all")
"""What `submitted` may name instead of a list: the assignments at that place of the step, or all of every step."""


@dataclass(frozen=True, slots=True)
class RuleKind:
    """The schema of one kind. `read` returns the parameters that were written, as plain values.

    - attendance: functions (tuple) or of ("own agency"), at_least (int, or one of SHARES),
      where ({"top_management": True}), deputy (one of DEPUTIES, always there)
    - submitted: assignments (one of GROUPS, or a tuple of names)
    - form_has: assignment, field, is (tuple of answers); holders: functions (tuple), at_least (int)
    - results_reach: at_least_one_of (tuple); parties: part (tuple), min, max (int), contribution (True)
    - answered: start, is (tuple of the other programme's states), at_least (int)
    - cluster_size: min, max (int); meeting_held and theme_set: nothing
    """

    name: str
    required: tuple[str, ...]
    optional: tuple[str, ...]
    placeholders: tuple[str, ...]
    places: frozenset[RulePlace]
    read: Callable[[Fields], dict[str, object]]


def _nothing(_: Fields) -> dict[str, object]:
    return {}


def _attendance(fields: Fields) -> dict[str, object]:
    if ("functions" in fields.nodes) == ("of" in fields.nodes):
        fields.node.wrong(
            Said("regeln gäller antingen functions eller of", "the rule is about either functions or of"),
            Said("skriv functions: […] eller of: own agency", "write functions: […] or of: own agency"),
        )
    where = fields.get("where")
    top = where is not None and where.fields(("top_management",)).flag("top_management")
    if where and isinstance(where.value, dict) and where.value.get("top_management") is False:
        where.wrong(
            Said("top_management: false utesluter ingen", "top_management: false leaves nobody out"),
            Said("ta bort where eller skriv true", "remove where or write true"),
        )
    params: dict[str, object] = {
        "functions": _some(fields, "functions", "function"),
        "of": "own agency" if fields.word("of", ("own", "own agency"), "") else "",
        "at_least": _at_least(fields),
        "where": {"top_management": True} if top else {},
        "deputy": fields.word("deputy", DEPUTIES, "does not count"),
    }
    return _written(params)


def _submitted(fields: Fields) -> dict[str, object]:
    node = fields.get("assignments")
    if node is not None and isinstance(node.value, str):
        return {"assignments": node.word(GROUPS) or ()}
    return {"assignments": _some(fields, "assignments", "assignment")}


def _form_has(fields: Fields) -> dict[str, object]:
    wanted = fields.get("is")
    if wanted is not None and wanted.value in ([], ()):
        wanted.wrong(Said("listan är tom, så inget svar duger", "the list is empty, so no answer will do"))
    params: dict[str, object] = {
        "assignment": fields.name("assignment", "assignment") or "",
        "field": fields.text("field"),
        "is": tuple(item.text() for item in fields.items("is")) if wanted is not None else None,
    }
    return {key: value for key, value in params.items() if value is not None}


def _holders(fields: Fields) -> dict[str, object]:
    functions = _some(fields, "functions", "function")
    return {"functions": functions, **_written({"at_least": fields.whole("at_least", 1, 99)})}


def _at_least(fields: Fields) -> int | str | None:
    """A number of people, or a share of those who hold the functions on the day of the meeting."""
    node = fields.get("at_least")
    if node is not None and isinstance(node.value, str) and node.value.replace(" ", "").isalpha():
        return node.word(tuple(SHARES))
    return fields.whole("at_least", 1, 99)


def _results_reach(fields: Fields) -> dict[str, object]:
    book = fields.node.book
    if book.names.get("chain step") == ():
        fields.node.wrong(
            Said("det finns ingen resultatkedja att nå", "there is no results chain to reach"),
            Said("skriv result_steps: och en svarslista", "write result_steps: and a list of choices"),
        )
        book.lost.add("choices")
        return {"at_least_one_of": ()}
    return {"at_least_one_of": _some(fields, "at_least_one_of", "chain step")}


def _cluster_size(fields: Fields) -> dict[str, object]:
    least, most = fields.whole("min", 1, 999), fields.whole("max", 1, 999)
    if not fields.nodes.keys() & {"min", "max"}:
        fields.node.wrong(
            Said("regeln har varken min eller max", "the rule has neither min nor max"),
            Said("skriv det ena eller båda", "write one of them or both"),
        )
    if least is not None and most is not None and least > most:
        fields.nodes["max"].wrong(Said("max är mindre än min", "max is less than min"))
    return _written({"min": least, "max": most})


def _parties(fields: Fields) -> dict[str, object]:
    return {"part": _some(fields, "part", "party"), **_cluster_size(fields), **_flagged(fields, "contribution")}


def _flagged(fields: Fields, key: str) -> dict[str, object]:
    return {key: True} if fields.flag(key) else {}


def _answered(fields: Fields) -> dict[str, object]:
    wanted = tuple(item.text() for item in fields.items("is"))
    start = fields.name("start", "start") or ""
    return {"start": start, **_written({"is": wanted, "at_least": fields.whole("at_least", 1, 99)})}


def _some(fields: Fields, key: str, kind: str) -> tuple[str, ...]:
    node = fields.get(key)
    if node is not None and node.value in ([], ()):
        node.wrong(Said("listan är tom, så regeln prövar ingenting", "the list is empty, so the rule looks at nothing"))
    return fields.names(key, kind)


def _written(params: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in params.items() if value}


_BEFORE_AND_AFTER: frozenset[RulePlace] = frozenset({"attendance", "exit"})
_AT_EXIT: frozenset[RulePlace] = frozenset({"exit"})
_AT_ENTRY: frozenset[RulePlace] = frozenset({"entry"})
_ANYWHERE: frozenset[RulePlace] = frozenset({"attendance", "exit", "entry", "transition"})

RULE_KINDS: Mapping[str, RuleKind] = {
    kind.name: kind
    for kind in (
        RuleKind(
            "attendance",
            (),
            ("functions", "of", "at_least", "where", "deputy"),
            ("missing", "function", "present", "needed", "meeting"),
            _BEFORE_AND_AFTER,
            _attendance,
        ),
        RuleKind("meeting_held", (), (), ("meeting", "date"), _AT_EXIT, _nothing),
        RuleKind("submitted", ("assignments",), (), ("assignment", "due"), _ANYWHERE, _submitted),
        RuleKind("form_has", ("assignment", "field"), ("is",), ("assignment", "field", "answer"), _ANYWHERE, _form_has),
        RuleKind("theme_set", (), (), ("meeting",), _AT_ENTRY, _nothing),
        RuleKind("holders", ("functions",), ("at_least",), ("function", "present", "needed"), _ANYWHERE, _holders),
        RuleKind("results_reach", ("at_least_one_of",), (), ("reached",), _ANYWHERE, _results_reach),
        RuleKind(
            "parties",
            ("part",),
            ("min", "max", "contribution"),
            ("part", "party", "count", "min", "max"),
            _ANYWHERE,
            _parties,
        ),
        RuleKind(
            "answered",
            ("start",),
            ("is", "at_least"),
            ("start", "count", "present", "needed"),
            _ANYWHERE,
            _answered,
        ),
        RuleKind("cluster_size", (), ("min", "max"), ("count", "min", "max"), _ANYWHERE, _cluster_size),
    )
}
