"""From a round that has been played to what a person wants to know of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from jimflow.actions.case import open_cases
from jimflow.core.mistakes import Said
from jimflow.core.model import AssignmentFacts, Blocker, Facts
from jimflow.core.plan import Remark, timings
from jimflow.core.status import overdue
from jimflow.core.timetable import of_assignment
from jimflow.rehearsal.agenda import Member
from jimflow.rehearsal.bad_days import bad_days
from jimflow.rehearsal.burden import burden
from jimflow.rehearsal.looking import Found
from jimflow.rehearsal.outbox import Kept
from jimflow.rehearsal.outcome import ClusterLine, DeadlineLine, MailLine, MeetingLine, Rehearsed, RemarkLine, StopLine
from jimflow.rehearsal.reads import sent_items
from jimflow.rehearsal.stage import Stage
from jimflow.store.hot import WHOLE
from jimflow.store.transaction import read
from jimflow.texts.blockers import finding_fix, finding_text

LANGUAGES = ("sv", "en")


def told(stage: Stage, kept: Sequence[Kept]) -> Rehearsed:
    """Everything about the rehearsal up to the moment the clock shows."""
    round_, calendar = stage.read.round, stage.read.calendar
    members = _members(stage)
    mails, numbers = _mails(stage)
    raw = {k.id: k.raw for k in kept}
    deadlines = tuple(line for m in members for line in _deadlines(stage, m))
    return Rehearsed(
        round=round_.code,
        title=round_.title,
        example=round_.example,
        example_note=round_.example_note or Said("", ""),
        people=stage.people.name,
        people_title=stage.people.title,
        since=round_.invite_on,
        until=calendar.local_date(stage.clock()),
        goal=stage.read.workflow.goal,
        clusters=tuple(ClusterLine(c.code, c.name, c.members) for c in round_.clusters),
        ended={m.facts.organisation: m.facts.state for m in members},
        mails=mails,
        deadlines=deadlines,
        stops=tuple(_stops(stage)),
        load=tuple(burden(stage, members, mails)),
        remarks=tuple(line for m in members for line in _remarks(stage, m)),
        meetings=tuple(_meetings(stage, members)),
        bad_days=tuple(bad_days(stage.read.workflow, calendar, mails, deadlines)),
        texts=tuple(raw[n] for n in numbers if n in raw),
    )


def _members(stage: Stage) -> list[Member]:
    """Everyone as they stand at the end, with all that is known."""
    members = stage.play.members
    with read(stage.runtime.engine) as tx:
        cases = open_cases(stage.runtime, tx, list(members), WHOLE)
    return [replace(member, facts=cases[number].facts) for number, member in members.items()]


def _mails(stage: Stage) -> tuple[tuple[MailLine, ...], list[int]]:
    """The mails in order of sending, and their numbers."""
    found: dict[int, MailLine] = {}
    with read(stage.runtime.engine) as tx:
        rows = sent_items(tx, stage.loaded.id)
    for number, at, to, mail_class, subject, item, function, about, of in rows:
        local = stage.read.calendar.local(at)
        line = found.get(number) or MailLine(local, to, about or of or "", (), mail_class, subject, ())
        functions = line.functions if function in line.functions else (*line.functions, function)
        found[number] = replace(line, functions=functions, items=tuple(sorted((*line.items, item))))
    return tuple(found.values()), list(found)


def _deadlines(stage: Stage, member: Member) -> Iterable[DeadlineLine]:
    calendar, now = stage.read.calendar, stage.clock()
    moved = {(r.step, r.name): r.wanted for r in remarks_of(stage, member) if r.kind == "deadline moved"}
    for made in member.facts.assignments:
        late = overdue(made, now)
        if made.submitted_at is not None and made.due_at is not None:
            late = made.submitted_at > made.due_at
        yield DeadlineLine(
            organisation=member.facts.organisation,
            step=made.step,
            assignment=made.name,
            status=made.status,
            opens=_local(stage, made.opens_at),
            due=(due := _local(stage, made.due_at)),
            reckoned=moved.get(made.key, due),
            submitted=calendar.local_date(made.submitted_at) if made.submitted_at is not None else None,
            late=late,
        )


def _remarks(stage: Stage, member: Member) -> Iterable[RemarkLine]:
    for r in remarks_of(stage, member):
        yield RemarkLine(r.kind, member.facts.organisation, r.step, r.name, r.wanted, r.got)


def remarks_of(stage: Stage, member: Member) -> list[Remark]:
    """What the calendar did to the dates of one participation, reckoned as on the day it joined."""
    if member.joined_on is None:
        return []
    programme = stage.scene.programme
    joined = programme.calendar.at(member.joined_on, programme.calendar.digest_at)
    found: list[Remark] = []
    for made in member.facts.assignments:
        facts = _as_planned(member.facts, made)
        timing = next(
            (t for t in timings(programme, facts, joined, {made.step}) if t.assignment.name == made.name), None
        )
        found += of_assignment(programme, facts.id, timing, joined)[1] if timing else []
    return list(dict.fromkeys(found))


def _as_planned(facts: Facts, made: AssignmentFacts) -> Facts:
    """The facts as if that assignment had only just been made."""
    fresh = replace(made, status="planned", due_at=None, opens_at=None, parts_done=frozenset(), submitted_at=None)
    return replace(facts, assignments=tuple(fresh if a is made else a for a in facts.assignments))


def _meetings(stage: Stage, members: Sequence[Member]) -> Iterable[MeetingLine]:
    for number, code in stage.scene.clusters.items():
        facts = next((m.facts for m in members if m.facts.cluster_id == number), None)
        for m in facts.meetings.values() if facts else ():
            yield MeetingLine(code, m.step, m.day, m.last_day, m.status, m.theme, m.example_date)


def _stops(stage: Stage) -> Iterable[StopLine]:
    """Follows each finding through the coordinator's looks: it begins with the first that shows it, and ends with
    the first that does not."""
    calendar = stage.read.calendar
    open_: dict[tuple[int, str, str, str], tuple[Found, Blocker]] = {}
    lines: list[StopLine] = []
    for found in stage.play.found:
        now_there = {(found.participation, found.state, b.code, _about(b)): b for b in found.stops}
        over = [k for k in open_ if k[0] == found.participation and k not in now_there]
        lines += [_stop(stage, *open_.pop(key), calendar.local_date(found.at)) for key in over]
        for key, blocker in now_there.items():
            open_.setdefault(key, (found, blocker))
    lines += [_stop(stage, first, blocker, None) for first, blocker in open_.values()]
    return sorted(lines, key=lambda line: (line.since, line.organisation, line.code))


def _about(blocker: Blocker) -> str:
    return "|".join(f"{k}={v}" for k, v in sorted(blocker.facts.items()) if k not in ("recorded", "forecast"))


def _stop(stage: Stage, first: Found, blocker: Blocker, until: date | None) -> StopLine:
    facts = stage.play.members[first.participation].facts
    workflow, calendar = stage.read.workflow, stage.read.calendar
    since = calendar.local_date(first.at)
    name = Said(*facts.organisation_names)
    words = (blocker.code, blocker.facts)
    both = [
        Said(*(say(workflow, *words, lang, name, facts.cluster_name, since) for lang in LANGUAGES))
        for say in (finding_text, finding_fix)
    ]
    return StopLine(
        organisation=facts.organisation,
        state=first.state,
        to=first.to,
        code=blocker.code,
        severity=blocker.severity,
        waivable=blocker.waivable,
        since=since,
        until=until,
        working_days=calendar.working_days_between(since, until or calendar.local_date(stage.clock())),
        text=both[0],
        fix=both[1],
    )


def _local(stage: Stage, moment: datetime | None) -> date | None:
    return stage.read.calendar.local_date(moment) if moment is not None else None
