"""An answer to `why`, for a person and for a program."""

from __future__ import annotations

import shlex
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jimflow.actions.errors import NotFound
from jimflow.cli.findings import WIDTH, blocker_lines, in_time_lines
from jimflow.cli.other_ways import Ways
from jimflow.core.mistakes import Said, did_you_mean
from jimflow.core.model import Blocker
from jimflow.core.remedies import acknowledgeable, waivable
from jimflow.core.why import Why
from jimflow.core.workflow import Workflow
from jimflow.store.queries.rounds import ParticipationRow
from jimflow.texts.findings import Names, Reader
from jimflow.texts.names import state_title
from jimflow.texts.verdicts import verdict_sentence
from jimflow.texts.words import STEP_STATUS, word


def known_trigger(workflow: Workflow, trigger: str) -> None:
    """Raises NotFound, with the closest name, for a trigger the definition does not have."""
    if trigger not in workflow.transitions:
        close = did_you_mean(trigger, workflow.transitions)
        known = ", ".join(workflow.transitions)
        raise NotFound(
            f"Det finns inget som heter {trigger}. " + (f"Menade du {close}?" if close else f"Det finns {known}."),
            f"There is nothing called {trigger}. " + (f"Did you mean {close}?" if close else f"There are {known}."),
        )


def names_of(row: ParticipationRow, cluster: tuple[str, str]) -> Names:
    """Both names of an organisation and of its cluster."""
    return Names((row.name_sv, row.name_en), cluster)


def told(found: Why, row: ParticipationRow, given: str | None = None) -> Told:
    """The answer made ready to be shown."""
    workflow = found.programme.workflow
    names = names_of(row, found.facts.cluster_name)
    return Told(found, row, Reader(workflow, names, found.programme.today(found.now)), given)


@dataclass(frozen=True, slots=True)
class Told:
    """One answer."""

    found: Why
    row: ParticipationRow
    reader: Reader
    given: str | None = None
    """The round, where it had to be named."""

    def document(self) -> dict[str, Any]:
        """As the contract of `why --json` has it."""
        return {
            "organisation": self.row.organisation,
            "state": self.found.facts.state,
            "trigger": self.found.trigger,
            "allowed": self.found.allowed,
            "blockers": self.reader.document(self.found.blockers),
            "other_ways": self._others.document(),
        }

    @property
    def _others(self) -> Ways:
        return Ways(self.found, self.row.organisation, self.given)

    def lines(self, lang: str, on: date | None, today: date) -> list[str]:
        """Where it stands today, what is asked of which day, everything found, and what can be done about it."""
        workflow, facts = self.found.programme.workflow, self.found.facts
        name = self.row.name_en if lang == "en" else self.row.name_sv
        status = word(STEP_STATUS, self.found.status, lang)
        head = f"{name} · {state_title(workflow, facts.here, lang)} · {status} · version {facts.version}"
        verdict = verdict_sentence(self.found, lang, today, on)
        found = [*textwrap.wrap(head, WIDTH), "", *textwrap.wrap(verdict, WIDTH)]
        found += blocker_lines(self.reader, self.found.blockers, lang)
        transition = workflow.transitions.get(self.found.trigger)
        if transition is not None and transition.reason == "required" and self.found.destination is not None:
            found.append(Said("  Ett skäl krävs: --reason", "  A reason is required: --reason").in_(lang))
        if on is None:
            found += in_time_lines(workflow, facts, self.found.blockers, self.found.now, lang)
            whom, trigger = self.row.organisation, self.found.trigger
            found += after_a_refusal(workflow, self.found.blockers, whom, trigger, lang, self.given)
            found += self._others.lines(lang)
        return found


def after_a_refusal(
    workflow: Workflow, blockers: Sequence[Blocker], whom: str, trigger: str, lang: str, given: str | None
) -> list[str]:
    """What a person may do about findings: pass warnings knowingly, or have a waiver decided; with the commands.

    `whom` is an organisation's code, or --cluster and a cluster's code; `given` the round that had to be named.
    """
    warnings, stops = acknowledgeable(blockers), waivable(blockers)
    stopped = [b for b in blockers if b.severity == "block" and not b.waived]
    found: list[str] = []
    of = f" --round {given}" if given else ""
    verb = f"advance {whom}" if trigger == "advance" else f"do {whom} {trigger}"
    if warnings:
        said = Said(
            "Varningarna kan passeras av den som tar ställning:", "Whoever considers the warnings may pass them:"
        )
        if stopped:
            said = Said(
                "När stoppen är borta kan varningarna passeras av den som tar ställning:",
                "Once the stops are gone, whoever considers the warnings may pass them:",
            )
        found += ["", said.in_(lang), f"  jimflow {verb} --acknowledge {','.join(warnings)}{of}"]
    until = Said("DATUM", "DATE").in_(lang)
    reason = shlex.quote(Said("skälet", "the reason").in_(lang))
    one = workflow.nouns.placeholder.in_(lang) if whom.startswith("-") else whom
    for code in stops:
        said = Said(f"Ett avsteg från {code} kan beslutas:", f"A waiver from {code} can be decided:")
        found += ["", said.in_(lang), f"  jimflow waive {one} {code} --reason {reason} --until {until}{of}"]
    return found
