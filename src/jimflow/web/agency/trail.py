"""The latest entries of the audit about one that takes part, in words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from jimflow.texts.trail_words import actor_words, kind_word, titled_detail
from jimflow.web.agency.reads import Dossier


@dataclass(frozen=True, slots=True)
class Line:
    """One entry; `place` leads to it. An erased one has no words."""

    at: datetime | None
    what: str
    details: str
    by: str
    place: str


def trail(d: Dossier) -> list[Line]:
    """The newest first."""
    found = []
    for row in d.trail:
        place = f"/audit/{row.chain}/{row.seq}"
        if row.payload is None:
            found.append(Line(None, "", "", "", place))
            continue
        said = json.loads(row.payload)
        at, what = datetime.fromisoformat(str(said["local"])), kind_word(str(said["kind"]), d.lang)
        who = actor_words(said, d.lang, d.acted, row.chain, d.workflow)
        found.append(Line(at, what, titled_detail(said, d.workflow, d.lang), who, place))
    return found
