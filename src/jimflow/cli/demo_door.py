"""The way into the demo as somebody who takes part: one mail with a task that is open, its link and its code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jimflow.actions.link_things import things
from jimflow.cli.board import Place
from jimflow.cli.speaking import Speaker
from jimflow.core.doors import spaced
from jimflow.runtime import Runtime
from jimflow.store.queries.mail import MailRow, intents_of, mails
from jimflow.store.transaction import read


@dataclass(frozen=True, slots=True)
class Door:
    """A mail about one open task. `token` and `code` are those that it carries, `file` is it as it arrived."""

    file: Path
    address: str
    token: str
    code: str


def door_of(runtime: Runtime, place: Place, files: Sequence[Path]) -> Door | None:
    """The latest mail about one task that is open at `place`; None where there is none, or mails carry no links."""
    mail = _latest(runtime, {a.id for a in place.found.facts.assignments if a.status == "open"})
    if runtime.doors is None or mail is None:
        return None
    file = next(f for f in reversed(files) if mail.message_id.encode() in f.read_bytes())
    return Door(file, mail.address, runtime.doors.token(mail.id), spaced(runtime.doors.code(mail.id)))


def _latest(runtime: Runtime, tasks: set[int]) -> MailRow | None:
    with read(runtime.engine) as tx:
        sent = [mail for mail in mails(tx, statuses=["sent"]) if mail.mail_class == "digest"]
        said = intents_of(tx, [mail.id for mail in sent])
    for mail in sent:
        about = things(told for told in said if told.mail == mail.id)
        if len(about) == 1 and about[0].kind == "task" and about[0].number in tasks:
            return mail
    return None


def show_door(say: Speaker, door: Door | None, place: str, listening: str = "") -> None:
    """What to open and type. `listening`: the command that takes the mails sent later, where nothing takes them yet."""
    if door is None:
        return
    say.head("7. Svara som deltagare", "7. Answer as somebody who takes part")
    say.line(f"  Till {door.address} kom det här mejlet:", f"  This mail came to {door.address}:")
    say.whole(f"  {door.file}")
    say.line("  Öppna länken i det, helst i ett privat fönster:", "  Open its link, best in a private window:")
    say.whole(f"  {place.rstrip('/')}/l/{door.token}")
    say.line(f"  Skriv koden {door.code} för att svara.", f"  Type the code {door.code} to answer.")
    if listening:
        say.line(
            "  Vill du logga in med en kod till adressen? Ta först emot mejlen, i ett annat fönster:",
            "  To sign in with a code to the address, take the mails first, in another window:",
        )
        say.whole(f"  {listening}")
