"""A colleague whom somebody who takes part names: checked, known by name and address, and for whom an act was done."""

from __future__ import annotations

from datetime import datetime, timedelta

from jimflow.actions.errors import BadInput, NotAllowed
from jimflow.actions.guests import Guest
from jimflow.actions.person_rows import Known, Pseudonyms, Someone, known_people, written_people
from jimflow.core.address import UNPRINTABLE, AddressError, parse_address
from jimflow.core.mistakes import Said
from jimflow.core.seats import Seat
from jimflow.store.queries.seats import people_of, person_of
from jimflow.store.queries.standing_in import Holding, named_since
from jimflow.store.transaction import Tx

LONGEST_NAME, LONGEST_WORDS = 100, 2000
"""Characters."""

MOST_A_DAY, DAY = 20, timedelta(days=1)
"""So many colleagues may one person name, or be named for one holder, in a day and a night: should two programs send
to each other, it ends."""


def checked(name: str, address: str) -> tuple[str, str]:
    """The name and the address as they are kept. Raises BadInput."""
    name = one_line(name)
    if not name:
        raise _no_name()
    try:
        return name, parse_address(address)
    except AddressError as error:
        raise BadInput(
            f"E-postadressen: {error.what.sv} – {error.suggestion.sv}.",
            f"The e-mail address: {error.what.en} – {error.suggestion.en}.",
        ) from None


def one_line(name: str) -> str:
    """The name without line ends and needless spaces, "" for none. Raises BadInput for one that is too long or turned
    around."""
    plain = " ".join(name.split())
    if len(plain) > LONGEST_NAME or UNPRINTABLE.search(plain):
        raise _no_name()
    return plain


def checked_words(words: str) -> str:
    """What is written along. Raises BadInput."""
    if len(words) > LONGEST_WORDS:
        raise BadInput(
            f"Hälsningen är {len(words)} tecken lång. Den får ha högst {LONGEST_WORDS}.",
            f"The message is {len(words)} characters long. It may have at most {LONGEST_WORDS}.",
        )
    return words.strip()


def not_too_many(tx: Tx, guest: Guest, appointment: int, now: datetime) -> None:
    """Raises NotAllowed for whoever has named as many as one may in a day, and where so many were named for the holder
    of the appointment: who sits there says so herself, and could be another each time."""
    if named_since(tx, guest.actor.name, appointment, now - DAY) >= MOST_A_DAY:
        raise NotAllowed(
            f"Ni har skickat vidare eller namngett ersättare {MOST_A_DAY} gånger det senaste dygnet. Försök i morgon.",
            f"You have sent on or named substitutes {MOST_A_DAY} times in the last 24 hours. Try again tomorrow.",
        )


def colleague(tx: Tx, held: list[Holding], name: str, address: str, language: str, pseudonyms: Pseudonyms) -> Known:
    """The row of the colleague: one of those who hold something at the agency, by address; else by name and address.

    Whose address it is elsewhere is not looked for: nobody finds out by asking.
    """
    own = {h.person for h in held if address.casefold() in (h.address.casefold(), h.mail.casefold())}
    if len(own) == 1:
        row = people_of(tx, own)[own.pop()]
        return Known(row.id, row.pseudonym, row.language)
    someone = Someone(name, address, language)
    known = known_people(tx, [someone]).get(someone.key)
    return known or written_people(tx, [someone], pseudonyms)[someone.key]


def acting_for(tx: Tx, guest: Guest, seat: Seat) -> dict[str, object]:
    """For the audit: `behalf` is the pseudonym of whoever the act was done for, where somebody stood in.

    Where one sat there for another who stood in for a third, the one between is `through`.
    """
    if not seat.on_behalf:
        return {"behalf": guest.behalf} if guest.behalf else {}
    holder = person_of(tx, seat.holder)
    said: dict[str, object] = {"behalf": holder.pseudonym} if holder is not None else {}
    return {**said, "through": guest.behalf} if guest.behalf else said


def has_it_already(name: str, address: str) -> NotAllowed:
    """What is said of somebody to whom the task is open."""
    said = Said(f"{name} ({address}) har redan uppgiften.", f"{name} ({address}) already has the assignment.")
    return NotAllowed(said.sv, said.en)


def _no_name() -> BadInput:
    return BadInput("Skriv kollegans namn, högst 100 tecken.", "Write your colleague's name, at most 100 characters.")
