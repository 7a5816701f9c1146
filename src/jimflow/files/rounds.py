"""Round files: a whole round in a YAML file or a workbook, read against its programme, every mistake at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from jimflow.core.calendar import Calendar
from jimflow.core.canonical import digest
from jimflow.core.definition import read_definition
from jimflow.core.language.book import Book
from jimflow.core.language.nodes import Fields, Node
from jimflow.core.language.phrases import meant, quoted
from jimflow.core.language.rules import SEVERITIES
from jimflow.core.language.steps import read_material
from jimflow.core.mistakes import Mistake, Mistakes, Said, did_you_mean
from jimflow.core.moments import MomentError, parse_effort
from jimflow.core.workflow import Material, Severity, Workflow
from jimflow.files.calendars import load_calendar
from jimflow.files.decode import read_bounded
from jimflow.files.places import Source
from jimflow.files.roster_rows import Grounds, guests_of, roster_from
from jimflow.files.round_cells import Written
from jimflow.files.round_clusters import Frame, read_clusters
from jimflow.files.round_end import due_after_the_end
from jimflow.files.round_invitations import unreached
from jimflow.files.round_shape import ContributorFile, HostFile, OrganisationFile, PolicyFile, RoundFile, SubjectFile
from jimflow.files.round_subjects import read_subjects
from jimflow.files.round_workbook import RoundBook, round_book
from jimflow.files.sheets import LIMIT as WORKBOOK
from jimflow.files.values import a_code, a_day, a_name, an_address
from jimflow.files.workflows import folders_near, workflow_files
from jimflow.files.yaml import LIMIT as YAML
from jimflow.files.yaml import load, loads

REQUIRED = (
    *("round", "workflow", "title", "invite_on", "starts_on", "ends_on"),
    *("host", "organisations", "clusters"),
)
OPTIONAL = ("subjects", "example", "example_note", "case_number", "policy", "contributors", "materials", "roster")
NO_DAY = date.min


@dataclass(frozen=True, slots=True)
class ReadRound:
    """A round file with the programme and the calendar it was read against."""

    round: RoundFile
    workflow: Workflow
    calendar: Calendar


def read_round(path: Path, workflows: Path | None, calendars: Path) -> ReadRound:
    """Reads a round file (YAML, or a workbook ending in .xlsx) and the definition and calendar that it names.

    Without a folder of `workflows` the definition is looked for near the round's file, then among those shipped.
    BadFile lists every mistake of the first file that has one: the definition, its calendar, or the round.
    """
    folders = (workflows,) if workflows else folders_near(path.parent)
    data = read_bounded(path, WORKBOOK if is_workbook(path.name) else YAML)
    return round_in(data, path.name, folders, calendars, set_by_hand=workflows is not None)


def round_in(
    data: bytes, name: str, folders: Sequence[Path], calendars: Path, *, set_by_hand: bool = False
) -> ReadRound:
    """As `read_round`, for bytes at hand, of a file of that name, whose definition is looked for in the folders.

    `set_by_hand`: a setting names the folder.
    """
    unread = unread_round(data, name)
    workflow = _workflow_of(unread.head, folders, set_by_hand=set_by_hand)
    calendar = load_calendar(calendars / f"{workflow.calendar}.yaml")
    return ReadRound(unread.read(workflow, calendar), workflow, calendar)


def is_workbook(name: str) -> bool:
    """True of the name of a file that is read as a workbook."""
    return name.casefold().endswith((".xlsx", ".xlsm", ".xls"))


@dataclass(frozen=True, slots=True)
class UnreadRound:
    """A round file of which only the form is known. `head` tells its programme (`workflow`) and its code (`round`)."""

    head: Source
    read: Callable[[Workflow, Calendar], RoundFile]
    """What it says in that programme and calendar; raises BadFile with every mistake."""

    def said(self, key: str) -> str:
        """A value of the head as it is written; "" where there is none."""
        value = self.head.data.get(key) if isinstance(self.head.data, dict) else None
        return value if isinstance(value, str) else ""


def unread_round(data: bytes, name: str) -> UnreadRound:
    """The round file in those bytes; BadFile when it is not even a workbook, or YAML."""
    if is_workbook(name):
        book = round_book(data, name)
        return UnreadRound(book.head(), lambda workflow, calendar: parse_book(book, workflow, calendar))
    document = loads(data, name)
    return UnreadRound(document, lambda workflow, calendar: parse_round(document, workflow, calendar))


def parse_book(book: RoundBook, workflow: Workflow, calendar: Calendar) -> RoundFile:
    """As `parse_round`, for a workbook; raises BadFile."""
    return parse_tables(book.written(workflow), workflow, calendar)


def parse_tables(document: Written, workflow: Workflow, calendar: Calendar) -> RoundFile:
    """As `parse_round`, for a round in tables: what is wrong in their own words is told together with the rest."""
    found = parse_round(document, workflow, calendar)
    if document.wrong:
        raise document.bad(())
    return found


def parse_round(document: Source, workflow: Workflow, calendar: Calendar) -> RoundFile:
    """The round in a document. BadFile lists all that is wrong, each mistake with its line.

    What may be right but deserves a look (a meeting on a free day, in a quiet period or in a busy one, an organisation
    that nobody uses) stands in `warnings`.
    """
    book, remarks = Book(workflow.languages, english_too=True), list[Mistake]()
    book.names["function"] = tuple(workflow.functions)
    book.names["rule"] = tuple(workflow.rules)
    book.names["theme"] = tuple(workflow.themes)
    book.names["step"] = tuple(workflow.steps)
    book.names["party"] = tuple(workflow.parties)
    try:
        found = _round(Node(document.data, (), book), Frame(workflow, calendar, remarks))
    except Mistakes as enough:
        raise document.bad(enough) from None
    if book.mistakes:
        raise document.bad(book.mistakes)
    return replace(found, digest=digest(document.data), warnings=document.bad(remarks).mistakes)


def _workflow_of(document: Source, folders: Sequence[Path], *, set_by_hand: bool) -> Workflow:
    data = document.data if isinstance(document.data, dict) else {}
    name = data.get("workflow")
    known = {file.stem: file for file in workflow_files(*folders)}
    if not isinstance(name, str) or name not in known:
        close = did_you_mean(str(name), known)
        what = Said(f"okänt program {quoted(str(name))}", f"unknown programme {quoted(str(name))}")
        if name is None:
            what = (
                Said("uppgiften Program saknas på bladet", "the item Programme is missing from the sheet")
                if isinstance(document, Written)
                else Said("nyckeln workflow saknas", "the key workflow is missing")
            )
        raise document.bad(
            [
                Mistake(
                    ("workflow",), what, meant(close) if close else _looked_in(folders, known, set_by_hand=set_by_hand)
                )
            ]
        )
    source = load(known[name])
    try:
        return read_definition(source.data)
    except Mistakes as mistakes:
        raise source.bad(mistakes) from None


def _looked_in(folders: Sequence[Path], known: Iterable[str], *, set_by_hand: bool) -> Said:
    """Where a programme was looked for, what is there, and how a folder of one's own is found."""
    where, there = ", ".join(dict.fromkeys(map(str, folders))), ", ".join(known)
    mend = (
        Said("mappen kommer av workflows i jimflow.toml", "the folder comes from workflows in jimflow.toml")
        if set_by_hand
        else Said(
            'lägg filen i mappen workflows bredvid omgången, eller skriv workflows = "mapp" i jimflow.toml',
            'put the file in the folder workflows beside the round, or write workflows = "folder" in jimflow.toml',
        )
    )
    return Said(f"i {where} finns {there}; {mend.sv}", f"in {where} there are {there}; {mend.en}")


