"""What stops the agencies of a cluster, in words: said once where it is the same for everyone in a step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jimflow.cli.desk import Desk
from jimflow.cli.place import Place
from jimflow.core.mistakes import Said
from jimflow.texts.amounts import listed
from jimflow.texts.blockers import blocker_text
from jimflow.texts.names import state_title


@dataclass(frozen=True, slots=True)
class Stops:
    """`shared` are whole sentences for the cluster; `own` what is left for each participation, by number."""

    shared: Sequence[str]
    own: Mapping[int, Sequence[str]]

    def of(self, place: Place, lang: str) -> str:
        """The first thing that stops one agency alone, and how many more there are; "" when nothing does."""
        texts = self.own[place.row.id]
        if not texts:
            return ""
        stop = Said("stopp: ", "stop: ").in_(lang) + texts[0]
        more = len(texts) - 1
        return listed([stop, Said(f"{more} till", f"{more} more").in_(lang)], lang) if more else stop


def stops_of(desk: Desk, places: Sequence[Place]) -> Stops:
    """The stops of a cluster's agencies. What stops two or more, and everyone who is where they are, is shared."""
    texts = {p.row.id: _texts(desk, p) for p in places}
    under_way = [p for p in places if p.row.state in p.found.programme.workflow.active]
    shared: dict[str, set[str]] = {}
    sentences = []
    for state in dict.fromkeys(p.row.state for p in under_way):
        there = [p for p in under_way if p.row.state == state]
        common = [t for t in texts[there[0].row.id] if all(t in texts[p.row.id] for p in there)]
        shared[state] = set(common) if len(there) > 1 else set()
        whom = Said("alla", "all")
        if len(there) < len(under_way):
            workflow = there[0].found.programme.workflow
            sv, en = (state_title(workflow, state, lang) for lang in ("sv", "en"))
            whom = Said(f"alla i {sv}", f"all in {en}")
        start = Said(f"stopp för {whom.sv}: ", f"stop for {whom.en}: ").in_(desk.lang)
        sentences += [start + t for t in common if t in shared[state]]
    own = {p.row.id: [t for t in texts[p.row.id] if t not in shared.get(p.row.state, ())] for p in places}
    return Stops(sentences, own)


def _texts(desk: Desk, place: Place) -> list[str]:
    """One sentence for each code that stops the agency."""
    found, facts, english = place.found, place.found.facts, desk.lang == "en"
    said = []
    for code in place.stopped_by:
        first = next(b for b in found.blockers if b.code == code)
        text = blocker_text(
            *(found.programme.workflow, first, desk.lang),
            *(facts.organisation_names[english], facts.cluster_name[english], desk.today()),
        )
        said.append(text.rstrip("."))
    return said
