"""The names of a programme's things in words: meetings, functions, assignments, themes, choices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from jimflow.core.mistakes import Said
from jimflow.core.nouns import genitive
from jimflow.core.workflow import Question, Workflow
from jimflow.texts.amounts import listed
from jimflow.texts.catalogue import tr


def named(value: object, lang: str) -> str:
    """A name that is one word for both languages, a Said, a (sv, en) pair or a {sv, en} mapping."""
    if isinstance(value, str):
        return value
    if isinstance(value, Said):
        return value.in_(lang)
    if isinstance(value, Mapping):
        return str(value.get("en" if lang == "en" else "sv", ""))
    if isinstance(value, Sequence) and len(value) == 2:
        return str(value[1 if lang == "en" else 0])
    return "" if value is None else str(value)


def meeting_number(workflow: Workflow, step: str, lang: str) -> str:
    """`träff 2`: the meetings of a programme counted in order. A step without a meeting is called by its title, and
    so is every one where meetings recur: nobody knows then how many there will be."""
    with_meeting = [s.name for s in workflow.steps.values() if s.has_meeting]
    if step in with_meeting and workflow.steps.repeating.isdisjoint(with_meeting):
        return tr(lang, "träff {n}", n=with_meeting.index(step) + 1)
    found = workflow.steps.get(step)
    return title_within(found.title.in_(lang) if found else state_title(workflow, step, lang))


def meeting_name(workflow: Workflow, step: str, lang: str) -> str:
    """`träff 2 (Problemformulering)`; where meetings recur `träffen ”Avstämning (3)”`; without a meeting the title."""
    found = workflow.steps.get(step)
    if found is None or not found.has_meeting:
        return state_title(workflow, step, lang)
    if any(workflow.steps[s].has_meeting for s in workflow.steps.repeating):
        title = quoted(found.title.in_(lang), lang)
        return Said(f"träffen {title}", f"the meeting {title}").in_(lang)
    return f"{meeting_number(workflow, step, lang)} ({found.title.in_(lang)})"


def state_title(workflow: Workflow, state: str, lang: str) -> str:
    """A state's or step's title; an unknown one is called by its code."""
    if state in workflow.steps or state in workflow.state_titles:
        return workflow.state_title(state).in_(lang)
    return state


def function_title(workflow: Workflow, function: str, lang: str) -> str:
    """A function's title; an unknown one is called by its code."""
    found = workflow.functions.get(function)
    return found.title.in_(lang) if found else function


def function_titles(workflow: Workflow, functions: Iterable[str], lang: str) -> str:
    """Several functions, listed."""
    return listed([function_title(workflow, f, lang) for f in functions], lang)


def assignment_title(workflow: Workflow, assignment: str, lang: str) -> str:
    """An assignment's title; an unknown one is called by its code."""
    found = workflow.assignments.get(assignment)
    return found.title.in_(lang) if found else assignment


def field_title(workflow: Workflow, assignment: str, field: str, lang: str) -> str:
    """The question that a field asks; an unknown one is called by its code."""
    found = workflow.assignments.get(assignment)
    question = workflow.forms[found.form].question(field) if found else None
    return question.text.in_(lang) if question else field


def answer_title(workflow: Workflow, assignment: str, field: str, answer: object, lang: str) -> str:
    """An answer of a list in words, yes and no too; anything else stands as it was given."""
    found = workflow.assignments.get(assignment)
    question = workflow.forms[found.form].question(field) if found else None
    if answer in (True, "yes") and question and question.kind == "yes_no":
        return tr(lang, "ja")
    if answer in (False, "no") and question and question.kind == "yes_no":
        return tr(lang, "nej")
    said = workflow.choices.get(question.choices or "", {}).get(str(answer)) if question else None
    return said.in_(lang) if said else str(answer)


def answer_words(workflow: Workflow, question: Question, value: Any, lang: str) -> str:
    """A whole answer in words: what was chosen by its titles, yes and no, anything else as it was given."""
    if question.choices:
        known = workflow.choices[question.choices]
        chosen = value if isinstance(value, list) else [value]
        return ", ".join(known[v].in_(lang) if v in known else str(v) for v in chosen)
    if isinstance(value, bool):
        return tr(lang, "ja") if value else tr(lang, "nej")
    return str(value)


def party_title(workflow: Workflow, part: str, lang: str) -> str:
    """What a part in a subject is called; an unknown one is called by its code."""
    found = workflow.parties.get(part)
    return found.title.in_(lang) if found else part


def start_title(workflow: Workflow, start: str, lang: str) -> str:
    """What a sub-flow is called where it is started; an unknown one is called by its code."""
    found = workflow.starts.get(start)
    return found.title.in_(lang) if found else start


def theme_title(workflow: Workflow, theme: str, lang: str) -> str:
    """A chosen theme in words; one of the cluster's own stands as written, none is `klustrets tema`."""
    if not theme:
        its = genitive(workflow.group.the)
        return Said(f"{its.sv} tema", f"{its.en} theme").in_(lang)
    found = workflow.themes.get(theme)
    return found.in_(lang) if found else theme


def trigger_title(workflow: Workflow, trigger: str, lang: str) -> str:
    """What a trigger is called: Gå vidare, Pausa; an unknown one is called by its code."""
    found = workflow.transitions.get(trigger)
    return found.title.in_(lang) if found else trigger


def place_in_both(said: Said) -> str:
    """A place as it is kept: one line, or where the languages differ a line in Swedish and one in English."""
    return said.sv if said.sv == said.en or not said.en else f"{said.sv}\n{said.en}"


def place_name(place: str, lang: str) -> str:
    """A kept place in the reader's language."""
    sv, _, en = place.partition("\n")
    return en if en and lang == "en" else sv


def title_within(title: str) -> str:
    """A title inside a sentence: a small first letter, unless the first word has capitals of its own, like JiM."""
    return title[:1].lower() + title[1:] if title.partition(" ")[0][1:].islower() else title


def quoted(title: str, lang: str) -> str:
    """A title in the quotation marks of the language: ”Självskattning”, “Self-assessment”."""
    return f"“{title}”" if lang == "en" else f"”{title}”"
