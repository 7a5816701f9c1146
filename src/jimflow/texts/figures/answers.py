"""The figure of answers: what came in time, late or not at all."""

from __future__ import annotations

from jimflow.core.figures.in_time import Answers, together
from jimflow.core.figures.whole import Figures
from jimflow.texts.charts.bars import Bar, stacked
from jimflow.texts.figures.figure import Figure, Names, nothing_yet
from jimflow.texts.names import assignment_title, state_title
from jimflow.texts.tables import Cell, Table


def answers_figure(figures: Figures, names: Names) -> Figure:
    """How the answers to each assignment stand, step by step."""
    title = names.say("Svar i tid", "Answers in time")
    counted = names.say(
        "Svaren på varje uppgift. Andelen är de som kom senast sista dagen, av dem som har kommit eller skulle ha "
        "kommit. En frivillig uppgift som ingen har svarat på räknas inte med.",
        "The answers to each assignment. The share is those that came by the due date, of those that have come or were "
        "due. An optional assignment that nobody answered is left out.",
    )
    if not figures.answers:
        why = names.say("Inga uppgifter har delats ut än.", "No assignments have been given yet.")
        return nothing_yet("answers", title, counted, why)
    described = names.say(
        "En stapel för varje uppgift, delad efter hur svaren har kommit.",
        "A bar for each assignment, divided by how its answers have come.",
    )
    bars = [
        Bar(
            names.with_share(assignment_title(names.workflow, line.assignment, names.lang), line.share),
            _parts(line),
            state_title(names.workflow, line.step, names.lang),
        )
        for line in figures.answers
    ]
    chart = stacked("answers", title, described, series(names), bars, names.lang)
    return Figure("answers", title, counted, (chart,), (_table(figures, names, title),))


def series(names: Names) -> tuple[str, ...]:
    """How an answer may stand, in neutral words."""
    return names.heads(
        "i tid|efter sista dagen|har inte kommit|väntas senare|avslutad utan svar",
        "in time|after the due date|not received|not due yet|ended without an answer",
    )


def _parts(line: Answers) -> tuple[int, ...]:
    return line.in_time, line.late, line.missing, line.to_come, line.ended


def _table(figures: Figures, names: Names, title: str) -> Table:
    rows = [
        (
            state_title(names.workflow, line.step, names.lang),
            assignment_title(names.workflow, line.assignment, names.lang),
            *_cells(line),
        )
        for line in figures.answers
    ]
    every = (names.say("Alla", "All"), names.say("Alla uppgifter", "All assignments"))
    heads = names.heads(
        "Steg|Uppgift|I tid|Efter sista dagen|Har inte kommit|Väntas senare|Avslutad utan svar|"
        "Har kommit eller skulle ha kommit|I tid, procent",
        "Step|Assignment|In time|After the due date|Not received|Not due yet|Ended without an answer|"
        "Have come or were due|In time, per cent",
    )
    note = names.say(
        "Procenten är av dem som har kommit eller skulle ha kommit.",
        "The per cent are of those that have come or were due.",
    )
    return Table("answers", title, heads, (*rows, (*every, *_cells(together(list(figures.answers))))), note)


def _cells(line: Answers) -> tuple[Cell, ...]:
    return *_parts(line), line.share.of, line.share.percent
