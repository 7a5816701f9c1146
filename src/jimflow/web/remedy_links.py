"""Where the acts that mend a finding are done, as links with words."""

from __future__ import annotations

from collections.abc import Iterable

from jimflow.core.remedies import Remedy
from jimflow.texts.catalogue import tr
from jimflow.texts.names import assignment_title, function_title, quoted, start_title, title_within, trigger_title
from jimflow.web.at_agency import AtAgency

Link = tuple[str, str]
"""(address, words)"""

_PAGES = {"plan": "/dates", "attendance": "/attendance", "rsvp": "/people"}
"""The pages of a meeting where the acts are done that are not done on its own."""


def remedy_links(at: AtAgency, remedies: Iterable[Remedy], lang: str) -> list[Link]:
    """One link for each place where something can be done, the best first; nothing for what is done on the spot."""
    found: dict[str, str] = {}
    for remedy in remedies:
        link = _link(at, remedy, lang)
        if link is not None:
            found.setdefault(*link)
    return list(found.items())


def _link(at: AtAgency, remedy: Remedy, lang: str) -> Link | None:
    name = remedy.name
    match remedy.act:
        case "plan" | "move_meeting" | "hold" | "attendance" | "rsvp" | "theme":
            place = f"/rounds/{at.of.code}/clusters/{at.row.cluster_code}/meetings/{remedy.step}"
            return place + _PAGES.get(remedy.act, ""), _of_meeting(remedy, lang)
        case "submit" | "accept" | "send_back":
            title = quoted(assignment_title(at.workflow, name, lang), lang)
            return f"{at.place}/assignments/{remedy.step}/{name}", _of_work(remedy, title, lang)
        case "function":
            title = title_within(function_title(at.workflow, name, lang))
            return f"{at.place}/functions/{name}", tr(lang, "Ange vem som är {function}", function=title)
        case "party":
            return f"{at.place}/parties", tr(lang, "Till parterna")
        case "start":
            return f"{at.place}/start/{name}", start_title(at.workflow, name, lang)
        case "result":
            return f"{at.place}/result", tr(lang, "Lägg till ett resultat")
        case "move":
            return f"{at.place}/move/{name}", trigger_title(at.workflow, name, lang)
        case "waive":
            return f"{at.place}/waive/{name}?step={remedy.step}", tr(lang, "Besluta om avsteg")
    return None


def _of_work(remedy: Remedy, assignment: str, lang: str) -> str:
    match remedy.act:
        case "submit":
            return tr(lang, "Skicka in {assignment} åt dem", assignment=assignment)
        case "accept":
            return tr(lang, "Läs och godkänn {assignment}", assignment=assignment)
        case _:
            return tr(lang, "Läs {assignment}", assignment=assignment)


def _of_meeting(remedy: Remedy, lang: str) -> str:
    match remedy.act:
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
