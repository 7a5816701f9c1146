"""The clusters of a round file: who meets with whom, on which days; and whether the days can hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from jimflow.core.calendar import Calendar
from jimflow.core.language.nodes import Fields, Node
from jimflow.core.laps import occasion, place, split
from jimflow.core.mistakes import Mistake, Path, Said
from jimflow.core.model import Session
from jimflow.core.people import attending_functions
from jimflow.core.windows import shut_windows
from jimflow.core.workflow import ORGANISATION, Workflow
from jimflow.files.round_shape import ClusterFile, MeetingFile
from jimflow.files.values import a_day, a_name, a_theme, an_hour
from jimflow.texts.names import place_in_both

MODES = ("on_site", "digital", "hybrid")
TIMES = ("date", "from", "to")


@dataclass(frozen=True, slots=True)
class Frame:
    """What a round is read against; `remarks` collects what stops nothing but deserves a look."""

    workflow: Workflow
    calendar: Calendar
    remarks: list[Mistake]

    def covers(self, day: date, node: Node) -> bool:
        """True when the calendar knows the day; noted at the node when not."""
        calendar = self.calendar
        if calendar.first <= day <= calendar.last:
            return True
        node.wrong(
            Said(
                f"{day} ligger utanför kalendern {calendar.name} ({calendar.covers})",
                f"{day} is outside the calendar {calendar.name} ({calendar.covers})",
            ),
            Said("rätta datumet eller utöka kalenderns år", "correct the date or extend the calendar's years"),
        )
        return False


def read_clusters(entries: dict[str, Node], frame: Frame, starts_on: date, ends_on: date) -> tuple[ClusterFile, ...]:
    """The clusters in the order of the file; the round lasts from `starts_on` to `ends_on` (date.min: not known)."""
    seats: dict[str, str] = {}
    return tuple(_cluster(code, node, frame, seats, (starts_on, ends_on)) for code, node in entries.items())


def _cluster(code: str, node: Node, frame: Frame, seats: dict[str, str], span: tuple[date, date]) -> ClusterFile:
    fields = node.fields(("name", "members"), ("model", "meetings"), {"model_agency": "model"})
    members = _members(code, fields, seats, frame)
    model = fields.name("model", _kind(frame.workflow))
    if model and model not in members and (members or _empty(fields)):
        the = frame.workflow.group.the
        fields.nodes["model"].wrong(
            Said(f"{model} är inte med i {the.sv}", f"{model} is not a member of {the.en}"),
            Said(f"medlemmarna är {', '.join(members)}", f"the members are {', '.join(members)}")
            if members
            else Said("skriv den under members", "write it under members"),
        )
    found: dict[str, tuple[MeetingFile, Path]] = {}
    for name, item in fields.entries("meetings", occasions=True).items():
        step = _step(name, item, frame.workflow)
        meeting = _meeting(step, item, frame) if step else None
        if meeting is not None and step not in found:
            found[meeting.step] = (meeting, item.path)
    _missing_laps(found, frame)
    ordered = [found[step] for step in sorted(found, key=lambda name: meeting_order(frame.workflow, found[name][0]))]
    if _in_order(ordered, node, span):
        _have_time(ordered, node, frame)
    return ClusterFile(code, a_name(fields.get("name")), model, members, tuple(meeting for meeting, _ in ordered))


def _missing_laps(found: dict[str, tuple[MeetingFile, Path]], frame: Frame) -> None:
    """A lap is counted by how often the step is entered: one that follows on none is never reached, or is a slip."""
    for name in sorted(found, key=split):
        step, lap = split(name)
        before = occasion(step, lap - 1)
        if lap > 1 and before not in found:
            what = Said(
                f"träffen {name} är planerad men inte {before}, som kommer före",
                f"the meeting {name} is planned but not {before}, which comes before it",
            )
            mend = Said(f"planera {before}, eller kalla den här {before}", f"plan {before}, or call this one {before}")
            frame.remarks.append(Mistake(found[name][1], what, mend))


def meeting_order(workflow: Workflow, meeting: MeetingFile) -> tuple[int, int, date]:
    """By the order of the steps; where a meeting recurs, only the laps of one step have an order, else the days."""
    number, lap = place(workflow.steps, meeting.step)
    return (0, 0, meeting.day) if workflow.steps.repeating else (number, lap, meeting.day)


def _empty(fields: Fields) -> bool:
    """True for a cluster that says it has no members, and not merely says nothing of them."""
    node = fields.get("members")
    return node is not None and node.value == []


def _kind(workflow: Workflow) -> str:
    """What a member's name is looked up among."""
    return ORGANISATION if workflow.subject == ORGANISATION else "subject"


