"""The questions of a task as somebody writes in them: what stands there, whose it is, and what is said about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from jimflow.actions.joint_answers import asked_of, known_of, proposed
from jimflow.core.parts import no_answer
from jimflow.core.workflow import Question
from jimflow.store.queries.joint_answers import (
    AsideRow,
    CommentRow,
    DraftRow,
    comments,
    joint_drafts,
    replaced,
    set_aside,
)
from jimflow.store.queries.seats import people_called
from jimflow.store.queries.sheets import Answers
from jimflow.store.transaction import Tx
from jimflow.texts.amounts import listed
from jimflow.texts.catalogue import tr
from jimflow.texts.fill import capital
from jimflow.texts.names import answer_words, function_title, title_within
from jimflow.web.asked_fields import Field, as_typed, field_of
from jimflow.web.participant.task import Task, when
from jimflow.web.participant.task_form import can_join, mark


@dataclass(frozen=True, slots=True)
class Clash:
    """Two texts for one question: mine, which waits under the number `aside`, and the one that stands.

    `said` is what has happened, `whose` stands above the other text.
    """

    aside: int
    said: str
    whose: str
    mine: str
    theirs: str
    both: bool


@dataclass(frozen=True, slots=True)
class Comment:
    """What a colleague said; `mine` may be taken back."""

    number: int
    who: str
    when: str
    text: str
    mine: bool


@dataclass(frozen=True, slots=True)
class MyField:
    """One question to write in. `mark` tells what the page showed; `from_` says what that is and whose."""

    field: Field
    mark: str
    from_: str
    told: str
    """What is still wrong with a draft, "" for nothing or where nothing stands."""
    clash: Clash | None
    comments: Sequence[Comment]
    handed_in: str
    """What was handed in, where something else stands in the draft."""
    value: Any

    @property
    def question(self) -> Question:
        """What is asked."""
        return self.field.question


@dataclass(frozen=True, slots=True)
class Group:
    """Questions under one heading: a section of the form, or what only some functions are asked (`only`)."""

    title: str
    only: bool
    fields: Sequence[MyField]


@dataclass(frozen=True, slots=True)
class Room:
    """The agency's own room of one task, as it was read at one moment."""

    task: Task
    asked: Sequence[Question]
    known: Answers
    drafts: Mapping[str, DraftRow]
    past: Mapping[str, int]
    aside: Sequence[AsideRow]
    comments: Sequence[CommentRow]
    names: Mapping[str, str]

    @property
    def me(self) -> str:
        """The pseudonym that the visitor writes under."""
        return self.task.visit.actor.name

    def version(self, field: str) -> int:
        """Of what stands in the question."""
        return self.drafts[field].version if field in self.drafts else self.past.get(field, 0)

    @property
    def stands(self) -> dict[str, Any]:
        """What stands in each question."""
        return proposed(self.known) | {name: row.value for name, row in self.drafts.items()}

    def name(self, pseudonym: str) -> str:
        """Who that is, to the visitor."""
        lang = self.task.visit.lang
        return tr(lang, "du") if pseudonym == self.me else self.names.get(pseudonym) or tr(lang, "en kollega")


def the_room(task: Task, tx: Tx) -> Room:
    """Everything in it; only for a visitor who has typed a code."""
    number, me = task.row.id, task.visit.actor.name
    drafts, said = joint_drafts(tx, number), comments(tx, number)
    wrote = {d.saved_by for d in drafts.values()} | {c.written_by for c in said}
    names = {p: who.name for p, who in people_called(tx, wrote).items()}
    asked, known = asked_of(task.at), known_of(tx, task.at)
    return Room(task, asked, known, drafts, replaced(tx, number), set_aside(tx, number, me), said, names)


def unsent(room: Room) -> bool:
    """True where something else than what was handed in stands in the draft, or waits for its writer."""
    given = room.known.submitted
    changed = [q for q in room.asked if q.name in room.drafts and room.drafts[q.name].value != given.get(q.name)]
    return bool(changed or room.aside)


def groups(room: Room, wrong: Mapping[str, str]) -> list[Group]:
    """In the order of the form, as in the mail: the numbers of the questions are the same there."""
    lang = room.task.lang

    def heading(q: Question) -> tuple[str, bool]:
        if q.audience is not None:
            return _only(room, q), True
        return q.section.in_(lang) if q.section else "", False

    found = []
    for (title, only), run in groupby(room.asked, heading):
        found.append(Group(title, only, [my_field(room, q, wrong.get(q.name, "")) for q in run]))
    return found


