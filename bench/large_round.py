"""The shipped round made larger: its clusters several times over, all invited and under way, loaded by the product."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jimflow.actions.advance import advance_cluster
from jimflow.actions.rounds import LoadedRound, load_round
from jimflow.actions.upkeep import set_up
from jimflow.config import Settings
from jimflow.core.model import Actor
from jimflow.files.shipped import shipped
from jimflow.files.yaml import load
from jimflow.mail.templates import Templates
from jimflow.rehearsal.clock import VirtualClock
from jimflow.rehearsal.outbox import Keeper
from jimflow.runtime import Runtime
from jimflow.store.engine import open_engine

BEGINS = datetime(2021, 1, 11, 9, tzinfo=ZoneInfo("Europe/Stockholm"))
LOOKED_AT = datetime(2021, 4, 13, 9, tzinfo=ZoneInfo("Europe/Stockholm"))
"""The day before the first meetings, with work late and work to come."""
EVA = Actor("eva", "coordinator")


def large_round(folder: Path, agencies: int) -> tuple[Runtime, LoadedRound]:
    """A database in `folder` with that many agencies in the first step, at the moment LOOKED_AT."""
    clock = VirtualClock(BEGINS)
    settings = Settings(database=f"sqlite:///{folder / 'jimflow.db'}")
    engine = open_engine(settings.database)
    set_up(engine, "bench", clock)
    runtime = Runtime(settings, engine, clock, Keeper(clock), Templates(shipped("notifications")))
    file = folder / "round.yaml"
    file.write_text(json.dumps(_grown(agencies), ensure_ascii=False), encoding="utf-8")
    loaded = load_round(runtime, file, EVA)
    members = list(loaded.participations.values())
    for trigger in ("invite", "accept"):
        for start in range(0, len(members), 500):
            part = members[start : start + 500]
            advance_cluster(runtime, part, {}, trigger, EVA)
    clock.jump(LOOKED_AT)
    return runtime, loaded


def _grown(agencies: int) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(json.dumps(load(shipped("config") / "rounds/jim-plus-2021-2022.yaml").data))
    clusters, left, copy = {}, agencies, 0
    seats = {str(member) for cluster in data["clusters"].values() for member in cluster["members"]}
    known = dict(data["organisations"])
    while left > 0:
        copy += 1
        for code, cluster in data["clusters"].items():
            members = cluster["members"][: max(left, 0)]
            left -= len(members)
            if members:
                named = {sv_en: f"{words} {copy}" for sv_en, words in cluster["name"].items()}
                codes = [f"{m}_{copy}" for m in members]
                clusters[f"{code}_{copy}"] = {**cluster, "name": named, "members": codes, "model_agency": codes[0]}
                data["organisations"] |= {f"{m}_{copy}": known[m] | _called(known[m], copy) for m in members}
    data["clusters"] = clusters
    data["organisations"] = {c: o for c, o in data["organisations"].items() if c not in seats}
    kept = [row for row in data["roster"]["appointments"] if row["organisation"] not in seats]
    data["roster"] = {**data["roster"], "appointments": kept}
    return data


def _called(organisation: dict[str, Any], copy: int) -> dict[str, Any]:
    name = organisation["name"]
    both = name if isinstance(name, dict) else {"sv": name, "en": name}
    mailbox = str(organisation["mailbox"]).replace("@", f".{copy}@")
    return {"name": {lang: f"{words} {copy}" for lang, words in both.items()}, "mailbox": mailbox}
