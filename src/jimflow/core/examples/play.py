"""Plays an example on the real engine: a trigger and what it sends, or a day and what goes out on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from jimflow.core.advance import advance
from jimflow.core.examples.example import Day, Example, Mails, Outcome, Seen, Try
from jimflow.core.examples.facts import as_of, facts_of
from jimflow.core.messages import openings
from jimflow.core.model import Change, Facts, Message, Occurrence
from jimflow.core.people import hosts
from jimflow.core.plan import timings
from jimflow.core.programme import Programme
from jimflow.core.rearm import Known
from jimflow.core.remind import sweep
from jimflow.core.timetable import of_cluster
from jimflow.core.workflow import Workflow


def play(programme: Programme, example: Example) -> Outcome:
    """What follows from what is given when it happens."""
    facts, due = facts_of(programme, example.given)
    if isinstance(example.when, Day):
        return _pass(programme, facts, due, example.when.day, example)
    return _move(programme, as_of(facts, example.when.now), example.when)


def _move(programme: Programme, facts: Facts, tried: Try) -> Outcome:
    known = frozenset(tried.acknowledge)
    answer = advance(programme, facts, tried.trigger, tried.now, to=tried.to, acknowledged=known, reason=tried.reason)
    found = {b.code: b for v in answer.verdicts for b in v.blockers}
    met = frozenset(v.rule for v in answer.verdicts if v.met)
    unmet = frozenset(v.rule for v in answer.verdicts if not v.met)
    if not isinstance(answer, Change):
        stopping = {b.code for b in answer.blockers if b.stops(known)}
        notes = tuple(sorted(found.keys() - stopping))
        return Outcome(
            facts.state, tuple(sorted(stopping)), notes, {}, Seen(frozenset({facts.state}), met=met, unmet=unmet)
        )
    messages = [*answer.messages, *_laid_anew(programme, facts, answer, tried)]
    seen = Seen(
        frozenset({facts.state, answer.destination}),
        frozenset({(tried.trigger, facts.state, answer.destination)}),
        met,
        unmet,
        frozenset(_said(m) for m in messages if m.assignment),
    )
    return Outcome(answer.destination, (), tuple(sorted(found)), mails(programme.workflow, messages), seen)


def _laid_anew(programme: Programme, facts: Facts, change: Change, tried: Try) -> list[Message]:
    """What opens at once where the whole plan is laid anew: on joining, and on coming back."""
    if not change.replan:
        return []
    after = replace(facts, state=change.destination, came_from=None, late_joiner=change.late_joiner, laps=change.laps)
    new = [t for t in timings(programme, after, tried.now) if t.open_now]
    return [m for t in new for m in openings(programme, after, t, tried.now)]


def _pass(programme: Programme, facts: Facts, due: list[Occurrence], day: date, example: Example) -> Outcome:
    calendar, workflow = programme.calendar, programme.workflow
    today = [o for o in due if calendar.local_date(o.due_at) == day]
    now = max((o.due_at for o in today), default=calendar.at(day, calendar.digest_at))
    known = [Known(n, o.rule, o.due_at, o.recipient, o.for_due, "pending") for n, o in enumerate(today, start=1)]
    answer = sweep(programme, as_of(facts, now), known, now)
    spoken = {k.rule for k in known if answer.fates[k.id] == "fired"}
    sent = mails(workflow, answer.messages)
    if facts.state in workflow.active:
        sent = _merged(sent, _asked_of_the_host(programme, facts, day, example))
    said = frozenset(_short(rule) for rule in spoken if rule.split(":")[0] in ("open", "remind", "inform"))
    return Outcome(facts.state, mails=sent, seen=Seen(frozenset({facts.state}), said=said))


def _asked_of_the_host(programme: Programme, facts: Facts, day: date, example: Example) -> Mails:
    """The host is asked to record a meeting that is not recorded, and to choose a theme that is missing."""
    joined = programme.calendar.at(example.given.joined, programme.calendar.digest_at)
    people = {a.function for a in hosts(programme.workflow, facts, day)}
    found: dict[str, tuple[str, ...]] = {}
    for o in of_cluster(programme, facts.cluster_id, dict(facts.meetings), joined):
        kind, step = o.rule.split(":")[:2]
        over = kind == "record" and facts.meetings[step].status == "held"
        if programme.calendar.local_date(o.due_at) == day and o.recipient in people and not over:
            found[o.recipient] = (*found.get(o.recipient, ()), f"{kind} {step}")
    return found


def mails(workflow: Workflow, messages: Iterable[Message]) -> Mails:
    """What each function gets, in the words of an example."""
    found: dict[str, dict[str, None]] = {}
    for message in messages:
        found.setdefault(str(message.facts["function"]), {}).setdefault(item_words(workflow, message.item))
    return {function: tuple(sorted(items)) for function, items in found.items()}


def item_words(workflow: Workflow, item: str) -> str:
    """`open:start:describe_today` as "open describe_today"; with its step where it stands in several."""
    kind, *about = item.split(":")
    if kind == "letter":
        return about[0]
    if len(about) < 2:
        return " ".join((kind, *about))
    step, name = about[0], about[1]
    stands = [s for s in workflow.steps.values() if name in {n for _, n in s.assignments} or name == s.catch_up]
    return f"{kind} {name}" if len(stands) == 1 and step == stands[0].name else f"{kind} {step}.{name}"


def _merged(one: Mails, other: Mails) -> Mails:
    return {f: tuple(sorted({*one.get(f, ()), *other.get(f, ())})) for f in {*one, *other}}


def _said(message: Message) -> str:
    assert message.assignment is not None
    return f"{message.item.split(':')[0]}:{message.assignment[1]}"


def _short(rule: str) -> str:
    """The rule of an occurrence without the step it stands in."""
    kind, _, *rest = rule.split(":")
    return ":".join((kind, *rest))
