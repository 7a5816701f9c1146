"""A round as the rows of its tables, in words that people can edit and the reading understands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time

from jimflow.core.calendar import Calendar
from jimflow.core.mistakes import Said
from jimflow.core.model import Session
from jimflow.core.workflow import ORGANISATION, Workflow
from jimflow.files.roster_table import names
from jimflow.files.round_shape import OrganisationFile, RoundFile, SubjectFile
from jimflow.files.round_sheets import ITEMS, KINDS, SEVERITIES, STANDINGS
from jimflow.texts.names import place_name
from jimflow.texts.words import MODE

Cell = str | date | time
Line = Mapping[str, Cell]
"""The cells of a row by the keys of their columns; one that is left out is empty."""


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet to be written."""

    key: str
    lines: tuple[Line, ...]


def tables_of(found: RoundFile, workflow: Workflow, calendar: Calendar, lang: str = "sv") -> list[Table]:
    """Every table of the round, in the order of the sheets; those of what it has nothing of are there, empty."""
    words = _Words(found, workflow, lang)
    several: Mapping[str, Callable[[], Iterable[Line]]] = {
        "facts": lambda: _facts(found, words),
        "clusters": lambda: _clusters(found),
        "members": lambda: _members(found, words),
        "organisations": lambda: _organisations(found),
        "parties": lambda: _parties(found, words),
        "contributors": lambda: _contributors(found, words),
        "roster": lambda: _roster(found, words),
        "meetings": lambda: _meetings(found, words, calendar),
        "materials": lambda: _materials(found, words),
        "severity": lambda: _severity(found, words),
        "effort": lambda: ({"name": name, "effort": effort} for name, effort in found.policy.effort.items()),
    }
    kept = [key for key in KINDS if key != "parties" or workflow.subject != ORGANISATION]
    return [Table(key, tuple(several[key]())) for key in kept]


@dataclass(frozen=True, slots=True)
class _Words:
    """How things are called where a table names them: by their names, or by their codes where a name is another's."""

    found: RoundFile
    workflow: Workflow
    lang: str
    known: dict[str, dict[str, str]] = field(default_factory=dict)

    def of(self, kind: str, code: str) -> str:
        if not self.known:
            self.known.update(self._known())
        if code not in self._said(kind):
            return code
        title = self._said(kind)[code].in_(self.lang)
        return title if self.known[kind].get(title.casefold()) == code else code

    def yes(self, *, flag: bool) -> str:
        return Said("ja" if flag else "nej", "yes" if flag else "no").in_(self.lang)

    def only_yes(self, *, flag: bool) -> str:
        """For a column in which hardly any row says yes."""
        return self.yes(flag=True) if flag else ""

    def _known(self) -> dict[str, dict[str, str]]:
        kinds = ("organisation", "cluster", "step", "function", "theme", "part", "mode", "severity", "standing")
        return {kind: names((c, s.sv, s.en) for c, s in self._said(kind).items()) for kind in kinds}

    def _said(self, kind: str) -> Mapping[str, Said]:
        found, workflow = self.found, self.workflow
        if kind == "organisation":
            everyone: list[OrganisationFile | SubjectFile] = [*found.organisations.values(), *found.subjects.values()]
            return {one.code: one.name for one in everyone}
        if kind == "cluster":
            return {c.code: c.name for c in found.clusters}
        said: Mapping[str, Mapping[str, Said]] = {
            "step": {s.name: s.title for s in workflow.steps.values()},
            "function": {f.name: f.title for f in workflow.functions.values()},
            "theme": workflow.themes,
            "part": {name: party.title for name, party in workflow.parties.items()},
            "mode": MODE,
            "severity": SEVERITIES,
            "standing": STANDINGS,
        }
        return said[kind]


def _pair(said: Said, key: str) -> dict[str, Cell]:
    """A name: the English only where it is another."""
    return {key: said.sv, f"{key}_en": said.en if said.en != said.sv else ""}


def _facts(found: RoundFile, words: _Words) -> Iterator[Line]:
    host, note = found.host, found.example_note
    values: Mapping[str, Cell | Said | bool | None] = {
        "round": found.code,
        "workflow": found.workflow,
        "title": found.title,
        "invite_on": found.invite_on,
        "starts_on": found.starts_on,
        "ends_on": found.ends_on,
        "case_number": found.case_number,
        "host": words.of("organisation", host.organisation),
        "mailbox": host.mailbox,
        "sender": host.sender,
        "organiser": host.organiser,
        "public_records": host.public_records,
        "deputy": found.policy.deputy_counts,
        "example": found.example,
        "example_note": note,
    }
    for key, value in values.items():
        item, swedish_only = ITEMS[key].said.in_(words.lang), "en" not in words.workflow.languages
        if isinstance(value, Said):
            english = "" if swedish_only and value.en == value.sv else value.en
            yield {"item": item, "value": value.sv, "english": english}
        elif isinstance(value, bool):
            yield {"item": item, "value": words.yes(flag=value)}
        elif value is not None and (value or ITEMS[key].required or key == "case_number"):
            yield {"item": item, "value": value if value != date.min else ""}


