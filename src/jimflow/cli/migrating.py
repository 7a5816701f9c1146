"""A round moved to another definition from the command line: shown first, done with the code of what was shown."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import typer

from jimflow.actions.errors import BadInput
from jimflow.actions.migration import CasePreview, Preview, Run, migrate, preview_migration, preview_revert
from jimflow.actions.migration_case import CaseResult
from jimflow.cli.desk import Desk, at_desk
from jimflow.cli.errors import COULD_NOT, REFUSED
from jimflow.cli.findings import blocker_lines
from jimflow.cli.migration_document import document
from jimflow.core.migration.found import Finding
from jimflow.core.migration.moving import CaseMove
from jimflow.core.mistakes import Said
from jimflow.core.workflow import Workflow
from jimflow.files.workflows import find_workflow, load_workflow
from jimflow.runtime import calendars_folder, notifications_folder, workflow_folders
from jimflow.texts.migration_words import (
    HELD,
    OUTCOME,
    WEIGHT,
    counts,
    heading,
    held_back,
    sections,
    stopped_together,
)

MOST_CHANGES = 12


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for. `to` is None on the way back; `code` None and `yes` False only to look."""

    round: str
    to: str | None
    only: tuple[str, ...]
    pairs: tuple[str, ...]
    revert: bool
    code: str | None
    yes: bool
    reason: str
    actor: str | None
    document: bool


def migrated(context: typer.Context, wish: Wish) -> None:
    """Shows the plan; or moves the cases. Exit code 1 when one cannot be moved, 3 when one failed."""
    if (wish.to is None) is not wish.revert:
        raise BadInput(
            "Ange vart med --to FIL, eller --revert för att gå tillbaka.",
            "Say where with --to FILE, or --revert to go back.",
        )
    if wish.revert and wish.pairs:
        raise BadInput("--map hör inte till --revert.", "--map does not belong to --revert.")
    with at_desk(context, document=wish.document) as desk:
        round_code = desk.round(wish.round).code
        only = [desk.agency(name, round_code).id for name in wish.only]
        after = _definition(desk, wish.to) if wish.to is not None else None
        if wish.code is None and not wish.yes:
            found = _look(desk, round_code, after, only, wish.pairs)
            _shown(desk, found, wish)
            if found.stopped or any(c.plan is not None and not c.moves for c in found.cases):
                raise typer.Exit(REFUSED)
            return
        run = migrate(
            *(desk.runtime, round_code, after, desk.actor(wish.actor), wish.reason),
            only=only,
            pairs=wish.pairs,
            seen=wish.code,
            on_case=lambda result: _told(desk, result),
        )
        _ended(desk, run)


def _look(desk: Desk, round_code: str, after: Workflow | None, only: Sequence[int], pairs: Sequence[str]) -> Preview:
    if after is None:
        return preview_revert(desk.runtime, round_code, only=only)
    return preview_migration(desk.runtime, round_code, after, only=only, pairs=pairs)


def _definition(desk: Desk, name: str) -> Workflow:
    settings = desk.runtime.settings
    path = find_workflow(name, *workflow_folders(settings))
    return load_workflow(path, notifications=notifications_folder(settings), calendars=calendars_folder(settings))


def _shown(desk: Desk, found: Preview, wish: Wish) -> None:
    if desk.document:
        desk.answer(document(desk, found, None))
        return
    head, changes = heading(found.code_of_round, found.before, found.after, desk.lang)
    desk.wrapped(head, "", "    ")
    more = len(changes) - MOST_CHANGES
    tail = [Said(f"… och {more} till", f"… and {more} more").in_(desk.lang)] if more > 0 else []
    for line in [*(f"– {words}" for words in changes[:MOST_CHANGES]), *tail]:
        desk.wrapped(line, "  ", "    ")
    desk.line(_counts(desk, found))
    for words, first, then in _finding_lines(desk, found.findings, ""):
        desk.wrapped(words, first, then)
    stay = [c for c in found.cases if c.plan is not None and not c.moves]
    if not found.stopped:
        _refused(desk, stay)
        _changes(desk, [c.change for c in found.cases if c.change is not None])
    _next(desk, found, wish)


