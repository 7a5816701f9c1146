"""A mail before it is written: what it would be if it went now, and the words of each thing in it. Changes nothing."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from jimflow.actions.compose import Group, grouped, item_of, own_definitions, speaking, written
from jimflow.actions.earlier import earlier
from jimflow.actions.errors import NotFound
from jimflow.actions.still_true import true_now
from jimflow.actions.wishes import apart
from jimflow.core.mistakes import Said
from jimflow.mail.compose import Recipient, own_text
from jimflow.mail.own_words import ADDED, OwnWords, bare, own_words
from jimflow.runtime import Runtime
from jimflow.store.hot import DueIntent
from jimflow.store.tables import Intent
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, read

_I = table(Intent).c
_COLUMNS = [_I[name] for name in DueIntent.__slots__]


@dataclass(frozen=True, slots=True)
class Draft:
    """A mail as it would leave now. `intents` are what it says; those of `gone` no longer hold and are left out.

    `raw` is empty when nothing of it holds. `held`: it waits for somebody; else it goes by itself at `send_at`.
    """

    intents: tuple[int, ...]
    gone: tuple[int, ...]
    address: str
    language: str
    send_at: datetime
    held: bool
    subject: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Wording:
    """What one intent says, as somebody may write it anew.

    `original` is the template's own subject and text, `own` what stands in its place, `added` what stands before it.
    `facts` are those it is written on (canonical JSON). `language` is the one that it is read in.
    """

    intent: int
    template: str
    item: str
    address: str
    language: str
    original: tuple[str, str]
    own: OwnWords | None
    added: Said | None
    facts: str

    @property
    def now(self) -> tuple[str, str]:
        """The subject and the text that would go."""
        return (self.own.subject, self.own.text) if self.own else self.original

    @property
    def seen(self) -> str:
        """Tells this wording from every other: compared when a new one is saved."""
        return digest_of(self.now)


def digest_of(words: tuple[str, str]) -> str:
    """SHA-256 of a subject and a text."""
    return hashlib.sha256("\n\n".join(words).encode()).hexdigest()


def draft(runtime: Runtime, intent: int) -> Draft:
    """The mail that the intent would go in. Raises NotFound when it no longer waits, BadTemplate for a faulty text."""
    runtime.templates.reread()
    with read(runtime.engine) as tx:
        now = runtime.clock()
        group, held = _together(runtime, tx, intent, now)
        voices = dict.fromkeys((i.id for i in group.intents), group.speaker)
        said = tuple(true_now(runtime, tx, group.intents, voices, now))
        mail = written(runtime, replace(group, intents=said), earlier(tx, said), now) if said else None
    everything, kept, first = tuple(i.id for i in group.intents), {i.id for i in said}, group.intents[0]
    return Draft(
        intents=everything,
        gone=tuple(i for i in everything if i not in kept),
        address=first.address,
        language=mail.language if mail else first.language,
        send_at=first.send_at,
        held=held,
        subject=mail.subject if mail else "",
        raw=mail.raw if mail else b"",
    )


def wording(runtime: Runtime, intent: int) -> Wording:
    """The words of one intent. Raises NotFound when it no longer waits or holds, BadTemplate for a faulty text."""
    with read(runtime.engine) as tx:
        return wording_of(runtime, tx, intent, runtime.clock())


def wording_of(runtime: Runtime, tx: Tx, intent: int, now: datetime) -> Wording:
    """The same in the transaction at hand."""
    row, _ = _waiting(tx, intent)
    voices = speaking(runtime, tx, [row])
    said = true_now(runtime, tx, [row], voices, now)
    if not said:
        raise NotFound(
            f"Nr {intent} gäller inte längre och skickas inte.", f"No. {intent} no longer holds and is not sent."
        )
    (group,) = grouped(said, voices, now, own_definitions(runtime, tx, said, voices), ())
    seen = json.loads(said[0].facts)
    speaker, reader = group.speaker, Recipient(row.address, row.language)
    thing = item_of(group, said[0], earlier(tx, said))
    workflow, calendar = thing.workflow or speaker.programme.workflow, speaker.programme.calendar
    bare_thing = replace(thing, facts=bare(thing.facts))
    words = own_text(workflow, calendar, speaker.voice, reader, bare_thing, now, runtime.templates)
    added = seen.get(ADDED)
    return Wording(
        intent=intent,
        template=row.template,
        item=row.item,
        address=row.address,
        language=workflow.language(row.language),
        original=words,
        own=own_words(seen),
        added=Said(added["sv"], added["en"]) if added else None,
        facts=said[0].facts,
    )


def _waiting(tx: Tx, intent: int) -> tuple[DueIntent, bool]:
    wanted = select(*_COLUMNS, _I.held).where(_I.id == intent, _I.status == "pending")
    found = tx.connection.execute(wanted).one_or_none()
    if found is None:
        raise NotFound(f"Nr {intent} väntar inte längre.", f"No. {intent} is not waiting any more.")
    *row, held = found
    return DueIntent(*row), held


def _together(runtime: Runtime, tx: Tx, intent: int, now: datetime) -> tuple[Group, bool]:
    """The intent with what would go in the same mail: for the same reader, at the latest on the same day, and held
    like it, or not."""
    one, held = _waiting(tx, intent)
    wanted = select(*_COLUMNS).where(_I.address == one.address, _I.status == "pending", _I.held == held)
    found = [DueIntent(*row) for row in tx.connection.execute(wanted.order_by(_I.send_at, _I.id))]
    voices = speaking(runtime, tx, found)
    calendar = voices[intent].programme.calendar
    last = calendar.local_date(max(one.send_at, now))
    soon = [i for i in found if calendar.local_date(i.send_at) <= last]
    groups = grouped(soon, voices, now, own_definitions(runtime, tx, soon, voices), apart(tx, soon))
    return next(g for g in groups if any(i.id == intent for i in g.intents)), held
