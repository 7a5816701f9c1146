"""How answers are handed in, accepted and sent back from the command line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jimflow.actions.assignments import accept, send_back, submit
from jimflow.actions.drafts import save
from jimflow.actions.errors import BadInput
from jimflow.cli.desk import Desk
from jimflow.cli.sheets import Sheet, meant, sheet_of
from jimflow.core.mistakes import Mistakes, Said, did_you_mean
from jimflow.core.workflow import Question
from jimflow.store.queries.rounds import ParticipationRow
from jimflow.texts.names import function_titles

if TYPE_CHECKING:
    from jimflow.files.yaml import Document

YES, NO = ("ja", "yes", "true"), ("nej", "no", "false")


@dataclass(frozen=True, slots=True)
class Call:
    """What was said on the command line: of which assignment, for whom, and the answers in a file and by themselves."""

    name: str
    agency: str
    file: Path | None
    single: Sequence[str]
    function: str | None
    step: str | None
    round: str | None
    actor: str | None


def handed_in(desk: Desk, call: Call) -> None:
    """Submits the answers of a file and of the call itself, which win over the file's, with what was saved before."""
    member, sheet = _addressed(desk, call)
    answers, document = _answers(sheet, call)
    if not answers and not sheet.saved:
        raise _no_answers(sheet, member)
    with _placed(document):
        done = submit(
            *(desk.runtime, member.id, sheet.row.name, answers, desk.actor(call.actor)),
            step=sheet.row.step,
            function=sheet.function,
        )
    if desk.document:
        desk.answer(
            {
                "organisation": member.organisation,
                "step": done.step,
                "assignment": done.assignment,
                "parts": list(done.parts),
                "complete": done.complete,
                "late": done.late,
            }
        )
        return
    title = sheet.assignment.title.in_(desk.lang)
    if done.complete:
        after = Said(" efter sista dag", " after the due date") if done.late else Said("", "")
        desk.say(f"”{title}” är inskickad{after.sv}.", f"“{title}” has been submitted{after.en}.")
    else:
        parts = [f for f in sheet.assignment.to if f not in {*done.parts, *sheet.row.parts}]
        left = function_titles(sheet.workflow, parts, desk.lang)
        desk.say(f"Delen är inskickad. Det återstår: {left}.", f"The part has been submitted. Still to come: {left}.")


def saved(desk: Desk, call: Call) -> None:
    """Keeps the answers without submitting anything, and says what is left."""
    member, sheet = _addressed(desk, call)
    answers, document = _answers(sheet, call)
    if not answers:
        raise _no_answers(sheet, member)
    with _placed(document):
        done = save(
            *(desk.runtime, member.id, sheet.row.name, answers, desk.actor(call.actor)),
            step=sheet.row.step,
            function=sheet.function,
        )
    if desk.document:
        desk.answer(
            {
                "organisation": member.organisation,
                "step": done.step,
                "assignment": done.assignment,
                "saved": list(done.fields),
                "missing": list(done.missing),
                "complete": False,
            }
        )
        return
    title = sheet.assignment.title.in_(desk.lang)
    desk.say(
        f"Svaren är sparade, inte inskickade. ”{title}” är öppen.",
        f"The answers are saved, not submitted. “{title}” stays open.",
    )
    if done.missing:
        names = ", ".join(done.missing)
        desk.wrapped(Said(f"Svar saknas på: {names}.", f"Still without an answer: {names}.").in_(desk.lang))
    else:
        desk.say("Alla frågor har svar. Skicka in dem med:", "Every question has an answer. Submit them with:")
        desk.line(f"  jimflow assignment submit {done.assignment} {member.organisation}{sheet.choice}")


def accepted(desk: Desk, name: str, agency: str, step: str | None, round_code: str | None, actor: str | None) -> None:
    """Accepts it."""
    member, sheet = _found(desk, name, agency, step, round_code)
    accept(desk.runtime, member, sheet.row.name, desk.actor(actor), step=sheet.row.step)
    title = sheet.assignment.title.in_(desk.lang)
    desk.say(f"”{title}” är godkänd.", f"“{title}” has been accepted.")


