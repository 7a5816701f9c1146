"""The dialogue inside a task and the files that were handed in, as both sides see them on a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from jimflow.core.remarks import Waiting, waiting
from jimflow.core.workflow import Workflow
from jimflow.store.queries.accounts import accounts
from jimflow.store.queries.attachments import AttachmentRow, handed_in_attachments
from jimflow.store.queries.remarks import RemarkRow, handed_in_at, remarks
from jimflow.store.queries.seats import people_called
from jimflow.store.queries.work import AssignmentRow, appointments
from jimflow.store.transaction import Tx
from jimflow.texts.catalogue import tr
from jimflow.texts.names import function_title
from jimflow.texts.sizes import size_words


@dataclass(frozen=True, slots=True)
class Line:
    """One turn: who (`role`: in what part, "" where it is not known), when, and what; `said` is "" for a mark."""

    kind: str
    who: str
    role: str
    at: datetime
    said: str
    by_host: bool


@dataclass(frozen=True, slots=True)
class File:
    """A file: `size` in words, `new` while it has not been handed in, `gone` when it was taken away."""

    id: int
    name: str
    size: str
    who: str
    at: datetime
    scanned: bool
    new: bool
    gone: datetime | None


@dataclass(frozen=True, slots=True)
class Names:
    """Who people are: those of the host by their logins, all others by pseudonym."""

    hosts: dict[str, str]
    people: dict[str, str]
    roles: dict[str, str]
    host: str

    def line(self, turn: RemarkRow) -> Line:
        """The turn with the one who took it."""
        by = turn.written_by
        who, role = (self.hosts.get(by, by), self.host) if turn.by_host else (self.person(by), self.roles.get(by, ""))
        return Line(turn.kind, who, role, turn.written_at, turn.text, turn.by_host)

    def person(self, pseudonym: str) -> str:
        """What somebody of the agency is called; the pseudonym where that is not known."""
        return self.people.get(pseudonym, pseudonym)


@dataclass(frozen=True, slots=True)
class Talk:
    """A task's dialogue, what was handed in with it, and what of it waits for the host."""

    lines: Sequence[Line]
    files: Sequence[File]
    waits: Waiting


def talk_of(tx: Tx, workflow: Workflow, round_id: int, row: AssignmentRow, lang: str) -> Talk:
    """As the host may see it: nothing of what has not been handed in."""
    turns, rows = remarks(tx, row.id), handed_in_attachments(tx, [row.id])
    known = names(tx, workflow, round_id, row.participation, turns, rows, lang)
    waits = waiting(turns, handed_in_at(tx, [row.id]).get(row.id))
    return Talk([known.line(t) for t in turns], files(rows, known, lang), waits)


def names(
    tx: Tx,
    workflow: Workflow,
    round_id: int,
    participation: int,
    turns: Iterable[RemarkRow],
    rows: Iterable[AttachmentRow],
    lang: str,
    me: str = "",
) -> Names:
    """The people who speak in the turns and whose the files are; `me` is the pseudonym of who reads."""
    turns = list(turns)
    called = {t.written_by for t in turns if not t.by_host} | {r.added_by for r in rows}
    held = appointments(tx, round_id, participation) if called else []
    logins = {a.login: a.name for a in accounts(tx)} if any(t.by_host for t in turns) else {}
    return Names(
        {login: name for login, name in logins.items() if name},
        {pseudonym: row.name for pseudonym, row in people_called(tx, called).items() if row.name}
        | ({me: tr(lang, "Du")} if me else {}),
        {a.pseudonym: function_title(workflow, a.function, lang) for a in held},
        tr(lang, "samordnare"),
    )


def files(rows: Iterable[AttachmentRow], known: Names, lang: str) -> list[File]:
    """The files in the order they came."""
    return [
        File(
            id=row.id,
            name=row.name,
            size=size_words(row.size, lang),
            who=known.person(row.added_by),
            at=row.handed_in_at or row.added_at,
            scanned=row.checked == "clean",
            new=row.handed_in_at is None,
            gone=row.removed_at,
        )
        for row in rows
    ]
