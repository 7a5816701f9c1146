"""Every figure of a round, in the order in which they are shown."""

from __future__ import annotations

from jimflow.core.figures.whole import Figures
from jimflow.texts.figures.answers import answers_figure
from jimflow.texts.figures.assessments import assessment_figures
from jimflow.texts.figures.attendance import attendance_figure
from jimflow.texts.figures.figure import Figure, names_of
from jimflow.texts.figures.heads import heads_figure
from jimflow.texts.figures.results import results_figure
from jimflow.texts.figures.times import times_figure


def every_figure(figures: Figures, lang: str) -> list[Figure]:
    """All that the programme has anything to count for; those without numbers yet say so."""
    names = names_of(figures.workflow, figures.facts, lang)
    results = results_figure(figures, names)
    return [
        times_figure(figures, names),
        answers_figure(figures, names),
        attendance_figure(figures, names),
        heads_figure(figures, names),
        *assessment_figures(figures, names),
        *([results] if results else []),
    ]
