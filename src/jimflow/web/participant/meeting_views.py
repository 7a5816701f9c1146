"""A meeting as somebody who takes part sees it: when and where, what there is to do, and the answers to give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jimflow.actions.at_meeting import AtMeeting
from jimflow.actions.evaluations import Opinion, may_evaluate, own_opinion
from jimflow.actions.voices import speakers
from jimflow.core.mistakes import Said
from jimflow.core.people import attending_functions
from jimflow.core.seats import opens
from jimflow.core.status import is_late
from jimflow.core.workflow import Workflow
from jimflow.store.queries.gatherings import members_in
from jimflow.store.queries.materials import materials_of_step
from jimflow.store.queries.rounds import ClusterRow, board, clusters
from jimflow.store.queries.work import AppointmentRow, MeetingRow, appointments_in, assignments
from jimflow.store.queries.work import meetings as meeting_rows
from jimflow.store.queries.work import replies as replies_to
from jimflow.store.transaction import Tx
from jimflow.texts.dates import MONTHS, hours
from jimflow.texts.fill import capital
from jimflow.texts.names import function_title, meeting_name, named, place_name, theme_title, title_within
from jimflow.texts.words import MODE, how_it_stands, word
from jimflow.web.participant.materials import Piece, pieces
from jimflow.web.participant.meeting_chairs import ChairView, chair_views
from jimflow.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Sitting:
    """One session: its local day and hours, how, and where; `link` is the place where that is an address."""

    day: date
    hours: str
    mode: str
    place: str
    link: str


@dataclass(frozen=True, slots=True)
class Meet:
    """What stands at the head of a meeting, and on its line in the list."""

    at: AtMeeting
    row: MeetingRow
    title: str
    programme: str
    """What the round is called."""
    cluster: str
    sittings: Sequence[Sitting]
    theme: str
    example: bool
    month: str
    """Three letters of it."""

    @property
    def place(self) -> str:
        """The address of its page."""
        return f"/my/meetings/{self.row.id}"


@dataclass(frozen=True, slots=True)
class TaskView:
    """One of the guest's tasks at the meeting."""

    id: int
    title: str
    stands: str
    kind: str
    place: str
    open: bool


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything on the page of one meeting."""

    meet: Meet
    purpose: str
    role: str
    """How the guest comes there: agency, edges (the first and the last meeting only), ministry, outside or guest."""
    function: str
    chairs: Sequence[ChairView]
    tasks: Sequence[TaskView]
    guests: Sequence[str]
    members: Sequence[str]
    expected: Sequence[str]
    """The functions that each member sends."""
    may_evaluate: bool
    opinion: Opinion | None
    pieces: Sequence[Piece]
    """The material, to be ticked off by who comes from one that takes part."""
    links: Sequence[tuple[str, str]]
    """The same for guests: title and address."""


def meets(visit: Visit, tx: Tx, several: Sequence[AtMeeting]) -> list[Meet]:
    """The meetings as they read, in the order given; a fixed number of statements for each round."""
    rows = {m.id: m for m in meeting_rows(tx, sorted({a.row.cluster for a in several}))}
    of_round = speakers(visit.runtime, tx, {a.row.round for a in several})
    known: dict[int, ClusterRow] = {c.id: c for r in of_round for c in clusters(tx, r)}
    return [
        Meet(
            a,
            rows[a.row.id],
            capital(meeting_name(a.workflow, a.row.step, visit.lang)),
            of_round[a.row.round].voice.title.in_(visit.lang),
            named((known[a.row.cluster].name_sv, known[a.row.cluster].name_en), visit.lang),
            [_sitting(visit, rows[a.row.id], n) for n in range(len(rows[a.row.id].sessions))],
            theme_title(a.workflow, rows[a.row.id].theme, visit.lang) if rows[a.row.id].theme else "",
            of_round[a.row.round].voice.example,
            MONTHS["en" if visit.lang == "en" else "sv"][a.row.day.month - 1][:3],
        )
        for a in several
    ]


def own_answer(tx: Tx, at: AtMeeting) -> str:
    """What the guest has answered for the own chair: yes, no, maybe; "" for nothing yet, and where there is no chair.

    Whoever somebody else has named to come in their place comes, unless the guest says otherwise.
    """
    mine = [s.appointment for s in at.seats if not s.on_behalf] or [s.appointment for s in at.seats]
    said = replies_to(tx, at.row.id)
    own = next((r.answer for r in said if r.appointment in mine), "")
    return own or ("yes" if any(r.deputy in mine for r in said) else "")


def whole(visit: Visit, tx: Tx, at: AtMeeting) -> Whole:
    """The page of one meeting. Whoever has only followed a link is told what the mail said, and no names."""
    (meet,) = meets(visit, tx, [at])
    known, lang = visit.me.may_change, visit.lang
    workflow = at.workflow_of(visit.runtime, tx, _member(at))
    step = workflow.steps[at.row.step]
    people = appointments_in(tx, at.row.round, at.row.cluster)
    return Whole(
        meet,
        step.purpose.in_(lang),
        *_role(workflow, at, lang),
        chairs=chair_views(visit, tx, at, people),
        tasks=_tasks(visit, tx, at, workflow),
        guests=[_guest(workflow, a, lang) for a in people if _is_guest(workflow, at, a)] if known else [],
        members=_members(at, tx, lang),
        expected=[
            function_title(workflow, f, lang)
            for f in attending_functions(workflow, at.row.step)
            if workflow.functions[f].of_member
        ],
        may_evaluate=may_evaluate(at),
        opinion=own_opinion(tx, visit.me, at.row.id) if known else None,
        pieces=_pieces(visit, tx, at, workflow),
        links=_links(tx, at, lang) if _home(at) is None else [],
    )


def _sitting(visit: Visit, row: MeetingRow, n: int) -> Sitting:
    s, lang = row.sessions[n], visit.lang
    begins, ends, place = visit.local(s.starts_at), visit.local(s.ends_at), place_name(s.place, lang)
    link = place if place.startswith(("https://", "http://")) and " " not in place else ""
    return Sitting(begins.date(), hours(begins, ends, lang), word(MODE, s.mode, lang), place, link)


def _member(at: AtMeeting) -> int | None:
    return next((s.participation for s in (*at.seats, *at.lasting)), next(iter(at.came_as), None))


def _role(workflow: Workflow, at: AtMeeting, lang: str) -> tuple[str, str]:
    """(role, function) of the first seat."""
    seat = next(iter((*at.seats, *at.lasting)), None)
    function = workflow.functions.get(seat.function) if seat is not None else None
    if seat is None or function is None:
        return "agency", ""
    edges = function.belongs_to == "agency" and function.attends == "first and last"
    return "edges" if edges else function.belongs_to, title_within(function_title(workflow, seat.function, lang))


def _tasks(visit: Visit, tx: Tx, at: AtMeeting, workflow: Workflow) -> list[TaskView]:
    mine = [s for s in at.lasting if s.participation is not None]
    rows = [
        a for a in assignments(tx, sorted({s.participation for s in mine if s.participation})) if a.step == at.row.step
    ]
    found = []
    for row in rows:
        if row.place not in ("before", "after") or row.status in ("cancelled", "closed"):
            continue
        if not any(opens(workflow, s, row) for s in mine):
            continue
        opens_on, due, given = (
            visit.local(t).date() if t else None for t in (row.opens_at, row.due_at, row.submitted_at)
        )
        words = how_it_stands(row.status, opens_on, due, given, visit.lang, visit.today, late=row.late)
        done = row.status in ("submitted", "accepted")
        late = is_late(workflow, row, visit.now)
        kind = "done" if done else "late" if late else "waiting" if row.status == "open" else "plain"
        title = workflow.assignments[row.name].title.in_(visit.lang)
        found.append(TaskView(row.id, title, capital(words), kind, row.place, row.status == "open"))
    return found


def _home(at: AtMeeting) -> int | None:
    return next((s.participation for s in at.seats if s.participation is not None), None)


def _pieces(visit: Visit, tx: Tx, at: AtMeeting, workflow: Workflow) -> list[Piece]:
    home = _home(at)
    if home is None:
        return []
    functions = list(dict.fromkeys(s.function for s in at.seats if s.participation == home))
    return pieces(visit, tx, workflow, home, at.row.step, functions)


def _links(tx: Tx, at: AtMeeting, lang: str) -> list[tuple[str, str]]:
    member = next(iter(members_in(tx, at.row.cluster)), None)
    found = materials_of_step(tx, member.id, at.row.step) if member is not None else ()
    return [(named((m.title_sv, m.title_en), lang), m.url) for m in found]


def _is_guest(workflow: Workflow, at: AtMeeting, a: AppointmentRow) -> bool:
    function = workflow.functions.get(a.function)
    there = a.since <= at.row.day and (a.until is None or at.row.day <= a.until)
    asked = function is not None and function.name in workflow.steps[at.row.step].guests
    return there and asked and a.participation is None


def _guest(workflow: Workflow, a: AppointmentRow, lang: str) -> str:
    title = function_title(workflow, a.function, lang)
    return a.name if a.name.startswith(title) else f"{a.name} ({title})"


def _members(at: AtMeeting, tx: Tx, lang: str) -> list[str]:
    found = next((c for c in board(tx, at.row.round) if c.cluster.id == at.row.cluster), None)
    there = found.participations if found is not None else ()
    return [named((p.name_sv, p.name_en), lang) for p in there if p.state in at.workflow.active]


def status_words(meet: Meet, today: date) -> tuple[str, Said]:
    """(kind, words) of how the meeting stands."""
    if meet.row.status == "cancelled":
        return "late", Said("inställd", "called off")
    if meet.at.over:
        return "done", Said("har varit", "over")
    if meet.row.day <= today:
        return "ready", Said("i dag", "today")
    days = (meet.row.day - today).days
    if days == 1:
        return "waiting", Said("i morgon", "tomorrow")
    return "plain", Said(f"om {days} dagar", f"in {days} days")