def _members(code: str, fields: Fields, seats: dict[str, str], frame: Frame) -> tuple[str, ...]:
    """None where everything in the cluster will come from other programmes: allowed, with a remark."""
    workflow = frame.workflow
    named, the, a = fields.named("members", _kind(workflow)), workflow.group.the, workflow.group.a_single
    node = fields.get("members")
    if node is not None and node.value == []:
        what = Said(
            f"{the.sv} {code} har inga medlemmar: där står bara det som startas från andra program",
            f"{the.en} {code} has no members: only what is started from other programmes will stand there",
        )
        frame.remarks.append(Mistake(node.path, what, Said("skriv dem som är med från början", "write who is there")))
    for name, path in named:
        if name in seats:
            fields.node.book.add(
                path,
                Said(f"{name} är redan med i {the.sv} {seats[name]}", f"{name} is already in {the.en} {seats[name]}"),
                Said(f"var och en är med i {a.sv}", f"each is in {a.en}"),
            )
        seats.setdefault(name, code)
    return tuple(name for name, _ in named)


def _step(name: str, node: Node, workflow: Workflow) -> str | None:
    step = name if name in workflow.steps else node.book.find("step", name, node.path)
    if step and not workflow.steps[step].has_meeting:
        met = ", ".join(s.name for s in workflow.steps.values() if s.has_meeting)
        node.wrong(
            Said(f"steget {step} har ingen träff", f"the step {step} has no meeting"),
            Said(f"träff har {met}", f"those with a meeting are {met}"),
        )
        return None
    return step


def _meeting(step: str, node: Node, frame: Frame) -> MeetingFile | None:
    fields = node.fields((), (*TIMES, "sessions", "mode", "place", "theme", "example_date"))
    mode, place = fields.word("mode", MODES, "on_site"), _place(fields)
    several = fields.get("sessions")
    if several is None:
        sittings = [_session(node, fields, mode, place, frame)]
    else:
        for key in TIMES:
            if (extra := fields.get(key)) is not None:
                extra.wrong(Said(f"{key} står i varje pass", f"{key} stands in each session"), _ONE_OR_SEVERAL)
        sittings = [_one_of_several(item, mode, place, frame) for item in several.items()]
        if several.value == []:
            several.wrong(Said("träffen har inga pass", "the meeting has no sessions"))
    theme = _theme(step, fields, frame.workflow)
    sessions = [s for s in sittings if s is not None]
    if not sessions or len(sessions) < len(sittings):
        return None
    for before, after in pairwise(sessions):
        if after.starts < before.ends and several is not None:
            several.wrong(
                Said("passen överlappar eller står i fel ordning", "the sessions overlap or stand in the wrong order")
            )
            return None
    days = [frame.calendar.local_date(s.starts) for s in sessions]
    _look_at(step, days, node.path, frame)
    return MeetingFile(step, tuple(sessions), days[0], days[-1], theme, fields.flag("example_date"))


def _one_of_several(node: Node, mode: str, place: str, frame: Frame) -> Session | None:
    fields = node.fields((), (*TIMES, "mode", "place"))
    return _session(node, fields, fields.word("mode", MODES, mode), _place(fields) or place, frame)


