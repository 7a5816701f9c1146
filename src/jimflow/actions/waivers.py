"""Waivers: a decided exception from one rule in one step, countersigned by another person where the rule stops."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select, update

from jimflow.actions.case import Case, open_alone, record
from jimflow.actions.errors import BadInput, NotAllowed, NotFound
from jimflow.core.accounts import folded
from jimflow.core.mistakes import did_you_mean
from jimflow.core.model import Actor
from jimflow.runtime import Runtime
from jimflow.store import tables as t
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, write


def waive(
    runtime: Runtime,
    participation: int,
    rule: str,
    reason: str,
    until: date,
    actor: Actor,
    *,
    step: str | None = None,
) -> tuple[int, bool]:
    """Decides a waiver from `rule` in `step` (default: the present one) until `until`, inclusive.

    Returns (its number, whether it must be countersigned): under `block` it is not in force before a second person
    has signed. Raises BadInput for an unknown rule or step, a missing reason or a past day; NotAllowed when the
    definition lets nobody waive the rule.
    """
    with write(runtime.engine) as tx:
        now = runtime.clock()
        case = open_alone(runtime, tx, participation)
        if case.facts.state in case.programme.workflow.finals:
            raise BadInput(
                f"{case.facts.organisation_name} deltar inte längre: omgången är slut för dem.",
                f"The round has ended for {case.facts.organisation_name}.",
            )
        at = step or case.facts.here
        _check(case, rule, at, reason)
        if until < case.programme.today(now):
            raise BadInput(f"{until} har redan varit.", f"{until} has passed already.")
        _not_twice(tx, participation, rule, at, until)
        known = case.programme.workflow.rules[rule]
        needs = case.facts.policy.severity.get(rule, known.severity) == "block"
        row = t.Waiver(
            participation=participation,
            rule=rule,
            step=at,
            reason=reason.strip(),
            until=until,
            decided_by=actor.name,
            decided_at=now,
            needs_countersign=needs,
        )
        tx.session.add(row)
        tx.session.flush()
        assert row.id is not None
        seen = {"waiver": row.id, "rule": rule, "step": at, "until": until.isoformat(), "needs_countersign": needs}
        record(tx, [case], "waiver", actor, now, reason=reason.strip(), extra=seen)
        return row.id, needs


def countersign(runtime: Runtime, waiver: int, actor: Actor) -> None:
    """A second person signs a waiver, which is in force from then on. Never the one who decided it."""
    with write(runtime.engine) as tx:
        now = runtime.clock()
        w = table(t.Waiver)
        of = tx.connection.execute(select(w.c.participation).where(w.c.id == waiver)).scalar_one_or_none()
        if of is None:
            raise NotFound(f"Avsteg nr {waiver} finns inte.", f"There is no waiver no. {waiver}.")
        case = open_alone(runtime, tx, of)
        row = tx.connection.execute(select(w).where(w.c.id == waiver)).one()
        if not row.needs_countersign or row.countersigned_at is not None or row.fallen_at is not None:
            raise BadInput("Avsteget väntar inte på någon underskrift.", "The waiver is not waiting for a signature.")
        if row.until < case.programme.today(now):
            raise BadInput(
                f"Avsteget gällde till {row.until}.", f"The last day of the waiver, {row.until}, has passed."
            )
        if folded(row.decided_by) == folded(actor.name):
            raise NotAllowed(
                "Den som har beslutat avsteget kan inte själv kontrasignera det. Be en kollega (--actor).",
                "Whoever decided the waiver cannot countersign it. Ask a colleague (--actor).",
            )
        signed = update(w).where(w.c.id == waiver)
        tx.connection.execute(signed.values(countersigned_by=actor.name, countersigned_at=now))
        record(tx, [case], "countersigned", actor, now, extra={"waiver": waiver, "rule": row.rule, "step": row.step})


def _not_twice(tx: Tx, participation: int, rule: str, step: str, until: date) -> None:
    w = table(t.Waiver).c
    same = select(w.id).where(
        w.participation == participation, w.rule == rule, w.step == step, w.until == until, w.fallen_at.is_(None)
    )
    found = tx.connection.execute(same).scalar()
    if found is not None:
        raise BadInput(
            f"Samma avsteg är redan beslutat: avsteg nr {found}. Inget ändrades.",
            f"The same has been decided already: waiver no. {found}. Nothing was changed.",
        )


def _check(case: Case, rule: str, step: str, reason: str) -> None:
    workflow = case.programme.workflow
    if rule not in workflow.rules:
        close = did_you_mean(rule, workflow.rules)
        waivable = ", ".join(name for name, known in workflow.rules.items() if known.waivable)
        raise BadInput(
            f"Regeln {rule} finns inte. " + (f"Menade du {close}?" if close else f"Avsteg kan göras från {waivable}."),
            f"There is no rule {rule}. " + (f"Did you mean {close}?" if close else f"What can be waived: {waivable}."),
        )
    if step not in workflow.steps:
        raise BadInput(f"Steget {step} finns inte.", f"There is no step {step}.")
    if not reason.strip():
        raise BadInput("Skriv skälet (--reason).", "Give the reason (--reason).")
    if not workflow.rules[rule].waivable:
        raise NotAllowed(f"Från regeln {rule} kan inget avsteg göras.", f"The rule {rule} cannot be waived.")
