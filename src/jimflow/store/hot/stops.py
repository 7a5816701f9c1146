"""What a stop of the mail lets pass, as conditions of the statements that write and send it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import exists, not_, or_, select, text

from jimflow.store.tables import Appointment, Intent, Mail, MailStop
from jimflow.store.tables.columns import table

_S, _I, _M, _A = (table(kind).c for kind in (MailStop, Intent, Mail, Appointment))

OVERVIEW = text("'morning'")
"""The host's own overview goes on: it is what tells, morning by morning, that all else is stopped."""

_of_intent = select(_A.round).where(_A.id == _I.appointment).correlate(table(Intent)).scalar_subquery()
_said_besides = select(_I.id).where(_I.mail == _M.id, _I.template != OVERVIEW).correlate(table(Mail))


def _stopped(round_: Any, of: Any) -> Any:
    return exists(select(_S.round).where(or_(_S.round == text("0"), _S.round == round_)).correlate(table(of)))


MAY_BE_WRITTEN = or_(not_(_stopped(_of_intent, Intent)), _I.template == OVERVIEW)
"""Of an intent: nothing has stopped its mail."""

MAY_LEAVE = or_(not_(_stopped(_M.round, Mail)), not_(exists(_said_besides)))
"""Of a mail, at every step until its content leaves."""
