"""One mail for a person to read: its head, its text, what hangs on it."""

from __future__ import annotations

import sys

from jimflow.actions.errors import BadInput, NotFound
from jimflow.actions.preview import preview
from jimflow.cli.desk import Desk
from jimflow.core.mistakes import Said
from jimflow.mail import shown as reading
from jimflow.store.queries.mail import mail
from jimflow.store.queries.mail import raw as octets_of
from jimflow.store.queries.rounds import participations
from jimflow.store.transaction import read
from jimflow.texts.words import MAIL_STATUS, word

HEAD = ("From", "To", "Reply-To", "Date", "Subject")


def shown(desk: Desk, number: int, *, raw: bool) -> None:
    """A stored mail: as text, byte by byte, or as a document."""
    with read(desk.runtime.engine) as tx:
        row, octets = mail(tx, number), octets_of(tx, number)
    if row is None or octets is None:
        raise NotFound(f"Mejl nr {number} finns inte.", f"There is no mail no. {number}.")
    if raw:
        _write(octets)
    elif desk.document:
        made = reading.shown(octets)
        parts = {"headers": made.headers, "text": made.text, "html": made.html, "calendar": list(made.calendar)}
        desk.answer({"id": number, "status": row.status, "subject": row.subject, "to": row.address, **parts})
    else:
        status = word(MAIL_STATUS, row.status, desk.lang)
        when = f" {desk.local(row.sent_at):%Y-%m-%d %H:%M}" if row.sent_at else ""
        desk.say(f"Nr {number}: {status}{when}", f"No. {number}: {status}{when}")
        _read_out(desk, octets)


def previewed(desk: Desk, template: str, agency: str | None, round_code: str | None, *, raw: bool) -> None:
    """What the template becomes, in the language of the screen; of the first agency when none is named."""
    if agency is not None:
        number = desk.agency(agency, round_code).id
    else:
        of = desk.round(round_code)
        with read(desk.runtime.engine) as tx:
            members = participations(tx, of.code)
        if not members:
            raise BadInput("Omgången har inga deltagare.", "The round has no members.")
        number = members[0].id
    made = preview(desk.runtime, template, number, desk.lang)
    if raw:
        _write(made.raw)
    else:
        _read_out(desk, made.raw)


def templates_listed(desk: Desk) -> None:
    """The names of the templates."""
    who = desk.nouns().placeholder
    desk.say(f"Mallar (jimflow mail preview MALL {who.sv}):", f"Templates (jimflow mail preview TEMPLATE {who.en}):")
    desk.lines([f"  {name}" for name in sorted(desk.runtime.templates.names())])


def _write(octets: bytes) -> None:
    out = getattr(sys.stdout, "buffer", None)
    if out is not None:
        sys.stdout.flush()
        out.write(octets)
    else:
        sys.stdout.write(octets.decode("utf-8", errors="replace"))


def _read_out(desk: Desk, octets: bytes) -> None:
    made = reading.shown(octets)
    desk.line()
    desk.lines([f"{name}: {value}" for name, value in made.headers.items() if name in HEAD])
    desk.line()
    desk.lines(made.text.rstrip().splitlines())
    if made.calendar:
        desk.line()
        desk.say("Kalenderpost:", "Calendar entry:")
        desk.lines([f"  {line}" for line in made.calendar[0].strip().splitlines()])
    if made.html:
        desk.line()
        desk.line(
            Said("(Samma ord finns också som HTML: --raw)", "(The same words are there as HTML too: --raw)").in_(
                desk.lang
            )
        )
