"""Mina uppgifter: everything that a person has to do, over all seats and rounds, as it reads."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from jimflow.actions.guests import scope_of, seats_of
from jimflow.core.seats import Seat, attends, coordinates, opens
from jimflow.core.status import is_late
from jimflow.core.workflow import Workflow
from jimflow.store.queries.my_work import (
    Begun,
    HolderRow,
    HomeRow,
    MeetRow,
    answers_to,
    begun,
    holders,
    homes,
    meetings_ahead,
)
from jimflow.store.queries.remarks import completions
from jimflow.store.queries.work import AssignmentRow, assignments
from jimflow.store.transaction import Tx, read
from jimflow.texts.amounts import effort, listed
from jimflow.texts.catalogue import tr
from jimflow.texts.dates import clock, day, short_day
from jimflow.texts.names import assignment_title, function_title, meeting_name, named, state_title, title_within
from jimflow.texts.words import REPLY, word
from jimflow.web.visit import Visit

MOST_MEETINGS = 3
GONE = ("cancelled",)
DONE = ("submitted", "accepted", "closed")
KINDS = {"yes": "ready", "maybe": "waiting", "no": "plain"}


@dataclass(frozen=True, slots=True)
class Line:
    """One task. `about`: for which meeting; `why`: for which function, `stands_in`: for somebody else; `said`, of
    `kind`: how it stands; `note`: more of that; `waits`: the parts of others, with who has each."""

    number: int
    title: str
    about: str
    whose: str
    kind: str
    said: str
    note: str
    when: str
    long: str
    why: str
    stands_in: bool
    waits: Sequence[tuple[str, str]]
    place: str


@dataclass(frozen=True, slots=True)
class Meet:
    """A meeting ahead, with what the person has answered."""

    title: str
    whose: str
    day: date
    last_day: date
    example: bool
    kind: str
    said: str
    place: str


@dataclass(frozen=True, slots=True)
class Work:
    """The page: what is to be done now, what opens later, what is others', what is done, and the meetings ahead."""

    now: Sequence[Line]
    later: Sequence[Line]
    others: Sequence[Line]
    done: Sequence[Line]
    meetings: Sequence[Meet]
    coordinates: bool

    @property
    def anything(self) -> bool:
        """False where there is nothing to show at all."""
        return bool(self.now or self.later or self.others or self.done or self.meetings)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was read, at one moment. `named`: whether colleagues' names may be told."""

    visit: Visit
    seats: Sequence[Seat]
    homes: Mapping[int, HomeRow]
    workflows: Mapping[int, Workflow]
    begun: Mapping[int, Begun]
    holders: Mapping[int, Sequence[HolderRow]]
    several: bool
    again: Collection[int]
    """Tasks that the host has sent back."""

    @property
    def lang(self) -> str:
        return self.visit.lang

    @property
    def told(self) -> bool:
        return self.visit.me.may_change

    def name_of(self, person: int, participation: int) -> str:
        known = (h.name for h in self.holders.get(participation, ()) if h.person == person)
        return next(known, "") if self.told else ""

    def whose(self, home: HomeRow) -> str:
        return named((home.name_sv, home.name_en), self.lang) if self.several else ""


def work(visit: Visit) -> Work:
    """Everything of the person; of whoever came by a mail only what that mail is about."""
    with read(visit.runtime.engine) as tx:
        return _work(visit, tx)


