"""What stops those who meet together, in words: said once where it is the same for everyone in a step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jimflow.core.mistakes import Said
from jimflow.core.why import Why
from jimflow.texts.amounts import listed
from jimflow.texts.blockers import blocker_text
from jimflow.texts.names import state_title


@dataclass(frozen=True, slots=True)
class Stops:
    """`shared` are whole sentences for the cluster; `own` what is left for each participation, by its number."""

    shared: Sequence[str]
    own: Mapping[int, Sequence[str]]

    def of(self, participation: int, lang: str) -> str:
        """The first thing that stops one alone, and how many more there are; "" when nothing does."""
        texts = self.own[participation]
        if not texts:
            return ""
        stop = Said("stopp: ", "stop: ").in_(lang) + texts[0]
        more = len(texts) - 1
        return listed([stop, Said(f"{more} till", f"{more} more").in_(lang)], lang) if more else stop


def stops_of(answers: Sequence[Why], lang: str, today: date) -> Stops:
    """The stops of a cluster. What stops two or more, and everyone who is where they are, is shared."""
    texts = {a.facts.id: _texts(a, lang, today) for a in answers}
    under_way = [a for a in answers if a.facts.state in a.programme.workflow.active]
    shared: dict[str, set[str]] = {}
    sentences = []
    for state in dict.fromkeys(a.facts.state for a in under_way):
        there = [a for a in under_way if a.facts.state == state]
        common = [t for t in texts[there[0].facts.id] if all(t in texts[a.facts.id] for a in there)]
        shared[state] = set(common) if len(there) > 1 else set()
        whom = Said("alla", "all")
        if len(there) < len(under_way):
            workflow = there[0].programme.workflow
            sv, en = (state_title(workflow, state, lang) for lang in ("sv", "en"))
            whom = Said(f"alla i {sv}", f"all in {en}")
        start = Said(f"stopp för {whom.sv}: ", f"stop for {whom.en}: ").in_(lang)
        sentences += [start + t for t in common if t in shared[state]]
    own = {a.facts.id: [t for t in texts[a.facts.id] if t not in shared.get(a.facts.state, ())] for a in answers}
    return Stops(sentences, own)


def _texts(answer: Why, lang: str, today: date) -> list[str]:
    """One sentence for each code that stops the participation."""
    facts, english = answer.facts, lang == "en"
    said = []
    for code in answer.stopped_by:
        first = next(b for b in answer.blockers if b.code == code)
        text = blocker_text(
            *(answer.programme.workflow, first, lang),
            *(facts.organisation_names[english], facts.cluster_name[english], today),
        )
        said.append(text.rstrip("."))
    return said
