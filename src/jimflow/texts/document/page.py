"""Lays a definition out as a page of HTML: the template and the stylesheet beside this module, filled with words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jimflow.core.mistakes import Said
from jimflow.core.workflow import Workflow
from jimflow.texts.document import view
from jimflow.texts.document.given import Given
from jimflow.texts.document.mails import mail_lines
from jimflow.texts.picture import style
from jimflow.texts.states_picture import states_svg

if TYPE_CHECKING:
    from jinja2 import Template

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Parts:
    """The page in two pieces of HTML, for a page that has a frame of its own. Their style is `stylesheet()`."""

    contents: str
    """Links to all that `body` has, as a `nav`."""
    body: str
    """Sections under headings of the second level."""
    lang: str
    """What they are written in, where the definition has one language alone."""


def document(workflow: Workflow, lang: str, given: Given | None = None) -> str:
    """The page, whole: everything it needs is in it. `given` adds what the definition itself does not hold."""
    values = _values(workflow, lang, given or Given())
    return _template("page.html").render(values, style=stylesheet())


def parts(workflow: Workflow, lang: str, given: Given | None = None) -> Parts:
    """The same without the frame around it."""
    values = _values(workflow, lang, given or Given())
    return Parts(_template("contents.html").render(values), _template("body.html").render(values), values["lang"])


def stylesheet() -> str:
    """The style of the page and of the pictures on it."""
    return (HERE / "page.css").read_text(encoding="utf-8") + style()


def _values(workflow: Workflow, lang: str, given: Given) -> dict[str, Any]:
    lang = workflow.language(lang)
    standing = given.round.standing if given.round else None
    return {
        "lang": lang,
        "say": lambda sv, en: Said(sv, en).in_(lang),
        "w": workflow,
        "title": workflow.title.in_(lang),
        "nouns": workflow.nouns,
        "given": given,
        "about": list(view.about(given)),
        "facts": view.facts(workflow, lang),
        "picture": states_svg(workflow, lang, standing=standing, down=True, key="states", styled=False),
        "states": view.states(workflow, given, lang),
        "steps": view.steps(workflow, lang),
        "assignments": view.assignments(workflow, lang),
        "rules": view.rules(workflow, lang),
        "mails": mail_lines(workflow, given.subjects, lang),
        "functions": view.functions(workflow, lang),
        "transitions": view.transitions(workflow, lang),
        "parties": view.parties(workflow, lang),
        "starts": view.starts(workflow, lang),
        "lists": view.lists(workflow, lang),
        "themes": [said.in_(lang) for said in workflow.themes.values()],
    }


@cache
def _template(name: str) -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(name)
