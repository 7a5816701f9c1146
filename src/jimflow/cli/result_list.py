"""The results of an organisation or a round, in the order of the chain."""

from __future__ import annotations

from jimflow.cli.desk import Desk
from jimflow.core.mistakes import Said
from jimflow.store.queries.rounds import participations
from jimflow.store.queries.work import results
from jimflow.store.transaction import read
from jimflow.texts.fill import capital


def listed(desk: Desk, agency: str | None, round_code: str | None) -> None:
    """A table, or a document."""
    only = desk.agency(agency, round_code) if agency is not None else None
    code = only.round_code if only is not None else desk.round(round_code).code
    with read(desk.runtime.engine) as tx:
        members = {p.id: p for p in participations(tx, code) if only is None or p.id == only.id}
        rows = results(tx, list(members))
        workflow = None
        if members:
            workflow = desk.runtime.programmes.workflow(tx, next(iter(members.values())).definition)
    chain = workflow.choices.get(workflow.result_steps or "", {}) if workflow is not None else {}
    if desk.document:
        desk.answer(
            {
                "results": [
                    {
                        "id": r.id,
                        "organisation": members[r.participation].organisation,
                        "step": r.step,
                        "text": r.text,
                        "goal": r.goal,
                        "added_at": r.added_at.isoformat(),
                        "added_by": r.added_by,
                    }
                    for r in rows
                ]
            }
        )
        return
    if not rows:
        desk.say("Inga resultat än.", "No results yet.")
        return
    from jimflow.cli.screen import table

    who = capital(desk.nouns({m.definition for m in members.values()}).one.in_(desk.lang))
    heads = Said(f"Nr|{who}|Steg|Resultat", f"No.|{who}|Step|Result").in_(desk.lang).split("|")
    cells = []
    for r in rows:
        member = members[r.participation]
        name = member.name_en if desk.lang == "en" else member.name_sv
        step = chain[r.step].in_(desk.lang) if r.step in chain else r.step
        cells.append([str(r.id), name, step, r.text])
    table(heads, cells)
