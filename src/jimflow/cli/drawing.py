"""`workflow diagram`: the states of a definition with who stands where, or what one of its rules looks at."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

import typer

from jimflow.actions.errors import BadInput, NotFound
from jimflow.actions.standing import Standing
from jimflow.cli.definitions import loaded
from jimflow.cli.desk import at_desk
from jimflow.cli.lazy import lang_of
from jimflow.cli.standing import as_of, standing
from jimflow.core.diagram import diagram
from jimflow.core.mistakes import Said, did_you_mean
from jimflow.core.workflow import Workflow
from jimflow.texts.rule_picture import rule_mermaid, rule_svg
from jimflow.texts.states_picture import states_svg

FORMATS = ("mermaid", "svg")


def drawn(
    context: typer.Context, name: str | None, form: str, round_code: str | None, rule: str | None, *, down: bool
) -> None:
    """Writes the picture on the screen's stream. Raises BadInput, NotFound, BadFile."""
    if form not in FORMATS:
        raise BadInput("--format är mermaid eller svg.", "--format is mermaid or svg.")
    if name is None and round_code is None:
        raise BadInput(
            "Säg vilken definition, eller vilken omgång med --round.",
            "Name a definition, or a round with --round.",
        )
    lang = lang_of(context)
    workflow = loaded(context, name) if name is not None else None
    found, note = None, ""
    if round_code is not None:
        with at_desk(context, document=True) as desk:
            found = standing(desk, round_code)
            note = as_of(desk, found, (workflow or found.workflow).language(lang))
    workflow = workflow or (found.workflow if found else None)
    assert workflow is not None
    if rule is not None:
        _check_rule(workflow, rule)
        draw = rule_svg if form == "svg" else rule_mermaid
        sys.stdout.write(draw(workflow, rule, workflow.language(lang)))
        return
    _told_unknown(workflow, found, lang)
    _states(workflow, found.names(lang) if found else {}, note, form, lang, down=down)


def _states(
    workflow: Workflow, names: Mapping[str, Sequence[str]], note: str, form: str, lang: str, *, down: bool
) -> None:
    read_in = workflow.language(lang)
    if form == "svg":
        sys.stdout.write(states_svg(workflow, read_in, standing=names, note=note, down=down))
    else:
        sys.stdout.write(f"---\ntitle: {note}\n---\n" if note else "")
        sys.stdout.write(diagram(workflow, read_in, {state: len(those) for state, those in names.items()}))


def _told_unknown(workflow: Workflow, found: Standing | None, lang: str) -> None:
    """Those who stand in a state that the drawn definition does not have are not lost without a word."""
    others = [p for p in found.everyone if p.state not in workflow.states] if found else []
    if others:
        states = ", ".join(sorted({p.state for p in others}))
        said = Said(
            f"{len(others)} står i tillstånd som definitionen inte har: {states}.",
            f"{len(others)} are in states that the definition does not have: {states}.",
        )
        sys.stderr.write(f"{said.in_(lang)}\n")


def _check_rule(workflow: Workflow, rule: str) -> None:
    if rule in workflow.rules:
        return
    close = did_you_mean(rule, workflow.rules)
    known = ", ".join(workflow.rules)
    raise NotFound(
        f"{workflow.name} har ingen regel {rule}. " + (f"Menade du {close}?" if close else f"Det finns {known}."),
        f"{workflow.name} has no rule {rule}. " + (f"Did you mean {close}?" if close else f"There are {known}."),
    )
