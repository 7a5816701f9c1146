"""The texts of rules with words in the place of what a case fills in: [myndigheten], [uppgiften], [sista dag]."""

from __future__ import annotations

import re
from collections.abc import Mapping

from jimflow.core.mistakes import Said
from jimflow.core.nouns import genitive
from jimflow.core.workflow import Rule, Workflow

_SAMPLES = {
    "meeting": Said("träffen", "the meeting"),
    "function": Said("funktionen", "the function"),
    "missing": Said("de som saknas", "those who are missing"),
    "present": Said("antal", "number"),
    "needed": Said("antal", "number"),
    "assignment": Said("uppgiften", "the assignment"),
    "due": Said("dag", "day"),
    "date": Said("dag", "day"),
    "field": Said("frågan", "the question"),
    "reached": Said("ledet", "the step reached"),
    "count": Said("antal", "number"),
    "theme": Said("temat", "the theme"),
    "round": Said("omgången", "the round"),
    "programme": Said("programmet", "the programme"),
    "host": Said("värden", "the host"),
    "step": Said("steget", "the step"),
    "day": Said("dag", "day"),
    "answer_by": Said("dag", "day"),
}
_KNOWN = {"min": "min", "max": "max", "needed": "at_least"}
"""Placeholders whose value the rule itself may hold, and under which key."""
_BRACES = re.compile(r"\{(\w+)\}")


def sample(workflow: Workflow, text: str, lang: str, rule: Rule | None = None) -> str:
    """The text with a word in brackets for each placeholder, and what the rule itself knows filled in."""
    values = {name: f"[{said.in_(lang)}]" for name, said in _SAMPLES.items()}
    its = genitive(workflow.group.the)
    values["cluster"] = f"[{Said(f'{its.sv} namn', f'{its.en} name').in_(lang)}]"
    values["organisation"] = f"[{workflow.nouns.the.in_(lang)}]"
    values |= _of_rule(workflow, rule, lang) if rule else {}
    said = _BRACES.sub(lambda m: values.get(m[1], f"[{m[1]}]"), text)
    return f"[{said[1:2].upper()}{said[2:]}" if said.startswith("[") else said


def _of_rule(workflow: Workflow, rule: Rule, lang: str) -> Mapping[str, str]:
    found = {name: str(rule.params[key]) for name, key in _KNOWN.items() if key in rule.params}
    one = rule.params.get("assignment")
    if isinstance(one, str) and one in workflow.assignments:
        found["assignment"] = workflow.assignments[one].title.in_(lang)
        question = workflow.forms[workflow.assignments[one].form].question(str(rule.params.get("field")))
        found |= {"field": question.text.in_(lang)} if question else {}
    return found
