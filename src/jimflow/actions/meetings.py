"""A cluster's meetings: planned, moved, held, given a theme. Every member's plan follows in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import delete, select, update

from jimflow.actions.announcements import announce_cancelled, announce_move
from jimflow.actions.case import Case, alone, open_cases, record
from jimflow.actions.errors import BadInput, NotAllowed, NotFound
from jimflow.actions.planning import Planned, replan
from jimflow.core.model import Actor, Meeting, Session
from jimflow.core.programme import Programme
from jimflow.core.rearm import rearm
from jimflow.core.timetable import of_cluster
from jimflow.core.uid import meeting_uid
from jimflow.runtime import Runtime
from jimflow.store import tables as t
from jimflow.store.hot import insert_occurrences, plan_rows, revive, supersede
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, write


@dataclass(frozen=True, slots=True)
class MeetingChange:
    """What a change of a meeting did: per participation, and what a person must still decide."""

    meeting: int
    step: str
    planned: dict[int, Planned]
    organisations: dict[int, str]
    notices: int


def plan_meeting(
    runtime: Runtime, cluster: int, step: str, sessions: Sequence[Session], actor: Actor, *, place: str = ""
) -> MeetingChange:
    """Sets the date of a meeting that has none. Sessions in UTC, at least one. Raises BadInput."""
    with write(runtime.engine) as tx:
        now = runtime.clock()
        cases = members_of(runtime, tx, cluster)
        _check(cases, step, sessions)
        _known_to_all(runtime, tx, cases, step)
        if step in cases[0].facts.meetings:
            raise BadInput(
                "Träffen har redan ett datum. Flytta den med: jimflow meeting move",
                "The meeting has a date already. Move it with: jimflow meeting move",
            )
        days = _days(cases[0], sessions)
        code, round_code = tx.connection.execute(
            select(table(t.Cluster).c.code, table(t.Round).c.code)
            .join_from(table(t.Cluster), table(t.Round), table(t.Cluster).c.round == table(t.Round).c.id)
            .where(table(t.Cluster).c.id == cluster)
        ).one()
        uid = meeting_uid(round_code, code, step, runtime.settings.mail_domain)
        row = t.Meeting(cluster=cluster, step=step, day=days[0], last_day=days[1], uid=uid)
        tx.session.add(row)
        tx.session.flush()
        assert row.id is not None
        _store_sessions(tx, row.id, sessions, place)
        return _follow(runtime, tx, cluster, row.id, step, "meeting_planned", actor, now, _dates(sessions))


def move_meeting(
    runtime: Runtime,
    cluster: int,
    step: str,
    sessions: Sequence[Session],
    actor: Actor,
    *,
    place: str = "",
    seen: int | None = None,
) -> MeetingChange:
    """Moves a planned meeting: what is not sent is re-armed, what is submitted stays, one notice goes to the invited.

    The notice goes at once when the old or the new day is at most three working days ahead. Raises NotAllowed when
    the meeting is held, its first new day has been, or its `sequence` is no longer the one that was `seen`.
    """
    with write(runtime.engine) as tx:
        now = runtime.clock()
        cases = members_of(runtime, tx, cluster)
        _check(cases, step, sessions)
        before = the_meeting(cases, step)
        _as_seen(before, seen)
        if before.status == "held":
            raise NotAllowed(
                "Träffen är genomförd och kan inte flyttas.", "The meeting has been held and cannot be moved."
            )
        if before.status == "planned" and _stored(sessions, place) == list(before.sessions):
            raise BadInput(
                "Träffen är redan den dagen och de tiderna. Inget ändrades.",
                "The meeting is on that day and at those hours already. Nothing was changed.",
            )
        days = _days(cases[0], sessions)
        if min(days) < cases[0].programme.today(now) and min(days) != before.day:
            raise NotAllowed(
                "Träffen kan inte flyttas till en dag som har varit. Har den hållits, anteckna det i stället.",
                "The meeting cannot be moved to a day that has been. If it was held, record that instead.",
            )
        m = table(t.Meeting).c
        tx.connection.execute(
            update(table(t.Meeting))
            .where(m.id == before.id)
            .values(day=days[0], last_day=days[1], sequence=m.sequence + 1, status="planned", example_date=False)
        )
        tx.connection.execute(delete(table(t.Session)).where(table(t.Session).c.meeting == before.id))
        _store_sessions(tx, before.id, sessions, place)
        _deputies_follow(tx, before, days)
        told = {"day_before": before.day.isoformat(), **_dates(sessions)}
        change = _follow(runtime, tx, cluster, before.id, step, "meeting_moved", actor, now, told)
        after = list(open_cases(runtime, tx, list(change.planned)).values())
        sent = announce_move(runtime, tx, after, before, change.planned, now)
        return replace(change, notices=sent)


def cancel_meeting(
    runtime: Runtime, cluster: int, step: str, actor: Actor, reason: str, *, seen: int | None = None
) -> MeetingChange:
    """Calls a meeting off until it gets a new date: work that follows its date waits, the invited are told why."""
    if not reason.strip():
        raise BadInput("Skriv skälet (--reason).", "Give the reason (--reason).")
    with write(runtime.engine) as tx:
        now = runtime.clock()
        cases = members_of(runtime, tx, cluster)
        before = the_meeting(cases, step)
        _as_seen(before, seen)
        if before.status != "planned":
            raise NotAllowed("Träffen är inte planerad.", "The meeting is not planned.")
        m = table(t.Meeting).c
        off = update(table(t.Meeting)).where(m.id == before.id)
        tx.connection.execute(off.values(status="cancelled", sequence=m.sequence + 1))
        sent = announce_cancelled(runtime, tx, cases, before, reason.strip(), now)
        told: dict[str, object] = {"day": before.day.isoformat()}
        change = _follow(runtime, tx, cluster, before.id, step, "meeting_cancelled", actor, now, told, reason.strip())
        return replace(change, notices=sent)


def hold_meeting(runtime: Runtime, cluster: int, step: str, actor: Actor, *, notes: str = "") -> MeetingChange:
    """Marks a meeting as held. It moves nobody: the coordinator is offered the move, and attendance may follow."""
    with write(runtime.engine) as tx:
        now = runtime.clock()
        cases = members_of(runtime, tx, cluster)
        before = the_meeting(cases, step)
        if before.status == "held":
            raise BadInput("Träffen är redan markerad som genomförd.", "The meeting is already marked as held.")
        if before.status == "cancelled":
            raise NotAllowed(
                "Träffen är inställd. Ge den en ny dag med: jimflow meeting move",
                "The meeting is called off. Give it a new day with: jimflow meeting move",
            )
        if before.last_day > cases[0].programme.today(now):
            raise NotAllowed(
                f"Träffen är den {before.last_day}: den kan markeras som genomförd då.",
                f"The meeting is on {before.last_day}: it can be marked as held then.",
            )
        held = update(table(t.Meeting)).where(table(t.Meeting).c.id == before.id)
        tx.connection.execute(held.values(status="held", held_at=now, **({"notes": notes} if notes else {})))
        seen: dict[str, object] = {"day": before.day.isoformat()}
        return _follow(runtime, tx, cluster, before.id, step, "meeting_held", actor, now, seen)


def set_theme(
    runtime: Runtime, cluster: int, step: str, theme: str, actor: Actor, *, seen: str | None = None
) -> MeetingChange:
    """Chooses the theme of a step that has one for each cluster; work that waited for it is released.

    `theme` is a name from the definition or words of one's own. Raises BadInput for a step without a theme,
    NotAllowed where another theme has been chosen than the one that was `seen`.
    """
    with write(runtime.engine) as tx:
        now = runtime.clock()
        cases = members_of(runtime, tx, cluster)
        meeting = the_meeting(cases, step)
        workflow = _living(cases)[0].programme.workflow
        if not workflow.steps[step].theme_per_cluster:
            one = workflow.group.one
            raise BadInput(
                f"Steget {step} har inget tema per {one.sv}.", f"The step {step} has no theme for each {one.en}."
            )
        if not theme.strip():
            raise BadInput("Skriv temat.", "Write the theme.")
        if seen is not None and seen != meeting.theme:
            raise _overtaken()
        rows = update(table(t.Meeting)).where(table(t.Meeting).c.id == meeting.id)
        tx.connection.execute(rows.values(theme=theme.strip()))
        told: dict[str, object] = {"theme": theme.strip()}
        return _follow(runtime, tx, cluster, meeting.id, step, "theme", actor, now, told)


def _follow(
    runtime: Runtime,
    tx: Tx,
    cluster: int,
    meeting: int,
    step: str,
    kind: str,
    actor: Actor,
    now: datetime,
    seen: dict[str, object],
    reason: str = "",
) -> MeetingChange:
    """Reads the facts as they are now, lays every member's plan and the cluster's own, and writes the audit."""
    cases = members_of(runtime, tx, cluster)
    planned = replan(runtime, tx, cases, now)
    _cluster_plan(tx, _of_round(runtime, tx, cases[0]), cases[0], cluster, now)
    record(tx, cases, kind, actor, now, reason=reason, extra={"step": step, **seen})
    names = {c.facts.id: c.facts.organisation_name for c in cases}
    return MeetingChange(meeting, step, planned, names, 0)


def _of_round(runtime: Runtime, tx: Tx, case: Case) -> Programme:
    """What the cluster as such follows: its round, while some of its cases may run on another definition."""
    r, facts = table(t.Round).c, case.facts
    definition = tx.connection.execute(select(r.definition).where(r.id == facts.round)).scalar_one()
    return runtime.programmes.of(tx, definition, facts.policy_digest, facts.round)


def _cluster_plan(tx: Tx, programme: Programme, case: Case, cluster: int, now: datetime) -> None:
    wanted = of_cluster(programme, cluster, dict(case.facts.meetings), now)
    rows = plan_rows(tx, [("cluster", cluster)]).get(("cluster", cluster), [])
    armed = rearm(rows, wanted, now)
    supersede(tx, armed.supersede)
    revive(tx, armed.revive)
    insert_occurrences(tx, armed.insert)


def members_of(runtime: Runtime, tx: Tx, cluster: int) -> list[Case]:
    """Everyone in the cluster, whom nobody else acts on until this transaction ends. Raises NotFound for nobody."""
    p = table(t.Participation).c
    ids = list(tx.connection.execute(select(p.id).where(p.cluster == cluster).order_by(p.id)).scalars())
    if not ids:
        c = table(t.Cluster).c
        code = tx.connection.execute(select(c.code).where(c.id == cluster)).scalar() or str(cluster)
        raise NotFound(
            f"Ingen är med i {code} än. Träffarna sköts när någon är det.",
            f"Nobody is in {code} yet. Its meetings are seen to once somebody is.",
        )
    alone(tx, ids)
    cases = open_cases(runtime, tx, ids)
    return [cases[i] for i in ids]


def _check(cases: Sequence[Case], step: str, sessions: Sequence[Session]) -> None:
    _check_step(cases, step)
    if not sessions:
        raise BadInput("Ange minst ett pass.", "Give at least one session.")
    for s in sessions:
        if s.starts >= s.ends:
            raise BadInput("Ett pass slutar innan det börjar.", "A session ends before it begins.")


def _check_step(cases: Sequence[Case], step: str) -> None:
    steps = _living(cases)[0].programme.workflow.steps
    if step not in steps or not steps[step].has_meeting:
        known = ", ".join(s.name for s in steps.values() if s.has_meeting)
        raise BadInput(f"{step} har ingen träff. Stegen är {known}.", f"{step} has no meeting. The steps are {known}.")


def _living(cases: Sequence[Case]) -> Sequence[Case]:
    """Those not at their end, whose definition counts; all where everyone is."""
    return [c for c in cases if c.facts.state not in c.programme.workflow.finals] or cases


def _known_to_all(runtime: Runtime, tx: Tx, cases: Sequence[Case], step: str) -> None:
    """A meeting is the whole cluster's: its step must be there for each of them, and for the round they are in."""
    programmes = [_of_round(runtime, tx, cases[0]), *(c.programme for c in _living(cases))]
    if any(step not in p.workflow.steps or not p.workflow.steps[step].has_meeting for p in programmes):
        raise NotAllowed(
            f"Alla i omgången har inte träffen {step} än. Flytta först resten till den nya definitionen: "
            "jimflow workflow migrate",
            f"Not everyone in the round has the meeting {step} yet. First move the rest to the new definition: "
            "jimflow workflow migrate",
        )


