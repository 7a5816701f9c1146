"""What the page of a rehearsal shows, in words: the sum, the mails day by day, the load, the dates, the stops."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from jimflow.core.calendar import Calendar
from jimflow.core.workflow import Workflow
from jimflow.files.round_shape import OrganisationFile, SubjectFile
from jimflow.rehearsal.days import Day, Week, fullest, weeks
from jimflow.rehearsal.dues import dues
from jimflow.rehearsal.figures import by_month, heaviest, person_words, whole
from jimflow.rehearsal.outcome import ClusterLine, LoadLine, MailLine, Rehearsed
from jimflow.rehearsal.stoppings import SHIFTED, Stopping, shifts, stoppings, together
from jimflow.rehearsal.weights import Weight, by_function, by_person, monday_of, of_person, week_names
from jimflow.texts.catalogue import tr
from jimflow.texts.dates import MONTHS, short_day
from jimflow.texts.names import assignment_title, function_title, meeting_name, state_title
from jimflow.texts.words import SEVERITY, word
from jimflow.web.rehearsal_lanes import cluster_lanes
from jimflow.web.rehearsing import Job

VIEWS = ("sum", "mails", "load", "dates", "stops")
HEAVY = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    base: str
    people: str
    view: str
    query: Mapping[str, str]

    def to(self, view: str, anchor: str = "", **more: str) -> str:
        """The address of another view of the same rehearsal."""
        named = {"people": self.people, "view": view, **more}
        return f"{self.base}?{urlencode(named)}{'#' + anchor if anchor else ''}"


@dataclass(frozen=True, slots=True)
class Scene:
    """A rehearsal, what it was played on, and the language of the page."""

    found: Rehearsed
    beside: Rehearsed | None
    workflow: Workflow
    calendar: Calendar
    names: Mapping[str, str]
    """Of those that take part, in the language."""
    lang: str

    @property
    def rounds(self) -> Sequence[Rehearsed]:
        """The one asked for, and the one beside it."""
        return [self.found] if self.beside is None else [self.found, self.beside]

    def day(self, day: date | None) -> str:
        """A day in few words."""
        return short_day(day, self.lang, None) if day is not None else ""

    def who(self, code: str) -> str:
        """What an organisation is called."""
        return self.names.get(code, code)

    def whom(self, several: frozenset[str]) -> str:
        """Clusters where all of one is meant, else names."""
        said = together(self.found, several, self.lang)
        return ", ".join(self.who(part) for part in said.split(", "))


def scene_of(job: Job, lang: str) -> Scene:
    """The rehearsal of a job that is done."""
    read, played = job.source.read, [p.found for p in job.played]
    every: list[OrganisationFile | SubjectFile] = [*read.round.organisations.values(), *read.round.subjects.values()]
    names = {one.code: one.name.in_(lang) for one in every}
    return Scene(played[0], played[1] if len(played) > 1 else None, read.workflow, read.calendar, names, lang)


def values_of(job: Job, asked: Asked, lang: str) -> dict[str, Any]:
    """What the template needs for the view that is asked for; the sum where there is no such view."""
    made: Mapping[str, Callable[[Scene, Asked], dict[str, Any]]] = {
        "sum": _sum,
        "mails": _mails,
        "load": _load,
        "dates": _dates,
        "stops": _stops,
    }
    view = asked.view if asked.view in VIEWS else VIEWS[0]
    scene = scene_of(job, lang)
    shown = made[view](scene, asked)
    return {"stage": "done", "view": view, "views": VIEWS, "asked": asked, "scene": scene, "shown": shown}


def mail_line(job: Job, number: int, lang: str) -> dict[str, Any]:
    """One mail's line in words."""
    scene = scene_of(job, lang)
    return {"line": scene.found.mails[number], **_to(scene, scene.found.mails[number])}


