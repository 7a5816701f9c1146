"""A leaver's work goes to one successor: every function the person holds in a round, in one act."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from jimflow.actions.case import alone_in_round
from jimflow.actions.errors import BadInput, NotFound
from jimflow.actions.person_rows import Pseudonyms, random_pseudonym
from jimflow.actions.roster import staff_round
from jimflow.actions.stored_round import StoredRound, holds, stored_round
from jimflow.core.address import AddressError, parse_address
from jimflow.core.model import Actor
from jimflow.files.round_shape import AppointmentFile
from jimflow.runtime import Runtime
from jimflow.store.queries.work import AppointmentRow
from jimflow.store.transaction import read, write


@dataclass(frozen=True, slots=True)
class Holding:
    """A function that a person holds, now or from a later day."""

    member: str
    """Whose function it is: what takes part, or the host or the guest."""
    function: str
    cluster: str


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What went to the successor, and how many mails were written about it."""

    holdings: tuple[Holding, ...]
    messages: int


def leaver(runtime: Runtime, round_code: str, who: str) -> AppointmentRow:
    """One appointment of the person meant in a round: by address, name or the number of any appointment.

    Raises NotFound where nobody is, BadInput where several are.
    """
    with read(runtime.engine) as tx:
        found = stored_round(runtime, tx, round_code)
    words = who.strip().casefold()
    present = [a for a in found.appointments if holds(a, found.today)]
    meant = [a for a in present if words in (str(a.id), a.address.casefold(), a.name.casefold())]
    if not meant:
        raise NotFound(
            f"Ingen som innehar en funktion i {round_code} heter eller nås på {who}. Se jimflow function list.",
            f"Nobody who holds a function in {round_code} is called or reached at {who}. See jimflow function list.",
        )
    if len({a.person for a in meant}) > 1:
        several = ", ".join(f"{a.id} ({a.name} <{a.address}>)" for a in {a.person: a for a in meant}.values())
        raise BadInput(
            f"Flera stämmer: {several}. Ange numret i stället.", f"Several match: {several}. Give the number instead."
        )
    return meant[0]


def hand_over(
    runtime: Runtime,
    round_code: str,
    person: int,
    to_name: str,
    to_mail: str,
    day: date,
    actor: Actor,
    *,
    language: str = "",
    only: Collection[int] | None = None,
    pseudonyms: Pseudonyms = random_pseudonym,
) -> HandedOver:
    """From `day` on (a local day), everything that `person` (a number) holds in the round is the successor's.

    The person's own last day is the day before; others who hold the same functions stay. The successor gets the open
    work in one mail, in `language`, otherwise the leaver's. `only`: the numbers of the appointments that go over, where
    it is not all of them. Raises NotFound or BadInput with nothing done.
    """
    name, mail = to_name.strip(), _address(to_mail)
    if not name:
        raise BadInput("Skriv namnet på den som tar över.", "Write the name of the one who takes over.")
    with write(runtime.engine) as tx:
        alone_in_round(tx, stored_round(runtime, tx, round_code).row.id)
        stored = stored_round(runtime, tx, round_code)
        present = [a for a in stored.appointments if holds(a, stored.today)]
        every = list(zip(present, stored.round.appointments, strict=True))
        theirs = [
            one
            for row, one in every
            if row.person == person and (row.until is None or row.until >= day) and (only is None or row.id in only)
        ]
        if not theirs:
            raise NotFound(
                f"Personen innehar ingen funktion i {round_code} från {day}.",
                f"The person holds no function in {round_code} from {day}.",
            )
        if (theirs[0].name.casefold(), mail) in {(name.casefold(), one.mail) for one in theirs}:
            raise BadInput(f"{name} är den som lämnar.", f"{name} is the one who leaves.")
        _within(day, min(one.since for one in theirs), stored.row.ends_on)
        rows = list(_rows(stored, theirs, AppointmentFile("", "", name, mail, day, language=language), day))
        done = staff_round(runtime, tx, round_code, rows, actor, pseudonyms)
        return HandedOver(tuple(Holding(one.member, one.function, one.cluster) for one in theirs), done.messages)


def _within(day: date, begins: date, ends: date) -> None:
    """Raises BadInput for a day before the leaver `begins`, or after the round `ends`."""
    if day < begins:
        raise BadInput(
            f"Den som lämnar börjar {begins}. Ange den dagen eller en senare.",
            f"The one who leaves begins on {begins}. Give that day or a later one.",
        )
    if day > ends:
        raise BadInput(
            f"Omgångens sista dag är {ends}. Ange den dagen eller en tidigare.",
            f"The last day of the round is {ends}. Give that day or an earlier one.",
        )


def _rows(
    stored: StoredRound, theirs: list[AppointmentFile], new: AppointmentFile, day: date
) -> Iterator[AppointmentFile]:
    """The rows of every function concerned: those who stay, the leaver until the day before, the successor."""
    places = {(one.member, one.organisation, one.function, one.cluster) for one in theirs}
    for one in stored.round.appointments:
        if (one.member, one.organisation, one.function, one.cluster) not in places:
            continue
        if one not in theirs:
            yield one
            continue
        if one.since < day:
            yield replace(one, until=day - timedelta(days=1))
        yield replace(
            one,
            name=new.name,
            mail=new.mail,
            since=max(one.since, day),
            acting=False,
            assistant=None,
            language=new.language or one.language,
        )


def _address(text: str) -> str:
    try:
        return parse_address(text)
    except AddressError as error:
        raise BadInput(f"{error.what.sv}: {error.suggestion.sv}.", f"{error.what.en}: {error.suggestion.en}.") from None
