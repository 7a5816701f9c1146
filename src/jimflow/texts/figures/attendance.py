"""The figure of attendance: which functions took part in the meetings."""

from __future__ import annotations

from jimflow.core.figures.facts import Held
from jimflow.core.figures.presence import Attendance, by_function
from jimflow.core.figures.whole import Figures
from jimflow.texts.charts.bars import Bar, stacked
from jimflow.texts.figures.figure import Figure, Names, nothing_yet
from jimflow.texts.names import function_title, state_title
from jimflow.texts.tables import Cell, Table


def attendance_figure(figures: Figures, names: Names) -> Figure:
    """Each function over all of the meetings, and then meeting by meeting."""
    title = names.say("Närvaro efter funktion", "Attendance by function")
    counted = names.say(
        f"I hur många {names.many} funktionen var med på träffarna, på plats eller digitalt. Flera som har samma "
        "funktion räknas som en. Andelen är av dem som det finns någon närvaro antecknad för.",
        f"In how many {names.many} the function took part in the meetings, on site or online. Several who hold the "
        "same function count as one. The share is of those with any attendance recorded.",
    )
    if not figures.attendance:
        why = names.say("Ingen träff är genomförd än.", "No meeting has been held yet.")
        return nothing_yet("attendance", title, counted, why)
    described = names.say(
        "En stapel för varje funktion, alla genomförda träffar tillsammans, delad efter hur funktionen var med.",
        "A bar for each function, all held meetings together, divided by how the function took part.",
    )
    totals = by_function(figures.workflow, figures.attendance)
    bars = [
        Bar(names.with_share(function_title(names.workflow, line.function, names.lang), line.share), _parts(line))
        for line in totals
    ]
    chart = stacked("attendance", title, described, series(names), bars, names.lang)
    return Figure("attendance", title, counted, (chart,), (_totals(totals, names, title), _each(figures, names, title)))


def series(names: Names) -> tuple[str, ...]:
    """How a function may have taken part."""
    return names.heads(
        "på plats|digitalt|ersättare kom|inte med|ingen hade funktionen|inte antecknat",
        "on site|online|a deputy came|not present|nobody held it|not recorded",
    )


def _parts(line: Attendance) -> tuple[int, ...]:
    return line.on_site, line.digital, line.deputy, line.absent, line.vacant, line.unrecorded


_HEADS = (
    "Inbjudna|På plats|Digitalt|Ersättare kom|Inte med|Ingen hade funktionen|Inte antecknat|Var med|Av|"
    "Var med, procent",
    "Invited|On site|Online|A deputy came|Not present|Nobody held it|Not recorded|Took part|Of|Took part, per cent",
)


def _totals(totals: list[Attendance], names: Names, title: str) -> Table:
    rows = [(function_title(names.workflow, line.function, names.lang), *_cells(line)) for line in totals]
    heads = names.heads(f"Funktion|{_HEADS[0]}", f"Function|{_HEADS[1]}")
    return Table("attendance", title, heads, tuple(rows), _note(names))


def _each(figures: Figures, names: Names, title: str) -> Table:
    meetings = {m.id: m for m in figures.facts.meetings}
    rows = [
        (
            *meeting_cells(meetings[line.meeting], names),
            function_title(names.workflow, line.function, names.lang),
            *_cells(line),
        )
        for line in figures.attendance
    ]
    heads = names.heads(
        f"Träff|{names.group}|Dag|Funktion|{_HEADS[0]}", f"Meeting|{names.group}|Day|Function|{_HEADS[1]}"
    )
    told = names.say(f"{title}, träff för träff", f"{title}, meeting by meeting")
    return Table("attendance-each", told, heads, tuple(rows), _note(names))


def meeting_cells(meeting: Held, names: Names) -> tuple[Cell, Cell, Cell]:
    """Which meeting: its step, its cluster and its day."""
    return state_title(names.workflow, meeting.step, names.lang), names.clusters[meeting.cluster], meeting.day


def _note(names: Names) -> str:
    return names.say(
        "Procenten är av dem som det finns någon närvaro antecknad för. En ersättare räknas inte som att funktionen "
        "var med.",
        "The per cent are of those with any attendance recorded. A deputy does not count as the function taking part.",
    )


def _cells(line: Attendance) -> tuple[Cell, ...]:
    return line.total, *_parts(line), line.share.part, line.share.of, line.share.percent
