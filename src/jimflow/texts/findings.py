"""What rules found about one participation, in words: what, why, who can mend it and how, and with which act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from jimflow.core.mistakes import Said
from jimflow.core.model import Blocker, Facts
from jimflow.core.remedies import Remedy, in_time, remedies
from jimflow.core.why import Why
from jimflow.core.workflow import Severity, Workflow
from jimflow.texts.amounts import listed
from jimflow.texts.blockers import blocker_text, fix_text
from jimflow.texts.words import SEVERITY, word

STALE = "stale"
WAIVED = Said("avsteg", "waived")
LOOK_AGAIN = Said("Titta igen och försök på nytt.", "Look again and try once more.")
_ORDER = {"block": 0, "warn": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Names:
    """What an organisation and its cluster are called in both languages."""

    organisation: tuple[str, str]
    cluster: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Reader:
    """Puts findings about one participation in words, as of one day. `look_again`: what to do about what is stale."""

    workflow: Workflow
    names: Names
    today: date
    look_again: Said = LOOK_AGAIN

    def text(self, blocker: Blocker, lang: str) -> str:
        """What is wrong."""
        if blocker.code == STALE:
            return stale().in_(lang)
        return blocker_text(self.workflow, blocker, lang, self.names.organisation, self.names.cluster, self.today)

    def fix(self, blocker: Blocker, lang: str) -> str:
        """Who can mend it, and how."""
        if blocker.code == STALE:
            return self.look_again.in_(lang)
        return fix_text(self.workflow, blocker, lang, self.names.organisation, self.names.cluster, self.today)

    def document(self, blockers: Sequence[Blocker]) -> list[dict[str, Any]]:
        """Findings as the contract of `--json` has them."""
        return [
            {
                "code": b.code,
                "severity": b.severity,
                "waivable": b.waivable,
                "text": {"sv": self.text(b, "sv"), "en": self.text(b, "en")},
                "facts": dict(b.facts) | ({"waived": True} if b.waived else {}),
                "fix": {"sv": self.fix(b, "sv"), "en": self.fix(b, "en")},
            }
            for b in blockers
        ]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One finding as a page shows it. `sign` is its severity in a word; `fix` says who can mend it and how."""

    code: str
    step: str
    severity: Severity
    sign: str
    text: str
    fix: str
    waived: bool
    waivable: bool
    curable: bool
    in_time: bool
    """True for a warning that need not be passed: what is missing may still come before it is due."""
    remedies: tuple[Remedy, ...]


def obstacles(answer: Why, blockers: Iterable[Blocker], lang: str, today: date) -> list[Obstacle]:
    """Findings of an answer (`answer.blockers`, or those of one of its other ways): first what stops, last what is
    waived."""
    workflow, facts = answer.programme.workflow, answer.facts
    reader = Reader(workflow, Names(facts.organisation_names, facts.cluster_name), today)
    found = in_order(blockers)
    soon = in_time(workflow, facts, found, answer.now)
    return [
        Obstacle(
            *(b.code, b.step, b.severity, sign(b, lang), reader.text(b, lang)),
            fix="" if b.waived else reader.fix(b, lang),
            waived=b.waived,
            waivable=b.waivable,
            curable=b.code in workflow.rules and workflow.rules[b.code].curable,
            in_time=b.code in soon,
            remedies=remedies(workflow, facts, b, today),
        )
        for b in found
    ]


def in_order(blockers: Iterable[Blocker]) -> list[Blocker]:
    """What stops first, then what warns; what is waived stands last."""
    return sorted(blockers, key=lambda b: (b.waived, _ORDER[b.severity]))


def sign(blocker: Blocker, lang: str) -> str:
    """How much a finding weighs, in a word: `stopp`, `varning`, `upplysning`, or `avsteg` where it is waived."""
    return WAIVED.in_(lang) if blocker.waived else word(SEVERITY, blocker.severity, lang)


def in_time_words(workflow: Workflow, facts: Facts, blockers: Iterable[Blocker], now: datetime, lang: str) -> str:
    """Names the warnings that need not be passed, so that nobody passes blindly what waiting would settle; or ""."""
    codes = in_time(workflow, facts, blockers, now)
    if not codes:
        return ""
    return Said(
        f"Inte för sent än: {listed(codes, 'sv')}. "
        "Det som saknas kan komma i tid, och då behöver ingen varning passeras.",
        f"Not too late yet: {listed(codes, 'en')}. What is missing may come in time, and then nothing need be passed.",
    ).in_(lang)


def stale_blocker(facts: Facts, seen: int) -> Blocker:
    """That someone else has changed the facts since they were seen."""
    return Blocker(STALE, "block", waivable=False, step=facts.state, facts={"seen": seen, "version": facts.version})


def stale() -> Said:
    """Someone was faster."""
    return Said(
        "Någon annan har ändrat uppgifterna sedan du såg dem. Inget sparades.",
        "Someone else has changed the facts since you saw them. Nothing was saved.",
    )
