"""Who speaks, to whom, and what is said: the words a mail is composed from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jimflow.core.mistakes import Said
from jimflow.core.workflow import Workflow


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in a round's mails. `sender` is the function that signs and reads replies at `mailbox`.

    `organiser`: answers to invitations are read at the mailbox too. `example`: the round is invented in part.
    `public_records`: the host is an authority, so what is written to it anyone may ask to see. `site`: the address of
    the pages of those who take part, "" where there are none.
    """

    round_code: str
    title: Said
    host: Said
    sender: Said
    mailbox: str
    organiser: bool
    case_number: str
    example: bool
    example_note: Said
    public_records: bool = True
    site: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to say: which template, its code (`open:start:describe_start`), for which function, frozen facts.

    `workflow` is the definition its names belong to, where that is not the one the whole mail speaks of. `link`: the
    slot of the address of its page, with its number in the mail; "" where there is none.
    """

    template: str
    code: str
    function: str
    facts: Mapping[str, object]
    workflow: Workflow | None = None
    link: str = ""


@dataclass(frozen=True, slots=True)
class Recipient:
    """The one address a mail goes to and the language read there ("sv" or "en")."""

    address: str
    language: str


@dataclass(frozen=True, slots=True)
class Composed:
    """A mail ready to be stored: its bytes are the record of what was said."""

    subject: str
    raw: bytes
    message_id: str
    language: str
    """The language it is written in, which is Swedish where the programme has no English."""
