"""What a command works at: the opened database, who acts, and the paper it answers on."""

from __future__ import annotations

import getpass
import json
import sys
import textwrap
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import typer

from jimflow.cli.lazy import setup_of
from jimflow.cli.open import Opened, opened, read_settings
from jimflow.core.mistakes import Said
from jimflow.core.model import Actor
from jimflow.core.nouns import CLUSTER, NEUTRAL, Nouns
from jimflow.texts.blockers import ZONE
from jimflow.texts.dates import MONTHS

if TYPE_CHECKING:
    from datetime import date, datetime

    from jimflow.runtime import Runtime
    from jimflow.store.queries.rounds import ClusterRow, ParticipationRow, RoundRow

EXAMPLE = Said("påhittat exempel", "invented example")


@dataclass
class Desk:
    """One command at work. `document` says that the answer is to be JSON."""

    opened: Opened
    lang: str
    document: bool = False
    _noted: set[str] = field(default_factory=set)

    @property
    def runtime(self) -> Runtime:
        """The parts every action needs."""
        return self.opened.runtime

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return self.opened.now()

    def today(self) -> date:
        """The day it is here."""
        return self.local(self.now()).date()

    def local(self, moment: datetime) -> datetime:
        """A moment as the wall clock here shows it."""
        return moment.astimezone(ZoneInfo(ZONE))

    def actor(self, name: str | None) -> Actor:
        """Who acts: the option, else the settings, else whoever is logged in."""
        return Actor((name or self.runtime.settings.actor or _logged_in()).strip(), "operator")

    def say(self, sv: str, en: str) -> None:
        """One sentence."""
        self.line(en if self.lang == "en" else sv)

    def line(self, words: str = "") -> None:
        """Words as they are."""
        sys.stdout.write(f"{words}\n")

    def at_once(self) -> None:
        """Puts on the screen what has been said so far, for whoever follows a long work."""
        sys.stdout.flush()

    def lines(self, many: Sequence[str]) -> None:
        """Several lines."""
        for words in many:
            self.line(words)

    def wrapped(self, words: str, indent: str = "", then: str | None = None) -> None:
        """A paragraph in lines of at most 80 characters; `then` is the indent of all lines but the first."""
        later = indent if then is None else then
        self.lines(textwrap.wrap(words, 80, initial_indent=indent, subsequent_indent=later) or [""])

    def answer(self, data: Mapping[str, Any]) -> None:
        """The one JSON document of a command."""
        self.line(json.dumps(data, ensure_ascii=False, indent=2))

    def label(self, *, example: bool) -> None:
        """Says, once, what about the answer is not real: a demo's clock, an example's people and dates.

        Beside a document it goes to the other stream, so that programs read the document alone.
        """
        said = [self._clock()] if self.opened.demo else []
        said += [EXAMPLE.in_(self.lang)] if example or self.opened.demo else []
        words = " · ".join(said)
        if words and words not in self._noted:
            self._noted.add(words)
            (sys.stderr if self.document else sys.stdout).write(f"{words}\n")

    def agency(self, name: str, round_code: str | None) -> ParticipationRow:
        """The participation a person means; its round's label is said."""
        from jimflow.cli.names import the_agency, the_round
        from jimflow.store.queries.rounds import participations, rounds
        from jimflow.store.transaction import read

        with read(self.runtime.engine) as tx:
            known, members = rounds(tx), participations(tx)
        if round_code is not None or not known:
            round_code = the_round(known, round_code).code
        among = {p.definition for p in members if round_code in (None, p.round_code)}
        found = the_agency(members, name, round_code, lambda: self.nouns(among))
        self.label(example=any(r.example for r in known if r.id == found.round))
        return found

    def nouns(self, definitions: Collection[str] | None = None) -> Nouns:
        """What takes part in the programmes with these digests (None: in every round); neutral when they differ."""
        from jimflow.store.queries.rounds import rounds
        from jimflow.store.transaction import read

        with read(self.runtime.engine) as tx:
            among = {r.definition for r in rounds(tx)} if definitions is None else set(definitions)
            found = {self.runtime.programmes.workflow(tx, d).nouns for d in among}
        return found.pop() if len(found) == 1 else NEUTRAL

    def group(self, definitions: Collection[str] | None = None) -> Nouns:
        """Those who meet together, in the same way; clusters when the programmes differ."""
        from jimflow.store.queries.rounds import rounds
        from jimflow.store.transaction import read

        with read(self.runtime.engine) as tx:
            among = {r.definition for r in rounds(tx)} if definitions is None else set(definitions)
            found = {self.runtime.programmes.workflow(tx, d).group for d in among}
        return found.pop() if len(found) == 1 else CLUSTER

    def first_move(self, definition: str) -> str:
        """The trigger that begins the definition with this digest: the host's from its first state, if any."""
        from jimflow.core.first_moves import first_move, moves_from
        from jimflow.store.transaction import read

        with read(self.runtime.engine) as tx:
            workflow = self.runtime.programmes.workflow(tx, definition)
        first = first_move(workflow) or next(iter(moves_from(workflow, workflow.initial)), None)
        return first.name if first is not None else "advance"

    def round(self, code: str | None) -> RoundRow:
        """The round a person means; its label is said."""
        from jimflow.cli.names import the_round
        from jimflow.store.queries.rounds import rounds
        from jimflow.store.transaction import read

        with read(self.runtime.engine) as tx:
            found = the_round(rounds(tx), code)
        self.label(example=found.example)
        return found

    def cluster(self, name: str, round_code: str | None) -> ClusterRow:
        """The cluster a person means, of the round she means."""
        from jimflow.cli.names import the_cluster
        from jimflow.store.queries.rounds import clusters
        from jimflow.store.transaction import read

        of = self.round(round_code)
        group = self.group([of.definition])
        with read(self.runtime.engine) as tx:
            return the_cluster(clusters(tx, of.id), name, group)

    def _clock(self) -> str:
        here = self.local(self.now())
        month = MONTHS["en" if self.lang == "en" else "sv"][here.month - 1][:3]
        return f"{Said('exempelklocka', 'example clock').in_(self.lang)} {here.day} {month} {here.year}"


@contextmanager
def at_desk(context: typer.Context, *, document: bool = False) -> Iterator[Desk]:
    """Opens the database that the call or the settings name."""
    setup = setup_of(context)
    with opened(read_settings(setup.database)) as at_work:
        desk = Desk(at_work, setup.lang, document)
        if at_work.demo:
            desk.label(example=True)
        yield desk


def _logged_in() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "okänd"
