"""An assignment from its page: read, accepted, sent back, and answered on behalf of those who were asked."""

from __future__ import annotations

from typing import Any

import pytest

from jimflow.actions.drafts import save
from jimflow.core.mistakes import Said
from jimflow.core.model import Actor
from jimflow.core.workflow import Assignment, Form, Question
from jimflow.store.queries.notes import notes
from jimflow.store.queries.rounds import ParticipationRow, participations
from jimflow.store.queries.sheets import Answers
from jimflow.store.queries.work import answers, assignments
from jimflow.store.transaction import read
from jimflow.web.asked_fields import fields, typed_answers
from jimflow.web.forms import Form as Sent
from tests.build import mini
from tests.demo_site import Installation
from tests.web.conftest import ROUND
from tests.web.person import Person

FORMAS = f"{ROUND}/agencies/formas"
NOTES = f"{FORMAS}/assignments/budgeting/read_notes"
ANALYSIS = f"{FORMAS}/assignments/budgeting/adjust_resources"
THEME = f"{FORMAS}/assignments/deepening/describe_theme"


def formas(made: Installation) -> ParticipationRow:
    with read(made.runtime.engine) as tx:
        return next(p for p in participations(tx) if p.organisation == "formas")


def status(made: Installation, name: str) -> str:
    with read(made.runtime.engine) as tx:
        every = assignments(tx, [formas(made).id])
    return next(a.status for a in every if (a.step, a.name) == ("budgeting", name))


def asked_of(made: Installation, name: str) -> tuple[Assignment, Form]:
    with read(made.runtime.engine) as tx:
        workflow = made.runtime.programmes.workflow(tx, formas(made).definition)
    return workflow.assignments[name], workflow.forms[workflow.assignments[name].form]


def typed(made: Installation) -> dict[str, str]:
    """An answer to every question of the analysis."""
    _, form = asked_of(made, "adjust_resources")
    return {f"answer.{q.name}": f"Svar på {q.name}" for q in form.questions} | {"agreed": "Ekonomichefen, i telefon"}


def test_what_is_asked_is_shown_with_the_theme_in_its_place(demo: Installation) -> None:
    said = Person(demo).see(THEME).words
    assert "Välj ett konkret exempel inom kunskapsproduktion och stöd och följ det" in said
    assert "{" not in said


def test_a_submitted_answer_is_read_and_accepted(own_demo: Installation) -> None:
    anna = Person(own_demo)
    seen = anna.see(NOTES)
    assert "Inskickad 26 oktober, efter sista dag" in seen.words
    assert "Provkörning: Vilka har gått igenom anteckningarna?" in seen.words
    anna.press(f"{NOTES}/accept")
    assert status(own_demo, "read_notes") == "submitted"
    seen = anna.confirm()
    assert (status(own_demo, "read_notes"), anna.path.split("?")[0]) == ("accepted", FORMAS)
    assert "”Genomgång av en missad träff” är godkänd." in seen.words


def test_it_is_sent_back_with_a_reason_and_the_answers_stay(own_demo: Installation) -> None:
    anna = Person(own_demo)
    anna.see(NOTES)
    assert "Skriv vad som behöver ändras." in anna.press(f"{NOTES}/send-back", status=422).words
    anna.press(f"{NOTES}/send-back", {"reason": "Ledningen saknas."})
    anna.confirm()
    assert status(own_demo, "read_notes") == "open"
    assert "är öppen igen; svaren är kvar." in anna.page.words
    assert "Provkörning: Vilka har gått igenom anteckningarna?" in anna.page.words


def test_one_accepts_and_the_other_is_told_so(own_demo: Installation) -> None:
    anna, bo = Person(own_demo), Person(own_demo, "bo")
    for person in (anna, bo):
        person.see(NOTES)
    anna.press(f"{NOTES}/accept")
    anna.confirm()
    seen = bo.press(f"{NOTES}/send-back", {"reason": "Nej."}, status=409)
    assert "anna: uppgift godkänd · Jämställdhetsbudgetering · Genomgång av en missad träff" in seen.words


def test_answers_are_submitted_for_them_with_a_note_of_whom_it_was_agreed_with(own_demo: Installation) -> None:
    anna = Person(own_demo)
    anna.see(ANALYSIS)
    seen = anna.press(ANALYSIS, typed(own_demo))
    assert "Avstämt med: Ekonomichefen, i telefon" in seen.words
    assert status(own_demo, "adjust_resources") == "open"
    seen = anna.confirm()
    assert "”Analys av resursfördelningen” är inskickad." in seen.words
    assert status(own_demo, "adjust_resources") == "submitted"
    with read(own_demo.runtime.engine) as tx:
        (note, *_) = notes(tx, [formas(own_demo).id])
    assert note.text == "Skickade in ”Analys av resursfördelningen” åt dem. Avstämt: Ekonomichefen, i telefon"


