"""The buttons of one that takes part: the ways on and out, and the acts that mend what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass

from jimflow.core.remedies import Remedy
from jimflow.core.why import OtherWay, Why
from jimflow.texts.catalogue import tr
from jimflow.texts.names import function_title, state_title, title_within, trigger_title
from jimflow.texts.verdicts import way_title
from jimflow.web.agency_reads import Dossier

OF_MEETINGS = ("plan", "move_meeting", "hold", "attendance", "rsvp", "theme")
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
    """What can always be done from here: pause, resume, open an earlier step again, leave."""
    known = d.workflow.transitions
    return [
        Way(trigger_title(d.workflow, name, d.lang), _move(d, name))
        for name in ALWAYS
        if name in known and name != answer.trigger and any(s == d.facts.state for s, _ in known[name].ways)
    ]


def remedy_way(d: Dossier, remedy: Remedy) -> Way | None:
    """The button of an act; None for one that is no page of its own, as a warning that is passed when moving."""
    lang, act = d.lang, remedy.act
    if act in OF_MEETINGS:
        return Way(_of_meeting(lang, act), d.meeting(remedy.step))
    match act:
        case "submit" | "accept" | "send_back":
            return Way(_of_work(lang, act), f"{d.here}/assignments/{remedy.step}/{remedy.name}")
        case "function":
            title = title_within(function_title(d.workflow, remedy.name, lang))
            return Way(tr(lang, "Ange vem som är {function}", function=title), f"{d.here}/functions/{remedy.name}")
        case "result":
            return Way(tr(lang, "Lägg till ett resultat"), f"{d.here}/result")
        case "move" | "reason":
            return Way(trigger_title(d.workflow, remedy.name, lang), _move(d, remedy.name))
        case "waive":
            return Way(tr(lang, "Besluta om avsteg"), f"{d.here}/waive/{remedy.name}")
    return None


def _of_meeting(lang: str, act: str) -> str:
    match act:
        case "plan":
            return tr(lang, "Sätt datum för träffen")
        case "hold":
            return tr(lang, "Markera träffen som genomförd")
        case "attendance":
            return tr(lang, "Anteckna närvaro")
        case "rsvp":
            return tr(lang, "Anteckna svar på inbjudan")
        case "theme":
            return tr(lang, "Välj tema")
        case _:
            return tr(lang, "Till träffen")


def _of_work(lang: str, act: str) -> str:
    match act:
        case "submit":
            return tr(lang, "Skicka in åt dem")
        case "accept":
            return tr(lang, "Läs och godkänn svaret")
        case _:
            return tr(lang, "Skicka tillbaka svaret")


def _move(d: Dossier, trigger: str) -> str:
    return f"{d.here}/move/{trigger}"
