"""A change made from a page: first what it would do, then, once confirmed, done at most once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from sqlalchemy.exc import IntegrityError
from starlette.responses import Response

from jimflow.actions.errors import BadInput
from jimflow.actions.submissions import DoneAlready, answer, answered, once
from jimflow.actions.trial import Scope, trial
from jimflow.core.mistakes import Mistakes, Said
from jimflow.runtime import Runtime
from jimflow.texts.catalogue import tr
from jimflow.texts.impact import details, summary
from jimflow.web.errors import Stale, sentences, status_of
from jimflow.web.forms import Form
from jimflow.web.visit import DONE, Visit

Refused = (BadInput, Mistakes, Stale)


@dataclass(frozen=True, slots=True)
class Deed:
    """One change as a person is asked about it. Words are in the language of the page but for `done`."""

    title: str
    """Of the page that asks: a question or what is about to be done."""
    act: Callable[[Runtime], Any]
    """The action; raises BadInput, NotAllowed, Mistakes, or Stale."""
    done: Callable[[Any], Said]
    """What is said afterwards, from the action's answer."""
    place: str
    """Where the browser goes on to."""
    lines: Sequence[str] = ()
    """What the person should know besides the impact."""
    button: str = ""
    """On the button that does it."""
    affects: Scope | None = None
    """The participations whose mails, dates and tasks are looked at; None: nothing is shown first, it is just done."""
    careful: bool = False
    """True for what cannot be taken back."""


def carry_out(visit: Visit, form: Form, deed: Deed, refused: Callable[[Sequence[str], int], Response]) -> Response:
    """Shows what the deed would do, or does it.

    `refused(sentences, status)` is the form again, with what was typed; without sentences when she thinks better of it.
    """
    known = answered(visit.runtime, form.name, visit.sender)
    if known is not None:
        return visit.to(known.place or deed.place)
    if form.step == "back":
        return refused([], 200)
    if deed.affects is not None and form.step != "confirm":
        return _ask(visit, form, deed, refused)
    try:
        result = deed.act(once(visit.runtime, form.name, visit.sender))
    except (DoneAlready, IntegrityError) as error:
        known = answered(visit.runtime, form.name, visit.sender)
        if known is None and isinstance(error, DoneAlready):  # the name is of a form that somebody else sent
            return refused(_why_not(visit, Stale()), status_of(Stale()))
        if known is None:
            raise
        return visit.to(known.place or deed.place)
    except Refused as error:
        return refused(_why_not(visit, error), status_of(error))
    words = deed.done(result)
    place = _with_done(deed.place, form.name)
    answer(visit.runtime, form.name, place, {"sv": words.sv, "en": words.en or words.sv})
    return visit.to(place)


def _ask(visit: Visit, form: Form, deed: Deed, refused: Callable[[Sequence[str], int], Response]) -> Response:
    assert deed.affects is not None
    try:
        tried = trial(visit.runtime, deed.affects, deed.act)
    except Stale as error:
        return refused(_why_not(visit, error), status_of(error))
    if tried.error is not None:
        return refused(_why_not(visit, tried.error), status_of(tried.error))
    return visit.page(
        "confirm.html",
        deed=deed,
        form=form,
        summary=summary(tried.impact, visit.lang),
        details=details(tried.impact, tried.workflows, visit.lang, visit.today),
    )


def _why_not(visit: Visit, error: Exception) -> list[str]:
    if isinstance(error, Stale):
        return [
            tr(visit.lang, "Någon annan hann före: det här har ändrats sedan du öppnade sidan. Inget gjordes."),
            *(str(part) for part in error.args),
        ]
    return sentences(error, visit.lang)


def _with_done(place: str, name: str) -> str:
    """The place without its anchor: what was done is said at the head of the page, where it must be seen."""
    path = place.partition("#")[0]
    return f"{path}{'&' if '?' in path else '?'}{DONE}={quote(name)}"
