"""Rehearsals that run in the background of the server: one at a time, and remembered until the round is changed."""

from __future__ import annotations

import logging
import zlib
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from threading import Lock, Thread
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from jimflow.actions.errors import BadInput
from jimflow.config import Settings
from jimflow.core.mistakes import Mistakes, Said
from jimflow.rehearsal.outcome import Rehearsed
from jimflow.rehearsal.people_file import find_people, read_people
from jimflow.rehearsal.rehearse import play_through
from jimflow.rehearsal.stored import StoredSource

log = logging.getLogger("jimflow.web")

PEOPLE = ("on-time", "late", "silent")
"""The people files that a page offers: those that fit any round."""

BESIDE = "silent"
"""What is played beside the chosen people, to show how much the answers matter."""

MOST = 4
"""Rehearsals that are remembered; each takes some megabytes."""

FAULT = Said(
    "Provkörningen avbröts av ett fel hos oss. Detaljerna står i loggen.",
    "The rehearsal was cut short by a fault of ours. The details are in the log.",
)


@dataclass(frozen=True, slots=True)
class Played:
    """A rehearsal that has been played to its end. Its mails lie packed, since few of them are ever read."""

    found: Rehearsed
    packed: tuple[bytes, ...] = field(repr=False)

    def mail(self, number: int) -> bytes:
        """A mail as it would have gone, by its place in `found.mails`."""
        return zlib.decompress(self.packed[number])


@dataclass
class Job:
    """What somebody asked for: how far it has come, and at last what came of it."""

    source: StoredSource
    parts: tuple[str, ...]
    """The people that are played: those asked for, and then those beside them."""
    part: int = 0
    day: date | None = None
    """The day the rehearsal has come to; None while it waits for its turn."""
    played: tuple[Played, ...] = ()
    failed: Said | None = None

    @property
    def done(self) -> bool:
        """True when there is something to show."""
        return len(self.played) == len(self.parts)

    @property
    def share(self) -> int:
        """How much has been played, in per cent."""
        of = self.source.read.round
        days = max((of.ends_on - of.invite_on).days, 1)
        gone = min((self.day - of.invite_on).days, days) if self.day is not None else 0
        return min(99, int(100 * (self.part + gone / days) / len(self.parts)))


class Rehearsals:
    """Those of one installation. A rehearsal is known by the round's mark and its people.

    Mails never wait to be released in it: nobody is there to do that.
    """

    def __init__(self, settings: Settings, most: int = MOST) -> None:
        self._settings, self._most = settings.model_copy(update={"review_hold": False}), most
        self._jobs: OrderedDict[tuple[str, str], Job] = OrderedDict()
        self._lock, self._turn = Lock(), Lock()
        self.count = 0
        """Rounds played through so far."""

    def look(self, source: StoredSource, people: str) -> Job | None:
        """What has been asked for the round as it stands now; None where nobody has, or it has been forgotten."""
        with self._lock:
            return self._known(source, people) or self._from_others(source, people)

    def ask(self, source: StoredSource, people: str) -> Job:
        """The same, begun now in the background where nobody has asked before or it could not be played."""
        with self._lock:
            job = self._known(source, people) or self._from_others(source, people)
            if job is not None and job.failed is None:
                return job
            job = Job(source, _parts(people))
            self._jobs[source.mark, people] = job
            self._forget()
        Thread(target=self._run, args=(job,), name="jimflow-rehearsal", daemon=True).start()
        return job

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nothing is played meanwhile."""
        with self._turn:
            yield

    def _known(self, source: StoredSource, people: str) -> Job | None:
        job = self._jobs.get((source.mark, people))
        if job is not None:
            self._jobs.move_to_end((source.mark, people))
        return job

    def _from_others(self, source: StoredSource, people: str) -> Job | None:
        """One whose every part has been played in others of the round as it is."""
        played = [self._before(source, part) for part in _parts(people)]
        known = tuple(p for p in played if p is not None)
        return Job(source, _parts(people), played=known) if len(known) == len(played) else None

    def _forget(self) -> None:
        over = [key for key, job in self._jobs.items() if job.done or job.failed is not None]
        for key in over[: max(0, len(self._jobs) - self._most)]:
            del self._jobs[key]

    def _run(self, job: Job) -> None:
        with self._turn:
            try:
                played = []
                for number, people in enumerate(job.parts):
                    job.part = number
                    with self._lock:
                        before = self._before(job.source, people)
                    played.append(before or self._play(job, people))
                job.played = tuple(played)
            except BadInput as error:
                job.failed = error.said
            except Mistakes as error:
                job.failed = Said(" ".join(error.lines("sv")), " ".join(error.lines("en")))
            except Exception:
                log.exception("a rehearsal of %s failed", job.source.read.round.code)
                job.failed = FAULT

    def _before(self, source: StoredSource, people: str) -> Played | None:
        """The same people in a rehearsal of the round as it is."""
        others = (job for (mark, _), job in self._jobs.items() if mark == source.mark and job.done)
        return next((p for job in others for p in job.played if p.found.people == people), None)

    def _play(self, job: Job, people: str) -> Played:
        def on_day(day: date) -> None:
            job.day = day

        read = job.source.read
        on_day(read.round.invite_on)
        who = read_people(find_people(people), read)
        found = play_through(self._settings, Path(read.round.code), read, who, on_day=on_day)
        self.count += 1
        return Played(replace(found, texts=()), tuple(zlib.compress(raw, 1) for raw in found.texts))


def _parts(people: str) -> tuple[str, ...]:
    return (people,) if people == BESIDE else (people, BESIDE)


_of: WeakKeyDictionary[Engine, Rehearsals] = WeakKeyDictionary()
_making = Lock()


def rehearsals(engine: Engine, settings: Settings) -> Rehearsals:
    """Those of the installation with that database."""
    with _making:
        return _of.setdefault(engine, Rehearsals(settings))
