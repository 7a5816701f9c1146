"""The figure of heads: how many women and men took part in each meeting."""

from __future__ import annotations

from jimflow.core.figures.facts import Heads
from jimflow.core.figures.heads import MeetingHeads
from jimflow.core.figures.shares import Share
from jimflow.core.figures.whole import Figures
from jimflow.texts.charts.bars import Bar, grouped
from jimflow.texts.figures.attendance import meeting_cells
from jimflow.texts.figures.figure import Figure, Names, nothing_yet
from jimflow.texts.names import state_title
from jimflow.texts.tables import Cell, Table


def heads_figure(figures: Figures, names: Names) -> Figure:
    """Women, men and not stated, meeting by meeting, as they were counted in the room."""
    title = names.say("Deltagare på träffarna efter kön", "Participants in the meetings by sex")
    counted = names.say(
        "Antalet deltagare som samordnaren har noterat för varje träff. Kön noteras aldrig för en enskild person. "
        "Individbaserad officiell statistik ska vara uppdelad efter kön (14\N{NO-BREAK SPACE}§ förordningen 2001:100 "
        "om den officiella statistiken); här görs likadant.",
        "The number of participants that the coordinator has noted for each meeting. The sex of a person is never "
        "noted. Official statistics on individuals are to be broken down by sex (section 14 of the Official Statistics "
        "Ordinance, 2001:100); so are these.",
    )
    noted = [line for line in figures.heads if line.heads is not None]
    if not noted:
        why = (
            names.say(
                "Antalet är inte noterat för någon träff än.", "The number has not been noted for any meeting yet."
            )
            if figures.heads
            else names.say("Ingen träff är genomförd än.", "No meeting has been held yet.")
        )
        return nothing_yet("heads", title, counted, why)
    described = names.say(
        "Staplar för varje träff: kvinnor, män och ej angivet.", "Bars for each meeting: women, men and not stated."
    )
    bars = [_bar(line, names) for line in noted]
    chart = grouped("heads", title, described, series(names), bars, names.lang)
    return Figure("heads", title, counted, (chart,), (_table(figures, names, title),), _missing(figures, noted, names))


def series(names: Names) -> tuple[str, ...]:
    """The three that are told apart."""
    return names.heads("kvinnor|män|ej angivet", "women|men|not stated")


def _bar(line: MeetingHeads, names: Names) -> Bar:
    assert line.heads is not None
    step = state_title(names.workflow, line.meeting.step, names.lang)
    values = (line.heads.women, line.heads.men, line.heads.not_stated)
    return Bar(f"{names.clusters[line.meeting.cluster]}, {line.meeting.day}", values, step)


def _missing(figures: Figures, noted: list[MeetingHeads], names: Names) -> tuple[str, ...]:
    of = len(figures.heads)
    if len(noted) == of:
        return ()
    return (
        names.say(
            f"Antalet är noterat för {len(noted)} av {of} genomförda träffar.",
            f"The number has been noted for {len(noted)} of {of} held meetings.",
        ),
    )


def _table(figures: Figures, names: Names, title: str) -> Table:
    rows = [(*meeting_cells(line.meeting, names), *_cells(line.heads)) for line in figures.heads]
    noted = [line.heads for line in figures.heads if line.heads is not None]
    every = Heads(0, *(sum(getattr(h, what) for h in noted) for what in ("women", "men", "not_stated")))
    total = (names.say("Alla noterade träffar", "All meetings noted"), None, None, *_cells(every))
    heads = names.heads(
        f"Träff|{names.group}|Dag|Kvinnor|Män|Ej angivet|Alla|Kvinnor, procent|Män, procent",
        f"Meeting|{names.group}|Day|Women|Men|Not stated|All|Women, per cent|Men, per cent",
    )
    note = names.say(
        "Procenten är av alla på träffen. Deltagare räknas, inte värdar och medverkande.",
        "The per cent are of all at the meeting. Participants are counted, not hosts and guests.",
    )
    return Table("heads", title, heads, (*rows, total), note)


def _cells(heads: Heads | None) -> tuple[Cell, ...]:
    if heads is None:
        return (None,) * 6
    shares = (Share(heads.women, heads.total).percent, Share(heads.men, heads.total).percent)
    return heads.women, heads.men, heads.not_stated, heads.total, *shares
