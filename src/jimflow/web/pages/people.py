"""Personer: everyone who holds something in a round, what nobody holds, and a leaver's work given to another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.responses import Response

from jimflow.actions.errors import BadInput, NotFound
from jimflow.actions.handing_over import HandedOver, hand_over
from jimflow.actions.submissions import answered
from jimflow.actions.trial import WholeRound
from jimflow.core.called import fits, folded
from jimflow.core.mistakes import Said
from jimflow.core.workflow import Function, Workflow
from jimflow.runtime import Runtime
from jimflow.store.queries.preferences import PreferenceRow, preferences
from jimflow.store.queries.rounds import ParticipationRow, RoundRow, participations
from jimflow.store.queries.work import AppointmentRow, appointments
from jimflow.store.transaction import read
from jimflow.texts.catalogue import tr
from jimflow.texts.names import function_title, named
from jimflow.web.deeds import Deed, carry_out
from jimflow.web.errors import Stale
from jimflow.web.forms import Form, whole_number
from jimflow.web.here import the_round, the_workflow
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()

ROOM = "/rounds/{code}/people"
OVER = f"{ROOM}/{{person}}/hand-over"
SINCE = ("Första dagen", "First day")
PAGE = 100
"""How many people a page shows."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A function that somebody holds now or later, where it is held, and the page on which it is changed."""

    row: AppointmentRow
    title: str
    whose: str
    place: str


@dataclass(frozen=True, slots=True)
class Someone:
    """A person with everything that is hers in the round."""

    number: int
    name: str
    address: str
    holdings: Sequence[Holding]
    chosen: PreferenceRow

    @property
    def unreachable(self) -> bool:
        """True where no mail to the person has come through."""
        return all(h.row.undeliverable_at is not None for h in self.holdings)


@dataclass(frozen=True, slots=True)
class Missing:
    """A function that nobody holds at some: (name, address of the page where somebody is named)."""

    title: str
    whose: Sequence[tuple[str, str]]