def _session(node: Node, fields: Fields, mode: str, place: str, frame: Frame) -> Session | None:
    for key in TIMES:
        if isinstance(node.value, dict) and fields.get(key) is None:
            node.book.add((*node.path, key), Said(f"nyckeln {key} saknas", f"the key {key} is missing"))
    day, start, end = a_day(fields.get("date")), an_hour(fields.get("from")), an_hour(fields.get("to"))
    if day is None or not frame.covers(day, fields.nodes["date"]) or start is None or end is None:
        return None
    if end <= start:
        fields.nodes["to"].wrong(
            Said(f"{end:%H:%M} är inte efter {start:%H:%M}", f"{end:%H:%M} is not after {start:%H:%M}")
        )
        return None
    return Session(frame.calendar.at(day, start), frame.calendar.at(day, end), mode, place)


def _place(fields: Fields) -> str:
    return place_in_both(a_name(fields.get("place")))


def _theme(step: str, fields: Fields, workflow: Workflow) -> str:
    """The theme that is chosen already, if any."""
    node = fields.get("theme")
    if node is None:
        return ""
    if not workflow.steps[step].theme_per_cluster:
        node.wrong(
            Said(f"steget {step} har inget tema att välja", f"the step {step} has no theme to choose"),
            Said("ta bort theme", "remove theme"),
        )
    return a_theme(node, workflow)


def _in_order(ordered: list[tuple[MeetingFile, Path]], node: Node, span: tuple[date, date]) -> bool:
    (starts_on, ends_on), before_us = span, len(node.book.mistakes)
    for (before, _), (after, path) in pairwise(ordered):
        if after.sessions[0].starts < before.sessions[-1].ends:
            node.book.add(
                path,
                Said(
                    f"träffen {after.step} ({after.day}) ligger före {before.step} ({before.last_day})",
                    f"the meeting {after.step} ({after.day}) is before {before.step} ({before.last_day})",
                ),
                Said("träffarna hålls i stegens ordning", "meetings are held in the order of the steps"),
            )
    for meeting, path in ordered:
        if date.min in span or (starts_on <= meeting.day and meeting.last_day <= ends_on):
            continue
        node.book.add(
            path,
            Said(
                f"träffen {meeting.step} ({meeting.day}) ligger utanför omgången, {starts_on} – {ends_on}",
                f"the meeting {meeting.step} ({meeting.day}) is outside the round, {starts_on} – {ends_on}",
            ),
            Said("rätta datumet, starts_on eller ends_on", "correct the date, starts_on or ends_on"),
        )
    return len(node.book.mistakes) == before_us


def _have_time(ordered: list[tuple[MeetingFile, Path]], cluster: Node, frame: Frame) -> None:
    """A deadline before its opening on different anchors shows only when there are dates."""
    paths = {meeting.step: path for meeting, path in ordered}
    days = {meeting.step: (meeting.day, meeting.last_day) for meeting, _ in ordered}
    for shut in shut_windows(frame.workflow, frame.calendar, days):
        cluster.book.add(
            paths.get(shut.step, cluster.path),
            shut.what,
            Said(
                "flytta träffen, eller ändra tiderna i programmet", "move the meeting, or change the programme's times"
            ),
        )


def _look_at(step: str, days: list[date], path: Path, frame: Frame) -> None:
    calendar = frame.calendar
    for day in days:
        if not calendar.is_working_day(day):
            what = Said(f"träffen {step} hålls en ledig dag, {day}", f"the meeting {step} is on a free day, {day}")
        elif not calendar.takes_mail(day):
            what = Said(
                f"träffen {step} hålls i en utskicksfri vecka, {day}", f"the meeting {step} is in a quiet week, {day}"
            )
        else:
            continue
        frame.remarks.append(Mistake(path, what))
    for name in attending_functions(frame.workflow, step):
        for busy in frame.workflow.functions[name].busy:
            if any(busy.covers(day) for day in days):
                what = Said(
                    f"träffen {step} hålls när {name} är upptagen: {busy.what.sv}",
                    f"the meeting {step} is held when {name} is busy: {busy.what.en}",
                )
                frame.remarks.append(Mistake(path, what))


_ONE_OR_SEVERAL = Said("skriv antingen sessions eller date, from och to", "write either sessions or date, from and to")
