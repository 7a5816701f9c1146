"""`workflow show --html`: a definition as a page to hand on, with a round's state and dates when one is named."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import typer

from jimflow.actions.errors import BadInput
from jimflow.cli.definition_dates import cluster_dates
from jimflow.cli.definitions import loaded
from jimflow.cli.desk import EXAMPLE, Desk, at_desk
from jimflow.cli.errors import CannotWork
from jimflow.cli.lazy import lang_of, setup_of
from jimflow.cli.open import read_settings
from jimflow.cli.standing import standing
from jimflow.core.workflow import Workflow
from jimflow.files.workflows import find_workflow
from jimflow.mail.templates import BadTemplate, Templates
from jimflow.runtime import notifications_folder, workflow_folders
from jimflow.texts.dates import clock, short_day
from jimflow.texts.document.given import Given, RoundGiven
from jimflow.texts.document.page import document
from jimflow.texts.names import named
from jimflow.texts.sample_subjects import sample_values


def shown_as_page(context: typer.Context, name: str, out: str | None, round_code: str | None, *, html: bool) -> None:
    """Writes the page to the file `out`, or to the screen's stream. Raises BadInput, BadFile, CannotWork."""
    if not html:
        raise BadInput("En fil och --round hör till --html.", "A file and --round belong to --html.")
    workflow = loaded(context, name)
    lang = workflow.language(lang_of(context))
    about = _head_comment(find_workflow(name, *workflow_folders(read_settings(setup_of(context).database))))
    found = None
    if round_code is not None:
        with at_desk(context, document=True) as desk:
            found = _round(desk, round_code, workflow, lang)
    page = document(workflow, lang, Given(about, _subjects(context, workflow, lang), found))
    if out in (None, "-"):
        sys.stdout.write(page)
    else:
        _write(Path(str(out)), page)


def _write(path: Path, page: str) -> None:
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as wrong:
        raise CannotWork(
            f"{path} kan inte skrivas: {wrong.strerror}.", f"{path} cannot be written: {wrong.strerror}."
        ) from None
    sys.stderr.write(f"{path}\n")


def _head_comment(path: Path) -> tuple[str, ...]:
    """What the writer says at the top of the file, before the first key, without what only an editor reads."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            break
        words = line.removeprefix("#").removeprefix(" ").rstrip()
        if not words.startswith("yaml-language-server"):
            found.append(words)
    return tuple(found)


def _subjects(context: typer.Context, workflow: Workflow, lang: str) -> dict[str, str]:
    """The subject line of each template, with words in brackets for what a mail fills in."""
    templates = Templates(notifications_folder(read_settings(setup_of(context).database)))
    values = sample_values(workflow, lang)
    found = {}
    for name in sorted(templates.names()):
        try:
            found[name] = templates.render(name, "subject.txt", lang, values).strip()
        except BadTemplate:
            continue  # a template of one's own may ask for what only a mail knows; the page does without its subject
    return found


def _round(desk: Desk, code: str, workflow: Workflow, lang: str) -> RoundGiven:
    import json

    at = standing(desk, code)
    facts = json.loads(at.round.facts)
    return RoundGiven(
        title=named(facts["title"], lang),
        note=(named(facts.get("example_note"), lang) or EXAMPLE.in_(lang)).rstrip(".") if at.example else "",
        as_of=_moment(desk, desk.now(), lang),
        standing=at.names(lang),
        dates=cluster_dates(desk, at, workflow, lang),
    )


def _moment(desk: Desk, now: datetime, lang: str) -> str:
    here = desk.local(now)
    return f"{short_day(here.date(), lang, None)} {clock(here, lang)}"
