"""One task as it reads for somebody who takes part: what, for when, why, with whom, for which readers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from jimflow.actions.guests import Seated, no_such_thing, seated
from jimflow.actions.joint_hand_in import Right, may_hand_in, parts_of, who_can
from jimflow.actions.voices import Speaker, speakers
from jimflow.core.mistakes import Said
from jimflow.core.parts import takes_answers
from jimflow.core.status import is_late
from jimflow.core.workflow import Assignment, Workflow
from jimflow.store.queries.handed_in import HandedInRow, receipts
from jimflow.store.queries.remarks import RemarkRow, remarks
from jimflow.store.queries.rounds import ClusterRow, ParticipationRow, clusters, participation
from jimflow.store.queries.seats import people_called, people_of
from jimflow.store.queries.work import (
    AppointmentRow,
    AssignmentRow,
    MeetingRow,
    appointments,
    assignment,
    meetings,
)
from jimflow.store.transaction import Tx
from jimflow.texts.amounts import days, effort, listed
from jimflow.texts.catalogue import tr
from jimflow.texts.dates import clock, short_day
from jimflow.texts.fill import capital, fill
from jimflow.texts.names import function_title, meeting_name, named, theme_title, title_within
from jimflow.texts.readers import other_readers
from jimflow.texts.words import how_it_stands
from jimflow.web.forms import whole_number
from jimflow.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Task:
    """A task that is open to the visitor, as it was read at one moment."""

    visit: Visit
    at: Seated
    row: AssignmentRow
    home: ParticipationRow
    cluster: ClusterRow
    speaker: Speaker
    meeting: MeetingRow | None
    colleagues: Sequence[AppointmentRow]
    right: Right
    receipts: Sequence[HandedInRow]
    names: Mapping[str, str]
    """Of those who wrote, by pseudonym; empty for whoever has not shown a code."""
    held_by: Mapping[int, str]
    """Of those whom the visitor stands in for."""
    able: Said
    """Who may hand in, in words."""
    asked_again: RemarkRow | None
    """The host's last words that ask for more, while the task is open; None for whoever has not shown a code."""

    @property
    def workflow(self) -> Workflow:
        """The definition that the agency follows."""
        return self.at.workflow

    @property
    def known(self) -> Assignment:
        """What the definition says of it."""
        return self.workflow.assignments[self.row.name]

    @property
    def lang(self) -> str:
        """Of the definition's own texts: Swedish where it has only that."""
        return self.workflow.language(self.visit.lang)

    @property
    def place(self) -> str:
        """Its address."""
        return f"/my/tasks/{self.row.id}"

    @property
    def open(self) -> bool:
        """True while answers are taken."""
        return takes_answers(self.row.status, self.row.due_at, self.visit.now)

    @property
    def coordinates(self) -> bool:
        """True for whoever answers for all of it."""
        return any(self.workflow.functions[f].coordinates for f in self.at.functions)

    @property
    def mine(self) -> set[str]:
        """The parts that the visitor hands in, or writes in."""
        return parts_of(self.workflow, self.row.name, self.right.functions or self.at.functions)

    @property
    def done(self) -> bool:
        """True where these have been handed in."""
        return self.row.status in ("submitted", "accepted") or (bool(self.row.parts) and self.mine <= self.row.parts)

    @property
    def again(self) -> bool:
        """True where it was sent back and the visitor's part has not come anew."""
        return self.asked_again is not None and not self.done

    @property
    def may_change(self) -> bool:
        """True where what was handed in may still be handed in anew."""
        return self.done and self.open and (self.row.due_at is None or self.visit.now <= self.row.due_at)

    @property
    def due(self) -> date | None:
        """The last day, here."""
        return self.visit.local(self.row.due_at).date() if self.row.due_at is not None else None

    @property
    def late(self) -> bool:
        """True where it should have come."""
        return is_late(self.workflow, self.row, self.visit.now)