def _round(root: Node, frame: Frame) -> RoundFile:
    fields, workflow = root.fields(REQUIRED, OPTIONAL), frame.workflow
    organisations = _organisations(fields)
    subjects = read_subjects(fields, workflow)
    known: list[OrganisationFile | SubjectFile] = [*organisations.values(), *subjects.values()]
    names = {one.code: one.name for one in known}
    host = _host(fields)
    invite_on, starts_on, ends_on = _dates(fields, frame)
    if (section := fields.get("clusters")) is not None and section.value == {}:
        many = workflow.group.many
        section.wrong(Said(f"omgången har inga {many.sv}", f"the round has no {many.en}"))
    clusters = read_clusters(fields.entries("clusters"), frame, starts_on, ends_on)
    members = tuple(member for cluster in clusters for member in cluster.members)
    fields.node.book.names["cluster"] = tuple(cluster.code for cluster in clusters)
    contributors = tuple(_contributor(item, frame) for item in fields.items("contributors"))
    shorts = {one.code: one.short for one in known}
    grounds = Grounds(
        workflow,
        names,
        members,
        host.organisation,
        _in_office(invite_on, starts_on),
        shorts,
        guests_of((c.organisation, c.function, c.cluster) for c in contributors),
    )
    roster = fields.get("roster")
    if home := fields.node.book.names.get("organisation"):  # a subject's own mailbox may hold its functions, too
        fields.node.book.names["organisation"] = (*home, *subjects)
    found = RoundFile(
        code=a_code(fields, "round"),
        workflow=workflow.name,
        title=fields.said("title", one_line=True),
        example=fields.flag("example"),
        example_note=fields.said("example_note") if fields.get("example_note") else None,
        invite_on=invite_on,
        starts_on=starts_on,
        ends_on=ends_on,
        case_number=fields.text("case_number", one_line=True),
        host=host,
        policy=_policy(fields.get("policy")),
        organisations=organisations,
        contributors=contributors,
        clusters=clusters,
        materials=_materials(fields),
        appointments=tuple(roster_from(roster, grounds)) if roster else (),
        digest="",
        subjects=subjects,
    )
    _unused(found, frame)
    _chosen_for_nothing(found, frame)
    if invite_on != NO_DAY:
        frame.remarks.extend(unreached(workflow, members, found.appointments, invite_on))
    if NO_DAY not in (starts_on, ends_on):
        frame.remarks.extend(due_after_the_end(workflow, frame.calendar, clusters, starts_on, ends_on))
    return found


