"""Ny omgång: begun in a guided form or from a file, every mistake where it stands, and seen before it is loaded."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from starlette.responses import Response

from jimflow.actions.errors import BadInput, NotFound
from jimflow.actions.round_changes import is_table, round_of
from jimflow.actions.rounds import LoadedRound, load_round
from jimflow.core.called import folded
from jimflow.core.mistakes import Mistakes, Said
from jimflow.core.workflow import ORGANISATION, Workflow
from jimflow.files.calendars import load_calendar
from jimflow.files.places import BadFile
from jimflow.files.round_workbook import book_of, workbook
from jimflow.files.rounds import ReadRound, parse_book
from jimflow.runtime import calendars_folder
from jimflow.store.queries.organisations import organisations
from jimflow.store.transaction import read
from jimflow.texts.catalogue import counted, tr
from jimflow.texts.dates import short_day
from jimflow.texts.names import named
from jimflow.web.deeds import Deed, carry_out
from jimflow.web.definitions import Known, definitions
from jimflow.web.errors import status_of
from jimflow.web.files import attachment, carried, sent, where_and_what
from jimflow.web.forms import Form
from jimflow.web.round_form import ADD, HOST, empty_tables, filled, labels, rows_of
from jimflow.web.routing import FILE, Page
from jimflow.web.visit import Visit

page = Page()

NEW = "/rounds/new"
ROOM = "/rounds"
WARNINGS = 10
"""So many things worth a look are told before a round is loaded."""


@page.shows(NEW, right="act")
def begin(visit: Visit) -> Response:
    """The three ways."""
    return visit.page("new_round.html", room=ROOM, earlier=visit.rounds[0].code if visit.rounds else "")


@page.shows(f"{NEW}/file", right="act")
def from_file(visit: Visit) -> Response:
    """The form that takes a file, and the empty workbooks."""
    return _file(visit)


@page.shows(f"{NEW}/empty", right="act")
def empty(visit: Visit) -> Response:
    """A workbook of a programme with nothing filled in."""
    workflow = _programme(visit, visit.query.get("workflow", ""))
    return attachment(workbook(empty_tables(workflow), workflow, visit.lang), f"{workflow.name}.xlsx")


@page.acts(f"{NEW}/file", largest=FILE)
def file_read(visit: Visit, form: Form) -> Response:
    """Reads the file that was chosen; shows what it holds, then loads it."""
    try:
        file = sent(form)
        if is_table(file.name):
            raise BadInput(
                "En CSV-fil är en enda tabell. Öppna omgången som den gäller och läs in den under Ändra i Excel.",
                "A CSV file is a single table. Open the round it is for and read it under Edit in Excel.",
            )
        found = round_of(visit.runtime, file.content, file.name)
    except (BadInput, Mistakes) as error:
        return _file(visit, where_and_what(error, visit.lang), status_of(error))
    refused = lambda said, status: _file(visit, [("", words) for words in said], status)  # noqa: E731
    return carry_out(visit, carried(form, file), _loading(visit, found, file.name), refused)


@page.shows(f"{NEW}/form", right="act")
def guided(visit: Visit) -> Response:
    """Which programme, then the form."""
    chosen = visit.query.get("workflow", "")
    if not chosen:
        return visit.page("new_round_programme.html", room=ROOM, known=_loadable(visit))
    return _form(visit, _programme(visit, chosen), Form({}))


@page.acts(f"{NEW}/form")
def typed(visit: Visit, form: Form) -> Response:
    """More rows, a workbook of what was typed, or the round: each mistake is told at its field."""
    workflow = _programme(visit, form.text("workflow"))
    if form.has(ADD):
        return _form(visit, workflow, form)
    whole = filled(form, workflow, _known_organisations(visit))
    if form.text("do") == "save":
        return attachment(workbook(whole.tables, workflow, visit.lang), f"{form.text('round') or workflow.name}.xlsx")
    name = tr(visit.lang, "formuläret")
    try:
        calendar = load_calendar(calendars_folder(visit.runtime.settings) / f"{workflow.calendar}.yaml")
        found = ReadRound(parse_book(book_of(name, whole.tables, workflow), workflow, calendar), workflow, calendar)
    except BadFile as bad:
        return _form(visit, workflow, form, whole.by_field(bad.mistakes, visit.lang), status=422)
    return carry_out(
        visit, form, _loading(visit, found, name),
        lambda said, status: _form(visit, workflow, form, {"": list(said)}, status),
    )  # fmt: skip


def _loading(visit: Visit, found: ReadRound, name: str) -> Deed:
    round_, lang = found.round, visit.lang
    return Deed(
        title=tr(lang, "Ladda omgången {title}", title=round_.title.in_(lang)),
        act=lambda runtime: load_round(runtime, Path(name), visit.actor, read=found),
        done=lambda done: _loaded(done, found),
        place=f"/rounds/{round_.code}/invitations",
        lines=_lines(visit, found),
        button=tr(lang, "Ladda omgången"),
        affects=(),
    )


def _lines(visit: Visit, found: ReadRound) -> list[str]:
    """What is about to be loaded, and what in it deserves a look."""
    round_, workflow, lang = found.round, found.workflow, visit.lang
    invite, first, last = (short_day(d, lang, None) for d in (round_.invite_on, round_.starts_on, round_.ends_on))
    members, meetings = sum(len(c.members) for c in round_.clusters), sum(len(c.meetings) for c in round_.clusters)
    groups = workflow.group.one if len(round_.clusters) == 1 else workflow.group.many
    nouns = workflow.nouns.one if members == 1 else workflow.nouns.many
    people = len({(a.name, a.mail) for a in round_.appointments})
    pieces = [
        f"{len(round_.clusters)} {groups.in_(lang)}",
        f"{members} {nouns.in_(lang)}",
        counted(lang, people, "{n} person", "{n} personer"),
        counted(lang, meetings, "{n} träff med datum", "{n} träffar med datum"),
    ]
    said = [
        tr(lang, "Program: {title} ({code})", title=workflow.title.in_(lang), code=round_.code),
        tr(lang, "{first} – {last}; inbjudan går ut {invite}.", first=first, last=last, invite=invite),
        f"{', '.join(pieces)}.",
    ]
    said += _known_otherwise(visit, found)
    said += [
        tr(lang, "Värt att titta på: {words}.", words=_worth(w.mistake.in_(lang))) for w in round_.warnings[:WARNINGS]
    ]
    if (more := len(round_.warnings) - WARNINGS) > 0:
        said.append(counted(lang, more, "Och {n} sak till är värd att titta på.", "Och {n} saker till är värda det."))
    return said


def _known_otherwise(visit: Visit, found: ReadRound) -> list[str]:
    """Organisations that other rounds share and that this one gives another name or address."""
    with read(visit.runtime.engine) as tx:
        known = {o.code: o for o in organisations(tx)}
    said = []
    for code, given in found.round.organisations.items():
        there = known.get(code)
        if there is None or (there.name_sv, there.mailbox) == (given.name.sv, given.mailbox):
            continue
        said.append(
            tr(
                visit.lang,
                "{name} finns redan, med adressen {mailbox}. Från och med nu gäller i alla omgångar: {new}, {address}.",
                name=there.name_sv,
                mailbox=there.mailbox,
                new=given.name.sv,
                address=given.mailbox,
            )
        )
    return said


def _worth(words: str) -> str:
    return words.rstrip(".")


def _loaded(done: LoadedRound, found: ReadRound) -> Said:
    members, nouns = len(done.participations), found.workflow.nouns
    sv, en = ((nouns.one if members == 1 else nouns.many).in_(lang) for lang in ("sv", "en"))
    return Said(
        f"Omgången {done.code} är laddad med {members} {sv}. Nästa: bjud in.",
        f"The round {done.code} has been loaded with {members} {en}. Next: invite them.",
    )


def _file(visit: Visit, mistakes: Sequence[tuple[str, str]] = (), status: int = 200) -> Response:
    return visit.page("new_round_file.html", status, room=ROOM, mistakes=mistakes, known=_loadable(visit))


def _form(
    visit: Visit, workflow: Workflow, form: Form, wrong: dict[str, list[str]] | None = None, status: int = 200
) -> Response:
    rows, called = rows_of(form), labels(form, workflow, visit.lang)
    there = [f"c{i}m{j}-name" for i, count in enumerate(rows.members) for j in range(count)]
    wrong = wrong or {}
    return visit.page(
        "new_round_form.html",
        status,
        room=ROOM,
        workflow=workflow,
        form=form,
        rows=rows,
        wrong=wrong,
        told=[(name, called.get(name, ""), words) for name, several in wrong.items() for words in several],
        apart=workflow.subject != ORGANISATION,
        added=form.text(ADD),
        places=[name for name in [form.text(HOST), *(form.text(key) for key in there)] if name],
        known=_called(visit),
        functions=[(f.name, named(f.title, visit.lang)) for f in workflow.functions.values() if f.home != "guest"],
        calendar=workflow.calendar,
    )


def _loadable(visit: Visit) -> list[Known]:
    """The programmes whose files are right, those in use first."""
    found = [k for k in definitions(visit.runtime) if k.report is not None and k.workflow is not None]
    return sorted(found, key=lambda k: (not k.uses, k.workflow.title.in_(visit.lang).casefold() if k.workflow else ""))


def _programme(visit: Visit, name: str) -> Workflow:
    found = next((k.workflow for k in _loadable(visit) if k.workflow is not None and k.workflow.name == name), None)
    if found is None:
        raise NotFound(f"Det finns inget program {name} att börja med.", f"There is no programme {name} to begin with.")
    return found


def _known_organisations(visit: Visit) -> dict[str, str]:
    """The codes of the organisations that there are, by their names; of two with one name the first."""
    with read(visit.runtime.engine) as tx:
        known = organisations(tx)
    return {folded(name): o.code for o in reversed(known) for name in (o.name_sv, o.name_en)}


def _called(visit: Visit) -> list[str]:
    with read(visit.runtime.engine) as tx:
        return sorted({o.name_sv for o in organisations(tx)})
