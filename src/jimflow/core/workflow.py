"""A programme as data: the frozen form a definition takes once it has been read and found right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from jimflow.core.laps import Steps, place, plain
from jimflow.core.mistakes import Said
from jimflow.core.moments import Effort, Moment
from jimflow.core.nouns import CLUSTER, Nouns

Severity = Literal["block", "warn", "info"]
When = Literal["every meeting", "first and last"]
QuestionKind = Literal["text", "choice", "choices", "yes_no", "number", "date"]
Reader = Literal["cluster", "ministry", "outside", "guests"]
TransitionKind = Literal["plain", "along", "remembers", "remembered", "earlier"]
Reason = Literal["required", "asked", "none"]
By = Literal["host", "agency"]
Attends = Literal["every meeting", "first and last", "as guest", "never"]
Home = Literal["agency", "ministry", "outside", "host", "guest"]
Joins = Literal["at once", "by invitation"]
READERS: Mapping[Reader, Home] = {"cluster": "agency", "ministry": "ministry", "outside": "outside", "guests": "guest"}
"""Who besides the host may read a submitted answer, people of the same cluster in each case, and their home."""
ORGANISATION = "organisation"
OWN_WORDS = "letter"
"""The template of the letters whose words stand in the definition."""

Place = Literal["before", "after", "step", "catch_up"]
"""Where an assignment stands in its step: before or after its meeting, in a step without one, or as a cure."""


@dataclass(frozen=True, slots=True)
class Busy:
    """Days of every year when a function has other work, both ends included, as (month, day)."""

    start: tuple[int, int]
    end: tuple[int, int]
    what: Said

    def covers(self, day: date) -> bool:
        """True on these days, which may go over a new year."""
        at = (day.month, day.day)
        return self.start <= at <= self.end if self.start <= self.end else at >= self.start or at <= self.end


@dataclass(frozen=True, slots=True)
class Function:
    """A role that people hold through appointments; rules and tasks bind to it, never to a person."""

    name: str
    title: Said
    duty: Said
    attends: Attends
    belongs_to: Home
    coordinates: bool
    busy: tuple[Busy, ...]

    @property
    def home(self) -> Home:
        """Where it belongs, with one word for who comes from outside, be that a ministry or not."""
        return "outside" if self.belongs_to == "ministry" else self.belongs_to

    @property
    def of_member(self) -> bool:
        """True when those who take part each have holders of it, their own people or somebody from outside."""
        return self.belongs_to not in ("host", "guest")


@dataclass(frozen=True, slots=True)
class Rule:
    """One condition on a move; `kind` names the Python that evaluates it, all else is data.

    `fix_after` stands in for `fix` once the meeting is over and what went wrong there cannot be prevented any more.
    """

    name: str
    kind: str
    params: Mapping[str, object]
    severity: Severity
    waivable: bool
    curable: bool
    at: When
    text: Said
    fix: Said
    fix_after: Said | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One field of a form. `audience` is None when every addressed function sees it."""

    name: str
    kind: QuestionKind
    text: Said
    hint: Said | None
    required: bool
    audience: tuple[str, ...] | None
    choices: str | None
    prefill: tuple[str, str] | None
    section: Said | None
    limit: int


@dataclass(frozen=True, slots=True)
class Form:
    """Questions that one participation answers once, together."""

    name: str
    questions: tuple[Question, ...]

    def question(self, name: str) -> Question | None:
        """The question called `name`, or None."""
        return next((q for q in self.questions if q.name == name), None)

    def for_function(self, function: str) -> tuple[Question, ...]:
        """What a holder of `function` is asked: the function's part of the form."""
        return tuple(q for q in self.questions if q.audience is None or function in q.audience)


@dataclass(frozen=True, slots=True)
class Inform:
    """Tell `who` at `at` that an assignment is still not submitted."""

    at: Moment
    who: str


@dataclass(frozen=True, slots=True)
class WaitsFor:
    """What holds an opening back: another assignment (at the latest until `until`) or the cluster's theme."""

    assignment: str | None
    theme: bool
    until: Moment | None


@dataclass(frozen=True, slots=True)
class Assignment:
    """A task given to functions of one participation; one answer per participation."""

    name: str
    title: Said
    short: Said
    ask: Said
    why: Said
    instruction: Said
    effort: Effort
    to: tuple[str, ...]
    form: str
    opens: Moment
    due: Moment
    remind: tuple[Moment, ...]
    inform: tuple[Inform, ...]
    waits_for: WaitsFor | None
    share_with: tuple[Reader, ...]
    """Who reads the answer besides the host; () for nobody else."""
    accept: bool
    optional: bool
    closes: bool
    """True: still open when its step is left, it is closed; False: it stays open and late."""


@dataclass(frozen=True, slots=True)
class Material:
    """Something to read or watch."""

    title: Said
    url: str


