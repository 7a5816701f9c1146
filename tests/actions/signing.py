"""An installation with accounts, whose passwords are reckoned fast and whose reckonings are counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from argon2 import PasswordHasher

from jimflow.actions import passwords
from jimflow.actions.accounts import add_account
from jimflow.actions.sign_in import Refused, Session, SignedIn, sign_in, signed_in
from jimflow.core.model import Actor
from jimflow.runtime import Runtime
from tests.actions.loaded import Place

OPERATOR = Actor("drift", "operator")
PASSWORD = "fem blå hästar på rad"
HOME, AWAY = "192.0.2.7", "198.51.100.9"
WRONG = Refused()


class Reckoner(PasswordHasher):
    """The real one in small, which counts how often a password was tried; `meanwhile` is done after each."""

    def __init__(self, time_cost: int = 1) -> None:
        super().__init__(time_cost=time_cost, memory_cost=8, parallelism=1)
        self.tried = 0
        self.meanwhile: Callable[[], object] = lambda: None

    def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]  # noqa: A002
        self.tried += 1
        try:
            return super().verify(hash, password)
        finally:
            self.meanwhile()


def small(monkeypatch: pytest.MonkeyPatch, time_cost: int = 1) -> Reckoner:
    """From now on passwords are reckoned by this one, which takes no time."""
    reckoner = Reckoner(time_cost)
    monkeypatch.setattr(passwords, "_hasher", reckoner)
    passwords._nobodys.cache_clear()
    return reckoner


@dataclass(frozen=True)
class Door:
    """Where people sign in: Eva coordinates, Per administers, Ulla is disabled, Siv has no password of ours."""

    here: Place
    reckoner: Reckoner
    numbers: dict[str, int] = field(default_factory=dict)

    @property
    def runtime(self) -> Runtime:
        return self.here.runtime

    def add(self, login: str, role: str = "coordinator", password: str | None = PASSWORD) -> int:
        name = f"{login.title()} Påhittad"
        self.numbers[login] = add_account(self.runtime, login, name, role, password, OPERATOR)
        return self.numbers[login]

    def knock(self, login: str = "eva", password: str = "fel lösenord", origin: str = HOME) -> Session | Refused:
        return sign_in(self.runtime, login, password, origin)

    def enter(self, login: str = "eva", origin: str = HOME, password: str = PASSWORD) -> Session:
        found = self.knock(login, password, origin)
        assert isinstance(found, Session), found
        return found

    def inside(self, session: Session) -> SignedIn | None:
        return signed_in(self.runtime, session.secret)
