"""One assignment on the screen: what it asks, why, of whom, and the answers so far."""

from __future__ import annotations

from typing import Any

from jimflow.cli.assignment_dialogue import as_document as dialogue_document
from jimflow.cli.assignment_dialogue import on_screen as dialogue_on_screen
from jimflow.cli.assignment_form import form_lines
from jimflow.cli.assignment_list import as_document, how_it_stands
from jimflow.cli.desk import Desk
from jimflow.cli.sheets import Sheet, asked, meant, sheet_of
from jimflow.core.mistakes import Said
from jimflow.core.status import is_late
from jimflow.core.workflow import Question
from jimflow.store.queries.handed_in import names_on, receipts
from jimflow.store.queries.rounds import ParticipationRow
from jimflow.store.transaction import read
from jimflow.texts.amounts import effort
from jimflow.texts.names import answer_words, function_titles, meeting_name
from jimflow.texts.receipts import receipt_words


def shown(
    desk: Desk,
    name: str,
    agency: str,
    step: str | None,
    function: str | None,
    round_code: str | None,
    *,
    form: bool,
) -> None:
    """The assignment on the screen, as a document, or as a form; all of it, or the part of one function."""
    member, name = meant(desk, name, agency, round_code)
    sheet = sheet_of(desk, member, name, step, function)
    if form:
        desk.lines(form_lines(sheet, member, desk.lang))
    elif desk.document:
        desk.answer(_document(desk, sheet) | dialogue_document(desk, sheet))
    else:
        _screen(desk, sheet, member)
        dialogue_on_screen(desk, sheet, member)


def _document(desk: Desk, sheet: Sheet) -> dict[str, Any]:
    said = sheet.assignment
    return as_document(sheet.row, late=is_late(sheet.workflow, sheet.row, desk.now())) | {
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
                "saved": q.name in sheet.saved,
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
    with read(desk.runtime.engine) as tx:
        handed_in = receipts(tx, [sheet.row.id])
        names = names_on(tx, handed_in)
    for row in handed_in:
        words = receipt_words(sheet.workflow, row, names, lang, desk.today())
        desk.wrapped(Said(f"Inskickat {words}.", f"Submitted {words}.").in_(lang))
    for q in sheet.questions:
        desk.line()
        desk.wrapped(asked(sheet, q, lang))
        desk.wrapped(_answered(sheet, q, lang), "    ")


def _answered(sheet: Sheet, q: Question, lang: str) -> str:
    if q.name in sheet.given:
        only = Said(" (sparat, inte inskickat)", " (saved, not submitted)").in_(lang) if q.name in sheet.saved else ""
        return answer_words(sheet.workflow, q, sheet.given[q.name], lang) + only
    if q.name in sheet.suggested:
        before = answer_words(sheet.workflow, q, sheet.suggested[q.name], lang)
        return Said(f"– (från ett tidigare svar: {before})", f"– (from an earlier answer: {before})").in_(lang)
    if q.choices:
        known = ", ".join(sheet.workflow.choices[q.choices])
        return Said(f"– (välj: {known})", f"– (choose: {known})").in_(lang)
    return "–"
