"""A meeting as a file for somebody's own calendar: the same entries as in the mails, so that they take their place."""

from __future__ import annotations

from dataclasses import replace

from jimflow.actions.at_meeting import AtMeeting
from jimflow.actions.case import open_case
from jimflow.actions.guests import Guest, no_such_thing
from jimflow.actions.voices import speakers
from jimflow.core.messages import calendar_entries
from jimflow.mail.ics import calendar_file
from jimflow.mail.meetings import event_of, meeting_values
from jimflow.mail.reader import Reader
from jimflow.mail.voice import Item, Recipient
from jimflow.runtime import Runtime
from jimflow.store.queries.gatherings import members_in
from jimflow.store.transaction import Tx


def meeting_file(runtime: Runtime, tx: Tx, guest: Guest, at: AtMeeting, lang: str) -> bytes:
    """One entry for each session, with the UID and number that the invitation has. Raises NotFound for a meeting that
    is called off or over, or where the guest has no seat: then there is nothing to keep a day free for."""
    if not at.seats or at.over or at.row.status != "planned":
        raise no_such_thing()
    seat = at.seats[0]
    whose = seat.participation or next(m.id for m in members_in(tx, at.row.cluster))
    case, now = open_case(runtime, tx, whose), runtime.clock()
    speaker = speakers(runtime, tx, [at.row.round])[at.row.round]
    to = case.facts.appointment(seat.appointment)
    if to is None:
        raise no_such_thing()
    workflow = case.programme.workflow
    spoken = workflow.language(lang)
    reader = Reader(workflow, case.programme.calendar, speaker.voice, spoken, case.programme.today(now))
    events = []
    for told in calendar_entries("invite", case.facts, case.facts.meetings[at.row.step], seat.function, to, ""):
        item = Item("invite", told.item, seat.function, told.facts)
        event = event_of(reader, item, Recipient(guest.address, spoken), meeting_values(reader, item), now)
        events.append(replace(event, method="PUBLISH", attendee=None))
    return calendar_file(events)
