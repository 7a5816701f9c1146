"""What an action raises when it was asked for something that cannot be: always what, where and how to mend it."""

from __future__ import annotations

from jimflow.core.mistakes import Said


class BadInput(Exception):  # noqa: N818 - reads as what it is
    """The words of the call are wrong; nothing was changed. Exit code 2."""

    def __init__(self, sv: str, en: str) -> None:
        self.said = Said(sv, en)
        super().__init__(en)


class NotFound(BadInput):
    """Nothing of that name or number exists."""


class NotAllowed(BadInput):
    """It exists, but a rule of the process refuses it. Exit code 1."""
