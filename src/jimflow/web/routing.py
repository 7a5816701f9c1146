"""How a page is put at an address: with the right it takes, and everything around the handler done in one place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from starlette.responses import Response

Handler = Callable[..., Response]
Put = Callable[[Handler], Handler]
Right = Literal["read", "act", "administer", "anyone", "linked", "coded", "known"]
"""`anyone`: without being signed in. The last three are those who take part: who has followed the link of a mail,
who has typed its code too, and who has signed in; each may do what the one before may."""

PARTAKING = frozenset({"linked", "coded", "known"})


@dataclass(frozen=True, slots=True)
class Route:
    """A handler at an address."""

    method: Literal["GET", "POST"]
    path: str
    right: Right
    handler: Handler
    largest: int
    """Bytes that a form may have."""
    by_itself: bool = False
    """True of what a script asks for now and then: it does not tell that anybody sits there, and wakes no session."""


FORM, FILE = 1 << 20, 12 << 20


@dataclass
class Page:
    """The addresses of one page module."""

    routes: list[Route] = field(default_factory=list)

    def shows(self, path: str, *, right: Right = "read", by_itself: bool = False) -> Put:
        """The handler answers a GET: `handler(visit, **path values)`. It changes nothing."""
        return self._put("GET", path, right, FORM, by_itself=by_itself)

    def acts(self, path: str, *, right: Right = "act", largest: int = FORM) -> Put:
        """The handler answers a POST from a form of ours: `handler(visit, form, **path values)`."""
        return self._put("POST", path, right, largest)

    def _put(
        self, method: Literal["GET", "POST"], path: str, right: Right, largest: int, *, by_itself: bool = False
    ) -> Put:
        def put(handler: Handler) -> Handler:
            self.routes.append(Route(method, path, right, handler, largest, by_itself))
            return handler

        return put
