"""What a participant takes along from a task: the receipt to print, and the questions as a Word file."""

from __future__ import annotations

from starlette.responses import Response

from jimflow.actions.guests import no_such_thing
from jimflow.files.word import Head, questionnaire
from jimflow.store.queries.handed_in import replaced
from jimflow.store.transaction import read
from jimflow.texts.amounts import effort
from jimflow.texts.catalogue import tr
from jimflow.texts.dates import day
from jimflow.texts.names import answer_words, assignment_title, named
from jimflow.web.files import attachment
from jimflow.web.forms import whole_number
from jimflow.web.participant.task import Task, the_task, who_reads, whose_words, words
from jimflow.web.participant.task_fields import the_room
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@page.shows("/my/tasks/{task}/receipt/{number}", right="coded")
def receipt(visit: Visit, task: str, number: str) -> Response:
    """A receipt as it prints: what was handed in, as it stood then."""
    with read(visit.runtime.engine) as tx:
        at = the_task(visit, tx, task)
    row = next((r for r in at.receipts if r.number == whole_number(number)), None)
    if row is None:
        raise no_such_thing()
    by, behalf, functions = whose_words(at, row)
    asked = at.workflow.forms[at.known.form].questions
    return visit.page(
        "my_receipt.html",
        room="/my",
        at=at,
        row=row,
        before=replaced(row, at.receipts),
        said=words(at),
        by=by,
        behalf=behalf,
        functions=functions,
        voice=at.speaker.voice,
        answers=[
            (
                q.section.in_(at.lang) if q.section else "",
                q.text.in_(at.lang),
                answer_words(at.workflow, q, row.answers[q.name], at.lang),
            )
            for q in asked
            if q.name in row.answers
        ],
    )


@page.shows("/my/tasks/{task}/word", right="linked")
def word(visit: Visit, task: str) -> Response:
    """The questions to fill in elsewhere, with what stands in them where a code has been typed."""
    with read(visit.runtime.engine) as tx:
        at = the_task(visit, tx, task)
        stands = the_room(at, tx).stands if visit.me.may_change else {}
    answers = {name: value for name, value in stands.items() if value is not None}
    content = questionnaire(at.workflow, at.known, at.at.functions, answers, _head(at), at.lang)
    title, whose = (
        assignment_title(at.workflow, at.row.name, at.lang),
        named((at.home.name_sv, at.home.name_en), at.lang),
    )
    return attachment(content, f"{title} – {whose}.docx", WORD)


def _head(at: Task) -> Head:
    said, voice, lang = words(at), at.speaker.voice, at.lang
    readers = " ".join(who_reads(at, said)[1:-1] if voice.public_records else who_reads(at, said)[1:])
    return Head(
        round=voice.title.in_(lang),
        organisation=said["organisation"],
        meeting=said["about"],
        due=day(at.due, lang, at.visit.today) if at.due else "",
        effort=effort(at.known.effort, lang),
        readers=readers,
        hand_in=f"{at.visit.runtime.settings.base_url.rstrip('/')}{at.place}",
        contact=voice.mailbox,
        public=tr(lang, "Svaren blir en allmän handling hos {host}.", host=voice.host.in_(lang))
        if voice.public_records
        else "",
        example=voice.example_note.in_(lang) if voice.example else "",
        words={name: said[name] for name in ("organisation", "cluster", "theme", "meeting")},
    )
