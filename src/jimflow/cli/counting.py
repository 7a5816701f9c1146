"""How heads by sex are noted for a meeting, and said again."""

from __future__ import annotations

from jimflow.actions.head_counts import record_head_count
from jimflow.cli.desk import Desk
from jimflow.cli.names import the_step
from jimflow.core.figures.facts import Heads
from jimflow.core.mistakes import Said
from jimflow.store.queries.rounds import rounds
from jimflow.store.transaction import read
from jimflow.texts.amounts import listed
from jimflow.texts.names import meeting_name


def counted(desk: Desk, cluster: str, step: str, heads: Heads, round_code: str | None, actor: str | None) -> None:
    """Notes the heads of a cluster's meeting, which the caller need not know the number of."""
    of = desk.cluster(cluster, round_code)
    with read(desk.runtime.engine) as tx:
        on = next(r for r in rounds(tx) if r.id == of.round)
        workflow = desk.runtime.programmes.workflow(tx, on.definition)
    at = the_step(workflow, step)
    numbers = as_plain(heads)
    kept = record_head_count(desk.runtime, of.id, at, **numbers, actor=desk.actor(actor))
    name, said = of.name_en if desk.lang == "en" else of.name_sv, heads_in_words(kept, desk.lang)
    desk.line(f"{name}, {meeting_name(workflow, at, desk.lang)}: {said}.")


def as_plain(heads: Heads) -> dict[str, int]:
    """The three numbers by name."""
    return {"women": heads.women, "men": heads.men, "not_stated": heads.not_stated}


def heads_in_words(heads: Heads, lang: str) -> str:
    """`9 kvinnor, 6 män och 1 ej angivet`."""
    women = Said("kvinna" if heads.women == 1 else "kvinnor", "woman" if heads.women == 1 else "women")
    men = Said("man" if heads.men == 1 else "män", "man" if heads.men == 1 else "men")
    said = [f"{heads.women} {women.in_(lang)}", f"{heads.men} {men.in_(lang)}"]
    said += [f"{heads.not_stated} {Said('ej angivet', 'not stated').in_(lang)}"] if heads.not_stated else []
    return listed(said, lang)
