"""What a rule found, as a sentence: the rule's own text with its placeholders, or the engine's from the catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from jimflow.core.model import Blocker
from jimflow.core.workflow import Workflow
from jimflow.texts.amounts import listed
from jimflow.texts.catalogue import tr
from jimflow.texts.dates import short_day
from jimflow.texts.engine import engine_fix, engine_text
from jimflow.texts.fill import capital, fill
from jimflow.texts.names import (
    answer_title,
    assignment_title,
    field_title,
    function_titles,
    meeting_name,
    named,
    party_title,
    start_title,
)

ZONE = "Europe/Stockholm"


def blocker_text(
    workflow: Workflow, blocker: Blocker, lang: str, organisation: object, cluster: object, today: date
) -> str:
    """What is wrong, for a person. `organisation` and `cluster` are names: one word, a Said or a (sv, en) pair."""
    return finding_text(workflow, blocker.code, blocker.facts, lang, organisation, cluster, today)


def fix_text(
    workflow: Workflow, blocker: Blocker, lang: str, organisation: object, cluster: object, today: date
) -> str:
    """Who can mend it, and how."""
    return finding_fix(workflow, blocker.code, blocker.facts, lang, organisation, cluster, today)


def finding_text(
    workflow: Workflow,
    code: str,
    facts: Mapping[str, object],
    lang: str,
    organisation: object,
    cluster: object,
    today: date,
    *,
    caveat: bool = True,
) -> str:
    """`blocker_text` from frozen facts. `caveat`: say so when it is a forecast, or attendance is not recorded."""
    rule = workflow.rules.get(code)
    if rule is None:
        return engine_text(workflow, code, facts, lang, named(organisation, lang))
    lang = workflow.language(lang)
    name = named(organisation, lang)
    values = _values(workflow, facts, lang, name, named(cluster, lang), today)
    sentence = capital(fill(rule.text.in_(lang), values))
    return f"{sentence} {_caveat(facts, lang)}".rstrip() if caveat else sentence


def finding_fix(
    workflow: Workflow,
    code: str,
    facts: Mapping[str, object],
    lang: str,
    organisation: object,
    cluster: object,
    today: date,
) -> str:
    """`fix_text` from frozen facts."""
    rule = workflow.rules.get(code)
    if rule is None:
        return engine_fix(workflow, code, facts, lang)
    lang = workflow.language(lang)
    name = named(organisation, lang)
    over = facts.get("forecast") is False  # attendance at a meeting that has been held
    fix = rule.fix_after if over and rule.fix_after else rule.fix
    return capital(fill(fix.in_(lang), _values(workflow, facts, lang, name, named(cluster, lang), today)))


def _caveat(facts: Mapping[str, object], lang: str) -> str:
    if facts.get("forecast"):
        return tr(lang, "Det gäller som det ser ut nu.")
    if facts.get("recorded") is False:
        return tr(lang, "Närvaron är inte antecknad än.")
    return ""


def _values(
    workflow: Workflow, facts: Mapping[str, object], lang: str, organisation: str, cluster: str, today: date
) -> dict[str, str]:
    assignment = _text(facts, "assignment")
    missing = _several(facts, "missing") or _several(facts, "functions")
    return {
        "organisation": organisation,
        "cluster": cluster,
        "meeting": meeting_name(workflow, _text(facts, "meeting"), lang),
        "function": function_titles(workflow, _several(facts, "function") or missing, lang),
        "missing": function_titles(workflow, missing or _several(facts, "function"), lang),
        "assignment": assignment_title(workflow, assignment, lang),
        "field": field_title(workflow, assignment, _text(facts, "field"), lang),
        "answer": _answer(workflow, facts, lang),
        "part": listed([party_title(workflow, name, lang) for name in _several(facts, "part")], lang),
        "party": _text(facts, "party_name") or _text(facts, "party"),
        "start": start_title(workflow, _text(facts, "start"), lang),
        "due": _day(facts, "due", lang, today),
        "date": _day(facts, "date", lang, today),
        "reached": _reached(workflow, _several(facts, "reached"), lang),
        **{name: str(facts.get(name, "")) for name in ("present", "needed", "count", "min", "max")},
    }


def _answer(workflow: Workflow, facts: Mapping[str, object], lang: str) -> str:
    """What was answered instead of what a rule asks for; nothing is `inget än`."""
    given = _several(facts, "answer")
    if not given:
        return tr(lang, "inget än")
    words = (answer_title(workflow, _text(facts, "assignment"), _text(facts, "field"), one, lang) for one in given)
    return ", ".join(words)


def _reached(workflow: Workflow, reached: Sequence[str], lang: str) -> str:
    """The furthest step of the chain of results that something has reached."""
    chain = workflow.choices.get(workflow.result_steps or "", {})
    furthest = [step for step in chain if step in reached]
    return chain[furthest[-1]].in_(lang) if furthest else tr(lang, "inget än")


def _day(facts: Mapping[str, object], key: str, lang: str, today: date) -> str:
    written = _text(facts, key)
    if not written:
        return tr(lang, "inte bestämd än")
    return short_day(local_day(written), lang, today)


def local_day(written: str) -> date:
    """The date in a frozen fact: a date as it stands, or the local date of an instant."""
    if len(written) == len("2021-06-01"):
        return date.fromisoformat(written)
    return datetime.fromisoformat(written).astimezone(ZoneInfo(ZONE)).date()


def _text(facts: Mapping[str, object], key: str) -> str:
    value = facts.get(key)
    return value if isinstance(value, str) else ""


def _several(facts: Mapping[str, object], key: str) -> list[str]:
    value = facts.get(key)
    if isinstance(value, str):
        return [value] if value else []
    return [str(v) for v in value] if isinstance(value, list | tuple) else []
