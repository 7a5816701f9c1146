"""What the members of a cluster answered at one meeting, side by side, as far as it is shared with whoever reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from jimflow.actions.at_meeting import AtMeeting
from jimflow.core.called import folded
from jimflow.core.model import AssignmentStatus
from jimflow.core.sharing import Given, readable
from jimflow.core.workflow import Question, Workflow
from jimflow.runtime import Runtime
from jimflow.store.queries.shared_answers import MemberWork, work_at
from jimflow.store.queries.work import answers
from jimflow.store.transaction import Tx
from jimflow.texts.names import answer_words, function_titles, named


@dataclass(frozen=True, slots=True)
class Column:
    """A member that has answered: its name, when, and whether it is the reader's own."""

    name: str
    submitted_at: datetime | None
    own: bool
    left: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with each member's answer in words, in the order of the columns; "" for one left out."""

    question: Question
    whom: str
    answers: Sequence[str]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """One assignment over those who have submitted it; `waited_for` are the names of the others."""

    name: str
    title: str
    place: str
    columns: Sequence[Column]
    questions: Sequence[Asked]
    waited_for: Sequence[str]


def side_by_side(runtime: Runtime, tx: Tx, at: AtMeeting, lang: str) -> list[SideBySide]:
    """The assignments before the meeting and those after it that are shared with the guest; three statements."""
    work = [w for w in work_at(tx, at.row.cluster, at.row.step) if w.status != "cancelled" or w.submitted_at]
    workflows = {d: runtime.programmes.workflow(tx, d) for d in {w.definition for w in work}}
    shared = [w for w in work if _may(workflows[w.definition], at, w, "submitted")]
    given = [w for w in shared if _may(workflows[w.definition], at, w, w.status)]
    said = answers(tx, [w.id for w in given])
    mine = {s.participation for s in at.lasting}
    found = []
    for place in ("before", "after"):
        for name in dict.fromkeys(w.name for w in shared if w.place == place):
            of = [w for w in shared if (w.place, w.name) == (place, name)]
            there = sorted((w for w in of if w in given), key=lambda w: folded(named((w.name_sv, w.name_en), lang)))
            workflow = workflows[of[0].definition]
            found.append(
                SideBySide(
                    name,
                    workflow.assignments[name].title.in_(lang),
                    place,
                    [_column(w, at, mine, lang) for w in there],
                    [_asked(workflow, q, [said[w.id] for w in there], lang) for q in _questions(workflow, name)],
                    sorted(
                        (named((w.name_sv, w.name_en), lang) for w in of if w not in given and _active(workflows, w)),
                        key=folded,
                    ),
                )
            )
    return found


def anything_shared(runtime: Runtime, tx: Tx, at: AtMeeting) -> bool:
    """True where some assignment at the meeting is shared with the guest, whether or not anybody has answered."""
    work = work_at(tx, at.row.cluster, at.row.step)
    return any(_may(runtime.programmes.workflow(tx, w.definition), at, w, "submitted") for w in work)


def _may(workflow: Workflow, at: AtMeeting, w: MemberWork, status: AssignmentStatus) -> bool:
    given = Given(w.name, status, w.participation, w.cluster, w.round)
    return any(readable(workflow, seat, given, left=at.has_left(seat.participation)) for seat in at.lasting)


def _active(workflows: dict[str, Workflow], w: MemberWork) -> bool:
    return w.state in workflows[w.definition].active and w.status in ("planned", "open")


def _column(w: MemberWork, at: AtMeeting, mine: set[int | None], lang: str) -> Column:
    left = w.state in at.workflow.finals and w.state != at.workflow.goal
    return Column(named((w.name_sv, w.name_en), lang), w.submitted_at, w.participation in mine, left)


def _questions(workflow: Workflow, name: str) -> Sequence[Question]:
    return workflow.forms[workflow.assignments[name].form].questions


def _asked(workflow: Workflow, q: Question, said: Sequence[dict[str, object]], lang: str) -> Asked:
    whom = function_titles(workflow, q.audience, lang) if q.audience is not None else ""
    return Asked(q, whom, [answer_words(workflow, q, s[q.name], lang) if q.name in s else "" for s in said])