def sent_back(
    desk: Desk, name: str, agency: str, step: str | None, reason: str, round_code: str | None, actor: str | None
) -> None:
    """Opens it again. Raises BadInput without a reason."""
    if not reason.strip():
        raise BadInput("Skriv skälet (--reason).", "Give the reason (--reason).")
    member, sheet = _found(desk, name, agency, step, round_code)
    send_back(desk.runtime, member, sheet.row.name, desk.actor(actor), reason.strip(), step=sheet.row.step)
    title = sheet.assignment.title.in_(desk.lang)
    desk.say(f"”{title}” är öppen igen; svaren är kvar.", f"“{title}” is open again; the answers are kept.")


def _found(desk: Desk, name: str, agency: str, step: str | None, round_code: str | None) -> tuple[int, Sheet]:
    member, known = meant(desk, name, agency, round_code)
    return member.id, sheet_of(desk, member, known, step)


def _addressed(desk: Desk, call: Call) -> tuple[ParticipationRow, Sheet]:
    member, name = meant(desk, call.name, call.agency, call.round)
    return member, sheet_of(desk, member, name, call.step, call.function)


def _answers(sheet: Sheet, call: Call) -> tuple[dict[str, Any], Document | None]:
    from jimflow.files.yaml import load

    document = load(call.file) if call.file is not None else None
    answers = dict(_mapping(document.data, document.name)) if document is not None else {}
    answers.update(_pair(sheet, word) for word in call.single)
    return answers, document


@contextmanager
def _placed(document: Document | None) -> Iterator[None]:
    """While inside, mistakes in answers get their lines in the file, where there is one."""
    try:
        yield
    except Mistakes as mistakes:
        if document is None:
            raise
        raise document.bad(mistakes) from None


def _no_answers(sheet: Sheet, member: ParticipationRow) -> BadInput:
    form = f"jimflow assignment show {sheet.row.name} {member.organisation}{sheet.choice} --form"
    return BadInput(
        f"Inga svar. Ange --answers FIL eller --answer FRÅGA=SVAR. En fil att fylla i: {form}",
        f"No answers. Give --answers FILE or --answer FIELD=VALUE. A file to fill in: {form}",
    )


def _mapping(data: Any, name: str) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise BadInput(
            f"{name} ska ha en rad per fråga: FRÅGA: SVAR.", f"{name} must have a line per question: FIELD: VALUE."
        )
    return data


def _pair(sheet: Sheet, word: str) -> tuple[str, Any]:
    field, equals, value = word.partition("=")
    field = field.strip()
    question = sheet.workflow.forms[sheet.assignment.form].question(field)
    if not equals or question is None:
        close = did_you_mean(field, [q.name for q in sheet.questions])
        names = ", ".join(q.name for q in sheet.questions)
        hint = (
            Said(f"Menade du {close}?", f"Did you mean {close}?")
            if close
            else Said(f"Frågorna är {names}.", f"The questions are {names}.")
        )
        what = Said(f"--answer {word}: ", f"--answer {word}: ")
        if not equals:
            hint = Said("Skriv FRÅGA=SVAR.", "Write FIELD=VALUE.")
        raise BadInput(what.sv + hint.sv, what.en + hint.en)
    return field, _read(question, value)


def _read(question: Question, value: str) -> Any:
    """A typed word as the kind of question has it; what does not fit is left for the action to refuse."""
    plain = value.strip()
    if question.kind == "number" and plain.lstrip("-").isdecimal():
        return int(plain)
    if question.kind == "yes_no" and plain.casefold() in YES + NO:
        return plain.casefold() in YES
    if question.kind == "choices":
        return [part.strip() for part in plain.split(",") if part.strip()]
    return value
