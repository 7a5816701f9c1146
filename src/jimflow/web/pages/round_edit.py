"""Ändra i Excel: a round goes out as a workbook and comes back; what it would change is seen before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from starlette.responses import Response

from jimflow.actions.errors import BadInput, NotFound
from jimflow.actions.round_changes import OtherChanges, RoundChanges, apply_round_changes, round_changes, wanted_in
from jimflow.actions.round_files import clone_round, export_round
from jimflow.actions.round_lines import About, Kind, Line
from jimflow.actions.trial import WholeRound
from jimflow.core.mistakes import Mistakes, Said
from jimflow.files.round_shape import RoundFile
from jimflow.runtime import Runtime
from jimflow.store.queries.rounds import RoundRow
from jimflow.texts.amounts import listed
from jimflow.texts.catalogue import counted, tr
from jimflow.web.deeds import Deed, carry_out
from jimflow.web.errors import Stale, sentences, status_of
from jimflow.web.files import Sent, attachment, carried, sent, where_and_what
from jimflow.web.forms import Form
from jimflow.web.here import the_round, the_workflow
from jimflow.web.routing import FILE, Page
from jimflow.web.visit import Visit

page = Page()

ROOM = "/rounds/{code}/edit"
KINDS: Sequence[Kind] = ("added", "changed", "removed")
ABOUT: dict[About, Said] = {
    "round": Said("Omgången", "The round"),
    "rule": Said("Regler", "Rules"),
    "cluster": Said("Grupper", "Groups"),
    "member": Said("Deltagare", "Participants"),
    "function": Said("Funktioner och personer", "Functions and people"),
    "meeting": Said("Träffar", "Meetings"),
    "material": Said("Material", "Materials"),
}


@dataclass(frozen=True, slots=True)
class Compared:
    """A file beside the round: what it says, and what it would change."""

    file: Sent
    wanted: RoundFile
    found: RoundChanges


@page.shows(ROOM)
def edit(visit: Visit, code: str) -> Response:
    """How it is done, the workbook, and the form that takes it back."""
    return _start(visit, the_round(visit, code))


@page.shows(f"{ROOM}/{{file}}")
def workbook(visit: Visit, code: str, file: str) -> Response:
    """The round as it is now."""
    of = the_round(visit, code)
    if file != f"{of.code}.xlsx":
        raise NotFound(f"Det finns ingen fil {file}.", f"There is no file {file}.")
    return attachment(export_round(visit.runtime, of.code, visit.lang), file)


@page.acts(ROOM, largest=FILE)
def compared(visit: Visit, form: Form, code: str) -> Response:
    """What the file that was chosen would change; nothing is changed."""
    of = the_round(visit, code)
    try:
        against = _compared(visit, of, sent(form))
    except (BadInput, Mistakes) as error:
        return _start(visit, of, where_and_what(error, visit.lang), status_of(error))
    return _changes(visit, of, form, against)


@page.acts(f"{ROOM}/apply", largest=FILE)
def applied(visit: Visit, form: Form, code: str) -> Response:
    """Does what was seen."""
    of = the_round(visit, code)
    try:
        against = _compared(visit, of, sent(form))
    except (BadInput, Mistakes) as error:
        return _start(visit, of, where_and_what(error, visit.lang), status_of(error))
    seen, possible = form.text("seen"), form.has("the_rest")

    def act(runtime: Runtime) -> RoundChanges:
        if against.found.seen == seen and against.found.impossible and not possible:
            raise BadInput(
                "Kryssa för att resten ska göras, eller rätta filen först.",
                "Tick that the rest is to be done, or correct the file first.",
            )
        try:
            return apply_round_changes(runtime, against.wanted, seen, visit.actor, partly=possible)
        except OtherChanges:
            raise Stale(tr(visit.lang, "Nedan står vad filen skulle ändra nu.")) from None

    deed = Deed(
        title=tr(visit.lang, "Ändra omgången efter {file}", file=against.file.name),
        act=act,
        done=lambda found: Said(f"Gjort: {_counted(found, 'sv')}.", f"Done: {_counted(found, 'en')}."),
        place=f"/rounds/{of.code}",
        lines=[_counted(against.found, visit.lang).capitalize() + "."],
        button=tr(visit.lang, "Ändra omgången"),
        affects=WholeRound(of.id),
    )
    kept = carried(form, against.file)
    return carry_out(
        visit, kept, deed,
        lambda said, status: _changes(visit, of, kept, _compared(visit, of, against.file), said, status),
    )  # fmt: skip


@page.shows("/rounds/{code}/clone")
def clone(visit: Visit, code: str) -> Response:
    """The form that asks what the new round is to be called."""
    return _clone(visit, the_round(visit, code), "")


@page.shows("/rounds/{code}/clone/workbook")
def cloned(visit: Visit, code: str) -> Response:
    """A workbook to fill in as the new round."""
    of, new = the_round(visit, code), visit.query.get("new", "").strip()
    try:
        return attachment(clone_round(visit.runtime, of.code, new, visit.lang), f"{new}.xlsx")
    except BadInput as error:
        return _clone(visit, of, new, sentences(error, visit.lang), status_of(error))


def _compared(visit: Visit, of: RoundRow, file: Sent) -> Compared:
    """Raises BadInput, or BadFile with every mistake at its cell."""
    wanted = wanted_in(visit.runtime, file.content, file.name, of.code)
    if wanted.code != of.code:
        raise BadInput(
            f"Filen gäller omgången {wanted.code}, men det här är {of.code}. Öppna rätt omgång och läs in den där.",
            f"The file is of the round {wanted.code}, but this is {of.code}. Open the right round and read it there.",
        )
    return Compared(file, wanted, round_changes(visit.runtime, wanted))


def _start(visit: Visit, of: RoundRow, mistakes: Sequence[tuple[str, str]] = (), status: int = 200) -> Response:
    return visit.page(
        "round_edit.html",
        status,
        round=of,
        room=f"/rounds/{of.code}",
        workflow=the_workflow(visit, of),
        mistakes=mistakes,
    )


def _changes(
    visit: Visit, of: RoundRow, form: Form, against: Compared, problems: Sequence[str] = (), status: int = 200
) -> Response:
    found = against.found
    return visit.page(
        "round_changes.html",
        status,
        round=of,
        room=f"/rounds/{of.code}",
        form=form,
        kept=carried(Form({}), against.file).typed,
        file=against.file.name,
        found=found,
        counted=_counted(found, visit.lang),
        groups=_grouped(found.possible, visit.lang),
        where=lambda line: _where(of, line),
        problems_said=problems,
    )


def _where(of: RoundRow, line: Line) -> str:
    """The page where that which is not done with a file is done; "" where there is none."""
    match line.at:
        case ("member", code):
            return f"/rounds/{of.code}/agencies/{code}"
        case ("meeting", cluster, step):
            return f"/rounds/{of.code}/clusters/{cluster}/meetings/{step}"
    return ""


def _clone(visit: Visit, of: RoundRow, new: str, problems: Sequence[str] = (), status: int = 200) -> Response:
    return visit.page("round_clone.html", status, round=of, room=f"/rounds/{of.code}", new=new, problems_said=problems)


def _grouped(lines: Sequence[Line], lang: str) -> list[tuple[str, list[Line]]]:
    """What is about the same thing under one heading, in the order of the sheets."""
    order = list(ABOUT)
    ordered = sorted(lines, key=lambda line: order.index(line.about))
    return [(ABOUT[about].in_(lang), list(several)) for about, several in groupby(ordered, key=lambda one: one.about)]


def _counted(found: RoundChanges, lang: str) -> str:
    added, changed, removed = (found.count().get(kind, 0) for kind in KINDS)
    said = [
        counted(lang, added, "{n} tillagt", "{n} tillagda") if added else "",
        counted(lang, changed, "{n} ändrat", "{n} ändrade") if changed else "",
        counted(lang, removed, "{n} borttaget", "{n} borttagna") if removed else "",
    ]
    return listed([words for words in said if words], lang) or tr(lang, "inget")
