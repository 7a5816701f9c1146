"""Exploring a definition: the shipped ones, and one of 200 states and 500 ways, against the time each may take."""

from __future__ import annotations

import json
import random
import time
from typing import Any

from jimflow.core.calendar import Calendar
from jimflow.core.definition import read_definition
from jimflow.core.exploration import explore
from jimflow.core.language.order import in_order
from jimflow.core.workflow import Workflow
from jimflow.files.calendars import load_calendar
from jimflow.files.shipped import shipped
from jimflow.files.workflows import load_workflow, workflow_files

SHIPPED_SECONDS, LARGE_SECONDS = 2.0, 20.0
STEPS, OTHERS = 100, 95
TEXT = {"sv": "Text.", "en": "Text."}


def large(seed: int = 1) -> Workflow:
    """Grown from a shipped definition: a hundred steps, side states reached from anywhere, short cuts and a way back."""
    source = load_workflow(shipped("workflows") / "jim-plus.yaml").source
    data: dict[str, Any] = dict(in_order(json.loads(source)))
    steps, draw = dict(data["steps"]), random.Random(seed)
    closing = steps.pop("closing")
    for n in range(STEPS - len(steps) - 1):
        steps[f"s{n}"] = {"title": TEXT, "purpose": TEXT, "exit": ["problem_named"] if n % 4 == 0 else []}
        if n % 3 == 0:
            steps[f"s{n}"] |= {"meeting": {"length": "half day"}, "catch_up": "read_notes"}
    steps["closing"] = closing
    order, extra = list(steps), [f"x{n}" for n in range(OTHERS)]
    ways = dict(data["transitions"])
    del ways["reopen"]
    ways["back"] = {"title": TEXT, "from": extra, "to": order[50]}
    ways["again"] = {"title": TEXT, "from": order[60:70], "to": order[40], "completes": True}
    for n, state in enumerate(extra[: 100 - len(ways)]):
        ways[f"t{n}"] = {"title": TEXT, "from": draw.sample(order, 1), "to": state, "completes": n % 2 == 0}
    reached = [way["to"] for name, way in ways.items() if name.startswith("t")]
    ways["back"]["from"] = reached
    last = ["counted", "thanked", "archived"]
    ways["advance"] = {**ways["advance"], "along": ["<steps>", *last, "completed"]}
    reached += last
    return read_definition(
        {
            **data,
            "steps": steps,
            "states": [*data["states"], *reached],
            "state_titles": {**data["state_titles"], **dict.fromkeys(reached, TEXT)},
            "transitions": ways,
        }
    )


def main() -> None:
    """Seconds, and the share of what is allowed."""
    calendar = load_calendar(shipped("config") / "calendars" / "sweden.yaml")
    for path in workflow_files():
        _show(path.stem, load_workflow(path), calendar, SHIPPED_SECONDS)
    workflow = large()
    _show(f"{len(workflow.states)} states", workflow, calendar, LARGE_SECONDS)


def _show(name: str, workflow: Workflow, calendar: Calendar, allowed: float) -> None:
    started = time.perf_counter()
    covered = explore(workflow, calendar).covered
    took = time.perf_counter() - started
    print(
        f"{name:28} {took:7.2f} s   {took / allowed:5.2f} of {allowed:.0f} s   {covered.ways[1]} ways, "
        f"{covered.cases} cases, {covered.situations} situations{'' if covered.whole else ', not all'}"
    )


if __name__ == "__main__":
    main()
