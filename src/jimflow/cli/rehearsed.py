"""What came of a rehearsal, on the screen: summary beside a silent round, timelines, what stops, what weighs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from jimflow.cli.screen import console, entries, table
from jimflow.cli.timeline import LEGEND, drawn
from jimflow.core.calendar import Calendar
from jimflow.core.workflow import Workflow
from jimflow.rehearsal.figures import by_function, by_month, by_quarter, heaviest, person_words, whole
from jimflow.rehearsal.outcome import Rehearsed, RemarkLine
from jimflow.rehearsal.stoppings import SHIFTED, Stopping, shifts, stoppings
from jimflow.texts.dates import short_day
from jimflow.texts.names import assignment_title, function_title, state_title
from jimflow.texts.words import SEVERITY, word

MOST = 12
"""Rows of a list on the screen; the document has them all."""

HEAVY = 5
NAMES, FIGURES = 28, 4
"""Characters of a label, and of each figure after it."""


def show(found: Rehearsed, beside: Rehearsed | None, workflow: Workflow, calendar: Calendar, lang: str) -> None:
    """Everything for a person; `beside` is the same round with everybody silent."""
    page = _Page(found, beside, workflow, lang)
    page.head()
    page.summary()
    page.months()
    page.roles()
    page.timelines(calendar)
    page.stops()
    page.heavy()
    page.moved()
    page.bad_days()
    page.end()


class _Page:
    def __init__(self, found: Rehearsed, beside: Rehearsed | None, workflow: Workflow, lang: str) -> None:
        self.found, self.beside, self.workflow, self.lang = found, beside, workflow, lang
        self.rounds = [found] if beside is None else [found, beside]

    def said(self, sv: str, en: str) -> str:
        return en if self.lang == "en" else sv

    def line(self, words: str = "") -> None:
        console().print(words, soft_wrap=False)

    def day(self, day: date | None) -> str:
        return short_day(day, self.lang, None) if day is not None else "–"

    def heading(self, sv: str, en: str) -> None:
        self.line()
        console().print(self.said(sv, en), style="bold")

    def columns(self, *first: str) -> list[str]:
        return [*first, *(r.people_title.in_(self.lang) for r in self.rounds)]

    def head(self) -> None:
        found = self.found
        title = self.said("Provkörning", "Rehearsal")
        console().print(f"{title}: {found.title.in_(self.lang)}", style="bold")
        self.line(f"{self.day(found.since)} – {self.day(found.until)} · {found.people_title.in_(self.lang)}")
        if found.example:
            self.line(found.example_note.in_(self.lang))

    def summary(self) -> None:
        self.line()
        rows = [[name, *cells] for name, cells in whole(self.rounds, self.lang)]
        table(self.columns(self.said("Hela omgången", "The whole round")), rows)

    def months(self) -> None:
        self.heading("Mejl per månad", "Mails per month")
        rows = [[name, *map(str, counts)] for name, counts in by_month(self.rounds, self.lang)]
        table(self.columns(self.said("Månad", "Month")), rows)

    def roles(self) -> None:
        self.heading("Mejl per funktion och kvartal", "Mails per function and quarter")
        quarters = by_quarter(self.found, self.workflow, self.lang)
        others = by_function(self.beside) if self.beside is not None else None
        heads = [
            *quarters.names,
            self.said("summa", "sum"),
            *([self.said("tyst", "none")] if others is not None else []),
        ]
        self.numbers(self.said("Funktion", "Function"), heads)
        for function, counts in quarters.counts.items():
            row = [*(str(n or "·") for n in counts), str(sum(counts))]
            row += [str(others[function])] if others is not None else []
            self.numbers(function_title(self.workflow, function, self.lang), row)
        if self.beside is not None:
            name = self.beside.people_title.in_(self.lang)
            self.line(self.said(f"tyst = {name.lower()}, hela omgången", f"none = {name.lower()}, the whole round"))

    def numbers(self, label: str, cells: Sequence[str]) -> None:
        """A line of figures under each other; a long label is cut, so that no line breaks."""
        short = label if len(label) <= NAMES else f"{label[: NAMES - 1]}…"
        self.line(short.ljust(NAMES) + "".join(f" {cell:>{FIGURES}}" for cell in cells))

    def timelines(self, calendar: Calendar) -> None:
        screen = console()
        for cluster in self.found.clusters:
            self.heading(cluster.name.sv, cluster.name.en)
            for line in drawn(self.found, cluster, self.workflow, calendar, self.lang):
                screen.print(line, no_wrap=True, crop=False, overflow="ignore", soft_wrap=True)
        self.line(LEGEND.in_(self.lang))
        if any(m.example for m in self.found.meetings):
            self.line(self.said("Träffarnas dagar är exempeldatum.", "The days of the meetings are example dates."))

    def stops(self) -> None:
        for each in self.rounds:
            name = each.people_title.in_(self.lang)
            self.heading(f"Vad som stoppar vem · {name}", f"What stops whom · {name}")
            if not each.stops:
                self.line(self.said("Ingen stoppas.", "Nobody is stopped."))
                continue
            groups = stoppings(each.stops)
            entries([self.stop(one) for one in groups[:MOST]])
            self.more(len(groups))

    def stop(self, one: Stopping) -> tuple[Sequence[str], str]:
        """When and where, and below it who and by what."""
        end = self.day(one.until) if one.until else self.said("slutet", "the end")
        severity = word(SEVERITY, one.stops[0].severity, self.lang)
        where = state_title(self.workflow, one.state, self.lang)
        what = one.what(self.workflow, self.lang)
        return [f"{self.day(one.since)} – {end}", where], f"{one.whom(self.found, self.lang)}: {what} ({severity})"

    def heavy(self) -> None:
        self.heading("Tyngsta veckorna för någon", "The heaviest weeks for anyone")
        heads = self.said("Vecka|Vem|Mejl|Timmar", "Week|Who|Mails|Hours").split("|")
        rows = [
            [line.week, person_words(self.workflow, line, self.lang), str(line.mails), f"{line.hours:g}"]
            for line in heaviest(self.found, HEAVY)
        ]
        table(heads, rows)
        self.line(
            self.said(
                "En uppgifts tid räknas hel för varje funktion som får den, jämnt över dagarna till sista dag. "
                "Träffarna räknas med.",
                "An assignment's effort counts in full for each function given it, evenly over the days until "
                "it is due. Meetings are included.",
            )
        )

    def moved(self) -> None:
        ordered = shifts(self.found)
        if not ordered:
            return
        self.heading("Flyttat av kalendern", "Moved by the calendar")
        heads = self.said("Vad|Skulle|Blev|Antal|Uppgift", "What|Was to be|Became|Count|Assignment").split("|")
        rows = [
            [SHIFTED[r.kind].in_(self.lang), self.day(r.wanted), self.day(r.got), str(count), self.assignment(r)]
            for r, count in ordered[:MOST]
        ]
        table(heads, rows)
        self.more(len(ordered))

    def bad_days(self) -> None:
        if not self.found.bad_days:
            return
        self.heading("Dagar som faller illa", "Days that fall badly")
        heads = self.said("Dag|Mejl|Sista dag för|Varför", "Day|Mails|Due|Why").split("|")
        rows = [
            [self.day(d.day), str(d.mails), str(d.deadlines), d.why.in_(self.lang)] for d in self.found.bad_days[:MOST]
        ]
        table(heads, rows)
        self.more(len(self.found.bad_days))

    def end(self) -> None:
        self.line()
        self.line(self.said("Inget skickades och inget sparades.", "Nothing was sent and nothing was kept."))

    def more(self, count: int) -> None:
        if count > MOST:
            left = count - MOST
            self.line(self.said(f"… och {left} till (--json visar alla)", f"… and {left} more (--json shows all)"))

    def assignment(self, about: RemarkLine) -> str:
        return assignment_title(self.workflow, about.assignment, self.lang)
