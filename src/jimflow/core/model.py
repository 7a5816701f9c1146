"""What the core reads (facts) and what it answers (a change or a refusal), all frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from jimflow.core.laps import occasion
from jimflow.core.workflow import Place, Severity

AssignmentStatus = Literal["planned", "open", "submitted", "accepted", "cancelled", "closed"]
Standing = Literal["invited", "joined", "declined", "left"]
MailClass = Literal["digest", "calendar", "immediate"]
Subject = tuple[str, int]
"""(kind, id): ("participation", 12), ("cluster", 3) or ("round", 1)."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `role` is coordinator, participant, administrator, operator or system.

    `behalf` is the pseudonym of the one they act for, "" for whoever acts for themselves.
    """

    name: str
    role: str = "operator"
    behalf: str = ""

    @property
    def automatic(self) -> bool:
        """True when no person stood behind the act."""
        return self.role == "system"


SYSTEM = Actor("jimflow", "system")


@dataclass(frozen=True, slots=True)
class Appointment:
    """One person's holding of one function, from `since` until `until` (inclusive, None = open)."""

    id: int
    function: str
    person: int
    address: str
    language: str
    since: date
    until: date | None
    top_management: bool
    acting: bool
    deputy: bool
    assistant: str | None = None
    undeliverable: bool = False
    own: bool = True
    """False for the host's and guests' appointments, which every participation of the round or cluster shares."""
    organisation: str = ""
    """Where the person works, which for a subject with several parties is one of them."""
    cluster: int | None = None
    """The one cluster that a guest belongs to; None for whoever belongs to all or to a participation."""

    def holds_on(self, day: date) -> bool:
        """True when the person holds the function on `day`."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Session:
    """One sitting of a meeting; UTC."""

    starts: datetime
    ends: datetime
    mode: str = "on_site"
    place: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A cluster's meeting of one step. `day` is the local date of its first session, `last_day` of its last."""

    id: int
    step: str
    status: Literal["planned", "held", "cancelled"]
    day: date
    last_day: date
    sessions: tuple[Session, ...]
    theme: str = ""
    sequence: int = 0
    uid: str = ""
    example_date: bool = False


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether the holder of an appointment took part in the meeting of `step`; digital counts as present."""

    step: str
    appointment: int
    present: bool
    deputised_for: int | None = None
    """The appointment this person stood in for, when a deputy attended."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to a meeting's invitation; `deputy` names the appointment that comes instead."""

    step: str
    appointment: int
    answer: Literal["yes", "no", "maybe"]
    deputy: int | None = None


@dataclass(frozen=True, slots=True)
class AssignmentFacts:
    """One assignment of one participation, keyed by (step, name). Times in UTC, `anchor` a local date."""

    id: int
    step: str
    name: str
    place: Place
    status: AssignmentStatus
    anchor: date | None
    opens_at: datetime | None
    due_at: datetime | None
    submitted_at: datetime | None = None
    parts_done: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[str, str]:
        """(step, name): unique in the participation."""
        return (self.step, self.name)

    @property
    def unfinished(self) -> bool:
        """True while something is still expected from the participation."""
        return self.status in ("planned", "open")


@dataclass(frozen=True, slots=True)
class Waiver:
    """A decided exception from `rule` in `step` until `until` (inclusive); not in force before a needed countersign."""

    id: int
    rule: str
    step: str
    until: date
    in_force: bool


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation's part in the subject: its standing, and the contribution it has undertaken ("" for none)."""

    id: int
    organisation: str
    part: str
    standing: Standing
    contribution: str = ""


@dataclass(frozen=True, slots=True)
class Started:
    """A case that was started from this one by `start`: where it stands, and whether that is its end."""

    start: str
    case: int
    state: str
    over: bool


