"""One assignment: what it asks, why, of whom; and as a file to fill in."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jimflow.actions.errors import NotFound
from jimflow.cli.assignment_list import as_document, how_it_stands, is_late
from jimflow.cli.desk import Desk
from jimflow.cli.names import the_step
from jimflow.core.mistakes import Said, did_you_mean
from jimflow.core.workflow import Assignment, Question, Workflow
from jimflow.store.queries.rounds import ParticipationRow, rounds
from jimflow.store.queries.work import AssignmentRow, answers, assignments
from jimflow.store.transaction import read
from jimflow.texts.amounts import effort
from jimflow.texts.names import function_title, function_titles, meeting_name


@dataclass(frozen=True, slots=True)
class Sheet:
    """An assignment of an agency with its answers, and those that earlier answers suggest."""

    workflow: Workflow
    row: AssignmentRow
    given: Mapping[str, Any]
    suggested: Mapping[str, Any]

    @property
    def assignment(self) -> Assignment:
        """What the definition says of it."""
        return self.workflow.assignments[self.row.name]

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question of the form."""
        return self.workflow.forms[self.assignment.form].questions


def sheet_of(desk: Desk, member: ParticipationRow, name: str, step: str | None) -> Sheet:
    """The assignment of that name: in `step`, else the open one, else the latest. Raises NotFound with the names."""
    with read(desk.runtime.engine) as tx:
        workflow = desk.runtime.programmes.workflow(tx, member.definition)
        every = assignments(tx, [member.id])
        at = the_step(workflow, step) if step is not None else None
        found = [a for a in every if a.name == name and at in (None, a.step)]
        if not found:
            raise _unknown(member, name, sorted({a.name for a in every}))
        row = min(found, key=lambda a: (a.status != "open", a.status != "planned", -a.id))
        stored = answers(tx, [a.id for a in every])
    given = {(a.name, field): value for a in every for field, value in stored[a.id].items()}
    form = workflow.forms[workflow.assignments[row.name].form]
    before = {q.name: given[q.prefill] for q in form.questions if q.prefill in given}
    return Sheet(workflow, row, stored[row.id], {k: v for k, v in before.items() if k not in stored[row.id]})


def meant(desk: Desk, name: str, agency: str, round_code: str | None) -> tuple[ParticipationRow, str]:
    """The agency and the name of the assignment, in whichever order the two were written."""
    with read(desk.runtime.engine) as tx:
        definitions = [desk.runtime.programmes.workflow(tx, r.definition) for r in rounds(tx)]
    known = {a for workflow in definitions for a in workflow.assignments}
    if agency in known and name not in known:
        name, agency = agency, name
    return desk.agency(agency, round_code), name


def shown(desk: Desk, name: str, agency: str, step: str | None, round_code: str | None, *, form: bool) -> None:
    """The assignment on the screen, as a document, or as a form."""
    member, name = meant(desk, name, agency, round_code)
    sheet = sheet_of(desk, member, name, step)
    if form:
        desk.lines(_form(sheet, member, desk.lang))
    elif desk.document:
        desk.answer(_document(desk, sheet))
    else:
        _screen(desk, sheet, member)


def _unknown(member: ParticipationRow, name: str, known: list[str]) -> NotFound:
    close = did_you_mean(name, known)
    names = ", ".join(known) or "–"
    return NotFound(
        f"{member.name_sv} har ingen uppgift {name}. "
        + (f"Menade du {close}?" if close else f"Uppgifterna är {names}."),
        f"{member.name_en} has no assignment {name}. " + (f"Did you mean {close}?" if close else f"There are {names}."),
    )


def _document(desk: Desk, sheet: Sheet) -> dict[str, Any]:
    said = sheet.assignment
    return as_document(sheet.row, late=is_late(sheet.row, sheet.workflow, desk.now())) | {
        "title": {"sv": said.title.sv, "en": said.title.en},
        "to": list(said.to),
        "questions": [
            {
                "id": q.name,
                "type": q.kind,
                "text": {"sv": q.text.sv, "en": q.text.en},
                "for": list(q.audience) if q.audience is not None else None,
                "required": q.required,
                "choices": list(sheet.workflow.choices[q.choices]) if q.choices else None,
                "answer": sheet.given.get(q.name),
                "suggested": sheet.suggested.get(q.name),
            }
            for q in sheet.questions
        ],
    }


