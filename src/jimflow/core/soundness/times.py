"""Whether openings, reminders and deadlines come in order, in every step where an assignment stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import product

from jimflow.core.language.book import Book
from jimflow.core.language.phrases import quoted
from jimflow.core.mistakes import Path, Said
from jimflow.core.moments import Moment, Offset, compare, span_in_days
from jimflow.core.soundness.assignments import Standing, standings
from jimflow.core.workflow import Assignment, Workflow

_MEETING = Moment((Offset("meeting"),))


@dataclass(frozen=True, slots=True)
class _Day:
    """A date as a distance from an anchor, in calendar days, working days and months."""

    anchor: str
    days: int
    working: int
    months: int = 0


_Days = tuple[_Day, ...]
"""Alternatives, as in a Moment."""


def check_times(workflow: Workflow, book: Book) -> None:
    """Compares only what stands on the same date; the rest is known when a round is loaded."""
    _check_plan(workflow, book)
    _check_answers(workflow, book)
    for name, places in standings(workflow).items():
        told: set[tuple[Path, str]] = set()
        alike: set[tuple[str, ...]] = set()
        for place in places:
            if place.place != "step" and not place.step.has_meeting:
                continue  # told where the step is read
            times = _Times(workflow, workflow.assignments[name], place)
            like = (place.place, *times.anchors())
            if like in alike:
                continue  # another step with the same dates has shown what is wrong
            alike.add(like)
            for key, what, suggestion in times.mistakes():
                path = ("assignments", name, *key)
                if (path, what.en) not in told:
                    told.add((path, what.en))
                    book.add(path, what, suggestion)


def _check_answers(workflow: Workflow, book: Book) -> None:
    """A date that times start from must be the answer to a question of the type date."""
    for (assignment, field), path in book.answer_dates.items():
        form = workflow.forms.get(workflow.assignments[assignment].form)
        if form is None:
            continue
        found = book.find("field", field, path, [q.name for q in form.questions])
        question = form.question(found) if found else None
        if question is not None and question.kind != "date":
            book.add(
                path,
                Said(f"svaret på {quoted(field)} är ingen dag", f"the answer to {quoted(field)} is no date"),
                Said("gör frågan till type: date", "make the question type: date"),
            )


def _check_plan(workflow: Workflow, book: Book) -> None:
    plan = workflow.meetings
    early = [("invite", plan.invite), ("theme_missing", plan.theme_missing)]
    for path, moment in [
        *(((key,), moment) for key, moment in early),
        *((("readiness", at), moment) for at, moment in enumerate(plan.readiness)),
    ]:
        if moment and any(offset.amount > 0 for offset in moment.alternatives):
            book.add(("every_meeting", *path), _after_meeting(moment), _sooner)
    if plan.record and any(offset.amount < 0 for offset in plan.record.alternatives):
        what = Said(
            f"{quoted(str(plan.record))} ligger före träffen", f"{quoted(str(plan.record))} is before the meeting"
        )
        book.add(("every_meeting", "record"), what, _later)


_sooner = Said("välj en tidigare dag", "choose an earlier day")
_later = Said("välj en senare dag", "choose a later day")


def _after_meeting(moment: Moment) -> Said:
    return Said(f"{quoted(str(moment))} ligger efter träffen", f"{quoted(str(moment))} is after the meeting")


@dataclass(frozen=True, slots=True)
class _Times:
    """The times of one assignment at one of its places."""

    workflow: Workflow
    assignment: Assignment
    place: Standing

    def mistakes(self) -> Iterator[tuple[Path, Said, Said]]:
        """(path in the assignment, what, suggestion) of everything that is out of order."""
        yield from self.undated()
        late = list(self.deadline())
        yield from late
        if not late:  # what hangs on a wrong deadline would be told again and again
            yield from self.reminders()
            yield from self.waiting()

    def undated(self) -> Iterator[tuple[Path, Said, Said]]:
        for path, moment in self.moments():
            own = {offset.anchor for offset in moment.alternatives} - {"opens", "due"}
            if own and not self.days(moment):
                yield (
                    path,
                    Said(
                        f"{quoted(str(moment))} får aldrig något datum i steget {self.place.step.name}",
                        f"{quoted(str(moment))} never gets a date in the step {self.place.step.name}",
                    ),
                    self.usable(),
                )

    def deadline(self) -> Iterator[tuple[Path, Said, Said]]:
        opens, due = self.assignment.opens, self.assignment.due
        if -1 in self.signs(due, opens):
            yield (
                ("due",),
                Said(
                    f"sista dagen {quoted(str(due))} kommer före öppningen {quoted(str(opens))}",
                    f"the deadline {quoted(str(due))} comes before the opening {quoted(str(opens))}",
                ),
                Said("öppna tidigare eller flytta sista dagen", "open earlier or move the deadline"),
            )
        elif self.place.place == "before" and 1 in self.signs(due, _MEETING):
            yield ("due",), _after_meeting(due), _sooner

    def reminders(self) -> Iterator[tuple[Path, Said, Said]]:
        opens, remind = self.assignment.opens, self.assignment.remind
        for at, moment in enumerate(remind):
            if -1 in self.signs(moment, opens):
                yield ("remind", at), self.before_opening("påminnelsen", "the reminder", moment), _later
            elif self.place.place == "before" and 1 in self.signs(moment, _MEETING):
                yield ("remind", at), _after_meeting(moment), _sooner
            elif moment.alternatives and moment in remind[:at]:
                twice = Said(f"{quoted(str(moment))} står två gånger", f"{quoted(str(moment))} stands here twice")
                yield ("remind", at), twice, Said("ta bort den ena", "remove one of them")
        for at, inform in enumerate(self.assignment.inform):
            if -1 in self.signs(inform.at, opens):
                yield ("inform", at, "at"), self.before_opening("meddelandet", "the notice", inform.at), _later

    def before_opening(self, sv: str, en: str, moment: Moment) -> Said:
        when, opens = quoted(str(moment)), quoted(str(self.assignment.opens))
        return Said(f"{sv} {when} kommer före öppningen {opens}", f"{en} {when} comes before the opening {opens}")

    def waiting(self) -> Iterator[tuple[Path, Said, Said]]:
        until = self.assignment.waits_for.until if self.assignment.waits_for else None
        if until is None:
            return
        opens, due = self.assignment.opens, self.assignment.due
        if -1 in self.signs(until, opens):
            yield (
                ("waits_for", "until"),
                Said(
                    f"{quoted(str(until))} kommer före öppningen {quoted(str(opens))}, så uppgiften väntar aldrig",
                    f"{quoted(str(until))} comes before the opening {quoted(str(opens))}, so nothing is waited for",
                ),
                _later,
            )
        elif 1 in self.signs(until, due):
            yield (
                ("waits_for", "until"),
                Said(
                    f"{quoted(str(until))} kommer efter sista dagen {quoted(str(due))}",
                    f"{quoted(str(until))} comes after the deadline {quoted(str(due))}",
                ),
                _sooner,
            )

    def moments(self) -> Iterator[tuple[Path, Moment]]:
        yield ("opens",), self.assignment.opens
        yield ("due",), self.assignment.due
        for at, moment in enumerate(self.assignment.remind):
            yield ("remind", at), moment
        for at, inform in enumerate(self.assignment.inform):
            yield ("inform", at, "at"), inform.at
        if self.assignment.waits_for and self.assignment.waits_for.until:
            yield ("waits_for", "until"), self.assignment.waits_for.until

    def anchors(self) -> tuple[str, ...]:
        """The dates that this place can give."""
        step, later = self.place.step, self.workflow.step_after(self.place.step.name)
        dated = {"entered": True, "meeting": step.has_meeting, "next_meeting": later is not None}
        return (
            *(name for name, known in dated.items() if known),
            *(["made"] if self.place.place == "catch_up" else []),
            *(f"{assignment}.{field}" for assignment, field in self.workflow.answer_dates),
        )

    def usable(self) -> Said:
        names = ", ".join(self.anchors())
        return Said(f"här går det att utgå från {names}", f"here a time starts from {names}")

    def days(self, moment: Moment) -> _Days:
        """The alternatives that can get a date here; `opens` and `due` replaced by what they stand for."""
        found: list[_Day] = []
        for offset in moment.alternatives:
            own = {"opens": self.assignment.opens, "due": self.assignment.due}.get(offset.anchor)
            bases = [_Day(offset.anchor, 0, 0)] if own is None else self.days(own)
            far = {"days": 0, "working days": 0, "months": 0, offset.unit: offset.amount}
            found += [
                _Day(
                    base.anchor,
                    base.days + far["days"],
                    base.working + far["working days"],
                    base.months + far["months"],
                )
                for base in bases
                if own is not None or base.anchor in self.anchors()
            ]
        return tuple(found)

    def signs(self, a: Moment, b: Moment) -> set[int | None]:
        """The signs `a` - `b` can have, over every choice of which anchors have dates."""
        ours, theirs = self.days(a), self.days(b)
        anchors = sorted({day.anchor for day in (*ours, *theirs)})
        found: set[int | None] = set()
        for dated in product((False, True), repeat=len(anchors)):
            known = {anchor for anchor, has_date in zip(anchors, dated, strict=True) if has_date}
            one, other = _first(ours, known), _first(theirs, known)
            if one and other:
                found.add(_sign(one, other))
        return found


def _first(days: _Days, known: Collection[str]) -> _Day | None:
    return next((day for day in days if day.anchor in known), None)


def _sign(a: _Day, b: _Day) -> int | None:
    if a.anchor != b.anchor:
        return None
    days, working = a.days - b.days, a.working - b.working
    if months := a.months - b.months:
        spans = (
            span_in_days(Offset(a.anchor, working, "working days")),
            span_in_days(Offset(a.anchor, months, "months")),
        )
        least, most = (days + sum(span[end] for span in spans) for end in (0, 1))
        return 1 if least > 0 else -1 if most < 0 else None
    if not days or not working or (days > 0) == (working > 0):
        total = days or working
        return (total > 0) - (total < 0)
    return compare(Offset(a.anchor, working, "working days"), Offset(a.anchor, -days, "days"))
