"""One assignment of an agency with its questions and the answers so far; which one is meant by what was typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jimflow.actions.asked import entitled
from jimflow.actions.asked import meant as the_one_meant
from jimflow.actions.errors import NotFound
from jimflow.cli.desk import Desk
from jimflow.cli.names import the_step
from jimflow.cli.people import known_function
from jimflow.core.mistakes import Said, did_you_mean
from jimflow.core.parts import questions
from jimflow.core.workflow import Assignment, Question, Workflow
from jimflow.store.queries.rounds import ParticipationRow, rounds
from jimflow.store.queries.sheets import answers_of
from jimflow.store.queries.work import AssignmentRow, assignments
from jimflow.store.transaction import read
from jimflow.texts.names import function_title


@dataclass(frozen=True, slots=True)
class Sheet:
    """An assignment of an agency with its answers, and those that earlier answers suggest."""

    workflow: Workflow
    row: AssignmentRow
    given: Mapping[str, Any]
    suggested: Mapping[str, Any]
    saved: frozenset[str] = frozenset()
    """The questions whose answer is saved and not submitted."""
    function: str | None = None
    """Whose part is looked at; None for everything."""
    at: str | None = None
    """The step, where it was named."""

    @property
    def assignment(self) -> Assignment:
        """What the definition says of it."""
        return self.workflow.assignments[self.row.name]

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question of the form, or those that the function answers."""
        if self.function is not None:
            return questions(self.workflow, self.assignment, self.function)
        return self.workflow.forms[self.assignment.form].questions

    @property
    def choice(self) -> str:
        """The options that make a command mean this very sheet."""
        named = {"--function": self.function, "--step": self.at}
        return "".join(f" {option} {name}" for option, name in named.items() if name is not None)


def sheet_of(desk: Desk, member: ParticipationRow, name: str, step: str | None, function: str | None = None) -> Sheet:
    """The assignment of that name: in `step`, else the open one, else what comes next. Raises NotFound, BadInput."""
    with read(desk.runtime.engine) as tx:
        workflow = desk.runtime.programmes.workflow(tx, member.definition)
        every = assignments(tx, [member.id])
        at = the_step(workflow, step) if step is not None else None
        found = [a for a in every if a.name == name and at in (None, a.step)]
        if not found:
            raise _unknown(member, name, sorted({a.name for a in every}))
        row = the_one_meant(workflow, found)
        known = answers_of(tx, workflow, row, every)
    if function is not None:
        function = known_function(workflow, function)
        entitled(workflow, workflow.assignments[name], function)
    so_far = {**known.submitted, **known.saved}
    return Sheet(workflow, row, so_far, known.suggested, frozenset(known.saved), function, at)


def meant(desk: Desk, name: str, agency: str, round_code: str | None) -> tuple[ParticipationRow, str]:
    """The agency and the name of the assignment, in whichever order the two were written."""
    with read(desk.runtime.engine) as tx:
        definitions = [desk.runtime.programmes.workflow(tx, r.definition) for r in rounds(tx)]
    known = {a for workflow in definitions for a in workflow.assignments}
    if agency in known and name not in known:
        name, agency = agency, name
    return desk.agency(agency, round_code), name


def asked(sheet: Sheet, q: Question, lang: str) -> str:
    """A question as it is put: its name, its words, and for whom it is."""
    notes = [] if q.required else [Said("frivillig", "optional").in_(lang)]
    notes += [function_title(sheet.workflow, f, lang) for f in q.audience or ()]
    return f"{q.name}: {q.text.in_(lang)}" + (f" ({', '.join(notes)})" if notes else "")


def _unknown(member: ParticipationRow, name: str, known: list[str]) -> NotFound:
    close = did_you_mean(name, known)
    names = ", ".join(known) or "–"
    return NotFound(
        f"{member.name_sv} har ingen uppgift {name}. "
        + (f"Menade du {close}?" if close else f"Uppgifterna är {names}."),
        f"{member.name_en} has no assignment {name}. " + (f"Did you mean {close}?" if close else f"There are {names}."),
    )
