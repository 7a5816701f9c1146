"""One request from door to door: who it is, what the right is, the handler, and the answer's cookies and headers."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from jimflow.actions.doors import guest_of, touch_guest
from jimflow.actions.errors import NotFound
from jimflow.actions.sign_in import signed_in, touch
from jimflow.store.faults import driver_error
from jimflow.texts.catalogue import tr
from jimflow.web.coming_in import asked_in
from jimflow.web.cookies import cookie, give, new_secret
from jimflow.web.errors import Forbidden, Told, error_page
from jimflow.web.forms import CSRF, NAME, PASSWORD, Form, is_name, proven
from jimflow.web.headers import protect
from jimflow.web.reading import TooLarge, pass_by, read_form, same_site
from jimflow.web.routing import FORM, PARTAKING, Route
from jimflow.web.site import Site
from jimflow.web.visit import Visit

log = logging.getLogger("jimflow.web")

LANGS = ("sv", "en")


def endpoint(site: Site, route: Route) -> Callable[[Request], Awaitable[Response]]:
    """What Starlette calls for the route: reads the form here, does all the rest in one thread."""

    async def answer(request: Request) -> Response:
        form: Form | None = None
        too_large = False
        if route.method == "POST":
            known = route.largest <= FORM or await run_in_threadpool(_known, site, route, request)
            try:
                form = await read_form(request, route.largest if known else FORM)
            except TooLarge as much:
                too_large, form = known, None if known else Form({})
                if much.more:
                    await pass_by(request)
            except (HTTPException, ClientDisconnect):
                form = Form({})
        return await run_in_threadpool(_answer, site, route, request, form, too_large)

    return answer


def _known(site: Site, route: Route, request: Request) -> bool:
    """Whether somebody sends it who has shown who she is: for strangers no large file is held in memory."""
    visit, unknown = _visit(site, route, request)
    return unknown is not None or visit.account is not None or (visit.guest is not None and visit.guest.may_change)


def _answer(site: Site, route: Route, request: Request, form: Form | None, too_large: bool) -> Response:
    visit, unknown = _visit(site, route, request)
    if unknown is not None:
        return protect(error_page(visit, unknown), secure=site.secure)
    values = {name: str(value) for name, value in request.path_params.items()}
    try:
        response = _refused(visit, request, form, route.largest if too_large else 0) if route.method == "POST" else None
        response = response or _handled(visit, route, form, values)
    except Exception as error:  # noqa: BLE001 - the door: nothing may pass it as a trace
        response = error_page(visit, error)
    if not route.by_itself and (visit.account is not None or visit.guest is not None):
        _seen(site, visit)
    if (
        visit.account is None
        and not (visit.guest and visit.guest.may_change)
        and not cookie(request, "browser", secure=site.secure)
    ):
        give(response, "browser", visit.secret, secure=site.secure)
    return protect(response, secure=site.secure)


def _seen(site: Site, visit: Visit) -> None:
    """Keeps the session awake; a database that is busy at this moment costs nobody the page that is ready."""
    try:
        if visit.account is not None:
            touch(site.runtime, visit.account)
        if visit.guest is not None:
            touch_guest(site.runtime, visit.guest)
    except Exception as error:
        if driver_error(error) is None:
            raise
        log.warning("a session could not be kept awake: %s", type(error).__name__)


def _visit(site: Site, route: Route, request: Request) -> tuple[Visit, Exception | None]:
    return (guest_visit if route.right in PARTAKING else visit_of)(site, request)


def visit_of(site: Site, request: Request) -> tuple[Visit, Exception | None]:
    """Who asks, in which language; where that cannot be found out, nobody, and why."""
    nobody, secret = _nobody(site, request), cookie(request, "session", secure=site.secure)
    try:
        account = signed_in(site.runtime, secret) if secret else None
    except Exception as error:  # noqa: BLE001 - as above; the error has a page of its own
        return nobody, error
    if account is None:
        return nobody, None
    chosen = cookie(request, "lang", secure=site.secure)
    lang = nobody.lang if chosen in LANGS else account.language
    return replace(nobody, secret=secret, account=account, lang=lang), None


def guest_visit(site: Site, request: Request) -> tuple[Visit, Exception | None]:
    """The same on the pages of those who take part: who they are, by their session or the link they followed."""
    nobody = _nobody(site, request)
    try:
        guest = guest_of(site.runtime, nobody.person_secret, nobody.token)
    except Exception as error:  # noqa: BLE001 - as above
        return nobody, error
    if guest is None:
        return nobody, None
    chosen = cookie(request, "lang", secure=site.secure)
    lang = nobody.lang if chosen in LANGS else guest.language
    return replace(nobody, guest=guest, lang=lang, secret=nobody.person_secret or nobody.secret), None


def no_such_page(site: Site, request: Request) -> Response:
    """The page that says that nothing is there."""
    visit, unknown = visit_of(site, request)
    return protect(error_page(visit, unknown or NotFound("", "")), secure=site.secure)


def _nobody(site: Site, request: Request) -> Visit:
    """The same request as if nobody were signed in; asks the database for nothing."""
    secret = cookie(request, "browser", secure=site.secure) or new_secret()
    chosen = cookie(request, "lang", secure=site.secure)
    lang = chosen if chosen in LANGS else site.runtime.settings.lang
    origin = request.client.host if request.client else ""
    person, token = (cookie(request, name, secure=site.secure) for name in ("person", "link"))
    found = Visit(site, request.url.path, request.query_params, secret, None, lang, origin)
    return replace(found, person_secret=person, token=token)


def _refused(visit: Visit, request: Request, form: Form | None, most: int) -> Response | None:
    """Why the form is not even looked at; None where it is. `most`: the bytes it had more than, 0 where it had not."""
    lang = visit.lang
    if most or form is None:
        words = tr(
            lang,
            "Det du skickade är för stort. Inget sparades. Högst {n} MB går att ta emot. Dela det eller minska det.",
            n=most >> 20,
        )
        return visit.page("error.html", 413, told=Told(413, tr(lang, "För stort"), (words,)))
    if not same_site(request, visit.runtime.settings.base_url):
        words = tr(lang, "Formuläret kom från en annan webbplats. Inget gjordes. Öppna sidan här och gör om det.")
        return visit.page("error.html", 403, told=Told(403, tr(lang, "Formuläret togs inte emot"), (words,)))
    return None


def _handled(visit: Visit, route: Route, form: Form | None, values: Mapping[str, str]) -> Response:
    if route.right == "anyone":
        ours = form is None or any(proven(s, form.text(CSRF)) for s in (visit.secret, visit.person_secret))
        if form is not None and not ours:
            return again(visit, form)
        return route.handler(visit, form, **values) if form is not None else route.handler(visit, **values)
    if route.right in PARTAKING:
        return _partaking(visit, route, form, values)
    if visit.account is None:
        if form is not None:
            return visit.page("sign_in.html", 401, next=visit.path, kept=_kept(form), problem="", login="")
        wanted = visit.path + (f"?{visit.query}" if visit.query else "")
        return visit.to("/sign-in" + (f"?next={quote(wanted, safe='')}" if wanted != "/" else ""))
    if not visit.may(route.right):
        raise Forbidden
    if form is None:
        return route.handler(visit, **values)
    if not proven(visit.secret, form.text(CSRF)) or not is_name(form.name):
        return again(visit, form)
    return route.handler(visit, form, **values)


def _partaking(visit: Visit, route: Route, form: Form | None, values: Mapping[str, str]) -> Response:
    """A page of those who take part; whoever has not shown enough is asked for it, and what was typed is kept."""
    guest = visit.guest
    enough = guest is not None and {"linked": True, "coded": guest.may_change, "known": guest.signed_in}[route.right]
    if not enough:
        if form is not None:
            return visit.page("in.html", 401, **asked_in(visit, visit.path, kept=_kept(form)))
        wanted = visit.path + (f"?{visit.query}" if visit.query else "")
        return visit.to(f"/in?next={quote(wanted, safe='')}")
    if form is None:
        return route.handler(visit, **values)
    if not proven(visit.secret, form.text(CSRF)) or not is_name(form.name):
        return again(visit, form)
    return route.handler(visit, form, **values)


def again(visit: Visit, form: Form) -> Response:
    """The form came from a page of an earlier session, or has no name: what was typed is kept, and can be sent.

    A password is not: it is asked for again.
    """
    if form.has(PASSWORD):
        words = tr(visit.lang, "Sidan hade legat för länge. Skriv lösenordet igen.")
        return visit.page(
            "sign_in.html", 403, next=form.text("next"), kept=form.kept, problem=words, login=form.text("login")
        )
    return visit.page("resume.html", 403, place=visit.path, kept=_kept(form), files=bool(form.files))


def _kept(form: Form) -> list[tuple[str, str]]:
    """What was typed, and the form's own name: should it have been dealt with already, it is not dealt with again."""
    return [*form.typed, *([(NAME, form.name)] if is_name(form.name) else [])]