def the_meeting(cases: Sequence[Case], step: str) -> Meeting:
    """The meeting of a step. Raises BadInput for a step without one, NotFound where it has no date."""
    _check_step(cases, step)
    meeting = cases[0].facts.meetings.get(step)
    if meeting is None:
        raise NotFound(
            f"Träffen {step} har inget datum än. Planera den med: jimflow meeting plan",
            f"The meeting {step} has no date yet. Plan it with: jimflow meeting plan",
        )
    return meeting


def _as_seen(meeting: Meeting, seen: int | None) -> None:
    if seen is not None and seen != meeting.sequence:
        raise _overtaken()


def _overtaken() -> NotAllowed:
    return NotAllowed(
        "Någon annan har ändrat träffen sedan du öppnade sidan. Inget gjordes. Se hur det står nu.",
        "Somebody else has changed the meeting since you opened the page. Nothing was done. See how it stands now.",
    )


def _days(case: Case, sessions: Sequence[Session]) -> tuple[date, date]:
    calendar = case.programme.calendar
    days = sorted(calendar.local_date(s.starts) for s in sessions)
    for day in days:
        if not calendar.first <= day <= calendar.last:
            raise BadInput(
                f"Kalendern {calendar.name} gäller {calendar.covers}: {day} ligger utanför.",
                f"The calendar {calendar.name} covers {calendar.covers}: {day} is outside.",
            )
        if not calendar.is_working_day(day):
            raise BadInput(
                f"{day} är ingen arbetsdag. Välj en annan dag.", f"{day} is not a working day. Choose another day."
            )
    return days[0], days[-1]


