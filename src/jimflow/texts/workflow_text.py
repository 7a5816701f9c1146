"""A whole definition for a person to read: parts with lines, which also print as Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jimflow.core.mistakes import Said
from jimflow.core.workflow import Assignment, Function, Rule, Step, Transition, Workflow
from jimflow.texts.amounts import effort, listed
from jimflow.texts.dates import MONTHS
from jimflow.texts.document.samples import sample
from jimflow.texts.names import function_titles, meeting_number, quoted
from jimflow.texts.readers import readers
from jimflow.texts.relative_times import moment_words
from jimflow.texts.rule_words import requirement, weight
from jimflow.texts.timeline import timeline


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with what stands below it: lines first, then parts of its own."""

    title: str
    lines: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()


ATTENDS = {
    "every meeting": Said("varje träff", "every meeting"),
    "first and last": Said("första och sista träffen", "the first and last meeting"),
    "as guest": Said("inbjuden gäst", "invited guest"),
    "never": Said("deltar inte i träffarna", "does not attend meetings"),
}
HOMES = {
    "ministry": Said("departementet", "the ministry"),
    "outside": Said("någon utanför", "someone from outside"),
    "host": Said("värden", "the host"),
}
LENGTHS = {"full day": Said("heldag", "full day"), "half day": Said("halvdag", "half day")}
PLACES = {
    "before": Said("Inför träffen", "Before the meeting"),
    "step": Said("Uppgift", "Assignment"),
    "after": Said("Efter träffen", "After the meeting"),
    "catch_up": Said("För den som missade träffen", "For who missed the meeting"),
}


def workflow_lines(workflow: Workflow, lang: str) -> list[str]:
    """The definition as lines of Markdown."""
    return list(_markdown(workflow_parts(workflow, lang), 1))


def workflow_parts(workflow: Workflow, lang: str) -> Part:
    """The definition as parts: who takes part, each step with its rules and times, the states, the letters."""
    head = Said(
        f"{workflow.name} {workflow.version}, kalender {workflow.calendar}, innehåll {workflow.digest[:12]}",
        f"{workflow.name} {workflow.version}, calendar {workflow.calendar}, content {workflow.digest[:12]}",
    )
    return Part(
        workflow.title.in_(lang),
        (head.in_(lang),),
        (
            _functions(workflow, lang),
            *(_step(workflow, step, lang) for step in workflow.steps.values()),
            _states(workflow, lang),
            *_letters(workflow, lang),
        ),
    )


def _markdown(part: Part, level: int) -> Iterable[str]:
    yield f"{'#' * level} {part.title}"
    yield ""
    yield from part.lines
    if part.lines:
        yield ""
    for inner in part.parts:
        yield from _markdown(inner, level + 1)


def _functions(workflow: Workflow, lang: str) -> Part:
    title = Said("Vilka som deltar", "Who takes part").in_(lang)
    return Part(title, tuple(f"- {_function(f, lang)}" for f in workflow.functions.values()))


def _function(function: Function, lang: str) -> str:
    home = HOMES.get(function.belongs_to)
    said = [
        home.in_(lang) if home else "",
        ATTENDS[function.attends].in_(lang),
        Said("samordnar", "coordinates").in_(lang) if function.coordinates else "",
        *(f"{b.what.in_(lang)} {day_of_year(b.start, lang)}–{day_of_year(b.end, lang)}" for b in function.busy),
    ]
    return f"{function.title.in_(lang)} ({function.name}): {', '.join(filter(None, said))}"


def day_of_year(month_and_day: tuple[int, int], lang: str) -> str:
    """`15 januari`."""
    month, day = month_and_day
    return f"{day} {MONTHS['en' if lang == 'en' else 'sv'][month - 1]}"


def _step(workflow: Workflow, step: Step, lang: str) -> Part:
    events = [f"- {event.when}: {event.what}" for event in timeline(workflow, step, lang)]
    parts = [
        Part(Said("Uppgifter", "Assignments").in_(lang), tuple(_assignments(workflow, step, lang))),
        Part(Said("Tidslinje", "Timeline").in_(lang), tuple(events)),
        _rules(workflow, Said("För att börja steget", "To enter the step"), step.entry, lang),
        _rules(
            workflow,
            Said("Deltagande, före träffen och när steget lämnas", "Attendance, before the meeting and when leaving"),
            step.attendance,
            lang,
        ),
        _rules(workflow, Said("För att gå vidare", "To move on"), step.exit, lang),
    ]
    return Part(_heading(workflow, step, lang), _about(workflow, step, lang), tuple(p for p in parts if p.lines))


def _heading(workflow: Workflow, step: Step, lang: str) -> str:
    if not step.has_meeting:
        return f"{step.title.in_(lang)} ({step.name})"
    return f"{step.title.in_(lang)} ({step.name}), {meeting_number(workflow, step.name, lang)}, {length(step, lang)}"


def length(step: Step, lang: str) -> str:
    """How long the step's meeting is: heldag, halvdag, 2 timmar."""
    if step.length in LENGTHS or lang == "en":
        return LENGTHS[step.length].in_(lang) if step.length in LENGTHS else step.length
    count, unit = step.length.split()
    return f"{count} {'timmar' if unit == 'hours' else 'timme' if unit == 'hour' else 'minuter'}"


