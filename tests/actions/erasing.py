"""Nina Ek, who comes, works, leaves and is erased."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from jimflow.actions.erasure import erase_person, plan_erasure
from jimflow.actions.erasure_plan import ErasurePlan
from jimflow.actions.functions import end_function, set_function
from jimflow.core.doors import Doors
from jimflow.core.model import Actor
from jimflow.store.hot import append_audit
from jimflow.store.transaction import write
from tests.actions.going import Going, going, join
from tests.actions.loaded import EVA
from tests.build import day

NINA = "nina@example.org"
URL = "https://jim.example"
WHY = "Begäran enligt art. 17"


def begun(round_: Going, **more: Any) -> Going:
    """Nina Ek has been alfa's coordinator since 20 January and has had one mail."""
    round_.clock.set("2021-01-20 09:00")
    given = (round_.agencies["alfa"], "coordinator", "Nina Ek", NINA, day("2021-01-20"), EVA)
    set_function(round_.runtime, *given, **more)
    assert [m.to for m in round_.tick("2021-01-21 08:00") if NINA in m.to] == [NINA]
    return round_


def left(round_: Going, local: str = "2021-02-01 09:00") -> Going:
    """Nina left the day before."""
    round_.clock.set(local)
    end_function(round_.runtime, round_.appointment("alfa", "coordinator"), day(local[:10]) - timedelta(days=1), EVA)
    return round_


def keeping(round_: Going, days: int | None) -> Going:
    """Mails may go after so many days."""
    round_.runtime.settings.mail_retention_days = days
    return round_


def plan(round_: Going, who: str = NINA, **more: Any) -> ErasurePlan:
    return plan_erasure(round_.runtime, who, **more)


def erased(round_: Going, who: str = NINA, **more: Any) -> int:
    seen = plan(round_, who, **more).code
    return erase_person(round_.runtime, who, WHY, seen, Actor("per", "operator"), **more)[1]


def kept(found: ErasurePlan) -> dict[str, int]:
    return {k.code: k.count for k in found.kept}


def noted(round_: Going, kind: str, **more: Any) -> int:
    """An entry in alfa's chain, written as an earlier version might have."""
    from jimflow.core.audit import payload

    now = round_.clock()
    with write(round_.runtime.engine) as tx:
        return append_audit(tx, round_.agencies["alfa"], payload(kind, now, now, EVA, **more), b"s" * 32)


def all_joined(engine: Engine, folder: Path) -> Iterator[Going]:
    """All agencies in preparation, with doors. Unlike elsewhere, these tests write names into the audit."""
    loaded = going(engine, folder)
    here = replace(loaded.here, runtime=replace(loaded.runtime, doors=Doors(b"a key of tests" * 3, URL)))
    found = join(replace(loaded, here=here))
    yield found
    assert found.here.verified().ok
