"""Times of a definition in words, before any date is known: 7 dagar före träffen, a working day after the due date."""

from __future__ import annotations

from jimflow.core.mistakes import Said
from jimflow.core.moments import Moment, Offset

ANCHORS = {
    "entered": Said("stegets början", "the start of the step"),
    "made": Said("dagen då den ges", "the day it is given"),
    "meeting": Said("träffen", "the meeting"),
    "next_meeting": Said("nästa träff", "the next meeting"),
    "opens": Said("öppningen", "the opening"),
    "due": Said("sista dagen", "the due date"),
}
_ON = {
    "entered": Said("vid stegets början", "at the start of the step"),
    "made": Said("den dag den ges", "on the day it is given"),
    "meeting": Said("på träffdagen", "on the day of the meeting"),
    "next_meeting": Said("på nästa träff", "on the day of the next meeting"),
    "opens": Said("när uppgiften öppnar", "when the assignment opens"),
    "due": Said("på sista dagen", "on the due date"),
}
_UNITS = {
    ("days", True): Said("dag", "day"),
    ("days", False): Said("dagar", "days"),
    ("working days", True): Said("arbetsdag", "working day"),
    ("working days", False): Said("arbetsdagar", "working days"),
    ("months", True): Said("månad", "month"),
    ("months", False): Said("månader", "months"),
}


def moment_words(moment: Moment, lang: str) -> str:
    """`35 dagar före nästa träff, annars 30 arbetsdagar efter träffen`."""
    joint = ", otherwise " if lang == "en" else ", annars "
    return joint.join(_offset(offset, lang) for offset in moment.alternatives)


def _offset(offset: Offset, lang: str) -> str:
    dated = offset.anchor.partition(".")[2]
    if not offset.amount:
        on = Said(f"på dagen i svaret ”{dated}”", f"on the date answered in “{dated}”") if dated else _ON[offset.anchor]
        return on.in_(lang)
    count = abs(offset.amount)
    side = Said("före", "before") if offset.amount < 0 else Said("efter", "after")
    unit = _UNITS[offset.unit, count == 1].in_(lang)
    start = Said(f"dagen i svaret ”{dated}”", f"the date answered in “{dated}”") if dated else ANCHORS[offset.anchor]
    return f"{count} {unit} {side.in_(lang)} {start.in_(lang)}"
