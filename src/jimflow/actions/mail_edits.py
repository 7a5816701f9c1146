"""A held mail in words of somebody's own: written anew, or with something added; only while it waits."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from jimflow.actions.errors import BadInput, NotAllowed
from jimflow.actions.mail_drafts import Wording, digest_of, wording_of
from jimflow.actions.mails import note_intents
from jimflow.core.canonical import canonical
from jimflow.core.model import Actor
from jimflow.mail.mime import SLOT
from jimflow.mail.own_words import ADDED, OWN, OwnWords, basis, clean
from jimflow.runtime import Runtime
from jimflow.store.tables import Intent
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, write

LONGEST_SUBJECT = 78
LONGEST_TEXT = 20_000
LONGEST_ADDITION = 4_000
"""Characters."""

_T = table(Intent)
_I = _T.c
_ROWS = select(_I.id, _I.participation, _I.item, _I.appointment, _I.facts, _I.held, _I.status)


def hold(runtime: Runtime, intents: Sequence[int], actor: Actor) -> int:
    """Holds what would have gone by itself until somebody releases it; how many. What is held already stays so."""
    with write(runtime.engine) as tx:
        now = runtime.clock()
        wanted = _ROWS.where(_I.id.in_(list(intents)), _I.status == "pending", _I.held.is_(False)).order_by(_I.id)
        rows = tx.connection.execute(wanted.with_for_update()).all()
        tx.connection.execute(update(_T).where(_I.id.in_([r.id for r in rows])).values(held=True, reviewed=False))
        note_intents(runtime, tx, "mail_held", rows, actor, now)
        return len(rows)


def edit_mail(runtime: Runtime, intent: int, subject: str, text: str, actor: Actor, seen: str | None = None) -> Wording:
    """Writes anew what a held intent says; its words as they stand then.

    The text goes as it is typed, and as HTML made from it; nothing in it is a template. `seen` is the wording that
    the writer looked at. Raises NotFound, NotAllowed when it is not held or somebody else has written meanwhile, and
    BadInput for words that cannot go: empty, too long, or without the code or link that the text had.
    """
    with write(runtime.engine) as tx:
        now = runtime.clock()
        row = _held(tx, intent)
        before = wording_of(runtime, tx, intent, now)
        if seen is not None and seen != before.seen:
            raise NotAllowed(
                "Någon annan har ändrat mejlet under tiden. Läs den nya texten och ändra i den.",
                "Somebody else has changed the mail meanwhile. Read the new text and change that.",
            )
        words = (" ".join(clean(subject).split()), clean(text, before.original[1]))
        _fit(words, before)
        facts = json.loads(before.facts)
        own = OwnWords(*words, basis=basis(facts))
        _save(tx, {intent: {**facts, OWN: own.facts()}})
        _note(runtime, tx, row, actor, now, before, digest_of(words))
        return wording_of(runtime, tx, intent, now)


def undo_edit(runtime: Runtime, intent: int, actor: Actor) -> None:
    """Gives the template its word again. Raises NotFound and NotAllowed as `edit_mail`; where nothing was changed,
    nothing is done."""
    with write(runtime.engine) as tx:
        now = runtime.clock()
        row = _held(tx, intent)
        before = wording_of(runtime, tx, intent, now)
        if before.own is not None:
            facts = json.loads(before.facts)
            del facts[OWN]
            _save(tx, {intent: facts})
            _note(runtime, tx, row, actor, now, before, digest_of(before.original))


def add_to_mails(runtime: Runtime, intents: Sequence[int], sv: str, en: str, actor: Actor) -> int:
    """Puts the same words before what each of the held intents says, in the reader's language; how many got them.

    Empty words take what was added away. `en` empty: everybody reads the Swedish. Raises BadInput and NotAllowed.
    """
    said = {"sv": clean(sv), "en": clean(en) or clean(sv)}
    if clean(en) and not clean(sv):
        raise BadInput("Skriv tillägget på svenska också.", "Write the addition in Swedish, too.")
    if max(map(len, said.values())) > LONGEST_ADDITION:
        raise BadInput(
            f"Tillägget är för långt: högst {LONGEST_ADDITION} tecken.",
            f"The addition is too long: {LONGEST_ADDITION} characters at most.",
        )
    with write(runtime.engine) as tx:
        now = runtime.clock()
        rows = [_held(tx, intent) for intent in sorted(set(intents))]
        facts = {row.id: json.loads(row.facts) for row in rows}
        for seen in facts.values():
            seen.pop(ADDED, None)
            if said["sv"]:
                seen[ADDED] = said
        _save(tx, facts)
        note_intents(runtime, tx, "mail_addition", rows, actor, now, {"sha256": digest_of((said["sv"], said["en"]))})
        return len(rows)


def _held(tx: Tx, intent: int) -> Any:
    row = tx.connection.execute(_ROWS.where(_I.id == intent).with_for_update()).one_or_none()
    if row is None or row.status != "pending":
        raise NotAllowed(
            f"Nr {intent} väntar inte längre: det är skrivet eller inställt.",
            f"No. {intent} is not waiting any more: it has been written or cancelled.",
        )
    if not row.held:
        raise NotAllowed(
            f"Nr {intent} hålls inte och kan gå när som helst. Håll det först.",
            f"No. {intent} is not held and may go at any time. Hold it first.",
        )
    return row


def _fit(words: tuple[str, str], before: Wording) -> None:
    subject, text = words
    if not subject or not text.strip():
        raise BadInput("Ämnesrad och text får inte vara tomma.", "Subject and text may not be empty.")
    if len(subject) > LONGEST_SUBJECT:
        raise BadInput(
            f"Ämnesraden är för lång: högst {LONGEST_SUBJECT} tecken.",
            f"The subject is too long: {LONGEST_SUBJECT} characters at most.",
        )
    if len(text) > LONGEST_TEXT:
        raise BadInput(
            f"Texten är för lång: högst {LONGEST_TEXT} tecken.",
            f"The text is too long: {LONGEST_TEXT} characters at most.",
        )
    if missing := sorted(set(SLOT.findall(before.original[1])) - set(SLOT.findall(text))):
        raise BadInput(
            f"Texten måste behålla {', '.join(missing)}: där fylls en länk eller kod i.",
            f"The text must keep {', '.join(missing)}: a link or code is filled in there.",
        )


def _save(tx: Tx, facts: Mapping[int, Mapping[str, Any]]) -> None:
    rows = update(_T).where(_I.id == bindparam("row")).values(facts=bindparam("seen"))
    tx.connection.execute(rows, [{"row": i, "seen": canonical(dict(seen)).decode()} for i, seen in facts.items()])


def _note(runtime: Runtime, tx: Tx, row: Any, actor: Actor, now: datetime, before: Wording, after: str) -> None:
    """The audit keeps what the words hash to, not the words: they stand in the mail itself."""
    note_intents(runtime, tx, "mail_edited", [row], actor, now, {"before": before.seen, "after": after})
