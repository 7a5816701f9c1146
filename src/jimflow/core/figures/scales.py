"""Self-assessments: statements that are answered on one scale, at the start and once more later.

A form with several questions on one and the same list of choices is a self-assessment; the list, in its order, is the
scale. It is made again where the same form is asked for another time, or where questions are filled in beforehand with
the answers that were given first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jimflow.core.figures.facts import Answered, RoundFacts
from jimflow.core.laps import split
from jimflow.core.mistakes import Said
from jimflow.core.workflow import Form, Question, Workflow

STATEMENTS = 3
"""Questions on one list that a form has at least, to be a self-assessment; fewer are just questions."""

Key = tuple[str, str]
"""(assignment, field)."""

Pair = tuple[str | None, str | None]
"""The first and the last answer; None where there is none."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement, by where it is asked first.

    How many answered what, in the order of the scale, at the start and the last time since then.

    `lower`, `same` and `higher` compare the two answers of each who has given both.
    """

    assignment: str
    field: str
    text: Said
    section: Said | None
    start: tuple[int, ...]
    end: tuple[int, ...]
    lower: int
    same: int
    higher: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """A self-assessment on the scale `choices`; `again` names the assignments in which it is made once more."""

    assignment: str
    choices: str
    statements: tuple[Statement, ...]
    again: tuple[str, ...]

    def sections(self) -> list[tuple[Said | None, list[Statement]]]:
        """The statements under their headings, in order."""
        found: dict[Said | None, list[Statement]] = {}
        for statement in self.statements:
            found.setdefault(statement.section, []).append(statement)
        return list(found.items())


def self_assessments(workflow: Workflow, facts: RoundFacts) -> list[Assessment]:
    """Every self-assessment of the programme, answered or not."""
    asked = _asked(workflow)
    first = {key: _first(workflow, asked, key) for key in asked}
    given = _given(first, facts)
    found: dict[str, list[Statement]] = {}
    again: dict[str, dict[str, None]] = {}
    for key, question in asked.items():
        if first[key] == key:
            found.setdefault(key[0], []).append(_counted(workflow, key, question, given.get(key, {})))
        else:
            again.setdefault(first[key][0], {})[key[0]] = None
    return [
        Assessment(name, _scale(asked, name), tuple(statements), tuple(again.get(name, ())))
        for name, statements in found.items()
    ]


def fields(workflow: Workflow) -> frozenset[str]:
    """The fields whose answers are looked at."""
    return frozenset(field for _, field in _asked(workflow))


def _asked(workflow: Workflow) -> dict[Key, Question]:
    """The statements in the order in which the steps ask."""
    names = dict.fromkeys(name for step in workflow.steps.values() for _, name in step.assignments)
    forms = {name: workflow.forms[workflow.assignments[name].form] for name in names}
    return {(name, question.name): question for name, form in forms.items() for question in _statements(form)}


def _statements(form: Form) -> Sequence[Question]:
    lists = Counter(q.choices for q in form.questions if q.kind == "choice")
    if not lists:
        return ()
    scale, several = lists.most_common(1)[0]
    return [q for q in form.questions if q.kind == "choice" and q.choices == scale] if several >= STATEMENTS else ()


def _scale(asked: Mapping[Key, Question], assignment: str) -> str:
    return next(str(q.choices) for (name, _), q in asked.items() if name == assignment)


def _first(workflow: Workflow, asked: Mapping[Key, Question], key: Key) -> Key:
    """Where the statement is asked for the first time: by way of what fills it in, or in the same form."""
    seen = {key}
    before = asked[key].prefill
    while before is not None and before in asked and before not in seen and asked[before].choices == asked[key].choices:
        key, before = before, asked[before].prefill
        seen.add(key)
    form = workflow.assignments[key[0]].form
    return next(k for k in asked if k[1] == key[1] and workflow.assignments[k[0]].form == form)


def _given(first: Mapping[Key, Key], facts: RoundFacts) -> dict[Key, dict[int, Pair]]:
    """What each participation answered the first time and the last, statement by statement.

    The first time is the first lap of the assignment that asks first; any other is the end, and the latest stands.
    """
    found: dict[Key, dict[int, Pair]] = {}
    for answer in sorted(facts.answers, key=lambda a: a.submitted_at):
        key = first.get((answer.assignment, answer.field))
        if key is not None:
            pairs = found.setdefault(key, {})
            start, end = pairs.get(answer.participation, (None, None))
            said = str(answer.value)
            pairs[answer.participation] = (said, end) if _is_start(key, answer) else (start, said)
    return found


def _is_start(key: Key, answer: Answered) -> bool:
    return answer.assignment == key[0] and split(answer.step)[1] == 1


def _counted(workflow: Workflow, key: Key, question: Question, given: Mapping[int, Pair]) -> Statement:
    scale = list(workflow.choices[str(question.choices)])
    start, end = Counter(first for first, _ in given.values()), Counter(last for _, last in given.values())
    moves = [scale.index(b) - scale.index(a) for a, b in given.values() if a in scale and b in scale]
    return Statement(
        *key,
        question.text,
        question.section,
        tuple(start[level] for level in scale),
        tuple(end[level] for level in scale),
        sum(move < 0 for move in moves),
        sum(move == 0 for move in moves),
        sum(move > 0 for move in moves),
    )
