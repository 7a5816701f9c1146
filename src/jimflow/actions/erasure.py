"""Erases what is kept about a person and need not be: shown first, then done whole, on record without a name."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select, update

from jimflow.actions.erasure_plan import ErasurePlan, the_plan
from jimflow.actions.erasure_rooms import remove
from jimflow.actions.errors import BadInput, NotAllowed
from jimflow.actions.mail_review import without_own_words
from jimflow.actions.submissions import without_words
from jimflow.core import audit
from jimflow.core.canonical import canonical
from jimflow.core.erasure import Words
from jimflow.core.model import Actor
from jimflow.runtime import Runtime
from jimflow.store.hot import erase
from jimflow.store.tables import Appointment, Intent, Mail, Person
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, read, write
from jimflow.texts.blockers import ZONE

GONE = "(raderad)"
"""What stands where the name did."""

Entry = tuple[int, int]
"""Chain and number of an audit entry."""


def plan_erasure(runtime: Runtime, who: str, entries: Sequence[Entry] = ()) -> ErasurePlan:
    """What would be erased about a person, and what would be kept and why; changes nothing.

    `who` is an address, a number or a pseudonym. `entries` names records of the audit that are to lose their content
    too. Raises NotFound, or BadInput for an address of several people and for an entry that does not name the person.
    """
    with read(runtime.engine) as tx:
        return the_plan(runtime, tx, who, entries, runtime.clock())


def erase_person(
    runtime: Runtime, who: str, reason: str, seen: str, actor: Actor, *, entries: Sequence[Entry] = ()
) -> tuple[ErasurePlan, int]:
    """Does what the plan of the code `seen` says; the plan, and the number of the decision in the installation's chain.

    Raises NotAllowed while the person holds a function, while mail is on its way, when something has changed since
    the plan was looked at, or when nothing is left to erase; BadInput for a reason that is missing or names the
    person; else as `plan_erasure`.
    """
    with write(runtime.engine) as tx:
        now = runtime.clock()
        plan = the_plan(runtime, tx, who, entries, now)
        _allowed(plan, seen)
        _nameless(plan, reason)
        decision = _decide(tx, plan, reason, actor, now)
        _remove(tx, plan, decision)
        remove(tx, plan.person, plan.pseudonym, now.astimezone(ZoneInfo(ZONE)).date(), now)
        return plan, decision


def _allowed(plan: ErasurePlan, seen: str) -> None:
    if plan.holds:
        several = ", ".join(plan.holds)
        raise NotAllowed(
            f"Personen innehar {several}. Avsluta först: jimflow function end",
            f"The person holds {several}. End that first: jimflow function end",
        )
    if plan.moving:
        raise NotAllowed(
            f"{plan.moving} mejl till personen är på väg. Försök igen när de har gått: jimflow tick",
            f"{plan.moving} mails to the person are on their way. Try again when they have left: jimflow tick",
        )
    if plan.nothing:
        raise NotAllowed(
            "Det finns inget att radera nu. Vad som bevaras och varför visas med --dry-run.",
            "There is nothing to erase now. What is kept, and why, is shown with --dry-run.",
        )
    if seen != plan.code:
        raise NotAllowed(
            "Det som skulle raderas är inte det du såg. Titta igen med --dry-run och ange koden som visas.",
            "What would be erased is not what you saw. Look again with --dry-run and give the code shown.",
        )


def _nameless(plan: ErasurePlan, reason: str) -> None:
    if not reason.strip():
        raise BadInput("Skriv skälet: --reason TEXT", "Write the reason: --reason TEXT")
    if Words((plan.name, *plan.addresses)).stand_in(reason):
        raise BadInput(
            "Skälet sparas för alltid. Skriv det utan personens namn och adress.",
            "The reason is kept for ever. Write it without the person's name and address.",
        )


def _decide(tx: Tx, plan: ErasurePlan, reason: str, actor: Actor, now: datetime) -> int:
    """The decision in the installation's chain, which lets the content of the entries it names go."""
    extra: dict[str, object] = {
        "person": plan.pseudonym,
        "appointments": len(plan.appointments),
        "mails": list(plan.mails),
        "erased": [[e.chain, e.seq] for e in plan.entries],
        "kept": {k.code: k.count for k in plan.kept},
        **({"gone": {g.code: g.count for g in plan.goes}} if plan.goes else {}),
    }
    local = now.astimezone(ZoneInfo(ZONE))
    payload = audit.payload(audit.ERASURE, now, local, actor, reason=reason.strip(), extra=extra)
    return erase(tx, [(e.chain, e.seq) for e in plan.entries], payload, secrets.token_bytes(audit.SALT_BYTES))


def _remove(tx: Tx, plan: ErasurePlan, decision: int) -> None:
    p, a, i, m = (table(t) for t in (Person, Appointment, Intent, Mail))
    tx.connection.execute(update(p).where(p.c.id == plan.person).values(name=GONE, mail=""))
    tx.connection.execute(update(a).where(a.c.id.in_(plan.appointments)).values(address="", assistant=None))
    tx.connection.execute(update(i).where(i.c.id.in_(plan.intents)).values(address=""))
    _unsaid(tx, plan)
    without_own_words(tx, plan.intents)
    without_words(tx)
    if plan.mails:
        left = update(m).where(m.c.id.in_(plan.mails)).values(address="", raw=_remains(decision), last_reply="")
        tx.connection.execute(left)
        dead = update(m).where(m.c.id.in_(plan.mails), m.c.status == "dead")
        tx.connection.execute(dead.values(status="cancelled"))  # so that nobody sends what is left of it again


def _unsaid(tx: Tx, plan: ErasurePlan) -> None:
    """What was to be said of the person to others is not said; its facts stay, without what names the person."""
    i, words = table(Intent), Words((plan.name, *plan.addresses))
    rows = tx.connection.execute(select(i.c.id, i.c.facts).where(i.c.id.in_(plan.forgotten))).all()
    left = [{"row": row.id, "seen": canonical(_without(json.loads(row.facts), words)).decode()} for row in rows]
    if left:
        unsaid = update(i).where(i.c.id == bindparam("row"))
        tx.connection.execute(unsaid.values(status="cancelled", facts=bindparam("seen")), left)


def _without(facts: Mapping[str, object], words: Words) -> dict[str, object]:
    return {k: "" if words.stand_in_json(json.dumps(v, ensure_ascii=False)) else v for k, v in facts.items()}


def _remains(decision: int) -> bytes:
    """What stands where a mail's bytes did."""
    words = (
        f"Mejlets innehåll är raderat. Beslutet: jimflow audit show 0 {decision}\r\n"
        f"The content of this mail has been erased. The decision: jimflow audit show 0 {decision}\r\n"
    )
    head = "Subject: (raderat)\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
    return f"{head}Content-Transfer-Encoding: 8bit\r\n\r\n{words}".encode()
