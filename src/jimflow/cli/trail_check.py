"""The audit verified, and taken out line by line."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, TextIO

import typer

from jimflow.actions.errors import BadInput
from jimflow.cli.desk import Desk
from jimflow.cli.errors import REFUSED
from jimflow.core.audit import INSTALLATION, Bad, Row
from jimflow.core.mistakes import Said
from jimflow.store.queries.rounds import participations
from jimflow.store.trail import streamed, verify_trail
from jimflow.store.transaction import read


def verified(desk: Desk) -> None:
    """Says whether every chain holds; ends with exit code 1 when one does not."""
    with read(desk.runtime.engine) as tx:
        found = verify_trail(tx)
        names = {p.id: p.organisation for p in participations(tx)}
    bad = found.first_bad
    if desk.document:
        desk.answer(
            {
                "ok": found.ok,
                "chains": found.chains,
                "entries": found.entries,
                "first_bad": _document(bad, names) if bad is not None else None,
                **({"erased": found.erased} if found.erased else {}),
            }
        )
    elif bad is None:
        desk.say(
            f"Granskningsloggen är hel: {found.chains} kedjor, {found.entries} poster.",
            f"The audit is whole: {found.chains} chains, {found.entries} entries.",
        )
        if found.erased:
            desk.say(
                f"Innehållet i {found.erased} av dem är raderat enligt beslut: jimflow audit list --kind erasure",
                f"The content of {found.erased} of them was erased by decision: jimflow audit list --kind erasure",
            )
    else:
        whose = names.get(bad.chain)
        of = Said(whose, whose) if whose else Said("installationens kedja", "the installation's chain")
        if whose is None and bad.chain != INSTALLATION:
            of = Said(f"kedja {bad.chain}", f"chain {bad.chain}")
        desk.say(
            f"Granskningsloggen är bruten: {of.sv}, post nr {bad.seq}: {bad.said.sv}.",
            f"The audit is broken: {of.en}, entry no. {bad.seq}: {bad.said.en}.",
        )
    if not found.ok:
        raise typer.Exit(REFUSED)


def exported(desk: Desk, out: Path | None) -> None:
    """Every entry in the order of writing, to the screen or to a file that must not be there."""
    if out is None:
        _write(desk, sys.stdout)
        return
    try:
        with out.open("x", encoding="utf-8") as file:
            count = _write(desk, file)
    except FileExistsError:
        raise BadInput(
            f"{out} finns redan. Välj ett annat namn.", f"{out} exists already. Choose another name."
        ) from None
    desk.say(f"{count} poster i {out}.", f"{count} entries in {out}.")


def _write(desk: Desk, file: TextIO) -> int:
    count = 0
    with read(desk.runtime.engine) as tx:
        names = {p.id: p.organisation for p in participations(tx)}
        with streamed(tx) as rows:
            for row in rows:
                file.write(json.dumps(_line(row, names), ensure_ascii=False) + "\n")
                count += 1
    return count


def _line(row: Row, names: dict[int, str]) -> dict[str, Any]:
    chain, seq, leaf, link, salt, payload, erased = row
    return {
        "chain": chain,
        "organisation": names.get(chain),
        "seq": seq,
        "leaf": bytes(leaf).hex(),
        "link": bytes(link).hex(),
        "salt": bytes(salt).hex() if salt is not None else None,
        "payload": json.loads(payload) if payload is not None else None,
        "erased_by": erased,
    }


def _document(bad: Bad, names: dict[int, str]) -> dict[str, Any]:
    return {
        "chain": bad.chain,
        "organisation": names.get(bad.chain),
        "seq": bad.seq,
        "what": bad.what,
        "text": {"sv": bad.said.sv, "en": bad.said.en},
    }
