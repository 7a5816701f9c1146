"""One request of one person: who it is, in which language, and how a page is answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from starlette.datastructures import QueryParams
from starlette.responses import HTMLResponse, RedirectResponse, Response

from jimflow.actions.agency_seats import homes
from jimflow.actions.guests import Guest
from jimflow.actions.sign_in import SignedIn
from jimflow.actions.submissions import Sender, answered
from jimflow.core.accounts import MAY
from jimflow.core.mistakes import Said
from jimflow.core.model import Actor
from jimflow.runtime import Runtime
from jimflow.store.queries.rounds import RoundRow, rounds
from jimflow.store.transaction import read
from jimflow.texts.blockers import ZONE
from jimflow.texts.dates import MONTHS
from jimflow.web.forms import is_name, new_name, proof
from jimflow.web.render import render
from jimflow.web.site import Site

DONE = "done"
"""In an address: the name of the form that led here, whose words are said."""


@dataclass
class Visit:
    """What a page needs to know of the request, and the paper it answers on."""

    site: Site
    path: str
    query: QueryParams
    secret: str
    """Of the browser: the session's where somebody is signed in."""
    account: SignedIn | None
    lang: str
    origin: str = ""
    """Where the request came from, as far as we can tell."""
    guest: Guest | None = None
    """Who it is on the pages of those who take part; None on all others."""
    person_secret: str = ""
    """Of the browser's session as somebody who takes part, "" without one."""
    token: str = ""
    """Of the link of a mail that the browser followed, "" without one."""
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def runtime(self) -> Runtime:
        """The parts every action needs."""
        return self.site.runtime

    @property
    def who(self) -> SignedIn:
        """The person who is signed in; every page but the sign-in has one."""
        assert self.account is not None
        return self.account

    @property
    def actor(self) -> Actor:
        """The same as the audit names them."""
        return self.guest.actor if self.guest is not None else Actor(self.who.login, self.who.role)

    @property
    def me(self) -> Guest:
        """Whoever takes part; every page of theirs but the doors has one."""
        assert self.guest is not None
        return self.guest

    @cached_property
    def at_home(self) -> bool:
        """True for whoever has an agency's own room; the ministry's officer and guests have none."""
        if self.guest is None:
            return False
        with read(self.runtime.engine) as tx:
            return bool(homes(self.runtime, tx, self.guest))

    @property
    def sender(self) -> Sender:
        """Whose form it is that comes with this request."""
        return Sender(person=self.guest.id) if self.guest is not None else Sender(account=self.who.id)

    @cached_property
    def now(self) -> datetime:
        """The moment of the request, UTC."""
        return self.runtime.clock()

    @property
    def today(self) -> date:
        """The day it is here."""
        return self.local(self.now).date()

    def local(self, moment: datetime) -> datetime:
        """A moment as the wall clock here shows it."""
        return moment.astimezone(ZoneInfo(ZONE))

    def may(self, right: str) -> bool:
        """Whether the person's role has the right."""
        return self.account is not None and right in MAY.get(self.account.role, frozenset())

    def said(self, words: Said) -> str:
        """Words in the page's language."""
        return words.in_(self.lang)

    @cached_property
    def rounds(self) -> list[RoundRow]:
        """Every round, the latest first."""
        with read(self.runtime.engine) as tx:
            return rounds(tx)

    @property
    def going(self) -> RoundRow | None:
        """The round that goes on today, else the latest one."""
        on = [r for r in self.rounds if r.starts_on <= self.today <= r.ends_on]
        return next(iter(on or self.rounds), None)

    @property
    def clock(self) -> str:
        """A demo's example clock, "" elsewhere."""
        if not self.site.demo:
            return ""
        here = self.local(self.now)
        month = MONTHS["en" if self.lang == "en" else "sv"][here.month - 1]
        return f"{Said('exempelklocka', 'example clock').in_(self.lang)} {here.day} {month} {here.year}"

    @cached_property
    def message(self) -> str:
        """What the form that led here did; "" without one."""
        name = self.query.get(DONE, "")
        known = is_name(name) and (self.account is not None or self.guest is not None)
        found = answered(self.runtime, name, self.sender) if known else None
        return str(found.words.get(self.lang, "")) if found is not None else ""

    def as_account(self, account: SignedIn, secret: str) -> Visit:
        """The same request by somebody who has just signed in."""
        return Visit(self.site, self.path, self.query, secret, account, self.lang, self.origin)

    def page(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A page from its template."""
        return HTMLResponse(self.html(template, **values), status)

    def html(self, template: str, **values: Any) -> str:
        """The same, not sent yet: for a part of a page that is remembered."""
        return render(self.lang, template, {"visit": self, **self.values, **values})

    def to(self, place: str) -> Response:
        """On to another address of ours."""
        return RedirectResponse(place, 303)

    def ours(self) -> Mapping[str, str]:
        """The hidden fields of a form that is shown now."""
        return {"_csrf": proof(self.secret), "_form": new_name()}
