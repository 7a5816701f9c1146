"""Whether each rule can hold where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jimflow.core.language.book import Book, RuleUse
from jimflow.core.language.phrases import quoted
from jimflow.core.mistakes import Path, Said
from jimflow.core.people import attends
from jimflow.core.rule_kinds import GROUPS, RULE_KINDS
from jimflow.core.soundness.assignments import Order, Standing, standings
from jimflow.core.workflow import Question, Rule, Step, Workflow

_AT_ENTRY: Order = (0, 0, 0)
_UP_TO = {"entry": 0, "attendance": 0, "exit": 2}
"""How far into its step the assignments have come when a rule looks: those before the meeting, or all."""
_ALL = 10**9


def check_rules(workflow: Workflow, book: Book) -> None:
    """Each rule at each of its places; silent about rules whose kind is unknown."""
    checks = _Checks(workflow, book, standings(workflow), _met_by_own(workflow))
    for use in book.rule_uses:
        if workflow.rules[use.rule].kind in RULE_KINDS:
            checks.at(use, workflow.rules[use.rule])
    for rule in workflow.rules.values():
        checks.alone(rule)


@dataclass(frozen=True, slots=True)
class _Checks:
    workflow: Workflow
    book: Book
    standing: dict[str, list[Standing]]
    met_by_own: frozenset[str]
    """The steps whose meeting some function of the agency attends."""

    def at(self, use: RuleUse, rule: Rule) -> None:
        """What goes wrong at this place; the first thing is enough."""
        kind = RULE_KINDS[rule.kind]
        steps = [self.workflow.steps[name] for name in use.steps]
        if use.place not in kind.places:
            right = ", ".join(sorted(kind.places))
            self.book.add(
                use.path,
                Said(
                    f"en regel av typen {kind.name} kan inte stå under {_where(use)}",
                    f"a rule of the kind {kind.name} cannot stand under {_where(use)}",
                ),
                Said(f"den hör hemma under {right}", f"it belongs under {right}"),
            )
        elif not steps and use.place != "transition":
            self.book.add(
                use.path,
                Said(f"{quoted(rule.name)} prövas aldrig här", f"{quoted(rule.name)} is never looked at here"),
                Said("här finns ingen första eller sista träff", "there is no first or last meeting here")
                if rule.at == "first and last"
                else Said("inget steg har en träff", "no step has a meeting"),
            )
        else:
            self.in_steps(use, rule, steps)

    def in_steps(self, use: RuleUse, rule: Rule, steps: list[Step]) -> None:
        match rule.kind:
            case "attendance" | "meeting_held" if without := [s.name for s in steps if not s.has_meeting]:
                self.never(use, Said(f"steget {without[0]} har ingen träff", f"the step {without[0]} has no meeting"))
            case "attendance":
                self.attended(use, rule, steps)
            case "theme_set" if any(not step.theme_per_cluster for step in steps):
                self.never(
                    use,
                    Said("steget har inget tema att välja", "the step has no theme to choose"),
                    Said("skriv theme: per cluster vid steget", "write theme: per cluster at the step"),
                )
            case "submitted" if isinstance(rule.params["assignments"], str):
                self.group(use, str(rule.params["assignments"]), steps)
            case "submitted":
                self.earlier(use, _names(rule.params["assignments"]))
            case "form_has":
                self.earlier(use, _names([rule.params["assignment"]]))
        if (
            rule.curable
            and steps
            and all(step.has_meeting for step in steps)
            and not any(step.catch_up for step in steps)
        ):
            self.book.add(
                use.path,
                Said(
                    f"{quoted(rule.name)} kan inte tas igen: steget har ingen catch_up",
                    f"{quoted(rule.name)} cannot be cured: the step has no catch_up",
                ),
                Said("skriv catch_up vid steget eller ta bort curable", "write catch_up at the step or remove curable"),
            )

    def never(self, use: RuleUse, why: Said, suggestion: Said | None = None) -> None:
        """The rule can never be met at this place."""
        self.book.add(
            use.path,
            Said(
                f"{quoted(use.rule)} kan aldrig vara uppfylld här: {why.sv}",
                f"{quoted(use.rule)} can never be met here: {why.en}",
            ),
            suggestion or Said("flytta regeln", "move the rule"),
        )

    def attended(self, use: RuleUse, rule: Rule, steps: list[Step]) -> None:
        if "function" in self.book.lost:
            return
        for name in _names(rule.params.get("functions", ())):
            function = self.workflow.functions[name]
            absent = [step.name for step in steps if not attends(function, step)]
            if absent:
                ends = function.attends == "first and last" and len(absent) < len(steps)
                self.once(
                    ("rules", rule.name, "functions"),
                    Said(
                        f"{quoted(name)} deltar inte i träffen i {', '.join(absent)}",
                        f"{quoted(name)} does not attend the meeting of {', '.join(absent)}",
                    ),
                    Said("skriv at: first and last i regeln", "write at: first and last in the rule")
                    if ends
                    else Said("ändra attends vid funktionen", "change attends at the function"),
                )
        if rule.params.get("of") and any(step.name not in self.met_by_own for step in steps):
            self.never(
                use,
                Said(
                    f"ingen av {self.workflow.nouns.its.sv} funktioner deltar i träffen",
                    f"no function of {self.workflow.nouns.the.en} attends the meeting",
                ),
            )

    def group(self, use: RuleUse, group: str, steps: list[Step]) -> None:
        """`before`, `after`, `step` or `all`: something must stand there, and be due by then."""
        if use.place == "transition" or (use.place != "exit" and group != "before"):
            self.never(
                use,
                Said(f"{group} är inte lämnat in då", f"{group} is not submitted by then"),
                Said("skriv uppgifternas namn", "write the names of the assignments"),
            )
        elif "assignment" not in self.book.lost and not any(_stands(step, group) for step in steps):
            self.book.add(
                use.path,
                Said(
                    f"{quoted(use.rule)} prövar ingenting: inga uppgifter under {_key(group)}",
                    f"{quoted(use.rule)} looks at nothing: no assignments under {_key(group)}",
                ),
                Said("lägg till en uppgift eller ta bort regeln", "add an assignment or remove the rule"),
            )

    def earlier(self, use: RuleUse, names: Iterable[str]) -> None:
        """Named assignments must have been given by the time the rule looks."""
        order = list(self.workflow.steps)
        if not use.steps:
            return
        step = use.steps[0]
        looks = (order.index(step), _UP_TO[use.place], _ALL)
        for name in names:
            given = self.standing.get(name)
            if given and given[0].order > looks and not _comes_round(self.workflow, given[0].step.name, step):
                self.never(
                    use,
                    Said(f"{quoted(name)} kommer senare än {step}", f"{quoted(name)} comes later than {step}"),
                )

    def alone(self, rule: Rule) -> None:
        """What is wrong with a rule wherever it stands."""
        if rule.kind == "holders":
            for name in _names(rule.params["functions"]):
                if self.workflow.functions[name].belongs_to in ("host", "guest"):
                    self.book.add(
                        ("rules", rule.name, "functions"),
                        Said(
                            f"{quoted(name)} hör inte till {self.workflow.nouns.the.sv}",
                            f"{quoted(name)} does not belong to {self.workflow.nouns.the.en}",
                        ),
                        Said("ta bort funktionen ur regeln", "remove the function from the rule"),
                    )
        elif rule.kind == "submitted" and not isinstance(rule.params["assignments"], str):
            for name in _names(rule.params["assignments"]):
                if self.workflow.assignments[name].optional:
                    self.book.add(
                        ("rules", rule.name, "assignments"),
                        Said(
                            f"{quoted(name)} är frivillig och räknas inte",
                            f"{quoted(name)} is optional and not counted",
                        ),
                        Said("ta bort optional eller namnet här", "remove optional or the name here"),
                    )
        elif rule.kind == "form_has":
            self.field(rule)

    def field(self, rule: Rule) -> None:
        assignment = self.workflow.assignments.get(str(rule.params["assignment"]))
        form = self.workflow.forms.get(assignment.form) if assignment else None
        field = str(rule.params["field"])
        if not (form and field):
            return
        found = self.book.find("field", field, ("rules", rule.name, "field"), [q.name for q in form.questions])
        question = form.question(found) if found else None
        if question is not None and "is" in rule.params:
            self.answers(rule, question)

    def answers(self, rule: Rule, question: Question) -> None:
        """The answers that are wanted must be answers one can give."""
        if question.kind == "yes_no":
            known: tuple[str, ...] = ("yes", "no")
        elif question.kind in ("choice", "choices"):
            known = tuple(self.workflow.choices.get(question.choices or "", ()))
        else:
            self.once(
                ("rules", rule.name, "is"),
                Said(
                    f"frågan {quoted(question.name)} har inga bestämda svar",
                    f"the question {quoted(question.name)} has no fixed answers",
                ),
                Said("ta bort is, eller gör frågan till choice eller yes_no", "remove is, or make it choice or yes_no"),
            )
            return
        for n, answer in enumerate(_names(rule.params["is"])):
            self.book.find("answer", answer, ("rules", rule.name, "is", n), known)

    def once(self, path: Path, what: Said, suggestion: Said) -> None:
        """A rule may stand at several places; what is wrong with itself is told once."""
        if all((mistake.path, mistake.what) != (path, what) for mistake in self.book.mistakes):
            self.book.add(path, what, suggestion)


def _comes_round(workflow: Workflow, given: str, looks: str) -> bool:
    """True where the order of the steps says nothing of what comes first, since both may be entered again."""
    return {given, looks} <= workflow.steps.repeating


def _met_by_own(workflow: Workflow) -> frozenset[str]:
    own = [function for function in workflow.functions.values() if function.belongs_to == "agency"]
    return frozenset(name for name, step in workflow.steps.items() if any(attends(function, step) for function in own))


def _stands(step: Step, group: str) -> bool:
    return any(group in ("all", place) for place, _ in step.assignments)


def _key(group: str) -> str:
    return {"step": "assignments", "all": ", ".join(g for g in GROUPS if g != "all")}.get(group, group)


def _where(use: RuleUse) -> str:
    return "rules" if use.place == "transition" else use.place


def _names(value: object) -> tuple[str, ...]:
    return tuple(str(name) for name in value if name) if isinstance(value, list | tuple) else ()
