"""Keeps the order of names: it has meaning in a definition, but canonical JSON sorts the keys of every mapping."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SECTIONS = ("functions", "choices", "themes", "rules", "assignments", "forms", "steps", "transitions", "letters")
"""The parts whose names stand in an order of the writer's."""


def with_order(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data and, beside it, the order of its names; `in_order` gives the data back."""
    order = {section: list(data[section]) for section in SECTIONS if section in data}
    choices = {name: list(items) for name, items in data.get("choices", {}).items()}
    return {"definition": data, "order": order, "choices": choices}


def in_order(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The data with its names in order when the order is given, else the data as it is."""
    match data:
        case {"definition": dict() as written, "order": dict() as order, "choices": dict() as choices, **rest}:
            if rest:
                return data
            found = {key: _sorted(value, order.get(key)) for key, value in written.items()}
            if isinstance(found.get("choices"), dict):
                found["choices"] = {k: _sorted(v, choices.get(k)) for k, v in found["choices"].items()}
            return found
    return data


def _sorted(value: Any, names: Any) -> Any:
    if not isinstance(value, dict) or not isinstance(names, list):
        return value
    if not all(isinstance(name, str) for name in (*value, *names)) or sorted(value) != sorted(names):
        return value
    return {name: value[name] for name in names}
