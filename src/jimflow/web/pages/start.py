"""From one agency a case of another programme is started; its answer comes back here."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import Response

from jimflow.actions.errors import BadInput, NotFound
from jimflow.actions.subflows import Begun, start_case
from jimflow.core.mistakes import Said
from jimflow.core.workflow import ORGANISATION, Start, Workflow
from jimflow.runtime import Runtime
from jimflow.store.queries.parties import started
from jimflow.store.queries.rounds import RoundRow, clusters
from jimflow.store.transaction import read
from jimflow.texts.names import assignment_title, field_title, named, state_title
from jimflow.web.at_agency import AtAgency, at_agency, unless_changed
from jimflow.web.deeds import Deed, carry_out
from jimflow.web.forms import Form
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()

ROOM = "/rounds/{code}/agencies/{agency}/start/{start}"


@page.shows(ROOM)
def shown(visit: Visit, code: str, agency: str, start: str) -> Response:
    """What it is, what goes along, what has been started before, and the form."""
    return _page(visit, at_agency(visit, code, agency), start)


@page.acts(ROOM)
def begun(visit: Visit, form: Form, code: str, agency: str, start: str) -> Response:
    """Starts it."""
    at = at_agency(visit, code, agency)
    known = _known(at, start)
    name = form.text("name")
    into, _, cluster = form.text("into").partition("/")

    def act(runtime: Runtime) -> Begun:
        places = _places(visit, known)
        if not places:
            raise BadInput(
                "Ingen omgång av det andra programmet tar emot det än. Lägg upp en först.",
                "No round of the other programme takes it yet. Set one up first.",
            )
        if _named_by_us(places) and not (name and form.text("as")):
            raise BadInput("Skriv både namn och id.", "Give both a name and an id.")
        begin = unless_changed(visit, at, form, lambda inner: start_case(
            inner, at.row.id, start, visit.actor,
            code=form.text("as"), name=Said(name, form.text("name_en") or name) if name else None,
            round_code=into or None, cluster=cluster or None,
        ))  # fmt: skip
        return begin(runtime)

    deed = Deed(
        title=f"{known.title.in_(visit.lang)}: {at.name}",
        act=act,
        done=lambda b: Said(
            f"Startat i omgången {b.round_code}. Svaret kommer tillbaka hit.",
            f"Started in the round {b.round_code}. The answer comes back here.",
        ),
        place=f"{at.place}/start/{start}",
        button=known.title.in_(visit.lang),
        affects=[at.row.id],
    )

    def refused(said: Sequence[str], status: int) -> Response:
        return _page(visit, at_agency(visit, code, agency), start, form, said, status)

    return carry_out(visit, form, deed, refused)


def _known(at: AtAgency, start: str) -> Start:
    found = at.workflow.starts.get(start)
    if found is None:
        raise NotFound(f"Härifrån startas inget som heter {start}.", f"Nothing called {start} is started from here.")
    return found


def _places(visit: Visit, start: Start) -> list[tuple[RoundRow, Workflow]]:
    """The rounds that may take it."""
    with read(visit.runtime.engine) as tx:
        every = [(r, visit.runtime.programmes.workflow(tx, r.definition)) for r in visit.rounds]
    return [(r, w) for r, w in every if w.name == start.workflow]


def _named_by_us(places: Sequence[tuple[RoundRow, Workflow]]) -> bool:
    return any(w.subject != ORGANISATION for _, w in places)


def _page(
    visit: Visit,
    at: AtAgency,
    name: str,
    form: Form | None = None,
    problems: Sequence[str] = (),
    status: int = 200,
) -> Response:
    start, lang = _known(at, name), visit.lang
    places = _places(visit, start)
    with read(visit.runtime.engine) as tx:
        into = [
            (f"{r.code}/{c.code}", f"{r.code}, {named((c.name_sv, c.name_en), lang)}")
            for r, _ in places
            for c in clusters(tx, r.id)
        ]
        before = [
            (
                f"/rounds/{s.round_code}/agencies/{s.organisation}",
                named((s.name_sv, s.name_en), lang),
                state_title(visit.runtime.programmes.workflow(tx, s.definition), s.state, lang),
            )
            for s in started(tx, at.row.id)
            if s.start == name
        ]
    return visit.page(
        "start.html",
        status,
        round=at.of,
        at=at,
        start=start,
        here=at.row.state in start.states,
        into=into,
        names=_named_by_us(places),
        carries=[
            f"{field_title(at.workflow, assignment, field, lang)} ({assignment_title(at.workflow, assignment, lang)})"
            for assignment, field in start.carries.values()
        ],
        before=before,
        state=state_title(at.workflow, at.row.state, lang),
        form=form or Form({}),
        problems_said=problems,
    )
