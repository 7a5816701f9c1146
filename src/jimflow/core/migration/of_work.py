"""What concerns the work of one case: what was asked and answered, and what would lose its question or meaning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jimflow.core.migration.found import Finding, note, refused
from jimflow.core.migration.names import Names
from jimflow.core.migration.of_case import asked
from jimflow.core.migration.standing import Given, Standing
from jimflow.core.mistakes import Said
from jimflow.core.model import AssignmentFacts
from jimflow.core.workflow import Question, Workflow


def of_work(old: Workflow, new: Workflow, names: Names, standing: Standing, *, back: bool = False) -> list[Finding]:
    """Everything about assignments. `back`: the way back, where nothing can be chosen."""
    found: dict[tuple[str, str, str], Finding] = {}
    for made in standing.facts.assignments:
        for finding in _of_one(old, new, names, standing, made, back=back):
            found.setdefault((finding.code, finding.what.sv, finding.what.en), finding)
    return list(found.values())


def given_up(new: Workflow, names: Names, standing: Standing, *, back: bool = False) -> list[AssignmentFacts]:
    """What ends with the old definition: nobody was asked yet, or a person has said so, and no work is in it."""
    return [
        a
        for a in standing.facts.assignments
        if not has_place(new, names, a) and standing.empty(a) and (standing.unasked(a) or back or a.name in names.ends)
    ]


def has_place(new: Workflow, names: Names, made: AssignmentFacts) -> bool:
    """True when the assignment stands in its step in the new definition."""
    step, name = new.steps.get(names.at(made.step)), names.work(made.name)
    if step is None or name not in new.assignments:
        return False
    return made.place == "catch_up" or any(name == known for _, known in step.assignments)


def _of_one(
    old: Workflow, new: Workflow, names: Names, standing: Standing, made: AssignmentFacts, *, back: bool
) -> Iterator[Finding]:
    if not has_place(new, names, made):
        yield from _without_place(old, new, names, standing, made, back=back)
        return
    was, will = old.assignments[made.name], new.assignments[names.work(made.name)]
    if made.status == "submitted" and will.accept and not was.accept:
        yield refused(
            "reopened",
            f"{made.name} är inlämnad och klar; i den nya definitionen skulle den vänta på att godkännas",
            f"{made.name} is submitted and done; in the new definition it would wait to be accepted",
            Said("ta bort accept: required för den", "take away accept: required for it"),
        )
    if made.status == "submitted" and was.accept and not will.accept:
        yield note(
            "accepted",
            f"{made.name} väntar på att godkännas; i den nya definitionen räcker det att den är inlämnad",
            f"{made.name} waits to be accepted; in the new definition it is enough that it is submitted",
        )
    done = {names.who(f) for f in made.parts_done}
    if unknown := sorted(done - new.functions.keys()):
        yield asked(old, new, "function", back=back).of(
            *("part", unknown[0]),
            f"{unknown[0]} har lämnat sin del av {made.name}, och finns inte i den nya definitionen",
            f"{unknown[0]} has submitted its part of {made.name}, and is not in the new definition",
        )
    elif made.status == "open" and set(will.to) <= done:
        yield refused(
            "complete",
            f"alla som den nya definitionen frågar om {made.name} har lämnat sin del, men uppgiften är inte inlämnad",
            f"all whom the new definition asks for {made.name} have submitted, but the assignment is not complete",
            Said(
                "låt den bli klar först, eller behåll funktionerna", "let it be completed first, or keep the functions"
            ),
        )
    questions = ({q.name: q for q in w.forms[a.form].questions} for w, a in ((old, was), (new, will)))
    yield from _of_answers(old, new, names, made, standing.of(made), *questions, back=back)


def _without_place(
    old: Workflow, new: Workflow, names: Names, standing: Standing, made: AssignmentFacts, *, back: bool
) -> Iterator[Finding]:
    if standing.empty(made) and (standing.unasked(made) or back or made.name in names.ends):
        yield note(
            "ends",
            f"{made.name} i {made.step} utgår: inget är påbörjat i den",
            f"{made.name} in {made.step} ends: nothing is begun in it",
        )
        return
    state = {
        "open": Said("är öppen", "is open"),
        "planned": Said("är påbörjad eller ska öppnas", "is begun or about to open"),
    }.get(made.status, Said("är avslutad", "is finished"))
    sv = f"{made.name} i {made.step} {state.sv} och finns inte där i den nya definitionen"
    en = f"{made.name} in {made.step} {state.en} and is not there in the new definition"
    if names.at(made.step) not in new.steps:
        yield asked(old, new, "state", back=back).of("work_step", made.step, sv, en)
    elif names.work(made.name) in new.assignments:
        keep = Said(f"låt den stå kvar i {made.step}", f"let it stay in {made.step}")
        yield refused("work", sv, en, keep)
    else:
        may_end = standing.empty(made)
        yield asked(old, new, "assignment", back=back).of("work", made.name, sv, en, may_end=may_end)


def _of_answers(
    old: Workflow,
    new: Workflow,
    names: Names,
    made: AssignmentFacts,
    given: list[Given],
    was: Mapping[str, Question],
    will: Mapping[str, Question],
    *,
    back: bool,
) -> Iterator[Finding]:
    for answer in given:
        before, after = was.get(answer.field), will.get(names.asked(made.name, answer.field))
        if after is None:
            yield asked(old, new, "field", back=back).of(
                *("field", f"{made.name}.{answer.field}"),
                f"frågan {answer.field} i {made.name} är besvarad, och finns inte i den nya definitionen",
                f"the question {answer.field} in {made.name} is answered, and is not in the new definition",
            )
        elif before is None:
            continue
        elif before.kind != after.kind:
            yield refused(
                "answer_kind",
                f"frågan {answer.field} i {made.name} är besvarad som {before.kind}, den nya vill ha {after.kind}",
                f"the question {answer.field} in {made.name} is answered as {before.kind}, the new wants {after.kind}",
                Said("ge den nya frågan ett eget id", "give the new question an id of its own"),
            )
        else:
            yield from _of_choices(old, new, names, made, answer, before, after, back=back)


def _of_choices(
    old: Workflow,
    new: Workflow,
    names: Names,
    made: AssignmentFacts,
    answer: Given,
    before: Question,
    after: Question,
    *,
    back: bool,
) -> Iterator[Finding]:
    if before.choices is None or after.choices is None:
        return
    known = new.choices[after.choices]
    for value in answer.value if isinstance(answer.value, list) else [answer.value]:
        if names.value(before.choices, value) not in known:
            yield asked(old, new, "choice", back=back).of(
                *("choice", f"{before.choices}.{value}"),
                f"svaret {value} på {answer.field} i {made.name} går inte att välja i den nya definitionen",
                f"the answer {value} to {answer.field} in {made.name} cannot be chosen in the new definition",
            )
