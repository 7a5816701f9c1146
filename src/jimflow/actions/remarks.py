"""One turn of the dialogue inside a task: kept for good, and told to those whom it concerns, in the same commit."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, union

from jimflow.actions.case import Case
from jimflow.actions.errors import BadInput
from jimflow.actions.outbox import intents, write_messages
from jimflow.core.canonical import canonical
from jimflow.core.model import Actor, AssignmentFacts, Message
from jimflow.core.remarks import Kind, to_the_agency, to_the_host
from jimflow.runtime import Runtime
from jimflow.store.hot import NewIntent, insert_intents
from jimflow.store.queries.seats import people_called, people_of
from jimflow.store.queries.standing_in import forwards
from jimflow.store.tables import Appointment, Forward, HandedIn, Part, Person, Remark
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

MOST = 10_000
"""Characters of one turn."""

TEMPLATE = "remark"

_R, _P, _H = table(Remark), table(Part).c, table(HandedIn).c
_F, _A, _N = table(Forward).c, table(Appointment).c, table(Person).c


@dataclass(frozen=True, slots=True)
class Turn:
    """What is said, by whom; `function` is the one that an agency's person speaks for, "" for the host."""

    kind: Kind
    words: str
    actor: Actor
    function: str = ""
    persons: Collection[int] = ()
    """Of the agency's: who wrote it, and whom they sat there for; nobody is told of what she wrote."""


def in_words(text: str) -> str:
    """The text of a turn. Raises BadInput where there is none or too much."""
    words = text.strip()
    if not words:
        raise BadInput("Skriv vad du vill säga.", "Write what you want to say.")
    if len(words) > MOST:
        raise BadInput(
            f"Texten har {len(words)} tecken; högst {MOST} får plats. Korta den eller lägg den i en fil.",
            f"The text has {len(words)} characters; there is room for {MOST}. Shorten it or put it in a file.",
        )
    return words


def keep(runtime: Runtime, tx: Tx, case: Case, made: AssignmentFacts, turn: Turn, now: datetime) -> int:
    """Keeps the turn and writes the mails about it; its number. That something was read is told to nobody.

    The audit is the caller's: it says that there is a turn and of what kind, never its words.
    """
    row = {"assignment": made.id, "kind": turn.kind, "text": turn.words, "written_at": now}
    row |= {"written_by": turn.actor.name, "by_host": turn.kind != "reply"}
    number: int = tx.connection.execute(insert(_R).values(**row).returning(_R.c.id)).scalar_one()
    about = (case.programme, case.facts, made)
    today = case.programme.today(now)
    if turn.kind == "reply":
        told = to_the_host(*about, number, today, turn.function, turn.persons)
        write_messages(runtime, tx, case, told, now)
    elif turn.kind != "read":
        by = _handed_in_by(tx, made.id)
        messages = to_the_agency(*about, turn.kind, number, today, by)
        write_messages(runtime, tx, case, messages, now)
        insert_intents(tx, _sent_on(runtime, tx, case, messages, made.id, now))
    return number


def _sent_on(
    runtime: Runtime, tx: Tx, case: Case, messages: Sequence[Message], assignment: int, now: datetime
) -> list[NewIntent]:
    """The same for those whom a holder has sent the task on to."""
    found, to = [f for f in forwards(tx, assignment) if f.open], {m.appointment: m for m in messages}
    known = people_of(tx, {f.person for f in found})
    rows = []
    for f in found:
        if (message := to.get(f.appointment)) is not None and f.mail:
            (row, *_) = intents(runtime, case, [message], now)
            facts = canonical({**message.facts, "person": f.person, "forward": f.id}).decode()
            key, language = f"{row.key}:forward:{f.id}", known[f.person].language
            rows.append(replace(row, key=key, address=f.mail, language=language, facts=facts))
    return rows


def _handed_in_by(tx: Tx, assignment: int) -> set[int]:
    """The persons who have handed in a part of the assignment."""
    names = union(
        select(_P.submitted_by).where(_P.assignment == assignment),
        select(_H.handed_in_by).where(_H.assignment == assignment),
    )
    called = set(tx.connection.execute(names).scalars())
    return {row.id for row in people_called(tx, called).values()}


def remarks_said(tx: Tx, intents: Mapping[int, Mapping[str, Any]]) -> dict[int, dict[str, object]]:
    """What the mails about turns say, by the number of the intent: the words, and who sent the task on to the reader.

    `intents` are their frozen facts; read when a mail is written, so that no words and no name lie in what is meant.
    """
    found = {intent: seen for intent, seen in intents.items() if "remark" in seen}
    if not found:
        return {}
    numbers = {seen["remark"] for seen in found.values()}
    words = {row.id: row.text for row in tx.connection.execute(select(_R.c.id, _R.c.text).where(_R.c.id.in_(numbers)))}
    sent_on = forwarders(tx, {seen["forward"] for seen in found.values() if "forward" in seen})
    return {
        intent: {"words": words.get(seen["remark"], ""), "sent_on_by": sent_on.get(seen.get("forward", 0), "")}
        for intent, seen in found.items()
    }


def forwarders(tx: Tx, numbers: Collection[int]) -> dict[int, str]:
    """Who sent a task on, by the number of the forward: the name of the function's holder."""
    wanted = (
        select(_F.id, _N.name)
        .join_from(table(Forward), table(Appointment), _F.appointment == _A.id)
        .join(table(Person), _N.id == _A.person)
        .where(_F.id.in_(numbers))
    )
    return {row[0]: row[1] for row in tx.connection.execute(wanted)} if numbers else {}
