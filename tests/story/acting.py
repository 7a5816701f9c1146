"""People of a sample round, acting one by one through the real actions on a virtual clock; what each act led to."""

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from jimflow.actions import assignments, attendance, meetings
from jimflow.actions.advance import advance
from jimflow.actions.case import open_case
from jimflow.actions.heartbeat import tick
from jimflow.actions.why import why
from jimflow.config import Settings
from jimflow.core.audit import Verification
from jimflow.core.exploration import explore
from jimflow.core.model import Actor, Change, Facts, Refusal, Session
from jimflow.core.people import attending_functions
from jimflow.core.workflow import Workflow
from jimflow.files.calendars import load_calendar
from jimflow.files.shipped import shipped
from jimflow.files.workflows import check_workflow
from jimflow.rehearsal.outbox import Keeper
from jimflow.rehearsal.reads import next_due
from jimflow.rehearsal.stage import Stage, rehearsal, source
from jimflow.store.hot import WHOLE
from jimflow.store.queries.trail import entries
from jimflow.store.trail import verify_trail
from jimflow.store.transaction import read
from tests.build import at
from tests.story.playing import ROOT

HOST = Actor("samordnaren", "coordinator")
SOMEONE = Actor("deltagaren", "participant")


@dataclass(frozen=True)
class Acting:
    """A loaded round. Who takes part and the clusters are called by their codes."""

    stage: Stage
    keeper: Keeper

    def number(self, who: str) -> int:
        return self.stage.loaded.participations[who]

    def day(self, local: str) -> None:
        """Goes on to a moment of the wall clock in Stockholm; on the way the heartbeat says what falls due."""
        while (due := self._due()) is not None and due <= at(local):
            self.stage.clock.jump(max(due, self.stage.clock()))
            tick(self.stage.runtime)
        self.stage.clock.jump(at(local))

    def _due(self) -> datetime | None:
        with read(self.stage.runtime.engine) as tx:
            return next_due(tx)

    def do(self, who: str, trigger: str = "advance", *, known: Collection[str] = (), **rest: Any) -> str | list[str]:
        """Where the move led, or the codes of what stopped it. `known`: the warnings that are acknowledged."""
        done = advance(self.stage.runtime, self.number(who), None, trigger, HOST, acknowledged=known, **rest).result
        if isinstance(done, Change):
            return done.destination
        assert isinstance(done, Refusal)
        return sorted({b.code for b in done.blockers if b.stops(frozenset(known))})

    def answer(self, who: str, name: str, function: str | None = None, /, **answers: Any) -> None:
        """Submits the first unfinished occasion of an assignment, for the coordinating or another function."""
        step = next(a.step for a in self.facts(who).assignments if a.name == name and a.unfinished)
        assignments.submit(self.stage.runtime, self.number(who), name, answers, SOMEONE, step=step, function=function)

    def plan(self, cluster: str, step: str, local: str) -> None:
        """Plans a meeting of two hours."""
        start, hour = at(local), at("2021-01-01 12:00") - at("2021-01-01 10:00")
        session = Session(start, start + hour, "digital")
        meetings.plan_meeting(self.stage.runtime, self.stage.loaded.clusters[cluster], step, [session], HOST)

    def held(self, cluster: str, step: str, *, away: Collection[str] = ()) -> None:
        """The meeting has been held; everyone invited came, except the functions in `away`."""
        number = self.stage.loaded.clusters[cluster]
        meetings.hold_meeting(self.stage.runtime, number, step, HOST)
        expected = attending_functions(self.workflow, step)
        for who in self.stage.loaded.participations:
            facts = self.facts(who)
            if facts.cluster_id != number or facts.state not in self.workflow.active:
                continue
            present = [a for a in facts.appointments if a.function in expected and a.own]
            came = [attendance.Came(a.id, a.function not in away) for a in present]
            attendance.record_attendance(self.stage.runtime, self.number(who), step, came, HOST)

    def stops(self, who: str, trigger: str = "advance") -> list[tuple[str, str]]:
        """What `why` answers: the codes with their severities, without repetition."""
        (found,) = why(self.stage.runtime, [self.number(who)], trigger)
        return sorted({(b.code, b.severity) for b in found.blockers})

    def facts(self, who: str) -> Facts:
        with read(self.stage.runtime.engine) as tx:
            return open_case(self.stage.runtime, tx, self.number(who), WHOLE).facts

    def moves(self, who: str) -> list[str]:
        """The states that were entered, as the audit tells them."""
        with read(self.stage.runtime.engine) as tx:
            payloads = [json.loads(row.payload or b"{}") for row in entries(tx, [self.number(who)], limit=10_000)]
        return [said["to"] for said in payloads if said["kind"] in ("proposed", "move")]

    def mails(self) -> list[tuple[str, bytes]]:
        """(recipient, raw) of every mail so far."""
        return [(mail.recipient, mail.raw) for mail in self.keeper.mails]

    def audit(self) -> Verification:
        with read(self.stage.runtime.engine) as tx:
            return verify_trail(tx)

    @property
    def workflow(self) -> Workflow:
        return self.stage.read.workflow


def sample(round_name: str) -> Path:
    """The file of a sample round."""
    return ROOT / "config" / "rounds" / f"{round_name}.yaml"


@contextmanager
def acting(held: str | Path) -> Iterator[Acting]:
    """A sample round by name, or the one in a file, on the morning of the day on which its invitations go."""
    path = sample(held) if isinstance(held, str) else held
    settings = Settings()
    with rehearsal(settings, path, *source(settings, path, "on-time")) as (stage, keeper):
        yield Acting(stage, keeper)


def subject(raw: bytes) -> str:
    """The subject of a mail, in words."""
    return str(message_from_bytes(raw, policy=policy.default)["Subject"])


def findings(workflow_name: str) -> list[str]:
    """Everything `workflow check` has to say of a shipped definition, in English."""
    report = check_workflow(ROOT / "workflows" / f"{workflow_name}.yaml")
    if report.workflow is None:
        return report.lines("en")
    calendar = load_calendar(shipped("config") / "calendars" / f"{report.workflow.calendar}.yaml")
    return [finding.what.en for finding in explore(report.workflow, calendar).findings]
