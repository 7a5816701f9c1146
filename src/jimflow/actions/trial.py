"""A trial: a real action is run, what it does to people is measured, and everything is undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from jimflow.actions.errors import BadInput
from jimflow.core.impact import Impact, Snapshot, impact
from jimflow.core.mistakes import Mistakes
from jimflow.core.workflow import Workflow
from jimflow.mail.meetings import TEMPLATES as ABOUT_A_DATE
from jimflow.runtime import Runtime
from jimflow.store.queries.impact import Scope, WholeRound, occurrences, one_moment, snapshot
from jimflow.store.transaction import Tx, witnessed
from jimflow.texts.blockers import ZONE

__all__ = ["Scope", "SeveralTransactions", "Tried", "WholeRound", "trial"]

T = TypeVar("T")
ATTEMPTS = 3
"""How often a trial is made when others change the same things while it runs."""
_OVERTAKEN = "40001"
"""PostgreSQL's code for a transaction that would change what another has changed meanwhile."""


class SeveralTransactions(Exception):  # noqa: N818 - reads as what it is
    """The act writes in more than one transaction: what is undone after the first cannot be built on by the next."""


@dataclass(frozen=True, slots=True)
class Tried(Generic[T]):
    """What the action answered, or why it would not; `workflows` by digest, for the words of the impact.

    Where there is an `error` there is no impact: nothing would have been done.
    """

    answer: T | None
    error: BadInput | Mistakes | None = None
    impact: Impact = field(default_factory=Impact)
    workflows: Mapping[str, Workflow] = field(default_factory=dict)


def trial(runtime: Runtime, scope: Scope, act: Callable[[Runtime], T]) -> Tried[T]:
    """Runs `act` on a runtime whose writing is undone, and says what it would do to those in `scope`.

    `act` must do everything through the runtime it is given, in one transaction, and may be called again when
    somebody else was faster; on SQLite it holds the write lock meanwhile, on PostgreSQL the locks of the action.
    Participations that the act itself makes, starts from or answers back to are in scope too. What the action raises
    for people (BadInput and its kinds, Mistakes) is in the answer; anything else is raised, and SeveralTransactions
    where it begins a second transaction.
    """
    for attempt in range(1, ATTEMPTS + 1):
        stand_by = _Measures(runtime, scope)
        try:
            answer = act(replace(runtime, engine=witnessed(runtime.engine, stand_by)))
        except (BadInput, Mistakes) as error:
            return Tried(None, error)
        except Exception as error:
            if attempt == ATTEMPTS or not _overtaken(error):
                raise
            continue
        return Tried(answer, None, stand_by.found, stand_by.workflows)
    raise AssertionError("unreachable")


class _Measures:
    """Takes a snapshot when the transaction begins and another when all is done, and lets nothing be kept."""

    def __init__(self, runtime: Runtime, scope: Scope) -> None:
        self._runtime, self._scope = runtime, scope
        self._before: Snapshot | None = None
        self.found = Impact()
        self.workflows: dict[str, Workflow] = {}

    def begun(self, tx: Tx) -> None:
        if self._before is not None:
            raise SeveralTransactions
        one_moment(tx)
        self._before = snapshot(tx, self._scope)

    def ending(self, tx: Tx) -> bool:
        assert self._before is not None
        after = snapshot(tx, self._scope)
        due = occurrences(tx, self._before.waiting ^ after.waiting)
        self.found = impact(self._before, after, due, ABOUT_A_DATE, ZoneInfo(ZONE))
        digests = sorted({whom.definition for whom in self.found.whom.values()})
        self.workflows = {digest: self._runtime.programmes.workflow(tx, digest) for digest in digests}
        return False


def _overtaken(error: Exception) -> bool:
    driver = getattr(error, "orig", None) or error
    return getattr(driver, "sqlstate", None) == _OVERTAKEN