def _sum(scene: Scene, _asked: Asked) -> dict[str, Any]:
    found, lang = scene.found, scene.lang
    day = fullest(found)
    months = by_month(scene.rounds, lang)
    return {
        "columns": [r.people_title.in_(lang) for r in scene.rounds],
        "rows": [(words, [_decimal(cell, lang) for cell in cells]) for words, cells in whole(scene.rounds, lang)],
        "recipients": len({mail.to for mail in found.mails}),
        "fullest": day,
        "fullest_count": sum(mail.at.date() == day for mail in found.mails),
        "heaviest": [_heavy(scene, line) for line in heaviest(found, 1)],
        "stopped": len({stop.organisation for stop in found.stops}),
        "months": months,
        "most": max((count for _, counts in months for count in counts), default=0) or 1,
        "stops": [(r, _told(scene, r)[:HEAVY], len(stoppings(r.stops))) for r in scene.rounds],
        "bad_days": [(bad, bad.why.in_(lang)) for bad in found.bad_days],
        "moved": [
            {
                "what": SHIFTED[line.kind].in_(lang),
                "wanted": line.wanted,
                "got": line.got,
                "count": count,
                "assignment": assignment_title(scene.workflow, line.assignment, lang),
            }
            for line, count in shifts(found)
        ],
    }


def _mails(scene: Scene, asked: Asked) -> dict[str, Any]:
    found = scene.found
    day = _a_day(asked.query.get("day", "")) or fullest(found)
    numbered = [(n, mail) for n, mail in enumerate(found.mails) if mail.at.date() == day]
    most = max((d.mails for week in weeks(found, scene.calendar) for d in week.days), default=0)
    return {
        "months": _by_month(weeks(found, scene.calendar), scene.lang),
        "most": most,
        "share": lambda count: (count / most) ** 0.5,
        "meetings": lambda d: _meetings(scene, d),
        "day": day,
        "count": len(numbered),
        "subjects": _subjects(scene, numbered),
        "due": [d for d in _due_lines(scene) if d["day"] == day],
        "held": [m for week in weeks(found, scene.calendar) for d in week.days if d.day == day for m in d.meetings],
        "held_words": lambda m: _meeting(scene, m.cluster, m.step),
    }


def _by_month(found: Sequence[Week], lang: str) -> list[tuple[str, list[Week]]]:
    """The weeks under the month of their Thursday; a run of empty ones under that of its first."""
    names = MONTHS["en" if lang == "en" else "sv"]

    def month(week: Week) -> tuple[int, int]:
        thursday = week.first + timedelta(days=3)
        return thursday.year, thursday.month

    return [(f"{names[m - 1]} {year}", list(several)) for (year, m), several in groupby(found, month)]


def _subjects(scene: Scene, numbered: Sequence[tuple[int, MailLine]]) -> list[dict[str, Any]]:
    """The mails of a day: those of one subject together, within it those to one function."""
    told: dict[tuple[datetime, str], dict[str, list[tuple[int, str]]]] = {}
    for n, mail in numbered:
        functions = told.setdefault((mail.at, mail.subject), {})
        to = _to(scene, mail)
        functions.setdefault(to["functions"], []).append((n, to["whose"]))
    return [
        {"at": at, "subject": subject, "count": sum(map(len, functions.values())), "functions": functions}
        for (at, subject), functions in sorted(told.items(), key=lambda item: item[0][0])
    ]


def _to(scene: Scene, mail: MailLine) -> dict[str, str]:
    """Whom a mail is to: the functions, and where they are held."""
    functions = ", ".join(function_title(scene.workflow, f, scene.lang) for f in mail.functions)
    return {"functions": functions or mail.to, "whose": scene.who(mail.organisation) or mail.to}


def _meetings(scene: Scene, day: Day) -> str:
    return ", ".join(_meeting(scene, m.cluster, m.step) for m in day.meetings)


def _meeting(scene: Scene, cluster: str, step: str) -> str:
    name = next((c.name.in_(scene.lang) for c in scene.found.clusters if c.code == cluster), cluster)
    return f"{meeting_name(scene.workflow, step, scene.lang)}, {name}"


def _load(scene: Scene, asked: Asked) -> dict[str, Any]:
    found = scene.found
    function, who = asked.query.get("function", ""), asked.query.get("who", "")
    weights = by_person(found, function) if function else by_function(found)
    names = week_names(found)
    return {
        "function": function,
        "function_title": function_title(scene.workflow, function, scene.lang) if function else "",
        "who": who,
        "weeks": [_in_week(scene, line) for line in of_person(found, who)] if who else [],
        "heavy": [_heavy(scene, line) for line in heaviest(found, HEAVY)],
        "weights": [_weighed(scene, asked, weight, function) for weight in weights],
        "span": (_week(names[0], scene), _week(names[-1], scene)) if names else None,
    }


