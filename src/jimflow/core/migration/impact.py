"""What a move to another definition would change for one case: work, mails to come, and what stands in its way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from jimflow.core.messages import to_holders
from jimflow.core.migration.names import Names
from jimflow.core.migration.plan import CasePlan
from jimflow.core.migration.standing import Meant, Standing, renamed_facts, renamed_known
from jimflow.core.model import AssignmentFacts, AssignmentStatus, Blocker, Facts, Message, Occurrence
from jimflow.core.plan import Remark, Timing, timings
from jimflow.core.programme import Programme
from jimflow.core.rearm import Known, rearm
from jimflow.core.timetable import of_participation
from jimflow.core.ways import best_way
from jimflow.core.workflow import Workflow

Waiting = tuple[str, str, datetime]
"""A mail to come: its rule of time, the function it goes to, when it is due (UTC)."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A mail that goes on another day."""

    rule: str
    recipient: str
    before: datetime
    after: datetime


@dataclass(frozen=True, slots=True)
class Work:
    """An assignment by step and name, with its due time before and after (UTC, None where it has none)."""

    step: str
    name: str
    before: datetime | None = None
    after: datetime | None = None


@dataclass(frozen=True, slots=True)
class Impact:
    """By the new names. `at_once` are (assignment, function) told of work when the move is made."""

    made: tuple[Work, ...] = ()
    due_moved: tuple[Work, ...] = ()
    ended: tuple[Work, ...] = ()
    added: tuple[Waiting, ...] = ()
    dropped: tuple[Waiting, ...] = ()
    moved: tuple[Moved, ...] = ()
    at_once: tuple[tuple[str, str], ...] = ()
    unsaid: tuple[int, ...] = ()
    """Numbers of intents, not written yet, that nobody needs any more."""
    remarks: tuple[Remark, ...] = ()
    stops: tuple[Blocker, ...] = ()
    """What holds the case back from moving on that does not hold it back today."""
    freed: tuple[Blocker, ...] = ()
    """What holds it back today and would not any more."""
    could: bool = False
    can: bool = False
    """Whether it can move on with nothing acknowledged, before and after."""


def impact(old: Programme, new: Programme, standing: Standing, plan: CasePlan, now: datetime) -> Impact:
    """Reckons, with the facts as they are, what laying the plan anew on the new definition would do."""
    names, facts = plan.names, after(new.workflow, standing, plan)
    gone = {a.id: a for a in standing.facts.assignments if a.id in plan.ends}
    laid = timings(new, facts, now) if facts.state in new.workflow.active else []
    before, later = blockers(old, standing.facts, now), blockers(new, _laid(new, facts, laid, now), now)
    known = {_mark(b, names) for b in before or ()}
    still = {_mark(b, Names()) for b in later or ()}
    found = Impact(
        ended=tuple(Work(a.step, a.name, a.due_at) for a in gone.values()),
        unsaid=tuple(m.id for m in standing.meant if _unneeded(new.workflow, plan, standing, m)),
        stops=tuple(b for b in later or () if _mark(b, Names()) not in known),
        freed=tuple(b for b in before or () if _mark(b, names) not in still),
        could=before == [],
        can=later == [],
    )
    if facts.state not in new.workflow.active:
        return found
    return _with_plan(old, new, standing, plan, facts, laid, found, now)


def after(new: Workflow, standing: Standing, plan: CasePlan) -> Facts:
    """The case's facts on the new definition, before its plan is laid anew."""
    facts = renamed_facts(plan.names, standing.facts, new.digest)
    return replace(facts, assignments=tuple(a for a in facts.assignments if a.id not in plan.ends))


def newly_asked(old: Workflow, new: Programme, names: Names, facts: Facts, now: datetime) -> list[Message]:
    """Openings for functions that are asked, from now on, about work that is open already. `facts` by new names."""
    former = {names.work(name): {names.who(f) for f in work.to} for name, work in old.assignments.items()}
    found: list[Message] = []
    for made in facts.assignments:
        if made.status != "open" or made.name not in former:
            continue
        work = new.workflow.assignments[made.name]
        key = f"open:{facts.id}:{made.step}:{made.name}"
        for function in work.to:
            if function not in former[made.name] and function not in made.parts_done:
                found += to_holders("open", new, facts, work, made.step, function, made.due_at, key, now)
    return found


def blockers(programme: Programme, facts: Facts, now: datetime) -> list[Blocker] | None:
    """What stops the case from moving on today, with nothing acknowledged; None where no way leads on."""
    way = best_way(programme, facts, now)
    return None if way is None else [b for b in way[2] if b.stops(frozenset())]