def _about(workflow: Workflow, step: Step, lang: str) -> tuple[str, ...]:
    themes = "; ".join(theme.in_(lang) for theme in workflow.themes.values())
    guests = function_titles(workflow, step.guests, lang)
    one = workflow.group.one
    said = [
        (
            bool(step.theme_per_cluster),
            Said(f"Varje {one.sv} väljer tema: {themes}.", f"Each {one.en} chooses: {themes}."),
        ),
        (bool(step.guests), Said(f"Gäst: {guests}.", f"Guest: {guests}.")),
    ]
    reading = (f"- {material.title.in_(lang)}: {material.url}" for material in step.materials)
    return (step.purpose.in_(lang), *(words.in_(lang) for on, words in said if on), *reading)


def _assignments(workflow: Workflow, step: Step, lang: str) -> Iterable[str]:
    for place, name in step.assignments:
        yield _assignment(workflow, workflow.assignments[name], PLACES[place].in_(lang), lang)
    if step.catch_up:
        yield _assignment(workflow, workflow.assignments[step.catch_up], PLACES["catch_up"].in_(lang), lang)


def _assignment(workflow: Workflow, assignment: Assignment, place: str, lang: str) -> str:
    opens, due = moment_words(assignment.opens, lang), moment_words(assignment.due, lang)
    count = len(workflow.forms[assignment.form].questions)
    questions = Said("fråga", "question") if count == 1 else Said("frågor", "questions")
    said = [
        function_titles(workflow, assignment.to, lang),
        effort(assignment.effort, lang),
        f"{count} {questions.in_(lang)}",
        Said(f"öppnar {opens}", f"opens {opens}").in_(lang),
        Said(f"sista dag {due}", f"due {due}").in_(lang),
        *conditions(workflow, assignment, lang),
    ]
    return f"- {place}: {assignment.title.in_(lang)} ({assignment.name}) – {'; '.join(said)}"


def conditions(workflow: Workflow, assignment: Assignment, lang: str) -> Iterable[str]:
    """What else is so about an assignment: what it waits for, who reads the answer, whether it must be accepted."""
    waits = assignment.waits_for
    if waits and waits.assignment:
        title = quoted(workflow.assignments[waits.assignment].title.in_(lang), lang)
        until = (
            f", {Said('dock längst till', 'at most until').in_(lang)} {moment_words(waits.until, lang)}"
            if waits.until
            else ""
        )
        yield Said(f"väntar på {title}{until}", f"waits for {title}{until}").in_(lang)
    who = Said(*(readers(workflow, assignment.share_with, lang) for lang in ("sv", "en")))
    said = [
        (bool(waits and waits.theme), Said("väntar på temat", "waits for the theme")),
        (bool(assignment.share_with), Said(f"{who.sv} läser svaret", f"{who.en} reads the answer")),
        (assignment.accept, Said("svaret ska godkännas", "the answer must be accepted")),
        (assignment.optional, Said("frivillig", "optional")),
        (assignment.closes, Said("stängs när steget lämnas", "closed when the step is left")),
    ]
    yield from (words.in_(lang) for on, words in said if on)


def _rules(workflow: Workflow, title: Said, names: tuple[str, ...], lang: str) -> Part:
    return Part(title.in_(lang), tuple(_rule(workflow, workflow.rules[name], lang) for name in names))


def _rule(workflow: Workflow, rule: Rule, lang: str) -> str:
    return f"- {weight(rule, lang)}: {requirement(workflow, rule, lang)} ({rule.name})"


def _states(workflow: Workflow, lang: str) -> Part:
    title = Said("Tillstånd och övergångar", "States and transitions").in_(lang)
    lines = [f"- {_transition(workflow, transition, lang)}" for transition in workflow.transitions.values()]
    return Part(title, tuple(lines))


def _transition(workflow: Workflow, transition: Transition, lang: str) -> str:
    reasons = {
        "required": Said("skäl krävs", "a reason is required"),
        "asked": Said("skäl efterfrågas", "a reason is asked"),
    }
    by = workflow.nouns.the if transition.by == "agency" else Said("värden", "the host")
    reason = f", {reasons[transition.reason].in_(lang)}" if transition.reason in reasons else ""
    return (
        f"{transition.title.in_(lang)} ({transition.name}, {by.in_(lang)}{reason}): {ways(workflow, transition, lang)}"
    )


def ways(workflow: Workflow, transition: Transition, lang: str) -> str:
    """From where to where a transition leads, in words."""
    match transition.kind:
        case "along":
            return " → ".join(workflow.state_title(state).in_(lang) for state in workflow.order)
        case "remembered":
            return Said("tillbaka till steget där det pausades", "back to the step where it was paused").in_(lang)
        case "earlier":
            return Said("till ett tidigare steg", "to an earlier step").in_(lang)
    sources = [source for source, _ in transition.ways]
    whole = workflow.active <= set(sources)
    alone = [state for state in sources if not (whole and state in workflow.active)]
    some = [Said("varje steg", "any step").in_(lang)] if whole else []
    some += [workflow.state_title(state).in_(lang) for state in alone]
    return f"{listed(some, lang)} → {workflow.state_title(transition.ways[0][1]).in_(lang)}"


def _letters(workflow: Workflow, lang: str) -> tuple[Part, ...]:
    lines = []
    for letter in workflow.letters:
        state, whom = workflow.state_title(letter.state).in_(lang), function_titles(workflow, letter.to, lang)
        lines.append(f"- {letter.name}: {state} → {whom}")
        if letter.subject is not None and letter.text is not None:
            subject, words = (sample(workflow, said.in_(lang), lang) for said in (letter.subject, letter.text))
            lines += [f"  {quoted(subject, lang)}", *(f"  {' '.join(part.split())}" for part in words.split("\n\n"))]
    return (Part(Said("Brev", "Letters").in_(lang), tuple(lines)),) if lines else ()