def test_the_same_answers_sent_twice_leave_one_note(own_demo: Installation) -> None:
    anna = Person(own_demo)
    anna.see(ANALYSIS)
    confirm = anna.press(ANALYSIS, typed(own_demo))
    anna.confirm()
    anna.page = confirm
    anna.confirm()
    with read(own_demo.runtime.engine) as tx:
        assert sum("Avstämt" in n.text for n in notes(tx, [formas(own_demo).id])) == 1


def test_everything_missing_is_said_at_once_and_what_was_typed_stays(demo: Installation) -> None:
    anna = Person(demo)
    anna.see(ANALYSIS)
    _, form = asked_of(demo, "adjust_resources")
    first, *rest = form.questions
    seen = anna.press(ANALYSIS, {f"answer.{first.name}": "Bidragen."}, status=422)
    links = [place for _, place in seen.links if place.startswith("#q-")]
    assert links == [f"#q-{q.name}" for q in rest if q.required]
    assert ("Avstämt med", "#f-agreed") in seen.links
    assert (f"answer.{first.name}", "Bidragen.") in seen.form(ANALYSIS).fields


def test_a_part_alone_can_be_submitted_for_one_function(own_demo: Installation) -> None:
    anna = Person(own_demo)
    seen = anna.see(f"{ANALYSIS}?function=finance")
    _, form = asked_of(own_demo, "adjust_resources")
    own = [f"answer.{q.name}" for q in form.for_function("finance")]
    assert [name for name, _ in seen.form(ANALYSIS).fields if name.startswith("answer.")] == own
    anna.press(ANALYSIS, {**dict.fromkeys(own, "Ja."), "agreed": "Ekonomifunktionen"})
    anna.confirm()
    assert "Delen är inskickad. Det återstår:" in anna.page.words
    assert status(own_demo, "adjust_resources") == "open"


def test_a_saved_answer_is_never_shown_and_goes_along_when_its_field_is_left_empty(own_demo: Installation) -> None:
    kept = typed(own_demo)
    (first, _), *_ = kept.items()
    name = first.removeprefix("answer.")
    save(own_demo.runtime, formas(own_demo).id, "adjust_resources", {name: "Hemligt utkast"}, Actor("någon"))
    anna = Person(own_demo)
    seen = anna.see(ANALYSIS)
    assert "Hemligt utkast" not in anna.html
    assert "Någon har sparat ett svar som inte är inskickat." in seen.words
    anna.press(ANALYSIS, {**kept, first: ""})
    anna.confirm()
    with read(own_demo.runtime.engine) as tx:
        row = next(
            a for a in assignments(tx, [formas(own_demo).id]) if (a.step, a.name) == ("budgeting", "adjust_resources")
        )
        assert answers(tx, [row.id])[row.id][name] == "Hemligt utkast"


KINDS: list[tuple[str, list[str], Any]] = [
    ("text", ["Ett\nsvar"], "Ett\nsvar"),
    ("choice", ["a"], "a"),
    ("choices", ["a", "b"], ["a", "b"]),
    ("yes_no", ["no"], False),
    ("number", ["-12"], -12),
    ("number", ["tolv"], "tolv"),
    ("date", ["2021-10-27"], "2021-10-27"),
    ("date", ["27/10"], None),
]


@pytest.mark.parametrize(("kind", "sent", "answer"), KINDS)
def test_every_kind_of_question_is_read_as_the_answer_it_is(kind: Any, sent: list[str], answer: object) -> None:
    q = Question("q", kind, Said("F?", "Q?"), None, True, None, None, None, None, 100)
    form = Sent({"answer.q": sent})
    assert typed_answers([q], form) == {"q": answer}
    assert typed_answers([q], Sent({"answer.q": [""]})) == {}
    (again,) = fields(mini().workflow, [q], Answers({}, {}, {}), form, {}, "sv")
    assert list(again.typed) == sent
    if answer not in ("tolv", None):
        (before,) = fields(mini().workflow, [q], Answers({"q": answer}, {}, {}), None, {}, "sv")
        assert list(before.typed) == sent


def test_an_assignment_that_is_not_there_is_a_page_that_says_so(demo: Installation) -> None:
    Person(demo).see(f"{FORMAS}/assignments/start/read_notes", 404)


@pytest.mark.parametrize("login", ["cilla", "david"])
def test_who_may_only_read_reads_the_answers_and_has_no_form(demo: Installation, login: str) -> None:
    reader = Person(demo, login)
    for place in (NOTES, ANALYSIS):
        assert [f.action for f in reader.see(place).forms if "/agencies/" in f.action] == []
    assert "Provkörning:" in reader.see(NOTES).words


def test_the_page_is_in_english_too(demo: Installation) -> None:
    anna = Person(demo, lang="en")
    assert "Accept the answer" in anna.see(NOTES).words
    assert "Submit for Formas" in anna.see(ANALYSIS).words
