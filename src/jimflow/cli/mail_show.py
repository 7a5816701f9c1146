"""One mail for a person to read: its head, its text, what hangs on it."""

from __future__ import annotations

import sys
from email import message_from_bytes
from email.header import decode_header, make_header
from email.policy import compat32, default

from jimflow.actions.errors import BadInput, NotFound
from jimflow.actions.preview import preview
from jimflow.cli.desk import Desk
from jimflow.core.mistakes import Said
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
        parts = _parts(octets)
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
    message = message_from_bytes(octets, policy=default)
    desk.line()
    desk.lines([f"{name}: {value}" for name, value in _head(octets).items() if name in HEAD])
    desk.line()
    body = message.get_body(("plain",))
    desk.lines((body.get_content() if body is not None else "").rstrip().splitlines())
    hanging = [p for p in message.walk() if p.get_content_type() == "text/calendar"]
    if hanging:
        desk.line()
        desk.say("Kalenderpost:", "Calendar entry:")
        desk.lines([f"  {line}" for line in str(hanging[0].get_content()).strip().splitlines()])
    if message.get_body(("html",)) is not None:
        desk.line()
        desk.line(
            Said("(Samma ord finns också som HTML: --raw)", "(The same words are there as HTML too: --raw)").in_(
                desk.lang
            )
        )


def _parts(octets: bytes) -> dict[str, object]:
    message = message_from_bytes(octets, policy=default)
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    return {
        "headers": _head(octets),
        "text": text.get_content() if text is not None else None,
        "html": html.get_content() if html is not None else None,
        "calendar": [p.get_content() for p in message.walk() if p.get_content_type() == "text/calendar"],
    }


def _head(octets: bytes) -> dict[str, str]:
    """The headers a person reads, decoded; the newer parser leaves blanks between the parts of a long name."""
    message = message_from_bytes(octets, policy=compat32)
    return {n: str(make_header(decode_header(message[n]))) for n in (*HEAD, "Message-ID") if message[n]}
