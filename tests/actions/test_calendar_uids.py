"""The names by which calendars know each session: one for ever, whoever is told, and never one for two sessions."""

from __future__ import annotations

import json
import re

from jimflow.actions.meetings import cancel_meeting, move_meeting, plan_meeting
from jimflow.store import tables as t
from tests.actions.going import Going, sitting
from tests.actions.loaded import EVA


def names(going: Going) -> dict[str, set[tuple[str, str, int]]]:
    """Every UID that has left in a mail, with the (cluster, step, session) that it stood for."""
    found: dict[str, set[tuple[str, str, int]]] = {}
    for mail in going.box.mails:
        calendar = going._letter(mail).calendar if b"text/calendar" in mail.raw else ""
        for uid in re.findall(r"^UID:([^\r\n]+)", calendar, re.MULTILINE):
            (facts,) = (json.loads(row[0]) for row in going.rows(t.Intent, "facts", mail=mail.id))
            found.setdefault(uid, set()).add((facts["cluster"][0], facts["step"], facts["session"]))
    return found


def uid(cluster: str, step: str, session: int) -> str:
    return f"mini-2021.{cluster}.{step}-{session}@jimflow.example.org"


def test_each_session_of_each_meeting_has_one_uid_for_ever_and_for_everyone(joined: Going) -> None:
    north, south = joined.clusters["north"], joined.clusters["south_and_east"]
    plan_meeting(joined.runtime, south, "start", [sitting("2021-04-20"), sitting("2021-04-21")], EVA)
    joined.tick("2021-01-19 08:00")
    joined.tick("2021-03-22 08:00")
    move_meeting(joined.runtime, north, "start", [sitting(f"2021-05-{day}") for day in (18, 19, 20)], EVA)
    joined.tick("2021-03-23 08:00")
    cancel_meeting(joined.runtime, south, "start", EVA, "Sjuk")
    joined.tick("2021-03-24 08:00")
    joined.tick("2021-08-16 08:00")
    joined.tick("2021-10-25 08:00")
    assert names(joined) == {
        uid("north", "start", 1): {("Norr", "start", 1)},
        uid("north", "start", 2): {("Norr", "start", 2)},
        uid("north", "start", 3): {("Norr", "start", 3)},
        uid("south_and_east", "start", 1): {("South", "start", 1)},
        uid("south_and_east", "start", 2): {("South", "start", 2)},
        uid("north", "deepening", 1): {("Norr", "deepening", 1)},
        uid("north", "follow_up", 1): {("Norr", "follow_up", 1)},
        uid("north", "follow_up", 2): {("Norr", "follow_up", 2)},
    }


def test_a_mail_holds_one_event_and_whoever_is_told_again_is_told_of_the_same_one(joined: Going) -> None:
    joined.tick("2021-01-19 08:00")
    joined.tick("2021-10-25 08:00")
    sent = [joined._letter(m) for m in joined.box.mails if b"text/calendar" in m.raw]
    assert {m.calendar.count("BEGIN:VEVENT") for m in sent} == {1}
    heard: dict[tuple[str, str], list[str]] = {}
    for m in sent:
        (name,) = re.findall(r"^UID:([^\r\n]+)", m.calendar, re.MULTILINE)
        (status,) = re.findall(r"^STATUS:([A-Z]+)", m.calendar, re.MULTILINE)
        heard.setdefault((m.to, name), []).append(status)
    assert heard["officer.beta@example.org", uid("north", "follow_up", 2)] == ["TENTATIVE", "CONFIRMED"]
    assert {tuple(several) for several in heard.values()} == {
        ("TENTATIVE",),
        ("CONFIRMED",),
        ("TENTATIVE", "CONFIRMED"),
    }