def _clusters(found: RoundFile) -> Iterator[Line]:
    for cluster in found.clusters:
        yield {"code": cluster.code, **_pair(cluster.name, "name")}


def _place(one: OrganisationFile | SubjectFile) -> dict[str, Cell]:
    return {"code": one.code, **_pair(one.name, "name"), "short": one.short, "mailbox": one.mailbox}


def _members(found: RoundFile, words: _Words) -> Iterator[Line]:
    known: Mapping[str, OrganisationFile | SubjectFile] = {**found.organisations, **found.subjects}
    for cluster in found.clusters:
        for code in cluster.members:
            one = known[code]
            yield {
                **_place(one),
                "cluster": words.of("cluster", cluster.code),
                "model": words.only_yes(flag=cluster.model_agency == code),
                "motive": one.motive,
            }


def _organisations(found: RoundFile) -> Iterator[Line]:
    members = {code for cluster in found.clusters for code in cluster.members}
    return (_place(one) for code, one in found.organisations.items() if code not in members)


def _parties(found: RoundFile, words: _Words) -> Iterator[Line]:
    for subject in found.subjects.values():
        for party in subject.parties:
            yield {
                "subject": words.of("organisation", subject.code),
                "organisation": words.of("organisation", party.organisation),
                "part": words.of("part", party.part),
                "standing": words.of("standing", party.standing),
                "contribution": party.contribution,
            }


def _contributors(found: RoundFile, words: _Words) -> Iterator[Line]:
    for one in found.contributors:
        yield {
            "organisation": words.of("organisation", one.organisation),
            "function": words.of("function", one.function),
            "cluster": words.of("cluster", one.cluster) if one.cluster else "",
        }


def _roster(found: RoundFile, words: _Words) -> Iterator[Line]:
    """Who holds what. A guest of several clusters is one row: its clusters stand with the contributors."""
    for one in dict.fromkeys(replace(a, cluster="") for a in found.appointments):
        yield {
            "subject": words.of("organisation", one.subject),
            "organisation": words.of("organisation", one.organisation) if one.organisation != one.subject else "",
            "function": words.of("function", one.function),
            "name": one.name,
            "mail": one.mail,
            "from": one.since,
            "to": one.until or "",
            "top_management": words.yes(flag=one.top_management),
            "acting": words.only_yes(flag=one.acting),
            "deputy": words.only_yes(flag=one.deputy),
            "language": Said("svenska", "Swedish").in_(words.lang)
            if one.language == "sv"
            else Said("engelska", "English").in_(words.lang),
            "assistant": one.assistant or "",
        }


def _meetings(found: RoundFile, words: _Words, calendar: Calendar) -> Iterator[Line]:
    for cluster in found.clusters:
        for meeting in cluster.meetings:
            for n, session in enumerate(meeting.sessions):
                yield {
                    "cluster": words.of("cluster", cluster.code),
                    "step": words.of("step", meeting.step),
                    **_sitting(session, words, calendar),
                    "theme": words.of("theme", meeting.theme) if n == 0 else "",
                    "example_date": words.only_yes(flag=meeting.example_date),
                }


def _sitting(session: Session, words: _Words, calendar: Calendar) -> dict[str, Cell]:
    starts, ends = calendar.local(session.starts), calendar.local(session.ends)
    place = Said(place_name(session.place, "sv"), place_name(session.place, "en"))
    said: dict[str, Cell] = {"date": starts.date(), "from": starts.time(), "to": ends.time()}
    return {**said, "mode": words.of("mode", session.mode), **_pair(place, "place")}


def _materials(found: RoundFile, words: _Words) -> Iterator[Line]:
    swedish_only = "en" not in words.workflow.languages
    for step, several in found.materials.items():
        for one in several:
            english = "" if swedish_only and one.title.en == one.title.sv else one.title.en
            yield {"step": words.of("step", step), "title": one.title.sv, "title_en": english, "url": one.url}


def _severity(found: RoundFile, words: _Words) -> Iterator[Line]:
    for rule, severity in found.policy.severity.items():
        yield {"rule": rule, "severity": words.of("severity", severity)}
