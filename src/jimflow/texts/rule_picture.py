"""What a rule looks at, as a picture: where it is asked, what it looks at, and who or what that rests on."""

from __future__ import annotations

from collections.abc import Iterator

from jimflow.core.diagram_columns import Entry, columns
from jimflow.core.diagram_rule import Key, RuleGraph, rule_graph
from jimflow.core.mistakes import Said
from jimflow.core.nouns import genitive
from jimflow.core.workflow import Workflow
from jimflow.texts.names import assignment_title, field_title, function_title, state_title, title_within, trigger_title
from jimflow.texts.picture import svg
from jimflow.texts.rule_words import requirement, weight

_PLACES = {
    "entry": Said("när steget börjar", "when the step is entered"),
    "attendance": Said("före träffen och när steget lämnas", "before the meeting and when the step is left"),
    "exit": Said("när steget lämnas", "when the step is left"),
    "transition": Said("övergång", "transition"),
}
_KINDS = {
    "function": Said("funktion", "function"),
    "assignment": Said("uppgift", "assignment"),
    "field": Said("fråga", "question"),
    "choice": Said("led i resultatkedjan", "step of the results chain"),
}
_FACTS = {
    "meeting_held": Said("stegets träff", "the meeting of the step"),
    "parties": Said("vilka som tar delen, och hur många", "who takes the part, and how many"),
    "answered": Said("svaret från det som startades", "the answer of what was started"),
}
_HEADS = (
    Said("Prövas", "Checked"),
    Said("Regeln", "The rule"),
    Said("Ser på", "Looks at"),
    Said("Som vilar på", "Which rests on"),
)


def rule_svg(workflow: Workflow, rule: str, lang: str, *, key: str = "jf-rule") -> str:
    """The picture of one rule as SVG."""
    found = rule_graph(workflow, rule)
    entries = {
        k: Entry(_words(workflow, k, lang), _note(workflow, k, lang)) for column in found.columns for k in column
    }
    severity = {"block": "strong", "warn": "", "info": "faint"}[workflow.rules[rule].severity]
    return svg(
        columns(found.columns, found.arrows, entries, _heads(found, lang)),
        Said(f"Vad regeln {rule} ser på", f"What the rule {rule} looks at").in_(lang),
        " ".join(_sentences(workflow, found, lang)),
        lang,
        kinds={str(("rule", rule)): severity},
        key=key,
    )


def rule_mermaid(workflow: Workflow, rule: str, lang: str) -> str:
    """The same as text for Mermaid (`flowchart LR`)."""
    found = rule_graph(workflow, rule)
    keys = [k for column in found.columns for k in column]
    ids = {k: f"n{number}" for number, k in enumerate(keys)}
    lines = ["flowchart LR"]
    for k in keys:
        note = _note(workflow, k, lang)
        words = _plain(_words(workflow, k, lang)) + (f"<br/><small>{_plain(note)}</small>" if note else "")
        lines.append(f'    {ids[k]}{{{{"{words}"}}}}' if k[0] == "rule" else f'    {ids[k]}["{words}"]')
    lines += [f"    {ids[a]} --> {ids[b]}" for a, b in found.arrows]
    return "\n".join(lines) + "\n"


def _heads(found: RuleGraph, lang: str) -> list[str]:
    """The headings of the columns that are there: a rule that is asked nowhere has no first one."""
    first = 0 if found.columns[0][0][0] != "rule" else 1
    return [head.in_(lang) for head in _HEADS[first : first + len(found.columns)]]


def _words(workflow: Workflow, key: Key, lang: str) -> str:
    kind, name = key
    match kind:
        case "entry" | "attendance" | "exit":
            return state_title(workflow, name, lang)
        case "transition":
            return trigger_title(workflow, name, lang)
        case "rule":
            words = requirement(workflow, workflow.rules[name], lang)
            return words[:1].upper() + words[1:]
        case "function":
            return function_title(workflow, name, lang)
        case "assignment":
            return assignment_title(workflow, name, lang)
        case "field":
            assignment, _, field = name.partition(".")
            return field_title(workflow, assignment, field, lang)
        case "choice":
            chain, _, choice = name.partition(".")
            return workflow.choices[chain][choice].in_(lang)
    return _fact(workflow, name).in_(lang)


def _fact(workflow: Workflow, name: str) -> Said:
    """What a rule looks at that has no title of its own."""
    the, its = workflow.group.the, genitive(workflow.group.the)
    if name == "theme_set":
        return Said(f"{its.sv} tema", f"the theme of {the.en}")
    if name == "cluster_size":
        return Said(f"antalet aktiva i {the.sv}", f"how many are active in {the.en}")
    return _FACTS.get(name, Said(name, name))


def _note(workflow: Workflow, key: Key, lang: str) -> str:
    kind, name = key
    if kind == "rule":
        return f"{name} · {weight(workflow.rules[name], lang)}"
    found = _PLACES.get(kind) or _KINDS.get(kind)
    return found.in_(lang) if found else ""


def _sentences(workflow: Workflow, found: RuleGraph, lang: str) -> Iterator[str]:
    for a, b in found.arrows:
        first, second = (title_within(_words(workflow, k, lang)) for k in (a, b))
        if a[0] == "rule":
            yield Said(f"Den ser på: {second}.", f"It looks at: {second}.").in_(lang)
        elif b[0] == "rule":
            place = _note(workflow, a, lang)
            yield Said(f"Regeln prövas i {first}, {place}.", f"The rule is checked in {first}, {place}.").in_(lang)


def _plain(words: str) -> str:
    return words.replace("&", "#amp;").replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;")
