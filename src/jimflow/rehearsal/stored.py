"""A stored round made ready to be rehearsed from its beginning: everyone who ever held a function is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from jimflow.actions.stored_round import stored_round
from jimflow.files.round_shape import AppointmentFile
from jimflow.files.rounds import ReadRound
from jimflow.runtime import Runtime
from jimflow.store.transaction import read

NOWHERE = "@example.invalid"
"""Where the mails go of a person whose address has been erased: an address that nobody has (RFC 2606)."""


@dataclass(frozen=True, slots=True)
class StoredSource:
    """A round to be rehearsed. `mark` changes with anything that could change how it goes, and with nothing else."""

    read: ReadRound
    mark: str


def stored_source(runtime: Runtime, code: str) -> StoredSource:
    """The round of that code as it is planned now, whatever has come of it so far. Raises NotFound."""
    with read(runtime.engine) as tx:
        found = stored_round(runtime, tx, code, left=True)
    round_ = replace(found.round, appointments=tuple(_reached(found.round.appointments)))
    said = repr((round_, found.row.definition, found.row.policy_digest))
    return StoredSource(ReadRound(round_, found.workflow, found.calendar), sha256(said.encode()).hexdigest())


def _reached(appointments: Iterable[AppointmentFile]) -> Iterator[AppointmentFile]:
    for number, one in enumerate(appointments, 1):
        yield one if one.mail else replace(one, mail=f"{number}{NOWHERE}")
