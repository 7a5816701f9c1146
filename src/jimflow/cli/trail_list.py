"""The audit as a list, and one entry whole."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from jimflow.actions.errors import BadInput, NotFound
from jimflow.cli.desk import Desk
from jimflow.cli.screen import entries
from jimflow.core.audit import INSTALLATION
from jimflow.core.mistakes import Said, did_you_mean
from jimflow.core.workflow import Workflow
from jimflow.store.queries.rounds import ParticipationRow, participations
from jimflow.store.queries.trail import EntryRow, entry, latest
from jimflow.store.queries.trail_people import trail_people
from jimflow.store.transaction import read
from jimflow.texts.trail_words import KINDS, actor_words, detail, kind_word


def listed(desk: Desk, agency: str | None, kinds: Sequence[str], limit: int, round_code: str | None) -> None:
    """The latest entries, of one agency or of all."""
    for kind in kinds:
        if kind not in KINDS:
            close = did_you_mean(kind, KINDS)
            known = ", ".join(KINDS)
            raise BadInput(
                f"--kind: {kind} finns inte. " + (f"Menade du {close}?" if close else f"Det finns {known}."),
                f"--kind: there is no {kind}. " + (f"Did you mean {close}?" if close else f"There are {known}."),
            )
    chains = [desk.agency(agency, round_code).id] if agency is not None else []
    with read(desk.runtime.engine) as tx:
        members = {p.id: p for p in participations(tx)}
        # A kind stands inside the payload: more is read than is shown.
        rows = latest(tx, chains, limit=limit if not kinds else 1_000_000)
        found = [(r, _payload(r)) for r in rows]
        found = [(r, p) for r, p in found if not kinds or p.get("kind") in kinds][:limit]
        people = {} if desk.document else trail_people(tx, [p for _, p in found])
        acted = {members[r.chain].definition for r, _ in found if people and r.chain in members}
        workflows = {digest: desk.runtime.programmes.workflow(tx, digest) for digest in acted}
    names = {number: p.organisation for number, p in members.items()}
    if desk.document:
        desk.answer({"entries": [document(r, p, names) for r, p in found]})
        return
    if not found:
        desk.say("Inga sådana poster i granskningsloggen.", "No such entries in the audit.")
    lang = desk.lang
    erased = Said("(raderat)", "(erased)").in_(lang)
    own = Said("installationen", "the installation").in_(lang)
    entries(
        [
            (
                [
                    _when(p),
                    names.get(r.chain, own),
                    str(r.seq),
                    kind_word(str(p["kind"]), lang) if p else erased,
                    actor_words(p, lang, people, r.chain, _workflow(workflows, members.get(r.chain))),
                ],
                detail(p),
            )
            for r, p in found
        ]
    )


def _workflow(known: Mapping[str, Workflow], member: ParticipationRow | None) -> Workflow | None:
    return known.get(member.definition) if member is not None else None


def shown(desk: Desk, chain: str, seq: int, round_code: str | None) -> None:
    """One entry as JSON, with its place in the chain."""
    number = INSTALLATION if chain == str(INSTALLATION) else desk.agency(chain, round_code).id
    with read(desk.runtime.engine) as tx:
        row = entry(tx, number, seq)
        names = {p.id: p.organisation for p in participations(tx)}
    if row is None:
        raise NotFound(f"{chain} har ingen post nr {seq}.", f"{chain} has no entry no. {seq}.")
    desk.answer(document(row, _payload(row), names))


def document(row: EntryRow, payload: Mapping[str, Any], names: Mapping[int, str]) -> dict[str, Any]:
    """One entry for a program. The leaf is SHA-256(salt, payload as sorted JSON without spaces)."""
    return {
        "chain": row.chain,
        "organisation": names.get(row.chain),
        "seq": row.seq,
        "leaf": row.leaf.hex(),
        "link": row.link.hex(),
        "salt": row.salt.hex() if row.salt is not None else None,
        "payload": dict(payload) if row.payload is not None else None,
    }


def _payload(row: EntryRow) -> dict[str, Any]:
    found = json.loads(row.payload) if row.payload is not None else {}
    assert isinstance(found, dict)
    return found


def _when(payload: Mapping[str, Any]) -> str:
    local = payload.get("local")
    return f"{datetime.fromisoformat(str(local)):%Y-%m-%d %H:%M}" if local else ""
