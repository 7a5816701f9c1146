"""Skicka vidare: a task is sent on to a colleague, with the mail shown first; and ends being so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from jimflow.actions.errors import BadInput, NotFound
from jimflow.actions.forwards import MOST_OPEN, Forwarded, end_forward, forward, key_of, may_end
from jimflow.actions.guests import Seated, no_such_thing, seated
from jimflow.actions.mail_ahead import mail_ahead
from jimflow.actions.preferences import LANGUAGES
from jimflow.actions.voices import speakers
from jimflow.core.mistakes import Said
from jimflow.mail.voice import Voice
from jimflow.runtime import Runtime
from jimflow.store.queries.standing_in import ForwardRow, forwards, undelivered
from jimflow.store.transaction import read
from jimflow.texts.catalogue import tr
from jimflow.texts.dates import clock, day
from jimflow.texts.names import assignment_title, function_title, title_within
from jimflow.web.deeds import Deed, carry_out
from jimflow.web.errors import sentences, status_of
from jimflow.web.forms import Form, whole_number
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()

ROOM = "/my/tasks/{task}/forward"


@dataclass(frozen=True, slots=True)
class Sent:
    """Somebody the task was sent on to; `mine`: the reader may end it; `lost`: the mail did not arrive."""

    row: ForwardRow
    mine: bool
    lost: bool


@dataclass(frozen=True, slots=True)
class At:
    """The task, whom it was sent on to, and who speaks in its mails."""

    task: Seated
    sent: Sequence[Sent]
    voice: Voice

    @property
    def room(self) -> str:
        """The address of this page."""
        return f"/my/tasks/{self.task.task}/forward"


@page.shows(ROOM, right="coded")
def shown(visit: Visit, task: str) -> Response:
    """The form, and those who have the task already because it was sent on."""
    return _page(visit, _at(visit, task))


@page.acts(ROOM, right="coded")
def sent(visit: Visit, form: Form, task: str) -> Response:
    """Shows the mail first, then sends it."""
    at = _at(visit, task)

    def act(runtime: Runtime) -> Forwarded:
        return forward(
            *(runtime, visit.me, at.task.task, form.text("name"), form.text("address")),
            may_hand_in=form.has("may_hand_in"),
            words=form.text("words"),
            function=form.text("function"),
            language=form.text("language", visit.lang),
        )

    def refused(said: Sequence[str], status: int) -> Response:
        return _page(visit, _at(visit, task), form, said, status)

    if form.step not in ("confirm", "back"):
        try:
            mail = mail_ahead(visit.runtime, act)
        except NotFound:
            raise
        except BadInput as error:
            return refused(sentences(error, visit.lang), status_of(error))
        way = [("/my", tr(visit.lang, "Mina uppgifter")), (f"/my/tasks/{at.task.task}", _title(visit, at))]
        right = tr(visit.lang, "Kollegan får också skicka in svaret.")
        return visit.page(
            "my_mail_first.html",
            room="/my",
            place=at.room,
            way=way,
            form=form,
            mail=mail,
            notes=[right] if form.has("may_hand_in") else [],
            button=tr(visit.lang, "Skicka vidare"),
        )
    deed = Deed(
        title=tr(visit.lang, "Skicka vidare"),
        act=act,
        done=lambda done: _sent(visit, done),
        place=at.room,
    )
    return carry_out(visit, form, deed, refused)


@page.acts(f"{ROOM}/end", right="coded")
def ended(visit: Visit, form: Form, task: str) -> Response:
    """A colleague has the task no more."""
    at, number = _at(visit, task), whole_number(form.text("forward"))
    if number is None:
        raise no_such_thing()
    deed = Deed(
        title=tr(visit.lang, "Avsluta"),
        act=lambda runtime: end_forward(runtime, visit.me, at.task.task, number),
        done=lambda row: Said(
            f"{row.name} har inte längre uppgiften. Det som är skrivet står kvar.",
            f"{row.name} no longer has the assignment. What has been written stays.",
        ),
        place=at.room,
    )
    return carry_out(visit, form, deed, lambda said, status: _page(visit, _at(visit, task), None, said, status))


def _sent(visit: Visit, done: Forwarded) -> Said:
    """To whom, and when the mail leaves: now, or at the next hour when mail may be sent."""
    leaves = visit.local(done.leaves)
    if leaves <= visit.local(visit.now):
        when = Said("nu", "now")
    else:
        when = Said(*(f"{day(leaves.date(), lang, visit.today)} {clock(leaves, lang)}" for lang in LANGUAGES))
    return Said(
        f"Uppgiften är skickad vidare till {done.name} ({done.address}). Mejlet går {when.sv}.",
        f"The assignment has been sent on to {done.name} ({done.address}). The mail leaves {when.en}.",
    )


def _at(visit: Visit, task: str) -> At:
    number = whole_number(task)
    if number is None:
        raise no_such_thing()
    with read(visit.runtime.engine) as tx:
        at = seated(visit.runtime, tx, visit.me, number)
        rows = [f for f in forwards(tx, number) if f.open]
        lost = undelivered(tx, [key_of(row.id) for row in rows])
        several = [Sent(row, may_end(visit.runtime, tx, visit.me, at, row), key_of(row.id) in lost) for row in rows]
        of = at.seats[0].round
        return At(at, several, speakers(visit.runtime, tx, [of])[of].voice)


def _title(visit: Visit, at: At) -> str:
    return assignment_title(at.task.workflow, at.task.name, visit.lang)


def _page(visit: Visit, at: At, form: Form | None = None, said: Sequence[str] = (), status: int = 200) -> Response:
    mine = [(f, function_title(at.task.workflow, f, visit.lang)) for f in at.task.functions]
    known = {one.row.function for one in at.sent}
    titles = {f: title_within(function_title(at.task.workflow, f, visit.lang)) for f in known}
    return visit.page(
        "my_forward.html",
        status,
        room="/my",
        at=at,
        title=_title(visit, at),
        form=form or Form({}),
        problems_said=said,
        functions=mine,
        sender=title_within(at.voice.sender.in_(visit.lang).partition(",")[0]),
        spoken="en" in at.task.workflow.languages,
        titles=titles,
        hands_in=at.task.hands_in is not None,
        full=len(at.sent) >= MOST_OPEN,
        most=MOST_OPEN,
    )
