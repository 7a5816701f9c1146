"""The answers to an invitation that somebody may give: the own one, and as coordinator those of colleagues."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from jimflow.actions.at_meeting import AtMeeting, Chair, chairs
from jimflow.actions.stand_ins import stand_ins
from jimflow.actions.whole_meeting import reply_code
from jimflow.core.workflow import Workflow
from jimflow.store.queries.work import AppointmentRow, ReplyRow
from jimflow.store.queries.work import replies as replies_to
from jimflow.store.transaction import Tx
from jimflow.texts.catalogue import tr
from jimflow.texts.names import function_title, title_within
from jimflow.texts.words import REPLY, word
from jimflow.web.visit import Visit

KINDS = {"yes": "ready", "maybe": "waiting", "no": "plain"}
"""How an answer looks."""


@dataclass(frozen=True, slots=True)
class ChairView:
    """Somebody whose answer may be given, and what it is. `choices`: who may come instead, as (value, words)."""

    chair: Chair
    function: str
    name: str
    code: str
    """The answer: yes, no, maybe or ""."""
    words: str
    kind: str
    answered_at: datetime | None
    deputy: str
    seen: str
    instead_of: str
    """Whose answer says that this one comes in their place, with the function; "" for nobody's."""
    choices: Sequence[tuple[str, str]]

    @property
    def id(self) -> int:
        """The appointment."""
        return self.chair.person.id

    @property
    def named(self) -> bool:
        """True while somebody else's answer says that they come, and they have said nothing themselves."""
        return bool(self.instead_of) and not self.code


def chair_views(visit: Visit, tx: Tx, at: AtMeeting, people: Sequence[AppointmentRow]) -> list[ChairView]:
    """Those that the guest may answer for; of whoever only followed a link the own one alone, and nothing of it."""
    if at.over or at.row.status == "cancelled":
        return []
    known, said = visit.me.may_change, {r.appointment: r for r in replies_to(tx, at.row.id)}
    names = {a.id: a.name for a in people}
    replaced = {r.deputy: by_name(visit, tx, at, people, r.appointment) for r in said.values() if r.deputy is not None}
    return [
        _chair(visit, tx, at, c, said, names, replaced)
        for c in chairs(visit.runtime, tx, at)
        if known or c.whose == "own"
    ]


def by_name(visit: Visit, tx: Tx, at: AtMeeting, people: Sequence[AppointmentRow], appointment: int) -> str:
    """`Astrid Ek (myndighetschef)`; a function's mailbox by its name alone."""
    person = next((a for a in people if a.id == appointment), None)
    if person is None:
        return ""
    title = function_title(at.workflow_of(visit.runtime, tx, person.participation), person.function, visit.lang)
    return person.name if person.name.startswith(title) else f"{person.name} ({title_within(title)})"


def _chair(
    visit: Visit,
    tx: Tx,
    at: AtMeeting,
    chair: Chair,
    said: Mapping[int, ReplyRow],
    names: Mapping[int, str],
    replaced: Mapping[int, str],
) -> ChairView:
    person, lang, known = chair.person, visit.lang, visit.me.may_change
    answer = said.get(person.id) if known else None
    workflow = at.workflow_of(visit.runtime, tx, person.participation)
    code = answer.answer if answer is not None else ""
    return ChairView(
        chair,
        function_title(workflow, person.function, lang),
        person.name if known else "",
        code,
        word(REPLY, code, lang) if code else "",
        KINDS.get(code, "plain"),
        answer.answered_at if answer is not None else None,
        names.get(answer.deputy, "") if answer is not None and answer.deputy is not None else "",
        reply_code(code, answer.deputy if answer is not None else None),
        replaced.get(person.id, "") if known else "",
        _choices(visit, tx, at, chair, workflow) if known else (),
    )


def _choices(visit: Visit, tx: Tx, at: AtMeeting, chair: Chair, workflow: Workflow) -> list[tuple[str, str]]:
    known, lang = stand_ins(visit.runtime, tx, at, chair), visit.lang
    found = [("", tr(lang, "Välj …"))]
    found += [(f"s{s.id}", tr(lang, "{name}, din ersättare", name=s.name)) for s in known.substitutes]
    for a in known.colleagues:
        title = function_title(workflow, a.function, lang)
        found.append((f"a{a.id}", a.name if a.name.startswith(title) else f"{a.name} ({title})"))
    return [*found, ("new", tr(lang, "Någon annan"))]
