"""The lines of an outbox as a page shows them: what is said, to whom, where it can be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from jimflow.actions.coming_mails import Coming, Receiver
from jimflow.core.workflow import Workflow
from jimflow.store.queries.outbox import Addressee, MailLine
from jimflow.texts.blockers import local_day
from jimflow.texts.catalogue import tr
from jimflow.texts.dates import short_day
from jimflow.texts.fill import capital
from jimflow.texts.mail_words import item_words
from jimflow.texts.names import function_title, named
from jimflow.texts.outbox_words import why_not
from jimflow.texts.words import MAIL_CLASS, MAIL_STATUS, word

Days = Callable[[datetime], date]
"""The local day of a moment."""

SIGNS = {"sent": "done", "dead": "stopped", "unknown": "late", "cancelled": "plain"}
"""The look of a mail's state; any other waits."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Someone who reads or has read it. `place` is where it can be seen, "" where it is not written yet."""

    number: int | None
    who: str
    whom: str
    address: str
    language: str
    place: str
    own: bool = False
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Batch:
    """One thing said to several on one day. `why` is the date it is about."""

    day: date
    words: str
    why: str
    mail_class: str
    urgent: bool
    planned: bool
    held: bool
    to_be_held: bool
    readers: Sequence[Reader]

    @property
    def numbers(self) -> list[int]:
        """Those that wait already, and may be read, held or released."""
        return [r.number for r in self.readers if r.number is not None]

    @property
    def first(self) -> str:
        """Where the first of it can be read."""
        return next((r.place for r in self.readers if r.place), "")


@dataclass(frozen=True, slots=True)
class Sent:
    """Mails of one day with the same subject, from the same template and with the same fate."""

    at: datetime
    subject: str
    status: str
    sign: str
    state: str
    readers: Sequence[Reader]
    reason: str
    replies: Sequence[str]
    """The relay's own words, each once, where they did not arrive."""


def batch_of(line: Coming, base: str, lang: str, today: date) -> Batch:
    """A line of the forecast."""
    return Batch(
        day=line.day,
        words=capital(item_words(line.workflow, line.item, line.facts, lang, today)),
        why=_why(line.facts, lang, today),
        mail_class=word(MAIL_CLASS, line.mail_class, lang),
        urgent=line.mail_class == "immediate",
        planned=line.planned,
        held=line.held,
        to_be_held=line.to_be_held,
        readers=[_receiver(line.workflow, r, base, lang) for r in line.receivers],
    )


def _receiver(workflow: Workflow, r: Receiver, base: str, lang: str) -> Reader:
    return Reader(
        r.intent,
        named(r.organisation, lang),
        _whom(workflow, r.function, r.person, lang),
        r.address,
        r.language,
        f"{base}/waiting/{r.intent}" if r.intent is not None else "",
        r.own,
        r.stale,
    )


def _whom(workflow: Workflow, function: str, person: str, lang: str) -> str:
    """The function and the person; a roster without names calls the person by the function itself."""
    titles = [function_title(workflow, function, one) for one in (lang, "sv", "en")]
    return titles[0] if person.startswith(tuple(titles)) else f"{titles[0]}, {person}"


def _why(facts: Mapping[str, object], lang: str, today: date) -> str:
    if isinstance(due := facts.get("due"), str) and due:
        return tr(lang, "sista dag {day}", day=short_day(local_day(due), lang, today))
    if isinstance(meeting := facts.get("meeting_day"), str) and meeting:
        return tr(lang, "träffen är {day}", day=short_day(local_day(meeting), lang, today))
    return ""


def sent_of(
    rows: Iterable[MailLine], people: Mapping[int, Addressee], workflow: Workflow, base: str, lang: str, days: Days
) -> list[Sent]:
    """Mails that are alike in one line, in the order of `rows`."""
    alike: dict[tuple[object, ...], list[MailLine]] = {}
    for row in rows:
        why = why_not(row.last_code, row.last_reply).in_(lang) if row.status == "dead" else ""
        alike.setdefault((days(_at(row)), row.subject, row.template, row.status, why), []).append(row)
    return [
        Sent(
            _at(several[0]),
            several[0].subject,
            several[0].status,
            SIGNS.get(several[0].status, "waiting"),
            word(MAIL_STATUS, several[0].status, lang),
            [reader_of(row, people.get(row.appointment or 0), workflow, base, lang) for row in several],
            str(key[-1]),
            sorted({row.last_reply for row in several if row.last_reply}) if several[0].status != "sent" else (),
        )
        for key, several in alike.items()
    ]


def reader_of(row: MailLine, to: Addressee | None, workflow: Workflow, base: str, lang: str) -> Reader:
    """Whom a mail went to; by its address alone where that is all there is."""
    who = named((to.name_sv, to.name_en), lang) if to is not None else row.address
    whom = _whom(workflow, to.function, to.person, lang) if to is not None else ""
    return Reader(row.id, who, whom, row.address, row.language, f"{base}/{row.id}")


def _at(row: MailLine) -> datetime:
    return row.sent_at or row.composed_at