def _weighed(scene: Scene, asked: Asked, weight: Weight, function: str) -> dict[str, Any]:
    if function:
        words = scene.who(weight.heaviest.organisation)
        place = asked.to("load", "who", function=function, who=weight.of)
    else:
        words = function_title(scene.workflow, weight.of, scene.lang)
        place = asked.to("load", function=weight.of)
    return {
        "weight": weight,
        "words": words,
        "place": place,
        "week": _week(weight.heaviest.week, scene),
        "most": _number(weight.heaviest.hours, scene.lang),
        "hours": _number(weight.hours, scene.lang),
        "path": _path(weight.weeks, max((line.hours for line in scene.found.load), default=0) or 1),
    }


def _path(hours: Sequence[float], most: float) -> str:
    """Bars side by side, 1 wide and at most 20 high, standing on the line 20; none for a week without work."""
    high = [(n, round(20 * h / most, 1)) for n, h in enumerate(hours)]
    return "".join(f"M{n} 20v-{h:g}h.8V20z" for n, h in high if h)


def _heavy(scene: Scene, line: LoadLine) -> dict[str, Any]:
    who = person_words(scene.workflow, line, scene.lang).removesuffix(line.organisation) + scene.who(line.organisation)
    return {"line": line, "week": _week(line.week, scene), "who": who, "hours": _number(line.hours, scene.lang)}


def _in_week(scene: Scene, line: LoadLine) -> tuple[str, int, str, str]:
    work, meetings = _number(line.work_hours, scene.lang), _number(line.meeting_hours, scene.lang)
    return _week(line.week, scene), line.mails, work, meetings


def _week(week: str, scene: Scene) -> str:
    """`v. 14 2021 (5 april)`."""
    year, _, number = week.partition("-W")
    monday = monday_of(week)
    names = MONTHS["en" if scene.lang == "en" else "sv"]
    first = f"{monday.day} {names[monday.month - 1]}"
    return tr(scene.lang, "v. {number} {year} (från {day})", number=int(number), year=year, day=first)


def _dates(scene: Scene, asked: Asked) -> dict[str, Any]:
    cluster = next((c for c in scene.found.clusters if c.code == asked.query.get("cluster", "")), None)
    lines = _due_lines(scene)
    if cluster is not None:
        lines = [line for line in lines if line["organisations"] & set(cluster.members)]
    return {
        "lines": lines,
        "cluster": cluster.code if cluster is not None else "",
        "clusters": [(c.code, c.name.in_(scene.lang)) for c in scene.found.clusters],
    }


def _due_lines(scene: Scene) -> list[dict[str, Any]]:
    return [
        {
            "day": due.day,
            "opens": due.opens,
            "reckoned": due.reckoned,
            "what": assignment_title(scene.workflow, due.assignment, scene.lang),
            "step": state_title(scene.workflow, due.step, scene.lang),
            "whom": scene.whom(due.organisations),
            "organisations": due.organisations,
            "due": due,
        }
        for due in dues(scene.found)
    ]


def _stops(scene: Scene, _asked: Asked) -> dict[str, Any]:
    return {
        "stops": _told(scene, scene.found),
        "lanes": [
            (c.name.in_(scene.lang), cluster_lanes(scene.found, c, scene.workflow, scene.calendar, scene.lang))
            for c in scene.found.clusters
        ],
        "example": any(m.example for m in scene.found.meetings),
    }


def _lanes(scene: Scene, cluster: ClusterLine) -> str:
    return cluster_lanes(scene.found, cluster, scene.workflow, scene.calendar, scene.lang)


def _told(scene: Scene, found: Rehearsed) -> list[dict[str, Any]]:
    return [_stop(scene, one) for one in stoppings(found.stops)]


def _stop(scene: Scene, one: Stopping) -> dict[str, Any]:
    severity = one.stops[0].severity
    return {
        "since": one.since,
        "until": one.until,
        "where": state_title(scene.workflow, one.state, scene.lang),
        "whom": scene.whom(frozenset(s.organisation for s in one.stops)),
        "what": one.what(scene.workflow, scene.lang),
        "severity": word(SEVERITY, severity, scene.lang),
        "kind": "stopped" if severity == "block" else "late",
        "fix": one.stops[0].fix.in_(scene.lang) if len(one.stops) == 1 else "",
        "days": max(s.working_days for s in one.stops),
    }


def _number(value: float, lang: str) -> str:
    return _decimal(f"{value:g}", lang)


def _decimal(digits: str, lang: str) -> str:
    """A number as the language writes it: 8,2 and 8.2."""
    return digits if lang == "en" else digits.replace(".", ",")


def _a_day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
