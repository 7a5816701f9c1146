"""Signing in and out, the language, and going on with a form whose session had ended."""

from __future__ import annotations

from starlette.responses import Response

from jimflow.actions.sign_in import Refused, sign_in, sign_out
from jimflow.texts.catalogue import tr
from jimflow.web.cookies import give, take
from jimflow.web.forms import PASSWORD, Form
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()


@page.shows("/sign-in", right="anyone")
def ask(visit: Visit) -> Response:
    """The form."""
    if visit.account is not None:
        return visit.to(ours(visit.query.get("next", "")))
    return _form(visit, ours(visit.query.get("next", "")), [], "", "")


@page.acts("/sign-in", right="anyone")
def enter(visit: Visit, form: Form) -> Response:
    """A session for whoever proves to be who she is; what was being sent when the old one ended is gone on with."""
    place, login = ours(form.text("next")), form.text("login")
    kept = form.kept
    found = sign_in(visit.runtime, login, form.exact(PASSWORD), visit.origin)
    if isinstance(found, Refused):
        words = tr(visit.lang, "Användarnamnet eller lösenordet stämmer inte. Försök igen.")
        if found.seconds:
            minutes = -(-found.seconds // 60)
            words = tr(visit.lang, "För många försök. Vänta {n} minuter och försök igen.", n=minutes)
        return _form(visit, place, kept, login, words, 429 if found.seconds else 401)
    if visit.account is not None:
        sign_out(visit.runtime, visit.secret)
    if kept:
        entered = visit.as_account(found.account, found.secret)
        response: Response = entered.page("resume.html", place=place, kept=kept, files=False)
    else:
        response = visit.to(place)
    give(response, "session", found.secret, secure=visit.site.secure)
    return response


@page.acts("/sign-out", right="anyone")
def leave(visit: Visit, _form: Form) -> Response:
    """The session ends at once, in every window."""
    if visit.account is not None:
        sign_out(visit.runtime, visit.secret)
    response = visit.to("/sign-in")
    take(response, "session", secure=visit.site.secure)
    return response


@page.acts("/language", right="anyone")
def language(visit: Visit, form: Form) -> Response:
    """The same page in the other language."""
    response = visit.to(ours(form.text("next")))
    lang = form.text("lang")
    if lang in ("sv", "en"):
        give(response, "lang", lang, secure=visit.site.secure)
    return response


def ours(place: str) -> str:
    """An address of our own; anything else becomes the first page, so that no link leads people elsewhere."""
    clean = place.startswith("/") and not place.startswith(("//", "/\\")) and place.isprintable()
    return place if clean and not place.startswith("/sign-in") else "/"


def _form(
    visit: Visit, place: str, kept: list[tuple[str, str]], login: str, problem: str, status: int = 200
) -> Response:
    return visit.page("sign_in.html", status, next=place, kept=kept, login=login, problem=problem)
