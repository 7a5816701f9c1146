"""What came of a rehearsal, on the screen: summary beside a silent round, timelines, what stops, what weighs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from jimflow.cli.screen import console, entries, table
from jimflow.cli.timeline import LEGEND, drawn
from jimflow.core.calendar import Calendar
from jimflow.core.mistakes import Said
from jimflow.core.workflow import Workflow
from jimflow.rehearsal.outcome import LoadLine, MailLine, Rehearsed, StopLine
from jimflow.texts.dates import MONTHS, short_day
from jimflow.texts.names import assignment_title, function_title, state_title
from jimflow.texts.rule_words import requirement
from jimflow.texts.words import SEVERITY, word

MOST = 12
"""Rows of a list on the screen; the document has them all."""

HEAVY = 5
WEEK = timedelta(days=7)
NAMES, FIGURES = 28, 4
"""Characters of a label, and of each figure after it."""

Together = tuple[date, date | None, str, str]
"""Stops that are told as one: from, until, at which step, by which rule."""

KINDS = {
    "deadline moved": Said("sista dag flyttad", "deadline moved"),
    "reminder dropped": Said("påminnelse struken", "reminder dropped"),
    "decide due date": Said("sista dag att bestämma", "deadline to decide"),
}


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
        rows: list[tuple[str, Callable[[Rehearsed], object]]] = [
            (self.said("Mejl", "Mails"), lambda r: len(r.mails)),
            (self.said("– påminnelser", "– reminders"), lambda r: _items(r.mails, ("remind", "overdue"))),
            (self.said("– kalenderposter", "– calendar entries"), lambda r: _classes(r.mails, "calendar")),
            (self.said("Mest på en person och vecka, mejl", "Most for a person and week, mails"), _most_mails),
            (self.said("Mest på en person och vecka, timmar", "Most for a person and week, hours"), _most_hours),
            (self.said("Uppgifter", "Assignments"), lambda r: len(r.deadlines)),
            (self.said("– sent eller inte alls", "– late or never"), lambda r: sum(d.late for d in r.deadlines)),
            (self.said("Stoppade någon gång", "Stopped at some time"), _stopped),
            (self.said("Genomförde hela omgången", "Completed the whole round"), _completed),
        ]
        self.line()
        cells = [[name, *(str(count(r)) for r in self.rounds)] for name, count in rows]
        table(self.columns(self.said("Hela omgången", "The whole round")), cells)

    def months(self) -> None:
        self.heading("Mejl per månad", "Mails per month")
        months = sorted({(m.at.year, m.at.month) for r in self.rounds for m in r.mails})
        names = MONTHS["en" if self.lang == "en" else "sv"]
        counted = [Counter((m.at.year, m.at.month) for m in r.mails) for r in self.rounds]
        rows = [[f"{names[month - 1]} {year}", *(str(c[year, month]) for c in counted)] for year, month in months]
        table(self.columns(self.said("Månad", "Month")), rows)

    def roles(self) -> None:
        self.heading("Mejl per funktion och kvartal", "Mails per function and quarter")
        letter = self.said("K", "Q")
        quarters = sorted({_quarter(m.at.date(), letter) for m in self.found.mails})
        counted = _by_function(self.found, lambda mail: _quarter(mail.at.date(), letter))
        others = _by_function(self.beside, lambda _: "") if self.beside is not None else None
        heads = [*quarters, self.said("summa", "sum"), *([self.said("tyst", "none")] if others is not None else [])]
        self.numbers(self.said("Funktion", "Function"), heads)
        for function in [f for f in self.workflow.functions if f in counted]:
            row = [str(counted[function][q] or "·") for q in quarters]
            row.append(str(counted[function].total()))
            row += [str(others[function].total())] if others is not None else []
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
            groups = _together(each.stops)
            entries([self.stop(*group) for group in groups[:MOST]])
            self.more(len(groups))

    def stop(self, when: Together, stops: Sequence[StopLine]) -> tuple[Sequence[str], str]:
        """When and where, and below it who and by what; one alone by its own sentence, several by what is asked."""
        since, until, state, code = when
        end = self.day(until) if until else self.said("slutet", "the end")
        rule = self.workflow.rules.get(code)
        what = stops[0].text.in_(self.lang)
        if len(stops) > 1 and rule is not None:
            asked = requirement(self.workflow, rule, self.lang)
            what = self.said(f"inte uppfyllt – {asked}", f"not met – {asked}")
        severity = word(SEVERITY, stops[0].severity, self.lang)
        where = state_title(self.workflow, state, self.lang)
        return [f"{self.day(since)} – {end}", where], f"{self.who(stops)}: {what} ({severity})"

    def heavy(self) -> None:
        self.heading("Tyngsta veckorna för någon", "The heaviest weeks for anyone")
        heads = self.said("Vecka|Vem|Mejl|Timmar", "Week|Who|Mails|Hours").split("|")
        rows = [
            [line.week, self.person(line), str(line.mails), f"{line.hours:g}"]
            for line in sorted(self.found.load, key=lambda line: (-line.hours, line.week, line.to))[:HEAVY]
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
        groups = Counter((r.kind, r.step, r.assignment, r.wanted, r.got) for r in self.found.remarks)
        if not groups:
            return
        self.heading("Flyttat av kalendern", "Moved by the calendar")
        heads = self.said("Vad|Skulle|Blev|Antal|Uppgift", "What|Was to be|Became|Count|Assignment").split("|")
        ordered = sorted(groups.items(), key=lambda item: (item[0][3], item[0]))
        rows = [
            [KINDS[kind].in_(self.lang), self.day(wanted), self.day(got), str(count), self.assignment(name)]
            for (kind, _, name, wanted, got), count in ordered[:MOST]
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

    def function(self, name: str) -> str:
        return function_title(self.workflow, name, self.lang)

    def assignment(self, name: str) -> str:
        return assignment_title(self.workflow, name, self.lang)

    def person(self, line: LoadLine) -> str:
        functions = ", ".join(self.function(f) for f in line.functions)
        return f"{functions}, {line.organisation}"

    def who(self, stops: Sequence[StopLine]) -> str:
        """A cluster by its name when all of it is meant, else the organisations."""
        names = {s.organisation for s in stops}
        whole = [c for c in self.found.clusters if set(c.members) <= names]
        rest = names - {m for c in whole for m in c.members}
        if len(whole) == len(self.found.clusters):
            return self.said("alla", "all")
        return ", ".join([*(c.name.in_(self.lang) for c in whole), *sorted(rest)])


def _together(stops: Iterable[StopLine]) -> list[tuple[Together, list[StopLine]]]:
    """Stops at the same step by the same rule that begin and end within a week of each other, in order of time."""
    groups: list[list[StopLine]] = []
    for stop in sorted(stops, key=lambda s: (s.state, s.code, s.since, s.until or date.max)):
        before = groups[-1][0] if groups else None
        if before is not None and _alike(before, stop):
            groups[-1].append(stop)
        else:
            groups.append([stop])
    told = [((min(s.since for s in group), _latest(group), group[0].state, group[0].code), group) for group in groups]
    return sorted(told, key=lambda item: (item[0][0], item[0][1] or date.max, item[0][2:]))


def _alike(one: StopLine, other: StopLine) -> bool:
    near = abs(one.since - other.since) <= WEEK
    if one.until is None or other.until is None:
        near = near and one.until == other.until
    else:
        near = near and abs(one.until - other.until) <= WEEK
    return near and (one.state, one.code) == (other.state, other.code)


def _latest(stops: Sequence[StopLine]) -> date | None:
    ends = [stop.until for stop in stops if stop.until is not None]
    return max(ends) if len(ends) == len(stops) else None


def _quarter(day: date, letter: str) -> str:
    return f"{day.year % 100}{letter}{(day.month + 2) // 3}"


def _items(mails: Sequence[MailLine], kinds: tuple[str, ...]) -> int:
    return sum(item.split(":")[0] in kinds for mail in mails for item in mail.items)


def _classes(mails: Sequence[MailLine], name: str) -> int:
    return sum(mail.mail_class == name for mail in mails)


def _most_mails(found: Rehearsed) -> str:
    return str(max((line.mails for line in found.load), default=0))


def _most_hours(found: Rehearsed) -> str:
    return f"{max((line.hours for line in found.load), default=0):g}"


def _stopped(found: Rehearsed) -> int:
    return len({stop.organisation for stop in found.stops})


def _by_function(found: Rehearsed, key: Callable[[MailLine], str]) -> dict[str, Counter[str]]:
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for mail in found.mails:
        if mail.functions:
            counted[mail.functions[0]][key(mail)] += 1
    return counted


def _completed(found: Rehearsed) -> str:
    return f"{sum(state == found.goal for state in found.ended.values())}/{len(found.ended)}"
