"""The outbox as lists: mails, and what waits to become one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from jimflow.actions.coming_mails import Coming, coming
from jimflow.actions.errors import BadInput
from jimflow.cli.desk import Desk
from jimflow.cli.screen import entries
from jimflow.core.mistakes import Said
from jimflow.store.queries.mail import IntentRow, MailRow, UnwrittenRow, counts, intents_of, mails, unwritten, waiting
from jimflow.store.transaction import read
from jimflow.texts.mail_words import item_words
from jimflow.texts.words import MAIL_CLASS, MAIL_STATUS, word


def listed(desk: Desk, round_code: str | None, statuses: Sequence[str], to: str | None, limit: int) -> None:
    """Composed mails, the latest first."""
    for status in statuses:
        if status not in MAIL_STATUS:
            known = ", ".join(MAIL_STATUS)
            raise BadInput(
                f"--status: {status} finns inte. Välj bland {known}.",
                f"--status: there is no {status}. Choose among {known}.",
            )
    only = desk.round(round_code).id if round_code is not None else None
    with read(desk.runtime.engine) as tx:
        rows = mails(tx, round_id=only, statuses=statuses, address=to, limit=limit)
        said: dict[int, list[str]] = {}
        for intent in intents_of(tx, [r.id for r in rows]) if desk.document else ():
            said.setdefault(intent.mail or 0, []).append(intent.item)
        in_all, stuck = counts(tx, only), len(unwritten(tx, only))
    if desk.document:
        desk.answer({"mails": [_document(r, said.get(r.id, [])) for r in rows]})
        return
    if stuck:
        desk.say(
            f"{stuck} kunde inte skrivas. Skälet visas med: jimflow mail list --waiting",
            f"{stuck} could not be written. See why with: jimflow mail list --waiting",
        )
    if not rows:
        desk.say(
            "Inga mejl. Det som väntar visas med: jimflow mail list --waiting",
            "No mails. See what waits with: jimflow mail list --waiting",
        )
        return
    entries(
        [
            ([str(r.id), _when(desk, r.composed_at), word(MAIL_STATUS, r.status, desk.lang), r.address], r.subject)
            for r in rows
        ]
    )
    desk.line()
    desk.line(" · ".join(f"{word(MAIL_STATUS, s, desk.lang)}: {n}" for s, n in sorted(in_all.items())))
    for r in rows:
        if r.status == "dead":
            desk.say(f"Nr {r.id}: {r.last_reply}", f"No. {r.id}: {r.last_reply}")


def listed_waiting(desk: Desk, *, held: bool | None) -> None:
    """What is to be said and has not been written, by the time it may go."""
    with read(desk.runtime.engine) as tx:
        rows, stuck = waiting(tx, held=held), {u.intent: u for u in unwritten(tx)}
    if desk.document:
        desk.answer({"waiting": [_waiting(r, stuck.get(r.id)) for r in rows]})
        return
    if not rows:
        desk.say("Inget väntar.", "Nothing is waiting.")
        return
    entries([([str(r.id), _when(desk, r.send_at), _kind(r, desk.lang), r.address], r.item) for r in rows])
    for r in rows:
        if (why := stuck.get(r.id)) is not None:
            desk.say(
                f"Nr {r.id} kunde inte skrivas ({why.tries} försök): {why.sv}",
                f"No. {r.id} could not be written (tried {why.tries} times): {why.en}",
            )


def listed_coming(desk: Desk, round_code: str | None, days: int) -> None:
    """What will go in the days to come, as it looks now."""
    of = desk.round(round_code)
    found = coming(desk.runtime, of.id, days)
    if desk.document:
        lines = [_coming_line(line, desk.today()) for line in found.lines]
        mails = [{"day": day.isoformat(), "count": n} for day, n in found.mails.items()]
        desk.answer({"round": of.code, "until": found.until.isoformat(), "mails": mails, "lines": lines})
        return
    if not found.lines:
        desk.say("Inga mejl att vänta.", "No mail to come.")
        return
    rows = []
    for line in found.lines:
        what = item_words(line.workflow, line.item, line.facts, desk.lang, desk.today())
        waits = Said("hålls", "held") if line.held else Said("ska granskas", "to be reviewed")
        said = f"{what} ({waits.in_(desk.lang)})" if line.held or line.to_be_held else what
        rows.append(
            ([line.day.isoformat(), str(len(line.receivers)), word(MAIL_CLASS, line.mail_class, desk.lang)], said)
        )
    entries(rows)


def _coming_line(line: Coming, today: date) -> dict[str, object]:
    return {
        "day": line.day.isoformat(),
        "class": line.mail_class,
        "template": line.template,
        "item": line.item,
        "text": {lang: item_words(line.workflow, line.item, line.facts, lang, today) for lang in ("sv", "en")},
        "planned": line.planned,
        "held": line.held,
        "to_be_held": line.to_be_held,
        "to": [{"address": r.address, "function": r.function, "id": r.intent} for r in line.receivers],
    }


def _kind(row: IntentRow, lang: str) -> str:
    said = word(MAIL_CLASS, row.mail_class, lang)
    return f"{said} ({Said('hålls', 'held').in_(lang)})" if row.held else said


def _when(desk: Desk, moment: datetime) -> str:
    return f"{desk.local(moment):%Y-%m-%d %H:%M}"


def _document(row: MailRow, items: list[str]) -> dict[str, object]:
    return {
        "id": row.id,
        "class": row.mail_class,
        "to": row.address,
        "subject": row.subject,
        "status": row.status,
        "composed_at": row.composed_at.isoformat(),
        "sent_at": row.sent_at.isoformat() if row.sent_at else None,
        "attempts": row.attempts,
        "last_code": row.last_code,
        "last_reply": row.last_reply,
        "message_id": row.message_id,
        "items": items,
    }


def _waiting(row: IntentRow, stuck: UnwrittenRow | None) -> dict[str, object]:
    return {
        "id": row.id,
        "class": row.mail_class,
        "template": row.template,
        "item": row.item,
        "to": row.address,
        "function": row.function,
        "send_at": row.send_at.isoformat(),
        "held": row.held,
        "unwritten": {"tries": stuck.tries, "text": {"sv": stuck.sv, "en": stuck.en}} if stuck else None,
    }
