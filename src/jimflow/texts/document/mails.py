"""Which mails a definition sends, when and to whom: only those that it gives an occasion for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from jimflow.core.mistakes import Said
from jimflow.core.moments import Moment
from jimflow.core.people import coordinating_functions, host_functions
from jimflow.core.workflow import Workflow
from jimflow.texts.document.samples import sample
from jimflow.texts.names import function_titles, quoted, state_title
from jimflow.texts.relative_times import moment_words


@dataclass(frozen=True, slots=True)
class MailLine:
    """A mail in words."""

    what: str
    when: str
    to: str
    subject: str


def mail_lines(workflow: Workflow, subjects: Mapping[str, str], lang: str) -> tuple[MailLine, ...]:
    """The mails in the order in which people meet them."""

    def lines() -> Iterator[MailLine]:
        yield from _letters(workflow, subjects, lang)
        for name, what, when, to in (*_work(workflow, lang), *_meetings(workflow, lang)):
            yield MailLine(what, when, to, subjects.get(name, ""))

    return tuple(lines())


Line = tuple[str, str, str, str]


def _letters(workflow: Workflow, subjects: Mapping[str, str], lang: str) -> Iterator[MailLine]:
    for letter in workflow.letters:
        state = quoted(state_title(workflow, letter.state, lang), lang)
        own = letter.subject
        yield MailLine(
            Said("Brev", "Letter").in_(lang),
            Said(f"när läget blir {state}", f"when the state becomes {state}").in_(lang),
            function_titles(workflow, letter.to, lang),
            sample(workflow, own.in_(lang), lang) if own is not None else subjects.get(letter.template, ""),
        )


def _work(workflow: Workflow, lang: str) -> Iterator[Line]:
    tasks = workflow.assignments.values()
    addressed = Said("de som uppgiften gäller", "those whom the assignment is for").in_(lang)
    open_to = Said("de som inte har svarat", "those who have not answered").in_(lang)
    reminders = [m for a in tasks for m in a.remind]
    before = [m for m in reminders if m.alternatives[0].amount <= 0]
    after = [m for m in reminders if m.alternatives[0].amount > 0]
    if tasks:
        yield "open", Said("Uppgift", "Assignment").in_(lang), _times((a.opens for a in tasks), lang), addressed
    if before:
        yield "remind", Said("Påminnelse", "Reminder").in_(lang), _times(before, lang), open_to
    if after:
        yield "overdue", Said("Sista dag har varit", "Due date has passed").in_(lang), _times(after, lang), open_to
    if told := [i for a in tasks for i in a.inform]:
        whom = function_titles(workflow, dict.fromkeys(i.who for i in told), lang)
        yield "inform", Said("Svar saknas", "Answer missing").in_(lang), _times((i.at for i in told), lang), whom


def _meetings(workflow: Workflow, lang: str) -> Iterator[Line]:
    plan = workflow.meetings
    hosts = function_titles(workflow, host_functions(workflow), lang)
    ends = [f.name for f in workflow.functions.values() if f.attends == "first and last"]
    if not any(step.has_meeting for step in workflow.steps.values()):
        return
    if plan.holds and ends:
        when = Said("när någon blir med, för första och sista träffen", "on joining, for the first and last meeting")
        yield (
            "hold",
            Said("Håll dagen fri", "Keep the day free").in_(lang),
            when.in_(lang),
            function_titles(workflow, ends, lang),
        )
    if plan.invite:
        all_ = Said("alla som deltar på träffen", "everyone who attends the meeting").in_(lang)
        yield "invite", Said("Kalenderpost", "Calendar entry").in_(lang), _times([plan.invite], lang), all_
    if plan.readiness:
        some = function_titles(workflow, coordinating_functions(workflow), lang)
        whom = Said(f"{some}, om något saknas", f"{some}, if something is missing").in_(lang)
        yield "readiness", Said("Inför träffen", "Before the meeting").in_(lang), _times(plan.readiness, lang), whom
    if plan.record:
        yield "record", Said("Anteckna närvaron", "Record attendance").in_(lang), _times([plan.record], lang), hosts
    if plan.theme_missing and any(s.theme_per_cluster for s in workflow.steps.values()):
        yield "theme", Said("Tema saknas", "Theme missing").in_(lang), _times([plan.theme_missing], lang), hosts


def _times(moments: Iterable[Moment], lang: str) -> str:
    """Each different time once."""
    return "; ".join(dict.fromkeys(moment_words(moment, lang) for moment in moments))