@page.shows(ROOM)
def everyone(visit: Visit, code: str) -> Response:
    """Who holds what, by name; the search and the function stand in the address."""
    of = the_round(visit, code)
    workflow = the_workflow(visit, of)
    members = _members(visit, of)
    found = _people(visit, of, workflow, members)
    asked = {name: visit.query.get(name, "").strip() for name in ("q", "function", "mail")}
    left = [one for one in found if _asked_for(one, asked)]
    pages = max(1, -(-len(left) // PAGE))
    number = min(whole_number(visit.query.get("page", "")) or 1, pages)
    return visit.page(
        "people.html",
        round=of,
        room=f"/rounds/{of.code}",
        base=f"/rounds/{of.code}",
        workflow=workflow,
        people=left[(number - 1) * PAGE : number * PAGE],
        count=len(left),
        all=len(found),
        missing=_missing(visit, of, workflow, members, found),
        functions=[(f.name, function_title(workflow, f.name, visit.lang)) for f in workflow.functions.values()],
        unreachable=sum(one.unreachable for one in found),
        asked=asked,
        number=number,
        pages=pages,
    )


@page.shows(OVER)
def leaving(visit: Visit, code: str, person: str) -> Response:
    """What somebody holds, and the form that gives all of it to another."""
    of = the_round(visit, code)
    return _leaving(visit, of, _the_one(visit, of, person), Form({}))


@page.acts(OVER)
def handed_over(visit: Visit, form: Form, code: str, person: str) -> Response:
    """Gives it all to another, in one act."""
    of, before = the_round(visit, code), answered(visit.runtime, form.name, visit.sender)
    if before is not None:  # the person may hold nothing any more
        return visit.to(before.place or f"/rounds/{of.code}/people")
    one, name = _the_one(visit, of, person), form.text("name")

    def act(runtime: Runtime) -> HandedOver:
        since = form.day("since", SINCE)
        if since is None:
            raise BadInput(f"{SINCE[0]}: välj en dag.", f"{SINCE[1]}: choose a day.")
        if form.text("seen") != _seen(one):
            raise Stale(tr(visit.lang, "Nedan står vad {name} har nu.", name=one.name))
        given = (name, form.text("mail"), since, visit.actor)
        return hand_over(runtime, of.code, one.number, *given, language=form.text("language"))

    deed = Deed(
        title=tr(visit.lang, "{name} lämnar över allt till {other}", name=one.name, other=name),
        act=act,
        done=lambda over: _done(name, over),
        place=f"/rounds/{of.code}/people",
        lines=[f"{h.title}, {h.whose}" for h in one.holdings],
        button=tr(visit.lang, "Lämna över"),
        affects=WholeRound(of.id),
    )
    return carry_out(visit, form, deed, lambda said, status: _leaving(visit, of, one, form, said, status))


def _leaving(
    visit: Visit, of: RoundRow, one: Someone, form: Form, problems: Sequence[str] = (), status: int = 200
) -> Response:
    return visit.page(
        "person_leaves.html",
        status,
        round=of,
        room=f"/rounds/{of.code}",
        base=f"/rounds/{of.code}",
        one=one,
        seen=_seen(one),
        form=form,
        problems_said=problems,
    )


def _seen(one: Someone) -> str:
    """The holdings that are handed over: another list as soon as one is added, moved or ended."""
    return " ".join(f"{h.row.id}:{h.row.since}:{h.row.until or ''}" for h in one.holdings)


def _done(name: str, over: HandedOver) -> Said:
    n, mails = len(over.holdings), over.messages
    return Said(
        f"{name} tar över {n} {'funktion' if n == 1 else 'funktioner'}. Mejl i utkorgen: {mails}.",
        f"{name} takes over {n} {'function' if n == 1 else 'functions'}. Mails in the outbox: {mails}.",
    )


def _members(visit: Visit, of: RoundRow) -> Mapping[int, ParticipationRow]:
    with read(visit.runtime.engine) as tx:
        return {p.id: p for p in participations(tx, of.code)}


def _the_one(visit: Visit, of: RoundRow, person: str) -> Someone:
    workflow = the_workflow(visit, of)
    found = next((p for p in _people(visit, of, workflow, _members(visit, of)) if str(p.number) == person), None)
    if found is None:
        raise NotFound(
            f"Ingen med nummer {person} innehar något i {of.code} längre.",
            f"Nobody with the number {person} holds anything in {of.code} any more.",
        )
    return found


def _people(visit: Visit, of: RoundRow, workflow: Workflow, members: Mapping[int, ParticipationRow]) -> list[Someone]:
    """Everyone who holds something today or later, by name."""
    with read(visit.runtime.engine) as tx:
        every = [a for a in appointments(tx, of.id) if _holds(visit, a)]
        chosen = preferences(tx, {a.person for a in every})
    theirs: dict[int, list[AppointmentRow]] = {}
    for a in every:
        theirs.setdefault(a.person, []).append(a)
    found = []
    for number, rows in theirs.items():
        holdings = [_holding(visit, of, workflow, a, members) for a in rows]
        last = rows[-1]
        in_order, wish = sorted(holdings, key=lambda h: folded(h.whose)), chosen.get(number, PreferenceRow(number))
        found.append(Someone(number, last.name, last.address, in_order, wish))
    return sorted(found, key=lambda one: (folded(one.name), one.number))


def _holding(
    visit: Visit, of: RoundRow, workflow: Workflow, a: AppointmentRow, members: Mapping[int, ParticipationRow]
) -> Holding:
    title = function_title(workflow, a.function, visit.lang) if a.function in workflow.functions else a.function
    member = members.get(a.participation or 0)
    if member is None:
        return Holding(a, title, a.organisation, "")
    place = f"/rounds/{of.code}/agencies/{member.organisation}/functions/{a.function}"
    return Holding(a, title, named((member.name_sv, member.name_en), visit.lang), place)


def _holds(visit: Visit, a: AppointmentRow) -> bool:
    return a.until is None or (a.until >= visit.today and a.until >= a.since)


def _asked_for(one: Someone, asked: Mapping[str, str]) -> bool:
    if asked["function"] and all(h.row.function != asked["function"] for h in one.holdings):
        return False
    if asked["mail"] and not one.unreachable:
        return False
    words = [one.name, one.address, *(w for h in one.holdings for w in (h.whose, h.title, h.row.organisation))]
    return not asked["q"] or fits(asked["q"], words)


def _missing(
    visit: Visit,
    of: RoundRow,
    workflow: Workflow,
    members: Mapping[int, ParticipationRow],
    people: Sequence[Someone],
) -> list[Missing]:
    """Each function that somebody who takes part, or is to, has nobody in today; in the order of the definition."""
    today = visit.today
    held = {(h.row.participation, h.row.function) for one in people for h in one.holdings if h.row.since <= today}
    there = sorted((m for m in members.values() if m.state not in workflow.finals), key=lambda m: folded(m.name_sv))
    found = []
    for function in workflow.functions.values():
        title, whose = function_title(workflow, function.name, visit.lang), list[tuple[str, str]]()
        if function.of_member:
            for m in there:
                if (m.id, function.name) not in held:
                    place = f"/rounds/{of.code}/agencies/{m.organisation}/functions/{function.name}"
                    whose.append((named((m.name_sv, m.name_en), visit.lang), place))
        elif _of_host(function) and (None, function.name) not in held:
            whose.append((tr(visit.lang, "värden"), f"/rounds/{of.code}/edit"))
        if whose:
            found.append(Missing(title, whose))
    return found


def _of_host(function: Function) -> bool:
    return function.belongs_to == "host"
