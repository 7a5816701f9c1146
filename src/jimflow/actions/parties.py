"""Organisations take parts in a subject: added or invited, answering, leaving, and passing a part on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import insert, select, update

from jimflow.actions.case import Case, open_alone, record
from jimflow.actions.errors import BadInput, NotAllowed, NotFound
from jimflow.actions.outbox import write_messages
from jimflow.core.mistakes import Said, did_you_mean
from jimflow.core.model import Actor, Party, Standing
from jimflow.core.parties import refused, standing, told, told_key
from jimflow.core.workflow import PartyKind
from jimflow.runtime import Runtime
from jimflow.store import tables as t
from jimflow.store.tables.columns import table
from jimflow.store.tables.mail import WAITING
from jimflow.store.transaction import Tx, write

_NEEDS = frozenset({"parties", "appointments"})
_Y = table(t.Party)


@dataclass(frozen=True, slots=True)
class PartyChange:
    """How an organisation's part stands now, and how many were written to."""

    organisation: str
    part: str
    standing: Standing
    messages: int
    left: str = ""
    """The organisation that had the part before, where it was passed on."""


def add_party(
    runtime: Runtime, participation: int, organisation: str, part: str, actor: Actor, *, contribution: str = ""
) -> PartyChange:
    """The organisation takes the part, or is invited to it where the definition says so; its contact is written to.

    Raises NotFound for an unknown part or organisation, NotAllowed when the part is taken.
    """
    with write(runtime.engine) as tx:
        now = runtime.clock()
        case, kind = _case(runtime, tx, participation, part)
        _known(tx, organisation)
        _may(kind, case, organisation)
        begins: Standing = "invited" if kind.joins == "by invitation" else "joined"
        party = _begin(tx, case, organisation, kind, begins, contribution, now)
        extra = {"party": organisation, "part": part, "standing": begins, "contribution": contribution}
        record(tx, [case], "party_added", actor, now, extra=extra)
        return PartyChange(organisation, part, begins, _tell(runtime, tx, case, party, now))


def answer_party(
    runtime: Runtime,
    participation: int,
    organisation: str,
    part: str,
    actor: Actor,
    *,
    yes: bool,
    contribution: str = "",
    reason: str = "",
) -> PartyChange:
    """What an invited organisation answers; one that has joined may say (anew) what it contributes.

    Raises NotFound when it has no such part, NotAllowed when it says no to a part it has: it leaves that.
    """
    with write(runtime.engine) as tx:
        now = runtime.clock()
        case, kind = _case(runtime, tx, participation, part)
        party = _standing(case, kind, organisation)
        if not yes and party.standing == "joined":
            raise NotAllowed(
                f"{organisation} deltar redan. Den som inte längre deltar lämnar: jimflow party leave",
                f"{organisation} takes part already. Whoever takes part no longer leaves: jimflow party leave",
            )
        becomes: Standing = "joined" if yes else "declined"
        today = case.programme.today(now)
        values = {"standing": becomes, "contribution": contribution or party.contribution, "reason": reason}
        _change(tx, case, party, {**values, **({} if yes else {"until": today})})
        kept = {"standing": becomes, "contribution": values["contribution"]}
        extra = {"party": organisation, "part": part, **kept}
        record(tx, [case], "party_answered", actor, now, reason=reason, extra=extra)
        return PartyChange(organisation, part, becomes, 0)


def leave_party(
    runtime: Runtime, participation: int, organisation: str, part: str, actor: Actor, *, reason: str
) -> PartyChange:
    """The organisation takes part no longer; what it has done stays. Raises BadInput without a reason, NotFound."""
    if not reason.strip():
        raise BadInput("Skriv skälet (--reason).", "Give the reason (--reason).")
    with write(runtime.engine) as tx:
        now = runtime.clock()
        case, kind = _case(runtime, tx, participation, part)
        party = _standing(case, kind, organisation)
        _change(tx, case, party, {"standing": "left", "until": case.programme.today(now), "reason": reason.strip()})
        extra = {"party": organisation, "part": part}
        record(tx, [case], "party_left", actor, now, reason=reason.strip(), extra=extra)
        return PartyChange(organisation, part, "left", 0)


def pass_part(
    runtime: Runtime, participation: int, part: str, organisation: str, actor: Actor, *, reason: str = ""
) -> PartyChange:
    """One organisation hands its part over to another, in one act: the lead of a plan to who leads its carrying out.

    Raises NotAllowed unless exactly one has the part now, or when `organisation` is that one.
    """
    with write(runtime.engine) as tx:
        now = runtime.clock()
        case, kind = _case(runtime, tx, participation, part)
        _known(tx, organisation)
        there = [p for p in case.facts.parties if p.part == part and p.standing == "joined"]
        if len(there) != 1 or there[0].organisation == organisation:
            raise NotAllowed(*_no_one_to_pass_it(kind, there))
        _change(tx, case, there[0], {"standing": "left", "until": case.programme.today(now), "reason": reason})
        party = _take_over(tx, case, organisation, kind, now)
        extra = {"left": there[0].organisation, "party": organisation, "part": part}
        record(tx, [case], "party_passed", actor, now, reason=reason, extra=extra)
        sent = _tell(runtime, tx, case, party, now)
        return PartyChange(organisation, part, "joined", sent, there[0].organisation)