def _work(visit: Visit, tx: Tx) -> Work:
    guest = visit.me
    scope = scope_of(tx, guest.mail) if guest.mail is not None else None
    seats = seats_of(visit.runtime, tx, guest)
    at_home = {s.participation for s in seats if s.participation is not None}
    known = homes(tx, at_home)
    workflows = {i: visit.runtime.programmes.workflow(tx, home.definition) for i, home in known.items()}
    rows = [a for a in assignments(tx, sorted(known)) if a.status not in GONE]
    if scope is not None:
        rows = [a for a in rows if a.id in scope.tasks]
    mine = {a.id: [s for s in seats if opens(workflows[a.participation], s, a)] for a in rows}
    rows = [a for a in rows if mine[a.id]]
    started = begun(tx, [a.id for a in rows if a.status == "open"]) if guest.may_change else {}
    again = completions(tx, [a.id for a in rows if a.status == "open"]) if guest.may_change else set()
    several = len({(home.organisation, home.round) for home in known.values()}) > 1
    r = _Reading(visit, seats, known, workflows, started, holders(tx, sorted(known), visit.today), several, again)
    meetings = _meetings(r, tx, scope.meetings if scope is not None else None)
    rows.sort(key=lambda a: (a.due_at is None, a.due_at or a.opens_at or visit.now, a.id))
    own = [a for a in rows if _asked(r, a, mine[a.id])]
    rest = [a for a in rows if not _asked(r, a, mine[a.id])]
    to_do = [a for a in own if a.status == "open"]
    others = [a for a in rest if a.status == "open"]
    return Work(
        [_line(r, a, mine[a.id]) for a in to_do],
        [_line(r, a, mine[a.id]) for a in own if a.status == "planned"],
        [_line(r, a, mine[a.id], parts=True) for a in others],
        [_line(r, a, mine[a.id]) for a in reversed(rows) if a.status in DONE],
        meetings,
        any(
            s.participation in workflows and coordinates(workflows[s.participation], s)
            for s in seats
            if s.participation
        ),
    )


def _asked(r: _Reading, a: AssignmentRow, mine: Iterable[Seat]) -> bool:
    """True where something of the task is still the person's own: what a coordinator may answer is others' first."""
    to = r.workflows[a.participation].assignments[a.name].to
    functions = {s.function for s in mine if s.how == "forward" or s.function in to}
    return bool(functions) and not (a.status == "open" and functions <= a.parts)


def _line(r: _Reading, a: AssignmentRow, mine: Sequence[Seat], *, parts: bool = False) -> Line:
    workflow, home = r.workflows[a.participation], r.homes[a.participation]
    known = workflow.assignments[a.name]
    kind, said, note = _stands(r, workflow, a)
    due = r.visit.local(a.due_at).date() if a.due_at is not None else None
    ahead = a.status == "planned" or (a.status == "open" and kind != "late")
    return Line(
        a.id,
        assignment_title(workflow, a.name, r.lang),
        _about(workflow, a, r.lang),
        r.whose(home),
        kind,
        said,
        note,
        tr(r.lang, "senast {day}", day=day(due, r.lang, r.visit.today)) if due is not None and ahead else "",
        effort(known.effort, r.lang) if a.status not in DONE else "",
        _why(r, workflow, a, mine),
        all(s.on_behalf for s in mine),
        _waits(r, workflow, a) if parts else (),
        f"/my/tasks/{a.id}",
    )


def _about(workflow: Workflow, a: AssignmentRow, lang: str) -> str:
    step = workflow.steps.get(a.step)
    if step is None or not step.has_meeting:
        return state_title(workflow, a.step, lang)
    meeting = meeting_name(workflow, a.step, lang)
    match a.place:
        case "before":
            return tr(lang, "inför {meeting}", meeting=meeting)
        case "after":
            return tr(lang, "efter {meeting}", meeting=meeting)
        case "catch_up":
            return tr(lang, "i stället för {meeting}", meeting=meeting)
        case _:
            return meeting


def _stands(r: _Reading, workflow: Workflow, a: AssignmentRow) -> tuple[str, str, str]:
    """(kind, words, more of it)."""
    lang, today = r.lang, r.visit.today

    def on(moment: datetime) -> str:
        return short_day(r.visit.local(moment).date(), lang, today)

    if a.status == "planned":
        return "plain", tr(lang, "öppnar {day}", day=on(a.opens_at)) if a.opens_at else tr(lang, "öppnar senare"), ""
    if a.status == "open":
        saved = _saved(r, r.begun.get(a.id))
        if a.id in r.again:
            return "waiting", tr(lang, "skicka in igen: samordningen ber om komplettering"), saved
        if a.due_at is not None and is_late(workflow, a, r.visit.now):
            return "late", tr(lang, "skulle ha kommit {day}", day=on(a.due_at)), saved
        return ("waiting", saved, "") if saved else ("waiting", tr(lang, "att göra"), "")
    if a.status == "accepted":
        return "done", tr(lang, "godkänd {day}", day=on(a.accepted_at)) if a.accepted_at else tr(lang, "godkänd"), ""
    if a.status == "submitted":
        after = tr(lang, "efter sista dagen") if a.late else ""
        return "done", tr(lang, "inskickad {day}", day=on(a.submitted_at)) if a.submitted_at else "", after
    return "plain", tr(lang, "stängd utan svar"), ""