@dataclass(frozen=True, slots=True)
class MeetingPlan:
    """What the language says once for every meeting: when people hear of it and when the host is told."""

    invite: Moment | None
    holds: bool
    readiness: tuple[Moment, ...]
    record: Moment | None
    theme_missing: Moment | None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the programme; each is a state. A step may have a meeting of its cluster."""

    name: str
    title: Said
    purpose: Said
    has_meeting: bool
    length: str
    is_first: bool
    is_last: bool
    theme_per_cluster: bool
    guests: tuple[str, ...]
    assignments: tuple[tuple[Place, str], ...]
    catch_up: str | None
    attendance: tuple[str, ...]
    entry: tuple[str, ...]
    exit: tuple[str, ...]
    materials: tuple[Material, ...]
    rests: bool = False
    """True: one may stay here as long as one likes, and nobody is told that something holds one back."""
    lap: int = 1
    """Which time the step is entered; always 1 for a step that lies on no cycle."""

    def named(self, place: Place) -> tuple[str, ...]:
        """The names of the assignments that stand at `place` in this step."""
        return tuple(name for where, name in self.assignments if where == place)


@dataclass(frozen=True, slots=True)
class Transition:
    """A trigger with its ways: (source, destination) pairs in the order of the definition."""

    name: str
    title: Said
    kind: TransitionKind
    ways: tuple[tuple[str, str], ...]
    reason: Reason
    by: By
    rules: tuple[str, ...]
    completes: bool = False
    """True: the step that is left is done, so its exit rules and its attendance count."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail that goes when a participation enters a state, said by a template or in words of its own."""

    name: str
    state: str
    to: tuple[str, ...]
    template: str
    """`OWN_WORDS` where the definition holds the words."""
    subject: Said | None = None
    text: Said | None = None
    """Paragraphs with empty lines between."""


@dataclass(frozen=True, slots=True)
class PartyKind:
    """A part that organisations take in one subject. `most`: how many at a time, None for any number.

    `contact` names the function whose holders at the organisation hear of an invitation, "" for none.
    """

    name: str
    title: Said
    joins: Joins
    most: int | None
    contact: str


@dataclass(frozen=True, slots=True)
class Start:
    """A sub-flow that may be started from `states`: a case in a round of the programme `workflow`.

    `carries` maps a name of the other programme to the (assignment, field) here whose answer goes along.
    `tells` are the functions that hear of the answer.
    """

    name: str
    title: Said
    workflow: str
    states: tuple[str, ...]
    carries: Mapping[str, tuple[str, str]]
    tells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Workflow:
    """A whole programme. `digest` is the SHA-256 of its canonical JSON; comments do not change it."""

    name: str
    version: str
    digest: str
    title: Said
    nouns: Nouns
    languages: tuple[str, ...]
    """The languages its texts are written in; Swedish is always one."""
    calendar: str
    functions: Mapping[str, Function]
    rules: Mapping[str, Rule]
    assignments: Mapping[str, Assignment]
    forms: Mapping[str, Form]
    choices: Mapping[str, Mapping[str, Said]]
    themes: Mapping[str, Said]
    steps: Steps
    states: tuple[str, ...]
    state_titles: Mapping[str, Said]
    finals: frozenset[str]
    active: frozenset[str]
    transitions: Mapping[str, Transition]
    letters: tuple[Letter, ...]
    meetings: MeetingPlan
    result_steps: str | None
    result_goals: str | None
    order: tuple[str, ...] = field(default=())
    """The states `advance` runs along, in order; the last one is the good end."""
    group: Nouns = CLUSTER
    """The word for those who meet together."""
    subject: str = ORGANISATION
    """What takes part: an organisation, or a kind of thing that the definition names, such as an area."""
    answer_dates: tuple[tuple[str, str], ...] = ()
    """The (assignment, question) whose answers are dates that times start from."""
    parties: Mapping[str, PartyKind] = field(default_factory=dict)
    starts: Mapping[str, Start] = field(default_factory=dict)
    source: bytes = field(default=b"", repr=False)
    """The canonical JSON that `digest` is taken of; `read_definition` reads it back to an equal workflow."""

    @property
    def initial(self) -> str:
        """Where a participation starts."""
        return self.states[0]

    @property
    def goal(self) -> str:
        """The state a participation reaches when all went well."""
        return self.order[-1]

    def language(self, wanted: str) -> str:
        """What is read by a person who reads `wanted`: that, or Swedish where the programme has only Swedish."""
        return wanted if wanted in self.languages else "sv"

    def step_after(self, name: str) -> Step | None:
        """The next step with a meeting after step `name`, or None; what follows in time is `plan.following`."""
        number, _ = place(self.steps, name)
        later = [*self.steps][number + 1 :]
        return next((self.steps[n] for n in later if self.steps[n].has_meeting), None)

    def state_title(self, state: str) -> Said:
        """A state's name in words: the step's title, or the one given under `state_titles`."""
        return self.steps.title(state) if plain(state) in self.steps else self.state_titles[state]
