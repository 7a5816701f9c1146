"""The web application: every page module's addresses, the static files, and the answer where nothing is found."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Awaitable, Callable, Iterator
from http import HTTPStatus

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route as Mounted

import jimflow.web.pages
from jimflow.runtime import Runtime
from jimflow.web.answering import endpoint, no_such_page
from jimflow.web.assets import by_address
from jimflow.web.headers import protect
from jimflow.web.routing import Page, Route
from jimflow.web.site import Site, site_of

_FOR_EVER = "public, max-age=31536000, immutable"


def create_app(runtime: Runtime, hurry: Callable[[], None] = lambda: None) -> FastAPI:
    """The pages over one runtime. `hurry` is called when mail has been asked for that is not to wait for the next beat.

    Raises RuntimeError where the database was never set up.
    """
    site = site_of(runtime, hurry)
    app = FastAPI(
        title="jimflow",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,  # it would lead to whatever host the request names
    )
    for route in sorted(routes(), key=by_literal_part):
        app.router.routes.append(Mounted(route.path, endpoint(site, route), methods=[route.method]))
    app.router.routes.append(Mounted("/static/{name}", _static, methods=["GET"]))
    app.add_exception_handler(HTTPException, _not_found(site))
    hosts = runtime.settings.web_hosts
    if hosts:
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))
    return app


def routes() -> Iterator[Route]:
    """The addresses of every module in `pages`."""
    for found in pkgutil.iter_modules(jimflow.web.pages.__path__):
        module = importlib.import_module(f"jimflow.web.pages.{found.name}")
        page = getattr(module, "page", None)
        if isinstance(page, Page):
            yield from page.routes


def by_literal_part(route: Route) -> tuple[str, ...]:
    """/rounds/new is asked for before /rounds/{code}."""
    return tuple("\uffff" if part.startswith("{") else part for part in route.path.split("/"))


async def _static(request: Request) -> Response:
    asset = by_address().get(request.url.path)
    if asset is None:
        raise HTTPException(404)
    return protect(Response(asset.content, media_type=asset.kind, headers={"Cache-Control": _FOR_EVER}), secure=False)


def _not_found(site: Site) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def answer(request: Request, error: Exception) -> Response:
        found = await run_in_threadpool(no_such_page, site, request)
        if isinstance(error, HTTPException) and found.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
            found.status_code = error.status_code
        return found

    return answer
