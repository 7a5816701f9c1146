"""The joint answer handed in: by whoever may, with a receipt; and handed in anew until the due time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, insert, select

from jimflow.actions.asked import assignment_of
from jimflow.actions.attachments import hand_in_files
from jimflow.actions.case import Case, open_alone
from jimflow.actions.drafts import take_over
from jimflow.actions.errors import BadInput
from jimflow.actions.guests import Guest, Seated
from jimflow.actions.handing_in import put_in, wrong_answers
from jimflow.actions.joint_answers import draft_of, known_of, proposed, saved_in, writer
from jimflow.actions.joint_drafts import Draft, Saved, hand_over, written
from jimflow.actions.receipts import write_receipts
from jimflow.core.canonical import canonical
from jimflow.core.mistakes import Mistake, Said
from jimflow.core.model import AssignmentFacts
from jimflow.core.parts import questions
from jimflow.core.seats import Seat, hands_in
from jimflow.core.workflow import Question, Workflow
from jimflow.runtime import Runtime
from jimflow.store import tables as t
from jimflow.store.queries.handed_in import HandedInRow, receipts
from jimflow.store.queries.joint_answers import set_aside
from jimflow.store.queries.seats import person_of
from jimflow.store.queries.sheets import Answers
from jimflow.store.queries.work import answers as answered
from jimflow.store.queries.work import appointments, assignment
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, write
from jimflow.texts.names import function_title, title_within

MOST_ANCHORED = 500
"""Characters that say with whom an answer is settled."""

_H = table(t.HandedIn)


@dataclass(frozen=True, slots=True)
class Receipt:
    """That something was handed in: `number` counts within the task, `again` where it replaces what was there."""

    task: int
    number: int
    parts: tuple[str, ...]
    complete: bool
    late: bool
    again: bool


class NotHandedIn(BadInput):
    """Everything was saved and nothing handed in: a colleague was faster, or something is missing or wrong.

    `changed` are questions that a colleague has changed unseen; `wrong` says what is wrong with which question.
    """

    def __init__(
        self, said: Said, saved: Saved, wrong: tuple[Mistake, ...] = (), changed: tuple[str, ...] = ()
    ) -> None:
        self.saved, self.wrong, self.changed = saved, wrong, changed
        super().__init__(said.sv, said.en)


@dataclass(frozen=True, slots=True)
class Right:
    """In which functions somebody may hand in; `behalf` is the pseudonym of whom they do it for, "" for themselves."""

    functions: tuple[str, ...]
    behalf: str
    seat: Seat | None


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The task in the transaction that hands it in: the draft after everything was saved, and what else is known."""

    at: Seated
    case: Case
    made: AssignmentFacts
    draft: Draft
    known: Answers
    saved: Saved
    right: Right

    @property
    def asked(self) -> dict[str, Question]:
        """The questions that are handed in."""
        workflow, known = self.at.workflow, self.at.workflow.assignments[self.at.name]
        return {q.name: q for f in self.right.functions for q in questions(workflow, known, f)}

    @property
    def parts(self) -> set[str]:
        """The parts that are handed in: a coordinating function answers for all."""
        return parts_of(self.at.workflow, self.at.name, self.right.functions)

    @property
    def again(self) -> bool:
        """True where all of them were handed in before."""
        return bool(self.made.parts_done) and self.parts <= self.made.parts_done


def hand_in(
    runtime: Runtime,
    guest: Guest,
    task: int,
    answers: Mapping[str, Any],
    seen: Mapping[str, int],
    *,
    shown: Mapping[str, Any] | None = None,
    anchored: str = "",
    settled: Collection[int] = (),
) -> Receipt:
    """Saves, then submits the part of the functions that the guest answers for, and writes the receipt.

    `shown` are answers that stood on the page and were not touched: what was proposed there goes along. What was
    handed in may be handed in anew until the due time, while nobody has accepted it; nobody is reminded of it anew.
    Drafts of the questions are answers from then on. Raises NotFound, and NotHandedIn after everything was saved.
    """
    with write(runtime.engine) as tx:
        now = runtime.clock()
        at = writer(runtime, tx, guest, task)
        case = open_alone(runtime, tx, at.participation)
        draft = draft_of(tx, at, guest.actor.name, now)
        saved = saved_in(tx, at, draft, answers, seen, settled)
        made = assignment_of(case, at.name, at.step)
        sheet = _Sheet(at, case, made, draft, known_of(tx, at), saved, may_hand_in(tx, at, guest))
        done: Receipt | NotHandedIn | None = (
            _not_at_all(tx, sheet, now) or _unseen(sheet, seen, shown or {}) or _unsettled(tx, sheet)
        )
        if done is None:
            found = _found(sheet, {**(shown or {}), **answers})
            done = _put_in(runtime, tx, guest, sheet, found, anchored.strip(), now)
    if isinstance(done, NotHandedIn):  # not within: what was written is kept
        raise done
    return done


