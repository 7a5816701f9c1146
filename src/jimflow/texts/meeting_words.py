"""A meeting in words: how it stands, when its sessions are, how and where."""

from __future__ import annotations

from datetime import date, datetime

from jimflow.core.mistakes import Said
from jimflow.core.workflow import Workflow
from jimflow.texts.dates import day, hours
from jimflow.texts.names import meeting_name, place_name, theme_title
from jimflow.texts.words import MODE, word

MEETING_STATUS = {
    "planned": Said("planerad", "planned"),
    "held": Said("genomförd", "held"),
    "cancelled": Said("inställd", "called off"),
}


def with_theme(workflow: Workflow, step: str, theme: str, lang: str) -> str:
    """The name of a meeting, with its theme or that none is chosen where its step has one for each cluster."""
    title = meeting_name(workflow, step, lang)
    if not workflow.steps[step].theme_per_cluster:
        return title
    none = Said("tema ej valt", "no theme yet").in_(lang)
    return f"{title}: {theme_title(workflow, theme, lang) if theme else none}"


def sitting(begins: datetime, ends: datetime, mode: str, place: str, lang: str, today: date) -> str:
    """One session in words: day, hours, how and where. The instants are local; `place` as it is kept."""
    where = f", {place_name(place, lang)}" if place else ""
    return f"{day(begins.date(), lang, today)} {hours(begins, ends, lang)}, {word(MODE, mode, lang)}{where}"
