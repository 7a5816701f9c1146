"""Who holds one function of an agency: named, ended, replaced, or everything a leaver has handed over at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from starlette.responses import Response

from jimflow.actions.errors import BadInput, NotFound
from jimflow.actions.functions import FunctionChange, end_function, set_function
from jimflow.actions.handing_over import HandedOver, hand_over
from jimflow.actions.trial import WholeRound
from jimflow.core.mistakes import Said
from jimflow.core.workflow import ORGANISATION, Function
from jimflow.runtime import Runtime
from jimflow.store.queries.parties import parties
from jimflow.store.queries.rounds import participations
from jimflow.store.queries.work import AppointmentRow, appointments
from jimflow.store.transaction import read
from jimflow.texts.catalogue import tr
from jimflow.texts.dates import day
from jimflow.texts.names import function_title, named, quoted
from jimflow.web.at_agency import AtAgency, at_agency, unless_changed
from jimflow.web.deeds import Deed, carry_out
from jimflow.web.forms import Form
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()

SINCE, UNTIL = ("Första dagen", "First day"), ("Sista dagen", "Last day")
ROOM = "/rounds/{code}/agencies/{agency}/functions/{function}"


@dataclass(frozen=True, slots=True)
class Tried:
    """A form that was not taken: which of the page's, as it was typed, and why."""

    which: str = ""
    form: Form = field(default_factory=lambda: Form({}))
    problems: Sequence[str] = ()


@page.shows(ROOM)
def shown(visit: Visit, code: str, agency: str, function: str) -> Response:
    """Who holds it now, before and later, and the forms."""
    return _page(visit, at_agency(visit, code, agency), function)


@page.acts(ROOM)
def named_holder(visit: Visit, form: Form, code: str, agency: str, function: str) -> Response:
    """Somebody takes the function, instead of or beside whoever has it."""
    at = at_agency(visit, code, agency)
    known = _known(at, function)
    title, name = quoted(known.title.in_(visit.lang), visit.lang), form.text("name")

    def act(runtime: Runtime) -> FunctionChange:
        since = form.day("since", SINCE) or visit.today
        until = form.day("until", UNTIL)
        return unless_changed(visit, at, form, lambda inner: set_function(
            inner, at.row.id, function, name, form.text("mail"), since, visit.actor,
            until=until, top_management=form.has("top_management"), acting=form.has("acting"),
            deputy=form.has("deputy"), language=form.text("language", "sv"), assistant=form.text("assistant") or None,
            replace=form.text("how") != "beside", organisation=form.text("organisation"),
        ))(runtime)  # fmt: skip

    deed = Deed(
        title=tr(visit.lang, "{name} som {function}, {agency}", name=name, function=title, agency=at.name),
        act=act,
        done=lambda change: _set_words(at, known, name, change),
        place=visit.path,
        button=tr(visit.lang, "Ange {name}", name=name),
        affects=[at.row.id],
    )
    return carry_out(
        visit, form, deed, lambda said, status: _again(visit, code, agency, function, Tried("set", form, said), status)
    )


@page.acts(f"{ROOM}/end")
def ended(visit: Visit, form: Form, code: str, agency: str, function: str) -> Response:
    """Somebody leaves the function."""
    at = at_agency(visit, code, agency)
    known = _known(at, function)
    holder = _holding(visit, at, function, form.text("appointment"))

    def act(runtime: Runtime) -> FunctionChange:
        last = form.day("last", UNTIL)
        if last is None:
            raise BadInput(f"{UNTIL[0]}: välj en dag.", f"{UNTIL[1]}: choose a day.")
        return unless_changed(visit, at, form, lambda inner: end_function(inner, holder.id, last, visit.actor))(runtime)

    title = quoted(known.title.in_(visit.lang), visit.lang)
    room = visit.path.removesuffix("/end")
    deed = Deed(
        title=tr(
            visit.lang, "{name} slutar som {function}, {agency}", name=holder.name, function=title, agency=at.name
        ),
        act=act,
        done=lambda change: _end_words(known, holder, form.text("last"), change),
        place=room,
        button=tr(visit.lang, "Avsluta"),
        affects=[at.row.id],
    )
    return carry_out(
        visit, form, deed, lambda said, status: _again(visit, code, agency, function, Tried("end", form, said), status)
    )


@page.shows(f"{ROOM}/hand-over/{{appointment}}")
def leaving(visit: Visit, code: str, agency: str, function: str, appointment: str) -> Response:
    """Everything that a person holds in the round, and the form that gives it all to another."""
    at = at_agency(visit, code, agency)
    return _leaving(visit, at, function, _holding(visit, at, function, appointment))


