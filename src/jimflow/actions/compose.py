"""Makes mails of the intents whose time has come: one digest for each recipient and day, one mail for each event."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select, update

from jimflow.actions.earlier import Earlier, earlier
from jimflow.actions.link_things import thing_of, things
from jimflow.actions.links import give_links
from jimflow.actions.mail_review import hold_for_review, hold_outdated
from jimflow.actions.own_trail import rounds_of
from jimflow.actions.still_true import still_true
from jimflow.actions.unwritten import reason_of, set_aside
from jimflow.actions.voices import Speaker, speakers
from jimflow.actions.wishes import apart
from jimflow.core.mistakes import Said
from jimflow.core.workflow import Workflow
from jimflow.mail.compose import Item, Recipient, compose_calendar, compose_digest, message_id
from jimflow.mail.meetings import TEMPLATES as ABOUT_A_DATE
from jimflow.mail.mime import LINK
from jimflow.runtime import Runtime
from jimflow.store.hot import DueIntent, NewIntent, NewMail, cancel_intents, due_intents, insert_mails, mark_composed
from jimflow.store.sql import Sql, one_of
from jimflow.store.tables import Intent, Mail, Participation
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, write

ADDRESSES = 50
"""Recipients composed in one transaction."""

_M = table(Mail).c
_KEYS = Sql(select(_M.key).where(one_of(_M.key, "keys")))
_P = table(Participation).c
_DEFINITIONS = Sql(select(_P.id, _P.definition).where(one_of(_P.id, "ids")))


@dataclass(frozen=True, slots=True)
class Group:
    """The intents that become one mail, under the key that makes it unique for ever."""

    key: str
    speaker: Speaker
    intents: tuple[DueIntent, ...]
    own: Mapping[int, Workflow] = field(default_factory=dict)
    """By participation, the definition of those that run on another than their round."""


def compose_due(runtime: Runtime, limit: int = ADDRESSES) -> int:
    """Composes for up to `limit` recipients; how many intents were dealt with. Bytes are made once and stored.

    A mail that cannot be written is set aside with the reason and tried again later; the others go.
    """
    runtime.templates.reread()
    with write(runtime.engine) as tx:
        now = runtime.clock()
        hold_for_review(runtime, tx)
        found = due_intents(tx, now, limit)
        if not found:
            return 0
        voices = speaking(runtime, tx, found)
        said = still_true(runtime, tx, found, voices, now)
        cancel_intents(tx, ids=sorted({i.id for i in found} - {i.id for i in said}))
        said = hold_outdated(tx, said)
        groups = grouped(said, voices, now, own_definitions(runtime, tx, said, voices), apart(tx, said))
        _store(runtime, tx, groups, earlier(tx, said), now)
        return len(found)


def speaking(runtime: Runtime, tx: Tx, found: Sequence[DueIntent]) -> dict[int, Speaker]:
    """Who speaks in each intent: the round of the appointment it is written to."""
    people = {i.appointment for i in found if i.appointment is not None}
    rounds = rounds_of(tx, people)
    voices = speakers(runtime, tx, set(rounds.values()))
    return {i.id: voices[rounds[i.appointment]] for i in found if i.appointment in rounds}


def grouped(
    found: Sequence[DueIntent],
    voices: Mapping[int, Speaker],
    now: datetime,
    own: Mapping[int, Workflow],
    separate: Collection[str],
) -> list[Group]:
    """What goes together in one mail if it is written now. `separate`: the keys of what is to be apart from the rest.

    The same thing for two functions of one reader is one thing, and so one mail.
    """
    together: dict[str, list[DueIntent]] = {}
    for intent in found:
        speaker = voices[intent.id]
        day = speaker.programme.calendar.local_date(now).isoformat()
        if stands_alone(intent):
            key = f"one:{intent.key}"
        elif intent.key in separate:
            key = f"apart:{speaker.voice.round_code}:{intent.address}:{day}:{thing(intent)}"
        else:
            key = f"digest:{speaker.voice.round_code}:{intent.address}:{day}"
        together.setdefault(key, []).append(intent)
    return [Group(key, voices[several[0].id], tuple(several), own) for key, several in together.items()]


def stands_alone(intent: DueIntent | NewIntent) -> bool:
    """True for what is never collected with anything: a date in a diary, and what cannot wait."""
    return intent.template in ABOUT_A_DATE or intent.mail_class == "immediate"


def thing(intent: DueIntent | NewIntent) -> str:
    """What is said of whom, the same for every function it is said to."""
    return f"{intent.template}:{intent.item}:{intent.participation or ''}"


def _store(runtime: Runtime, tx: Tx, groups: Sequence[Group], answers: Earlier, now: datetime) -> None:
    taken = _taken(tx, [g.key for g in groups])
    fresh = [g for g in groups if g.key not in taken and _may_leave(g, now)]
    mails, faults = _all_written(runtime, fresh, answers, now)
    ids = insert_mails(tx, mails)
    about = {ids[g.key]: [i.facts for i in g.intents] for g in groups if g.key in ids}
    give_links(runtime, tx, {ids[m.key]: m.raw for m in mails if m.key in ids}, about, now)
    for group in groups:
        if group.key in ids:
            mark_composed(tx, [i.id for i in group.intents], ids[group.key])
        elif group.key in faults:
            set_aside(tx, [i.id for i in group.intents], faults[group.key], now)
        else:  # also where another composer has just written the same digest
            _wait(tx, group, now)


def _all_written(
    runtime: Runtime, groups: Sequence[Group], answers: Earlier, now: datetime
) -> tuple[list[NewMail], dict[str, Said]]:
    """The mails, and by key why a group could not be written."""
    mails: list[NewMail] = []
    faults: dict[str, Said] = {}
    for group in groups:
        try:
            mails.append(written(runtime, group, answers, now))
        except Exception as fault:  # noqa: BLE001 - whatever is wrong with one mail, the others go
            faults[group.key] = reason_of(fault)
    return mails, faults


def own_definitions(
    runtime: Runtime, tx: Tx, found: Sequence[DueIntent], voices: Mapping[int, Speaker]
) -> dict[int, Workflow]:
    """While a round is being moved to another definition, some of its cases run on one and some on the other."""
    common = {p: voices[i.id].programme.workflow.digest for i in found if (p := i.participation) is not None}
    rows = tx.rows(_DEFINITIONS, ids=sorted(common)) if common else ()
    return {row[0]: runtime.programmes.workflow(tx, row[1]) for row in rows if row[1] != common[row[0]]}


def _taken(tx: Tx, keys: Sequence[str]) -> set[str]:
    return {row[0] for row in tx.rows(_KEYS, keys=keys)}


def _may_leave(group: Group, now: datetime) -> bool:
    """Nobody gets collected mail at night or on a free day because the program was down in the morning."""
    return group.intents[0].mail_class == "immediate" or group.speaker.programme.calendar.next_send(now) <= now


def _wait(tx: Tx, group: Group, now: datetime) -> None:
    """What comes after today's digest, or outside the hours of sending, waits for the next one."""
    later = group.speaker.programme.calendar.next_digest(now + timedelta(seconds=1))
    rows = update(table(Intent)).where(table(Intent).c.id.in_([i.id for i in group.intents]))
    tx.connection.execute(rows.values(send_at=later))


