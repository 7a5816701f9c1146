"""What the document of a definition tells of a round that runs on it: who stands where, and how its days fall."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from jimflow.actions.standing import Standing
from jimflow.actions.why import why
from jimflow.core.workflow import Workflow
from jimflow.runtime import Runtime
from jimflow.texts.blockers import ZONE
from jimflow.texts.dates import clock, short_day
from jimflow.texts.document.dates import dates_of
from jimflow.texts.document.given import ClusterDates, RoundGiven
from jimflow.texts.names import named


def round_given(
    runtime: Runtime,
    at: Standing,
    workflow: Workflow,
    lang: str,
    now: datetime,
    note: str = "",
    places: Mapping[str, str] | None = None,
) -> RoundGiven:
    """The round in words, its dates by the times of `workflow`.

    `note` says what is not real about it, where its file does not; `places` are the addresses of names.
    """
    facts, here = json.loads(at.round.facts), now.astimezone(ZoneInfo(ZONE))
    return RoundGiven(
        title=named(facts["title"], lang),
        note=(named(facts.get("example_note"), lang) or note).rstrip(".") if note else "",
        as_of=f"{short_day(here.date(), lang, None)} {clock(here, lang)}",
        standing=at.names(lang),
        dates=_dates(runtime, at, workflow, lang),
        places=places or {},
    )


def _dates(runtime: Runtime, at: Standing, workflow: Workflow, lang: str) -> tuple[ClusterDates, ...]:
    """Each cluster's table. What is counted from entering a step, and a meeting without a day, has no date."""
    first = {c.cluster.id: c.participations[0].id for c in at.clusters if c.participations}
    found = {w.facts.cluster_id: w for w in why(runtime, list(first.values()))}
    return tuple(
        ClusterDates(
            c.cluster.name_en if lang == "en" else c.cluster.name_sv,
            dates_of(replace(found[c.cluster.id].programme, workflow=workflow), found[c.cluster.id].facts, lang),
        )
        for c in at.clusters
        if c.participations
    )
