"""The doors of those who take part: the link of a mail, the code that stands in it, a code that is sent; and out."""

from __future__ import annotations

import logging

from starlette.responses import Response

from jimflow.actions.asked_codes import Asked, ask_for_code, type_sign_in_code
from jimflow.actions.coming_in import Acting, Choice, Refused, type_mail_code
from jimflow.actions.doors import guest_of, linked
from jimflow.actions.errors import BadInput
from jimflow.actions.going_out import end_session
from jimflow.actions.link_things import things
from jimflow.store.queries.seats import about
from jimflow.store.transaction import read
from jimflow.texts.catalogue import tr
from jimflow.web.coming_in import asked_in, come_in, which, why_not, within
from jimflow.web.cookies import give, take
from jimflow.web.forms import Form
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

log = logging.getLogger("jimflow.web")

page = Page()

WHO = ("Vem du är", "Who you are")


@page.shows("/l/{token}", right="anyone")
def follow(visit: Visit, token: str) -> Response:
    """The link of a mail: on to the page of what the mail is about, or to all of it. It changes nothing."""
    return _follow(visit, token, 0)


@page.shows("/L/{token}", right="anyone")
def follow_in_capitals(visit: Visit, token: str) -> Response:
    """The same for whoever types it as a keyboard or a mail program wrote it."""
    return _follow(visit, token, 0)


@page.shows("/l/{token}/{thing}", right="anyone")
def follow_to_one(visit: Visit, token: str, thing: str) -> Response:
    """The link that stands beside one of several things in a mail."""
    digits = "".join(c for c in thing if c.isascii() and c.isdigit())[:4]
    return _follow(visit, token, int(digits or 0))


def _follow(visit: Visit, token: str, thing: int) -> Response:
    doors = visit.runtime.doors
    mail = doors.mail_of(token) if doors is not None else None
    if doors is None or mail is None:
        log.warning("a link that is none of ours was followed")  # 80 bits need no limit, and a GET writes nothing
        return _over(visit)
    with read(visit.runtime.engine) as tx:
        if linked(visit.runtime, tx, token, visit.now) is None:
            return _over(visit)
        found = things(about(tx, mail))
    one = thing if 0 < thing <= len(found) else int(len(found) == 1)
    response = visit.to(found[one - 1].path if one else "/my")
    response.headers["Referrer-Policy"] = "no-referrer"
    give(response, "link", doors.token(mail), secure=visit.site.secure)
    return response


def _over(visit: Visit) -> Response:
    """The same page whether the link never was, is over, was revoked, or its person has left."""
    response = visit.page("link_over.html", 404)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@page.shows("/in", right="anyone")
def ask(visit: Visit) -> Response:
    """The code of the mail whose link was followed; beside it, a code to one's address."""
    place = within(visit.query.get("next", ""))
    guest = guest_of(visit.runtime, visit.person_secret, visit.token)
    if guest is not None and guest.signed_in:
        return visit.to(place)
    return visit.page("in.html", out=visit.query.get("out", ""), **asked_in(visit, place))


@page.acts("/in/mail-code", right="anyone")
def mail_code(visit: Visit, form: Form) -> Response:
    """The code that stands in the mail."""
    place, typed = within(form.text("next")), (form.text("name"), form.text("mail"))
    acting = Acting(*typed) if any(typed) else None
    try:
        found = type_mail_code(
            *(visit.runtime, visit.token, form.text("code"), visit.origin),
            person=form.number("person", WHO),
            acting=acting,
            instead_of=visit.person_secret,
        )
    except BadInput as wrong:
        values = asked_in(visit, place, kept=form.kept, problem=wrong.said.in_(visit.lang), acting=typed)
        return visit.page("in.html", 422, **values)
    if isinstance(found, Refused):
        words = tr(visit.lang, "Koden stämmer inte. Den står i samma mejl som länken du öppnade.")
        problem, status = why_not(visit.lang, found, words)
        return visit.page("in.html", status, **asked_in(visit, place, kept=form.kept, problem=problem, acting=typed))
    if isinstance(found, Choice):
        return which(visit, found, "/in/mail-code", form.typed)
    return come_in(visit, found, place, form.kept)


@page.acts("/in/code", right="anyone")
def send_code(visit: Visit, form: Form) -> Response:
    """Sends a code to an address. What is said is the same whoever has it."""
    place, address = within(form.text("next")), form.text("address")
    try:
        found = ask_for_code(visit.runtime, address, visit.secret, visit.origin)
    except BadInput as wrong:
        values = asked_in(visit, place, kept=form.kept, problem=wrong.said.in_(visit.lang), address=address)
        return visit.page("in.html", 422, **values)
    if isinstance(found, Asked):
        visit.site.hurry()  # also where nobody has the address
        return visit.page("in.html", **asked_in(visit, place, kept=form.kept, address=address, asked=found))
    problem, status = why_not(visit.lang, found, "")
    return visit.page("in.html", status, **asked_in(visit, place, kept=form.kept, problem=problem, address=address))


@page.acts("/in/enter", right="anyone")
def enter(visit: Visit, form: Form) -> Response:
    """The code that was sent."""
    place, address = within(form.text("next")), form.text("address")
    found = type_sign_in_code(
        *(visit.runtime, visit.secret, form.text("code"), visit.origin),
        person=form.number("person", WHO),
        instead_of=visit.person_secret,
    )
    if isinstance(found, Refused):
        words = tr(
            visit.lang, "Koden stämmer inte, eller så har det gått mer än tio minuter. Försök igen eller be om en ny."
        )
        problem, status = why_not(visit.lang, found, words)
        values = asked_in(visit, place, kept=form.kept, problem=problem, address=address, asked=Asked(visit.now))
        return visit.page("in.html", status, **values)
    if isinstance(found, Choice):
        return which(visit, found, "/in/enter", form.typed)
    response = come_in(visit, found, place, form.kept)
    take(response, "link", secure=visit.site.secure)  # it may be of a mail to somebody else
    return response


@page.acts("/in/out", right="anyone")
def leave(visit: Visit, _form: Form) -> Response:
    """The session ends at once, in every window, and the link is forgotten."""
    end_session(visit.runtime, visit.person_secret)
    response = visit.to("/in?out=yes")
    for name in ("person", "link"):
        take(response, name, secure=visit.site.secure)
    return response
