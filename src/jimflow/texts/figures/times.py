"""The figure of time: how long each step took."""

from __future__ import annotations

from jimflow.core.figures.shares import Spread
from jimflow.core.figures.whole import Figures
from jimflow.texts.charts.ranges import Range, ranges
from jimflow.texts.figures.figure import Figure, Names, in_one, nothing_yet
from jimflow.texts.names import state_title
from jimflow.texts.tables import Cell, Table, plain, shown


def times_figure(figures: Figures, names: Names) -> Figure:
    """Median, shortest and longest of each step, over all and in each cluster, and then everyone's own."""
    title = names.say("Tid i varje steg", "Time in each step")
    counted = names.say(
        "Dagarna från det att någon gick in i ett steg till det att den gick vidare. Uppehåll räknas inte. Median, "
        "kortaste och längsta tid gäller dem som har lämnat steget.",
        "The days from the move into a step to the move out of it. Pauses are not counted. Median, shortest and "
        "longest time are of those that have left the step.",
    )
    if not figures.times:
        why = names.say("Ingen har gått in i något steg än.", "Nobody has entered any step yet.")
        return nothing_yet("times", title, counted, why)
    return Figure(
        "times", title, counted, _charts(figures, names, title), (_spread(figures, names), _each(figures, names))
    )


def _charts(figures: Figures, names: Names, title: str) -> tuple[str, ...]:
    rows = [
        Range(_said(names, line.step, line.working_days), *_numbers(line.working_days))
        for line in figures.step_times
        if line.cluster is None and line.working_days is not None
    ]
    if not rows:
        return ()
    described = names.say(
        "En linje för varje steg, från den kortaste till den längsta tiden i arbetsdagar, med en punkt vid medianen.",
        "A line for each step, from the shortest to the longest time in working days, with a dot at the median.",
    )
    return (ranges("times", names.say(f"{title}, arbetsdagar", f"{title}, working days"), described, rows, names.lang),)


def _numbers(spread: Spread) -> tuple[float, float, float]:
    return spread.least, float(spread.median), spread.most


def _said(names: Names, step: str, days: Spread) -> str:
    title = state_title(names.workflow, step, names.lang)
    middle = shown(plain(days.median), names.lang)
    return f"{title}: {in_one(f'median {middle} ({days.least}–{days.most})')}"


def _spread(figures: Figures, names: Names) -> Table:
    everyone = names.say("Alla", "All")
    rows = [
        (
            state_title(names.workflow, line.step, names.lang),
            everyone if line.cluster is None else names.clusters[line.cluster],
            line.days.count if line.days else 0,
            line.ongoing,
            *_cells(line.working_days),
            *_cells(line.days),
        )
        for line in figures.step_times
    ]
    heads = names.heads(
        f"Steg|{names.group}|Har lämnat steget|Är kvar|Arbetsdagar, median|Arbetsdagar, kortast|Arbetsdagar, längst|"
        "Kalenderdagar, median|Kalenderdagar, kortast|Kalenderdagar, längst",
        f"Step|{names.group}|Have left the step|Still there|Working days, median|Working days, shortest|"
        "Working days, longest|Calendar days, median|Calendar days, shortest|Calendar days, longest",
    )
    note = names.say(
        "Median och spridning av dem som har lämnat steget.", "Median and spread of those that have left the step."
    )
    return Table("times", names.say("Tid i varje steg", "Time in each step"), heads, tuple(rows), note)


def _cells(spread: Spread | None) -> tuple[Cell, Cell, Cell]:
    return (plain(spread.median), spread.least, spread.most) if spread else (None, None, None)


def _each(figures: Figures, names: Names) -> Table:
    rows = [
        (
            state_title(names.workflow, t.step, names.lang),
            *names.members[t.participation],
            t.entered,
            t.left,
            t.working_days,
            t.days,
        )
        for t in figures.times
    ]
    heads = names.heads(
        f"Steg|{names.group}|{names.one}|Från|Till|Arbetsdagar|Kalenderdagar",
        f"Step|{names.group}|{names.one}|From|To|Working days|Calendar days",
    )
    note = names.say(
        f"Utan slutdag pågår steget; då räknas dagarna till och med {figures.today}.",
        f"Without a last day the step goes on; its days are then counted up to {figures.today}.",
    )
    return Table("times-each", names.say("Tid, var och en", "Time, each of them"), heads, tuple(rows), note)