def written(runtime: Runtime, group: Group, answers: Earlier, now: datetime) -> NewMail:
    """The mail that the group makes. Raises BadTemplate, and whatever else is wrong with it."""
    first, speaker = group.intents[0], group.speaker
    domain = runtime.settings.mail_domain
    recipient = Recipient(first.address, first.language)
    workflow, calendar = speaker.programme.workflow, speaker.programme.calendar
    items = [item_of(group, i, answers) for i in group.intents]
    name = message_id(group.key, domain)
    if first.template in ABOUT_A_DATE:
        workflow = items[0].workflow or workflow
        made = compose_calendar(workflow, calendar, speaker.voice, recipient, items[0], now, name, runtime.templates)
    else:
        made = compose_digest(workflow, calendar, speaker.voice, recipient, items, now, name, runtime.templates)
    return NewMail(
        key=group.key,
        message_id=made.message_id,
        mail_class=first.mail_class,
        round=speaker.round,
        address=first.address,
        envelope_from=runtime.settings.mail_from or speaker.voice.mailbox,
        language=made.language,
        subject=made.subject,
        raw=made.raw,
        composed_at=now,
        next_at=now,
    )


def item_of(group: Group, intent: DueIntent, answers: Earlier) -> Item:
    """One thing of the mail, with the answers that it prints."""
    seen = json.loads(intent.facts)
    own = group.own.get(intent.participation or 0)
    known = answers.of(own or group.speaker.programme.workflow, intent, seen)
    return Item(intent.template, intent.item, intent.function, seen | known, own, link_of(group, intent))


def link_of(group: Group, intent: DueIntent) -> str:
    """The slot of the address of the thing's page: of the mail, with the thing's number where it has several."""
    workflow = group.own.get(intent.participation or 0) or group.speaker.programme.workflow
    function, thing = workflow.functions.get(intent.function), thing_of(intent)
    outside = function is not None and function.belongs_to != "host" and intent.appointment is not None
    if thing is None or not outside or not group.speaker.pages:
        return ""
    in_order: list[DueIntent] = sorted(group.intents, key=lambda i: i.id)
    all_of_them = things(in_order)
    return LINK if len(all_of_them) == 1 else f"{LINK}/{all_of_them.index(thing) + 1}"