@dataclass(frozen=True, slots=True)
class Policy:
    """What a round decides over the definition: severities by rule name, and whether a deputy counts for the head."""

    severity: Mapping[str, Severity] = field(default_factory=dict)
    deputy_counts: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a decision about one participation may look at, read in one transaction."""

    id: int
    round_id: str
    organisation: str
    organisation_name: str
    cluster_id: int
    cluster_name: tuple[str, str]
    cluster_size: int
    state: str
    version: int
    came_from: str | None
    late_joiner: bool
    policy: Policy
    policy_digest: str
    starts_on: date
    meetings: Mapping[str, Meeting] = field(default_factory=dict)
    appointments: tuple[Appointment, ...] = ()
    presences: tuple[Presence, ...] = ()
    replies: tuple[Reply, ...] = ()
    assignments: tuple[AssignmentFacts, ...] = ()
    answers: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    """By (step, assignment, field), as canonical JSON: the answers that rules may ask for."""
    results: frozenset[str] = frozenset()
    waivers: tuple[Waiver, ...] = ()
    round: int = 0
    definition: str = ""
    """The digest of the definition this case runs on."""
    audit_seq: int = 0
    audit_head: bytes = b""
    """Number and link of the last entry of the participation's chain."""
    organisation_name_en: str = ""
    organisation_short: str = ""
    parties: tuple[Party, ...] = ()
    started: tuple[Started, ...] = ()
    laps: Mapping[str, int] = field(default_factory=dict)
    """How many times each repeating step has been entered; one that is not named here, once at most."""

    @property
    def here(self) -> str:
        """The occasion of the state: the state itself, with its number from the second time on."""
        return self.occasion(self.state)

    def occasion(self, step: str) -> str:
        """The occasion of `step` that the participation is in or was in last."""
        return occasion(step, self.laps.get(step, 1))

    @property
    def answered(self) -> frozenset[tuple[str, str]]:
        """(assignment, field) pairs that have an answer on some occasion."""
        return frozenset((assignment, name) for _, assignment, name in self.answers)

    @property
    def organisation_names(self) -> tuple[str, str]:
        """The name in Swedish and in English, where it has one."""
        return self.organisation_name, self.organisation_name_en or self.organisation_name

    @property
    def called(self) -> str | list[str]:
        """The name as a mail's fact: one word for both languages, or (sv, en) where they differ."""
        sv, en = self.organisation_names
        return sv if sv == en else [sv, en]

    def assignment(self, step: str, name: str) -> AssignmentFacts | None:
        """The assignment `name` of `step`, or None when it was never made."""
        for made in self.assignments:
            if made.name == name and made.step == step:
                return made
        return None

    def appointment(self, id: int) -> Appointment | None:  # noqa: A002 -- the field's own name
        """The appointment with `id`, or None."""
        return next((a for a in self.appointments if a.id == id), None)


@dataclass(frozen=True, slots=True)
class Blocker:
    """One finding against a move: `code` is the rule's name (or a word of the engine), `facts` what it saw."""

    code: str
    severity: Severity
    waivable: bool
    step: str
    facts: Mapping[str, object]
    waived: bool = False
    accounts_to: str = "agency"
    """Whose doing it is: agency, ministry, outside, host or guest."""

    def stops(self, acknowledged: frozenset[str]) -> bool:
        """True when this finding holds the move back, given the warnings the person has acknowledged."""
        if self.waived or self.severity == "info":
            return False
        return self.severity == "block" or self.code not in acknowledged


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule said, met or not; every verdict goes into the audit."""

    rule: str
    step: str
    met: bool
    blockers: tuple[Blocker, ...] = ()


@dataclass(frozen=True, slots=True)
class NewAssignment:
    """An assignment to be made. `open_now` when its opening goes out in the same commit."""

    step: str
    name: str
    place: Place
    anchor: date | None
    opens_at: datetime | None
    due_at: datetime | None
    open_now: bool = False


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Something due at a time for a function: unique by (subject, rule, due, recipient).

    `rule` reads like `open:start:describe_today`, `remind:start:describe_today:0` or `invite:start`.
    `for_due` is the assignment's due time it was reckoned from, None where no deadline stands behind it.
    """

    subject: Subject
    rule: str
    due_at: datetime
    recipient: str
    for_due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """An intent to write to one appointment. `key` makes it unique for ever; `facts` are frozen as they are now."""

    key: str
    mail_class: MailClass
    template: str
    item: str
    appointment: int
    address: str
    language: str
    facts: Mapping[str, object]
    assignment: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A move the core allows: what the store must save in one transaction."""

    trigger: str
    source: str
    destination: str
    verdicts: tuple[Verdict, ...]
    acknowledged: tuple[str, ...] = ()
    reason: str = ""
    came_from: str | None = None
    late_joiner: bool = False
    laps: Mapping[str, int] = field(default_factory=dict)
    make: tuple[NewAssignment, ...] = ()
    close: tuple[tuple[int, AssignmentStatus], ...] = ()
    occurrences: tuple[Occurrence, ...] = ()
    drop_pending: bool = False
    """True when pending occurrences and intents of the participation end here (paused, or a final state)."""
    replan: bool = False
    """True when the whole plan is to be laid anew (joined, resumed)."""
    fall: tuple[int, ...] = ()
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a move is not made; every finding, whether it stops or not."""

    trigger: str
    source: str
    wanted: str | None
    blockers: tuple[Blocker, ...]
    verdicts: tuple[Verdict, ...] = ()
