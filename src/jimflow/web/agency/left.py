"""What remains before one that takes part can go on: each finding with the buttons that mend or pass it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jimflow.core.remedies import Remedy
from jimflow.core.why import Why
from jimflow.store.queries.work import WaiverRow
from jimflow.texts.catalogue import tr
from jimflow.texts.dates import short_day
from jimflow.texts.findings import Obstacle, obstacles
from jimflow.texts.names import assignment_title, function_titles, named, quoted, state_title
from jimflow.texts.rule_words import requirement
from jimflow.web.agency.reads import Dossier
from jimflow.web.remedy_links import Link, remedy_links


@dataclass(frozen=True, slots=True)
class Left:
    """One finding: `kind` and `sign` are its chip, `links` lead to what mends it, the best first."""

    said: Obstacle
    kind: str
    sign: str
    links: Sequence[Link]
    waiver: str


def left(d: Dossier, answer: Why) -> dict[str, list[Left]]:
    """The findings by what they are: `now` is to be done, `soon` may still come in time, then `info` and `waived`."""
    found: dict[str, list[Left]] = {"now": [], "soon": [], "info": [], "waived": []}
    expected = not answer.stopped_by and not answer.ahead
    for said in obstacles(answer, answer.blockers, d.lang, d.today):
        links = remedy_links(d.at, said.remedies, d.lang)
        found[_group(said)].append(Left(said, *_chip(d, said, expected=expected), links, _waiver(d, said)))
    found["now"] += _overdue(d, answer)
    return found


def _overdue(d: Dossier, answer: Why) -> list[Left]:
    """What should have come and has not, although no rule asks for it any more: it lies still, and is late."""
    asked = {(b.facts.get("assignment"), b.facts.get("step", b.step)) for b in answer.blockers}
    found = []
    for made in answer.late:
        if (made.name, made.step) in asked or made.due_at is None:
            continue
        title = quoted(assignment_title(d.workflow, made.name, d.lang), d.lang)
        text = tr(d.lang, "{title} skulle ha kommit {day}.", title=title, day=_day(d, d.day(made.due_at)))
        left_out = [f for f in d.workflow.assignments[made.name].to if f not in made.parts_done]
        who = function_titles(d.workflow, left_out, d.lang)
        fix = tr(d.lang, "Väntar på {who}. Det hindrar inte nästa steg.", who=who)
        remedy = Remedy("submit", made.name, made.step)
        sign = tr(d.lang, "svar saknas")
        said = Obstacle("", made.step, "warn", sign, text, fix, False, False, False, False, (remedy,))
        found.append(Left(said, "late", sign, remedy_links(d.at, [remedy], d.lang), ""))
    return found


def before_going_on(d: Dossier, answer: Why) -> str:
    """What the findings stand before: `Innan Formas kan gå vidare till Fördjupning.`"""
    name, state = named(d.facts.organisation_names, d.lang), state_title(d.workflow, answer.destination or "", d.lang)
    return tr(d.lang, "Innan {name} kan gå vidare till {state}.", name=name, state=state)


def _group(said: Obstacle) -> str:
    if said.waived:
        return "waived"
    if said.severity == "info":
        return "info"
    return "soon" if said.in_time else "now"


def _chip(d: Dossier, said: Obstacle, *, expected: bool) -> tuple[str, str]:
    """Before the meeting nobody is stopped: what is asked for then is only still to come."""
    if said.waived or said.severity == "info":
        return "plain", said.sign
    if said.in_time:
        return "waiting", tr(d.lang, "i tid")
    if said.severity == "block":
        return ("waiting", tr(d.lang, "krävs")) if expected else ("stopped", said.sign)
    return "late", said.sign


@dataclass(frozen=True, slots=True)
class Unsigned:
    """A waiver that waits for a second person. `own`: the one who looks decided it, and cannot sign it too."""

    row: WaiverRow
    words: str
    own: bool


def unsigned(d: Dossier, by: str) -> list[Unsigned]:
    """The waivers that are not in force before somebody else has signed them."""
    return [
        Unsigned(w, _ruled(d, w.rule), w.decided_by == by)
        for w in d.waivers
        if w.needs_countersign and w.countersigned_at is None and w.fallen_at is None and w.until >= d.today
    ]


def _ruled(d: Dossier, rule: str) -> str:
    found = d.workflow.rules.get(rule)
    return requirement(d.workflow, found, d.lang) if found else rule


def _waiver(d: Dossier, said: Obstacle) -> str:
    """By whom, until when and why, of a finding that is waived."""
    if not said.waived:
        return ""
    rows = [w for w in d.waivers if w.rule == said.code and w.step == said.step and w.fallen_at is None]
    if not rows:
        return ""
    until, reason = _day(d, rows[-1].until), quoted(rows[-1].reason, d.lang)
    return tr(
        d.lang, "Avsteg till {until}, beslutat av {by}: {reason}", until=until, by=rows[-1].decided_by, reason=reason
    )


def _day(d: Dossier, day: date) -> str:
    return short_day(day, d.lang, d.today)