def _screen(desk: Desk, sheet: Sheet, member: ParticipationRow) -> None:
    said, lang = sheet.assignment, desk.lang
    name = member.name_en if lang == "en" else member.name_sv
    meeting = meeting_name(sheet.workflow, sheet.row.step, lang)
    desk.lines([f"{said.title.in_(lang)} · {name} · {meeting}", how_it_stands(desk, sheet.row), ""])
    for text in (said.instruction, said.why):
        desk.wrapped(text.in_(lang))
    to = function_titles(sheet.workflow, said.to, lang)
    time = effort(said.effort, lang)
    desk.wrapped(Said(f"Till: {to}. Tid: {time}.", f"To: {to}. Time: {time}.").in_(lang))
    if sheet.row.parts:
        done = function_titles(sheet.workflow, sorted(sheet.row.parts), lang)
        desk.wrapped(Said(f"Klara delar: {done}.", f"Parts done: {done}.").in_(lang))
    for q in sheet.questions:
        desk.line()
        desk.wrapped(_asked(sheet, q, lang))
        desk.wrapped(_answered(sheet, q, lang), "    ")


def _asked(sheet: Sheet, q: Question, lang: str) -> str:
    notes = [] if q.required else [Said("frivillig", "optional").in_(lang)]
    notes += [function_title(sheet.workflow, f, lang) for f in q.audience or ()]
    return f"{q.name}: {q.text.in_(lang)}" + (f" ({', '.join(notes)})" if notes else "")


def _answered(sheet: Sheet, q: Question, lang: str) -> str:
    if q.name in sheet.given:
        return _value(sheet, q, sheet.given[q.name], lang)
    if q.name in sheet.suggested:
        before = _value(sheet, q, sheet.suggested[q.name], lang)
        return Said(f"– (från ett tidigare svar: {before})", f"– (from an earlier answer: {before})").in_(lang)
    if q.choices:
        known = ", ".join(sheet.workflow.choices[q.choices])
        return Said(f"– (välj: {known})", f"– (choose: {known})").in_(lang)
    return "–"


def _value(sheet: Sheet, q: Question, value: Any, lang: str) -> str:
    if q.choices:
        known = sheet.workflow.choices[q.choices]
        chosen = value if isinstance(value, list) else [value]
        return ", ".join(known[v].in_(lang) if v in known else str(v) for v in chosen)
    if isinstance(value, bool):
        return Said("ja" if value else "nej", "yes" if value else "no").in_(lang)
    return str(value)


def _form(sheet: Sheet, member: ParticipationRow, lang: str) -> list[str]:
    """A YAML file with each question as a comment and, where something is known, the answer; the rest to fill in."""
    agency = member.name_en if lang == "en" else member.name_sv
    command = f"jimflow assignment submit {sheet.row.name} {member.organisation} --answers"
    found = [
        f"# {sheet.assignment.title.in_(lang)} · {agency}",
        Said(
            f"# Fyll i, ta bort # framför svaret och kör: {command} FIL",
            f"# Fill in, remove the # and run: {command} FILE",
        ).in_(lang),
    ]
    for q in sheet.questions:
        found += ["", *textwrap.wrap(_asked(sheet, q, lang), 78, initial_indent="# ", subsequent_indent="#   ")]
        if q.choices:
            known = sheet.workflow.choices[q.choices]
            found += [f"#   {code} = {said.in_(lang)}" for code, said in known.items()]
        value = sheet.given.get(q.name, sheet.suggested.get(q.name))
        if value is None:
            found.append(f"#{q.name}: {'[]' if q.kind == 'choices' else ''}".rstrip())
        else:
            found.append(f"{q.name}: {json.dumps(value, ensure_ascii=False)}")
    return found
