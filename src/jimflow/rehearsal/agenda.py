"""From the facts as they are and the people's habits to what each of them will do next; decides, changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from jimflow.core.model import Appointment, AssignmentFacts, Facts, Meeting
from jimflow.core.people import attending_functions
from jimflow.core.programme import Programme
from jimflow.rehearsal.acts import Accept, Act, Answer, Choose, Enter, Hold, Record, Submit
from jimflow.rehearsal.people import People, When


@dataclass(frozen=True, slots=True)
class Scene:
    """What does not change while a round is played."""

    programme: Programme
    people: People
    invite_on: date
    clusters: dict[int, str]
    """The codes of the clusters, by their numbers, in the order of the round."""


@dataclass(frozen=True, slots=True)
class Member:
    """One participation as it stands: its facts, the day it entered its state and the day it joined."""

    facts: Facts
    entered_on: date
    joined_on: date | None
    recorded: frozenset[str] = frozenset()
    """The steps of whose meetings it has been recorded who came."""

    def about(self, scene: Scene) -> dict[str, str]:
        """Of whom a habit is asked."""
        return {"organisation": self.facts.organisation, "cluster": scene.clusters[self.facts.cluster_id]}


def of_member(scene: Scene, member: Member, now: datetime) -> Iterator[Act]:
    """What will be done for one participation. What should have been done already comes at the next such hour."""
    workflow, facts = scene.programme.workflow, member.facts
    if facts.state in workflow.finals:
        return
    if facts.state not in workflow.active:
        yield from _entering(scene, member, now)
        return
    for made in facts.assignments:
        yield from _work(scene, member, made, now)
    for meeting in facts.meetings.values():
        yield from _answers(scene, member, meeting, now)
        if (act := _recording(scene, member, meeting, now)) is not None:
            yield act


def of_cluster(scene: Scene, members: Sequence[Member], now: datetime) -> Iterator[Act]:
    """What the coordinator will do for a whole cluster: mark a meeting as held, choose a theme."""
    facts = members[0].facts
    for meeting in facts.meetings.values():
        if meeting.status != "planned":
            continue
        about = {"cluster": scene.clusters[facts.cluster_id], "step": meeting.step}
        records = scene.people.when("records", **about)
        if (at := _due(scene, records, now, meeting=meeting.last_day)) is not None:
            yield Hold(at, facts.cluster_id, meeting.step)
        if scene.programme.workflow.steps[meeting.step].theme_per_cluster and not meeting.theme:
            themes = scene.people.when("themes", **about)
            if (at := _due(scene, themes, now, meeting=meeting.day)) is not None:
                yield Choose(at, facts.cluster_id, meeting.step, _theme(scene, facts.cluster_id, meeting.step))


def comes(scene: Scene, member: Member, step: str) -> list[tuple[Appointment, str, str]]:
    """Who is expected at the meeting of a step: the appointment, whether it comes, and which function comes instead."""
    meeting = member.facts.meetings[step]
    found = []
    for function in attending_functions(scene.programme.workflow, step):
        about = {**member.about(scene), "function": function, "step": step}
        comes, deputy = scene.people.habit("attends", **about), scene.people.habit("deputy", **about)
        found += [(a, comes, deputy) for a in holding(member.facts, function, meeting.day)]
    return found


def holding(facts: Facts, function: str, day: date) -> list[Appointment]:
    """Who holds a function on a day, whether mail reaches them or not."""
    return [a for a in facts.appointments if a.function == function and a.holds_on(day)]


def _entering(scene: Scene, member: Member, now: datetime) -> Iterator[Act]:
    """The first transition that leads on: by the host an invitation, by the agency its yes."""
    workflow, facts = scene.programme.workflow, member.facts
    for transition in workflow.transitions.values():
        leads_on = any(s == facts.state and d not in workflow.finals for s, d in transition.ways)
        if transition.kind != "plain" or not leads_on:
            continue
        by_host = transition.by == "host"
        habit = scene.people.when("invites" if by_host else "joins", **member.about(scene))
        anchors = {"invite_on": scene.invite_on, "invited": member.entered_on}
        if (at := _due(scene, habit, now, **anchors)) is not None:
            yield Enter(at, facts.id, transition.name, by_host)
        return


def _work(scene: Scene, member: Member, made: AssignmentFacts, now: datetime) -> Iterator[Act]:
    """The parts that are still to be submitted, and a submitted assignment that waits to be accepted."""
    calendar, facts = scene.programme.calendar, member.facts
    assignment = scene.programme.workflow.assignments[made.name]
    if made.status == "submitted" and assignment.accept and made.submitted_at is not None:
        habit = scene.people.when("accepts", **member.about(scene), step=made.step, assignment=made.name)
        if (at := _due(scene, habit, now, submitted=calendar.local_date(made.submitted_at))) is not None:
            yield Accept(at, facts.id, made.step, made.name)
    if made.status != "open":
        return
    anchors = {
        "due": calendar.local_date(made.due_at) if made.due_at is not None else None,
        "opens": calendar.local_date(made.opens_at) if made.opens_at is not None else None,
    }
    for function in assignment.to:
        if function in made.parts_done or not holding(facts, function, calendar.local_date(now)):
            continue
        habit = scene.people.when(
            "submits", **member.about(scene), function=function, step=made.step, assignment=made.name
        )
        if (at := _due(scene, habit, now, **anchors)) is not None:
            yield Submit(at, facts.id, made.step, made.name, function)


def _answers(scene: Scene, member: Member, meeting: Meeting, now: datetime) -> Iterator[Act]:
    if meeting.status != "planned" or meeting.day < scene.programme.calendar.local_date(now):
        return
    said = {r.appointment for r in member.facts.replies if r.step == meeting.step}
    for appointment, attends, deputy in comes(scene, member, meeting.step):
        if appointment.id in said or not appointment.own:
            continue
        habit = scene.people.when("replies", **member.about(scene), function=appointment.function, step=meeting.step)
        at = _due(scene, habit, now, meeting=meeting.day)
        if at is not None and scene.programme.calendar.local_date(at) <= meeting.day:
            stands_in = stand_in(member.facts, deputy, meeting.day) if attends == "no" else None
            answer = "no" if attends == "no" else "yes"
            yield Answer(at, member.facts.id, meeting.step, appointment.id, answer, stands_in)


def stand_in(facts: Facts, function: str, day: date) -> int | None:
    """The appointment of the function that comes instead; None when nobody does."""
    return next((a.id for a in holding(facts, function, day)), None) if function else None


def _recording(scene: Scene, member: Member, meeting: Meeting, now: datetime) -> Act | None:
    """Who came is recorded for everyone who had joined by then."""
    late = member.joined_on is None or member.joined_on > meeting.last_day
    if (
        meeting.step in member.recorded
        or late
        or meeting.status == "cancelled"
        or not comes(scene, member, meeting.step)
    ):
        return None
    habit = scene.people.when("records", **member.about(scene), step=meeting.step)
    at = _due(scene, habit, now, meeting=meeting.last_day)
    return Record(at, member.facts.id, meeting.step) if at is not None else None


def _theme(scene: Scene, cluster: int, step: str) -> str:
    """The theme that the people file names, or the definition's in turn; words of one's own where it has none."""
    chosen: str = scene.people.habit("theme", cluster=scene.clusters[cluster], step=step)
    offered = list(scene.programme.workflow.themes)
    if chosen or not offered:
        return chosen or "Provkörning"
    return offered[list(scene.clusters).index(cluster) % len(offered)]


def _due(scene: Scene, habit: When, now: datetime, **anchors: date | None) -> datetime | None:
    at = habit.resolve(scene.programme.calendar, **anchors)
    if at is not None and at < now:
        return habit.next_after(scene.programme.calendar, now)
    return at
