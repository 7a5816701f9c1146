"""The mail texts in a folder: Jinja2 templates, one file for each part and language, compiled once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from traceback import walk_tb
from typing import TYPE_CHECKING

from jimflow.core.mistakes import Said
from jimflow.texts.fill import capital

if TYPE_CHECKING:
    from jinja2 import Environment

PARTS = ("subject.txt", "body.txt", "body.html")
"""What every template consists of, each in every language: `notifications/open/body.html.sv`."""


class BadTemplate(ValueError):  # noqa: N818 - what the person has, not what the program does
    """A mail text that cannot be used; `said` names the file and what is wrong, `str` is its English."""

    def __init__(self, said: Said) -> None:
        self.said = said
        super().__init__(said.en)


class Templates:
    """The templates of one folder, shared by all threads.

    A file is read once, so edits show after a restart; one that could not be used is read anew, see `reread`.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._stumbled = False

    def names(self) -> frozenset[str]:
        """What can be written: the names of the folders that hold templates."""
        return frozenset(p.parent.name for p in self.folder.glob(f"*/{PARTS[0]}.sv"))

    def render(self, name: str, part: str, lang: str, values: Mapping[str, object]) -> str:
        """One part of one template in words; `name` is "" for what all mails share.

        Raises BadTemplate for a file that is missing, cannot be read, asks for a value it is not given or does with
        one what cannot be done.
        """
        path = f"{name}/{part}.{lang}" if name else f"{part}.{lang}"
        try:
            return self._environment.get_template(path).render(values)
        except Exception as wrong:  # noqa: BLE001 - a text may reckon, and go wrong in as many ways as a program
            self._stumbled = True
            raise _bad(self.folder, path, wrong) from None

    def reread(self) -> None:
        """Reads every file anew if one could not be used since the last time, so that a mended one is seen."""
        if self._stumbled:
            self._stumbled = False
            self.__dict__.pop("_environment", None)

    @cached_property
    def _environment(self) -> Environment:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined

        from jimflow.mail.compiled import COMPILED  # with it comes Jinja, which few commands need

        environment = Environment(
            loader=FileSystemLoader(self.folder),
            autoescape=lambda path: path is not None and ".html." in path,
            undefined=StrictUndefined,
            auto_reload=False,
            cache_size=-1,
            bytecode_cache=COMPILED,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters["capital"] = capital
        return environment


def _bad(folder: Path, path: str, wrong: Exception) -> BadTemplate:
    from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

    if isinstance(wrong, TemplateNotFound):
        return BadTemplate(
            Said(
                f"Mejlmallen {wrong.name} finns inte i {folder}. Kopiera den som följer med jimflow.",
                f"The mail template {wrong.name} is not in {folder}. Copy the one that comes with jimflow.",
            )
        )
    place = _innermost(folder, wrong) or path
    if isinstance(wrong, TemplateSyntaxError):
        place = f"{wrong.name}:{wrong.lineno}"
    why = str(wrong.message) if isinstance(wrong, TemplateError) else f"{type(wrong).__name__}: {wrong}"
    return BadTemplate(
        Said(
            f"Mejlmallen {folder / place} går inte att använda: {why}. Rätta filen.",
            f"The mail template {folder / place} cannot be used: {why}. Correct the file.",
        )
    )


def _innermost(folder: Path, wrong: Exception) -> str:
    """The text of the folder in which it went wrong, which may be one that others include; "" where none is known."""
    files = [Path(frame.f_code.co_filename) for frame, _ in walk_tb(wrong.__traceback__)]
    texts = [file for file in files if file.is_relative_to(folder) and file.suffix != ".py"]
    return str(texts[-1].relative_to(folder)) if texts else ""
