"""What a page says when it cannot do what was asked: what happened, that nothing was changed, and what to do next."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass, replace
from http import HTTPStatus

from starlette.responses import Response

from jimflow.actions.errors import BadInput, NotAllowed, NotFound
from jimflow.core.mistakes import Mistakes
from jimflow.store.faults import driver_error, known_fault
from jimflow.texts.catalogue import tr
from jimflow.web.visit import Visit

log = logging.getLogger("jimflow.web")


class Forbidden(Exception):  # noqa: N818 - reads as what it is
    """The person's role does not allow it."""


class Stale(Exception):  # noqa: N818 - reads as what it is
    """Somebody changed the thing after the page had been shown; nothing was done."""


class TooMany(Exception):  # noqa: N818 - reads as what it is
    """Asked too often; `seconds` until it is worth trying again."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"again in {seconds} s")


@dataclass(frozen=True, slots=True)
class Told:
    """A status and the sentences of its page."""

    status: int
    title: str
    words: tuple[str, ...]


def status_of(error: Exception) -> int:
    """The HTTP status that an error of an action stands for."""
    if isinstance(error, NotFound):
        return 404
    if isinstance(error, NotAllowed | Stale):
        return 409
    if isinstance(error, BadInput | Mistakes):
        return 422
    if isinstance(error, Forbidden):
        return 403
    return 429 if isinstance(error, TooMany) else 500


def sentences(error: Exception, lang: str) -> list[str]:
    """What an action's refusal says, in the language."""
    if isinstance(error, BadInput):
        return [error.said.in_(lang)]
    return list(error.lines(lang)) if isinstance(error, Mistakes) else []


def error_page(visit: Visit, error: Exception) -> Response:
    """The page for an error that no page of its own has dealt with."""
    told = _told(error, visit.lang)
    if told.status >= HTTPStatus.INTERNAL_SERVER_ERROR:  # what a page tells of the person may be what fails
        visit = replace(visit, account=None)
    page = visit.page("error.html", told.status, told=told)
    if isinstance(error, TooMany):
        page.headers["Retry-After"] = str(error.seconds)
    return page


def _told(error: Exception, lang: str) -> Told:
    status = status_of(error)
    said = sentences(error, lang)
    match status:
        case 403:
            words = tr(lang, "Ditt konto får läsa, men inte göra det här. Be en samordnare eller administratör.")
            return Told(403, tr(lang, "Du har inte rätt till det här"), (words,))
        case 404:
            hint = tr(lang, "Adressen kan vara fel avskriven, eller så har det tagits bort. Börja om från översikten.")
            return Told(404, tr(lang, "Sidan finns inte"), (*said, hint))
        case 409:
            hint = tr(lang, "Inget ändrades. Gå tillbaka, ladda om sidan och se hur det står nu.")
            return Told(409, tr(lang, "Det gick inte att göra"), (*said, hint))
        case 422:
            hint = tr(lang, "Inget ändrades. Gå tillbaka och rätta det som står ovan.")
            return Told(422, tr(lang, "Något i formuläret behöver rättas"), (*said, hint))
        case 429:
            seconds = error.seconds if isinstance(error, TooMany) else 60
            words = tr(lang, "Vänta {n} sekunder och försök igen.", n=seconds)
            return Told(429, tr(lang, "För många försök"), (words,))
        case _:
            return _fault(error, lang)


def _fault(error: Exception, lang: str) -> Told:
    mark = secrets.token_hex(4)
    log.error("fault %s", mark, exc_info=error)
    if (driver := driver_error(error)) is not None:
        words = tr(lang, "Inget av det du gjorde är halvgjort. Försök igen om en stund.")
        known = known_fault(driver)
        return Told(503, tr(lang, "Det går inte just nu"), (*([known.in_(lang)] if known else []), words))
    words = tr(lang, "Inget av det du gjorde är halvgjort. Försök igen. Händer det på nytt: anmäl {mark}.", mark=mark)
    return Told(500, tr(lang, "Något gick fel hos oss"), (words,))
