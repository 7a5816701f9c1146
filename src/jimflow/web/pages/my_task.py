"""A task for somebody who takes part: what is asked, the joint answer with its draft, comments, and handing in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from starlette.responses import JSONResponse, Response

from jimflow.actions.errors import BadInput
from jimflow.actions.joint_answers import asked_of, save
from jimflow.actions.joint_comments import comment, take_back
from jimflow.actions.joint_drafts import Saved
from jimflow.actions.joint_hand_in import NotHandedIn, Receipt, hand_in
from jimflow.core.mistakes import Mistakes, Said
from jimflow.runtime import Runtime
from jimflow.store.transaction import read
from jimflow.texts.catalogue import tr
from jimflow.texts.names import answer_words
from jimflow.web.asked_fields import as_typed, wrong_fields
from jimflow.web.deeds import Deed, carry_out
from jimflow.web.errors import sentences, status_of
from jimflow.web.forms import CSRF, Form, whole_number
from jimflow.web.participant.dialogue import my_talk
from jimflow.web.participant.files import my_files
from jimflow.web.participant.materials import pieces
from jimflow.web.participant.task import Task, pill, the_task, together, when, who_reads, whose_words, why_me, words
from jimflow.web.participant.task_fields import (
    Room,
    comment_of,
    from_words,
    groups,
    my_field,
    the_room,
    two_texts,
    unsent,
    value_words,
)
from jimflow.web.participant.task_form import ANCHORED, Sent, mark, sent
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()

HERE = "/my/tasks/{task}"


@dataclass(frozen=True, slots=True)
class Tried:
    """A form that was not taken: why, what is wrong with each question, and what cannot be kept elsewhere."""

    problems: Sequence[str] = ()
    wrong: Mapping[str, str] = field(default_factory=dict)
    changed: Sequence[str] = ()
    form: Form = field(default_factory=lambda: Form({}))


@page.shows(HERE, right="linked")
def shown(visit: Visit, task: str) -> Response:
    """The task; what the agency has written in it only where a code has been typed."""
    return _page(visit, task)


@page.shows(f"{HERE}/latest", right="coded", by_itself=True)
def latest(visit: Visit, task: str) -> Response:
    """What stands in each question now, for the page that is open: its script asks every now and then."""
    with read(visit.runtime.engine) as tx:
        at = the_task(visit, tx, task)
        room = the_room(at, tx)
    found = {
        q.name: {
            "seen": mark(q, room.version(q.name), room.stands.get(q.name)),
            "typed": as_typed(room.stands.get(q.name)),
            "from": from_words(room, q),
            "words": value_words(room, q, room.stands.get(q.name)),
        }
        for q in room.asked
    }
    return _json({"csrf": visit.ours()[CSRF], "open": at.open, "fields": found})


@page.acts(f"{HERE}/save", right="coded")
def saved(visit: Visit, form: Form, task: str) -> Response:
    """Keeps what was typed; by itself from the page's script, which is told in JSON."""
    if form.text("as") == "json":
        return _autosaved(visit, form, task)

    def act(runtime: Runtime) -> Saved:
        return _save(visit, runtime, form, task)

    deed = Deed(title="", act=act, done=_saved_words, place=f"/my/tasks/{task}")
    return carry_out(visit, form, deed, lambda said, status: _page(visit, task, Tried(said, form=form), status))


@page.acts(f"{HERE}/comments", right="coded")
def commented(visit: Visit, form: Form, task: str) -> Response:
    """Says something to colleagues, or takes it back; what was typed in the answers is kept along with it."""
    where, gone = form.text("comment"), whole_number(form.text("remove"))

    def act(runtime: Runtime) -> bool:
        kept = _save(visit, runtime, form, task)
        if gone is not None:
            take_back(runtime, visit.me, _number(task), gone)
        else:
            name = where.removeprefix("about.") if where.startswith("about.") else ""
            comment(runtime, visit.me, _number(task), name, form.text(f"says.{name}"))
        return bool(kept.conflicts)

    done = Said("Kommentaren är borttagen.", "The comment has been taken back.") if gone is not None else None
    deed = Deed(
        title="",
        act=act,
        done=lambda _: done or Said("Kommentaren är sparad; bara ni ser den.", "Saved; only you see the comment."),
        place=f"/my/tasks/{task}",
    )
    return carry_out(visit, form, deed, lambda said, status: _page(visit, task, Tried(said, form=form), status))