def my_field(room: Room, q: Question, wrong: str = "") -> MyField:
    """The question with what stands in it."""
    workflow, lang = room.task.workflow, room.task.lang
    draft, value = room.drafts.get(q.name), room.stands.get(q.name)
    waiting = [a for a in room.aside if a.field == q.name and a.value != value]
    given = room.known.submitted.get(q.name)
    return MyField(
        replace(field_of(workflow, q, as_typed(value), wrong, lang), whose="", number=list(room.asked).index(q) + 1),
        mark(q, room.version(q.name), value),
        from_words(room, q),
        _told(room, q, draft),
        _clash(room, q, waiting[-1], value) if waiting else None,
        [comment_of(room, c) for c in room.comments if c.field == q.name],
        answer_words(workflow, q, given, lang) if draft is not None and given not in (None, value) else "",
        value,
    )


def from_words(room: Room, q: Question) -> str:
    """What stands in the question: whose draft, what was handed in, what the host typed in, what suggests."""
    lang, draft = room.task.visit.lang, room.drafts.get(q.name)
    if draft is not None and draft.saved_by == room.me:
        return tr(lang, "Sparat av dig {when}", when=when(room.task, draft.saved_at))
    if draft is not None:
        return tr(lang, "Sparat av {name} {when}", name=room.name(draft.saved_by), when=when(room.task, draft.saved_at))
    if q.name in room.known.submitted:
        row = next((r for r in reversed(room.task.receipts) if q.name in r.answers), None)
        who = row and room.task.names.get(row.handed_in_by)
        if row and who:
            by = tr(lang, "dig") if row.handed_in_by == room.me else who
            return tr(lang, "Inskickat av {name} {when}", name=by, when=when(room.task, row.handed_in_at))
        return tr(lang, "Inskickat svar")
    if q.name in room.known.saved:
        host = room.task.speaker.voice.host.in_(lang)
        return tr(lang, "Fört in av {host} ur ert mejl, inte inskickat", host=host)
    return tr(lang, "Förslag från ett tidigare svar, ändra om det behövs") if q.name in room.known.suggested else ""


def comment_of(room: Room, row: CommentRow) -> Comment:
    """A comment as it reads."""
    who = capital(room.name(row.written_by))
    return Comment(row.id, who, when(room.task, row.written_at), row.text, row.written_by == room.me)


def value_words(room: Room, q: Question, value: Any) -> str:
    """A text as it reads; a dash for one that is empty."""
    return answer_words(room.task.workflow, q, value, room.task.lang) if value is not None else "–"


def _only(room: Room, q: Question) -> str:
    titles = [title_within(function_title(room.task.workflow, f, room.task.lang)) for f in q.audience or ()]
    return tr(room.task.visit.lang, "Bara för: {functions}", functions=listed(titles, room.task.lang))


def _told(room: Room, q: Question, draft: DraftRow | None) -> str:
    if draft is None or draft.value is None:
        return ""
    lang, value = room.task.visit.lang, draft.value
    if q.kind == "text" and isinstance(value, str) and len(value) > q.limit:
        return tr(
            lang,
            "Svaret har {n} tecken, högst {most} får plats. Det är sparat; korta det innan ni skickar in.",
            n=len(value),
            most=q.limit,
        )
    said = no_answer(room.task.workflow, q, value)
    return f"{capital(said.in_(lang))}." if said is not None else ""


def _clash(room: Room, q: Question, row: AsideRow, value: Any) -> Clash:
    said, whose = two_texts(room, q)
    return Clash(
        row.id, said, whose, value_words(room, q, row.value), value_words(room, q, value), can_join(value, row.value)
    )


def two_texts(room: Room, q: Question) -> tuple[str, str]:
    """(what has happened, what stands above the other text) where the visitor's text found another in its place."""
    lang, at, draft = room.task.visit.lang, room.task, room.drafts.get(q.name)
    row = next((r for r in reversed(at.receipts) if q.name in r.answers), None) if draft is None else None
    by = draft.saved_by if draft is not None else row.handed_in_by if row is not None else ""
    moment = draft.saved_at if draft is not None else row.handed_in_at if row is not None else None
    who = (at.names if row is not None else room.names).get(by, "")
    hour = when(at, moment) if moment is not None else ""
    if by and by == room.me:
        said = tr(lang, "Du har skrivit här i ett annat fönster. Båda texterna finns kvar.")
        return said, tr(lang, "Din text från ett annat fönster, {when}", when=hour)
    if who:
        said = tr(lang, "{who} skrev här samtidigt som du. Båda texterna finns kvar.", who=who)
        return said, tr(lang, "Text av {who}, {when}", who=who, when=hour)
    return tr(lang, "Svaret har ändrats medan du skrev. Båda texterna finns kvar."), from_words(room, q) or tr(
        lang, "I svaret nu"
    )
