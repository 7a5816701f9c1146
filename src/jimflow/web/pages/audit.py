"""Granskningsloggen: what was done, by whom and with which rules; whether it is whole; one entry to its last byte."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.responses import Response

from jimflow.actions.errors import NotFound
from jimflow.core.audit import INSTALLATION
from jimflow.core.workflow import Workflow
from jimflow.store.queries.rounds import ParticipationRow, participations
from jimflow.store.queries.trail import EntryRow, entry, latest
from jimflow.store.queries.trail_people import People, trail_people
from jimflow.store.trail import verify_trail
from jimflow.store.transaction import Tx, read
from jimflow.texts.names import named, state_title
from jimflow.texts.rule_words import requirement
from jimflow.texts.trail_words import KINDS, actor_words, detail, kind_word, titled_detail
from jimflow.texts.words import SEVERITY, word
from jimflow.web.forms import whole_number
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()

SHOWN = 50
READ = 2000
"""A kind stands inside the entries: so many are looked through for a page of one kind."""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in words. `code` is the chain's in an address."""

    row: EntryRow
    local: datetime | None
    whose: str
    place: str
    what: str
    details: str
    by: str


@page.shows("/audit")
def trail(visit: Visit) -> Response:
    """The latest entries, newest first; filters and the page in the address."""
    asked = {name: visit.query.get(name, "") for name in ("agency", "kind")}
    before = whole_number(visit.query.get("before", ""))
    with read(visit.runtime.engine) as tx:
        members = {p.id: p for p in participations(tx)}
        chains = [p.id for p in members.values() if p.organisation == asked["agency"]]
        if asked["agency"] == "0":
            chains = [INSTALLATION]
        rows = latest(tx, chains, before=before, limit=READ if asked["kind"] else SHOWN + 1)
        found = [(r, p) for r in rows if (p := _payload(r)).get("kind") == asked["kind"] or not asked["kind"]]
        people = trail_people(tx, [payload for _, payload in found[:SHOWN]])
        lines = [_line(visit, tx, members, people, *pair) for pair in found[:SHOWN]]
        more = len(found) > SHOWN or (bool(asked["kind"]) and len(rows) == READ)
    agencies = sorted({(named((p.name_sv, p.name_en), visit.lang), p.organisation) for p in members.values()})
    return visit.page(
        "audit.html",
        room="/audit",
        lines=lines,
        asked=asked,
        agencies=agencies,
        kinds=sorted((said.in_(visit.lang), kind) for kind, said in KINDS.items()),
        older=(lines[-1].row.id if len(found) > SHOWN else rows[-1].id) if more and rows and lines else None,
    )


@page.shows("/audit/whole")
def whole(visit: Visit) -> Response:
    """Every chain is followed from its beginning; says where it breaks."""
    with read(visit.runtime.engine) as tx:
        found = verify_trail(tx)
        members = {p.id: p for p in participations(tx)}
    bad = found.first_bad
    whose = _whose(visit, members.get(bad.chain)) if bad is not None else ""
    return visit.page("audit_whole.html", room="/audit", found=found, bad=bad, whose=whose)


@page.shows("/audit/{chain}/{seq}")
def one(visit: Visit, chain: str, seq: str) -> Response:
    """One entry: every rule that was looked at, and the bytes that the chain holds."""
    with read(visit.runtime.engine) as tx:
        members = {p.id: p for p in participations(tx)}
        chain_number, number = whole_number(chain), whole_number(seq)
        row = entry(tx, chain_number, number) if chain_number is not None and number is not None else None
        if row is None:
            raise NotFound(f"Det finns ingen post {chain}/{seq}.", f"There is no entry {chain}/{seq}.")
        payload = _payload(row)
        member = members.get(row.chain)
        workflow = visit.runtime.programmes.workflow(tx, member.definition) if member is not None else None
        line = _line(visit, tx, members, trail_people(tx, [payload]), row, payload)
    verdicts = payload.get("verdicts", [])
    return visit.page(
        "audit_entry.html",
        room="/audit",
        line=line,
        verdicts=[_verdict(visit, workflow, v) for v in verdicts if isinstance(v, dict)],
        raw=json.dumps(payload, ensure_ascii=False, indent=2, sort_keys=True) if payload else "",
    )


def _line(
    visit: Visit,
    tx: Tx,
    members: Mapping[int, ParticipationRow],
    people: People,
    row: EntryRow,
    payload: Mapping[str, Any],
) -> Line:
    member = members.get(row.chain)
    local = payload.get("local")
    workflow = visit.runtime.programmes.workflow(tx, member.definition) if member is not None else None
    told = titled_detail(payload, workflow, visit.lang) if workflow is not None else detail(payload)
    return Line(
        row,
        datetime.fromisoformat(str(local)) if local else None,
        _whose(visit, member),
        f"/rounds/{member.round_code}/agencies/{member.organisation}" if member is not None else "",
        kind_word(str(payload["kind"]), visit.lang) if payload else "",
        told,
        actor_words(payload, visit.lang, people, row.chain, workflow),
    )


def _whose(visit: Visit, member: ParticipationRow | None) -> str:
    return named((member.name_sv, member.name_en), visit.lang) if member is not None else ""


def _verdict(visit: Visit, workflow: Workflow | None, found: Mapping[str, Any]) -> Mapping[str, Any]:
    """A rule as it was judged: what it asks, whether it was met, and every finding with the facts it saw."""
    name = str(found.get("rule", ""))
    rule = workflow.rules.get(name) if workflow is not None else None
    asks = requirement(workflow, rule, visit.lang) if workflow is not None and rule is not None else name
    findings = [f for f in found.get("findings", []) if isinstance(f, dict)]
    return {
        "asks": asks,
        "step": state_title(workflow, str(found.get("step", "")), visit.lang) if workflow is not None else "",
        "met": bool(found.get("met")),
        "findings": [
            {
                "severity": word(SEVERITY, str(f.get("severity", "")), visit.lang),
                "waived": bool(f.get("waived")),
                "facts": json.dumps(f.get("facts", {}), ensure_ascii=False),
            }
            for f in findings
        ],
    }


def _payload(row: EntryRow) -> dict[str, Any]:
    found = json.loads(row.payload) if row.payload is not None else {}
    assert isinstance(found, dict)
    return found
