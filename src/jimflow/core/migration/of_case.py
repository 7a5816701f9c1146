"""What concerns one case: where it stands, where it has been, its people, its waivers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jimflow.core.laps import plain
from jimflow.core.migration.found import Asked, Finding, listed, note, refused
from jimflow.core.migration.mapping import every_name
from jimflow.core.migration.names import Names
from jimflow.core.migration.of_round import KEEP_NAME, home_changed
from jimflow.core.migration.standing import Standing
from jimflow.core.mistakes import Said
from jimflow.core.workflow import Workflow


def of_case(
    old: Workflow, new: Workflow, names: Names, standing: Standing, today: date, *, back: bool = False
) -> list[Finding]:
    """Everything but its work. `back`: the way back, where nothing can be chosen."""
    return [
        *_of_states(old, new, names, standing, back=back),
        *_of_people(old, new, names, standing, back=back),
        *_of_waivers(old, new, names, standing, today, back=back),
        *_of_results(old, new, names, standing, back=back),
        *_of_others(new, standing),
    ]


def asked(old: Workflow, new: Workflow, kind: str, *, back: bool) -> Asked:
    """How a person is asked about names of a kind."""
    return Asked(every_name(old)[kind], every_name(new)[kind], kind, back)


def _of_states(old: Workflow, new: Workflow, names: Names, standing: Standing, *, back: bool) -> Iterator[Finding]:
    facts, ask = standing.facts, asked(old, new, "state", back=back)
    here = [facts.state, *([facts.came_from] if facts.came_from else [])]
    for state in here:
        if names.at(state) not in new.states:
            yield ask.of(
                *("state", state),
                f"ärendet står i {state}, som inte finns i den nya definitionen",
                f"the case stands in {state}, which is not in the new definition",
            )
        elif not _same_nature(old, new, state, names.at(state)):
            yield _other_nature(state)
    for step, lap in facts.laps.items():
        if lap > 1 and names.at(step) in new.states and names.at(step) not in new.steps.repeating:
            yield refused(
                "laps",
                f"steget {step} har gåtts igenom {lap} gånger, men kan inte upprepas i den nya definitionen",
                f"the step {step} has been entered {lap} times, but cannot be repeated in the new definition",
            )
    for state in dict.fromkeys(map(plain, standing.passed)):
        if state in here:
            continue
        if state not in old.states:  # of a definition before this one; the audit names it by its own
            continue
        if names.at(state) not in new.states:
            yield ask.of(
                *("passed_state", state),
                f"ärendet har passerat {state}, som inte finns i den nya definitionen",
                f"the case has passed {state}, which is not in the new definition",
            )
        elif not _same_nature(old, new, state, names.at(state)):
            yield _other_nature(state)
        elif _ahead_again(old, new, names, state, facts.state):
            yield refused(
                "order",
                f"ärendet har passerat {state}, som i den nya definitionen kommer efter {names.at(facts.state)}",
                f"the case has passed {state}, which comes after {names.at(facts.state)} in the new definition",
                Said("låt det som är passerat stå före", "let what is passed stand before"),
            )
    yield from _gone_by(old, new, names, standing)


def _same_nature(old: Workflow, new: Workflow, was: str, will: str) -> bool:
    return (was in old.steps, was in old.finals, was == old.goal) == (
        will in new.steps,
        will in new.finals,
        will == new.goal,
    )


def _other_nature(state: str) -> Finding:
    return refused(
        "nature",
        f"läget {state} är något annat i den nya definitionen (steg, slut eller varken eller)",
        f"the state {state} is something else in the new definition (a step, an end or neither)",
        Said("ge det nya läget ett eget namn", "give the new state a name of its own"),
    )


def _ahead_again(old: Workflow, new: Workflow, names: Names, passed: str, here: str) -> bool:
    """True when what lies behind would lie ahead."""
    if not {passed, here} <= set(old.order) or not {names.at(passed), names.at(here)} <= set(new.order):
        return False
    behind = old.order.index(passed) < old.order.index(here)
    return behind and new.order.index(names.at(passed)) > new.order.index(names.at(here))


def _gone_by(old: Workflow, new: Workflow, names: Names, standing: Standing) -> Iterator[Finding]:
    """New steps that the case will never stand in, since it has come further."""
    here = names.at(standing.facts.state)
    if here not in new.order:
        return
    known = {names.at(state) for state in old.states}
    behind = [s for s in new.order[: new.order.index(here)] if s not in known]
    if behind:
        steps = listed(behind)
        yield note(
            "step_gone_by",
            f"ärendet har redan kommit förbi det nya steget {steps}",
            f"the case is already past the new step {steps}",
        )


def _of_people(old: Workflow, new: Workflow, names: Names, standing: Standing, *, back: bool) -> Iterator[Finding]:
    ask = asked(old, new, "function", back=back)
    held = dict.fromkeys(a.function for a in standing.facts.appointments if a.own)
    for function in held:
        was, will = old.functions.get(function), new.functions.get(names.who(function))
        if will is None:
            yield ask.of(
                *("function", function),
                f"funktionen {function} innehas eller har innehafts, och finns inte i den nya definitionen",
                f"the function {function} is or was held, and is not in the new definition",
            )
        elif was is not None and was.home != will.home:
            yield home_changed(function, was.belongs_to, will.belongs_to)


def _of_waivers(
    old: Workflow, new: Workflow, names: Names, standing: Standing, today: date, *, back: bool
) -> Iterator[Finding]:
    ask = asked(old, new, "rule", back=back)
    for w in standing.facts.waivers:
        if not w.in_force or w.until < today:
            continue
        was, will = old.rules.get(w.rule), new.rules.get(names.rule.get(w.rule, w.rule))
        if names.at(w.step) not in new.steps:
            yield refused(
                "waiver_step",
                f"avsteget från {w.rule} gäller {w.step}, som inte finns i den nya definitionen",
                f"the waiver of {w.rule} is for {w.step}, which is not in the new definition",
            )
        elif will is None:
            yield ask.of(
                *("waiver", w.rule),
                f"ett avsteg från {w.rule} gäller till {w.until}, men regeln finns inte i den nya definitionen",
                f"a waiver of {w.rule} stands until {w.until}, but the rule is not in the new definition",
            )
        elif was is not None and (was.kind != will.kind or not will.waivable):
            yield refused(
                "waiver",
                f"ett avsteg från {w.rule} gäller till {w.until}; i den nya definitionen skulle det inte gälla",
                f"a waiver of {w.rule} stands until {w.until}; in the new definition it would not count",
                Said("låt regeln vara av samma slag, med waivable", "let the rule be of the same kind, and waivable"),
            )


def _of_results(old: Workflow, new: Workflow, names: Names, standing: Standing, *, back: bool) -> Iterator[Finding]:
    ask, chain = asked(old, new, "choice", back=back), old.result_steps
    for step in sorted(standing.facts.results):
        if chain is None or new.result_steps is None:
            if chain is not None:
                yield refused(
                    "result",
                    "ärendet har resultat, men den nya definitionen har ingen resultatkedja",
                    "the case has results, but the new definition has no chain of results",
                )
            return
        if names.value(chain, step) not in new.choices[new.result_steps]:
            yield ask.of(
                *("result", f"{chain}.{step}"),
                f"ett resultat är placerat på {step}, som inte finns i den nya definitionen",
                f"a result is placed on {step}, which is not in the new definition",
            )


def _of_others(new: Workflow, standing: Standing) -> Iterator[Finding]:
    """Organisations that take parts in the subject, and cases that were started from this one: both are told of it by
    these names."""
    for part in dict.fromkeys(p.part for p in standing.facts.parties):
        if part not in new.parties:
            yield refused(
                "part",
                f"någon deltar eller har deltagit som {part}, som inte finns i den nya definitionen",
                f"somebody takes part or took part as {part}, which is not in the new definition",
                KEEP_NAME,
            )
    for start in dict.fromkeys(s.start for s in standing.facts.started):
        if start not in new.starts:
            yield refused(
                "started",
                f"ett annat ärende är startat härifrån med {start}, som inte finns i den nya definitionen",
                f"another case was started from this one by {start}, which is not in the new definition",
                KEEP_NAME,
            )
