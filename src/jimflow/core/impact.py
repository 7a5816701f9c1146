"""What an act does to people: two snapshots of what waits and what is asked, and the difference between them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from jimflow.core.model import AssignmentStatus, Subject
from jimflow.core.workflow import Place

InForce = Literal["waiting", "in force", "fallen"]
"""A waiver waits while it lacks a second signature."""


class Note(NamedTuple):
    """Something that is to be said to one address and has not been written yet; `facts` is canonical JSON.

    `name` is the person's, "" where the address is an assistant's. `send_at` in UTC.
    """

    template: str
    item: str
    mail_class: str
    participation: int | None
    round: int
    function: str
    address: str
    name: str
    facts: str
    send_at: datetime
    held: bool


class Due(NamedTuple):
    """An occurrence that waits: its rule of time, the function it goes to, when it is due (UTC)."""

    subject: Subject
    rule: str
    recipient: str
    at: datetime


class Work(NamedTuple):
    """An assignment as it stands; times in UTC."""

    participation: int
    step: str
    name: str
    place: Place
    status: AssignmentStatus
    due_at: datetime | None


class Waived(NamedTuple):
    """A waiver as it stands; `until` is a local day, inclusive."""

    standing: InForce
    participation: int
    rule: str
    step: str
    until: date


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom or what something is about: its names in Swedish and in English, and the definition it runs on."""

    names: tuple[str, str]
    definition: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything that an act may do to people, as it stands at one moment; rows by their numbers."""

    whom: Mapping[Subject, Whom] = field(default_factory=dict)
    states: Mapping[int, str] = field(default_factory=dict)
    notes: Mapping[int, Note] = field(default_factory=dict)
    waiting: frozenset[int] = frozenset()
    """Numbers of the occurrences that wait: there are very many, few change, and what they say never does."""
    work: Mapping[int, Work] = field(default_factory=dict)
    waivers: Mapping[int, Waived] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one address, with what it says; the notes come in the order they were meant.

    `alone`: it says one thing and waits for no other. `also`: it says other things too, whether the act is done or not.
    """

    notes: tuple[Note, ...]
    alone: bool
    also: bool

    @property
    def first(self) -> Note:
        """The note that tells whom it goes to and when."""
        return self.notes[0]


@dataclass(frozen=True, slots=True)
class Moved:
    """The same occurrence at another time (UTC)."""

    before: Due
    after: Due


