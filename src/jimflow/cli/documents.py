"""`workflow show --html`: a definition as a page to hand on, with a round's state and dates when one is named."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from jimflow.actions.errors import BadInput
from jimflow.actions.round_document import round_given
from jimflow.cli.definitions import loaded
from jimflow.cli.desk import EXAMPLE, at_desk
from jimflow.cli.errors import CannotWork
from jimflow.cli.lazy import lang_of, setup_of
from jimflow.cli.open import read_settings
from jimflow.cli.standing import invented, standing
from jimflow.files.workflows import find_workflow, head_comment
from jimflow.mail.sample_subjects import subject_lines
from jimflow.mail.templates import Templates
from jimflow.runtime import notifications_folder, workflow_folders
from jimflow.texts.document.given import Given
from jimflow.texts.document.page import document


def shown_as_page(context: typer.Context, name: str, out: str | None, round_code: str | None, *, html: bool) -> None:
    """Writes the page to the file `out`, or to the screen's stream. Raises BadInput, BadFile, CannotWork."""
    if not html:
        raise BadInput("En fil och --round hör till --html.", "A file and --round belong to --html.")
    workflow = loaded(context, name)
    lang = workflow.language(lang_of(context))
    settings = read_settings(setup_of(context).database)
    about = head_comment(find_workflow(name, *workflow_folders(settings)))
    subjects = subject_lines(Templates(notifications_folder(settings)), workflow, lang)
    found = None
    if round_code is not None:
        with at_desk(context, document=True) as desk:
            at = standing(desk, round_code)
            note = EXAMPLE.in_(lang) if invented(desk, at) else ""
            found = round_given(desk.runtime, at, workflow, lang, desk.now(), note)
    page = document(workflow, lang, Given(about, subjects, found))
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
