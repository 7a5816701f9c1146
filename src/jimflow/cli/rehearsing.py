"""How a rehearsal is run for the screen: with a bar when it takes long, and with everybody silent beside it."""

from __future__ import annotations

import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from jimflow.actions.errors import BadInput
from jimflow.cli.desk import EXAMPLE
from jimflow.cli.findings import WIDTH
from jimflow.cli.rehearsed_mails import PAGE, mail_lines, write_page
from jimflow.config import Settings
from jimflow.core.mistakes import Said
from jimflow.files.rounds import ReadRound
from jimflow.rehearsal.document import as_text, document
from jimflow.rehearsal.outcome import Rehearsed
from jimflow.rehearsal.rehearse import play_through, rehearse
from jimflow.rehearsal.stage import source

if TYPE_CHECKING:
    from concurrent.futures import Future

    from rich.progress import Progress, TaskID

BESIDE = "silent"
"""What is played beside the chosen people, so that the screen shows how much the answers matter."""

PATIENCE = 2.0
"""Seconds before a bar is shown."""

PLAYING = Said("Provkör", "Rehearsing")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asked for."""

    settings: Settings
    file: Path
    people: str
    until: str | None
    mails: Path | None
    lang: str

    @property
    def last(self) -> date | None:
        """The last day. Raises BadInput for what is no date."""
        if self.until is None:
            return None
        try:
            return date.fromisoformat(self.until)
        except ValueError:
            raise BadInput(
                f"{self.until} är inget datum. Skriv till exempel 2021-10-27.",
                f"{self.until} is no date. Write for example 2021-10-27.",
            ) from None


def as_document(wish: Wish) -> None:
    """One JSON document (docs/reference/rehearse-json.md)."""
    folder = _empty_folder(wish)
    read, who = source(wish.settings, wish.file, wish.people)
    found = play_through(wish.settings, wish.file, read, who, until=wish.last)
    _write_mails(found, folder, wish.lang)
    sys.stderr.writelines(f"{words}\n" for words in _worth_a_look(read, wish.lang))
    if found.example:
        sys.stderr.write(f"{EXAMPLE.in_(wish.lang)}\n")
    sys.stdout.write(as_text(document(found)))


def as_mails(wish: Wish, to: str) -> None:
    """The mails to one person as they would be read. Raises NotFound when nobody is meant."""
    folder = _empty_folder(wish)
    read, who = source(wish.settings, wish.file, wish.people)
    found = play_through(wish.settings, wish.file, read, who, until=wish.last)
    _write_mails(found, folder, wish.lang)
    sys.stdout.writelines(f"{line}\n" for line in mail_lines(found, to, wish.lang))
    if found.example:
        sys.stderr.write(f"{EXAMPLE.in_(wish.lang)}\n")


def as_tables(wish: Wish) -> None:
    """Tables and timelines."""
    from jimflow.cli.rehearsed import show

    folder, last = _empty_folder(wish), wish.last
    read, who = source(wish.settings, wish.file, wish.people)
    days = ((last or read.round.ends_on) - read.round.invite_on).days
    with _beside(wish, last) as silent, bar(days, PLAYING.in_(wish.lang)) as on_day:
        since = read.round.invite_on
        found = play_through(
            *(wish.settings, wish.file, read, who), until=last, on_day=lambda day: on_day((day - since).days)
        )
        other = silent.result() if silent is not None else None
    _write_mails(found, folder, wish.lang)
    show(found, other, read.workflow, read.calendar, wish.lang)
    sys.stdout.writelines(f"{words}\n" for words in _worth_a_look(read, wish.lang))
    if folder is not None:
        count = len(found.texts)
        said = Said(
            f"{count} mejl ligger i {folder}. Läs alla i {folder / PAGE}.",
            f"{count} mails lie in {folder}. Read them all in {folder / PAGE}.",
        )
        sys.stdout.write(f"{said.in_(wish.lang)}\n")


def _worth_a_look(read: ReadRound, lang: str) -> Iterator[str]:
    """What `round load` would say of the file although it stops nothing."""
    for warning in read.round.warnings:
        said = Said(f"Värt att titta på: {warning.in_('sv')}", f"Worth a look: {warning.in_('en')}")
        yield from textwrap.wrap(said.in_(lang), WIDTH, subsequent_indent="  ")


@contextmanager
def _beside(wish: Wish, last: date | None) -> Iterator[Future[Rehearsed] | None]:
    """The same round with everybody silent, in another process; None where that is what was asked for."""
    if wish.people == BESIDE:
        yield None
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(max_workers=1) as pool:
        yield pool.submit(rehearse, wish.settings, wish.file, BESIDE, until=last)


@contextmanager
def bar(total: int, words: str) -> Iterator[Callable[[int], None]]:
    """A function to be told how far it has come; a bar is shown once it has taken `PATIENCE` seconds."""
    began = time.monotonic()
    shown: list[tuple[Progress, TaskID]] = []

    def tell(done: int) -> None:
        if not shown and time.monotonic() - began > PATIENCE and sys.stderr.isatty():
            shown.append(_started(total, words))
        for progress, task in shown:
            progress.update(task, completed=min(done, total))

    try:
        yield tell
    finally:
        for progress, _ in shown:
            progress.stop()


def _started(total: int, words: str) -> tuple[Progress, TaskID]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    progress = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    task = progress.add_task(words, total=total)
    progress.start()
    return progress, task


def _empty_folder(wish: Wish) -> Path | None:
    """The folder for mails, made if need be. Raises BadInput when something lies in it: nothing is ever overwritten."""
    folder = wish.mails
    if folder is None:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise BadInput(
            f"Mappen {folder} är inte tom. Välj en ny eller tom mapp för mejlen.",
            f"The folder {folder} is not empty. Choose a new or empty folder for the mails.",
        )
    return folder


def _write_mails(found: Rehearsed, folder: Path | None, lang: str) -> None:
    if folder is None:
        return
    for number, (line, raw) in enumerate(zip(found.mails, found.texts, strict=True), start=1):
        (folder / f"{number:05}_{line.at:%Y-%m-%d_%H%M}_{line.to}.eml").write_bytes(raw)
    write_page(found, folder, lang)