def may_hand_in(tx: Tx, at: Seated, guest: Guest) -> Right:
    """A coordinating function answers for everything; whoever has several functions answers for all of them."""
    row = assignment(tx, at.task)
    mine = [s for s in at.seats if row is not None and hands_in(at.workflow, s, row)]
    used = [s for s in mine if at.workflow.functions[s.function].coordinates][:1] or mine
    behalf = guest.behalf
    if used and not behalf and all(s.on_behalf for s in used):
        holder = person_of(tx, used[0].holder)
        behalf = holder.pseudonym if holder is not None else ""
    return Right(tuple(dict.fromkeys(s.function for s in used)), behalf, used[0] if used else None)


def parts_of(workflow: Workflow, name: str, functions: Collection[str]) -> set[str]:
    """The parts that a submission by these functions is about."""
    to = workflow.assignments[name].to
    return set(to) if any(workflow.functions[f].coordinates for f in functions) else set(to) & set(functions)


def who_can(tx: Tx, at: Seated, round_id: int, today: date) -> Said:
    """Those who may hand in, by name and function; where nobody holds one, the agency's coordinator by title."""
    workflow, to = at.workflow, at.workflow.assignments[at.name].to
    able = {f.name for f in workflow.functions.values() if f.name in to or (f.coordinates and f.belongs_to == "agency")}
    held = [
        a
        for a in appointments(tx, round_id, at.participation)
        if a.participation == at.participation and a.function in able and a.since <= today <= (a.until or today)
    ]
    sv, en = (
        ", ".join(f"{a.name} ({title_within(function_title(workflow, a.function, lang))})" for a in held)
        for lang in ("sv", "en")
    )
    return Said(sv or "samordnaren hos er", en or "your coordinator")


def _not_at_all(tx: Tx, sheet: _Sheet, now: datetime) -> NotHandedIn | None:
    """Why nothing can be handed in, whatever the answers are."""
    if not sheet.right.functions:
        who = who_can(tx, sheet.at, sheet.case.facts.round, sheet.case.programme.today(now))
        return NotHandedIn(
            Said(
                f"Svaret är sparat men inte inskickat. Det här kan skicka in: {who.sv}. Säg till när det är klart.",
                f"The answer is saved, not submitted. These can submit it: {who.en}. Tell them when it is ready.",
            ),
            sheet.saved,
        )
    over = sheet.again and sheet.made.due_at is not None and now > sheet.made.due_at
    if over or not sheet.saved.open:
        return NotHandedIn(
            Said(
                "Svaret går inte att ändra längre. Det du skrev är sparat här hos er. "
                "Behöver svaret ändras: be samordnaren för programmet att öppna uppgiften igen.",
                "The answer can no longer be changed. What you wrote is kept here with you. "
                "Does it have to be changed? Ask the programme's coordinator to open the task again.",
            ),
            sheet.saved,
        )
    return None


def _unseen(sheet: _Sheet, seen: Mapping[str, int], shown: Mapping[str, Any]) -> NotHandedIn | None:
    """Nobody hands in what they have not read: what a colleague or the host has changed since the page was shown."""
    draft, asked, told = sheet.draft, sheet.asked, sheet.saved.versions
    now = proposed(sheet.known)
    changed = [f for f, version in seen.items() if f in asked and f not in told and version != draft.version(f)]
    changed += [
        f
        for f, value in shown.items()
        if f in asked and f not in draft.rows and f not in changed and written(value) != written(now.get(f))
    ]
    if not changed and not sheet.saved.conflicts:
        return None
    return NotHandedIn(
        Said(
            "Inget skickades in: någon annan har skrivit i svaret sedan du öppnade sidan. "
            "Läs det nya och skicka in igen.",
            "Nothing was submitted: somebody else has written in the answer since you opened the page. "
            "Read what is new and submit again.",
        ),
        sheet.saved,
        changed=tuple(changed),
    )


