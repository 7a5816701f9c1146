"""What those who took part thought of a meeting: one opinion each, changed while it may be, and shown without names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, insert, select

from jimflow.actions.at_meeting import AtMeeting, at_meeting
from jimflow.actions.case import alone, open_cases, record
from jimflow.actions.errors import BadInput, NotAllowed
from jimflow.actions.guests import Guest, no_such_thing
from jimflow.runtime import Runtime
from jimflow.store import tables as t
from jimflow.store.queries.gatherings import members_in
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, write

WORTHS = range(1, 6)
"""From not at all to very much."""

MOST = 2_000
"""Characters of each text."""

OPEN_FOR = timedelta(days=60)
"""Counted from the meeting's last day, that one not included."""

ENOUGH = 3
"""Fewer opinions than this are shown without numbers, so that a number is never one person's."""

_E = table(t.MeetingEvaluation)
TEXTS = ("good", "less_good", "interesting")


@dataclass(frozen=True, slots=True)
class Opinion:
    """One person's."""

    worth: int
    good: str
    less_good: str
    interesting: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Opinions:
    """Everybody's, as the host sees them. `worths`: how many said 1, 2 … 5; None where too few have answered.

    The texts of each kind stand in an order of their own, which tells nothing of when they came or what goes together.
    """

    many: int
    worths: tuple[int, ...] | None
    good: tuple[str, ...]
    less_good: tuple[str, ...]
    interesting: tuple[str, ...]

    @property
    def mean(self) -> float | None:
        """The mean of what it was worth; None where too few have answered."""
        if self.worths is None:
            return None
        return sum(n * many for n, many in zip(WORTHS, self.worths, strict=True)) / self.many


def evaluate(
    runtime: Runtime, guest: Guest, meeting: int, worth: int | None, good: str, less_good: str, interesting: str
) -> None:
    """Keeps the guest's opinion in the place of an earlier one. Plus, minus, interesting; the texts may be empty.

    From the meeting's first day until `OPEN_FOR` after its last. Raises NotFound for whoever has no part in it,
    NotAllowed outside those days, BadInput. The audit says that it was done, never what it says.
    """
    texts = {name: words.strip() for name, words in zip(TEXTS, (good, less_good, interesting), strict=True)}
    if worth not in WORTHS:
        raise BadInput("Välj hur mycket träffen gav, 1 till 5.", "Choose how much the meeting gave, 1 to 5.")
    if any(len(words) > MOST for words in texts.values()):
        raise BadInput(f"Varje text får ha högst {MOST} tecken.", f"Each text may have at most {MOST} characters.")
    with write(runtime.engine) as tx:
        now = runtime.clock()
        at = at_meeting(runtime, tx, guest, meeting)
        whose = _whose(tx, at)
        if not may_evaluate(at):
            raise NotAllowed(
                f"Träffen utvärderas från sin första dag till och med {last_day(at)}.",
                f"The meeting is evaluated from its first day until {last_day(at)}.",
            )
        alone(tx, [whose[1]])
        mine = (_E.c.meeting == meeting, _E.c.written_by == guest.pseudonym)
        changed = tx.connection.execute(select(_E.c.id).where(*mine)).first() is not None
        tx.connection.execute(delete(_E).where(*mine))
        row = {"meeting": meeting, "participation": whose[0], "written_by": guest.pseudonym, "worth": worth, **texts}
        tx.connection.execute(insert(_E).values(**row, written_at=now))
        extra = {"step": at.row.step, "changed": changed} | ({"behalf": guest.behalf} if guest.behalf else {})
        case = open_cases(runtime, tx, [whose[1]], frozenset())[whose[1]]
        record(tx, [case], "evaluated", guest.actor, now, extra=extra, decides=False)


def may_evaluate(at: AtMeeting) -> bool:
    """True from the first day on for so long; for those with a seat of their own there, or who came."""
    took_part = bool(at.seats or at.came_as)
    return took_part and at.row.status != "cancelled" and at.begun and at.today <= last_day(at)


def last_day(at: AtMeeting) -> date:
    """The last day on which it may be evaluated."""
    return at.row.last_day + OPEN_FOR


def own_opinion(tx: Tx, guest: Guest, meeting: int) -> Opinion | None:
    """What the guest has said, None for nothing yet."""
    columns = (_E.c.worth, *(_E.c[name] for name in TEXTS), _E.c.written_at)
    row = tx.connection.execute(
        select(*columns).where(_E.c.meeting == meeting, _E.c.written_by == guest.pseudonym)
    ).first()
    return Opinion(*row) if row is not None else None


def opinions(tx: Tx, meeting: int, uid: str) -> Opinions:
    """Everybody's, for the host. `uid` is the meeting's, from which the order of the texts follows."""
    rows = list(tx.connection.execute(select(_E).where(_E.c.meeting == meeting)))
    worths = tuple(sum(r.worth == n for r in rows) for n in WORTHS) if len(rows) >= ENOUGH else None

    def texts(name: str) -> tuple[str, ...]:
        def place(row: object) -> str:
            return sha256(f"{uid}:{name}:{row.id}".encode()).hexdigest()  # type: ignore[attr-defined]

        return tuple(words for r in sorted(rows, key=place) if (words := getattr(r, name)))

    return Opinions(len(rows), worths, *(texts(name) for name in TEXTS))


def _whose(tx: Tx, at: AtMeeting) -> tuple[int | None, int]:
    """For whom they were there (None: a guest), and the participation in whose chain it stands."""
    if not at.seats and not at.came_as:
        raise no_such_thing()
    here = [s.participation for s in at.seats] or list(at.came_as)
    if here[0] is not None:
        return here[0], here[0]
    return None, next(m.id for m in members_in(tx, at.row.cluster))