def the_task(visit: Visit, tx: Tx, number: str) -> Task:
    """The task of that number, if it is open to the visitor. Raises NotFound."""
    task = whole_number(number)
    if task is None:
        raise no_such_thing()
    at = seated(visit.runtime, tx, visit.me, task)
    row, home = assignment(tx, task), participation(tx, at.participation)
    if row is None or home is None:
        raise no_such_thing()
    met = {m.step: m for m in meetings(tx, [home.cluster])}
    held = [a for a in appointments(tx, home.round, home.id) if a.participation == home.id]
    coded = visit.me.may_change
    handed_in = receipts(tx, [task])
    written = {p for r in handed_in for p in (r.handed_in_by, r.on_behalf_of) if p} if coded else set()
    return Task(
        visit,
        at,
        row,
        home,
        next(c for c in clusters(tx, home.round) if c.id == home.cluster),
        speakers(visit.runtime, tx, [home.round])[home.round],
        met.get(row.step),
        [a for a in held if a.since <= visit.today <= (a.until or visit.today)],
        may_hand_in(tx, at, visit.me),
        handed_in if coded else (),
        {p: who.name for p, who in people_called(tx, written).items()},
        {n: who.name for n, who in people_of(tx, {s.holder for s in at.seats if s.on_behalf}).items()},
        who_can(tx, at, home.round, visit.today) if coded else Said("", ""),
        _asked_again(tx, row) if coded else None,
    )


def _asked_again(tx: Tx, row: AssignmentRow) -> RemarkRow | None:
    if row.status != "open":
        return None
    return next((turn for turn in reversed(remarks(tx, row.id)) if turn.kind == "completion"), None)


def words(task: Task) -> dict[str, str]:
    """What stands at the head of it, in the language of the page."""
    lang, known, now = task.lang, task.known, task.visit
    said = {
        "organisation": named((task.home.name_sv, task.home.name_en), lang),
        "cluster": named((task.cluster.name_sv, task.cluster.name_en), lang),
        "theme": theme_title(task.workflow, task.meeting.theme if task.meeting else "", lang),
        "meeting": meeting_name(task.workflow, task.row.step, lang),
    }
    left = (task.due - now.today).days if task.due else 0
    opens, due, handed_in = (
        now.local(t).date() if t else None for t in (task.row.opens_at, task.row.due_at, task.row.submitted_at)
    )
    return {
        **said,
        "title": known.title.in_(lang),
        "instruction": fill(known.instruction.in_(lang), said),
        "why": fill(known.why.in_(lang), said),
        "effort": effort(known.effort, now.lang),
        "stands": how_it_stands(task.row.status, opens, due, handed_in, now.lang, now.today, late=task.row.late),
        "left": days(left, now.lang) if left > 0 else "",
        "host": task.speaker.voice.host.in_(now.lang),
        "sender": title_within(task.speaker.voice.sender.in_(now.lang).partition(",")[0]),
        "about": _about(task, said["meeting"]),
    }


def pill(task: Task, said: Mapping[str, str]) -> tuple[str, str]:
    """(kind, words) of how it stands for the visitor."""
    lang, today = task.visit.lang, task.visit.today
    if task.again and task.due is not None and task.due >= today:
        due = short_day(task.due, lang, today)
        return "waiting", tr(lang, "Skicka in igen, sista dag {day}", day=due)
    if task.again:
        return "waiting", tr(lang, "Skicka in igen")
    if task.row.status == "open" and task.done:
        return "done", _whose_part(task)
    return "late" if task.late else "done" if task.done else "waiting", capital(said["stands"])


def _whose_part(task: Task) -> str:
    """That the part is in, and by whom where it was somebody else."""
    lang, mine = task.visit.lang, task.mine
    row = next((r for r in reversed(task.receipts) if parts_of(task.workflow, task.row.name, r.functions) & mine), None)
    name = task.names.get(row.handed_in_by, "") if row is not None else ""
    if row is not None and row.handed_in_by == task.visit.actor.name:
        return tr(lang, "Din del är inskickad")
    return tr(lang, "Delen är inskickad av {name}", name=name) if name else tr(lang, "Delen är inskickad")


