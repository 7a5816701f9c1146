"""Lays a definition out as a page of HTML: the template and the stylesheet beside this module, filled with words."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

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


def document(workflow: Workflow, lang: str, given: Given | None = None) -> str:
    """The page, whole: everything it needs is in it. `given` adds what the definition itself does not hold."""
    given = given or Given()
    lang = workflow.language(lang)
    standing = given.round.standing if given.round else None
    return _template().render(
        lang=lang,
        say=lambda sv, en: Said(sv, en).in_(lang),
        w=workflow,
        title=workflow.title.in_(lang),
        nouns=workflow.nouns,
        given=given,
        about=list(view.about(given)),
        facts=view.facts(workflow, lang),
        picture=states_svg(workflow, lang, standing=standing, down=True, key="states", styled=False),
        style=(HERE / "page.css").read_text(encoding="utf-8") + style(),
        states=view.states(workflow, given, lang),
        steps=view.steps(workflow, lang),
        assignments=view.assignments(workflow, lang),
        rules=view.rules(workflow, lang),
        mails=mail_lines(workflow, given.subjects, lang),
        functions=view.functions(workflow, lang),
        transitions=view.transitions(workflow, lang),
        parties=view.parties(workflow, lang),
        starts=view.starts(workflow, lang),
        lists=view.lists(workflow, lang),
        themes=[said.in_(lang) for said in workflow.themes.values()],
    )


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("page.html")