def _store_sessions(tx: Tx, meeting: int, sessions: Sequence[Session], place: str) -> None:
    for s in _stored(sessions, place):
        row = t.Session(meeting=meeting, starts_at=s.starts, ends_at=s.ends, mode=s.mode, place=s.place)
        tx.session.add(row)
    tx.session.flush()


def _deputies_follow(tx: Tx, before: Meeting, days: tuple[date, date]) -> None:
    """Whoever holds a function to come in somebody's place, on the days of this meeting alone, holds it on the new."""
    a, r = table(t.Appointment).c, table(t.Rsvp).c
    named = select(r.deputy).where(r.meeting == before.id)
    alone_there = (a.deputy, a.since == before.day, a.until == before.last_day, a.id.in_(named))
    tx.connection.execute(update(table(t.Appointment)).where(*alone_there).values(since=days[0], until=days[1]))


def _stored(sessions: Sequence[Session], place: str) -> list[Session]:
    """The sessions as they are kept: in order, at `place` where none is given."""
    return sorted((replace(s, place=s.place or place) for s in sessions), key=lambda s: s.starts)


def _dates(sessions: Sequence[Session]) -> dict[str, object]:
    return {"sessions": [[s.starts.isoformat(), s.ends.isoformat(), s.mode] for s in sessions]}
