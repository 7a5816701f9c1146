"""What remains at an agency before its next step, in words for it: vacancies first, each with the act that mends it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from jimflow.core.remedies import Act, Remedy
from jimflow.core.why import Why
from jimflow.texts.catalogue import tr
from jimflow.texts.dates import short_day
from jimflow.texts.findings import Obstacle, obstacles
from jimflow.texts.names import assignment_title, function_title, quoted, state_title, title_within
from jimflow.texts.rule_words import requirement
from jimflow.web.agency.people import Seat
from jimflow.web.participant.agency_reads import Room

THEIRS: frozenset[Act] = frozenset({"submit", "function", "rsvp", "result"})
"""What those who take part do themselves; everything else is the host's to do."""

Link = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to see to: `kind` and `sign` are its chip, `links` lead to what mends it."""

    kind: Literal["late", "stopped", "waiting", "plain"]
    sign: str
    text: str
    fix: str = ""
    links: Sequence[Link] = ()


@dataclass(frozen=True, slots=True)
class Left:
    """`now` is to be done, `soon` may still come in time, `host` waits for others, `waived` need not be done."""

    before: str
    """What it stands before: the next step, "" where no way leads on."""
    now: list[Item] = field(default_factory=list)
    soon: list[Item] = field(default_factory=list)
    host: list[str] = field(default_factory=list)
    waived: list[str] = field(default_factory=list)


def left(room: Room, answer: Why, seats: Sequence[Seat]) -> Left:
    """By the same rules that the host moves it by; the words of a rule are the programme's own."""
    if room.facts.state in room.workflow.finals:
        return Left("")
    found = Left(state_title(room.workflow, answer.destination, room.lang) if answer.destination else "")
    vacant = [s.function.name for s in seats if s.vacant and s.function.belongs_to == "agency"]
    found.now.extend(_vacancy(room, seat) for seat in seats if seat.function.name in vacant)
    for said in obstacles(answer, answer.blockers, room.lang, room.today):
        _sort(room, found, said, vacant)
    found.now.extend(_late(room, answer))
    found.waived.extend(_waivers(room))
    return found


def _sort(room: Room, found: Left, said: Obstacle, vacant: Sequence[str]) -> None:
    if said.waived or said.severity == "info":
        return
    theirs = [r for r in said.remedies if r.act in THEIRS]
    if not theirs:
        found.host.append(said.text)
    elif any(r.act == "function" and r.name in vacant for r in theirs):
        return  # stands among the vacancies
    elif said.in_time:
        found.soon.append(Item("waiting", tr(room.lang, "i tid"), said.text, "", _links(room, theirs)))
    else:
        sign = tr(room.lang, "krävs") if said.severity == "block" else tr(room.lang, "bör")
        kind: Literal["stopped", "late"] = "stopped" if said.severity == "block" else "late"
        found.now.append(Item(kind, sign, said.text, said.fix, _links(room, theirs)))


def _vacancy(room: Room, seat: Seat) -> Item:
    title = quoted(seat.title, room.lang)
    text = (
        tr(room.lang, "Mejlen till er {function} kommer inte fram.", function=title)
        if seat.holders
        else tr(room.lang, "Ingen hos er har funktionen {function}.", function=title)
    )
    fix = tr(room.lang, "Det här väntar på någon: {what}.", what=", ".join(seat.waits)) if seat.waits else ""
    words = tr(room.lang, "Ange vem som är {function}", function=title_within(seat.title))
    return Item("late", tr(room.lang, "saknas"), text, fix, [(seat.place, words)])


def _late(room: Room, answer: Why) -> list[Item]:
    """What should have come and no rule asks for any more: it lies still, and is late."""
    asked = {(b.facts.get("assignment"), b.facts.get("step", b.step)) for b in answer.blockers}
    found = []
    for made in answer.late:
        if (made.name, made.step) in asked or made.due_at is None:
            continue
        title = quoted(assignment_title(room.workflow, made.name, room.lang), room.lang)
        day = short_day(room.day(made.due_at), room.lang, room.today)
        text = tr(room.lang, "{title} skulle ha kommit {day}.", title=title, day=day)
        fix = tr(room.lang, "Det går bra att skicka in den ändå. Den hindrar inte nästa steg.")
        links = _links(room, [Remedy("submit", made.name, made.step)])
        found.append(Item("late", tr(room.lang, "sen"), text, fix, links))
    return found


def _links(room: Room, remedies: Sequence[Remedy]) -> list[Link]:
    found: dict[str, str] = {}
    for remedy in remedies:
        link = _link(room, remedy)
        if link is not None:
            found.setdefault(*link)
    return list(found.items())


def _link(room: Room, remedy: Remedy) -> Link | None:
    match remedy.act:
        case "submit":
            made = room.facts.assignment(remedy.step, remedy.name)
            if made is None or made.status == "planned":
                return None
            title = quoted(assignment_title(room.workflow, remedy.name, room.lang), room.lang)
            return f"/my/tasks/{made.id}", tr(room.lang, "Öppna {title}", title=title)
        case "function" if room.workflow.functions[remedy.name].belongs_to == "agency":
            title = title_within(function_title(room.workflow, remedy.name, room.lang))
            return f"{room.here}/functions/{remedy.name}", tr(room.lang, "Ange vem som är {function}", function=title)
        case "rsvp" if place := room.meeting(remedy.step):
            return place, tr(room.lang, "Svara på inbjudan")
    return None


def _waivers(room: Room) -> list[str]:
    """What the agency has been let off from: the rule and until when; the host's reasons are the host's."""
    found = []
    for w in room.waivers:
        waits = w.needs_countersign and w.countersigned_at is None
        if w.fallen_at is not None or waits or w.until < room.today or w.rule not in room.workflow.rules:
            continue
        rule = requirement(room.workflow, room.workflow.rules[w.rule], room.lang)
        step = state_title(room.workflow, w.step, room.lang)
        until = short_day(w.until, room.lang, room.today)
        found.append(
            tr(room.lang, "{step}: {rule}. Gäller till {until}.", step=step, rule=quoted(rule, room.lang), until=until)
        )
    return found
