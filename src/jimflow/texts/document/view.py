"""What the page is made of: each part of the definition as rows of plain words, ready to be laid out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jimflow.core.diagram_graph import graph
from jimflow.core.mistakes import Said
from jimflow.core.moments import Effort
from jimflow.core.people import attends
from jimflow.core.workflow import Assignment, Inform, Rule, Step, Workflow
from jimflow.texts.amounts import effort, listed
from jimflow.texts.document.forms import Group, form_groups
from jimflow.texts.document.given import Given
from jimflow.texts.document.samples import sample
from jimflow.texts.names import assignment_title, field_title, function_titles, quoted, state_title
from jimflow.texts.relative_times import moment_words
from jimflow.texts.rule_words import requirement
from jimflow.texts.states_picture import meeting_note
from jimflow.texts.timeline import Event, timeline
from jimflow.texts.words import SEVERITY
from jimflow.texts.workflow_text import ATTENDS, HOMES, PLACES, conditions, day_of_year, length, ways

REASONS = {
    "required": Said("krävs", "required"),
    "asked": Said("efterfrågas", "asked for"),
    "none": Said("nej", "no"),
}
RULE_PLACES = {
    "entry": Said("när steget börjar", "when the step is entered"),
    "attendance": Said("inför träffen och när steget lämnas", "before the meeting and when the step is left"),
    "exit": Said("när steget lämnas", "when the step is left"),
}


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule where it is checked: `weight` is the word for its severity, `kind` the severity itself."""

    name: str
    kind: str
    weight: str
    what: str


def capital(words: str) -> str:
    """With a capital first."""
    return words[:1].upper() + words[1:]


def rule_line(workflow: Workflow, rule: Rule, lang: str) -> RuleLine:
    """A rule in one line."""
    what = capital(requirement(workflow, rule, lang))
    return RuleLine(rule.name, rule.severity, capital(SEVERITY[rule.severity].in_(lang)), what)


_FOR_EDITORS = ("jimflow workflow", "docs/reference/")


def about(given: Given) -> Iterator[tuple[str, str]]:
    """The comment at the head of the file: ("p", words) for lines up to an empty one, ("li", words) for indented ones.

    Sentences about how the file is edited and checked are left out.
    """
    pieces: list[tuple[str, str]] = []
    before = ""
    for line in given.about:
        kind = "li" if line.startswith("  ") else "p"
        if kind == "p" and before == "p" and line:
            pieces[-1] = ("p", f"{pieces[-1][1]} {line}")
        elif line:
            pieces.append((kind, line))
        before = kind if line else ""
    for kind, line in pieces:
        sentences = re.split(r"(?<=[.!?])\s+(?=[^\W\da-zåäö])", re.sub(r"\s+", " ", line).strip())
        if words := " ".join(s for s in sentences if not any(hint in s for hint in _FOR_EDITORS)):
            yield kind, words


def facts(workflow: Workflow, lang: str) -> list[tuple[str, str]]:
    """The definition in a few figures."""
    met = sum(step.has_meeting for step in workflow.steps.values())
    minutes = sum(a.effort.minutes for a in _standing(workflow) if not a.optional)
    found = [
        (Said("Deltar", "Takes part"), capital(workflow.nouns.many.in_(lang))),
        (Said("Steg", "Steps"), _steps(len(workflow.steps), met, lang)),
        (Said("Uppgifter", "Assignments"), str(len(workflow.assignments))),
        (Said("Regler", "Rules"), str(len(workflow.rules))),
        (Said("Brev", "Letters"), str(len(workflow.letters))),
    ]
    if minutes:
        whom = workflow.nouns.one.in_(lang)
        found.insert(
            3, (Said(f"Arbete för en {whom}", f"Work for each {whom}"), capital(effort(Effort(_halves(minutes)), lang)))
        )
    return [(name.in_(lang), words) for name, words in found]


def _halves(minutes: int) -> int:
    return max(240, round(minutes / 240) * 240)


def _steps(count: int, met: int, lang: str) -> str:
    if not met:
        return str(count)
    meetings = Said("träff" if met == 1 else "träffar", "meeting" if met == 1 else "meetings")
    return Said(f"{count}, varav {met} med {meetings.sv}", f"{count}, {met} of them with {meetings.en}").in_(lang)


def _standing(workflow: Workflow) -> Iterator[Assignment]:
    for step in workflow.steps.values():
        yield from (workflow.assignments[name] for _, name in step.assignments)


def states(workflow: Workflow, given: Given, lang: str) -> list[dict[str, Any]]:
    """Every state in order, what it is, and who stands in it."""
    standing = given.round.standing if given.round else {}
    return [
        {
            "title": state_title(workflow, state, lang),
            "step": state if state in workflow.steps else "",
            "what": _what(workflow, state, lang),
            "who": tuple(standing.get(state, ())),
        }
        for state in workflow.states
    ]


