"""What a round file says, once it has been read and found right: frozen, with dates and with times in UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from jimflow.core.mistakes import Said
from jimflow.core.model import Session, Standing
from jimflow.core.workflow import Material, Severity
from jimflow.files.places import Placed


@dataclass(frozen=True, slots=True)
class OrganisationFile:
    """An organisation that takes part in some way; `short` is "" where nobody shortens its name.

    `motive` is why it was chosen to take part, "" where nothing is said of it.
    """

    code: str
    name: Said
    short: str
    mailbox: str
    motive: str = ""


@dataclass(frozen=True, slots=True)
class PartyFile:
    """An organisation's part in a subject, as the round begins."""

    organisation: str
    part: str
    standing: Standing
    contribution: str


@dataclass(frozen=True, slots=True)
class SubjectFile:
    """What takes part where that is no organisation: an area, a problem, an example; with its parties."""

    code: str
    name: Said
    short: str
    mailbox: str
    parties: tuple[PartyFile, ...]
    motive: str = ""


@dataclass(frozen=True, slots=True)
class HostFile:
    """Who runs the round. `organiser`: its mailbox reads the answers that calendars send to invitations.

    `public_records`: what it receives and writes is public by law (tryckfrihetsförordningen, chapter 2).
    """

    organisation: str
    mailbox: str
    sender: Said
    organiser: bool
    public_records: bool = True


@dataclass(frozen=True, slots=True)
class ContributorFile:
    """An organisation that contributes to every cluster, or to one, and belongs to none."""

    organisation: str
    function: str
    cluster: str = ""
    """The one cluster, "" for every one."""


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """What the round decides over the definition. `effort` is what the host reckons with, by a free name."""

    severity: Mapping[str, Severity]
    deputy_counts: bool
    effort: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MeetingFile:
    """A dated meeting of one step; `day` and `last_day` are the local dates of its first and last session."""

    step: str
    sessions: tuple[Session, ...]
    day: date
    last_day: date
    theme: str
    example_date: bool


@dataclass(frozen=True, slots=True)
class ClusterFile:
    """Organisations that meet together; `meetings` in the order of the steps, undated ones left out."""

    code: str
    name: Said
    model_agency: str | None
    members: tuple[str, ...]
    meetings: tuple[MeetingFile, ...]


@dataclass(frozen=True, slots=True)
class AppointmentFile:
    """Someone holds a function of an organisation from `since` until `until` (inclusive, None = open)."""

    organisation: str
    function: str
    name: str
    mail: str
    since: date
    until: date | None = None
    top_management: bool = False
    acting: bool = False
    deputy: bool = False
    language: str = "sv"
    assistant: str | None = None
    subject: str = ""
    """What takes part, where that is no organisation; "" where it is the organisation itself."""
    cluster: str = ""
    """The one cluster that a guest belongs to; "" for every one, and for whoever is no guest."""

    @property
    def member(self) -> str:
        """Whose function it is: what takes part, or the host's or guest's organisation."""
        return self.subject or self.organisation


@dataclass(frozen=True, slots=True)
class RoundFile:
    """A whole round. `digest` is that of the file's data (comments do not change it); `warnings` stop nothing."""

    code: str
    workflow: str
    title: Said
    example: bool
    example_note: Said | None
    invite_on: date
    starts_on: date
    ends_on: date
    case_number: str
    host: HostFile
    policy: PolicyFile
    organisations: Mapping[str, OrganisationFile]
    contributors: tuple[ContributorFile, ...]
    clusters: tuple[ClusterFile, ...]
    materials: Mapping[str, tuple[Material, ...]]
    """Material by step, beside what the definition has."""
    appointments: tuple[AppointmentFile, ...]
    digest: str
    subjects: Mapping[str, SubjectFile] = field(default_factory=dict)
    warnings: tuple[Placed, ...] = field(default=())

    def motive(self, member: str) -> str:
        """Why a member was chosen to take part; "" where the file does not say."""
        known = self.subjects.get(member) or self.organisations.get(member)
        return known.motive if known is not None else ""
