"""The figure of results: how far along the chain they reach, by goal and for each who takes part."""

from __future__ import annotations

from jimflow.core.figures.chain import UNSAID, Line, chain_of
from jimflow.core.figures.whole import Figures
from jimflow.texts.charts.bars import Bar, grouped
from jimflow.texts.figures.figure import Figure, Names, nothing_yet
from jimflow.texts.tables import Cell, Table


def results_figure(figures: Figures, names: Names) -> Figure | None:
    """Results along the chain; None where the programme has no chain."""
    chain = chain_of(figures.workflow)
    if not chain:
        return None
    title, the = names.say("Resultat på resultatkedjan", "Results on the chain of results"), names.workflow.nouns.the
    counted = names.say(
        f"Hur många {names.many} som har resultat på varje steg i kedjan, efter det mål resultatet hör till. Har inget "
        f"mål angetts med resultatet räknas det till det eller de mål som {the.sv} har svarat att arbetet gäller.",
        f"How many {names.many} have results on each step of the chain, by the goal that the result belongs to. Where "
        f"none was named with the result, it counts for the goals that {the.en} has answered that its work is for.",
    )
    if not figures.facts.results:
        why = names.say("Inga resultat är antecknade än.", "No results have been recorded yet.")
        return nothing_yet("results", title, counted, why)
    described = names.say(
        f"Staplar för varje mål: antalet {names.many} med resultat på varje steg i kedjan.",
        f"Bars for each goal: the number of {names.many} with results on each step of the chain.",
    )
    nothing = names.say("inga resultat", "no results")
    steps = _steps(figures, names)
    bars = [Bar(_goal(line, names), line.steps, note=nothing) for line in figures.goals]
    chart = grouped("results", title, described, steps, bars, names.lang)
    return Figure("results", title, counted, (chart,), (_goals(figures, names, steps), _each(figures, names, steps)))


def _steps(figures: Figures, names: Names) -> tuple[str, ...]:
    chain = figures.workflow.choices[figures.workflow.result_steps or ""]
    return tuple(said.in_(names.lang) for said in chain.values())


def _goal(line: Line, names: Names) -> str:
    if line.of == UNSAID:
        return names.say("Inget mål angivet", "No goal named")
    known = names.workflow.choices.get(names.workflow.result_goals or "", {}).get(str(line.of))
    return known.in_(names.lang) if known else str(line.of)


def _goals(figures: Figures, names: Names, steps: tuple[str, ...]) -> Table:
    title = names.say("Resultat efter mål", "Results by goal")
    heads = (names.say("Mål", "Goal"), *steps, names.say("På något steg", "On any step"))
    note = names.say(
        f"Antal {names.many}. Den som har resultat på flera steg, eller för flera mål, räknas på vart och ett.",
        f"Numbers of {names.many}. Whoever has results on several steps, or for several goals, counts on each of them.",
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (_goal(line, names), *line.steps, line.several) for line in figures.goals
    )
    return Table("results", title, heads, rows, note)


def _each(figures: Figures, names: Names, steps: tuple[str, ...]) -> Table:
    title = names.say("Resultat, var och en", "Results, each of them")
    heads = (names.group, names.one, *steps, names.say("Alla resultat", "All results"))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (*names.members[int(line.of)], *line.steps, line.several) for line in figures.results
    )
    return Table("results-each", title, heads, rows, names.say("Antal resultat.", "Numbers of results."))
