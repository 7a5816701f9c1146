"""What stands on every page of one meeting: its name, when and where, how it stands, and the pages there are of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from jimflow.core.workflow import Workflow
from jimflow.store.queries.work import AppointmentRow, MeetingRow
from jimflow.texts.catalogue import tr
from jimflow.texts.fill import capital
from jimflow.texts.meeting_words import sitting
from jimflow.texts.names import function_title, meeting_name, named, theme_title
from jimflow.web.gathering import Gathering, Seat
from jimflow.web.visit import Visit


def frame(visit: Visit, g: Gathering, here: str = "") -> dict[str, object]:
    """The values that the pages' common head takes. `here` is the last part of the page's own address."""
    lang, base = visit.lang, f"/rounds/{g.round.code}"
    return {
        "round": g.round,
        "room": f"{base}/meetings",
        "base": base,
        "g": g,
        "meeting": g.meeting,
        "workflow": g.workflow,
        "title": meeting_title(g.workflow, g.step.name, lang),
        "cluster_name": named((g.cluster.name_sv, g.cluster.name_en), lang),
        "sittings": sittings(visit, g.meeting),
        "theme": theme_title(g.workflow, g.meeting.theme, lang) if g.meeting is not None and g.meeting.theme else "",
        "tabs": _tabs(g, here, lang),
        "reached": g.meeting is not None and g.meeting.day <= visit.today,
    }


def meeting_title(workflow: Workflow, step: str, lang: str) -> str:
    """`Träff 4 (Fördjupning)`, at the head of a page."""
    return capital(meeting_name(workflow, step, lang))


def sittings(visit: Visit, meeting: MeetingRow | None) -> list[str]:
    """The sessions in words."""
    if meeting is None:
        return []
    return [
        sitting(visit.local(s.starts_at), visit.local(s.ends_at), s.mode, s.place, visit.lang, visit.today)
        for s in meeting.sessions
    ]


def seat_words(g: Gathering, lang: str) -> dict[str, object]:
    """What a template calls functions and those who hold them; a name that only repeats the function is left out."""

    def title(function: str) -> str:
        return function_title(g.workflow, function, lang)

    def called(seat: Seat) -> str:
        name = seat.person.name if seat.person is not None else ""
        return "" if name.startswith(title(seat.function)) else name

    def full(person: AppointmentRow) -> str:
        what = title(person.function)
        return person.name if person.name.startswith(what) else f"{person.name} ({what})"

    return {"function_title": title, "called": called, "full": full}


def before(g: Gathering) -> Sequence[str]:
    """The assignments that prepare for the meeting."""
    return g.step.named("before")


def optional_after(g: Gathering) -> Sequence[str]:
    """What everyone is asked after the meeting and may leave out: that is where a meeting is evaluated."""
    return [n for n in g.step.named("after") if g.workflow.assignments[n].optional]


def day_passed(meeting: MeetingRow | None, today: date) -> bool:
    """True when the whole meeting lies behind us, today included."""
    return meeting is not None and meeting.last_day <= today


def _tabs(g: Gathering, here: str, lang: str) -> list[tuple[str, str, bool]]:
    known = [("", tr(lang, "Träffen")), ("/dates", tr(lang, "Dag och tid"))]
    if g.meeting is not None:
        known += [
            ("/people", tr(lang, "Inbjudna och svar")),
            ("/attendance", tr(lang, "Närvaro")),
            ("/pack", tr(lang, "Träffpaket")),
        ]
    return [(f"{g.place}{part}", words, part == here) for part, words in known]
