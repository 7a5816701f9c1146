"""How functions are filled, left, listed and loaded from the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jimflow.actions.errors import BadInput
from jimflow.actions.functions import FunctionChange, end_function, set_function
from jimflow.actions.handing_over import hand_over, leaver
from jimflow.actions.roster import What, load_roster
from jimflow.cli.desk import Desk
from jimflow.cli.language import LANGUAGES
from jimflow.cli.names import the_round
from jimflow.cli.people import held, known_function, the_one
from jimflow.cli.values import a_day
from jimflow.core.mistakes import Said
from jimflow.core.workflow import Workflow
from jimflow.store.queries.rounds import ClusterRow, ParticipationRow, clusters, participations, rounds
from jimflow.store.queries.work import AppointmentRow, appointments
from jimflow.store.transaction import read
from jimflow.texts.names import function_title


@dataclass(frozen=True, slots=True)
class Holder:
    """Who is to hold a function, as typed."""

    name: str
    mail: str
    since: str | None
    until: str | None
    language: str
    assistant: str | None
    top_management: bool
    acting: bool
    deputy: bool
    beside: bool
    at: str | None = None
    """The organisation, where several take part in one subject."""


@dataclass(frozen=True, slots=True)
class Successor:
    """Who is to hold everything that somebody leaves, as typed."""

    name: str
    mail: str
    since: str | None
    language: str


def filled(desk: Desk, agency: str, function: str, to: Holder, round_code: str | None, actor: str | None) -> None:
    """Fills a function of an agency, or of the host or a guest when the definition places it there."""
    code, member, workflow = _place(desk, agency, function, round_code)
    name = known_function(workflow, function)
    since = a_day(to.since, "--since") if to.since is not None else desk.today()
    until = a_day(to.until, "--until") if to.until is not None else None
    change = set_function(
        desk.runtime,
        member.id if member is not None else None,
        name,
        to.name,
        to.mail,
        since,
        desk.actor(actor),
        until=until,
        top_management=to.top_management,
        acting=to.acting,
        deputy=to.deputy,
        language=to.language,
        assistant=to.assistant,
        replace=not to.beside,
        round_code=code,
        organisation=to.at or (member.organisation if member is not None else ""),
    )
    title = function_title(workflow, name, desk.lang)
    desk.say(f"{to.name} innehar ”{title}” från {since}.", f"{to.name} holds “{title}” from {since}.")
    _followed(desk, change)


def ended(desk: Desk, agency: str, function: str, until: str | None, round_code: str | None, actor: str | None) -> None:
    """Ends a holding; says so when the function stands empty."""
    last = a_day(until, "--until") if until is not None else desk.today()
    _, member, workflow = _place(desk, agency, function, round_code)
    people = _people(desk, member, round_code)
    holder = the_one(people, workflow, function, desk.today())
    change = end_function(desk.runtime, holder.id, last, desk.actor(actor))
    title = function_title(workflow, holder.function, desk.lang)
    desk.say(f"{holder.name} innehar ”{title}” till och med {last}.", f"{holder.name} holds “{title}” until {last}.")
    _followed(desk, change)


def handed_over(desk: Desk, who: str, to: Successor, round_code: str | None, actor: str | None) -> None:
    """Hands everything that a person holds in a round over to one successor, and tells what that was."""
    of = desk.round(round_code)
    day = a_day(to.since, "--since") if to.since is not None else desk.today()
    leaving = leaver(desk.runtime, of.code, who)
    if to.language not in ("", *LANGUAGES):
        raise BadInput("Språket är sv eller en.", "The language is sv or en.")
    given = (to.name, to.mail, day, desk.actor(actor))
    done = hand_over(desk.runtime, of.code, leaving.person, *given, language=to.language)
    with read(desk.runtime.engine) as tx:
        workflow = desk.runtime.programmes.workflow(tx, of.definition)
        names = {p.organisation: p for p in participations(tx, of.code)}
    desk.say(
        f"{to.name} tar över efter {leaving.name} från {day}:", f"{to.name} takes over from {leaving.name} on {day}:"
    )
    for one in done.holdings:
        member = names.get(one.member)
        called = one.member if member is None else member.name_en if desk.lang == "en" else member.name_sv
        desk.line(f"  {called}: {function_title(workflow, one.function, desk.lang)}")


def listed(desk: Desk, agency: str | None, round_code: str | None, *, history: bool) -> None:
    """Who holds what, with the numbers that other commands take; without an agency the host's and guests' own."""
    member = desk.agency(agency, round_code) if agency is not None else None
    of = desk.round(round_code if member is None else member.round_code)
    definition = member.definition if member is not None else of.definition
    people = _people(desk, member, round_code)
    with read(desk.runtime.engine) as tx:
        workflow = desk.runtime.programmes.workflow(tx, definition)
        groups = {c.id: c for c in clusters(tx, of.id)}
    order = list(workflow.functions)
    people = sorted(people if history else _present(people, desk), key=lambda a: (order.index(a.function), a.since))
    if desk.document:
        whose = member.organisation if member is not None else None
        desk.answer({"organisation": whose, "appointments": [_document(a, groups) for a in people]})
        return
    from jimflow.cli.screen import entries

    entries(
        [
            (
                [str(a.id), function_title(workflow, a.function, desk.lang), a.function],
                " · ".join([f"{a.name} <{a.address}>", _time(a, desk.lang), *_notes(a, groups, desk.lang)]),
            )
            for a in people
        ]
    )
    taken = {a.function for a in people}
    for f in workflow.functions.values():
        if f.of_member is (member is not None) and f.name not in taken:
            desk.say(f"Ingen innehar ”{f.title.sv}” ({f.name}).", f"Nobody holds “{f.title.en}” ({f.name}).")


def roster_loaded(desk: Desk, file: Path, round_code: str | None, actor: str | None) -> None:
    """Loads a roster and tells what it changed."""
    code = desk.round(round_code).code
    done = load_roster(desk.runtime, code, file, desk.actor(actor))
    kinds: tuple[What, ...] = ("added", "ended", "changed", "unchanged")
    counts: dict[str, int] = {kind: done.count(kind) for kind in kinds}
    if desk.document:
        desk.answer(
            {
                **counts,
                "lines": [
                    {
                        "what": line.what,
                        "organisation": line.organisation,
                        "subject": line.subject,
                        "function": line.function,
                        "address": line.address,
                        "day": line.day.isoformat(),
                    }
                    for line in done.lines
                ],
                "vacant": [list(v) for v in done.vacant],
                "messages": done.messages,
            }
        )
        return
    added, gone, changed, same = (counts[k] for k in kinds)
    desk.say(
        f"{file.name}: {added} nya, {gone} avslutade, {changed} ändrade, {same} som förut.",
        f"{file.name}: {added} new, {gone} ended, {changed} changed, {same} as before.",
    )
    for organisation, function in done.vacant:
        desk.say(
            f"Ingen innehar {function} på {organisation} längre.",
            f"Nobody holds {function} at {organisation} any more.",
        )


def _place(
    desk: Desk, agency: str, function: str, round_code: str | None
) -> tuple[str, ParticipationRow | None, Workflow]:
    """The round, the participation (None for the host's and guests' functions) and the programme."""
    with read(desk.runtime.engine) as tx:
        known = rounds(tx)
        of = the_round(known, round_code) if round_code is not None or len(known) == 1 else None
        workflow = desk.runtime.programmes.workflow(tx, of.definition) if of is not None else None
    shared = workflow is not None and not function.isdecimal() and _shared(workflow, function)
    if shared and of is not None and workflow is not None:
        desk.label(example=of.example)
        return of.code, None, workflow
    member = desk.agency(agency, round_code)
    with read(desk.runtime.engine) as tx:
        return member.round_code, member, desk.runtime.programmes.workflow(tx, member.definition)


def _shared(workflow: Workflow, function: str) -> bool:
    return workflow.functions[known_function(workflow, function)].belongs_to in ("host", "guest")


def _people(desk: Desk, member: ParticipationRow | None, round_code: str | None) -> list[AppointmentRow]:
    of = member.round if member is not None else desk.round(round_code).id
    with read(desk.runtime.engine) as tx:
        every = appointments(tx, of, member.id if member is not None else None)
    return [a for a in every if a.participation == (member.id if member is not None else None)]


def _present(people: list[AppointmentRow], desk: Desk) -> list[AppointmentRow]:
    today = desk.today()
    return held(people, today) + [a for a in people if a.since > today]


def _followed(desk: Desk, change: FunctionChange) -> None:
    if change.vacant:
        desk.say(
            "Ingen innehar funktionen nu; samordnaren får veta det.",
            "Nobody holds the function now; the coordinator is told.",
        )
    if change.messages:
        desk.say(f"Mejl i utkorgen: {change.messages}.", f"Mails in the outbox: {change.messages}.")


def _time(a: AppointmentRow, lang: str) -> str:
    since = Said(f"från {a.since}", f"from {a.since}").in_(lang)
    return since if a.until is None else since + Said(f" till {a.until}", f" to {a.until}").in_(lang)


def _notes(a: AppointmentRow, groups: Mapping[int, ClusterRow], lang: str) -> list[str]:
    group = groups.get(a.cluster or 0)
    of_one = [group.name_en if lang == "en" else group.name_sv] if group is not None else []
    notes = [
        (a.top_management, Said("högsta ledning", "top management")),
        (a.acting, Said("tillförordnad", "acting")),
        (a.deputy, Said("ersättare", "deputy")),
        (a.undeliverable_at is not None, Said("mejl kommer inte fram", "mail is not delivered")),
    ]
    return of_one + [said.in_(lang) for holds, said in notes if holds]


def _document(a: AppointmentRow, groups: Mapping[int, ClusterRow]) -> dict[str, object]:
    group = groups.get(a.cluster or 0)
    return {
        "id": a.id,
        "organisation": a.organisation,
        "cluster": group.code if group is not None else None,
        "function": a.function,
        "name": a.name,
        "address": a.address,
        "language": a.language,
        "since": a.since.isoformat(),
        "until": a.until.isoformat() if a.until else None,
        "top_management": a.top_management,
        "acting": a.acting,
        "deputy": a.deputy,
        "assistant": a.assistant,
        "undeliverable": a.undeliverable_at is not None,
    }