def _with_plan(
    old: Programme,
    new: Programme,
    standing: Standing,
    plan: CasePlan,
    facts: Facts,
    laid: Sequence[Timing],
    found: Impact,
    now: datetime,
) -> Impact:
    table = of_participation(new, facts, laid, now)
    before = of_participation(old, standing.facts, timings(old, standing.facts, now), now)
    known = renamed_known(plan.names, plan.rules, standing.known)
    armed = rearm(known, table.occurrences, now)
    added, dropped, moved = _compared(known, armed.supersede, armed.revive, armed.insert)
    asked = [m for m in newly_asked(old.workflow, new, plan.names, facts, now) if m.template == "open"]
    return replace(
        found,
        made=tuple(_work(t, new, now) for t in laid if t.existing is None),
        due_moved=tuple(w for t in laid if t.existing is not None and (w := _work(t, new, now)).before != w.after),
        added=added,
        dropped=dropped,
        moved=moved,
        at_once=tuple(
            dict.fromkeys(
                [(t.assignment.name, f) for t in laid if t.existing is None and t.open_now for f in t.assignment.to]
                + [(str(m.facts["assignment"]), str(m.facts["function"])) for m in asked]
            )
        ),
        remarks=tuple(r for r in table.remarks if r not in before.remarks),
    )


def _laid(programme: Programme, facts: Facts, laid: Sequence[Timing], now: datetime) -> Facts:
    """The facts once the plan has been laid."""
    rows = {a.key: a for a in facts.assignments}
    for number, timing in enumerate(laid, start=1):
        row = timing.new(programme, now)
        key = (row.step, row.name)
        if timing.existing is None:
            status: AssignmentStatus = "open" if row.open_now else "planned"
            rows[key] = AssignmentFacts(-number, *key, row.place, status, row.anchor, row.opens_at, row.due_at)
        else:
            rows[key] = replace(timing.existing, due_at=row.due_at)
    return replace(facts, assignments=tuple(rows.values()))


def _work(timing: Timing, programme: Programme, now: datetime) -> Work:
    before = timing.existing.due_at if timing.existing is not None else None
    return Work(timing.step.name, timing.assignment.name, before, timing.new(programme, now).due_at)


def _compared(
    known: Iterable[Known], supersede: Iterable[int], revive: Iterable[int], insert: Iterable[Occurrence]
) -> tuple[tuple[Waiting, ...], tuple[Waiting, ...], tuple[Moved, ...]]:
    """What comes, what goes, and what only goes another day."""
    rows = {k.id: k for k in known}
    come = [(o.rule, o.recipient, o.due_at) for o in insert]
    come += [(k.rule, k.recipient, k.due_at) for i in revive if (k := rows[i])]
    go = [(k.rule, k.recipient, k.due_at) for i in supersede if (k := rows[i])]
    moved = []
    for rule, recipient, due in list(go):
        same = next((c for c in come if c[:2] == (rule, recipient)), None)
        if same is not None:
            come.remove(same)
            go.remove((rule, recipient, due))
            moved.append(Moved(rule, recipient, due, same[2]))

    def in_time(waiting: Waiting) -> tuple[datetime, str, str]:
        return waiting[2], waiting[0], waiting[1]

    return (
        tuple(sorted(come, key=in_time)),
        tuple(sorted(go, key=in_time)),
        tuple(sorted(moved, key=lambda m: (m.after, m.rule, m.recipient))),
    )


def _unneeded(new: Workflow, plan: CasePlan, standing: Standing, meant: Meant) -> bool:
    """True of what is meant to be said about work that ends, or to a function that is not asked about it any more."""
    if meant.assignment in plan.ends:
        return True
    made = next((a for a in standing.facts.assignments if a.id == meant.assignment), None)
    work = new.assignments.get(plan.names.work(made.name)) if made is not None else None
    return work is not None and meant.template in _ASKS and plan.names.who(meant.function) not in work.to


_ASKS = ("open", "remind", "overdue", "handover")
"""What is said to those who are to do the work."""
_SEEN = ("assignment", "function", "field", "meeting", "step", "functions", "needed")


def _mark(blocker: Blocker, names: Names) -> tuple[str, str, str]:
    """What tells one finding from another, whatever day it is and however it is worded."""
    facts = blocker.facts
    seen = {key: facts[key] for key in _SEEN if key in facts}
    field = names.asked(str(seen.get("assignment", "")), str(seen["field"])) if "field" in seen else ""
    rename = {"assignment": names.work, "function": names.who, "meeting": names.at, "step": names.at}
    said = {key: rename[key](str(value)) if key in rename else str(value) for key, value in seen.items()}
    code = names.rule.get(blocker.code, blocker.code)
    return code, blocker.severity, repr(sorted({**said, "field": field}.items()))