@page.acts(f"{ROOM}/hand-over/{{appointment}}")
def handed_over(visit: Visit, form: Form, code: str, agency: str, function: str, appointment: str) -> Response:
    """Gives it all to another, in one act."""
    at = at_agency(visit, code, agency)
    holder = _holding(visit, at, function, appointment)
    name = form.text("name")

    def act(runtime: Runtime) -> HandedOver:
        since = form.day("since", SINCE)
        if since is None:
            raise BadInput(f"{SINCE[0]}: välj en dag.", f"{SINCE[1]}: choose a day.")
        language = form.text("language")
        return hand_over(
            *(runtime, at.of.code, holder.person, name, form.text("mail"), since, visit.actor), language=language
        )

    def done(over: HandedOver) -> Said:
        n, mails = len(over.holdings), over.messages
        return Said(
            f"{name} tar över {n} {'funktion' if n == 1 else 'funktioner'}. Mejl i utkorgen: {mails}.",
            f"{name} takes over {n} {'function' if n == 1 else 'functions'}. Mails in the outbox: {mails}.",
        )

    deed = Deed(
        title=tr(visit.lang, "{name} lämnar över allt till {other}", name=holder.name, other=name),
        act=act,
        done=done,
        place=f"{at.place}/functions/{function}",
        lines=_held(visit, at, holder),
        button=tr(visit.lang, "Lämna över"),
        affects=WholeRound(at.of.id),
    )
    return carry_out(visit, form, deed, lambda said, status: _leaving(visit, at, function, holder, form, said, status))


def _known(at: AtAgency, function: str) -> Function:
    found = at.workflow.functions.get(function)
    if found is None:
        raise NotFound(f"Funktionen {function} finns inte.", f"There is no function {function}.")
    return found


def _rows(visit: Visit, at: AtAgency, function: str) -> list[AppointmentRow]:
    """Everyone who holds, has held or is to hold it, the latest first."""
    own = at.row.id if _known(at, function).of_member else None
    with read(visit.runtime.engine) as tx:
        every = appointments(tx, at.of.id, at.row.id)
    found = [a for a in every if a.function == function and a.participation == own]
    return sorted(found, key=lambda a: (a.since, a.id), reverse=True)


def _holding(visit: Visit, at: AtAgency, function: str, number: str) -> AppointmentRow:
    found = next((a for a in _rows(visit, at, function) if str(a.id) == number), None)
    if found is None or not _known(at, function).of_member:
        raise NotFound(f"Det finns inget innehav nr {number} här.", f"There is no appointment no. {number} here.")
    return found


def _held(visit: Visit, at: AtAgency, holder: AppointmentRow) -> list[str]:
    """What the person holds in the round today or later, and where."""
    with read(visit.runtime.engine) as tx:
        every = [a for a in appointments(tx, at.of.id) if a.person == holder.person]
        names = {p.id: named((p.name_sv, p.name_en), visit.lang) for p in participations(tx, at.of.code)}
    now = [a for a in every if a.until is None or a.until >= visit.today]
    return [
        f"{function_title(at.workflow, a.function, visit.lang)}, {names.get(a.participation or 0, a.organisation)}"
        for a in now
    ]


def _again(visit: Visit, code: str, agency: str, function: str, tried: Tried, status: int) -> Response:
    return _page(visit, at_agency(visit, code, agency), function, tried, status)


def _page(visit: Visit, at: AtAgency, function: str, tried: Tried | None = None, status: int = 200) -> Response:
    known, rows, today = _known(at, function), _rows(visit, at, function), visit.today
    return visit.page(
        "functions.html",
        status,
        round=at.of,
        at=at,
        function=known,
        now=[a for a in rows if a.since <= today and (a.until is None or a.until >= today)],
        later=[a for a in rows if a.since > today],
        former=[a for a in rows if a.until is not None and a.until < today],
        homes=_homes(visit, at),
        tried=tried or Tried(),
        room=f"{at.place}/functions/{function}",
    )


def _homes(visit: Visit, at: AtAgency) -> list[tuple[str, str]]:
    """The organisations that a holder may work at, where several take part in one subject."""
    if at.workflow.subject == ORGANISATION:
        return []
    with read(visit.runtime.engine) as tx:
        there = [p for p in parties(tx, at.row.id) if p.standing == "joined"]
    return list({p.organisation: (p.organisation, named((p.name_sv, p.name_en), visit.lang)) for p in there}.values())


def _leaving(
    visit: Visit,
    at: AtAgency,
    function: str,
    holder: AppointmentRow,
    form: Form | None = None,
    problems: Sequence[str] = (),
    status: int = 200,
) -> Response:
    return visit.page(
        "hand_over.html",
        status,
        round=at.of,
        at=at,
        function=_known(at, function),
        holder=holder,
        held=_held(visit, at, holder),
        form=form or Form({}),
        problems_said=problems,
        place=f"{at.place}/functions/{function}",
    )


def _set_words(at: AtAgency, function: Function, name: str, change: FunctionChange) -> Said:
    title = function.title
    return Said(
        f"{name} innehar nu ”{title.sv}”, {at.called.sv}. Mejl i utkorgen: {change.messages}.",
        f"{name} now holds “{title.en}”, {at.called.en}. Mails in the outbox: {change.messages}.",
    )


def _end_words(function: Function, holder: AppointmentRow, typed: str, change: FunctionChange) -> Said:
    last = date.fromisoformat(typed)
    sv, en = day(last, "sv", None), day(last, "en", None)
    vacant = Said(
        " Sedan innehar ingen funktionen; samordnaren får veta det.", " Nobody holds it then; the coordinator is told."
    )
    more = vacant if change.vacant else Said("", "")
    return Said(
        f"{holder.name} innehar ”{function.title.sv}” till och med {sv}.{more.sv}",
        f"{holder.name} holds “{function.title.en}” until {en}.{more.en}",
    )
