"""What the coordinator sees when she looks whether a participation can move on, and when she looks again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from jimflow.core.model import Blocker, Facts
from jimflow.core.programme import Programme
from jimflow.core.status import awaited, before_its_meeting
from jimflow.core.ways import best_way, way_of
from jimflow.rehearsal.agenda import Member, Scene


@dataclass(frozen=True, slots=True)
class Found:
    """One look. `stops` is what holds it back although it should be done by now; what is merely not due yet does not
    stand there."""

    at: datetime
    participation: int
    state: str
    to: str
    trigger: str
    free: bool
    acknowledge: frozenset[str]
    stops: tuple[Blocker, ...]


def look(scene: Scene, member: Member, now: datetime) -> Found:
    """Evaluates every rule as an advance would, and decides as the people file says: which way is taken where that is
    not the programme's own choice, and that warnings pass only from the moment they are acknowledged."""
    facts = member.facts
    takes: str = scene.people.habit("takes", **member.about(scene), step=facts.here)
    way = way_of(scene.programme, facts, takes, now) or best_way(scene.programme, facts, now)
    if way is None:
        return Found(now, facts.id, facts.state, "", "", free=False, acknowledge=frozenset(), stops=())
    transition, to, findings = way
    known = _acknowledged(scene, member, findings, now)
    free = not any(b.stops(known) for b in findings)
    stops = () if free else _stops(scene.programme, facts, findings, now)
    return Found(now, facts.id, facts.state, to, transition.name, free, known, stops)


def look_again(scene: Scene, member: Member, now: datetime) -> datetime | None:
    """When time alone may change the answer: warnings are acknowledged, work is late, someone takes over a function,
    a waiver ends. None when only an act can."""
    calendar, facts = scene.programme.calendar, member.facts
    habit = scene.people.when("advances", **member.about(scene))
    moments = [at for a in facts.assignments if a.unfinished and (at := a.due_at) is not None]
    days = [a.since for a in facts.appointments]
    days += [calendar.add(a.until, 1) for a in facts.appointments if a.until is not None]
    days += [calendar.add(w.until, 1) for w in facts.waivers]
    moments += [calendar.at(day, time(0)) for day in days if day > calendar.local_date(now)]
    if (at := _acknowledges(scene, member)) is not None:
        moments.append(at)
    ahead = [m for m in moments if m > now]
    return habit.next_from(calendar, min(ahead)) if ahead else None


def _acknowledges(scene: Scene, member: Member) -> datetime | None:
    """From when the coordinator passes the warnings of the present step."""
    meeting = member.facts.meetings.get(member.facts.here)
    habit = scene.people.when("acknowledges", **member.about(scene), step=member.facts.here)
    at = habit.resolve(scene.programme.calendar, meeting=meeting.last_day if meeting else None)
    return scene.programme.calendar.at(scene.programme.calendar.local_date(at), time(0)) if at else None


def _acknowledged(scene: Scene, member: Member, findings: tuple[Blocker, ...], now: datetime) -> frozenset[str]:
    since = _acknowledges(scene, member)
    if since is None or now < since:
        return frozenset()
    return frozenset(b.code for b in findings if b.severity == "warn" and not b.waived)


def _stops(programme: Programme, facts: Facts, findings: tuple[Blocker, ...], now: datetime) -> tuple[Blocker, ...]:
    if before_its_meeting(programme, facts):
        return ()
    there = [b for b in findings if b.stops(frozenset()) and not awaited(programme.workflow, facts, b, now)]
    # What the next step asks for is of no account while this one's work may still come in time.
    ahead = any(awaited(programme.workflow, facts, b, now) for b in findings)
    return tuple(b for b in there if b.step == facts.here or not ahead)
