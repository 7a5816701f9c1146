"""What a changed date did to the work that follows it, told once for all members it concerns alike."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from jimflow.actions.planning import Planned
from jimflow.core.mistakes import Said
from jimflow.core.plan import Remark
from jimflow.core.workflow import Workflow
from jimflow.texts.amounts import listed
from jimflow.texts.blockers import local_day
from jimflow.texts.dates import short_day
from jimflow.texts.names import assignment_title


def consequences(
    workflow: Workflow, planned: Mapping[int, Planned], names: Mapping[int, str], lang: str, today: date
) -> list[str]:
    """One line for each thing that happened, with the organisations it happened to; nobody named when it is all."""
    told: dict[str, list[str]] = {}
    for number, plan in planned.items():
        for said in _of(workflow, plan, lang, today):
            told.setdefault(said, []).append(names[number])
    return [said if len(who) == len(planned) else f"{said} ({listed(who, lang)})" for said, who in told.items()]


def _of(workflow: Workflow, plan: Planned, lang: str, today: date) -> list[str]:
    found = []
    for key, before, after in plan.moved:
        title = assignment_title(workflow, key.partition(":")[2], lang)
        old, new = (
            short_day(local_day(d.isoformat()), lang, today) if d is not None else Said("inget", "none").in_(lang)
            for d in (before, after)
        )
        found.append(Said(f"  ”{title}”: sista dag {old} → {new}", f"  “{title}”: due date {old} → {new}").in_(lang))
    if plan.made:
        titles = listed([f"”{assignment_title(workflow, k.partition(':')[2], lang)}”" for k in plan.made], lang)
        found.append(Said(f"  Nya uppgifter: {titles}", f"  New assignments: {titles}").in_(lang))
    return found + [_remark(workflow, r, lang, today) for r in plan.remarks]


def _remark(workflow: Workflow, remark: Remark, lang: str, today: date) -> str:
    title = assignment_title(workflow, remark.name, lang)
    wanted = short_day(remark.wanted, lang, today)
    if remark.kind == "deadline moved" and remark.got is not None:
        got = short_day(remark.got, lang, today)
        said = Said(
            f"  Att se: ”{title}” får sista dag {got} i stället för {wanted}, efter kalendern",
            f"  Note: “{title}” is due {got} instead of {wanted}, by the calendar",
        )
    elif remark.kind == "reminder dropped":
        said = Said(
            f"  Att se: påminnelsen {wanted} om ”{title}” utgår, den skulle flyttas för långt",
            f"  Note: the reminder on {wanted} of “{title}” is dropped, it would move too far",
        )
    else:
        said = Said(
            f"  Att besluta: ”{title}” skulle vara klar {wanted}, det är för nära. Bestäm en ny sista dag",
            f"  To decide: “{title}” would be due {wanted}, which is too near. Decide a new due date",
        )
    return said.in_(lang)
