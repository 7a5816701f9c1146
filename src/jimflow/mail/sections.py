"""A digest's items in reading order, each in the section it belongs to, with the values its template asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from jimflow.core.workflow import Workflow
from jimflow.mail import assignments, meetings, sign_in
from jimflow.mail.assignments import assignment_values
from jimflow.mail.letters import letter_values
from jimflow.mail.listing import place_of
from jimflow.mail.meetings import meeting_values
from jimflow.mail.notices import (
    answered_values,
    late_values,
    morning_values,
    party_values,
    readiness_values,
    record_values,
    staffing_values,
    theme_values,
    undeliverable_values,
    vacant_values,
)
from jimflow.mail.own_words import OWN
from jimflow.mail.reader import Reader, Values, text
from jimflow.mail.receipts import receipt_values
from jimflow.mail.remarks import remark_values
from jimflow.mail.standing_in import forwarded_values, substitute_values
from jimflow.mail.voice import Item

Builder = Callable[[Reader, Sequence[Item]], Values]

TOGETHER: Mapping[str, Builder] = {
    "inform": late_values,
    "vacant": vacant_values,
    "readiness": readiness_values,
    "undeliverable": undeliverable_values,
    "staffing": staffing_values,
}
"""Templates that say all their items in one section, a row each."""

APART: Mapping[str, Builder] = {
    "morning": morning_values,
    "record": record_values,
    "theme": theme_values,
    "party": party_values,
    "answered": answered_values,
    "remark": remark_values,
    "forwarded": forwarded_values,
    "receipt": receipt_values,
    "substitute": substitute_values,
    sign_in.TEMPLATE: sign_in.sign_in_values,
    **dict.fromkeys(assignments.TEMPLATES, assignment_values),
    **dict.fromkeys(meetings.TEMPLATES, lambda reader, items: meeting_values(reader, items[0])),
}
"""Templates with a section for each item; any other template is a letter."""

OF_ALL = ("morning", "record", "theme")
"""Templates about a round or a cluster."""

_RANK = {
    "morning": 0,
    "inform": 3,
    "readiness": 4,
    "vacant": 5,
    "record": 6,
    "theme": 7,
    "undeliverable": 8,
    "staffing": 9,
    "party": 1,
    "answered": 5,
}
_NO_DAY = "9"


@dataclass(frozen=True, slots=True)
class Section:
    """What one template says, the first of it due on `due` ("" where nothing is)."""

    template: str
    items: tuple[Item, ...]
    due: str

    @property
    def of_one(self) -> bool:
        """Whether it is said of one participation: then it names what takes part, where that is no organisation."""
        return self.template not in TOGETHER and self.template not in OF_ALL

    def values(self, reader: Reader) -> Values:
        """What the template may ask for."""
        build = TOGETHER.get(self.template) or APART.get(self.template) or letter_values
        own = self.items[0].workflow
        return build(reader if own is None else replace(reader, workflow=own), self.items)


def arranged(workflow: Workflow, items: Sequence[Item]) -> list[Section]:
    """The sections of a digest: letters first, then assignments by due date; the same item is said once.

    What falls on the same moment stands as the definition lists it: no name decides the order.
    """
    groups: dict[tuple[str, ...], list[Item]] = {}
    for item in sorted(items, key=lambda i: (_when(i), place_of(i.workflow or workflow, i))):
        own = (item.code, str(item.facts.get("organisation", "")), str(item.facts.get("cluster", "")))
        of = item.workflow.digest if item.workflow else ""
        alone = item.template not in TOGETHER or OWN in item.facts
        groups.setdefault((item.template, of, *(own if alone else ())), []).append(item)
    found = [Section(key[0], tuple(_once(group)), _due(key[0], group)) for key, group in groups.items()]
    # What somebody wrote by hand comes first: its questions bear the numbers they have when it stands alone.
    return sorted(found, key=lambda s: (OWN not in s.items[0].facts, _rank(s.template)))


def _once(items: list[Item]) -> list[Item]:
    seen: list[Item] = []
    for item in items:
        if item not in seen:
            seen.append(item)
    return seen


def _when(item: Item) -> str:
    """The instant or day that an item is about, as text that sorts; what has none comes last."""
    return text(item.facts, "due" if "due" in item.facts else "meeting_day") or _NO_DAY


def _rank(template: str) -> int:
    if template in assignments.TEMPLATES:
        return 2
    return _RANK.get(template, 1)


def _due(template: str, items: list[Item]) -> str:
    """The first due time among assignments the recipient is to do."""
    if template not in assignments.TEMPLATES:
        return ""
    return min((d for item in items if (d := text(item.facts, "due"))), default="")
