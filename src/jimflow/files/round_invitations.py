"""Whether a round's invitations reach somebody on the day they are meant to go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from jimflow.core.mistakes import Mistake, Said
from jimflow.core.workflow import Workflow
from jimflow.files.round_shape import AppointmentFile


def unreached(
    workflow: Workflow, members: Sequence[str], appointments: Sequence[AppointmentFile], invite_on: date
) -> Iterator[Mistake]:
    """A remark for each letter of a state before joining that finds no holder at some members on `invite_on`.

    Nobody answers a letter that nobody got, and the round stands still without a sign of why.
    """
    held = {
        (a.member, a.function)
        for a in appointments
        if a.since <= invite_on and (a.until is None or invite_on <= a.until)
    }
    for letter in workflow.letters:
        if letter.state in workflow.active or letter.state in workflow.finals:
            continue
        missing = [m for m in members if not any((m, function) in held for function in letter.to)]
        if missing:
            yield _remark(letter.name, letter.to, missing, invite_on)


def _remark(letter: str, functions: tuple[str, ...], members: list[str], invite_on: date) -> Mistake:
    whom, where = ", ".join(functions), ", ".join(members)
    return Mistake(
        ("invite_on",),
        Said(
            f"brevet {letter} når ingen hos {where} den {invite_on}: ingen innehar då {whom}",
            f"the letter {letter} reaches nobody at {where} on {invite_on}: nobody holds {whom} then",
        ),
        Said("rätta roster (from, to) eller invite_on", "correct roster (from, to) or invite_on"),
    )
