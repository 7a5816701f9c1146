"""How everyone in a cluster is moved from the command line, with what became of each."""

from __future__ import annotations

import typer

from jimflow.actions.advance import advance_cluster
from jimflow.actions.errors import BadInput, NotAllowed, NotFound
from jimflow.cli.desk import Desk, at_desk
from jimflow.cli.errors import REFUSED
from jimflow.cli.moving import Told, Wish, rules_meant, state_meant, workflow_of
from jimflow.cli.reasons import after_a_refusal, known_trigger
from jimflow.core.mistakes import Said
from jimflow.core.model import Change, Refusal
from jimflow.core.workflow import Workflow
from jimflow.store.queries.rounds import ClusterRow, ParticipationRow, participations
from jimflow.store.transaction import read
from jimflow.texts.fill import capital
from jimflow.texts.names import state_title, trigger_title


def one_of_two(agency: str | None, cluster: str | None, seen: str | None) -> None:
    """Raises BadInput unless either an agency or a cluster is named; a version belongs to an agency."""
    if (agency is None) == (cluster is None):
        raise BadInput("Ange en organisation eller --cluster.", "Name an organisation or --cluster.")
    if cluster is not None and seen is not None:
        raise BadInput("--seen gäller en enda organisation.", "--seen is for a single organisation.")


def whom_and_what(words: list[str], cluster: str | None) -> tuple[str | None, str]:
    """An agency and a trigger, or beside --cluster a trigger alone. Raises BadInput."""
    wanted = 1 if cluster is not None else 2
    if len(words) == wanted:
        return (None, words[0]) if cluster is not None else (words[0], words[1])
    if cluster is not None:
        raise BadInput(
            "Med --cluster anges bara vad som ska hända: jimflow do --cluster KLUSTER TRIGGER",
            "Beside --cluster, say only what is to happen: jimflow do --cluster CLUSTER TRIGGER",
        )
    raise BadInput(
        "Ange en organisation (eller --cluster) och vad som ska hända: jimflow do ORGANISATION TRIGGER",
        "Name an organisation (or --cluster) and what is to happen: jimflow do ORGANISATION TRIGGER",
    )


def move_cluster(context: typer.Context, name: str, wish: Wish) -> None:
    """Moves everyone in a cluster who can be moved; a table tells of each. Exit code 1 when one was refused."""
    with at_desk(context, document=wish.document) as desk:
        cluster = desk.cluster(name, wish.round)
        with read(desk.runtime.engine) as tx:
            rows = {p.id: p for p in participations(tx) if p.cluster == cluster.id}
        if not rows:
            raise NotFound(f"{cluster.name_sv} har inga deltagare.", f"{cluster.name_en} has no members.")
        by_definition = {p.definition: p for p in rows.values()}
        known = {definition: workflow_of(desk, p) for definition, p in by_definition.items()}
        workflows = {p.id: known[p.definition] for p in rows.values()}
        workflow = next(iter(workflows.values()))
        known_trigger(workflow, wish.trigger)
        under_way = [p for p in rows.values() if _possible(workflows[p.id], wish.trigger, p.state)]
        if not under_way:
            raise _nobody(workflow, cluster, wish.trigger)
        workflow = workflows[under_way[0].id]
        outcomes = advance_cluster(
            desk.runtime,
            [p.id for p in under_way],
            {p.id: p.version for p in under_way},
            wish.trigger,
            desk.actor(wish.actor),
            to=state_meant(workflow, wish.to),
            acknowledged=rules_meant(workflow, wish.acknowledged),
            reason=wish.reason,
        )
        told = [
            Told(desk, workflows[o.facts.id], rows[o.facts.id], o, wish.trigger, rows[o.facts.id].version)
            for o in outcomes
        ]
        if wish.document:
            desk.answer({"results": [t.document() for t in told]})
        else:
            _table(desk, told, [(p, workflows[p.id]) for p in rows.values() if p not in under_way])
            refused = [b for t in told if isinstance(t.outcome.result, Refusal) for b in t.blockers]
            whom = f"--cluster {cluster.code}"
            desk.lines(after_a_refusal(workflow, refused, whom, wish.trigger, desk.lang, wish.round))
        if not all(o.ok for o in outcomes):
            raise typer.Exit(REFUSED)


def _possible(workflow: Workflow, trigger: str, state: str) -> bool:
    transition = workflow.transitions.get(trigger)
    return transition is not None and any(source == state for source, _ in transition.ways)


def _nobody(workflow: Workflow, cluster: ClusterRow, trigger: str) -> NotAllowed:
    sv, en = (trigger_title(workflow, trigger, lang) for lang in ("sv", "en"))
    return NotAllowed(
        f"Ingen i {cluster.name_sv} är i ett läge där ”{sv}” är möjligt. Lägena visas med: jimflow round show",
        f"Nobody in {cluster.name_en} is in a place where “{en}” is possible. See where they are: jimflow round show",
    )


def _table(desk: Desk, told: list[Told], left_out: list[tuple[ParticipationRow, Workflow]]) -> None:
    from jimflow.cli.screen import table

    lang = desk.lang
    who = capital(told[0].workflow.nouns.one.in_(lang))
    heads = [who, *Said("Från|Till|Utfall", "From|To|Outcome").in_(lang).split("|")]
    rows = []
    for t in told:
        source, wanted = (state_title(t.workflow, s, lang) if s else "–" for s in (t.outcome.facts.here, t.wanted))
        rows.append([t.name, source, wanted, _outcome(t)])
    table(heads, rows)
    for t in told:
        if not t.outcome.ok:
            desk.lines(["", *t.lines()])
    for p, workflow in left_out:
        title = state_title(workflow, p.state, lang)
        desk.say(f"{p.name_sv} är inte med i flytten ({title}).", f"{p.name_en} takes no part in the move ({title}).")


def _outcome(told: Told) -> str:
    lang, result = told.desk.lang, told.outcome.result
    if isinstance(result, Change):
        return Said("klart", "done").in_(lang)
    if result == "stale":
        return Said("någon hann före", "someone was faster").in_(lang)
    return Said("stannar", "stays").in_(lang)