def _no_one_to_pass_it(kind: PartyKind, there: Sequence[Party]) -> tuple[str, str]:
    names = ", ".join(p.organisation for p in there) or "–"
    return (
        f"Bara en ensam {kind.title.sv} kan lämna över till en annan. Nu har parten: {names}.",
        f"Only a single {kind.title.en} can hand over to another. It is now held by: {names}.",
    )


def _case(runtime: Runtime, tx: Tx, participation: int, part: str) -> tuple[Case, PartyKind]:
    case = open_alone(runtime, tx, participation, _NEEDS)
    workflow = case.programme.workflow
    kind = workflow.parties.get(part)
    if kind is None:
        close, known = did_you_mean(part, workflow.parties), ", ".join(workflow.parties) or "–"
        hint = (
            Said(f"Menade du {close}?", f"Did you mean {close}?")
            if close
            else Said(f"Parterna är: {known}.", f"There are: {known}.")
        )
        raise NotFound(f"Parten {part} finns inte. {hint.sv}", f"There is no part {part}. {hint.en}")
    if case.facts.state in workflow.finals:
        raise NotAllowed(
            f"{case.facts.organisation_name} är avslutat: parterna ändras inte längre.",
            f"{case.facts.organisation_names[1]} has ended: its parties change no more.",
        )
    return case, kind


def _known(tx: Tx, organisation: str) -> None:
    o = table(t.Organisation).c
    if tx.connection.execute(select(o.code).where(o.code == organisation)).first() is not None:
        return
    close = did_you_mean(organisation, list(tx.connection.execute(select(o.code)).scalars()))
    hint = Said(f" Menade du {close}?", f" Did you mean {close}?") if close else Said("", "")
    raise NotFound(
        f"Organisationen {organisation} finns inte.{hint.sv} En ny läggs till med: jimflow party organisation",
        f"There is no organisation {organisation}.{hint.en} Add a new one with: jimflow party organisation",
    )


def _may(kind: PartyKind, case: Case, organisation: str) -> None:
    why = refused(kind, case.facts, organisation)
    if why is not None:
        raise NotAllowed(f"Det går inte: {why.sv}.", f"It cannot be done: {why.en}.")


def _standing(case: Case, kind: PartyKind, organisation: str) -> Party:
    found = standing(case.facts, kind.name, organisation)
    if found is None:
        raise NotFound(
            f"{organisation} är inte {kind.title.sv} i {case.facts.organisation_name}.",
            f"{organisation} is not {kind.title.en} in {case.facts.organisation_names[1]}.",
        )
    return found


def _begin(
    tx: Tx, case: Case, organisation: str, kind: PartyKind, begins: Standing, contribution: str, now: datetime
) -> Party:
    since: date = case.programme.today(now)
    row = {"organisation": organisation, "part": kind.name, "standing": begins, "contribution": contribution}
    made = insert(_Y).values(participation=case.facts.id, since=since, reason="", **row).returning(_Y.c.id)
    return Party(tx.connection.execute(made).scalar_one(), organisation, kind.name, begins, contribution)


def _take_over(tx: Tx, case: Case, organisation: str, kind: PartyKind, now: datetime) -> Party:
    """The part goes to the organisation; one that was invited to it already has its row."""
    invited = standing(case.facts, kind.name, organisation)
    if invited is None:
        return _begin(tx, case, organisation, kind, "joined", "", now)
    _change(tx, case, invited, {"standing": "joined"})
    return replace(invited, standing="joined")


def _change(tx: Tx, case: Case, party: Party, values: dict[str, object]) -> None:
    """What the contact was to hear of the part as it stood until now, and has not heard, is not said."""
    tx.connection.execute(update(_Y).where(_Y.c.id == party.id).values(**values))
    if values["standing"] != party.standing:
        i = table(t.Intent)
        of_it = i.c.key.startswith(told_key(case.facts, party), autoescape=True)
        unsaid = (WAITING, i.c.participation == case.facts.id, of_it)
        tx.connection.execute(update(i).where(*unsaid).values(status="cancelled"))


def _tell(runtime: Runtime, tx: Tx, case: Case, party: Party, now: datetime) -> int:
    messages = told(case.programme, case.facts, party, case.programme.today(now))
    write_messages(runtime, tx, case, messages, now)
    return len(messages)