def _unsettled(tx: Tx, sheet: _Sheet) -> NotHandedIn | None:
    """Nobody hands in past a text of their own that waits: they say first which of the two is to count."""
    draft, asked = sheet.draft, sheet.asked
    waiting = [row.field for row in set_aside(tx, draft.task, draft.who) if row.text != draft.text(row.field)]
    fields = tuple(dict.fromkeys(f for f in waiting if f in asked))
    if not fields:
        return None
    return NotHandedIn(
        Said(
            "Inget skickades in: en text av dig väntar på dig. Välj först vilken text som ska gälla här:",
            "Nothing was submitted: a text of yours is waiting for you. Choose first which text is to count here:",
        ),
        sheet.saved,
        changed=fields,
    )


def _found(sheet: _Sheet, typed: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as they are to be: the draft, what was on the page, what the host had typed in. None: emptied."""
    drafts = {name: row.value for name, row in sheet.draft.rows.items()}
    found = {**sheet.known.saved, **typed, **drafts}
    asked = sheet.asked
    return {name: _as_answer(asked[name], value) for name, value in found.items() if name in asked}


def _as_answer(question: Question, value: Any) -> Any:
    """A day that is none is left to be refused, as every answer is that does not fit."""
    if question.kind == "date" and isinstance(value, str):
        try:
            date.fromisoformat(value)
        except ValueError:
            return [value]
    return value


def _put_in(
    runtime: Runtime, tx: Tx, guest: Guest, sheet: _Sheet, found: Mapping[str, Any], anchored: str, now: datetime
) -> Receipt | NotHandedIn:
    made, right = sheet.made, sheet.right
    given = {name: value for name, value in found.items() if value is not None}
    cleared = (found.keys() - given.keys()) & sheet.known.submitted.keys()
    wrong = wrong_answers(tx, sheet.case, made, right.functions, given, cleared)
    if len(anchored) > MOST_ANCHORED:
        too_long = Said(f"högst {MOST_ANCHORED} tecken", f"at most {MOST_ANCHORED} characters")
        wrong.append(Mistake(("anchored",), too_long))
    if wrong:
        said = Said("Inget skickades in än, men allt är sparat.", "Nothing was submitted yet, but everything is saved.")
        return NotHandedIn(said, sheet.saved, tuple(wrong))
    anew = sheet.parts & made.parts_done
    actor = replace(guest.actor, behalf=right.behalf)
    more: dict[str, object] = {"anchored": bool(anchored)}
    more |= {"again": True} if sheet.again else {}
    more |= {"functions": list(right.functions)} if len(right.functions) > 1 else {}
    more |= {"files": files} if (files := hand_in_files(tx, made.id, now)) else {}
    take_over(tx, made.id, found)
    done = put_in(
        *(runtime, tx, sheet.case, made, right.functions, given, actor, now),
        cleared=cleared,
        anew=sorted(anew),
        more=more,
    )
    hand_over(sheet.draft, found)
    row = _receipt(tx, sheet, anchored, guest.actor.name, now, complete=done.complete, late=done.late)
    write_receipts(runtime, tx, sheet.case, made, guest, right.seat, row, now)
    return Receipt(made.id, row.number, done.parts, done.complete, done.late, sheet.again)


def _receipt(
    tx: Tx, sheet: _Sheet, anchored: str, who: str, now: datetime, *, complete: bool, late: bool
) -> HandedInRow:
    task, right = sheet.made.id, sheet.right
    number = tx.connection.execute(select(func.count()).where(_H.c.assignment == task)).scalar_one() + 1
    stands = answered(tx, [task])[task]
    row = {"assignment": task, "number": number, "function": ",".join(right.functions), "anchored": anchored}
    row |= {"handed_in_at": now, "handed_in_by": who, "on_behalf_of": right.behalf, "complete": complete, "late": late}
    tx.connection.execute(insert(_H).values(**row, answers=canonical(stands).decode()))
    return receipts(tx, [task])[-1]