def _in_office(invite_on: date, starts_on: date) -> date:
    """The day from which a row of the roster without one holds: who is invited is there before the round starts."""
    return min((day for day in (invite_on, starts_on) if day != NO_DAY), default=NO_DAY)


def _organisations(fields: Fields) -> dict[str, OrganisationFile]:
    found = {}
    for code, node in fields.entries("organisations").items():
        inner = node.fields(("name", "mailbox"), ("short", "motive"))
        short, motive = inner.text("short", one_line=True), inner.text("motive")
        mailbox = an_address(inner.get("mailbox"))
        found[code] = OrganisationFile(code, a_name(inner.get("name")), short, mailbox, motive)
    if (section := fields.get("organisations")) is not None and isinstance(section.value, dict):
        section.book.names["organisation"] = tuple(found)
    return found


def _host(fields: Fields) -> HostFile:
    node = fields.get("host")
    if node is None:
        return HostFile("", "", Said("", ""), organiser=False)
    inner = node.fields(("organisation", "mailbox", "sender"), ("organiser", "public_records"))
    return HostFile(
        inner.name("organisation", "organisation") or "",
        an_address(inner.get("mailbox")),
        a_name(inner.get("sender")),
        inner.flag("organiser"),
        inner.flag("public_records", default=True),
    )


