"""One figure as it is shown: a heading, what is counted and of how many, charts, tables, or why there is nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jimflow.core.figures.facts import RoundFacts
from jimflow.core.figures.shares import Share
from jimflow.core.mistakes import Said
from jimflow.core.workflow import Workflow
from jimflow.texts.fill import capital
from jimflow.texts.tables import Table


@dataclass(frozen=True, slots=True)
class Figure:
    """`counted` says what is counted, `remarks` what else there is to know. Without charts and tables, `remarks` say
    why there is nothing to show."""

    name: str
    title: str
    counted: str
    charts: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """True when there is nothing to show yet."""
        return not self.tables


def nothing_yet(name: str, title: str, counted: str, *why: str) -> Figure:
    """A figure for which there are no numbers, with the reason."""
    return Figure(name, title, counted, remarks=why)


@dataclass(frozen=True, slots=True)
class Names:
    """What everything in the figures is called, in the language of the reader."""

    workflow: Workflow
    lang: str
    clusters: Mapping[int, str]
    members: Mapping[int, tuple[str, str]]
    """By number the member's cluster and its own name."""

    def say(self, sv: str, en: str) -> str:
        """One text in the language of the reader."""
        return Said(sv, en).in_(self.lang)

    def heads(self, sv: str, en: str) -> tuple[str, ...]:
        """Headings of columns, with | between."""
        return tuple(self.say(sv, en).split("|"))

    def with_share(self, title: str, share: Share) -> str:
        """`Ekonomifunktion: 12 av 13 (92 %)`; the title alone where there is nothing to take a share of."""
        if share.percent is None:
            return title
        of = self.say(f"{share.part} av {share.of}", f"{share.part} of {share.of}")
        return f"{title}: {in_one(f'{of} ({share.percent} %)')}"

    @property
    def one(self) -> str:
        """What takes part, at the head of a column: Myndighet."""
        return capital(self.workflow.nouns.one.in_(self.lang))

    @property
    def many(self) -> str:
        """Those that take part, within a sentence: myndigheter."""
        return self.workflow.nouns.many.in_(self.lang)

    @property
    def group(self) -> str:
        """Those who meet together, at the head of a column: Kluster."""
        return capital(self.workflow.group.one.in_(self.lang))


def in_one(words: str) -> str:
    """Words that a line is not broken between."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def names_of(workflow: Workflow, facts: RoundFacts, lang: str) -> Names:
    """The names of a round's clusters and members."""
    clusters = {g.id: g.name.in_(lang) for g in facts.groups}
    members = {m.id: (clusters[m.cluster], m.name.in_(lang)) for m in facts.members}
    return Names(workflow, lang, clusters, members)
