"""Why a rule cannot be met from a case, one sentence for each kind of rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jimflow.core.exploration.atoms import Scene, atoms_of
from jimflow.core.exploration.passages import RuleAt
from jimflow.core.exploration.words import listed, quote
from jimflow.core.mistakes import Said
from jimflow.core.workflow import Rule


def reason(scene: Scene, at: RuleAt) -> Said:
    """What stands in the way of the rule, as far as its kind can tell."""
    rule = scene.stage.workflow.rules[at[0]]
    why = REASONS.get(rule.kind, _nothing)(scene, rule, at[1])
    return Said(
        f"regeln {rule.name} kan inte uppfyllas: {why.sv}",
        f"the rule {rule.name} cannot be met: {why.en}",
    )


def _nothing(scene: Scene, rule: Rule, step: str) -> Said:
    return Said("den är inte uppfylld i något läge", "it is met in no situation")


def _submitted(scene: Scene, rule: Rule, step: str) -> Said:
    work = [a.key for a in atoms_of(scene, [(rule.name, step)]) if a.key[0] == "work" and a.values == (False,)]
    assignments = scene.stage.workflow.assignments
    shut = [key for key in work if key[1:] in scene.case.closed]
    if shut:
        these = listed([quote(assignments[key[2]].title) for key in shut])
        return Said(
            f"{these.sv} stängdes utan svar när steget lämnades",
            f"{these.en} was closed without an answer when the step was left",
        )
    if work:
        return _not_given(listed([quote(assignments[key[2]].title) for key in work]))
    return _nothing(scene, rule, step)


def _form_has(scene: Scene, rule: Rule, step: str) -> Said:
    assignment = str(rule.params["assignment"])
    title = quote(scene.stage.workflow.assignments[assignment].title)
    if scene.case.given(assignment):
        return Said(f"inget svar i {title.sv} räcker", f"no answer in {title.en} will do")
    if any(name == assignment for _, name in scene.case.closed):
        return Said(
            f"{title.sv} stängdes utan svar när steget lämnades",
            f"{title.en} was closed without an answer when the step was left",
        )
    return _not_given(title)


def _not_given(these: Said) -> Said:
    return Said(f"{these.sv} har aldrig getts på vägen hit", f"{these.en} is never given on the way here")


def _attendance(scene: Scene, rule: Rule, step: str) -> Said:
    if any(a.key[0] == "came" for a in atoms_of(scene, [(rule.name, step)])):
        return Said("så många deltar aldrig i träffen", "so many never take part in the meeting")
    return Said("ingen av funktionerna deltar i träffen", "none of the functions takes part in the meeting")


def _meeting(scene: Scene, rule: Rule, step: str) -> Said:
    return Said("här finns ingen träff att hålla", "there is no meeting to be held here")


REASONS: Mapping[str, Callable[[Scene, Rule, str], Said]] = {
    "submitted": _submitted,
    "form_has": _form_has,
    "attendance": _attendance,
    "meeting_held": _meeting,
}
