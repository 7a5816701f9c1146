"""What a browser sends: the fields of a form, whether the form is ours, and the day or number that a field holds."""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from jimflow.actions.errors import BadInput

CSRF, NAME, STEP = "_csrf", "_form", "_step"
"""Hidden fields: the proof that the page was ours, the form's own name, and which button was pressed."""

OURS = frozenset({CSRF, NAME, STEP})

PASSWORD, KEPT = "password", "kept-"
"""Of the form that signs in: the field that no page shows again, and how those begin that are gone on with after it."""

_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
_DIGITS = 9
"""So few that a column of every database holds it."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a form."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of one form as they were typed."""

    fields: Mapping[str, Sequence[str]]
    files: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        """The last value of a field, without spaces around it and with plain line ends."""
        values = self.fields.get(name)
        return values[-1].replace("\r\n", "\n").strip() if values else default

    def exact(self, name: str) -> str:
        """The last value of a field with every sign of it, for a password; "" without one."""
        return self.fields.get(name, [""])[-1]

    def all(self, name: str) -> list[str]:
        """Every value of a field that may come several times: boxes that are ticked."""
        return [value for value in self.fields.get(name, ()) if value]

    def has(self, name: str) -> bool:
        """True where the field came and is not empty: a box that is ticked."""
        return bool(self.text(name))

    def day(self, name: str, called: tuple[str, str]) -> date | None:
        """The day in a field, None where it is empty. Raises BadInput, naming the field as it is `called` (sv, en)."""
        typed = self.text(name)
        if not typed:
            return None
        try:
            return date.fromisoformat(typed)
        except ValueError:
            raise BadInput(
                f"{called[0]}: ”{typed}” är inget datum. Skriv till exempel 2021-10-27.",
                f"{called[1]}: “{typed}” is no date. Write for example 2021-10-27.",
            ) from None

    def number(self, name: str, called: tuple[str, str]) -> int | None:
        """The whole number in a field, None where it is empty. Raises BadInput."""
        typed = self.text(name)
        if not typed:
            return None
        if not typed.isascii() or not typed.isdigit() or len(typed) > 9:
            raise BadInput(f"{called[0]}: ”{typed}” är inget heltal.", f"{called[1]}: “{typed}” is not a whole number.")
        return int(typed)

    @property
    def name(self) -> str:
        """The form's own name, which keeps it from being dealt with twice."""
        return self.text(NAME)

    @property
    def step(self) -> str:
        """Which button: `confirm` does it, anything else shows first what it would do."""
        return self.text(STEP)

    @property
    def typed(self) -> list[tuple[str, str]]:
        """What the person typed, field by field, to be carried along hidden."""
        return [(name, value) for name, values in self.fields.items() if name not in OURS for value in values]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The fields of another form that this one carries along."""
        return [(name.removeprefix(KEPT), value) for name, value in self.typed if name.startswith(KEPT)]


def new_name() -> str:
    """A name for a form that is shown now."""
    return secrets.token_urlsafe(18)


def is_name(given: str) -> bool:
    """True of what may be the name of a form of ours."""
    return _NAME.fullmatch(given) is not None


def whole_number(written: str) -> int | None:
    """The number that an address or a field holds; None where it holds anything else, or more than a number of ours."""
    return int(written) if written.isascii() and written.isdigit() and len(written) <= _DIGITS else None


def proof(secret: str) -> str:
    """What a form on a page of this browser carries; whoever cannot read our pages cannot know it."""
    return hmac.new(secret.encode(), b"form", sha256).hexdigest()


def proven(secret: str, given: str) -> bool:
    """True when the form came from a page of this browser."""
    return bool(secret) and hmac.compare_digest(proof(secret).encode(), given.encode())
