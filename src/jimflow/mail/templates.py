"""The mail texts in a folder: Jinja2 templates, one file for each part and language, compiled once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from jimflow.texts.fill import capital

if TYPE_CHECKING:
    from jinja2 import Environment

PARTS = ("subject.txt", "body.txt", "body.html")
"""What every template consists of, each in every language: `notifications/open/body.html.sv`."""


class Templates:
    """The templates of one folder, shared by all threads; a file is read once, so edits show after a restart."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def names(self) -> frozenset[str]:
        """What can be written: the names of the folders that hold templates."""
        return frozenset(p.parent.name for p in self.folder.glob(f"*/{PARTS[0]}.sv"))

    def render(self, name: str, part: str, lang: str, values: Mapping[str, object]) -> str:
        """One part of one template in words; `name` is "" for what all mails share.

        Raises jinja2.UndefinedError for a value the template asks for and was not given.
        """
        path = f"{name}/{part}.{lang}" if name else f"{part}.{lang}"
        return self._environment.get_template(path).render(values)

    @cached_property
    def _environment(self) -> Environment:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined

        environment = Environment(
            loader=FileSystemLoader(self.folder),
            autoescape=lambda path: path is not None and ".html." in path,
            undefined=StrictUndefined,
            auto_reload=False,
            cache_size=-1,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters["capital"] = capital
        return environment
