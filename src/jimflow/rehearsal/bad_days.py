"""Days on which mail or a deadline falls badly although the calendar allows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from jimflow.core.awkward import awkward
from jimflow.core.calendar import Calendar
from jimflow.core.mistakes import Said
from jimflow.core.workflow import Workflow
from jimflow.rehearsal.outcome import BadDay, DeadlineLine, MailLine


def bad_days(
    workflow: Workflow, calendar: Calendar, mails: Sequence[MailLine], deadlines: Sequence[DeadlineLine]
) -> Iterator[BadDay]:
    """Bridge days, days before a holiday on a weekday, and busy times of the functions that are written to; in order
    of the day."""
    sent = Counter(mail.at.date() for mail in mails)
    due = Counter(line.due for line in deadlines if line.due is not None)
    days = sent.keys() | due.keys()
    found = [BadDay(day, why, sent[day], due[day]) for day in days if (why := awkward(calendar, day)) is not None]
    found += _busy(workflow, mails, deadlines)
    yield from sorted(found, key=lambda bad: (bad.day, bad.why.sv))


def _busy(workflow: Workflow, mails: Sequence[MailLine], deadlines: Sequence[DeadlineLine]) -> Iterator[BadDay]:
    for function in workflow.functions.values():
        for busy in function.busy:
            sent = Counter(m.at.date() for m in mails if function.name in m.functions and busy.covers(m.at.date()))
            addressed = {a.name for a in workflow.assignments.values() if function.name in a.to}
            due = Counter(
                line.due
                for line in deadlines
                if line.due is not None and line.assignment in addressed and busy.covers(line.due)
            )
            for day in sent.keys() | due.keys():
                why = Said(f"{function.title.sv}: {busy.what.sv}", f"{function.title.en}: {busy.what.en}")
                yield BadDay(day, why, sent[day], due[day])
