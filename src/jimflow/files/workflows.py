"""Loads definitions from files, each mistake with its line, and checks what they point at outside themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from jimflow.core.definition import read_definition
from jimflow.core.language.book import ENOUGH
from jimflow.core.mistakes import Mistake, Mistakes, Said, did_you_mean
from jimflow.core.workflow import OWN_WORDS, Workflow
from jimflow.files.decode import refused
from jimflow.files.places import BadFile, Placed
from jimflow.files.shipped import shipped
from jimflow.files.yaml import load

SUFFIX = ".yaml"
TESTS = ".tests.yaml"
"""Files with examples stand beside the definition they try."""

NEAR = 3
"""How many folders are looked in for one of definitions: the place itself, and two above."""

PARTS = ("subject.txt", "body.txt", "body.html")
LANGUAGES = ("sv", "en")
_PLAIN = re.compile(r"[\w-]+")
"""What a name is made of; any other is told where the definition is read."""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check of one file found: the workflow, or every mistake with its place in the order of the file."""

    path: Path
    workflow: Workflow | None
    findings: tuple[Placed, ...]

    @property
    def ok(self) -> bool:
        return not self.findings

    def lines(self, lang: str = "sv") -> list[str]:
        """One line per mistake: file and line, what, how to mend it."""
        return [finding.in_(lang) for finding in self.findings]


def load_workflow(path: Path, *, notifications: Path | None = None, calendars: Path | None = None) -> Workflow:
    """The workflow of a definition file; BadFile lists all that is wrong with it.

    `notifications` holds the mail templates and `calendars` the calendars that it may name; those of the
    installation when left out.
    """
    document = load(path)
    found = [
        *islice(_missing_templates(document.data, notifications or shipped("notifications")), ENOUGH),
        *_missing_calendar(document.data, calendars or shipped("config") / "calendars"),
    ]
    try:
        workflow = read_definition(document.data)
    except Mistakes as mistakes:
        raise document.bad([*mistakes.items, *found]) from None
    if found:
        raise document.bad(found)
    return workflow


def check_workflow(path: Path, *, notifications: Path | None = None, calendars: Path | None = None) -> CheckReport:
    """As `load_workflow`, with the mistakes as an answer instead of an error."""
    try:
        workflow = load_workflow(path, notifications=notifications, calendars=calendars)
    except BadFile as bad:
        return CheckReport(path, None, bad.mistakes)
    return CheckReport(path, workflow, ())


def workflow_files(*folders: Path) -> tuple[Path, ...]:
    """The definitions in the folders (the shipped one when left out), by name; the first folder with a name has it."""
    known: dict[str, Path] = {}
    for folder in folders or (shipped("workflows"),):
        for file in folder.glob(f"*{SUFFIX}"):
            if not file.name.endswith(TESTS):
                known.setdefault(file.name, file)
    return tuple(known[name] for name in sorted(known))


def folders_near(place: Path) -> tuple[Path, ...]:
    """Where definitions are looked for when no setting says: `workflows` in the folder, up to two above, the shipped.

    So a round file finds the programme that lies beside it, or beside the folder it lies in.
    """
    at = place.resolve()
    near = [folder / "workflows" for folder in (at, *at.parents)[:NEAR]]
    return (*(folder for folder in near if folder.is_dir()), shipped("workflows"))


def find_workflow(name_or_path: str, *folders: Path) -> Path:
    """The file that is meant: a path to one, or the name of a definition in the folders (the shipped one).

    Raises BadFile, with the closest name, when there is none.
    """
    path = Path(name_or_path)
    if path.suffix in (SUFFIX, ".yml") or path.is_file():
        return path
    known = {file.name.removesuffix(SUFFIX): file for file in workflow_files(*folders)}
    if name_or_path in known:
        return known[name_or_path]
    close = did_you_mean(name_or_path, known)
    names = ", ".join(known)
    raise refused(
        name_or_path,
        Said("det finns ingen definition med det namnet", "there is no definition of that name"),
        Said(f"menade du {close}?", f"did you mean {close}?")
        if close
        else Said(f"det finns {names}; eller ange en fil", f"there are {names}; or name a file"),
    )


def head_comment(path: Path) -> tuple[str, ...]:
    """What the writer says at the top of the file, before the first key, without what only an editor reads."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            break
        words = line.removeprefix("#").removeprefix(" ").rstrip()
        if not words.startswith("yaml-language-server"):
            found.append(words)
    return tuple(found)


def _missing_templates(data: Any, folder: Path) -> Iterator[Mistake]:
    letters = data.get("letters") if isinstance(data, dict) else None
    languages = LANGUAGES[:1] if isinstance(data, dict) and data.get("languages") == ["sv"] else LANGUAGES
    for name, letter in letters.items() if isinstance(letters, dict) else ():
        own = isinstance(letter, dict) and "template" not in letter and "text" in letter
        template = OWN_WORDS if own else letter.get("template") if isinstance(letter, dict) else None
        if not isinstance(template, str) or not _PLAIN.fullmatch(template):
            continue
        path = ("letters", name, "text" if own else "template")
        if not (folder / template).is_dir():
            yield _no_folder(path, template, folder)
            continue
        wanted = [f"{part}.{language}" for part in PARTS for language in languages]
        if missing := ", ".join(part for part in wanted if not (folder / template / part).is_file()):
            yield Mistake(
                path,
                Said(f"mallen {template} saknar {missing}", f"the template {template} lacks {missing}"),
                Said(f"lägg till i {folder.name}/{template}/", f"add to {folder.name}/{template}/"),
            )


def _no_folder(path: tuple[str, ...], template: str, folder: Path) -> Mistake:
    close = did_you_mean(template, (child.name for child in folder.iterdir() if child.is_dir()))
    return Mistake(
        path,
        Said(f"mallen {template} finns inte", f"the template {template} does not exist"),
        Said(f"menade du {close}?", f"did you mean {close}?")
        if close
        else Said(f"skapa {folder.name}/{template}/", f"create {folder.name}/{template}/"),
    )


def _missing_calendar(data: Any, folder: Path) -> Iterator[Mistake]:
    name = data.get("calendar") if isinstance(data, dict) else None
    if not isinstance(name, str) or not _PLAIN.fullmatch(name) or (folder / f"{name}{SUFFIX}").is_file():
        return
    known = sorted(file.stem for file in folder.glob(f"*{SUFFIX}"))
    close = did_you_mean(name, known)
    yield Mistake(
        ("calendar",),
        Said(f"kalendern {name} finns inte", f"the calendar {name} does not exist"),
        Said(f"menade du {close}?", f"did you mean {close}?")
        if close
        else Said(f"det finns {', '.join(known)}", f"there are {', '.join(known)}"),
    )
