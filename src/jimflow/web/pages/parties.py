"""The organisations that work on one subject together: who takes which part, added, answering, leaving, passing on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from starlette.responses import Response

from jimflow.actions.errors import BadInput, NotFound
from jimflow.actions.parties import PartyChange, add_party, answer_party, leave_party, pass_part
from jimflow.core.mistakes import Said
from jimflow.core.workflow import PartyKind
from jimflow.runtime import Runtime
from jimflow.store.queries.parties import PartyRow, organisations, parties
from jimflow.store.transaction import read
from jimflow.texts.catalogue import tr
from jimflow.texts.names import named
from jimflow.texts.words import STANDING, word
from jimflow.web.at_agency import AtAgency, at_agency, unless_changed
from jimflow.web.deeds import Deed, carry_out
from jimflow.web.forms import Form
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()

ROOM = "/rounds/{code}/agencies/{agency}/parties"
THERE = ("invited", "joined")
KINDS = {"invited": "waiting", "joined": "ready"}


@dataclass(frozen=True, slots=True)
class Part:
    """A part with whoever has it or had it. `free`: one more may take it; `alone`: its only holder, who may pass it
    on."""

    kind: PartyKind
    rows: Sequence[tuple[PartyRow, str, str, str]]
    """(row, name, chip, how it stands)"""
    free: bool
    alone: PartyRow | None


@page.shows(ROOM)
def shown(visit: Visit, code: str, agency: str) -> Response:
    """Every part, with who has it and what they contribute."""
    return _page(visit, at_agency(visit, code, agency))


@page.acts(ROOM)
def added(visit: Visit, form: Form, code: str, agency: str) -> Response:
    """An organisation takes a part, or is invited to it."""
    part, who, contribution = form.text("part"), form.text("organisation"), form.text("contribution")

    def act(inner: Runtime, at: AtAgency) -> PartyChange:
        if not who or not part:
            raise BadInput("Välj part och organisation.", "Choose a part and an organisation.")
        return add_party(inner, at.row.id, who, part, visit.actor, contribution=contribution)

    return _carry_out(visit, form, code, agency, tr(visit.lang, "Lägg till eller bjud in"), who, act)


@page.acts(f"{ROOM}/{{party}}/{{what}}")
def changed(visit: Visit, form: Form, code: str, agency: str, party: str, what: str) -> Response:
    """One that has a part answers, leaves, or hands it over: `what` is yes, no, leave or pass."""
    found = _party(visit, at_agency(visit, code, agency), party)
    who, part, reason = found.organisation, found.part, form.text("reason")

    def act(inner: Runtime, at: AtAgency) -> PartyChange:
        match what:
            case "yes" | "no":
                given = {"yes": what == "yes", "contribution": form.text("contribution"), "reason": reason}
                return answer_party(inner, at.row.id, who, part, visit.actor, **given)  # type: ignore[arg-type]
            case "leave":
                if not reason:
                    raise BadInput("Skriv varför organisationen lämnar.", "Say why the organisation leaves.")
                return leave_party(inner, at.row.id, who, part, visit.actor, reason=reason)
            case _:
                if not form.has("to"):
                    raise BadInput("Välj vem som tar över.", "Choose who takes over.")
                return pass_part(inner, at.row.id, part, form.text("to"), visit.actor, reason=reason)

    titles = {
        "yes": tr(visit.lang, "Tackar ja"),
        "no": tr(visit.lang, "Tackar nej"),
        "leave": tr(visit.lang, "Lämnar"),
        "pass": tr(visit.lang, "Lämnar över"),
    }
    if what not in titles:
        raise NotFound(f"Det finns inget som heter {what}.", f"There is nothing called {what}.")
    return _carry_out(visit, form, code, agency, titles[what], who, act)


def _carry_out(
    visit: Visit,
    form: Form,
    code: str,
    agency: str,
    title: str,
    who: str,
    act: Callable[[Runtime, AtAgency], PartyChange],
) -> Response:
    at = at_agency(visit, code, agency)
    with read(visit.runtime.engine) as tx:
        names = {o: Said(sv, en) for o, sv, en in organisations(tx)}

    def done(change: PartyChange) -> Said:
        name, how = (
            names.get(change.organisation, Said(change.organisation, change.organisation)),
            STANDING[change.standing],
        )
        part = at.workflow.parties[change.part].title
        return Said(f"{name.sv}, {part.sv}: {how.sv}.", f"{name.en}, {part.en}: {how.en}.")

    called = names[who].in_(visit.lang) if who in names else who
    deed = Deed(
        title=f"{title}: {called}",
        act=unless_changed(visit, at, form, lambda inner: act(inner, at)),
        done=done,
        place=f"{at.place}/parties",
        button=title,
        affects=[at.row.id],
    )
    return carry_out(
        *(visit, form, deed),
        lambda said, status: _page(visit, at_agency(visit, code, agency), form, said, status),
    )


def _party(visit: Visit, at: AtAgency, number: str) -> PartyRow:
    with read(visit.runtime.engine) as tx:
        found = next((p for p in parties(tx, at.row.id) if str(p.id) == number), None)
    if found is None:
        raise NotFound(f"Det finns ingen part nr {number} här.", f"There is no party no. {number} here.")
    return found


def _page(
    visit: Visit, at: AtAgency, form: Form | None = None, problems: Sequence[str] = (), status: int = 200
) -> Response:
    if not at.workflow.parties:
        raise NotFound("I programmet deltar var och en för sig.", "In this programme everybody takes part alone.")
    with read(visit.runtime.engine) as tx:
        rows, known = parties(tx, at.row.id), organisations(tx)
    parts = [_part(visit, kind, [r for r in rows if r.part == kind.name]) for kind in at.workflow.parties.values()]
    return visit.page(
        "parties.html",
        status,
        round=at.of,
        at=at,
        parts=parts,
        over=at.row.state in at.workflow.finals,
        free=[(p.kind.name, p.kind.title.in_(visit.lang)) for p in parts if p.free],
        known=[(code, named((sv, en), visit.lang)) for code, sv, en in known],
        form=form or Form({}),
        problems_said=problems,
    )


def _part(visit: Visit, kind: PartyKind, rows: Sequence[PartyRow]) -> Part:
    there = [r for r in rows if r.standing in THERE]
    joined = [r for r in rows if r.standing == "joined"]
    told = [
        (
            r,
            named((r.name_sv, r.name_en), visit.lang),
            KINDS.get(r.standing, "plain"),
            word(STANDING, r.standing, visit.lang),
        )
        for r in rows
    ]
    return Part(
        kind, told, kind.most is None or len(there) < kind.most, joined[0] if len(joined) == kind.most == 1 else None
    )
