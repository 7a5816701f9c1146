"""Frozen facts as one recipient reads them: in her language, with days, names and numbers in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count

from jimflow.core.address import UNPRINTABLE
from jimflow.core.calendar import Calendar
from jimflow.core.workflow import ORGANISATION, Step, Workflow
from jimflow.mail.voice import Item, Voice
from jimflow.texts.amounts import listed
from jimflow.texts.catalogue import tr
from jimflow.texts.dates import day, short_day
from jimflow.texts.names import function_title, meeting_name, meeting_number, named, theme_title, title_within

CODE = "[[code]]"
"""Where the code of a mail is filled in when it leaves."""

Values = dict[str, object]
"""What a template may ask for."""

_OPENING = re.compile(r"\[(?=\[)")  # each of several in a row: three would otherwise still open a slot


@dataclass(frozen=True, slots=True)
class Reader:
    """One recipient of one mail. `today` is the local date of writing; `numbers` count questions through the mail."""

    workflow: Workflow
    calendar: Calendar
    voice: Voice
    lang: str
    today: date
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def common(self, item: Item) -> Values:
        """What every template may ask for."""
        voice, facts, lang = self.voice, item.facts, self.lang
        function = self.workflow.functions.get(item.function)
        step = text(facts, "step")
        return {
            "programme": self.workflow.title.in_(lang),
            "round": voice.title.in_(lang),
            "host": voice.host.in_(lang),
            "sender": self.sender(),
            "site": voice.site,
            "organiser": voice.organiser,
            "example": voice.example,
            "organisation": self.name(facts, "organisation"),
            "about": self.about(facts),
            "about_short": self.briefly(facts),
            "cluster": self.name(facts, "cluster"),
            "group": self.workflow.group.one.in_(lang),
            "the_group": self.workflow.group.the.in_(lang),
            "function": function_title(self.workflow, item.function, lang),
            "duty": self.duty(facts, [item.function]) if function else "",
            "place_in_programme": meeting_number(self.workflow, step, lang) if step else "",
            "meeting": meeting_name(self.workflow, step, lang) if step else "",
            "meeting_day": self.day(facts.get("meeting_day")),
            "link": item.link,
            "code": CODE,
            "meets": isinstance(facts.get("meeting"), int),
            "theme": plain(theme_title(self.workflow, text(facts, "theme"), lang)),
        }

    def duty(self, facts: Mapping[str, object], functions: Iterable[str]) -> str:
        """Why the reader gets it, as after `because you`: a duty of the functions, or that of a substitute."""
        if holder := text(facts, "instead_of"):
            return tr(self.lang, "är ersättare för {name}", name=plain(holder))
        known = self.workflow.functions
        return listed([known[f].duty.in_(self.lang) for f in functions if f in known], self.lang)

    def name(self, facts: Mapping[str, object], key: str) -> str:
        """A name from the facts, in the reader's language where it has two; "" when it is not there."""
        return plain(named(facts.get(key), self.lang))

    def about(self, facts: Mapping[str, object]) -> str:
        """What takes part, where that is no organisation and whoever reads may work on several; else ""."""
        return self.name(facts, "organisation") if self.workflow.subject != ORGANISATION else ""

    def briefly(self, facts: Mapping[str, object]) -> str:
        """The same where room is short: by the short name, which is Swedish, where there is one."""
        about, short = self.about(facts), text(facts, "short")
        return plain(short) if about and short and self.lang == "sv" else about

    def sender(self) -> str:
        """The function that signs, as within a sentence: without the organisation behind its comma."""
        return title_within(self.voice.sender.in_(self.lang).partition(",")[0])

    def functions(self, names: object, but: tuple[str, ...] = ()) -> str:
        """The titles of several functions, listed as within a sentence, without those in `but`."""
        codes = names if isinstance(names, list | tuple) else ()
        titles = [title_within(function_title(self.workflow, str(c), self.lang)) for c in codes if c not in but]
        return listed(titles, self.lang)

    def day_of(self, written: object) -> date | None:
        """The local date of a frozen day or instant; None where there is none."""
        if not isinstance(written, str) or not written:
            return None
        if len(written) == len("2021-06-01"):
            return date.fromisoformat(written)
        return self.calendar.local_date(datetime.fromisoformat(written))

    def day(self, written: object) -> str:
        """`tisdag 1 juni`, or ""."""
        found = self.day_of(written)
        return day(found, self.lang, self.today) if found else ""

    def short_day(self, written: object) -> str:
        """`1 juni`, or ""."""
        found = self.day_of(written)
        return short_day(found, self.lang, self.today) if found else ""

    def step(self, facts: Mapping[str, object]) -> Step | None:
        """The step that the facts are about."""
        return self.workflow.steps.get(text(facts, "step"))


def text(facts: Mapping[str, object], key: str) -> str:
    """A code or text from the facts, "" when it is not there."""
    value = facts.get(key)
    return value if isinstance(value, str) else ""


def rows(facts: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    """A list of facts within the facts."""
    value = facts.get(key)
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list | tuple) else []


def plain(written: str) -> str:
    """What someone has typed, made harmless for a mail: no control characters, no slot that a link could fill."""
    return _OPENING.sub("[ ", UNPRINTABLE.sub(" ", written))


def plain_lines(written: str) -> str:
    """The same for text of several lines."""
    return "\n".join(plain(line) for line in written.splitlines())