@page.acts(f"{HERE}/hand-in", right="coded")
def handed_in(visit: Visit, form: Form, task: str) -> Response:
    """Hands in; where that cannot be, everything is saved and the page says why."""
    told: list[NotHandedIn] = []

    def act(runtime: Runtime) -> Receipt:
        it = _sent(visit, form, task)
        try:
            return hand_in(
                *(runtime, visit.me, _number(task), it.touched, it.seen),
                shown=it.shown,
                anchored=form.text(ANCHORED),
                settled=it.settled,
            )
        except NotHandedIn as error:
            told.append(error)
            raise

    def refused(said: Sequence[str], status: int) -> Response:
        return _page(visit, task, _tried(visit, task, form, said, told), status)

    deed = Deed(title="", act=act, done=_handed_in_words, place=f"/my/tasks/{task}")
    return carry_out(visit, form, deed, refused)


def _page(visit: Visit, task: str, tried: Tried | None = None, status: int = 200) -> Response:
    it = tried or Tried()
    with read(visit.runtime.engine) as tx:
        at = the_task(visit, tx, task)
        room = the_room(at, tx) if visit.me.may_change else None
        talk, shelf = my_talk(visit, tx, at.at), my_files(visit, tx, at.at)
        material = pieces(visit, tx, at.workflow, at.home.id, at.row.step, at.at.functions)
    said, shown = words(at), groups(room, it.wrong) if room is not None else []
    left = at.done and at.open and room is not None and (unsent(room) or bool(shelf and shelf.waiting))
    drafted = (room is not None and (bool(room.aside) or any(q.name in room.drafts for q in room.asked))) or left
    changing = at.may_change and (visit.query.get("change") == "yes" or drafted or tried is not None)
    return visit.page(
        "my_task.html",
        status,
        room="/my",
        at=at,
        said=said,
        pill=pill(at, said),
        unsent=left,
        why=why_me(at),
        others=together(at),
        readers=who_reads(at, said),
        pieces=material,
        talk=talk,
        shelf=shelf,
        writes=room is not None and at.open and (not at.done or changing),
        groups=shown,
        waits=next((f.question.name for g in shown for f in g.fields if f.clash), ""),
        questions=[q.text.in_(at.lang) for q in asked_of(at.at)] if room is None else [],
        handed_in=_handed_in(at, room) if room is not None else [],
        receipts=[(r, *whose_words(at, r), when(at, r.handed_in_at)) for r in reversed(at.receipts)],
        comments=[comment_of(room, c) for c in room.comments if not c.field] if room is not None else [],
        in_draft=_in_draft(room) if room is not None and not at.open else [],
        left_over=_left_over(room) if room is not None and not at.open else [],
        anchored=it.form.text(ANCHORED) or (at.receipts[-1].anchored if at.receipts else ""),
        tried=it,
        changed=[(f"q-{q.name}", q.text.in_(at.lang)) for q in asked_of(at.at) if q.name in it.changed],
    )


def _handed_in(at: Task, room: Room) -> list[tuple[str, str]]:
    """What has been handed in of the visitor's questions, in words."""
    given = room.known.submitted
    return [
        (q.text.in_(at.lang), answer_words(at.workflow, q, given[q.name], at.lang))
        for q in room.asked
        if q.name in given
    ]


def _in_draft(room: Room) -> list[tuple[str, str]]:
    """What stood in the draft when the task was closed."""
    lang, known = room.task.lang, room.known.submitted
    return [
        (q.text.in_(lang), value_words(room, q, room.drafts[q.name].value))
        for q in room.asked
        if q.name in room.drafts and room.drafts[q.name].value not in (None, known.get(q.name))
    ]


