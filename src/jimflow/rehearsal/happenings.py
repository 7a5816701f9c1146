"""Reads what happens besides the habits: who leaves or is appointed, what moves or is waived, how many came."""

from __future__ import annotations

import re
from datetime import datetime, time

from jimflow.actions.head_counts import MOST
from jimflow.core.language.nodes import Fields, Node
from jimflow.core.mistakes import Said, did_you_mean
from jimflow.core.model import Session
from jimflow.files.rounds import ReadRound
from jimflow.files.values import a_day, an_address, an_hour
from jimflow.rehearsal.people import Appoint, Count, Event, Fire, MoveMeeting, Waive

VERBS = ("do", "move", "appoint", "vacate", "waive", "count")
"""Each entry has one of these; it says what happens."""

_WHEN = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?: at ([0-9]{2}:[0-9]{2}))?")
_KEYS = {
    "do": (("organisation",), ("to", "reason")),
    "move": (("cluster", "date", "from", "to"), ("mode",)),
    "appoint": (("organisation", "name", "mail"), ("top_management",)),
    "vacate": (("organisation",), ()),
    "waive": (("organisation", "until", "reason"), ("step",)),
    "count": (("cluster", "women", "men"), ("not_stated",)),
}


def read_event(node: Node, read: ReadRound) -> Event | None:
    """One entry under `happens:`; None when it cannot be read."""
    verbs = [v for v in VERBS if isinstance(node.value, dict) and v in node.value]
    if len(verbs) != 1:
        node.wrong(
            Said("posten säger inte en enda sak som händer", "the entry does not say one thing that happens"),
            Said(f"skriv en av {', '.join(VERBS)}", f"write one of {', '.join(VERBS)}"),
        )
        return None
    verb = verbs[0]
    required, optional = _KEYS[verb]
    inside = node.fields(("when", verb, *required), optional)
    when = _when(inside.get("when"), read)
    if when is None:
        return None
    organisation = inside.name("organisation", "organisation") or ""
    if verb == "do":
        return _fire(inside, when, organisation, read)
    if verb == "move":
        return _move(inside, when, read)
    if verb == "count":
        return _count(inside, when)
    if verb == "waive":
        until = a_day(inside.get("until"))
        rule = inside.name("waive", "rule")
        if until is None or rule is None:
            return None
        return Waive(when, organisation, rule, inside.name("step", "step"), until, inside.text("reason"))
    function = inside.name(verb, "function") or ""
    mail = an_address(inside.get("mail"))
    return Appoint(when, organisation, function, inside.text("name"), mail, inside.flag("top_management"))


def _when(node: Node | None, read: ReadRound) -> datetime | None:
    if node is None:
        return None
    match = _WHEN.fullmatch(node.text())
    day = a_day(Node(match[1], node.path, node.book)) if match else None
    hour = an_hour(Node(match[2], node.path, node.book)) if match and match[2] else time(9)
    if match is None:
        node.wrong(
            Said("här ska stå en dag och ett klockslag", "expected a day and an hour"),
            Said("skriv till exempel 2021-09-01 at 09:00", "write for example 2021-09-01 at 09:00"),
        )
    if day is None or hour is None:
        return None
    return read.calendar.at(day, hour)


def _fire(inside: Fields, when: datetime, organisation: str, read: ReadRound) -> Fire:
    node = inside.nodes["do"]
    trigger = node.text()
    known = tuple(read.workflow.transitions)
    if trigger and trigger not in known:
        close = did_you_mean(trigger, known)
        node.wrong(
            Said(f"det finns ingen övergång {trigger}", f"there is no transition {trigger}"),
            Said(f"menade du {close}?", f"did you mean {close}?")
            if close
            else Said(f"det finns {', '.join(known)}", f"there are {', '.join(known)}"),
        )
    return Fire(when, organisation, trigger, inside.name("to", "step"), inside.text("reason"))


def _move(inside: Fields, when: datetime, read: ReadRound) -> MoveMeeting | None:
    cluster, step, day = inside.name("cluster", "cluster"), inside.name("move", "step"), a_day(inside.get("date"))
    start, end = an_hour(inside.get("from")), an_hour(inside.get("to"))
    if cluster is None or step is None or day is None or start is None or end is None:
        return None
    mode = inside.word("mode", ("on_site", "digital", "hybrid"), "on_site")
    session = Session(read.calendar.at(day, start), read.calendar.at(day, end), mode)
    return MoveMeeting(when, cluster, step, (session,))


def _count(inside: Fields, when: datetime) -> Count | None:
    cluster, step = inside.name("cluster", "cluster"), inside.name("count", "step")
    women, men = inside.whole("women", 0, MOST), inside.whole("men", 0, MOST)
    not_stated = inside.whole("not_stated", 0, MOST) if "not_stated" in inside.nodes else 0
    if cluster is None or step is None or women is None or men is None or not_stated is None:
        return None
    return Count(when, cluster, step, women, men, not_stated)