def _counts(desk: Desk, found: Preview) -> str:
    moves = 0 if found.stopped else sum(c.moves for c in found.cases)
    there = sum(c.way is None for c in found.cases)
    stay = len(found.cases) - there - moves
    return counts(moves, stay, there, len(found.ended), len(found.unknown), desk.lang)


def _finding_lines(desk: Desk, findings: Iterable[Finding], indent: str = "  ") -> Iterator[tuple[str, str, str]]:
    """(words, indent, indent of the lines after) of each finding and of how to mend it."""
    for f in findings:
        yield f"[{WEIGHT[f.weight].in_(desk.lang)}] {f.what.in_(desk.lang)}.", indent, f"{indent}  "
        if f.mend is not None:
            yield f"→ {f.mend.in_(desk.lang)}", f"{indent}  ", f"{indent}    "


def _refused(desk: Desk, stay: Sequence[CasePreview]) -> None:
    """What holds cases where they are; those held by the same things stand together."""
    stopped = ((c.moving.case.facts.organisation_names, c.plan.stops) for c in stay if c.plan is not None)
    for names, stops in stopped_together(stopped, desk.lang):
        desk.line()
        desk.wrapped(Said(f"Kan inte flyttas: {names}", f"Cannot be moved: {names}").in_(desk.lang), "", "  ")
        for words, first, then in _finding_lines(desk, stops):
            desk.wrapped(words, first, then)


def _changes(desk: Desk, moving: Sequence[CaseMove]) -> None:
    if not moving:
        return
    lang, today = desk.lang, desk.today()
    for title, lines in sections(moving, lang, today):
        desk.lines(["", f"{title}:"])
        for line in lines:
            desk.wrapped(line, "  ", "    ")
    for newly, said in HELD.items():
        for held_by in held_back(moving, lang, today, newly=newly):
            desk.line()
            desk.wrapped(f"{said.in_(lang)} {held_by.names}:", "", "  ")
            desk.lines(blocker_lines(held_by.reader, held_by.blockers, lang))


def _next(desk: Desk, found: Preview, wish: Wish) -> None:
    desk.line()
    if found.nothing:
        desk.say("Inget är ändrat, och inget finns att flytta.", "Nothing was changed, and nothing is to be moved.")
        return
    words = ["jimflow", "workflow", "migrate", wish.round]
    words += ["--revert"] if wish.revert else ["--to", wish.to or ""]
    words += [w for name in wish.only for w in ("--only", name)] + [w for p in wish.pairs for w in ("--map", p)]
    call = shlex.join([*words, "--code", found.code])
    desk.say(
        f"Inget är ändrat. Genomför: {call} --reason SKÄL",
        f"Nothing was changed. Do it: {call} --reason REASON",
    )


def _told(desk: Desk, result: CaseResult) -> None:
    if desk.document:
        return
    name = result.names[desk.lang == "en"]
    desk.line(f"{name}: {OUTCOME[result.what].in_(desk.lang)}.")
    for words, first, then in _finding_lines(desk, [f for f in result.findings if f.stops]):
        desk.wrapped(words, first, then)
    desk.at_once()


def _ended(desk: Desk, run: Run) -> None:
    if desk.document:
        desk.answer(document(desk, run.preview, run))
    elif run.settled:
        desk.say(
            "Omgången följer nu den definitionen, med träffar och material.",
            "The round follows that definition now, with its meetings and materials.",
        )
    elif not run.ok:
        desk.say(
            "De som är kvar går vidare på sin definition. Kör igen när det som hindrar är löst.",
            "Those who are left go on with their definition. Run again when what is in the way is solved.",
        )
    if any(r.what == "failed" for r in run.results):
        raise typer.Exit(COULD_NOT)
    if not run.ok:
        raise typer.Exit(REFUSED)