def _left_over(room: Room) -> list[tuple[str, str]]:
    """What the visitor wrote that the task did not take any more."""
    asked = {q.name: q for q in room.asked}
    return [
        (asked[a.field].text.in_(room.task.lang), value_words(room, asked[a.field], a.value))
        for a in room.aside
        if a.field in asked
    ]


def _sent(visit: Visit, form: Form, task: str) -> Sent:
    with read(visit.runtime.engine) as tx:
        room = the_room(the_task(visit, tx, task), tx)
    return sent(form, room.asked, room.aside, room.stands)


def _save(visit: Visit, runtime: Runtime, form: Form, task: str) -> Saved:
    it = _sent(visit, form, task)
    return save(runtime, visit.me, _number(task), it.touched, it.seen, it.settled)


def _autosaved(visit: Visit, form: Form, task: str) -> Response:
    try:
        it = _sent(visit, form, task)
        done = save(visit.runtime, visit.me, _number(task), it.touched, it.seen, it.settled)
    except BadInput as error:
        return _json({"problem": " ".join(sentences(error, visit.lang))}, status_of(error))
    with read(visit.runtime.engine) as tx:
        at = the_task(visit, tx, task)
        room = the_room(at, tx)
    asked = {q.name: q for q in room.asked}
    fields = {
        name: {
            "seen": mark(asked[name], room.version(name), room.stands.get(name)),
            "from": from_words(room, asked[name]),
            "told": my_field(room, asked[name]).told,
        }
        for name in done.versions
    }
    clashes = [
        {
            "field": c.field,
            "aside": c.aside,
            **dict(zip(("said", "whose"), two_texts(room, asked[c.field]), strict=True)),
            "theirs": value_words(room, asked[c.field], c.theirs),
            "mine": value_words(room, asked[c.field], c.mine),
            "typed": as_typed(c.theirs),
        }
        for c in done.conflicts
    ]
    return _json(
        {
            "at": when(at, done.at),
            "open": done.open,
            "unsent": at.done and unsent(room),
            "fields": fields,
            "clashes": clashes,
            "unchanged": list(it.shown),
        }
    )


def _tried(visit: Visit, task: str, form: Form, said: Sequence[str], told: Sequence[NotHandedIn]) -> Tried:
    if not told:
        return Tried(said, form=form)
    with read(visit.runtime.engine) as tx:
        room = the_room(the_task(visit, tx, task), tx)
    asked = list(room.asked)
    wrong = wrong_fields(asked, _as_it_stands(room), Mistakes(told[-1].wrong), visit.lang)
    others = [m.in_(visit.lang) for m in told[-1].wrong if m.path[:1] == (ANCHORED,)]
    changed = [*told[-1].changed, *(c.field for c in told[-1].saved.conflicts)]
    extra = [tr(visit.lang, "Förankrat hos: {what}.", what=what) for what in others]
    return Tried([*said, *extra], wrong, changed, form)


def _as_it_stands(room: Room) -> Form:
    """The questions as the form that would show them."""
    return Form({f"answer.{q.name}": as_typed(room.stands.get(q.name)) for q in room.asked})


def _saved_words(done: Saved) -> Said:
    if not done.open:
        return Said(
            "Uppgiften tar inte emot fler svar. Din text är sparad här och ses bara av dig.",
            "The task takes no more answers. Your text is kept here, and only you see it.",
        )
    if done.conflicts:
        return Said(
            "Sparat. På minst en fråga hann en kollega före: båda texterna finns kvar, välj nedan.",
            "Saved. A colleague was faster with at least one question: both texts are kept, choose below.",
        )
    return Said("Sparat.", "Saved.")


def _handed_in_words(done: Receipt) -> Said:
    if done.again:
        return Said("Det ändrade svaret är inskickat.", "The changed answer has been submitted.")
    if done.complete:
        return Said("Svaret är inskickat. Tack!", "The answer has been submitted. Thank you!")
    return Said("Din del är inskickad. Tack!", "Your part has been submitted. Thank you!")


def _number(task: str) -> int:
    return whole_number(task) or 0


def _json(found: Mapping[str, Any], status: int = 200) -> Response:
    return JSONResponse(dict(found), status, headers={"Cache-Control": "no-store"})