def _what(workflow: Workflow, state: str, lang: str) -> str:
    if state in workflow.steps:
        return capital(step_kind(workflow, workflow.steps[state], lang))
    if state == workflow.initial:
        return Said("Början", "The beginning").in_(lang)
    if state == workflow.goal:
        return Said("Målet", "The goal").in_(lang)
    if state in workflow.finals:
        return Said("Slut utan att målet nåtts", "An end without reaching the goal").in_(lang)
    before = Said("Innan stegen börjar", "Before the steps begin")
    beside = Said("Vid sidan av stegen", "Beside the steps")
    return (before if state in graph(workflow).main else beside).in_(lang)


def step_kind(workflow: Workflow, step: Step, lang: str) -> str:
    """`träff 2, heldag`; `steg utan träff`."""
    if not step.has_meeting:
        return Said("steg utan träff", "step without a meeting").in_(lang)
    return f"{meeting_note(workflow, step.name, lang)}, {length(step, lang)}"


def steps(workflow: Workflow, lang: str) -> list[dict[str, Any]]:
    """Each step with what belongs to it."""
    return [_step(workflow, step, number, lang) for number, step in enumerate(workflow.steps.values(), 1)]


def _step(workflow: Workflow, step: Step, number: int, lang: str) -> dict[str, Any]:
    who = [f.name for f in workflow.functions.values() if attends(f, step)]
    work = [*step.assignments, *([("catch_up", step.catch_up)] if step.catch_up else [])]
    events: tuple[Event, ...] = timeline(workflow, step, lang)
    return {
        "id": step.name,
        "number": number,
        "title": workflow.steps.title(step.name).in_(lang),
        "kind": capital(step_kind(workflow, step, lang)),
        "purpose": step.purpose.in_(lang),
        "attends": [workflow.functions[name].title.in_(lang) for name in who],
        "themes": [said.in_(lang) for said in workflow.themes.values()] if step.theme_per_cluster else None,
        "materials": [(m.title.in_(lang), m.url) for m in step.materials],
        "work": [_work(workflow, place, name, lang) for place, name in work],
        "rules": [
            (RULE_PLACES[place].in_(lang), [rule_line(workflow, workflow.rules[n], lang) for n in names])
            for place, names in (("entry", step.entry), ("attendance", step.attendance), ("exit", step.exit))
            if names
        ],
        "events": events,
    }


def _work(workflow: Workflow, place: str, name: str, lang: str) -> dict[str, str]:
    found = workflow.assignments[name]
    return {
        "id": name,
        "place": PLACES[place].in_(lang),
        "title": found.title.in_(lang),
        "to": function_titles(workflow, found.to, lang),
        "due": capital(moment_words(found.due, lang)),
    }


def assignments(workflow: Workflow, lang: str) -> list[dict[str, Any]]:
    """Each assignment with its letter's words, its times and its form."""
    return [_assignment(workflow, a, lang) for a in workflow.assignments.values()]


def _assignment(workflow: Workflow, a: Assignment, lang: str) -> dict[str, Any]:
    stands = [
        s.name for s in workflow.steps.values() if a.name == s.catch_up or a.name in [name for _, name in s.assignments]
    ]
    rows = [
        (Said("Till", "To"), function_titles(workflow, a.to, lang)),
        (Said("Tid att räkna med", "Time to expect"), capital(effort(a.effort, lang))),
        (Said("Öppnar", "Opens"), capital(moment_words(a.opens, lang))),
        (Said("Sista dag", "Due"), capital(moment_words(a.due, lang))),
        (Said("Påminnelser", "Reminders"), capital(listed([moment_words(m, lang) for m in a.remind], lang))),
        (
            Said("Om svaret saknas", "If the answer is missing"),
            "; ".join(_informed(workflow, i, lang) for i in a.inform),
        ),
        (Said("Att veta", "To know"), capital("; ".join(conditions(workflow, a, lang)))),
    ]
    groups: tuple[Group, ...] = form_groups(workflow, a, lang)
    return {
        "id": a.name,
        "title": a.title.in_(lang),
        "steps": [(name, workflow.steps.title(name).in_(lang)) for name in stands],
        "ask": capital(sample(workflow, a.ask.in_(lang), lang)),
        "why": a.why.in_(lang),
        "instruction": sample(workflow, a.instruction.in_(lang), lang),
        "rows": [(name.in_(lang), words) for name, words in rows if words],
        "groups": groups,
        "count": sum(len(g.questions) for g in groups),
    }


def _informed(workflow: Workflow, inform: Inform, lang: str) -> str:
    who, when = function_titles(workflow, [inform.who], lang), moment_words(inform.at, lang)
    return Said(f"{who} får veta det {when}", f"{who} is told {when}").in_(lang)


def rules(workflow: Workflow, lang: str) -> list[dict[str, Any]]:
    """Each rule: what, how strict, where it is checked, what is said and who can fix it."""
    return [_rule(workflow, rule, lang) for rule in workflow.rules.values()]


