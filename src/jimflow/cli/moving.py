"""How one agency is moved from the command line, and how the outcome of a move is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import typer

from jimflow.actions.advance import Outcome
from jimflow.actions.advance import advance as move
from jimflow.actions.errors import NotFound
from jimflow.cli.desk import Desk, at_desk
from jimflow.cli.errors import REFUSED
from jimflow.cli.findings import blocker_lines, in_time_lines, look_again
from jimflow.cli.reasons import after_a_refusal, known_trigger
from jimflow.cli.values import a_number
from jimflow.core.mistakes import Said, did_you_mean
from jimflow.core.model import Blocker, Change, NewAssignment, Refusal
from jimflow.core.workflow import Workflow
from jimflow.store.queries.rounds import ParticipationRow
from jimflow.store.transaction import read
from jimflow.texts.amounts import listed
from jimflow.texts.dates import short_day
from jimflow.texts.findings import Names, Reader, stale, stale_blocker
from jimflow.texts.names import assignment_title, state_title, trigger_title


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for on the command line."""

    trigger: str
    to: str | None
    seen: str | None
    acknowledged: tuple[str, ...]
    reason: str
    round: str | None
    actor: str | None
    document: bool
    until: date | None = None


def move_agency(context: typer.Context, name: str, wish: Wish) -> None:
    """Moves one, tells what came of it, and ends with exit code 1 when it was refused."""
    with at_desk(context, document=wish.document) as desk:
        carried_out(desk, desk.agency(name, wish.round), wish)


def carried_out(desk: Desk, row: ParticipationRow, wish: Wish) -> None:
    """As `move_agency`, at a desk."""
    seen = a_number(wish.seen, "--seen") if wish.seen is not None else row.version
    workflow = workflow_of(desk, row)
    known_trigger(workflow, wish.trigger)
    outcome = move(
        *(desk.runtime, row.id, seen, wish.trigger, desk.actor(wish.actor)),
        to=state_meant(workflow, wish.to),
        acknowledged=rules_meant(workflow, wish.acknowledged),
        reason=wish.reason,
        until=wish.until,
    )
    told = Told(desk, workflow, row, outcome, wish.trigger, seen)
    if wish.document:
        desk.answer({"results": [told.document()]})
    else:
        desk.lines(told.lines() + told.remedies(wish.round))
    if not outcome.ok:
        raise typer.Exit(REFUSED)


