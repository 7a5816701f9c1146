"""A task is sent on to a colleague, who may then write in it, and ends being so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import insert, update

from jimflow.actions.case import Case, alone, open_case, record
from jimflow.actions.colleagues import acting_for, checked, checked_words, colleague, has_it_already, not_too_many
from jimflow.actions.errors import BadInput, NotAllowed
from jimflow.actions.guests import Guest, Seated, no_such_thing, seated, seats_of
from jimflow.actions.person_rows import Known, Pseudonyms, random_pseudonym
from jimflow.actions.preferences import LANGUAGES
from jimflow.core.canonical import canonical
from jimflow.core.messages import about_assignment
from jimflow.core.model import Appointment, AssignmentFacts
from jimflow.core.seats import Seat, coordinates, opens
from jimflow.runtime import Runtime
from jimflow.store.hot import NewIntent, insert_intents, intent_of
from jimflow.store.queries.seats import person_of
from jimflow.store.queries.standing_in import ForwardRow, Holding, forwards, holding, standing_in
from jimflow.store.tables import Forward, Intent
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, write

MOST_OPEN = 10
"""Of one task at the same time."""

_F, _I = table(Forward), table(Intent)


@dataclass(frozen=True, slots=True)
class Forwarded:
    """What was done: the number of the forward, to whom in the words that were typed, and when the mail may leave."""

    forward: int
    name: str
    address: str
    leaves: datetime


def forward(
    runtime: Runtime,
    guest: Guest,
    task: int,
    name: str,
    address: str,
    *,
    may_hand_in: bool,
    words: str = "",
    function: str = "",
    language: str = "",
    pseudonyms: Pseudonyms = random_pseudonym,
) -> Forwarded:
    """A colleague may write in the task for the guest's function, and hand it in where that is said; a mail tells it.

    `function`: which of the guest's, where there are several (default: the one with most rights). `language`: what the
    colleague reads, "sv" or "en" (default: as the guest); somebody who is known keeps their own. Nobody gives a right
    that she has not. Raises NotFound, BadInput for a name or an address that is none, NotAllowed for a task that is
    over, somebody who has it already, and at the limits.
    """
    (name, to), words = checked(name, address), checked_words(words)
    with write(runtime.engine) as tx:
        now = runtime.clock()
        at = seated(runtime, tx, guest, task)
        alone(tx, [at.participation])
        seat = _seat(at, function, may_hand_in=may_hand_in)
        case = open_case(runtime, tx, at.participation, frozenset({"appointments", "assignments", "meetings"}))
        made = _open_task(case, task)
        not_too_many(tx, guest, seat.appointment, now)
        held = holding(tx, at.participation, case.programme.today(now))
        _room(tx, at, held, name, to)
        spoken = language if language in LANGUAGES else guest.language
        person = colleague(tx, held, name, to, spoken, pseudonyms)
        row = {"assignment": task, "appointment": seat.appointment, "person": person.id, "may_hand_in": may_hand_in}
        by = {"words": words, "made_at": now, "made_by": guest.actor.name, "ended_by": ""}
        number = int(tx.connection.execute(insert(_F).values(**row, **by).returning(_F.c.id)).scalar_one())
        said = {"step": at.step, "assignment": at.name, "function": seat.function, "may_hand_in": may_hand_in}
        extra = {**said, "person": person.pseudonym, **acting_for(tx, guest, seat)}
        record(tx, [case], "forwarded", guest.actor, now, extra=extra, decides=False)
        letter = {"forward": number, "may_hand_in": may_hand_in, "words": words, **_between(tx, guest, seat)}
        mail = _mail(case, made, seat, person, to, letter, now)
        insert_intents(tx, [mail])
        return Forwarded(number, name, to, mail.send_at)


def end_forward(runtime: Runtime, guest: Guest, task: int, number: int) -> ForwardRow:
    """Whoever it was sent on to has the task no more: said by who sent it on, who holds the function, or coordinates.

    What has been written stays. Raises NotFound, also for a guest who may not.
    """
    with write(runtime.engine) as tx:
        now = runtime.clock()
        at = seated(runtime, tx, guest, task)
        alone(tx, [at.participation])
        found = next((f for f in forwards(tx, task) if f.id == number), None)
        if found is None or not may_end(runtime, tx, guest, at, found):
            raise no_such_thing()
        if found.open:
            ended = update(_F).where(_F.c.id == number).values(ended_at=now, ended_by=guest.actor.name)
            tx.connection.execute(ended)
            unsaid = update(_I).where(_I.c.key == key_of(number), _I.c.status == "pending")
            tx.connection.execute(unsaid.values(status="cancelled"))
            person = person_of(tx, found.person)
            case = open_case(runtime, tx, at.participation, frozenset())
            said = {"step": at.step, "assignment": at.name, "function": found.function}
            extra = {**said, "person": person.pseudonym if person else "", **acting_for(tx, guest, at.seats[0])}
            record(tx, [case], "forward_ended", guest.actor, now, extra=extra, decides=False)
        return found


def may_end(runtime: Runtime, tx: Tx, guest: Guest, at: Seated, found: ForwardRow) -> bool:
    """Who may end a forward of the task; those it was sent on to may not, unless they sent it on themselves."""
    if guest.actor.name == found.made_by or guest.id == found.holder:
        return True
    here = [s for s in seats_of(runtime, tx, guest) if s.participation == at.participation]
    return any(coordinates(at.workflow, s) or (s.how == "signature" and s.holder == found.holder) for s in here)


def _seat(at: Seated, function: str, *, may_hand_in: bool) -> Seat:
    mine = [s for s in at.seats if function in ("", s.function)]
    if not mine:
        raise no_such_thing()
    if may_hand_in and not mine[0].hands_in:
        raise NotAllowed(
            "Du får inte själv skicka in uppgiften och kan därför inte låta någon annan göra det.",
            "You may not submit the assignment yourself, so you cannot let somebody else do it.",
        )
    return mine[0]


def _open_task(case: Case, task: int) -> AssignmentFacts:
    made = next(a for a in case.facts.assignments if a.id == task)
    over = case.facts.state in case.programme.workflow.finals
    if over or made.status not in ("planned", "open", "submitted"):
        raise NotAllowed("Uppgiften är avslutad.", "The assignment is over.")
    return made


def _room(tx: Tx, at: Seated, held: Sequence[Holding], name: str, to: str) -> None:
    """Raises NotAllowed where as many have it as may, or the colleague is one of those who have it."""
    sent = [f for f in forwards(tx, at.task) if f.open]
    if len(sent) >= MOST_OPEN:
        raise NotAllowed(
            f"Uppgiften är redan skickad vidare till {MOST_OPEN} personer. Avsluta någon av dem först.",
            f"The assignment has already been sent on to {MOST_OPEN} people. End one of them first.",
        )
    have = [h for h in held if opens(at.workflow, _as_seat(at, h), _Task(at.task, at.participation, at.name))]
    signing = [s for several in standing_in(tx, [h.appointment for h in have]).values() for s in several]
    addresses = {h.address for h in have} | {h.mail for h in have} | {f.mail for f in sent}
    addresses |= {s.address for s in signing if s.right == "signature"}
    if to.casefold() in {a.casefold() for a in addresses}:
        raise has_it_already(name, to)


@dataclass(frozen=True, slots=True)
class _Task:
    id: int
    participation: int
    name: str


def _as_seat(at: Seated, h: Holding) -> Seat:
    here = at.seats[0]
    return Seat(
        *("holds", h.person, h.person, h.appointment, h.function),
        *(here.round, at.participation, here.cluster, here.organisation),
    )


def _between(tx: Tx, guest: Guest, seat: Seat) -> dict[str, object]:
    """Who sends it on, and for whom the colleague then answers, where that is another."""
    holder = person_of(tx, seat.holder)
    by, whose = guest.acting_name or guest.name, holder.name if holder is not None else ""
    return {"by": by, "holder": whose if whose != by else ""}


def _mail(
    case: Case, made: AssignmentFacts, seat: Seat, person: Known, to: str, more: dict[str, object], now: datetime
) -> NewIntent:
    """Goes at once where mail may go at this hour. It waits for no review: it is the agency's own mail."""
    holder = case.facts.appointment(seat.appointment)
    if holder is None:
        raise BadInput("Funktionen har ingen innehavare i dag.", "Nobody holds the function today.")
    assignment = case.programme.workflow.assignments[made.name]
    reader: Appointment = replace(holder, address=to, language=person.language)
    message = about_assignment("forwarded", case.facts, assignment, made.step, seat.function, reader, made.due_at, "")
    row = intent_of(message, case.facts, now, case.programme.calendar.next_send(now))
    facts = canonical({**message.facts, "person": person.id, **more}).decode()
    return replace(row, key=key_of(more["forward"]), mail_class="immediate", facts=facts)


def key_of(number: object) -> str:
    """Of the intent that tells the colleague."""
    return f"forward:{number}"