def _rule(workflow: Workflow, rule: Rule, lang: str) -> dict[str, Any]:
    where = [
        (s.name, workflow.steps.title(s.name).in_(lang), place)
        for s in workflow.steps.values()
        for place, names in (("entry", s.entry), ("attendance", s.attendance), ("exit", s.exit))
        if rule.name in names
    ]
    places = list(dict.fromkeys(place for _, _, place in where))
    moves = [t.title.in_(lang) for t in workflow.transitions.values() if rule.name in t.rules]
    return {
        "line": rule_line(workflow, rule, lang),
        "strict": _strict(rule, lang),
        "where": [
            (RULE_PLACES[place].in_(lang), [(n, title) for n, title, at in where if at == place]) for place in places
        ],
        "moves": moves,
        "text": sample(workflow, rule.text.in_(lang), lang, rule),
        "fix": sample(workflow, rule.fix.in_(lang), lang, rule),
        "fix_after": sample(workflow, rule.fix_after.in_(lang), lang, rule) if rule.fix_after else "",
    }


def _strict(rule: Rule, lang: str) -> str:
    said = {
        "block": Said("Stoppar tills det är åtgärdat", "Stops until it is mended"),
        "warn": Said("Går att gå förbi när någon har tagit ställning", "Can be passed once someone has considered it"),
        "info": Said("Stoppar aldrig", "Never stops"),
    }
    more = [
        (rule.curable, Said("kan tas igen i efterhand", "can be caught up afterwards")),
        (rule.waivable, Said("avsteg kan godkännas", "a waiver can be approved")),
    ]
    return ", ".join([said[rule.severity].in_(lang), *(words.in_(lang) for on, words in more if on)]) + "."


def functions(workflow: Workflow, lang: str) -> list[dict[str, str]]:
    """Who takes part, where they belong, which meetings they attend, when they are busy."""
    own = workflow.nouns.the
    return [
        {
            "title": f.title.in_(lang),
            "home": capital((HOMES.get(f.belongs_to) or (_GUEST if f.belongs_to == "guest" else own)).in_(lang)),
            "attends": capital(ATTENDS[f.attends].in_(lang)),
            "more": "; ".join(
                [
                    *(
                        [Said("samordnar och kan svara på allt", "coordinates and may answer all").in_(lang)]
                        * f.coordinates
                    ),
                    *(f"{b.what.in_(lang)} {day_of_year(b.start, lang)}–{day_of_year(b.end, lang)}" for b in f.busy),
                ]
            ),
        }
        for f in workflow.functions.values()
    ]


_GUEST = Said("inbjuden utifrån", "invited from outside")


def transitions(workflow: Workflow, lang: str) -> list[dict[str, Any]]:
    """Every move: from where to where, who makes it, whether it needs a reason, which rules it has of its own."""
    host = Said("värden", "the host")
    return [
        {
            "title": t.title.in_(lang),
            "ways": ways(workflow, t, lang),
            "by": capital((workflow.nouns.the if t.by == "agency" else host).in_(lang)),
            "reason": capital(REASONS[t.reason].in_(lang)),
            "rules": [rule_line(workflow, workflow.rules[name], lang) for name in t.rules],
        }
        for t in workflow.transitions.values()
    ]


def lists(workflow: Workflow, lang: str) -> list[tuple[str, list[str], list[str]]]:
    """Each list of choices: its name, what can be chosen, and the questions that choose from it."""
    found = []
    for name, choices in workflow.choices.items():
        used = dict.fromkeys(
            quoted(assignment_title(workflow, a.name, lang), lang)
            for a in workflow.assignments.values()
            if any(q.choices == name for q in workflow.forms[a.form].questions)
        )
        found.append((name, [said.in_(lang) for said in choices.values()], list(used)))
    return found


def parties(workflow: Workflow, lang: str) -> list[dict[str, str]]:
    """The parts that organisations take: how they join, how many there may be, who hears of an invitation."""
    joins = {
        "at once": Said("När den skrivs in", "When it is entered"),
        "by invitation": Said("Efter inbjudan", "By invitation"),
    }
    return [
        {
            "title": p.title.in_(lang),
            "joins": joins[p.joins].in_(lang),
            "most": str(p.most) if p.most else Said("Hur många som helst", "Any number").in_(lang),
            "contact": function_titles(workflow, [p.contact], lang) if p.contact else "–",
        }
        for p in workflow.parties.values()
    ]


def starts(workflow: Workflow, lang: str) -> list[dict[str, str]]:
    """What may be started in another programme, from where, and who hears of the answer."""
    return [
        {
            "title": s.title.in_(lang),
            "workflow": s.workflow,
            "states": _starting(workflow, s.states, lang),
            "carries": "; ".join(
                quoted(field_title(workflow, assignment, name, lang), lang) for assignment, name in s.carries.values()
            )
            or "–",
            "tells": function_titles(workflow, s.tells, lang) or "–",
        }
        for s in workflow.starts.values()
    ]


def _starting(workflow: Workflow, states: tuple[str, ...], lang: str) -> str:
    if workflow.active <= set(states):
        return Said("Varje steg", "Any step").in_(lang)
    return listed([state_title(workflow, state, lang) for state in states], lang)
