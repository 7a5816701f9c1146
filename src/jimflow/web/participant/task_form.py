"""The form of a task as it was sent: what its writer touched, on which text each is based, and what was settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from jimflow.core.canonical import canonical
from jimflow.core.workflow import Question
from jimflow.store.queries.joint_answers import AsideRow
from jimflow.web.asked_fields import as_typed, drafted_answer, field_name
from jimflow.web.forms import Form, whole_number

SEEN, SETTLE, SETTLED, ANCHORED = "seen.", "settle", "settled", "anchored"
_SIGNS = 12


@dataclass(frozen=True, slots=True)
class Sent:
    """What came: `touched` answers, those that were only `shown`, and the versions that all are based on."""

    touched: dict[str, Any] = field(default_factory=dict)
    shown: dict[str, Any] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    settled: tuple[int, ...] = ()


def mark(question: Question, version: int, value: Any) -> str:
    """What a page keeps beside a question: the version of the text it shows, and of what a browser sends back of it."""
    back = drafted_answer(question, Form({field_name(question): as_typed(value)}))
    return f"{version}-{_digest(back)}"


def sent(form: Form, asked: Sequence[Question], aside: Sequence[AsideRow], stands: Mapping[str, Any]) -> Sent:
    """The form; `aside` are the sender's texts that wait, `stands` what stands in each question now.

    A button of two texts settles them: mine, theirs, or both one after the other.
    """
    found = Sent()
    for q in asked:
        version, _, shown = form.text(f"{SEEN}{q.name}").partition("-")
        if not shown:
            continue  # it did not stand on that page
        value = drafted_answer(q, form)
        found.seen[q.name] = whole_number(version) or 0
        (found.shown if _digest(value) == shown else found.touched)[q.name] = value
    settled = [n for one in form.all(SETTLED) if (n := whole_number(one)) is not None]
    number, _, how = form.text(SETTLE).partition(".")
    row = next((a for a in aside if str(a.id) == number), None)
    if row is not None and any(q.name == row.field for q in asked):
        if how != "theirs":  # else what stands in the box stays, also where its writer has gone on in it
            found.touched[row.field] = joined(stands.get(row.field), row.value) if how == "both" else row.value
        found.shown.pop(row.field, None)
        settled.append(row.id)
    return Sent(found.touched, found.shown, found.seen, tuple(settled))


def joined(theirs: Any, mine: Any) -> Any:
    """Both texts, one after the other; of what cannot be joined, mine."""
    if isinstance(theirs, str) and isinstance(mine, str):
        return f"{theirs.strip()}\n\n{mine.strip()}"
    if isinstance(theirs, list) and isinstance(mine, list):
        return list(dict.fromkeys([*theirs, *mine]))
    return theirs if mine is None else mine


def can_join(theirs: Any, mine: Any) -> bool:
    """True of two texts, and of two lists."""
    return any(isinstance(theirs, kind) and isinstance(mine, kind) for kind in (str, list))


def _digest(value: Any) -> str:
    return sha256(canonical(value)).hexdigest()[:_SIGNS]
