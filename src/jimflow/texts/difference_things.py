"""The things of a definition as the subject of a sentence, and what is worth saying of one that is new."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jimflow.core.differences import EVERY_MEETING, Difference
from jimflow.core.mistakes import Said
from jimflow.core.workflow import Workflow
from jimflow.texts.difference_fields import WORDS
from jimflow.texts.names import assignment_title, function_titles, quoted, state_title
from jimflow.texts.relative_times import moment_words
from jimflow.texts.rule_words import requirement, weight
from jimflow.texts.workflow_text import ways

KINDS: Mapping[str, tuple[Said, Said]] = {
    "functions": (Said("Funktionen", "The function"), Said("Ny funktion", "New function")),
    "rules": (Said("Regeln", "The rule"), Said("Ny regel", "New rule")),
    "assignments": (Said("Uppgiften", "The assignment"), Said("Ny uppgift", "New assignment")),
    "forms": (Said("Formuläret", "The form"), Said("Nytt formulär", "New form")),
    "question": (Said("Frågan", "The question"), Said("Ny fråga", "New question")),
    "choices": (Said("Svarslistan", "The list of choices"), Said("Ny svarslista", "New list of choices")),
    "themes": (Said("Temat", "The theme"), Said("Nytt tema", "New theme")),
    "steps": (Said("Steget", "The step"), Said("Nytt steg", "New step")),
    "states": (Said("Tillståndet", "The state"), Said("Nytt tillstånd", "New state")),
    "transitions": (Said("Övergången", "The transition"), Said("Ny övergång", "New transition")),
    "letters": (Said("Brevet", "The letter"), Said("Nytt brev", "New letter")),
    "parties": (Said("Delen", "The part"), Said("Ny del", "New part")),
    "starts": (Said("Starten", "The start"), Said("Ny start", "New start")),
}
_WHOLE = {
    EVERY_MEETING: Said("Varje träff", "Every meeting"),
    "nouns": Said("Vad de som deltar kallas", "What those who take part are called"),
}
_ALL = {
    "functions": Said("Funktionerna", "The functions"),
    "rules": Said("Reglerna", "The rules"),
    "assignments": Said("Uppgifterna", "The assignments"),
    "forms": Said("Formulären", "The forms"),
    "choices": Said("Svarslistorna", "The lists of choices"),
    "themes": Said("Temana", "The themes"),
    "steps": Said("Stegen", "The steps"),
    "states": Said("Tillstånden", "The states"),
    "transitions": Said("Övergångarna", "The transitions"),
    "letters": Said("Breven", "The letters"),
}


def kind_of(d: Difference) -> str:
    """The section, or "question" for what stands within a form."""
    return "question" if d.section == "forms" and "." in d.name else d.section


def subject(old: Workflow, new: Workflow, d: Difference, lang: str) -> str:
    """`Uppgiften ”Självskattning”`; "" for the head of the definition. A thing bears the name it had before."""
    if not d.section:
        return ""
    if not d.name:
        whole = _ALL.get(d.section) if d.kind == "reordered" else _WHOLE.get(d.section)
        return whole.in_(lang) if whole else d.section
    workflow = new if d.kind == "added" and not d.field else old
    kind = KINDS.get(kind_of(d))
    return f"{kind[0].in_(lang) if kind else d.section} {_named(workflow, d, lang)}"


def added(new: Workflow, d: Difference, lang: str) -> str:
    """`Ny regel: ”Träffen är genomförd”, stopp`."""
    kind = KINDS.get(kind_of(d))
    said = _DETAILS.get(kind_of(d))
    detail = said(new, d, lang) if said else ""
    words = f"{kind[1].in_(lang) if kind else d.section}: {_named(new, d, lang)}"
    return f"{words}, {detail}" if detail else words


def thing_title(workflow: Workflow, section: str, name: str, lang: str) -> str:
    """What a thing is called; a name that is not there any more stands as it is."""
    found: Any = None
    match section:
        case "rules":
            rule = workflow.rules.get(name)
            words = requirement(workflow, rule, lang) if rule else name
            return words[:1].upper() + words[1:]
        case "forms":
            uses = [a.title.in_(lang) for a in workflow.assignments.values() if a.form == name]
            return uses[0] if uses else name
        case "states" | "steps":
            return state_title(workflow, name, lang)
        case "functions" | "assignments" | "transitions" | "parties" | "starts":
            found = getattr(workflow, section).get(name)
        case "themes":
            said = workflow.themes.get(name)
            return said.in_(lang) if said else name
    return found.title.in_(lang) if found else name


def _named(workflow: Workflow, d: Difference, lang: str) -> str:
    if kind_of(d) == "question":
        form, _, name = d.name.partition(".")
        question = workflow.forms[form].question(name) if form in workflow.forms else None
        where = quoted(thing_title(workflow, "forms", form, lang), lang)
        what = quoted(question.text.in_(lang) if question else name, lang)
        return Said(f"{what} i {where}", f"{what} in {where}").in_(lang)
    title = quoted(thing_title(workflow, d.section, d.name, lang), lang)
    return f"{title} ({d.name})" if d.section == "rules" else title


def _assignment(new: Workflow, d: Difference, lang: str) -> str:
    a = d.new
    to, due = function_titles(new, a.to, lang), moment_words(a.due, lang)
    return Said(f"till {to}, sista dag {due}", f"to {to}, due {due}").in_(lang)


def _step(new: Workflow, d: Difference, lang: str) -> str:
    names = list(new.steps)
    at = names.index(d.name)
    place = (
        Said("först", "first")
        if not at
        else Said(
            f"efter {quoted(state_title(new, names[at - 1], 'sv'), 'sv')}",
            f"after {quoted(state_title(new, names[at - 1], 'en'), 'en')}",
        )
    )
    met = Said(", med träff", ", with a meeting") if d.new.has_meeting else Said("", "")
    return place.in_(lang) + met.in_(lang)


def _letter(new: Workflow, d: Difference, lang: str) -> str:
    state, to = quoted(state_title(new, d.new.state, lang), lang), function_titles(new, d.new.to, lang)
    return Said(f"när läget blir {state}, till {to}", f"when the state becomes {state}, to {to}").in_(lang)


def _choices(_: Workflow, d: Difference, lang: str) -> str:
    return ", ".join(said.in_(lang) for said in d.new.values())


def _form(new: Workflow, d: Difference, lang: str) -> str:
    uses = [quoted(assignment_title(new, a.name, lang), lang) for a in new.assignments.values() if a.form == d.name]
    count = len(d.new.questions)
    words = Said(f"{count} frågor" if count != 1 else "1 fråga", f"{count} questions" if count != 1 else "1 question")
    return words.in_(lang) if uses else f"{words.in_(lang)}, {Said('används inte', 'not used').in_(lang)}"


_DETAILS: Mapping[str, Callable[[Workflow, Difference, str], str]] = {
    "functions": lambda _, d, lang: WORDS["attends", d.new.attends].in_(lang),
    "rules": lambda _, d, lang: weight(d.new, lang),
    "assignments": _assignment,
    "question": lambda _, d, lang: "" if d.new.required else Said("frivillig", "optional").in_(lang),
    "forms": _form,
    "steps": _step,
    "states": lambda _, d, lang: Said("ett slut", "an end").in_(lang) if d.new["final"] else "",
    "transitions": lambda new, d, lang: ways(new, d.new, lang),
    "letters": _letter,
    "choices": _choices,
}