def _saved(r: _Reading, found: Begun | None) -> str:
    """That somebody has begun, and who and when last; never what they wrote."""
    if found is None:
        return ""
    local, today = r.visit.local(found.saved_at), r.visit.today
    when = clock(local, r.lang) if local.date() == today else short_day(local.date(), r.lang, today)
    if found.pseudonym == r.visit.me.actor.name:
        return tr(r.lang, "påbörjad av dig {when}", when=when)
    return tr(r.lang, "påbörjad av {name} {when}", name=found.name or tr(r.lang, "en kollega"), when=when)


def _why(r: _Reading, workflow: Workflow, a: AssignmentRow, mine: Sequence[Seat]) -> str:
    to = workflow.assignments[a.name].to
    asked = [s for s in mine if s.how == "forward" or s.function in to] or list(mine)
    own = [s for s in asked if not s.on_behalf]
    if own:
        if not any(s.function in to for s in own):
            return tr(r.lang, "Du samordnar arbetet hos er.")
        duties = [
            workflow.functions[f].duty.in_(r.lang) for f in dict.fromkeys(s.function for s in own if s.function in to)
        ]
        return tr(r.lang, "Du får den för att du {duty}.", duty=listed(duties, r.lang))
    seat = asked[0]
    name = r.name_of(seat.holder, a.participation) or tr(r.lang, "en kollega")
    function = title_within(function_title(workflow, seat.function, r.lang))
    if seat.how == "forward":
        return tr(r.lang, "Du svarar åt {name} ({function}).", name=name, function=function)
    return tr(r.lang, "Du är ersättare för {name} ({function}).", name=name, function=function)


def _waits(r: _Reading, workflow: Workflow, a: AssignmentRow) -> list[tuple[str, str]]:
    """The functions whose part is not in, with who holds each."""
    found = []
    for function in workflow.assignments[a.name].to:
        if function in a.parts:
            continue
        names = [h.name for h in r.holders.get(a.participation, ()) if h.function == function] if r.told else []
        found.append((function_title(workflow, function, r.lang), listed(names, r.lang)))
    return found


def _meetings(r: _Reading, tx: Tx, only: Collection[int] | None) -> list[Meet]:
    """The next ones that the person has a seat at, with the answer given in it."""
    rows = meetings_ahead(tx, sorted({s.round for s in r.seats}), r.visit.today) if r.seats else []
    if only is not None:
        rows = [m for m in rows if m.id in only]
    said = answers_to(tx, sorted({s.appointment for s in r.seats})) if r.told else {}
    found: list[Meet] = []
    for m in rows:
        round_workflow = r.visit.runtime.programmes.workflow(tx, m.definition)
        mine = [s for s in r.seats if s.round == m.round and _attends(r, round_workflow, s, m)]
        if mine and len(found) < MOST_MEETINGS:
            found.append(_meet(r, round_workflow, m, mine, said))
    return found


def _attends(r: _Reading, of_round: Workflow, seat: Seat, m: MeetRow) -> bool:
    home = r.homes.get(seat.participation or 0)
    if home is None:
        return attends(of_round, seat, m)
    workflow = r.workflows[home.id]
    return home.state in workflow.active and attends(workflow, seat, m)


def _meet(
    r: _Reading, workflow: Workflow, m: MeetRow, mine: Sequence[Seat], said: Mapping[tuple[int, int], str]
) -> Meet:
    seat = min(mine, key=lambda s: s.on_behalf)
    code = said.get((m.id, seat.appointment), "")
    answer = tr(r.lang, "du har svarat: {answer}", answer=word(REPLY, code, r.lang)) if code else ""
    home = r.homes.get(seat.participation or 0)
    return Meet(
        meeting_name(workflow, m.step, r.lang),
        r.whose(home) if home is not None else "",
        m.day,
        m.last_day,
        m.example_date,
        KINDS.get(code, "waiting"),
        answer or (tr(r.lang, "inte svarat än") if r.told else ""),
        f"/my/meetings/{m.id}",
    )
