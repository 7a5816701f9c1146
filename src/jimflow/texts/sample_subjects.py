"""Words in brackets for what a mail fills in, so that a template's subject can be read before there is any mail."""

from __future__ import annotations

from jimflow.core.mistakes import Said
from jimflow.core.workflow import Workflow

_DAYS = ("due_short", "day_short", "today_short", "answer_by_short", "since_short", "until_short")
_COUNTS = ("count", "late_count", "stopped_count", "ready_count")
_THINGS = ("late", "unwritten", "given_up", "pauses")


def sample_values(workflow: Workflow, lang: str) -> dict[str, object]:
    """A value for every name that the shipped subjects use."""

    def bracket(sv: str, en: str) -> str:
        return f"[{Said(sv, en).in_(lang)}]"

    one = f"[{workflow.nouns.the.in_(lang)}]"
    return {
        **dict.fromkeys(_DAYS, bracket("dag", "day")),
        **dict.fromkeys(_COUNTS, bracket("antal", "number")),
        **dict.fromkeys(_THINGS, True),
        "due": True,
        "left": False,
        "passed": False,
        "short": bracket("uppgiften", "assignment"),
        "title": bracket("träffen", "meeting"),
        "by": bracket("kollegan", "colleague"),
        "kind": "comment",
        "assignment": bracket("uppgiften", "assignment"),
        "holder": bracket("innehavaren", "holder"),
        "organisation": one,
        "places": one,
        "cluster": bracket(workflow.group.the.sv, workflow.group.one.en),
        "round": bracket("omgången", "round"),
        "programme": workflow.title.in_(lang),
        "host": bracket("värden", "host"),
        "vacancies": [{"vacant": bracket("funktionen", "function")}],
        "tail": f" ({workflow.title.in_(lang)})",
    }
