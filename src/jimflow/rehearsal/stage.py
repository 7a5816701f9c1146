"""Sets the stage: an empty database in memory, the round as its file says, and nobody who sends anything."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path

from sqlalchemy import Engine

from jimflow.actions.rounds import LoadedRound, load_round
from jimflow.actions.upkeep import set_up
from jimflow.config import Settings
from jimflow.core.doors import Doors
from jimflow.core.machine import build_machine
from jimflow.core.programme import Programme
from jimflow.files.rounds import ReadRound, read_round
from jimflow.mail.templates import Templates
from jimflow.rehearsal.agenda import Scene
from jimflow.rehearsal.clock import VirtualClock
from jimflow.rehearsal.doing import coordinator_of
from jimflow.rehearsal.outbox import Keeper
from jimflow.rehearsal.people import People
from jimflow.rehearsal.people_file import find_people, read_people
from jimflow.rehearsal.play import Play
from jimflow.runtime import Runtime, Sends, calendars_folder, notifications_folder
from jimflow.store.engine import open_engine

MORNING = time(6)
"""The local hour at which a rehearsal begins, before anybody is up."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A round ready to be played."""

    runtime: Runtime
    clock: VirtualClock
    read: ReadRound
    people: People
    loaded: LoadedRound
    scene: Scene
    play: Play


def source(settings: Settings, path: Path, people: str) -> tuple[ReadRound, People]:
    """The round file and the people file. BadFile lists every mistake of the first that has one."""
    found = read_round(path, settings.workflows, calendars_folder(settings))
    return found, read_people(find_people(people), found)


def begins(read: ReadRound) -> datetime:
    """When a rehearsal of the round starts: on the morning of the day on which the invitations go."""
    return read.calendar.at(read.round.invite_on, MORNING)


@contextmanager
def rehearsal(settings: Settings, path: Path, read: ReadRound, who: People) -> Iterator[tuple[Stage, Keeper]]:
    """A round in memory, the one in `path`, whose mails are kept and not sent."""
    clock = VirtualClock(begins(read))
    keeper = Keeper(clock)
    engine = open_engine(":memory:")
    try:
        set_up(engine, "rehearsal", clock)
        yield stage_of(settings, engine, clock, keeper, path, read, who), keeper
    finally:
        engine.dispose()


def stage_of(
    settings: Settings,
    engine: Engine,
    clock: VirtualClock,
    sender: Sends,
    path: Path,
    read: ReadRound,
    who: People,
    doors: Doors | None = None,
) -> Stage:
    """Loads the round into a database that has been set up, and gathers those who will play it.

    `doors`: those who take part have pages, which the mails lead to.
    """
    runtime = Runtime(settings, engine, clock, sender, Templates(notifications_folder(settings)), doors=doors)
    programme = Programme(read.workflow, build_machine(read.workflow), read.calendar)
    loaded = load_round(runtime, path, coordinator_of(read.workflow), read=read)
    codes = {number: code for code, number in loaded.clusters.items()}
    scene = Scene(programme, who, read.round.invite_on, codes)
    return Stage(runtime, clock, read, who, loaded, scene, Play(runtime, clock, scene, loaded.id))
