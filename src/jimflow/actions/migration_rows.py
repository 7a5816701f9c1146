"""Writes one case's rows by the names of another definition; nothing of what people have done is lost."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from jimflow.core.canonical import canonical
from jimflow.core.migration.names import Names, renamed_facts, renamed_item, renamed_key
from jimflow.core.migration.plan import CasePlan
from jimflow.core.migration.standing import Given, Standing
from jimflow.core.model import AssignmentFacts
from jimflow.core.workflow import Workflow
from jimflow.store import tables as t
from jimflow.store.hot import cancel_intents
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

ENDED = ("id", "step", "name", "place", "status", "anchor", "opens_at", "due_at", "opened_at")
"""What is kept in the audit of an assignment that ends with nothing in it."""


def rename_rows(tx: Tx, old: Workflow, new: Workflow, standing: Standing, plan: CasePlan) -> None:
    """Renames whatever bears a name, and takes away what ends; the participation's own row is left to the caller."""
    names, facts = plan.names, standing.facts
    kept = [a for a in facts.assignments if a.id not in plan.ends]
    _set(tx, t.Assignment, [r for a in kept if (r := _assignment(new, names, a))])
    for answers, draft in ((t.Answer, False), (t.Draft, True)):
        made = {a.id: a for a in kept}
        rows = [_given(old, names, made[g.assignment], g) for g in standing.given if g.draft is draft]
        _set(tx, answers, [row for row in rows if row])
    for before, after in names.function.items():
        h, p = table(t.Appointment), table(t.Part)
        held = update(h).where(h.c.participation == facts.id, h.c.function == before)
        tx.connection.execute(held.values(function=after))
        done = update(p).where(p.c.assignment.in_([a.id for a in kept]), p.c.function == before)
        tx.connection.execute(done.values(function=after))
    waivers = [
        {"row": w.id, "rule": names.rule.get(w.rule, w.rule), "step": names.at(w.step)}
        for w in facts.waivers
        if w.rule in names.rule or names.at(w.step) != w.step
    ]
    _set(tx, t.Waiver, waivers)
    _results(tx, old, names, facts.id)
    _occurrences(tx, names, plan.rules, standing)
    if names or plan.rules:
        _intents(tx, names, plan.rules, facts.id)
    if plan.ends:
        cancel_intents(tx, assignments=plan.ends)
        tx.connection.execute(delete(table(t.Assignment)).where(table(t.Assignment).c.id.in_(plan.ends)))


def ended_rows(tx: Tx, ids: Sequence[int]) -> list[dict[str, object]]:
    """The rows of assignments that end, as plain data for the audit."""
    a = table(t.Assignment).c
    wanted = select(*(a[name] for name in ENDED)).where(a.id.in_(ids)).order_by(a.id)
    rows = tx.connection.execute(wanted).mappings() if ids else ()
    return [{name: v.isoformat() if hasattr(v, "isoformat") else v for name, v in row.items()} for row in rows]


def _assignment(new: Workflow, names: Names, a: AssignmentFacts) -> dict[str, Any] | None:
    step, name = names.at(a.step), names.work(a.name)
    place = a.place
    if a.unfinished and place != "catch_up":
        place = next((where for where, known in new.steps[step].assignments if known == name), place)
    return (
        {"row": a.id, "step": step, "name": name, "place": place} if (step, name, place) != (*a.key, a.place) else None
    )


def _given(old: Workflow, names: Names, made: AssignmentFacts, g: Given) -> dict[str, Any] | None:
    question = old.forms[old.assignments[made.name].form].question(g.field)
    field = names.asked(made.name, g.field)
    value = names.value(question.choices if question else None, g.value)
    if (field, value) == (g.field, g.value):
        return None
    return {"row": g.id, "field": field, "value": canonical(value).decode()}


def _results(tx: Tx, old: Workflow, names: Names, participation: int) -> None:
    r = table(t.Result)
    for before, after in names.choice.items():
        of, _, value = before.partition(".")
        if of == old.result_steps:
            placed = update(r).where(r.c.participation == participation, r.c.step == value)
            tx.connection.execute(placed.values(step=after))
        if of == old.result_goals:
            meant = update(r).where(r.c.participation == participation, r.c.goal == value)
            tx.connection.execute(meant.values(goal=after))


def _occurrences(tx: Tx, names: Names, rules: Mapping[str, str], standing: Standing) -> None:
    rows = [
        {"row": k.id, "rule": rules.get(k.rule, k.rule), "recipient": names.who(k.recipient)}
        for k in standing.known
        if k.rule in rules or names.who(k.recipient) != k.recipient
    ]
    # Two reminders may change places; no row may bear, for a moment, the name that another still has.
    _set(tx, t.Occurrence, [{**row, "rule": f"~{row['rule']}"} for row in rows])
    _set(tx, t.Occurrence, rows)


def _intents(tx: Tx, names: Names, rules: Mapping[str, str], participation: int) -> None:
    i = table(t.Intent).c
    wanted = select(i.id, i.key, i.item, i.function, i.facts).where(i.participation == participation).order_by(i.id)
    changed = []
    for number, key, item, function, text in tx.connection.execute(wanted):
        facts = json.loads(text)
        now = {
            "key": renamed_key(names, rules, key),
            "item": renamed_item(names, item),
            "function": names.who(function),
            "facts": text if (seen := renamed_facts(names, facts)) == facts else canonical(seen).decode(),
        }
        if now != {"key": key, "item": item, "function": function, "facts": text}:
            changed.append({"row": number, **now})
    _set(tx, t.Intent, [{**row, "key": f"~{row['key']}"} for row in changed])
    _set(tx, t.Intent, changed)


def _set(tx: Tx, kind: type[Any], rows: Sequence[Mapping[str, Any]]) -> None:
    """Updates rows by number; all of them the same columns."""
    if rows:
        of = table(kind)
        columns = [name for name in rows[0] if name != "row"]
        changed: dict[str, Any] = {name: bindparam(f"new_{name}") for name in columns}
        params = [{"row": row["row"], **{f"new_{name}": row[name] for name in columns}} for row in rows]
        tx.connection.execute(update(of).where(of.c.id == bindparam("row")).values(**changed), params)
