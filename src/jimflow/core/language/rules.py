"""Reads the rules: a kind with its parameters, how heavy it weighs, and the words for it."""

from __future__ import annotations

from typing import get_args

from jimflow.core.language.nodes import Node
from jimflow.core.language.phrases import meant, quoted
from jimflow.core.mistakes import Said, did_you_mean
from jimflow.core.rule_kinds import EVERYWHERE, RULE_KINDS, RuleKind
from jimflow.core.workflow import Rule, Severity, When

SEVERITIES: tuple[Severity, ...] = get_args(Severity)
WHEN: tuple[When, ...] = get_args(When)
_COMMON = ("waivable", "curable", "at")
_AFTER = "fix_after"


def read_rules(entries: dict[str, Node]) -> dict[str, Rule]:
    """The rules in the order of the definition; one of an unknown kind is read with that kind and no parameters."""
    return {name: _rule(name, node) for name, node in entries.items()}


def _rule(name: str, node: Node) -> Rule:
    kind = _kind(node)
    if kind is None:
        return _of_unknown_kind(name, node)
    after = (_AFTER,) if kind.name == "attendance" else ()  # the one kind that looks both ahead and back
    fields = node.fields(("check", *kind.required, "severity", "text", "fix"), (*kind.optional, *_COMMON, *after))
    placeholders = (*kind.placeholders, *EVERYWHERE)
    return Rule(
        name=name,
        kind=kind.name,
        params=kind.read(fields) if isinstance(node.value, dict) else {},
        severity=fields.word("severity", SEVERITIES, "info"),
        waivable=fields.flag("waivable"),
        curable=fields.flag("curable"),
        at=fields.word("at", WHEN, "every meeting"),
        text=fields.said("text", placeholders),
        fix=fields.said("fix", placeholders),
        fix_after=fields.said(_AFTER, placeholders) if _AFTER in fields.nodes else None,
    )


def _kind(node: Node) -> RuleKind | None:
    """The kind named by `check`; noted and None when there is none."""
    if not isinstance(node.value, dict):
        node.fields(())
        return None
    if "check" not in node.value:
        node.fields(("check",), tuple(node.value))
        return None
    check = node.value["check"]
    if isinstance(check, str) and check in RULE_KINDS:
        return RULE_KINDS[check]
    place = Node(check, (*node.path, "check"), node.book)
    if not isinstance(check, str):
        place.expected("en regeltyp", "a kind of rule")
        return None
    close = did_you_mean(check, RULE_KINDS)
    kinds = ", ".join(RULE_KINDS)
    place.wrong(
        Said(f"okänd regeltyp {quoted(check)}", f"unknown kind of rule {quoted(check)}"),
        meant(close) if close else Said(f"det finns {kinds}", f"there are {kinds}"),
    )
    return RULE_KINDS.get(close)


def _of_unknown_kind(name: str, node: Node) -> Rule:
    # Its parameters may have named anything, so nothing can be called unused any more.
    node.book.lost |= {"function", "assignment"}
    said = Said("", "")
    return Rule(name, "", {}, "info", waivable=False, curable=False, at="every meeting", text=said, fix=said)
