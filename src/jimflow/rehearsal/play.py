"""Plays a round: the clock jumps to the next moment at which something can happen, never through idle minutes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime

from jimflow.actions.case import open_cases
from jimflow.actions.heartbeat import tick
from jimflow.core.advance import needs
from jimflow.core.model import Facts
from jimflow.core.ways import triggers_on
from jimflow.rehearsal.acts import Act, Happens, Look, Record
from jimflow.rehearsal.agenda import Member, Scene, of_cluster, of_member
from jimflow.rehearsal.clock import VirtualClock
from jimflow.rehearsal.doing import Hands, Unexpected
from jimflow.rehearsal.looking import Found, look, look_again
from jimflow.rehearsal.reads import next_due, standing
from jimflow.runtime import Runtime
from jimflow.store.queries.mail import unwritten
from jimflow.store.transaction import read

Day = Callable[[date], None]
Owner = tuple[str, int]


class Play:
    """One round being played. `found` gathers what the coordinator saw each time she looked at a participation."""

    def __init__(self, runtime: Runtime, clock: VirtualClock, scene: Scene, round_id: int) -> None:
        self.members: dict[int, Member] = {}
        self.found: list[Found] = []
        self.beats = 0
        self._runtime, self._clock, self._scene, self._round = runtime, clock, scene, round_id
        self._hands = Hands(runtime, scene, self.members)
        self._seen: dict[int, tuple[int, int]] = {}
        self._acts: dict[Owner, list[Act]] = {("events", 0): [Happens(e.when, e) for e in scene.people.events]}
        self._looks: dict[int, datetime] = {}
        self._looked: dict[int, datetime] = {}
        self._due: datetime | None = None

    def run(self, until: datetime, on_day: Day = lambda _: None) -> None:
        """Plays to `until`, or to the moment after which nothing is left to happen. `on_day` is told each new date.

        Raises Unexpected when somebody could not do what the people file says, or a mail text cannot be used.
        """
        self._refresh()
        while (moment := self._next()) is not None and moment <= until:
            if self._day(moment) != self._day(self._clock()):
                on_day(self._day(moment))
            self._clock.jump(moment)
            if not self._act() and self._due is not None and self._due <= moment:
                self._beat()
        if self._clock() < until:
            self._clock.jump(until)

    def last_due(self) -> date | None:
        """The last day on which open work of someone still in the round is due."""
        active = self._scene.programme.workflow.active
        due = [a.due_at for m in self.members.values() if m.facts.state in active for a in m.facts.assignments]
        return self._day(max(known)) if (known := [moment for moment in due if moment is not None]) else None

    def _day(self, moment: datetime) -> date:
        return self._scene.programme.calendar.local_date(moment)

    def _next(self) -> datetime | None:
        with read(self._runtime.engine) as tx:
            self._due = next_due(tx)
        acts = (act.at for acts in self._acts.values() for act in acts)
        now = self._clock()
        return min((max(m, now) for m in (self._due, *acts, *self._looks.values()) if m is not None), default=None)

    def _act(self) -> bool:
        """Everything people do at this moment, in the order of its rank, each seeing what the one before has done;
        whether anybody did anything, after which something else may be due."""
        now, acted = self._clock(), False
        while ready := sorted(self._ready(now), key=lambda act: act.rank):
            first = [act for act in ready if act.rank == ready[0].rank]
            for act in first:
                self._do(act)
            self._refresh()
            acted = True
        return acted

    def _ready(self, now: datetime) -> Iterable[Act]:
        for acts in self._acts.values():
            yield from (act for act in acts if act.at <= now)
        yield from (Look(at, number) for number, at in self._looks.items() if at <= now)

    def _do(self, act: Act) -> None:
        if isinstance(act, Look):
            self._look(act)
            return
        for acts in self._acts.values():
            if act in acts:
                acts.remove(act)
        self._hands.do(act)
        if isinstance(act, Record):
            member = self.members[act.participation]
            self.members[act.participation] = replace(member, recorded=member.recorded | {act.step})

    def _look(self, act: Look) -> None:
        del self._looks[act.participation]
        self._looked[act.participation] = act.at
        member = self.members[act.participation]
        found = look(self._scene, member, act.at)
        self.found.append(found)
        if found.free:
            self._hands.move_on(member, found.trigger, found.acknowledge)
        elif (again := look_again(self._scene, member, act.at)) is not None:
            self._looks[act.participation] = again

    def _beat(self) -> None:
        """The heartbeat: what is due is said. Nobody mends a mail text meanwhile, so a bad one ends the rehearsal."""
        tick(self._runtime)
        with read(self._runtime.engine) as tx:
            if stuck := unwritten(tx):
                raise Unexpected(stuck[0].sv, stuck[0].en)
        self.beats += 1
        self._refresh()

    def _refresh(self) -> None:
        """Reads the participations whose facts have changed, and what their people will do now."""
        now, workflow = self._clock(), self._scene.programme.workflow
        with read(self._runtime.engine) as tx:
            found = standing(tx, self._round)
            changed = [i for i, mark in found.items() if self._seen.get(i) != mark]
            cases = open_cases(self._runtime, tx, changed, self._needs) if changed else {}
        self._seen = found
        for number, case in cases.items():
            self.members[number] = self._member(self.members.get(number), case.facts)
        for cluster in {case.facts.cluster_id for case in cases.values()}:
            together = [m for m in self.members.values() if m.facts.cluster_id == cluster]
            meets = [m for m in together if m.facts.state in workflow.active]
            self._acts["cluster", cluster] = list(of_cluster(self._scene, meets, now)) if meets else []
        for number in cases:
            member = self.members[number]
            self._acts["member", number] = list(of_member(self._scene, member, now))
            self._plan_look(member, now)

    def _needs(self, _definition: str, state: str) -> frozenset[str]:
        """The facts that the agenda and the coordinator's look are made of."""
        workflow = self._scene.programme.workflow
        triggers = {*triggers_on(workflow, state), *self._scene.people.taken}
        return frozenset[str]().union(*(needs(workflow, trigger, state) for trigger in triggers)) | {"replies"}

    def _member(self, before: Member | None, facts: Facts) -> Member:
        today, active = self._day(self._clock()), self._scene.programme.workflow.active
        if before is None:
            return Member(facts, today, today if facts.state in active else None)
        moved = before.facts.here != facts.here
        joined = before.joined_on or (today if facts.state in active else None)
        return replace(before, facts=facts, entered_on=today if moved else before.entered_on, joined_on=joined)

    def _plan_look(self, member: Member, now: datetime) -> None:
        """What has changed may let a participation move on: the coordinator looks at her next hour."""
        number, calendar = member.facts.id, self._scene.programme.calendar
        self._looks.pop(number, None)
        habit = self._scene.people.when("advances", **member.about(self._scene))
        if member.facts.state not in self._scene.programme.workflow.active or habit.never:
            return
        at = habit.next_from(calendar, now)
        self._looks[number] = habit.next_after(calendar, now) if at == self._looked.get(number) else at
