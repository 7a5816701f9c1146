"""Does what the agenda says, through the actions and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from functools import singledispatchmethod

from jimflow.actions import assignments, attendance, meetings, waivers
from jimflow.actions.advance import Outcome, advance
from jimflow.actions.errors import BadInput
from jimflow.actions.functions import end_function, set_function
from jimflow.actions.head_counts import record_head_count
from jimflow.core.model import Actor, Appointment, Change
from jimflow.core.people import host_functions
from jimflow.core.workflow import Workflow
from jimflow.rehearsal.acts import Accept, Act, Answer, Choose, Enter, Happens, Hold, Record, Submit
from jimflow.rehearsal.agenda import Member, Scene, comes, holding, stand_in
from jimflow.rehearsal.answers import MADE_UP, made_up
from jimflow.rehearsal.people import Appoint, Count, Event, Fire, MoveMeeting, Waive
from jimflow.runtime import Runtime


class Unexpected(BadInput):
    """The round did not go as the people file takes for granted; the words say when, who could not do what, and why."""


def coordinator_of(workflow: Workflow) -> Actor:
    """Whoever runs the programme, by the name of its first host function."""
    return Actor(next(iter(host_functions(workflow)), "coordinator"), "coordinator")


class Hands:
    """Those who act. `members` is kept up to date by whoever plays the round."""

    def __init__(self, runtime: Runtime, scene: Scene, members: Mapping[int, Member]) -> None:
        self._runtime, self._scene, self._members = runtime, scene, members
        self._answered: dict[tuple[int, str, str], set[str]] = {}
        self._parts: dict[tuple[int, str, str], set[str]] = {}
        self.coordinator = coordinator_of(scene.programme.workflow)
        self._colleague = Actor(f"{self.coordinator.name} 2", "coordinator")

    def do(self, act: Act) -> None:
        """One act at its moment, to which the clock has been set. Raises Unexpected when it cannot be done."""
        try:
            self._do(act)
        except BadInput as refused:
            when = self._scene.programme.calendar.local(act.at)
            what = f"{when:%Y-%m-%d %H:%M} {self._said(act)}"
            raise Unexpected(f"{what}: {refused.said.sv}", f"{what}: {refused.said.en}") from refused

    def _said(self, act: Act) -> str:
        if isinstance(act, Happens):
            return act.event.said
        member = self._members.get(getattr(act, "participation", 0))
        words = [member.facts.organisation] if member else []
        words += [str(getattr(act, name)) for name in ("trigger", "step", "assignment") if hasattr(act, name)]
        return " ".join(words)

    @singledispatchmethod
    def _do(self, act: Act) -> None:
        raise TypeError(f"nobody knows how to do {act!r}")

    @_do.register
    def _(self, act: Enter) -> None:
        member = self._members[act.participation]
        actor = self.coordinator if act.by_host else self._someone_of(member)
        self._moved(member, advance(self._runtime, act.participation, member.facts.version, act.trigger, actor))

    @_do.register
    def _(self, act: Submit) -> None:
        key = (act.participation, act.step, act.assignment)
        if act.function in self._parts.get(key, ()):
            return  # whoever was before answered all the shared questions
        workflow = self._scene.programme.workflow
        form = workflow.forms[workflow.assignments[act.assignment].form]
        known = self._answered.setdefault(key, set())
        asked = [q for q in form.for_function(act.function) if q.name not in known]
        today = self._scene.programme.today(act.at)
        whose = self._members[act.participation].about(self._scene)
        said = self._scene.people.answers(act.assignment, **whose, function=act.function, step=act.step)
        given = made_up(workflow, asked, today, said=said)
        actor = Actor(act.function, "participant")
        done = assignments.submit(
            self._runtime, act.participation, act.assignment, given, actor, step=act.step, function=act.function
        )
        known.update(given)
        self._parts[key] = set(done.parts)

    @_do.register
    def _(self, act: Answer) -> None:
        member = self._members[act.participation]
        said_by = member.facts.appointment(act.appointment)
        actor = Actor(said_by.function if said_by else "", "participant")
        attendance.record_rsvp(
            self._runtime, act.participation, act.step, act.appointment, act.answer, actor, deputy=act.deputy
        )

    @_do.register
    def _(self, act: Hold) -> None:
        meetings.hold_meeting(self._runtime, act.cluster, act.step, self.coordinator)

    @_do.register
    def _(self, act: Record) -> None:
        member = self._members[act.participation]
        online = all(s.mode == "digital" for s in member.facts.meetings[act.step].sessions)
        came = [
            attendance.Came(
                a.id, attends != "no", "digital" if online or attends == "digitally" else "on_site", stood_in_for
            )
            for a, attends, stood_in_for in self._came(member, act.step)
        ]
        attendance.record_attendance(self._runtime, act.participation, act.step, came, self.coordinator)

    @_do.register
    def _(self, act: Choose) -> None:
        meetings.set_theme(self._runtime, act.cluster, act.step, act.theme, self.coordinator)

    @_do.register
    def _(self, act: Accept) -> None:
        assignments.accept(self._runtime, act.participation, act.assignment, self.coordinator, step=act.step)

    @_do.register
    def _(self, act: Happens) -> None:
        self._happens(act.event)

    def move_on(self, member: Member, trigger: str, acknowledged: frozenset[str]) -> None:
        """Moves a participation on that was found free to move."""
        number, seen = member.facts.id, member.facts.version
        wanted = self._scene.programme.workflow.transitions[trigger].reason == "required"
        done = advance(
            *(self._runtime, number, seen, trigger, self.coordinator),
            acknowledged=acknowledged,
            reason=MADE_UP.sv if wanted else "",
        )
        self._moved(member, done)

    def _came(self, member: Member, step: str) -> list[tuple[Appointment, str, int | None]]:
        """(appointment, how it attends, whom it stands in for). A guest is recorded with the cluster's first member."""
        day = member.facts.meetings[step].day
        expected = comes(self._scene, member, step)
        stands_in = {
            stand_in(member.facts, deputy, day): a.id for a, attends, deputy in expected if attends == "no" and deputy
        }
        in_cluster = [i for i, m in self._members.items() if m.facts.cluster_id == member.facts.cluster_id]
        return [
            (a, attends, stands_in.get(a.id))
            for a, attends, _ in expected
            if a.own or member.facts.id == min(in_cluster)
        ]

    def _happens(self, event: Event) -> None:
        match event:
            case Fire():
                member = self._named(event.organisation)
                number, seen = member.facts.id, member.facts.version
                done = advance(
                    *(self._runtime, number, seen, event.trigger, self.coordinator), to=event.to, reason=event.reason
                )
                self._moved(member, done)
            case MoveMeeting():
                meetings.move_meeting(
                    self._runtime, self._cluster(event.cluster), event.step, event.sessions, self.coordinator
                )
            case Count():
                record_head_count(
                    *(self._runtime, self._cluster(event.cluster), event.step),
                    women=event.women,
                    men=event.men,
                    not_stated=event.not_stated,
                    actor=self.coordinator,
                )
            case Waive():
                self._waive(event)
            case Appoint():
                self._appoint(event)

    def _waive(self, event: Waive) -> None:
        member = self._named(event.organisation)
        number, needs = waivers.waive(
            *(self._runtime, member.facts.id, event.rule, event.reason, event.until, self.coordinator), step=event.step
        )
        if needs:
            waivers.countersign(self._runtime, number, self._colleague)

    def _appoint(self, event: Appoint) -> None:
        member, today = self._named(event.organisation), self._scene.programme.today(event.when)
        if event.mail:
            set_function(
                *(self._runtime, member.facts.id, event.function, event.name, event.mail, today, self.coordinator),
                top_management=event.top_management,
            )
            return
        for held in holding(member.facts, event.function, today):
            end_function(self._runtime, held.id, today, self.coordinator)

    def _cluster(self, code: str) -> int:
        return next(number for number, known in self._scene.clusters.items() if known == code)

    def _named(self, organisation: str) -> Member:
        return next(m for m in self._members.values() if m.facts.organisation == organisation)

    def _someone_of(self, member: Member) -> Actor:
        """Whoever coordinates the work of the organisation says yes for it."""
        workflow, day = self._scene.programme.workflow, member.entered_on
        own = [f.name for f in workflow.functions.values() if f.belongs_to == "agency"]
        own.sort(key=lambda name: not workflow.functions[name].coordinates)
        return Actor(next((f for f in own if holding(member.facts, f, day)), own[0]), "participant")

    def _moved(self, member: Member, done: Outcome) -> None:
        if isinstance(done.result, Change):
            return
        found = "stale" if done.result == "stale" else ", ".join(b.code for b in done.result.blockers)
        state = member.facts.state
        raise BadInput(
            f"det går inte från läget {state} ({found}).", f"it cannot be done from the state {state} ({found})."
        )
