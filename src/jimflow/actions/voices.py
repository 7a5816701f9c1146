"""Who speaks in a round's mails, and the programme it speaks of."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from jimflow.core.mistakes import Said
from jimflow.core.programme import Programme
from jimflow.mail.compose import Voice
from jimflow.runtime import Runtime
from jimflow.store.sql import Sql, one_of
from jimflow.store.tables import Round
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_R = table(Round).c
_ROUNDS = Sql(select(_R.id, _R.code, _R.definition, _R.policy_digest, _R.facts, _R.example).where(one_of(_R.id, "ids")))


@dataclass(frozen=True, slots=True)
class Speaker:
    """A round's voice and programme. `pages`: mails to those who take part lead to pages of theirs."""

    round: int
    voice: Voice
    programme: Programme
    pages: bool = False


def speakers(runtime: Runtime, tx: Tx, rounds: Iterable[int]) -> dict[int, Speaker]:
    """The speakers of the rounds, by their numbers."""
    pages, site = runtime.doors is not None, runtime.doors.base_url.rstrip("/") if runtime.doors is not None else ""
    found: dict[int, Speaker] = {}
    for i, code, definition, policy, facts, example in tx.rows(_ROUNDS, ids=list(rounds)):
        said = replace(voice(code, json.loads(facts), example=example), site=site)
        found[i] = Speaker(i, said, runtime.programmes.of(tx, definition, policy, i), pages)
    return found


def voice(code: str, facts: Mapping[str, Any], *, example: bool) -> Voice:
    """The voice that a round's stored facts describe."""
    host = facts["host"]
    return Voice(
        round_code=code,
        title=_said(facts["title"]),
        host=_said(host["name"]),
        sender=_said(host["sender"]),
        mailbox=host["mailbox"],
        organiser=bool(host["organiser"]),
        case_number=facts.get("case_number", ""),
        example=example,
        example_note=_said(facts.get("example_note", {"sv": "", "en": ""})),
        public_records=bool(host.get("public_records", True)),
    )


def _said(pair: Mapping[str, str]) -> Said:
    return Said(pair["sv"], pair["en"])
