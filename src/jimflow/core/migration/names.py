"""What is called otherwise in the new definition, and how that reads in rules of time and keys of mails."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as default
from typing import Any

from jimflow.core.laps import occasion, split

Pairs = Mapping[str, str]
_NONE: Pairs = {}
KINDS = ("state", "assignment", "function", "rule", "field", "choice")
"""What a name may be of. A field is written `assignment.field`, a choice `list.value`."""
ENDS = "none"
"""Stands for a new name where an assignment is to end instead."""


@dataclass(frozen=True, slots=True)
class Names:
    """Old names to new ones, by kind; what is not here keeps its name. `ends` are assignments that are given up."""

    state: Pairs = default(default_factory=lambda: _NONE)
    assignment: Pairs = default(default_factory=lambda: _NONE)
    function: Pairs = default(default_factory=lambda: _NONE)
    rule: Pairs = default(default_factory=lambda: _NONE)
    field: Pairs = default(default_factory=lambda: _NONE)
    """`assignment.field`, by old names, to the field's new name."""
    choice: Pairs = default(default_factory=lambda: _NONE)
    """`list.value`, by old names, to the value's new name."""
    ends: frozenset[str] = frozenset()

    def at(self, step: str) -> str:
        """A step or an occasion of one."""
        name, lap = split(step)
        return occasion(self.state.get(name, name), lap) if name in self.state else step

    def work(self, assignment: str) -> str:
        """An assignment."""
        return self.assignment.get(assignment, assignment)

    def who(self, function: str) -> str:
        """A function."""
        return self.function.get(function, function)

    def asked(self, assignment: str, name: str) -> str:
        """A field of an assignment, both by their old names."""
        return self.field.get(f"{assignment}.{name}", name)

    def value(self, choices: str | None, given: Any) -> Any:
        """An answer, where its question chose from the list `choices`."""
        if choices is None:
            return given
        if isinstance(given, list):
            return [self.value(choices, one) for one in given]
        return self.choice.get(f"{choices}.{given}", given)

    def back(self, lists: Mapping[str, str] = _NONE) -> Names:
        """The way back. `lists` are lists of choices that are called otherwise, old names to new ones."""
        fields = {f"{self.work(k.partition('.')[0])}.{v}": k.partition(".")[2] for k, v in self.field.items()}
        choices = {
            f"{lists.get(k.partition('.')[0], k.partition('.')[0])}.{v}": k.partition(".")[2]
            for k, v in self.choice.items()
        }
        state, assignment, function, rule = (
            {new: old for old, new in pairs.items()}
            for pairs in (self.state, self.assignment, self.function, self.rule)
        )
        return Names(state, assignment, function, rule, fields, choices)

    def record(self) -> dict[str, object]:
        """As plain data; what is empty is left out."""
        found: dict[str, object] = {kind: dict(getattr(self, kind)) for kind in KINDS if getattr(self, kind)}
        return found | ({"ends": sorted(self.ends)} if self.ends else {})

    def __bool__(self) -> bool:
        return bool(self.record())


def names_of(record: Mapping[str, Any]) -> Names:
    """From `Names.record`."""
    return Names(**{kind: record[kind] for kind in KINDS if kind in record}, ends=frozenset(record.get("ends", ())))


def renamed_rule(names: Names, rule: str) -> str:
    """A rule of time (`remind:start:describe:0`) by the new names; its number is left as it is."""
    kind, *rest = rule.split(":")
    if kind in ("open", "remind", "inform"):
        rest[:2] = names.at(rest[0]), names.work(rest[1])
    elif kind in ("invite", "hold", "readiness"):
        rest[:1] = [names.at(rest[0])]
    return ":".join((kind, *rest))


def renamed_item(names: Names, item: str) -> str:
    """What an intent is about (`open:start:describe`, `vacant:finance`)."""
    kind, *rest = item.split(":")
    if len(rest) == 2 or kind == "remark":
        rest[:2] = names.at(rest[0]), names.work(rest[1])
    elif rest and kind in ("vacant", "undeliverable"):
        rest = [names.who(rest[0])]
    elif rest and kind != "letter":
        rest = [names.at(rest[0])]
    return ":".join((kind, *rest))


def renamed_key(names: Names, rules: Mapping[str, str], key: str) -> str:
    """An intent's unique key. `rules` holds the rules of time by their new text; the same thing is not said twice."""
    for was, becomes in rules.items():
        if key.startswith(f"{was}:"):
            key = becomes + key[len(was) :]
            break
    else:
        key = _by_kind(names, key)
    parts = key.split(":")
    last = -1 if parts[-1] == "assistant" else len(parts)
    if len(parts[:last]) > 2:
        place = len(parts[:last]) - 2
        parts[place] = names.who(parts[place])
    return ":".join(parts)


def _by_kind(names: Names, key: str) -> str:
    kind, *rest = key.split(":")
    if kind in ("open", "handover", "vacant") and len(rest) >= 4:
        rest[1:3] = names.at(rest[1]), names.work(rest[2])
        if kind == "vacant":
            rest[3] = names.who(rest[3])
    return ":".join((kind, *rest))


def renamed_facts(names: Names, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The frozen facts of an intent."""
    found = dict(facts)
    for key, change in (
        *(("step", names.at), ("state", names.at), ("assignment", names.work)),
        *(("function", names.who), ("vacant", names.who), ("about", names.who), ("by", names.who)),
    ):
        if isinstance(found.get(key), str):
            found[key] = change(found[key])
    if isinstance(found.get("functions"), list):
        found["functions"] = [names.who(f) for f in found["functions"]]
    return found


def pairs_of(names: Names) -> Iterator[tuple[str, str, str]]:
    """(kind, old, new), for whoever shows them."""
    for kind in KINDS:
        for old, new in getattr(names, kind).items():
            yield kind, old, new
    for name in sorted(names.ends):
        yield "assignment", name, ENDS
