"""The figure of self-assessments: the levels of each statement at the start and at the end."""

from __future__ import annotations

from collections.abc import Iterable

from jimflow.core.figures.scales import Assessment, Statement
from jimflow.core.figures.whole import Figures
from jimflow.texts.charts.bars import Bar, stacked
from jimflow.texts.figures.figure import Figure, Names, nothing_yet
from jimflow.texts.names import assignment_title
from jimflow.texts.tables import Cell, Table


def assessment_figures(figures: Figures, names: Names) -> list[Figure]:
    """One for each self-assessment that the programme has."""
    return [_figure(one, names, n) for n, one in enumerate(figures.assessments)]


def _figure(of: Assessment, names: Names, number: int) -> Figure:
    name = f"self-assessment-{number + 1}" if number else "self-assessment"
    title = assignment_title(names.workflow, of.assignment, names.lang)
    counted = names.say(
        f"Hur många {names.many} som har valt varje nivå, i början och när skattningen har gjorts på nytt. Diagrammet "
        "lägger ihop svaren på påståendena i varje område. Ingen jämförs med någon annan.",
        f"How many {names.many} chose each level, at the start and when the assessment was made again. The chart adds "
        "up the answers to the statements of each area. Nobody is compared with anyone else.",
    )
    remarks = () if of.again or _ended(of) else (_once(names),)
    if not any(sum(s.start) + sum(s.end) for s in of.statements):
        nothing = names.say("Ingen har skickat in skattningen än.", "Nobody has submitted the assessment yet.")
        return nothing_yet(name, title, counted, nothing, *remarks)
    described = names.say(
        "Staplar för varje område, i början och på nytt: svaren på områdets påståenden, delade efter nivå.",
        "Bars for each area, at the start and again: the answers to its statements, divided by level.",
    )
    levels = _levels(of, names)
    chart = stacked(name, title, described, levels, _bars(of, names), names.lang)
    return Figure(name, title, counted, (chart,), (_table(of, names, name, title, levels),), remarks)


def _ended(of: Assessment) -> bool:
    return any(sum(s.end) for s in of.statements)


def _once(names: Names) -> str:
    return names.say(
        "Programmet gör skattningen en gång, så det finns inget slut att jämföra med.",
        "The programme makes the assessment once, so there is no end to compare with.",
    )


def _levels(of: Assessment, names: Names) -> tuple[str, ...]:
    return tuple(said.in_(names.lang) for said in names.workflow.choices[of.choices].values())


def _bars(of: Assessment, names: Names) -> list[Bar]:
    found = []
    nothing = names.say("inga svar än", "no answers yet")
    for section, statements in of.sections():
        heading = section.in_(names.lang) if section else names.say("Alla påståenden", "All statements")
        start, end = _sum(s.start for s in statements), _sum(s.end for s in statements)
        found.append(Bar(names.say("I början", "At the start"), start, heading, nothing))
        if of.again or _ended(of):
            found.append(Bar(names.say("På nytt", "Again"), end, heading, nothing))
    return found


def _sum(several: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(map(sum, zip(*several, strict=True)))


def _table(of: Assessment, names: Names, name: str, title: str, levels: tuple[str, ...]) -> Table:
    twice = bool(of.again) or _ended(of)
    first, then = names.say("I början", "At the start"), names.say("På nytt", "Again")
    answers = names.say("svar", "answers")
    heads = [*names.heads("Område|Påstående", "Area|Statement"), *(f"{first}: {level}" for level in (*levels, answers))]
    if twice:
        heads += [f"{then}: {level}" for level in (*levels, answers)]
        heads += names.heads(
            "Lägre än i början|Samma|Högre än i början", "Lower than at the start|Same|Higher than at the start"
        )
    note = names.say(
        f"Antal {names.many}. Lägre, samma och högre gäller dem som har svarat båda gångerna."
        if twice
        else f"Antal {names.many}.",
        f"Numbers of {names.many}. Lower, same and higher are of those that answered both times."
        if twice
        else f"Numbers of {names.many}.",
    )
    return Table(name, title, tuple(heads), tuple(_row(s, names, twice=twice) for s in of.statements), note)


def _row(s: Statement, names: Names, *, twice: bool) -> tuple[Cell, ...]:
    section = s.section.in_(names.lang) if s.section else None
    row: tuple[Cell, ...] = (section, s.text.in_(names.lang), *s.start, sum(s.start))
    return (*row, *s.end, sum(s.end), s.lower, s.same, s.higher) if twice else row
