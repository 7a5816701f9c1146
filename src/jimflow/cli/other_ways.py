"""The other ways from where somebody stands, for a person and for a program: what else can be done, and how."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jimflow.core.mistakes import Said
from jimflow.core.remedies import acknowledgeable
from jimflow.core.why import OtherWay, Why
from jimflow.texts.verdicts import way_title

_REASON = Said("skälet", "the reason")


@dataclass(frozen=True, slots=True)
class Ways:
    """The other ways of one answer, with their commands. `whom`: an organisation's code; `given`: the round named."""

    found: Why
    whom: str
    given: str | None

    def document(self) -> list[dict[str, Any]]:
        """As the contract of `why --json` has it."""
        return [
            {
                "trigger": way.transition.name,
                "to": way.destination,
                "open": way.open,
                "acknowledge": acknowledgeable(way.blockers) if way.open else [],
                "reason_needed": way.transition.reason == "required",
                "command": {"sv": self._command(way, "sv"), "en": self._command(way, "en")},
            }
            for way in self.found.others
        ]

    def lines(self, lang: str) -> list[str]:
        """What can be done now, then what something stops and how to ask what."""
        ready = [way for way in self.found.others if way.open]
        stopped = [way for way in self.found.others if not way.open]
        also = self.found.destination is not None
        head = Said("Du kan också:", "You can also:") if also else Said("Härifrån går det att:", "From here one can:")
        return [
            *self._listed(head, ready, lang),
            *self._listed(Said("Inte möjligt än:", "Not possible yet:"), stopped, lang),
        ]

    def _listed(self, head: Said, ways: Sequence[OtherWay], lang: str) -> list[str]:
        found = [
            f"  {way_title(self.found.programme.workflow, way, lang)}\n    {self._command(way, lang)}" for way in ways
        ]
        return ["", head.in_(lang), *"\n".join(found).splitlines()] if found else []

    def _command(self, way: OtherWay, lang: str) -> str:
        """What to write: the move itself, with what it asks for; for a stopped one the question why."""
        of = f" --round {self.given}" if self.given else ""
        if not way.open:
            return f"jimflow why {self.whom} --trigger {way.transition.name}{of}"
        reason = f" --reason {shlex.quote(_REASON.in_(lang))}" if way.transition.reason == "required" else ""
        warned = acknowledgeable(way.blockers)
        passed = f" --acknowledge {','.join(warned)}" if warned else ""
        return f"jimflow do {self.whom} {way.transition.name}{reason}{passed}{of}"
