"""What a rehearsal comes to in figures, each with its words: the whole round, the mails by month and by function."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from jimflow.core.mistakes import Said
from jimflow.core.workflow import Workflow
from jimflow.rehearsal.outcome import LoadLine, MailLine, Rehearsed
from jimflow.texts.dates import MONTHS
from jimflow.texts.names import function_title


@dataclass(frozen=True, slots=True)
class Quarters:
    """Mails by function and quarter: `names` of the quarters, and by the function's name a count for each of them."""

    names: Sequence[str]
    counts: dict[str, Sequence[int]]


def whole(rounds: Sequence[Rehearsed], lang: str) -> list[tuple[str, list[str]]]:
    """A row for each figure of the whole round, with a cell for each rehearsal."""
    return [(words.in_(lang), [str(count(r)) for r in rounds]) for words, count in _WHOLE]


def by_month(rounds: Sequence[Rehearsed], lang: str) -> list[tuple[str, list[int]]]:
    """Mails in each month in which any of the rehearsals has one: `mars 2021`, and a count for each rehearsal."""
    months = sorted({(m.at.year, m.at.month) for r in rounds for m in r.mails})
    names = MONTHS["en" if lang == "en" else "sv"]
    counted = [Counter((m.at.year, m.at.month) for m in r.mails) for r in rounds]
    return [(f"{names[month - 1]} {year}", [c[year, month] for c in counted]) for year, month in months]


def by_quarter(found: Rehearsed, workflow: Workflow, lang: str) -> Quarters:
    """Mails by function, those of the definition in its order, and quarter: `21K2`, in English `21Q2`."""
    letter = Said("K", "Q").in_(lang)
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for mail in found.mails:
        if mail.functions:
            counted[mail.functions[0]][_quarter(mail, letter)] += 1
    names = sorted({_quarter(mail, letter) for mail in found.mails})
    return Quarters(names, {f: [counted[f][q] for q in names] for f in workflow.functions if f in counted})


def by_function(found: Rehearsed) -> Counter[str]:
    """Mails of the whole round by function."""
    return Counter(mail.functions[0] for mail in found.mails if mail.functions)


def heaviest(found: Rehearsed, count: int) -> list[LoadLine]:
    """The weeks that weigh most on anyone, in hours."""
    return sorted(found.load, key=lambda line: (-line.hours, line.week, line.to))[:count]


def person_words(workflow: Workflow, line: LoadLine, lang: str) -> str:
    """The functions of a person, and where she works."""
    return f"{', '.join(function_title(workflow, f, lang) for f in line.functions)}, {line.organisation}"


def most_mails(found: Rehearsed) -> int:
    """The most mails that anyone gets in a week."""
    return max((line.mails for line in found.load), default=0)


def most_hours(found: Rehearsed) -> float:
    """The most hours that anyone has in a week."""
    return max((line.hours for line in found.load), default=0)


def _completed(found: Rehearsed) -> int:
    return sum(state == found.goal for state in found.ended.values())


def _items(mails: Sequence[MailLine], kinds: tuple[str, ...]) -> int:
    return sum(item.split(":")[0] in kinds for mail in mails for item in mail.items)


def _quarter(mail: MailLine, letter: str) -> str:
    return f"{mail.at.year % 100}{letter}{(mail.at.month + 2) // 3}"


_WHOLE: Sequence[tuple[Said, Callable[[Rehearsed], object]]] = (
    (Said("Mejl", "Mails"), lambda r: len(r.mails)),
    (Said("– påminnelser", "– reminders"), lambda r: _items(r.mails, ("remind", "overdue"))),
    (Said("– kalenderposter", "– calendar entries"), lambda r: sum(m.mail_class == "calendar" for m in r.mails)),
    (Said("Mest på en person och vecka, mejl", "Most for a person and week, mails"), most_mails),
    (Said("Mest på en person och vecka, timmar", "Most for a person and week, hours"), lambda r: f"{most_hours(r):g}"),
    (Said("Uppgifter", "Assignments"), lambda r: len(r.deadlines)),
    (Said("– sent eller inte alls", "– late or never"), lambda r: sum(d.late for d in r.deadlines)),
    (Said("Stoppade någon gång", "Stopped at some time"), lambda r: len({stop.organisation for stop in r.stops})),
    (Said("Genomförde hela omgången", "Completed the whole round"), lambda r: f"{_completed(r)}/{len(r.ended)}"),
)