@dataclass(frozen=True, slots=True)
class Told:
    """One outcome in words."""

    desk: Desk
    workflow: Workflow
    row: ParticipationRow
    outcome: Outcome
    trigger: str
    seen: int

    @property
    def name(self) -> str:
        """What the organisation is called."""
        return self.row.name_en if self.desk.lang == "en" else self.row.name_sv

    @property
    def blockers(self) -> tuple[Blocker, ...]:
        """Everything that was found, also where it was passed."""
        result = self.outcome.result
        if isinstance(result, Refusal):
            return result.blockers
        if isinstance(result, Change):
            return tuple(b for v in result.verdicts for b in v.blockers)
        return (stale_blocker(self.outcome.facts, self.seen),)

    @property
    def wanted(self) -> str:
        """The state that was reached, or that was asked for; "" where no way leads."""
        result = self.outcome.result
        if isinstance(result, Change):
            return result.destination
        return (result.wanted or "") if isinstance(result, Refusal) else ""

    def reader(self) -> Reader:
        """What puts the findings in words."""
        names = Names((self.row.name_sv, self.row.name_en), self.outcome.facts.cluster_name)
        return Reader(self.workflow, names, self.desk.today(), look_again())

    def document(self) -> dict[str, Any]:
        """As the contract of `advance --json` has it."""
        return {
            "organisation": self.row.organisation,
            "from": self.outcome.facts.state,
            "to": self.wanted or None,
            "ok": self.outcome.ok,
            "blockers": self.reader().document(self.blockers),
        }

    def lines(self) -> list[str]:
        """What was done, or everything that stands in the way."""
        result, lang = self.outcome.result, self.desk.lang
        if isinstance(result, Change):
            return self._done(result)
        if result == "stale":
            return [f"{self.name}: {stale().in_(lang)} {look_again().in_(lang)}"]
        said = Said(
            f"{self.name} kan inte gå vidare än. Det här återstår:", f"{self.name} cannot move on yet. Still to do:"
        )
        if self.trigger != "advance":
            title = trigger_title(self.workflow, self.trigger, lang)
            said = Said(f"{self.name}: ”{title}” går inte än.", f"{self.name}: “{title}” is not possible yet.")
        return [
            said.in_(lang),
            *blocker_lines(self.reader(), self.blockers, lang),
        ]

    def remedies(self, given: str | None) -> list[str]:
        """What can be done about a refusal, with the commands; nothing when there is none."""
        if not isinstance(self.outcome.result, Refusal):
            return []
        still = in_time_lines(self.workflow, self.outcome.facts, self.blockers, self.desk.now(), self.desk.lang)
        whom = self.row.organisation
        return still + after_a_refusal(self.workflow, self.blockers, whom, self.trigger, self.desk.lang, given)

    def _done(self, change: Change) -> list[str]:
        lang = self.desk.lang
        source, destination = (state_title(self.workflow, s, lang) for s in (change.source, change.destination))
        found = [f"{self.name}: {source} → {destination}."]
        if change.acknowledged:
            codes = ", ".join(change.acknowledged)
            found.append(
                Said(
                    f"Passerade varningar (de står i granskningsloggen): {codes}.",
                    f"Warnings passed (they stand in the audit): {codes}.",
                ).in_(lang)
            )
        if change.make:
            work = listed([self._work(a) for a in change.make], lang)
            found.append(Said(f"Nya uppgifter: {work}.", f"New assignments: {work}.").in_(lang))
        if change.close:
            n = len(change.close)
            found.append(Said(f"Stängda uppgifter: {n}.", f"Assignments closed: {n}.").in_(lang))
        if change.messages:
            n = len(change.messages)
            found.append(Said(f"Mejl i utkorgen: {n}.", f"Mails in the outbox: {n}.").in_(lang))
        return found

    def _work(self, made: NewAssignment) -> str:
        lang = self.desk.lang
        title = assignment_title(self.workflow, made.name, lang)
        if made.due_at is None:
            return title
        due = short_day(self.desk.local(made.due_at).date(), lang, self.desk.today())
        return f"{title} ({Said('sista dag', 'due').in_(lang)} {due})"


def workflow_of(desk: Desk, row: ParticipationRow) -> Workflow:
    """The definition that a participation runs on."""
    with read(desk.runtime.engine) as tx:
        return desk.runtime.programmes.workflow(tx, row.definition)


def state_meant(workflow: Workflow, name: str | None) -> str | None:
    """A state by its name or its title in either language. Raises NotFound with the closest one."""
    if name is None or name in workflow.states:
        return name
    titles = {t: s for s in workflow.states for t in (workflow.state_title(s).sv, workflow.state_title(s).en)}
    for title, state in titles.items():
        if title.casefold() == name.casefold():
            return state
    raise _unknown(Said("läge", "state"), name, [*workflow.states, *titles], workflow.states)


def rules_meant(workflow: Workflow, codes: tuple[str, ...]) -> tuple[str, ...]:
    """The codes, all of them rules. Raises NotFound with the closest one."""
    for code in codes:
        if code not in workflow.rules:
            raise _unknown(Said("regel", "rule"), code, workflow.rules, workflow.rules)
    return codes


def _unknown(what: Said, name: str, near: Iterable[str], known: Iterable[str]) -> NotFound:
    close = did_you_mean(name, near)
    names = ", ".join(known)
    return NotFound(
        f"Det finns {'inget' if what.sv == 'läge' else 'ingen'} {what.sv} som heter {name}. "
        + (f"Menade du {close}?" if close else f"Det finns {names}."),
        f"There is no {what.en} called {name}. " + (f"Did you mean {close}?" if close else f"There are {names}."),
    )
