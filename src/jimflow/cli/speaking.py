"""Words of several lines on the screen, in one language: what the demo tells."""

from __future__ import annotations

from jimflow.cli.screen import console


class Speaker:
    """Words on the screen in one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def line(self, sv: str = "", en: str = "") -> None:
        """A line, an empty one without words."""
        console().print(en if self.lang == "en" else sv)

    def whole(self, words: str) -> None:
        """A line that is never broken: a path, a command, a line of a mail."""
        console().print(words, soft_wrap=True)

    def head(self, sv: str, en: str) -> None:
        """A heading, after an empty line."""
        console().print()
        console().print(en if self.lang == "en" else sv, style="bold")
