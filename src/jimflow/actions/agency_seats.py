"""Which of those that take part somebody is at home in, and who coordinates there: asked anew by every act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from jimflow.actions.guests import Guest, no_such_thing, seats_of
from jimflow.core.model import Actor
from jimflow.core.seats import Seat, coordinates, of_agency
from jimflow.core.workflow import Workflow
from jimflow.runtime import Runtime
from jimflow.store.queries.rounds import ParticipationRow, participation
from jimflow.store.queries.seats import people_of
from jimflow.store.transaction import Tx

AT_HOME = ("holds", "signature")
"""Ways of standing there that open the agency's own room; one task sent on, or a seat at a meeting, does not."""


class Placed(Protocol):
    """A function that somebody holds somewhere."""

    @property
    def participation(self) -> int | None:
        """Whose it is; None for the host's and guests' own."""

    @property
    def organisation(self) -> str:
        """Where the person works."""

    @property
    def function(self) -> str:
        """Its name in the definition."""


@dataclass(frozen=True, slots=True)
class Home:
    """One that takes part, to somebody of its own people; `seat` is the one with most rights."""

    row: ParticipationRow
    workflow: Workflow
    seat: Seat

    @property
    def coordinates(self) -> bool:
        """True for whoever may see the whole year and say who holds what."""
        return coordinates(self.workflow, self.seat)

    def own(self, a: Placed) -> bool:
        """True for a function of the agency's own people; where several take part in one subject, of her own alone.

        The ministry's officer, guests and the host's people are for the host to name.
        """
        function = self.workflow.functions.get(a.function)
        at_home = function is not None and function.belongs_to == "agency"
        return at_home and a.participation == self.row.id and a.organisation == self.seat.organisation


def homes(runtime: Runtime, tx: Tx, guest: Guest) -> list[Home]:
    """Every one that the guest is at home in, the latest round first. None for whoever has not signed in."""
    if not guest.signed_in:
        return []
    by_place: dict[int, list[Seat]] = {}
    for seat in seats_of(runtime, tx, guest):
        if seat.how in AT_HOME and seat.participation is not None:
            by_place.setdefault(seat.participation, []).append(seat)
    found = [home for place, seats in by_place.items() if (home := _home(runtime, tx, place, seats)) is not None]
    return sorted(found, key=lambda h: (-h.row.round, h.row.id))


def home(runtime: Runtime, tx: Tx, guest: Guest, participation: int) -> Home:
    """That one. Raises NotFound, in the same words whether it is another's or nobody's."""
    found = next((h for h in homes(runtime, tx, guest) if h.row.id == participation), None)
    if found is None:
        raise no_such_thing()
    return found


def desk(runtime: Runtime, tx: Tx, guest: Guest, participation: int) -> Home:
    """The same, for whoever coordinates there. Raises NotFound in those words."""
    found = home(runtime, tx, guest, participation)
    if not found.coordinates:
        raise no_such_thing()
    return found


def acting(tx: Tx, guest: Guest, seat: Seat) -> Actor:
    """The guest as the audit names her, with whom she stands in for."""
    behalf = guest.behalf
    if seat.on_behalf and not behalf:
        behalf = people_of(tx, [seat.holder])[seat.holder].pseudonym
    return Actor(guest.actor.name, guest.actor.role, behalf)


def _home(runtime: Runtime, tx: Tx, place: int, seats: Sequence[Seat]) -> Home | None:
    row = participation(tx, place)
    if row is None:
        return None
    workflow = runtime.programmes.workflow(tx, row.definition)
    mine = [s for s in seats if of_agency(workflow, s)]
    if not mine or _unheard(workflow, row):
        return None
    return Home(row, workflow, min(mine, key=lambda s: (not coordinates(workflow, s), s.on_behalf)))


def _unheard(workflow: Workflow, row: ParticipationRow) -> bool:
    """True while it is only the host's proposal: nothing of it has been said to anyone there."""
    first = row.state == workflow.initial and row.state not in workflow.active
    return first and all(letter.state != row.state for letter in workflow.letters)
