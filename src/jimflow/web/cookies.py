"""The cookies: which session a browser has, a secret of its own before, the link it followed, the language it chose."""

from __future__ import annotations

import secrets
from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

from jimflow.core.accounts import LONGEST

Name = Literal["session", "browser", "lang", "person", "link"]
_YEAR = 365 * 24 * 3600


def called(name: Name, *, secure: bool) -> str:
    """The cookie's name; over HTTPS one that only this very host can set."""
    return f"__Host-jimflow-{name}" if secure else f"jimflow-{name}"


def cookie(request: Request, name: Name, *, secure: bool) -> str:
    """Its value, "" without one."""
    return request.cookies.get(called(name, secure=secure), "")


def give(response: Response, name: Name, value: str, *, secure: bool) -> None:
    """Sets it: a session's as long as one may last, the language for a year, the others until the browser closes."""
    longest = int(LONGEST.total_seconds())
    age = {"session": longest, "person": longest, "lang": _YEAR, "browser": None, "link": None}[name]
    key = called(name, secure=secure)
    response.set_cookie(key, value, max_age=age, path="/", secure=secure, httponly=True, samesite="lax")


def take(response: Response, name: Name, *, secure: bool) -> None:
    """Removes it."""
    key = called(name, secure=secure)
    response.delete_cookie(key, path="/", secure=secure, httponly=True, samesite="lax")


def new_secret() -> str:
    """A secret for a browser that has no session yet."""
    return secrets.token_urlsafe(32)
