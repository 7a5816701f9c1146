"""What a proposed day for a meeting runs into, and what it does to deadlines, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from jimflow.core.dates.dues import Due
from jimflow.core.dates.hits import Hit
from jimflow.core.workflow import Workflow
from jimflow.texts.amounts import listed
from jimflow.texts.catalogue import counted, tr
from jimflow.texts.dates import day, short_day
from jimflow.texts.fill import capital
from jimflow.texts.names import function_title, meeting_name, title_within


def hit_words(workflow: Workflow, hit: Hit, lang: str, today: date, people: Mapping[int, str]) -> str:
    """A whole sentence. `people` are the names of persons by their numbers."""
    when = day(hit.day, lang, today)
    what, where = (said.in_(lang) if said is not None else "" for said in (hit.what, hit.where))
    match hit.kind:
        case "outside":
            return tr(lang, "Kalendern når inte till {day}.", day=when)
        case "free":
            return tr(lang, "{day} är ingen arbetsdag.", day=capital(when))
        case "past":
            return tr(lang, "{day} har redan varit.", day=capital(when))
        case "after":
            ends = short_day(hit.other, lang, today) if hit.other is not None else ""
            return tr(lang, "{day} är efter omgångens sista dag ({last}).", day=capital(when), last=ends)
        case "quiet":
            return tr(lang, "{day} ligger i de utskicksfria veckorna.", day=capital(when))
        case "order":
            name = meeting_name(workflow, hit.step, lang)
            other = short_day(hit.other, lang, today) if hit.other is not None else ""
            return tr(lang, "Ordningen bryts: {meeting} är {day}.", meeting=name, day=other)
        case "person":
            who = listed([people.get(p, str(p)) for p in sorted(hit.people)], lang)
            return tr(lang, "{who} väntas samma dag hos {cluster} ({meeting}).", who=who, cluster=where, meeting=what)
        case "busy":
            title = title_within(function_title(workflow, hit.function, lang))
            return tr(
                lang,
                "{day}: upptagen tid för {function} ({what}).",
                day=capital(short_day(hit.day, lang, today)),
                function=title,
                what=what,
            )
        case "notice":
            late = short_day(hit.other, lang, today) if hit.other is not None else ""
            return tr(lang, "Kort varsel: inbjudan skulle ha gått {day}.", day=late)
        case "awkward":
            return tr(lang, "{day} är {what}.", day=capital(when), what=what)
        case "cluster":
            return tr(lang, "{cluster} träffas samma dag ({meeting}).", cluster=where, meeting=what)


def due_words(due: Due, lang: str, today: date) -> str:
    """What to mind about a deadline that the day gives; "" for nothing."""
    said = []
    if due.undecided:
        said.append(tr(lang, "Dagen är för nära: bestäm en ny sista dag."))
    elif due.wanted is not None and due.due is not None and due.wanted != due.due:
        said.append(tr(lang, "Skulle ha varit {day}, flyttad efter kalendern.", day=short_day(due.wanted, lang, today)))
    if due.dropped:
        said.append(
            counted(
                lang,
                len(due.dropped),
                "{n} påminnelse utgår, den skulle flyttas för långt.",
                "{n} påminnelser utgår, de skulle flyttas för långt.",
            )
        )
    return " ".join(said)
