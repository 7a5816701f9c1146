"""The ways on, aside and out for one that takes part, as buttons."""

from __future__ import annotations

from dataclasses import dataclass

from jimflow.core.why import OtherWay, Why
from jimflow.texts.catalogue import tr
from jimflow.texts.names import start_title, state_title, trigger_title
from jimflow.texts.verdicts import way_title
from jimflow.web.agency.reads import Dossier

ALWAYS = ("pause", "resume", "reopen", "withdraw")


@dataclass(frozen=True, slots=True)
class Way:
    """A link in the shape of a button: what it does, and where."""

    words: str
    place: str
    open: bool = True
    """False for a way that something stops still."""


def main_way(d: Dossier, answer: Why) -> Way | None:
    """On to the next step, by the way that comes first from here."""
    if answer.destination is None:
        return None
    words = way_title(d.workflow, OtherWay(d.workflow.transitions[answer.trigger], answer.destination, ()), d.lang)
    if answer.trigger == "advance":
        words = tr(d.lang, "Gå vidare till {state}", state=state_title(d.workflow, answer.destination, d.lang))
    stopped = any(b.severity == "block" and not b.waived for b in answer.blockers)
    return Way(words, _move(d, answer.trigger), not stopped)


def other_ways(d: Dossier, answer: Why) -> list[Way]:
    """The programme's own ways first, those that are open before those that something stops."""
    return [
        Way(way_title(d.workflow, w, d.lang), _move(d, w.transition.name), w.open)
        for w in answer.others
        if w.transition.name not in ALWAYS
    ]


def quiet_ways(d: Dossier, answer: Why) -> list[Way]:
    """What can always be done from here: pause, resume, open an earlier step again, leave; and what leads elsewhere."""
    known = d.workflow.transitions
    moves = [
        Way(trigger_title(d.workflow, name, d.lang), _move(d, name))
        for name in ALWAYS
        if name in known and name != answer.trigger and any(s == d.facts.state for s, _ in known[name].ways)
    ]
    if d.row.came_from is not None:
        longer = tr(d.lang, "Ändra uppehållets sista dag")
        moves += [Way(longer, _move(d, t.name)) for t in known.values() if t.kind == "remembers"]
    starts = [
        Way(start_title(d.workflow, name, d.lang), f"{d.here}/start/{name}")
        for name, start in d.workflow.starts.items()
        if d.facts.state in start.states
    ]
    parties = [Way(tr(d.lang, "Till parterna"), f"{d.here}/parties")] if d.workflow.parties else []
    return [*moves, *starts, *parties]


def _move(d: Dossier, trigger: str) -> str:
    return f"{d.here}/move/{trigger}"