def _dates(fields: Fields, frame: Frame) -> tuple[date, date, date]:
    """invite_on, starts_on, ends_on; NO_DAY for one that cannot be used."""
    found = {}
    for key in ("invite_on", "starts_on", "ends_on"):
        node = fields.get(key)
        day = a_day(node)
        if node is not None and day is not None and not frame.covers(day, node):
            day = None
        found[key] = day or NO_DAY
    ends_on = found["ends_on"]
    for key in ("invite_on", "starts_on"):
        day = found[key]
        if NO_DAY not in (day, ends_on) and day > ends_on:
            fields.nodes[key].wrong(
                Said(f"{day} ligger efter omgångens slut {ends_on}", f"{day} is after the round ends, {ends_on}"),
                Said("rätta datumet eller omgångens sista dag", "correct the date or the last day of the round"),
            )
            found[key] = NO_DAY
    return found["invite_on"], found["starts_on"], ends_on


def _policy(node: Node | None) -> PolicyFile:
    if node is None:
        return PolicyFile({}, deputy_counts=False, effort={})
    fields = node.fields((), ("severity", "deputy", "effort"))
    severity: dict[str, Severity] = {}
    for name, item in fields.entries("severity").items():
        rule = node.book.find("rule", name, item.path)
        word = item.word(SEVERITIES)
        if rule and word:
            severity[rule] = word
    deputy = fields.word("deputy", ("counts", "does not count"), "does not count")
    effort = {name: _effort(item) for name, item in fields.entries("effort").items()}
    return PolicyFile(severity, deputy == "counts", effort)


def _effort(node: Node) -> str:
    text = node.text()
    try:
        return str(parse_effort(text)) if text else ""
    except MomentError as error:
        node.wrong(error.what, error.suggestion)
        return ""


def _contributor(node: Node, frame: Frame) -> ContributorFile:
    fields = node.fields(("organisation", "function"), ("cluster",))
    organisation, function = fields.name("organisation", "organisation"), fields.name("function", "function")
    if function and frame.workflow.functions[function].belongs_to != "guest":
        fields.nodes["function"].wrong(
            Said(f"{function} är ingen gästfunktion", f"{function} is no guest function"),
            Said("välj en med belongs_to: guest i programmet", "choose one with belongs_to: guest in the programme"),
        )
    return ContributorFile(organisation or "", function or "", fields.name("cluster", "cluster") or "")


def _materials(fields: Fields) -> Mapping[str, tuple[Material, ...]]:
    found = {}
    for name, node in fields.entries("materials").items():
        step = node.book.find("step", name, node.path)
        items = tuple(read_material(item) for item in node.items())
        if step:
            found[step] = items
    return found


def _unused(found: RoundFile, frame: Frame) -> None:
    """An organisation that nobody uses is most often a member that somebody forgot to put in a cluster."""
    used = {found.host.organisation, *(c.organisation for c in found.contributors)}
    used |= {member for cluster in found.clusters for member in cluster.members}
    used |= {a.organisation for a in found.appointments}
    used |= {party.organisation for subject in found.subjects.values() for party in subject.parties}
    for code in (*found.organisations, *found.subjects):
        if code not in used:
            group = frame.workflow.group
            what = Said(f"{code} är inte med i {group.any.sv}", f"{code} is in {group.no.en}")
            section = "subjects" if code in found.subjects else "organisations"
            frame.remarks.append(Mistake((section, code), what))


def _chosen_for_nothing(found: RoundFile, frame: Frame) -> None:
    """A motive tells why someone was chosen to take part; one who does not was perhaps left out of a cluster."""
    members = {member for cluster in found.clusters for member in cluster.members}
    everyone: list[OrganisationFile | SubjectFile] = [*found.organisations.values(), *found.subjects.values()]
    for one in everyone:
        if one.motive and one.code not in members:
            section = "subjects" if one.code in found.subjects else "organisations"
            what = Said(
                f"{one.code} har ett motiv men är inte med i {frame.workflow.group.any.sv}",
                f"{one.code} has a motive but is in {frame.workflow.group.no.en}",
            )
            frame.remarks.append(Mistake((section, one.code, "motive"), what))