def _about(task: Task, meeting: str) -> str:
    if task.meeting is None:
        return meeting
    match task.row.place:
        case "before":
            return tr(task.visit.lang, "inför {meeting}", meeting=meeting)
        case "after":
            return tr(task.visit.lang, "efter {meeting}", meeting=meeting)
        case "catch_up":
            return tr(task.visit.lang, "i stället för {meeting}", meeting=meeting)
        case _:
            return meeting


def why_me(task: Task) -> list[str]:
    """Why the visitor has it: what she holds, or whom she answers for."""
    lang, workflow = task.visit.lang, task.workflow
    found = []
    own = [s.function for s in task.at.seats if not s.on_behalf]
    asked = [f for f in dict.fromkeys(own) if f in task.known.to]
    if asked:
        duties = listed([workflow.functions[f].duty.in_(task.lang) for f in asked], lang)
        found.append(tr(lang, "Du får uppgiften för att du {duty}.", duty=duties))
    elif own:
        found.append(tr(lang, "Du ser uppgiften för att du samordnar arbetet hos er."))
    for seat in task.at.seats:
        if seat.on_behalf:
            name = task.held_by.get(seat.holder, "") if task.visit.me.may_change else ""
            function = title_within(function_title(workflow, seat.function, task.lang))
            who = f"{name} ({function})" if name else function
            text = (
                tr(lang, "Du har fått uppgiften av {who} och svarar i stället.", who=who)
                if seat.how == "forward"
                else tr(lang, "Du är ersättare för {who} och svarar i stället.", who=who)
            )
            found.append(text)
    return list(dict.fromkeys(found))


def together(task: Task) -> list[tuple[str, str, bool]]:
    """The others that it is for: the function, who has it (told to whoever typed a code), and whether theirs is in."""
    found = []
    for function in task.known.to:
        if function in task.at.functions and not task.coordinates:
            continue
        names = [a.name for a in task.colleagues if a.function == function] if task.visit.me.may_change else []
        title = function_title(task.workflow, function, task.lang)
        found.append((title, listed(names, task.visit.lang), function in task.row.parts))
    return found


def who_reads(task: Task, said: Mapping[str, str]) -> list[str]:
    """Who will read the answer, from when on, and that it becomes public."""
    lang, voice, workflow = task.visit.lang, task.speaker.voice, task.workflow
    found = [
        tr(
            lang, "Tills svaret är inskickat läses det bara av er på {organisation}.", organisation=said["organisation"]
        ),
        tr(lang, "Sedan läses det av {sender} på {host}.", sender=said["sender"], host=said["host"]),
    ]
    if "cluster" in task.known.share_with:
        the_group = workflow.group.the.in_(task.lang)
        found.append(tr(lang, "De andra i {the_group} kan också läsa det.", the_group=the_group))
    if outside := other_readers(workflow, task.known.share_with, task.lang):
        found.append(tr(lang, "Även {who} kan läsa det.", who=outside))
    if voice.public_records:
        found.append(
            tr(lang, "Det blir en allmän handling: skriv sakligt, inget om enskilda personer och inget hemligt.")
        )
    return found


def whose_words(task: Task, row: HandedInRow) -> tuple[str, str, str]:
    """(who handed in, for whom, as which functions) of a receipt."""
    functions = listed([title_within(function_title(task.workflow, f, task.lang)) for f in row.functions], task.lang)
    return task.names.get(row.handed_in_by, ""), task.names.get(row.on_behalf_of, ""), functions


def when(task: Task, moment: datetime) -> str:
    """`10.42` today, else the day with it."""
    local = task.visit.local(moment)
    hour = clock(local, task.visit.lang)
    return (
        hour
        if local.date() == task.visit.today
        else f"{short_day(local.date(), task.visit.lang, task.visit.today)} {hour}"
    )