@dataclass(frozen=True, slots=True)
class WorkChange:
    """An assignment before and after; None where it is not there."""

    before: Work | None
    after: Work | None

    @property
    def work(self) -> Work:
        """The assignment as it is called."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def became(self) -> AssignmentStatus | None:
        """The status it takes, None where it keeps the one it has. One that is gone is cancelled."""
        if self.after is None:
            return "cancelled"
        return self.after.status if self.before is None or self.before.status != self.after.status else None

    @property
    def redated(self) -> bool:
        """True when work that was there gets another due time, gets its first, or loses the one it had."""
        return self.before is not None and self.after is not None and self.before.due_at != self.after.due_at


@dataclass(frozen=True, slots=True)
class StateChange:
    """A participation before and after; `before` is "" for one that is made."""

    participation: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class WaiverChange:
    """A waiver before (None: not decided) and after."""

    before: Waived | None
    after: Waived


@dataclass(frozen=True, slots=True)
class Impact:
    """What an act does to people. All in the order of time, then of names."""

    whom: Mapping[Subject, Whom] = field(default_factory=dict)
    mails: tuple[Mail, ...] = ()
    """What will be written because of it."""
    unsent: tuple[Mail, ...] = ()
    """What was to be written and will not be."""
    moved: tuple[Moved, ...] = ()
    added: tuple[Due, ...] = ()
    dropped: tuple[Due, ...] = ()
    work: tuple[WorkChange, ...] = ()
    states: tuple[StateChange, ...] = ()
    waivers: tuple[WaiverChange, ...] = ()

    @property
    def nothing(self) -> bool:
        """True when nobody would notice."""
        told = self.mails or self.unsent or self.moved or self.added or self.dropped
        return not (told or self.work or self.states or self.waivers)

    def entries(self, *templates: str) -> tuple[Note, ...]:
        """The calendar entries that are told of by these templates: moved, cancelled, hold, invite."""
        return tuple(note for mail in self.mails for note in mail.notes if note.template in templates)


def impact(before: Snapshot, after: Snapshot, due: Mapping[int, Due], alone: Collection[str], zone: ZoneInfo) -> Impact:
    """The difference. `due` holds the occurrences that wait only before or only after.

    `alone` are the templates whose mail says one thing, `zone` tells which day a digest is for.
    """
    unsaid, said = _changed(before.notes, after.notes)
    dropped, added, moved = paired(
        (due[number] for number in before.waiting - after.waiting),
        (due[number] for number in after.waiting - before.waiting),
    )
    kept = [note for number, note in before.notes.items() if after.notes.get(number) == note]
    work = [
        WorkChange(before.work.get(number), after.work.get(number))
        for number in {**before.work, **after.work}
        if before.work.get(number) != after.work.get(number)
    ]
    waivers = [
        WaiverChange(before.waivers.get(number), now)
        for number, now in after.waivers.items()
        if before.waivers.get(number) != now
    ]
    found = Impact(
        mails=_mails(said, kept, alone, zone),
        unsent=_mails(unsaid, [*kept, *said], alone, zone),
        moved=moved,
        added=added,
        dropped=dropped,
        work=tuple(sorted(work, key=_by_case)),
        states=tuple(
            StateChange(number, before.states.get(number, ""), state)
            for number, state in sorted(after.states.items())
            if before.states.get(number, "") != state
        ),
        waivers=tuple(sorted(waivers, key=lambda w: (w.after.participation, w.after.step, w.after.rule))),
    )
    return _with_names(found, {**before.whom, **after.whom})


def paired(gone: Iterable[Due], come: Iterable[Due]) -> tuple[tuple[Due, ...], tuple[Due, ...], tuple[Moved, ...]]:
    """(what goes, what comes, what only goes another day): the same rule and function, the first with the first."""
    waits: dict[tuple[Subject, str, str], list[Due]] = {}
    for due in sorted(come, key=_in_time):
        waits.setdefault(due[:3], []).append(due)
    left: list[Due] = []
    moved: list[Moved] = []
    for due in sorted(gone, key=_in_time):
        same = waits.get(due[:3])
        if same:
            moved.append(Moved(due, same.pop(0)))
        else:
            left.append(due)
    fresh = sorted((due for several in waits.values() for due in several), key=_in_time)
    return tuple(left), tuple(fresh), tuple(sorted(moved, key=lambda m: _in_time(m.after)))


Row = TypeVar("Row")


def _changed(before: Mapping[int, Row], after: Mapping[int, Row]) -> tuple[list[Row], list[Row]]:
    """The rows that are not there any more as they were, and those that were not there as they are."""
    return (
        [row for number, row in before.items() if after.get(number) != row],
        [row for number, row in after.items() if before.get(number) != row],
    )


def _mails(notes: Iterable[Note], others: Iterable[Note], alone: Collection[str], zone: ZoneInfo) -> tuple[Mail, ...]:
    """The notes as the mails they go in; `others` go whatever happens to these."""
    also = {key for note in others if (key := _digest(note, alone, zone)) is not None}
    together: dict[tuple[int, str, date] | int, list[Note]] = {}
    for number, note in enumerate(notes):
        together.setdefault(_digest(note, alone, zone) or number, []).append(note)
    found = [Mail(tuple(several), isinstance(key, int), key in also) for key, several in together.items()]
    return tuple(sorted(found, key=lambda m: (m.first.send_at, m.first.name, m.first.address)))


def _digest(note: Note, alone: Collection[str], zone: ZoneInfo) -> tuple[int, str, date] | None:
    """Which collected mail the note goes in: a round's, to an address, on a day. None for one that goes by itself."""
    if note.template in alone or note.mail_class == "immediate":
        return None
    return note.round, note.address, note.send_at.astimezone(zone).date()


def _with_names(found: Impact, whom: Mapping[Subject, Whom]) -> Impact:
    """The names of those it is about, and no others."""
    subjects = {due.subject for due in (*found.added, *found.dropped, *(m.before for m in found.moved))}
    notes = [note for mail in (*found.mails, *found.unsent) for note in mail.notes]
    subjects |= {("round", note.round) for note in notes}
    cases = {note.participation for note in notes} | {w.work.participation for w in found.work}
    cases |= {s.participation for s in found.states} | {w.after.participation for w in found.waivers}
    subjects |= {("participation", number) for number in cases if number is not None}
    named = {subject: whom[subject] for subject in sorted(subjects) if subject in whom}
    return replace(found, whom=named)


def _in_time(due: Due) -> tuple[datetime, Subject, str, str]:
    return due.at, due.subject, due.rule, due.recipient


def _by_case(change: WorkChange) -> tuple[int, str, str]:
    return change.work.participation, change.work.step, change.work.name
